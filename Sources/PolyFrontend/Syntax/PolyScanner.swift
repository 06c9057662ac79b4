// The top level of a `.poly` file: comments, imports, tags, and where each block begins and ends.

import PolySupport

/// One block as the scanner found it.
struct PolyRegion {
  var tag: PolyBlockTag
  var options: [(name: Ident, value: String, span: Span)]
  var tagSpan: Span
  var span: Span
  /// Tokens of the block, with the braces of a braced one; empty for other languages.
  var tokens: Range<Int>
  var isBraced: Bool
}

struct PolyScanner {
  let symbols: SymbolTable
  let sink: DiagnosticSink?
  var regions: [PolyRegion] = []
  var imports: [PolyImport] = []
  private var reportedStrayCode = false

  init(symbols: SymbolTable, sink: DiagnosticSink?) {
    self.symbols = symbols
    self.sink = sink
  }

  mutating func scan(_ lexer: inout Lexer) {
    if lexer.length >= 3, lexer.bytes[0] == 0xEF, lexer.bytes[1] == 0xBB, lexer.bytes[2] == 0xBF {
      lexer.position = 3
    }
    while true {
      skipSpace(&lexer, comments: true)
      guard lexer.position < lexer.length else { break }
      let byte = lexer.bytes[lexer.position]
      if byte == 0x23 {
        if lexer.bytes[lexer.position + 1] == 0x5B, isAtLineStart(lexer) {
          scanBlock(&lexer)
        } else {
          skipLine(&lexer)
        }
      } else if isWord("use", lexer) {
        scanImport(&lexer)
      } else {
        strayCode(&lexer)
      }
    }
    if lexer.count == 0 || lexer.kinds[lexer.count - 1] != .endOfFile {
      lexer.push(.endOfFile, from: lexer.position)
    }
  }

  // MARK: Bytes

  private func isAtLineStart(_ lexer: Lexer) -> Bool {
    var index = lexer.position
    while index > 0 {
      let before = lexer.bytes[index - 1]
      if before == 0x0A || before == 0x7D { return true }
      if before != 0x20, before != 0x09, before != 0xBF { return false }
      index -= 1
    }
    return true
  }

  private func skipSpace(_ lexer: inout Lexer, comments: Bool) {
    while lexer.position < lexer.length {
      let byte = lexer.bytes[lexer.position]
      if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
        lexer.position += 1
      } else if comments, byte == 0x2F, lexer.bytes[lexer.position + 1] == 0x2F {
        skipLine(&lexer)
      } else if comments, byte == 0x2F, lexer.bytes[lexer.position + 1] == 0x2A {
        // Documentation comments at top level belong to nobody.
        let documented = lexer.documented.count
        let innerDocumented = lexer.innerDocumented.count
        lexer.lexBlockComment()
        lexer.documented.removeSubrange(documented...)
        lexer.innerDocumented.removeSubrange(innerDocumented...)
      } else {
        return
      }
    }
  }

  private func skipLine(_ lexer: inout Lexer) {
    while lexer.position < lexer.length, lexer.bytes[lexer.position] != 0x0A { lexer.position += 1 }
  }

  private func isWord(_ word: StaticString, _ lexer: Lexer) -> Bool {
    let end = lexer.endOfName(lexer.position)
    return PolyTagScanner.matches(lexer.bytes, lexer.position, end, word)
  }

  private func text(_ lexer: Lexer, _ start: Int, _ end: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: lexer.bytes + start, count: end - start), as: UTF8.self)
  }

  /// An identifier at the cursor.
  private func scanName(_ lexer: inout Lexer) -> Ident? {
    let start = lexer.position
    guard lexer.isNameStart(start) else { return nil }
    lexer.position = lexer.endOfName(start)
    let symbol = symbols.intern(
      UnsafeBufferPointer(start: lexer.bytes + start, count: lexer.position - start))
    return Ident(symbol, span: lexer.span(start, lexer.position))
  }

  /// A string literal at the cursor, decoded.
  private func scanString(_ lexer: inout Lexer) -> (String, Span)? {
    let start = lexer.position
    guard lexer.bytes[start] == 0x22 else { return nil }
    // Imports are no tokens: the literal's token is taken away again.
    let count = lexer.count
    lexer.position += 1
    lexer.lexString(from: start, kind: .string)
    lexer.removeTokens(from: count)
    var decoded: [UInt8] = []
    let end = lexer.position
    guard end - start >= 2, lexer.bytes[end - 1] == 0x22 else { return nil }
    LiteralContent.decode(
      UnsafeBufferPointer(start: lexer.bytes + start + 1, count: end - start - 2), kind: .string,
      into: &decoded)
    return (String(decoding: decoded, as: UTF8.self), lexer.span(start, end))
  }

  private func foundText(_ lexer: Lexer) -> String {
    guard lexer.position < lexer.length else { return "the end of the file" }
    let end = max(lexer.endOfName(lexer.position), lexer.position + lexer.decodeScalar(lexer.position).1)
    return "`\(text(lexer, lexer.position, end))`"
  }

  private func expected(_ what: String, _ lexer: Lexer) {
    let end = min(lexer.position + 1, lexer.length)
    sink?.error(
      nil, "expected \(what), found \(foundText(lexer))", at: lexer.span(lexer.position, end),
      label: "expected \(what)")
  }

  // MARK: Imports

  private mutating func scanImport(_ lexer: inout Lexer) {
    let start = lexer.position
    lexer.position += 3
    skipSpace(&lexer, comments: true)
    var names: [PolyImportName]?
    let first = lexer.bytes[lexer.position]
    if first == 0x2A {
      lexer.position += 1
    } else if first == 0x7B {
      lexer.position += 1
      var list: [PolyImportName] = []
      while true {
        skipSpace(&lexer, comments: true)
        if lexer.bytes[lexer.position] == 0x7D { break }
        guard let name = scanName(&lexer) else {
          expected("one of `}` or identifier", lexer)
          return skipLine(&lexer)
        }
        skipSpace(&lexer, comments: true)
        var rename = Ident.none
        if isWord("as", lexer) {
          lexer.position += 2
          skipSpace(&lexer, comments: true)
          guard let other = scanName(&lexer) else {
            expected("identifier", lexer)
            return skipLine(&lexer)
          }
          rename = other
          skipSpace(&lexer, comments: true)
        }
        list.append(PolyImportName(name: name, rename: rename))
        guard lexer.bytes[lexer.position] == 0x2C else { break }
        lexer.position += 1
      }
      guard lexer.bytes[lexer.position] == 0x7D else {
        expected("one of `,`, `as`, or `}`", lexer)
        return skipLine(&lexer)
      }
      lexer.position += 1
      names = list
    } else {
      // `use std::fmt;` belongs in a block.
      let span = lexer.span(start, start + 3)
      sink?.report(
        Diagnostic(.error, "expected `*` or `{` after `use` at the top level of a file", at: span)
          .help("a `use` of a Rust path belongs in a `#[rust]` block")
          .help("an import of a file is `use { name } from \"./file.poly\"`"))
      return skipLine(&lexer)
    }
    skipSpace(&lexer, comments: true)
    guard isWord("from", lexer) else {
      expected("`from`", lexer)
      return skipLine(&lexer)
    }
    lexer.position += 4
    skipSpace(&lexer, comments: true)
    guard let (path, pathSpan) = scanString(&lexer) else {
      expected("the path of a file as a string", lexer)
      return skipLine(&lexer)
    }
    let span = lexer.span(start, lexer.position)
    let behind = lexer.position
    skipSpace(&lexer, comments: false)
    if lexer.bytes[lexer.position] == 0x3B { lexer.position += 1 } else { lexer.position = behind }
    imports.append(PolyImport(names: names, path: path, pathSpan: pathSpan, span: span))
  }

  // MARK: Blocks

  private mutating func scanBlock(_ lexer: inout Lexer) {
    let start = lexer.position
    lexer.position += 2
    skipSpace(&lexer, comments: false)
    let nameStart = lexer.position
    lexer.position = lexer.endOfName(nameStart)
    let name = text(lexer, nameStart, lexer.position)
    let nameSpan = lexer.span(nameStart, max(lexer.position, nameStart + 1))
    var tag = self.tag(named: name)
    skipSpace(&lexer, comments: false)
    if name == "stdlib", lexer.bytes[lexer.position] == 0x3A {
      lexer.position += 1
      skipSpace(&lexer, comments: false)
      let pathStart = lexer.position
      while lexer.bytes[lexer.position] == 0x3A
        || lexer.endOfName(lexer.position) > lexer.position
      {
        lexer.position = max(lexer.position + 1, lexer.endOfName(lexer.position))
      }
      let path = text(lexer, pathStart, lexer.position)
      if path.isEmpty { expected("a library's name", lexer) }
      tag = .stdlib(symbols.intern(path))
      skipSpace(&lexer, comments: false)
    }
    guard let tag else {
      unknownTag(name, nameSpan)
      skipUnknown(&lexer)
      return
    }
    let options = scanOptions(&lexer)
    guard lexer.bytes[lexer.position] == 0x5D else {
      expected("one of `,` or `]`", lexer)
      skipLine(&lexer)
      return skipUnknown(&lexer)
    }
    lexer.position += 1
    let tagSpan = lexer.span(start, lexer.position)
    let behindTag = lexer.position
    skipSpace(&lexer, comments: false)
    let isBraced = lexer.position < lexer.length && lexer.bytes[lexer.position] == 0x7B
    if !isBraced { lexer.position = behindTag }

    if case .foreign = tag {
      isBraced ? skipForeignBraces(&lexer, tagSpan) : skipToTagLine(&lexer)
      regions.append(
        PolyRegion(
          tag: tag, options: options, tagSpan: tagSpan, span: lexer.span(start, lexer.position),
          tokens: 0..<0,
          isBraced: isBraced))
      return
    }
    let firstToken = lexer.count
    lexer.stopsAfterFirstTree = isBraced
    lexer.stopsAtTagLines = !isBraced
    lexer.lexText()
    lexer.stopsAfterFirstTree = false
    lexer.stopsAtTagLines = false
    regions.append(
      PolyRegion(
        tag: tag, options: options, tagSpan: tagSpan, span: lexer.span(start, lexer.position),
        tokens: firstToken..<lexer.count - 1, isBraced: isBraced))
  }

  private func tag(named name: String) -> PolyBlockTag? {
    switch name {
    case "rust", "rs": .rust
    case "main": .main
    case "async": .async
    case "interface": .interface
    case "js", "javascript", "ts", "typescript", "python", "py", "html", "css", "verified":
      .foreign(symbols.intern(name))
    default: nil
    }
  }

  private mutating func scanOptions(_ lexer: inout Lexer) -> [(name: Ident, value: String, span: Span)] {
    var options: [(name: Ident, value: String, span: Span)] = []
    while lexer.bytes[lexer.position] == 0x2C {
      lexer.position += 1
      skipSpace(&lexer, comments: false)
      let start = lexer.position
      guard let name = scanName(&lexer) else {
        expected("an option's name", lexer)
        return options
      }
      skipSpace(&lexer, comments: false)
      guard lexer.bytes[lexer.position] == 0x3D else {
        expected("`=`", lexer)
        return options
      }
      lexer.position += 1
      skipSpace(&lexer, comments: false)
      guard let (value, _) = scanString(&lexer) else {
        expected("a string", lexer)
        return options
      }
      options.append((name, value, lexer.span(start, lexer.position)))
      skipSpace(&lexer, comments: false)
    }
    return options
  }

  // MARK: Errors

  private func unknownTag(_ name: String, _ span: Span) {
    var diagnostic = Diagnostic(.error, "unknown block tag `\(name)`", at: span, label: "not a tag")
    let candidates = ["rust", "rs", "main", "async", "interface", "stdlib"]
    if let near = candidates.first(where: { distance(name, $0) <= 2 && $0.count > 2 }) {
      diagnostic = diagnostic.help("there is a tag with a similar name: `\(near)`")
    } else {
      diagnostic = diagnostic.help(
        "attributes of Rust items belong in a block; tags are `rust`, `main`, `async`, `interface` and `stdlib:NAME`"
      )
    }
    sink?.report(diagnostic)
  }

  /// Levenshtein distance of two short names.
  private func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.utf8)
    let b = Array(b.utf8)
    guard a.count <= 64 else { return 64 }
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var previous = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let substituted = previous + (a[i] == b[j] ? 0 : 1)
        previous = row[j + 1]
        row[j + 1] = min(substituted, min(previous, row[j]) + 1)
      }
    }
    return row[b.count]
  }

  private mutating func strayCode(_ lexer: inout Lexer) {
    let start = lexer.position
    var end = start
    while end < lexer.length, lexer.bytes[end] != 0x0A { end += 1 }
    if !reportedStrayCode {
      reportedStrayCode = true
      sink?.report(
        Diagnostic(
          .error, "code outside of a block", at: lexer.span(start, end), label: "this is in no block"
        ).help("begin a block before it: `#[rust]` for items, `#[main]` for the entry point"))
    }
    skipToTagLine(&lexer)
  }

  // MARK: Skipping

  /// Skips to the next line that begins with a tag.
  private func skipToTagLine(_ lexer: inout Lexer) {
    while lexer.position < lexer.length {
      skipLine(&lexer)
      if lexer.position < lexer.length { lexer.position += 1 }
      if PolyTagScanner.isTagLine(lexer.bytes, lexer.position, lexer.length) { return }
    }
  }

  private func skipUnknown(_ lexer: inout Lexer) { skipToTagLine(&lexer) }

  /// Skips `{ … }` of a language whose strings and comments are like those of most.
  private func skipForeignBraces(_ lexer: inout Lexer, _ tagSpan: Span) {
    var depth = 0
    while lexer.position < lexer.length {
      let byte = lexer.bytes[lexer.position]
      lexer.position += 1
      switch byte {
      case 0x7B: depth += 1
      case 0x7D:
        depth -= 1
        if depth == 0 { return }
      case 0x22, 0x27, 0x60:
        while lexer.position < lexer.length, lexer.bytes[lexer.position] != byte {
          if byte != 0x60, lexer.bytes[lexer.position] == 0x0A { break }
          lexer.position += lexer.bytes[lexer.position] == 0x5C && lexer.position + 1 < lexer.length ? 2 : 1
        }
        if lexer.position < lexer.length { lexer.position += 1 }
      case 0x2F where lexer.bytes[lexer.position] == 0x2F: skipLine(&lexer)
      case 0x2F where lexer.bytes[lexer.position] == 0x2A:
        while lexer.position < lexer.length,
          !(lexer.bytes[lexer.position] == 0x2A && lexer.bytes[lexer.position + 1] == 0x2F)
        {
          lexer.position += 1
        }
      default: break
      }
    }
    sink?.error(nil, "this block is not closed", at: tagSpan)
  }
}
