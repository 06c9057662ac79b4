// Prints functions and modules in the text form; what has no extension in it is plain CLIF.
import PolySupport

/// Prints the text form.
public struct TextPrinter {
  /// Whether operands that are constants are repeated in a comment after the instruction.
  public var showsConstants = false
  private let module: Module
  public private(set) var output: [UInt8] = []

  public init(module: Module) { self.module = module }

  /// The text of a whole module: data, declarations with attributes, functions.
  public static func print(_ module: Module) -> [UInt8] {
    var printer = TextPrinter(module: module)
    printer.printModule()
    return printer.output
  }
  /// The text of one function.
  public static func print(_ function: Function, in module: Module) -> String {
    var printer = TextPrinter(module: module)
    printer.printFunction(function)
    return String(decoding: printer.output, as: UTF8.self)
  }

  private mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  /// The text form of a name: `%name`, quoted if it has other characters, or `u0:1`.
  public func nameText(_ symbol: Symbol) -> String {
    let text = module.symbols.text(symbol)
    let bytes = Array(text.utf8)
    if bytes.first == UInt8(ascii: "u"), let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 1,
      colon + 1 < bytes.count, bytes[1..<colon].allSatisfy(TextLexer.isDigit),
      bytes[(colon + 1)...].allSatisfy(TextLexer.isDigit)
    {
      return text
    }
    return bytes.allSatisfy(TextLexer.isNameByte) && !bytes.isEmpty ? "%" + text : "%\"" + text + "\""
  }

  public mutating func printModule() {
    var isFirst = true
    for object in module.data.elements where object.linkage != .import {
      printData(object)
      isFirst = false
    }
    for id in module.functions.keys {
      let declaration = module.functions[id]
      if module.bodies[id.index] == nil, !declaration.attributes.isEmpty {
        write("declare \(nameText(declaration.name))\(Self.signatureText(declaration.signature))")
        printAttributes(.export, declaration.attributes)
        write("\n")
        isFirst = false
      }
    }
    for id in module.functions.keys {
      guard let body = module.bodies[id.index] else { continue }
      if !isFirst { write("\n") }
      isFirst = false
      printFunction(body)
    }
  }

  private mutating func printData(_ object: DataObject) {
    write("data \(nameText(object.name)) [\(object.linkage.name)")
    switch object.kind {
    case .readOnly: write(" readonly")
    case .writable: write(" writable")
    case .threadLocal: write(" tls")
    }
    if object.isMergeable { write(" mergeable") }
    if object.alignment != 1 { write(" align=\(object.alignment)") }
    if object.size != UInt64(object.bytes.count) { write(" size=\(object.size)") }
    write("]")
    if !object.bytes.isEmpty {
      write(" = #")
      let digits: StaticString = "0123456789abcdef"
      for byte in object.bytes {
        output.append(digits.utf8Start[Int(byte >> 4)])
        output.append(digits.utf8Start[Int(byte & 15)])
      }
    }
    if !object.relocations.isEmpty {
      write(" {")
      for (index, relocation) in object.relocations.enumerated() {
        write(index == 0 ? "" : ", ")
        write("\(relocation.offset): \(nameText(module.name(of: relocation.target)))")
        write(NumberText.offset(relocation.addend))
      }
      write("}")
    }
    write("\n")
  }

  private mutating func printAttributes(_ linkage: Linkage, _ attributes: FunctionAttributes) {
    var words: [String] = linkage == .export ? [] : [linkage.name]
    for (attribute, name) in FunctionAttributes.names where attributes.contains(attribute) {
      words.append(name)
    }
    if !words.isEmpty { write(" [" + words.joined(separator: " ") + "]") }
  }

  static func parameterText(_ parameter: ABIParameter) -> String {
    var text = parameter.type.description
    switch parameter.widening {
    case .none: break
    case .zero: text += " uext"
    case .sign: text += " sext"
    }
    switch parameter.purpose {
    case .normal: break
    case .structArgument: text += " sarg(\(parameter.structSize))"
    case .structReturn: text += " sret"
    case .vmContext: text += " vmctx"
    }
    if parameter.partCount > 0 { text += " parts(\(parameter.partCount), \(parameter.structSize))" }
    if parameter.isAligned16 { text += " align16" }
    return text
  }
  /// `(i32 sext) -> i32 fast`.
  public static func signatureText(_ signature: Signature) -> String {
    var text = "("
    for (index, parameter) in signature.parameters.enumerated() {
      text += index == 0 ? "" : ", "
      text += parameterText(parameter)
    }
    if signature.variadicFrom != nil { text += signature.parameters.isEmpty ? "..." : ", ..." }
    text += ")"
    for (index, parameter) in signature.results.enumerated() {
      text += index == 0 ? " -> " : ", "
      text += parameterText(parameter)
    }
    return text + " " + signature.callingConvention.name
  }

  public mutating func printFunction(_ function: Function) {
    if module.functions.contains(function.id) {
      let declaration = module.functions[function.id]
      write("function \(nameText(declaration.name))\(Self.signatureText(function.signature))")
      printAttributes(declaration.linkage, declaration.attributes)
    } else {
      write("function %function\(Self.signatureText(function.signature))")
    }
    write(" {\n")
    var any = printPreamble(function)
    var aliases: [UInt32: [Value]] = [:]
    for value in function.values.keys where function.values[value].isAlias {
      if case .alias(let target) = function.values[value].definition {
        aliases[target.raw, default: []].append(value)
      }
    }
    var hasLocations = false
    for block in function.layout.blockSequence {
      for inst in function.layout.instSequence(block) where function.sourceLocations[inst] != 0 {
        hasLocations = true
      }
    }
    let indent = hasLocations ? 36 : 4
    for block in function.layout.blockSequence {
      if any { write("\n") }
      any = true
      write(String(repeating: " ", count: indent - 4))
      write(block.description)
      if function.parameterCount(block) > 0 {
        write("(")
        for (index, value) in function.parameters(of: block).enumerated() {
          write("\(index == 0 ? "" : ", ")\(value): \(function.type(of: value))")
        }
        write(")")
      }
      write(function.blocks[block].isCold ? " cold:\n" : ":\n")
      for value in function.parameters(of: block) { printAliases(of: value, aliases, indent) }
      for inst in function.layout.instSequence(block) {
        let location = function.sourceLocations[inst]
        var margin = String(repeating: " ", count: indent)
        if location != 0 {
          let digits = String(location, radix: 16)
          let text = "@" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + " "
          margin = text + String(repeating: " ", count: max(0, indent - text.utf8.count))
        }
        write(margin)
        write(instructionText(function, inst))
        write("\n")
        for value in function.results(of: inst) { printAliases(of: value, aliases, indent) }
      }
    }
    write("}\n")
  }

  private mutating func printAliases(of value: Value, _ aliases: [UInt32: [Value]], _ indent: Int) {
    if aliases.isEmpty { return }
    var pending = [value]
    while let target = pending.popLast() {
      for alias in aliases[target.raw] ?? [] {
        write(String(repeating: " ", count: indent) + "\(alias) -> \(target)\n")
        pending.append(alias)
      }
    }
  }

  private mutating func printPreamble(_ function: Function) -> Bool {
    let start = output.count
    for slot in function.stackSlots.keys {
      let data = function.stackSlots[slot]
      write("    \(slot) = explicit_slot \(data.size)")
      if data.alignShift != 0 { write(", align = \(1 << Int(data.alignShift))") }
      if data.hasKey { write(", key = \(data.key)") }
      write("\n")
    }
    for (index, region) in function.aliasRegions.enumerated() {
      write("    region\(index) = \(region.number) \"\(region.description)\"\n")
    }
    for global in function.globalValues.keys {
      write("    \(global) = ")
      switch function.globalValues[global] {
      case .vmContext: write("vmctx")
      case .symbol(let reference, let offset, let isColocated, let isThreadLocal):
        write("symbol \(isColocated ? "colocated " : "")\(isThreadLocal ? "tls " : "")")
        write(nameText(module.name(of: reference)) + NumberText.offset(offset))
      case .load(let base, let offset, let type, let flags):
        write("load.\(type)\(flagsText(function, flags)) \(base)\(NumberText.offset(Int64(offset)))")
      case .addImmediate(let base, let offset, let type):
        write("iadd_imm.\(type) \(base), \(NumberText.immediate(offset))")
      }
      write("\n")
    }
    for signature in function.signatures.keys {
      write("    \(signature) = \(Self.signatureText(function.signatures[signature]))\n")
    }
    for reference in function.functions.keys where !function.functions[reference].id.isNone {
      let data = function.functions[reference]
      write("    \(reference) = \(data.isColocated ? "colocated " : "")")
      write("\(nameText(module.functions[data.id].name)) \(data.signature)\n")
    }
    for constant in function.constants.keys where !function.constants[constant].isEmpty {
      write("    \(constant) = 0x")
      for byte in function.constants[constant].reversed() {
        write(byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16))
      }
      write("\n")
    }
    return output.count != start
  }

  // Instructions.

  private func flagsText(_ function: Function, _ flags: MemoryFlags) -> String {
    var text = ""
    let annotation = function.annotation(flags)
    switch flags.endianness {
    case .native: break
    case .little: text += " little"
    case .big: text += " big"
    }
    if flags.isNotrap { text += " notrap" }
    if annotation.trapCode != .heapOutOfBounds { text += " \(annotation.trapCode.name)" }
    if flags.isAligned { text += " aligned" }
    if flags.isReadonly { text += " readonly" }
    if flags.canMove { text += " can_move" }
    if annotation.region != .any { text += " region\(annotation.region.raw - 1)" }
    if flags.ordering != .sequentiallyConsistent { text += " \(flags.ordering.name)" }
    return text
  }

  private func argumentText(_ argument: BlockArgument) -> String {
    if let index = argument.resultIndex { return "ret\(index)" }
    if let index = argument.exceptionIndex { return "exn\(index)" }
    return "v\(argument.raw)"
  }
  private func callText(_ function: Function, _ call: BlockCall) -> String {
    var text = function.target(of: call).description
    let count = function.argumentCount(of: call)
    if count > 0 {
      text += "("
      for index in 0..<count {
        text += index == 0 ? "" : ", "
        text += argumentText(function.argument(of: call, index))
      }
      text += ")"
    }
    return text
  }
  private func listText(_ function: Function, _ inst: Inst, from start: Int = 0) -> String {
    var text = ""
    let count = function.listCount(inst)
    if start < count {
      for index in start..<count {
        text += index == start ? "" : ", "
        text += function.listOperand(inst, index).description
      }
    }
    return text
  }
  private func exceptionText(_ function: Function, _ table: ExceptionTable) -> String {
    let data = function.exceptionTables[table]
    var text = ", \(data.signature), \(callText(function, data.normal)), ["
    for (index, item) in data.items.enumerated() {
      text += index == 0 ? " " : ", "
      switch item {
      case .tag(let tag, let call): text += "tag\(tag): \(callText(function, call))"
      case .default(let call): text += "default: \(callText(function, call))"
      case .context(let value): text += "context \(value)"
      }
    }
    return text + (data.items.isEmpty ? "]" : " ]")
  }

  /// Whether the type suffix is written: always where it cannot be inferred, and where the operand
  /// that gives it is defined in another block.
  private func needsSuffix(_ function: Function, _ inst: Inst) -> Bool {
    let data = function[inst]
    switch data.opcode.typeRule {
    case .fixed: return false
    case .written: return true
    case .operand(let index):
      let block = function.definingBlock(of: data[operand: index])
      return block.isNone || block != function.layout.block(of: inst)
    }
  }

  /// The text of an instruction with its results, without indentation.
  public func instructionText(_ function: Function, _ inst: Inst) -> String {
    let data = function[inst]
    var text = ""
    for (index, value) in function.results(of: inst).enumerated() {
      text += index == 0 ? "" : ", "
      text += value.description
    }
    if !text.isEmpty { text += " = " }
    text += data.opcode.name
    if needsSuffix(function, inst) { text += ".\(data.type)" }
    let a = Value(raw: data.a)
    let b = Value(raw: data.b)
    let c = Value(raw: data.c)
    switch data.opcode.format {
    case .nullary: break
    case .unary: text += " \(a)"
    case .unaryImmediate:
      switch data.opcode {
      case .iconst: text += " " + NumberText.immediate(data.signedImmediate)
      default: text += " " + NumberText.float(UInt128(data.immediate), data.type)
      }
    case .unaryConstant: text += " \(data.constant)"
    case .unaryGlobalValue: text += " \(data.globalValue)"
    case .binary: text += " \(a), \(b)"
    case .ternary: text += " \(a), \(b), \(c)"
    case .multiAry:
      let list = listText(function, inst)
      if !list.isEmpty { text += " " + list }
    case .intCompare: text += " \(data.intCondition.name) \(a), \(b)"
    case .floatCompare: text += " \(data.floatCondition.name) \(a), \(b)"
    case .load: text += "\(flagsText(function, data.flags)) \(a)\(NumberText.offset(Int64(data.offset)))"
    case .store:
      text += "\(flagsText(function, data.flags)) \(a), \(b)\(NumberText.offset(Int64(data.offset)))"
    case .loadNoOffset: text += "\(flagsText(function, data.flags)) \(a)"
    case .storeNoOffset: text += "\(flagsText(function, data.flags)) \(a), \(b)"
    case .stackAddr: text += " \(data.stackSlot)\(NumberText.offset(Int64(data.offset)))"
    case .atomicRmw: text += "\(flagsText(function, data.flags)) \(data.atomicOperation.name) \(a), \(b)"
    case .atomicCas: text += "\(flagsText(function, data.flags)) \(a), \(b), \(c)"
    case .trap: text += " \(data.trapCode.name)"
    case .condTrap: text += " \(a), \(data.trapCode.name)"
    case .intAddTrap: text += " \(a), \(b), \(data.trapCode.name)"
    case .funcAddr: text += " \(data.function)"
    case .exceptionHandlerAddress: text += " \(data.handlerBlock), \(data.immediate)"
    case .jump: text += " \(callText(function, data.destination))"
    case .brif:
      text += " \(a), \(callText(function, data.thenDestination)), \(callText(function, data.elseDestination))"
    case .branchTable:
      text += " \(a), \(callText(function, function.defaultDestination(of: data.jumpTable))), ["
      for index in 0..<function.entryCount(of: data.jumpTable) {
        text += index == 0 ? "" : ", "
        text += callText(function, function.entry(of: data.jumpTable, index))
      }
      text += "]"
    case .call: text += " \(data.function)(\(listText(function, inst)))"
    case .callIndirect:
      text += " \(data.signature), \(function.listOperand(inst, 0))(\(listText(function, inst, from: 1)))"
    case .tryCall:
      text += " \(data.function)(\(listText(function, inst)))\(exceptionText(function, data.exceptionTable))"
    case .tryCallIndirect:
      text += " \(function.listOperand(inst, 0))(\(listText(function, inst, from: 1)))"
      text += exceptionText(function, data.exceptionTable)
    case .memoryCopy, .memorySet: text += "\(flagsText(function, data.flags)) \(a), \(b), \(data.byteCount)"
    }
    if showsConstants { text += constantsText(function, inst) }
    return text
  }

  /// `  ; v1 = 5, v2 = 0x1.0p0`.
  private func constantsText(_ function: Function, _ inst: Inst) -> String {
    var text = ""
    func append(_ value: Value) {
      guard let source = function.definingInst(of: value) else { return }
      let data = function[source]
      guard data.opcode.format == .unaryImmediate || data.opcode.format == .unaryConstant else { return }
      text += text.isEmpty ? "  ; " : ", "
      switch data.opcode {
      case .iconst: text += "\(value) = \(NumberText.immediate(data.signedImmediate))"
      case .f128const:
        var bits: UInt128 = 0
        for byte in function.constants[data.constant].reversed() { bits = bits << 8 | UInt128(byte) }
        text += "\(value) = \(NumberText.float(bits, .f128))"
      default: text += "\(value) = \(NumberText.float(UInt128(data.immediate), data.type))"
      }
    }
    function.forEachUse(inst, append)
    return text
  }
}
