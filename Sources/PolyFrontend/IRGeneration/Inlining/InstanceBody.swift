// A MIR body with the arguments of one instance: its types, and what inlining it costs.

import PolyExpansion
import PolyMIR
import PolySema
import PolySupport

final class InstanceBody {
  let generic: GenericBody
  let instance: Instance
  private unowned let context: ModuleLowering
  let localTypes: ContiguousArray<Ty>
  /// Which locals live in memory; known when the body was lowered once.
  var inMemory: [Bool]? = nil
  /// Whether calls pass the caller's location.
  var tracksCaller = false
  /// About how many instructions it becomes, with what is inlined into it.
  var cost = 0
  /// By block, what its call goes to, as far as it was asked for.
  private var callees: ContiguousArray<Instance?> = []

  init(_ generic: GenericBody, _ instance: Instance, context: ModuleLowering) {
    self.generic = generic
    self.instance = instance
    self.context = context
    var list: ContiguousArray<Ty> = []
    list.reserveCapacity(generic.body.locals.count)
    for local in generic.body.locals.elements {
      list.append(context.instantiate(local.type, instance.args))
    }
    localTypes = list
  }

  /// The instance's type for a type of the generic body.
  func mono(_ type: Ty) -> Ty { context.instantiate(type, instance.args) }

  /// What the call that ends `block` goes to; nil if the callee is not a function item.
  func callee(of block: BasicBlock, _ operand: Operand, at span: Span) -> Instance? {
    if block.index < callees.count, let known = callees[block.index] { return known }
    guard case .constant(let constant) = operand,
      case .functionDef(let def, let args) = context.types.kind(mono(generic.body.constants[constant].type)),
      let result = context.resolve(def, args, at: span)
    else { return nil }
    while callees.count <= block.index { callees.append(nil) }
    callees[block.index] = result
    return result
  }
}

extension ModuleLowering {
  /// The type of an instance with these arguments for a type of the generic body.
  func instantiate(_ type: Ty, _ args: Args) -> Ty {
    if types.flags(type).isDisjoint(with: [.hasParameters, .hasProjections, .hasOpaque, .hasUnevaluated]) {
      return type
    }
    let key = NumberKey(type, args)
    if let known = inlining.types[key] { return known }
    let result = normalize(types.substitute(type, args))
    inlining.types[key] = result
    return result
  }
}
