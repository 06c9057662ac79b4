// A typed value outside of a function: arguments and results of the interpreter and of run lines.

/// Bits with a type.
public struct DataValue: Hashable, Sendable, CustomStringConvertible {
  public var type: IRType
  /// Zero-extended from the type.
  public var bits: UInt128
  public init(_ type: IRType, _ bits: UInt128) {
    self.type = type
    self.bits = bits & ScalarEvaluation.mask(type)
  }
  public init(f32 value: Float) { self.init(.f32, UInt128(value.bitPattern)) }
  public init(f64 value: Double) { self.init(.f64, UInt128(value.bitPattern)) }
  public static func i8(_ value: Int8) -> DataValue { DataValue(.i8, UInt128(UInt8(bitPattern: value))) }
  public static func i32(_ value: Int32) -> DataValue { DataValue(.i32, UInt128(UInt32(bitPattern: value))) }
  public static func i64(_ value: Int64) -> DataValue { DataValue(.i64, UInt128(UInt64(bitPattern: value))) }

  /// The signed value of an integer.
  public var signed: Int128 { ScalarEvaluation.signed(bits, type) }

  public var description: String {
    type.isFloat ? NumberText.float(bits, type) : String(signed)
  }
}
