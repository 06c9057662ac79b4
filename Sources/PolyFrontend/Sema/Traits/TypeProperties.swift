// Copy, Sized, Freeze, drop: properties of types that are asked all the time.

import PolyExpansion
import PolySupport

extension Program {
  public func isCopy(_ type: Ty, in environment: ParameterEnvironment) -> Bool {
    switch types.kind(type) {
    case .bool, .char, .integer, .float, .never, .pointer, .functionPointer, .functionDef, .reference(_, _, .shared),
      .error, .integerVariable, .floatVariable:
      return true
    case .str, .slice, .dynamic, .foreign, .reference(_, _, .mutable), .coroutine: return false
    default: return implements(type, lang.copy, in: environment)
    }
  }

  public func isSized(_ type: Ty, in environment: ParameterEnvironment) -> Bool {
    switch types.kind(type) {
    case .str, .slice, .dynamic, .foreign: return false
    case .bool, .char, .integer, .float, .never, .pointer, .functionPointer, .functionDef, .reference, .error,
      .closure, .coroutine, .array:
      return true
    default: return implements(type, lang.sized, in: environment)
    }
  }

  /// Whether a shared reference to a static of this type can be put into read-only memory.
  public func isFreeze(_ type: Ty, in environment: ParameterEnvironment) -> Bool {
    switch types.kind(type) {
    case .bool, .char, .integer, .float, .never, .pointer, .functionPointer, .functionDef, .reference, .str, .error:
      return true
    case .slice(let element), .array(let element, _): return isFreeze(element, in: environment)
    default: return lang.freeze.isNone || implements(type, lang.freeze, in: environment)
    }
  }

  /// The type in terms of a struct's parameters on which its size depends; nil if it is always sized.
  func sizedConstraint(of def: DefID) -> Ty? {
    if let known = queries.sizedConstraints[def.raw] { return known }
    queries.sizedConstraints[def.raw] = .some(nil)
    let data = adt(def)
    var result: Ty?
    if data.kind == .structure, let last = data.onlyVariant.fields.last {
      switch types.kind(last.type) {
      case .str, .slice, .dynamic, .foreign, .parameter, .projection, .opaque: result = last.type
      case .tuple(let list): result = types.list(list).isEmpty ? nil : last.type
      case .adt(let inner, let args):
        // Only a struct that itself ends in something of unknown size matters.
        if inner != def, let constraint = sizedConstraint(of: inner) {
          let own = types.substitute(constraint, args)
          result = types.flags(own).isDisjoint(with: [.hasParameters, .hasProjections]) ? last.type : own
        }
      default: result = nil
      }
    }
    queries.sizedConstraints[def.raw] = .some(result)
    return result
  }

  /// Whether dropping a value of this type does something.
  public func needsDrop(_ type: Ty, in environment: ParameterEnvironment) -> Bool {
    switch types.kind(type) {
    case .bool, .char, .str, .never, .error, .integer, .float, .foreign, .reference, .pointer, .functionDef,
      .functionPointer, .typeVariable, .integerVariable, .floatVariable:
      return false
    case .dynamic: return true
    case .slice(let element): return needsDrop(element, in: environment)
    case .array(let element, let length):
      if case .value(_, 0, 0) = types.kind(evaluated(length)) { return false }
      return needsDrop(element, in: environment)
    default: break
    }
    let key = QueryKey(a: type.raw, b: 2, environment: environment.raw)
    if let known = queries.needsDrop[key] { return known }
    // A type that contains itself by value is an error elsewhere.
    queries.needsDrop[key] = false
    let result = computeNeedsDrop(type, in: environment)
    queries.needsDrop[key] = result
    return result
  }

  private func computeNeedsDrop(_ type: Ty, in environment: ParameterEnvironment) -> Bool {
    switch types.kind(type) {
    case .tuple(let list): return types.list(list).contains { needsDrop($0, in: environment) }
    case .adt(let def, let args):
      let data = adt(def)
      if data.isManuallyDrop || data.isPhantomData { return false }
      if data.isBox || dropImpl(of: def) != nil { return true }
      if data.isUnion { return false }
      for variant in data.variants {
        for field in variant.fields {
          if needsDrop(normalize(fieldType(field, args), in: environment), in: environment) { return true }
        }
      }
      return false
    case .closure(let def, let args):
      return closureInfo(def).captures.contains {
        needsDrop(normalize(types.substitute($0.fieldType, args), in: environment), in: environment)
      }
    case .coroutine: return true
    case .parameter, .projection, .opaque, .placeholder:
      let normal = normalize(type, in: environment)
      if normal != type { return needsDrop(normal, in: environment) }
      return !isCopy(type, in: environment)
    default: return false
    }
  }

  /// The last field's type, through nested structs and tuples: what decides the metadata of a pointer.
  public func structTail(_ type: Ty, in environment: ParameterEnvironment) -> Ty {
    var current = type
    for _ in 0..<256 {
      switch types.kind(current) {
      case .adt(let def, let args):
        let data = adt(def)
        guard data.kind == .structure, let last = data.onlyVariant.fields.last else { return current }
        current = normalize(fieldType(last, args), in: environment)
      case .tuple(let list):
        guard let last = types.list(list).last else { return current }
        current = last
      default: return current
      }
    }
    return current
  }

  /// The innermost types that differ when an unsizing coercion goes from `source` to `target` (types
  /// behind the pointers): `[T; N]` and `[T]`, or a type and `dyn Trait`.
  public func unsizedTails(_ source: Ty, _ target: Ty, in environment: ParameterEnvironment) -> (Ty, Ty) {
    var a = source
    var b = target
    for _ in 0..<256 {
      guard case .adt(let x, let xs) = types.kind(a), case .adt(let y, let ys) = types.kind(b), x == y else { break }
      let data = adt(x)
      guard data.kind == .structure, let last = data.onlyVariant.fields.last else { break }
      a = normalize(fieldType(last, xs), in: environment)
      b = normalize(fieldType(last, ys), in: environment)
    }
    return (a, b)
  }
}
