// Puts a program together: what is reached from its entry, as one WebAssembly module.
//
// Memory from below: nothing up to `firstAddress`, the stack growing down from `stackEnd` (an overflow
// leaves the memory and traps), data, zeroed data, the heap. Function addresses are entries of the
// table; 0 is none.

import PolyIR
import PolySupport

public struct WasmOptions {
  /// The function that the host starts.
  public var entry = "_start"
  /// The name section.
  public var hasNames = true
  /// What Linux gives the first thread of a program.
  public var stackSize = 8 << 20
  /// What DWARF sections are written from.
  public var debugInformation: WasmDebugInformation? = nil
  public init() {}
}

/// Something that the program needs and nobody defines.
public struct MissingFunction {
  public var name: String
  /// The functions on a way from the entry to it, the nearest last.
  public var path: [String]
}

public enum WasmError: Error {
  case compiler(InternalError)
  case missing([MissingFunction])
}

/// Writes a module of PolyIR as a WebAssembly module.
public func emitWasmModule(_ module: PolyIR.Module, options: WasmOptions = WasmOptions()) throws(WasmError) -> [UInt8] {
  let linker = ModuleLinker(module, options)
  do throws(InternalError) {
    try linker.compileReached()
  } catch {
    throw .compiler(error)
  }
  let missing = linker.missingFunctions()
  if !missing.isEmpty { throw .missing(missing) }
  return linker.encode()
}

/// The functions that a module reaches from its entry and that neither it nor the host has.
public func findMissingFunctions(_ module: PolyIR.Module, options: WasmOptions = WasmOptions()) -> [MissingFunction] {
  let linker = ModuleLinker(module, options)
  linker.walkReached()
  return linker.missingFunctions()
}

final class ModuleLinker: ModuleContext {
  private var module: PolyIR.Module
  private let options: WasmOptions
  private var compiled: [CompiledWasmFunction] = []
  /// By function: whether it was reached, and from where.
  private var isReached: ContiguousArray<Bool>
  private var functionOrigins: ContiguousArray<ModuleReference?>
  private var isDataReached: ContiguousArray<Bool>
  private var dataOrigins: ContiguousArray<ModuleReference?>
  private var functionQueue: [FunctionID] = []
  private var dataQueue: [DataID] = []
  /// What is being compiled or looked through.
  private var current: ModuleReference? = nil

  private var types: [[UInt8]: Int] = [:]
  private var typeList: [[UInt8]] = []
  /// Entries of the table by function; 0 is none.
  private var tableIndexes: [FunctionID: Int] = [:]
  private var table: [FunctionID] = []
  private var helpers: [HelperFunction: FunctionID] = [:]
  private var replacements: [FunctionID: InlineCall] = [:]
  private var order: [DataID] = []

  init(_ module: PolyIR.Module, _ options: WasmOptions) {
    self.module = module
    self.options = options
    isReached = ContiguousArray(repeating: false, count: module.functions.count)
    functionOrigins = ContiguousArray(repeating: nil, count: module.functions.count)
    isDataReached = ContiguousArray(repeating: false, count: module.data.count)
    dataOrigins = ContiguousArray(repeating: nil, count: module.data.count)
    var inline: [(String, InlineCall)] = [
      ("memcpy", .copy), ("memmove", .copy), ("memset", .fill), ("poly_memory_size", .memorySize),
      ("poly_memory_grow", .memoryGrow), ("poly_heap_start", .heapStart),
    ]
    for (name, number) in [("fabs", 0), ("ceil", 2), ("floor", 3), ("trunc", 4), ("rint", 5), ("nearbyint", 5), ("sqrt", 6)] {
      inline += [(name, .float(number, .f64)), (name + "f", .float(number, .f32))]
    }
    for (name, call) in inline {
      if case .function(let id)? = module.lookup(module.symbols.intern(name)), module.bodies[id.index] == nil {
        replacements[id] = call
      }
    }
  }

  // MARK: what is reached

  private func start() {
    if case .function(let id)? = module.lookup(module.symbols.intern(options.entry)) { refer(function: id) }
  }

  func compileReached() throws(InternalError) {
    start()
    while true {
      if let id = functionQueue.popLast() {
        guard let body = module.bodies[id.index] else { continue }
        current = .function(id)
        var compiler = FunctionCompiler(self, body, name: name(id))
        // Bodies of equal functions may be shared: what counts is whose body it is here.
        var result = try compiler.compile()
        result.id = id
        compiled.append(result)
        module.bodies[id.index] = nil
        defined.insert(id)
      } else if let id = dataQueue.popLast() {
        follow(id)
      } else {
        return
      }
    }
  }
  private var defined = Set<FunctionID>()

  /// Follows references without compiling.
  func walkReached() {
    start()
    while true {
      if let id = functionQueue.popLast() {
        guard let body = module.bodies[id.index] else { continue }
        current = .function(id)
        defined.insert(id)
        for function in body.functions.elements { if replacement(function.id) == nil { refer(function: function.id) } }
        for global in body.globalValues.elements {
          guard case .symbol(let reference, _, _, _) = global else { continue }
          switch reference {
          case .function(let id): refer(function: id)
          case .data(let id): refer(data: id)
          }
        }
      } else if let id = dataQueue.popLast() {
        follow(id)
      } else {
        return
      }
    }
  }

  private func follow(_ id: DataID) {
    current = .data(id)
    order.append(id)
    for relocation in module.data[id].relocations {
      switch relocation.target {
      case .function(let function): _ = tableIndex(function)
      case .data(let data): refer(data: data)
      }
    }
  }

  func refer(function: FunctionID) {
    guard !isReached[function.index] else { return }
    isReached[function.index] = true
    functionOrigins[function.index] = current
    functionQueue.append(function)
  }
  func refer(data: DataID) {
    guard !isDataReached[data.index] else { return }
    isDataReached[data.index] = true
    dataOrigins[data.index] = current
    dataQueue.append(data)
  }
  func tableIndex(_ function: FunctionID) -> Int {
    if let known = tableIndexes[function] { return known }
    refer(function: function)
    table.append(function)
    tableIndexes[function] = table.count
    return table.count
  }

  func helper(_ helper: HelperFunction) -> FunctionID? {
    if let known = helpers[helper] { return known }
    guard let parsed = try? TextParser.parse(helper.text), let source = parsed.functions.first,
      var body = parsed.module.bodies[source.id.index]
    else { return nil }
    let id = module.declareFunction(
      module.symbols.intern(helper.rawValue), linkage: .local, signature: body.signature)
    body.id = id
    module.define(body)
    isReached.append(false)
    functionOrigins.append(nil)
    helpers[helper] = id
    return id
  }

  func replacement(_ function: FunctionID) -> InlineCall? { replacements[function] }

  private func name(_ id: FunctionID) -> String { module.symbols.text(module.functions[id].name) }

  func missingFunctions() -> [MissingFunction] {
    var result: [MissingFunction] = []
    for id in module.functions.keys
    where isReached[id.index] && !defined.contains(id) && module.importModules[id] == nil {
      var path: [String] = []
      var origin = functionOrigins[id.index]
      while let step = origin, path.count < 200 {
        switch step {
        case .function(let function):
          path.append(name(function))
          origin = functionOrigins[function.index]
        case .data(let data): origin = dataOrigins[data.index]
        }
      }
      result.append(MissingFunction(name: name(id), path: path.reversed()))
    }
    return result
  }

  // MARK: types

  func typeIndex(_ signature: Signature) -> Int {
    var key: [UInt8] = [0x60]
    for list in [signature.parameters, signature.results] {
      var words: [UInt8] = []
      for parameter in list {
        words.append((parameter.type.wasm ?? .i32).rawValue)
        if parameter.type == .i128 { words.append(WasmType.i64.rawValue) }
      }
      key.appendUnsigned(UInt64(words.count))
      key += words
    }
    if let known = types[key] { return known }
    types[key] = typeList.count
    typeList.append(key)
    return typeList.count - 1
  }

  func arity(ofType index: Int) -> Arity {
    var counts: [Int] = []
    var position = 1
    while counts.count < 2 {
      var (count, shift) = (0, 0)
      while true {
        let byte = Int(typeList[index][position])
        position += 1
        count |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      counts.append(count)
      position += count
    }
    return (counts[0], counts[1])
  }
  func arity(ofFunction raw: UInt32) -> Arity {
    let signature = module.functions[FunctionID(raw: raw)].signature
    func count(_ list: ContiguousArray<ABIParameter>) -> Int { list.reduce(0) { $0 + ($1.type == .i128 ? 2 : 1) } }
    return (count(signature.parameters), count(signature.results))
  }

  // MARK: memory

  private var addresses: [DataID: Int] = [:]
  private var dataEnd = 0
  private var stackEnd: Int { (FunctionCompiler.firstAddress + options.stackSize + 15) & ~15 }

  /// Gives every object its address; equal mergeable ones share it. The segments with their addresses.
  private func layOutData() -> [(address: Int, bytes: [UInt8])] {
    var next = stackEnd
    var merged: [[UInt8]: Int] = [:]
    var image: [UInt8] = []
    let base = next
    let sorted = order.sorted { a, b in
      // Zeroed objects come last: they need no bytes in the file.
      let (x, y) = (module.data[a].bytes.isEmpty && module.data[a].relocations.isEmpty,
        module.data[b].bytes.isEmpty && module.data[b].relocations.isEmpty)
      return x != y ? y : a.raw < b.raw
    }
    for id in sorted {
      let object = module.data[id]
      if object.isMergeable, object.relocations.isEmpty, object.kind == .readOnly {
        if let known = merged[object.bytes] {
          addresses[id] = known
          continue
        }
      }
      let alignment = Int(max(1, object.alignment))
      next = (next + alignment - 1) & ~(alignment - 1)
      addresses[id] = next
      if object.isMergeable, object.relocations.isEmpty, object.kind == .readOnly { merged[object.bytes] = next }
      next += Int(clamping: object.size)
      // Distinct objects have distinct addresses.
      if object.size == 0 { next += 1 }
    }
    dataEnd = (next + 15) & ~15
    for id in sorted {
      let object = module.data[id]
      guard let address = addresses[id], !object.bytes.isEmpty || !object.relocations.isEmpty else { continue }
      var bytes = object.bytes
      if let last = object.relocations.map({ Int($0.offset) + 4 }).max(), bytes.count < last {
        bytes += [UInt8](repeating: 0, count: last - bytes.count)
      }
      for relocation in object.relocations {
        var value: Int64
        switch relocation.target {
        case .function(let function): value = Int64(tableIndexes[function] ?? 0)
        case .data(let data): value = Int64(addresses[data] ?? 0)
        }
        value += relocation.addend
        for byte in 0..<4 { bytes[Int(relocation.offset) + byte] = UInt8(truncatingIfNeeded: value >> Int64(byte * 8)) }
      }
      let end = address - base + bytes.count
      if image.count < end { image += [UInt8](repeating: 0, count: end - image.count) }
      image.replaceSubrange((address - base)..<end, with: bytes)
    }
    return segments(image, base)
  }

  /// Long runs of zeros are left out.
  private func segments(_ image: [UInt8], _ base: Int) -> [(address: Int, bytes: [UInt8])] {
    var result: [(address: Int, bytes: [UInt8])] = []
    var start = 0
    var index = 0
    while index < image.count {
      if image[index] != 0 {
        index += 1
        continue
      }
      var end = index
      while end < image.count, image[end] == 0 { end += 1 }
      if end - index > 32 || end == image.count {
        if index > start { result.append((base + start, Array(image[start..<index]))) }
        start = end
      }
      index = end
    }
    if start < image.count { result.append((base + start, Array(image[start...]))) }
    return result
  }

  // MARK: the file

  func encode() -> [UInt8] {
    let segments = layOutData()
    let imports = module.functions.keys.filter { isReached[$0.index] && !defined.contains($0) }
    compiled.sort { $0.id.raw < $1.id.raw }
    var numbers: [UInt32: Int] = [:]
    for id in imports { numbers[id.raw] = numbers.count }
    for function in compiled { numbers[function.id.raw] = numbers.count }
    // Asked for before the types are written.
    let importTypes = imports.map { typeIndex(module.functions[$0].signature) }
    let functionTypes = compiled.map { typeIndex(module.functions[$0.id].signature) }

    var out: [UInt8] = [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0]
    func section(_ number: UInt8, _ body: [UInt8]) {
      out.append(number)
      out.appendUnsigned(UInt64(body.count))
      out += body
    }
    func vector<T>(_ items: [T], _ encode: (inout [UInt8], T) -> Void) -> [UInt8] {
      var body: [UInt8] = []
      body.appendUnsigned(UInt64(items.count))
      for item in items { encode(&body, item) }
      return body
    }
    section(1, vector(typeList) { $0 += $1 })
    if !imports.isEmpty {
      section(2, vector(Array(zip(imports, importTypes))) { body, item in
        body.appendName(module.symbols.text(module.importModules[item.0] ?? module.functions[item.0].name))
        body.appendName(name(item.0))
        body.append(0)
        body.appendUnsigned(UInt64(item.1))
      })
    }
    section(3, vector(functionTypes) { $0.appendUnsigned(UInt64($1)) })
    section(4, vector([table.count + 1]) { body, count in
      body += [0x70, 1]
      body.appendUnsigned(UInt64(count))
      body.appendUnsigned(UInt64(count))
    })
    let pages = (dataEnd + 65535) / 65536
    section(5, vector([pages]) { body, pages in
      body.append(0)
      body.appendUnsigned(UInt64(pages))
    })
    // The stack pointer, and where the heap begins.
    section(6, vector([stackEnd]) { body, value in
      body += [WasmType.i32.rawValue, 1, Op.i32Const.rawValue]
      body.appendSigned(Int64(value))
      body.append(Op.end.rawValue)
    })
    var exports: [(String, UInt8, Int)] = [("memory", 2, 0)]
    if case .function(let id)? = module.lookup(module.symbols.intern(options.entry)), let number = numbers[id.raw] {
      exports.append((options.entry, 0, number))
    }
    section(7, vector(exports) { body, item in
      body.appendName(item.0)
      body.append(item.1)
      body.appendUnsigned(UInt64(item.2))
    })
    if !table.isEmpty {
      var body: [UInt8] = [1, 0, Op.i32Const.rawValue, 1, Op.end.rawValue]
      body += vector(table) { $0.appendUnsigned(UInt64(numbers[$1.raw] ?? 0)) }
      section(9, body)
    }
    // The number of segments comes before the code, which copies none of them.
    var placed: [PlacedFunction] = []
    var code: [UInt8] = []
    code.appendUnsigned(UInt64(compiled.count))
    for function in compiled {
      let (body, rows) = encode(function, numbers)
      code.appendUnsigned(UInt64(body.count))
      placed.append(PlacedFunction(name: name(function.id), start: code.count, size: body.count, rows: rows))
      code += body
    }
    section(10, code)
    if !segments.isEmpty {
      section(11, vector(segments) { body, segment in
        body += [0, Op.i32Const.rawValue]
        body.appendSigned(Int64(segment.address))
        body.append(Op.end.rawValue)
        body.appendUnsigned(UInt64(segment.bytes.count))
        body += segment.bytes
      })
    }
    if options.hasNames {
      var body: [UInt8] = []
      body.appendName("name")
      let names = (imports + compiled.map(\.id)).map { (numbers[$0.raw] ?? 0, name($0)) }
      let map = vector(names) { body, item in
        body.appendUnsigned(UInt64(item.0))
        body.appendName(item.1)
      }
      body.append(1)
      body.appendUnsigned(UInt64(map.count))
      body += map
      section(0, body)
    }
    if let information = options.debugInformation {
      for (name, bytes) in DebugSections(information: information, functions: placed).encode() {
        var body: [UInt8] = []
        body.appendName(name)
        section(0, body + bytes)
      }
    }
    var producers: [UInt8] = []
    producers.appendName("producers")
    producers += [1]
    producers.appendName("processed-by")
    producers += [1]
    producers.appendName("polyc")
    producers.appendName("0.1.0")
    section(0, producers)
    return out
  }

  /// A function's code with its locals, and where the lines of the source are in it.
  private func encode(
    _ function: CompiledWasmFunction, _ numbers: [UInt32: Int]
  ) -> (body: [UInt8], rows: [SourceRow]) {
    var body: [UInt8] = []
    var groups: [(count: Int, type: WasmType)] = []
    for type in function.locals {
      if groups.last?.type == type { groups[groups.count - 1].count += 1 } else { groups.append((1, type)) }
    }
    body.appendUnsigned(UInt64(groups.count))
    for group in groups {
      body.appendUnsigned(UInt64(group.count))
      body.append(group.type.rawValue)
    }
    var position = 0
    var rows = function.code.rows
    var row = 0
    /// Rows before a position of the code move with what was inserted before them.
    func move(upTo end: Int) {
      while row < rows.count, rows[row].offset <= end {
        rows[row].offset += body.count - position
        row += 1
      }
    }
    for fixup in function.code.fixups {
      move(upTo: fixup.offset - 1)
      body += function.code.bytes[position..<fixup.offset]
      position = fixup.offset
      switch fixup.kind {
      case .function: body.appendUnsigned(UInt64(numbers[fixup.index] ?? 0))
      case .data:
        // The end of all objects is where the heap begins.
        let address = (fixup.index == .max ? Int64(dataEnd) : Int64(addresses[DataID(raw: fixup.index)] ?? 0)) + fixup.addend
        body.appendSigned(Int64(Int32(truncatingIfNeeded: address)))
      }
    }
    move(upTo: .max)
    body += function.code.bytes[position...]
    return (body, rows)
  }
}
