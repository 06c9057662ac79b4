// `cfg_select! { predicate => { … } … _ => { … } }`: the tokens of the first arm whose predicate holds.

import PolySupport
import PolySyntax

extension Resolver {
  func expandSelection(_ call: MacroCall, _ depth: Int32) -> ExpansionResult {
    let tokens = tree.buffers[call.arguments.buffer]
    var range = call.arguments.range
    // Braces around all arms may stand where an expression is expected.
    if range.lowerBound < range.upperBound, tokens.kind(range.lowerBound) == .openBrace,
      tokens.endOfTokenTree(range.lowerBound) == range.upperBound
    {
      range = range.lowerBound + 1..<range.upperBound - 1
    }
    var position = range.lowerBound
    var chosen: Range<Int>?
    while position < range.upperBound {
      var arrow = position
      while arrow < range.upperBound, tokens.kind(arrow) != .fatArrow { arrow = tokens.endOfTokenTree(arrow) }
      guard arrow > position, arrow + 1 < range.upperBound else {
        let end = min(arrow, range.upperBound - 1)
        sink.error(nil, "expected a `cfg` predicate, `=>` and what it selects", at: tokens.span(end))
        return .failed
      }
      let holds: Bool
      if arrow == position + 1, tokens.kind(position) == .underscore {
        holds = true
      } else {
        holds = evaluatePredicate(
          TokenSlice(buffer: call.arguments.buffer, position..<arrow), span: tokens.span(of: position..<arrow))
      }
      var output = arrow + 1..<arrow + 2
      if tokens.kind(arrow + 1) == .openBrace {
        position = tokens.endOfTokenTree(arrow + 1)
        output = arrow + 2..<position - 1
      } else {
        guard let end = expressionEnd(call.arguments.buffer, arrow + 1, range.upperBound) else { return .failed }
        position = end
        output = arrow + 1..<end
      }
      if position < range.upperBound, tokens.kind(position) == .comma { position += 1 }
      if holds, chosen == nil { chosen = output }
    }
    guard let chosen else {
      sink.error(nil, "none of the predicates in this `cfg_select` evaluated to true", at: call.span)
      return .failed
    }
    var writer = writer(call, depth, symbols.intern("cfg_select"))
    writer.copy(tokens, chosen)
    return writer.finish()
  }
}
