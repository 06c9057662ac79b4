// Lexing of literals, unusual names (raw, prefixed, not ASCII), lifetimes and comments.

import PolySupport

extension Lexer {
  // MARK: Names with prefixes

  /// A name that is followed by a quote or `#`, or that has characters outside ASCII.
  mutating func lexUnusualName() {
    let start = position
    position = endOfName(position)
    let size = position - start
    let next = bytes[position]
    let first = bytes[start]
    let second = bytes[start + 1]

    if size == 1, first == 0x72 {  // r
      if next == 0x22 { return lexRawString(from: start, kind: .rawString) }
      if next == 0x23 {
        if let hashes = rawStringHashes(position), hashes > 0 {
          return lexRawString(from: start, kind: .rawString)
        }
        if isNameStart(position + 1) { return lexRawName(from: start) }
      }
    } else if size == 1, first == 0x62 {  // b
      if next == 0x22 {
        position += 1
        return lexString(from: start, kind: .byteString)
      }
      if next == 0x27 { return lexByte(from: start) }
    } else if size == 1, first == 0x63, edition >= .e2021 {  // c
      if next == 0x22 {
        position += 1
        return lexString(from: start, kind: .cString)
      }
    } else if size == 2, second == 0x72, first == 0x62 || (first == 0x63 && edition >= .e2021) {
      // br, cr
      if next == 0x22 || (next == 0x23 && rawStringHashes(position) != nil) {
        return lexRawString(from: start, kind: first == 0x62 ? .rawByteString : .rawCString)
      }
    }

    // Since the 2021 edition any other name directly before a quote or `#` is reserved.
    if edition >= .e2021, next == 0x22 || next == 0x23 || (next == 0x27 && isCharacterLiteral(position)) {
      let text = String(decoding: UnsafeBufferPointer(start: bytes + start, count: size), as: UTF8.self)
      sink?.report(
        Diagnostic(.error, "prefix `\(text)` is unknown", at: span(start, position), label: "unknown prefix")
          .note("prefixed identifiers and literals are reserved since Rust 2021")
          .help("consider inserting whitespace here"))
    }
    pushName(from: start)
  }

  func endOfName(_ from: Int) -> Int {
    var end = from
    while true {
      if isNameByte[Int(bytes[end])] != 0 {
        end += 1
      } else if bytes[end] >= 0x80 {
        let (scalar, size) = decodeScalar(end)
        guard scalar.properties.isXIDContinue else { return end }
        end += size
      } else {
        return end
      }
    }
  }

  func isNameStart(_ position: Int) -> Bool {
    let byte = bytes[position]
    if byte >= 0x80 { return decodeScalar(position).0.properties.isXIDStart }
    return classes[Int(byte)] == 3
  }

  private mutating func lexRawName(from start: Int) {
    let nameStart = position + 1
    position = endOfName(nameStart)
    let symbol = symbols.intern(UnsafeBufferPointer(start: bytes + nameStart, count: position - nameStart))
    switch symbol {
    case Names.crate, Names.selfValue, Names.super, Names.selfType, Names.underscore:
      report(
        nil, "`\(symbols.text(symbol))` cannot be a raw identifier", start, position)
    default: break
    }
    push(.rawIdentifier, from: start, payload: symbol.raw)
  }

  // MARK: Numbers

  mutating func lexNumber() {
    let start = position
    var isFloat = false
    var base = 10
    if bytes[start] == 0x30 {
      switch bytes[start + 1] {
      case 0x78: base = 16
      case 0x6F: base = 8
      case 0x62: base = 2
      default: break
      }
    }
    if base != 10 {
      position += 2
      let digitsStart = position
      var hasDigit = false
      while true {
        let byte = bytes[position]
        if byte == 0x5F {
          position += 1
        } else if byte >= 0x30 && byte <= 0x39 {
          if base < 10, byte >= 0x30 + UInt8(base) {
            report(nil, "invalid digit for a base \(base) literal", position, position + 1)
          }
          hasDigit = true
          position += 1
        } else if base == 16, (byte | 0x20) >= 0x61, (byte | 0x20) <= 0x66 {
          hasDigit = true
          position += 1
        } else {
          break
        }
      }
      if !hasDigit {
        report("E0768", "no valid digits found for number", start, max(position, digitsStart))
      }
    } else {
      skipDigits()
      let next = bytes[position] == 0x2E ? bytes[position + 1] : 0
      if bytes[position] == 0x2E, next != 0x2E, next != 0x5F, !isNameStart(position + 1) {
        isFloat = true
        position += 1
        if next >= 0x30 && next <= 0x39 { skipDigits() }
      }
      if bytes[position] | 0x20 == 0x65 {  // e
        var after = position + 1
        if bytes[after] == 0x2B || bytes[after] == 0x2D { after += 1 }
        while bytes[after] == 0x5F { after += 1 }
        if bytes[after] >= 0x30 && bytes[after] <= 0x39 {
          isFloat = true
          position = after
          skipDigits()
        } else if after > position + 1 || !isNameStart(after) {
          isFloat = true
          position = after
          report(nil, "expected at least one digit in exponent", start, position)
        }
      }
    }
    // The suffix.
    if isNameStart(position) {
      let suffixStart = position
      position = endOfName(position)
      if base == 10, bytes[suffixStart] == 0x66, isFloatSuffix(suffixStart, position) { isFloat = true }
    }
    pushLiteral(isFloat ? .float : .integer, from: start)
  }

  private func isFloatSuffix(_ start: Int, _ end: Int) -> Bool {
    let digits = end - start - 1
    if digits == 2 {
      return (bytes[start + 1] == 0x33 && bytes[start + 2] == 0x32)
        || (bytes[start + 1] == 0x36 && bytes[start + 2] == 0x34)
        || (bytes[start + 1] == 0x31 && bytes[start + 2] == 0x36)
    }
    return digits == 3 && bytes[start + 1] == 0x31 && bytes[start + 2] == 0x32 && bytes[start + 3] == 0x38
  }

  private mutating func skipDigits() {
    while (bytes[position] >= 0x30 && bytes[position] <= 0x39) || bytes[position] == 0x5F { position &+= 1 }
  }

  private mutating func pushLiteral(_ kind: TokenKind, from start: Int) {
    let symbol = symbols.intern(UnsafeBufferPointer(start: bytes + start, count: position &- start))
    push(kind, from: start, payload: symbol.raw)
  }

  // MARK: Strings

  /// From behind the opening quote.
  mutating func lexString(from start: Int, kind: TokenKind) {
    var needsCheck = kind != .string
    while true {
      let byte = bytes[position]
      if byte == 0x22 { break }
      if byte == 0x5C {
        needsCheck = true
        position &+= 1
        if position >= length { continue }
        position &+= 1
        continue
      }
      if byte == 0x0D { needsCheck = true }
      if byte == 0, position >= length {
        switch kind {
        case .byteString: report("E0766", "unterminated double quote byte string", start, position)
        case .cString: report("E0767", "unterminated C string", start, position)
        default: report("E0765", "unterminated double quote string", start, position)
        }
        push(kind, from: start, payload: unterminated(kind, from: start))
        giveUp()
        return
      }
      position &+= 1
    }
    position &+= 1
    let contentEnd = position - 1
    if needsCheck {
      let contentStart = start + (kind == .string ? 1 : 2)
      checkEscapes(contentStart..<contentEnd, kind: kind)
    }
    skipSuffix()
    pushLiteral(kind, from: start)
  }

  /// A well-formed literal in place of one that the text does not end.
  private mutating func unterminated(_ kind: TokenKind, from start: Int) -> UInt32 {
    switch kind {
    case .byteString, .rawByteString: symbols.intern("b\"\"" as StaticString).raw
    case .cString, .rawCString: symbols.intern("c\"\"" as StaticString).raw
    case .character: symbols.intern("' '" as StaticString).raw
    case .byte: symbols.intern("b' '" as StaticString).raw
    default: symbols.intern("\"\"" as StaticString).raw
    }
  }

  private mutating func skipSuffix() {
    if isNameStart(position) { position = endOfName(position) }
  }

  /// The number of `#` at `position` if a quote follows them.
  private func rawStringHashes(_ position: Int) -> Int? {
    var end = position
    while bytes[end] == 0x23 { end += 1 }
    return bytes[end] == 0x22 ? end - position : nil
  }

  /// `position` is at the hashes or the quote behind the prefix.
  private mutating func lexRawString(from start: Int, kind: TokenKind) {
    let hashes = rawStringHashes(position) ?? 0
    if hashes > 255 {
      report(
        nil,
        "too many `#` symbols: raw strings may be delimited by up to 255 `#` symbols, but found \(hashes)",
        start, position + hashes)
    }
    position += hashes + 1
    let contentStart = position
    while true {
      let byte = bytes[position]
      if byte == 0x22 {
        var found = 0
        while found < hashes, bytes[position + 1 + found] == 0x23 { found += 1 }
        if found == hashes { break }
      } else if byte == 0, position >= length {
        report("E0748", "unterminated raw string", start, contentStart)
        push(kind, from: start, payload: unterminated(kind, from: start))
        giveUp()
        return
      }
      position += 1
    }
    let contentEnd = position
    position += 1 + hashes
    if kind != .rawString {
      checkEscapes(contentStart..<contentEnd, kind: kind)
    }
    skipSuffix()
    pushLiteral(kind, from: start)
  }

  /// Reports what is wrong in the content of a quoted literal.
  private func checkEscapes(_ range: Range<Int>, kind: TokenKind) {
    guard let sink else { return }
    let content = UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count)
    LiteralContent.decode(content, kind: kind, into: nil) { message, lower, upper in
      sink.error(nil, message, at: self.span(range.lowerBound + lower, range.lowerBound + upper))
    }
  }

  // MARK: Characters and lifetimes

  private func isCharacterLiteral(_ quote: Int) -> Bool {
    if bytes[quote + 1] == 0x5C { return true }
    guard quote + 1 < length else { return false }
    let (_, size) = decodeScalar(quote + 1)
    return bytes[quote + 1 + size] == 0x27
  }

  /// At `'`: a character or a lifetime.
  mutating func lexQuote() {
    let start = position
    if isCharacterLiteral(start) || !isNameStart(start + 1) {
      return lexCharacter(from: start, kind: .character)
    }
    position = endOfName(start + 1)
    if bytes[position] == 0x27 {
      report(nil, "character literal may only contain one codepoint", start, position + 1)
      position += 1
      return push(.character, from: start, payload: unterminated(.character, from: start))
    }
    if position == start + 2, bytes[start + 1] == 0x72, bytes[position] == 0x23, edition >= .e2021,
      isNameStart(position + 1)
    {
      let nameStart = position + 1
      position = endOfName(nameStart)
      let symbol = symbols.intern(UnsafeBufferPointer(start: bytes + nameStart, count: position - nameStart))
      return push(.rawLifetime, from: start, payload: symbol.raw)
    }
    let symbol = symbols.intern(UnsafeBufferPointer(start: bytes + start + 1, count: position - start - 1))
    push(.lifetime, from: start, payload: symbol.raw)
  }

  mutating func lexByte(from start: Int) { lexCharacter(from: start, kind: .byte) }

  /// At the quote of a character or byte.
  private mutating func lexCharacter(from start: Int, kind: TokenKind) {
    let isByte = kind == .byte
    let quote = position
    position += 1
    let contentStart = position
    if bytes[position] == 0x27 {  // '' or '''
      if bytes[position + 1] == 0x27 {
        position += 2
        report(
          nil, "\(isByte ? "byte" : "character") constant must be escaped: `'`", contentStart,
          contentStart + 1)
      } else {
        position += 1
        report(nil, "empty \(isByte ? "byte" : "character") literal", quote, position)
      }
      return push(kind, from: start, payload: unterminated(kind, from: start))
    }
    // Up to the closing quote on this line.
    var end = position
    while end < length, bytes[end] != 0x27, bytes[end] != 0x0A {
      end += bytes[end] == 0x5C && end + 1 < length ? 2 : 1
    }
    guard end < length, bytes[end] == 0x27 else {
      // Not terminated: a quote by itself, or a lifetime that begins with a digit.
      if classes[Int(bytes[position])] == 4 {
        position = endOfName(position)
        report(nil, "lifetimes cannot start with a number", start, position)
        let symbol = symbols.intern(
          UnsafeBufferPointer(start: bytes + start + 1, count: position - start - 1))
        return push(.lifetime, from: start, payload: symbol.raw)
      }
      report(
        isByte ? "E0763" : "E0762", isByte ? "unterminated byte constant" : "unterminated character literal",
        start, position)
      push(kind, from: start, payload: unterminated(kind, from: start))
      return giveUp()
    }
    position = end + 1
    let before = sink?.errorCount
    checkEscapes(contentStart..<end, kind: kind)
    if let before, sink?.errorCount != before {
      return push(kind, from: start, payload: unterminated(kind, from: start))
    }
    skipSuffix()
    pushLiteral(kind, from: start)
  }

  // MARK: Comments

  mutating func lexLineComment() {
    let start = position
    let third = bytes[start + 2]
    var end = start + 2
    while true {
      let byte = bytes[end]
      if byte == 0x0A || (byte == 0 && end >= length) { break }
      end &+= 1
    }
    position = end
    if third == 0x2F, bytes[start + 3] != 0x2F {
      documentation(from: start, content: start + 3, end, isInner: false)
    } else if third == 0x21 {
      documentation(from: start, content: start + 3, end, isInner: true)
    }
  }

  mutating func lexBlockComment() {
    let start = position
    var depth = 1
    var end = start + 2
    while true {
      let byte = bytes[end]
      if byte == 0x2A, bytes[end + 1] == 0x2F {
        end += 2
        depth -= 1
        if depth == 0 { break }
      } else if byte == 0x2F, bytes[end + 1] == 0x2A {
        end += 2
        depth += 1
      } else if byte == 0, end >= length {
        position = length
        let isDocumentation = bytes[start + 2] == 0x2A || bytes[start + 2] == 0x21
        report(
          "E0758", "unterminated block \(isDocumentation ? "doc-comment" : "comment")", start, position)
        giveUp()
        return
      } else {
        end += 1
      }
    }
    position = end
    let third = bytes[start + 2]
    if third == 0x2A, end - start > 4, bytes[start + 3] != 0x2A {
      documentation(from: start, content: start + 3, end - 2, isInner: false)
    } else if third == 0x21 {
      documentation(from: start, content: start + 3, end - 2, isInner: true)
    }
  }

  /// In the input of a macro a documentation comment is `#[doc = "…"]`; elsewhere it is skipped.
  private mutating func documentation(from start: Int, content: Int, _ end: Int, isInner: Bool) {
    guard isInMacroInput else {
      let next = UInt32(truncatingIfNeeded: count)
      if isInner {
        if innerDocumented.last != next { innerDocumented.append(next) }
      } else if documented.last != next {
        documented.append(next)
      }
      return
    }
    var contentEnd = end
    if contentEnd > content, bytes[contentEnd - 1] == 0x0D { contentEnd -= 1 }
    push(.pound, from: start)
    if isInner { push(.bang, from: start) }
    let open = count
    push(.openBracket, from: start)
    push(.identifier, from: start, payload: Names.doc.raw)
    push(.equal, from: start)
    // The comment's text as a string literal.
    var text: [UInt8] = [0x22]
    for offset in content..<max(content, contentEnd) {
      let byte = bytes[offset]
      switch byte {
      case 0x22, 0x5C: text.append(contentsOf: [0x5C, byte])
      case 0x0D: text.append(contentsOf: [0x5C, 0x72])
      case 0x0A: text.append(contentsOf: [0x5C, 0x6E])
      default: text.append(byte)
      }
    }
    text.append(0x22)
    let symbol = text.withUnsafeBufferPointer { symbols.intern($0) }
    push(.string, from: start, payload: symbol.raw)
    setPartner(open, count)
    push(.closeBracket, from: start, payload: UInt32(truncatingIfNeeded: open))
  }
}
