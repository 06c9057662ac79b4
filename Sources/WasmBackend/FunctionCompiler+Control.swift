// Structured control flow and branches.

import PolyIR
import PolySupport

/// A construct around the code being written, which branches count.
private enum Frame {
  /// Branches go to its head.
  case loop(Block)
  /// Branches go to its end, where this block follows.
  case before(Block)
  case conditional
}

/// What is still to be written.
private enum Work {
  case tree(Block)
  case body(Block)
  /// Ends a `block`; the code of the block behind it follows.
  case close(Block)
  case endLoop
  /// Ends the first arm of a conditional; the other way follows.
  case endArm(BlockCall)
}

extension FunctionCompiler {
  mutating func emitBlocks() {
    var structurer = Structurer(function, graph, dominators)
    structurer.run(&self)
  }

  /// Evaluates the arguments of a branch and gives them to the parameters, all at once.
  mutating func passArguments(_ call: BlockCall) {
    let target = function.target(of: call)
    var passed: [Value] = []
    for index in 0..<min(function.argumentCount(of: call), function.parameterCount(target)) {
      let parameter = function.parameter(target, index)
      guard placement.useCounts[parameter.index] > 0,
        let argument = function.argument(of: call, index).value.map({ function.resolve($0) })
      else { continue }
      let isInPlace =
        !isComputed(argument) && placement.locals[argument.index] == placement.locals[parameter.index]
        && placement.highLocals[argument.index] == placement.highLocals[parameter.index]
      if isInPlace { continue }
      pushWhole(argument)
      passed.append(parameter)
    }
    for parameter in passed.reversed() { setWhole(parameter) }
  }

  /// Whether a value is made where it is used.
  func isComputed(_ value: Value) -> Bool {
    guard let inst = function.definingInst(of: value) else { return false }
    return function[inst].opcode.isRematerialized || placement.isInline[value.index]
  }

  /// Whether a branch has to set parameters.
  func passesArguments(_ call: BlockCall) -> Bool {
    let target = function.target(of: call)
    return (0..<function.parameterCount(target)).contains {
      placement.useCounts[function.parameter(target, $0).index] > 0
    }
  }
}

private struct Structurer {
  let function: Function
  let graph: ControlFlowGraph
  let dominators: DominatorTree
  /// Blocks that several ways reach, back edges apart, and entries of jump tables.
  private var isMerge: ContiguousArray<Bool>
  private var isLoopHead: ContiguousArray<Bool>
  private var frames: [Frame] = []
  private var work: [Work] = []

  init(_ function: Function, _ graph: ControlFlowGraph, _ dominators: DominatorTree) {
    self.function = function
    self.graph = graph
    self.dominators = dominators
    let count = function.blocks.count
    isMerge = ContiguousArray(repeating: false, count: count)
    isLoopHead = isMerge
    var forward = ContiguousArray<Int32>(repeating: 0, count: count)
    for block in graph.reversePostorder {
      let branch = function.layout.lastInst(block)
      guard !branch.isNone, function[branch].opcode.isBranch else { continue }
      let isTable = function[branch].opcode == .brTable
      function.forEachBlockCall(branch) { call in
        let target = function.target(of: call)
        if graph.position(target) <= graph.position(block) {
          isLoopHead[target.index] = true
        } else {
          forward[target.index] += 1
          if isTable { isMerge[target.index] = true }
        }
      }
    }
    for index in 0..<count where forward[index] > 1 { isMerge[index] = true }
  }

  mutating func run(_ compiler: inout FunctionCompiler) {
    guard !function.entryBlock.isNone else { return compiler.code.op(.unreachable) }
    work.append(.tree(function.entryBlock))
    while let next = work.popLast() {
      switch next {
      case .tree(let block): begin(block, &compiler)
      case .body(let block): body(block, &compiler)
      case .close(let block):
        compiler.code.op(.end)
        frames.removeLast()
        work.append(.tree(block))
      case .endLoop:
        compiler.code.op(.end)
        frames.removeLast()
      case .endArm(let call):
        compiler.code.op(.end)
        frames.removeLast()
        go(call, &compiler)
      }
    }
  }

  private mutating func begin(_ block: Block, _ compiler: inout FunctionCompiler) {
    if isLoopHead[block.index] {
      open(.loop, .loop(block), &compiler)
      work.append(.endLoop)
    }
    var merges: [Block] = []
    var child = dominators.firstChild(block)
    while !child.isNone {
      if isMerge[child.index] { merges.append(child) }
      child = dominators.nextSibling(child)
    }
    // The last in order is outermost.
    merges.sort { graph.position($0) > graph.position($1) }
    for merge in merges {
      open(.block, .before(merge), &compiler)
      work.append(.close(merge))
    }
    work.append(.body(block))
  }

  private mutating func open(_ op: Op, _ frame: Frame, _ compiler: inout FunctionCompiler) {
    compiler.code.op(op)
    // No parameters or results.
    compiler.code.bytes.append(0x40)
    frames.append(frame)
  }

  private mutating func body(_ block: Block, _ compiler: inout FunctionCompiler) {
    let last = function.layout.lastInst(block)
    for inst in function.layout.instSequence(block) where inst != last { compiler.emitRoot(inst) }
    guard !last.isNone else { return compiler.code.op(.unreachable) }
    let data = function[last]
    compiler.code.begin(function.sourceLocations[last])
    switch data.opcode {
    case .jump: go(data.destination, &compiler)
    case .brif: conditional(data, &compiler)
    case .brTable:
      compiler.push(Value(raw: data.a))
      let count = function.entryCount(of: data.jumpTable)
      compiler.code.op(.brTable, count)
      for index in 0..<count {
        compiler.code.bytes.appendUnsigned(UInt64(depth(of: function.target(of: function.entry(of: data.jumpTable, index)), from: block)))
      }
      let other = function.target(of: function.defaultDestination(of: data.jumpTable))
      compiler.code.bytes.appendUnsigned(UInt64(depth(of: other, from: block)))
    default: compiler.emitTerminator(last, data)
    }
  }

  private mutating func conditional(_ data: InstructionData, _ compiler: inout FunctionCompiler) {
    var (first, second) = (data.thenDestination, data.elseDestination)
    var isNegated = false
    // A plain branch to a label comes first; else what is rare or small goes into the arm.
    let (a, b) = (isPlain(first, compiler), isPlain(second, compiler))
    if !a, b || weight(first) > weight(second) {
      swap(&first, &second)
      isNegated = true
    }
    compiler.pushCondition(Value(raw: data.a), isNegated: isNegated)
    if a || b {
      compiler.code.op(.brIf, depth(of: function.target(of: first), from: .none))
      go(second, &compiler)
      return
    }
    open(.if, .conditional, &compiler)
    work.append(.endArm(second))
    go(first, &compiler)
  }

  /// Whether a branch is nothing but a jump to a label.
  private func isPlain(_ call: BlockCall, _ compiler: FunctionCompiler) -> Bool {
    let target = function.target(of: call)
    return hasLabel(target) && !compiler.passesArguments(call)
  }

  /// Whether a construct is open that a branch to this block can name.
  private func hasLabel(_ block: Block) -> Bool { findDepth(of: block) != nil }

  /// How much code would stand in the arm.
  private func weight(_ call: BlockCall) -> Int {
    let target = function.target(of: call)
    if hasLabel(target) { return 0 }
    if function.blocks[target].isCold { return 1 }
    // Roughly the number of blocks that it dominates.
    return 2 + Int(dominators.subtreeSize(target))
  }

  /// Goes on with a block: a branch to its label, or its code here.
  private mutating func go(_ call: BlockCall, _ compiler: inout FunctionCompiler) {
    let target = function.target(of: call)
    compiler.passArguments(call)
    guard let depth = findDepth(of: target) else {
      work.append(.tree(target))
      return
    }
    // The end of the innermost construct is where it follows.
    if case .close(let next)? = work.last, next == target, depth == 0 { return }
    compiler.code.op(.br, depth)
  }

  private func depth(of block: Block, from source: Block) -> Int { findDepth(of: block) ?? 0 }

  private func findDepth(of block: Block) -> Int? {
    for (depth, frame) in frames.reversed().enumerated() {
      switch frame {
      case .loop(let head) where head == block: return depth
      case .before(let next) where next == block: return depth
      default: break
      }
    }
    return nil
  }
}

extension FunctionCompiler {
  /// Puts a condition as an i32 on the stack.
  mutating func pushCondition(_ value: Value, isNegated: Bool) {
    let value = function.resolve(value)
    if function.type(of: value) == .i128 {
      pushLow(value)
      pushHigh(value)
      code.op(.i64Or)
      code.op(.i64Eqz)
      if !isNegated { code.op(.i32Eqz) }
      return
    }
    if let inst = function.definingInst(of: value), placement.isInline[value.index] {
      let data = function[inst]
      if data.opcode == .icmp, isNegated {
        compare(data.intCondition.complement, Value(raw: data.a), Value(raw: data.b))
        return
      }
    }
    push(value)
    let isWide = function.type(of: value) == .i64
    if isNegated {
      code.op(isWide ? .i64Eqz : .i32Eqz)
    } else if isWide {
      code.i64(0)
      code.raw(Int(Op.i64Eq.rawValue) + 1)
    }
  }

  /// Terminators that leave the function.
  mutating func emitTerminator(_ inst: Inst, _ data: InstructionData) {
    switch data.opcode {
    case .return:
      for index in 0..<function.listCount(inst) { pushWhole(function.listOperand(inst, index)) }
      epilogue()
      code.op(.return)
      lastReturn = code.bytes.count
    case .trap:
      code.op(.unreachable)
      lastLeave = code.bytes.count
    case .returnCall, .returnCallIndirect:
      emitCall(inst, data)
      epilogue()
      code.op(.return)
    default: fail("`\(data.opcode.name)` is not supported")
    }
  }
}
