// Bottom-up inlining: callees are optimised before their callers, and what they became decides.
//
// The order is that of the strongly connected components of the call graph, callees first; inside a
// component (recursion) a function is never inlined into itself. After a caller's calls are replaced
// the clean-up passes run on it, so that its own callers see it small.
import PolySupport

/// The inliner over a module.
public struct Inliner {
  /// Sizes are counts of instructions that will become code.
  static let alwaysSize = 12
  static let threshold = 40
  static let hintThreshold = 120
  static let constantBonus = 8
  static let addressBonus = 12
  static let functionBonus = 60
  static let maximumCaller = 12_000
  static let singleSiteSize = 600

  struct Summary {
    var size = Int.max
    var isInlinable = false
    var callSites = 0
  }

  /// Inlines through a whole module. Of every function `prepare` sees the body before its calls are replaced,
  /// `cleanUp` afterwards, with whether any was, unless its only caller is expected to take it in. What is learned about functions on the way goes into
  /// `context` and their declarations.
  public static func run(
    _ module: inout Module, _ context: inout PassContext, check: ((String, Function) -> Void)?,
    prepare: (inout Function, PassContext) -> Void, cleanUp: (inout Function, PassContext, Bool) -> Void
  ) {
    let order = CallGraph.bottomUpOrder(module)
    var summaries = ContiguousArray<Summary>(filledWith: Summary(), count: module.functions.count)
    countCallSites(module, &summaries)
    for id in order {
      guard module.bodies[id.index]?.namesHandlers == false else { continue }
      var caller = module.takeBody(id)
      prepare(&caller, context)
      let isChanged = inlineCalls(&caller, id, module, context, summaries)
      if isChanged { check?("inline", caller) }
      // What its only caller will take in is cleaned there.
      let isTransient =
        module.functions[id].linkage == .local && summaries[id.index].callSites == 1
        && size(caller) <= singleSiteSize && isInlinable(caller, module.functions[id])
      if !isTransient { cleanUp(&caller, context, isChanged) }
      // What callers may rely on, if this is the body that they will call.
      if module.functions[id].linkage.isFinal {
        let known = ExceptionSimplification.inferAttributes(caller, context)
        context.attributes[id.index].formUnion(known)
        module.functions[id].attributes.formUnion(known)
      }
      summaries[id.index].size = size(caller)
      summaries[id.index].isInlinable = isInlinable(caller, module.functions[id])
      module.bodies[id.index] = caller
    }
  }

  private static func countCallSites(_ module: Module, _ summaries: inout ContiguousArray<Summary>) {
    for body in module.bodies {
      guard let body else { continue }
      DeadFunctions.forEachReference(body) {
        if case .function(let id) = $0 { summaries[id.index].callSites += 1 }
      }
    }
    for object in module.data.elements {
      for relocation in object.relocations {
        // An address in data is a use that inlining does not remove.
        if case .function(let id) = relocation.target { summaries[id.index].callSites += 2 }
      }
    }
  }

  /// Instructions that become code, without cold blocks and constants.
  static func size(_ function: Function) -> Int {
    var count = 0
    for block in function.layout.blockSequence {
      if function.blocks[block].isCold {
        count += 1
        continue
      }
      for inst in function.layout.instSequence(block) {
        switch function[inst].opcode {
        case .iconst, .f32const, .f64const, .f16const, .stackAddr, .symbolValue, .funcAddr, .nop, .jump,
          .return, .trap:
          break
        case .call, .callIndirect, .tryCall, .tryCallIndirect, .returnCall, .returnCallIndirect: count += 4
        case .memoryCopy, .memorySet: count += 3
        default: count += 1
        }
      }
    }
    return count
  }

  private static func isInlinable(_ function: Function, _ declaration: FunctionDeclaration) -> Bool {
    guard declaration.linkage.isFinal, !declaration.attributes.contains(.neverInline),
      !declaration.attributes.contains(.cold)
    else { return false }
    if function.signature.variadicFrom != nil { return false }
    if function.signature.parameters.contains(where: { $0.purpose == .structArgument }) { return false }
    for block in function.layout.blockSequence {
      for inst in function.layout.instSequence(block) {
        switch function[inst].opcode {
        case .getReturnAddress, .getExceptionHandlerAddress, .getFramePointer, .getStackPointer,
          .returnCall, .returnCallIndirect:
          return false
        default: break
        }
      }
    }
    return true
  }

  private static func inlineCalls(
    _ caller: inout Function, _ id: FunctionID, _ module: Module, _ context: PassContext,
    _ summaries: ContiguousArray<Summary>
  ) -> Bool {
    // Sites are found first: what is inlined holds only calls that were rejected before.
    var sites: ContiguousArray<Inst> = []
    var callerSize = 0
    for block in caller.layout.blockSequence {
      for inst in caller.layout.instSequence(block) {
        callerSize += 1
        let opcode = caller[inst].opcode
        guard opcode == .call || opcode == .tryCall else { continue }
        let callee = caller.functions[caller[inst].function].id
        guard callee != id, summaries[callee.index].isInlinable, module.bodies[callee.index] != nil else {
          continue
        }
        let attributes = module.functions[callee].attributes
        let size = summaries[callee.index].size
        if attributes.contains(.alwaysInline) || size <= alwaysSize {
          sites.append(inst)
          continue
        }
        if caller.blocks[block].isCold { continue }
        let isLocal = module.functions[callee].linkage == .local
        if isLocal, summaries[callee.index].callSites == 1, size <= singleSiteSize {
          sites.append(inst)
          continue
        }
        let limit = attributes.contains(.inlineHint) ? hintThreshold : threshold
        if size <= limit + bonus(caller, inst) { sites.append(inst) }
      }
    }
    var isChanged = false
    for inst in sites {
      let calleeID = caller.functions[caller[inst].function].id
      guard let callee = module.bodies[calleeID.index] else { continue }
      let size = callee.layout.blockCount + summaries[calleeID.index].size
      let isTiny = summaries[calleeID.index].size <= alwaysSize
      if callerSize + size > maximumCaller, !isTiny { continue }
      guard callee.signature.parameters.count == caller.callArguments(inst).count,
        caller.callSignature(inst)?.results.map(\.type) == callee.signature.results.map(\.type)
      else { continue }
      callerSize += size
      InlineSubstitution.inline(callee, at: inst, into: &caller, context)
      isChanged = true
    }
    if isChanged { caller.rewriteAliases() }
    return isChanged
  }

  /// What the arguments promise: constants fold, addresses of slots dissolve, functions become calls.
  private static func bonus(_ caller: Function, _ inst: Inst) -> Int {
    var bonus = 0
    for argument in caller.callArguments(inst) {
      guard let definition = caller.definingInst(of: argument) else { continue }
      switch caller[definition].opcode {
      case .iconst, .f32const, .f64const: bonus += constantBonus
      case .stackAddr: bonus += addressBonus
      case .funcAddr: bonus += functionBonus
      default: break
      }
    }
    return min(bonus, 100)
  }
}
