// Which calls are replaced by the callee's body while a function is lowered.
//
// Decided for each instance, with its types known: small functions, by about what they cost with all
// that is inlined into them. The decision is made once and kept; a cycle of calls is cut where it is
// entered again.

import PolyExpansion
import PolyMIR
import PolySema
import PolySupport

/// What is known of inlining in one compilation.
struct InlineMemo {
  var bodies: [DefID: GenericBody?] = [:]
  var candidates: [Instance: InstanceBody?] = [:]
  /// Types of generic bodies with the arguments put in.
  var types: [NumberKey: Ty] = [:]
  var depth = 0
  /// Definitions whose generic bodies are being made.
  var open: Set<DefID> = []
}

extension ModuleLowering {
  /// The body of a definition with what does not depend on the instance; nil if there is none.
  func genericBody(of def: DefID) -> GenericBody? {
    if let known = inlining.bodies[def] { return known }
    var result: GenericBody? = nil
    if var body = mirBody(def) {
      if !program.isLocal(def), !hasAttribute(def, "track_caller"), inlining.open.insert(def).inserted {
        GenericInlining.run(&body, types: types) { callee in genericCandidate(callee) }
        inlining.open.remove(def)
      }
      result = GenericBody(
        body, inlining: program.definitions.kind(def) == .closure ? .hint : program.inlineAttribute(of: def),
        isLocal: program.isLocal(def))
    }
    inlining.bodies[def] = .some(result)
    return result
  }

  /// The body of a small function of the library, which is put into the generic bodies that call it.
  private func genericCandidate(_ def: DefID) -> Body? {
    guard program.definitions.kind(def).mayHaveBody, program.definitions.kind(def) != .foreignFunction,
      !program.isLocal(def), program.traitOf(item: def) == nil, !inlining.open.contains(def),
      def != program.langItem("drop_in_place"), !program.definitions[def].isIntrinsic,
      program.inlineAttribute(of: def) == .hint || program.inlineAttribute(of: def) == .always,
      program.signature(of: def).convention == .rust, !hasAttribute(def, "track_caller"), !hasAttribute(def, "cold"),
      let generic = genericBody(of: def), generic.isSmall
    else { return nil }
    return generic.body
  }

  /// The body that is put in the place of calls of `instance`; nil if they stay calls.
  func inlineCandidate(_ instance: Instance) -> InstanceBody? {
    if let known = inlining.candidates[instance] { return known }
    inlining.candidates[instance] = .some(nil)
    guard inlining.depth < InlineCost.depthLimit else {
      // Asked again from elsewhere, the answer may be another.
      inlining.candidates[instance] = nil
      return nil
    }
    inlining.depth += 1
    let result = makeInlineCandidate(instance)
    inlining.depth -= 1
    inlining.candidates[instance] = .some(result)
    return result
  }

  private func makeInlineCandidate(_ instance: Instance) -> InstanceBody? {
    guard instance.kind == .item else { return nil }
    let def = instance.def
    let isClosure = program.definitions.kind(def) == .closure
    if isClosure {
      if program.closureInfo(def).isCoroutine { return nil }
    } else {
      guard program.definitions.kind(def).mayHaveBody, program.definitions.kind(def) != .foreignFunction else {
        return nil
      }
      let attribute = program.inlineAttribute(of: def)
      if attribute == .never || hasAttribute(def, "cold") { return nil }
      switch convention(of: instance) {
      case .rust, .rustCall: break
      default: return nil
      }
      // What is compiled already is not compiled again unless it is small.
      if attribute == nil, isInLibraryObject(FunctionKey(instance)) { return nil }
    }
    guard let generic = genericBody(of: def), generic.returnCount > 0 else { return nil }
    let limit = inlineLimit(generic, instance, isClosure: isClosure)
    guard generic.statementCost <= limit else { return nil }
    let result = InstanceBody(generic, instance, context: self)
    result.cost = cost(of: result, limit: limit)
    guard result.cost <= limit, !layouts.layout(result.localTypes[0]).isUninhabited else { return nil }
    for parameter in 0..<generic.body.parameterCount
    where layouts.layout(result.localTypes[parameter + 1]).isUnsized {
      return nil
    }
    result.tracksCaller = !isClosure && hasAttribute(def, "track_caller")
    return result
  }

  private func inlineLimit(_ generic: GenericBody, _ instance: Instance, isClosure: Bool) -> Int {
    if generic.inlining == .always { return InlineCost.alwaysLimit }
    if isClosure || mentionsClosure(instance.args) { return InlineCost.closureLimit }
    return generic.inlining == .hint ? InlineCost.hintLimit : InlineCost.limit
  }

  private func mentionsClosure(_ args: Args) -> Bool {
    types.list(args).contains { arg in
      guard let type = arg.type, case .closure = types.kind(type) else { return false }
      return true
    }
  }

  /// About how many instructions an instance becomes; more than `limit` is not told apart.
  private func cost(of source: InstanceBody, limit: Int) -> Int {
    let body = source.generic.body
    var cost = source.generic.statementCost
    for block in source.generic.order {
      switch body.blocks[block].terminator.kind {
      case .goto, .return, .unreachable, .none: break
      case .switchInteger(_, let targets, _): cost += 1 + Int(targets.count)
      case .assert: cost += 4
      case .resume, .terminate: cost += 1
      case .yield, .coroutineDrop: return limit + 1
      case .drop(let place, _, _):
        if !place.projections.isEmpty || needsDrop(source.localTypes[place.local.index]) { cost += 4 }
      case .call(let callee, let arguments, _, _, _):
        guard let target = source.callee(of: block, callee, at: body.blocks[block].terminator.span) else {
          cost += InlineCost.ofCall(argumentCount: Int(arguments.count))
          break
        }
        switch target.kind {
        case .intrinsic: cost += 2
        case .constructor: cost += Int(arguments.count)
        default:
          cost += inlineCandidate(target)?.cost ?? InlineCost.ofCall(argumentCount: Int(arguments.count))
        }
      }
      if cost > limit { break }
    }
    return cost
  }
}
