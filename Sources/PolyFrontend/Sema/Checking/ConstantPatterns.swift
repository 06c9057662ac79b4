// Constants and range ends of patterns: evaluated, and constants of structural types taken apart.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  func finishConstantPatterns() {
    for item in constantPatterns {
      let pattern = typed.patterns[item.pattern]
      if types.kind(pattern.type) == .error { continue }
      if let kind = constantPattern(item.definition, infer.resolve(item.args), pattern.type, pattern.span) {
        typed.patterns[item.pattern].kind = kind
      } else {
        typed.hasErrors = true
      }
    }
    for range in rangePatterns { finish(range) }
  }

  private func finish(_ range: RangePattern) {
    let pattern = typed.patterns[range.pattern]
    let low = rangeEnd(range.low)
    let high = rangeEnd(range.high)
    typed.patterns[range.pattern].kind = .range(
      low: low, high: high, isInclusive: range.isInclusive || high == .open)
    guard case .scalar(let a, let b) = low, case .scalar(let c, let d) = high else { return }
    let order = compare((a, b), (c, d), pattern.type)
    if range.isInclusive ? order > 0 : order >= 0 {
      if range.isInclusive {
        error(
          "E0030", "lower range bound must be less than or equal to upper", pattern.span,
          label: "lower bound larger than upper bound")
      } else {
        error("E0579", "lower range bound must be less than upper", pattern.span)
      }
    }
  }

  private func compare(_ a: (UInt64, UInt64), _ b: (UInt64, UInt64), _ type: Ty) -> Int {
    if case .float(let kind) = types.kind(type) {
      let x = kind == .f32 ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: a.0))) : Double(bitPattern: a.0)
      let y = kind == .f32 ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: b.0))) : Double(bitPattern: b.0)
      return x < y ? -1 : x > y ? 1 : 0
    }
    let x = ordered(UInt128(a.1) << 64 | UInt128(a.0), type)
    let y = ordered(UInt128(b.1) << 64 | UInt128(b.0), type)
    return x < y ? -1 : x > y ? 1 : 0
  }

  /// Bits of an integer so that unsigned comparison orders them: the sign bit is flipped.
  func ordered(_ value: UInt128, _ type: Ty) -> UInt128 {
    guard case .integer(let kind) = types.kind(type), kind.isSigned else { return value }
    let bits = kind.bits(pointerBits: program.target.pointerBits)
    return truncate(value, bits) ^ (1 << UInt128(bits - 1))
  }

  private func rangeEnd(_ expr: TypedExprID) -> RangeEnd {
    guard !expr.isNone else { return .open }
    switch typed.exprs[expr].kind {
    case .literal(.scalar(let low, let high)): return .scalar(low: low, high: high)
    case .unary(.negate, let inner):
      guard case .literal(.scalar(let low, _)) = typed.exprs[inner].kind else { return .open }
      switch types.kind(typed.exprs[inner].type) {
      case .float(.f32): return .scalar(low: low ^ 0x8000_0000, high: 0)
      case .float: return .scalar(low: low ^ (1 << 63), high: 0)
      default: return .open
      }
    case .constant(let def, let args):
      if case .constant(.scalar(let low, let high))? = constantPattern(def, args, typed.exprs[expr].type, span(expr)) {
        return .scalar(low: low, high: high)
      }
      typed.hasErrors = true
      return .open
    default: return .open
    }
  }

  // MARK: structural constants

  /// The pattern that matches exactly the value of a constant; nil after an error.
  private func constantPattern(_ def: DefID, _ args: Args, _ type: Ty, _ span: Span) -> TypedPatternKind? {
    let isGeneric = types.flags(args).contains(.hasParameters)
    if isGeneric, program.traitOf(item: def) != nil, program.resolveInstance(def, program.normalize(args, in: .ground)) == nil {
      error(
        "E0158", "constant pattern cannot depend on generic parameters", span,
        label: "`const` depends on a generic parameter")
      return nil
    }
    switch types.kind(type) {
    case .bool where !isGeneric, .char where !isGeneric, .integer where !isGeneric:
      guard let value = program.evaluateConst(types.const(.unevaluated(def, args))) else { return nil }
      return .constant(.scalar(low: value.low, high: value.high))
    default:
      guard let tree = program.constantTree(def, args) else { return nil }
      return pattern(of: tree, type, span)
    }
  }

  private func pattern(of tree: ConstantTree, _ type: Ty, _ span: Span) -> TypedPatternKind? {
    func part(_ tree: ConstantTree, _ type: Ty) -> TypedPatternID? {
      guard let kind = pattern(of: tree, type, span) else { return nil }
      return makePattern(kind, type, span)
    }
    func fields(_ trees: [ConstantTree], _ types: [Ty]) -> ListRef<FieldPattern>? {
      var patterns: [FieldPattern] = []
      for (index, (tree, type)) in zip(trees, types).enumerated() {
        guard let pattern = part(tree, type) else { return nil }
        patterns.append(FieldPattern(index: UInt32(index), pattern: pattern))
      }
      return typed.fieldPatterns.make(patterns)
    }
    switch (tree, types.kind(type)) {
    case (.scalar(let low, let high), _): return .constant(.scalar(low: low, high: high))
    case (.string(let symbol), _): return .constant(.string(symbol))
    case (.deref(let inner), .reference(_, let pointee, _)): return part(inner, pointee).map { .deref($0) }
    case (.aggregate(_, let parts), .tuple(let elements)): return fields(parts, Array(types.list(elements))).map { .leaf($0) }
    case (.aggregate(_, let parts), .array(let element, _)), (.aggregate(_, let parts), .slice(let element)):
      var patterns: [TypedPatternID] = []
      for tree in parts {
        guard let pattern = part(tree, element) else { return nil }
        patterns.append(pattern)
      }
      return .slice(prefix: typed.patternLists.make(patterns), rest: .none, suffix: .empty)
    case (.aggregate(let variant, let parts), .adt(let def, let args)):
      guard isStructural(def, type, span) else { return nil }
      let adt = program.adt(def)
      let fieldTypes = adt.variants[Int(variant)].fields.map { fieldType($0, args, span) }
      guard let list = fields(parts, fieldTypes) else { return nil }
      return adt.isEnum ? .variant(def, variant: variant, args, list) : .leaf(list)
    case (.address, _):
      error(
        nil, "function pointers and raw pointers not derived from integers in patterns behave unpredictably and should not be relied upon",
        span, label: "can't be used in patterns")
      return nil
    default:
      error(nil, "\(program.describe(type)) cannot be used in patterns", span)
      return nil
    }
  }

  /// Whether equality is that of the parts: a derived `PartialEq`. The library's own types compare so too
  /// where they write it by hand.
  private func isStructural(_ def: DefID, _ type: Ty, _ span: Span) -> Bool {
    guard program.isLocal(def), let trait = definitions.langItem("eq") else { return true }
    if case .user(let implementation, _)? = program.selectImplementation(
      TraitRef(trait, types.args([GenericArg(type), GenericArg(type)])), in: environment),
      program.isDerivedImpl(implementation)
    {
      return true
    }
    error(
      nil, "constant of non-structural type `\(program.describe(type))` in a pattern", span,
      label: "constant of non-structural type")
    return false
  }
}
