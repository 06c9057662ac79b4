// Calls of the interpreter: functions, constructors, closures, panics.

import PolyExpansion
import PolySema
import PolySupport

extension Interpreter {
  mutating func call(
    _ callee: Operand, _ arguments: ListRef<Operand>, _ destination: Place, _ target: BasicBlock
  ) throws {
    let body = frames[frames.count - 1].info.body
    let calleeType = type(of: callee)
    var values: [MemoryPlace] = []
    for argument in body.operands[arguments] { values.append(try evaluate(argument)) }
    // A local that is passed is copied: the callee's writes do not show.
    let result = try evaluate(destination)
    switch types.kind(calleeType) {
    case .functionDef(let def, let args):
      if try callPanic(def, args, values) { return }
      guard let instance = program.resolveInstance(def, args) else {
        throw failure("calling `\(program.definitions.path(def))` is not possible at compile time")
      }
      try call(instance, values, calleeType, result, target)
    case .functionPointer:
      let pointer = try readScalar(try evaluate(callee))
      guard case .function(let instance)? = pointer.target else {
        throw failure("calling a pointer that is no function")
      }
      try call(instance, values, calleeType, result, target)
    default: throw failure("calling something that is no function")
    }
  }

  private mutating func call(
    _ instance: Instance, _ values: [MemoryPlace], _ type: Ty, _ result: MemoryPlace, _ target: BasicBlock
  ) throws {
    switch instance.kind {
    case .item:
      var values = values
      if program.definitions.kind(instance.def) == .closure, let last = values.last,
        case .tuple(let list) = types.kind(last.type.type)
      {
        // `Fn*::call*` passes a tuple, a closure's body takes its elements.
        values.removeLast()
        for index in 0..<types.count(list) { values.append(try field(last, UInt32(index))) }
      }
      switch program.definitions.kind(instance.def) {
      case .structure, .variant: try constructor(instance, values, result, target)
      default: try enter(instance, values, destination: result, returnBlock: target)
      }
    case .constructor: try constructor(instance, values, result, target)
    case .intrinsic: try intrinsic(instance, values, result, target)
    case .closureOnceShim:
      // The body takes the closure by reference.
      var values = values
      let closure = types.type(.closure(instance.def, instance.args))
      // As a function pointer it is called without the (empty) closure.
      if values.first?.type.type != closure { values.insert(try temporary(closure), at: 0) }
      let first = values[0]
      let owned = try temporary(first.type.type)
      try copy(first, to: owned)
      let isFn = program.closureInfo(instance.def).kind == .fn
      let reference = try temporary(types.reference(first.type.type, isFn ? .shared : .mutable))
      try writePointer(reference, owned)
      try call(
        Instance(.item, instance.def, instance.args), [reference] + values.dropFirst(), type, result, target)
    case .functionPointerShim:
      guard let first = values.first, let tuple = values.last, values.count == 2 else {
        throw failure("a call has the wrong number of arguments")
      }
      var function = first
      while case .reference = types.kind(function.type.type) { function = try readPointer(function) }
      var arguments: [MemoryPlace] = []
      if case .tuple(let list) = types.kind(tuple.type.type) {
        for index in 0..<types.count(list) { arguments.append(try field(tuple, UInt32(index))) }
      }
      switch types.kind(function.type.type) {
      case .functionDef(let def, let args):
        guard let inner = program.resolveInstance(def, args) else { throw failure("the function is not known") }
        try call(inner, arguments, function.type.type, result, target)
      default:
        guard case .function(let inner)? = try readScalar(function).target else {
          throw failure("calling a pointer that is no function")
        }
        try call(inner, arguments, function.type.type, result, target)
      }
    case .cloneShim:
      guard let first = values.first, queries.isCopy(result.type.type) else {
        throw failure("cloning this value is not possible at compile time")
      }
      try copy(try readPointer(first), to: result)
      try goOn(target)
    case .dropGlue:
      guard let first = values.first else { throw failure("a call has the wrong number of arguments") }
      let place = try readPointer(first)
      if queries.needsDrop(place.type.type) {
        throw failure(
          "the destructor of `\(program.describe(place.type.type))` cannot be evaluated at compile-time")
      }
      try goOn(target)
    case .virtual: throw failure("calling through a trait object is not possible at compile time")
    }
  }

  mutating func goOn(_ target: BasicBlock) throws {
    guard !target.isNone else { throw failure("entering unreachable code") }
    jump(target)
  }

  private mutating func constructor(
    _ instance: Instance, _ values: [MemoryPlace], _ result: MemoryPlace, _ target: BasicBlock
  ) throws {
    guard case .adt(let def, _) = types.kind(result.type.type) else { throw failure("a constructor of another type") }
    let variant = program.adt(def).variantIndex(of: instance.def) ?? 0
    try construct(def, UInt32(variant), nil, values, result)
    try goOn(target)
  }

  // MARK: panics

  /// Ends evaluation with the panic's message if the callee is one of the library's panic functions.
  private func callPanic(_ def: DefID, _ args: Args, _ values: [MemoryPlace]) throws -> Bool {
    let isPanicFormat = program.langItem("panic_fmt") == def || program.langItem("panic_nounwind_fmt") == def
    if isPanicFormat {
      let message = values.first.flatMap { try? formattedMessage($0) } ?? "explicit panic"
      throw failure("evaluation panicked: \(message)")
    }
    if program.langItem("panic") == def || program.langItem("panic_nounwind") == def
      || program.langItem("panic_display") == def
    {
      guard var value = values.first else { throw failure("evaluation panicked: explicit panic") }
      while case .reference(_, let target, _) = types.kind(value.type.type), target != types.str {
        value = try readPointer(value)
      }
      if value.type.type != types.str, queries.pointee(value.type.type) == types.str { value = try readPointer(value) }
      throw failure("evaluation panicked: \((try? string(value)) ?? "explicit panic")")
    }
    return false
  }

  private func string(_ place: MemoryPlace) throws -> String {
    let count = place.metadata?.low ?? 0
    guard count > 0 else { return "" }
    let (id, base) = try allocation(place.pointer, size: count)
    let bytes = try memory { (memory) throws(MemoryError) in try memory.bytes(id, base, size: count) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The literal pieces of `format_args!` without arguments.
  private func formattedMessage(_ arguments: MemoryPlace) throws -> String {
    for (index, type) in queries.fieldTypes(of: arguments.type).enumerated() {
      guard let pointee = queries.pointee(type), case .slice(let element) = types.kind(pointee),
        queries.pointee(element) == types.str
      else { continue }
      let pieces = try readPointer(try field(arguments, UInt32(index)))
      var message = ""
      for position in 0..<(pieces.metadata?.low ?? 0) {
        let piece = try project(pieces, .constantIndex(position, fromEnd: false))
        message += try string(try readPointer(piece))
      }
      return message
    }
    return "explicit panic"
  }
}
