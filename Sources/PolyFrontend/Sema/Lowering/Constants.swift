// Constant expressions in types: literals and parameters at once, the rest left to be evaluated.

import PolyExpansion
import PolySupport
import PolySyntax

extension TypeLowering {
  /// A constant expression of type `type` (array length, const argument).
  public func lowerConst(_ expr: ExprID, type: Ty) -> Const {
    guard !expr.isNone else { return types.errorConst }
    let def = resolution.definition(of: expr)
    switch tree.exprs[expr].kind {
    case .path, .block:
      // Whether it is a parameter is known when the constant's body is resolved.
      if !def.isNone { _ = resolution.resolveBody(of: def) }
    default: break
    }
    // Literals too are checked as bodies, which need their type.
    if !def.isNone, program.anonymousConstantTypes[def] == nil { program.anonymousConstantTypes[def] = type }
    if let simple = simpleConst(expr, type: type) { return simple }
    guard !def.isNone else { return types.errorConst }
    return types.const(.unevaluated(def, program.identityArgs(of: def)))
  }

  private func simpleConst(_ expr: ExprID, type: Ty) -> Const? {
    switch tree.exprs[expr].kind {
    case .literal(let literal): return literalConst(literal, type: type, isNegative: false)
    case .unary(.negate, let operand):
      guard case .literal(let literal) = tree.exprs[operand].kind else { return nil }
      return literalConst(literal, type: type, isNegative: true)
    case .path(let path):
      guard case .definition(let def)? = resolution.resolution(of: path).full,
        program.definitions.kind(def) == .constParameter
      else { return nil }
      return parameterConst(def)
    case .block(let block, let label):
      // `{ N }`
      guard label.isNone else { return nil }
      let node = tree.blocks[block]
      guard node.statements.isEmpty, !node.tail.isNone else { return nil }
      return simpleConst(node.tail, type: type)
    case .underscore:
      if let inferConst { return inferConst(type, tree.exprs[expr].span) }
      error(
        "E0121", "the placeholder `_` is not allowed within types on item signatures",
        at: tree.exprs[expr].span, label: "not allowed in type signatures")
      return types.errorConst
    default: return nil
    }
  }

  private func parameterConst(_ def: DefID) -> Const {
    guard let index = program.parameterIndex(def) else { return types.errorConst }
    return types.const(.parameter(index: index, name: program.definitions.name(def)))
  }

  /// A const argument that is written like a type: `Foo<N>`, `Foo<{…}>`, `Foo<_>`.
  func lowerConstArgument(_ node: TypeNodeID, type: Ty) -> Const {
    let span = tree.types[node].span
    switch tree.types[node].kind {
    case .infer:
      if let inferConst { return inferConst(type, span) }
    case .path(let path):
      let partial = resolution.resolution(of: path)
      if case .definition(let def)? = partial.full {
        switch program.definitions.kind(def) {
        case .constParameter: return parameterConst(def)
        case .constant: return types.const(.unevaluated(def, types.emptyArgs))
        default: break
        }
      }
      if partial.base == .error { return types.errorConst }
    default: break
    }
    error("E0747", "type provided when a constant was expected", at: span)
    return types.errorConst
  }

  private func literalConst(_ literal: Literal, type: Ty, isNegative: Bool) -> Const? {
    switch literal.kind {
    case .keywordTrue, .keywordFalse:
      guard type == types.bool else { return nil }
      return types.const(.value(type, low: literal.kind == .keywordTrue ? 1 : 0, high: 0))
    case .integer:
      guard case .integer(let kind) = types.kind(type) else { return nil }
      let decoded = tree.decodeInteger(literal)
      // A suffix of another type is an error that checking the constant as a body reports.
      if !decoded.suffix.isNone, program.symbols.text(decoded.suffix) != kind.name, decoded.suffix != Names.empty {
        return nil
      }
      let bits = kind.bits(pointerBits: program.target.pointerBits)
      var value = decoded.value
      if isNegative {
        guard kind.isSigned, value <= UInt128(1) << UInt128(bits - 1) else { return nil }
        value = 0 &- value
      } else {
        let limit = kind.isSigned ? bits - 1 : bits
        guard limit == 128 || value >> UInt128(limit) == 0, !decoded.isTooLarge else { return nil }
      }
      if bits < 128 { value &= (UInt128(1) << UInt128(bits)) - 1 }
      return types.const(
        .value(type, low: UInt64(truncatingIfNeeded: value), high: UInt64(truncatingIfNeeded: value >> 64)))
    case .character:
      guard type == types.char else { return nil }
      return types.const(.value(type, low: UInt64(tree.decodeCharacter(literal)), high: 0))
    default: return nil
    }
  }
}
