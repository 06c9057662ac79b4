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
  /// The block `{ async move { let a = a; … { body } } }`: the future owns all parameters, also those that
  /// the body does not name, and takes patterns apart when it is polled first.
  func desugarAsyncBody(_ id: FunctionID, _ block: BlockID) -> BlockID {
    let span = tree.blocks[block].span
    let statements = takeParameters(tree.functions[id].parameters)
    let value = tree.exprs.push(Expr(.block(block, label: .none), span: span))
    let inner = tree.blocks.push(Block(statements: tree.stmtLists.make(statements), tail: value, span: span))
    let future = tree.exprs.push(Expr(.asyncBlock(inner, isMove: true), span: span))
    let outer = tree.blocks.push(Block(statements: .empty, tail: future, span: span))
    tree.functions[id].body = .parsed(outer)
    return outer
  }

  /// The body of `async |a| body`: `async { let a = a; body }`, which takes the parameters by value and what
  /// the closure captured as its uses want.
  func desugarAsyncClosure(_ id: ClosureID) {
    let value = tree.closures[id].body
    let span = tree.exprs[value].span
    let statements = takeParameters(tree.closures[id].parameters)
    let inner = tree.blocks.push(Block(statements: tree.stmtLists.make(statements), tail: value, span: span))
    tree.closures[id].body = tree.exprs.push(Expr(.asyncBlock(inner, isMove: false), span: span))
  }

  /// `let a = a; …` for parameters, whose patterns become plain names.
  private func takeParameters(_ parameters: ListRef<Parameter>) -> [StmtID] {
    var statements: [StmtID] = []
    for index in 0..<Int(parameters.count) {
      let pattern = tree.parameters[parameters, index].pattern
      guard !pattern.isNone else { continue }
      let own = tree.patterns[pattern].span
      let name: Ident
      if case .binding(let mode, let ident, let sub) = tree.patterns[pattern].kind, !mode.isReference, sub.isNone {
        name = ident
        if !mode.isPlain {
          let plain = tree.patterns.push(Pattern(.binding(.plain, ident, .none), span: own))
          tree.parameters[parameters, index].pattern = plain
        }
        statements.append(makeLet(pattern: copy(pattern), name, own))
      } else {
        name = Ident(resolver.symbols.intern("__arg\(index)"), span: own)
        tree.parameters[parameters, index].pattern = makeBinding(name, own)
        statements.append(makeLet(pattern: makeBinding(name, own), name, own))
        statements.append(makeLet(pattern: pattern, name, own))
      }
    }
    return statements
  }

  private func copy(_ pattern: PatID) -> PatID { tree.patterns.push(tree.patterns[pattern]) }

  private func makeBinding(_ name: Ident, _ span: Span) -> PatID {
    tree.patterns.push(Pattern(.binding(.plain, name, .none), span: span))
  }

  /// `let pattern = name;`
  private func makeLet(pattern: PatID, _ name: Ident, _ span: Span) -> StmtID {
    let path = tree.paths.push(
      Path(segments: tree.pathSegments.make(CollectionOfOne(PathSegment(name))), span: span))
    let value = tree.exprs.push(Expr(.path(path), span: span))
    let declaration = tree.lets.push(Let(pattern: pattern, initializer: value))
    return tree.stmts.push(Stmt(.let(declaration), span: span))
  }
}
