// Values and places while a function is lowered.

import PolyIR
import PolyMIR
import PolySema
import PolySupport

/// A value of a type: nothing, one or two SSA values, or somewhere in memory.
enum OperandValue {
  case none
  case scalar(Value)
  case pair(Value, Value)
  case memory(PlaceReference)
}

/// Where a MIR local lives for the whole function.
enum LocalStorage {
  case zeroSized
  case scalar(PolyIR.Variable)
  case pair(PolyIR.Variable, PolyIR.Variable, secondOffset: UInt64)
  case slot(StackSlot)
  /// Memory that the caller owns: parameters by address and the result through `sret`.
  case address(Value, metadata: Value?)
}

/// The start of a place: an address or a local that is held in SSA variables.
enum PlaceBase {
  case address(Value)
  case slot(StackSlot)
  case variables(PolyMIR.Local)
}

/// A place with its static offset from the base; `metadata` only for unsized places.
struct PlaceReference {
  var base: PlaceBase
  var offset: UInt64 = 0
  var type: Ty
  var variant: UInt32? = nil
  var metadata: Value? = nil

  var isInVariables: Bool {
    if case .variables = base { return true }
    return false
  }
}

extension TrapCode {
  /// What `unreachable` code raises.
  static let unreachableCode = TrapCode.user(1)
}
