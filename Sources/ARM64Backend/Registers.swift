// Registers of AArch64: numbers, names, roles, DWARF numbers.

import Codegen
import RegisterAllocator

/// Physical registers by their hardware numbers; integer registers 0 to 30, vector registers 32 to 63.
enum ARM64Register {
  static func x(_ number: UInt8) -> PhysicalRegister { PhysicalRegister(number) }
  static func v(_ number: UInt8) -> PhysicalRegister { PhysicalRegister(32 + number) }

  /// Number of the zero register, and of the stack pointer where an instruction means that.
  static let zero: UInt8 = 31
  static let stackPointer: UInt8 = 31
  static let framePointer: UInt8 = 29
  static let link: UInt8 = 30

  /// Never allocated: temporaries of emission. The linker's veneers may change both.
  static let scratch: UInt8 = 16
  static let secondScratch: UInt8 = 17
  static let floatScratch: UInt8 = 31
  /// Where the callee of an indirect tail call is: neither an argument nor saved by the callee.
  static let tailCallee = x(9)

  static let calleeSaved = RegisterSet((UInt8(19)...28).map(x))
  /// What a call may change. Of v8 to v15 a callee saves the lower half only; they are left alone.
  static let callerSaved: RegisterSet = {
    var set = RegisterSet()
    for number in UInt8(0)...18 { set.insert(x(number)) }
    set.insert(x(30))
    for number in UInt8(0)..<32 { set.insert(v(number)) }
    return set
  }()

  static let environment = RegisterEnvironment(
    order: [
      (UInt8(0)...15).map(x) + (UInt8(19)...28).map(x),
      (UInt8(0)..<8).map(v) + (UInt8(16)..<31).map(v),
    ],
    calleeSaved: calleeSaved, scratch: [x(secondScratch), v(floatScratch)])

  /// What `get_pinned_reg` reads, where there is such a register.
  static let pinned = x(21)
  static let environmentWithPinned: RegisterEnvironment = {
    var result = environment
    result.order[0].removeAll { $0 == pinned }
    return result
  }()

  /// C's convention (AAPCS64).
  static let standard: ConventionRules = {
    var rules = ConventionRules(
      integerArguments: (UInt8(0)..<8).map(x), floatArguments: (UInt8(0)..<8).map(v),
      integerResults: [x(0), x(1)], floatResults: (UInt8(0)..<4).map(v), keepsPairsTogether: true)
    rules.structReturn = x(8)
    rules.alignsPairs = true
    rules.closesAfterStack = true
    return rules
  }()
  /// The convention inside a program: as C's with more result registers.
  static let fast: ConventionRules = {
    var rules = ConventionRules(
      integerArguments: (UInt8(0)..<8).map(x), floatArguments: (UInt8(0)..<8).map(v),
      integerResults: (UInt8(0)..<6).map(x), floatResults: (UInt8(0)..<6).map(v), keepsPairsTogether: true)
    rules.structReturn = x(8)
    return rules
  }()

  static func name(_ register: PhysicalRegister) -> String {
    register.isFloat ? "v\(register.number)" : "x\(register.number)"
  }
  /// The register's number in DWARF.
  static func dwarf(_ register: PhysicalRegister) -> UInt8 {
    register.isFloat ? 64 + register.number : register.number
  }
}

/// Condition codes as the hardware encodes them; the complement differs in bit 0.
enum ConditionCode: UInt8 {
  case equal, notEqual, carry, noCarry, negative, nonNegative, overflow, noOverflow
  case higher, lowerOrSame, greaterOrEqual, less, greater, lessOrEqual
  var complement: ConditionCode { ConditionCode(rawValue: rawValue ^ 1) ?? .equal }
  var suffix: String {
    ["eq", "ne", "hs", "lo", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"][Int(rawValue)]
  }
}
