// `as` casts, checked when the types of their operands are known.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  func finishCasts() {
    var index = 0
    while index < deferredCasts.count {
      finish(deferredCasts[index])
      index += 1
    }
    deferredCasts.removeAll()
  }

  /// What a pointer's metadata is, as far as casts care.
  private enum Metadata: Equatable {
    case thin, length
    case vtable(DefID)
    case of(Ty)
    case unknown
  }

  private func finish(_ cast: DeferredCast) {
    let expr = current(cast.expr)
    let source = structurallyTry(rawType(cast.operand))
    let target = structurallyTry(cast.target)
    let span = typed.exprs[expr].span
    func set(_ kind: CastKind, _ operand: TypedExprID? = nil) {
      typed.exprs[expr] = TypedExpr(kind: .cast(kind, operand ?? cast.operand), type: target, span: span)
    }
    guard !hasError(source), !hasError(target) else {
      typed.exprs[expr] = TypedExpr(kind: .error, type: target, span: span)
      typed.hasErrors = true
      return
    }
    switch types.kind(target) {
    case .slice, .str, .dynamic:
      error("E0620", "cast to unsized type: `\(text(source))` as `\(text(target))`", span)
      typed.exprs[expr] = TypedExpr(kind: .error, type: types.error, span: span)
      return
    default: break
    }
    // Scalars first: most casts, and no coercion applies to them.
    if let kind = scalarCast(types.kind(source), types.kind(target)) {
      if source == target {
        typed.exprs[expr] = TypedExpr(kind: .use(cast.operand), type: target, span: span)
      } else {
        set(kind)
      }
      return
    }
    var coerced: TypedExprID? = nil
    _ = infer.commitIfTrue {
      coerced = tryCoerce(cast.operand, to: target)
      return coerced != nil
    }
    if let coerced {
      typed.exprs[expr] = TypedExpr(kind: .use(coerced), type: target, span: span)
      return
    }
    switch (types.kind(source), types.kind(target)) {
    case (.adt(let def, _), .integer):
      if isFieldless(def) { return set(.enumToInteger) }
    case (.pointer(let from, _), .pointer(let to, _)):
      return castPointers(from, to, source, target, span) { set(.pointerToPointer) }
    case (.pointer(let from, _), .integer):
      if metadata(from) == .thin { return set(.pointerToAddress) }
      report(
        Diagnostic(.error, code: "E0606", "casting `\(text(source))` as `\(text(target))` is invalid", at: span)
          .help("cast through a thin pointer first"))
      return
    case (.integer(let integer), .pointer(let to, _)):
      if metadata(to) == .thin {
        if integer == .usize { return set(.addressToPointer) }
        let address = make(.cast(.integerToInteger, cast.operand), types.usize, span)
        return set(.addressToPointer, address)
      }
      if metadata(to) == .unknown {
        error(
          "E0641", "cannot cast to a pointer of an unknown kind", span, label: "needs more type information")
        return
      }
      error(
        "E0606", "cannot cast to a pointer that is wide: `\(text(source))` as `\(text(target))`", span,
        label: "creating a `\(text(target))` requires both an address and metadata")
      return
    case (.reference(_, let referent, let given), .pointer(let to, let wanted)):
      // `&[T; N]` to `*const T`, and a reference through its own pointer.
      if given == .mutable || wanted == .shared {
        let pointerType = types.type(.pointer(resolve(referent), wanted))
        if case .array(let element, _) = kind(referent), unify(element, to) {
          let place = make(.deref(cast.operand), resolve(referent), span)
          let pointer = make(.rawBorrow(wanted, place), pointerType, span)
          return set(.arrayToPointer, pointer)
        }
      }
    case (.functionDef(let def, let args), .integer), (.functionDef(let def, let args), .pointer):
      let signature = instantiatedSignature(def, args, span: span)
      let pointer = make(
        .cast(.reifyFunction, cast.operand), types.type(.functionPointer(types.signature(signature))), span)
      if case .integer = types.kind(target) { return set(.functionPointerToAddress, pointer) }
      return set(.functionPointerToPointer, pointer)
    case (.functionPointer, .integer): return set(.functionPointerToAddress)
    case (.functionPointer, .pointer(let to, _)):
      if metadata(to) == .thin { return set(.functionPointerToPointer) }
    case (.typeVariable, _):
      _ = structurallyResolve(source, span: cast.operandSpan)
      return
    default: break
    }
    reportInvalid(source, target, cast, span)
    typed.exprs[expr] = TypedExpr(kind: .error, type: target, span: span)
  }

  private func scalarCast(_ from: TyKind, _ to: TyKind) -> CastKind? {
    switch (from, to) {
    case (.integer, .integer): .integerToInteger
    case (.integer, .float): .integerToFloat
    case (.float, .integer): .floatToInteger
    case (.float, .float): .floatToFloat
    case (.bool, .integer): .boolToInteger
    case (.bool, .bool), (.char, .char): .integerToInteger
    case (.char, .integer): .charToInteger
    case (.integer(.u8), .char): .u8ToChar
    default: nil
    }
  }

  private func isFieldless(_ def: DefID) -> Bool {
    let data = program.adt(def)
    return data.isEnum && !data.variants.isEmpty && data.variants.allSatisfy { $0.fields.isEmpty }
  }

  private func metadata(_ type: Ty) -> Metadata {
    let resolved = resolveFully(type)
    switch types.kind(resolved) {
    case .slice, .str: return .length
    case .dynamic(let existential, _): return .vtable(types.data(existential).principal)
    case .adt(let def, let args):
      let data = program.adt(def)
      guard data.kind == .structure, let last = data.variants.first?.fields.last else { return .thin }
      return metadata(fieldType(last, args, .none))
    case .tuple(let list):
      let count = types.count(list)
      return count == 0 ? .thin : metadata(types.type(list, count - 1))
    case .parameter, .projection, .opaque:
      return program.isSized(resolved, in: environment) ? .thin : .of(resolved)
    case .typeVariable: return .unknown
    case .foreign: return .thin
    default: return .thin
    }
  }

  private func castPointers(_ from: Ty, _ to: Ty, _ source: Ty, _ target: Ty, _ span: Span, _ accept: () -> Void) {
    if case .typeVariable = kind(to) {
      _ = unify(to, from)
      accept()
      return
    }
    switch (metadata(from), metadata(to)) {
    case (_, .thin), (.unknown, _), (_, .unknown): accept()
    case (.thin, _):
      error(
        "E0607", "cannot cast thin pointer `\(text(source))` to wide pointer `\(text(target))`", span)
    case (let a, let b):
      if case .vtable = a, case .vtable = b {
        if castsObjects(from, to, span, source, target) { accept() }
      } else if a == b {
        accept()
      } else {
        report(
          Diagnostic(
            .error, code: "E0606", "casting `\(text(source))` as `\(text(target))` is invalid", at: span
          ).note("the pointers have different metadata"))
      }
    }
  }

  /// Between objects the principal trait stays the same and no auto trait is added.
  private func castsObjects(_ from: Ty, _ to: Ty, _ span: Span, _ source: Ty, _ target: Ty) -> Bool {
    guard case .dynamic(let old, _) = types.kind(resolveFully(from)), case .dynamic(let new, _) = types.kind(resolveFully(to))
    else { return true }
    let a = types.data(old)
    let b = types.data(new)
    if !b.principal.isNone, a.principal != b.principal || !infer.unify(a.principalArgs, b.principalArgs) {
      report(
        Diagnostic(.error, code: "E0606", "casting `\(text(source))` as `\(text(target))` is invalid", at: span)
          .note("the trait objects may have different vtables"))
      return false
    }
    let given = a.autoTraits + (a.principal.isNone ? [] : program.supertraitDefs(of: a.principal))
    if let added = b.autoTraits.first(where: { !given.contains($0) }) {
      report(
        Diagnostic(
          .error, code: "E0804",
          "cannot add auto trait `\(self.text(definitions.name(added)))` to dyn bound via pointer cast", at: span,
          label: "unsupported cast"
        ).note("this could allow UB elsewhere").help("use `transmute` if you're sure this is sound"))
      return false
    }
    return true
  }

  private func reportInvalid(_ source: Ty, _ target: Ty, _ cast: DeferredCast, _ span: Span) {
    let (from, to) = (program.describe(cast.shownType), text(target))
    switch (types.kind(source), types.kind(target)) {
    case (_, .char):
      if case .integer = types.kind(source) {
        error(
          "E0604", "only `u8` can be cast as `char`, not `\(from)`", span, label: "invalid cast")
        return
      }
      if case .float = types.kind(source) {
        error("E0604", "only `u8` can be cast as `char`, not `\(from)`", span, label: "invalid cast")
        return
      }
    case (.integer, .bool), (.float, .bool):
      report(
        Diagnostic(.error, code: "E0054", "cannot cast `\(from)` as `bool`", at: span, label: "unsupported cast")
          .help("compare with zero instead: `!= 0`"))
      return
    case (.reference(_, let inner, _), .integer), (.reference(_, let inner, _), .float):
      var diagnostic = Diagnostic(
        .error, code: "E0606", "casting `\(from)` as `\(to)` is invalid", at: span)
      if scalarCast(kind(inner), types.kind(target)) != nil {
        diagnostic.label = "cannot cast `\(from)` as `\(to)`"
        diagnostic = diagnostic.help("dereference the expression: `*`")
      }
      report(diagnostic)
      return
    case (.bool, .float), (.char, .float), (.float, .pointer), (.pointer, .float), (.bool, .pointer), (.char, .pointer):
      report(
        Diagnostic(.error, code: "E0606", "casting `\(from)` as `\(to)` is invalid", at: span)
          .help("cast through an integer first"))
      return
    case (.reference, .pointer):
      error("E0606", "casting `\(from)` as `\(to)` is invalid", span)
      return
    default: break
    }
    error(
      "E0605", "non-primitive cast: `\(from)` as `\(to)`", span,
      label: "an `as` expression can only be used to convert between primitive types or to coerce to a specific trait object")
  }
}
