// The type laws of each instruction.
import PolySupport

extension Verifier {
  private func type(_ raw: UInt32) -> IRType { function.type(of: function.resolve(Value(raw: raw))) }

  mutating func verifyTypes(_ inst: Inst) {
    let data = function[inst]
    verifyControllingType(data, inst)
    verifyOperands(data, inst)
    verifyResults(data, inst)
    verifyFlags(data, inst)
    if data.opcode.isBranch { verifyBlockCalls(data, inst) }
    if data.opcode.isCall { verifyCall(data, inst) }
  }

  /// The set of types that an opcode is defined for.
  private mutating func verifyControllingType(_ data: InstructionData, _ inst: Inst) {
    let type = data.type
    let isAllowed: Bool
    switch data.opcode.typeRule {
    case .fixed(let expected): isAllowed = type == expected
    default:
      switch data.opcode {
      case .iconst, .iconcat: isAllowed = type.isInteger && type != .i128
      case .icmp, .iadd, .isub, .ineg, .iabs, .imul, .umulhi, .smulhi, .udiv, .sdiv, .urem, .srem, .smin,
        .smax, .umin, .umax, .saddOverflowCin, .uaddOverflowCin, .uaddOverflow, .saddOverflow,
        .usubOverflow, .ssubOverflow, .ssubOverflowBin, .usubOverflowBin, .rotl, .rotr, .ishl, .ushr,
        .sshr, .bitrev, .clz, .cls, .ctz, .popcnt, .uextend, .sextend, .ireduce, .bmask, .fcvtToUint,
        .fcvtToSint, .fcvtToUintSat, .fcvtToSintSat, .brif, .trapz, .trapnz, .atomicRmw, .atomicCas,
        .atomicLoad, .atomicStore:
        isAllowed = type.isInteger
      case .umulOverflow, .smulOverflow: isAllowed = type.isInteger
      case .uaddOverflowTrap: isAllowed = type == .i32 || type == .i64
      case .bswap, .isplit: isAllowed = type.isInteger && type != .i8
      case .uload8, .sload8, .istore8: isAllowed = type.isInteger && type != .i8
      case .uload16, .sload16, .istore16: isAllowed = type.isInteger && type.bits > 16
      case .uload32, .sload32, .istore32: isAllowed = type.isInteger && type.bits > 32
      case .fcmp, .fadd, .fsub, .fmul, .fdiv, .sqrt, .fma, .fneg, .fabs, .fcopysign, .fmin, .fmax, .ceil,
        .floor, .trunc, .nearest, .fpromote, .fdemote, .fcvtFromUint, .fcvtFromSint:
        isAllowed = type.isFloat
      case .stackAddr, .funcAddr, .getPinnedReg, .setPinnedReg, .getFramePointer, .getStackPointer,
        .getReturnAddress, .getExceptionHandlerAddress:
        isAllowed = type == .i64 || type == .i32
      default: isAllowed = type.isScalar
      }
    }
    if !isAllowed { report("has an invalid controlling type \(type)", inst) }
  }

  private mutating func expect(_ raw: UInt32, _ expected: IRType, _ inst: Inst) {
    let found = type(raw)
    if found != expected { report("arg v\(raw) has type \(found), expected \(expected)", inst) }
  }
  private mutating func expectInteger(_ raw: UInt32, _ inst: Inst) {
    let found = type(raw)
    if !found.isInteger { report("arg v\(raw) has type \(found), expected an integer", inst) }
  }
  private mutating func expectAddress(_ raw: UInt32, _ inst: Inst) {
    let found = type(raw)
    if found != .i64, found != .i32 { report("arg v\(raw) has type \(found), expected an address", inst) }
  }

  private mutating func verifyOperands(_ data: InstructionData, _ inst: Inst) {
    let type = data.type
    switch data.opcode {
    case .uextend, .sextend:
      expectInteger(data.a, inst)
      if self.type(data.a).bits >= type.bits { report("arg v\(data.a) is not narrower than \(type)", inst) }
    case .ireduce:
      expectInteger(data.a, inst)
      if self.type(data.a).bits <= type.bits { report("arg v\(data.a) is not wider than \(type)", inst) }
    case .fpromote, .fdemote:
      let source = self.type(data.a)
      if !source.isFloat { report("arg v\(data.a) has type \(source), expected a float", inst) }
      if data.opcode == .fpromote ? source.bits >= type.bits : source.bits <= type.bits {
        report("arg v\(data.a) has the wrong width for \(type)", inst)
      }
    case .fcvtToUint, .fcvtToSint, .fcvtToUintSat, .fcvtToSintSat:
      if !self.type(data.a).isFloat { report("arg v\(data.a) is not a float", inst) }
    case .fcvtFromUint, .fcvtFromSint, .bmask: expectInteger(data.a, inst)
    case .bitcast:
      if self.type(data.a).bits != type.bits {
        report("the bitcast argument v\(data.a) doesn't have a type of \(type.bits) bits", inst)
      }
    case .rotl, .rotr, .ishl, .ushr, .sshr:
      expect(data.a, type, inst)
      expectInteger(data.b, inst)
    case .select, .selectSpectreGuard:
      expectInteger(data.a, inst)
      expect(data.b, type, inst)
      expect(data.c, type, inst)
    case .saddOverflowCin, .uaddOverflowCin, .ssubOverflowBin, .usubOverflowBin:
      expect(data.a, type, inst)
      expect(data.b, type, inst)
      expect(data.c, .i8, inst)
    case .brTable: expect(data.a, .i32, inst)
    case .memoryCopy:
      expectAddress(data.a, inst)
      expectAddress(data.b, inst)
    case .memorySet:
      expectAddress(data.a, inst)
      expect(data.b, .i8, inst)
    case .atomicRmw:
      expectAddress(data.a, inst)
      expect(data.b, type, inst)
    case .atomicCas:
      expectAddress(data.a, inst)
      expect(data.b, type, inst)
      expect(data.c, type, inst)
    case .atomicLoad: expectAddress(data.a, inst)
    case .return:
      let values = function.callArguments(inst)
      let results = function.signature.results
      if values.count != results.count {
        report("returns \(values.count) values, the signature has \(results.count)", inst)
      } else {
        for (index, value) in values.enumerated() { expect(value.raw, results[index].type, inst) }
      }
    default:
      switch data.opcode.format {
      case .load: expectAddress(data.a, inst)
      case .store, .storeNoOffset:
        expect(data.a, type, inst)
        expectAddress(data.b, inst)
      case .unary, .binary, .ternary, .intCompare, .floatCompare, .intAddTrap, .condTrap, .brif:
        for index in 0..<data.inlineOperandCount { expect(data[operand: index].raw, type, inst) }
      default: break
      }
    }
    if data.opcode == .f128const, function.constants[data.constant].count != 16 {
      report("expects \(data.constant) to have 16 bytes, it has \(function.constants[data.constant].count)", inst)
    }
    if data.opcode == .iconst, data.type != .i64, data.immediate & ~data.type.mask != 0 {
      report("constant immediate is out of bounds", inst)
    }
    if data.opcode == .getExceptionHandlerAddress {
      let block = data.handlerBlock
      let last = block.index < function.blocks.count && function.layout.contains(block)
        ? function.layout.lastInst(block) : .none
      if last.isNone {
        report("\(block) is not in the layout", inst)
      } else if function[last].opcode.format != .tryCall, function[last].opcode.format != .tryCallIndirect {
        report("\(block) does not end in a try_call", inst)
      } else {
        var handlers: UInt64 = 0
        for item in function.exceptionTables[function[last].exceptionTable].items {
          if case .context = item { continue }
          handlers += 1
        }
        if data.immediate >= handlers { report("\(block) has no handler \(data.immediate)", inst) }
      }
    }
    if data.opcode == .tlsValue {
      if case .symbol(_, _, _, let isThreadLocal) = function.globalValues[data.globalValue], isThreadLocal {
      } else {
        report("tls_value of \(data.globalValue), which is not a thread-local symbol", inst)
      }
    }
    if data.opcode == .symbolValue {
      let expected: IRType
      switch function.globalValues[data.globalValue] {
      case .load(_, _, let type, _), .addImmediate(_, _, let type): expected = type
      default: expected = addressType ?? (data.type == .i32 ? .i32 : .i64)
      }
      if data.type != expected { report("\(data.globalValue) has type \(expected), not \(data.type)", inst) }
    }
  }

  private mutating func verifyResults(_ data: InstructionData, _ inst: Inst) {
    let results = function.results(of: inst)
    let count = function.resultCount(for: data)
    if results.count != count { return report("has \(results.count) results, expected \(count)", inst) }
    for (index, value) in results.enumerated() where !function.values[value].isAlias {
      let expected = function.resultType(for: data, index)
      if function.type(of: value) != expected {
        report("result \(value) has type \(function.type(of: value)), expected \(expected)", inst)
      }
    }
  }

  private mutating func verifyFlags(_ data: InstructionData, _ inst: Inst) {
    switch data.opcode.format {
    case .load, .loadNoOffset, .store, .storeNoOffset, .atomicRmw, .atomicCas, .memoryCopy, .memorySet: break
    default: return
    }
    if data.opcode.canStore, data.flags.isReadonly { report("a store to read-only memory", inst) }
    if data.flags.annotation >= function.memoryAnnotations.count {
      return report("undefined memory annotation", inst)
    }
    let region = function.annotation(data.flags).region
    if region != .any, Int(region.raw) > function.aliasRegions.count {
      report("undefined alias region region\(region.raw - 1)", inst)
    }
    if data.opcode == .bitcast {
      var flags = data.flags
      flags.endianness = .native
      if flags.raw != 0 { report("the bitcast instruction only accepts the `big` or `little` memory flags", inst) }
      // A byte order says nothing for scalars but must be there to reorder lanes.
    }
  }

  private mutating func verifyBlockCalls(_ data: InstructionData, _ inst: Inst) {
    var messages: [String] = []
    let isTry = data.opcode.format == .tryCall || data.opcode.format == .tryCallIndirect
    let table = isTry ? function.exceptionTables[data.exceptionTable] : nil
    let signature = table.map { function.signatures[$0.signature] }
    var isNormal = isTry
    function.forEachBlockCall(inst) { call in
      let target = function.target(of: call)
      let count = function.argumentCount(of: call)
      defer { isNormal = false }
      if count != function.parameterCount(target) {
        messages.append("\(count) arguments for \(target), which has \(function.parameterCount(target)) parameters")
        return
      }
      for index in 0..<count {
        let argument = function.argument(of: call, index)
        let expected = function.type(of: function.parameter(target, index))
        let found: IRType
        if let result = argument.resultIndex {
          guard isNormal, let signature, result < signature.results.count else {
            messages.append("ret\(result) is not available here")
            continue
          }
          found = signature.results[result].type
        } else if let word = argument.exceptionIndex {
          guard isTry, !isNormal, let signature, word < 2 else {
            messages.append("exn\(word) is not available here")
            continue
          }
          let payload = signature.callingConvention.exceptionPayload
          found = word == 0 ? payload.0 : payload.1
        } else {
          found = function.type(of: function.resolve(Value(raw: argument.raw)))
        }
        if found != expected {
          messages.append("arg \(index) of \(target) has type \(found), expected \(expected)")
        }
      }
    }
    for message in messages { report(message, inst) }
  }

  private mutating func verifyCall(_ data: InstructionData, _ inst: Inst) {
    guard let signature = function.callSignature(inst) else { return }
    let arguments = function.callArguments(inst)
    let isVariadic = signature.variadicFrom != nil
    if isVariadic ? arguments.count < signature.parameters.count : arguments.count != signature.parameters.count {
      report("\(arguments.count) arguments for a callee with \(signature.parameters.count) parameters", inst)
    } else {
      for (index, value) in arguments.enumerated() where index < signature.parameters.count {
        expect(value.raw, signature.parameters[index].type, inst)
      }
    }
    if data.opcode.format == .callIndirect || data.opcode.format == .tryCallIndirect {
      expectAddress(function.listOperand(inst, 0).raw, inst)
    }
    let isTry = data.opcode.format == .tryCall || data.opcode.format == .tryCallIndirect
    if isTry, signature.callingConvention == .windowsFastcall || signature.callingConvention == .probestack {
      report("the calling convention \(signature.callingConvention.name) does not support exceptions", inst)
    }
    if data.opcode.format == .tryCall {
      let declared = function.signatures[function.functions[data.function].signature]
      if declared.parameters.map(\.type) != signature.parameters.map(\.type)
        || declared.results.map(\.type) != signature.results.map(\.type)
        || declared.callingConvention != signature.callingConvention
      {
        report("the exception table's signature does not match the callee's", inst)
      }
      var tags: Set<UInt32> = []
      var hasDefault = false
      for item in function.exceptionTables[data.exceptionTable].items {
        switch item {
        case .context: tags.removeAll()
        case .tag(let tag, _):
          if !tags.insert(tag).inserted { report("duplicate tag \(tag)", inst) }
        case .default:
          if hasDefault { report("two default handlers", inst) }
          hasDefault = true
        }
      }
    }
    if data.opcode.isReturn {
      let own = function.signature
      if signature.callingConvention != own.callingConvention {
        report("a tail call to another calling convention", inst)
      }
      if signature.callingConvention != .tail, signature.callingConvention != .fast {
        report("the calling convention \(signature.callingConvention.name) does not support tail calls", inst)
      }
      if signature.results.map(\.type) != own.results.map(\.type) {
        report("results of the tail call do not match the function's", inst)
      }
    }
  }
}
