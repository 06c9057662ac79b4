// Takes the value of a constant apart, for patterns.

import PolyExpansion
import PolySema
import PolySupport

extension ConstantEvaluator {
  /// The value of a constant as a tree; nil after an error.
  func tree(of def: DefID, _ args: Args) -> ConstantTree? {
    guard let allocation = value(of: def, args) else { return nil }
    let place = MemoryPlace(
      pointer: ScalarValue(0, 0, target: .allocation(allocation)),
      type: PlaceType(queries.normalize(types.substitute(program.type(of: def), args))))
    return (try? Interpreter(self).tree(place)) ?? .unsupported
  }
}

extension Interpreter {
  func tree(_ place: MemoryPlace) throws -> ConstantTree {
    let type = place.type.type
    switch types.kind(type) {
    case .bool, .char, .integer, .float, .pointer, .functionPointer:
      guard try layout(type).size <= 16 else { return .address }
      let value = try readScalar(place)
      return value.target == nil ? .scalar(low: value.low, high: value.high) : .address
    case .reference:
      let target = try readPointer(place)
      guard case .str = types.kind(target.type.type) else { return .deref(try tree(target)) }
      let count = target.metadata?.low ?? 0
      let (id, base) = count == 0 ? (nil, 0) : try allocation(target.pointer, size: count) as (AllocationID?, UInt64)
      let bytes = try id.map { id in try memory { (memory) throws(MemoryError) in try memory.bytes(id, base, size: count) } } ?? []
      return .string(bytes.withUnsafeBufferPointer { program.symbols.intern($0) })
    case .tuple: return .aggregate(variant: 0, try fields(place))
    case .array, .slice:
      return .aggregate(variant: 0, try (0..<(try length(place))).map { try tree(try element(place, $0)) })
    case .adt(let def, _):
      let adt = program.adt(def)
      guard adt.isEnum else { return adt.kind == .union ? .unsupported : .aggregate(variant: 0, try fields(place)) }
      var inner = place
      let variant = try readVariant(place)
      inner.type.variant = variant
      return .aggregate(variant: variant, try fields(inner))
    default: return .unsupported
    }
  }

  private func fields(_ place: MemoryPlace) throws -> [ConstantTree] {
    try queries.fieldTypes(of: place.type).indices.map { try tree(try field(place, UInt32($0))) }
  }
}
