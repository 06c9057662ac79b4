// Matches whose patterns decide by one constructor only, as nearly all do.

import PolySupport

/// A match where each pattern is irrefutable but for one constructor, or several by `|`, all at one depth of
/// references. What is covered is then a set; the time is linear in the number of patterns.
struct FlatMatch {
  /// What the patterns look at, behind all references.
  private let type: Ty
  private var heads: [PatternConstructor] = []
  /// Of each pattern, where its constructors end in `heads`.
  private var ends: [Int] = []
  private var hasWildcard = false
  private var variants: Set<Int> = []
  /// Of an integer, character or `bool`: what was added, in order, neither overlapping nor adjacent.
  private var covered: [ClosedRange<UInt128>] = []
  /// All values of such a type.
  private let universe: [(UInt128, UInt128)]

  /// Nil if the match needs a matrix.
  init?(_ patterns: [MatrixPattern], _ scrutinee: Ty, _ matrix: PatternMatrix) {
    var type = scrutinee
    var references = 0
    while case .reference(_, let target, _) = matrix.types.kind(type) {
      type = target
      references += 1
    }
    self.type = type
    universe = matrix.universe(type)
    heads.reserveCapacity(patterns.count)
    ends.reserveCapacity(patterns.count)
    for pattern in patterns {
      guard collect(pattern, behind: references, matrix) else { return nil }
      ends.append(heads.count)
    }
  }

  private mutating func collect(_ pattern: MatrixPattern, behind references: Int, _ matrix: PatternMatrix) -> Bool {
    let node = matrix.nodes[pattern]
    switch node.constructor {
    case .or: return node.fields.allSatisfy { collect($0, behind: references, matrix) }
    case .single where references > 0 && node.fields.count == 1:
      return collect(node.fields[0], behind: references - 1, matrix)
    case .wildcard, .single: heads.append(.wildcard)
    case .variant, .range: heads.append(node.constructor)
    case .string, .value, .fixedSlice, .variableSlice: return false
    }
    return node.fields.allSatisfy { Self.isIrrefutable($0, matrix) }
  }

  private static func isIrrefutable(_ pattern: MatrixPattern, _ matrix: PatternMatrix) -> Bool {
    let node = matrix.nodes[pattern]
    switch node.constructor {
    case .wildcard: return true
    case .single: return node.fields.allSatisfy { isIrrefutable($0, matrix) }
    default: return false
    }
  }

  private func constructors(_ position: Int) -> ArraySlice<PatternConstructor> {
    heads[(position == 0 ? 0 : ends[position - 1])..<ends[position]]
  }

  /// Whether the pattern matches something that those added do not.
  func isUseful(_ position: Int, _ matrix: PatternMatrix) -> Bool {
    guard !hasWildcard else { return false }
    return constructors(position).contains { head in
      switch head {
      case .variant(let index): !variants.contains(index)
      case .range(let low, let high): !covers(low, high)
      default: !isExhaustive(matrix)
      }
    }
  }

  mutating func add(_ position: Int) {
    for head in constructors(position) {
      switch head {
      case .variant(let index): variants.insert(index)
      case .range(let low, let high): cover(low...high)
      default: hasWildcard = true
      }
    }
  }

  /// Whether the patterns that were added match all values.
  func isExhaustive(_ matrix: PatternMatrix) -> Bool {
    if hasWildcard { return true }
    switch matrix.types.kind(type) {
    case .bool, .char, .integer: return covers(0, .max)
    case .adt(let def, let args):
      let data = matrix.program.adt(def)
      guard data.isEnum else { return false }
      return data.variants.indices.allSatisfy {
        variants.contains($0) || matrix.variantIsEmpty(data.variants[$0], args, true, 0)
      }
    default: return false
    }
  }

  // MARK: ranges

  /// Where the first covered range is that ends at `value` or behind it.
  private func position(of value: UInt128) -> Int {
    var low = 0
    var high = covered.count
    while low < high {
      let middle = (low + high) / 2
      if covered[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether all values of the type from `low` to `high` are covered.
  private func covers(_ low: UInt128, _ high: UInt128) -> Bool {
    universe.allSatisfy { part in
      let from = max(low, part.0)
      let to = min(high, part.1)
      guard from <= to else { return true }
      let position = position(of: from)
      return position < covered.count && covered[position].lowerBound <= from && to <= covered[position].upperBound
    }
  }

  private mutating func cover(_ range: ClosedRange<UInt128>) {
    let first = position(of: range.lowerBound == 0 ? 0 : range.lowerBound - 1)
    var end = first
    var union = range
    while end < covered.count, covered[end].lowerBound == 0 || covered[end].lowerBound - 1 <= range.upperBound {
      union = min(union.lowerBound, covered[end].lowerBound)...max(union.upperBound, covered[end].upperBound)
      end += 1
    }
    covered.replaceSubrange(first..<end, with: CollectionOfOne(union))
  }
}
