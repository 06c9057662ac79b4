// Turns the items of crates, modules and blocks into definitions, names, imports and macros.

import PolySupport
import PolySyntax

/// Where items are collected.
struct CollectionContext {
  /// Names are defined here (perhaps a block module).
  var module: DefID
  /// New definitions get this parent.
  var parent: DefID
  /// What privacy is about.
  var realModule: DefID
  var crate: CrateID
  var textual: TextualScope
  /// In an `interface` block of a `.poly` file.
  var isInterface = false
}

/// An item macro call whose macro was not known when it was met.
struct PendingCall {
  var item: ItemID
  var context: CollectionContext
  var invocation: TextualScope
}

/// A trait or impl with such a call among its items.
struct PendingMembers {
  var definition: DefID
  var items: ListRef<ItemID>
  var context: CollectionContext
}

extension Resolver {
  func collectItems(_ items: ListRef<ItemID>, _ context: inout CollectionContext) {
    for index in 0..<Int(items.count) {
      collectItem(tree.itemLists[items, index], &context)
    }
  }

  func collectItem(_ id: ItemID, _ context: inout CollectionContext) {
    let (attributes, enabled) = configure(tree.items[id].attributes)
    tree.items[id].attributes = attributes
    let item = tree.items[id]
    if !enabled || (!configuration.isTest && hasAttribute(attributes, Names.test)) {
      // A test that is not compiled is still a known name to nobody.
      if !enabled || isFunction(item) {
        tree.items[id].kind = .error
        return
      }
    }
    if !isLibrary(context.crate), !attributes.isEmpty { checkAttributes(attributes) }
    switch item.kind {
    case .externCrate(let original): collectExternCrate(id, item, original, &context)
    case .use(let useTree): collectUse(id, item, useTree, context)
    case .module(let module): collectModule(id, item, module, &context)
    case .function(let function): collectFunction(id, item, function, context)
    case .constant(let constant):
      let definition = makeItem(.constant, id, item, context)
      if item.name.name != Names.underscore { define(definition, .values, item, context) }
      makeGenerics(definition, tree.constants[constant].generics)
    case .staticVariable:
      define(makeItem(.staticItem, id, item, context), .values, item, context)
      collectAllocator(item, context: &context)
    case .typeAlias(let alias):
      let definition = makeItem(.typeAlias, id, item, context)
      define(definition, .types, item, context)
      makeGenerics(definition, tree.typeAliases[alias].generics)
    case .structure(let aggregate): collectAggregate(.structure, id, item, aggregate, &context)
    case .union(let aggregate): collectAggregate(.union, id, item, aggregate, &context)
    case .enumeration(let enumeration): collectEnumeration(id, item, enumeration, &context)
    case .trait(let trait):
      let definition = makeItem(.trait, id, item, context)
      if context.isInterface { definitions.update(definition) { $0.visibility = .everywhere } }
      define(definition, .types, item, context)
      makeGenerics(definition, tree.traits[trait].generics)
      modules.addScope(ModuleScope(definition: definition, lexicalParent: .none))
      collectMembers(definition, tree.traits[trait].items, context)
    case .traitAlias(let trait):
      let definition = makeItem(.traitAlias, id, item, context)
      define(definition, .types, item, context)
      makeGenerics(definition, tree.traits[trait].generics)
    case .implementation(let implementation):
      let definition = makeItem(.implementation, id, item, context)
      makeGenerics(definition, tree.impls[implementation].generics)
      newImplementations.append(definition)
      collectMembers(definition, tree.impls[implementation].items, context)
    case .externBlock(let block): collectExternBlock(id, item, block, context)
    case .macroDefinition(let macro): collectMacroDefinition(id, item, macro, &context)
    case .macroCall(let call): collectMacroCall(id, item, call, &context)
    case .interfaceType(let generics):
      let definition = makeItem(.interfaceType, id, item, context)
      makeGenerics(definition, generics)
      interfaceDeclarations.append(definition)
    case .group(let list): collectItems(list, &context)
    case .error: break
    }
  }

  private func isFunction(_ item: Item) -> Bool {
    if case .function = item.kind { return true }
    return false
  }

  // MARK: Definitions

  /// Makes the definition of an item; the caller gives it its name.
  func makeItem(
    _ kind: DefinitionKind, _ id: ItemID, _ item: Item, _ context: CollectionContext
  ) -> DefID {
    let definition = definitions.make(
      Definition(
        kind: kind, name: item.name.name, parent: context.parent, crate: context.crate,
        module: context.realModule, scopeModule: context.module,
        visibility: visibility(item.visibility, context), syntax: .item(id), span: item.span,
        nameSpan: item.name.isNone ? item.span : item.name.span, attributes: item.attributes))
    tables.itemDefinitions[id] = definition
    definitionScopes[definition] = context.textual
    registerAttributes(definition, item.attributes)
    if checksEverything { enqueue(definition) }
    return definition
  }

  /// Language items, diagnostic items, intrinsics, tests.
  func registerAttributes(_ definition: DefID, _ attributes: ListRef<Attribute>) {
    for attribute in tree.attributes[attributes] where attribute.path.isNone {
      switch attribute.name.name {
      case Names.lang:
        if let name = stringValue(attribute) {
          definitions.langItems[symbols.intern(name)] = definition
        }
      case Names.panic_handler:
        definitions.langItems[symbols.intern("panic_impl")] = definition
      case Names.rustc_intrinsic:
        definitions.update(definition) { $0.isIntrinsic = true }
      case Names.test:
        if definitions.kind(definition) == .function { tests.append(definition) }
      default: break
      }
    }
  }

  /// Defines the name of an item in the context's module.
  func define(
    _ definition: DefID, _ namespace: Namespace, _ item: Item, _ context: CollectionContext
  ) {
    guard !item.name.isNone else { return }
    addDefinition(
      .definition(definition), item.name.name, namespace, in: context.module,
      visibility: definitions[definition].visibility, span: item.span)
  }

  func addDefinition(
    _ res: Res, _ name: Symbol, _ namespace: Namespace, in module: DefID,
    visibility: VisibilityScope, span: Span, macro: MacroID = .none
  ) {
    addBinding(
      Binding(
        res: res, macro: macro, visibility: visibility, span: span, name: name,
        namespace: namespace, module: module))
  }

  /// The scope that a written visibility means.
  func visibility(_ visibility: PolySyntax.Visibility, _ context: CollectionContext)
    -> VisibilityScope
  {
    switch visibility.kind {
    case .inherited:
      // The items of a trait are as visible as the trait.
      if definitions.kind(context.parent) == .trait {
        return definitions[context.parent].visibility
      }
      return VisibilityScope(restrictedTo: context.realModule)
    case .public, .export: return .everywhere
    case .crate: return VisibilityScope(restrictedTo: root(context.crate))
    case .restricted(let path):
      return VisibilityScope(restrictedTo: restrictedModule(path, context))
    }
  }

  /// The ancestor module named by `pub(self)`, `pub(super)`, `pub(in path)`.
  private func restrictedModule(_ path: PathID, _ context: CollectionContext) -> DefID {
    var module = context.realModule
    var isFirst = true
    let segments = tree.paths[path].segments
    for index in 0..<Int(segments.count) {
      let name = tree.pathSegments[segments, index].ident.name
      switch name {
      case Names.selfValue where isFirst: break
      case Names.crate where isFirst: module = root(context.crate)
      case Names.super:
        let parent = definitions[module].parent
        guard !parent.isNone else {
          sink.error(
            "E0433", "too many leading `super` keywords",
            at: tree.pathSegments[segments, index].ident.span)
          return context.realModule
        }
        module = definitions[parent].kind.isModuleLike ? parent : definitions[parent].module
      default:
        if isFirst { module = root(context.crate) }
        let binding = modules.find(module, .types, name)
        if !binding.isNone, case .definition(let other) = modules.res(binding),
          !definitions.kind(other).isModuleLike
        {
          let shown = tree.pathSegments[segments].map { text($0.ident.name) }.joined(separator: "::")
          sink.error(
            "E0577", "expected module, found \(definitions.kindWord(other)) `\(shown)`",
            at: tree.paths[path].span, label: "not a module")
          return context.realModule
        }
        guard !binding.isNone, case .definition(let next) = modules.res(binding),
          definitions.kind(next) == .module
        else {
          sink.error(
            "E0433", "cannot find module `\(text(name))`", at: tree.paths[path].span)
          return context.realModule
        }
        module = next
      }
      isFirst = false
    }
    guard definitions.isDescendant(context.realModule, of: module) else {
      sink.error(
        "E0742", "visibilities can only be restricted to ancestor modules",
        at: tree.paths[path].span)
      return context.realModule
    }
    return module
  }

  /// Makes definitions of the generic parameters of an item.
  func makeGenerics(_ owner: DefID, _ generics: Generics) {
    guard !generics.parameters.isEmpty else { return }
    var result: [DefID] = []
    for index in 0..<Int(generics.parameters.count) {
      let parameter = tree.genericParameters[generics.parameters, index]
      if !parameter.attributes.isEmpty, !configure(parameter.attributes).enabled { continue }
      let kind: DefinitionKind =
        switch parameter.kind {
        case .lifetime: .lifetimeParameter
        case .type: .typeParameter
        case .const: .constParameter
        }
      if let previous = findGeneric(parameter.name.name, kind: kind, among: result, outer: owner) {
        reportDuplicateGeneric(parameter, kind, previous, owner)
      }
      result.append(
        makeGeneric(owner, parameter, kind, poolIndex: generics.parameters.start + UInt32(index)))
    }
    definitions.setGenerics(owner, result)
  }

  func makeGeneric(
    _ owner: DefID, _ parameter: GenericParameter, _ kind: DefinitionKind, poolIndex: UInt32
  ) -> DefID {
    let entry = definitions[owner]
    let definition = definitions.make(
      Definition(
        kind: kind, name: parameter.name.name, parent: owner, crate: entry.crate,
        module: entry.module, scopeModule: entry.scopeModule,
        visibility: VisibilityScope(restrictedTo: entry.module),
        syntax: .genericParameter(poolIndex), span: parameter.span, nameSpan: parameter.name.span,
        attributes: parameter.attributes))
    tables.parameterDefinitions[poolIndex] = definition
    checkLifetimeName(parameter)
    if case .type(_, let defaultType) = parameter.kind, !defaultType.isNone {
      definitions.update(definition) { $0.hasDefault = true }
    }
    if case .const(_, let defaultValue) = parameter.kind, !defaultValue.isNone {
      definitions.update(definition) { $0.hasDefault = true }
    }
    return definition
  }

  /// E0262, E0637: names that no lifetime parameter may have.
  func checkLifetimeName(_ parameter: GenericParameter) {
    guard case .lifetime = parameter.kind else { return }
    if parameter.name.name == Names.static {
      sink.error(
        "E0262", "invalid lifetime parameter name: `'static`", at: parameter.name.span,
        label: "'static is a reserved lifetime name")
    } else if parameter.name.name == Names.underscore {
      sink.error(
        "E0637", "`'_` cannot be used here", at: parameter.name.span,
        label: "`'_` is a reserved lifetime name")
    }
  }

  /// A parameter of this name among `own` or those of the outer owners of `owner`.
  private func findGeneric(
    _ name: Symbol, kind: DefinitionKind, among own: [DefID], outer owner: DefID
  ) -> DefID? {
    let isLifetime = kind == .lifetimeParameter
    for other in own
    where definitions.name(other) == name
      && (definitions.kind(other) == .lifetimeParameter) == isLifetime
    {
      return other
    }
    var found: DefID?
    let outer = definitions.genericsParent(owner)
    if !outer.isNone {
      definitions.forEachGeneric(outer) { other in
        if definitions.name(other) == name,
          (definitions.kind(other) == .lifetimeParameter) == isLifetime
        {
          found = other
        }
      }
    }
    return found
  }

  private func reportDuplicateGeneric(
    _ parameter: GenericParameter, _ kind: DefinitionKind, _ previous: DefID, _ owner: DefID
  ) {
    let name = (kind == .lifetimeParameter ? "'" : "") + text(parameter.name.name)
    let isOuter = definitions[previous].parent != owner
    if kind == .lifetimeParameter, isOuter {
      sink.report(
        Diagnostic(
          .error, code: "E0496",
          "lifetime name `\(name)` shadows a lifetime name that is already in scope",
          at: parameter.name.span, label: "lifetime `\(name)` already in scope"
        ).labelled(definitions[previous].nameSpan, "first declared here"))
      return
    }
    sink.report(
      Diagnostic(
        .error, code: "E0403",
        "the name `\(name)` is already used for a generic parameter in this item's generic parameters",
        at: parameter.name.span, label: "already used"
      ).labelled(definitions[previous].nameSpan, "first use of `\(name)`"))
  }

  // MARK: Functions, data types

  private func collectFunction(
    _ id: ItemID, _ item: Item, _ function: FunctionID, _ context: CollectionContext
  ) {
    if context.isInterface, case .none = tree.functions[function].body {
      let definition = makeItem(.interfaceFunction, id, item, context)
      makeGenerics(definition, tree.functions[function].generics)
      interfaceDeclarations.append(definition)
      return
    }
    let definition = makeItem(.function, id, item, context)
    define(definition, .values, item, context)
    makeGenerics(definition, tree.functions[function].generics)
    configureParameters(function)
    if item.name.name == Names.main, context.module == root(context.crate),
      !isLibrary(context.crate)
    {
      mainFunction = definition
    }
  }

  /// Removes parameters that are configured out.
  func configureParameters(_ function: FunctionID) {
    let list = tree.functions[function].parameters
    var kept: [Parameter]?
    for index in 0..<Int(list.count) {
      let parameter = tree.parameters[list, index]
      let enabled = parameter.attributes.isEmpty || configure(parameter.attributes).enabled
      if !enabled, kept == nil { kept = Array(tree.parameters[list].prefix(index)) }
      if enabled { kept?.append(parameter) }
    }
    if let kept { tree.functions[function].parameters = tree.parameters.make(kept) }
  }

  private func collectAggregate(
    _ kind: DefinitionKind, _ id: ItemID, _ item: Item, _ aggregate: AggregateID,
    _ context: inout CollectionContext
  ) {
    let definition = makeItem(kind, id, item, context)
    define(definition, .types, item, context)
    makeGenerics(definition, tree.aggregates[aggregate].generics)
    let data = configureFields(tree.aggregates[aggregate].data)
    tree.aggregates[aggregate].data = data
    let constructorVisibility = collectFields(
      definition, data, context, inherited: VisibilityScope(restrictedTo: context.realModule))
    if kind == .structure {
      defineConstructor(definition, item.name, data, constructorVisibility, context)
    }
    collectDerives(id, context: &context)
  }

  private func defineConstructor(
    _ definition: DefID, _ name: Ident, _ data: VariantData, _ visibility: VisibilityScope,
    _ context: CollectionContext
  ) {
    switch data {
    case .unit: definitions.update(definition) { $0.constructor = .unit }
    case .tuple: definitions.update(definition) { $0.constructor = .tuple }
    case .named:
      definitions.update(definition) { $0.constructor = .record }
      return
    }
    guard !name.isNone else { return }
    addDefinition(
      .constructor(definition), name.name, .values, in: context.module, visibility: visibility,
      span: definitions[definition].span)
  }

  /// The fields that are not configured out.
  private func configureFields(_ data: VariantData) -> VariantData {
    let list = data.fields
    var kept: [FieldDefinition]?
    for index in 0..<Int(list.count) where !tree.fieldDefinitions[list, index].attributes.isEmpty {
      let (attributes, enabled) = configure(tree.fieldDefinitions[list, index].attributes)
      tree.fieldDefinitions[list, index].attributes = attributes
      if !enabled { kept = [] }
    }
    guard kept != nil else { return data }
    var fields: [FieldDefinition] = []
    for index in 0..<Int(list.count) {
      let field = tree.fieldDefinitions[list, index]
      if !configure(field.attributes).enabled { continue }
      fields.append(field)
    }
    switch data {
    case .unit: return .unit
    case .named: return .named(tree.fieldDefinitions.make(fields))
    case .tuple:
      for index in fields.indices { fields[index].name.name = symbols.intern(String(index)) }
      return .tuple(tree.fieldDefinitions.make(fields))
    }
  }

  /// Makes the fields' definitions; returns the visibility of the constructor.
  private func collectFields(
    _ owner: DefID, _ data: VariantData, _ context: CollectionContext, inherited: VisibilityScope
  ) -> VisibilityScope {
    let list = data.fields
    var members: [DefID] = []
    members.reserveCapacity(Int(list.count))
    var constructor = definitions[owner].visibility
    var seen: [Symbol: Span] = [:]
    for index in 0..<Int(list.count) {
      let field = tree.fieldDefinitions[list, index]
      var scope = inherited
      if case .inherited = field.visibility.kind {} else {
        scope = visibility(field.visibility, context)
      }
      if case .named = data {
        if let previous = seen[field.name.name] {
          let name = text(field.name.name)
          sink.report(
            Diagnostic(
              .error, code: "E0124", "field `\(name)` is already declared", at: field.span,
              label: "field already declared"
            ).labelled(previous, "`\(name)` first declared here"))
        }
        seen[field.name.name] = field.span
      }
      members.append(
        definitions.make(
          Definition(
            kind: .field, name: field.name.name, parent: owner, crate: context.crate,
            module: context.realModule, scopeModule: context.module, visibility: scope,
            syntax: .field(list.start + UInt32(index)), span: field.span,
            nameSpan: field.name.span.isNone ? field.span : field.name.span,
            attributes: field.attributes)))
      constructor = narrower(constructor, scope)
    }
    definitions.setMembers(owner, members)
    return constructor
  }

  /// The scope that is inside of the other.
  func narrower(_ a: VisibilityScope, _ b: VisibilityScope) -> VisibilityScope {
    if a.isPublic { return b }
    if b.isPublic { return a }
    return definitions.isDescendant(b.module, of: a.module) ? b : a
  }

  private func collectEnumeration(
    _ id: ItemID, _ item: Item, _ enumeration: EnumID, _ context: inout CollectionContext
  ) {
    let definition = makeItem(.enumeration, id, item, context)
    define(definition, .types, item, context)
    makeGenerics(definition, tree.enums[enumeration].generics)
    modules.addScope(ModuleScope(definition: definition, lexicalParent: .none))
    configureVariants(enumeration)
    let list = tree.enums[enumeration].variants
    var members: [DefID] = []
    let scope = definitions[definition].visibility
    for index in 0..<Int(list.count) {
      let variant = tree.variants[list, index]
      let member = definitions.make(
        Definition(
          kind: .variant, name: variant.name.name, parent: definition, crate: context.crate,
          module: context.realModule, scopeModule: context.module, visibility: scope,
          syntax: .variant(list.start + UInt32(index)), span: variant.span,
          nameSpan: variant.name.span, attributes: variant.attributes))
      members.append(member)
      definitionScopes[member] = context.textual
      registerAttributes(member, variant.attributes)
      let data = configureFields(variant.data)
      tree.variants[list, index].data = data
      _ = collectFields(member, data, context, inherited: scope)
      addDefinition(
        .definition(member), variant.name.name, .types, in: definition, visibility: scope,
        span: variant.span)
      var inside = context
      inside.module = definition
      defineConstructor(member, variant.name, data, scope, inside)
    }
    definitions.setMembers(definition, members)
    collectDerives(id, context: &context)
  }

  private func configureVariants(_ enumeration: EnumID) {
    let list = tree.enums[enumeration].variants
    var kept: [Variant] = []
    var changed = false
    for index in 0..<Int(list.count) {
      var variant = tree.variants[list, index]
      if !variant.attributes.isEmpty {
        let (attributes, enabled) = configure(variant.attributes)
        if attributes != variant.attributes || !enabled { changed = true }
        variant.attributes = attributes
        if !enabled { continue }
      }
      kept.append(variant)
    }
    if changed { tree.enums[enumeration].variants = tree.variants.make(kept) }
  }

  // MARK: Traits, impls, extern blocks

  /// Makes the items of a trait or impl; puts it off if a macro call among them is not known yet.
  func collectMembers(_ owner: DefID, _ items: ListRef<ItemID>, _ context: CollectionContext) {
    var inside = context
    inside.parent = owner
    var flat: [ItemID] = []
    guard expandMemberCalls(items, owner, &inside, &flat) else {
      pendingMembers.append(PendingMembers(definition: owner, items: items, context: context))
      return
    }
    let isTrait = definitions.kind(owner) == .trait
    var members: [DefID] = []
    for id in flat {
      let item = tree.items[id]
      if !isLibrary(context.crate), !item.attributes.isEmpty { checkAttributes(item.attributes) }
      let kind: DefinitionKind
      let generics: Generics
      let namespace: Namespace
      var hasDefault = false
      switch item.kind {
      case .function(let function):
        kind = .associatedFunction
        generics = tree.functions[function].generics
        namespace = .values
        configureParameters(function)
        if case .none = tree.functions[function].body {} else { hasDefault = true }
      case .constant(let constant):
        kind = .associatedConstant
        generics = tree.constants[constant].generics
        namespace = .values
        hasDefault = !tree.constants[constant].value.isNone
      case .typeAlias(let alias):
        kind = .associatedType
        generics = tree.typeAliases[alias].generics
        namespace = .types
        hasDefault = !tree.typeAliases[alias].type.isNone
      default: continue
      }
      let definition = makeItem(kind, id, item, inside)
      definitions.update(definition) { $0.hasDefault = hasDefault }
      makeGenerics(definition, generics)
      members.append(definition)
      if isTrait, !item.name.isNone {
        addDefinition(
          .definition(definition), item.name.name, namespace, in: owner,
          visibility: definitions[owner].visibility, span: item.span)
      }
    }
    definitions.setMembers(owner, members)
  }

  /// Flattens groups and expands macro calls; false if a macro is not known yet.
  private func expandMemberCalls(
    _ items: ListRef<ItemID>, _ owner: DefID, _ context: inout CollectionContext,
    _ flat: inout [ItemID]
  ) -> Bool {
    for index in 0..<Int(items.count) {
      let id = tree.itemLists[items, index]
      let (attributes, enabled) = configure(tree.items[id].attributes)
      tree.items[id].attributes = attributes
      if !enabled {
        tree.items[id].kind = .error
        continue
      }
      if case .macroCall(let call) = tree.items[id].kind {
        let macro = findMacro(call, in: context.module, textual: context.textual)
        if macro.isNone, !reportsUnknownMacros { return false }
        tree.items[id].kind = .error
        if macro.isNone {
          reportUnknownMacro(call, in: context.module, textual: context.textual)
        } else {
          let kind: ItemTarget = definitions.kind(owner) == .trait ? .traitItems : .implItems
          let list = expandItems(call, macro, kind, in: context.module)
          tree.items[id].kind = .group(list)
        }
      }
      if case .group(let list) = tree.items[id].kind {
        if !expandMemberCalls(list, owner, &context, &flat) { return false }
      } else if case .macroDefinition(let macro) = tree.items[id].kind {
        collectMacroDefinition(id, tree.items[id], macro, &context)
      } else {
        flat.append(id)
      }
    }
    return true
  }

  private func collectExternBlock(
    _ id: ItemID, _ item: Item, _ block: ExternBlockID, _ context: CollectionContext
  ) {
    let owner = makeItem(.foreignModule, id, item, context)
    var inside = context
    inside.parent = owner
    var members: [DefID] = []
    collectForeignItems(tree.externBlocks[block].items, inside, &members)
    definitions.setMembers(owner, members)
  }

  private func collectForeignItems(
    _ items: ListRef<ItemID>, _ context: CollectionContext, _ members: inout [DefID]
  ) {
    for index in 0..<Int(items.count) {
      let id = tree.itemLists[items, index]
      let (attributes, enabled) = configure(tree.items[id].attributes)
      tree.items[id].attributes = attributes
      guard enabled else {
        tree.items[id].kind = .error
        continue
      }
      let item = tree.items[id]
      switch item.kind {
      case .function(let function):
        let definition = makeItem(.foreignFunction, id, item, context)
        define(definition, .values, item, context)
        makeGenerics(definition, tree.functions[function].generics)
        members.append(definition)
      case .staticVariable:
        let definition = makeItem(.foreignStatic, id, item, context)
        define(definition, .values, item, context)
        members.append(definition)
      case .typeAlias:
        let definition = makeItem(.foreignType, id, item, context)
        define(definition, .types, item, context)
        members.append(definition)
      case .group(let list): collectForeignItems(list, context, &members)
      case .macroCall(let call):
        let macro = findMacro(call, in: context.module, textual: context.textual)
        tree.items[id].kind = .error
        if macro.isNone {
          reportUnknownMacro(call, in: context.module, textual: context.textual)
        } else {
          let list = expandItems(call, macro, .externItems, in: context.module)
          tree.items[id].kind = .group(list)
          collectForeignItems(list, context, &members)
        }
      default: break
      }
    }
  }

  // MARK: Macros

  func collectMacroDefinition(
    _ id: ItemID, _ item: Item, _ macro: MacroDefinitionID, _ context: inout CollectionContext
  ) {
    guard !item.name.isNone else { return }
    let body = tree.macroDefinitions[macro]
    guard body.isMacroRules else {
      sink.error(
        "E0658", "`macro` is experimental: use `macro_rules!`", at: item.span)
      return
    }
    let definition = makeItem(.macro, id, item, context)
    var kind = MacroData.Kind.uncompiled(body: body.rules)
    if let attribute = attribute(definition, Names.rustc_builtin_macro) {
      var name = item.name.name
      if case .tokens(_, let slice) = attribute.arguments, !slice.isEmpty,
        tree.buffers[slice.buffer].kind(Int(slice.start)).isIdentifierOrKeyword
      {
        name = tree.buffers[slice.buffer].symbol(Int(slice.start))
      }
      if let builtin = BuiltinMacro(rawValue: text(name)) {
        kind = .builtin(builtin)
      } else if isDeriveOrAttributeMacro(name) {
        kind = .builtin(.attributeOrDerive)
      } else {
        sink.error(
          nil, "cannot find a built-in macro with name `\(text(name))`", at: item.span)
        return
      }
    }
    var data = MacroData(
      kind: kind, name: item.name, crate: context.crate, definition: definition)
    let export = attribute(definition, Names.macro_export)
    if let export, case .tokens(_, let slice) = export.arguments, !slice.isEmpty {
      data.localInnerMacros =
        tree.buffers[slice.buffer].symbol(Int(slice.start)) == Names.local_inner_macros
    }
    let macroID = macros.push(data)
    macroOfDefinition[definition] = macroID
    if !isLibrary(context.crate) { compileMacro(macroID) }
    context.textual = textualScopes.define(item.name.name, macroID, in: context.textual)
    if export != nil {
      let rootModule = root(context.crate)
      definitions.update(definition) { $0.visibility = .everywhere }
      addBinding(
        Binding(
          res: .definition(definition), macro: macroID, visibility: .everywhere, span: item.span,
          name: item.name.name, namespace: .macros, module: rootModule))
    }
  }

  private func collectMacroCall(
    _ id: ItemID, _ item: Item, _ call: MacroCallID, _ context: inout CollectionContext
  ) {
    let macro = findMacro(call, in: context.module, textual: context.textual, onlyTextual: true)
    if macro.isNone {
      let invocation = textualScopes.addInvocation(in: context.textual)
      pendingCalls.append(PendingCall(item: id, context: context, invocation: invocation))
      context.textual = invocation
      return
    }
    tree.items[id].kind = .error
    let list = expandItems(call, macro, .moduleItems, in: context.module)
    tree.items[id].kind = .group(list)
    collectItems(list, &context)
  }
}
