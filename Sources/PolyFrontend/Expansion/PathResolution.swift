// Resolves paths: as types, traits, values, patterns, struct literals.

import PolySupport
import PolySyntax

/// What stands at the place of a path.
enum PathSource {
  case type, trait
  case expression(isCall: Bool)
  /// A pattern that is a path: a constant or unit struct or variant.
  case pattern
  case tupleStructPattern
  case structLiteral

  var namespace: Namespace {
    switch self {
    case .type, .trait, .structLiteral: .types
    case .expression, .pattern, .tupleStructPattern: .values
    }
  }
}

extension ScopedResolver {
  /// Resolves a path and the types in its arguments, and records the result.
  @discardableResult
  func resolvePath(_ id: PathID, _ source: PathSource) -> PartialRes {
    let path = tree.paths[id]
    resolveArguments(of: path)
    // Paths that the compiler makes mean what it says.
    if resolver.presetPaths.contains(id) { return resolver.tables.paths[id] }
    var result: PartialRes
    if path.hasSelfType {
      resolveType(path.selfType)
      result = resolveQualified(path, source)
    } else {
      result = resolvePlain(path, source)
    }
    if let full = result.full { result.base = checkExpected(full, path, source) }
    if result.base == .error { body.hasErrors = true }
    resolver.tables.paths[id] = result
    return result
  }

  private func resolveArguments(of path: Path) {
    for index in 0..<Int(path.segments.count) {
      let arguments = tree.pathSegments[path.segments, index].arguments
      if !arguments.isNone { resolveGenericArguments(arguments) }
    }
  }

  private func resolveQualified(_ path: Path, _ source: PathSource) -> PartialRes {
    let count = Int(path.segments.count)
    let traitCount = Int(path.traitSegmentCount)
    guard traitCount > 0 else { return PartialRes(.unresolved, unresolvedSegments: count) }
    let traitPath = Path(
      segments: ListRef(start: path.segments.start, count: UInt32(traitCount)),
      isGlobal: path.isGlobal, span: path.span)
    let traitRes = resolvePlain(traitPath, .trait)
    guard let full = traitRes.full else { return PartialRes(.error) }
    let trait = checkExpected(full, traitPath, .trait)
    guard case .definition(let definition) = trait, count > traitCount else {
      return PartialRes(.error)
    }
    let name = tree.pathSegments[path.segments, traitCount].ident
    let isLast = traitCount + 1 == count
    let namespace: Namespace = isLast ? source.namespace : .types
    let binding = resolver.modules.find(definition, namespace, name.name)
    if binding.isNone {
      let what = namespace == .types ? "associated type" : "method or associated constant"
      sink.error(
        "E0576", "cannot find \(what) `\(text(name.name))` in trait `\(text(definitions.name(definition)))`",
        at: name.span, label: "not found in `\(text(definitions.name(definition)))`")
      return PartialRes(.error)
    }
    return PartialRes(
      resolver.modules.res(binding), unresolvedSegments: count - traitCount - 1)
  }

  /// Resolves a path without a self type, from left to right.
  func resolvePlain(_ path: Path, _ source: PathSource) -> PartialRes {
    let count = Int(path.segments.count)
    guard count > 0 else { return PartialRes(.error) }
    let first = tree.pathSegments[path.segments, 0].ident
    if count == 1, !path.isGlobal {
      return PartialRes(resolveSingle(first, source))
    }

    // Where the walk starts.
    var current: DefID
    var position = 1
    let is2015 = resolver.edition(crate) == .e2015
    if path.isGlobal {
      if let found = resolver.externPrelude[crate]?[first.name], !is2015
        || resolver.modules.find(resolver.root(crate), .types, first.name).isNone
      {
        current = found
      } else if is2015 {
        let binding = resolver.modules.find(resolver.root(crate), .types, first.name)
        guard !binding.isNone else { return unknownFirst(first, source, count) }
        if count == 1 { return PartialRes(resolver.modules.res(binding)) }
        guard case .definition(let definition) = resolver.modules.res(binding) else {
          return PartialRes(resolver.modules.res(binding), unresolvedSegments: count - 1)
        }
        current = definition
      } else {
        return unknownFirst(first, source, count)
      }
      if count == 1 { return PartialRes(.definition(current)) }
    } else if first.name == Names.selfType {
      guard let selfRes else {
        sink.error(
          "E0433", "cannot find `Self` in this scope", at: first.span,
          label: "`Self` is only available in impls, traits, and type definitions")
        return PartialRes(.error)
      }
      return PartialRes(selfRes, unresolvedSegments: count - 1)
    } else if let keyword = resolver.keywordModule(first, module, crate) {
      current = keyword
      while position < count,
        tree.pathSegments[path.segments, position].ident.name == Names.super
      {
        let parent = definitions.parent(current)
        guard !parent.isNone else {
          sink.error(
            "E0433", "too many leading `super` keywords",
            at: tree.pathSegments[path.segments, position].ident.span,
            label: "there are too many leading `super` keywords")
          return PartialRes(.error)
        }
        current = resolver.realModule(parent)
        position += 1
      }
      if position == count { return PartialRes(.definition(current)) }
    } else if first.name == Names.super {
      sink.error(
        "E0433", "too many leading `super` keywords",
        at: first.span, label: "there are too many leading `super` keywords")
      return PartialRes(.error)
    } else {
      guard let found = findType(first) else { return unknownFirst(first, source, count) }
      checkAmbiguity(found, first)
      switch found.res {
      case .definition(let definition):
        current = definition
        if definitions.kind(definition) == .typeParameter {
          checkHiddenParameter(first, definition)
          checkConstantOperation(first, definition)
        }
      case .error, .unresolved: return PartialRes(.error)
      default: return PartialRes(found.res, unresolvedSegments: count - 1)
      }
      if !resolver.modules.hasScope(current) {
        return PartialRes(found.res, unresolvedSegments: count - 1)
      }
    }

    while position < count {
      let name = tree.pathSegments[path.segments, position].ident
      let isLast = position == count - 1
      let namespace: Namespace = isLast ? source.namespace : .types
      let kind = definitions.kind(current)
      guard resolver.modules.hasScope(current) else {
        return PartialRes(.definition(current), unresolvedSegments: count - position)
      }
      let binding = resolver.modules.find(current, namespace, name.name)
      if binding.isNone {
        if kind == .enumeration, isLast, namespace == .values {
          // A struct variant has no value.
          let variant = resolver.modules.find(current, .types, name.name)
          if !variant.isNone {
            reportUnexpected(resolver.modules.res(variant), path, source)
            return PartialRes(.error)
          }
        }
        if kind == .enumeration || kind == .trait {
          return PartialRes(.definition(current), unresolvedSegments: count - position)
        }
        // `u32::MAX` where a module `u32` has no such name: the primitive type has.
        if position == 1, !path.isGlobal, let primitive = resolver.primitiveTypes[first.name],
          count > 1
        {
          return PartialRes(.primitive(primitive), unresolvedSegments: count - 1)
        }
        if resolver.unloadedModules.contains(current) { return PartialRes(.error) }
        reportMissing(name, in: current, path, position, source, isLast: isLast)
        return PartialRes(.error)
      }
      let data = resolver.modules[binding]
      let res = resolver.modules.res(binding)
      if !definitions.isAccessible(data.visibility, from: realModule) {
        resolver.reportPrivate(data, name: name)
      }
      checkAmbiguity(FoundName(res: res, macro: .none, binding: binding), name)
      if isLast { return PartialRes(res) }
      switch res {
      case .definition(let definition):
        if !resolver.modules.hasScope(definition) {
          return PartialRes(res, unresolvedSegments: count - position - 1)
        }
        current = definition
      case .error, .unresolved: return PartialRes(.error)
      default: return PartialRes(res, unresolvedSegments: count - position - 1)
      }
      position += 1
    }
    return PartialRes(.definition(current))
  }

  /// A path of one segment.
  private func resolveSingle(_ ident: Ident, _ source: PathSource) -> Res {
    switch source.namespace {
    case .types, .macros:
      if ident.name == Names.selfType {
        if let selfRes { return selfRes }
        reportSelfType(ident, source)
        return .error
      }
      if let keyword = resolver.keywordModule(ident, module, crate) { return .definition(keyword) }
      if let found = findType(ident) {
        checkAmbiguity(found, ident)
        if found.res == .unresolved { return .error }
        if case .definition(let definition) = found.res,
          definitions.kind(definition) == .typeParameter
        {
          checkHiddenParameter(ident, definition)
          checkConstantOperation(ident, definition)
        }
        // `char` where a module `char` is imported too: modules are no types.
        if case .type = source, case .definition(let module) = found.res,
          definitions.kind(module).isModuleLike, let primitive = resolver.primitiveTypes[ident.name]
        {
          return .primitive(primitive)
        }
        return found.res
      }
    case .values:
      if ident.name == Names.selfType {
        if case .selfType(let definition)? = selfRes,
          definitions.kind(definition) == .implementation
        {
          return .selfConstructor(definition)
        }
        sink.error(
          "E0425", "cannot find value `Self` in this scope", at: ident.span,
          label: "not found in this scope")
        return .error
      }
      if let found = findValue(ident) {
        checkAmbiguity(found, ident)
        if found.res == .unresolved { return .error }
        if case .definition(let definition) = found.res,
          definitions.kind(definition) == .constParameter
        {
          checkHiddenParameter(ident, definition)
          checkConstantOperation(ident, definition)
        }
        if !found.binding.isNone {
          let data = resolver.modules[found.binding]
          if case .constructor = found.res,
            !definitions.isAccessible(data.visibility, from: realModule)
          {
            reportPrivateConstructor(data, ident, source)
          }
        }
        return found.res
      }
      if ident.name == Names.selfValue {
        reportSelfValue(ident)
        return .error
      }
      if let keyword = resolver.keywordModule(ident, module, crate) { return .definition(keyword) }
    }
    reportUnknown(ident, source)
    return .error
  }

  // MARK: What may stand where

  private func isExpected(_ res: Res, _ source: PathSource) -> Bool {
    if res == .error { return true }
    let kind = res.definition.map { definitions.kind($0) }
    switch source {
    case .type:
      switch res {
      case .primitive, .selfType, .selfTrait: return true
      case .definition:
        switch kind {
        case .structure?, .union?, .enumeration?, .trait?, .traitAlias?, .typeAlias?,
          .associatedType?, .typeParameter?, .foreignType?, .interfaceType?, .opaqueType?:
          return true
        default: return false
        }
      default: return false
      }
    case .trait:
      if case .definition = res { return kind == .trait || kind == .traitAlias }
      return false
    case .expression:
      switch res {
      case .local, .constructor, .selfConstructor: return true
      case .definition:
        switch kind {
        case .function?, .associatedFunction?, .constant?, .associatedConstant?, .staticItem?,
          .foreignFunction?, .foreignStatic?, .constParameter?, .interfaceFunction?:
          return true
        default: return false
        }
      default: return false
      }
    case .pattern:
      switch res {
      case .constructor(let definition): return definitions[definition].constructor == .unit
      case .selfConstructor: return true
      case .definition:
        return kind == .constant || kind == .associatedConstant || kind == .constParameter
          || kind == .staticItem && false
      default: return false
      }
    case .tupleStructPattern:
      switch res {
      case .constructor(let definition): return definitions[definition].constructor == .tuple
      case .selfConstructor: return true
      default: return false
      }
    case .structLiteral:
      switch res {
      case .selfType: return true
      case .definition:
        switch kind {
        case .structure?, .union?, .variant?, .typeAlias?, .associatedType?: return true
        default: return false
        }
      default: return false
      }
    }
  }

  private func checkExpected(_ res: Res, _ path: Path, _ source: PathSource) -> Res {
    if res == .unresolved { return .error }
    guard !isExpected(res, source) else {
      if case .type = source, case .definition(let definition) = res,
        definitions.kind(definition) == .trait, resolver.edition(crate) >= .e2021,
        !resolver.isLibrary(crate)
      {
        sink.report(
          Diagnostic(
            .error, code: "E0782", "expected a type, found a trait", at: path.span
          ).help(
            "you can add the `dyn` keyword if you want a trait object: `dyn \(pathText(path))`"))
        return .error
      }
      return res
    }
    reportUnexpected(res, path, source)
    return .error
  }
}
