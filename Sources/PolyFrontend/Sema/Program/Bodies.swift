// Typed bodies, closures and hidden types: made on demand by body checking, kept here.

import PolyExpansion
import PolySupport

extension Program {
  /// The checked body of a function, constant, static, anonymous constant or closure; nil if there is
  /// none or while it is being checked.
  public func typedBody(of owner: DefID) -> TypedBody? {
    if let known = bodyMemo.value(owner) { return known }
    let root = bodyOwner(of: owner)
    if bodyMemo.isInProgress(root) { return nil }
    if let known = bodyMemo.value(root) { return root == owner ? known : nil }
    bodyMemo.begin(root)
    let body = bodyChecker?(self, root)
    bodyMemo.set(root, body)
    return bodyMemo.value(owner) ?? nil
  }

  /// Whether the body is being checked right now (a constant that needs itself, an opaque type's own
  /// function).
  public func isBeingChecked(_ owner: DefID) -> Bool { bodyMemo.isInProgress(bodyOwner(of: owner)) }

  /// The body with which the body of `def` is checked: the outermost one for closures and inline constants.
  public func bodyOwner(of def: DefID) -> DefID {
    var current = def
    while definitions.kind(current) == .closure || isInlineConstant(current) { current = definitions.parent(current) }
    return current
  }

  private func isInlineConstant(_ def: DefID) -> Bool {
    guard definitions.kind(def) == .anonymousConstant, case .expression(let expr) = definitions[def].syntax,
      case .constBlock = tree.exprs[expr].kind
    else { return false }
    return true
  }

  /// Keeps the body of a closure: called while its owner is being checked.
  public func setBody(_ body: TypedBody, of closure: DefID) { bodyMemo.set(closure, body) }

  public func setClosureInfo(_ info: ClosureInfo, of closure: DefID) { closureInfos[closure] = info }

  /// What is known of a closure whose body was checked before.
  public func knownClosureInfo(_ closure: DefID) -> ClosureInfo? {
    if let known = closureInfos[closure] { return known }
    let owner = bodyOwner(of: closure)
    if bodyMemo.isInProgress(owner) { return nil }
    _ = typedBody(of: owner)
    return closureInfos[closure]
  }

  public func closureInfo(_ closure: DefID) -> ClosureInfo {
    knownClosureInfo(closure)
      ?? ClosureInfo(
        kind: .fn, signature: SignatureData(inputs: types.emptyTypes, output: types.error), captures: [],
        isCoroutine: false)
  }

  /// The types of all fields of a coroutine: captures, state, kept locals; in terms of its parameters.
  public func coroutineFields(_ coroutine: DefID) -> [Ty] {
    closureInfo(coroutine).captures.map { $0.fieldType } + [types.integer(.u32)]
      + (coroutineStorage?(coroutine).types ?? [])
  }

  /// The types of the locals that a coroutine holds while it is suspended; nothing before all bodies are
  /// checked.
  func suspendedTypes(_ coroutine: DefID) -> [Ty] {
    coroutinesAreKnown ? coroutineStorage?(coroutine).types ?? [] : []
  }

  /// Proves the obligations of users' bodies once more, now that it is known what coroutines hold while they
  /// are suspended: call when all bodies are checked.
  public func checkSuspendedTypes() {
    coroutinesAreKnown = true
    let obligations = coroutineObligations
    coroutineObligations.removeAll()
    guard hasCoroutines else { return }
    queries.evaluations.removeAll()
    var reported: Set<Span> = []
    for obligation in obligations {
      guard case .trait(let reference) = obligation.predicate,
        evaluate(reference, in: obligation.environment) == .fails, reported.insert(obligation.span).inserted
      else { continue }
      let context = InferenceContext(self, environment: obligation.environment)
      context.register(obligation)
      context.selectWherePossible()
      context.reportErrors()
    }
  }

  // MARK: opaque types

  /// Keeps what an opaque type hides, in terms of its function's parameters.
  public func setHiddenType(_ type: Ty, of opaque: DefID) {
    var isRecursive = false
    _ = types.map(type, mask: .hasOpaque, leaf: { _, kind in
      if case .opaque(opaque, _) = kind { isRecursive = true }
      return nil
    })
    guard isRecursive else {
      hiddenTypes[opaque] = type
      return
    }
    hiddenTypes[opaque] = types.error
    if isLocal(opaque) {
      diagnostics.error(
        "E0720", "cannot resolve opaque type", at: definitions[opaque].span, label: "recursive opaque type")
    }
  }

  /// Whether the function that defines an opaque type is being checked.
  func isOpaqueBeingInferred(_ opaque: DefID) -> Bool {
    hiddenTypes[opaque] == nil && isBeingChecked(definitions.parent(opaque))
  }

  /// What an opaque type hides; the error type if its function has no body or needs it itself.
  public func opaqueType(_ opaque: DefID) -> Ty {
    if let known = hiddenTypes[opaque] { return known }
    let owner = definitions.parent(opaque)
    if isBeingChecked(owner) { return types.error }
    _ = typedBody(of: owner)
    if hiddenTypes[opaque] == nil { hiddenTypes[opaque] = types.error }
    return hiddenTypes[opaque] ?? types.error
  }
}
