// Compiles one function: prologue, structured control flow, and the instructions in between.
//
// Control flow is structured from the dominator tree after Ramsey, "Beyond Relooper" (ICFP 2022): a
// block's code is followed by that of the blocks it dominates; blocks where ways meet end a `block`,
// heads of loops begin a `loop`. Work is kept on a stack of our own, as deep as the code is nested.
//
// Values of i8 and i16 are in an i32 whose upper bits are zero; an i128 is two i64.

import PolyIR
import PolySupport

/// What a function asks of the module that it becomes part of.
protocol ModuleContext: AnyObject {
  func typeIndex(_ signature: Signature) -> Int
  func tableIndex(_ function: FunctionID) -> Int
  func refer(function: FunctionID)
  func refer(data: DataID)
  func helper(_ helper: HelperFunction) -> FunctionID?
  /// What a call of an imported function becomes instead, by its name.
  func replacement(_ function: FunctionID) -> InlineCall?
  func arity(ofFunction raw: UInt32) -> Arity
  func arity(ofType index: Int) -> Arity
}

/// C functions that are instructions here.
enum InlineCall: Equatable {
  case copy, fill, memorySize, memoryGrow, heapStart
  /// A function of one float, by the number of its instruction.
  case float(Int, IRType)
}

/// The code of one function with its locals.
struct CompiledWasmFunction {
  var id: FunctionID
  var locals: [WasmType]
  var code: WasmCode
}

struct FunctionCompiler {
  let context: ModuleContext
  let name: String
  let function: Function
  let graph: ControlFlowGraph
  let dominators: DominatorTree
  let placement: ValuePlacement
  var code = WasmCode()

  /// Where slots stand in the frame, and the frame's size.
  var slotOffsets: [Int] = []
  var frameSize = 0
  var frameAlignment = 16
  var movesStackPointer = false
  var frameLocal = -1
  /// The stack pointer of the caller, if it cannot be computed from ours.
  var savedLocal = -1

  var locals: [WasmType]
  var freeTemporaries: [[Int]] = [[], [], [], []]
  let parameterCount: Int
  /// The `local.set` that was written last.
  var lastSet = (value: Value.none, start: -1, end: -1)
  /// The end of the code behind a `return`, and behind any instruction that control does not leave.
  var lastReturn = -1
  var lastLeave = -1
  var error: InternalError? = nil

  /// Memory below this is never used, so that offsets up to it need no check for wrapping around.
  static let firstAddress = 4096

  init(_ context: ModuleContext, _ source: Function, name: String) {
    self.context = context
    self.name = name
    var function = source
    // Dispatching makes tables whose entries have arguments.
    ReducibleFlow.establish(&function)
    Self.splitTableEdges(&function)
    graph = ControlFlowGraph(function)
    dominators = DominatorTree(function, graph)
    var placement = ValuePlacement(function, graph)
    // The compiler itself takes a few locals more.
    SpillLongValues.establish(&function, graph, &placement, spare: 100)
    self.placement = placement
    self.function = function
    locals = placement.localTypes
    parameterCount = function.signature.parameters.reduce(0) { $0 + ($1.type == .i128 ? 2 : 1) }
  }

  /// Entries of jump tables have no arguments: a block passes them.
  private static func splitTableEdges(_ function: inout Function) {
    var block = function.layout.firstBlock
    while !block.isNone {
      let branch = function.layout.lastInst(block)
      if !branch.isNone, function[branch].opcode == .brTable {
        function.rewriteBlockCalls(branch) { function, call in
          guard function.argumentCount(of: call) > 0 else { return call }
          let between = function.appendBlock()
          function.append(.jump(call), to: between)
          return function.makeBlockCall(between)
        }
      }
      block = function.layout.next(block)
    }
  }

  mutating func compile() throws(InternalError) -> CompiledWasmFunction {
    for value in function.values.elements where value.type == .f16 || value.type == .f128 || value.type.isVector {
      throw InternalError(stage: "WasmBackend", function: name, "values of type \(value.type) are not supported")
    }
    layOutFrame()
    prologue()
    emitBlocks()
    endBody()
    if let error { throw error }
    CodeShortening.apply(&code, locals: &locals, parameterCount: parameterCount, context: context)
    if locals.count + parameterCount > SpillLongValues.maximumLocals {
      throw InternalError(
        stage: "WasmBackend", function: name, "more than \(SpillLongValues.maximumLocals) locals")
    }
    return CompiledWasmFunction(id: function.id, locals: locals, code: code)
  }

  /// A return as the last instruction is the end itself.
  private mutating func endBody() {
    if lastReturn == code.bytes.count {
      code.truncate(to: lastReturn - 1)
    } else if !function.signature.results.isEmpty, lastLeave != code.bytes.count {
      code.op(.unreachable)
    }
    code.op(.end)
  }

  mutating func fail(_ message: String) {
    if error == nil { error = InternalError(stage: "WasmBackend", function: name, message) }
    code.op(.unreachable)
  }

  // MARK: the frame

  private mutating func layOutFrame() {
    var used = Set<Int>()
    var calls = false
    for block in graph.reversePostorder {
      for inst in function.layout.instSequence(block) where placement.isLive[inst.index] {
        let data = function[inst]
        if data.opcode == .stackAddr { used.insert(data.stackSlot.index) }
        if data.opcode.isCall { calls = true }
      }
    }
    slotOffsets = [Int](repeating: 0, count: function.stackSlots.count)
    for (index, slot) in function.stackSlots.elements.enumerated() where used.contains(index) {
      let alignment = 1 << Int(slot.alignShift)
      frameAlignment = max(frameAlignment, alignment)
      frameSize = (frameSize + alignment - 1) & ~(alignment - 1)
      slotOffsets[index] = frameSize
      frameSize += Int(slot.size)
    }
    frameSize = (frameSize + 15) & ~15
    movesStackPointer = frameSize > 0 && calls
  }

  private mutating func prologue() {
    guard !slotOffsets.isEmpty, frameSize > 0 else { return }
    frameLocal = makeLocal(.i32)
    code.op(.globalGet, 0)
    if frameAlignment > 16 {
      savedLocal = makeLocal(.i32)
      code.op(.localTee, savedLocal)
    }
    code.i32(Int32(clamping: frameSize))
    code.op(.i32Sub)
    if frameAlignment > 16 {
      code.i32(-Int32(frameAlignment))
      code.op(.i32And)
    }
    if movesStackPointer {
      code.op(.localTee, frameLocal)
      code.op(.globalSet, 0)
    } else {
      code.op(.localSet, frameLocal)
    }
  }

  mutating func epilogue() {
    guard movesStackPointer else { return }
    if savedLocal >= 0 {
      code.op(.localGet, savedLocal)
    } else {
      code.op(.localGet, frameLocal)
      code.i32(Int32(clamping: frameSize))
      code.op(.i32Add)
    }
    code.op(.globalSet, 0)
  }

  // MARK: locals

  mutating func makeLocal(_ type: WasmType) -> Int {
    locals.append(type)
    return parameterCount + locals.count - 1
  }
  /// A local for a moment; it must be given back.
  mutating func takeTemporary(_ type: WasmType) -> Int {
    freeTemporaries[type.index].popLast() ?? makeLocal(type)
  }
  mutating func giveBack(_ local: Int, _ type: WasmType) { freeTemporaries[type.index].append(local) }

  /// Runs `body` with a local that holds the value.
  mutating func withLocal(_ value: Value, _ body: (inout FunctionCompiler, Int) -> Void) {
    let value = function.resolve(value)
    let isRematerialized = function.definingInst(of: value).map { function[$0].opcode.isRematerialized } ?? false
    if !isRematerialized, !placement.isInline[value.index], placement.locals[value.index] >= 0 {
      body(&self, Int(placement.locals[value.index]))
      return
    }
    let type = function.type(of: value).wasm ?? .i32
    push(value)
    let local = takeTemporary(type)
    code.op(.localSet, local)
    body(&self, local)
    giveBack(local, type)
  }

  /// Puts a value of one wasm type on the stack.
  mutating func push(_ value: Value) {
    let value = function.resolve(value)
    guard let inst = function.definingInst(of: value) else { return get(value) }
    let data = function[inst]
    switch data.opcode {
    case .iconst:
      if data.type == .i64 { code.i64(Int64(bitPattern: data.immediate)) } else {
        code.i32(Int32(truncatingIfNeeded: data.immediate & data.type.mask))
      }
    case .f32const: code.f32(bits: UInt32(truncatingIfNeeded: data.immediate))
    case .f64const: code.f64(bits: data.immediate)
    case .stackAddr: pushFrameAddress(slotOffsets[data.stackSlot.index] + Int(data.offset))
    case .symbolValue, .tlsValue: pushSymbol(data.globalValue)
    case .funcAddr:
      code.i32(Int32(context.tableIndex(function.functions[data.function].id)))
    default:
      if placement.isInline[value.index] { evaluate(inst, data) } else { get(value) }
    }
  }

  private mutating func pushFrameAddress(_ offset: Int) {
    if frameLocal < 0 {
      // A slot of no size.
      code.i32(Int32(Self.firstAddress))
      return
    }
    code.op(.localGet, frameLocal)
    if offset != 0 {
      code.i32(Int32(truncatingIfNeeded: offset))
      code.op(.i32Add)
    }
  }

  private mutating func pushSymbol(_ global: GlobalValue) {
    guard case .symbol(let reference, let offset, _, _) = function.globalValues[global] else {
      return fail("global values relative to a context are not supported")
    }
    switch reference {
    case .function(let id): code.i32(Int32(context.tableIndex(id)))
    case .data(let id):
      context.refer(data: id)
      code.dataAddress(id.raw, offset)
    }
  }

  private mutating func get(_ value: Value) {
    if lastSet.value == value, lastSet.end == code.bytes.count {
      if placement.useCounts[value.index] == 1 {
        code.truncate(to: lastSet.start)
      } else {
        code.bytes[lastSet.start] = Op.localTee.rawValue
      }
      lastSet.end = -1
      return
    }
    guard placement.locals[value.index] >= 0 else { return fail("v\(value.raw) has no place") }
    code.op(.localGet, Int(placement.locals[value.index]))
  }

  mutating func pushLow(_ value: Value) {
    code.op(.localGet, Int(max(0, placement.locals[function.resolve(value).index])))
  }
  mutating func pushHigh(_ value: Value) {
    if isHighZero(value) { return code.i64(0) }
    code.op(.localGet, Int(max(0, placement.highLocals[function.resolve(value).index])))
  }

  /// Whether the upper half of an i128 is known to be 0.
  func isHighZero(_ value: Value) -> Bool {
    guard let inst = function.definingInst(of: function.resolve(value)) else { return false }
    let data = function[inst]
    switch data.opcode {
    case .uextend: return true
    case .iconcat: return constant(Value(raw: data.b)) == 0
    case .ushr: return constant(Value(raw: data.b)).map { $0 & 127 >= 64 } ?? false
    default: return false
    }
  }

  /// Takes a result from the stack.
  mutating func set(_ value: Value) {
    let local = placement.locals[value.index]
    guard local >= 0 else {
      code.op(.drop)
      return
    }
    let start = code.bytes.count
    code.op(.localSet, Int(local))
    lastSet = (value, start, code.bytes.count)
  }
  mutating func setHigh(_ value: Value) {
    let local = placement.highLocals[value.index]
    if local >= 0 { code.op(.localSet, Int(local)) } else { code.op(.drop) }
  }

  /// All halves of a value, for calls, returns and branches.
  mutating func pushWhole(_ value: Value) {
    if function.type(of: value) == .i128 {
      pushLow(value)
      pushHigh(value)
    } else {
      push(value)
    }
  }
  mutating func setWhole(_ value: Value) {
    if function.type(of: value) == .i128 { setHigh(value) }
    set(value)
  }
}
