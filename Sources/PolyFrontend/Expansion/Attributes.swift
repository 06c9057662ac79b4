// Configures attributes: `cfg` decides, `cfg_attr` is replaced by what it stands for.

import PolySupport
import PolySyntax

extension Resolver {
  /// The attributes that apply, and whether the node that they stand on is compiled at all.
  func configure(_ list: ListRef<Attribute>) -> (attributes: ListRef<Attribute>, enabled: Bool) {
    if list.isEmpty { return (list, true) }
    var needsChange = false
    for attribute in tree.attributes[list] where attribute.path.isNone {
      if attribute.name.name == Names.cfg_attr { needsChange = true }
      if attribute.name.name == Names.cfg, !evaluate(attribute) { return (list, false) }
    }
    guard needsChange else { return (list, true) }
    var result: [Attribute] = []
    var enabled = true
    func add(_ attribute: Attribute, depth: Int) {
      guard attribute.path.isNone, attribute.name.name == Names.cfg_attr, depth < 64 else {
        if attribute.path.isNone, attribute.name.name == Names.cfg, depth > 0, !evaluate(attribute) {
          enabled = false
        }
        result.append(attribute)
        return
      }
      for expanded in expandConfiguredAttribute(attribute) { add(expanded, depth: depth + 1) }
    }
    for attribute in Array(tree.attributes[list]) { add(attribute, depth: 0) }
    return (tree.attributes.make(result), enabled)
  }

  /// The value of a `cfg` attribute.
  func evaluate(_ attribute: Attribute) -> Bool {
    guard case .tokens(_, let slice) = attribute.arguments, !slice.buffer.isNone else {
      sink.error(nil, "`cfg` is not followed by parentheses", at: attribute.span)
      return false
    }
    return evaluatePredicate(slice, span: attribute.span)
  }

  func evaluatePredicate(_ slice: TokenSlice, span: Span) -> Bool {
    ConfigurationPredicate.evaluate(
      slice.range, tree.buffers[slice.buffer], configuration, tree, sink, span: span)
  }

  /// The attributes in `cfg_attr(predicate, a, b)` if the predicate holds.
  private func expandConfiguredAttribute(_ attribute: Attribute) -> [Attribute] {
    guard case .tokens(_, let slice) = attribute.arguments, !slice.isEmpty else {
      sink.error(nil, "malformed `cfg_attr` attribute input", at: attribute.span)
      return []
    }
    let tokens = tree.buffers[slice.buffer]
    let parts = splitAtCommas(tokens, slice.range)
    guard let predicate = parts.first else { return [] }
    guard
      evaluatePredicate(TokenSlice(buffer: slice.buffer, predicate), span: attribute.span)
    else { return [] }
    var result: [Attribute] = []
    for part in parts.dropFirst() where !part.isEmpty {
      if let parsed = parseAttribute(
        TokenSlice(buffer: slice.buffer, part), isInner: attribute.isInner)
      {
        result.append(parsed)
      }
    }
    return result
  }

  /// Splits a token range at commas outside of delimiters; a trailing comma adds nothing.
  func splitAtCommas(_ tokens: TokenBuffer, _ range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    var position = start
    while position < range.upperBound {
      if tokens.kind(position) == .comma {
        result.append(start..<position)
        position += 1
        start = position
      } else {
        position = min(tokens.endOfTokenTree(position), range.upperBound)
      }
    }
    if start < range.upperBound { result.append(start..<range.upperBound) }
    return result
  }

  /// Reports attributes of the user's crates that no part of the compiler knows.
  func checkAttributes(_ list: ListRef<Attribute>) {
    for attribute in tree.attributes[list] where attribute.path.isNone {
      guard !attribute.name.isNone, !knownAttributes.contains(attribute.name.name) else { continue }
      let name = text(attribute.name.name)
      if name.hasPrefix("rustc_") { continue }
      var diagnostic = Diagnostic(
        .error, "cannot find attribute `\(name)` in this scope", at: attribute.name.span)
      var nearest = NearestName(attribute.name.name, symbols)
      for known in KnownAttributes.names { nearest.consider(symbols.intern(known)) }
      if let best = nearest.best {
        diagnostic = diagnostic.help(
          "a built-in attribute with a similar name exists: `\(text(best))`")
      }
      sink.report(diagnostic)
    }
  }
}

/// The attributes of the language.
enum KnownAttributes {
  static let names: [String] = [
    "cfg", "cfg_attr", "test", "ignore", "should_panic", "derive", "automatically_derived",
    "macro_export", "macro_use", "proc_macro", "proc_macro_derive", "proc_macro_attribute",
    "allow", "expect", "warn", "deny", "forbid", "deprecated", "must_use", "diagnostic", "link",
    "link_name", "link_ordinal", "no_link", "repr", "crate_type", "no_main", "export_name",
    "link_section", "no_mangle", "used", "crate_name", "inline", "cold", "no_builtins",
    "target_feature", "track_caller", "instruction_set", "doc", "no_std", "no_implicit_prelude",
    "path", "recursion_limit", "type_length_limit", "panic_handler", "global_allocator",
    "windows_subsystem", "feature", "non_exhaustive", "debugger_visualizer", "default", "bench",
    "test_case", "global_asm", "naked", "coverage", "no_core", "lang", "optimize", "may_dangle",
    "fundamental", "marker", "thread_local", "unsafe", "const_trait", "prelude_import", "stable",
    "unstable", "ffi_const", "ffi_pure", "linkage", "needs_allocator", "pointee", "coroutine",
    "type_const", "define_opaque", "cfi_encoding", "no_sanitize", "sanitize", "collapse_debuginfo",
    "allow_internal_unstable", "allow_internal_unsafe", "const_eval_limit", "move_size_limit",
    "unstable_feature_bound", "no_coverage", "cfg_eval", "derive_const", "global_alloc", "json", "serde",
  ]

  static func makeSet(_ symbols: SymbolTable) -> Set<Symbol> {
    Set(names.map { symbols.intern($0) })
  }
}
