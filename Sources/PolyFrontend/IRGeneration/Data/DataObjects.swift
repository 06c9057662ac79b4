// Data objects of the module: string literals, panic locations, constants, statics and vtables.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

/// The address of something in the module, plus an offset.
public struct ConstantPointer: Hashable {
  public var target: ModuleReference
  public var addend: Int64
  public init(target: ModuleReference, addend: Int64) {
    self.target = target
    self.addend = addend
  }
}

/// An evaluated constant: its bytes, and the pointers in it by offset.
public struct EvaluatedConstant {
  public var bytes: [UInt8]
  public var pointers: [(offset: UInt64, pointer: ConstantPointer)]
  public init(bytes: [UInt8], pointers: [(offset: UInt64, pointer: ConstantPointer)]) {
    self.bytes = bytes
    self.pointers = pointers
  }
  func pointer(at offset: UInt64) -> ConstantPointer? { pointers.first { $0.offset == offset }?.pointer }
}

struct VtableKey: Hashable {
  var type: Ty
  var existential: Existential
}

struct ConstantKey: Hashable {
  var owner: DefID
  var promoted: Int
  var args: Args
}

extension ModuleLowering {
  func newDataName(_ prefix: String) -> Symbol {
    dataCounter += 1
    return program.symbols.intern(".\(prefix).\(dataCounter)")
  }

  // MARK: strings and locations

  func stringData(_ symbol: Symbol, addingNul: Bool) -> (DataID, Int) {
    if let known = addingNul ? cStrings[symbol] : strings[symbol] { return known }
    var bytes = program.symbols.withBytes(symbol) { [UInt8]($0) }
    if addingNul { bytes.append(0) }
    let id = module.defineData(
      DataObject(
        name: newDataName("str"), linkage: .local, kind: .readOnly, alignment: 1, bytes: bytes, isMergeable: true))
    let result = (id, bytes.count)
    if addingNul { cStrings[symbol] = result } else { strings[symbol] = result }
    return result
  }

  /// The `Location` of a position: file, line and column of the outermost macro call there.
  func locationData(_ span: Span) -> DataID {
    if let known = locations[span] { return known }
    var file = "<unknown>"
    var place = LineColumn(line: 0, column: 0)
    if let range = program.sources.rootRange(span) {
      file = program.sources.files[range.file].name
      if !options.libraryPath.isEmpty, file.hasPrefix(options.libraryPath) {
        file = "library" + file.dropFirst(options.libraryPath.count)
      }
      place = program.sources.lineColumn(range.file, offset: range.lower)
    }
    let (text, count) = stringData(program.symbols.intern(file), addingNul: false)
    let word = UInt64(layouts.pointerBytes)
    var bytes = [UInt8](repeating: 0, count: Int(word * 2 + 8))
    var relocations: ContiguousArray<DataRelocation> = []
    var offsets: [UInt64] = [0, word * 2, word * 2 + 4]
    if let def = program.langItem("panic_location") {
      let regions = types.list(program.identityArgs(of: def)).map { _ in GenericArg(types.erased) }
      let layout = layouts.layout(types.type(.adt(def, types.args(regions))))
      if layout.fieldOffsets.count == 3 { offsets = Array(layout.fieldOffsets) }
    }
    func put(_ value: UInt64, _ width: Int, at offset: UInt64) {
      for byte in 0..<width { bytes[Int(offset) + byte] = UInt8(truncatingIfNeeded: value >> UInt64(byte * 8)) }
    }
    relocations.append(DataRelocation(offset: UInt32(offsets[0]), target: .data(text)))
    put(UInt64(count), Int(word), at: offsets[0] + word)
    put(UInt64(place.line), 4, at: offsets[1])
    put(UInt64(place.column), 4, at: offsets[2])
    let id = module.defineData(
      DataObject(
        name: newDataName("loc"), linkage: .local, kind: .readOnly, alignment: 8, bytes: bytes,
        relocations: relocations))
    locations[span] = id
    return id
  }

  // MARK: constants and statics

  /// Static storage for an evaluated value.
  func constantData(_ value: EvaluatedConstant, alignment: UInt64) -> DataID {
    let id = module.defineData(
      DataObject(
        name: newDataName("const"), linkage: .local, kind: .readOnly,
        alignment: UInt32(clamping: max(1, alignment)), size: UInt64(value.bytes.count)))
    fill(id, value)
    return id
  }

  /// The storage of a static and whether it is thread-local.
  public func staticData(_ def: DefID) -> (DataID, Bool) {
    if let known = statics[def] { return known }
    let isThreadLocal = hasAttribute(def, "thread_local")
    if program.definitions.kind(def) == .foreignStatic {
      let symbol = linkName(of: def)
      if let own = exportedSymbols[symbol] { return staticData(own) }
      let result = (module.importData(symbol), isThreadLocal)
      statics[def] = result
      return result
    }
    let type = normalize(program.type(of: def))
    let layout = layouts.layout(type)
    let exported = exportName(of: def)
    let name =
      exported ?? program.symbols.intern("\(program.definitions.path(def)).\(def.raw)")
    // Declared first: an initializer may hold the address of its own static.
    let isMutable = program.isMutableStatic(def) || !program.isFreeze(type, in: .empty)
    let kind: DataKind = isThreadLocal ? .threadLocal : isMutable ? .writable : .readOnly
    let shared = sharedName(ofStatic: def)
    if let shared, shared.1 == .import {
      let result = (module.importData(shared.0, kind: kind), isThreadLocal)
      statics[def] = result
      return result
    }
    let id = module.defineData(
      DataObject(
        name: shared?.0 ?? name, linkage: shared?.1 ?? (exported == nil ? .local : .export), kind: kind,
        alignment: UInt32(clamping: layout.alignment), size: layout.size))
    statics[def] = (id, isThreadLocal)
    if let value = evaluator.value(ofStatic: def) { fill(id, evaluated(value)) }
    return (id, isThreadLocal)
  }

  // MARK: vtables

  /// Drop glue, size, alignment, then the entries of the principal trait in order.
  public func vtable(_ type: Ty, _ existential: Existential) -> DataID {
    let key = VtableKey(type: type, existential: existential)
    if let known = vtables[key] { return known }
    let data = types.data(existential)
    guard !data.principal.isNone else { return makeVtable(key, nil) }
    let reference = TraitRef(
      data.principal, types.args([GenericArg(type)] + Array(types.list(data.principalArgs))))
    return makeVtable(key, reference)
  }

  private func makeVtable(_ key: VtableKey, _ principal: TraitRef?) -> DataID {
    let id = module.defineData(
      DataObject(name: newDataName("vtable"), linkage: .local, kind: .readOnly, alignment: 8))
    vtables[key] = id
    fillVtable(id, key.type, principal)
    return id
  }

  private func fillVtable(_ id: DataID, _ type: Ty, _ principal: TraitRef?) {
    let entries = principal.map { program.vtableEntries($0) } ?? []
    let word = Int(layouts.pointerBytes)
    var bytes = [UInt8](repeating: 0, count: (VtableSlot.firstMethod + entries.count) * word)
    var relocations: ContiguousArray<DataRelocation> = []
    func put(_ value: UInt64, slot: Int) {
      for byte in 0..<word { bytes[slot * word + byte] = UInt8(truncatingIfNeeded: value >> UInt64(byte * 8)) }
    }
    func refer(_ function: FunctionID, slot: Int) {
      relocations.append(DataRelocation(offset: UInt32(slot * word), target: .function(function)))
    }
    let layout = layouts.layout(type)
    if needsDrop(type) {
      refer(
        functionID(of: FunctionKey(Instance(.dropGlue, .none, types.emptyArgs, type: type))),
        slot: VtableSlot.drop)
    }
    put(layout.size, slot: VtableSlot.size)
    put(layout.alignment, slot: VtableSlot.alignment)
    for (index, entry) in entries.enumerated() {
      let slot = VtableSlot.firstMethod + index
      switch entry {
      case .vacant: break
      case .method(let def, let args):
        guard let instance = program.resolveInstance(def, args) else { continue }
        refer(functionID(of: vtableKey(instance, method: def)), slot: slot)
      case .superVtable(let reference):
        let table = superVtable(type, reference)
        relocations.append(DataRelocation(offset: UInt32(slot * word), target: .data(table)))
      }
    }
    module.data[id].bytes = bytes
    module.data[id].size = UInt64(bytes.count)
    module.data[id].relocations = relocations
  }

  /// A method that takes `self` by value gets its address in a vtable.
  private func vtableKey(_ instance: Instance, method: DefID) -> FunctionKey {
    if let first = types.list(program.signature(of: method).inputs).first,
      case .parameter(let index, _) = types.kind(first), index == 0
    {
      return FunctionKey(instance, .byValueSelf)
    }
    return reified(instance)
  }

  private func superVtable(_ type: Ty, _ reference: TraitRef) -> DataID {
    let erased = types.existential(
      ExistentialData(
        principal: reference.trait,
        principalArgs: types.args(types.list(reference.args).dropFirst()), projections: [], autoTraits: []))
    let key = VtableKey(type: type, existential: erased)
    if let known = vtables[key] { return known }
    return makeVtable(
      key, TraitRef(reference.trait, types.args([GenericArg(type)] + types.list(reference.args).dropFirst())))
  }

  /// The vtable slot that holds the vtable of `target`'s principal trait; nil if the same vtable does.
  func upcastSlot(from source: Existential, to target: Existential) -> Int? {
    let (a, b) = (types.data(source), types.data(target))
    guard !b.principal.isNone, !a.principal.isNone,
      a.principal != b.principal || a.principalArgs != b.principalArgs
    else { return nil }
    let selfType = types.type(.dynamic(source, types.erased))
    let entries = program.vtableEntries(
      TraitRef(a.principal, types.args([GenericArg(selfType)] + types.list(a.principalArgs))))
    for (index, entry) in entries.enumerated() {
      guard case .superVtable(let reference) = entry, reference.trait == b.principal else { continue }
      if types.args(types.list(reference.args).dropFirst()) == b.principalArgs {
        return VtableSlot.firstMethod + index
      }
    }
    return nil
  }
}
