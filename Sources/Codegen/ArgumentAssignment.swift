// Where the parameters and results of a signature are passed: registers, then the stack.
//
// The same walk serves every target: a convention is a list of registers a class and a few rules.

import PolyIR
import PolySupport
import RegisterAllocator

/// The register lists and rules of one calling convention.
public struct ConventionRules: Sendable {
  public var integerArguments: [PhysicalRegister]
  public var floatArguments: [PhysicalRegister]
  public var integerResults: [PhysicalRegister]
  public var floatResults: [PhysicalRegister]
  /// Whether a two-word integer is passed in two registers or not at all in registers.
  public var keepsPairsTogether: Bool
  public var slotSize: UInt32 = 8
  /// Where the address of a returned aggregate is passed, if not like other parameters; then it is not
  /// returned either.
  public var structReturn: PhysicalRegister?
  /// Whether a two-word integer begins at a register of even number.
  public var alignsPairs = false
  /// Whether no later argument of a class is in a register once one was on the stack.
  public var closesAfterStack = false

  public init(
    integerArguments: [PhysicalRegister], floatArguments: [PhysicalRegister],
    integerResults: [PhysicalRegister], floatResults: [PhysicalRegister], keepsPairsTogether: Bool
  ) {
    self.integerArguments = integerArguments
    self.floatArguments = floatArguments
    self.integerResults = integerResults
    self.floatResults = floatResults
    self.keepsPairsTogether = keepsPairsTogether
  }
}

/// Where one register-sized part of a value is passed.
public enum ArgumentPart: Sendable, Hashable {
  case register(PhysicalRegister)
  /// Offset in the area of stack arguments, or in the area of returned values.
  case stack(UInt32)
}

public struct ArgumentLocation: Sendable {
  /// One part, or two for a pair (low word first).
  public var parts: SmallList<ArgumentPart>
  /// For an aggregate passed by value in memory: its size; the only part is its place on the stack.
  public var structSize: UInt32 = 0
}

/// The places of all parameters and results of a signature.
public struct ArgumentAssignment: Sendable {
  public var parameters: [ArgumentLocation] = []
  public var results: [ArgumentLocation] = []
  /// Bytes of stack arguments, a multiple of 16.
  public var stackSize: UInt32 = 0
  /// Bytes of the area for results that have no register; 0 if there are none.
  public var resultAreaSize: UInt32 = 0
  /// Where the address of that area is passed.
  public var resultAreaPointer: ArgumentPart?
  /// The parameter whose value is returned in the first result register (C's `sret`).
  public var returnedParameter: Int?
  /// How many float registers carry arguments (for variadic calls).
  public var floatArgumentCount = 0

  public init(_ signature: Signature, _ rules: ConventionRules) {
    assignResults(signature, rules)
    assignParameters(signature, rules)
  }

  private mutating func assignResults(_ signature: Signature, _ rules: ConventionRules) {
    var integers = 0
    var floats = 0
    results.reserveCapacity(signature.results.count)
    for result in signature.results {
      let type = result.type
      let isFloat = type.isFloat || type.isVector
      let words = isFloat ? 1 : max(1, type.bits / 64)
      var parts = SmallList<ArgumentPart>()
      if isFloat {
        if floats < rules.floatResults.count {
          parts.append(.register(rules.floatResults[floats]))
          floats += 1
        }
      } else if integers + words <= rules.integerResults.count {
        for _ in 0..<words {
          parts.append(.register(rules.integerResults[integers]))
          integers += 1
        }
      }
      if parts.isEmpty {
        let size = UInt32(max(8, type.bytes))
        resultAreaSize = (resultAreaSize + size - 1) & ~(size - 1)
        for word in 0..<words { parts.append(.stack(resultAreaSize + UInt32(word) * 8)) }
        resultAreaSize += size
      }
      results.append(ArgumentLocation(parts: parts))
    }
    if signature.results.isEmpty, rules.structReturn == nil, let index = signature.index(of: .structReturn) {
      returnedParameter = index
    }
  }

  private mutating func assignParameters(_ signature: Signature, _ rules: ConventionRules) {
    var integers = 0
    var floats = 0
    var offset: UInt32 = 0
    func place(_ size: UInt32, alignment: UInt32) -> UInt32 {
      offset = (offset + alignment - 1) & ~(alignment - 1)
      let result = offset
      offset += (size + rules.slotSize - 1) & ~(rules.slotSize - 1)
      return result
    }
    if resultAreaSize > 0 {
      resultAreaPointer = .register(rules.integerArguments[0])
      integers = 1
    }
    parameters.reserveCapacity(signature.parameters.count)
    for (index, parameter) in signature.parameters.enumerated() {
      if parameters.count > index { continue }
      if parameter.partCount > 0 {
        let parts = signature.parameters[index...].prefix(Int(parameter.partCount))
        let floatParts = parts.count { $0.type.isFloat || $0.type.isVector }
        let integerParts = parts.count - floatParts
        if integerParts == 2, parameter.isAligned16, rules.alignsPairs { integers += integers & 1 }
        if integers + integerParts > rules.integerArguments.count || floats + floatParts > rules.floatArguments.count {
          if rules.closesAfterStack {
            if integerParts > 0 { integers = rules.integerArguments.count }
            if floatParts > 0 { floats = rules.floatArguments.count }
          }
          let start = place(parameter.structSize, alignment: parameter.isAligned16 ? 16 : 8)
          let stride = parameter.partStride(parts.count)
          for number in 0..<UInt32(parts.count) {
            parameters.append(ArgumentLocation(parts: [.stack(start + number * stride)]))
          }
          continue
        }
      }
      if parameter.purpose == .structArgument {
        var location = ArgumentLocation(
          parts: SmallList(.stack(place(parameter.structSize, alignment: parameter.isAligned16 ? 16 : 8))))
        location.structSize = parameter.structSize
        parameters.append(location)
        continue
      }
      if parameter.purpose == .structReturn, let register = rules.structReturn {
        parameters.append(ArgumentLocation(parts: [.register(register)]))
        continue
      }
      let type = parameter.type
      let isFloat = type.isFloat || type.isVector
      let words = isFloat ? 1 : max(1, type.bits / 64)
      var parts = SmallList<ArgumentPart>()
      if words == 2, rules.alignsPairs { integers += integers & 1 }
      if isFloat {
        if floats < rules.floatArguments.count {
          parts.append(.register(rules.floatArguments[floats]))
          floats += 1
        } else {
          parts.append(.stack(place(UInt32(max(8, type.bytes)), alignment: type.bytes > 8 ? 16 : 8)))
        }
      } else if integers + words <= rules.integerArguments.count {
        for _ in 0..<words {
          parts.append(.register(rules.integerArguments[integers]))
          integers += 1
        }
      } else if words == 2, !rules.keepsPairsTogether, integers < rules.integerArguments.count {
        parts.append(.register(rules.integerArguments[integers]))
        integers += 1
        parts.append(.stack(place(8, alignment: 8)))
      } else {
        if rules.closesAfterStack { integers = rules.integerArguments.count }
        let start = place(UInt32(words) * 8, alignment: words == 2 ? 16 : 8)
        for word in 0..<words { parts.append(.stack(start + UInt32(word) * 8)) }
      }
      parameters.append(ArgumentLocation(parts: parts))
    }
    floatArgumentCount = floats
    stackSize = (offset + 15) & ~15
  }
}
