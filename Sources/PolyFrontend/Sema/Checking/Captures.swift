// Which places of enclosing bodies a closure uses and how it holds them (disjoint fields since 2021).

import PolyExpansion
import PolySupport
import PolySyntax

/// A place rooted in a variable of an enclosing body.
struct CapturedPlace {
  var variable: Variable
  var projections: [CaptureProjection]
  /// The type before the first projection and after each.
  var types: [Ty]
  var type: Ty { types[types.count - 1] }
}

/// One use of such a place.
struct CaptureUse {
  var place: CapturedPlace
  var mode: CaptureMode
  /// The least kind of closure that may do this.
  var kind: ClosureKind
  var span: Span
  /// It is the value of a shared reference that is used, not the place where it stands.
  var isCopied: Bool
}

/// A place that will be captured.
private struct CaptureEntry {
  var place: CapturedPlace
  var mode: CaptureMode
  var span: Span
  var isCopied: Bool
}

/// Walks a closure's body.
struct CaptureAnalysis {
  let checker: BodyChecker
  let closure: Int
  private var found: [CaptureUse] = []

  init(checker: BodyChecker, closure: Int) {
    self.checker = checker
    self.closure = closure
  }

  private enum Use { case consume, shared, unique, mutable, write, inspect }

  mutating func uses() -> [CaptureUse] {
    found = []
    consume(checker.closures[closure].value)
    return found
  }

  // MARK: walking

  private mutating func consume(_ expr: TypedExprID) {
    guard !expr.isNone else { return }
    let node = checker.typed.exprs[expr]
    switch node.kind {
    case .variable, .upvar, .staticItem, .deref, .field, .index: use(expr, .consume)
    case .literal, .constant, .constParameter, .zeroSized, .continueLoop, .error: break
    case .use(let inner), .neverToAny(let inner), .unary(_, let inner), .cast(_, let inner), .yield(let inner):
      consume(inner)
    case .block(let block): walk(block)
    case .ifThenElse(let condition, let then, let otherwise):
      consume(condition)
      consume(then)
      consume(otherwise)
    case .letCondition(let pattern, let value): match(value, [pattern])
    case .match(let scrutinee, let arms):
      let list = Array(checker.typed.armLists[arms])
      match(scrutinee, list.map { checker.typed.arms[$0].pattern })
      for arm in list {
        consume(checker.typed.arms[arm].guardCondition)
        consume(checker.typed.arms[arm].body)
      }
    case .loop(_, let body), .labelledBlock(_, let body), .breakLoop(_, let body), .returnValue(let body):
      consume(body)
    case .assign(let place, let value):
      consume(value)
      use(place, .write)
    case .assignOperator(_, let place, let value):
      consume(value)
      use(place, .mutable)
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right):
      consume(left)
      consume(right)
    case .call(let callee, let arguments, _):
      consume(callee)
      for argument in Array(checker.typed.exprLists[arguments]) { consume(argument) }
    case .borrow(let kind, let place, _):
      switch kind {
      case .shared: use(place, .shared)
      case .unique: use(place, .unique)
      case .mutable, .twoPhase: use(place, .mutable)
      }
    case .rawBorrow(let mutability, let place): use(place, mutability == .mutable ? .mutable : .shared)
    case .construct(let def, let variant, let args, let fields, let base):
      for field in Array(checker.typed.fieldValues[fields]) { consume(field.value) }
      if !base.isNone { consumeBase(base, def, Int(variant), args, Set(checker.typed.fieldValues[fields].map { $0.index })) }
    case .tuple(let list), .array(let list):
      for element in Array(checker.typed.exprLists[list]) { consume(element) }
    case .closure(_, let list):
      for capture in Array(checker.typed.exprLists[list]) { consume(capture) }
    case .repeatArray(let element, _): consume(element)
    }
  }

  private mutating func walk(_ id: TypedBlockID) {
    guard !id.isNone else { return }
    let block = checker.typed.blocks[id]
    for statement in Array(checker.typed.statements[block.statements]) {
      switch statement {
      case .expression(let expr): consume(expr)
      case .let(let pattern, let initializer, let otherwise, _):
        if !initializer.isNone { match(initializer, [pattern]) }
        walk(otherwise)
      }
    }
    consume(block.tail)
  }

  /// `S { …, ..base }` takes the fields that are not listed.
  private mutating func consumeBase(
    _ base: TypedExprID, _ def: DefID, _ variant: Int, _ args: Args, _ listed: Set<UInt32>
  ) {
    guard let place = place(base) else { return }
    let data = checker.program.adt(def)
    guard variant < data.variants.count else { return }
    for index in data.variants[variant].fields.indices where !listed.contains(UInt32(index)) {
      var field = place
      let type = checker.typeOfField(checker.resolve(field.type), UInt32(index))
      field.projections.append(.field(UInt32(index)))
      field.types.append(type)
      record(field, .consume, checker.span(base))
    }
  }

  private mutating func match(_ scrutinee: TypedExprID, _ patterns: [TypedPatternID]) {
    guard let place = place(scrutinee) else { return }
    for pattern in patterns { bind(place, pattern, checker.span(scrutinee)) }
  }

  /// Records what a pattern's bindings take of a place, and the parts that it must look at.
  private mutating func bind(_ place: CapturedPlace, _ pattern: TypedPatternID, _ scrutinee: Span) {
    guard !pattern.isNone else { return }
    let node = checker.typed.patterns[pattern]
    switch node.kind {
    case .wildcard, .never, .error: break
    case .binding(_, let mode, let inner):
      switch mode {
      case .byValue: record(place, .consume, node.span)
      case .byReference: record(place, .shared, node.span)
      case .byMutableReference: record(place, .mutable, node.span)
      }
      bind(place, inner, scrutinee)
    case .variant(let def, let variant, let args, let fields):
      let data = checker.program.adt(def)
      for field in Array(checker.typed.fieldPatterns[fields]) {
        // The fields of an enum are captured with the enum.
        bindInside(place, field.pattern)
      }
      _ = (variant, args)
      if data.variants.count > 1 { record(place, .inspect, scrutinee) }
    case .leaf(let fields):
      for field in Array(checker.typed.fieldPatterns[fields]) {
        var inner = place
        inner.projections.append(.field(field.index))
        inner.types.append(checker.typeOfField(checker.resolve(place.type), field.index))
        bind(inner, field.pattern, scrutinee)
      }
    case .deref(let inner):
      var target = place
      target.projections.append(.deref)
      target.types.append(checker.builtinDeref(checker.resolve(place.type), allowRaw: true) ?? checker.types.error)
      bind(target, inner, scrutinee)
    case .constant, .range: record(place, .inspect, scrutinee)
    case .slice(let prefix, let rest, let suffix):
      for item in Array(checker.typed.patternLists[prefix]) { bindInside(place, item) }
      bindInside(place, rest)
      for item in Array(checker.typed.patternLists[suffix]) { bindInside(place, item) }
      // `[..]` looks at nothing.
      if checker.typed.patternLists[prefix].isEmpty, checker.typed.patternLists[suffix].isEmpty, !rest.isNone { return }
      record(place, .inspect, scrutinee)
    case .or(let alternatives):
      for alternative in Array(checker.typed.patternLists[alternatives]) { bind(place, alternative, scrutinee) }
    }
  }

  /// Bindings below something that cannot be captured by itself use the whole place.
  private mutating func bindInside(_ place: CapturedPlace, _ pattern: TypedPatternID) {
    guard !pattern.isNone else { return }
    let node = checker.typed.patterns[pattern]
    switch node.kind {
    case .wildcard, .never, .error: break
    case .constant, .range: record(place, .inspect, node.span)
    case .binding(_, let mode, let inner):
      switch mode {
      case .byValue:
        if isCopy(node.type) { record(place, .shared, node.span) } else { record(place, .consume, node.span) }
      case .byReference: record(place, .shared, node.span)
      case .byMutableReference: record(place, .mutable, node.span)
      }
      bindInside(place, inner)
    case .variant(_, _, _, let fields), .leaf(let fields):
      record(place, .inspect, node.span)
      for field in Array(checker.typed.fieldPatterns[fields]) { bindInside(place, field.pattern) }
    case .deref(let inner): bindInside(place, inner)
    case .slice(let prefix, let rest, let suffix):
      for item in Array(checker.typed.patternLists[prefix]) { bindInside(place, item) }
      bindInside(place, rest)
      for item in Array(checker.typed.patternLists[suffix]) { bindInside(place, item) }
    case .or(let alternatives):
      for alternative in Array(checker.typed.patternLists[alternatives]) { bindInside(place, alternative) }
    }
  }

  // MARK: places

  private mutating func use(_ expr: TypedExprID, _ use: Use) {
    if case .index(let base, let index) = checker.typed.exprs[expr].kind {
      consume(index)
      // An element is used through the whole array or slice.
      let isCopied = use == .consume && isCopy(checker.rawType(expr))
      self.use(base, isCopied ? .shared : use == .write ? .mutable : use)
      return
    }
    guard let place = place(expr) else { return }
    record(place, use, checker.span(expr))
  }

  /// The captured place that an expression names; walks the expression otherwise.
  private mutating func place(_ expr: TypedExprID) -> CapturedPlace? {
    switch checker.typed.exprs[expr].kind {
    case .upvar(let variable):
      return CapturedPlace(variable: variable, projections: [], types: [checker.typed.variables[variable].type])
    case .variable, .staticItem: return nil
    case .field(let base, let index):
      guard var place = place(base) else { return nil }
      place.projections.append(.field(index))
      place.types.append(checker.rawType(expr))
      return place
    case .deref(let base):
      guard checker.isPlace(base) else {
        consume(base)
        return nil
      }
      guard var place = place(base) else { return nil }
      place.projections.append(.deref)
      place.types.append(checker.rawType(expr))
      return place
    case .index(let base, let index):
      consume(index)
      use(base, .shared)
      return nil
    default:
      consume(expr)
      return nil
    }
  }

  private func isCopy(_ type: Ty) -> Bool {
    let resolved = checker.resolveFully(type)
    switch checker.types.kind(resolved) {
    case .bool, .char, .integer, .float, .integerVariable, .floatVariable, .pointer, .functionPointer, .functionDef,
      .never, .reference(_, _, .shared):
      return true
    case .reference, .str, .slice, .dynamic: return false
    default: break
    }
    let copy = checker.program.lang.copy
    guard !copy.isNone else { return false }
    return checker.infer.evaluate(.trait(TraitRef(copy, checker.types.args([GenericArg(resolved)])))) == .holds
  }

  private mutating func record(_ place: CapturedPlace, _ use: Use, _ span: Span) {
    var mode: CaptureMode
    var kind = ClosureKind.fn
    switch use {
    case .consume:
      if isCopy(place.type) {
        mode = .byReference
      } else {
        mode = .byValue
        kind = .fnOnce
      }
    case .shared, .inspect: mode = .byReference
    case .unique:
      mode = .byUniqueReference
      kind = .fnMut
    case .mutable, .write:
      mode = .byMutableReference
      kind = .fnMut
    }
    var place = place
    // What lies behind a raw pointer is not the closure's affair.
    for position in place.projections.indices where place.projections[position] == .deref {
      if case .pointer = checker.kind(place.types[position]) {
        place = truncated(place, position, &mode)
        mode = .byReference
        kind = .fn
        break
      }
    }
    // A shared reference that is only copied, or read through, need not be found where it stands.
    let isCopied = use == .consume || place.projections.first == .deref
    found.append(CaptureUse(place: place, mode: mode, kind: kind, span: span, isCopied: isCopied))
  }

  /// The first `count` projections; a mutable borrow through a cut-off `&mut` becomes a unique one.
  private func truncated(_ place: CapturedPlace, _ count: Int, _ mode: inout CaptureMode) -> CapturedPlace {
    if mode == .byMutableReference {
      for position in count..<place.projections.count where place.projections[position] == .deref {
        if case .reference(_, _, .mutable) = checker.kind(place.types[position]) {
          mode = .byUniqueReference
          break
        }
      }
    }
    var result = place
    result.projections.removeSubrange(count...)
    result.types.removeSubrange((count + 1)...)
    return result
  }

  // MARK: from uses to captures

  func captures(from uses: [CaptureUse], isMove: Bool) -> [Capture] {
    var order: [Variable] = []
    var entries: [CaptureEntry] = []
    for use in uses {
      var mode = use.mode
      var place = use.place
      if checker.edition < .e2021 { place = truncated(place, 0, &mode) }
      let owner = checker.closures[closure].asyncClosure
      if isMove || (owner >= 0 && checker.variableHome[place.variable.index] == owner) {
        // Everything is taken by value, up to the first reference.
        if let position = place.projections.firstIndex(of: .deref) { place = truncated(place, position, &mode) }
        mode = .byValue
        place = restricted(place, &mode)
      } else if mode == .byValue {
        if let position = place.projections.firstIndex(of: .deref) { place = truncated(place, position, &mode) }
        place = restricted(place, &mode)
      } else if mode == .byReference {
        place = restricted(place, &mode)
        // Behind a shared reference that reference itself is enough.
        for position in place.projections.indices.reversed() where place.projections[position] == .deref {
          if case .reference(_, _, .shared) = checker.kind(place.types[position]) {
            place = truncated(place, position + 1, &mode)
            break
          }
        }
      } else {
        place = restricted(place, &mode)
      }
      if !order.contains(place.variable) { order.append(place.variable) }
      merge(CaptureEntry(place: place, mode: mode, span: use.span, isCopied: use.isCopied), &entries)
    }
    var result: [Capture] = []
    for variable in order {
      let own = entries.filter { $0.place.variable == variable }.sorted {
        isBefore($0.place.projections, $1.place.projections)
      }
      for var entry in own {
        let type = checker.resolveFully(entry.place.type)
        if entry.mode == .byReference, entry.isCopied, entry.place.projections.isEmpty,
          case .reference(_, _, .shared) = checker.types.kind(type)
        {
          entry.mode = .byValue
        }
        let fieldType: Ty
        switch entry.mode {
        case .byValue: fieldType = type
        case .byReference: fieldType = checker.types.reference(type, .shared)
        case .byUniqueReference, .byMutableReference: fieldType = checker.types.reference(type, .mutable)
        }
        result.append(
          Capture(
            variable: variable, projections: entry.place.projections, mode: entry.mode, placeType: type,
            fieldType: fieldType, span: entry.span))
      }
    }
    return result
  }

  private func isBefore(_ a: [CaptureProjection], _ b: [CaptureProjection]) -> Bool {
    for (x, y) in zip(a, b) {
      if case .field(let i) = x, case .field(let j) = y, i != j { return i < j }
    }
    return a.count < b.count
  }

  /// Fields of packed structs and unions are not captured by themselves, nor moved out of types with `Drop`.
  private func restricted(_ place: CapturedPlace, _ mode: inout CaptureMode) -> CapturedPlace {
    for position in place.projections.indices {
      guard case .field = place.projections[position], case .adt(let def, _) = checker.kind(place.types[position])
      else { continue }
      let data = checker.program.adt(def)
      let isPacked = data.repr.pack > 0 && mode != .byValue
      let isTornOut = mode == .byValue && checker.program.dropImpl(of: def) != nil && !isCopy(place.type)
      if isPacked || data.isUnion || isTornOut {
        return truncated(place, position, &mode)
      }
    }
    return place
  }

  private func merge(_ new: CaptureEntry, _ entries: inout [CaptureEntry]) {
    var new = new
    var index = 0
    while index < entries.count {
      let entry = entries[index]
      guard entry.place.variable == new.place.variable else {
        index += 1
        continue
      }
      let common = zip(entry.place.projections, new.place.projections).prefix { $0 == $1 }.count
      guard common == min(entry.place.projections.count, new.place.projections.count) else {
        index += 1
        continue
      }
      // One is a part of the other: the larger place, the stronger mode.
      var oldMode = entry.mode
      _ = truncated(entry.place, common, &oldMode)
      new.place = truncated(new.place, common, &new.mode)
      new.isCopied = new.isCopied && entry.isCopied
      if strength(oldMode) >= strength(new.mode) {
        new.mode = oldMode
        new.span = entry.span
      }
      entries.remove(at: index)
    }
    // A value cannot be taken through a reference that only the other use went through.
    if new.mode == .byValue, let position = new.place.projections.firstIndex(of: .deref) {
      new.place = truncated(new.place, position, &new.mode)
    }
    entries.append(new)
  }

  private func strength(_ mode: CaptureMode) -> Int {
    switch mode {
    case .byReference: 0
    case .byUniqueReference: 1
    case .byMutableReference: 2
    case .byValue: 3
    }
  }
}
