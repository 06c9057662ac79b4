// `async fn f(…) -> T { … }` becomes `fn f(…) -> impl Future<Output = T> { async move { … } }`.

import PolySupport
import PolySyntax

extension Resolver {
  /// Replaces the return type of an `async fn`, once, before its signature is resolved.
  func desugarAsyncSignature(_ id: FunctionID) {
    guard let future = definitions.langItem("future_trait") else { return }
    let function = tree.functions[id]
    let end = function.signatureSpan.upper
    let span = function.output.isNone ? Span(function.signatureSpan.lower, end) : tree.types[function.output].span
    let output = function.output.isNone ? tree.types.push(TypeNode(.tuple(.empty), span: span)) : function.output
    let root = Ident(Names.Output, span: span)
    let argument = GenericArgument(.equalType(PathSegment(root), output), span: span)
    let arguments = tree.genericArguments.push(
      GenericArguments(.angle(tree.genericArgumentLists.make(CollectionOfOne(argument))), span: span))
    let segment = PathSegment(Ident(Names.Future, span: span), arguments: arguments)
    let path = tree.paths.push(
      Path(segments: tree.pathSegments.make(CollectionOfOne(segment)), span: span))
    tables.paths[path] = PartialRes(.definition(future))
    presetPaths.insert(path)
    let bound = GenericBound(.trait(.none, lifetimes: .empty, path), span: span)
    tree.functions[id].output = tree.types.push(
      TypeNode(.implTrait(tree.genericBounds.make(CollectionOfOne(bound))), span: span))
  }
}

extension ScopedResolver {
  /// The block `{ async move { body } }`.
  func desugarAsyncBody(_ id: FunctionID, _ block: BlockID) -> BlockID {
    let span = tree.blocks[block].span
    let future = tree.exprs.push(Expr(.asyncBlock(block, isMove: true), span: span))
    let outer = tree.blocks.push(Block(statements: .empty, tail: future, span: span))
    tree.functions[id].body = .parsed(outer)
    return outer
  }
}
