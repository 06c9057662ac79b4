// The functions by which a program is entered: `main`, exported functions, the test harness.

import PolyExpansion
import PolyIR
import PolyMIR
import PolySema
import PolySupport

extension ModuleLowering {
  /// `poly_main(argc, argv) -> i32`: calls the library's `lang_start` with the program's `main`.
  public func declareMain(_ main: DefID) {
    let output = normalize(program.signature(of: main).output)
    let isNumber = if case .integer = types.kind(output) { true } else { false }
    guard let start = program.langItem(isNumber ? "start_integer" : "start") else {
      internalError("the library has no `start`", at: .none)
      return
    }
    guard let instance = resolve(start, types.args([GenericArg(output)]), at: .none),
      let mainInstance = resolve(main, types.emptyArgs, at: .none)
    else { return }
    var builder = entryBuilder()
    let entry = builder.makeEntryBlock()
    let mainID = functionID(of: reified(mainInstance))
    let mainPointer = builder.funcAddr(
      builder.importFunction(mainID, signature: module.functions[mainID].signature, isColocated: true))
    let count = wordCount(&builder, entry)
    let startKey = FunctionKey(instance)
    let startID = functionID(of: startKey)
    let signature = module.functions[startID].signature
    let call = builder.call(
      builder.importFunction(startID, signature: signature, isColocated: true),
      [mainPointer, count, builder.parameter(entry, 1), builder.iconst(.i8, 0)])
    let results = Array(builder.function.results(of: call))
    let code = results.first.map { layouts.pointerBytes == 4 ? $0 : builder.convert(.ireduce, .i32, $0) } ?? builder.iconst(.i32, 0)
    builder.returns([code])
    module.define(builder.finish())
  }

  /// `argc` as a `usize`.
  private func wordCount(_ builder: inout FunctionBuilder, _ block: PolyIR.Block) -> Value {
    let count = builder.parameter(block, 0)
    return layouts.pointerBytes == 4 ? count : builder.convert(.sextend, .i64, count)
  }

  /// A builder for the C function `poly_main(argc, argv) -> i32`.
  private func entryBuilder() -> FunctionBuilder {
    let signature = PolyIR.Signature(
      parameters: [ABIParameter(.i32), ABIParameter(layouts.pointerType)], results: [ABIParameter(.i32)],
      callingConvention: .systemV)
    let id = module.declareFunction(program.symbols.intern("poly_main"), linkage: .export, signature: signature)
    return FunctionBuilder(id: id, signature: signature, pointerType: layouts.pointerType)
  }

  /// The function that the host starts, where the library has one: it calls `poly_main`.
  public func declareHostEntry() {
    guard let start = exportedSymbols[program.symbols.intern("_start")],
      program.definitions.kind(start) == .function, !program.isLocal(start)
    else { return }
    _ = functionID(of: FunctionKey(Instance(.item, start, types.emptyArgs)))
  }

  /// Queues every function that the program exports by an unmangled symbol.
  public func declareExports() {
    for def in exportedSymbols.values.sorted(by: { $0.raw < $1.raw })
    where program.isLocal(def) && program.definitions.kind(def) == .function {
      if program.generics(of: def).count == 0 {
        _ = functionID(of: FunctionKey(Instance(.item, def, types.emptyArgs)))
      }
    }
  }

  /// `poly_main` of a test harness: a table of the tests for the library's runner.
  ///
  /// An entry is seven words: name (address, length), function, flags (1 ignored, 2 should panic),
  /// expected message (address, length), unused.
  public func declareTestMain(_ tests: [DefID]) {
    guard let runner = program.langItem("test_runner"), let entry = program.langItem("test_entry") else {
      internalError("the library has no test runner", at: .none)
      return
    }
    let word = Int(layouts.pointerBytes)
    var bytes = [UInt8](repeating: 0, count: tests.count * word * 7)
    var relocations: ContiguousArray<DataRelocation> = []
    func put(_ value: UInt64, at offset: Int) {
      for byte in 0..<word { bytes[offset + byte] = UInt8(truncatingIfNeeded: value >> UInt64(byte * 8)) }
    }
    for (index, test) in tests.enumerated() {
      let offset = index * word * 7
      let (name, count) = stringData(program.symbols.intern(program.definitions.path(test)), addingNul: false)
      relocations.append(DataRelocation(offset: UInt32(offset), target: .data(name)))
      put(UInt64(count), at: offset + word)
      let function = types.type(.functionDef(test, types.emptyArgs))
      let output = normalize(program.signature(of: test).output)
      guard let instance = resolve(entry, types.args([GenericArg(function), GenericArg(output)]), at: .none) else {
        continue
      }
      relocations.append(
        DataRelocation(offset: UInt32(offset + word * 2), target: .function(functionID(of: reified(instance)))))
      var flags: UInt64 = hasAttribute(test, "ignore") ? 1 : 0
      if hasAttribute(test, "should_panic") {
        flags |= 2
        if let expected = program.expectedPanic(of: test) {
          let (text, length) = stringData(expected, addingNul: false)
          relocations.append(DataRelocation(offset: UInt32(offset + word * 4), target: .data(text)))
          put(UInt64(length), at: offset + word * 5)
        }
      }
      put(flags, at: offset + word * 3)
    }
    let table = module.defineData(
      DataObject(
        name: program.symbols.intern(".tests"), linkage: .local, kind: .readOnly, alignment: 8, bytes: bytes,
        relocations: relocations))
    guard let instance = resolve(runner, types.emptyArgs, at: .none) else { return }
    var builder = entryBuilder()
    let block = builder.makeEntryBlock()
    let id = functionID(of: FunctionKey(instance))
    let signature = module.functions[id].signature
    let count = wordCount(&builder, block)
    let address = builder.symbolAddress(.data(table), isColocated: true)
    let call = builder.call(
      builder.importFunction(id, signature: signature, isColocated: true),
      [address, builder.iconst(layouts.pointerType, Int64(tests.count)), count, builder.parameter(block, 1)])
    let results = Array(builder.function.results(of: call))
    builder.returns([results.first ?? builder.iconst(.i32, 0)])
    module.define(builder.finish())
  }
}
