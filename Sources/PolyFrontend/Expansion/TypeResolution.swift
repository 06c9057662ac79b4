// Resolves types as written, bounds, generic arguments and where clauses.

import PolySupport
import PolySyntax

extension ScopedResolver {
  func resolveType(_ id: TypeNodeID) {
    guard !id.isNone else { return }
    switch tree.types[id].kind {
    case .path(let path):
      let result = resolvePath(path, .type)
      noteElidedArguments(path, result)
    case .reference(let lifetime, _, let type):
      if lifetime.isNone {
        noteElided(tree.types[id].span, isReference: true)
      } else {
        resolveLifetime(lifetime)
      }
      resolveType(type)
    case .pointer(_, let type), .slice(let type): resolveType(type)
    case .array(let type, let length):
      resolveType(type)
      resolveConstantArgument(length)
    case .tuple(let list):
      for index in 0..<Int(list.count) { resolveType(tree.typeLists[list, index]) }
    case .function(let pointer): resolveFunctionPointer(tree.functionPointers[pointer])
    case .traitObject(let bounds, _): resolveBounds(bounds)
    case .implTrait(let bounds):
      makeImplTrait(id)
      resolveBounds(bounds)
    case .macroCall(let call):
      resolver.expandType(id, call, in: module, textual: textual)
      resolveType(id)
    case .never, .infer, .implicitSelf, .error: break
    }
  }

  /// An anonymous constant; `_` is inferred.
  func resolveConstantArgument(_ expression: ExprID) {
    guard !expression.isNone else { return }
    if case .underscore = tree.exprs[expression].kind { return }
    makeAnonymousConstant(expression)
  }

  /// `impl Trait`: a type parameter in argument position, an opaque type in a return type.
  private func makeImplTrait(_ id: TypeNodeID) {
    guard resolver.tables.typeDefinitions[id].isNone else { return }
    let span = tree.types[id].span
    let isParameter = syntheticParameters != nil
    let definition = definitions.make(
      Definition(
        kind: isParameter ? .typeParameter : .opaqueType, isSynthetic: isParameter,
        name: isParameter
          ? resolver.symbols.intern("impl " + boundsText(id)) : .none,
        parent: owner, crate: crate, module: realModule, scopeModule: module,
        visibility: VisibilityScope(restrictedTo: realModule), syntax: .type(id), span: span,
        nameSpan: span))
    resolver.tables.typeDefinitions[id] = definition
    syntheticParameters?.append(definition)
  }

  private func boundsText(_ id: TypeNodeID) -> String {
    guard case .implTrait(let bounds) = tree.types[id].kind else { return "" }
    return tree.genericBounds[bounds].compactMap { bound -> String? in
      guard case .trait(_, _, let path) = bound.kind else { return nil }
      return tree.pathSegments[tree.paths[path].segments].last.map { text($0.ident.name) }
    }.joined(separator: " + ")
  }

  /// A type with lifetime parameters of which none is written.
  private func noteElidedArguments(_ id: PathID, _ result: PartialRes) {
    switch elision {
    case .allowed, .resolved: return
    default: break
    }
    guard case .definition(let definition)? = result.full else { return }
    switch definitions.kind(definition) {
    case .structure, .union, .enumeration, .typeAlias: break
    default: return
    }
    let count = definitions.generics(definition).reduce(0) {
      $0 + (definitions.kind($1) == .lifetimeParameter ? 1 : 0)
    }
    guard count > 0 else { return }
    let path = tree.paths[id]
    guard let last = tree.pathSegments[path.segments].last else { return }
    if !last.arguments.isNone,
      case .angle(let list) = tree.genericArguments[last.arguments].kind,
      tree.genericArgumentLists[list].contains(where: {
        if case .lifetime = $0.kind { return true }
        return false
      })
    {
      return
    }
    switch elision {
    case .counting: elidedCount += count
    case .missing(let help):
      var diagnostic = Diagnostic(
        .error, code: "E0106", "missing lifetime specifier\(count > 1 ? "s" : "")",
        at: last.ident.span,
        label: count > 1
          ? "expected \(count) lifetime parameters" : "expected named lifetime parameter")
      if let help { diagnostic = diagnostic.help(help) }
      sink.report(diagnostic)
    default: break
    }
  }

  private func resolveFunctionPointer(_ pointer: FunctionPointer) {
    scoped {
      bindLifetimes(pointer.lifetimes)
      resolveSignatureTypes(
        inputs: tree.parameters[pointer.parameters].map { $0.type }, output: pointer.output,
        names: [])
    }
  }

  /// Inputs and output of `fn(…) -> …` and `Fn(…) -> …`, which elide lifetimes on their own.
  private func resolveSignatureTypes(
    inputs: [TypeNodeID], output: TypeNodeID, names: [String]
  ) {
    let saved = (elision, elidedCount, namedLifetimes)
    elision = .counting
    elidedCount = 0
    namedLifetimes = []
    for input in inputs { resolveType(input) }
    let count = elidedCount + namedLifetimes.count
    if case .allowed = saved.0 {
      elision = .allowed
    } else {
      elision = .resolved
    }
    if count != 1 {
      elision = .missing(
        help: count == 0
          ? "this function's return type contains a borrowed value, but there is no value for it to be borrowed from"
          : "this function's return type contains a borrowed value, but the signature does not say which one of the arguments' \(count) lifetimes it is borrowed from"
      )
    }
    resolveType(output)
    (elision, elidedCount, namedLifetimes) = saved
  }

  // MARK: Lifetimes bound by `for<…>`

  func bindLifetimes(_ parameters: ListRef<GenericParameter>) {
    for index in 0..<Int(parameters.count) {
      let parameter = tree.genericParameters[parameters, index]
      guard case .lifetime(let bounds) = parameter.kind else {
        sink.error(
          "E0658", "only lifetime parameters can be used in this context", at: parameter.name.span)
        continue
      }
      let poolIndex = parameters.start + UInt32(index)
      var definition = resolver.tables.parameterDefinitions[poolIndex] ?? .none
      if definition.isNone {
        definition = definitions.make(
          Definition(
            kind: .lifetimeParameter, isHigherRanked: true, name: parameter.name.name,
            parent: owner, crate: crate, module: realModule, scopeModule: module,
            visibility: VisibilityScope(restrictedTo: realModule),
            syntax: .genericParameter(poolIndex), span: parameter.span,
            nameSpan: parameter.name.span))
        definitions.update(definition) { $0.position = UInt32(index) }
        resolver.tables.parameterDefinitions[poolIndex] = definition
        resolver.checkLifetimeName(parameter)
      }
      if let outer = findLifetime(parameter.name.name), outer != definition {
        let name = "'" + text(parameter.name.name)
        sink.report(
          Diagnostic(
            .error, code: "E0496",
            "lifetime name `\(name)` shadows a lifetime name that is already in scope",
            at: parameter.name.span, label: "lifetime `\(name)` already in scope"
          ).labelled(definitions[outer].nameSpan, "first declared here"))
      }
      pushGeneric(definition)
      resolveBounds(bounds)
    }
  }

  // MARK: Bounds and generics

  /// E0128 and E0770: a parameter that may not be named at this place of its own list.
  func checkHiddenParameter(_ ident: Ident, _ definition: DefID) {
    guard let (first, place) = hiddenParameters,
      case .genericParameter(let index) = definitions[definition].syntax,
      definitions.parent(definition) == owner, index >= first
    else { return }
    let name = text(ident.name)
    switch place {
    case .inDefault:
      sink.error(
        "E0128", "generic parameter defaults cannot reference parameters before they are declared",
        at: ident.span, label: "cannot reference `\(name)` before it is declared")
    case .inConstantType:
      sink.error(
        "E0770", "the type of const parameters must not depend on other generic parameters",
        at: ident.span, label: "the type must not depend on the parameter `\(name)`")
    }
  }

  /// Generic parameters in array lengths and const arguments must stand alone.
  func checkConstantOperation(_ ident: Ident, _ definition: DefID) {
    guard isConstantOperation else { return }
    let name = text(ident.name)
    let diagnostic = Diagnostic(
      .error, "generic parameters may not be used in const operations", at: ident.span,
      label: "cannot perform const operation using `\(name)`")
    sink.report(
      definitions.kind(definition) == .constParameter
        ? diagnostic.help(
          "const parameters may only be used as standalone arguments here, i.e. `\(name)`")
        : diagnostic.note("type parameters may not be used in const expressions"))
  }

  func resolveBounds(_ bounds: ListRef<GenericBound>) {
    for index in 0..<Int(bounds.count) {
      switch tree.genericBounds[bounds, index].kind {
      case .trait(_, let lifetimes, let path):
        scoped {
          bindLifetimes(lifetimes)
          resolvePath(path, .trait)
        }
      case .lifetime(let lifetime): resolveLifetime(lifetime)
      case .use(let names):
        for name in tree.identLists[names] where name.name != Names.selfType {
          // Each name is a lifetime or a type parameter in scope.
          if let lifetime = findLifetime(name.name) {
            resolver.tables.lifetimes[name.span.lower] = .parameter(lifetime)
          }
        }
      }
    }
  }

  func resolveGenericArguments(_ id: GenericArgumentsID) {
    switch tree.genericArguments[id].kind {
    case .angle(let list):
      for index in 0..<Int(list.count) { resolveGenericArgument(tree.genericArgumentLists[list, index]) }
    case .parenthesized(let inputs, let output):
      resolveSignatureTypes(
        inputs: (0..<Int(inputs.count)).map { tree.typeLists[inputs, $0] }, output: output,
        names: [])
    case .returnTypeNotation: break
    }
  }

  private func resolveGenericArgument(_ argument: GenericArgument) {
    switch argument.kind {
    case .lifetime(let lifetime): resolveLifetime(lifetime)
    case .type(let type): resolveTypeOrConstant(type)
    case .const(let expression): resolveConstantArgument(expression)
    case .equalType(let segment, let type):
      if !segment.arguments.isNone { resolveGenericArguments(segment.arguments) }
      resolveTypeOrConstant(type)
    case .equalConst(let segment, let expression):
      if !segment.arguments.isNone { resolveGenericArguments(segment.arguments) }
      resolveConstantArgument(expression)
    case .bounds(let segment, let bounds):
      if !segment.arguments.isNone { resolveGenericArguments(segment.arguments) }
      resolveBounds(bounds)
    }
  }

  /// A plain path argument may be a constant: if it is no type but a value, it means that.
  private func resolveTypeOrConstant(_ type: TypeNodeID) {
    if case .path(let id) = tree.types[type].kind {
      let path = tree.paths[id]
      if path.segments.count == 1, !path.hasSelfType, !path.isGlobal,
        let segment = tree.pathSegments[path.segments].first, segment.arguments.isNone,
        segment.ident.name != Names.selfType, findType(segment.ident) == nil,
        let found = findValue(segment.ident)
      {
        switch found.res {
        case .definition(let definition):
          switch definitions.kind(definition) {
          case .constParameter, .constant, .associatedConstant:
            resolver.tables.paths[id] = PartialRes(found.res)
            return
          default: break
          }
        default: break
        }
      }
    }
    resolveType(type)
  }

  /// Bounds, defaults and types of the owner's own generic parameters, and where clauses.
  func resolveGenerics(_ generics: Generics) {
    for index in 0..<Int(generics.parameters.count) {
      let poolIndex = generics.parameters.start + UInt32(index)
      // A parameter that is configured out has no definition.
      guard resolver.tables.parameterDefinitions[poolIndex] != nil else { continue }
      switch tree.genericParameters[generics.parameters, index].kind {
      case .lifetime(let bounds): resolveBounds(bounds)
      case .type(let bounds, let defaultType):
        resolveBounds(bounds)
        hiddenParameters = (poolIndex, .inDefault)
        resolveType(defaultType)
        hiddenParameters = nil
      case .const(let type, let defaultValue):
        hiddenParameters = (generics.parameters.start, .inConstantType)
        resolveType(type)
        hiddenParameters = nil
        resolveConstantArgument(defaultValue)
      }
    }
    for index in 0..<Int(generics.predicates.count) {
      switch tree.wherePredicates[generics.predicates, index].kind {
      case .type(let lifetimes, let type, let bounds):
        scoped {
          bindLifetimes(lifetimes)
          resolveType(type)
          resolveBounds(bounds)
        }
      case .lifetime(let lifetime, let bounds):
        resolveLifetime(lifetime)
        resolveBounds(bounds)
      }
    }
  }
}
