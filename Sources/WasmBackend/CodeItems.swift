// The instructions of a function as a list that can be rewritten, and as bytes again.
//
// Branches name the construct that they leave or repeat, not its depth: constructs may come and go.

/// An instruction, or one end of a construct.
struct CodeItem {
  var op: UInt8
  /// Its bytes in the code that it was read from; empty for what was made since.
  var start: Int32 = 0
  var end: Int32 = 0
  /// The local that it reads or writes.
  var local: Int32 = -1
  /// The construct that it begins, ends or names; -1 is the function.
  var construct: Int32 = -1
  /// Values that it takes from the stack, and puts there.
  var pops: UInt16 = 0
  var pushes: UInt16 = 0

  init(_ op: Op, construct: Int32 = -1, pops: UInt16 = 0, pushes: UInt16 = 0) {
    (self.op, self.construct, self.pops, self.pushes) = (op.rawValue, construct, pops, pushes)
  }
  fileprivate init(raw op: UInt8, start: Int) { (self.op, self.start) = (op, Int32(start)) }

  func isOp(_ other: Op) -> Bool { op == other.rawValue }
  var opensConstruct: Bool { isOp(.block) || isOp(.loop) || isOp(.if) }
  var isConstant: Bool { op >= Op.i32Const.rawValue && op <= Op.f64Const.rawValue }
  /// Control never goes on behind it.
  var leaves: Bool { isOp(.br) || isOp(.brTable) || isOp(.return) || isOp(.unreachable) }
}

/// How many values functions and types take and give, in wasm's counting.
typealias Arity = (parameters: Int, results: Int)

struct CodeItems {
  private(set) var source: WasmCode
  var items: ContiguousArray<CodeItem> = []
  /// By construct: whether branches to it go to its head.
  private(set) var isLoop: ContiguousArray<Bool> = []
  /// Targets of jump tables, by the offset of the instruction: the default comes last.
  private(set) var tables: [Int32: ContiguousArray<Int32>] = [:]

  init(_ code: WasmCode, _ context: ModuleContext) {
    source = code
    items.reserveCapacity(code.bytes.count / 2)
    read(context)
  }

  // MARK: reading

  private mutating func read(_ context: ModuleContext) {
    let bytes = source.bytes
    var position = 0
    var fixup = 0
    var open: ContiguousArray<Int32> = []

    func skipNumber() {
      while bytes[position] >= 0x80 { position += 1 }
      position += 1
    }
    func number() -> Int {
      var (value, shift) = (0, 0)
      while true {
        let byte = Int(bytes[position])
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
    }
    /// The construct at a depth.
    func construct(_ depth: Int) -> Int32 { depth < open.count ? open[open.count - 1 - depth] : -1 }

    while position < bytes.count {
      var item = CodeItem(raw: bytes[position], start: position)
      position += 1
      // Calls and addresses of data have their number in a fixup.
      let isFixed = fixup < source.fixups.count && source.fixups[fixup].offset == position
      switch item.op {
      case 0x02...0x04:
        position += 1
        item.pops = item.isOp(.if) ? 1 : 0
        item.construct = Int32(isLoop.count)
        open.append(item.construct)
        isLoop.append(item.isOp(.loop))
      case 0x05: item.construct = construct(0)
      case 0x0B: item.construct = open.popLast() ?? -1
      case 0x0C: item.construct = construct(number())
      case 0x0D:
        item.construct = construct(number())
        item.pops = 1
      case 0x0E:
        item.pops = 1
        let count = number()
        tables[item.start] = ContiguousArray((0...count).map { _ in construct(number()) })
      case 0x10:
        let arity = context.arity(ofFunction: source.fixups[fixup].index)
        (item.pops, item.pushes) = (UInt16(clamping: arity.parameters), UInt16(clamping: arity.results))
      case 0x11:
        let arity = context.arity(ofType: number())
        position += 1
        (item.pops, item.pushes) = (UInt16(clamping: arity.parameters + 1), UInt16(clamping: arity.results))
      case 0x1A: item.pops = 1
      case 0x1B: (item.pops, item.pushes) = (3, 1)
      case 0x20...0x22:
        item.local = Int32(number())
        item.pops = item.isOp(.localGet) ? 0 : 1
        item.pushes = item.isOp(.localSet) ? 0 : 1
      case 0x23:
        skipNumber()
        item.pushes = 1
      case 0x24:
        skipNumber()
        item.pops = 1
      case 0x28...0x3E:
        skipNumber()
        skipNumber()
        (item.pops, item.pushes) = item.op <= 0x35 ? (1, 1) : (2, 0)
      case 0x3F, 0x40:
        skipNumber()
        (item.pops, item.pushes) = (item.isOp(.memoryGrow) ? 1 : 0, 1)
      case 0x41...0x44:
        item.pushes = 1
        if item.op == 0x43 { position += 4 } else if item.op == 0x44 { position += 8 } else if !isFixed { skipNumber() }
      case 0xFC:
        switch number() {
        case 10: (item.pops, position) = (3, position + 2)
        case 11: (item.pops, position) = (3, position + 1)
        default: (item.pops, item.pushes) = (1, 1)
        }
      default: (item.pops, item.pushes) = Self.plainEffect(item.op)
      }
      if isFixed { fixup += 1 }
      item.end = Int32(position)
      items.append(item)
    }
  }

  /// What instructions without operands of their own do to the stack.
  private static func plainEffect(_ op: UInt8) -> (UInt16, UInt16) {
    switch op {
    case 0x46...0x4F, 0x51...0x66, 0x6A...0x78, 0x7C...0x8A, 0x92...0x98, 0xA0...0xA6: (2, 1)
    case 0x45, 0x50, 0x67...0x69, 0x79...0x7B, 0x8B...0x91, 0x99...0x9F, 0xA7...0xC4: (1, 1)
    default: (0, 0)
    }
  }

  // MARK: writing

  func encode() -> WasmCode {
    var out = WasmCode()
    out.bytes.reserveCapacity(source.bytes.count)
    var open: ContiguousArray<Int32> = []
    func depth(_ construct: Int32) -> Int { open.lastIndex(of: construct).map { open.count - 1 - $0 } ?? open.count }
    var fixup = 0
    var row = 0
    for item in items {
      let isCopied = item.end > item.start
      if isCopied {
        while row < source.rows.count, source.rows[row].offset <= Int(item.start) {
          out.begin(source.rows[row].position)
          row += 1
        }
        // Fixups of instructions that are gone go with them.
        while fixup < source.fixups.count, source.fixups[fixup].offset <= Int(item.start) { fixup += 1 }
      }
      out.bytes.append(item.op)
      switch item.op {
      case 0x02...0x04:
        out.bytes.append(0x40)
        open.append(item.construct)
      case 0x0B: _ = open.popLast()
      case 0x0C, 0x0D: out.bytes.appendUnsigned(UInt64(depth(item.construct)))
      case 0x0E:
        let targets = tables[item.start] ?? []
        out.bytes.appendUnsigned(UInt64(targets.count - 1))
        for target in targets { out.bytes.appendUnsigned(UInt64(depth(target))) }
      case 0x20...0x22: out.bytes.appendUnsigned(UInt64(item.local))
      default:
        guard isCopied else { break }
        let start = Int(item.start) + 1
        if fixup < source.fixups.count, source.fixups[fixup].offset == start {
          var moved = source.fixups[fixup]
          moved.offset = out.bytes.count
          out.fixups.append(moved)
          fixup += 1
        }
        out.bytes += source.bytes[start..<Int(item.end)]
      }
    }
    return out
  }
}
