// Checks the internal laws of a function: what every pass and backend may rely on.
//
//   Layout       every block has instructions and ends in its only terminator; the entry has the
//                signature's parameters and no predecessors
//   Entities     what an instruction names exists
//   Values       every use is dominated by its definition; results and parameters know their place
//   Types        operands, results, block arguments, calls and returns have the types of their laws
//
// The types of each instruction are in Verifier+Types.swift.
import PolySupport

/// A broken law and where it is broken.
public struct VerifierError: Sendable, CustomStringConvertible {
  public var message: String
  public var inst: Inst
  public var block: Block
  public var description: String {
    if !inst.isNone { return "\(inst): \(message)" }
    return block.isNone ? message : "\(block): \(message)"
  }
}

/// Verifies functions.
public struct Verifier {
  let function: Function
  let module: Module?
  /// The type of addresses on the target, nil if it is not known.
  let addressType: IRType?
  public private(set) var errors: [VerifierError] = []
  private var order: ContiguousArray<UInt32> = []
  private let maximumErrors = 100

  private init(_ function: Function, _ module: Module?, _ addressType: IRType?) {
    self.function = function
    self.module = module
    self.addressType = addressType
  }

  /// The laws that a function breaks; empty if it is correct.
  public static func verify(
    _ function: Function, in module: Module? = nil, addressType: IRType? = nil
  ) -> [VerifierError] {
    var verifier = Verifier(function, module, addressType)
    verifier.run()
    return verifier.errors
  }
  /// The laws that the functions of a module break, with the functions' names.
  public static func verify(_ module: Module) -> [(function: FunctionID, error: VerifierError)] {
    var errors: [(FunctionID, VerifierError)] = []
    for id in module.functions.keys {
      guard let body = module.bodies[id.index] else { continue }
      for error in verify(body, in: module) { errors.append((id, error)) }
    }
    return errors
  }

  mutating func report(_ message: String, _ inst: Inst = .none, _ block: Block = .none) {
    guard errors.count < maximumErrors else { return }
    errors.append(VerifierError(message: message, inst: inst, block: block))
  }

  private mutating func run() {
    verifyEntities()
    guard errors.isEmpty else { return }
    verifyLayout()
    guard errors.isEmpty else { return }
    verifyNames()
    guard errors.isEmpty else { return }
    let graph = ControlFlowGraph(function)
    let dominators = DominatorTree(function, graph)
    verifyDominance(graph, dominators)
    for block in function.layout.blockSequence {
      for inst in function.layout.instSequence(block) { verifyTypes(inst) }
    }
  }

  // Declarations.

  private mutating func verifyEntities() {
    let memory = function
    for global in memory.globalValues.keys {
      switch memory.globalValues[global] {
      case .vmContext:
        if memory.signature.index(of: .vmContext) == nil {
          report("undeclared vmctx reference \(global)")
        }
      case .symbol: break
      case .load(let base, _, _, let flags):
        verifyBase(base)
        if !flags.isNotrap || !flags.isAligned { report("\(global) loads from memory that may trap") }
      case .addImmediate(let base, _, _): verifyBase(base)
      }
      if isCyclic(global) { report("global value cycle: \(global)") }
    }
    var numbers: [UInt32: Int] = [:]
    for (index, region) in memory.aliasRegions.enumerated() {
      if numbers.updateValue(index, forKey: region.number) != nil {
        report("duplicate alias region number \(region.number)")
      }
    }
    for signature in [memory.signature] + Array(memory.signatures.elements) {
      for parameter in signature.parameters + signature.results {
        if parameter.type.isInvalid { report("a parameter has no type") }
        if parameter.widening != .none, !parameter.type.isInteger {
          report("extension of \(parameter.type), which is not an integer")
        }
      }
      if signature.callingConvention == .preserveAll, !signature.results.isEmpty {
        report("preserve_all functions cannot have results")
      }
    }
    for reference in memory.functions.elements where !reference.id.isNone {
      if reference.signature.index >= memory.signatures.count { report("undefined \(reference.signature)") }
      if let module, !module.functions.contains(reference.id) { report("undefined \(reference.id)") }
    }
  }

  private mutating func verifyBase(_ base: GlobalValue) {
    guard base.index < function.globalValues.count else { return report("undefined \(base)") }
    switch function.globalValues[base] {
    case .load(_, _, let type, _) where type != .i64:
      report("base \(base) has type \(type), which is not the pointer type i64")
    default: break
    }
  }
  private func isCyclic(_ global: GlobalValue) -> Bool {
    var current = global
    for _ in 0...function.globalValues.count {
      guard current.index < function.globalValues.count else { return false }
      switch function.globalValues[current] {
      case .load(let base, _, _, _), .addImmediate(let base, _, _): current = base
      default: return false
      }
    }
    return true
  }

  // Layout.

  private mutating func verifyLayout() {
    let entry = function.entryBlock
    guard !entry.isNone else { return report("the function has no blocks") }
    if function.blocks[entry].isCold { report("the entry block must not be cold", .none, entry) }
    let parameters = function.parameters(of: entry)
    if parameters.count != function.signature.parameters.count {
      report(
        "the entry block has \(parameters.count) parameters, the signature \(function.signature.parameters.count)",
        .none, entry)
    } else {
      for (index, value) in parameters.enumerated()
      where function.type(of: value) != function.signature.parameters[index].type {
        report(
          "entry parameter \(value) has type \(function.type(of: value)), the signature \(function.signature.parameters[index].type)",
          .none, entry)
      }
    }
    order = ContiguousArray(filledWith: 0, count: function.instructions.count)
    var number: UInt32 = 0
    for block in function.layout.blockSequence {
      for (index, value) in function.parameters(of: block).enumerated() {
        guard value.index < function.values.count, !function.values[value].isAlias,
          function.values[value].definition == .parameter(block, index)
        else {
          report("\(value) does not know that it is parameter \(index)", .none, block)
          continue
        }
        if function.type(of: value).isInvalid { report("\(value) has no type", .none, block) }
      }
      let last = function.layout.lastInst(block)
      if last.isNone {
        report("the block has no instructions", .none, block)
        continue
      }
      for inst in function.layout.instSequence(block) {
        number += 1
        order[inst.index] = number
        let isTerminator = function[inst].opcode.isTerminator
        if isTerminator, inst != last { report("a terminator inside a block", inst, block) }
        if !isTerminator, inst == last { report("the block does not end in a terminator", inst, block) }
        for (index, value) in function.results(of: inst).enumerated() {
          if !function.values[value].isAlias, function.values[value].definition != .result(inst, index) {
            report("\(value) does not know that it is result \(index)", inst)
          }
        }
      }
    }
  }

  // What instructions name.

  private mutating func verifyNames() {
    for block in function.layout.blockSequence {
      for inst in function.layout.instSequence(block) {
        let data = function[inst]
        switch data.opcode.format {
        case .unaryConstant:
          if Int(data.a) >= function.constants.count { report("undefined \(data.constant)", inst) }
        case .unaryGlobalValue:
          if Int(data.a) >= function.globalValues.count { report("undefined \(data.globalValue)", inst) }
        case .stackAddr:
          if Int(data.a) >= function.stackSlots.count { report("undefined \(data.stackSlot)", inst) }
        case .funcAddr, .call, .tryCall:
          if Int(data.a) >= function.functions.count { report("undefined \(data.function)", inst) }
        case .callIndirect, .tryCallIndirect:
          if Int(data.a) >= function.signatures.count { report("undefined \(data.signature)", inst) }
          if function.listCount(inst) == 0 { report("an indirect call without a callee", inst) }
        default: break
        }
        if data.opcode.format == .tryCall || data.opcode.format == .tryCallIndirect {
          if Int(data.c) >= function.exceptionTables.count {
            report("undefined \(data.exceptionTable)", inst)
            continue
          }
          if function.exceptionTables[data.exceptionTable].signature.index >= function.signatures.count {
            report("undefined signature of \(data.exceptionTable)", inst)
          }
        }
        if data.opcode.format == .branchTable, Int(data.b) >= function.jumpTables.count {
          report("undefined \(data.jumpTable)", inst)
          continue
        }
        var undefined: [String] = []
        function.forEachBlockCall(inst) { call in
          let target = function.target(of: call)
          if !function.layout.contains(target) { undefined.append("\(target) is not in the layout") }
          if target == function.entryBlock { undefined.append("a branch to the entry block") }
        }
        function.forEachUse(inst) { value in
          if value.index >= function.values.count || function.values[value].isUndefined {
            undefined.append("undefined value \(value)")
          }
        }
        for message in undefined { report(message, inst) }
      }
    }
  }

  // Dominance.

  private mutating func verifyDominance(_ graph: ControlFlowGraph, _ dominators: DominatorTree) {
    for block in function.layout.blockSequence {
      let isReachable = graph.isReachable(block)
      for inst in function.layout.instSequence(block) {
        var bad: [String] = []
        function.forEachUse(inst) { value in
          switch function.definition(of: value) {
          case .alias: bad.append("alias loop at \(value)")
          case .parameter(let source, _):
            if !function.layout.contains(source) {
              bad.append("\(value) is a parameter of \(source), which is not in the layout")
            } else if isReachable, !dominators.dominates(source, block) {
              bad.append("\(value) from \(source) does not dominate its use in \(block)")
            }
          case .result(let source, _):
            let origin = function.layout.block(of: source)
            if origin.isNone {
              bad.append("\(value) is defined by an instruction that is not in the layout")
            } else if origin == block {
              if order[source.index] >= order[inst.index] {
                bad.append("\(value) is used before it is defined")
              }
            } else if isReachable, !dominators.dominates(origin, block) {
              bad.append("\(value) from \(origin) does not dominate its use in \(block)")
            }
          }
        }
        for message in bad { report(message, inst) }
      }
    }
  }
}
