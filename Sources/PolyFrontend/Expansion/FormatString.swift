// Parses the template of `format_args!`: text, placeholders and their specifications.
//
// Works on the decoded bytes of the literal; offsets in the result are offsets in these bytes.

/// Which argument a placeholder or a count names.
enum FormatArgumentReference: Equatable {
  /// The next positional argument.
  case next
  case index(Int)
  /// A name, as a range of the template's bytes.
  case name(Range<Int>)
}

enum FormatCount: Equatable {
  case implied
  case literal(Int)
  /// `n$` or `name$`.
  case argument(FormatArgumentReference)
  /// `.*`: the next positional argument is the precision.
  case star
}

/// The formatting traits, in the order of their constructors' names.
enum FormatTrait: UInt8 {
  case display, debug, lowerHex, upperHex, octal, binary, lowerExp, upperExp, pointer

  /// The associated function of `core::fmt::Argument` that makes such an argument.
  var constructor: StaticString {
    switch self {
    case .display: "new_display"
    case .debug: "new_debug"
    case .lowerHex: "new_lower_hex"
    case .upperHex: "new_upper_hex"
    case .octal: "new_octal"
    case .binary: "new_binary"
    case .lowerExp: "new_lower_exp"
    case .upperExp: "new_upper_exp"
    case .pointer: "new_pointer"
    }
  }
}

struct FormatPlaceholder {
  /// The bytes from `{` to `}`.
  var range: Range<Int>
  var argument: FormatArgumentReference = .next
  var argumentRange: Range<Int>
  var fill: Unicode.Scalar?
  /// 0 left, 1 right, 2 centre, 3 unknown.
  var alignment: UInt8 = 3
  /// Bit 0 `+`, 1 `-`, 2 `#`, 3 `0`, 4 `x?`, 5 `X?`.
  var flags: UInt32 = 0
  var precision: FormatCount = .implied
  var precisionRange: Range<Int> = 0..<0
  var width: FormatCount = .implied
  var widthRange: Range<Int> = 0..<0
  var formatTrait: FormatTrait = .display

  var hasDefaultSpecification: Bool {
    fill == nil && alignment == 3 && flags == 0 && precision == .implied && width == .implied
  }
}

enum FormatPiece {
  case text([UInt8])
  case placeholder(FormatPlaceholder)
}

struct FormatStringError {
  var message: String
  var label: String
  var range: Range<Int>
  var note: String?
  /// A place that the message refers to, such as the `{` that is not closed.
  var related: (range: Range<Int>, label: String)?
}

/// One pass over the template.
struct FormatStringParser {
  let bytes: [UInt8]
  var position = 0
  var pieces: [FormatPiece] = []
  var error: FormatStringError?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The pieces in order; neighbouring texts are joined. Stops at the first error.
  static func parse(_ bytes: [UInt8]) -> (pieces: [FormatPiece], error: FormatStringError?) {
    var parser = FormatStringParser(bytes)
    parser.run()
    return (parser.pieces, parser.error)
  }

  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }
  private func at(_ offset: Int) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }
  private var atEnd: Bool { position >= bytes.count }

  private mutating func run() {
    var text: [UInt8] = []
    while !atEnd, error == nil {
      let byte = current
      if byte == UInt8(ascii: "{") {
        if at(1) == UInt8(ascii: "{") {
          text.append(byte)
          position += 2
          continue
        }
        if !text.isEmpty {
          pieces.append(.text(text))
          text.removeAll()
        }
        parsePlaceholder()
      } else if byte == UInt8(ascii: "}") {
        if at(1) == UInt8(ascii: "}") {
          text.append(byte)
          position += 2
          continue
        }
        error = FormatStringError(
          message: "unmatched `}` found", label: "unmatched `}` in format string",
          range: position..<position + 1,
          note: "if you intended to print `}`, you can escape it using `}}`")
      } else {
        text.append(byte)
        position += 1
      }
    }
    if !text.isEmpty { pieces.append(.text(text)) }
  }

  private mutating func parsePlaceholder() {
    let start = position
    position += 1
    var placeholder = FormatPlaceholder(
      range: start..<start + 1, argumentRange: position..<position)
    skipSpace()
    let argumentStart = position
    if let argument = parseArgument() {
      placeholder.argument = argument
      placeholder.argumentRange = argumentStart..<position
    }
    skipSpace()
    if current == UInt8(ascii: ":"), !atEnd {
      position += 1
      parseSpecification(&placeholder)
      if error != nil { return }
    }
    skipSpace()
    if atEnd {
      error = FormatStringError(
        message: "expected `}` but string was terminated",
        label: "expected `}` in format string",
        range: bytes.count..<bytes.count,
        note: "if you intended to print `{`, you can escape it using `{{`",
        related: (start..<start + 1, "because of this opening brace"))
      return
    }
    guard current == UInt8(ascii: "}") else {
      let scalar = scalarAt(position)
      error = FormatStringError(
        message: "expected `}`, found `\(quote(scalar.scalar))`",
        label: "expected `}` in format string",
        range: position..<position + scalar.length,
        note: "if you intended to print `{`, you can escape it using `{{`",
        related: (start..<start + 1, "because of this opening brace"))
      return
    }
    position += 1
    placeholder.range = start..<position
    pieces.append(.placeholder(placeholder))
  }

  private mutating func parseSpecification(_ placeholder: inout FormatPlaceholder) {
    // A fill is any character that an alignment follows, even a brace.
    if !atEnd {
      let first = scalarAt(position)
      if let alignment = alignment(of: at(first.length)) {
        placeholder.fill = first.scalar
        placeholder.alignment = alignment
        position += first.length + 1
      } else if let alignment = alignment(of: current) {
        placeholder.alignment = alignment
        position += 1
      }
    }
    if current == UInt8(ascii: "+") {
      placeholder.flags |= 1
      position += 1
    } else if current == UInt8(ascii: "-") {
      placeholder.flags |= 2
      position += 1
    }
    if current == UInt8(ascii: "#") {
      placeholder.flags |= 4
      position += 1
    }
    // `0` is the flag unless it starts `0$`.
    if current == UInt8(ascii: "0"), at(1) != UInt8(ascii: "$") {
      placeholder.flags |= 8
      position += 1
    }
    let widthStart = position
    if let width = parseCount() {
      placeholder.width = width
      placeholder.widthRange = widthStart..<position
    }
    if current == UInt8(ascii: "."), !atEnd {
      position += 1
      let precisionStart = position
      if current == UInt8(ascii: "*") {
        position += 1
        placeholder.precision = .star
      } else if let precision = parseCount() {
        placeholder.precision = precision
      }
      placeholder.precisionRange = precisionStart..<position
    }
    if error != nil { return }
    skipSpace()
    let traitStart = position
    if current == UInt8(ascii: "?") {
      position += 1
      placeholder.formatTrait = .debug
      return
    }
    if (current == UInt8(ascii: "x") || current == UInt8(ascii: "X")), at(1) == UInt8(ascii: "?") {
      placeholder.flags |= current == UInt8(ascii: "x") ? 16 : 32
      placeholder.formatTrait = .debug
      position += 2
      return
    }
    let name = scanIdentifier()
    switch String(decoding: bytes[name], as: UTF8.self) {
    case "": placeholder.formatTrait = .display
    case "x": placeholder.formatTrait = .lowerHex
    case "X": placeholder.formatTrait = .upperHex
    case "o": placeholder.formatTrait = .octal
    case "b": placeholder.formatTrait = .binary
    case "e": placeholder.formatTrait = .lowerExp
    case "E": placeholder.formatTrait = .upperExp
    case "p": placeholder.formatTrait = .pointer
    case let other:
      // Text that is no trait but also not closed is better told as a missing brace.
      skipSpace()
      error = FormatStringError(
        message: "unknown format trait `\(other)`", label: "", range: traitStart..<name.upperBound,
        note:
          "the only appropriate formatting traits are:\n- ``, which uses the `Display` trait\n- `?`, which uses the `Debug` trait\n- `e`, which uses the `LowerExp` trait\n- `E`, which uses the `UpperExp` trait\n- `o`, which uses the `Octal` trait\n- `p`, which uses the `Pointer` trait\n- `b`, which uses the `Binary` trait\n- `x`, which uses the `LowerHex` trait\n- `X`, which uses the `UpperHex` trait"
      )
    }
  }

  /// An integer or name before `}` or `:`.
  private mutating func parseArgument() -> FormatArgumentReference? {
    if let number = scanInteger() { return .index(number) }
    let name = scanIdentifier()
    return name.isEmpty ? nil : .name(name)
  }

  /// `12`, `3$`, `name$`; a name without `$` is the trait and is left alone.
  private mutating func parseCount() -> FormatCount? {
    let start = position
    if let number = scanInteger() {
      if current == UInt8(ascii: "$"), !atEnd {
        position += 1
        return .argument(.index(number))
      }
      if number > 65535 {
        error = FormatStringError(
          message: "integer `\(number)` does not fit into the type `u16` whose range is `0..=65535`",
          label: "integer out of range for `u16` in format string", range: start..<position,
          note: nil)
      }
      return .literal(number)
    }
    let name = scanIdentifier()
    if !name.isEmpty, current == UInt8(ascii: "$"), !atEnd {
      position += 1
      return .argument(.name(name))
    }
    position = start
    return nil
  }

  private mutating func scanInteger() -> Int? {
    let start = position
    var value = 0
    while !atEnd, current >= 48, current <= 57 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = product.addingReportingOverflow(Int(current - 48))
      if overflow || overflow2 {
        error = FormatStringError(
          message: "integer does not fit into the type `u16` whose range is `0..=65535`",
          label: "integer out of range for `u16` in format string", range: start..<position + 1,
          note: nil)
        value = 0
      } else {
        value = sum
      }
      position += 1
    }
    return position > start ? value : nil
  }

  /// An identifier (XID is approximated by "letter, digit, underscore or not ASCII").
  private mutating func scanIdentifier() -> Range<Int> {
    let start = position
    if current == UInt8(ascii: "r"), at(1) == UInt8(ascii: "#") { position += 2 }
    while !atEnd {
      let byte = current
      let isLetter =
        byte == 95 || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte >= 0x80
      let isDigit = byte >= 48 && byte <= 57 && position > start
      guard isLetter || isDigit else { break }
      position += 1
    }
    return start..<position
  }

  private mutating func skipSpace() {
    while !atEnd, current == 32 || (current >= 9 && current <= 13) { position += 1 }
  }

  private func alignment(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "<"): 0
    case UInt8(ascii: ">"): 1
    case UInt8(ascii: "^"): 2
    default: nil
    }
  }

  private func scalarAt(_ offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    guard offset < bytes.count else { return ("\u{FFFD}", 0) }
    let lead = bytes[offset]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    let end = min(offset + length, bytes.count)
    let text = String(decoding: bytes[offset..<end], as: UTF8.self)
    return (text.unicodeScalars.first ?? "\u{FFFD}", end - offset)
  }

  private func quote(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    case "\"": "\\\""
    case "\\": "\\\\"
    default: String(Character(scalar))
    }
  }
}
