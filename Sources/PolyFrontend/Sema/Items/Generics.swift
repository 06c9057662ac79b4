// Generic parameters of definitions and their places in argument lists.

import PolyExpansion
import PolySupport
import PolySyntax

extension Program {
  /// The generic parameters of a definition, its parents' counted in.
  public func generics(of def: DefID) -> GenericsData {
    if let known = genericsMemo.value(def) { return known }
    let parent = definitions.genericsParent(def)
    let kind = definitions.kind(def)
    // The parameters that `impl Trait` arguments stand for are made with the signature.
    if kind.isFunctionLike { resolution.resolveSignature(of: def) }
    var data: GenericsData
    if kind.isGenericParameter {
      data = generics(of: parent)
      genericsMemo.set(def, data)
      return data
    }
    data = GenericsData(
      owner: def, parent: parent, parentCount: parent.isNone ? 0 : generics(of: parent).count,
      hasSelf: kind == .trait || kind == .traitAlias, parameters: [])
    var index = UInt32(data.ownStart)
    for parameter in definitions.generics(def) {
      let entry = definitions[parameter]
      if entry.isHigherRanked { continue }
      let parameterKind: GenericParameterKind
      var hasDefault = false
      switch entry.kind {
      case .lifetimeParameter: parameterKind = .lifetime
      case .constParameter: parameterKind = .const
      default: parameterKind = .type
      }
      if case .genericParameter(let node) = entry.syntax {
        switch tree.genericParameters.storage[Int(node)].kind {
        case .type(_, let value): hasDefault = !value.isNone
        case .const(_, let value): hasDefault = !value.isNone
        case .lifetime: break
        }
      }
      data.parameters.append(
        GenericParameterData(
          def: parameter, name: entry.name, kind: parameterKind, index: index, hasDefault: hasDefault,
          isSynthetic: entry.isSynthetic))
      parameterIndexMemo[parameter] = index
      index += 1
    }
    genericsMemo.set(def, data)
    return data
  }

  /// The place of a generic parameter in its owner's argument list.
  public func parameterIndex(_ parameter: DefID) -> UInt32? {
    if parameterIndexMemo[parameter] == .max { _ = generics(of: definitions.parent(parameter)) }
    let index = parameterIndexMemo[parameter]
    return index == .max ? nil : index
  }

  /// The parameters of a definition as arguments for itself.
  public func identityArgs(of def: DefID) -> Args {
    if let known = identityMemo.value(def) { return known }
    let args = types.args(identityArguments(generics(of: def)))
    identityMemo.set(def, args)
    return args
  }

  private func identityArguments(_ data: GenericsData) -> [GenericArg] {
    var result: [GenericArg] =
      data.parent.isNone ? [] : Array(types.list(identityArgs(of: data.parent)))
    if data.hasSelf { result.append(GenericArg(selfParameter)) }
    for parameter in data.parameters { result.append(identityArgument(parameter)) }
    return result
  }

  func identityArgument(_ parameter: GenericParameterData) -> GenericArg {
    switch parameter.kind {
    case .lifetime: GenericArg(types.erased)
    case .type: GenericArg(types.type(.parameter(index: parameter.index, name: parameter.name)))
    case .const: GenericArg(types.const(.parameter(index: parameter.index, name: parameter.name)))
    }
  }

  /// `Self` of a trait.
  public var selfParameter: Ty { types.type(.parameter(index: 0, name: Names.selfType)) }

  /// Every parameter of a definition by index: `Self` is nil.
  func parameter(of def: DefID, at index: UInt32) -> GenericParameterData? {
    var current = generics(of: def)
    while true {
      if Int(index) >= current.ownStart {
        let offset = Int(index) - current.ownStart
        return offset < current.parameters.count ? current.parameters[offset] : nil
      }
      if Int(index) >= current.parentCount || current.parent.isNone { return nil }
      current = generics(of: current.parent)
    }
  }

  /// Arguments for `child` made of those for its generic parent and its own identity.
  func extendWithIdentity(_ args: Args, to child: DefID) -> Args {
    let whole = identityArgs(of: child)
    let count = types.count(args)
    guard types.count(whole) > count else { return args }
    return types.args(Array(types.list(args)) + types.list(whole).dropFirst(count))
  }

  /// The first `count` arguments.
  public func prefix(_ args: Args, _ count: Int) -> Args {
    types.count(args) == count ? args : types.args(types.list(args).prefix(count))
  }

  /// Arguments of an item of `trait` changed to those of the corresponding item of an impl.
  public func rebase(_ args: Args, from trait: DefID, onto target: Args) -> Args {
    let count = generics(of: trait).count
    guard types.count(args) > count else { return target }
    return types.args(Array(types.list(target)) + types.list(args).dropFirst(count))
  }

  /// The default of a type or const parameter, in terms of the parameters before it.
  func defaultArgument(of parameter: GenericParameterData) -> GenericArg? {
    guard parameter.hasDefault, case .genericParameter(let node) = definitions[parameter.def].syntax
    else { return nil }
    let owner = definitions.parent(parameter.def)
    resolution.resolveSignature(of: owner)
    switch tree.genericParameters.storage[Int(node)].kind {
    case .type(_, let value):
      if let known = defaultMemo.value(parameter.def) { return GenericArg(known) }
      if defaultMemo.isInProgress(parameter.def) {
        reportCycle(parameter.def)
        return GenericArg(types.error)
      }
      defaultMemo.begin(parameter.def)
      let type = TypeLowering(self, owner: owner).lower(value)
      defaultMemo.set(parameter.def, type)
      return GenericArg(type)
    case .const(_, let value):
      return GenericArg(TypeLowering(self, owner: owner).lowerConst(value, type: type(of: parameter.def)))
    case .lifetime: return nil
    }
  }

  func reportCycle(_ def: DefID) {
    guard isLocal(def) else { return }
    let entry = definitions[def]
    if entry.kind == .typeAlias {
      var span = entry.nameSpan
      if case .item(let id) = entry.syntax, case .typeAlias(let node) = tree.items[id].kind, !tree.typeAliases[node].type.isNone {
        span = tree.span(tree.typeAliases[node].type)
      }
      diagnostics.error("E0391", "cycle detected when expanding type alias `\(definitions.path(def))`", at: span)
      return
    }
    let what = entry.kind == .constant || entry.kind == .staticItem || entry.kind == .anonymousConstant
      ? "evaluating initializer of" : "computing type of"
    diagnostics.error(
      "E0391", "cycle detected when \(what) `\(definitions.path(def))`", at: entry.nameSpan)
  }
}
