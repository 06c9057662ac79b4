// The end of checking a body: fallback, late decisions, and typed nodes without inference variables.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  /// Everything after the last expression was checked.
  func finishInference() {
    infer.selectWherePossible()
    infer.applyNumericFallback()
    infer.selectWherePossible()
    infer.applyDivergingFallback(to: edition >= .e2024 ? types.never : types.unit)
    infer.selectWherePossible()
    finishCasts()
    infer.selectWherePossible()
    finishOperators()
    analyzeClosures()
    infer.selectWherePossible()
    infer.applyNumericFallback()
    infer.selectWherePossible()
  }

  /// Operators on types that were not known: built in if they turned out to be scalars.
  private func finishOperators() {
    for deferred in deferredOperators {
      let expr = current(deferred.expr)
      let left = resolveFully(rawType(deferred.left))
      if let unary = deferred.unary {
        switch (types.kind(left), unary) {
        case (.bool, .not), (.integer, .not), (.float, .negate): break
        case (.integer(let kind), .negate):
          guard kind.isSigned else {
            reportUnary(.negate, left, span(expr))
            continue
          }
        default: continue
        }
        typed.exprs[expr].kind = .unary(unary, deferred.left)
        continue
      }
      guard let binary = deferred.binary else { continue }
      let right = resolveFully(rawType(deferred.right))
      guard isBuiltin(binary, left, right), binary.isShift || left == right else { continue }
      typed.exprs[expr].kind =
        deferred.isAssignment
        ? .assignOperator(binary, deferred.left, deferred.right) : .binary(binary, deferred.left, deferred.right)
    }
  }

  // MARK: resolving everything

  /// Replaces all variables; what stays unknown becomes the error type.
  func writeback() {
    reportUnresolvedVariables()
    for index in typed.variables.elements.indices {
      typed.variables.elements[index].type = final(typed.variables.elements[index].type)
    }
    for index in typed.exprs.elements.indices {
      let type = typed.exprs.elements[index].type
      if types.flags(type).contains(.hasVariables) { typed.exprs.elements[index].type = final(type) }
      switch typed.exprs.elements[index].kind {
      case .constant(let def, let args):
        if needsFinal(args) { typed.exprs.elements[index].kind = .constant(def, final(args)) }
      case .constParameter(let const):
        typed.exprs.elements[index].kind = .constParameter(infer.resolve(const))
      case .construct(let def, let variant, let args, let fields, let base):
        if needsFinal(args) {
          typed.exprs.elements[index].kind = .construct(def, variant: variant, final(args), fields: fields, base: base)
        }
      case .repeatArray(let element, let length):
        typed.exprs.elements[index].kind = .repeatArray(element, program.evaluated(infer.resolve(length)))
      default: break
      }
    }
    for index in typed.patterns.elements.indices {
      let type = typed.patterns.elements[index].type
      if types.flags(type).contains(.hasVariables) { typed.patterns.elements[index].type = final(type) }
      if case .variant(let def, let variant, let args, let fields) = typed.patterns.elements[index].kind, needsFinal(args) {
        typed.patterns.elements[index].kind = .variant(def, variant: variant, final(args), fields)
      }
    }
    for index in typed.parameters.indices { typed.parameters[index].type = final(typed.parameters[index].type) }
    typed.returnType = final(typed.returnType)
    for index in closures.indices {
      closures[index].signature = final(closures[index].signature)
      for parameter in closures[index].parameters.indices {
        closures[index].parameters[parameter].type = final(closures[index].parameters[parameter].type)
      }
      for capture in closures[index].captures.indices {
        closures[index].captures[capture].placeType = final(closures[index].captures[capture].placeType)
        closures[index].captures[capture].fieldType = final(closures[index].captures[capture].fieldType)
      }
    }
    finishLiterals()
  }

  private func needsFinal(_ args: Args) -> Bool { types.flags(args).contains(.hasVariables) }

  /// The type without variables.
  func final(_ type: Ty) -> Ty {
    let resolved = infer.resolve(type)
    guard types.flags(resolved).contains(.hasVariables) else { return resolved }
    return types.map(
      resolved, mask: .hasVariables,
      leaf: { inner, kind in
        switch kind {
        case .typeVariable, .integerVariable, .floatVariable: self.types.error
        default: nil
        }
      },
      const: { const in
        if case .variable = self.types.kind(const) { return self.types.errorConst }
        return nil
      })
  }

  private func final(_ args: Args) -> Args {
    let resolved = infer.resolve(args)
    guard types.flags(resolved).contains(.hasVariables) else { return resolved }
    return types.args(
      types.list(resolved).map { arg in
        switch arg.kind {
        case .type(let type): return GenericArg(final(type))
        case .const(let const):
          if case .variable = types.kind(const) { return GenericArg(types.errorConst) }
          return arg
        case .region: return arg
        }
      })
  }

  private func final(_ signature: SignatureData) -> SignatureData {
    var copy = signature
    copy.inputs = types.types(types.list(signature.inputs).map { final($0) })
    copy.output = final(signature.output)
    return copy
  }

  /// E0282 for locals whose type nothing determined.
  private func reportUnresolvedVariables() {
    guard !isTainted, !reportedAmbiguity, infer.errors.isEmpty || infer.errors.allSatisfy({ if case .ambiguous = $0.kind { true } else { false } })
    else { return }
    for data in typed.variables.elements {
      let type = infer.resolve(data.type)
      guard types.flags(type).contains(.hasVariables), !data.span.isNone else { continue }
      reportedAmbiguity = true
      let isWhole = infer.isVariable(type)
      let shown = isWhole ? "" : " for `\(text(type))`"
      error("E0282", "type annotations needed\(shown)", data.span)
      return
    }
  }

  // MARK: literals

  private func finishLiterals() {
    for (expr, digits) in floatLiterals {
      typed.exprs[expr].kind = .literal(floatBits(digits, typed.exprs[expr].type))
    }
    for (pattern, digits) in floatPatterns {
      typed.patterns[pattern].kind = .constant(floatBits(digits, typed.patterns[pattern].type))
    }
    for expr in integerLiterals { finishInteger(expr, isNegative: false) }
    for expr in negatedLiterals { finishInteger(expr, isNegative: true) }
    // Patterns' integers are cut to their type's width.
    for index in typed.patterns.elements.indices {
      guard case .constant(.scalar(let low, let high)) = typed.patterns.elements[index].kind,
        case .integer(let kind) = types.kind(typed.patterns.elements[index].type)
      else { continue }
      let bits = kind.bits(pointerBits: program.target.pointerBits)
      let value = truncate(UInt128(high) << 64 | UInt128(low), bits)
      typed.patterns.elements[index].kind = .constant(scalar(value))
    }
  }

  func scalar(_ value: UInt128) -> ConstantValue {
    .scalar(low: UInt64(truncatingIfNeeded: value), high: UInt64(truncatingIfNeeded: value >> 64))
  }

  func truncate(_ value: UInt128, _ bits: Int) -> UInt128 {
    bits >= 128 ? value : value & ((1 << UInt128(bits)) - 1)
  }

  private func finishInteger(_ expr: TypedExprID, isNegative: Bool) {
    guard case .literal(.scalar(let low, let high)) = typed.exprs[expr].kind else { return }
    let type = typed.exprs[expr].type
    let value = UInt128(high) << 64 | UInt128(low)
    switch types.kind(type) {
    case .integer(let kind):
      let bits = kind.bits(pointerBits: program.target.pointerBits)
      let magnitude = isNegative ? 0 &- value : value
      let limit: UInt128 =
        kind.isSigned
        ? (isNegative ? 1 << UInt128(bits - 1) : (1 << UInt128(bits - 1)) - 1)
        : bits == 128 ? .max : (1 << UInt128(bits)) - 1
      if isNegative, !kind.isSigned, magnitude != 0 {
        reportUnary(.negate, type, span(expr))
      } else if magnitude > limit, isUserCode {
        reportOverflow(kind, bits, magnitude, isNegative, span(expr))
      }
      typed.exprs[expr].kind = .literal(scalar(truncate(value, bits)))
    case .float:
      // An integer literal where a float was inferred cannot happen: unification forbids it.
      break
    default: break
    }
  }

  private func reportOverflow(_ kind: IntegerKind, _ bits: Int, _ magnitude: UInt128, _ isNegative: Bool, _ span: Span) {
    let low: String
    let high: String
    if kind.isSigned {
      low = "-\(UInt128(1) << UInt128(bits - 1))"
      high = "\((UInt128(1) << UInt128(bits - 1)) - 1)"
    } else {
      low = "0"
      high = bits == 128 ? "\(UInt128.max)" : "\((UInt128(1) << UInt128(bits)) - 1)"
    }
    lateDiagnostics.append(
      Diagnostic(
        .error, code: "overflowing_literals",
        "literal out of range for `\(kind.name)`", at: span
      ).note("the literal `\(isNegative ? "-" : "")\(magnitude)` does not fit into the type `\(kind.name)` whose range is `\(low)..=\(high)`")
        .note("`#[deny(overflowing_literals)]` on by default"))
  }

  private func floatBits(_ digits: String, _ type: Ty) -> ConstantValue {
    var text = digits
    if text.hasSuffix(".") { text += "0" }
    switch types.kind(type) {
    case .float(.f32): return .scalar(low: UInt64((Float(text) ?? .infinity).bitPattern), high: 0)
    case .float(.f16):
      return .scalar(low: UInt64(halfBits(Float(text) ?? .infinity)), high: 0)
    default: return .scalar(low: (Double(text) ?? .infinity).bitPattern, high: 0)
    }
  }

  /// IEEE binary16 of a value, rounded to nearest even.
  private func halfBits(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
    let exponent = Int((bits >> 23) & 0xFF) - 127 + 15
    var mantissa = bits & 0x7F_FFFF
    if exponent >= 31 { return sign | 0x7C00 }
    if exponent <= 0 {
      guard exponent > -11 else { return sign }
      mantissa |= 0x80_0000
      let shift = UInt32(14 - exponent)
      let half = mantissa >> shift
      let rest = mantissa & ((1 << shift) - 1)
      let middle: UInt32 = 1 << (shift - 1)
      return sign | UInt16(half + (rest > middle || (rest == middle && half & 1 == 1) ? 1 : 0))
    }
    let half = UInt32(exponent) << 10 | mantissa >> 13
    let rest = mantissa & 0x1FFF
    return sign | UInt16(half + (rest > 0x1000 || (rest == 0x1000 && half & 1 == 1) ? 1 : 0))
  }
}
