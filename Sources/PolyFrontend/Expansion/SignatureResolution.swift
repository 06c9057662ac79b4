// Signatures on demand: what a definition writes outside of its body. Impl headers for the index.

import PolySupport
import PolySyntax

extension Resolver {
  /// Fills the tables for all that is written outside of bodies; does nothing the second time.
  public func resolveSignature(_ definition: DefID) {
    guard !signatureDone[definition] else { return }
    signatureDone[definition] = true
    guard case .item(let id) = definitions[definition].syntax else { return }
    let scope = ScopedResolver(self, owner: definition)
    let item = tree.items[id]
    switch item.kind {
    case .function(let function):
      if tree.functions[function].header.isAsync { desugarAsyncSignature(function) }
      scope.resolveFunctionSignature(tree.functions[function])
    case .constant(let constant), .staticVariable(let constant):
      let node = tree.constants[constant]
      scope.resolveGenerics(node.generics)
      scope.resolveType(node.type)
    case .typeAlias(let alias):
      let node = tree.typeAliases[alias]
      scope.resolveGenerics(node.generics)
      scope.resolveBounds(node.bounds)
      if definitions.kind(definition) == .typeAlias { scope.elision = .missing(help: nil) }
      scope.resolveType(node.type)
    case .structure(let aggregate), .union(let aggregate):
      let node = tree.aggregates[aggregate]
      scope.resolveGenerics(node.generics)
      scope.resolveFields(node.data)
    case .enumeration(let enumeration):
      scope.resolveGenerics(tree.enums[enumeration].generics)
      let variants = tree.enums[enumeration].variants
      for index in 0..<Int(variants.count) {
        scope.resolveFields(tree.variants[variants, index].data)
        scope.resolveConstantArgument(tree.variants[variants, index].discriminant)
      }
    case .trait(let trait), .traitAlias(let trait):
      let node = tree.traits[trait]
      scope.resolveGenerics(node.generics)
      scope.resolveBounds(node.supertraits)
    case .implementation(let implementation):
      let node = tree.impls[implementation]
      scope.resolveGenerics(node.generics)
      if !node.trait.isNone { scope.resolvePath(node.trait, .trait) }
      scope.resolveType(node.selfType)
    case .interfaceType(let generics): scope.resolveGenerics(generics)
    default: break
    }
  }

  /// Traits and self types of new impls, by names only.
  func resolveImplementationHeaders() {
    let pending = newImplementations
    newImplementations.removeAll()
    for definition in pending {
      guard case .item(let id) = definitions[definition].syntax,
        case .implementation(let implementation) = tree.items[id].kind
      else { continue }
      let node = tree.impls[implementation]
      let scope = ScopedResolver(self, owner: definition)
      var trait = DefID.none
      if !node.trait.isNone, case .definition(let found)? = scope.resolvePath(node.trait, .trait).full {
        trait = found
        checkImplementationItems(definition, trait)
      }
      definitions.implementations.append(
        ImplementationHeader(
          definition: definition, trait: trait, isTraitImpl: !node.trait.isNone,
          isNegative: node.isNegative, selfHead: selfTypeHead(node.selfType, scope)))
    }
  }

  private func selfTypeHead(_ type: TypeNodeID, _ scope: ScopedResolver) -> SelfTypeHead {
    if case .macroCall = tree.types[type].kind { scope.resolveType(type) }
    switch tree.types[type].kind {
    case .path(let path):
      guard let res = scope.resolvePath(path, .type).full else { return .other }
      switch res {
      case .primitive(let primitive): return .primitive(primitive)
      case .definition(let definition):
        switch definitions.kind(definition) {
        case .structure, .union, .enumeration, .foreignType, .typeAlias, .trait:
          return .definition(definition)
        default: return .other
        }
      default: return .other
      }
    case .reference(_, let mutability, _):
      return mutability.isMutable ? .mutableReference : .reference
    case .pointer(let mutability, _): return mutability.isMutable ? .mutablePointer : .pointer
    case .slice: return .slice
    case .array: return .array
    case .tuple: return .tuple
    case .function: return .functionPointer
    case .never: return .never
    case .traitObject(let bounds, _):
      for index in 0..<Int(bounds.count) {
        if case .trait(_, let lifetimes, let path) = tree.genericBounds[bounds, index].kind {
          var result = SelfTypeHead.other
          scope.scoped {
            scope.bindLifetimes(lifetimes)
            if case .definition(let definition)? = scope.resolvePath(path, .trait).full {
              result = .definition(definition)
            }
          }
          return result
        }
      }
      return .other
    case .implTrait, .infer, .implicitSelf, .macroCall, .error: return .other
    }
  }

  /// E0407, E0437, E0438: items that the trait does not have.
  private func checkImplementationItems(_ implementation: DefID, _ trait: DefID) {
    guard !isLibrary(crate(implementation)), definitions.kind(trait) == .trait else { return }
    var seen: [UInt64: DefID] = [:]
    for member in definitions.members(implementation) {
      let entry = definitions[member]
      let namespace: Namespace = entry.kind == .associatedType ? .types : .values
      let key = UInt64(namespace.rawValue) << 32 | UInt64(entry.name.raw)
      if let previous = seen[key] {
        sink.report(
          Diagnostic(
            .error, code: "E0201",
            "duplicate definitions with name `\(text(entry.name))`:", at: entry.span,
            label: "duplicate definition"
          ).labelled(definitions[previous].span, "previous definition here"))
      }
      seen[key] = member
      let binding = modules.find(trait, namespace, entry.name)
      let found = binding.isNone ? nil : modules.res(binding).definition
      if let found, definitions.kind(found) == entry.kind { continue }
      // Another kind of item of that name is an error of the implementation's check.
      if definitions.members(trait).contains(where: { definitions.name($0) == entry.name }) { continue }
      let name = text(entry.name)
      let traitName = text(definitions.name(trait))
      let (code, word): (String, String) =
        switch entry.kind {
        case .associatedType: ("E0437", "type")
        case .associatedConstant: ("E0438", "const")
        default: ("E0407", "method")
        }
      var diagnostic = Diagnostic(
        .error, code: code, "\(word) `\(name)` is not a member of trait `\(traitName)`",
        at: entry.span, label: "not a member of trait `\(traitName)`")
      var nearest = NearestName(entry.name, symbols)
      for other in definitions.members(trait) where definitions.kind(other) == entry.kind {
        nearest.consider(definitions.name(other))
      }
      if let best = nearest.best {
        diagnostic = diagnostic.help(
          "there is an associated \(entry.kind == .associatedFunction ? "function" : word) with a similar name: `\(text(best))`",
          at: entry.nameSpan)
      }
      sink.report(diagnostic)
    }
  }

  /// The traits in scope in a module: those it names, those of enclosing blocks, the prelude's.
  public func traitsInScope(_ scopeModule: DefID) -> ContiguousArray<DefID> {
    guard modules.hasScope(scopeModule) else {
      let parent = definitions[scopeModule].scopeModule
      return parent.isNone || parent == scopeModule ? [] : traitsInScope(parent)
    }
    if let known = modules[scope: scopeModule].traitsInScope { return known }
    var result: ContiguousArray<DefID> = []
    var seen: Set<DefID> = []
    func add(_ module: DefID) {
      modules.forEachBinding(module) { slot, binding in
        guard binding.namespace == .types, case .definition(let trait) = modules.res(slot) else {
          return
        }
        let kind = definitions.kind(trait)
        if kind == .trait || kind == .traitAlias, seen.insert(trait).inserted { result.append(trait) }
      }
    }
    add(scopeModule)
    let outer = modules[scope: scopeModule].lexicalParent
    if outer.isNone {
      if !modules[scope: scopeModule].hasNoImplicitPrelude {
        let prelude = preludeModule(crate(scopeModule))
        if !prelude.isNone { add(prelude) }
      }
    } else {
      for trait in traitsInScope(outer) where seen.insert(trait).inserted { result.append(trait) }
    }
    modules[scope: scopeModule].traitsInScope = result
    return result
  }
}

extension ScopedResolver {
  func resolveFields(_ data: VariantData) {
    elision = .missing(help: nil)
    let fields = data.fields
    for index in 0..<Int(fields.count) {
      resolveType(tree.fieldDefinitions[fields, index].type)
      let value = tree.fieldDefinitions[fields, index].defaultValue
      if !value.isNone { makeAnonymousConstant(value) }
    }
    elision = .allowed
  }

  func resolveFunctionSignature(_ function: Function) {
    // Synthetic parameters of `impl Trait` arguments come behind the written ones.
    syntheticParameters = []
    resolveGenerics(function.generics)
    elision = .counting
    var names: [(name: String, lifetimes: Int)] = []
    var selfReference = false
    for index in 0..<Int(function.parameters.count) {
      let parameter = tree.parameters[function.parameters, index]
      let before = elidedCount + namedLifetimes.count
      resolveType(parameter.type)
      let count = elidedCount + namedLifetimes.count - before
      if index == 0, function.hasSelf, containsReferenceToSelf(parameter.type) {
        selfReference = true
      }
      if count > 0 { names.append((patternName(parameter.pattern), count)) }
    }
    let synthetic = syntheticParameters ?? []
    syntheticParameters = nil
    if !synthetic.isEmpty {
      definitions.setGenerics(owner, Array(definitions.generics(owner)) + synthetic)
    }
    let count = elidedCount + namedLifetimes.count
    if selfReference || count == 1 {
      elision = .resolved
    } else if case .foreignFunction = definitions.kind(owner), resolver.isLibrary(crate) {
      elision = .allowed
    } else {
      elision = .missing(help: elisionHelp(names, hasParameters: !function.parameters.isEmpty))
    }
    resolveType(function.output)
    elision = .allowed
  }

  private func elisionHelp(_ names: [(name: String, lifetimes: Int)], hasParameters: Bool) -> String {
    let start = "this function's return type contains a borrowed value, but "
    guard !names.isEmpty else { return start + "there is no value for it to be borrowed from" }
    func describe(_ item: (name: String, lifetimes: Int)) -> String {
      item.lifetimes == 1
        ? (item.name.isEmpty ? "an argument" : "`\(item.name)`")
        : "one of `\(item.name)`'s \(item.lifetimes) lifetimes"
    }
    let described = names.map(describe)
    let list: String
    switch described.count {
    case 1: list = described[0]
    case 2: list = described.joined(separator: " or ")
    default: list = described.dropLast().joined(separator: ", ") + ", or " + (described.last ?? "")
    }
    return start + "the signature does not say \(described.count == 1 ? "which" : "whether it is borrowed from") \(list)"
      + (described.count == 1 ? " it is borrowed from" : "")
  }

  private func patternName(_ pattern: PatID) -> String {
    guard !pattern.isNone, case .binding(_, let ident, _) = tree.patterns[pattern].kind else { return "" }
    return text(ident.name)
  }

  /// `&self`, `self: &Self`, `self: Pin<&mut Self>`: its lifetime is that of the result.
  private func containsReferenceToSelf(_ type: TypeNodeID) -> Bool {
    guard !type.isNone else { return false }
    switch tree.types[type].kind {
    case .reference(_, _, let inner):
      if case .implicitSelf = tree.types[inner].kind { return true }
      if case .path(let path) = tree.types[inner].kind {
        return tree.pathSegments[tree.paths[path].segments].last?.ident.name == Names.selfType
          || containsReferenceToSelf(inner)
      }
      return containsReferenceToSelf(inner)
    case .path(let path):
      guard let last = tree.pathSegments[tree.paths[path].segments].last, !last.arguments.isNone,
        case .angle(let list) = tree.genericArguments[last.arguments].kind
      else { return false }
      for argument in tree.genericArgumentLists[list] {
        if case .type(let inner) = argument.kind, containsReferenceToSelf(inner) { return true }
      }
      return false
    default: return false
    }
  }
}
