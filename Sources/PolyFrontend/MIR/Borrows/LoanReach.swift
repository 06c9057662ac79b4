// Whether a value of one type can hold a borrow of a place of another: by what the place owns.
//
// A reference made by borrowing a place points at something that the place owns, not at what references in
// it point at: `&str`s that were copied out of a borrowed `Vec<&str>` are no borrows of the vector. Where the
// types do not tell (objects, closures, types with lifetimes, raw pointers) the answer is yes.

import PolyExpansion
import PolySema
import PolySupport

extension LoanTypes {
  func canHold(_ holder: Ty, _ place: Ty) -> Bool {
    let key = NumberKey(holder, place)
    if let known = reach[key] { return known }
    // Recursive types hold what their other parts do.
    reach[key] = false
    let result = computeHold(holder, place, depth: 0)
    reach[key] = result
    return result
  }

  private func computeHold(_ holder: Ty, _ place: Ty, depth: Int) -> Bool {
    guard depth < 32 else { return true }
    switch queries.types.kind(holder) {
    case .reference(_, let target, _):
      var visited: Set<Ty> = []
      return owns(place, target, &visited) || computeHold(target, place, depth: depth + 1)
    case .slice(let element), .array(let element, _): return computeHold(element, place, depth: depth + 1)
    case .tuple(let list): return queries.types.list(list).contains { computeHold($0, place, depth: depth + 1) }
    case .adt(let def, let args) where queries.program.isLocal(def):
      return queries.program.adt(def).variants.contains { variant in
        variant.fields.contains { canHold(queries.fieldType($0, args), place) }
      }
    case .adt(_, let args):
      return queries.types.list(args).contains { argument in
        switch argument.kind {
        case .region: true
        case .type(let type): computeHold(type, place, depth: depth + 1)
        case .const: false
        }
      }
    // A closure holds what it captured.
    case .closure: return queries.fieldTypes(of: PlaceType(holder)).contains { canHold($0, place) }
    case .bool, .char, .str, .never, .integer, .float, .pointer, .functionDef, .functionPointer: return false
    // What a parameter stands for was chosen by the caller: it cannot hold a borrow that the body makes.
    case .parameter: return false
    case .projection(_, let args):
      return queries.types.list(args).contains { argument in
        argument.region != nil || argument.type.map { computeHold($0, place, depth: depth + 1) } ?? false
      }
    default: return true
    }
  }

  /// Arrays and slices as their elements, text as its bytes.
  private func unit(_ type: Ty) -> Ty {
    var current = type
    while true {
      switch queries.types.kind(current) {
      case .slice(let element), .array(let element, _): current = element
      case .str: return queries.types.integer(.u8)
      default: return current
      }
    }
  }

  /// Whether something of type `part` may lie in a value of type `type`, not behind a shared reference.
  private func owns(_ type: Ty, _ part: Ty, _ visited: inout Set<Ty>) -> Bool {
    if type == part { return true }
    let wanted = unit(part)
    switch queries.types.kind(wanted) {
    case .bool, .char, .never, .integer, .float, .pointer, .functionDef, .functionPointer, .reference, .tuple,
      .parameter:
      break
    case .adt(let def, let args):
      // Views of bytes, like `Path`.
      if !queries.program.isLocal(def), queries.types.count(args) == 0 {
        return holds(type, wanted, orBytes: true, &visited)
      }
    default: return true
    }
    return holds(type, wanted, orBytes: false, &visited)
  }

  private func holds(_ type: Ty, _ wanted: Ty, orBytes: Bool, _ visited: inout Set<Ty>) -> Bool {
    let own = unit(type)
    if own == wanted || type == wanted { return true }
    switch queries.types.kind(own) {
    case .integer(.u8): return orBytes
    case .bool, .char, .never, .integer, .float, .functionDef, .functionPointer: return false
    case .reference(_, let target, let mutability):
      return mutability == .mutable && holds(target, wanted, orBytes: orBytes, &visited)
    case .tuple(let list):
      for element in queries.types.list(list) where holds(element, wanted, orBytes: orBytes, &visited) { return true }
      return false
    case .adt(let def, let args):
      guard visited.insert(own).inserted else { return false }
      guard visited.count < 64 else { return true }
      let arguments = queries.types.list(args)
      let isGeneric = arguments.contains { $0.type != nil }
      if isGeneric {
        for argument in arguments {
          if let inner = argument.type, holds(inner, wanted, orBytes: orBytes, &visited) { return true }
        }
      }
      let isOwn = queries.program.isLocal(def)
      for variant in queries.program.adt(def).variants {
        for field in variant.fields {
          // The library's containers hold what their arguments say, and items of iterators.
          if !isOwn, isGeneric, !queries.types.flags(field.type).contains(.hasProjections) { continue }
          if holds(queries.fieldType(field, args), wanted, orBytes: orBytes, &visited) { return true }
        }
      }
      return false
    // What a type parameter stands for knows nothing of types that mention parameters, but by its bounds.
    case .parameter:
      return !queries.types.flags(wanted).contains(.hasParameters)
        || queries.program.boundsMentionParameters(own, in: queries.environment)
    default: return true
    }
  }
}

extension BorrowCheck {
  /// Without the loans that no reference in a value of the type can be.
  func fitting(_ held: HeldLoans, _ type: Ty) -> HeldLoans {
    if held.isEmpty { return held }
    return HeldLoans(outer: fitting(held.outer, type), inner: fitting(held.inner, type))
  }

  func fitting(_ list: ContiguousArray<LoanID>, _ type: Ty) -> ContiguousArray<LoanID> {
    if list.allSatisfy({ types.canHold(type, placeTypes[Int($0)]) }) { return list }
    return list.filter { types.canHold(type, placeTypes[Int($0)]) }
  }

  /// Loans that a call's result does not hold though the types would allow it.
  func dropPassedLoans(
    from result: inout HeldLoans, _ inputs: [HeldLoans], _ signature: FlowSignature, _ arguments: [Operand],
    _ type: Ty
  ) {
    dropIteratorLoans(from: &result, signature, arguments, type)
    dropFunctionLoans(from: &result, inputs, arguments)
  }

  /// What a function item, given as an argument, makes of a reference does not hold that borrow if its own
  /// signature says so: `option.and_then(Iterator::next)`.
  private func dropFunctionLoans(from result: inout HeldLoans, _ inputs: [HeldLoans], _ arguments: [Operand]) {
    guard !result.isEmpty else { return }
    for argument in arguments {
      guard let def = calleeDefinition(argument), let own = signatures.signature(of: def), own.inputs.count == 1,
        let outer = own.inputs[0].outer, own.output.outer != outer, !own.output.regions.contains(outer)
      else { continue }
      for (index, held) in inputs.enumerated() {
        guard let target = soleReference(in: queries.type(of: arguments[index], in: body)) else { continue }
        result.inner.removeAll { loan in
          held.contains(loan) && types.canHold(types.queries.types.reference(target, .mutable), placeTypes[Int(loan)])
        }
      }
    }
  }

  /// What the reference points at that is the only argument of a type: `&mut T` of `Option<&mut T>`.
  private func soleReference(in type: Ty) -> Ty? {
    guard case .adt(_, let args) = queries.types.kind(type), queries.types.count(args) == 1,
      let argument = queries.types.arg(args, 0).type
    else { return nil }
    return queries.pointee(argument)
  }

  /// What an iterator gives through `&mut I` are items of `I`: they do not hold that borrow of it.
  private func dropIteratorLoans(
    from result: inout HeldLoans, _ signature: FlowSignature, _ arguments: [Operand], _ type: Ty
  ) {
    var dropped: [LoanID] = []
    for id in result.all where loans[Int(id)].kind != .shared {
      let place = queries.type(of: loans[Int(id)].place, in: body).type
      guard types.isIterator(place), !types.mentions(type, place) else { continue }
      let reference = program.types.reference(place, .mutable)
      for (index, argument) in arguments.enumerated() {
        var given = queries.type(of: argument, in: body)
        if signature.inputs[index].outer != nil, let target = queries.pointee(given) { given = target }
        if types.mentions(given, reference) {
          dropped.append(id)
          break
        }
      }
    }
    guard !dropped.isEmpty else { return }
    result.outer.removeAll { dropped.contains($0) }
    result.inner.removeAll { dropped.contains($0) }
  }
}
