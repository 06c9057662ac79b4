// Expands `format_args!`: checks the template against the arguments and builds the call of
// `core::fmt::Arguments::new…` as tokens.
//
// Names in the output are hygienic: they start with a `$crate` that means `core`, and the local
// variable of the output carries the mark of the expansion.

import PolySupport
import PolySyntax

private struct FormatArgumentData {
  enum Value {
    case tokens(Range<Int>)
    /// `{name}`: the variable of this name at the template.
    case captured
  }
  var name: Symbol
  var nameSpan: Span
  var value: Value
  var span: Span
  var isUsed = false
  /// Printed as part of the text.
  var isInlined = false
}

/// An entry of the array of arguments: which argument, how formatted (nil for a count).
private struct FormatEntry: Equatable {
  var argument: Int
  var formatTrait: FormatTrait?
}

private struct ResolvedPlaceholder {
  var syntax: FormatPlaceholder
  var argument: Int
  /// `.is` values or argument numbers of `$` counts.
  var precision: ResolvedCount
  var width: ResolvedCount
}

private enum ResolvedCount {
  case implied
  case literal(Int)
  case argument(Int)
}

struct FormatArgumentsExpander {
  let resolver: Resolver
  let call: MacroCall
  let tokens: TokenBuffer
  let appendsNewline: Bool
  private var arguments: [FormatArgumentData] = []
  private var explicitCount = 0
  private var unnamedCount = 0
  private var template = StringArgument(bytes: [], span: .none, position: -1, isDirect: false)
  private var placeholders: [ResolvedPlaceholder] = []
  private var hasErrors = false

  init(_ resolver: Resolver, _ call: MacroCall, appendsNewline: Bool) {
    self.resolver = resolver
    self.call = call
    self.appendsNewline = appendsNewline
    tokens = resolver.tree.buffers[call.arguments.buffer]
  }

  private var sink: DiagnosticSink { resolver.sink }

  mutating func expand(in module: DefID, depth: Int32) -> ExpansionResult {
    guard parseArguments(in: module) else { return .failed }
    if appendsNewline { template.bytes.append(10) }
    let (pieces, error) = FormatStringParser.parse(template.bytes)
    if let error {
      var diagnostic = Diagnostic(
        .error,
        error.message.hasPrefix("unknown format trait")
          ? error.message : "invalid format string: \(error.message)",
        at: resolver.span(of: error.range, in: template), label: error.label)
      if let related = error.related, template.isDirect {
        diagnostic = diagnostic.labelled(
          resolver.span(of: related.range, in: template), related.label)
      }
      if let note = error.note { diagnostic = diagnostic.note(note) }
      sink.report(diagnostic)
      return .failed
    }
    resolvePlaceholders(pieces)
    checkUses()
    if hasErrors { return .failed }
    return build(pieces, depth: depth)
  }

  // MARK: Arguments

  private mutating func parseArguments(in module: DefID) -> Bool {
    let range = call.arguments.range
    if range.isEmpty {
      sink.error(nil, "requires at least a format string argument", at: call.span)
      return false
    }
    guard let first = resolver.expressionEnd(call.arguments.buffer, range.lowerBound, range.upperBound)
    else { return false }
    guard
      let text = resolver.stringArgument(
        TokenSlice(buffer: call.arguments.buffer, range.lowerBound..<first), in: module,
        message: "format argument must be a string literal", isFormat: true, hasArguments: first < range.upperBound)
    else { return false }
    template = text
    var position = first
    while position < range.upperBound {
      guard tokens.kind(position) == .comma else {
        sink.error(
          nil, "expected `,`, found \(resolver.describeToken(tokens, position))",
          at: tokens.span(position), label: "expected `,`")
        return false
      }
      position += 1
      if position >= range.upperBound { break }
      var name = Symbol.none
      var nameSpan = Span.none
      if tokens.kind(position).isIdentifierOrKeyword, position + 1 < range.upperBound,
        tokens.kind(position + 1) == .equal
      {
        name = tokens.symbol(position)
        nameSpan = tokens.span(position)
        position += 2
      }
      guard position < range.upperBound,
        let end = resolver.expressionEnd(call.arguments.buffer, position, range.upperBound)
      else {
        if position >= range.upperBound {
          sink.error(nil, "expected expression, found end of macro arguments", at: call.span)
        }
        return false
      }
      let span = tokens.span(of: position..<end)
      if !name.isNone {
        if let previous = arguments.first(where: { $0.name == name }) {
          sink.report(
            Diagnostic(
              .error, "duplicate argument named `\(resolver.text(name))`", at: nameSpan,
              label: "duplicate argument"
            ).labelled(previous.nameSpan, "previously here"))
          hasErrors = true
        }
      } else if unnamedCount < arguments.count {
        sink.report(
          Diagnostic(
            .error, "positional arguments cannot follow named arguments", at: span,
            label: "positional arguments must be before named arguments"
          ).labelled(arguments[arguments.count - 1].span, "named argument"))
        hasErrors = true
      } else {
        unnamedCount += 1
      }
      arguments.append(
        FormatArgumentData(
          name: name, nameSpan: nameSpan, value: .tokens(position..<end),
          span: nameSpan.isNone ? span : nameSpan.to(span)))
      position = end
    }
    explicitCount = arguments.count
    return true
  }

  // MARK: Placeholders

  private mutating func resolvePlaceholders(_ pieces: [FormatPiece]) {
    var next = 0
    var missing: [Range<Int>] = []
    var invalid: [(Int, Range<Int>)] = []
    func count(_ number: Int) -> String { "\(number) argument\(number == 1 ? "" : "s")" }
    var implicitCount = 0
    for piece in pieces {
      guard case .placeholder(let syntax) = piece else { continue }
      // `.*` takes its precision before the value.
      var precision = ResolvedCount.implied
      if syntax.precision == .star {
        implicitCount += 1
        if next < explicitCount {
          arguments[next].isUsed = true
          precision = .argument(next)
        } else {
          missing.append(syntax.precisionRange)
        }
        next += 1
      }
      var argument = 0
      switch syntax.argument {
      case .next:
        implicitCount += 1
        argument = next
        if next >= explicitCount { missing.append(syntax.range) }
        next += 1
      case .index(let index):
        argument = index
        if index >= explicitCount { invalid.append((index, syntax.argumentRange)) }
      case .name(let range): argument = named(range)
      }
      if argument < arguments.count { arguments[argument].isUsed = true }
      if syntax.precision != .star {
        precision = resolve(syntax.precision, syntax.precisionRange, &invalid)
      }
      let width = resolve(syntax.width, syntax.widthRange, &invalid)
      placeholders.append(
        ResolvedPlaceholder(
          syntax: syntax, argument: argument, precision: precision, width: width))
    }
    if !missing.isEmpty {
      hasErrors = true
      let given =
        explicitCount == 0
        ? "no arguments were given"
        : "there \(explicitCount == 1 ? "is" : "are") \(count(explicitCount))"
      let first = resolver.span(of: missing[0], in: template)
      var diagnostic = Diagnostic(
        .error,
        "\(implicitCount) positional argument\(implicitCount == 1 ? "" : "s") in format string, but \(given)",
        at: first)
      for range in missing.dropFirst() where template.isDirect {
        diagnostic = diagnostic.labelled(resolver.span(of: range, in: template), "")
      }
      sink.report(diagnostic)
    }
    if let (index, range) = invalid.first {
      hasErrors = true
      let given =
        explicitCount == 0
        ? "no arguments were given"
        : "there \(explicitCount == 1 ? "is" : "are") \(count(explicitCount))"
      sink.report(
        Diagnostic(
          .error, "invalid reference to positional argument \(index) (\(given))",
          at: resolver.span(of: range, in: template)
        ).note("positional arguments are zero-based"))
    }
  }

  private mutating func resolve(
    _ count: FormatCount, _ range: Range<Int>, _ invalid: inout [(Int, Range<Int>)]
  ) -> ResolvedCount {
    switch count {
    case .implied, .star: return .implied
    case .literal(let number): return .literal(number)
    case .argument(.next): return .implied
    case .argument(.index(let index)):
      if index >= explicitCount {
        invalid.append((index, range))
        return .implied
      }
      arguments[index].isUsed = true
      return .argument(index)
    case .argument(.name(let range)):
      let argument = named(range)
      if argument < arguments.count { arguments[argument].isUsed = true }
      return .argument(argument)
    }
  }

  /// The argument of a name: an explicit one, or a variable that is captured.
  private mutating func named(_ range: Range<Int>) -> Int {
    var bytes = template.bytes[range]
    if bytes.count > 2, bytes.prefix(2).elementsEqual([UInt8(ascii: "r"), UInt8(ascii: "#")]) {
      bytes = bytes.dropFirst(2)
    }
    let name = resolver.symbols.intern(String(decoding: bytes, as: UTF8.self))
    if let index = arguments.firstIndex(where: { $0.name == name }) { return index }
    let span = resolver.span(of: range, in: template)
    if !template.isDirect {
      sink.report(
        Diagnostic(.error, "there is no argument named `\(resolver.text(name))`", at: span)
          .note(
            "did you intend to capture a variable from the surrounding scope?"
          ).note(
            "to avoid ambiguity, `format_args!` cannot capture variables when the format string is expanded from a macro"
          ))
      hasErrors = true
    }
    arguments.append(
      FormatArgumentData(name: name, nameSpan: span, value: .captured, span: span, isUsed: true))
    return arguments.count - 1
  }

  private mutating func checkUses() {
    let unused = arguments[..<explicitCount].filter { !$0.isUsed }
    guard !unused.isEmpty, !hasErrors else { return }
    hasErrors = true
    func label(_ argument: FormatArgumentData) -> String {
      argument.name.isNone ? "argument never used" : "named argument never used"
    }
    if unused.count == 1 {
      sink.report(
        Diagnostic(.error, label(unused[0]), at: unused[0].span, label: label(unused[0]))
          .labelled(template.span, "formatting specifier missing"))
      return
    }
    var diagnostic = Diagnostic(
      .error, "multiple unused formatting arguments", at: unused[0].span, label: label(unused[0]))
    for argument in unused.dropFirst() {
      diagnostic = diagnostic.labelled(argument.span, label(argument))
    }
    sink.report(
      diagnostic.labelled(template.span, "multiple missing formatting specifiers"))
  }

  // MARK: Output

  private mutating func build(_ pieces: [FormatPiece], depth: Int32) -> ExpansionResult {
    var writer = TokenWriter(
      resolver, callSite: call.span, edition: tokens.edition,
      crate: resolver.crateByName[Names.core] ?? .none, depth: depth, name: Names.format_args)
    // Texts between placeholders; literal arguments become part of them.
    var texts: [[UInt8]] = [[]]
    var shown: [ResolvedPlaceholder] = []
    var index = 0
    for piece in pieces {
      switch piece {
      case .text(let bytes): texts[texts.count - 1] += bytes
      case .placeholder:
        let placeholder = placeholders[index]
        index += 1
        if let literal = literalText(placeholder) {
          texts[texts.count - 1] += literal
          arguments[placeholder.argument].isInlined = true
        } else {
          shown.append(placeholder)
          texts.append([])
        }
      }
    }
    writer.path(["fmt", "Arguments"])
    guard !shown.isEmpty else {
      writer.pathSegment("new_const")
      writer.open(.openParen)
      writer.punctuation(.and)
      writer.open(.openBracket)
      if !texts[0].isEmpty { writer.string(texts[0]) }
      writer.close(.closeBracket)
      writer.close(.closeParen)
      return writer.finish()
    }
    let isSimple = shown.allSatisfy { $0.syntax.hasDefaultSpecification }
    writer.pathSegment(isSimple ? "new" : "new_with_specs")
    writer.open(.openParen)
    writer.punctuation(.and)
    writer.open(.openBracket)
    for (position, text) in texts.enumerated() {
      if position == texts.count - 1, text.isEmpty { break }
      writer.string(text)
      writer.punctuation(.comma)
    }
    writer.close(.closeBracket)
    writer.punctuation(.comma)

    var entries: [FormatEntry] = []
    func entry(_ item: FormatEntry) -> Int {
      if !isSimple, let known = entries.firstIndex(of: item) { return known }
      entries.append(item)
      return entries.count - 1
    }
    var positions: [(value: Int, precision: Int, width: Int)] = []
    for placeholder in shown {
      let value = entry(
        FormatEntry(argument: placeholder.argument, formatTrait: placeholder.syntax.formatTrait))
      var precision = 0
      if case .argument(let number) = placeholder.precision {
        precision = entry(FormatEntry(argument: number, formatTrait: nil))
      }
      var width = 0
      if case .argument(let number) = placeholder.width {
        width = entry(FormatEntry(argument: number, formatTrait: nil))
      }
      positions.append((value, precision, width))
    }
    writeEntries(entries, &writer)
    if !isSimple {
      writer.punctuation(.comma)
      writer.punctuation(.and)
      writer.open(.openBracket)
      for (placeholder, position) in zip(shown, positions) {
        write(placeholder, position, &writer)
        writer.punctuation(.comma)
      }
      writer.close(.closeBracket)
    }
    writer.close(.closeParen)
    return writer.finish()
  }

  /// `&[Argument::new_display(&a), …]`, or through a tuple if an argument is not used exactly once
  /// and in order (its expression must be evaluated once).
  private func writeEntries(_ entries: [FormatEntry], _ writer: inout TokenWriter) {
    let used = arguments.indices.filter { number in
      !arguments[number].isInlined || entries.contains { $0.argument == number }
    }
    let isDirect =
      entries.map(\.argument) == used.map { $0 }
    writer.punctuation(.and)
    if isDirect {
      writer.open(.openBracket)
      for item in entries {
        writeConstructor(item, &writer)
        writer.open(.openParen)
        writer.punctuation(.and)
        writeValue(arguments[item.argument], &writer)
        writer.close(.closeParen)
        writer.punctuation(.comma)
      }
      writer.close(.closeBracket)
      return
    }
    writer.name("match")
    writer.open(.openParen)
    for number in used {
      writer.punctuation(.and)
      writeValue(arguments[number], &writer)
      writer.punctuation(.comma)
    }
    writer.close(.closeParen)
    writer.open(.openBrace)
    writer.name("args")
    writer.punctuation(.fatArrow)
    writer.open(.openBracket)
    for item in entries {
      writeConstructor(item, &writer)
      writer.open(.openParen)
      writer.name("args")
      writer.punctuation(.dot)
      writer.integer(used.firstIndex(of: item.argument) ?? 0)
      writer.close(.closeParen)
      writer.punctuation(.comma)
    }
    writer.close(.closeBracket)
    writer.close(.closeBrace)
  }

  private func writeConstructor(_ entry: FormatEntry, _ writer: inout TokenWriter) {
    writer.path(["fmt", "Argument"])
    writer.pathSegment(entry.formatTrait?.constructor ?? "from_usize")
  }

  private func writeValue(_ argument: FormatArgumentData, _ writer: inout TokenWriter) {
    switch argument.value {
    case .tokens(let range): writer.group(.expression, tokens, range)
    case .captured:
      writer.identifier(
        argument.name,
        context: template.position >= 0 ? tokens.context(template.position) : .root,
        origin: argument.span)
    }
  }

  private func write(
    _ placeholder: ResolvedPlaceholder, _ position: (value: Int, precision: Int, width: Int),
    _ writer: inout TokenWriter
  ) {
    writer.path(["fmt", "Placeholder"])
    writer.pathSegment("new")
    writer.open(.openParen)
    writer.integer(position.value)
    writer.punctuation(.comma)
    writer.character(placeholder.syntax.fill ?? " ")
    writer.punctuation(.comma)
    writer.integer(Int(placeholder.syntax.alignment))
    writer.punctuation(.comma)
    writer.integer(Int(placeholder.syntax.flags))
    writer.punctuation(.comma)
    write(placeholder.precision, position.precision, &writer)
    writer.punctuation(.comma)
    write(placeholder.width, position.width, &writer)
    writer.close(.closeParen)
  }

  private func write(_ count: ResolvedCount, _ position: Int, _ writer: inout TokenWriter) {
    writer.path(["fmt", "Count"])
    switch count {
    case .implied: writer.pathSegment("Implied")
    case .literal(let number):
      writer.pathSegment("Is")
      writer.open(.openParen)
      writer.integer(number)
      writer.close(.closeParen)
    case .argument:
      writer.pathSegment("Param")
      writer.open(.openParen)
      writer.integer(position)
      writer.close(.closeParen)
    }
  }

  /// The text of a plain string or integer literal that `{}` prints, if it is used once only.
  private func literalText(_ placeholder: ResolvedPlaceholder) -> [UInt8]? {
    guard placeholder.syntax.formatTrait == .display, placeholder.syntax.hasDefaultSpecification,
      case .tokens(let range) = arguments[placeholder.argument].value
    else { return nil }
    var position = range.lowerBound
    var end = range.upperBound
    while position < end, tokens.kind(position) == .openInvisible,
      tokens.endOfTokenTree(position) == end
    {
      position += 1
      end -= 1
    }
    guard end == position + 1 else { return nil }
    let uses = placeholders.filter { other in
      if other.argument == placeholder.argument { return true }
      if case .argument(placeholder.argument) = other.width { return true }
      if case .argument(placeholder.argument) = other.precision { return true }
      return false
    }
    guard uses.count == 1 else { return nil }
    switch tokens.kind(position) {
    case .string, .rawString:
      return decodeTokenString(tokens, position, resolver.tree)
    case .integer:
      let text = Array(resolver.symbols.text(tokens.symbol(position)).utf8)
      guard text.allSatisfy({ $0 >= 48 && $0 <= 57 }), text.count < 10,
        text.count == 1 || text[0] != 48
      else { return nil }
      return text
    default: return nil
    }
  }
}
