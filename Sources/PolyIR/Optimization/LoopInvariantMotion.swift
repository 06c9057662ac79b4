// Moves computations out of loops in which they always give the same result.
//
// What cannot trap moves from anywhere in the loop. A load moves if nothing in the loop may write its
// bytes and it is sure to be executed, or its address is one that can always be read.
import PolySupport

/// Loop-invariant code motion.
public struct LoopInvariantMotion {
  /// More live values than this around a loop are not worth the registers.
  static let maximumMoves = 24

  /// True if anything moved.
  public static func run(_ function: inout Function, _ context: PassContext) -> Bool {
    guard LoopRotation.prepare(&function) else { return false }
    let graph = ControlFlowGraph(function)
    let dominators = DominatorTree(function, graph)
    let loops = LoopTree(function, graph, dominators)
    let analysis = AddressAnalysis(function)
    var isChanged = false
    // Inner loops come first, so that what leaves one may leave the next too.
    for loop in loops.loops.keys {
      let header = loops.loops[loop].header
      guard !function.blocks[header].isCold,
        let preheader = LoopRotation.preheader(function, graph, dominators, header)
      else { continue }
      var motion = Motion(function: Function(), graph: graph, loops: loops, loop: loop, analysis: analysis, context: context)
      swap(&motion.function, &function)
      motion.run(header, preheader, dominators)
      swap(&motion.function, &function)
      if motion.moves > 0 { isChanged = true }
    }
    return isChanged
  }

  private struct Motion {
    var function: Function
    let graph: ControlFlowGraph
    let loops: LoopTree
    let loop: Loop
    let analysis: AddressAnalysis
    let context: PassContext
    var moves = 0
    /// Scratch: the operands of one instruction.
    private var uses: ContiguousArray<Value> = []
    var writes: [MemoryAccess] = []
    var writesEverything = false

    init(
      function: consuming Function, graph: ControlFlowGraph, loops: LoopTree, loop: Loop,
      analysis: AddressAnalysis, context: PassContext
    ) {
      self.function = function
      self.graph = graph
      self.loops = loops
      self.loop = loop
      self.analysis = analysis
      self.context = context
    }

    mutating func run(_ header: Block, _ preheader: Block, _ dominators: DominatorTree) {
      let blocks = graph.reversePostorder.filter { loops.contains(loop, $0) }
      guard blocks.count < 2000 else { return }
      for block in blocks { collectWrites(block) }
      let anchor = function.layout.lastInst(preheader)
      // Blocks on the way from the header that are passed before anything observable happens.
      var certain = header
      var isCertain = true
      for block in blocks {
        if function.blocks[block].isCold { continue }
        var inst = function.layout.firstInst(block)
        let isOnWay = isCertain && block == certain
        var isSure = isOnWay
        while !inst.isNone {
          let next = function.layout.next(inst)
          if isInvariant(inst), mayMove(inst, isSure: isSure), moves < LoopInvariantMotion.maximumMoves || isFree(inst) {
            if !isFree(inst) { moves += 1 }
            function.layout.remove(inst)
            function.layout.insert(inst, before: anchor)
          } else if hasEffect(inst) {
            isSure = false
          }
          inst = next
        }
        if isOnWay {
          // Follow the way while it has one direction.
          isCertain = false
          let last = function.layout.lastInst(block)
          if isSure, function[last].opcode == .jump {
            certain = function.target(of: function[last].destination)
            isCertain = true
          }
        }
      }
    }

    /// Constants and addresses are made again where they are needed rather than kept in registers.
    private mutating func isFree(_ inst: Inst) -> Bool {
      switch function[inst].opcode {
      case .iconst, .f32const, .f64const, .f16const, .stackAddr, .symbolValue, .funcAddr: true
      default: false
      }
    }

    private mutating func collectWrites(_ block: Block) {
      var inst = function.layout.firstInst(block)
      while !inst.isNone {
        let data = function[inst]
        switch data.opcode {
        case .store, .istore8, .istore16, .istore32:
          writes.append(
            AddressAnalysis.access(
              function, data.address, offset: Int64(data.offset), size: AddressAnalysis.size(data), data.flags))
        case .memoryCopy, .memorySet:
          writes.append(
            AddressAnalysis.access(
              function, Value(raw: data.a), offset: 0, size: Int64(data.byteCount), data.flags))
        case .call, .tryCall:
          let attributes = context.attributes[function.functions[data.function].id.index]
          if !attributes.contains(.pure), !attributes.contains(.readOnly) { writesEverything = true }
        default:
          if data.opcode.canStore || data.opcode.isCall || data.opcode == .fence || data.opcode == .atomicLoad {
            writesEverything = true
          }
        }
        inst = function.layout.next(inst)
      }
    }

    /// Whether what comes after an instruction may not be reached, or may see its effect.
    private mutating func hasEffect(_ inst: Inst) -> Bool {
      let opcode = function[inst].opcode
      return opcode.isCall || opcode.properties.contains(.otherSideEffects)
        || opcode == .trapz || opcode == .trapnz || opcode == .uaddOverflowTrap
        || opcode == .udiv || opcode == .sdiv || opcode == .urem || opcode == .srem
    }

    private mutating func isInvariant(_ inst: Inst) -> Bool {
      uses.clear()
      function.appendUses(inst, to: &uses)
      for index in uses.indices {
        let block = function.definingBlock(of: uses[index])
        if block.isNone || loops.contains(loop, block) { return false }
      }
      return true
    }

    private mutating func mayMove(_ inst: Inst, isSure: Bool) -> Bool {
      let data = function[inst]
      switch data.opcode {
      case .load, .uload8, .sload8, .uload16, .sload16, .uload32, .sload32:
        let access = AddressAnalysis.access(
          function, data.address, offset: Int64(data.offset), size: AddressAnalysis.size(data), data.flags)
        if !data.flags.isReadonly {
          if writesEverything, !analysis.isPrivateSlot(access.object) { return false }
          for write in writes where analysis.mayAlias(write, access) { return false }
        }
        return isSure || isReadable(access) || data.flags.canMove && data.flags.isNotrap
      case .udiv, .urem, .sdiv, .srem:
        guard let divisor = function.definingInst(of: Value(raw: data.b)), function[divisor].opcode == .iconst
        else { return false }
        let value = function[divisor].signedImmediate
        return value != 0 && value != -1
      case .nop, .getStackPointer: return false
      default:
        return data.opcode.properties.isEmpty && data.opcode.format != .exceptionHandlerAddress
      }
    }

    /// Whether an address can be read whatever the program does.
    private mutating func isReadable(_ access: MemoryAccess) -> Bool {
      if access.object.isSlot {
        return access.offset >= 0
          && access.offset + access.size <= Int64(function.stackSlots[access.object.slot].size)
      }
      guard access.object.raw >> 32 == 2 else { return false }
      let id = DataID(raw: UInt32(truncatingIfNeeded: access.object.raw))
      return id.index < context.data.count && context.data[id].linkage.isFinal && access.offset >= 0
        && UInt64(access.offset) + UInt64(access.size) <= context.data[id].size
        && context.data[id].kind != .threadLocal
    }
  }
}
