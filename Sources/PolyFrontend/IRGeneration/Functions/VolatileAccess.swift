// Volatile reads and writes: each is made as often as it is written, in that order, with whole accesses as
// wide as the type is aligned. They are relaxed atomic accesses, which the optimiser neither removes nor
// joins; a large value goes through a call, which it leaves alone too.

import PolyIR
import PolySema

extension FunctionLowering {
  /// How many accesses are written out.
  private static let accessLimit: UInt64 = 32

  /// The value of a type at an address.
  mutating func volatileLoad(_ type: Ty, _ pointer: Value) -> OperandValue {
    let result = temporary(type)
    volatileCopy(type, from: pointer, to: address(of: result), isLoad: true)
    return read(result)
  }

  mutating func volatileStore(_ value: OperandValue, _ type: Ty, _ pointer: Value) {
    let source = temporary(type)
    store(value, to: source)
    volatileCopy(type, from: address(of: source), to: pointer, isLoad: false)
  }

  /// `isLoad` tells which side is volatile.
  private mutating func volatileCopy(_ type: Ty, from source: Value, to target: Value, isLoad: Bool) {
    let layout = layouts.layout(type)
    let width = min(layout.alignment, UInt64(layouts.pointerBytes))
    guard layout.size / width <= Self.accessLimit, let word = IRType.integer(bits: Int(width) * 8) else {
      let size = builder.iconst(pointerType, Int64(clamping: layout.size))
      _ = callRuntime("memcpy", [target, source, size], results: [pointerType], attributes: [.noUnwind])
      return
    }
    var relaxed = MemoryFlags.trusted
    relaxed.ordering = .relaxed
    for offset in stride(from: 0, to: Int64(layout.size), by: Int(width)) {
      let base = isLoad ? source : target
      let volatile = offset == 0 ? base : builder.iadd(base, builder.iconst(pointerType, offset))
      if isLoad {
        let value = builder.atomicLoad(word, volatile, flags: relaxed)
        builder.store(value, target, offset: Int32(offset), flags: .trusted)
      } else {
        let value = builder.load(word, source, offset: Int32(offset), flags: .trusted)
        builder.atomicStore(value, volatile, flags: relaxed)
      }
    }
  }
}
