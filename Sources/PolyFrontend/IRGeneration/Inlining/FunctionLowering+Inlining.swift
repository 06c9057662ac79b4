// Lowering a callee's body in the place of its call.
//
// The callee's frame takes the place of the caller's in `FunctionLowering` until its body is generated:
// its parameters are the arguments' values or memory, `return` goes on behind the call, and unwinding
// goes where the call's does.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

/// What a `#[track_caller]` callee is told.
enum CallerLocation {
  /// The place of the call in the body itself.
  case own
  /// The place of the call that this body was inlined for.
  case span(Span)
  /// What the function was told.
  case value(Value)
}

/// Where an exception goes on.
enum UnwindTarget {
  /// Out of the function.
  case leave
  case block(PolyIR.Block)
  case terminate
}

/// Where an inlined body goes on.
struct InlineExit {
  var unwind: UnwindTarget
  /// Where several `return`s meet.
  var joint: PolyIR.Block?
  /// The block that the only `return` ended in, if it was reached.
  var returned: PolyIR.Block? = nil
}

/// What inlining keeps for one function.
struct InlineState {
  /// The instances whose bodies are open, the outermost first.
  var active: [Instance] = []
  /// What was inlined so far.
  var growth = 0
  /// Memory of inlined bodies that are done, and what the open one has taken.
  var freeSlots: [(slot: StackSlot, size: UInt32, alignShift: UInt8)] = []
  var takenSlots: [(slot: StackSlot, size: UInt32, alignShift: UInt8)] = []
}

/// The state of a body that waits for one that is inlined.
struct InlineFrame {
  var source: InstanceBody?
  var generic: GenericBody
  var args: Args
  var localBase: Int
  var localTypes: ContiguousArray<Ty>
  var blockBase: Int
  var callerLocation: CallerLocation
  var currentSpan: Span
  var currentBlock: BasicBlock
  var hasLocations: Bool
  var exit: InlineExit?
}

extension FunctionLowering {
  /// Replaces a call by the callee's body; false if it stays a call.
  mutating func inlineCall(
    _ instance: Instance, _ arguments: [CallArgument], _ destination: PlaceReference, _ target: BasicBlock,
    _ unwind: UnwindAction
  ) -> Bool {
    guard let source, !target.isNone, !builder.isFilled else { return false }
    switch instance.kind {
    case .item: break
    case .closureOnceShim: return inlineClosureOnce(instance, arguments, destination, target, unwind)
    case .functionPointerShim: return inlineFunctionItem(instance, arguments, destination, target, unwind)
    default: return false
    }
    guard let candidate = context.inlineCandidate(instance), canInline(candidate, into: source) else { return false }
    frames.growth += candidate.cost
    lowerInlined(
      candidate, spread(arguments, context.convention(of: instance)), destination, unwindTarget(unwind))
    if !builder.isFilled { jump(to: target) }
    return true
  }

  private func canInline(_ candidate: InstanceBody, into source: InstanceBody) -> Bool {
    // Without optimisation the program's own functions stay what they are in a debugger.
    if candidate.generic.isLocal, source.generic.isLocal, !context.options.isOptimizing { return false }
    return frames.growth + candidate.cost <= InlineCost.growthLimit && frames.active.count < InlineCost.depthLimit
      && candidate.instance != source.instance && !frames.active.contains(candidate.instance)
  }

  /// `call_once` of a closure that takes itself by reference and has nothing to drop.
  private mutating func inlineClosureOnce(
    _ instance: Instance, _ arguments: [CallArgument], _ destination: PlaceReference, _ target: BasicBlock,
    _ unwind: UnwindAction
  ) -> Bool {
    let closure = types.type(.closure(instance.def, instance.args))
    guard !context.needsDrop(closure), var receiver = arguments.first else { return false }
    let place: PlaceReference
    if receiver.isOwned, case .memory(let memory) = receiver.value, !memory.isInVariables {
      place = memory
    } else {
      place = temporary(closure)
      store(receiver.value, to: place)
    }
    receiver = CallArgument(
      type: types.reference(closure, .mutable), value: .scalar(address(of: place)), isOwned: true)
    var rest = arguments
    rest[0] = receiver
    lowerCall(Instance(.item, instance.def, instance.args), rest, destination, target, unwind)
    return true
  }

  /// A function item called through the `Fn` traits.
  private mutating func inlineFunctionItem(
    _ instance: Instance, _ arguments: [CallArgument], _ destination: PlaceReference, _ target: BasicBlock,
    _ unwind: UnwindAction
  ) -> Bool {
    guard case .functionDef(let def, let args) = types.kind(instance.type),
      let callee = context.resolve(def, args, at: currentSpan)
    else { return false }
    switch callee.kind {
    case .item:
      // The location of such a call is the adapter's.
      if context.convention(of: callee) != .rust || context.abi(of: FunctionKey(callee)).hasCallerLocation {
        return false
      }
    case .constructor: break
    default: return false
    }
    lowerCall(
      callee, Array(spread(arguments, .rustCall).dropFirst()), destination, target, unwind)
    return true
  }

  /// Where an exception of the body that is being lowered goes on.
  mutating func unwindTarget(_ unwind: UnwindAction) -> UnwindTarget {
    switch unwind {
    case .unreachable: .leave
    case .continue: exit?.unwind ?? .leave
    case .terminate: .terminate
    case .cleanup(let target): .block(block(target))
    }
  }

  // MARK: frames

  private mutating func exchange(_ frame: inout InlineFrame) {
    swap(&source, &frame.source)
    swap(&generic, &frame.generic)
    swap(&args, &frame.args)
    swap(&localBase, &frame.localBase)
    swap(&localTypes, &frame.localTypes)
    swap(&blockBase, &frame.blockBase)
    swap(&callerLocation, &frame.callerLocation)
    swap(&currentSpan, &frame.currentSpan)
    swap(&currentBlock, &frame.currentBlock)
    swap(&hasLocations, &frame.hasLocations)
    swap(&exit, &frame.exit)
  }

  private mutating func lowerInlined(
    _ callee: InstanceBody, _ arguments: [CallArgument], _ destination: PlaceReference, _ unwind: UnwindTarget
  ) {
    let generic = callee.generic
    let position = builder.function.currentLocation
    var told = callerLocation
    if !callee.tracksCaller { told = .own } else if case .own = told { told = .span(currentSpan) }
    // A result in memory is made where it belongs.
    var returned: PlaceReference? = nil
    let resultLayout = layouts.layout(callee.localTypes[0])
    if case .memory = resultLayout.valueClass, resultLayout.size > 0 {
      returned = destination.isInVariables ? temporary(callee.localTypes[0]) : destination
    }
    let taken = frames.takenSlots
    frames.takenSlots = []
    frames.active.append(callee.instance)
    var frame = InlineFrame(
      source: callee, generic: generic, args: callee.instance.args, localBase: locals.count,
      localTypes: callee.localTypes, blockBase: blocks.count, callerLocation: told, currentSpan: .none,
      currentBlock: .none, hasLocations: generic.isLocal,
      exit: InlineExit(unwind: unwind, joint: generic.returnCount > 1 ? builder.makeBlock() : nil))
    exchange(&frame)
    prepareInlinedLocals(callee, arguments, returned)
    blocks.append(contentsOf: repeatElement(.none, count: generic.body.blocks.count))
    lowerBlocks()
    var result = OperandValue.none
    let end = exit?.joint ?? exit?.returned
    if let end {
      builder.switchTo(end)
      if exit?.joint != nil { builder.seal(end) }
      if returned == nil {
        result = read(PlaceReference(base: placeBase(.returnPlace), type: localTypes[0]))
      }
    }
    locals.removeLast(locals.count - localBase)
    blocks.removeLast(blocks.count - blockBase)
    exchange(&frame)
    frames.active.removeLast()
    frames.freeSlots.append(contentsOf: frames.takenSlots)
    frames.takenSlots = taken
    builder.setLocation(position)
    guard end != nil else { return }
    if let returned {
      if destination.isInVariables { store(.memory(returned), to: destination) }
    } else if layouts.layout(destination.type).size > 0 {
      store(result, to: destination)
    }
  }

  /// A `return` of an inlined body.
  mutating func leaveInlined() {
    if let joint = exit?.joint {
      builder.jump(joint)
    } else {
      exit?.returned = builder.currentBlock
    }
  }

  private mutating func prepareInlinedLocals(
    _ callee: InstanceBody, _ arguments: [CallArgument], _ returned: PlaceReference?
  ) {
    let inMemory = inMemory(callee)
    locals.append(contentsOf: repeatElement(.zeroSized, count: body.locals.count))
    for index in 0..<body.locals.count where index == 0 || index > body.parameterCount {
      if index == 0, let returned {
        locals[localBase] = storage(of: returned)
      } else {
        locals[localBase + index] = makeStorage(localTypes[index], inMemory: inMemory[index])
      }
    }
    var position = 0
    for index in stride(from: 1, through: body.parameterCount, by: 1) {
      let type = localTypes[index]
      if body.spreadsLastArgument, index == body.parameterCount, case .tuple(let list) = types.kind(type) {
        locals[localBase + index] = makeStorage(type, inMemory: inMemory[index])
        for element in 0..<types.count(list) where position < arguments.count {
          var place = PlaceReference(base: placeBase(PolyMIR.Local(index)), type: type)
          projectField(&place, UInt32(element))
          if layouts.layout(place.type).size > 0 { store(arguments[position].value, to: place) }
          position += 1
        }
        continue
      }
      guard position < arguments.count else { break }
      let argument = arguments[position]
      position += 1
      if argument.isOwned, inMemory[index], case .memory(let place) = argument.value, !place.isInVariables {
        locals[localBase + index] = storage(of: place)
        continue
      }
      locals[localBase + index] = makeStorage(type, inMemory: inMemory[index])
      if layouts.layout(type).size > 0 {
        store(argument.value, to: PlaceReference(base: placeBase(PolyMIR.Local(index)), type: type))
      }
    }
  }

  private mutating func storage(of place: PlaceReference) -> LocalStorage {
    if case .slot(let slot) = place.base, place.offset == 0 { return .slot(slot) }
    return .address(address(of: place), metadata: nil)
  }

  /// Memory in the frame. Bodies that are inlined one after the other share theirs, unless the optimiser
  /// is to take it apart.
  mutating func makeSlot(size: UInt32, alignShift: UInt8) -> StackSlot {
    guard exit != nil, !context.options.isOptimizing else {
      return builder.makeStackSlot(size: size, alignShift: alignShift)
    }
    let slot: StackSlot
    if let free = frames.freeSlots.lastIndex(where: { $0.size == size && $0.alignShift == alignShift }) {
      slot = frames.freeSlots[free].slot
      frames.freeSlots.swapAt(free, frames.freeSlots.count - 1)
      frames.freeSlots.removeLast()
    } else {
      slot = builder.makeStackSlot(size: size, alignShift: alignShift)
    }
    frames.takenSlots.append((slot, size, alignShift))
    return slot
  }
}
