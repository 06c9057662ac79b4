// Calls with handlers that no exception can reach become plain calls; handlers that only resume go.
import PolySupport

/// Simplification of `try_call`s.
public enum ExceptionSimplification {
  /// True if anything changed.
  public static func run(_ function: inout Function, _ context: PassContext) -> Bool {
    var isChanged = false
    var block = function.layout.firstBlock
    while !block.isNone {
      let inst = function.layout.lastInst(block)
      if !inst.isNone {
        let data = function[inst]
        if data.opcode.format == .tryCall || data.opcode.format == .tryCallIndirect {
          if dropResumingHandlers(&function, data.exceptionTable, context) { isChanged = true }
          let isDirect = data.opcode.format == .tryCall
          let cannotUnwind =
            isDirect && context.attributes[function.functions[data.function].id.index].contains(.noUnwind)
          if cannotUnwind || function.exceptionTables[data.exceptionTable].items.isEmpty {
            makePlain(&function, inst, block)
            isChanged = true
          }
        }
      }
      block = function.layout.next(block)
    }
    return isChanged
  }

  /// A clean-up that does nothing but resume is none. One with a catch behind it stays: the order of
  /// handlers decides.
  private static func dropResumingHandlers(
    _ function: inout Function, _ table: ExceptionTable, _ context: PassContext
  ) -> Bool {
    let items = function.exceptionTables[table].items
    guard items.count == 1, case .default(let call) = items[0], !context.resumeFunction.isNone else { return false }
    let block = function.target(of: call)
    let inst = function.layout.firstInst(block)
    guard !inst.isNone, function[inst].opcode == .call,
      function.functions[function[inst].function].id == context.resumeFunction,
      function.listCount(inst) == 1,
      case .parameter(let source, let index) = function.definition(of: function.listOperand(inst, 0)),
      source == block, function.argument(of: call, index).exceptionIndex == 0
    else { return false }
    function.exceptionTables[table].items = []
    return true
  }

  private static func makePlain(_ function: inout Function, _ inst: Inst, _ block: Block) {
    let data = function[inst]
    let table = function.exceptionTables[data.exceptionTable]
    var plain = data
    plain.opcode = data.opcode == .tryCall ? .call : .callIndirect
    plain.c = 0
    let call = function.insert(plain, before: inst)
    // Results are those of the plain call now.
    var jump = function.makeBlockCall(function.target(of: table.normal))
    for index in 0..<function.argumentCount(of: table.normal) {
      var argument = function.argument(of: table.normal, index)
      if let result = argument.resultIndex, result < function.resultCount(call) {
        argument = BlockArgument(function.results(of: call)[result])
      }
      jump = function.append(argument, to: jump)
    }
    function[inst] = .jump(jump)
  }

  /// What a finished body says about its function.
  static func inferAttributes(_ function: Function, _ context: PassContext) -> FunctionAttributes {
    var attributes: FunctionAttributes = [.noUnwind, .readOnly]
    // Made when first asked for.
    var analysis: AddressAnalysis?
    for block in function.layout.blockSequence {
      for inst in function.layout.instSequence(block) {
        let data = function[inst]
        switch data.opcode {
        case .call, .returnCall, .tryCall:
          let callee = context.attributes[function.functions[data.function].id.index]
          if data.opcode != .tryCall, !callee.contains(.noUnwind) { attributes.remove(.noUnwind) }
          if !callee.contains(.readOnly), !callee.contains(.pure) { attributes.remove(.readOnly) }
        case .callIndirect, .returnCallIndirect: return []
        case .tryCallIndirect: attributes.remove(.readOnly)
        case .store, .istore8, .istore16, .istore32, .memoryCopy, .memorySet:
          let address = data.opcode == .memoryCopy || data.opcode == .memorySet ? Value(raw: data.a) : data.address
          guard attributes.contains(.readOnly) else { break }
          let known = analysis ?? AddressAnalysis(function)
          analysis = known
          if !known.isPrivateSlot(AddressAnalysis.decompose(function, address).object) {
            attributes.remove(.readOnly)
          }
        default:
          if data.opcode.canStore || data.opcode.properties.contains(.otherSideEffects) {
            attributes.remove(.readOnly)
          }
        }
      }
      if attributes.isEmpty { break }
    }
    return attributes
  }
}
