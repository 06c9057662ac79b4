// Constants and range ends of patterns: evaluated, and constants of structural types taken apart.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  func finishConstantPatterns() {
    for item in constantPatterns {
      let pattern = typed.patterns[item.pattern]
      if types.kind(pattern.type) == .error { continue }
      if let kind = constantPattern(item.definition, infer.resolve(item.args), pattern.type, pattern.span, depth: 0) {
        typed.patterns[item.pattern].kind = kind
      } else if !typed.hasErrors {
        error(
          "E0158", "constant pattern cannot be evaluated: `\(definitions.path(item.definition))`", pattern.span,
          label: "could not evaluate constant pattern")
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
      if let value = program.evaluateConst(types.const(.unevaluated(def, args))) {
        return .scalar(low: value.low, high: value.high)
      }
      if case .constant(.scalar(let low, let high))? = constantPattern(def, args, typed.exprs[expr].type, span(expr), depth: 0) {
        return .scalar(low: low, high: high)
      }
      error("E0080", "could not evaluate range pattern bound", span(expr))
      return .open
    default: return .open
    }
  }

  // MARK: structural constants

  /// The pattern that matches exactly the value of a constant; nil if that cannot be told.
  private func constantPattern(_ def: DefID, _ args: Args, _ type: Ty, _ span: Span, depth: Int) -> TypedPatternKind? {
    guard depth < 32 else { return nil }
    switch types.kind(type) {
    case .bool, .char, .integer:
      if let value = program.evaluateConst(types.const(.unevaluated(def, args))) {
        return .constant(.scalar(low: value.low, high: value.high))
      }
    default: break
    }
    var target = def
    var targetArgs = args
    if let trait = program.traitOf(item: def), let resolved = implementationConstant(def, trait, args) {
      (target, targetArgs) = resolved
    }
    guard let body = program.typedBody(of: target), !body.value.isNone else { return nil }
    return structuralPattern(body, body.value, targetArgs, span, depth: depth)
  }

  /// The constant of the impl that a trait's associated constant means here.
  private func implementationConstant(_ def: DefID, _ trait: DefID, _ args: Args) -> (DefID, Args)? {
    let reference = TraitRef(trait, program.prefix(args, program.generics(of: trait).count))
    guard case .user(let implementation, let implArgs)? = program.selectImplementation(reference, in: environment),
      let item = program.implItem(implementation, for: def)
    else { return nil }
    return (item, program.rebase(args, from: trait, onto: implArgs))
  }

  private func structuralPattern(
    _ body: TypedBody, _ expr: TypedExprID, _ args: Args, _ span: Span, depth: Int
  ) -> TypedPatternKind? {
    func sub(_ inner: TypedExprID) -> TypedPatternID? {
      guard let kind = structuralPattern(body, inner, args, span, depth: depth + 1) else { return nil }
      return makePattern(kind, types.substitute(body.exprs[inner].type, args), span)
    }
    let node = body.exprs[expr]
    switch node.kind {
    case .literal(let value): return .constant(value)
    case .use(let inner): return structuralPattern(body, inner, args, span, depth: depth)
    case .block(let block):
      let data = body.blocks[block]
      guard data.statements.isEmpty, !data.tail.isNone else { return nil }
      return structuralPattern(body, data.tail, args, span, depth: depth)
    case .borrow(.shared, let inner, _):
      guard let pattern = sub(inner) else { return nil }
      return .deref(pattern)
    case .tuple(let list), .array(let list):
      var patterns: [TypedPatternID] = []
      for element in body.exprLists[list] {
        guard let pattern = sub(element) else { return nil }
        patterns.append(pattern)
      }
      if case .array = node.kind {
        return .slice(prefix: typed.patternLists.make(patterns), rest: .none, suffix: .empty)
      }
      return .leaf(
        typed.fieldPatterns.make(patterns.enumerated().map { FieldPattern(index: UInt32($0.offset), pattern: $0.element) }))
    case .construct(let adt, let variant, let adtArgs, let fields, let base):
      guard base.isNone else { return nil }
      var patterns: [FieldPattern] = []
      for field in body.fieldValues[fields] {
        guard let pattern = sub(field.value) else { return nil }
        patterns.append(FieldPattern(index: field.index, pattern: pattern))
      }
      let list = typed.fieldPatterns.make(patterns)
      if program.adt(adt).isEnum {
        return .variant(adt, variant: variant, types.substitute(adtArgs, args), list)
      }
      return .leaf(list)
    case .constant(let def, let inner):
      return constantPattern(def, types.substitute(inner, args), types.substitute(node.type, args), span, depth: depth + 1)
    case .cast(.unsize, let inner):
      // `&[1, 2]` as a slice.
      return structuralPattern(body, inner, args, span, depth: depth)
    case .unary(.negate, let inner):
      guard case .constant(.scalar(let low, let high))? = structuralPattern(body, inner, args, span, depth: depth + 1) else { return nil }
      switch types.kind(node.type) {
      case .float(.f32): return .constant(.scalar(low: low ^ 0x8000_0000, high: 0))
      case .float: return .constant(.scalar(low: low ^ (1 << 63), high: 0))
      case .integer(let kind):
        return .constant(
          scalar(truncate(0 &- (UInt128(high) << 64 | UInt128(low)), kind.bits(pointerBits: program.target.pointerBits))))
      default: return nil
      }
    default: return nil
    }
  }
}
