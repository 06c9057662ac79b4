// Rows of bits in one flat buffer, for dataflow over blocks.

/// A row of a `BitMatrix` on its own: the state while a block is walked.
struct BitRow {
  var words: ContiguousArray<UInt64>

  init(bitCount: Int) { words = ContiguousArray(filledWith: 0, count: (bitCount + 63) / 64) }
  @inline(__always) subscript(index: Int) -> Bool {
    words[index &>> 6] & (1 &<< UInt64(index & 63)) != 0
  }
  @inline(__always) mutating func set(_ index: Int) { words[index &>> 6] |= 1 &<< UInt64(index & 63) }
  @inline(__always) mutating func clear(_ index: Int) { words[index &>> 6] &= ~(1 &<< UInt64(index & 63)) }
}

struct BitMatrix {
  private let wordsPerRow: Int
  private var words: ContiguousArray<UInt64>

  init(rows: Int, bitCount: Int) {
    wordsPerRow = (bitCount + 63) / 64
    words = ContiguousArray(filledWith: 0, count: rows * wordsPerRow)
  }

  func load(_ row: Int, into state: inout BitRow) {
    for index in 0..<wordsPerRow { state.words[index] = words[row &* wordsPerRow &+ index] }
  }

  /// Adds the bits of `state` to a row; returns whether that changed it.
  mutating func merge(_ state: BitRow, into row: Int) -> Bool {
    var difference: UInt64 = 0
    for index in 0..<wordsPerRow {
      let old = words[row &* wordsPerRow &+ index]
      let new = old | state.words[index]
      difference |= old ^ new
      words[row &* wordsPerRow &+ index] = new
    }
    return difference != 0
  }
}
