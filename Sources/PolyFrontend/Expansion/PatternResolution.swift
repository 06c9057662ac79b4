// Resolves patterns: which names bind, which are constants; or-patterns bind the same in each arm.

import PolySupport
import PolySyntax

struct PatternBinding {
  var ident: Ident
  var local: LocalID
  var mode: BindingMode
}

extension ScopedResolver {
  /// Resolves a whole pattern; its bindings are added to the scope.
  func resolveTopPattern(_ id: PatID, _ kind: LocalKind = .binding) {
    patternBindings.removeAll(keepingCapacity: true)
    reusableBindings.removeAll(keepingCapacity: true)
    isParameterList = false
    resolvePattern(id, kind)
  }

  /// The patterns of a parameter list share their names.
  func resolveParameterPatterns(_ patterns: [PatID]) {
    patternBindings.removeAll(keepingCapacity: true)
    reusableBindings.removeAll(keepingCapacity: true)
    for (index, pattern) in patterns.enumerated() where !pattern.isNone {
      isParameterList = true
      let isSelf: Bool
      if index == 0, case .binding(_, let ident, _) = tree.patterns[pattern].kind,
        ident.name == Names.selfValue
      {
        isSelf = true
      } else {
        isSelf = false
      }
      parameterStart = patternBindings.count
      resolvePattern(pattern, isSelf ? .selfParameter : .parameter)
    }
    isParameterList = false
  }

  func resolvePattern(_ id: PatID, _ kind: LocalKind) {
    guard !id.isNone else { return }
    switch tree.patterns[id].kind {
    case .wildcard, .rest, .never, .error: break
    case .binding(let mode, let ident, let sub):
      resolveBinding(id, mode, ident, hasSub: !sub.isNone, kind)
      resolvePattern(sub, kind)
    case .literal(let expression): resolveExpression(expression)
    case .range(let low, let high, _):
      resolveExpression(low)
      resolveExpression(high)
    case .path(let path): resolvePath(path, .pattern)
    case .tupleStruct(let path, let list):
      resolvePath(path, .tupleStructPattern)
      resolvePatternList(list, kind)
    case .structure(let path, let fields, _):
      resolvePath(path, .structLiteral)
      resolveFieldPatterns(id, path, fields, kind)
    case .tuple(let list), .slice(let list): resolvePatternList(list, kind)
    case .or(let list): resolveAlternatives(list, kind)
    case .reference(let inner, _), .box(let inner): resolvePattern(inner, kind)
    case .constBlock(let expression): resolveExpression(expression)
    case .macroCall(let call):
      resolver.expandPattern(id, call, in: module, textual: textual)
      resolvePattern(id, kind)
    }
  }

  private func resolvePatternList(_ list: ListRef<PatID>, _ kind: LocalKind) {
    for index in 0..<Int(list.count) { resolvePattern(tree.patternLists[list, index], kind) }
  }

  private func resolveFieldPatterns(
    _ id: PatID, _ path: PathID, _ fields: ListRef<FieldPattern>, _ kind: LocalKind
  ) {
    var kept: [FieldPattern]?
    for index in 0..<Int(fields.count) {
      let field = tree.fieldPatterns[fields, index]
      if !field.attributes.isEmpty, !resolver.configure(field.attributes).enabled {
        if kept == nil { kept = Array(tree.fieldPatterns[fields].prefix(index)) }
        continue
      }
      kept?.append(field)
      resolvePattern(field.pattern, kind)
    }
    if let kept, case .structure(_, _, let hasRest) = tree.patterns[id].kind {
      tree.patterns[id].kind = .structure(
        path, tree.fieldPatterns.make(kept), hasRest: hasRest)
    }
  }

  // MARK: Bindings

  private func resolveBinding(
    _ id: PatID, _ mode: BindingMode, _ ident: Ident, hasSub: Bool, _ kind: LocalKind
  ) {
    if ident.name != Names.selfValue, let res = findItemValue(ident) {
      switch res {
      case .constructor(let definition) where definitions[definition].constructor == .unit:
        if mode.isPlain, !hasSub {
          resolver.tables.bindings[id] = .path(res)
          return
        }
        reportShadowing(ident, res, definition)
        resolver.tables.bindings[id] = .error
        return
      case .constructor(let definition):
        reportShadowing(ident, res, definition)
        resolver.tables.bindings[id] = .error
        return
      case .definition(let definition):
        switch definitions.kind(definition) {
        case .constant, .associatedConstant, .constParameter:
          if mode.isPlain, !hasSub {
            resolver.tables.bindings[id] = .path(res)
            return
          }
          reportShadowing(ident, res, definition)
          resolver.tables.bindings[id] = .error
          return
        case .staticItem, .foreignStatic:
          reportShadowing(ident, res, definition)
          resolver.tables.bindings[id] = .error
          return
        default: break
        }
      default: break
      }
    }
    func same(_ binding: PatternBinding) -> Bool {
      binding.ident.name == ident.name && binding.ident.context == ident.context
    }
    if let index = patternBindings.firstIndex(where: same) {
      let name = text(ident.name)
      if isParameterList, index < parameterStart {
        sink.error(
          "E0415", "identifier `\(name)` is bound more than once in this parameter list",
          at: ident.span, label: "used as parameter more than once")
      } else {
        sink.error(
          "E0416", "identifier `\(name)` is bound more than once in the same pattern",
          at: ident.span, label: "used in a pattern more than once")
      }
      resolver.tables.bindings[id] = .local(patternBindings[index].local)
      return
    }
    let local: LocalID
    if let reused = reusableBindings.last(where: same) {
      local = reused.local
      if reused.mode.isReference != mode.isReference
        || reused.mode.referenceMutability != mode.referenceMutability
      {
        let name = text(ident.name)
        sink.report(
          Diagnostic(
            .error, code: "E0409",
            "variable `\(name)` is bound inconsistently across alternatives separated by `|`",
            at: ident.span, label: "bound in different ways"
          ).labelled(reused.ident.span, "first binding"))
      }
    } else {
      local = addLocal(ident, id, kind)
    }
    patternBindings.append(PatternBinding(ident: ident, local: local, mode: mode))
    resolver.tables.bindings[id] = .local(local)
  }

  private func reportShadowing(_ ident: Ident, _ res: Res, _ definition: DefID) {
    let entry = definitions[definition]
    let word: String
    let plural: String
    switch (res, entry.kind) {
    case (.constructor, .variant):
      word = entry.constructor == .unit ? "unit variant" : "tuple variant"
      plural = word + "s"
    case (.constructor, _):
      word = entry.constructor == .unit ? "unit struct" : "tuple struct"
      plural = word + "s"
    default:
      word = definitions.kindWord(definition)
      plural = word + "s"
    }
    let binding = isParameterList ? "function parameters" : "match bindings"
    var diagnostic = Diagnostic(
      .error, code: "E0530", "\(binding) cannot shadow \(plural)", at: ident.span,
      label: "cannot be named the same as \(resolver.article(word))")
    if !resolver.isLibrary(entry.crate) {
      diagnostic = diagnostic.labelled(
        entry.span, "the \(word) `\(text(ident.name))` is defined here")
    }
    sink.report(diagnostic)
  }

  // MARK: Alternatives

  /// `a | b`: all alternatives bind the same names, to the same locals.
  private func resolveAlternatives(_ list: ListRef<PatID>, _ kind: LocalKind) {
    let start = patternBindings.count
    let reusableStart = reusableBindings.count
    var perAlternative: [[PatternBinding]] = []
    for index in 0..<Int(list.count) {
      let alternative = tree.patternLists[list, index]
      resolvePattern(alternative, kind)
      let own = Array(patternBindings[start...])
      patternBindings.removeLast(patternBindings.count - start)
      for binding in own
      where !reusableBindings[reusableStart...].contains(where: { $0.local == binding.local }) {
        reusableBindings.append(binding)
      }
      perAlternative.append(own)
    }
    let all = Array(reusableBindings[reusableStart...])
    reusableBindings.removeLast(reusableBindings.count - reusableStart)
    for binding in all {
      let missing = perAlternative.indices.filter { index in
        !perAlternative[index].contains { $0.local == binding.local }
      }
      guard !missing.isEmpty else { continue }
      let name = text(binding.ident.name)
      var diagnostic = Diagnostic(
        .error, code: "E0408", "variable `\(name)` is not bound in all patterns",
        at: tree.span(tree.patternLists[list, missing[0]]), label: "pattern doesn't bind `\(name)`")
      for index in missing.dropFirst() {
        diagnostic = diagnostic.labelled(
          tree.span(tree.patternLists[list, index]), "pattern doesn't bind `\(name)`")
      }
      sink.report(diagnostic.labelled(binding.ident.span, "variable not in all patterns"))
      body.hasErrors = true
    }
    patternBindings.append(contentsOf: all)
  }
}
