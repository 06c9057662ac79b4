// Structs, enums and unions: variants, fields, representation, discriminants.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  /// A struct, enum or union. Field types are lowered here, so errors in them are reported once.
  public func adt(_ def: DefID) -> AdtData {
    if let known = adtMemo.value(def) { return known }
    let entry = definitions[def]
    resolution.resolveSignature(of: def)
    let kind: AdtKind =
      switch entry.kind {
      case .union: .union
      case .enumeration: .enumeration
      default: .structure
      }
    var variants: [AdtVariant] = []
    if kind == .enumeration {
      for variant in Array(definitions.members(def)) where definitions.kind(variant) == .variant {
        var discriminant = DefID.none
        if case .variant(let index) = definitions[variant].syntax {
          let expr = tree.variants.storage[Int(index)].discriminant
          if !expr.isNone { discriminant = resolution.definition(of: expr) }
        }
        variants.append(makeVariant(variant, discriminant: discriminant))
      }
    } else {
      variants.append(makeVariant(def, discriminant: .none))
    }
    var flags: AdtFlags = []
    if def == lang.box { flags.insert(.isBox) }
    if def == lang.phantomData { flags.insert(.isPhantomData) }
    if def == lang.manuallyDrop { flags.insert(.isManuallyDrop) }
    if def == lang.unsafeCell { flags.insert(.isUnsafeCell) }
    let attributes = Array(tree.attributes[entry.attributes])
    if attributes.contains(where: { $0.name.name == Names.fundamental }) { flags.insert(.isFundamental) }
    let data = AdtData(
      def: def, kind: kind, variants: variants, repr: representation(attributes, def), flags: flags)
    adtMemo.set(def, data)
    return data
  }

  private func makeVariant(_ def: DefID, discriminant: DefID) -> AdtVariant {
    let entry = definitions[def]
    var fields: [AdtField] = []
    for field in Array(definitions.members(def)) where definitions.kind(field) == .field {
      fields.append(AdtField(def: field, name: definitions.name(field), type: type(of: field)))
    }
    let constructor: AdtConstructor =
      switch entry.constructor {
      case .tuple: .tuple
      case .unit: .unit
      default: .named
      }
    return AdtVariant(
      def: def, name: entry.name, constructor: constructor, fields: fields, discriminant: discriminant)
  }

  /// The type of a field for given arguments; not normalized.
  public func fieldType(_ field: AdtField, _ args: Args) -> Ty { types.substitute(field.type, args) }

  // MARK: repr

  private func representation(_ attributes: [Attribute], _ def: DefID) -> AdtRepr {
    var repr = AdtRepr()
    for attribute in attributes where attribute.name.name == Names.repr {
      if case .tokens = attribute.arguments {} else if isLocal(def) {
        diagnostics.error("E0539", "malformed `repr` attribute input", at: attribute.span, label: "expected this to be a list")
      }
      guard case .tokens(_, let slice) = attribute.arguments, slice.buffer.index < tree.buffers.count else { continue }
      let buffer = tree.buffers[slice.buffer]
      var index = slice.range.lowerBound
      while index < slice.range.upperBound {
        let kind = buffer.kind(index)
        guard kind.isIdentifierOrKeyword else {
          if kind.isLiteral, isLocal(def) {
            diagnostics.error(
              "E0565", "meta item in `repr` must be an identifier", at: buffer.span(index), label: "expected identifier")
          }
          index += 1
          continue
        }
        let name = symbols.text(buffer.symbol(index))
        var argument: UInt32?
        if index + 1 < slice.range.upperBound, buffer.kind(index + 1) == .openParen {
          let end = buffer.partner(index + 1)
          // What a macro substituted stands in an invisible group.
          var place = index + 2
          while place < end, buffer.kind(place) == .openInvisible { place += 1 }
          if place < end, buffer.kind(place) == .integer {
            let literal = Literal(kind: .integer, text: buffer.symbol(place), span: buffer.span(place))
            let value = tree.decodeInteger(literal).value
            argument = value <= 1 << 29 ? UInt32(value) : nil
          }
          index = end
        }
        index += 1
        switch name {
        case "C": repr.isC = true
        case "Rust": break
        case "transparent": repr.isTransparent = true
        case "simd": repr.isSimd = true
        case "packed": repr.pack = argument ?? 1
        case "align":
          if let argument, argument != 0, argument & (argument - 1) == 0 {
            repr.align = max(repr.align, argument)
          } else if isLocal(def) {
            diagnostics.error("E0589", "invalid `repr(align)` attribute: not a power of two", at: attribute.span)
          }
        default:
          if let integer = IntegerKind.allCases.first(where: { $0.name == name }) {
            if let first = repr.integer, first != integer, isLocal(def) {
              diagnostics.error("E0566", "conflicting representation hints", at: attribute.span)
            }
            repr.integer = integer
          } else if isLocal(def) {
            diagnostics.error("E0552", "unrecognized representation hint", at: attribute.span)
          }
        }
      }
    }
    if repr.pack != 0, repr.align != 0, isLocal(def) {
      diagnostics.error(
        "E0587", "type has conflicting packed and align representation hints", at: definitions[def].nameSpan)
    }
    return repr
  }

  // MARK: discriminants

  /// The type of an enum's discriminants: `isize` without a `repr`.
  public func discriminantType(of data: AdtData) -> Ty { types.integer(data.repr.integer ?? .isize) }

  /// The discriminant of a variant, as bits of `discriminantType`, zero-extended.
  public func discriminant(of def: DefID, variant: Int) -> (low: UInt64, high: UInt64) {
    let all = discriminants(of: def)
    return variant < all.count ? all[variant] : (0, 0)
  }

  public func discriminants(of def: DefID) -> [(low: UInt64, high: UInt64)] {
    if let known = discriminantsMemo.value(def) { return known }
    if discriminantsMemo.isInProgress(def) {
      reportCycle(def)
      return []
    }
    discriminantsMemo.begin(def)
    let data = adt(def)
    let kind = data.repr.integer ?? .isize
    let bits = kind.bits(pointerBits: target.pointerBits)
    let mask: UInt128 = bits == 128 ? .max : (UInt128(1) << UInt128(bits)) - 1
    let type = discriminantType(of: data)
    var next: UInt128 = 0
    var overflowed = false
    var result: [(low: UInt64, high: UInt64)] = []
    var owners: [UInt128: DefID] = [:]
    for variant in data.variants {
      if !variant.discriminant.isNone {
        anonymousConstantTypes[variant.discriminant] = type
        let const = types.const(.unevaluated(variant.discriminant, types.emptyArgs))
        if let value = evaluateConst(const) {
          next = (UInt128(value.high) << 64 | UInt128(value.low)) & mask
        }
        overflowed = false
      } else if overflowed, isLocal(def) {
        diagnostics.report(
          Diagnostic(
            code: "E0370", "enum discriminant overflowed", at: definitions[variant.def].span,
            label: "overflowed on value after \(discriminantText((next &- 1) & mask, kind))"))
      }
      if let other = owners[next], isLocal(def), data.isEnum {
        let text = discriminantText(next, kind)
        diagnostics.report(
          Diagnostic(code: "E0081", "discriminant value `\(text)` assigned more than once", at: headSpan(of: def))
            .labelled(definitions[other].nameSpan, "`\(text)` assigned here")
            .labelled(definitions[variant.def].nameSpan, "`\(text)` assigned here"))
      }
      owners[next] = variant.def
      result.append((UInt64(truncatingIfNeeded: next), UInt64(truncatingIfNeeded: next >> 64)))
      let greatest = kind.isSigned ? mask >> 1 : mask
      overflowed = next == greatest
      next = (next &+ 1) & mask
    }
    discriminantsMemo.set(def, result)
    return result
  }

  private func discriminantText(_ value: UInt128, _ kind: IntegerKind) -> String {
    constantText(low: UInt64(truncatingIfNeeded: value), high: UInt64(truncatingIfNeeded: value >> 64), types.integer(kind))
  }
}
