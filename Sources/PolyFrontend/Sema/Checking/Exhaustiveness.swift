// Exhaustiveness and reachability of patterns (Maranget's matrices, with integer ranges and slices
// split into the parts that the patterns tell apart).

import PolyExpansion
import PolySupport
import PolySyntax

/// A handle of a pattern in a `PatternMatrix`.
struct MatrixPattern: EntityHandle {
  let raw: UInt32
}

/// The outermost constructor of a pattern.
enum PatternConstructor: Hashable {
  case wildcard
  case or
  /// The only constructor of a struct, tuple, reference or Box.
  case single
  case variant(Int)
  /// Bits ordered as unsigned numbers, both ends included.
  case range(UInt128, UInt128)
  case string(Symbol)
  /// A float or something else that is only compared for equality.
  case value(UInt64)
  case fixedSlice(Int)
  case variableSlice(prefix: Int, suffix: Int)
}

struct PatternNode {
  var constructor: PatternConstructor
  var fields: [MatrixPattern]
}

/// A value that no pattern matches, as text parts.
struct Witness {
  var patterns: [String]
}

/// The patterns of one match in the form that the algorithm works on.
struct PatternMatrix {
  let checker: BodyChecker
  var nodes = PrimaryMap<MatrixPattern, PatternNode>()
  let wild: MatrixPattern
  var steps = 0

  init(_ checker: BodyChecker) {
    self.checker = checker
    wild = nodes.push(PatternNode(constructor: .wildcard, fields: []))
  }

  var types: TypeTable { checker.types }
  var program: Program { checker.program }

  mutating func make(_ constructor: PatternConstructor, _ fields: [MatrixPattern] = []) -> MatrixPattern {
    nodes.push(PatternNode(constructor: constructor, fields: fields))
  }

  // MARK: from typed patterns

  mutating func lower(_ id: TypedPatternID) -> MatrixPattern {
    guard !id.isNone else { return wild }
    let node = checker.typed.patterns[id]
    switch node.kind {
    case .wildcard, .never: return wild
    case .error: return wild
    case .binding(_, _, let inner): return inner.isNone ? wild : lower(inner)
    case .variant(let def, let variant, let args, let list):
      let data = program.adt(def)
      guard Int(variant) < data.variants.count else { return wild }
      _ = args
      return make(.variant(Int(variant)), lowerFields(list, count: data.variants[Int(variant)].fields.count))
    case .leaf(let list):
      return make(.single, lowerFields(list, count: fieldTypes(.single, node.type).count))
    case .deref(let inner): return make(.single, [lower(inner)])
    case .constant(let value): return lowerConstant(value, node.type)
    case .range(let low, let high, let isInclusive): return lowerRange(low, high, isInclusive, node.type)
    case .slice(let prefix, let rest, let suffix):
      let before = Array(checker.typed.patternLists[prefix]).map { lower($0) }
      let after = Array(checker.typed.patternLists[suffix]).map { lower($0) }
      if let length = arrayLength(node.type) {
        let middle = max(0, length - before.count - after.count)
        guard length <= 4096 else { return wild }
        return make(.fixedSlice(length), before + Array(repeating: wild, count: middle) + after)
      }
      if rest.isNone { return make(.fixedSlice(before.count), before) }
      return make(.variableSlice(prefix: before.count, suffix: after.count), before + after)
    case .or(let list):
      return make(.or, Array(checker.typed.patternLists[list]).map { lower($0) })
    }
  }

  private mutating func lowerFields(_ list: ListRef<FieldPattern>, count: Int) -> [MatrixPattern] {
    var fields = [MatrixPattern](repeating: wild, count: count)
    for field in Array(checker.typed.fieldPatterns[list]) where Int(field.index) < count {
      fields[Int(field.index)] = lower(field.pattern)
    }
    return fields
  }

  private func arrayLength(_ type: Ty) -> Int? {
    guard case .array(_, let length) = types.kind(type), case .value(_, let count, 0) = types.kind(program.evaluated(length))
    else { return nil }
    return Int(clamping: count)
  }

  private mutating func lowerConstant(_ value: ConstantValue, _ type: Ty) -> MatrixPattern {
    switch value {
    case .string(let symbol): return make(.single, [make(.string(symbol))])
    case .bytes(let symbol):
      let bytes = program.symbols.withBytes(symbol) { Array($0) }
      return make(.single, [make(.fixedSlice(bytes.count), bytes.map { make(.range(UInt128($0), UInt128($0))) })])
    case .cString(let symbol): return make(.single, [make(.string(symbol))])
    case .zeroSized: return wild
    case .scalar(let low, let high):
      guard isRangeType(type) else { return make(.value(low)) }
      let point = ordered(UInt128(high) << 64 | UInt128(low), type)
      return make(.range(point, point))
    }
  }

  private func isRangeType(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .bool, .char, .integer: true
    default: false
    }
  }

  /// Pointer-sized integers have one more value at each open end, which only open ranges cover.
  private func ordered(_ value: UInt128, _ type: Ty) -> UInt128 {
    let result = checker.ordered(value, type)
    if case .integer(.isize) = types.kind(type) { return result + 1 }
    return result
  }

  private mutating func lowerRange(_ low: RangeEnd, _ high: RangeEnd, _ isInclusive: Bool, _ type: Ty) -> MatrixPattern {
    guard isRangeType(type) else {
      var hash: UInt64 = 14_695_981_039_346_656_037
      if case .scalar(let a, _) = low { hash = (hash ^ a) &* 1_099_511_628_211 }
      if case .scalar(let a, _) = high { hash = (hash ^ a) &* 1_099_511_628_211 }
      return make(.value(hash))
    }
    let all = universe(type)
    guard let least = all.first?.0, let greatest = all.last?.1 else { return wild }
    var from = least
    var to = greatest
    if case .scalar(let a, let b) = low { from = ordered(UInt128(b) << 64 | UInt128(a), type) }
    if case .scalar(let a, let b) = high {
      to = ordered(UInt128(b) << 64 | UInt128(a), type)
      if !isInclusive {
        guard to > from else { return make(.range(from, from)) }
        to -= 1
      }
    }
    return make(.range(from, max(from, to)))
  }

  // MARK: constructors of types

  func universe(_ type: Ty) -> [(UInt128, UInt128)] {
    switch types.kind(type) {
    case .bool: return [(0, 1)]
    case .char: return [(0, 0xD7FF), (0xE000, 0x10FFFF)]
    case .integer(.usize): return [(0, 1 << UInt128(program.target.pointerBits))]
    case .integer(.isize): return [(0, (1 << UInt128(program.target.pointerBits)) + 1)]
    case .integer(let kind):
      let bits = kind.bits(pointerBits: program.target.pointerBits)
      return [(0, bits == 128 ? .max : (1 << UInt128(bits)) - 1)]
    default: return []
    }
  }

  func fieldTypes(_ constructor: PatternConstructor, _ type: Ty) -> [Ty] {
    switch (constructor, types.kind(type)) {
    case (.single, .reference(_, let target, _)): return [target]
    case (.single, .tuple(let list)): return Array(types.list(list))
    case (.single, .adt(let def, let args)):
      let data = program.adt(def)
      if data.isBox, let inner = types.arg(args, 0).type, boxIsDereferenced(type) { return [inner] }
      return data.variants.first?.fields.map { checker.fieldType($0, args, .none) } ?? []
    case (.variant(let index), .adt(let def, let args)):
      let data = program.adt(def)
      return index < data.variants.count ? data.variants[index].fields.map { checker.fieldType($0, args, .none) } : []
    case (.fixedSlice(let count), .slice(let element)), (.fixedSlice(let count), .array(let element, _)):
      return Array(repeating: element, count: count)
    case (.variableSlice(let prefix, let suffix), .slice(let element)):
      return Array(repeating: element, count: prefix + suffix)
    default: return []
    }
  }

  /// A Box is matched by `box` patterns only, never by its fields.
  private func boxIsDereferenced(_ type: Ty) -> Bool { true }

  /// Whether the type has no values that could be matched here.
  func isEmpty(_ type: Ty, depth: Int = 0) -> Bool {
    guard depth < 16 else { return false }
    switch types.kind(type) {
    case .never: return true
    case .tuple(let list): return types.list(list).contains { isEmpty($0, depth: depth + 1) }
    case .array(let element, _): return (arrayLength(type) ?? 0) > 0 && isEmpty(element, depth: depth + 1)
    case .adt(let def, let args):
      let data = program.adt(def)
      if data.isUnion { return false }
      if data.variants.isEmpty { return data.isEnum }
      return data.variants.allSatisfy { variantIsEmpty($0, args, data.isEnum, depth) }
    default: return false
    }
  }

  func variantIsEmpty(_ variant: AdtVariant, _ args: Args, _ isEnum: Bool, _ depth: Int) -> Bool {
    variant.fields.contains {
      (isEnum || checker.isAccessible($0.def)) && isEmpty(checker.fieldType($0, args, .none), depth: depth + 1)
    }
  }

  // MARK: splitting

  /// Rows whose first pattern is an alternative become several rows.
  private func expanded(_ rows: [[MatrixPattern]]) -> [[MatrixPattern]] {
    guard rows.contains(where: { nodes[$0[0]].constructor == .or }) else { return rows }
    var result: [[MatrixPattern]] = []
    func add(_ row: [MatrixPattern]) {
      let head = nodes[row[0]]
      guard head.constructor == .or else {
        result.append(row)
        return
      }
      for alternative in head.fields { add([alternative] + row.dropFirst()) }
    }
    for row in rows { add(row) }
    return result
  }

  /// The constructors that a column must be examined for: (those that some pattern names, those that
  /// only wildcards match).
  private func split(_ type: Ty, _ heads: [PatternConstructor]) -> (present: [PatternConstructor], missing: [PatternConstructor]) {
    switch types.kind(type) {
    case .bool, .char, .integer: return splitRanges(universe(type), heads)
    case .adt(let def, let args):
      let data = program.adt(def)
      guard data.isEnum else { return heads.isEmpty ? ([], [.single]) : ([.single], []) }
      var present: [PatternConstructor] = []
      var missing: [PatternConstructor] = []
      var seen = Set<Int>()
      for head in heads { if case .variant(let index) = head { seen.insert(index) } }
      for (index, variant) in data.variants.enumerated() {
        if seen.contains(index) {
          present.append(.variant(index))
        } else if !variantIsEmpty(variant, args, true, 0) {
          missing.append(.variant(index))
        }
      }
      return (present, missing)
    case .slice: return splitSlices(heads, nil)
    case .array: return splitSlices(heads, arrayLength(type))
    case .tuple, .reference: return heads.isEmpty ? ([], [.single]) : ([.single], [])
    case .never: return ([], [])
    default:
      // Strings, floats: there is always another value.
      var present: [PatternConstructor] = []
      for head in heads where !present.contains(head) { present.append(head) }
      return (present, [.wildcard])
    }
  }

  private func splitRanges(_ universe: [(UInt128, UInt128)], _ heads: [PatternConstructor])
    -> (present: [PatternConstructor], missing: [PatternConstructor])
  {
    // Starts of the parts; an end is the start of the next part.
    var bounds = Set<UInt128>()
    var covered: [(UInt128, UInt128)] = []
    for head in heads {
      guard case .range(let low, let high) = head else { continue }
      covered.append((low, high))
      bounds.insert(low)
      if high < .max { bounds.insert(high + 1) }
    }
    covered.sort { $0.0 < $1.0 }
    let sorted = bounds.sorted()
    var present: [PatternConstructor] = []
    var missing: [PatternConstructor] = []
    for (low, high) in universe {
      var start = low
      var cursor = 0
      while cursor < sorted.count, sorted[cursor] <= low { cursor += 1 }
      while true {
        let end = cursor < sorted.count && sorted[cursor] <= high ? sorted[cursor] - 1 : high
        if covered.contains(where: { $0.0 <= start && end <= $0.1 }) {
          present.append(.range(start, end))
        } else {
          missing.append(.range(start, end))
        }
        if end >= high { break }
        start = end + 1
        cursor += 1
      }
    }
    return (present, missing)
  }

  private func splitSlices(_ heads: [PatternConstructor], _ arrayLength: Int?)
    -> (present: [PatternConstructor], missing: [PatternConstructor])
  {
    if let arrayLength { return heads.isEmpty ? ([], [.fixedSlice(arrayLength)]) : ([.fixedSlice(arrayLength)], []) }
    var maxFixed = -1
    var maxPrefix = 0
    var maxSuffix = 0
    var fixed = Set<Int>()
    var leastVariable = Int.max
    for head in heads {
      switch head {
      case .fixedSlice(let count):
        maxFixed = max(maxFixed, count)
        fixed.insert(count)
      case .variableSlice(let prefix, let suffix):
        maxPrefix = max(maxPrefix, prefix)
        maxSuffix = max(maxSuffix, suffix)
        leastVariable = min(leastVariable, prefix + suffix)
      default: break
      }
    }
    var length = maxPrefix + maxSuffix
    if maxFixed + 1 > length {
      maxPrefix = maxFixed + 1 - maxSuffix
      length = maxFixed + 1
    }
    var present: [PatternConstructor] = []
    var missing: [PatternConstructor] = []
    for count in 0..<length {
      if fixed.contains(count) || leastVariable <= count {
        present.append(.fixedSlice(count))
      } else {
        missing.append(.fixedSlice(count))
      }
    }
    let last = PatternConstructor.variableSlice(prefix: maxPrefix, suffix: maxSuffix)
    if leastVariable <= length { present.append(last) } else { missing.append(last) }
    return (present, missing)
  }

  /// The row behind `constructor`, if its first pattern matches it.
  private func specialize(_ row: [MatrixPattern], _ constructor: PatternConstructor, arity: Int) -> [MatrixPattern]? {
    let head = nodes[row[0]]
    let rest = row.dropFirst()
    switch (head.constructor, constructor) {
    case (.wildcard, _): return Array(repeating: wild, count: arity) + rest
    case (.single, .single): return padded(head.fields, arity) + rest
    case (.variant(let a), .variant(let b)): return a == b ? padded(head.fields, arity) + rest : nil
    case (.range(let low, let high), .range(let from, let to)):
      return low <= from && to <= high ? Array(rest) : nil
    case (.string(let a), .string(let b)): return a == b ? Array(rest) : nil
    case (.value(let a), .value(let b)): return a == b ? Array(rest) : nil
    case (.fixedSlice(let a), .fixedSlice(let b)): return a == b ? head.fields + rest : nil
    case (.variableSlice(let prefix, let suffix), .fixedSlice(let count)):
      guard count >= prefix + suffix else { return nil }
      return head.fields[..<prefix] + Array(repeating: wild, count: count - prefix - suffix) + head.fields[prefix...] + rest
    case (.variableSlice(let prefix, let suffix), .variableSlice(let a, let b)):
      guard a + b >= prefix + suffix else { return nil }
      return head.fields[..<prefix] + Array(repeating: wild, count: a + b - prefix - suffix) + head.fields[prefix...] + rest
    default: return nil
    }
  }

  private func padded(_ fields: [MatrixPattern], _ count: Int) -> [MatrixPattern] {
    fields.count == count ? fields : Array(fields.prefix(count)) + Array(repeating: wild, count: max(0, count - fields.count))
  }

  private func headConstructors(_ rows: [[MatrixPattern]]) -> [PatternConstructor] {
    rows.compactMap { nodes[$0[0]].constructor == .wildcard ? nil : nodes[$0[0]].constructor }
  }

  // MARK: usefulness

  /// Whether `row` matches something that `rows` do not.
  mutating func isUseful(_ rows: [[MatrixPattern]], _ row: [MatrixPattern], _ columns: [Ty]) -> Bool {
    steps += 1
    guard steps < 2_000_000 else { return true }
    guard let type = columns.first else { return rows.isEmpty }
    if rows.isEmpty { return true }
    let head = nodes[row[0]]
    if head.constructor == .or {
      for alternative in head.fields where isUseful(rows, [alternative] + row.dropFirst(), columns) { return true }
      return false
    }
    let rows = expanded(rows)
    var heads = headConstructors(rows)
    if head.constructor == .wildcard {
      if heads.isEmpty {
        return isUseful(rows.map { Array($0.dropFirst()) }, Array(row.dropFirst()), Array(columns.dropFirst()))
      }
      let (present, missing) = split(type, heads)
      if !missing.isEmpty {
        let rest = rows.filter { nodes[$0[0]].constructor == .wildcard }.map { Array($0.dropFirst()) }
        if isUseful(rest, Array(row.dropFirst()), Array(columns.dropFirst())) { return true }
      }
      for constructor in present where isUsefulFor(constructor, rows, row, columns) { return true }
      return false
    }
    heads.append(head.constructor)
    switch head.constructor {
    case .range, .fixedSlice, .variableSlice:
      let (present, _) = split(type, heads)
      for constructor in present {
        let arity = fieldTypes(constructor, type).count
        guard specialize(row, constructor, arity: arity) != nil else { continue }
        if isUsefulFor(constructor, rows, row, columns) { return true }
      }
      return false
    default: return isUsefulFor(head.constructor, rows, row, columns)
    }
  }

  private mutating func isUsefulFor(
    _ constructor: PatternConstructor, _ rows: [[MatrixPattern]], _ row: [MatrixPattern], _ columns: [Ty]
  ) -> Bool {
    let fields = fieldTypes(constructor, columns[0])
    guard let special = specialize(row, constructor, arity: fields.count) else { return false }
    let rest = rows.compactMap { specialize($0, constructor, arity: fields.count) }
    return isUseful(rest, special, fields + columns.dropFirst())
  }

  /// Values that no row matches, at most a few.
  mutating func missing(_ rows: [[MatrixPattern]], _ columns: [Ty]) -> [Witness] {
    steps += 1
    guard steps < 2_000_000 else { return [] }
    guard let type = columns.first else { return rows.isEmpty ? [Witness(patterns: [])] : [] }
    let rows = expanded(rows)
    let heads = headConstructors(rows)
    if heads.isEmpty {
      if rows.isEmpty, isEmpty(type) { return [] }
      let rest = missing(rows.map { Array($0.dropFirst()) }, Array(columns.dropFirst()))
      return rest.map { Witness(patterns: ["_"] + $0.patterns) }
    }
    let (present, absent) = split(type, heads)
    var result: [Witness] = []
    if !absent.isEmpty {
      let rest = missing(
        rows.filter { nodes[$0[0]].constructor == .wildcard }.map { Array($0.dropFirst()) }, Array(columns.dropFirst()))
      for witness in rest {
        for constructor in absent {
          let fields = fieldTypes(constructor, type).map { _ in "_" }
          result.append(Witness(patterns: [text(constructor, fields, type)] + witness.patterns))
          if result.count >= 64 { return result }
        }
      }
    }
    for constructor in present {
      let fields = fieldTypes(constructor, type)
      let special = rows.compactMap { specialize($0, constructor, arity: fields.count) }
      for witness in missing(special, fields + columns.dropFirst()) {
        let parts = Array(witness.patterns.prefix(fields.count))
        result.append(
          Witness(patterns: [text(constructor, parts, type)] + witness.patterns.dropFirst(fields.count)))
        if result.count >= 64 { return result }
      }
    }
    return result
  }

  // MARK: text of witnesses

  private func text(_ constructor: PatternConstructor, _ fields: [String], _ type: Ty) -> String {
    switch constructor {
    case .wildcard, .or, .value, .string:
      if case .reference = types.kind(type) { return "&_" }
      return "_"
    case .variant(let index):
      guard case .adt(let def, _) = types.kind(type) else { return "_" }
      let data = program.adt(def)
      guard index < data.variants.count else { return "_" }
      let variant = data.variants[index]
      var name = program.symbols.text(program.definitions.name(def)) + "::" + program.symbols.text(variant.name)
      if def == program.langItem("Some").map({ program.definitions.parent($0) })
        || ["Ok", "Err"].contains(program.symbols.text(variant.name)) && !program.isLocal(def)
      {
        name = program.symbols.text(variant.name)
      }
      return structText(name, variant, fields)
    case .single:
      switch types.kind(type) {
      case .reference(_, let target, _):
        if case .str = types.kind(target) { return "&_" }
        return "&" + (fields.first ?? "_")
      case .tuple: return fields.count == 1 ? "(\(fields[0]),)" : "(\(fields.joined(separator: ", ")))"
      case .adt(let def, _):
        let data = program.adt(def)
        if data.isBox { return "box " + (fields.first ?? "_") }
        guard let variant = data.variants.first else { return "_" }
        return structText(program.symbols.text(program.definitions.name(def)), variant, fields)
      default: return "_"
      }
    case .range(let low, let high): return rangeText(low, high, type)
    case .fixedSlice: return "[\(fields.joined(separator: ", "))]"
    case .variableSlice(let prefix, _):
      return "[\((fields.prefix(prefix) + [".."] + fields.dropFirst(prefix)).joined(separator: ", "))]"
    }
  }

  private func structText(_ name: String, _ variant: AdtVariant, _ fields: [String]) -> String {
    switch variant.constructor {
    case .unit: return name
    case .tuple: return "\(name)(\(fields.joined(separator: ", ")))"
    case .named:
      if fields.allSatisfy({ $0 == "_" }), !fields.isEmpty { return "\(name) { .. }" }
      let parts = zip(variant.fields, fields).map { "\(program.symbols.text($0.name)): \($1)" }
      return parts.isEmpty ? "\(name) {}" : "\(name) { \(parts.joined(separator: ", ")) }"
    }
  }

  private func rangeText(_ low: UInt128, _ high: UInt128, _ type: Ty) -> String {
    switch types.kind(type) {
    case .bool: return low != high ? "_" : low == 0 ? "false" : "true"
    case .char:
      func character(_ value: UInt128) -> String {
        let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: value)) ?? " "
        return "'\(scalar.escaped(asASCII: true))'"
      }
      return low == high ? character(low) : "\(character(low))..=\(character(high))"
    case .integer(let kind):
      let all = universe(type)
      guard let least = all.first?.0, let greatest = all.last?.1 else { return "_" }
      if low == least && high == greatest { return "_" }
      let isPointerSized = kind == .usize || kind == .isize
      func number(_ value: UInt128) -> String {
        let bits = kind.bits(pointerBits: program.target.pointerBits)
        var plain = value
        if kind == .isize { plain -= 1 }
        if plain == 0, kind.isSigned { return "\(kind.name)::MIN" }
        if bits < 128 ? plain == (1 << UInt128(bits)) - 1 : plain == .max { return "\(kind.name)::MAX" }
        if kind.isSigned {
          let half: UInt128 = 1 << UInt128(bits - 1)
          return plain >= half ? "\(plain - half)_\(kind.name)" : "-\(half - plain)_\(kind.name)"
        }
        return "\(plain)_\(kind.name)"
      }
      if isPointerSized, high == greatest {
        return low == greatest ? "\(kind.name)::MAX.." : "\(number(low)).."
      }
      if kind == .isize, low == least { return "..\(number(high + 1 > greatest ? high : high + 1))" }
      return low == high ? number(low) : "\(number(low))..=\(number(high))"
    default: return "_"
    }
  }
}
