// Values computed once per definition, with detection of cycles.

import PolyExpansion
import PolySupport

/// A table of results by definition; an entry is absent, being computed, or there.
struct Memo<Value> {
  private var states = SecondaryMap<DefID, UInt32>(default: 0)
  private var values: ContiguousArray<Value> = []

  enum State {
    case absent, inProgress
    case ready(Value)
  }

  @inline(__always)
  func value(_ def: DefID) -> Value? {
    let state = states[def]
    return state > 1 ? values[Int(state) - 2] : nil
  }

  func isInProgress(_ def: DefID) -> Bool { states[def] == 1 }

  mutating func begin(_ def: DefID) { states[def] = 1 }

  mutating func set(_ def: DefID, _ value: Value) {
    if states[def] > 1 {
      values[Int(states[def]) - 2] = value
    } else {
      values.append(value)
      states[def] = UInt32(values.count) + 1
    }
  }

  mutating func reset(_ def: DefID) { states[def] = 0 }
}
