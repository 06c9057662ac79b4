// Parsing of functions: qualifiers, parameters, bodies.

import PolySupport

extension Parser {
  /// At the first qualifier or at `fn`.
  mutating func parseFunction(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    let signatureStart = position
    guard let header = parseFunctionHeader() else { return nil }
    guard let name = parseName() else { return nil }
    var generics = parseGenerics()
    guard kind == .openParen else {
      expected(generics.parameters.isEmpty ? "one of `(` or `<`" : "`(`")
      return nil
    }
    let (parameters, hasSelf, isVariadic) = parseParameters()
    var output = TypeNodeID.none
    if eat(.arrow) {
      output = parseType()
    } else if kind == .colon || kind == .fatArrow {
      error("return types are denoted using `->`", label: "help: use `->` instead")
      bump()
      recovered()
      output = parseType()
    }
    parseWhereClause(&generics)
    let signatureSpan = spanFrom(signatureStart)
    var inner = ListRef<Attribute>.empty
    let body = parseFunctionBody(&inner)
    if isVariadic { checkVariadic(header, signatureSpan) }
    if case .none = body {
      if itemContext == .externItems || itemContext == .traitItems { checkParametersWithoutBody(parameters) }
      switch itemContext {
      case .module, .statement:
        if !isIntrinsic(attributes) {
          validate(
            "free function without a body", at: spanFrom(signatureStart),
            label: "help: provide a definition for the function: `{ <body> }`")
        }
      case .implItems:
        if !isIntrinsic(attributes) {
          validate(
            "associated function in `impl` without body", at: spanFrom(signatureStart),
            label: "help: provide a definition for the function: `{ <body> }`")
        }
      default: break
      }
    }
    let function = tree.functions.push(
      Function(
        header: header, generics: generics, parameters: parameters, hasSelf: hasSelf, isVariadic: isVariadic,
        output: output, body: body, signatureSpan: signatureSpan))
    return pushItem(.function(function), name, visibility, joined(attributes, inner), start)
  }

  /// Functions of the compiler have no body.
  private func isIntrinsic(_ attributes: ListRef<Attribute>) -> Bool {
    tree.attributes[attributes].contains {
      $0.name.name == Names.rustc_intrinsic
    }
  }

  /// Everything up to and with `fn`.
  private mutating func parseFunctionHeader() -> FunctionHeader? {
    var header = FunctionHeader()
    if isContextual(Names.default) {
      bump()
      header.isDefault = true
    }
    while true {
      switch kind {
      case .keywordConst:
        bump()
        header.isConst = true
      case .keywordAsync:
        bump()
        header.isAsync = true
      case .keywordGen:
        bump()
        header.isGen = true
      case .keywordUnsafe:
        bump()
        header.isUnsafe = true
      case .keywordExtern: header.abi = parseAbi()
      case .identifier where currentSymbol == Names.safe:
        bump()
        header.isSafe = true
      case .identifier where currentSymbol == Names.async && edition == .e2015:
        check(
          "`async fn` is not permitted in Rust 2015", code: "E0670", at: currentSpan,
          label: "to use `async fn`, switch to Rust 2018 or later")
        bump()
        header.isAsync = true
      case .keywordFn:
        bump()
        return header
      default:
        expected("one of `async`, `const`, `extern`, `fn`, `safe`, or `unsafe`")
        return nil
      }
    }
  }

  /// `;`, `{ … }`, or in an interface nothing.
  private mutating func parseFunctionBody(_ inner: inout ListRef<Attribute>) -> FunctionBody {
    switch kind {
    case .openBrace:
      if parsesBodiesLazily {
        let opening = index
        let end = buffer.endOfTokenTree(opening)
        jump(to: end)
        return .lazy(TokenSlice(buffer: bufferID, opening..<end))
      }
      let block = parseFunctionBlock()
      inner = tree.blocks[block].attributes
      return .parsed(block)
    case .openInvisible where fragment == .block:
      return .parsed(parseBlock())
    case .semicolon:
      bump()
      return .none
    default:
      if itemContext == .interface { return .none }
      if index >= limit, itemContext == .traitItems || itemContext == .externItems {
        expected("one of `->`, `;`, `where`, or `{`")
        return .none
      }
      if !isRecovering { expected("one of `->`, `;`, `where`, or `{`") }
      return .none
    }
  }

  /// The block of a function: the items in it do not stand in the surrounding impl or trait.
  mutating func parseFunctionBlock() -> BlockID {
    let saved = itemContext
    let outerAwaits = awaitCount
    itemContext = .statement
    let block = parseBlock()
    itemContext = saved
    awaitCount = outerAwaits
    return block
  }

  // MARK: Parameters

  /// At `(`.
  private mutating func parseParameters() -> (ListRef<Parameter>, Bool, Bool) {
    let opening = open()
    let end = buffer.partner(opening)
    if index == end {
      bump()
      return (.empty, false, false)
    }
    var parameters: [Parameter] = []
    var hasSelf = false
    var isVariadic = false
    while index < end, kind != .endOfFile {
      let before = index
      let attributes = parseOuterAttributes()
      let start = position
      if kind == .dotDotDot {
        bump()
        isVariadic = true
        _ = eat(.comma)
        break
      }
      if let parameter = parseSelfParameter(attributes) {
        if parameters.isEmpty {
          hasSelf = true
          if itemContext == .module || itemContext == .statement || itemContext == .externItems {
            validate(
              "`self` parameter is only allowed in associated functions", at: parameter.span,
              label: "not semantically valid as function parameter")
          }
        } else {
          check(
            "unexpected `self` parameter in function", at: parameter.span,
            label: "must be the first parameter of an associated function")
        }
        parameters.append(parameter)
      } else if hasParameterName {
        let pattern = parsePatternNoAlternatives()
        var type = TypeNodeID.none
        if kind == .colon {
          bump()
          if kind == .dotDotDot {
            bump()
            isVariadic = true
          } else {
            type = parseType()
          }
        } else if !isRecovering {
          expected("one of `:`, `@`, or `|`")
        }
        if !isVariadic {
          parameters.append(
            Parameter(attributes: attributes, pattern: pattern, type: type, span: spanFrom(start)))
        }
      } else {
        // A type without a name, as the 2015 edition allows in traits.
        let type = parseType()
        parameters.append(
          Parameter(attributes: attributes, pattern: .none, type: type, span: spanFrom(start)))
      }
      if isRecovering {
        skipToComma()
        recovered()
      }
      if !eat(.comma) || index == before { break }
    }
    close(opening, expecting: "one of `)` or `,`")
    return (tree.parameters.make(parameters), hasSelf, isVariadic)
  }

  /// In traits of the 2015 edition a parameter may be a type only.
  private var hasParameterName: Bool {
    guard edition == .e2015, itemContext == .traitItems else { return true }
    var offset = 0
    switch kind {
    case .and, .andAnd: offset = 1
    case .keywordMut: offset = 1
    case .openInvisible: return fragment == .pattern || fragment == .patternNoAlternatives
    default: break
    }
    let name = offset == 0 ? kind : peek(offset)
    return (name.isIdentifier || name == .underscore) && peek(offset + 1) == .colon
  }

  private mutating func parseSelfParameter(_ attributes: ListRef<Attribute>) -> Parameter? {
    let start = position
    switch kind {
    case .keywordSelfValue:
      // `self::Type` is a path.
      if peek() == .colonColon { return nil }
      let name = currentIdent
      bump()
      return finishSelf(attributes, name, .immutable, start)
    case .keywordMut:
      guard peek() == .keywordSelfValue, peek(2) != .colonColon else { return nil }
      bump()
      let name = currentIdent
      bump()
      return finishSelf(attributes, name, .mutable, start)
    case .and:
      var offset = 1
      if peek(offset).isLifetime { offset += 1 }
      let mutability: Mutability = peek(offset) == .keywordMut ? .mutable : .immutable
      if mutability.isMutable { offset += 1 }
      guard peek(offset) == .keywordSelfValue, peek(offset + 1) != .colonColon else { return nil }
      bump()
      var lifetime = Lifetime.none
      if kind.isLifetime { lifetime = parseLifetime() }
      if mutability.isMutable { bump() }
      let name = currentIdent
      bump()
      let pattern = tree.patterns.push(Pattern(.binding(.plain, name, .none), span: name.span))
      let target = tree.types.push(TypeNode(.implicitSelf, span: name.span))
      let type = pushType(.reference(lifetime, mutability, target), from: start)
      return Parameter(
        attributes: attributes, pattern: pattern, type: type, selfKind: .reference, span: spanFrom(start))
    default: return nil
    }
  }

  /// Behind `self`: its type if one is written.
  private mutating func finishSelf(
    _ attributes: ListRef<Attribute>, _ name: Ident, _ mutability: Mutability, _ start: UInt32
  ) -> Parameter {
    let pattern = pushPattern(.binding(BindingMode(mutability: mutability), name, .none), from: start)
    if eat(.colon) {
      let type = parseType()
      return Parameter(
        attributes: attributes, pattern: pattern, type: type, selfKind: .typed, span: spanFrom(start))
    }
    let type = tree.types.push(TypeNode(.implicitSelf, span: name.span))
    return Parameter(
      attributes: attributes, pattern: pattern, type: type, selfKind: .value, span: spanFrom(start))
  }
}
