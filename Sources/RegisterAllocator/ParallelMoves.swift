// Orders moves that happen at the same time so that no source is overwritten before it is read.

import PolySupport

struct ParallelMove {
  var source: Location
  var destination: Location
  var registerClass: RegisterClass
  var size: UInt8
}

/// Scratch tables are kept over calls.
struct ParallelMoveResolver {
  private var pending: ContiguousArray<ParallelMove> = []
  /// Number of pending moves that read the destination of move i.
  private var readers: ContiguousArray<Int32> = []
  private var ready: ContiguousArray<Int32> = []

  /// Appends to `output` a sequence equal to `moves` done in parallel; rematerialisations come last, so
  /// that they may use the scratch registers.
  mutating func resolve(
    _ moves: ContiguousArray<ParallelMove>, before instruction: UInt32, scratch: [PhysicalRegister],
    into output: inout ContiguousArray<AllocationMove>
  ) {
    if moves.count == 1 {
      emit(moves[0], before: instruction, scratch: scratch, into: &output)
      return
    }
    // Both classes together: they may share spill slots.
    pending.clear()
    for move in moves where !move.source.isRematerialization && move.source != move.destination {
      pending.append(move)
    }
    if !pending.isEmpty { resolvePending(before: instruction, scratch: scratch, into: &output) }
    for move in moves where move.source.isRematerialization {
      emit(move, before: instruction, scratch: scratch, into: &output)
    }
  }

  private func emit(
    _ move: ParallelMove, before instruction: UInt32, scratch: [PhysicalRegister],
    into output: inout ContiguousArray<AllocationMove>
  ) {
    if move.source == move.destination { return }
    if move.source.isRematerialization, move.destination.isSlot {
      let temporary = Location(scratch[Int(move.registerClass.rawValue)])
      output.append(
        AllocationMove(
          instruction: instruction, source: move.source, destination: temporary,
          registerClass: move.registerClass, size: move.size))
      output.append(
        AllocationMove(
          instruction: instruction, source: temporary, destination: move.destination,
          registerClass: move.registerClass, size: move.size))
      return
    }
    output.append(
      AllocationMove(
        instruction: instruction, source: move.source, destination: move.destination,
        registerClass: move.registerClass, size: move.size))
  }

  private mutating func resolvePending(
    before instruction: UInt32, scratch: [PhysicalRegister], into output: inout ContiguousArray<AllocationMove>
  ) {
    let count = pending.count
    // Order by destination makes look-ups logarithmic; destinations are distinct.
    pending.sort { $0.destination.raw < $1.destination.raw }
    readers.clear()
    readers.append(contentsOf: repeatElement(0, count: count))
    for move in pending {
      let writer = indexOfDestination(move.source)
      if writer >= 0 { readers[writer] += 1 }
    }
    ready.clear()
    for index in 0..<count where readers[index] == 0 { ready.append(Int32(index)) }
    var remaining = count
    var cycleSearch = 0
    while remaining > 0 {
      while let next = ready.popLast() {
        let move = pending[Int(next)]
        append(move, before: instruction, into: &output)
        readers[Int(next)] = -1
        remaining -= 1
        let writer = indexOfDestination(move.source)
        if writer >= 0, readers[writer] > 0 {
          readers[writer] -= 1
          if readers[writer] == 0 { ready.append(Int32(writer)) }
        }
      }
      if remaining == 0 { break }
      // Only cycles are left: save one destination in the scratch register, redirect its readers.
      while readers[cycleSearch] <= 0 { cycleSearch += 1 }
      let victim = pending[cycleSearch].destination
      var scratchLocation = Location.none
      for index in 0..<count where readers[index] >= 0 && pending[index].source == victim {
        if scratchLocation.isNone {
          var saved = pending[index]
          scratchLocation = Location(scratch[Int(saved.registerClass.rawValue)])
          saved.destination = scratchLocation
          append(saved, before: instruction, into: &output)
        }
        pending[index].source = scratchLocation
      }
      readers[cycleSearch] = 0
      ready.append(Int32(cycleSearch))
    }
  }

  private func append(
    _ move: ParallelMove, before instruction: UInt32, into output: inout ContiguousArray<AllocationMove>
  ) {
    output.append(
      AllocationMove(
        instruction: instruction, source: move.source, destination: move.destination,
        registerClass: move.registerClass, size: move.size))
  }

  private func indexOfDestination(_ location: Location) -> Int {
    var low = 0
    var high = pending.count
    while low < high {
      let middle = (low &+ high) / 2
      if pending[middle].destination.raw < location.raw { low = middle &+ 1 } else { high = middle }
    }
    return low < pending.count && pending[low].destination == location ? low : -1
  }
}
