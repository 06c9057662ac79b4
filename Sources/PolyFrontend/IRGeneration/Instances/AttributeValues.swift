// Values in attributes that generated code depends on.

import PolyExpansion
import PolySema
import PolySupport
import PolySyntax

extension Program {
  /// The text of `#[name = "text"]`, or nil for another form.
  func attributeText(_ attribute: Attribute) -> Symbol? {
    guard case .value(let expr) = attribute.arguments, case .literal(let literal) = tree.exprs[expr].kind else {
      return nil
    }
    return tree.decodeString(literal).withUnsafeBufferPointer { symbols.intern($0) }
  }

  /// The text of `key = "text"` in `#[name(…)]`.
  func attributeText(_ attribute: Attribute, named key: StaticString) -> Symbol? {
    guard case .tokens(_, let slice) = attribute.arguments else { return nil }
    let buffer = tree.buffers[slice.buffer]
    let name = symbols.intern(key)
    for index in Int(slice.start)..<Int(slice.end) where index + 2 < Int(slice.end) {
      guard buffer.kind(index) == .identifier, buffer.symbol(index) == name, buffer.kind(index + 2) == .string else { continue }
      let literal = Literal(kind: .string, text: buffer.symbol(index + 2), span: buffer.span(index + 2))
      return tree.decodeString(literal).withUnsafeBufferPointer { symbols.intern($0) }
    }
    return nil
  }

  /// The number of `#[name(number)]`.
  func attributeInteger(_ attribute: Attribute) -> UInt128? {
    guard case .tokens(_, let slice) = attribute.arguments, slice.start < slice.end else { return nil }
    let buffer = tree.buffers[slice.buffer]
    let index = Int(slice.start)
    guard buffer.kind(index) == .integer else { return nil }
    return tree.decodeInteger(
      Literal(kind: .integer, text: buffer.symbol(index), span: buffer.span(index))
    ).value
  }

  /// What `#[inline]`, `#[inline(always)]` or `#[inline(never)]` of a function says; nil without one.
  func inlineAttribute(of function: DefID) -> InlineAttribute? {
    for attribute in tree.attributes[definitions[function].attributes] where attribute.name.name == Names.inline {
      guard case .tokens(_, let slice) = attribute.arguments, slice.start < slice.end else { return .hint }
      let word = tree.buffers[slice.buffer].symbol(Int(slice.start))
      return word == Names.never ? .never : word == Names.always ? .always : .hint
    }
    return nil
  }

  /// The message of `#[should_panic(expected = "…")]` or `#[should_panic = "…"]`.
  func expectedPanic(of test: DefID) -> Symbol? {
    let name = symbols.intern("should_panic")
    for attribute in tree.attributes[definitions[test].attributes] where attribute.name.name == name {
      if let text = attributeText(attribute) { return text }
      guard case .tokens(_, let slice) = attribute.arguments else { return nil }
      let buffer = tree.buffers[slice.buffer]
      for index in Int(slice.start)..<Int(slice.end) where buffer.kind(index) == .string {
        let literal = Literal(kind: .string, text: buffer.symbol(index), span: buffer.span(index))
        return tree.decodeString(literal).withUnsafeBufferPointer { symbols.intern($0) }
      }
    }
    return nil
  }
}

/// The forms of `#[inline]`.
enum InlineAttribute {
  case hint, always, never
}
