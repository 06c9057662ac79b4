// Every call of the syntax parser that expansion makes.

import PolySupport
import PolySyntax

extension Resolver {
  /// Lexes and parses a `.rs` file; library bodies stay tokens.
  func parseFile(_ path: String, _ bytes: [UInt8], crate: CrateID) -> SyntaxFile? {
    guard let (file, buffer) = stage("lexing", { lexFile(path, bytes, crate) }) else { return nil }
    return stage("parsing") {
      tree.parseFile(file, buffer: buffer, lazyBodies: isLibrary(crate), sink: sink)
    }
  }

  private func stage<R>(_ name: String, _ body: () -> R) -> R {
    stageChange?(name)
    defer { stageChange?(nil) }
    return body()
  }

  func parsePolyFile(_ path: String, _ bytes: [UInt8], crate: CrateID) -> PolyFile? {
    guard let file = addSource(path, bytes, crate) else { return nil }
    let result = stage("parsing") {
      tree.parsePolyFile(
        file, of: sources, edition: edition(crate), lazyBodies: isLibrary(crate), sink: sink)
    }
    bufferBases.append((sources.files[file].base, result.buffer))
    return result
  }

  private func addSource(_ path: String, _ bytes: [UInt8], _ crate: CrateID) -> FileID? {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      sink.error(nil, "couldn't read `\(path)`: stream did not contain valid UTF-8", at: .none)
      return nil
    }
    guard let file = sources.addFile(name: path, bytes: bytes, isLibrary: isLibrary(crate)) else {
      sink.error(nil, "the program is too large", at: .none)
      return nil
    }
    return file
  }

  private func lexFile(_ path: String, _ bytes: [UInt8], _ crate: CrateID) -> (FileID, BufferID)? {
    guard let file = addSource(path, bytes, crate) else { return nil }
    let buffer = tree.lex(file, of: sources, edition: edition(crate), sink: sink)
    bufferBases.append((sources.files[file].base, buffer))
    return (file, buffer)
  }

  /// How far a fragment of a macro's input reaches; nil after a syntax error, which is reported.
  func parseFragment(_ kind: FragmentKind, _ slice: TokenSlice) -> FragmentEnd? {
    let tokens = tree.buffers[slice.buffer]
    let start = Int(slice.start)
    let limit = Int(slice.end)
    if let match = fragments.matchSplitting(kind, tokens, at: start, limit: limit) {
      return FragmentEnd(end: match.end, remainder: match.remainder)
    }
    fragments.reportError(kind, tokens, at: start, limit: limit, sink: sink)
    return nil
  }

  func parseItems(_ slice: TokenSlice, _ target: ItemTarget, lazily: Bool) -> ListRef<ItemID> {
    let surroundings: ItemSurroundings =
      switch target {
      case .moduleItems: .module
      case .traitItems: .traitItems
      case .implItems: .implItems
      case .externItems: .externItems
      }
    return tree.parseItems(slice, in: surroundings, lazyBodies: lazily, sink: sink)
  }

  func parseExpression(_ slice: TokenSlice, macro: MacroCall) -> ExprID {
    let last = tree.pathSegments[tree.paths[macro.path].segments].last
    if slice.isEmpty {
      let name = last.map { text($0.ident.name) } ?? ""
      sink.report(
        Diagnostic(
          .error, "expected expression, found end of macro arguments", at: macro.span,
          label: "expected expression"
        ).note("the macro call `\(name)!` doesn't expand to an expression"))
      return .none
    }
    return tree.parseExpression(
      slice, allowsSemicolon: true, macroName: last.map { text($0.ident.name) }, sink: sink)
  }

  func parsePattern(_ slice: TokenSlice) -> PatID { tree.parsePattern(slice, sink: sink) }
  func parseType(_ slice: TokenSlice) -> TypeNodeID { tree.parseType(slice, sink: sink) }

  func parseStatements(_ slice: TokenSlice) -> (statements: ListRef<StmtID>, tail: ExprID) {
    let (statements, tail) = tree.parseStatements(slice, sink: sink)
    return (statements, tail)
  }

  func parseAttribute(_ slice: TokenSlice, isInner: Bool) -> Attribute? {
    tree.parseAttribute(slice, isInner: isInner, sink: sink)
  }
}
