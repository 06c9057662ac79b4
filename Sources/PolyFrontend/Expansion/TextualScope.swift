// Textual scopes of `macro_rules!`: a macro is in scope behind its definition, shadowing older ones.
//
// A scope is a node of a chain that leads towards the start of the file. Branches (modules, blocks)
// share their common past.

import PolySupport
import PolySyntax

/// A place in the text as far as macro names are concerned; `.none` sees no macro.
struct TextualScope: EntityHandle {
  let raw: UInt32
  init(raw: UInt32) { self.raw = raw }
}

struct TextualScopes {
  private enum Node {
    case macro(name: Symbol, MacroID, parent: TextualScope)
    /// A macro call that could not be expanded when it was met; when it is, what it defined is
    /// reached through `output`.
    case invocation(output: TextualScope, parent: TextualScope)
  }
  private var nodes = ContiguousArray<Node>()

  mutating func archive(_ stream: inout SnapshotStream) { stream.array(&nodes) }

  mutating func define(_ name: Symbol, _ macro: MacroID, in scope: TextualScope) -> TextualScope {
    nodes.append(.macro(name: name, macro, parent: scope))
    return TextualScope(nodes.count - 1)
  }

  mutating func addInvocation(in scope: TextualScope) -> TextualScope {
    nodes.append(.invocation(output: .none, parent: scope))
    return TextualScope(nodes.count - 1)
  }

  /// The scope from which the items of a deferred call are collected.
  func start(ofInvocation scope: TextualScope) -> TextualScope {
    if case .invocation(_, let parent) = nodes[scope.index] { return parent }
    return scope
  }

  mutating func setOutput(ofInvocation scope: TextualScope, _ output: TextualScope) {
    if case .invocation(_, let parent) = nodes[scope.index] {
      nodes[scope.index] = .invocation(output: output, parent: parent)
    }
  }

  func find(_ name: Symbol, in scope: TextualScope) -> MacroID {
    var current = scope
    while !current.isNone {
      switch nodes[current.index] {
      case .macro(let other, let macro, let parent):
        if other == name { return macro }
        current = parent
      case .invocation(let output, let parent):
        // The output's chain leads on to the same parent.
        current = output.isNone ? parent : output
      }
    }
    return .none
  }

  /// Names in scope, for suggestions.
  func names(in scope: TextualScope) -> [Symbol] {
    var result: [Symbol] = []
    var current = scope
    while !current.isNone {
      switch nodes[current.index] {
      case .macro(let name, _, let parent):
        result.append(name)
        current = parent
      case .invocation(let output, let parent): current = output.isNone ? parent : output
      }
    }
    return result
  }
}
