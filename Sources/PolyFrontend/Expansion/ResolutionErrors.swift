// The errors of path resolution, in the words of rustc.

import PolySupport
import PolySyntax

extension ScopedResolver {
  func pathText(_ path: Path) -> String {
    (path.isGlobal ? "::" : "")
      + tree.pathSegments[path.segments].map { text($0.ident.name) }.joined(separator: "::")
  }

  private func expectation(_ source: PathSource, _ name: Symbol) -> String {
    switch source {
    case .type: "type"
    case .trait: "trait"
    case .expression(let isCall):
      isCall
        ? (text(name).utf8.first.map { $0 >= 65 && $0 <= 90 } == true
          ? "function, tuple struct or tuple variant" : "function")
        : "value"
    case .pattern: "unit struct, unit variant or constant"
    case .tupleStructPattern: "tuple struct or tuple variant"
    case .structLiteral: "struct, variant or union type"
    }
  }

  private func missingCode(_ source: PathSource) -> String {
    switch source {
    case .type: "E0425"
    case .trait: "E0405"
    case .expression: "E0425"
    case .pattern, .tupleStructPattern: "E0531"
    case .structLiteral: "E0422"
    }
  }

  private func unexpectedCode(_ source: PathSource) -> String {
    switch source {
    case .type: "E0573"
    case .trait: "E0404"
    case .expression: "E0423"
    case .pattern, .tupleStructPattern: "E0532"
    case .structLiteral: "E0574"
    }
  }

  func reportSelfType(_ ident: Ident, _ source: PathSource) {
    sink.error(
      "E0411", "cannot find type `Self` in this scope", at: ident.span,
      label: "`Self` is only available in impls, traits, or type definitions")
  }

  func reportSelfValue(_ ident: Ident) {
    var diagnostic = Diagnostic(
      .error, code: "E0424", "expected value, found module `self`", at: ident.span,
      label: "`self` value is a keyword only available in methods with a `self` parameter")
    let entry = definitions[owner]
    if entry.kind == .associatedFunction {
      diagnostic = diagnostic.labelled(
        entry.nameSpan, "this function doesn't have a `self` parameter")
    } else if entry.kind == .function {
      diagnostic = diagnostic.labelled(
        entry.nameSpan, "this function can't have a `self` parameter")
    }
    sink.report(diagnostic)
  }

  /// The first segment of a longer path is unknown.
  func unknownFirst(_ ident: Ident, _ source: PathSource, _ count: Int) -> PartialRes {
    if resolver.unloadedModules.contains(realModule) { return PartialRes(.error) }
    if reportOuterGeneric(ident) { return PartialRes(.error) }
    let name = text(ident.name)
    let isTypeLike = name.utf8.first.map { $0 >= 65 && $0 <= 90 } == true
    var diagnostic: Diagnostic
    if isTypeLike {
      diagnostic = Diagnostic(
        .error, code: "E0433", "cannot find type `\(name)` in this scope", at: ident.span,
        label: "use of undeclared type `\(name)`")
      if let suggestion = nearestInScope(ident, .types, { self.isTypeRes($0) }) {
        diagnostic = suggestion(diagnostic)
      }
    } else {
      diagnostic = Diagnostic(
        .error, code: "E0433", "cannot find module or crate `\(name)` in this scope",
        at: ident.span, label: "use of unresolved module or unlinked crate `\(name)`")
      diagnostic = diagnostic.help("you might be missing a crate named `\(name)`")
    }
    if let path = importCandidate(ident.name, isTypeLike ? .types : .types, isModule: !isTypeLike) {
      diagnostic = diagnostic.help("consider importing it: `use \(path);`")
    }
    sink.report(diagnostic)
    return PartialRes(.error)
  }

  private func isTypeRes(_ res: Res) -> Bool {
    switch res {
    case .definition(let id):
      switch definitions.kind(id) {
      case .structure, .union, .enumeration, .trait, .typeAlias, .associatedType, .typeParameter:
        return true
      default: return false
      }
    case .primitive: return true
    default: return false
    }
  }

  /// A name of one segment is unknown.
  func reportUnknown(_ ident: Ident, _ source: PathSource) {
    if resolver.unloadedModules.contains(realModule) { return }
    let name = text(ident.name)
    // The name may exist in the other namespace.
    let other: FoundName? =
      switch source.namespace {
      case .types: findValue(ident)
      default: findType(ident)
      }
    if let other, other.res != .error, other.res != .unresolved {
      let isUseful: Bool =
        switch other.res {
        case .local: source.namespace == .types
        case .definition(let id):
          definitions.kind(id) != .constParameter
        default: true
        }
      if isUseful {
        let path = Path(segments: .empty, span: ident.span)
        reportUnexpected(other.res, path, source, name: ident)
        return
      }
    }
    if reportOuterGeneric(ident) { return }
    if let macro = resolver.findLexically(ident.name, .macros, from: module, crate: crate)?.macro
      ?? Optional(resolver.textualScopes.find(ident.name, in: textual)), !macro.isNone,
      !resolver.isDeriveOrAttributeMacro(ident.name)
    {
      let expected = expectation(source, ident.name)
      sink.report(
        Diagnostic(
          .error, code: unexpectedCode(source), "expected \(expected), found macro `\(name)`",
          at: ident.span, label: "not a \(expected)"
        ).help("use `!` to invoke the macro: `\(name)!`"))
      return
    }
    if source.namespace == .values, reportOuterLocal(ident) { return }
    var diagnostic = Diagnostic(
      .error, code: missingCode(source),
      "cannot find \(expectation(source, ident.name)) `\(name)` in this scope", at: ident.span,
      label: "not found in this scope")
    if let suggestion = nearestInScope(
      ident, source.namespace, { self.isPlausible($0, source) })
    {
      diagnostic.label = ""
      diagnostic = suggestion(diagnostic)
    }
    if let path = importCandidate(ident.name, source.namespace, isModule: false) {
      diagnostic = diagnostic.help("consider importing it: `use \(path);`")
    }
    if case .expression = source, isSelfMember(ident.name) {
      diagnostic = diagnostic.help("you might have meant to use the available field or method: `self.\(name)`")
    }
    sink.report(diagnostic)
  }

  /// Whether a method of this name has a `self` to be called on here.
  private func isSelfMember(_ name: Symbol) -> Bool {
    guard case .selfType(let definition)? = selfRes, definitions.kind(definition) == .implementation,
      scopes.contains(where: { $0.kind == .local && $0.name == Names.selfValue })
    else { return false }
    return definitions.member(definition, named: name) != nil
  }

  private func isPlausible(_ res: Res, _ source: PathSource) -> Bool {
    switch source {
    case .type, .structLiteral: return isTypeRes(res)
    case .trait:
      if case .definition(let id) = res { return definitions.kind(id) == .trait }
      return false
    case .expression(let isCall):
      switch res {
      case .local: return !isCall
      case .constructor(let id): return isCall == (definitions[id].constructor == .tuple)
      case .definition(let id):
        switch definitions.kind(id) {
        case .function, .associatedFunction, .foreignFunction: return true
        case .constant, .staticItem, .constParameter: return !isCall
        default: return false
        }
      default: return false
      }
    case .pattern:
      if case .constructor(let id) = res { return definitions[id].constructor == .unit }
      return false
    case .tupleStructPattern:
      if case .constructor(let id) = res { return definitions[id].constructor == .tuple }
      return false
    }
  }

  /// The nearest name in scope, as something to add to a diagnostic.
  private func nearestInScope(
    _ ident: Ident, _ namespace: Namespace, _ accepts: (Res) -> Bool
  ) -> ((Diagnostic) -> Diagnostic)? {
    var nearest = NearestName(ident.name, resolver.symbols)
    var best: (res: Res, span: Span)?
    for entry in scopes.reversed() {
      switch (entry.kind, namespace) {
      case (.local, .values):
        let res = Res.local(LocalID(raw: entry.raw))
        if accepts(res), nearest.consider(entry.name) { best = (res, entry.span) }
      case (.typeParameter, .types), (.constParameter, .values):
        let res = Res.definition(DefID(raw: entry.raw))
        if accepts(res), nearest.consider(entry.name) { best = (res, entry.span) }
      default: break
      }
    }
    var current = module
    var seenPrelude = false
    while !current.isNone {
      resolver.modules.forEachBinding(current) { slot, binding in
        guard binding.namespace == namespace else { return }
        let res = resolver.modules.res(slot)
        if accepts(res), nearest.consider(binding.name) { best = (res, binding.span) }
      }
      if seenPrelude { break }
      current =
        resolver.modules.hasScope(current) ? resolver.modules[scope: current].lexicalParent : .none
      if current.isNone {
        current = resolver.preludeModule(crate)
        seenPrelude = true
      }
    }
    if namespace == .types {
      for (name, primitive) in resolver.primitiveTypes {
        let res = Res.primitive(primitive)
        if accepts(res), nearest.consider(name) { best = (res, .none) }
      }
    }
    guard let name = nearest.best, let best else { return nil }
    let word: String =
      switch best.res {
      case .local: "local variable"
      case .constructor(let id):
        definitions[id].constructor == .tuple
          ? (definitions.kind(id) == .variant ? "tuple variant" : "tuple struct")
          : (definitions.kind(id) == .variant ? "unit variant" : "unit struct")
      default: resolver.describeRes(best.res)
      }
    var definitionSpan = Span.none
    if let id = best.res.definition, !resolver.isLibrary(definitions[id].crate) {
      definitionSpan = definitions[id].nameSpan
    }
    let nameText = text(name)
    return { diagnostic in
      var result = diagnostic
      if !definitionSpan.isNone {
        result = result.labelled(definitionSpan, "similarly named \(word) `\(nameText)` defined here")
      }
      return result.help(
        "\(self.resolver.article(word)) with a similar name exists: `\(nameText)`", at: ident.span)
    }
  }

  /// The public path of a library item of this name, for "consider importing".
  private func importCandidate(_ name: Symbol, _ namespace: Namespace, isModule: Bool) -> String? {
    guard !resolver.isLibrary(crate) else { return nil }
    guard let std = resolver.crateByName[Names.std] ?? resolver.crateByName[Names.core] else {
      return nil
    }
    // Breadth first over public modules: the shortest path wins.
    var queue: [(DefID, String)] = [
      (resolver.root(std), text(definitions.name(resolver.root(std))))
    ]
    var seen: Set<DefID> = [resolver.root(std)]
    var index = 0
    while index < queue.count, index < 400 {
      let (module, path) = queue[index]
      index += 1
      let binding = resolver.modules.find(module, namespace, name)
      if !binding.isNone, resolver.modules[binding].visibility.isPublic {
        let res = resolver.modules.res(binding)
        var matches = res != .error
        if case .definition(let id) = res {
          matches = isModule == definitions.kind(id).isModuleLike
        } else if isModule {
          matches = false
        }
        if matches { return path + "::" + text(name) }
      }
      var children: [(DefID, String)] = []
      resolver.modules.forEachBinding(module) { slot, binding in
        guard binding.namespace == .types, binding.visibility.isPublic,
          case .definition(let child) = resolver.modules.res(slot),
          definitions.kind(child) == .module
        else { return }
        children.append((child, path + "::" + text(binding.name)))
      }
      for child in children.reversed() where seen.insert(child.0).inserted { queue.append(child) }
    }
    return nil
  }

  /// E0401: a generic parameter of an outer item.
  private func reportOuterGeneric(_ ident: Ident) -> Bool {
    var current = definitions.parent(owner)
    var isOuter = definitions.genericsParent(owner).isNone
    while !current.isNone {
      if isOuter {
        for parameter in definitions.generics(current)
        where definitions.name(parameter) == ident.name
          && definitions.kind(parameter) != .lifetimeParameter
        {
          let word = definitions.kind(parameter) == .constParameter ? "const" : "type"
          sink.report(
            Diagnostic(
              .error, code: "E0401", "can't use generic parameters from outer item",
              at: ident.span, label: "use of generic parameter from outer item"
            ).labelled(
              definitions[parameter].nameSpan, "\(word) parameter from outer item"))
          return true
        }
      }
      if definitions.genericsParent(current).isNone { isOuter = true }
      if definitions.kind(current) == .module || definitions.kind(current) == .crate { break }
      current = definitions.parent(current)
    }
    return false
  }

  /// E0434 and E0435: a local variable of the function around an item or constant.
  private func reportOuterLocal(_ ident: Ident) -> Bool {
    var current = owner
    var isConstant = definitions.kind(owner) == .anonymousConstant
    while true {
      current = definitions.parent(current)
      guard !current.isNone else { return false }
      let kind = definitions.kind(current)
      if kind == .module || kind == .crate { return false }
      let locals =
        resolver.activeBodies[current]?.body.locals ?? resolver.bodies[current]?.locals
      if let locals, let local = locals.elements.last(where: { $0.name == ident.name }) {
        let ownKind = definitions.kind(owner)
        isConstant =
          isConstant || ownKind == .constant || ownKind == .staticItem
          || ownKind == .associatedConstant
        if isConstant {
          sink.report(
            Diagnostic(
              .error, code: "E0435", "attempt to use a non-constant value in a constant",
              at: ident.span, label: "non-constant value"
            ).labelled(local.span, "this would need to be a `const`"))
        } else {
          sink.report(
            Diagnostic(
              .error, code: "E0434", "can't capture dynamic environment in a fn item",
              at: ident.span
            ).help("use the `|| { ... }` closure form instead"))
        }
        return true
      }
    }
  }

  /// A segment behind a module is unknown.
  func reportMissing(
    _ name: Ident, in current: DefID, _ path: Path, _ position: Int, _ source: PathSource,
    isLast: Bool
  ) {
    let idents = tree.pathSegments[path.segments].map { $0.ident }
    let place = resolver.moduleName(current, idents, position - 1)
    if !isLast {
      var diagnostic = Diagnostic(
        .error, code: "E0433", "cannot find `\(text(name.name))` in \(place)", at: name.span,
        label: "could not find `\(text(name.name))` in \(place)")
      var nearest = NearestName(name.name, resolver.symbols)
      resolver.modules.forEachBinding(current) { _, binding in
        if binding.namespace == .types { nearest.consider(binding.name) }
      }
      if let best = nearest.best {
        diagnostic = diagnostic.help("a similar name exists: `\(text(best))`", at: name.span)
      }
      sink.report(diagnostic)
      return
    }
    let otherNamespace: Namespace = source.namespace == .types ? .values : .types
    let other = resolver.modules.find(current, otherNamespace, name.name)
    if !other.isNone {
      let res = resolver.modules.res(other)
      if res != .error, res != .unresolved {
        reportUnexpected(res, path, source, name: name)
        return
      }
    }
    let isCrate = definitions.kind(current) == .crate
    let container =
      isCrate
      ? (definitions[current].crate == crate ? "the crate root" : "crate \(place)")
      : "\(definitions.kindWord(current)) \(place)"
    var diagnostic = Diagnostic(
      .error, code: missingCode(source),
      "cannot find \(expectation(source, name.name)) `\(text(name.name))` in \(container)", at: name.span,
      label: "not found in \(place)")
    var nearest = NearestName(name.name, resolver.symbols)
    var best: BindingID?
    resolver.modules.forEachBinding(current) { slot, binding in
      guard binding.namespace == source.namespace,
        isPlausible(resolver.modules.res(slot), source),
        definitions.isAccessible(binding.visibility, from: realModule)
      else { return }
      if nearest.consider(binding.name) { best = slot }
    }
    if let name2 = nearest.best, let best {
      let word = resolver.describeRes(resolver.modules.res(best))
      diagnostic.label = ""
      diagnostic = diagnostic.labelled(
        resolver.modules[best].span, "similarly named \(word) `\(text(name2))` defined here"
      ).help(
        "\(resolver.article(word)) with a similar name exists: `\(text(name2))`", at: name.span)
    }
    sink.report(diagnostic)
  }

  /// The path means something that may not stand here.
  func reportUnexpected(_ res: Res, _ path: Path, _ source: PathSource, name: Ident? = nil) {
    let last = name ?? tree.pathSegments[path.segments].last?.ident ?? Ident(.none, span: path.span)
    let shown = path.segments.isEmpty ? text(last.name) : pathText(path)
    if case .definition(let id) = res, definitions.kind(id) == .variant, case .expression = source,
      definitions[id].constructor == .record
    {
      sink.error(
        "E0533", "expected value, found struct variant `\(shown)`", at: path.span,
        label: "not a value")
      return
    }
    var found = resolver.describeRes(res)
    if case .definition(let id) = res, definitions.kind(id) == .variant {
      found = "variant"
      if case .type = source {} else if definitions[id].constructor == .record {
        found = "struct variant"
      }
    }
    let expected = expectation(source, last.name)
    var code = unexpectedCode(source)
    if case .tupleStructPattern = source, found == "struct variant" { code = "E0164" }
    var diagnostic = Diagnostic(
      .error, code: code, "expected \(expected), found \(found) `\(shown)`",
      at: path.span.isNone ? last.span : path.span, label: "not a \(expected)")
    if let definition = res.definition {
      let entry = definitions[definition]
      switch source {
      case .expression(let isCall):
        switch entry.kind {
        case .structure, .union:
          let fields = definitions.members(definition).map {
            "\(text(definitions.name($0))): val"
          }.joined(separator: ", ")
          diagnostic.label =
            "help: use struct literal syntax instead: `\(text(entry.name)) { \(fields) }`"
        case .typeParameter: diagnostic.label = "type parameters are not values"
        case .module, .crate, .enumeration: diagnostic.label = ""
        default: diagnostic.label = isCall ? "not a function" : "not a value"
        }
      case .type:
        if entry.kind == .variant {
          let parent = text(definitions.name(entry.parent))
          diagnostic.label = "not a type"
          diagnostic = diagnostic.help("try using the variant's enum: `\(parent)`")
        }
      case .tupleStructPattern, .pattern:
        if !resolver.isLibrary(entry.crate) {
          diagnostic = diagnostic.labelled(entry.span, "`\(text(entry.name))` defined here")
        }
        switch (entry.constructor, source) {
        case (.unit, .tupleStructPattern):
          diagnostic.label = "help: use this syntax instead: `\(shown)`"
        case (.record, _):
          let fields = definitions.members(definition).map { text(definitions.name($0)) }
            .joined(separator: ", ")
          diagnostic.label = "help: use struct pattern syntax instead: `\(shown) { \(fields) }`"
        case (.tuple, .pattern):
          let fields = definitions.members(definition).map { _ in "_" }.joined(separator: ", ")
          diagnostic.label = "help: use the tuple pattern syntax instead: `\(shown)(\(fields))`"
        default: break
        }
      default: break
      }
    } else if case .primitive = res, case .expression = source {
      diagnostic.label = "not a value"
    }
    sink.report(diagnostic)
  }

  func reportPrivateConstructor(_ binding: Binding, _ ident: Ident, _ source: PathSource) {
    guard let definition = resolver.modules.res(resolver.modules.find(binding.module, .values, binding.name)).definition
    else { return }
    let name = text(ident.name)
    switch source {
    case .tupleStructPattern:
      sink.error(
        "E0532", "cannot match against a tuple struct which contains private fields",
        at: ident.span, label: "constructor is not visible here due to private fields")
    default:
      sink.report(
        Diagnostic(
          .error, code: "E0423",
          "cannot initialize a tuple struct which contains private fields", at: ident.span,
          label: "constructor `\(name)` is not visible here due to private fields"
        ).labelled(
          definitions[definition].span,
          "a constructor is private if any of the fields is private"))
    }
  }
}

extension Resolver {
  /// E0433 for a segment of a macro's path.
  func reportFailedSegment(_ ident: Ident, _ label: String) {
    let name = text(ident.name)
    let message =
      label.hasPrefix("use of unresolved module")
      ? "cannot find module or crate `\(name)` in this scope"
      : label.hasPrefix("could not find")
        ? "cannot find" + label.dropFirst("could not find".count) : label.hasPrefix("there are too many")
          ? "too many leading `super` keywords" : "failed to resolve: \(label)"
    sink.error("E0433", message, at: ident.span, label: label)
  }
}
