// Live intervals: the pieces into which a virtual register's life is split, each with one location.

import PolySupport

/// A piece of a register's life. Pieces of one register form a list in ascending order.
struct Interval {
  var register: UInt32
  /// Bounds; ranges are clamped to them.
  var from: UInt32
  var to: UInt32
  var rangeStart: UInt32
  var rangeEnd: UInt32
  var useStart: UInt32
  var useEnd: UInt32
  var location: Location
  var next: Int32
}

extension LinearScan {
  /// First use of the interval at or after `point`; the end index of its uses if there is none.
  @inline(__always) func firstUse(_ interval: Int, from point: UInt32) -> Int {
    var low = Int(intervals[interval].useStart)
    var high = Int(intervals[interval].useEnd)
    if high &- low <= 8 {
      while low < high, liveness.uses[low].point < point { low &+= 1 }
      return low
    }
    while low < high {
      let middle = (low &+ high) / 2
      if liveness.uses[middle].point < point { low = middle &+ 1 } else { high = middle }
    }
    return low
  }

  /// Whether the interval is used or defined at exactly `point`.
  func isUsed(_ interval: Int, at point: UInt32) -> Bool {
    let use = firstUse(interval, from: point)
    return use < Int(intervals[interval].useEnd) && liveness.uses[use].point == point
  }

  /// Splits at `point`, which lies strictly inside; returns the second part, without a location.
  mutating func split(_ interval: Int, at point: UInt32) -> Int {
    let whole = intervals[interval]
    // The first range that ends after the point.
    var low = Int(whole.rangeStart)
    var high = Int(whole.rangeEnd)
    while low < high {
      let middle = (low &+ high) / 2
      if liveness.ranges[middle].to <= point { low = middle &+ 1 } else { high = middle }
    }
    var tail = whole
    tail.rangeStart = UInt32(low)
    tail.from = max(point, liveness.ranges[low].from)
    tail.location = .none
    let use = firstUse(interval, from: point)
    tail.useStart = UInt32(use)
    let tailIndex = intervals.count
    let isInside = liveness.ranges[low].from < point
    intervals[interval].rangeEnd = UInt32(isInside ? low &+ 1 : low)
    intervals[interval].to = isInside ? point : liveness.ranges[low &- 1].to
    intervals[interval].useEnd = UInt32(use)
    intervals[interval].next = Int32(tailIndex)
    intervals.append(tail)
    splitCount[Int(whole.register)] &+= 1
    return tailIndex
  }

  /// The innermost loop around a point, -1 if none.
  @inline(__always) func loop(at point: UInt32) -> Int32 {
    liveness.loopOfBlock[Int(liveness.blockOfInstruction[Int(point / 2)])]
  }

  /// The best even point to split at between two even ones: as late as possible, but outside of the
  /// loops that do not contain `earliest`.
  func bestSplit(earliest: UInt32, latest: UInt32) -> UInt32 {
    guard earliest < latest else { return latest }
    var result = latest
    var index = loop(at: min(latest, lastPoint))
    while index >= 0 {
      let loop = liveness.loops[Int(index)]
      if loop.start >= earliest {
        result = min(result, loop.start)
        index = loop.parent
      } else {
        break
      }
    }
    return result
  }

  /// Execution frequency estimate of the block that contains `point`.
  func frequency(at point: UInt32) -> Float {
    let block = Int(liveness.blockOfInstruction[Int(min(point, lastPoint) / 2)])
    if problem.blocks[block].isCold { return 0.01 }
    let index = liveness.loopOfBlock[block]
    guard index >= 0 else { return 1 }
    var result: Float = 1
    for _ in 0..<liveness.loops[Int(index)].depth { result *= 8 }
    return result
  }
}
