// Visiting and rewriting the operands and destinations of an instruction, without allocation.
import PolySupport

extension Function {
  /// Whether an instruction names the handlers of a block: its blocks must stay as they are, so no pass
  /// touches such a function.
  var namesHandlers: Bool {
    for block in layout.blockSequence {
      for inst in layout.instSequence(block) where self[inst].opcode == .getExceptionHandlerAddress { return true }
    }
    return false
  }

  /// The number of operands in the pool, of calls and returns.
  @inlinable @inline(__always) public func listCount(_ inst: Inst) -> Int {
    guard let list = instructions.elements[inst.index].list else { return 0 }
    return pool.count(list.raw)
  }
  /// The operand at a position of the pool list of a call or return. The list of an indirect call
  /// begins with the callee.
  @inlinable @inline(__always) public func listOperand(_ inst: Inst, _ index: Int) -> Value {
    Value(raw: pool.words[Int(instructions.elements[inst.index].b) &+ 1 &+ index])
  }
  /// The arguments of a call (without the callee of an indirect one) or the values of a return.
  @inlinable @inline(__always) public func callArguments(_ inst: Inst) -> ValueView {
    let data = instructions.elements[inst.index]
    guard let list = data.list else { return ValueView(words: pool.words, range: 0..<0) }
    var range = pool.range(list.raw)
    if data.opcode.format == .callIndirect || data.opcode.format == .tryCallIndirect, !range.isEmpty {
      range = (range.lowerBound &+ 1)..<range.upperBound
    }
    return ValueView(words: pool.words, range: range)
  }

  /// Calls `body` for every operand that is not an argument of a block call: inline ones, then the
  /// list, then contexts of an exception table. Aliases are not resolved.
  @inlinable public func forEachOperand(_ inst: Inst, _ body: (Value) -> Void) {
    let data = instructions.elements[inst.index]
    let inline = data.inlineOperandCount
    if inline > 0 {
      body(Value(raw: data.a))
      if inline > 1 { body(Value(raw: data.b)) }
      if inline > 2 { body(Value(raw: data.c)) }
      return
    }
    guard let list = data.list else { return }
    for position in pool.range(list.raw) { body(Value(raw: pool.words[position])) }
    if data.opcode.format == .tryCall || data.opcode.format == .tryCallIndirect {
      for item in exceptionTables.elements[Int(data.c)].items {
        if case .context(let value) = item { body(value) }
      }
    }
  }

  /// Calls `body` for every value that the instruction uses, arguments of block calls included.
  @inlinable public func forEachUse(_ inst: Inst, _ body: (Value) -> Void) {
    forEachOperand(inst, body)
    guard instructions.elements[inst.index].opcode.isBranch else { return }
    forEachBlockCall(inst) { call in
      let start = Int(call.raw) &+ 2
      for position in start..<(start &+ argumentCount(of: call)) where pool.words[position] < 0x8000_0000 {
        body(Value(raw: pool.words[position]))
      }
    }
  }

  /// Appends every value that the instruction uses to a list: for callers whose body would change what
  /// holds the function.
  @inlinable @inline(__always) public func appendUses(_ inst: Inst, to list: inout ContiguousArray<Value>) {
    appendOperands(inst, to: &list)
    switch instructions.elements[inst.index].opcode {
    case .jump: pool.appendArguments(of: instructions.elements[inst.index].destination, to: &list)
    case .brif:
      pool.appendArguments(of: instructions.elements[inst.index].thenDestination, to: &list)
      pool.appendArguments(of: instructions.elements[inst.index].elseDestination, to: &list)
    case .brTable:
      let table = jumpTables.elements[Int(instructions.elements[inst.index].b)]
      for position in Int(table.start)..<(Int(table.start) &+ Int(table.length)) {
        pool.appendArguments(of: jumpTableCalls[position], to: &list)
      }
    case .tryCall, .tryCallIndirect:
      exceptionTables.elements[Int(instructions.elements[inst.index].c)].appendArguments(pool, to: &list)
    default: break
    }
  }
  /// Appends the operands that are not arguments of block calls to a list.
  @inlinable @inline(__always) public func appendOperands(_ inst: Inst, to list: inout ContiguousArray<Value>) {
    let data = instructions.elements[inst.index]
    let count = data.inlineOperandCount
    if count > 0 {
      list.append(Value(raw: data.a))
      if count > 1 { list.append(Value(raw: data.b)) }
      if count > 2 { list.append(Value(raw: data.c)) }
    } else if let operands = data.list {
      for position in pool.range(operands.raw) { list.append(Value(raw: pool.words[position])) }
      if data.opcode == .tryCall || data.opcode == .tryCallIndirect {
        exceptionTables.elements[Int(data.c)].appendContexts(to: &list)
      }
    }
  }

  /// Calls `body` for every block call of a branch, in the order of the text form.
  @inlinable public func forEachBlockCall(_ inst: Inst, _ body: (BlockCall) -> Void) {
    let data = instructions.elements[inst.index]
    switch data.opcode.format {
    case .jump: body(data.destination)
    case .brif:
      body(data.thenDestination)
      body(data.elseDestination)
    case .branchTable:
      let table = jumpTables.elements[Int(data.b)]
      for position in Int(table.start)..<(Int(table.start) &+ Int(table.length)) {
        body(jumpTableCalls[position])
      }
    case .tryCall, .tryCallIndirect:
      body(exceptionTables.elements[Int(data.c)].normal)
      for item in exceptionTables.elements[Int(data.c)].items {
        switch item {
        case .tag(_, let call), .default(let call): body(call)
        case .context: break
        }
      }
    default: break
    }
  }

  /// Calls `body` for every successor of a block, as often as its terminator names it. (Inlined, and without a
  /// closure of its own: one that captures a function which may change copies it.)
  @inlinable @inline(__always) public func forEachSuccessor(_ block: Block, _ body: (Block) -> Void) {
    let last = layout.lastInst(block)
    guard !last.isNone else { return }
    let data = instructions.elements[last.index]
    switch data.opcode {
    case .jump: body(target(of: data.destination))
    case .brif:
      body(target(of: data.thenDestination))
      body(target(of: data.elseDestination))
    case .brTable:
      let table = jumpTables.elements[Int(data.b)]
      for position in Int(table.start)..<(Int(table.start) &+ Int(table.length)) {
        body(target(of: jumpTableCalls[position]))
      }
    case .tryCall, .tryCallIndirect:
      body(target(of: exceptionTables.elements[Int(data.c)].normal))
      for index in exceptionTables.elements[Int(data.c)].items.indices {
        switch exceptionTables.elements[Int(data.c)].items[index] {
        case .tag(_, let call), .default(let call): body(target(of: call))
        case .context: break
        }
      }
    default: break
    }
  }

  /// Replaces every used value, arguments of block calls included.
  @inlinable public mutating func rewriteUses(_ inst: Inst, _ replacement: (Value) -> Value) {
    let data = instructions.elements[inst.index]
    let inline = data.inlineOperandCount
    if inline > 0 {
      instructions.elements[inst.index].a = replacement(Value(raw: data.a)).raw
      if inline > 1 { instructions.elements[inst.index].b = replacement(Value(raw: data.b)).raw }
      if inline > 2 { instructions.elements[inst.index].c = replacement(Value(raw: data.c)).raw }
    } else if let list = data.list {
      for position in pool.range(list.raw) {
        pool.words[position] = replacement(Value(raw: pool.words[position])).raw
      }
      if data.opcode.format == .tryCall || data.opcode.format == .tryCallIndirect {
        for index in exceptionTables.elements[Int(data.c)].items.indices {
          if case .context(let value) = exceptionTables.elements[Int(data.c)].items[index] {
            exceptionTables.elements[Int(data.c)].items[index] = .context(replacement(value))
          }
        }
      }
    }
    guard data.opcode.isBranch else { return }
    rewriteBlockCalls(inst) { function, call in
      let start = Int(call.raw) &+ 2
      for position in start..<(start &+ function.argumentCount(of: call))
      where function.pool.words[position] < 0x8000_0000 {
        function.pool.words[position] = replacement(Value(raw: function.pool.words[position])).raw
      }
      return call
    }
  }

  /// Replaces every block call of a branch; the body may edit the function's pool.
  @inlinable public mutating func rewriteBlockCalls(
    _ inst: Inst, _ replacement: (inout Function, BlockCall) -> BlockCall
  ) {
    let data = instructions.elements[inst.index]
    switch data.opcode.format {
    case .jump:
      let call = replacement(&self, data.destination)
      instructions.elements[inst.index].a = call.raw
    case .brif:
      let first = replacement(&self, data.thenDestination)
      let second = replacement(&self, data.elseDestination)
      instructions.elements[inst.index].b = first.raw
      instructions.elements[inst.index].c = second.raw
    case .branchTable:
      let table = jumpTables.elements[Int(data.b)]
      for position in Int(table.start)..<(Int(table.start) &+ Int(table.length)) {
        let call = replacement(&self, jumpTableCalls[position])
        jumpTableCalls[position] = call
      }
    case .tryCall, .tryCallIndirect:
      let table = Int(data.c)
      let normal = replacement(&self, exceptionTables.elements[table].normal)
      exceptionTables.elements[table].normal = normal
      for index in exceptionTables.elements[table].items.indices {
        switch exceptionTables.elements[table].items[index] {
        case .tag(let tag, let call):
          let call = replacement(&self, call)
          exceptionTables.elements[table].items[index] = .tag(tag, call)
        case .default(let call):
          let call = replacement(&self, call)
          exceptionTables.elements[table].items[index] = .default(call)
        case .context: break
        }
      }
    default: break
    }
  }

  /// Whether an instruction must stay although its results are unused: everything with effects or
  /// traps; a load that cannot trap may go.
  @inlinable @inline(__always) public func hasSideEffects(_ inst: Inst) -> Bool {
    let data = instructions.elements[inst.index]
    let properties = data.opcode.properties
    if properties.rawValue & ~48 != 0 { return true }
    guard properties.contains(.canTrap) else { return false }
    return properties.contains(.canLoad) ? !data.flags.isNotrap : true
  }
}

extension OperandPool {
  /// Appends the arguments of a block call that are values.
  @inlinable func appendArguments(of call: BlockCall, to list: inout ContiguousArray<Value>) {
    let start = Int(call.raw) &+ 2
    for position in start..<(start &+ count(call.raw) &- 1) where words[position] < 0x8000_0000 {
      list.append(Value(raw: words[position]))
    }
  }
}

extension ExceptionTableData {
  @inlinable func appendArguments(_ pool: OperandPool, to list: inout ContiguousArray<Value>) {
    pool.appendArguments(of: normal, to: &list)
    for index in items.indices {
      switch items[index] {
      case .tag(_, let call), .default(let call): pool.appendArguments(of: call, to: &list)
      case .context: break
      }
    }
  }
  @inlinable func appendContexts(to list: inout ContiguousArray<Value>) {
    for index in items.indices {
      if case .context(let value) = items[index] { list.append(value) }
    }
  }
}
