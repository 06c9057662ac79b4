// Parsing of types.

import PolySupport

extension Parser {
  @inline(__always)
  func pushType(_ kind: TypeNodeKind, from start: UInt32) -> TypeNodeID {
    tree.types.push(TypeNode(kind, span: spanFrom(start)))
  }

  var isAtTypeStart: Bool {
    switch kind {
    case .openParen, .openBracket, .bang, .star, .and, .andAnd, .underscore, .keywordFn, .keywordUnsafe,
      .keywordExtern, .keywordFor, .keywordImpl, .keywordDyn, .less, .shiftLeft, .question, .lifetime,
      .colonColon:
      true
    case .openInvisible: true
    default: isSegment(kind)
    }
  }

  mutating func parseType() -> TypeNodeID { parseType(allowsPlus: true) }
  /// A type in which `+` does not continue bounds.
  mutating func parseTypeNoBounds() -> TypeNodeID { parseType(allowsPlus: false) }

  /// `: Type` of a field or a const parameter; an error type where it is missing, so that what reads the
  /// declaration always finds one.
  mutating func parseDeclaredType() -> TypeNodeID {
    expect(.colon) ? parseType() : tree.types.push(TypeNode(.error, span: currentSpan))
  }

  mutating func parseType(allowsPlus: Bool) -> TypeNodeID {
    guard descend() else {
      ascend()
      return tree.types.push(TypeNode(.error, span: currentSpan))
    }
    defer { ascend() }
    let start = position
    switch kind {
    case .identifier, .rawIdentifier, .keywordSelfType, .keywordSelfValue, .keywordSuper, .keywordCrate,
      .dollarCrate, .colonColon, .less, .shiftLeft:
      if kind == .identifier, currentSymbol == Names.dyn, edition == .e2015, isAtDynOf2015 {
        return parseDyn(allowsPlus: allowsPlus)
      }
      return parsePathType(allowsPlus: allowsPlus)
    case .and, .andAnd: return parseReferenceType(allowsPlus: allowsPlus)
    case .openParen: return parseTupleType(allowsPlus: allowsPlus)
    case .openBracket:
      let opening = open()
      let element = parseType()
      if eat(.semicolon) {
        let length = parseExpression()
        close(opening, expecting: "`]`")
        return pushType(.array(element, length), from: start)
      }
      close(opening, expecting: "one of `;` or `]`")
      return pushType(.slice(element), from: start)
    case .bang:
      bump()
      return pushType(.never, from: start)
    case .underscore:
      bump()
      return pushType(.infer, from: start)
    case .star:
      bump()
      var mutability = Mutability.immutable
      if eat(.keywordMut) {
        mutability = .mutable
      } else if !eat(.keywordConst) {
        expected("`mut` or `const` keyword in raw pointer type")
      }
      let target = parseTypeNoBounds()
      return pushType(.pointer(mutability, target), from: start)
    case .keywordFn, .keywordUnsafe, .keywordExtern:
      return parseFunctionPointer(.empty, start, allowsPlus: allowsPlus)
    case .keywordFor:
      let lifetimes = parseForLifetimes()
      if kind == .keywordFn || kind == .keywordUnsafe || kind == .keywordExtern {
        return parseFunctionPointer(lifetimes, start, allowsPlus: allowsPlus)
      }
      // `for<'a> Trait<'a> + …` without `dyn`.
      let path = parsePath(.type)
      let first = GenericBound(.trait(.none, lifetimes: lifetimes, path), span: spanFrom(start))
      return parseBareTraitObject(first, start, allowsPlus: allowsPlus)
    case .keywordDyn: return parseDyn(allowsPlus: allowsPlus)
    case .keywordImpl:
      bump()
      let bounds = parseBounds(allowsPlus: allowsPlus)
      if bounds.isEmpty {
        check("at least one trait must be specified", at: spanFrom(start))
      }
      return pushType(.implTrait(bounds), from: start)
    case .lifetime, .rawLifetime, .question:
      // Bounds without `dyn` that begin with a lifetime or `?Trait`.
      let bounds = parseBounds(allowsPlus: allowsPlus)
      return pushType(.traitObject(bounds, hasDyn: false), from: start)
    case .openInvisible:
      if fragment == .path { return parsePathType(allowsPlus: allowsPlus) }
      let isType = fragment == .type
      let opening = enterGroup()
      let type = parseType()
      leaveGroup(opening)
      if isType, kind == .colonColon {
        // `$t::Name`
        return continueGroupedType(type, start)
      }
      return type
    case .keywordTypeof:
      bump()
      skipTree()
      check(
        "`typeof` is a reserved keyword but unimplemented", code: "E0516", at: spanFrom(start),
        label: "reserved keyword")
      return pushType(.error, from: start)
    case .dotDotDot:
      bump()
      check(
        "C-variadic type `...` may not be nested inside another type", code: "E0743", at: spanFrom(start))
      return pushType(.error, from: start)
    default:
      expected("type")
      return tree.types.push(TypeNode(.error, span: currentSpan))
    }
  }

  private mutating func continueGroupedType(_ type: TypeNodeID, _ start: UInt32) -> TypeNodeID {
    bump()
    let rest = parsePath(.type)
    var path = tree.paths[rest]
    if case .path(let prefix) = tree.types[type].kind, !tree.paths[prefix].hasSelfType {
      let all =
        Array(tree.pathSegments[tree.paths[prefix].segments]) + Array(tree.pathSegments[path.segments])
      path.segments = tree.pathSegments.make(all)
      path.isGlobal = tree.paths[prefix].isGlobal
    } else {
      path.selfType = type
    }
    path.span = spanFrom(start)
    return pushType(.path(tree.paths.push(path)), from: start)
  }

  /// `dyn` is a name in the 2015 edition unless a bound follows.
  private var isAtDynOf2015: Bool {
    switch peek() {
    case .lifetime, .question, .keywordFor, .openParen: return true
    case .colonColon, .less: return false
    default: return isSegment(peek())
    }
  }

  private mutating func parseDyn(allowsPlus: Bool) -> TypeNodeID {
    let start = position
    bump()
    let bounds = parseBounds(allowsPlus: allowsPlus)
    if bounds.isEmpty {
      check("at least one trait is required for an object type", code: "E0224", at: spanFrom(start))
    }
    return pushType(.traitObject(bounds, hasDyn: true), from: start)
  }

  private mutating func parsePathType(allowsPlus: Bool) -> TypeNodeID {
    let start = position
    let path = parsePath(.type)
    if kind == .bang, isOpenDelimiter(peek()), !tree.paths[path].hasSelfType {
      let call = parseMacroCall(path, start)
      return pushType(.macroCall(call), from: start)
    }
    if allowsPlus, kind == .plus {
      let bound = GenericBound(.trait(.none, lifetimes: .empty, path), span: spanFrom(start))
      return parseBareTraitObject(bound, start, allowsPlus: true)
    }
    return pushType(.path(path), from: start)
  }

  private mutating func parseBareTraitObject(_ first: GenericBound, _ start: UInt32, allowsPlus: Bool)
    -> TypeNodeID
  {
    var bounds = [first]
    if allowsPlus, eat(.plus) {
      // Parsed before the pool is read: a copy of the pool would not have the new elements.
      let rest = parseBounds()
      bounds.append(contentsOf: tree.genericBounds[rest])
    }
    return pushType(.traitObject(tree.genericBounds.make(bounds), hasDyn: false), from: start)
  }

  private mutating func parseReferenceType(allowsPlus: Bool) -> TypeNodeID {
    let start = position
    if kind == .andAnd {
      splitToken(to: .and)
      let inner = parseTypeNoBounds()
      return pushType(.reference(.none, .immutable, inner), from: start)
    }
    bump()
    var lifetime = Lifetime.none
    if kind.isLifetime { lifetime = parseLifetime() }
    let mutability: Mutability = eat(.keywordMut) ? .mutable : .immutable
    let inner = parseTypeNoBounds()
    if allowsPlus, kind == .plus {
      switch tree.types[inner].kind {
      case .traitObject, .implTrait:
        check("ambiguous `+` in a type", at: spanFrom(start))
        bump()
        _ = parseBounds()
      default: skipMisplacedBounds(start)
      }
    }
    return pushType(.reference(lifetime, mutability, inner), from: start)
  }

  /// At the `+` behind a type that is no path.
  private mutating func skipMisplacedBounds(_ start: UInt32) {
    check(
      "expected a path on the left-hand side of `+`", code: "E0178", at: spanFrom(start),
      label: "expected a path")
    bump()
    _ = parseBounds()
  }

  private mutating func parseTupleType(allowsPlus: Bool) -> TypeNodeID {
    let start = position
    let opening = open()
    let base = typeStack.count
    let end = buffer.partner(opening)
    var endsWithComma = false
    while index < end, kind != .endOfFile {
      let before = index
      let type = parseType()
      typeStack.append(type)
      endsWithComma = eat(.comma)
      if !endsWithComma || index == before { break }
    }
    close(opening, expecting: "one of `)` or `,`")
    if typeStack.count - base == 1, !endsWithComma {
      let type = typeStack.removeLast()
      if allowsPlus, kind == .plus {
        // `(Trait) + Send`
        if case .path(let path) = tree.types[type].kind {
          let bound = GenericBound(.trait(.none, lifetimes: .empty, path), span: spanFrom(start))
          return parseBareTraitObject(bound, start, allowsPlus: true)
        }
        if case .traitObject(let bounds, let hasDyn) = tree.types[type].kind {
          bump()
          let rest = parseBounds()
          let all = Array(tree.genericBounds[bounds]) + Array(tree.genericBounds[rest])
          return pushType(.traitObject(tree.genericBounds.make(all), hasDyn: hasDyn), from: start)
        }
      }
      tree.types[type].span = spanFrom(start)
      return type
    }
    let list = tree.typeLists.make(typeStack[base...])
    typeStack.removeSubrange(base...)
    return pushType(.tuple(list), from: start)
  }

  private mutating func parseFunctionPointer(
    _ lifetimes: ListRef<GenericParameter>, _ start: UInt32, allowsPlus: Bool
  ) -> TypeNodeID {
    let isUnsafe = eat(.keywordUnsafe)
    let abi = parseAbi()
    guard eat(.keywordFn), kind == .openParen else {
      expected(kind == .openParen ? "`fn`" : "`(`")
      return tree.types.push(TypeNode(.error, span: currentSpan))
    }
    let opening = open()
    let end = buffer.partner(opening)
    var parameters: [Parameter] = []
    var isVariadic = false
    while index < end, kind != .endOfFile {
      let attributes = parseOuterAttributes()
      let parameterStart = position
      if kind == .dotDotDot {
        bump()
        isVariadic = true
        _ = eat(.comma)
        break
      }
      var pattern = PatID.none
      if kind == .underscore || kind.isIdentifier || kind == .keywordSelfValue, peek() == .colon {
        if kind == .underscore {
          bump()
          pattern = tree.patterns.push(Pattern(.wildcard, span: spanFrom(parameterStart)))
        } else {
          let name = currentIdent
          bump()
          pattern = tree.patterns.push(
            Pattern(.binding(.plain, name, .none), span: spanFrom(parameterStart)))
        }
        bump()
      } else if kind == .keywordMut || kind == .and || kind == .andAnd, peek().isIdentifier, peek(2) == .colon
      {
        pattern = parsePatternNoAlternatives()
        check(
          "patterns aren't allowed in function pointer types", code: "E0561",
          at: tree.patterns[pattern].span)
        _ = eat(.colon)
      }
      if kind == .dotDotDot {
        bump()
        isVariadic = true
        break
      }
      let type = parseType()
      parameters.append(
        Parameter(attributes: attributes, pattern: pattern, type: type, span: spanFrom(parameterStart)))
      if !eat(.comma) { break }
    }
    close(opening, expecting: "one of `)` or `,`")
    var output = TypeNodeID.none
    if eat(.arrow) { output = parseTypeNoBounds() }
    if allowsPlus, kind == .plus, !output.isNone { skipMisplacedBounds(start) }
    let pointer = tree.functionPointers.push(
      FunctionPointer(
        lifetimes: lifetimes, isUnsafe: isUnsafe, abi: abi, parameters: tree.parameters.make(parameters),
        isVariadic: isVariadic, output: output))
    return pushType(.function(pointer), from: start)
  }

  /// `extern "C"` if there is one.
  mutating func parseAbi() -> Abi {
    guard eat(.keywordExtern) else { return .rust }
    if kind == .string || kind == .rawString {
      let literal = Literal(kind: kind, text: currentSymbol, span: currentSpan)
      bump()
      checkAbi(literal)
      return .named(literal)
    }
    if kind == .openInvisible, fragment == .literal || fragment == .expression,
      peek() == .string || peek() == .rawString
    {
      let opening = enterGroup()
      let literal = Literal(kind: kind, text: currentSymbol, span: currentSpan)
      bump()
      leaveGroup(opening)
      return .named(literal)
    }
    return .implicitC
  }

  func isOpenDelimiter(_ kind: TokenKind) -> Bool {
    kind == .openParen || kind == .openBracket || kind == .openBrace
  }

  /// At the `!` behind a path, with a delimiter behind it.
  mutating func parseMacroCall(_ path: PathID, _ start: UInt32) -> MacroCallID {
    bump()
    let delimiter: Delimiter =
      kind == .openParen ? .parenthesis : kind == .openBracket ? .bracket : .brace
    let opening = index
    let end = buffer.partner(opening)
    jump(to: end + 1)
    return tree.macroCalls.push(
      MacroCall(
        path: path, delimiter: delimiter, arguments: TokenSlice(buffer: bufferID, opening + 1..<end),
        span: spanFrom(start)))
  }
}
