// Resolves what one definition writes: its signature, or its body. Holds the scopes in force.
//
// Scopes are one stack: locals, generic parameters, labels, and marks (block modules, boundaries,
// macro definitions). A look-up walks it from the top; what is below the stack is the module.

import PolySupport
import PolySyntax

struct ScopeEntry {
  enum Kind: UInt8 {
    case local, typeParameter, constParameter, lifetime, label
    /// A block with items: its module.
    case module
    /// A `macro_rules!` of a block: tokens of its body look from here outwards for locals.
    case macroDefinition
  }
  var kind: Kind
  var name: Symbol
  var context: SyntaxContext
  /// LocalID, DefID, ExprID or MacroID.
  var raw: UInt32
  var span: Span
}

/// A place that `break` or `continue` may leave.
struct Breakable {
  enum Kind: UInt8 { case loop, labelledBlock, closure, asyncBlock, constant }
  var kind: Kind
  var expression: ExprID
}

/// How a lifetime that is not written is understood.
enum ElisionMode {
  /// Inferred, or fresh: bodies, impl headers.
  case allowed
  /// Counted: parameters of a function.
  case counting
  /// In a return type whose parameters give exactly one lifetime, or a `self` reference.
  case resolved
  /// E0106, with the function's parameters to tell about if it is a return type.
  case missing(help: String?)
}

final class ScopedResolver {
  let resolver: Resolver
  let tree: SyntaxTree
  let definitions: Definitions
  let owner: DefID
  let crate: CrateID
  /// The nearest real module.
  let realModule: DefID
  /// The scope below the stack.
  let outerModule: DefID
  /// The innermost block module, or `outerModule`.
  var module: DefID
  var textual: TextualScope
  var scopes: ContiguousArray<ScopeEntry> = []
  var breakables: ContiguousArray<Breakable> = []
  var body: BodyResolution
  /// What `Self` means as a type, if anything.
  var selfRes: Res?
  /// Bindings of the pattern that is being resolved.
  var patternBindings: ContiguousArray<PatternBinding> = []
  /// Bindings of earlier alternatives, which further ones bind again.
  var reusableBindings: ContiguousArray<PatternBinding> = []
  /// The pattern belongs to a parameter list: E0415 instead of E0416.
  var isParameterList = false
  /// Bindings before the current parameter.
  var parameterStart = 0
  var elision = ElisionMode.allowed
  var elidedCount = 0
  var namedLifetimes: Set<Symbol> = []
  /// `impl Trait` here is a type parameter (argument position) or an opaque type.
  var syntheticParameters: [DefID]?
  enum HiddenPlace { case inDefault, inConstantType }
  /// Own generic parameters from this index of the pool on may not be named here.
  var hiddenParameters: (UInt32, HiddenPlace)?
  /// The body is a const argument or array length that is more than a parameter's name.
  var isConstantOperation = false
  /// Depth of the walk, against overflow of the stack.
  var depth = 0

  init(_ resolver: Resolver, owner: DefID) {
    self.resolver = resolver
    self.owner = owner
    tree = resolver.tree
    definitions = resolver.definitions
    let entry = resolver.definitions[owner]
    crate = entry.crate
    realModule = entry.kind.isModuleLike ? resolver.realModule(owner) : entry.module
    outerModule = entry.scopeModule
    module = entry.scopeModule
    body = BodyResolution(owner: owner)
    textual = resolver.definitionScopes[owner]
    pushOwnersGenerics(owner)
  }

  var sink: DiagnosticSink { resolver.sink }
  func text(_ symbol: Symbol) -> String { resolver.text(symbol) }

  /// Generic parameters and `Self` of the owner and of what it inherits from.
  private func pushOwnersGenerics(_ definition: DefID) {
    let outer = definitions.genericsParent(definition)
    if !outer.isNone { pushOwnersGenerics(outer) }
    switch definitions.kind(definition) {
    case .implementation: selfRes = .selfType(definition)
    case .trait, .traitAlias: selfRes = .selfTrait(definition)
    case .structure, .union, .enumeration: selfRes = .selfType(definition)
    default: break
    }
    for parameter in definitions.generics(definition) where !definitions[parameter].isSynthetic {
      pushGeneric(parameter)
    }
  }

  func pushGeneric(_ parameter: DefID) {
    let entry = definitions[parameter]
    let kind: ScopeEntry.Kind =
      switch entry.kind {
      case .lifetimeParameter: .lifetime
      case .constParameter: .constParameter
      default: .typeParameter
      }
    scopes.append(
      ScopeEntry(
        kind: kind, name: entry.name, context: .root, raw: parameter.raw, span: entry.nameSpan))
  }

  // MARK: Locals

  func addLocal(_ ident: Ident, _ pattern: PatID, _ kind: LocalKind) -> LocalID {
    let local = body.locals.push(
      Local(name: ident.name, span: ident.span, pattern: pattern, kind: kind))
    bind(ident, local)
    return local
  }

  func bind(_ ident: Ident, _ local: LocalID) {
    scopes.append(
      ScopeEntry(
        kind: .local, name: ident.name, context: ident.context, raw: local.raw, span: ident.span))
  }

  // MARK: Looking up

  /// A name as a value, without following paths; nil if there is none.
  func findValue(_ ident: Ident) -> FoundName? {
    var context = ident.context
    var index = scopes.count
    while index > 0 {
      index -= 1
      let entry = scopes[index]
      switch entry.kind {
      case .local:
        if entry.name == ident.name, entry.context == context {
          return FoundName(res: .local(LocalID(raw: entry.raw)), macro: .none, binding: .none)
        }
      case .constParameter:
        if entry.name == ident.name {
          return FoundName(res: .definition(DefID(raw: entry.raw)), macro: .none, binding: .none)
        }
      case .module:
        if let found = findInModule(DefID(raw: entry.raw), .values, ident.name) { return found }
      case .macroDefinition:
        if context != .root, resolver.hygiene.outerMacro(context).raw == entry.raw {
          context = resolver.hygiene.removingMark(context)
        }
      case .typeParameter, .lifetime, .label: break
      }
    }
    return resolver.findLexically(ident.name, .values, from: outerModule, crate: crate)
  }

  /// A name as a type or module.
  func findType(_ ident: Ident) -> FoundName? {
    var index = scopes.count
    while index > 0 {
      index -= 1
      let entry = scopes[index]
      switch entry.kind {
      case .typeParameter:
        if entry.name == ident.name {
          return FoundName(res: .definition(DefID(raw: entry.raw)), macro: .none, binding: .none)
        }
      case .module:
        if let found = findInModule(DefID(raw: entry.raw), .types, ident.name) { return found }
      default: break
      }
    }
    return resolver.findLexically(ident.name, .types, from: outerModule, crate: crate)
  }

  private func findInModule(_ module: DefID, _ namespace: Namespace, _ name: Symbol) -> FoundName? {
    let binding = resolver.modules.find(module, namespace, name)
    if binding.isNone { return nil }
    return FoundName(
      res: resolver.modules.res(binding), macro: .none, binding: binding)
  }

  /// Whether only modules know the name as a value: what decides if a pattern's name is a constant.
  func findItemValue(_ ident: Ident) -> Res? {
    guard let found = findValue(ident) else { return nil }
    if case .local = found.res {
      // A local hides nothing here: patterns bind anew.
      return nil
    }
    checkAmbiguity(found, ident)
    return found.res
  }

  /// Reports a name that two globs bring with different meanings.
  func checkAmbiguity(_ found: FoundName, _ ident: Ident) {
    guard !found.binding.isNone else { return }
    let binding = resolver.modules[found.binding]
    if binding.importIndex >= 0 { resolver.markUsed(found.binding) }
    guard binding.isAmbiguous else { return }
    let name = text(ident.name)
    sink.report(
      Diagnostic(
        .error, code: "E0659", "`\(name)` is ambiguous", at: ident.span, label: "ambiguous name"
      ).note("ambiguous because of multiple glob imports of a name in the same module")
        .note("`\(name)` could refer to the item imported here", at: binding.span)
        .note("`\(name)` could also refer to the item imported here", at: binding.ambiguitySpan))
  }

  func resolveLifetime(_ lifetime: Lifetime) {
    guard !lifetime.isNone else { return }
    let key = lifetime.span.lower
    let result: LifetimeRes
    if lifetime.name == Names.static {
      result = .static
    } else if lifetime.name == Names.underscore {
      result = .anonymous
      noteElided(lifetime.span, isReference: false)
    } else if let parameter = findLifetime(lifetime.name) {
      result = .parameter(parameter)
      if case .counting = elision { namedLifetimes.insert(lifetime.name) }
    } else {
      result = .error
      let name = "'" + text(lifetime.name)
      sink.error(
        "E0261", "use of undeclared lifetime name `\(name)`", at: lifetime.span,
        label: "undeclared lifetime")
    }
    resolver.tables.lifetimes[key] = result
  }

  func findLifetime(_ name: Symbol) -> DefID? {
    var index = scopes.count
    while index > 0 {
      index -= 1
      if scopes[index].kind == .lifetime, scopes[index].name == name {
        return DefID(raw: scopes[index].raw)
      }
    }
    return nil
  }

  /// A lifetime is left out or `'_` here.
  func noteElided(_ span: Span, isReference: Bool) {
    switch elision {
    case .allowed, .resolved: break
    case .counting: elidedCount += 1
    case .missing(let help):
      var diagnostic = Diagnostic(
        .error, code: "E0106", "missing lifetime specifier",
        at: isReference ? Span(span.lower, span.lower &+ 1) : span,
        label: "expected named lifetime parameter")
      if let help { diagnostic = diagnostic.help(help) }
      sink.report(diagnostic)
    }
  }

  // MARK: Nesting

  /// Runs `body` with the scopes that it adds removed again.
  func scoped(_ body: () -> Void) {
    let count = scopes.count
    body()
    if scopes.count > count { scopes.removeLast(scopes.count - count) }
  }

  /// An anonymous constant with a body of its own.
  func makeAnonymousConstant(_ expression: ExprID) {
    guard !expression.isNone, resolver.tables.expressionDefinitions[expression].isNone else {
      return
    }
    makeInner(.anonymousConstant, expression)
  }

  @discardableResult
  func makeInner(_ kind: DefinitionKind, _ expression: ExprID) -> DefID {
    let span = tree.exprs[expression].span
    let definition = definitions.make(
      Definition(
        kind: kind, name: .none, parent: owner, crate: crate, module: realModule,
        scopeModule: module, visibility: VisibilityScope(restrictedTo: realModule),
        syntax: .expression(expression), span: span, nameSpan: span))
    resolver.definitionScopes[definition] = textual
    resolver.tables.expressionDefinitions[expression] = definition
    if resolver.checksEverything { resolver.enqueue(definition) }
    return definition
  }
}
