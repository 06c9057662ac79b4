// Parsing of macro definitions and of macro calls as items, and the error that no item is here.

import PolySupport

extension Parser {
  // MARK: Macros

  mutating func parseMacroRules(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    bump()
    bump()
    let name = currentIdent
    bump()
    guard isOpenDelimiter(kind) else {
      expected("one of `(`, `[`, or `{`")
      return nil
    }
    let needsSemicolon = kind != .openBrace
    let opening = index
    let end = buffer.partner(opening)
    jump(to: end + 1)
    if needsSemicolon { expectMacroSemicolon() }
    let definition = tree.macroDefinitions.push(
      MacroDefinition(rules: TokenSlice(buffer: bufferID, opening + 1..<end), isMacroRules: true))
    return pushItem(.macroDefinition(definition), name, visibility, attributes, start)
  }

  /// `macro name(parameters) { body }` or `macro name { rules }`
  mutating func parseMacro2(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    bump()
    guard let name = parseName() else { return nil }
    var parameters = TokenSlice.none
    if kind == .openParen {
      parameters = TokenSlice(buffer: bufferID, index + 1..<buffer.partner(index))
      jump(to: buffer.endOfTokenTree(index))
    }
    guard kind == .openBrace else {
      expected("`{`")
      return nil
    }
    let opening = index
    let end = buffer.partner(opening)
    jump(to: end + 1)
    let definition = tree.macroDefinitions.push(
      MacroDefinition(
        rules: TokenSlice(buffer: bufferID, opening + 1..<end), isMacroRules: false, parameters: parameters))
    return pushItem(.macroDefinition(definition), name, visibility, attributes, start)
  }

  private mutating func expectMacroSemicolon() {
    if eat(.semicolon) || index >= limit { return }
    report(
      Diagnostic(
        .error, "macros that expand to items must be delimited with braces or followed by a semicolon",
        at: Span(previousEnd - 1, previousEnd)
      ).help("add a semicolon"))
    recovered()
  }

  /// A macro call as an item, or the error that no item is here.
  mutating func parseMacroItem(
    _ attributes: ListRef<Attribute>, _ visibility: Visibility, _ start: UInt32
  ) -> ItemID? {
    guard isSegment(kind) || kind == .colonColon || (kind == .openInvisible && fragment == .path) else {
      noItem(attributes, visibility)
      return nil
    }
    let before = mark
    let path = parsePath(.plain)
    guard kind == .bang, isOpenDelimiter(peek()) else {
      if kind == .bang {
        bump()
        expected("one of `(`, `[`, or `{`")
        return nil
      }
      reset(to: before)
      noItem(attributes, visibility)
      return nil
    }
    if case .inherited = visibility.kind {
    } else {
      check("can't qualify macro invocation with `pub`", at: visibility.span)
    }
    let needsSemicolon = peek() != .openBrace
    let pathStart = tree.paths[path].span.lower
    let call = parseMacroCall(path, pathStart)
    if needsSemicolon { expectMacroSemicolon() }
    return pushItem(.macroCall(call), .none, visibility, attributes, start)
  }

  private mutating func noItem(_ attributes: ListRef<Attribute>, _ visibility: Visibility) {
    var isPublic = false
    if case .inherited = visibility.kind {} else { isPublic = true }
    switch itemContext {
    case .module, .statement, .interface:
      if isPublic {
        error("visibility `pub` is not followed by an item", at: visibility.span, label: "the visibility")
      } else if kind == .keywordLet {
        error(
          "expected item, found keyword `let`",
          label: "`let` cannot be used for global variables")
      } else if !attributes.isEmpty {
        expected("item after attributes")
      } else {
        error("expected item, found \(found)", label: "expected item")
      }
    case .traitItems, .implItems, .externItems:
      error(
        "non-item in item list", label: "non-item starts here")
    }
  }
}
