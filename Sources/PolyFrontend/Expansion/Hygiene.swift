// Hygiene marks: which expansions an identifier's token came through.
//
// Mixed-site hygiene of `macro_rules!`: locals, labels and `$crate` resolve where the macro is
// defined, everything else where it is called. A context is a chain of marks; a token written in
// a macro's body gets the mark of each expansion that copies it, an argument keeps its own chain.

import PolySupport
import PolySyntax

/// A macro: `macro_rules!` or built in.
@frozen public struct MacroID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

/// One expansion of one macro call.
@frozen public struct ExpansionID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}

struct ExpansionData {
  /// `.none` for what the compiler produces itself (derives, built-in macros).
  var macro: MacroID
  /// The crate that `$crate` in the macro's body means.
  var definitionCrate: CrateID
  var callSite: Span
  /// The expansion that the call itself came from, for the recursion limit.
  var depth: Int
}

/// All contexts and expansions of a compilation.
struct HygieneTable {
  private struct Mark {
    var parent: SyntaxContext
    var expansion: ExpansionID
  }
  private var marks: ContiguousArray<Mark> = [Mark(parent: .root, expansion: .none)]
  private(set) var expansions = PrimaryMap<ExpansionID, ExpansionData>()
  private var interned: [UInt64: SyntaxContext] = [:]

  mutating func archive(_ stream: inout SnapshotStream) {
    stream.array(&marks)
    stream.map(&expansions)
    stream.dictionary(&interned)
  }

  mutating func addExpansion(_ data: ExpansionData) -> ExpansionID { expansions.push(data) }

  /// The context of a token of context `context` that `expansion` copied from a macro's body.
  mutating func apply(_ expansion: ExpansionID, to context: SyntaxContext) -> SyntaxContext {
    let key = UInt64(context.raw) << 32 | UInt64(expansion.raw)
    if let known = interned[key] { return known }
    let fresh = SyntaxContext(marks.count)
    marks.append(Mark(parent: context, expansion: expansion))
    interned[key] = fresh
    return fresh
  }

  /// The expansion of the newest mark; `.none` for the root.
  func outerExpansion(_ context: SyntaxContext) -> ExpansionID {
    context.index < marks.count ? marks[context.index].expansion : .none
  }

  func outerMacro(_ context: SyntaxContext) -> MacroID {
    let expansion = outerExpansion(context)
    return expansion.isNone ? .none : expansions[expansion].macro
  }

  /// `context` without its newest mark.
  func removingMark(_ context: SyntaxContext) -> SyntaxContext {
    context.index < marks.count ? marks[context.index].parent : .root
  }

  /// The crate that `$crate` with this context means: that of the macro in which it was written,
  /// so of the oldest mark. `.none` for a root context.
  func crateOfDollarCrate(_ context: SyntaxContext) -> CrateID {
    var current = context
    var crate = CrateID.none
    while current != .root, current.index < marks.count {
      crate = expansions[marks[current.index].expansion].definitionCrate
      current = marks[current.index].parent
    }
    return crate
  }
}
