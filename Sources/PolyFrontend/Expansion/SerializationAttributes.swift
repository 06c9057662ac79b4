// `#[json(…)]` and `#[serde(…)]`: how the derived `Serialize` and `Deserialize` name and treat things.

import PolySupport
import PolySyntax

/// What the attributes of a type, a variant or a field say.
struct SerializationAttributes {
  enum DefaultValue {
    case none
    case standard
    /// The path of a function.
    case function(String)
  }
  enum NameCase: String {
    case lower = "lowercase"
    case upper = "UPPERCASE"
    case pascal = "PascalCase"
    case camel = "camelCase"
    case snake = "snake_case"
    case screamingSnake = "SCREAMING_SNAKE_CASE"
    case kebab = "kebab-case"
    case screamingKebab = "SCREAMING-KEBAB-CASE"
  }
  var rename: String?
  var aliases: [String] = []
  var nameCase: NameCase?
  var fieldCase: NameCase?
  var defaultValue = DefaultValue.none
  var skipsWriting = false
  var skipsReading = false
  /// The path of a function of the field.
  var skipCondition: String?
  var isFlat = false
  var tag: String?
  var content: String?
  var isUntagged = false
  var isTransparent = false
  var deniesUnknown = false

  /// The name of a field (written in snake case) or a variant (in Pascal case).
  func name(of text: String, _ nameCase: NameCase?, isVariant: Bool) -> String {
    if let rename { return rename }
    guard let nameCase else { return text }
    var words: [String] = []
    if isVariant {
      for character in text {
        if character.isUppercase || words.isEmpty { words.append("") }
        words[words.count - 1] += character.lowercased()
      }
    } else {
      words = text.split(separator: "_", omittingEmptySubsequences: false).map { $0.lowercased() }
    }
    func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
    switch nameCase {
    case .lower: return isVariant ? text.lowercased() : text
    case .upper: return text.uppercased()
    case .pascal: return isVariant ? text : words.map(capitalized).joined()
    case .camel: return words[0] + words.dropFirst().map(capitalized).joined()
    case .snake: return words.joined(separator: "_")
    case .screamingSnake: return words.joined(separator: "_").uppercased()
    case .kebab: return words.joined(separator: "-")
    case .screamingKebab: return words.joined(separator: "-").uppercased()
    }
  }
}

extension Resolver {
  func serializationAttributes(_ list: ListRef<Attribute>) -> SerializationAttributes {
    var result = SerializationAttributes()
    for attribute in Array(tree.attributes[list]) where attribute.path.isNone {
      guard ["json", "serde"].contains(text(attribute.name.name)) else { continue }
      guard case .tokens(_, let slice) = attribute.arguments, !slice.buffer.isNone else {
        sink.error(nil, "`\(text(attribute.name.name))` needs arguments in parentheses", at: attribute.span)
        continue
      }
      let tokens = tree.buffers[slice.buffer]
      for part in splitAtCommas(tokens, slice.range) where !part.isEmpty {
        readSerializationAttribute(tokens, part, &result)
      }
    }
    return result
  }

  private func readSerializationAttribute(
    _ tokens: TokenBuffer, _ part: Range<Int>, _ result: inout SerializationAttributes
  ) {
    let start = part.lowerBound
    let word = tokens.kind(start).isIdentifierOrKeyword ? text(tokens.symbol(start)) : ""
    let span = tokens.span(of: part)
    var value: String?
    if part.count == 3, tokens.kind(start + 1) == .equal {
      let kind = tokens.kind(start + 2)
      if kind == .string || kind == .rawString {
        value = String(decoding: decodeTokenString(tokens, start + 2, tree), as: UTF8.self)
      }
    }
    guard part.count == 1 || value != nil else {
      sink.error(nil, "expected `\(word.isEmpty ? "NAME" : word)` or `\(word.isEmpty ? "NAME" : word) = \"…\"`", at: span)
      return
    }
    switch (word, value) {
    case ("rename", let value?): result.rename = value
    case ("alias", let value?): result.aliases.append(value)
    case ("rename_all", let value?), ("rename_all_fields", let value?):
      guard let nameCase = SerializationAttributes.NameCase(rawValue: value) else {
        sink.error(nil, "unknown case `\(value)`: use `camelCase`, `snake_case`, `PascalCase`, `kebab-case`, `lowercase`, `UPPERCASE`, `SCREAMING_SNAKE_CASE` or `SCREAMING-KEBAB-CASE`", at: span)
        return
      }
      if word == "rename_all" { result.nameCase = nameCase } else { result.fieldCase = nameCase }
    case ("default", nil): result.defaultValue = .standard
    case ("default", let value?): result.defaultValue = .function(value)
    case ("skip", nil):
      result.skipsWriting = true
      result.skipsReading = true
    case ("skip_serializing", nil): result.skipsWriting = true
    case ("skip_deserializing", nil): result.skipsReading = true
    case ("skip_serializing_if", let value?): result.skipCondition = value
    case ("flatten", nil): result.isFlat = true
    case ("tag", let value?): result.tag = value
    case ("content", let value?): result.content = value
    case ("untagged", nil): result.isUntagged = true
    case ("transparent", nil): result.isTransparent = true
    case ("deny_unknown_fields", nil): result.deniesUnknown = true
    default: sink.error(nil, "unknown attribute of `Serialize` and `Deserialize`: `\(word)`", at: span)
    }
  }
}
