// Near names for messages: the edit distance with transpositions, bounded as rustc bounds it.

import PolySupport

struct NearestName {
  let symbols: SymbolTable
  private let target: [UInt8]
  private let limit: Int
  private(set) var best: Symbol?
  private var bestDistance: Int

  init(_ name: Symbol, _ symbols: SymbolTable) {
    self.symbols = symbols
    target = symbols.withBytes(name) { Array($0) }
    limit = max(target.count, 3) / 3
    bestDistance = limit + 1
  }

  /// Considers a candidate; true if it is now the best.
  @discardableResult
  mutating func consider(_ candidate: Symbol) -> Bool {
    guard bestDistance > 0 else { return false }
    let bytes = symbols.withBytes(candidate) { Array($0) }
    guard bytes != target, !bytes.isEmpty, bytes[0] != 0, bytes[0] != UInt8(ascii: "_") || target.first == UInt8(ascii: "_") else { return false }
    guard abs(bytes.count - target.count) <= limit else {
      return false
    }
    var distance = Self.distance(target, bytes)
    if distance > 0, Self.lowercased(bytes) == Self.lowercased(target) { distance = min(distance, 1) }
    if distance < bestDistance, distance <= limit {
      bestDistance = distance
      best = candidate
      return true
    }
    return false
  }

  private static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (restricted Damerau–Levenshtein).
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty { return b.count }
    if b.isEmpty { return a.count }
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    var row = previous
    for i in 1...a.count {
      row[0] = i
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        var value = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          value = min(value, beforePrevious[j - 2] + 1)
        }
        row[j] = value
      }
      swap(&beforePrevious, &previous)
      swap(&previous, &row)
    }
    return previous[b.count]
  }
}
