// Parsing of paths, generic arguments, generic parameters, bounds and where clauses.

import PolySupport

extension Parser {
  enum PathStyle {
    /// Generic arguments only behind `::`.
    case expression
    /// Generic arguments and `Fn(A) -> B` directly behind a name.
    case type
    /// No generic arguments: visibilities, attributes, `use`.
    case plain
  }

  /// Whether the token may be a path segment.
  @inline(__always)
  func isSegment(_ kind: TokenKind) -> Bool {
    switch kind {
    case .identifier, .rawIdentifier, .keywordSelfValue, .keywordSelfType, .keywordSuper, .keywordCrate,
      .dollarCrate:
      true
    default: false
    }
  }

  var isAtPathStart: Bool {
    isSegment(kind) || kind == .colonColon || kind == .less || kind == .shiftLeft
      || (kind == .openInvisible && (fragment == .path || fragment == .type))
  }

  /// A path, also a qualified one `<T as Trait>::name`.
  mutating func parsePath(_ style: PathStyle) -> PathID {
    let start = position
    if kind == .openInvisible { return parseGroupedPath(style) }
    if kind == .less || kind == .shiftLeft { return parseQualifiedPath(style) }
    let isGlobal = eat(.colonColon)
    let base = segmentStack.count
    parseSegments(style)
    let segments = takeSegments(base)
    return tree.paths.push(Path(segments: segments, isGlobal: isGlobal, span: spanFrom(start)))
  }

  private mutating func takeSegments(_ base: Int) -> ListRef<PathSegment> {
    let list = tree.pathSegments.make(segmentStack[base...])
    segmentStack.removeSubrange(base...)
    return list
  }

  /// A path or type that a macro substituted, with what follows it.
  private mutating func parseGroupedPath(_ style: PathStyle) -> PathID {
    let start = position
    let isType = fragment == .type
    let opening = enterGroup()
    if isType {
      let type = parseType()
      leaveGroup(opening)
      let base = segmentStack.count
      if kind == .colonColon {
        bump()
        parseSegments(style)
      } else if case .path(let path) = tree.types[type].kind {
        return path
      } else {
        expected("path")
      }
      // A plain path continues; another type becomes `<T>::…`.
      if case .path(let prefix) = tree.types[type].kind, !tree.paths[prefix].hasSelfType {
        let old = tree.paths[prefix]
        let all = Array(tree.pathSegments[old.segments]) + Array(segmentStack[base...])
        segmentStack.removeSubrange(base...)
        let list = tree.pathSegments.make(all)
        return tree.paths.push(Path(segments: list, isGlobal: old.isGlobal, span: spanFrom(start)))
      }
      return tree.paths.push(Path(segments: takeSegments(base), selfType: type, span: spanFrom(start)))
    }
    let path = parsePath(fragment == .none && style == .plain ? .plain : .type)
    leaveGroup(opening)
    guard kind == .colonColon, style != .plain || isSegment(peek()) else { return path }
    bump()
    let base = segmentStack.count
    parseSegments(style)
    let old = tree.paths[path]
    let all = Array(tree.pathSegments[old.segments]) + Array(segmentStack[base...])
    segmentStack.removeSubrange(base...)
    let list = tree.pathSegments.make(all)
    return tree.paths.push(
      Path(
        segments: list, selfType: old.selfType, traitSegmentCount: old.traitSegmentCount,
        isGlobal: old.isGlobal, span: spanFrom(start)))
  }

  /// `<T>::a::b` or `<T as A::B>::c`
  mutating func parseQualifiedPath(_ style: PathStyle) -> PathID {
    let start = position
    _ = eatLess()
    let type = parseType()
    let base = segmentStack.count
    var isGlobal = false
    var traitCount = 0
    if eat(.keywordAs) {
      if kind == .openInvisible {
        let path = parsePath(.type)
        segmentStack.append(contentsOf: tree.pathSegments[tree.paths[path].segments])
        isGlobal = tree.paths[path].isGlobal
      } else {
        isGlobal = eat(.colonColon)
        parseSegments(.type)
      }
      traitCount = segmentStack.count - base
    }
    if !eatGreater() { expected("`>`") }
    if expect(.colonColon) { parseSegments(style) }
    let segments = takeSegments(base)
    return tree.paths.push(
      Path(
        segments: segments, selfType: type, traitSegmentCount: UInt32(truncatingIfNeeded: traitCount),
        isGlobal: isGlobal, span: spanFrom(start)))
  }

  private mutating func parseSegments(_ style: PathStyle) {
    while true {
      guard isSegment(kind) else {
        expected("identifier")
        return
      }
      var segment = PathSegment(currentIdent)
      bump()
      switch style {
      case .plain: break
      case .expression:
        if kind == .colonColon, peek() == .less || peek() == .shiftLeft {
          bump()
          segment.arguments = parseGenericArguments()
        }
      case .type:
        if kind == .less || kind == .shiftLeft {
          segment.arguments = parseGenericArguments()
        } else if kind == .openParen {
          segment.arguments = parseParenthesizedArguments()
        } else if kind == .colonColon {
          switch peek() {
          case .less, .shiftLeft:
            bump()
            segment.arguments = parseGenericArguments()
          case .openParen:
            bump()
            segment.arguments = parseParenthesizedArguments()
          default: break
          }
        }
      }
      segmentStack.append(segment)
      guard kind == .colonColon else { return }
      if style == .plain, !isSegment(peek()) { return }
      bump()
    }
  }

  // MARK: Generic arguments

  /// At `<`.
  mutating func parseGenericArguments() -> GenericArgumentsID {
    let start = position
    guard descend() else {
      ascend()
      return .none
    }
    defer { ascend() }
    _ = eatLess()
    var arguments: [GenericArgument] = []
    while !isAtGreater, kind != .endOfFile {
      let before = index
      guard let argument = parseGenericArgument() else { break }
      arguments.append(argument)
      if !eat(.comma) { break }
      if index == before { break }
    }
    if !eatGreater() { expected("one of `,` or `>`") }
    checkGenericArgumentOrder(arguments)
    let list = tree.genericArgumentLists.make(arguments)
    return tree.genericArguments.push(GenericArguments(.angle(list), span: spanFrom(start)))
  }

  private mutating func parseGenericArgument() -> GenericArgument? {
    let start = position
    switch kind {
    case .lifetime where peek() != .plus, .rawLifetime where peek() != .plus:
      let lifetime = parseLifetime()
      return GenericArgument(.lifetime(lifetime), span: spanFrom(start))
    case .openBrace, .minus, .keywordTrue, .keywordFalse, .integer, .float, .character, .byte, .string,
      .rawString, .byteString, .rawByteString, .cString, .rawCString:
      return GenericArgument(.const(parseConstArgument()), span: spanFrom(start))
    case .keywordConst where peek() == .openBrace:
      return GenericArgument(.const(parseConstArgument()), span: spanFrom(start))
    case .openInvisible:
      switch fragment {
      case .expression, .literal, .block, .expression2021:
        return GenericArgument(.const(parseConstArgument()), span: spanFrom(start))
      default: break
      }
    default: break
    }
    let type = parseType()
    guard kind == .equal || kind == .colon else {
      return GenericArgument(.type(type), span: spanFrom(start))
    }
    // `Name = T`, `Name<'a> = T` and `Name: Bounds` begin as types do.
    guard case .path(let path) = tree.types[type].kind, tree.paths[path].segments.count == 1,
      !tree.paths[path].hasSelfType, let segment = tree.pathSegments[tree.paths[path].segments].first
    else {
      expected("one of `,` or `>`")
      return nil
    }
    if eat(.colon) {
      let bounds = parseBounds()
      return GenericArgument(.bounds(segment, bounds), span: spanFrom(start))
    }
    bump()
    switch kind {
    case .openBrace, .minus, .keywordTrue, .keywordFalse, .integer, .float, .character, .byte, .string:
      return GenericArgument(.equalConst(segment, parseConstArgument()), span: spanFrom(start))
    default:
      let value = parseType()
      return GenericArgument(.equalType(segment, value), span: spanFrom(start))
    }
  }

  /// A literal, `-literal` or block as a generic argument.
  mutating func parseConstArgument() -> ExprID {
    let start = position
    switch kind {
    case .openBrace:
      let block = parseBlock()
      return pushExpr(.block(block, label: .none), from: start)
    case .keywordConst:
      bump()
      let block = parseBlock()
      return pushExpr(.constBlock(block), from: start)
    case .openInvisible:
      return parsePrimary()
    default:
      return parseLiteralMaybeMinus()
    }
  }

  /// At `(`: `(A, B) -> C` or `(..)`.
  private mutating func parseParenthesizedArguments() -> GenericArgumentsID {
    let start = position
    let opening = open()
    if kind == .dotDot, peek() == .closeParen || index + 1 >= limit {
      bump()
      close(opening, expecting: "`)`")
      return tree.genericArguments.push(GenericArguments(.returnTypeNotation, span: spanFrom(start)))
    }
    let inputs = parseTypeList(opening)
    var output = TypeNodeID.none
    if eat(.arrow) { output = parseTypeNoBounds() }
    return tree.genericArguments.push(
      GenericArguments(.parenthesized(inputs: inputs, output: output), span: spanFrom(start)))
  }

  /// Types separated by commas up to the partner of `opening`, which is consumed.
  mutating func parseTypeList(_ opening: Int) -> ListRef<TypeNodeID> {
    let base = typeStack.count
    let end = buffer.partner(opening)
    while index < end, kind != .endOfFile {
      let before = index
      let type = parseType()
      typeStack.append(type)
      if !eat(.comma) || index == before { break }
    }
    close(opening, expecting: "one of `)` or `,`")
    let list = tree.typeLists.make(typeStack[base...])
    typeStack.removeSubrange(base...)
    return list
  }

  // MARK: Lifetimes, bounds

  /// A lifetime that is there.
  mutating func parseLifetime() -> Lifetime {
    let lifetime = Lifetime(currentIdent)
    bump()
    return lifetime
  }

  /// Bounds behind `:` (or `impl`, `dyn`), separated by `+`; may be empty.
  mutating func parseBounds(allowsPlus: Bool = true) -> ListRef<GenericBound> {
    var bounds: [GenericBound] = []
    while let bound = parseBound() {
      bounds.append(bound)
      guard allowsPlus, eat(.plus) else { break }
    }
    return tree.genericBounds.make(bounds)
  }

  var isAtBoundStart: Bool {
    switch kind {
    case .lifetime, .rawLifetime, .question, .bang, .tilde, .keywordFor, .openParen, .keywordConst,
      .keywordAsync, .keywordUse:
      true
    case .openBracket: peek() == .keywordConst
    default: isAtPathStart
    }
  }

  private mutating func parseBound() -> GenericBound? {
    let start = position
    guard isAtBoundStart else { return nil }
    guard descend() else {
      ascend()
      return nil
    }
    defer { ascend() }
    switch kind {
    case .lifetime, .rawLifetime:
      let lifetime = parseLifetime()
      return GenericBound(.lifetime(lifetime), span: spanFrom(start))
    case .keywordUse:
      bump()
      return GenericBound(.use(parseCapturedNames()), span: spanFrom(start))
    case .openParen:
      let opening = open()
      let bound = parseBound()
      if bound == nil { expected("trait bound") }
      close(opening, expecting: "`)`")
      return bound.map { GenericBound($0.kind, span: spanFrom(start)) }
    default: break
    }
    var lifetimes = ListRef<GenericParameter>.empty
    if kind == .keywordFor { lifetimes = parseForLifetimes() }
    var modifier = GenericBound.Modifier.none
    switch kind {
    case .question:
      bump()
      modifier = .maybe
    case .bang:
      bump()
      modifier = .negative
    case .tilde:
      bump()
      if !eat(.keywordConst) { expected("`const`") }
      modifier = .maybeConst
    case .keywordConst:
      bump()
      modifier = .const
    case .openBracket:
      jump(to: buffer.endOfTokenTree(index))
      modifier = .maybeConst
    case .keywordAsync:
      bump()
      modifier = .async
    default: break
    }
    if kind == .keywordFor, lifetimes.isEmpty { lifetimes = parseForLifetimes() }
    let path = parsePath(.type)
    return GenericBound(.trait(modifier, lifetimes: lifetimes, path), span: spanFrom(start))
  }

  private mutating func parseCapturedNames() -> ListRef<Ident> {
    var names: [Ident] = []
    guard eatLess() else {
      expected("`<`")
      return .empty
    }
    while !isAtGreater, kind.isLifetime || isSegment(kind) {
      names.append(currentIdent)
      bump()
      if !eat(.comma) { break }
    }
    if !eatGreater() { expected("one of `,` or `>`") }
    return tree.identLists.make(names)
  }

  /// `for<'a, 'b>`
  mutating func parseForLifetimes() -> ListRef<GenericParameter> {
    bump()
    guard kind == .less || kind == .shiftLeft else {
      expected("`<`")
      return .empty
    }
    return parseGenericParameters().parameters
  }

  // MARK: Generic parameters

  /// `<…>` if there is one.
  mutating func parseGenerics() -> Generics {
    guard kind == .less else {
      return Generics(span: Span(previousEnd, previousEnd))
    }
    return parseGenericParameters()
  }

  private mutating func parseGenericParameters() -> Generics {
    let start = position
    _ = eatLess()
    var parameters: [GenericParameter] = []
    while !isAtGreater, kind != .endOfFile {
      let attributes = parseOuterAttributes()
      let parameterStart = position
      switch kind {
      case .lifetime, .rawLifetime:
        let name = currentIdent
        bump()
        var bounds = ListRef<GenericBound>.empty
        if eat(.colon) { bounds = parseBounds() }
        parameters.append(
          GenericParameter(
            .lifetime(bounds: bounds), name: name, attributes: attributes, span: spanFrom(parameterStart)))
      case .keywordConst:
        bump()
        guard let name = parseName() else { break }
        let type = parseDeclaredType()
        var value = ExprID.none
        if eat(.equal) {
          if isSegment(kind) || kind == .colonColon {
            let path = parsePath(.expression)
            value = tree.exprs.push(Expr(.path(path), span: tree.paths[path].span))
          } else {
            value = parseConstArgument()
          }
        }
        parameters.append(
          GenericParameter(
            .const(type: type, default: value), name: name, attributes: attributes,
            span: spanFrom(parameterStart)))
      case .identifier, .rawIdentifier:
        let name = currentIdent
        bump()
        var bounds = ListRef<GenericBound>.empty
        if eat(.colon) { bounds = parseBounds() }
        var type = TypeNodeID.none
        if eat(.equal) { type = parseType() }
        parameters.append(
          GenericParameter(
            .type(bounds: bounds, default: type), name: name, attributes: attributes,
            span: spanFrom(parameterStart)))
      default:
        expected("one of `>`, `const`, identifier, or lifetime")
      }
      if isRecovering || !eat(.comma) { break }
    }
    if !eatGreater() { expected("one of `,`, `:`, `=`, or `>`") }
    checkGenericParameterOrder(parameters)
    return Generics(parameters: tree.genericParameters.make(parameters), span: spanFrom(start))
  }

  /// `where …` if there is one, into `generics`.
  mutating func parseWhereClause(_ generics: inout Generics) {
    guard kind == .keywordWhere else { return }
    bump()
    var predicates = Array(tree.wherePredicates[generics.predicates])
    while true {
      let start = position
      switch kind {
      case .lifetime, .rawLifetime:
        let lifetime = parseLifetime()
        var bounds = ListRef<GenericBound>.empty
        if expect(.colon) { bounds = parseBounds() }
        predicates.append(WherePredicate(.lifetime(lifetime, bounds: bounds), span: spanFrom(start)))
      default:
        guard isAtTypeStart else {
          generics.predicates = tree.wherePredicates.make(predicates)
          return
        }
        var lifetimes = ListRef<GenericParameter>.empty
        if kind == .keywordFor, peek() == .less { lifetimes = parseForLifetimes() }
        let type = parseTypeNoBounds()
        var bounds = ListRef<GenericBound>.empty
        if kind == .equal || kind == .equalEqual {
          error("equality constraints are not yet supported in `where` clauses", label: "not supported")
          bump()
          _ = parseType()
        } else if expect(.colon) {
          bounds = parseBounds()
        }
        predicates.append(
          WherePredicate(.type(lifetimes: lifetimes, type, bounds: bounds), span: spanFrom(start)))
      }
      if isRecovering || !eat(.comma) { break }
    }
    generics.predicates = tree.wherePredicates.make(predicates)
  }

  /// An identifier, or an error.
  mutating func parseName() -> Ident? {
    if kind.isIdentifier {
      let name = currentIdent
      bump()
      return name
    }
    expected("identifier")
    return nil
  }
}
