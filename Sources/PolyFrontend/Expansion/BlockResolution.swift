// Bodies and blocks: expands statement macros, collects the items of blocks, walks statements.

import PolySupport
import PolySyntax

extension Resolver {
  /// Resolves a body, once: expands its macros in place and fills the tables.
  @discardableResult
  public func resolveBody(_ owner: DefID) -> BodyResolution {
    if let known = bodies[owner] { return known }
    // Marked before the work: a body that reaches itself finds an empty result.
    bodies[owner] = BodyResolution(owner: owner)
    let scope = ScopedResolver(self, owner: owner)
    activeBodies[owner] = scope
    resolveSignature(owner)
    switch definitions[owner].syntax {
    case .item(let id):
      switch tree.items[id].kind {
      case .function(let function): scope.resolveFunctionBody(function)
      case .constant(let constant), .staticVariable(let constant):
        scope.resolveExpression(tree.constants[constant].value)
      default: break
      }
    case .expression(let expression):
      if case .constBlock(let block) = tree.exprs[expression].kind {
        scope.resolveBlock(block)
      } else {
        scope.isConstantOperation = !isStandalone(expression) && !isDiscriminant(owner)
        scope.resolveExpression(expression)
      }
    default: break
    }
    activeBodies[owner] = nil
    bodies[owner] = scope.body
    return scope.body
  }
}

extension Resolver {
  /// A path by itself, perhaps in a block: a const parameter's name may stand so.
  private func isStandalone(_ expression: ExprID) -> Bool {
    switch tree.exprs[expression].kind {
    case .path: return true
    case .block(let block, _):
      let node = tree.blocks[block]
      guard node.statements.isEmpty, !node.tail.isNone else { return false }
      if case .path = tree.exprs[node.tail].kind { return true }
      return false
    default: return false
    }
  }

  private func isDiscriminant(_ owner: DefID) -> Bool {
    definitions.kind(definitions.parent(owner)) == .enumeration
  }
}

extension ScopedResolver {
  func resolveFunctionBody(_ id: FunctionID) {
    // Where parsing of the body was put off.
    var block = tree.parseBody(id, sink: sink)
    if tree.functions[id].header.isAsync, !block.isNone { block = desugarAsyncBody(id, block) }
    let function = tree.functions[id]
    var patterns: [PatID] = []
    for index in 0..<Int(function.parameters.count) {
      patterns.append(tree.parameters[function.parameters, index].pattern)
    }
    resolveParameterPatterns(patterns)
    if !block.isNone { resolveBlock(block) }
  }

  func resolveBlock(_ id: BlockID) {
    depth += 1
    defer { depth -= 1 }
    let outerModule = module
    let outerTextual = textual
    let scopeCount = scopes.count
    var macroScopes: [TextualScope]?
    if needsExpansion(id) { macroScopes = expandBlock(id) }
    let blockModule = resolver.tables.blockModules[id]
    if !blockModule.isNone {
      module = blockModule
      scopes.append(
        ScopeEntry(
          kind: .module, name: .none, context: .root, raw: blockModule.raw, span: .none))
    }
    let statements = tree.blocks[id].statements
    for index in 0..<Int(statements.count) {
      let statement = tree.stmtLists[statements, index]
      if let macroScopes { textual = macroScopes[index] }
      switch tree.stmts[statement].kind {
      case .let(let declaration): resolveLet(declaration)
      case .expression(let expression, _): resolveExpression(expression)
      case .item(let item):
        if case .macroDefinition = tree.items[item].kind {
          let definition = resolver.tables.itemDefinitions[item]
          if !definition.isNone {
            scopes.append(
              ScopeEntry(
                kind: .macroDefinition, name: .none, context: .root,
                raw: resolver.macroOfDefinition[definition].raw, span: .none))
          }
        }
      case .macroCall, .group, .empty, .error: break
      }
    }
    if let macroScopes, let last = macroScopes.last { textual = last }
    resolveExpression(tree.blocks[id].tail)
    if scopes.count > scopeCount { scopes.removeLast(scopes.count - scopeCount) }
    module = outerModule
    textual = outerTextual
  }

  private func resolveLet(_ id: LetID) {
    let declaration = tree.lets[id]
    resolveType(declaration.type)
    resolveExpression(declaration.initializer)
    if !declaration.otherwise.isNone { resolveBlock(declaration.otherwise) }
    resolveTopPattern(declaration.pattern)
  }

  // MARK: Items and macros of a block

  private func needsExpansion(_ id: BlockID) -> Bool {
    let block = tree.blocks[id]
    for index in 0..<Int(block.statements.count) {
      let statement = tree.stmtLists[block.statements, index]
      switch tree.stmts[statement].kind {
      case .item, .macroCall, .group: return true
      case .expression(let expression, _):
        if !tree.exprAttributes.isEmpty, tree.exprAttributes[expression] != nil { return true }
      default: break
      }
      if !tree.stmtAttributes.isEmpty, tree.stmtAttributes[statement] != nil { return true }
    }
    if !block.tail.isNone, !tree.exprAttributes.isEmpty, tree.exprAttributes[block.tail] != nil {
      return true
    }
    return false
  }

  /// State of the expansion of one block.
  private struct BlockExpansion {
    var block: BlockID
    var context: CollectionContext
    var statements: [StmtID] = []
    /// The textual scope behind each statement's predecessors.
    var scopes: [TextualScope] = []
    var tail: ExprID
    var depth = 0
    /// Whether something behind the last statement that was kept is configured out.
    var endIsRemoved = false
  }

  /// Expands statement macros, drops what is configured out, collects items. Returns the textual
  /// scope of each statement and, at the end, of the tail.
  private func expandBlock(_ id: BlockID) -> [TextualScope] {
    let block = tree.blocks[id]
    var state = BlockExpansion(
      block: id,
      context: CollectionContext(
        module: module, parent: owner, realModule: realModule, crate: crate, textual: textual),
      tail: block.tail)
    let statements = (0..<Int(block.statements.count)).map { tree.stmtLists[block.statements, $0] }
    // Imports first: macros may be named through them.
    for statement in statements {
      if case .item(let item) = tree.stmts[statement].kind, case .use = tree.items[item].kind {
        collect(item, &state)
      }
    }
    collectCalledModules(statements, &state)
    for (index, statement) in statements.enumerated() {
      expand(
        statement, isLast: index == statements.count - 1 && block.tail.isNone, &state)
    }
    if !state.tail.isNone, let attributes = tree.exprAttributes[state.tail],
      !resolver.configure(attributes).enabled
    {
      state.tail = .none
      state.endIsRemoved = true
    }
    // What stood before what is configured out is now the block's value.
    if state.tail.isNone, state.endIsRemoved, let last = state.statements.last,
      case .expression(let value, hasSemicolon: false) = tree.stmts[last].kind
    {
      state.tail = value
      state.statements.removeLast()
      state.scopes.removeLast()
    }
    tree.blocks[id].statements = tree.stmtLists.make(state.statements)
    tree.blocks[id].tail = state.tail
    if !resolver.tables.blockModules[id].isNone {
      resolver.resolveImportsAndCalls()
      resolver.finishImports()
      resolver.resolveImplementationHeaders()
    }
    state.scopes.append(state.context.textual)
    return state.scopes
  }

  /// Modules of the block that a macro statement before them names: `inner::name!();`.
  private func collectCalledModules(_ statements: [StmtID], _ state: inout BlockExpansion) {
    var named: Set<Symbol> = []
    for statement in statements {
      switch tree.stmts[statement].kind {
      case .macroCall(let call, _):
        let segments = tree.paths[tree.macroCalls[call].path].segments
        if segments.count > 1 { named.insert(tree.pathSegments[segments, 0].ident.name) }
      case .item(let item):
        guard case .module = tree.items[item].kind, named.contains(tree.items[item].name.name),
          tree.stmtAttributes[statement].map({ resolver.configure($0).enabled }) ?? true
        else { continue }
        collect(item, &state)
      default: break
      }
    }
  }

  private func keep(_ statement: StmtID, _ state: inout BlockExpansion) {
    state.endIsRemoved = false
    state.statements.append(statement)
    state.scopes.append(state.context.textual)
  }

  private func expand(_ statement: StmtID, isLast: Bool, _ state: inout BlockExpansion) {
    if let attributes = tree.stmtAttributes[statement], !resolver.configure(attributes).enabled {
      state.endIsRemoved = true
      return
    }
    switch tree.stmts[statement].kind {
    case .let: keep(statement, &state)
    case .empty: break
    case .error: keep(statement, &state)
    case .expression(let expression, _):
      if let attributes = tree.exprAttributes[expression], !resolver.configure(attributes).enabled {
        state.endIsRemoved = true
        return
      }
      keep(statement, &state)
    case .item(let item):
      if case .use = tree.items[item].kind {
        // Collected already, unless an expansion made it.
        let definition = resolver.tables.itemDefinitions[item]
        if definition.isNone { collect(item, &state) } else { resolver.renewScope(of: definition, state.context.textual) }
        return
      }
      if case .module = tree.items[item].kind, !resolver.tables.itemDefinitions[item].isNone {
        keep(statement, &state)
        return
      }
      collect(item, &state)
      keep(statement, &state)
    case .group(let list):
      for index in 0..<Int(list.count) {
        expand(
          tree.stmtLists[list, index], isLast: isLast && index == Int(list.count) - 1, &state)
      }
    case .macroCall(let call, let hasSemicolon):
      expandStatement(statement, call, hasSemicolon: hasSemicolon, isLast: isLast, &state)
    }
  }

  private func expandStatement(
    _ statement: StmtID, _ call: MacroCallID, hasSemicolon: Bool, isLast: Bool,
    _ state: inout BlockExpansion
  ) {
    if !resolver.pendingImports.isEmpty { resolver.resolveImports() }
    tree.stmts[statement].kind = .empty
    let (statements, tail) = resolver.expandStatements(
      call, in: state.context.module, textual: state.context.textual)
    let isValue = isLast && !hasSemicolon
    for index in 0..<Int(statements.count) {
      expand(
        tree.stmtLists[statements, index],
        isLast: isValue && tail.isNone && index == Int(statements.count) - 1, &state)
    }
    guard !tail.isNone else { return }
    if isValue {
      state.tail = tail
    } else {
      // The value of a macro statement with a semicolon is dropped; without one it must be `()`.
      tree.stmts[statement].kind = .expression(tail, hasSemicolon: hasSemicolon)
      tree.stmts[statement].span = tree.span(tail)
      keep(statement, &state)
    }
  }

  /// Collects an item of the block into the block's module, which is made when it is needed.
  private func collect(_ item: ItemID, _ state: inout BlockExpansion) {
    var isOnlyMacro = false
    if case .macroDefinition = tree.items[item].kind { isOnlyMacro = true }
    if !isOnlyMacro, resolver.tables.blockModules[state.block].isNone {
      let span = tree.blocks[state.block].span
      let blockModule = definitions.make(
        Definition(
          kind: .blockModule, name: .none, parent: owner, crate: crate, module: realModule,
          scopeModule: module, visibility: VisibilityScope(restrictedTo: realModule),
          syntax: .block(state.block), span: span, nameSpan: span))
      var scope = ModuleScope(definition: blockModule, lexicalParent: module)
      let outer = resolver.modules[scope: realModule]
      scope.directory = outer.directory
      scope.filePath = outer.filePath
      resolver.modules.addScope(scope)
      resolver.tables.blockModules[state.block] = blockModule
      state.context.module = blockModule
      state.context.parent = blockModule
    }
    let first = definitions.table.count
    resolver.collectItem(item, &state.context)
    for raw in first..<definitions.table.count {
      let definition = DefID(raw)
      if definitions[definition].parent == state.context.parent { body.items.append(definition) }
    }
  }
}
