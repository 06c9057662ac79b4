// What a `.poly` file consists of: imports and tagged blocks.

import PolySupport

/// A `.poly` file. All items of its Rust blocks (`rust`, `main`, `async`, `interface`) share one module.
public struct PolyFile {
  public var file: FileID
  public var buffer: BufferID
  public var imports: [PolyImport] = []
  public var blocks: [PolyBlock] = []
  public init(file: FileID, buffer: BufferID) {
    self.file = file
    self.buffer = buffer
  }
}

/// `use * from "path"` or `use { a, b as c } from "path"`
public struct PolyImport {
  /// `nil` for `*`.
  public var names: [PolyImportName]?
  /// The decoded string.
  public var path: String
  public var pathSpan: Span
  public var span: Span
}

public struct PolyImportName {
  public var name: Ident
  /// `Ident.none` without `as`.
  public var rename: Ident
}

@frozen public enum PolyBlockTag: Sendable, Equatable {
  case rust, main, async, interface
  /// `stdlib:NAME`; the path's text, e.g. `fs` or `a::b`.
  case stdlib(Symbol)
  /// JavaScript, Python … : recognised, and refused by name.
  case foreign(Symbol)
}

public struct PolyBlock {
  public var tag: PolyBlockTag
  /// `name = "value"` after the tag.
  public var options: [(name: Ident, value: String, span: Span)] = []
  public var tagSpan: Span
  public var span: Span
  /// Items of the block. Bare statements of a `main` block are an item `fn main`.
  public var items: ListRef<ItemID>
  /// Inner attributes.
  public var attributes: ListRef<Attribute>
}
