// Registers of x86-64: numbers, names, roles, DWARF numbers.

import Codegen
import RegisterAllocator

/// Physical registers by their hardware names; integer registers 0 to 15, vector registers 32 to 47.
enum X64Register {
  static let rax = PhysicalRegister(0)
  static let rcx = PhysicalRegister(1)
  static let rdx = PhysicalRegister(2)
  static let rbx = PhysicalRegister(3)
  static let rsp = PhysicalRegister(4)
  static let rbp = PhysicalRegister(5)
  static let rsi = PhysicalRegister(6)
  static let rdi = PhysicalRegister(7)
  static let r8 = PhysicalRegister(8)
  static let r9 = PhysicalRegister(9)
  static let r10 = PhysicalRegister(10)
  static let r11 = PhysicalRegister(11)
  static let r12 = PhysicalRegister(12)
  static let r13 = PhysicalRegister(13)
  static let r14 = PhysicalRegister(14)
  static let r15 = PhysicalRegister(15)
  static func xmm(_ number: UInt8) -> PhysicalRegister { PhysicalRegister(32 + number) }

  /// Never allocated: temporaries of emission and of moves.
  static let scratch = r11
  static let floatScratch = xmm(15)

  /// Kept for the whole program if it has a pinned register.
  static let pinned = r15

  static let calleeSaved = RegisterSet([rbx, r12, r13, r14, r15])
  /// What a call may change.
  static let callerSaved: RegisterSet = {
    var set = RegisterSet([rax, rcx, rdx, rsi, rdi, r8, r9, r10, r11])
    for number in UInt8(0)..<16 { set.insert(xmm(number)) }
    return set
  }()

  static let environment = RegisterEnvironment(
    order: [
      [rax, rcx, rdx, rsi, rdi, r8, r9, r10, rbx, r12, r13, r14, r15],
      (UInt8(0)..<15).map(xmm),
    ],
    calleeSaved: calleeSaved, scratch: [scratch, floatScratch])

  static let environmentWithPinned: RegisterEnvironment = {
    var result = environment
    result.order[0].removeAll { $0 == pinned }
    return result
  }()

  /// C's convention on Linux.
  static let systemV = ConventionRules(
    integerArguments: [rdi, rsi, rdx, rcx, r8, r9], floatArguments: (UInt8(0)..<8).map(xmm),
    integerResults: [rax, rdx], floatResults: [xmm(0), xmm(1)], keepsPairsTogether: true)
  /// The convention inside a program: as C's with more result registers.
  static let fast = ConventionRules(
    integerArguments: [rdi, rsi, rdx, rcx, r8, r9], floatArguments: (UInt8(0)..<8).map(xmm),
    integerResults: [rax, rdx, rcx, rsi], floatResults: [xmm(0), xmm(1), xmm(2), xmm(3)],
    keepsPairsTogether: true)

  private static let names64 = [
    "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13",
    "r14", "r15",
  ]
  static func name(_ register: PhysicalRegister) -> String {
    register.isFloat ? "xmm\(register.number)" : names64[Int(register.number & 15)]
  }
  /// The register's number in DWARF.
  static func dwarf(_ register: PhysicalRegister) -> UInt8 {
    if register.isFloat { return 17 + register.number }
    return [0, 2, 1, 3, 7, 6, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15][Int(register.number & 15)]
  }
}

/// Condition codes as the hardware encodes them; the complement differs in bit 0.
enum ConditionCode: UInt8 {
  case overflow, noOverflow, below, aboveOrEqual, equal, notEqual, belowOrEqual, above
  case sign, noSign, parity, noParity, less, greaterOrEqual, lessOrEqual, greater
  var complement: ConditionCode { ConditionCode(rawValue: rawValue ^ 1)! }
  var suffix: String {
    ["o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"][Int(rawValue)]
  }
}
