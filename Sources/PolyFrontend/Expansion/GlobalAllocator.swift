// `#[global_allocator]`: the functions that a static with this attribute adds to its module.

import PolySupport
import PolySyntax

extension Resolver {
  /// Adds the functions through which all memory is asked for, by a macro of the core library.
  func collectAllocator(_ item: Item, context: inout CollectionContext) {
    guard hasAttribute(item.attributes, Names.global_allocator), !isLibrary(context.crate) else { return }
    var writer = TokenWriter(
      self, callSite: item.name.span, edition: .e2021, crate: crateByName[Names.core] ?? .none, depth: 0,
      name: Names.global_allocator)
    writer.path(["__global_allocator"])
    writer.punctuation(.bang)
    writer.open(.openBrace)
    writer.identifier(item.name.name, context: item.name.context, origin: item.name.span)
    writer.close(.closeBrace)
    guard case .tokens(let output) = writer.finish() else { return }
    collectItems(parseItems(wholeBuffer(output), .moduleItems, lazily: false), &context)
  }
}
