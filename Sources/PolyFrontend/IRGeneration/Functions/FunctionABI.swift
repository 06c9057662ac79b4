// How the arguments and results of an instance travel: the bridge from Rust signatures to PolyIR's.
//
// Inside the program: nothing for zero-sized values, one or two values for scalars and pairs, a pointer
// to memory that the callee owns for the rest; results in registers likewise, or through a pointer
// that comes first. `extern "C"` functions follow the System V classification.

import PolyIR
import PolyMIR
import PolySema
import PolySupport

/// How one value crosses a call.
enum PassMode: Hashable {
  case ignore
  case scalar(IRType)
  case pair(IRType, IRType)
  /// By address; for a parameter of a C function `byValue` means a copy on the stack of this size.
  case indirect(byValue: UInt32?)
  /// C: an aggregate in registers of these types, loaded at offsets that are multiples of 8, or of 4 if there
  /// are several floats of 4 bytes.
  case registers([IRType])

  /// The distance between the parts of an aggregate in registers.
  static func stride(_ list: [IRType]) -> Int {
    list.count > 1 && list.allSatisfy { $0 == .f32 } ? 4 : 8
  }
}

struct FunctionABI {
  var parameters: [(type: Ty, mode: PassMode)] = []
  var result: PassMode = .ignore
  var resultType: Ty
  /// The caller's location is passed as a last, hidden pointer.
  var hasCallerLocation = false
  var signature: PolyIR.Signature
  var isVariadic = false
}

extension Primitive {
  /// The PolyIR type that holds the primitive.
  var irType: IRType {
    switch self {
    case .integer(1, _): .i8
    case .integer(2, _): .i16
    case .integer(4, _): .i32
    case .integer(8, _): .i64
    case .integer: .i128
    case .float(.f16): .f16
    case .float(.f32): .f32
    case .float(.f64): .f64
    case .float(.f128): .f128
    case .pointer(let bytes): bytes == 4 ? .i32 : .i64
    }
  }
  var isSigned: Bool {
    if case .integer(_, let isSigned) = self { return isSigned }
    return false
  }
}

extension LayoutTable {
  /// The PolyIR type of addresses and of `usize`.
  var pointerType: IRType { pointerBytes == 4 ? .i32 : .i64 }

  /// How a value of this type travels inside the program.
  func passMode(_ type: Ty) -> PassMode {
    let layout = layout(type)
    if layout.isUnsized { return .indirect(byValue: nil) }
    if layout.size == 0 { return .ignore }
    switch layout.valueClass {
    case .scalar(let scalar): return .scalar(scalar.primitive.irType)
    case .pair(let a, let b, _): return .pair(a.primitive.irType, b.primitive.irType)
    case .memory: return .indirect(byValue: nil)
    }
  }

  /// The interface of a function with this monomorphic signature. For `rust-call` the last input is a
  /// tuple whose elements are passed one by one.
  func abi(
    inputs: [Ty], output: Ty, convention: PolySema.CallingConvention, isVariadic: Bool = false,
    hasCallerLocation: Bool = false
  ) -> FunctionABI {
    var inputs = inputs
    if convention == .rustCall, let last = inputs.last, case .tuple(let list) = types.kind(last) {
      inputs.removeLast()
      inputs.append(contentsOf: types.list(list))
    }
    let isC = convention == .c || convention == .system
    var abi = FunctionABI(
      resultType: output,
      signature: PolyIR.Signature(callingConvention: isC ? .systemV : .fast))
    abi.isVariadic = isVariadic
    abi.result = isC ? classifyC(output, isResult: true) : passMode(output)
    if layout(output).isUninhabited { abi.result = .ignore }
    switch abi.result {
    case .ignore: break
    case .scalar(let type): abi.signature.results.append(parameter(type, output, isC))
    case .pair(let a, let b):
      abi.signature.results.append(ABIParameter(a))
      abi.signature.results.append(ABIParameter(b))
    case .registers(let list): for type in list { abi.signature.results.append(ABIParameter(type)) }
    case .indirect: abi.signature.parameters.append(ABIParameter(pointerType, purpose: .structReturn))
    }
    for input in inputs {
      let mode = isC ? classifyC(input, isResult: false) : passMode(input)
      abi.parameters.append((input, mode))
      append(mode, input, isC, to: &abi.signature.parameters)
    }
    if hasCallerLocation {
      abi.hasCallerLocation = true
      abi.signature.parameters.append(ABIParameter(pointerType))
    }
    if isVariadic { abi.signature.variadicFrom = UInt32(abi.signature.parameters.count) }
    return abi
  }

  /// Appends what a value of this mode is in a signature.
  private func append(
    _ mode: PassMode, _ input: Ty, _ isC: Bool, to parameters: inout ContiguousArray<ABIParameter>
  ) {
    switch mode {
    case .ignore: break
    case .scalar(let type): parameters.append(parameter(type, input, isC))
    case .pair(let a, let b):
      parameters.append(ABIParameter(a))
      parameters.append(ABIParameter(b))
    case .registers(let list): parameters += parts(list, of: input)
    case .indirect(let size?):
      parameters.append(
        ABIParameter(
          pointerType, purpose: .structArgument, structSize: size, isAligned16: layout(input).alignment > 8))
    case .indirect(nil):
      parameters.append(ABIParameter(pointerType))
      // An unsized value is passed by address and metadata.
      if layout(input).isUnsized { parameters.append(ABIParameter(pointerType)) }
    }
  }

  /// What a further argument of a variadic function is in the call's signature.
  func variadicParameters(_ type: Ty, _ mode: PassMode) -> ContiguousArray<ABIParameter> {
    var result: ContiguousArray<ABIParameter> = []
    append(mode, type, true, to: &result)
    return result
  }

  /// The parameters that an aggregate in registers is.
  private func parts(_ list: [IRType], of type: Ty) -> [ABIParameter] {
    var result = list.map { ABIParameter($0) }
    if result.isEmpty { return [] }
    result[0].partCount = UInt8(list.count)
    result[0].structSize = UInt32(clamping: layout(type).size)
    // AAPCS64 looks at the members, System V at the whole.
    let alignment = layout(type).alignment
    result[0].isAligned16 =
      alignment > 8 && (program.target.cAggregates == .systemV || memberAlignment(type) > 8)
    return result
  }

  /// The alignment that the members of an aggregate ask for.
  private func memberAlignment(_ type: Ty) -> UInt64 {
    if case .array(let element, _) = types.kind(type) { return layout(element).alignment }
    let data = layout(type)
    var members = data.fieldTypes
    if case .multiple(_, _, _, let variants) = data.variants {
      for variant in variants { members += self[variant].fieldTypes }
    }
    return members.map { layout($0).alignment }.max() ?? 1
  }

  private func parameter(_ type: IRType, _ source: Ty, _ isC: Bool) -> ABIParameter {
    guard isC, type == .i8 || type == .i16 || type == .i32,
      case .scalar(let scalar) = layout(source).valueClass
    else { return ABIParameter(type) }
    return ABIParameter(type, widening: scalar.primitive.isSigned ? .sign : .zero)
  }

  /// System V AMD64 ABI, section 3.2.3: aggregates of up to 16 bytes travel in registers by eightbyte.
  /// WebAssembly's C ABI passes every aggregate of more than one scalar by address.
  func classifyC(_ type: Ty, isResult: Bool) -> PassMode {
    let data = layout(type)
    if data.size == 0 { return .ignore }
    if case .scalar(let scalar) = data.valueClass, UInt64(scalar.primitive.irType.bytes) == data.size {
      return .scalar(scalar.primitive.irType)
    }
    if program.target.cAggregates == .byAddress { return .indirect(byValue: nil) }
    if program.target.cAggregates == .aapcs64 {
      if let list = equalFloats(type) { return .registers(list) }
      guard data.size <= 16 else { return .indirect(byValue: nil) }
      return .registers([IRType](repeating: .i64, count: Int((data.size + 7) / 8)))
    }
    guard data.size <= 16 else {
      return .indirect(byValue: isResult ? nil : UInt32(clamping: alignUp(data.size, 8)))
    }
    var isFloat = [true, true]
    var used = [false, false]
    var isPacked = false
    forEachScalar(type, at: 0) { offset, primitive in
      if offset % UInt64(primitive.irType.bytes) != 0 { isPacked = true }
      let first = offset < 8 ? 0 : 1
      for word in first...(primitive.irType.bytes > 8 ? 1 : first) {
        used[word] = true
        if case .float = primitive {} else { isFloat[word] = false }
      }
    }
    // Members that are not aligned make it one for memory.
    if isPacked { return .indirect(byValue: isResult ? nil : UInt32(clamping: alignUp(data.size, 8))) }
    var list: [IRType] = []
    // A last eightbyte that is padding has no register.
    for word in 0..<Int((data.size + 7) / 8) where used[word] {
      let bytes = min(8, data.size - UInt64(word) * 8)
      list.append(isFloat[word] ? (bytes == 4 ? .f32 : .f64) : .i64)
    }
    return .registers(list)
  }

  /// The members of an aggregate of one to four floats of one type (AAPCS64, 5.9.5).
  private func equalFloats(_ type: Ty) -> [IRType]? {
    guard layout(type).size <= 32 else { return nil }
    var element: IRType?
    var isEqual = true
    // Members of unions share places.
    var offsets: Set<UInt64> = []
    forEachScalar(type, at: 0) { offset, primitive in
      offsets.insert(offset)
      let member = primitive.irType
      if element == nil { element = member }
      if member != element || (member != .f32 && member != .f64) { isEqual = false }
    }
    guard isEqual, let element else { return nil }
    let count = offsets.count
    return count <= 4 && count * element.bytes == Int(layout(type).size) ? [IRType](repeating: element, count: count) : nil
  }

  /// Visits every scalar in a value with its offset.
  private func forEachScalar(_ type: Ty, at base: UInt64, _ visit: (UInt64, Primitive) -> Void) {
    let data = layout(type)
    if data.size == 0 { return }
    switch data.valueClass {
    case .scalar(let scalar): visit(base, scalar.primitive)
    case .pair(let a, let b, let second):
      visit(base, a.primitive)
      visit(base + second, b.primitive)
    case .memory:
      switch types.kind(type) {
      case .array(let element, _):
        let step = layout(element).size
        guard step > 0 else { return }
        var offset: UInt64 = 0
        while offset < data.size {
          forEachScalar(element, at: base + offset, visit)
          offset += step
        }
      default:
        if case .multiple(let tag, let tagOffset, _, let variants) = data.variants {
          visit(base + tagOffset, tag.primitive)
          for variant in variants {
            for (index, field) in self[variant].fieldTypes.enumerated() {
              forEachScalar(field, at: base + self[variant].fieldOffsets[index], visit)
            }
          }
        } else {
          for (index, field) in data.fieldTypes.enumerated() {
            forEachScalar(field, at: base + data.fieldOffsets[index], visit)
          }
        }
      }
    }
  }
}
