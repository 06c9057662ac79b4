// Reads the body of one function of the text form: its preamble, blocks and instructions.
import PolySupport

struct FunctionTextParser {
  var function: Function
  var instLines: ContiguousArray<UInt32> = []
  var blockLines: ContiguousArray<UInt32> = []
  /// The results of instructions whose text numbers are not consecutive, set right at the end.
  private var scattered: [(inst: Inst, values: [Value])] = []
  private var definedBlocks: Set<UInt32> = []
  private var block = Block.none
  private var declared: Set<Substring> = []
  private var undefinedType = IRType.invalid
  /// Aliases `v1 -> v0` with the line that has them.
  private var aliases: [(from: Value, to: Value, line: Int)] = []
  private var regions: Set<UInt32> = []

  init(_ function: Function) { self.function = function }

  mutating func parse(_ parser: inout TextParser) throws(TextError) {
    try parser.expect("{")
    while !parser.isPunctuation("}"), parser.entityNumber(parser.token, "block") == nil {
      if parser.token.kind == .end { throw parser.fail("expected `}`") }
      try parsePreamble(&parser)
    }
    while !parser.eat("}") {
      if parser.entityNumber(parser.token, "block") != nil {
        try parseBlockHeader(&parser)
      } else {
        guard !block.isNone else { throw parser.fail("expected a block, found `\(parser.tokenText)`") }
        try parseInstruction(&parser)
      }
    }
    try finish(&parser)
  }

  // Preamble.

  private mutating func parsePreamble(_ parser: inout TextParser) throws(TextError) {
    let name = parser.tokenText
    guard parser.token.kind == .identifier else { throw parser.fail("expected a declaration or a block") }
    guard declared.insert(name).inserted else { throw parser.fail("duplicate entity: \(name)") }
    if let number = parser.entityNumber(parser.token, "ss") {
      parser.index += 1
      try parser.expect("=")
      try parseStackSlot(&parser, number)
    } else if let number = parser.entityNumber(parser.token, "gv") {
      parser.index += 1
      try parser.expect("=")
      try parseGlobalValue(&parser, number)
    } else if let number = parser.entityNumber(parser.token, "sig") {
      parser.index += 1
      try parser.expect("=")
      let signature = try parser.parseSignature()
      guard number < 1 << 20 else { throw parser.fail("number too large") }
      while function.signatures.count <= Int(number) { function.signatures.push(Signature()) }
      function.signatures[SigRef(raw: number)] = signature
    } else if let number = parser.entityNumber(parser.token, "fn") {
      parser.index += 1
      try parser.expect("=")
      try parseFunctionReference(&parser, number)
    } else if let number = parser.entityNumber(parser.token, "const") {
      parser.index += 1
      try parser.expect("=")
      try parseConstant(&parser, number)
    } else if let number = parser.entityNumber(parser.token, "region") {
      parser.index += 1
      try parser.expect("=")
      let user = try parser.integer("the region's number", as: UInt32.self)
      var description = ""
      if parser.token.kind == .string {
        description = String(parser.tokenText.dropFirst().dropLast())
        parser.index += 1
      }
      guard number < 1 << 16 else { throw parser.fail("number too large") }
      guard function.aliasRegions.count == Int(number) else {
        throw parser.fail("regions must be declared in order")
      }
      function.aliasRegions.append((user, description))
      regions.insert(number)
    } else {
      throw parser.unsupported("declaration `\(name)`")
    }
  }

  private mutating func parseStackSlot(_ parser: inout TextParser, _ number: UInt32) throws(TextError) {
    guard parser.eatWord("explicit_slot") else { throw parser.unsupported("stack slot `\(parser.tokenText)`") }
    var slot = StackSlotData(size: try parser.integer("a size", as: UInt32.self))
    guard slot.size <= UInt32(Int32.max) else { throw parser.fail("expected a size below 2^31") }
    while parser.eat(",") {
      let word = try parser.identifier("`align` or `key`")
      try parser.expect("=")
      switch word {
      case "align":
        let align = try parser.integer("an alignment", as: UInt32.self)
        guard align > 0, align & (align - 1) == 0 else { throw parser.fail("the alignment is not a power of two") }
        slot.alignShift = UInt8(align.trailingZeroBitCount)
      case "key":
        slot.key = try parser.integer("a key", as: UInt64.self)
        slot.hasKey = true
      default: throw parser.fail("unknown attribute `\(word)`")
      }
    }
    guard number < 1 << 20 else { throw parser.fail("number too large") }
    while function.stackSlots.count <= Int(number) { function.stackSlots.push(StackSlotData(size: 0)) }
    function.stackSlots[StackSlot(raw: number)] = slot
  }

  private mutating func parseGlobalValue(_ parser: inout TextParser, _ number: UInt32) throws(TextError) {
    guard number < 1 << 20 else { throw parser.fail("number too large") }
    while function.globalValues.count <= Int(number) { function.globalValues.push(.vmContext) }
    let data: GlobalValueData
    let word = try parser.identifier("a global value")
    switch word {
    case "vmctx": data = .vmContext
    case "symbol":
      let isColocated = parser.eatWord("colocated")
      let isThreadLocal = parser.eatWord("tls")
      guard let name = parser.externalName() else { throw parser.fail("expected a name") }
      var offset: Int64 = 0
      if parser.token.kind == .number { offset = try parser.integer("an offset", as: Int64.self) }
      data = .symbol(
        parser.reference(name), offset: offset, isColocated: isColocated, isThreadLocal: isThreadLocal)
    case "load":
      try parser.expect(".")
      let type = try parser.type()
      let flags = try parseFlags(&parser)
      let base = try parser.entity("gv", "a global value")
      var offset: Int32 = 0
      if parser.token.kind == .number { offset = try parser.integer("an offset", as: Int32.self) }
      data = .load(base: GlobalValue(raw: base), offset: offset, type: type, flags: flags)
    case "iadd_imm":
      try parser.expect(".")
      let type = try parser.type()
      let base = try parser.entity("gv", "a global value")
      try parser.expect(",")
      data = .addImmediate(
        base: GlobalValue(raw: base), offset: try parser.integer("an immediate", as: Int64.self), type: type)
    default: throw parser.unsupported("global value `\(word)`")
    }
    function.globalValues[GlobalValue(raw: number)] = data
  }

  private mutating func parseFunctionReference(_ parser: inout TextParser, _ number: UInt32) throws(TextError) {
    var isColocated = false
    while true {
      if parser.eatWord("colocated") {
        isColocated = true
      } else if parser.isWord("patchable") {
        throw parser.unsupported("patchable calls")
      } else {
        break
      }
    }
    guard let name = parser.externalName() else { throw parser.fail("expected a function name") }
    let signature: SigRef
    if let reference = parser.entityNumber(parser.token, "sig") {
      guard Int(reference) < function.signatures.count else { throw parser.fail("undefined sig\(reference)") }
      signature = SigRef(raw: reference)
      parser.index += 1
    } else {
      signature = function.signatures.push(try parser.parseSignature())
    }
    let id: FunctionID
    switch parser.module.lookup(name) {
    case .function(let found)?: id = found
    case .data?: throw parser.fail("`%\(parser.module.symbols.text(name))` is data, not a function")
    case nil:
      id = parser.module.declareFunction(
        name, linkage: .import, signature: function.signatures[signature])
    }
    guard number < 1 << 20 else { throw parser.fail("number too large") }
    while function.functions.count <= Int(number) {
      function.functions.push(ExternalFunction(id: .none, signature: SigRef(0), isColocated: false))
    }
    function.functions[FuncRef(raw: number)] = ExternalFunction(
      id: id, signature: signature, isColocated: isColocated)
  }

  private mutating func parseConstant(_ parser: inout TextParser, _ number: UInt32) throws(TextError) {
    guard number < 1 << 20 else { throw parser.fail("number too large") }
    guard parser.token.kind == .number, parser.tokenText.hasPrefix("0x") else {
      throw parser.unsupported("constant `\(parser.tokenText)`")
    }
    var digits = parser.tokenText.dropFirst(2).filter { $0 != "_" }
    if digits.count % 2 != 0 { digits = "0" + digits }
    guard let bytes = TextParser.bytes(of: Substring(digits)) else { throw parser.fail("expected hexadecimal digits") }
    parser.index += 1
    while function.constants.count <= Int(number) { function.constants.push([]) }
    function.constants[Constant(raw: number)] = bytes.reversed()
  }

  // Blocks.

  private mutating func parseBlockHeader(_ parser: inout TextParser) throws(TextError) {
    let number = try parser.entity("block", "a block")
    guard definedBlocks.insert(number).inserted else {
      throw parser.fail("duplicate entity: block\(number)")
    }
    block = ensureBlock(number)
    while blockLines.count <= block.index { blockLines.append(0) }
    blockLines[block.index] = UInt32(parser.peek(0).line)
    function.layout.append(block)
    if parser.eat("(") {
      while !parser.eat(")") {
        let value = Value(raw: try parser.entity("v", "a value"))
        try parser.expect(":")
        let type = try parser.type()
        try define(value, .parameter(block, function.parameterCount(block)), type, &parser)
        let list = function.pool.append(value.raw, to: function.blocks[block].parameters.raw)
        function.blocks[block].parameters = ValueList(raw: list)
        if !parser.eat(",") {
          try parser.expect(")")
          break
        }
      }
    }
    if parser.eatWord("cold") { function.blocks[block].isCold = true }
    try parser.expect(":")
  }

  private mutating func ensureBlock(_ number: UInt32) -> Block {
    while function.blocks.count <= Int(number) { _ = function.makeBlock() }
    return Block(raw: number)
  }

  // Values.

  private mutating func grow(to value: Value) {
    while function.values.count <= value.index { function.values.push(.undefined) }
  }
  private mutating func define(
    _ value: Value, _ definition: ValueDefinition, _ type: IRType, _ parser: inout TextParser
  ) throws(TextError) {
    grow(to: value)
    guard function.values[value].isUndefined else { throw parser.fail("duplicate entity: \(value)") }
    function.values[value] = ValueData(definition, type)
  }
  mutating func value(_ parser: inout TextParser) throws(TextError) -> Value {
    let value = Value(raw: try parser.entity("v", "a value"))
    grow(to: value)
    return value
  }
  private func known(_ value: Value, _ parser: TextParser) throws(TextError) -> IRType {
    var value = value
    for _ in 0..<1000 {
      guard value.index < function.values.count, !function.values[value].isUndefined else { break }
      guard case .alias(let target) = function.values[value].definition else {
        return function.type(of: value)
      }
      value = target
    }
    throw parser.fail("the type of \(value) is not known here: write a type suffix")
  }

  // Instructions.

  private mutating func parseInstruction(_ parser: inout TextParser) throws(TextError) {
    let line = parser.line
    var location: UInt32 = 0
    if parser.token.kind == .location {
      location = UInt32(parser.tokenText.dropFirst().filter { $0 != "_" }, radix: 16) ?? 0
      parser.index += 1
    }
    if parser.isPunctuation("<") { throw parser.unsupported("debug tags") }
    var names: [Value] = []
    if parser.entityNumber(parser.token, "v") != nil {
      repeat { names.append(Value(raw: try parser.entity("v", "a value"))) } while parser.eat(",")
      if parser.token.kind == .arrow {
        parser.index += 1
        let target = Value(raw: try parser.entity("v", "a value"))
        guard names.count == 1 else { throw parser.fail("an alias has one name") }
        return try alias(names[0], target, &parser)
      }
      try parser.expect("=")
    }
    guard parser.token.kind == .identifier else { throw parser.fail("expected an instruction") }
    let name = String(parser.tokenText)
    guard let opcode = Opcode(name: name) else {
      throw Self.vectorOpcodes.contains(name)
        ? parser.unsupported("instruction `\(name)`") : parser.fail("unknown opcode `\(name)`")
    }
    parser.index += 1
    var suffix: IRType?
    if parser.eat(".") { suffix = try parser.type() }
    var data = try parseOperands(opcode, suffix, &parser)
    switch opcode.typeRule {
    case .fixed(let type): data.type = type
    case .written:
      if let suffix {
        data.type = suffix
      } else if opcode == .atomicRmw || opcode == .atomicCas {
        data.type = try known(Value(raw: data.b), parser)
      } else {
        throw parser.fail("`\(name)` needs a type suffix")
      }
    case .operand(let operand):
      let value = data[operand: operand]
      if let suffix { data.type = suffix } else { data.type = try known(value, parser) }
    }
    if data.type.isVector { throw parser.unsupported("vector types") }
    if opcode == .iconst {
      guard data.type.isInteger, data.type != .i128 || data.immediate == 0 else {
        throw parser.fail("`iconst` needs an integer type of up to 64 bits")
      }
      if data.type != .i64 {
        let signed = Int64(bitPattern: data.immediate)
        let width = Int64(data.type.laneBits)
        guard signed >= -(1 << (width - 1)), signed < 1 << width else {
          throw parser.fail("the constant does not fit in \(data.type)")
        }
        data.immediate &= data.type.mask
      }
    }
    if parser.isPunctuation(","), parser.text(parser.peek(1)) == "stack_map" {
      throw parser.unsupported("stack maps")
    }
    try append(data, names, line, location, &parser)
  }

  private mutating func append(
    _ data: InstructionData, _ names: [Value], _ line: Int, _ location: UInt32, _ parser: inout TextParser
  ) throws(TextError) {
    let types = (0..<function.resultCount(for: data)).map { function.resultType(for: data, $0) }
    guard names.isEmpty || names.count == types.count else {
      throw parser.fail("the instruction has \(types.count) results, not \(names.count)")
    }
    let inst = function.instructions.push(data)
    for (index, name) in names.enumerated() { try define(name, .result(inst, index), types[index], &parser) }
    var isConsecutive = true
    for (index, name) in names.enumerated() where name.raw != names[0].raw + UInt32(index) {
      isConsecutive = false
    }
    if names.isEmpty || isConsecutive {
      function.results.append(ResultRange(first: names.first?.raw ?? 0, count: UInt32(names.count)))
    } else {
      function.results.append(ResultRange())
    }
    if names.count != types.count || !isConsecutive { scattered.append((inst, names)) }
    function.layout.append(inst, to: block)
    instLines.append(UInt32(line))
    if location != 0 { function.sourceLocations[inst] = location }
  }

  private mutating func alias(_ name: Value, _ target: Value, _ parser: inout TextParser) throws(TextError) {
    grow(to: max(name, target, by: { $0.raw < $1.raw }))
    if function.values[name].isAlias, case .alias(let old) = function.values[name].definition, old == target {
      return
    }
    guard function.values[name].isUndefined else { throw parser.fail("duplicate entity: \(name)") }
    let type = (try? known(target, parser)) ?? .invalid
    function.values[name] = ValueData(.alias(target), type)
    aliases.append((name, target, parser.line))
  }
  private func max(_ a: Value, _ b: Value, by less: (Value, Value) -> Bool) -> Value { less(a, b) ? b : a }

  /// Checks what can only be known at the end, and gives results that are not consecutive fresh values.
  private mutating func finish(_ parser: inout TextParser) throws(TextError) {
    for (from, _, line) in aliases {
      let target = function.resolve(from)
      if function.values[target].isAlias { throw TextError("alias loop", line: line) }
      if function.values[target].isUndefined {
        throw TextError("undefined operand value in alias: \(target)", line: line)
      }
      function.values[from] = ValueData(.alias(target), function.type(of: target))
    }
    var isRenamed = false
    for (inst, names) in scattered {
      let data = function[inst]
      let types = (0..<function.resultCount(for: data)).map { function.resultType(for: data, $0) }
      let first = UInt32(function.values.count)
      for (index, type) in types.enumerated() {
        let fresh = function.values.push(ValueData(.result(inst, index), type))
        if index < names.count {
          function.values[names[index]] = ValueData(.alias(fresh), type)
          isRenamed = true
        }
      }
      function.results[inst.index] = ResultRange(first: first, count: UInt32(types.count))
    }
    if isRenamed {
      for index in function.values.elements.indices where function.values.elements[index].isAlias {
        let target = function.resolve(Value(index))
        function.values.elements[index] = ValueData(.alias(target), function.type(of: target))
      }
      function.rewriteAliases()
    }
  }
  // Operands.

  private mutating func parseOperands(
    _ opcode: Opcode, _ suffix: IRType?, _ parser: inout TextParser
  ) throws(TextError) -> InstructionData {
    var data = InstructionData(opcode)
    switch opcode.format {
    case .nullary: break
    case .unary: data.a = try value(&parser).raw
    case .loadNoOffset:
      data.flags = try parseFlags(&parser)
      data.a = try value(&parser).raw
    case .unaryImmediate:
      if opcode == .iconst {
        data.immediate = try parser.integer("an integer", as: UInt64.self)
      } else {
        guard case .fixed(let type) = opcode.typeRule, parser.token.kind == .number,
          let bits = NumberText.floatBits(parser.tokenText, type)
        else { throw parser.fail("expected a floating-point number, found `\(parser.tokenText)`") }
        data.immediate = UInt64(truncatingIfNeeded: bits)
        parser.index += 1
      }
    case .unaryConstant:
      if let number = parser.entityNumber(parser.token, "const") {
        guard Int(number) < function.constants.count else { throw parser.fail("undefined const\(number)") }
        data.a = number
        parser.index += 1
      } else if parser.token.kind == .number, let bits = NumberText.floatBits(parser.tokenText, .f128) {
        data.a = function.makeConstant((0..<16).map { UInt8(truncatingIfNeeded: bits >> UInt128($0 * 8)) }).raw
        parser.index += 1
      } else {
        throw parser.fail("expected a constant")
      }
    case .unaryGlobalValue:
      data.a = try parser.entity("gv", "a global value")
      guard Int(data.a) < function.globalValues.count else { throw parser.fail("undefined gv\(data.a)") }
    case .binary:
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try value(&parser).raw
    case .ternary:
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try value(&parser).raw
      try parser.expect(",")
      data.c = try value(&parser).raw
    case .intCompare:
      let word = try parser.identifier("a condition")
      guard let condition = IntCC.allCases.first(where: { $0.name == word }) else {
        throw parser.fail("unknown condition `\(word)`")
      }
      data.extra = UInt16(condition.rawValue)
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try value(&parser).raw
    case .floatCompare:
      let word = try parser.identifier("a condition")
      guard let condition = FloatCC.allCases.first(where: { $0.name == word }) else {
        throw parser.fail("unknown condition `\(word)`")
      }
      data.extra = UInt16(condition.rawValue)
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try value(&parser).raw
    case .intAddTrap:
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try value(&parser).raw
      try parser.expect(",")
      data.extra = UInt16(try trapCode(&parser).raw)
    case .multiAry:
      var list: UInt32 = 0
      if parser.entityNumber(parser.token, "v") != nil {
        // A result list at the beginning of the next line is not an operand.
        if parser.token.line == parser.lexer.tokens[parser.index - 1].line {
          repeat { list = function.pool.append(try value(&parser).raw, to: list) } while parser.eat(",")
        }
      }
      data.b = list
    case .load:
      data.flags = try parseFlags(&parser)
      data.a = try value(&parser).raw
      data.offset = try offset(&parser)
    case .store:
      data.flags = try parseFlags(&parser)
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try value(&parser).raw
      data.offset = try offset(&parser)
    case .storeNoOffset:
      data.flags = try parseFlags(&parser)
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try value(&parser).raw
    case .stackAddr:
      data.a = try parser.entity("ss", "a stack slot")
      guard Int(data.a) < function.stackSlots.count else { throw parser.fail("undefined ss\(data.a)") }
      data.offset = try offset(&parser)
    case .atomicRmw:
      data.flags = try parseFlags(&parser)
      let word = try parser.identifier("an operation")
      guard let operation = AtomicRmwOp.allCases.first(where: { $0.name == word }) else {
        throw parser.fail("unknown operation `\(word)`")
      }
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try value(&parser).raw
      data.c = UInt32(operation.rawValue)
    case .atomicCas:
      data.flags = try parseFlags(&parser)
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try value(&parser).raw
      try parser.expect(",")
      data.c = try value(&parser).raw
    case .trap: data.extra = UInt16(try trapCode(&parser).raw)
    case .condTrap:
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.extra = UInt16(try trapCode(&parser).raw)
    case .funcAddr: data.a = try functionReference(&parser)
    case .exceptionHandlerAddress:
      data.a = ensureBlock(try parser.entity("block", "a block")).raw
      try parser.expect(",")
      data.immediate = try parser.integer("an index", as: UInt64.self)
    case .jump: data.a = try blockCall(&parser).raw
    case .brif:
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try blockCall(&parser).raw
      try parser.expect(",")
      data.c = try blockCall(&parser).raw
    case .branchTable:
      data.a = try value(&parser).raw
      try parser.expect(",")
      let fallback = try blockCall(&parser)
      try parser.expect(",")
      try parser.expect("[")
      var entries: ContiguousArray<BlockCall> = []
      while !parser.eat("]") {
        entries.append(try blockCall(&parser))
        if !parser.eat(",") {
          try parser.expect("]")
          break
        }
      }
      data.b = function.makeJumpTable(default: fallback, entries: entries).raw
    case .call:
      data.a = try functionReference(&parser)
      data.b = try arguments(&parser, first: nil)
    case .callIndirect:
      data.a = try signatureReference(&parser)
      try parser.expect(",")
      let callee = try value(&parser)
      data.b = try arguments(&parser, first: callee)
    case .tryCall:
      data.a = try functionReference(&parser)
      data.b = try arguments(&parser, first: nil)
      data.c = try exceptionTable(&parser).raw
    case .tryCallIndirect:
      let callee = try value(&parser)
      data.b = try arguments(&parser, first: callee)
      let table = try exceptionTable(&parser)
      data.a = function.exceptionTables[table].signature.raw
      data.c = table.raw
    case .memoryCopy, .memorySet:
      data.flags = try parseFlags(&parser)
      data.a = try value(&parser).raw
      try parser.expect(",")
      data.b = try value(&parser).raw
      try parser.expect(",")
      data.c = try parser.integer("a size", as: UInt32.self)
    }
    return data
  }

  private mutating func offset(_ parser: inout TextParser) throws(TextError) -> Int32 {
    guard parser.token.kind == .number, parser.token.line == parser.lexer.tokens[parser.index - 1].line else {
      return 0
    }
    return try parser.integer("an offset", as: Int32.self)
  }
  private func trapCode(_ parser: inout TextParser) throws(TextError) -> TrapCode {
    guard parser.token.kind == .identifier, let code = TrapCode(name: String(parser.tokenText)) else {
      throw parser.fail("expected a trap code, found `\(parser.tokenText)`")
    }
    parser.index += 1
    return code
  }
  private func functionReference(_ parser: inout TextParser) throws(TextError) -> UInt32 {
    let number = try parser.entity("fn", "a function")
    guard Int(number) < function.functions.count, !function.functions[FuncRef(raw: number)].id.isNone else {
      throw parser.fail("undefined fn\(number)")
    }
    return number
  }
  private func signatureReference(_ parser: inout TextParser) throws(TextError) -> UInt32 {
    let number = try parser.entity("sig", "a signature")
    guard Int(number) < function.signatures.count else { throw parser.fail("undefined sig\(number)") }
    return number
  }
  private mutating func arguments(_ parser: inout TextParser, first: Value?) throws(TextError) -> UInt32 {
    var list: UInt32 = 0
    if let first { list = function.pool.append(first.raw, to: 0) }
    try parser.expect("(")
    while !parser.eat(")") {
      list = function.pool.append(try value(&parser).raw, to: list)
      if !parser.eat(",") {
        try parser.expect(")")
        break
      }
    }
    return list
  }
  private mutating func blockCall(_ parser: inout TextParser) throws(TextError) -> BlockCall {
    let target = ensureBlock(try parser.entity("block", "a block"))
    var call = function.makeBlockCall(target)
    guard parser.eat("(") else { return call }
    while !parser.eat(")") {
      let argument: BlockArgument
      if let number = parser.entityNumber(parser.token, "ret") {
        argument = .result(Int(min(number, 1 << 20)))
        parser.index += 1
      } else if let number = parser.entityNumber(parser.token, "exn") {
        argument = .exception(Int(min(number, 1 << 20)))
        parser.index += 1
      } else {
        argument = BlockArgument(try value(&parser))
      }
      call = function.append(argument, to: call)
      if !parser.eat(",") {
        try parser.expect(")")
        break
      }
    }
    return call
  }
  /// `, sig0, block1(ret0), [ tag0: block2(exn0), default: block3 ]`.
  private mutating func exceptionTable(_ parser: inout TextParser) throws(TextError) -> ExceptionTable {
    try parser.expect(",")
    let signature = SigRef(raw: try signatureReference(&parser))
    try parser.expect(",")
    let normal = try blockCall(&parser)
    try parser.expect(",")
    try parser.expect("[")
    var items: ContiguousArray<ExceptionItem> = []
    while !parser.eat("]") {
      if parser.eatWord("default") {
        try parser.expect(":")
        items.append(.default(try blockCall(&parser)))
      } else if parser.eatWord("context") {
        items.append(.context(try value(&parser)))
      } else {
        let tag = try parser.entity("tag", "`tagN`, `default` or `context`")
        try parser.expect(":")
        items.append(.tag(tag, try blockCall(&parser)))
      }
      if !parser.eat(",") {
        try parser.expect("]")
        break
      }
    }
    return function.exceptionTables.push(
      ExceptionTableData(signature: signature, normal: normal, items: items))
  }

  mutating func parseFlags(_ parser: inout TextParser) throws(TextError) -> MemoryFlags {
    var flags = MemoryFlags()
    var annotation = MemoryAnnotation()
    while parser.token.kind == .identifier {
      let word = parser.tokenText
      switch word {
      case "notrap": flags.isNotrap = true
      case "aligned": flags.isAligned = true
      case "readonly": flags.isReadonly = true
      case "can_move": flags.canMove = true
      case "little", "big":
        let order: Endianness = word == "little" ? .little : .big
        guard flags.endianness == .native || flags.endianness == order else {
          throw parser.fail("cannot set both big and little endian")
        }
        flags.endianness = order
      default:
        if let ordering = MemoryOrdering.allCases.first(where: { $0.name == word }) {
          flags.ordering = ordering
        } else if let code = TrapCode(name: String(word)) {
          annotation.trapCode = code
        } else if let number = parser.entityNumber(parser.token, "region") {
          guard regions.contains(number) else {
            throw parser.fail("undefined alias region region\(number)")
          }
          guard annotation.region == .any else { throw parser.fail("cannot set more than one alias region") }
          annotation.region = AliasRegion(raw: number + 1)
        } else {
          return function.annotate(flags, annotation)
        }
      }
      parser.index += 1
    }
    return function.annotate(flags, annotation)
  }

  /// Instructions that CLIF has for vectors and special purposes, which this library does not have.
  static let vectorOpcodes: Set<String> = [
    "splat", "swizzle", "x86_pshufb", "insertlane", "extractlane", "avg_round", "uadd_sat", "sadd_sat",
    "usub_sat", "ssub_sat", "stack_switch", "uload8x8", "sload8x8", "uload16x4", "sload16x4", "uload32x2",
    "sload32x2", "dynamic_stack_addr", "vconst", "shuffle", "blendv", "vany_true", "vall_true",
    "vhigh_bits", "sqmul_round_sat", "x86_pmulhrsw", "scalar_to_vector", "snarrow", "unarrow", "uunarrow",
    "swiden_low", "swiden_high", "uwiden_low", "uwiden_high", "iadd_pairwise", "x86_pmaddubsw", "fvdemote",
    "fvpromote_low", "x86_cvtt2dq", "extract_vector",
  ]
}
