// Messages for obligations that do not hold: E0277, E0271, E0275, E0282, E0283.

import PolyExpansion
import PolySupport

extension InferenceContext {
  /// Reports and forgets the collected errors. Ambiguities are left out if anything else is wrong.
  public func reportErrors() {
    guard !errors.isEmpty else { return }
    let all = errors
    errors.removeAll(keepingCapacity: true)
    var hasReal = false
    for error in all {
      if case .ambiguous = error.kind { continue }
      hasReal = true
      report(error)
    }
    guard !hasReal, !program.diagnostics.hasErrors else { return }
    // One ambiguity is enough: the others mostly follow from it.
    let ambiguous = all.first { error in
      if case .trait(let reference) = error.obligation.predicate { return reference.trait != program.lang.sized }
      return false
    }
    if let first = ambiguous ?? all.first { report(first) }
  }

  public func report(_ error: FulfillmentError) {
    let predicate = error.obligation.predicate
    if hasErrorType(resolve(predicate)) { return }
    if hasErrorType(predicate) { return }
    let diagnostic: Diagnostic
    switch error.kind {
    case .unsatisfied:
      switch predicate {
      case .trait(let reference): diagnostic = unsatisfied(reference, error)
      case .projection(let item, let args, _):
        let trait = program.projectionTrait(item)
        diagnostic = unsatisfied(
          TraitRef(trait, program.prefix(args, program.generics(of: trait).count)), error)
      case .closureKind(let closure, let wanted): diagnostic = closureKindError(closure, wanted, error)
      }
    case .mismatch(let expected, let found):
      let expectedType = resolve(expected)
      let foundType = resolve(found)
      if types.flags(expectedType).union(types.flags(foundType)).contains(.hasError) { return }
      diagnostic = mismatch(predicate, expectedType, foundType, error)
    case .overflow:
      diagnostic = Diagnostic(
        code: "E0275", "overflow evaluating the requirement `\(program.describe(predicate))`", at: error.obligation.span
      ).help(
        "consider increasing the recursion limit by adding a `#![recursion_limit = \"256\"]` attribute to your crate")
    case .ambiguous: diagnostic = ambiguity(predicate, error)
    }
    program.diagnostics.report(withContext(diagnostic, error))
  }

  private func hasErrorType(_ predicate: Predicate) -> Bool {
    switch predicate {
    case .trait(let reference): types.flags(reference.args).contains(.hasError)
    case .projection(_, let args, let type): types.flags(args).union(types.flags(type)).contains(.hasError)
    case .closureKind: false
    }
  }

  // MARK: notes

  private func withContext(_ diagnostic: Diagnostic, _ error: FulfillmentError) -> Diagnostic {
    var result = diagnostic
    let root = resolve(error.root)
    if case .trait(let outer) = root, root != resolve(error.obligation.predicate),
      let selfType = types.list(outer.args).first?.type
    {
      result = result.note("required for `\(program.describe(selfType))` to implement `\(program.describePath(outer))`")
    }
    let origin = error.obligation.origin
    switch error.obligation.cause {
    case .itemBound where !origin.isNone && program.definitions.kind(origin) != .trait:
      let name = itemName(origin)
      result = result.note("required by a bound in `\(name)`", at: error.obligation.originSpan)
    case .sizedLocal: result = result.note("all local variables must have a statically known size")
    case .sizedArgument: result = result.note("all function arguments must have a statically known size")
    case .sizedReturn: result = result.note("the return type of a function must have a statically known size")
    case .repeatElement: result = result.note("the `Copy` trait is required because this value will be copied for each element of the array")
    default: break
    }
    return result
  }

  private func itemName(_ def: DefID) -> String {
    let parent = program.definitions.parent(def)
    let name = program.symbols.text(program.definitions.name(def))
    guard !parent.isNone else { return name }
    switch program.definitions.kind(parent) {
    case .trait: return "\(program.symbols.text(program.definitions.name(parent)))::\(name)"
    case .implementation: return "\(program.describe(program.type(of: parent)))::\(name)"
    default: return name
    }
  }

  // MARK: E0277

  private func unsatisfied(_ reference: TraitRef, _ error: FulfillmentError) -> Diagnostic {
    let span = error.obligation.span
    let selfType = types.list(reference.args).first?.type ?? types.error
    let selfText = program.describe(selfType)
    let trait = reference.trait
    let traitText = program.describePath(reference)
    let arguments = types.list(reference.args).dropFirst().compactMap(\.type)
    let other = arguments.first.map { program.describe($0) } ?? ""
    let lang = program.lang
    let path = program.definitions.path(trait)
    let name = program.symbols.text(program.definitions.name(trait))
    func make(_ message: String, _ label: String) -> Diagnostic {
      Diagnostic(code: "E0277", message, at: span, label: label)
    }
    func unimplemented() -> String { "the trait `\(traitText)` is not implemented for `\(selfText)`" }

    if trait == lang.sized {
      return make(
        "the size for values of type `\(selfText)` cannot be known at compilation time",
        "doesn't have a size known at compile-time"
      ).help("the trait `Sized` is not implemented for `\(selfText)`")
    }
    if trait == lang.fn || trait == lang.fnMut || trait == lang.fnOnce {
      return callError(reference, selfType, selfText, traitText, span)
    }
    if error.isInsideCoroutine, trait == lang.sync || isCoreItem(path, "Send") {
      let verb = trait == lang.sync ? "shared" : "sent"
      return Diagnostic(
        .error, code: nil, "future cannot be \(verb) between threads safely", at: span,
        label: "future created by async block is not `\(name)`"
      ).help("the trait `\(traitText)` is not implemented for `\(selfText)`")
    }
    if trait == lang.sync {
      return make("`\(selfText)` cannot be shared between threads safely", "`\(selfText)` cannot be shared between threads safely")
        .help("the trait `Sync` is not implemented for `\(selfText)`")
    }
    if isCoreItem(path, "Send") {
      return make("`\(selfText)` cannot be sent between threads safely", "`\(selfText)` cannot be sent between threads safely")
        .help("the trait `Send` is not implemented for `\(selfText)`")
    }
    if trait == lang.unpin {
      return make("`\(selfText)` cannot be unpinned", "the trait `Unpin` is not implemented for `\(selfText)`")
    }
    if trait == lang.future {
      return make("`\(selfText)` is not a future", "`\(selfText)` is not a future").help(unimplemented())
    }
    if isCoreItem(path, "Iterator") {
      return make("`\(selfText)` is not an iterator", "`\(selfText)` is not an iterator").help(unimplemented())
    }
    if isCoreItem(path, "IntoIterator") {
      return make("`\(selfText)` is not an iterator", "`\(selfText)` is not an iterator").help(unimplemented())
    }
    if isCoreItem(path, "Display") {
      return make("`\(selfText)` doesn't implement `std::fmt::Display`", "`\(selfText)` cannot be formatted with the default formatter")
        .help(unimplemented())
        .note("in format strings you may be able to use `{:?}` (or {:#?} for pretty-print) instead")
    }
    if isCoreItem(path, "Debug") {
      var diagnostic = make("`\(selfText)` doesn't implement `Debug`", "`\(selfText)` cannot be formatted using `{:?}`")
        .help(unimplemented())
      if case .adt(let def, _) = types.kind(selfType), program.isLocal(def) {
        diagnostic = diagnostic.note(
          "add `#[derive(Debug)]` to `\(selfText)` or manually `impl Debug for \(selfText)`")
      }
      return diagnostic
    }
    if let operation = Self.operators[name], path.contains("::ops::") || path.hasPrefix("core::") {
      let isInteger = isIntegral(selfType)
      let isFloat = arguments.first.map { isFloating($0) } ?? false
      var message = operation.message.replacing("{Rhs}", with: "`\(other)`").replacing("{Self}", with: "`\(selfText)`")
      if name == "Add", isInteger, isFloat, selfText == "{integer}" || other == "{float}" {
        message = "cannot add a float to an integer"
      }
      if operation.isUnary { message = "cannot apply unary operator to `\(selfText)`" }
      return make(message, "no implementation for `\(selfText) \(operation.symbol) \(other)`")
        .help("the trait `\(traitText)` is not implemented for `\(selfText)`")
    }
    if isCoreItem(path, "PartialEq") {
      return make("can't compare `\(selfText)` with `\(other)`", "no implementation for `\(selfText) == \(other)`")
        .help(unimplemented())
    }
    if isCoreItem(path, "PartialOrd") {
      return make("can't compare `\(selfText)` with `\(other)`", "no implementation for `\(selfText) < \(other)` and `\(selfText) > \(other)`")
        .help(unimplemented())
    }
    if trait == lang.index || trait == lang.indexMut {
      return make("the type `\(selfText)` cannot be indexed by `\(other)`", "`\(selfText)` cannot be indexed by `\(other)`")
        .help(unimplemented())
    }
    if isCoreItem(path, "SliceIndex") {
      let target = arguments.first.map { program.describe($0) } ?? "[_]"
      return make("the type `\(target)` cannot be indexed by `\(selfText)`", "slice indices are of type `usize` or ranges of `usize`")
        .help("the trait `SliceIndex<\(target)>` is not implemented for `\(selfText)`")
    }
    if isCoreItem(path, "FromIterator") {
      return make(
        "a value of type `\(selfText)` cannot be built from an iterator over elements of type `\(other)`",
        "value of type `\(selfText)` cannot be built from `std::iter::Iterator<Item=\(other)>`"
      ).help(unimplemented())
    }
    if isCoreItem(path, "Sum") {
      return make(
        "a value of type `\(selfText)` cannot be made by summing an iterator over elements of type `\(other)`",
        "value of type `\(selfText)` cannot be made by summing a `std::iter::Iterator<Item=\(other)>`"
      ).help(unimplemented())
    }
    if isCoreItem(path, "Product") {
      return make(
        "a value of type `\(selfText)` cannot be made by multiplying all elements of type `\(other)` from an iterator",
        "value of type `\(selfText)` cannot be made by multiplying all elements from a `std::iter::Iterator<Item=\(other)>`"
      ).help(unimplemented())
    }
    if isCoreItem(path, "Try") {
      return make(
        "the `?` operator can only be applied to values that implement `Try`",
        "the `?` operator cannot be applied to type `\(selfText)`"
      ).help("the trait `Try` is not implemented for `\(selfText)`")
    }
    if isCoreItem(path, "FromResidual") {
      return make(
        "the `?` operator can only be used in a function that returns `Result` or `Option` (or another type that implements `FromResidual`)",
        "cannot use the `?` operator in a function that returns `\(selfText)`"
      ).help("the trait `FromResidual<\(other)>` is not implemented for `\(selfText)`")
    }
    if error.obligation.cause == .question, isCoreItem(path, "From") {
      return make("`?` couldn't convert the error to `\(selfText)`", unimplemented())
    }
    if isCoreItem(path, "Termination") {
      return make("`main` has invalid return type `\(selfText)`", "`main` can only return types that implement `Termination`")
    }
    return withImplementors(
      make("the trait bound `\(selfText): \(traitText)` is not satisfied", unimplemented()), reference)
  }

  private func isCoreItem(_ path: String, _ name: String) -> Bool {
    (path.hasPrefix("core::") || path.hasPrefix("std::") || path.hasPrefix("alloc::")) && path.hasSuffix("::\(name)")
  }

  private func isIntegral(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .integer, .integerVariable: true
    default: false
    }
  }
  private func isFloating(_ type: Ty) -> Bool {
    switch types.kind(type) {
    case .float, .floatVariable: true
    default: false
    }
  }

  private struct OperatorText {
    var symbol: String
    var message: String
    var isUnary = false
  }

  private static let operators: [String: OperatorText] = [
    "Add": OperatorText(symbol: "+", message: "cannot add {Rhs} to {Self}"),
    "Sub": OperatorText(symbol: "-", message: "cannot subtract {Rhs} from {Self}"),
    "Mul": OperatorText(symbol: "*", message: "cannot multiply {Self} by {Rhs}"),
    "Div": OperatorText(symbol: "/", message: "cannot divide {Self} by {Rhs}"),
    "Rem": OperatorText(symbol: "%", message: "cannot calculate and assign the remainder of {Self} divided by {Rhs}"),
    "BitAnd": OperatorText(symbol: "&", message: "no implementation for `{Self} & {Rhs}`"),
    "BitOr": OperatorText(symbol: "|", message: "no implementation for `{Self} | {Rhs}`"),
    "BitXor": OperatorText(symbol: "^", message: "no implementation for `{Self} ^ {Rhs}`"),
    "Shl": OperatorText(symbol: "<<", message: "no implementation for `{Self} << {Rhs}`"),
    "Shr": OperatorText(symbol: ">>", message: "no implementation for `{Self} >> {Rhs}`"),
    "AddAssign": OperatorText(symbol: "+=", message: "cannot add-assign {Rhs} to {Self}"),
    "SubAssign": OperatorText(symbol: "-=", message: "cannot subtract-assign {Rhs} from {Self}"),
    "MulAssign": OperatorText(symbol: "*=", message: "cannot multiply-assign {Self} by {Rhs}"),
    "DivAssign": OperatorText(symbol: "/=", message: "cannot divide-assign {Self} by {Rhs}"),
    "RemAssign": OperatorText(symbol: "%=", message: "cannot calculate and assign the remainder of {Self} divided by {Rhs}"),
  ]

  private func callError(_ reference: TraitRef, _ selfType: Ty, _ selfText: String, _ traitText: String, _ span: Span) -> Diagnostic {
    if case .closure(let closure, _) = types.kind(selfType) {
      let kind = closures[closure]?.kind ?? program.knownClosureInfo(closure)?.kind
      if let kind, reference.trait != program.lang.fnOnce, kind != .fn,
        kind == .fnOnce || reference.trait == program.lang.fn
      {
        return closureKindDiagnostic(closure, kind, reference.trait == program.lang.fn ? .fn : .fnMut, span)
      }
      if let signature = callSignature(selfType, types.kind(selfType)), let tuple = types.list(reference.args).dropFirst().first?.type,
        case .tuple(let wanted) = types.kind(tuple)
      {
        let given = types.count(signature.inputs)
        let expected = types.count(wanted)
        if given != expected {
          return Diagnostic(
            code: "E0593",
            "closure is expected to take \(expected) argument\(expected == 1 ? "" : "s"), but it takes \(given) argument\(given == 1 ? "" : "s")",
            at: program.definitions[closure].span,
            label: "takes \(given) argument\(given == 1 ? "" : "s")"
          ).labelled(span, "expected closure that takes \(expected) argument\(expected == 1 ? "" : "s")")
        }
        return Diagnostic(code: "E0631", "type mismatch in closure arguments", at: span, label: "expected due to this")
          .labelled(program.definitions[closure].span, "found signature defined here")
          .note("expected closure signature `fn\(program.describe(tuple)) -> _`\n   found closure signature `\(program.describe(signature))`")
      }
    }
    if case .functionDef = types.kind(selfType), let signature = callSignature(selfType, types.kind(selfType)),
      let tuple = types.list(reference.args).dropFirst().first?.type, case .tuple(let wanted) = types.kind(tuple),
      !signature.isUnsafe
    {
      let given = types.count(signature.inputs)
      let expected = types.count(wanted)
      if given != expected {
        return Diagnostic(
          code: "E0593",
          "function is expected to take \(expected) argument\(expected == 1 ? "" : "s"), but it takes \(given) argument\(given == 1 ? "" : "s")",
          at: span, label: "expected function that takes \(expected) argument\(expected == 1 ? "" : "s")")
      }
      return Diagnostic(code: "E0631", "type mismatch in function arguments", at: span, label: "expected due to this")
        .note("expected function signature `fn\(program.describe(tuple)) -> _`\n   found function signature `\(program.describe(signature))`")
    }
    return Diagnostic(
      code: "E0277", "expected a `\(traitText)` closure, found `\(selfText)`", at: span,
      label: "expected an `\(traitText)` closure, found `\(selfText)`"
    ).help("the trait `\(traitText)` is not implemented for `\(selfText)`")
  }

  private func closureKindError(_ closure: DefID, _ wanted: ClosureKind, _ error: FulfillmentError) -> Diagnostic {
    let kind = closures[closure]?.kind ?? program.knownClosureInfo(closure)?.kind ?? .fnOnce
    return closureKindDiagnostic(closure, kind, wanted, error.obligation.span)
  }

  private func closureKindDiagnostic(_ closure: DefID, _ kind: ClosureKind, _ wanted: ClosureKind, _ span: Span) -> Diagnostic {
    let names = ["Fn", "FnMut", "FnOnce"]
    let expected = names[Int(wanted.rawValue)]
    let found = names[Int(kind.rawValue)]
    return Diagnostic(
      code: "E0525", "expected a closure that implements the `\(expected)` trait, but this closure only implements `\(found)`",
      at: program.definitions[closure].span, label: "this closure implements `\(found)`, not `\(expected)`"
    ).labelled(span, "the requirement to implement `\(expected)` derives from here")
  }

  /// Adds what other types implement the trait, if they are few.
  private func withImplementors(_ diagnostic: Diagnostic, _ reference: TraitRef) -> Diagnostic {
    var result = diagnostic
    let trait = reference.trait
    if program.isLocal(trait) {
      result = result.help(
        "this trait has no implementations, consider adding one", at: program.definitions[trait].nameSpan)
    }
    let implementors = program.implementations(of: trait).filter { !program.isNegativeImpl($0) }
    guard !implementors.isEmpty else { return result }
    if program.isLocal(trait) { result = diagnostic }
    if implementors.count == 1 {
      return result.help(
        "the trait `\(program.describePath(reference))` is implemented for `\(program.describe(program.type(of: implementors[0])))`")
    }
    var names = implementors.prefix(8).map { "\n  \(program.describe(program.type(of: $0)))" }
    if implementors.count > 8 { names.append("\nand \(implementors.count - 8) others") }
    return result.help(
      "the following other types implement trait `\(program.describePath(reference))`:\(names.joined())")
  }

  // MARK: E0271

  private func mismatch(_ predicate: Predicate, _ expected: Ty, _ found: Ty, _ error: FulfillmentError) -> Diagnostic {
    let span = error.obligation.span
    guard case .projection(let item, let args, _) = predicate else {
      return Diagnostic(code: "E0271", "type mismatch", at: span)
    }
    if item == program.lang.fnOnceOutput, let selfType = types.list(args).first?.type {
      return Diagnostic(
        code: "E0271",
        "expected `\(program.describe(selfType))` to return `\(program.describe(expected))`, but it returns `\(program.describe(found))`",
        at: span, label: "expected `\(program.describe(expected))`, found `\(program.describe(found))`")
    }
    if item == program.lang.futureOutput, let selfType = types.list(args).first?.type {
      return Diagnostic(
        code: "E0271",
        "expected `\(program.describe(selfType))` to be a future that resolves to `\(program.describe(expected))`, but it resolves to `\(program.describe(found))`",
        at: span, label: "expected `\(program.describe(expected))`, found `\(program.describe(found))`")
    }
    let text = program.describe(Predicate.projection(item: item, args: args, type: expected))
    return Diagnostic(
      code: "E0271", "type mismatch resolving `\(text)`", at: span,
      label: "expected `\(program.describe(expected))`, found `\(program.describe(found))`")
  }

  // MARK: E0282, E0283

  private func ambiguity(_ predicate: Predicate, _ error: FulfillmentError) -> Diagnostic {
    let span = error.obligation.span
    if case .trait(let reference) = predicate, reference.trait != program.lang.sized {
      let selfType = types.list(reference.args).first?.type ?? types.error
      let origin = error.obligation.origin
      if case .typeVariable = types.kind(selfType), !origin.isNone, program.traitOf(item: origin) == reference.trait,
        program.definitions.kind(origin) == .associatedFunction, program.functionNode(of: origin)?.hasSelf == false
      {
        let name = program.symbols.text(program.definitions.name(reference.trait))
        return Diagnostic(
          code: "E0790",
          "cannot call associated function on trait without specifying the corresponding `impl` type", at: span,
          label: "cannot call associated function of trait"
        ).labelled(
          program.definitions[origin].span,
          "`\(name)::\(program.symbols.text(program.definitions.name(origin)))` defined here")
      }
      return Diagnostic(code: "E0283", "type annotations needed", at: span, label: "cannot infer type")
        .note("cannot satisfy `\(program.describe(selfType)): \(program.describePath(reference))`")
    }
    if case .projection = predicate {
      return Diagnostic(code: "E0284", "type annotations needed", at: span, label: "cannot infer type")
        .note("cannot satisfy `\(program.describe(predicate))`")
    }
    return Diagnostic(code: "E0282", "type annotations needed", at: span, label: "cannot infer type")
  }
}

extension String {
  /// Every occurrence of `part` replaced.
  fileprivate func replacing(_ part: String, with replacement: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      result += rest[..<range.lowerBound]
      result += replacement
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}

extension Substring {
  fileprivate func firstRange(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
