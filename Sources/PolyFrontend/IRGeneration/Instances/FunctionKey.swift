// What one PolyIR function is made from: an instance, or a shim around one.

import PolyExpansion
import PolySema
import PolySupport

struct FunctionKey: Hashable {
  enum Shim: UInt8 {
    case none
    /// Entry of a vtable for a method that takes `self` by value: gets its address.
    case byValueSelf
    /// A `#[track_caller]` function as a pointer: called without a location.
    case withoutLocation
    /// A closure without captures as a function pointer.
    case closurePointer
  }
  var instance: Instance
  var shim: Shim

  init(_ instance: Instance, _ shim: Shim = .none) {
    self.instance = instance
    self.shim = shim
  }

  func _rawHashValue(seed: Int) -> Int { instance._rawHashValue(seed: seed ^ Int(shim.rawValue)) }
}

/// Words of a vtable.
enum VtableSlot {
  static let drop = 0
  static let size = 1
  static let alignment = 2
  static let firstMethod = 3
}

/// The library functions that failing checks call.
enum PanicHelper: Hashable {
  case overflow(BinaryOperator)
  case negationOverflow, divisionByZero, remainderByZero, boundsCheck, cannotUnwind, resumed, resumedAfterPanic, uninhabited

  /// The language item's name.
  var langItem: StaticString {
    switch self {
    case .overflow(let op):
      switch op {
      case .add: "panic_const_add_overflow"
      case .subtract: "panic_const_sub_overflow"
      case .multiply: "panic_const_mul_overflow"
      case .divide: "panic_const_div_overflow"
      case .remainder: "panic_const_rem_overflow"
      case .shiftLeft: "panic_const_shl_overflow"
      default: "panic_const_shr_overflow"
      }
    case .negationOverflow: "panic_const_neg_overflow"
    case .divisionByZero: "panic_const_div_by_zero"
    case .remainderByZero: "panic_const_rem_by_zero"
    case .boundsCheck: "panic_bounds_check"
    case .cannotUnwind: "panic_cannot_unwind"
    case .resumed: "panic_const_async_fn_resumed"
    case .resumedAfterPanic: "panic_const_async_fn_resumed_panic"
    case .uninhabited: "panic_cannot_unwind"
    }
  }
}
