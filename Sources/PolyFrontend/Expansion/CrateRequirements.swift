// What an executable needs beside right items: a `main`, and without `std` a panic handler and an allocator.

import PolySupport
import PolySyntax

extension Resolver {
  /// Reports what is missing for the last crate to become an executable. These errors stand beside those of
  /// other stages, as rustc's do.
  /// - Parameter needsMain: false for a test harness, which has its own.
  public func checkExecutable(crateName: String, rootPath: String, needsMain: Bool, panicAborts: Bool) {
    guard let crate = definitions.crates.keys.last, !isLibrary(crate) else { return }
    if isNoStd.contains(crate), !linkedCrates.contains(Names.std) {
      if linkedCrates.contains(Names.alloc), !hasGlobalAllocator(crate) {
        sink.error(
          nil,
          "no global memory allocator found but one is required; link to std or add `#[global_allocator]` "
            + "to a static item that implements the GlobalAlloc trait", at: .none)
      }
      if definitions.langItem("panic_impl").map({ self.crate($0) != crate }) ?? true {
        sink.error(nil, "`#[panic_handler]` function required, but not found", at: .none)
      }
      if !panicAborts { sink.error(nil, "unwinding panics are not supported without std", at: .none) }
    }
    if needsMain, mainFunction.isNone, !hasAttribute(definitions[root(crate)].attributes, Names.no_main) {
      sink.error(
        "E0601", "`main` function not found in crate `\(crateName)`", at: endOfTokens(of: root(crate)),
        label: "consider adding a `main` function to `\(rootPath)`")
    }
  }

  /// The last crate's `main` may be a function that its root module imports under this name.
  public func findImportedMain() {
    guard mainFunction.isNone, let crate = definitions.crates.keys.last, !isLibrary(crate) else { return }
    let binding = modules.find(root(crate), .values, Names.main)
    guard !binding.isNone, case .definition(let def) = modules.res(binding), definitions.kind(def) == .function
    else { return }
    mainFunction = def
  }

  private func hasGlobalAllocator(_ crate: CrateID) -> Bool {
    definitions.table.keys.contains {
      self.crate($0) == crate && hasAttribute(definitions[$0].attributes, Names.global_allocator)
    }
  }

  /// Behind the last token of a module's file; the file's begin if it has none.
  private func endOfTokens(of module: DefID) -> Span {
    let whole = definitions[module].span
    guard let buffer = tables.moduleBuffers[module], tree.buffers[buffer].count > 0 else {
      return Span(whole.lower, whole.lower)
    }
    let end = tree.buffers[buffer].span(tree.buffers[buffer].count - 1).upper
    return Span(end, end)
  }
}
