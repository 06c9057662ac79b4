// Resolves a program given as texts; errors are compared with marks in the text.

import PolyExpansion
import PolySupport
import PolySyntax
import XCTest

private final class MemoryLoader: SourceLoader {
  let files: [String: String]
  init(_ files: [String: String]) { self.files = files }
  func load(_ path: String) -> [UInt8]? { files[path].map { Array($0.utf8) } }
  func environmentVariable(_ name: String) -> String? { name == "GIVEN" ? "value" : nil }
}

/// The part of a core library that expansions need.
private let core = """
  #[prelude_import] use prelude::v1::*;
  pub mod prelude { pub mod v1 {
    pub use crate::option::Option::{self, None, Some}; pub use crate::clone::Clone;
    pub use crate::cmp::{PartialEq, Eq}; pub use crate::fmt::Debug;
  } }
  pub mod option { pub enum Option<T> { None, Some(T) } }
  pub mod clone { pub trait Clone { fn clone(&self) -> Self; } }
  pub mod marker { pub trait Copy {} }
  pub mod intrinsics { pub fn discriminant_value<T>(value: &T) -> isize { 0 } }
  pub mod cmp {
    pub trait PartialEq<T = Self> { fn eq(&self, other: &T) -> bool; }
    pub trait Eq { fn assert_receiver_is_total_eq(&self) {} }
    pub struct AssertParamIsEq<T>(T);
  }
  pub mod fmt {
    pub struct Formatter<'a>(&'a u8); pub type Result = bool;
    pub trait Debug { fn fmt(&self, f: &mut Formatter<'_>) -> Result; }
    pub struct Arguments; pub struct Argument; pub struct Placeholder; pub enum Count { Implied, Is(usize), Param(usize) }
  }
  pub mod panicking { pub fn panic(text: &str) -> ! { loop {} } }
  #[macro_export] macro_rules! id { ($($t:tt)*) => { $($t)* } }
  """

struct Outcome {
  let resolver: Resolver
  /// `line: code or message`, in order of lines.
  let errors: [String]
}

func resolve(
  _ files: [String: String], root: String = "main.rs", edition: Edition = .e2021,
  configure: (inout Configuration) -> Void = { _ in }
) -> Outcome {
  let tree = SyntaxTree()
  let sources = SourceMap()
  let sink = DiagnosticSink()
  var configuration = Configuration(symbols: tree.symbols)
  configure(&configuration)
  var files = files
  files["core/lib.rs"] = core
  let resolver = Resolver(
    tree: tree, sources: sources, sink: sink, configuration: configuration,
    loader: MemoryLoader(files))
  resolver.resolveCrates([
    CrateInput(name: "core", rootPath: "core/lib.rs", isLibrary: true),
    CrateInput(name: "program", rootPath: root, edition: edition),
  ])
  var errors: [(line: Int, text: String)] = []
  for diagnostic in sink.all where diagnostic.severity == .error {
    let place = sources.displayRange(diagnostic.span)
    let line = place.map { sources.lineColumn($0.file, offset: $0.lower).line } ?? 0
    errors.append((line, diagnostic.code ?? diagnostic.message))
  }
  return Outcome(
    resolver: resolver,
    errors: errors.sorted { ($0.line, $0.text) < ($1.line, $1.text) }.map { "\($0.line): \($0.text)" })
}

/// Checks that exactly the errors named by `//~ error` at the ends of lines are found.
func check(
  _ program: String, edition: Edition = .e2021, file: StaticString = #filePath, line: UInt = #line
) {
  var expected: [(Int, String)] = []
  for (index, text) in program.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    guard let mark = text.firstRange(of: "//~ ") else { continue }
    for part in text[mark.upperBound...].split(separator: ";") {
      expected.append((index + 1, part.trimmingPrefix { $0 == " " }.description))
    }
  }
  let outcome = resolve(["main.rs": program], edition: edition)
  XCTAssertEqual(
    outcome.errors, expected.sorted { $0 < $1 }.map { "\($0.0): \($0.1)" }, file: file, line: line)
}

/// The expansion of the body of `fn main`, as the syntax tree's text form.
func expandedMain(_ program: String) -> String {
  let outcome = resolve(["main.rs": program])
  guard outcome.errors.isEmpty else { return outcome.errors.joined(separator: "\n") }
  guard case .item(let item) = outcome.resolver.definitions[outcome.resolver.mainFunction].syntax
  else { return "no main" }
  return outcome.resolver.tree.dump(item)
}
