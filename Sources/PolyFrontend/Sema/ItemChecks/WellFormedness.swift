// Well-formedness of written types: the bounds of the ADTs, projections and objects in them hold, and
// what must be sized is.

import PolyExpansion
import PolySupport

extension InferenceContext {
  /// Requires everything that makes `type` (not normalized) a legal type.
  public func registerWellFormed(_ type: Ty, span: Span) {
    switch types.kind(type) {
    case .bool, .char, .str, .never, .error, .integer, .float, .foreign, .parameter, .typeVariable, .integerVariable,
      .floatVariable, .placeholder, .closure, .coroutine, .functionDef, .opaque:
      return
    case .adt(let def, let args):
      for arg in types.list(args) { if let inner = arg.type { registerWellFormed(inner, span: span) } }
      guard !types.flags(args).contains(.hasError) else { return }
      if program.generics(of: def).count > 0 {
        registerPredicates(of: def, normalize(args, span: span), span: span)
      }
    case .reference(_, let target, _), .pointer(let target, _): registerWellFormed(target, span: span)
    case .slice(let element), .array(let element, _):
      registerWellFormed(element, span: span)
      registerBound(normalize(element, span: span), program.lang.sized, span: span)
    case .tuple(let list):
      let elements = Array(types.list(list))
      for element in elements { registerWellFormed(element, span: span) }
      for element in elements.dropLast() { registerBound(normalize(element, span: span), program.lang.sized, span: span) }
    case .functionPointer(let signature):
      let data = types.data(signature)
      for input in types.list(data.inputs) { registerWellFormed(input, span: span) }
      registerWellFormed(data.output, span: span)
    case .dynamic(let existential, _):
      let data = types.data(existential)
      for arg in types.list(data.principalArgs) { if let inner = arg.type { registerWellFormed(inner, span: span) } }
      for projection in data.projections { registerWellFormed(projection.type, span: span) }
    case .projection(let item, let args):
      for arg in types.list(args) { if let inner = arg.type { registerWellFormed(inner, span: span) } }
      let trait = program.projectionTrait(item)
      let reference = TraitRef(trait, program.prefix(args, program.generics(of: trait).count))
      register(
        Obligation(.trait(normalize(reference, span: span)), environment: environment, span: span))
    }
  }
}
