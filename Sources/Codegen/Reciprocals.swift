// Reciprocals that turn division by a constant into a multiplication (Granlund and Montgomery 1994; Warren,
// Hacker's Delight, chapter 10).

/// The multiplier and shift that divide by an unsigned constant.
public struct UnsignedReciprocal {
  /// The multiplier without its bit 2^width if `isAdding`.
  public private(set) var multiplier: UInt64
  public private(set) var shift: UInt8
  /// Whether the multiplier has one bit more than the width.
  public private(set) var isAdding: Bool

  public init(_ divisor: UInt64, bits: Int) {
    // The least p with 2^p > nc * (d - 1 - (2^p - 1) mod d).
    let mask: UInt64 = bits == 64 ? .max : (1 << UInt64(bits)) - 1
    let half: UInt64 = 1 << UInt64(bits - 1)
    isAdding = false
    let nc = mask - ((mask &- divisor &+ 1) & mask) % divisor
    var p = bits - 1
    var q1 = half / nc
    var r1 = half - q1 * nc
    var q2 = (half - 1) / divisor
    var r2 = (half - 1) - q2 * divisor
    while true {
      p += 1
      if r1 >= nc - r1 {
        q1 = (q1 &* 2 &+ 1) & mask
        r1 = (r1 &* 2 &- nc) & mask
      } else {
        q1 = (q1 &* 2) & mask
        r1 = r1 &* 2
      }
      if r2 + 1 >= divisor - r2 {
        if q2 >= half - 1 { isAdding = true }
        q2 = (q2 &* 2 &+ 1) & mask
        r2 = (r2 &* 2 &+ 1 &- divisor) & mask
      } else {
        if q2 >= half { isAdding = true }
        q2 = (q2 &* 2) & mask
        r2 = r2 &* 2 &+ 1
      }
      let delta = divisor - 1 - r2
      if !(p < bits * 2 && (q1 < delta || (q1 == delta && r1 == 0))) { break }
    }
    multiplier = (q2 &+ 1) & mask
    shift = UInt8(p - bits)
  }
}

/// The multiplier and shift that divide by a signed constant.
public struct SignedReciprocal {
  public private(set) var multiplier: Int64
  public private(set) var shift: UInt8

  public init(_ divisor: Int64, bits: Int) {
    let half: UInt64 = 1 << UInt64(bits - 1)
    let magnitude = divisor.magnitude
    let t = half + (divisor < 0 ? 1 : 0)
    let nc = t - 1 - t % magnitude
    var p = bits - 1
    var q1 = half / nc
    var r1 = half - q1 * nc
    var q2 = half / magnitude
    var r2 = half - q2 * magnitude
    var delta: UInt64
    repeat {
      p += 1
      q1 = q1 &* 2
      r1 = r1 &* 2
      if r1 >= nc {
        q1 = q1 &+ 1
        r1 = r1 &- nc
      }
      q2 = q2 &* 2
      r2 = r2 &* 2
      if r2 >= magnitude {
        q2 = q2 &+ 1
        r2 = r2 &- magnitude
      }
      delta = magnitude - r2
    } while q1 < delta || (q1 == delta && r1 == 0)
    var m = Int64(bitPattern: q2 &+ 1)
    if bits == 32 { m = Int64(Int32(truncatingIfNeeded: m)) }
    multiplier = divisor < 0 ? 0 &- m : m
    shift = UInt8(p - bits)
  }
}
