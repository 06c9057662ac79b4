// Evaluating type-level constants, and their text in messages.

import PolyExpansion
import PolySupport

extension Program {
  /// The constant with its value, if it can be evaluated without knowing parameters; otherwise as it is.
  public func evaluated(_ const: Const) -> Const {
    guard case .unevaluated(let def, let args) = types.kind(const) else { return const }
    let normal = normalize(args, in: .ground)
    let usesParameters = constantUsesParameters(def)
    if usesParameters, !types.flags(normal).isDisjoint(with: [.hasParameters, .hasVariables, .hasPlaceholders]) {
      return types.const(.unevaluated(def, normal))
    }
    let key = types.const(.unevaluated(def, usesParameters ? normal : types.emptyArgs))
    if let known = evaluatedConstants[key] { return known }
    if definitions.kind(def) == .associatedConstant, traitOf(item: def) != nil {
      // The impl's constant; that of a parameter is not known.
      guard let instance = resolveInstance(def, normal), instance.def != def || instance.kind == .item else { return const }
      if instance.def != def { return evaluated(types.const(.unevaluated(instance.def, instance.args))) }
    }
    if isBeingChecked(def) {
      reportCycle(def)
      return types.errorConst
    }
    guard !evaluating.contains(key) else {
      reportCycle(def)
      return types.errorConst
    }
    evaluating.insert(key)
    defer { evaluating.remove(key) }
    let type = normalize(types.substitute(type(of: def), normal), in: .empty)
    let result: Const
    if let value = constantEvaluator?(def, usesParameters ? normal : identityOrEmpty(def)) {
      result = types.const(.value(type, low: value.low, high: value.high))
    } else {
      var evaluator = ScalarEvaluator(self)
      if let value = evaluator.evaluate(def, normal) {
        result = types.const(.value(type, low: value.low, high: value.high))
      } else {
        result = types.errorConst
      }
    }
    evaluatedConstants[key] = result
    return result
  }

  /// The value of a constant taken apart; nil after an error.
  func constantTree(_ def: DefID, _ args: Args) -> ConstantTree? {
    if isBeingChecked(def) {
      reportCycle(def)
      return nil
    }
    return constantTreeEvaluator?(def, normalize(args, in: .ground))
  }

  private func identityOrEmpty(_ def: DefID) -> Args {
    generics(of: def).count == 0 ? types.emptyArgs : identityArgs(of: def)
  }

  /// Whether a constant can depend on generic parameters: anonymous constants of the stable language
  /// cannot, unless they are in an associated constant or a body.
  private func constantUsesParameters(_ def: DefID) -> Bool {
    generics(of: def).count > 0 && definitions.kind(def) != .anonymousConstant
  }

  /// The value of a constant as bits of its type, zero-extended; nil if it has none.
  public func evaluateConst(_ const: Const) -> (low: UInt64, high: UInt64)? {
    if case .value(_, let low, let high) = types.kind(evaluated(const)) { return (low, high) }
    return nil
  }

  /// A scalar of type `type` as it is written in source.
  public func constantText(low: UInt64, high: UInt64, _ type: Ty) -> String {
    switch types.kind(type) {
    case .bool: return low == 0 ? "false" : "true"
    case .char:
      guard let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: low)) else { return "\(low)" }
      return "'\(Character(scalar))'"
    case .integer(let kind):
      let value = UInt128(high) << 64 | UInt128(low)
      guard kind.isSigned else { return "\(value)" }
      let bits = kind.bits(pointerBits: target.pointerBits)
      let shift = UInt128(128 - bits)
      return "\(Int128(bitPattern: value << shift) >> Int128(shift))"
    default: return "\(low)"
    }
  }
}

/// The value of a constant as patterns see it: what its references refer to, not where that is.
public indirect enum ConstantTree {
  case scalar(low: UInt64, high: UInt64)
  /// A reference to a string.
  case string(Symbol)
  case deref(ConstantTree)
  /// The fields of a struct, tuple or variant, or the elements of an array or slice.
  case aggregate(variant: UInt32, [ConstantTree])
  /// A function or the address of something: patterns cannot be made of it.
  case address
  case unsupported
}
