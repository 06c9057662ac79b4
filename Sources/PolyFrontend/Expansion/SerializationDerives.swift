// The methods of derived `Serialize` and `Deserialize`: templates over the library's `json::derive`.

import PolySupport
import PolySyntax

extension Resolver {
  private typealias Hole = (inout TokenWriter) -> Void
  private typealias Variant = DerivedType.Variant

  // MARK: Pieces

  private func string(_ text: String) -> Hole { { $0.string(Array(text.utf8)) } }

  private func bound(_ index: Int, _ prefix: String = "a") -> Hole {
    let symbol = symbols.intern("\(prefix)\(index)")
    return { $0.identifier(symbol, context: $0.context, origin: $0.origin) }
  }

  private func typePath(_ type: DerivedType, _ variant: Variant) -> Hole {
    { writer in
      writer.identifier(type.name.name, context: type.name.context, origin: type.name.span)
      if !variant.name.isNone {
        writer.punctuation(.colonColon)
        writer.member(variant.name)
      }
    }
  }

  /// A path of the program, given as text.
  private func programPath(_ text: String, at origin: Span, _ context: SyntaxContext) -> Hole {
    { [symbols] writer in
      var isFirst = true
      var rest = Substring(text.filter { $0 != " " })
      while true {
        let part = rest.firstRange(of: "::")
        let name = rest[..<(part?.lowerBound ?? rest.endIndex)]
        if !isFirst { writer.punctuation(.colonColon) }
        isFirst = false
        if !name.isEmpty { writer.identifier(symbols.intern(String(name)), context: context, origin: origin) }
        guard let part else { return }
        rest = rest[part.upperBound...]
      }
    }
  }

  private func all(_ holes: [Hole]) -> Hole { { for hole in holes { hole(&$0) } } }

  /// `Name::Variant { field: a0, 1: a1 }`
  private func pattern(_ type: DerivedType, _ variant: Variant) -> Hole {
    { [self] writer in
      typePath(type, variant)(&writer)
      writer.open(.openBrace)
      for (index, field) in variant.fields.enumerated() {
        writer.member(field)
        writer.template(": #0,", [bound(index)])
      }
      writer.close(.closeBrace)
    }
  }

  private func variantName(_ type: DerivedType, _ variant: Variant) -> String {
    variant.attributes.name(of: text(variant.name.name), type.attributes.nameCase, isVariant: true)
  }

  private func fieldName(_ type: DerivedType, _ variant: Variant, _ index: Int) -> String {
    let nameCase = variant.name.isNone ? type.attributes.nameCase : variant.attributes.nameCase ?? type.attributes.fieldCase
    return variant.fieldAttributes[index].name(of: text(variant.fields[index].name), nameCase, isVariant: false)
  }

  private func isNewtype(_ variant: Variant) -> Bool { variant.isTuple && variant.fields.count == 1 }

  /// The field that a transparent structure is.
  private func transparentField(_ type: DerivedType) -> Int? {
    guard type.kind == .structure, let variant = type.variants.first else { return nil }
    if isNewtype(variant) { return 0 }
    return type.attributes.isTransparent && variant.fields.count == 1 ? 0 : nil
  }

  /// Whether the values are objects whose members another object can take in.
  func hasSerializedFields(_ type: DerivedType) -> Bool {
    guard let variant = type.variants.first, transparentField(type) == nil else { return false }
    if type.kind == .structure { return !variant.isTuple && !variant.isUnit }
    return type.attributes.tag != nil && type.attributes.content == nil
      && type.variants.allSatisfy { !$0.isTuple || isNewtype($0) }
  }

  // MARK: Serialize

  func writeSerialize(_ type: DerivedType, _ w: inout TokenWriter) {
    let body: Hole
    if hasSerializedFields(type) {
      body = {
        $0.template("writer.begin_object(); $crate::json::derive::SerializeFields::serialize_fields(self, writer); writer.end_object();")
      }
    } else {
      body = matchingVariants(type) { [self] variant in
        type.kind == .structure ? content(type, variant) : taggedContent(type, variant)
      }
    }
    w.template("#[inline] fn serialize(&self, writer: &mut $crate::json::derive::Writer) { #0 }", [body])
  }

  func writeSerializeFields(_ type: DerivedType, _ w: inout TokenWriter) {
    let body = matchingVariants(type) { [self] variant in
      guard type.kind == .enumeration, let tag = type.attributes.tag else { return members(type, variant) }
      let inner: Hole =
        isNewtype(variant)
        ? { [self] in $0.template("$crate::json::derive::SerializeFields::serialize_fields(#0, writer);", [bound(0)]) }
        : members(type, variant)
      return { [self] in
        $0.template("writer.member(#0, #1); #2", [string(tag), string(variantName(type, variant)), inner])
      }
    }
    w.template("#[allow(unused_variables)] fn serialize_fields(&self, writer: &mut $crate::json::derive::Writer) { #0 }", [body])
  }

  private func matchingVariants(_ type: DerivedType, _ body: @escaping (Variant) -> Hole) -> Hole {
    { [self] writer in
      writer.template("match #0 self {", [{ if type.isPacked || type.variants.isEmpty { $0.punctuation(.star) } }])
      for variant in type.variants {
        writer.template("#0 => {", [pattern(type, variant)])
        // Values of packed types are bound as copies.
        if type.isPacked {
          for index in variant.fields.indices { writer.template("let #0 = &#0;", [bound(index)]) }
        }
        for (index, attributes) in variant.fieldAttributes.enumerated() where attributes.skipsWriting {
          writer.template("let _ = #0;", [bound(index)])
        }
        writer.template("#0 }", [body(variant)])
      }
      writer.close(.closeBrace)
    }
  }

  /// The fields as members of an object that is open.
  private func members(_ type: DerivedType, _ variant: Variant) -> Hole {
    { [self] writer in
      for (index, attributes) in variant.fieldAttributes.enumerated() where !attributes.skipsWriting {
        let member: Hole = { [self] in
          if attributes.isFlat {
            $0.template("$crate::json::derive::SerializeFields::serialize_fields(#0, writer);", [bound(index)])
          } else {
            $0.template("writer.member(#0, #1);", [string(fieldName(type, variant, index)), bound(index)])
          }
        }
        if let condition = attributes.skipCondition {
          let path = programPath(condition, at: variant.fields[index].span, variant.fields[index].context)
          writer.template("if !#0(#1) { #2 }", [path, bound(index), member])
        } else {
          member(&writer)
        }
      }
    }
  }

  /// The value of a variant without its name.
  private func content(_ type: DerivedType, _ variant: Variant) -> Hole {
    { [self] writer in
      let isTransparent = type.kind == .structure && transparentField(type) != nil
      if variant.isUnit {
        writer.template("writer.null();")
      } else if isNewtype(variant) || isTransparent {
        writer.template("$crate::json::derive::Serialize::serialize(#0, writer);", [bound(0)])
      } else if variant.isTuple {
        writer.template("writer.begin_array();")
        for (index, attributes) in variant.fieldAttributes.enumerated() where !attributes.skipsWriting {
          writer.template("writer.element(); $crate::json::derive::Serialize::serialize(#0, writer);", [bound(index)])
        }
        writer.template("writer.end_array();")
      } else {
        writer.template("writer.begin_object(); #0 writer.end_object();", [members(type, variant)])
      }
    }
  }

  private func taggedContent(_ type: DerivedType, _ variant: Variant) -> Hole {
    let name = string(variantName(type, variant))
    let content = content(type, variant)
    if type.attributes.isUntagged { return content }
    if let tag = type.attributes.tag {
      let key = string(type.attributes.content ?? tag)
      return { [self] in
        $0.template("writer.begin_object(); writer.member(#0, #1);", [string(tag), name])
        if !variant.isUnit { $0.template("writer.key(#0); #1", [key, content]) }
        $0.template("writer.end_object();")
      }
    }
    if variant.isUnit { return { $0.template("writer.string(#0);", [name]) } }
    return { $0.template("writer.begin_object(); writer.key(#0); #1 writer.end_object();", [name, content]) }
  }

  // MARK: Deserialize

  func writeDeserialize(_ type: DerivedType, _ w: inout TokenWriter) {
    let value: Hole
    if type.kind == .structure, let variant = type.variants.first {
      value = reading(type, variant, tag: nil)
    } else if type.attributes.isUntagged {
      value = readingUntagged(type)
    } else if let tag = type.attributes.tag {
      value = type.attributes.content.map { readingAdjacent(type, tag, $0) } ?? readingInternal(type, tag)
    } else {
      value = readingExternal(type)
    }
    if type.kind == .structure, let variant = type.variants.first, !variant.isTuple, !variant.isUnit,
      transparentField(type) == nil
    {
      let names: Hole = { [self] writer in
        for (list, _) in memberNames(type, variant) { for name in list { writer.template("#0,", [string(name)]) } }
      }
      w.template("const MEMBERS: &'static [&'static str] = &[#0];", [names])
    }
    w.template(
      """
      #[allow(unused_mut, unused_variables, unused_assignments, unreachable_code)]
      fn deserialize(parser: &mut $crate::json::derive::Parser<'_>)
        -> $crate::json::derive::Result<Self, $crate::json::derive::Error> {
        $crate::json::derive::Ok(#0)
      }
      """, [value])
  }

  /// `&[("name", 0), ("alias", 0), …]`
  private func nameTable(_ names: [(names: [String], index: Int)]) -> Hole {
    { [self] writer in
      writer.template("&[")
      for (list, index) in names {
        for name in list { writer.template("(#0, #1),", [string(name), { $0.integer(index) }]) }
      }
      writer.template("]")
    }
  }

  private func readableVariants(_ type: DerivedType) -> [(variant: Variant, names: [String], index: Int)] {
    type.variants.enumerated().filter { !$0.element.attributes.skipsReading }.map {
      ($0.element, [variantName(type, $0.element)] + $0.element.attributes.aliases, $0.offset)
    }
  }

  private func variantTable(_ type: DerivedType) -> Hole { nameTable(readableVariants(type).map { ($0.names, $0.index) }) }

  /// `0 => value, 1 => value, _ => return an error,`
  private func variantArms(_ type: DerivedType, _ value: @escaping (Variant) -> Hole) -> Hole {
    { [self] writer in
      for (variant, _, index) in readableVariants(type) {
        writer.template("#0 => { #1 }", [{ $0.integer(index) }, value(variant)])
      }
      writer.template(
        "_ => return $crate::json::derive::unknown_variant(parser, #0, #1),",
        [string(text(type.name.name)), variantTable(type)])
    }
  }

  private func readingExternal(_ type: DerivedType) -> Hole {
    { [self] writer in
      let units = variantArms(type) { [self] variant in
        variant.isUnit
          ? { [self] in $0.template("#0 {}", [typePath(type, variant)]) }
          : { [self] in
            $0.template("return $crate::json::derive::no_unit(parser, #0)", [string(variantName(type, variant))])
          }
      }
      let values = variantArms(type) { [self] in reading(type, $0, tag: nil) }
      writer.template(
        """
        if $crate::json::derive::is_string(parser)? {
          let place = $crate::json::derive::find(parser.string()?, #0);
          match place { #1 }
        } else {
          let place = $crate::json::derive::begin_variant(parser, #2, #0)?;
          let value = match place { #3 };
          $crate::json::derive::end_variant(parser)?;
          value
        }
        """, [variantTable(type), units, string(text(type.name.name)), values])
    }
  }

  private func readingInternal(_ type: DerivedType, _ tag: String) -> Hole {
    let values = variantArms(type) { [self] variant in
      if variant.isUnit { return { [self] in $0.template("parser.skip()?; #0 {}", [typePath(type, variant)]) } }
      if isNewtype(variant) {
        return { [self] in
          $0.template(
            "#0 { 0: $crate::json::derive::without(parser, &[#1])? }", [typePath(type, variant), string(tag)])
        }
      }
      return reading(type, variant, tag: tag)
    }
    return { [self] in
      $0.template(
        """
        {
          let tag = $crate::json::derive::tag(parser, #0)?;
          match $crate::json::derive::find(&tag, #1) { #2 }
        }
        """, [string(tag), variantTable(type), values])
    }
  }

  private func readingAdjacent(_ type: DerivedType, _ tag: String, _ content: String) -> Hole {
    let values = variantArms(type) { [self] in reading(type, $0, tag: nil) }
    let absent = variantArms(type) { [self] variant in
      variant.isUnit
        ? { [self] in $0.template("#0 {}", [typePath(type, variant)]) }
        : { [self] in $0.template("return $crate::json::derive::missing(parser, #0)", [string(content)]) }
    }
    return { [self] in
      $0.template(
        """
        {
          let tag = $crate::json::derive::tag(parser, #0)?;
          let place = $crate::json::derive::find(&tag, #1);
          let mut value = $crate::json::derive::None;
          let mut index = 0;
          parser.begin_object()?;
          while let $crate::json::derive::Some(name) = parser.next_key(&mut index)? {
            if name == #2 {
              value = $crate::json::derive::Some(match place { #3 });
            } else {
              parser.skip()?;
            }
          }
          match value {
            $crate::json::derive::Some(value) => value,
            $crate::json::derive::None => match place { #4 },
          }
        }
        """, [string(tag), variantTable(type), string(content), values, absent])
    }
  }

  private func readingUntagged(_ type: DerivedType) -> Hole {
    { [self] writer in
      writer.template("{ let start = parser.place();")
      for (variant, _, _) in readableVariants(type) {
        writer.template(
          """
          let attempt = (|parser: &mut $crate::json::derive::Parser<'_>|
            -> $crate::json::derive::Result<Self, $crate::json::derive::Error> {
            $crate::json::derive::Ok(#0)
          })(parser);
          if let $crate::json::derive::Ok(value) = attempt { return $crate::json::derive::Ok(value); }
          parser.go_back(&start);
          """, [reading(type, variant, tag: nil)])
      }
      writer.template("return $crate::json::derive::no_match(parser, #0) }", [string(text(type.name.name))])
    }
  }

  /// An expression that reads what a variant, or a structure, holds. `tag` is a member that is no field.
  private func reading(_ type: DerivedType, _ variant: Variant, tag: String?) -> Hole {
    let path = typePath(type, variant)
    if variant.isUnit { return { $0.template("{ parser.null()?; #0 {} }", [path]) } }
    if isNewtype(variant) || (type.kind == .structure && transparentField(type) != nil) {
      let field = variant.fields[0]
      return { $0.template("#0 { #1: $crate::json::derive::Deserialize::deserialize(parser)? }", [path, { $0.member(field) }]) }
    }
    if variant.isTuple { return readingTuple(type, variant) }
    return readingMembers(type, variant, tag: tag)
  }

  private func defaultValue(_ attributes: SerializationAttributes, at field: Ident) -> Hole? {
    switch attributes.defaultValue {
    case .none: nil
    case .standard: { $0.template("$crate::json::derive::Default::default()") }
    case .function(let name):
      { [self] in $0.template("#0()", [programPath(name, at: field.span, field.context)]) }
    }
  }

  private func readingTuple(_ type: DerivedType, _ variant: Variant) -> Hole {
    { [self] writer in
      let count = variant.fieldAttributes.filter { !$0.skipsReading }.count
      let counted: Hole = { $0.integer(count) }
      writer.template("{ let mut index = 0; parser.begin_array()?; let value = #0 {", [typePath(type, variant)])
      for (index, attributes) in variant.fieldAttributes.enumerated() {
        let value: Hole =
          attributes.skipsReading
          ? defaultValue(attributes, at: variant.fields[index]) ?? { $0.template("$crate::json::derive::Default::default()") }
          : { $0.template("$crate::json::derive::element(parser, &mut index, #0)?", [counted]) }
        writer.template("#0: #1,", [{ $0.member(variant.fields[index]) }, value])
      }
      writer.template("}; $crate::json::derive::end(parser, &mut index, #0)?; value }", [counted])
    }
  }

  /// The names of the members that are read, by the fields' places.
  private func memberNames(_ type: DerivedType, _ variant: Variant) -> [(names: [String], index: Int)] {
    variant.fields.indices.filter { !variant.fieldAttributes[$0].skipsReading && !variant.fieldAttributes[$0].isFlat }
      .map { ([fieldName(type, variant, $0)] + variant.fieldAttributes[$0].aliases, $0) }
  }

  private func readingMembers(_ type: DerivedType, _ variant: Variant, tag: String?) -> Hole {
    { [self] writer in
      let fields = variant.fields.indices
      let read = fields.filter { !variant.fieldAttributes[$0].skipsReading && !variant.fieldAttributes[$0].isFlat }
      let flat = fields.filter { variant.fieldAttributes[$0].isFlat && !variant.fieldAttributes[$0].skipsReading }
      var names = memberNames(type, variant)
      if let tag { names.append((names: [tag], index: variant.fields.count)) }
      let table = nameTable(names)
      writer.open(.openBrace)
      if !flat.isEmpty { writer.template("let start = parser.place();") }
      for index in read { writer.template("let mut #0 = $crate::json::derive::None;", [bound(index)]) }
      let arms: Hole = { [self] writer in
        for index in read {
          writer.template(
            """
            #0 => {
              if #1.is_some() { return $crate::json::derive::duplicate(parser, #2); }
              #1 = $crate::json::derive::Some($crate::json::derive::Deserialize::deserialize(parser)?);
            }
            """, [{ $0.integer(index) }, bound(index), string(fieldName(type, variant, index))])
        }
        if type.attributes.deniesUnknown, flat.isEmpty {
          if tag != nil { writer.template("#0 => parser.skip()?,", [{ $0.integer(variant.fields.count) }]) }
          writer.template("_ => return $crate::json::derive::unknown_member(parser, #0),", [table])
        } else {
          writer.template("_ => parser.skip()?,")
        }
      }
      writer.template(
        """
        let mut index = 0;
        parser.begin_object()?;
        while let $crate::json::derive::Some(name) = parser.next_key(&mut index)? {
          let place = $crate::json::derive::find(name, #0);
          match place { #1 }
        }
        """, [table, arms])
      // A default of the whole structure gives its fields.
      let whole = type.kind == .structure ? defaultValue(type.attributes, at: type.name) : nil
      if let whole { writer.template("let whole: Self = #0;", [whole]) }
      writer.template("#0 {", [typePath(type, variant)])
      for index in fields {
        let attributes = variant.fieldAttributes[index]
        let field = variant.fields[index]
        let fallback: Hole? =
          defaultValue(attributes, at: field)
          ?? (whole != nil ? { $0.template("whole.#0", [{ $0.member(field) }]) } : nil)
        let value: Hole
        if attributes.skipsReading {
          value = fallback ?? { $0.template("$crate::json::derive::Default::default()") }
        } else if attributes.isFlat {
          let hidden: Hole = { [self] writer in
            for entry in names { for name in entry.names { writer.template("#0,", [string(name)]) } }
          }
          let others: Hole = { [self] writer in
            for other in flat where other != index {
              let start = type.variants.prefix { $0.name.name != variant.name.name }.reduce(0) { $0 + $1.fields.count }
              let fieldType = type.fieldTypes[start + other]
              writer.template(
                "<#0 as $crate::json::derive::Deserialize>::MEMBERS,", [{ [self] in copySpan(tree.types[fieldType].span, &$0) }])
            }
          }
          value = { $0.template("$crate::json::derive::flattened(parser, &start, &[&[#0], #1])?", [hidden, others]) }
        } else {
          let name = string(fieldName(type, variant, index))
          let missing: Hole = fallback ?? { $0.template("$crate::json::derive::Deserialize::missing(parser, #0)?", [name]) }
          value = { [self] in
            $0.template(
              "match #0 { $crate::json::derive::Some(value) => value, $crate::json::derive::None => #1 }",
              [bound(index), missing])
          }
        }
        writer.template("#0: #1,", [{ $0.member(field) }, value])
      }
      writer.template("} }")
    }
  }
}
