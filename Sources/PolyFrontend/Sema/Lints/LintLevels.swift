// Which lints are silent, warnings or errors at a place: the `allow`, `warn`, `deny`, `forbid` and `expect`
// attributes around it. Of several the innermost counts.

import PolyExpansion
import PolySupport
import PolySyntax

enum LintLevel { case allow, warn, deny }

/// The levels that attributes of the user's crates set.
struct LintLevels {
  private struct Region {
    var range: FileRange
    var level: LintLevel
    var lints: Set<String>
  }

  private let sources: SourceMap
  private var regions: [Region] = []

  init(_ program: Program) {
    sources = program.sources
    let tree = program.tree
    func add(_ list: ListRef<Attribute>, _ span: Span) {
      guard !list.isEmpty, let range = sources.displayRange(span) else { return }
      for attribute in tree.attributes[list] {
        guard let level = Self.level(attribute), case .tokens(_, let slice) = attribute.arguments,
          slice.buffer.index < tree.buffers.count
        else { continue }
        regions.append(Region(range: range, level: level, lints: Self.names(tree.buffers[slice.buffer], slice, tree)))
      }
    }
    for def in program.definitions.table.keys where program.isLocal(def) {
      add(program.definitions[def].attributes, program.definitions[def].span)
    }
    for (statement, list) in tree.stmtAttributes { add(list, tree.stmts[statement].span) }
    for (expr, list) in tree.exprAttributes { add(list, tree.span(expr)) }
    for block in tree.blocks.elements where !block.attributes.isEmpty { add(block.attributes, block.span) }
    // Innermost first; of the attributes of one place the last first.
    let order = regions.indices.sorted { a, b in
      let x = regions[a].range.upper - regions[a].range.lower
      let y = regions[b].range.upper - regions[b].range.lower
      return x == y ? a > b : x < y
    }
    regions = order.map { regions[$0] }
  }

  private static func level(_ attribute: Attribute) -> LintLevel? {
    switch attribute.name.name {
    case Names.allow, Names.expect: .allow
    case Names.warn: .warn
    case Names.deny, Names.forbid: .deny
    default: nil
    }
  }

  private static func names(_ buffer: TokenBuffer, _ slice: TokenSlice, _ tree: SyntaxTree) -> Set<String> {
    var result: Set<String> = []
    for index in slice.range where buffer.kind(index).isIdentifierOrKeyword {
      result.insert(tree.symbols.text(buffer.symbol(index)))
    }
    return result
  }

  private static let unusedGroup: Set<String> = [
    "unused_variables", "unused_mut", "unused_must_use", "unused_imports", "unused_assignments", "unused_parens",
    "dead_code", "unreachable_code", "unreachable_patterns", "path_statements",
  ]

  func level(of lint: String, default normal: LintLevel, at span: Span) -> LintLevel {
    guard let place = sources.displayRange(span) else { return normal }
    func first(_ mentions: (Set<String>) -> Bool) -> LintLevel? {
      for region in regions
      where region.range.file == place.file && region.range.lower <= place.lower && place.upper <= region.range.upper
        && mentions(region.lints)
      {
        return region.level
      }
      return nil
    }
    let isUnused = Self.unusedGroup.contains(lint)
    let level = first { $0.contains(lint) || (isUnused && $0.contains("unused")) } ?? normal
    guard level == .warn else { return level }
    return first { $0.contains("warnings") } ?? .warn
  }
}

extension Program {
  /// Keeps a lint until the levels of all places are known. Its code is the lint's name, its severity the
  /// default level.
  func lint(_ diagnostic: Diagnostic) { pendingLints.append(diagnostic) }

  /// Reports what was found, at the levels that are set.
  public func reportLints() {
    guard !pendingLints.isEmpty else { return }
    let levels = LintLevels(self)
    for var diagnostic in pendingLints {
      let normal: LintLevel = diagnostic.severity == .error ? .deny : .warn
      switch levels.level(of: diagnostic.code ?? "", default: normal, at: diagnostic.span) {
      case .allow: continue
      case .warn: diagnostic.severity = .warning
      case .deny: diagnostic.severity = .error
      }
      if diagnostic.code == "bindings_with_variant_name" { diagnostic.code = "E0170" }
      diagnostics.report(diagnostic)
    }
    pendingLints.removeAll()
  }
}
