// The methods of derived impls, as tokens.
//
// A value is taken apart by `match`; fields are bound to `a0, a1, …` (of `self`) and `b0, …` (of
// `other`), names with the mark of the expansion.

import PolySupport
import PolySyntax

extension Resolver {
  func writeDerivedBody(
    _ trait: DerivableTrait, _ type: DerivedType, _ writer: inout TokenWriter
  ) {
    switch trait {
    case .Copy: break
    case .Eq: writeEq(type, &writer)
    case .Clone: writeClone(type, &writer)
    case .Debug: writeDebug(type, &writer)
    case .Default: writeDefault(type, &writer)
    case .PartialEq: writePartialEq(type, &writer)
    case .PartialOrd: writeOrdering(type, isPartial: true, &writer)
    case .Ord: writeOrdering(type, isPartial: false, &writer)
    case .Hash: writeHash(type, &writer)
    case .Serialize: writeSerialize(type, &writer)
    case .Deserialize: writeDeserialize(type, &writer)
    }
  }

  // MARK: Pieces

  private func inline(_ w: inout TokenWriter) {
    w.punctuation(.pound)
    w.open(.openBracket)
    w.name("inline")
    w.close(.closeBracket)
  }

  /// `fn name(&self` with the parenthesis still open.
  private func method(_ name: StaticString, _ w: inout TokenWriter) {
    inline(&w)
    w.name("fn")
    // The method implements a trait's: its name is the program's.
    w.identifier(symbols.intern(name), context: .root, origin: w.origin)
    w.open(.openParen)
    w.punctuation(.and)
    w.name("self")
  }

  private func binding(_ prefix: Character, _ index: Int) -> Symbol {
    symbols.intern("\(prefix)\(index)")
  }

  private func typePath(_ type: DerivedType, _ variant: DerivedType.Variant, _ w: inout TokenWriter) {
    w.identifier(type.name.name, context: type.name.context, origin: type.name.span)
    if !variant.name.isNone {
      w.punctuation(.colonColon)
      w.member(variant.name)
    }
  }

  /// `Name::Variant { field: a0, 1: a1 }`
  private func pattern(
    _ type: DerivedType, _ variant: DerivedType.Variant, _ prefix: Character,
    _ w: inout TokenWriter
  ) {
    typePath(type, variant, &w)
    w.open(.openBrace)
    for (index, field) in variant.fields.enumerated() {
      w.member(field)
      w.punctuation(.colon)
      w.identifier(binding(prefix, index), context: w.context, origin: w.origin)
      w.punctuation(.comma)
    }
    w.close(.closeBrace)
  }

  /// A reference to a bound field: bindings of packed structs are copies.
  private func reference(
    _ type: DerivedType, _ prefix: Character, _ index: Int, _ w: inout TokenWriter
  ) {
    if type.isPacked { w.punctuation(.and) }
    w.identifier(binding(prefix, index), context: w.context, origin: w.origin)
  }

  /// `match self {`, or of a copy for packed structs.
  private func matchSelf(_ type: DerivedType, _ w: inout TokenWriter) {
    w.name("match")
    if type.isPacked || type.variants.isEmpty { w.punctuation(.star) }
    w.name("self")
    w.open(.openBrace)
  }

  private func selfType(_ w: inout TokenWriter) {
    w.output.append(.keywordSelfType, Names.selfType, context: w.context, origin: w.origin)
  }

  private func discriminant(_ name: StaticString, _ w: inout TokenWriter) {
    w.path(["intrinsics", "discriminant_value"])
    w.open(.openParen)
    w.name(name)
    w.close(.closeParen)
  }

  // MARK: Clone, Default

  private func writeClone(_ type: DerivedType, _ w: inout TokenWriter) {
    method("clone", &w)
    w.close(.closeParen)
    w.punctuation(.arrow)
    selfType(&w)
    w.open(.openBrace)
    defer { w.close(.closeBrace) }
    let isCopy = type.traits.contains(.Copy) && !type.hasTypeParameters
    if isCopy || type.kind == .union {
      w.punctuation(.star)
      w.name("self")
      return
    }
    matchSelf(type, &w)
    for variant in type.variants {
      pattern(type, variant, "a", &w)
      w.punctuation(.fatArrow)
      typePath(type, variant, &w)
      w.open(.openBrace)
      for (index, field) in variant.fields.enumerated() {
        w.member(field)
        w.punctuation(.colon)
        w.at(variant.fieldSpans[index]) { w in
          w.path(["clone", "Clone", "clone"])
          w.open(.openParen)
          reference(type, "a", index, &w)
          w.close(.closeParen)
        }
        w.punctuation(.comma)
      }
      w.close(.closeBrace)
      w.punctuation(.comma)
    }
    w.close(.closeBrace)
  }

  private func writeDefault(_ type: DerivedType, _ w: inout TokenWriter) {
    inline(&w)
    w.name("fn")
    w.identifier(Names.default, context: .root, origin: w.origin)
    w.open(.openParen)
    w.close(.closeParen)
    w.punctuation(.arrow)
    selfType(&w)
    w.open(.openBrace)
    if let variant = type.kind == .enumeration
      ? type.variants.first(where: { $0.isDefault }) : type.variants.first
    {
      typePath(type, variant, &w)
      w.open(.openBrace)
      for (index, field) in variant.fields.enumerated() {
        w.member(field)
        w.punctuation(.colon)
        w.at(variant.fieldSpans[index]) { w in
          w.path(["default", "Default", "default"])
          w.open(.openParen)
          w.close(.closeParen)
        }
        w.punctuation(.comma)
      }
      w.close(.closeBrace)
    }
    w.close(.closeBrace)
  }

  // MARK: Debug

  private func writeDebug(_ type: DerivedType, _ w: inout TokenWriter) {
    method("fmt", &w)
    w.punctuation(.comma)
    w.name("f")
    w.punctuation(.colon)
    w.punctuation(.and)
    w.name("mut")
    w.path(["fmt", "Formatter"])
    w.punctuation(.less)
    w.output.append(.lifetime, Names.underscore, context: w.context, origin: w.origin)
    w.punctuation(.greater)
    w.close(.closeParen)
    w.punctuation(.arrow)
    w.path(["fmt", "Result"])
    w.open(.openBrace)
    matchSelf(type, &w)
    for variant in type.variants {
      pattern(type, variant, "a", &w)
      w.punctuation(.fatArrow)
      writeDebugVariant(type, variant, &w)
      w.punctuation(.comma)
    }
    w.close(.closeBrace)
    w.close(.closeBrace)
  }

  private func writeDebugVariant(
    _ type: DerivedType, _ variant: DerivedType.Variant, _ w: inout TokenWriter
  ) {
    let name = Array(text(variant.name.isNone ? type.name.name : variant.name.name).utf8)
    w.path(["fmt", "Formatter"])
    if variant.fields.isEmpty {
      w.pathSegment("write_str")
      w.open(.openParen)
      w.name("f")
      w.punctuation(.comma)
      w.string(name)
      w.close(.closeParen)
      return
    }
    w.pathSegment(variant.isTuple ? "debug_tuple" : "debug_struct")
    w.open(.openParen)
    w.name("f")
    w.punctuation(.comma)
    w.string(name)
    w.close(.closeParen)
    for (index, field) in variant.fields.enumerated() {
      w.punctuation(.dot)
      w.identifier(symbols.intern("field"), context: .root, origin: w.origin)
      w.open(.openParen)
      if !variant.isTuple {
        w.string(Array(text(field.name).utf8))
        w.punctuation(.comma)
      }
      // The value may be unsized: it is passed as a reference to a reference.
      w.at(variant.fieldSpans[index]) { w in
        w.punctuation(.and)
        w.identifier(binding("a", index), context: w.context, origin: w.origin)
      }
      w.close(.closeParen)
    }
    w.punctuation(.dot)
    w.identifier(symbols.intern("finish"), context: .root, origin: w.origin)
    w.open(.openParen)
    w.close(.closeParen)
  }

  // MARK: Comparison

  /// Fields must be `Eq`: a method that nobody calls says so.
  private func writeEq(_ type: DerivedType, _ w: inout TokenWriter) {
    method("assert_receiver_is_total_eq", &w)
    w.close(.closeParen)
    w.open(.openBrace)
    for field in type.fieldTypes {
      w.name("let")
      w.name("_")
      w.punctuation(.colon)
      w.path(["cmp", "AssertParamIsEq"])
      w.punctuation(.less)
      copySpan(tree.types[field].span, &w)
      w.punctuation(.greater)
      w.punctuation(.semicolon)
    }
    w.close(.closeBrace)
  }

  private func otherParameter(_ w: inout TokenWriter) {
    w.punctuation(.comma)
    w.name("other")
    w.punctuation(.colon)
    w.punctuation(.and)
    selfType(&w)
    w.close(.closeParen)
    w.punctuation(.arrow)
  }

  /// `match (self, other) {`
  private func matchBoth(_ type: DerivedType, _ w: inout TokenWriter) {
    w.name("match")
    w.open(.openParen)
    if type.isPacked { w.punctuation(.star) }
    w.name("self")
    w.punctuation(.comma)
    if type.isPacked { w.punctuation(.star) }
    w.name("other")
    w.close(.closeParen)
    w.open(.openBrace)
  }

  private func bothPattern(
    _ type: DerivedType, _ variant: DerivedType.Variant, _ w: inout TokenWriter
  ) {
    w.open(.openParen)
    pattern(type, variant, "a", &w)
    w.punctuation(.comma)
    pattern(type, variant, "b", &w)
    w.close(.closeParen)
    w.punctuation(.fatArrow)
  }

  private func writePartialEq(_ type: DerivedType, _ w: inout TokenWriter) {
    method("eq", &w)
    otherParameter(&w)
    w.name("bool")
    w.open(.openBrace)
    defer { w.close(.closeBrace) }
    if type.variants.isEmpty {
      matchSelf(type, &w)
      w.close(.closeBrace)
      return
    }
    let comparesDiscriminants = type.variants.count > 1
    if comparesDiscriminants {
      discriminant("self", &w)
      w.punctuation(.equalEqual)
      discriminant("other", &w)
    }
    let withFields = type.variants.filter { !$0.fields.isEmpty }
    if withFields.isEmpty {
      if !comparesDiscriminants { w.name("true") }
      return
    }
    if comparesDiscriminants { w.punctuation(.andAnd) }
    matchBoth(type, &w)
    for variant in withFields {
      bothPattern(type, variant, &w)
      for index in variant.fields.indices {
        if index > 0 { w.punctuation(.andAnd) }
        w.at(variant.fieldSpans[index]) { w in
          if !type.isPacked { w.punctuation(.star) }
          w.identifier(binding("a", index), context: w.context, origin: w.origin)
          w.punctuation(.equalEqual)
          if !type.isPacked { w.punctuation(.star) }
          w.identifier(binding("b", index), context: w.context, origin: w.origin)
        }
      }
      w.punctuation(.comma)
    }
    if comparesDiscriminants {
      w.name("_")
      w.punctuation(.fatArrow)
      w.name("true")
      w.punctuation(.comma)
    }
    w.close(.closeBrace)
  }

  private func writeOrdering(_ type: DerivedType, isPartial: Bool, _ w: inout TokenWriter) {
    method(isPartial ? "partial_cmp" : "cmp", &w)
    otherParameter(&w)
    if isPartial {
      w.path(["option", "Option"])
      w.punctuation(.less)
      w.path(["cmp", "Ordering"])
      w.punctuation(.greater)
    } else {
      w.path(["cmp", "Ordering"])
    }
    w.open(.openBrace)
    defer { w.close(.closeBrace) }
    if type.variants.isEmpty {
      matchSelf(type, &w)
      w.close(.closeBrace)
      return
    }
    let withFields = type.variants.filter { !$0.fields.isEmpty }
    let comparesDiscriminants = type.variants.count > 1
    if withFields.isEmpty {
      if comparesDiscriminants {
        compareDiscriminants(isPartial, &w)
      } else {
        equalOrdering(isPartial, &w)
      }
      return
    }
    matchBoth(type, &w)
    for variant in withFields {
      bothPattern(type, variant, &w)
      compareFields(type, variant, 0, isPartial, &w)
      w.punctuation(.comma)
    }
    if comparesDiscriminants {
      w.name("_")
      w.punctuation(.fatArrow)
      compareDiscriminants(isPartial, &w)
      w.punctuation(.comma)
    }
    w.close(.closeBrace)
  }

  private func comparison(_ isPartial: Bool, _ w: inout TokenWriter) {
    if isPartial {
      w.path(["cmp", "PartialOrd", "partial_cmp"])
    } else {
      w.path(["cmp", "Ord", "cmp"])
    }
    w.open(.openParen)
  }

  private func compareDiscriminants(_ isPartial: Bool, _ w: inout TokenWriter) {
    comparison(isPartial, &w)
    w.punctuation(.and)
    discriminant("self", &w)
    w.punctuation(.comma)
    w.punctuation(.and)
    discriminant("other", &w)
    w.close(.closeParen)
  }

  private func equalOrdering(_ isPartial: Bool, _ w: inout TokenWriter) {
    if isPartial {
      w.path(["option", "Option", "Some"])
      w.open(.openParen)
    }
    w.path(["cmp", "Ordering", "Equal"])
    if isPartial { w.close(.closeParen) }
  }

  /// The first unequal pair of fields decides.
  private func compareFields(
    _ type: DerivedType, _ variant: DerivedType.Variant, _ index: Int, _ isPartial: Bool, _ w: inout TokenWriter
  ) {
    let isLast = index == variant.fields.count - 1
    if !isLast { w.name("match") }
    w.at(variant.fieldSpans[index]) { w in
      comparison(isPartial, &w)
      reference(type, "a", index, &w)
      w.punctuation(.comma)
      reference(type, "b", index, &w)
      w.close(.closeParen)
    }
    if isLast { return }
    w.open(.openBrace)
    equalOrdering(isPartial, &w)
    w.punctuation(.fatArrow)
    compareFields(type, variant, index + 1, isPartial, &w)
    w.punctuation(.comma)
    w.name("order")
    w.punctuation(.fatArrow)
    w.name("order")
    w.punctuation(.comma)
    w.close(.closeBrace)
  }

  // MARK: Hash

  private func writeHash(_ type: DerivedType, _ w: inout TokenWriter) {
    inline(&w)
    w.name("fn")
    w.identifier(Names.hash, context: .root, origin: w.origin)
    w.punctuation(.less)
    w.name("H")
    w.punctuation(.colon)
    w.path(["hash", "Hasher"])
    w.punctuation(.greater)
    w.open(.openParen)
    w.punctuation(.and)
    w.name("self")
    w.punctuation(.comma)
    w.name("state")
    w.punctuation(.colon)
    w.punctuation(.and)
    w.name("mut")
    w.name("H")
    w.close(.closeParen)
    w.open(.openBrace)
    defer { w.close(.closeBrace) }
    if type.variants.count > 1 {
      w.path(["hash", "Hash", "hash"])
      w.open(.openParen)
      w.punctuation(.and)
      discriminant("self", &w)
      w.punctuation(.comma)
      w.name("state")
      w.close(.closeParen)
      w.punctuation(.semicolon)
    }
    let withFields = type.variants.filter { !$0.fields.isEmpty }
    if withFields.isEmpty {
      if type.variants.isEmpty {
        matchSelf(type, &w)
        w.close(.closeBrace)
      }
      return
    }
    matchSelf(type, &w)
    for variant in withFields {
      pattern(type, variant, "a", &w)
      w.punctuation(.fatArrow)
      w.open(.openBrace)
      for index in variant.fields.indices {
        w.at(variant.fieldSpans[index]) { w in
          w.path(["hash", "Hash", "hash"])
          w.open(.openParen)
          reference(type, "a", index, &w)
          w.punctuation(.comma)
          w.name("state")
          w.close(.closeParen)
        }
        w.punctuation(.semicolon)
      }
      w.close(.closeBrace)
    }
    if withFields.count < type.variants.count {
      w.name("_")
      w.punctuation(.fatArrow)
      w.open(.openBrace)
      w.close(.closeBrace)
    }
    w.close(.closeBrace)
  }
}
