// Makes a function's code shorter when it is complete: constructs that do less, values that wait on the operand
// stack and not in a local, and no locals that nobody reads.
//
// A `local.set` at some height of the stack whose `local.get` finds the stack at the same height can leave the
// value there: what stands between neither sees it nor takes it away, and branches out of it drop it.

struct CodeShortening {
  private var list: CodeItems
  private let localCount: Int
  private let parameterCount: Int

  /// Above this, the sets of live locals would take too long.
  private static let maximumLiveWords = 1 << 24

  /// Rewrites code with locals of these types behind the parameters.
  static func apply(_ code: inout WasmCode, locals: inout [WasmType], parameterCount: Int, context: ModuleContext) {
    var shortening = CodeShortening(code, parameterCount + locals.count, parameterCount, context)
    shortening.simplifyConstructs()
    shortening.keepOnStack()
    shortening.removeDeadWrites()
    shortening.renumberLocals(&locals)
    code = shortening.list.encode()
  }

  private init(_ code: WasmCode, _ localCount: Int, _ parameterCount: Int, _ context: ModuleContext) {
    list = CodeItems(code, context)
    (self.localCount, self.parameterCount) = (localCount, parameterCount)
  }

  // MARK: constructs

  private mutating func simplifyConstructs() {
    dropUnreachable()
    branchDirectly()
    dropJumpsToNext()
    openLate()
    // A block that is gone had an end behind it.
    dropUnreachable()
  }

  /// What follows an instruction that control never leaves, up to the end of its construct.
  private mutating func dropUnreachable() {
    var kept: ContiguousArray<CodeItem> = []
    kept.reserveCapacity(list.items.count)
    var nesting = 0
    var isDead = false
    for item in list.items {
      if isDead {
        if item.opensConstruct {
          nesting += 1
          continue
        }
        if item.isOp(.end) || item.isOp(.else), nesting == 0 { isDead = false } else {
          if item.isOp(.end) { nesting -= 1 }
          continue
        }
      }
      kept.append(item)
      if item.leaves { isDead = true }
    }
    list.items = kept
  }

  /// `if br end` is a conditional branch; a condition needs no `eqz eqz` and no `0 ne`.
  private mutating func branchDirectly() {
    var kept: ContiguousArray<CodeItem> = []
    kept.reserveCapacity(list.items.count)
    let items = list.items
    var index = 0
    while index < items.count {
      var item = items[index]
      if item.isOp(.if), index + 2 < items.count, items[index + 1].isOp(.br), items[index + 2].isOp(.end),
        items[index + 1].construct != item.construct
      {
        item = CodeItem(.brIf, construct: items[index + 1].construct, pops: 1)
        index += 2
      }
      if item.isOp(.if) || item.isOp(.brIf) || item.isOp(.select) {
        while kept.count >= 2, kept[kept.count - 1].isOp(.i32Eqz), kept[kept.count - 2].isOp(.i32Eqz) {
          kept.removeLast(2)
        }
      }
      kept.append(item)
      index += 1
    }
    list.items = kept
  }

  /// A branch to where control comes anyway: nothing but ends lies between.
  private mutating func dropJumpsToNext() {
    var kept: ContiguousArray<CodeItem> = []
    kept.reserveCapacity(list.items.count)
    let items = list.items
    for (index, item) in items.enumerated() {
      if item.isOp(.br), item.construct >= 0, !list.isLoop[Int(item.construct)] {
        var next = index + 1
        while next < items.count, items[next].isOp(.end), items[next].construct != item.construct { next += 1 }
        if next < items.count, items[next].isOp(.end), items[next].construct == item.construct { continue }
      }
      kept.append(item)
    }
    list.items = kept
  }

  /// A block that only one branch leaves, a conditional one, is an `if` from there on; one without any is nothing.
  private mutating func openLate() {
    var uses = ContiguousArray<Int32>(repeating: 0, count: list.isLoop.count)
    for item in list.items where item.isOp(.br) || item.isOp(.brIf) {
      if item.construct >= 0 { uses[Int(item.construct)] += 1 }
    }
    for targets in list.tables.values { for target in targets where target >= 0 { uses[Int(target)] += 2 } }
    /// By construct: whether its beginning waits for the branch, or is left out.
    var isLate = ContiguousArray<Bool>(repeating: false, count: uses.count)
    var isGone = isLate
    var open: ContiguousArray<Int32> = []
    for item in list.items {
      if item.opensConstruct {
        open.append(item.construct)
        if item.isOp(.if) { continue }
        isGone[Int(item.construct)] = uses[Int(item.construct)] == 0
      } else if item.isOp(.end) {
        _ = open.popLast()
      } else if item.isOp(.brIf), item.construct >= 0, open.last == item.construct, uses[Int(item.construct)] == 1,
        !list.isLoop[Int(item.construct)]
      {
        isLate[Int(item.construct)] = true
      }
    }
    // The branch out of an `if` stays one.
    for item in list.items where item.isOp(.if) { isLate[Int(item.construct)] = false }
    var kept: ContiguousArray<CodeItem> = []
    kept.reserveCapacity(list.items.count)
    for item in list.items {
      let construct = Int(item.construct)
      if construct >= 0, isGone[construct], item.opensConstruct || item.isOp(.end) { continue }
      if construct >= 0, isLate[construct] {
        if item.isOp(.block) { continue }
        if item.isOp(.brIf) {
          if let last = kept.last, let opposite = Self.negation(last.op) {
            if opposite == 0 { kept.removeLast() } else { kept[kept.count - 1].op = opposite }
          } else {
            kept.append(CodeItem(.i32Eqz, pops: 1, pushes: 1))
          }
          kept.append(CodeItem(.if, construct: item.construct, pops: 1))
          continue
        }
      }
      kept.append(item)
    }
    list.items = kept
  }

  /// The comparison that is true when this one is not; 0 for `eqz`, which goes away. Floats have none.
  private static func negation(_ op: UInt8) -> UInt8? {
    switch op {
    case Op.i32Eqz.rawValue: return 0
    case 0x46...0x4F: return opposite(op, 0x46)
    case 0x51...0x5A: return opposite(op, 0x51)
    default: return nil
    }
  }
  private static func opposite(_ op: UInt8, _ base: UInt8) -> UInt8 {
    // eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u.
    let opposites: [UInt8] = [1, 0, 8, 9, 6, 7, 4, 5, 2, 3]
    return base + opposites[Int(op - base)]
  }

  // MARK: values on the stack

  private mutating func keepOnStack() {
    /// Writes whose value can still be where it was: heights do not fall along the list.
    var waiting: ContiguousArray<(local: Int32, height: Int, item: Int)> = []
    /// By local: where its last write is among them.
    var latest = ContiguousArray<Int32>(repeating: -1, count: localCount)
    var open: ContiguousArray<(height: Int, waiting: Int)> = []
    var first = 0
    var height = 0
    var isRemoved = ContiguousArray<Bool>(repeating: false, count: list.items.count)

    for index in list.items.indices {
      let item = list.items[index]
      if item.isOp(.end) || item.isOp(.else) {
        guard let frame = open.last else { break }
        height = frame.height
        waiting.removeLast(waiting.count - frame.waiting)
        if item.isOp(.end) {
          open.removeLast()
          first = open.last?.waiting ?? 0
        }
        continue
      }
      let found = item.isOp(.localGet) ? Int(latest[Int(item.local)]) : -1
      if found >= first, found < waiting.count, waiting[found].local == item.local {
        let candidate = waiting[found]
        var isSame = candidate.height == height
        if !isSame, candidate.height == height - 1, index + 1 < list.items.count,
          let swapped = Self.swapped(list.items[index + 1].op)
        {
          // The other operand is above it.
          list.items[index + 1].op = swapped
          isSame = true
        }
        if isSame {
          list.items[candidate.item].op = Op.localTee.rawValue
          list.items[candidate.item].pushes = 1
          isRemoved[index] = true
          waiting.removeLast(waiting.count - found)
          height += 1
          continue
        }
      }
      height -= Int(item.pops)
      while let last = waiting.last, waiting.count > first, last.height > height { waiting.removeLast() }
      if item.isOp(.localSet) {
        latest[Int(item.local)] = Int32(waiting.count)
        waiting.append((item.local, height, index))
      } else if item.isOp(.localTee) {
        latest[Int(item.local)] = -1
      }
      height += Int(item.pushes)
      if item.opensConstruct {
        open.append((height, waiting.count))
        first = waiting.count
      }
    }
    remove(isRemoved)
  }

  /// The instruction with its operands exchanged, nil where there is none.
  private static func swapped(_ op: UInt8) -> UInt8? {
    // eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u.
    let comparisons: [UInt8] = [0, 1, 4, 5, 2, 3, 8, 9, 6, 7]
    switch op {
    case 0x46...0x4F: return 0x46 + comparisons[Int(op - 0x46)]
    case 0x51...0x5A: return 0x51 + comparisons[Int(op - 0x51)]
    case Op.i32Add.rawValue, Op.i32Mul.rawValue, 0x71...0x73, Op.i64Add.rawValue, Op.i64Mul.rawValue, 0x83...0x85:
      return op
    default: return nil
    }
  }

  private mutating func remove(_ isRemoved: ContiguousArray<Bool>) {
    var kept: ContiguousArray<CodeItem> = []
    kept.reserveCapacity(list.items.count)
    for index in list.items.indices where !isRemoved[index] { kept.append(list.items[index]) }
    list.items = kept
  }

  // MARK: dead writes

  private mutating func removeDeadWrites() {
    let constructs = list.isLoop.count
    guard (constructs + 1) * (localCount / 64 + 1) <= Self.maximumLiveWords else { return }
    var liveness = LocalLiveness(list, localCount)
    liveness.solve()
    var isRemoved = ContiguousArray<Bool>(repeating: false, count: list.items.count)
    for index in list.items.indices where liveness.isDead[index] {
      if list.items[index].isOp(.localTee) {
        isRemoved[index] = true
      } else if index > 0, list.items[index - 1].isOp(.localGet) || list.items[index - 1].isConstant, !isRemoved[index - 1] {
        isRemoved[index] = true
        isRemoved[index - 1] = true
      } else {
        list.items[index] = CodeItem(.drop, pops: 1)
      }
    }
    remove(isRemoved)
  }

  // MARK: locals

  /// Locals that are left, those with the most uses first within their type.
  private mutating func renumberLocals(_ types: inout [WasmType]) {
    var uses = ContiguousArray<Int32>(repeating: 0, count: localCount)
    for item in list.items where item.local >= 0 { uses[Int(item.local)] += 1 }
    var numbers = ContiguousArray<Int32>(0..<Int32(localCount))
    var kept: [WasmType] = []
    for type in [WasmType.i32, .i64, .f32, .f64] {
      let same = types.indices.filter { types[$0] == type && uses[parameterCount + $0] > 0 }
        .sorted { (-uses[parameterCount + $0], $0) < (-uses[parameterCount + $1], $1) }
      for index in same {
        numbers[parameterCount + index] = Int32(parameterCount + kept.count)
        kept.append(type)
      }
    }
    types = kept
    for index in list.items.indices where list.items[index].local >= 0 {
      list.items[index].local = numbers[Int(list.items[index].local)]
    }
  }
}

/// Which writes to locals nobody reads, found backwards through structured code.
private struct LocalLiveness {
  private let list: CodeItems
  private let words: Int
  private var live: ContiguousArray<UInt64>
  /// By construct, what is live where branches to it go.
  private var atTarget: [ContiguousArray<UInt64>]
  /// By item: it writes a local that nobody reads.
  private(set) var isDead: ContiguousArray<Bool>

  init(_ list: CodeItems, _ localCount: Int) {
    self.list = list
    words = (localCount + 63) / 64
    live = ContiguousArray(repeating: 0, count: words)
    atTarget = Array(repeating: live, count: list.isLoop.count)
    isDead = ContiguousArray(repeating: false, count: list.items.count)
  }

  /// What is live at heads of loops grows until nothing changes.
  mutating func solve() { while pass() {} }

  private mutating func pass() -> Bool {
    var hasChanged = false
    /// What is live at the beginning of second arms.
    var arms: [Int32: ContiguousArray<UInt64>] = [:]
    for index in live.indices { live[index] = 0 }
    for index in list.items.indices.reversed() {
      let item = list.items[index]
      switch item.op {
      case Op.localGet.rawValue: live[Int(item.local) / 64] |= 1 << UInt64(item.local % 64)
      case Op.localSet.rawValue, Op.localTee.rawValue:
        let bit: UInt64 = 1 << UInt64(item.local % 64)
        isDead[index] = live[Int(item.local) / 64] & bit == 0
        live[Int(item.local) / 64] &= ~bit
      case Op.end.rawValue:
        if item.construct >= 0, !list.isLoop[Int(item.construct)] { atTarget[Int(item.construct)] = live }
      case Op.else.rawValue:
        arms[item.construct] = live
        live = atTarget[Int(item.construct)]
      case Op.if.rawValue: unite(arms[item.construct] ?? atTarget[Int(item.construct)])
      case Op.loop.rawValue:
        if Self.unite(&atTarget[Int(item.construct)], live) { hasChanged = true }
      case Op.br.rawValue: live = item.construct < 0 ? none : atTarget[Int(item.construct)]
      case Op.brIf.rawValue: if item.construct >= 0 { unite(atTarget[Int(item.construct)]) }
      case Op.brTable.rawValue:
        live = none
        for target in list.tables[item.start] ?? [] where target >= 0 { unite(atTarget[Int(target)]) }
      case Op.return.rawValue, Op.unreachable.rawValue: live = none
      default: break
      }
    }
    return hasChanged
  }

  private var none: ContiguousArray<UInt64> { ContiguousArray(repeating: 0, count: words) }

  private mutating func unite(_ other: ContiguousArray<UInt64>) {
    for index in live.indices { live[index] |= other[index] }
  }
  private static func unite(_ set: inout ContiguousArray<UInt64>, _ other: ContiguousArray<UInt64>) -> Bool {
    var hasChanged = false
    for index in set.indices where other[index] & ~set[index] != 0 {
      set[index] |= other[index]
      hasChanged = true
    }
    return hasChanged
  }
}
