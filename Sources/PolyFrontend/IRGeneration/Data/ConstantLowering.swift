// Turns the constant evaluator's allocations into data objects and immediates.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

extension ModuleLowering {
  /// A named or anonymous constant; nil after an error that was reported.
  func evaluateConstant(_ def: DefID, _ args: Args, at span: Span) -> EvaluatedConstant? {
    let key = ConstantKey(owner: def, promoted: -1, args: args)
    if let known = constants[key] { return known }
    guard let allocation = evaluator.value(of: def, args) else { return nil }
    let result = evaluated(allocation)
    constants[key] = result
    return result
  }

  /// A reference to a promoted constant, which has static storage.
  func evaluatePromoted(_ body: Body, _ index: Int, _ args: Args, at span: Span) -> EvaluatedConstant? {
    let key = ConstantKey(owner: body.owner, promoted: index, args: args)
    if let known = constants[key] { return known }
    guard let allocation = evaluator.promoted(UInt32(index), of: body.owner, args) else { return nil }
    let pointer = ConstantPointer(target: .data(data(of: allocation)), addend: 0)
    let result = EvaluatedConstant(
      bytes: [UInt8](repeating: 0, count: Int(layouts.pointerBytes)), pointers: [(offset: 0, pointer: pointer)])
    constants[key] = result
    return result
  }

  /// The bytes and pointers of an allocation.
  func evaluated(_ allocation: AllocationID) -> EvaluatedConstant {
    let value = evaluator.memory[allocation]
    return EvaluatedConstant(
      bytes: [UInt8](value.bytes),
      pointers: value.relocations.compactMap { relocation in
        reference(relocation.target).map {
          (offset: relocation.offset, pointer: ConstantPointer(target: $0, addend: relocation.addend))
        }
      })
  }

  private func reference(_ target: PointerTarget) -> ModuleReference? {
    switch target {
    case .allocation(let allocation): return .data(data(of: allocation))
    case .function(let instance): return .function(functionID(of: reified(instance)))
    case .vtable(let type, let existential): return .data(vtable(type, existential))
    case .staticItem(let def): return .data(staticData(def).0)
    }
  }

  /// The data object of an allocation. It is declared before it is filled: allocations may point at
  /// each other.
  func data(of allocation: AllocationID) -> DataID {
    if let known = allocations[allocation] { return known }
    let value = evaluator.memory[allocation]
    let id = module.defineData(
      DataObject(
        name: newDataName("const"), linkage: .local, kind: value.isMutable ? .writable : .readOnly,
        alignment: UInt32(clamping: max(1, value.alignment)), size: UInt64(value.bytes.count)))
    allocations[allocation] = id
    fill(id, evaluated(allocation))
    return id
  }

  /// Sets the contents of a declared object.
  func fill(_ id: DataID, _ value: EvaluatedConstant) {
    var bytes = value.bytes
    module.data[id].size = max(module.data[id].size, UInt64(bytes.count))
    while let last = bytes.last, last == 0 { bytes.removeLast() }
    module.data[id].bytes = bytes
    module.data[id].relocations = ContiguousArray(
      value.pointers.map {
        DataRelocation(offset: UInt32(clamping: $0.offset), target: $0.pointer.target, addend: $0.pointer.addend)
      })
  }
}
