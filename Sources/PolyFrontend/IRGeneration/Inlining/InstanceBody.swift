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
  private var monomorphic: HandleMap<Ty, Ty>
  /// By block, what its call goes to, as far as it was asked for.
  private var callees: ContiguousArray<Instance?> = []

  init(_ generic: GenericBody, _ instance: Instance, context: ModuleLowering) {
    self.generic = generic
    self.instance = instance
    self.context = context
    var known = HandleMap<Ty, Ty>(filler: .none)
    var list: ContiguousArray<Ty> = []
    list.reserveCapacity(generic.body.locals.count)
    for local in generic.body.locals.elements {
      list.append(Self.instantiate(local.type, instance.args, context, &known))
    }
    localTypes = list
    monomorphic = known
  }

  /// The instance's type for a type of the generic body.
  func mono(_ type: Ty) -> Ty { Self.instantiate(type, instance.args, context, &monomorphic) }

  private static func instantiate(_ type: Ty, _ args: Args, _ context: ModuleLowering, _ known: inout HandleMap<Ty, Ty>) -> Ty {
    let types = context.types
    if types.flags(type).isDisjoint(with: [.hasParameters, .hasProjections, .hasOpaque, .hasUnevaluated]) {
      return type
    }
    if let result = known[type] { return result }
    let result = context.normalize(types.substitute(type, args))
    known.insert(result, for: type)
    return result
  }

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
