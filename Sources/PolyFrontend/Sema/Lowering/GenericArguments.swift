// Generic arguments as written → argument lists: counts, defaults, inference, const arguments.

import PolyExpansion
import PolySupport
import PolySyntax

extension TypeLowering {
  /// The arguments for a definition without a generic parent (a type, alias or trait without Self).
  public func lowerArguments(
    of def: DefID, _ segment: PathSegment, span: Span, inferMissing: Bool = false
  ) -> Args {
    let generics = program.generics(of: def)
    if generics.count == 0, segment.arguments.isNone { return types.emptyArgs }
    return types.args(
      lowerArgumentList(of: def, generics, segment, prefix: [], span: span, inferMissing: inferMissing))
  }

  /// The arguments for `def`: `prefix` are those of its parents (and Self), then those of `segment`.
  /// With `inferMissing` (paths of values) all are variables if none is written; otherwise what is
  /// left out is a default or an error.
  public func lowerArgumentList(
    of def: DefID, _ generics: GenericsData, _ segment: PathSegment, prefix: [GenericArg], span: Span,
    inferMissing: Bool = false
  ) -> [GenericArg] {
    var result = prefix
    var given: [GenericArgument] = []
    var lifetimes: [GenericArgument] = []
    var argumentsSpan = segment.ident.span
    if !segment.arguments.isNone {
      let node = tree.genericArguments[segment.arguments]
      argumentsSpan = node.span
      switch node.kind {
      case .angle(let list):
        for argument in tree.genericArgumentLists[list] {
          switch argument.kind {
          case .lifetime:
            if !given.isEmpty {
              error("E0747", "lifetime provided when a type was expected", at: argument.span)
            }
            lifetimes.append(argument)
          case .type, .const: given.append(argument)
          case .equalType, .equalConst, .bounds:
            if !program.definitions.kind(def).isTrait {
              error(
                "E0229", "associated item constraints are not allowed here", at: argument.span,
                label: "associated item constraint not allowed here")
            }
          }
        }
      case .parenthesized(let inputs, let output):
        if !program.definitions.kind(def).isTrait {
          error(
            "E0214", "parenthesized type parameters may only be used with a `Fn` trait", at: node.span,
            label: "only `Fn` traits may use parentheses")
          return result + generics.parameters.map { errorArgument($0) }
        }
        result.append(contentsOf: lowerParenthesized(generics, inputs: inputs, output: output))
        return result
      case .returnTypeNotation: break
      }
    }

    // Parameters that may be written: no synthetic ones.
    let expectedLifetimes = generics.parameters.filter { $0.kind == .lifetime }.count
    let written = generics.parameters.filter { $0.kind != .lifetime && !$0.isSynthetic }
    let isFunction = program.definitions.kind(def).isFunctionLike
    checkCounts(
      def, lifetimes: lifetimes.count, expectedLifetimes: expectedLifetimes, given: given.count,
      required: inferMissing && given.isEmpty ? 0 : written.filter { !$0.hasDefault }.count,
      allowed: written.count, isFunction: isFunction, segment: segment, argumentsSpan: argumentsSpan,
      extra: given.count > written.count ? given[written.count].span : argumentsSpan)

    var next = 0
    for parameter in generics.parameters {
      switch parameter.kind {
      case .lifetime: result.append(GenericArg(types.erased))
      case .type, .const:
        if !parameter.isSynthetic, next < given.count {
          result.append(lowerArgument(given[next], for: parameter))
          next += 1
        } else if parameter.hasDefault, !inferMissing || !given.isEmpty {
          let value = program.defaultArgument(of: parameter) ?? errorArgument(parameter)
          result.append(substitute(value, result))
        } else if let infer, inferMissing, given.isEmpty || parameter.isSynthetic {
          switch parameter.kind {
          case .const:
            let type = program.type(of: parameter.def)
            result.append(GenericArg(inferConst?(type, span) ?? types.errorConst))
          default: result.append(GenericArg(infer(segment.ident.span)))
          }
        } else {
          result.append(errorArgument(parameter))
        }
      }
    }
    return result
  }

  func errorArgument(_ parameter: GenericParameterData) -> GenericArg {
    switch parameter.kind {
    case .lifetime: GenericArg(types.erased)
    case .type: GenericArg(types.error)
    case .const: GenericArg(types.errorConst)
    }
  }

  private func substitute(_ argument: GenericArg, _ previous: [GenericArg]) -> GenericArg {
    guard types.flags(argument).contains(.hasParameters) else { return argument }
    let args = types.args(previous)
    switch argument.kind {
    case .type(let type):
      let result = types.substitute(type, args)
      if types.flags(result).contains(.hasProjections), let project {
        // A default such as `<T as Trait>::Item` is normalized where the body is checked.
        return GenericArg(
          types.map(result, mask: .hasProjections, leaf: { _, kind in
            if case .projection(let item, let args) = kind { return project(item, args, .none) }
            return nil
          }))
      }
      return GenericArg(result)
    case .const(let const): return GenericArg(types.substitute(const, args))
    case .region: return argument
    }
  }

  private func checkCounts(
    _ def: DefID, lifetimes: Int, expectedLifetimes: Int, given: Int, required: Int, allowed: Int,
    isFunction: Bool, segment: PathSegment, argumentsSpan: Span, extra: Span
  ) {
    let kind = program.definitions.kindWord(def)
    let name = program.symbols.text(program.definitions.name(def))
    func plural(_ count: Int, _ word: String) -> String { "\(count) \(word) argument\(count == 1 ? "" : "s")" }
    if isFunction, lifetimes > 0 {
      let early = program.earlyBoundLifetimes(of: def).count
      if early < expectedLifetimes, lifetimes > early {
        error(
          "E0794", "cannot specify lifetime arguments explicitly if late bound lifetime parameters are present",
          at: argumentsSpan)
      } else if early == expectedLifetimes, lifetimes != early {
        error(
          "E0107",
          "\(kind) takes \(plural(expectedLifetimes, "lifetime")) but \(plural(lifetimes, "lifetime")) \(lifetimes == 1 ? "was" : "were") supplied",
          at: segment.ident.span, label: "expected \(plural(expectedLifetimes, "lifetime"))")
      }
    } else if lifetimes > expectedLifetimes || (lifetimes > 0 && lifetimes < expectedLifetimes) {
      error(
        "E0107",
        "\(kind) takes \(plural(expectedLifetimes, "lifetime")) but \(plural(lifetimes, "lifetime")) \(lifetimes == 1 ? "was" : "were") supplied",
        at: segment.ident.span, label: "expected \(plural(expectedLifetimes, "lifetime"))")
    }
    guard given < required || given > allowed else { return }
    if given == 0 {
      error(
        "E0107", "missing generics for \(kind) `\(name)`", at: segment.ident.span,
        label: "expected \(required < allowed ? "at least " : "")\(plural(required, "generic"))")
      return
    }
    let bound = given < required ? (required < allowed ? "at least " : "") : (required < allowed ? "at most " : "")
    let expected = given < required ? required : allowed
    error(
      "E0107",
      "\(kind) takes \(bound)\(plural(expected, "generic")) but \(plural(given, "generic")) \(given == 1 ? "was" : "were") supplied",
      at: segment.ident.span, label: "expected \(bound)\(plural(expected, "generic"))")
  }

  private func lowerArgument(_ argument: GenericArgument, for parameter: GenericParameterData) -> GenericArg {
    switch (argument.kind, parameter.kind) {
    case (.type(let node), .type): return GenericArg(lower(node))
    case (.const(let expr), .const): return GenericArg(lowerConst(expr, type: program.type(of: parameter.def)))
    case (.type(let node), .const):
      return GenericArg(lowerConstArgument(node, type: program.type(of: parameter.def)))
    case (.const(let expr), _):
      error(
        "E0747", "constant provided when a type was expected", at: tree.exprs[expr].span)
      return GenericArg(types.error)
    default: return errorArgument(parameter)
    }
  }

  /// `(A, B) -> C` as the arguments of a `Fn` trait; the output is a constraint, see `lowerBound`.
  private func lowerParenthesized(
    _ generics: GenericsData, inputs: ListRef<TypeNodeID>, output: TypeNodeID
  ) -> [GenericArg] {
    let tuple = types.tuple(Array(tree.typeLists[inputs]).map { lower($0) })
    return generics.parameters.enumerated().map { offset, parameter in
      offset == 0 && parameter.kind == .type ? GenericArg(tuple) : errorArgument(parameter)
    }
  }

  // MARK: traits and bounds

  /// `selfType: Trait<arguments of segment>`
  public func lowerTraitRef(_ trait: DefID, segment: PathSegment, selfType: Ty, span: Span) -> TraitRef {
    let list = lowerArgumentList(
      of: trait, program.generics(of: trait), segment, prefix: [GenericArg(selfType)], span: span)
    return TraitRef(trait, types.args(list))
  }

  /// The trait reference of a path that must name a trait.
  public func lowerTraitPath(_ id: PathID, selfType: Ty) -> TraitRef? {
    let path = tree.paths[id]
    guard case .definition(let trait)? = resolution.resolution(of: id).full,
      program.definitions.kind(trait).isTrait, let segment = tree.pathSegments[path.segments].last
    else { return nil }
    return lowerTraitRef(trait, segment: segment, selfType: selfType, span: path.span)
  }

  /// The predicates that one bound on `selfType` means; `?Sized` and lifetimes mean none.
  public func lowerBound(_ bound: GenericBound, on selfType: Ty, into result: inout [SpannedPredicate]) {
    guard case .trait(let modifier, _, let id) = bound.kind, modifier != .maybe, modifier != .negative else { return }
    guard let reference = lowerTraitPath(id, selfType: selfType) else { return }
    result.append(SpannedPredicate(.trait(reference), span: bound.span))
    guard let segment = tree.pathSegments[tree.paths[id].segments].last, !segment.arguments.isNone else { return }
    switch tree.genericArguments[segment.arguments].kind {
    case .parenthesized(let inputs, let output):
      if case .trait(_, let binder, _) = bound.kind, !binder.isEmpty, !output.isNone {
        var used: Set<DefID> = []
        for input in tree.typeLists[inputs] { addLifetimes(of: input, to: &used) }
        refuseUnconstrained(binder, output: output, used) { name in
          (
            "E0582",
            "binding for associated type `Output` references lifetime `'\(name)`, which does not appear in the trait input types"
          )
        }
      }
      let type = lower(output)
      let lang = program.lang
      let isAsync = reference.trait == lang.asyncFn || reference.trait == lang.asyncFnMut || reference.trait == lang.asyncFnOnce
      let item = isAsync ? lang.asyncFnOnceOutput : lang.fnOnceOutput
      if !item.isNone {
        result.append(
          SpannedPredicate(.projection(item: item, args: reference.args, type: type), span: bound.span))
      }
    case .angle(let list):
      var specified: [Symbol: Span] = [:]
      for argument in Array(tree.genericArgumentLists[list]) {
        switch argument.kind {
        case .equalType(let name, let node):
          guard let match = constrained(name, in: reference) else { continue }
          if let first = specified[name.ident.name], name.arguments.isNone {
            let text = program.symbols.text(name.ident.name)
            let trait = program.symbols.text(program.definitions.name(program.definitions.parent(match.item)))
            program.diagnostics.report(
              Diagnostic(
                code: "E0719", "the value of the associated type `\(text)` in trait `\(trait)` is already specified",
                at: argument.span, label: "re-bound here"
              ).labelled(first, "`\(text)` bound here first"))
          }
          specified[name.ident.name] = argument.span
          result.append(
            SpannedPredicate(
              .projection(item: match.item, args: match.args, type: lower(node)), span: argument.span))
        case .bounds(let name, let bounds):
          guard let match = constrained(name, in: reference) else { continue }
          let type = makeProjection(match.item, match.args, span: argument.span)
          for inner in Array(tree.genericBounds[bounds]) { lowerBound(inner, on: type, into: &result) }
        default: break
        }
      }
    case .returnTypeNotation: break
    }
  }

  /// The associated type that `Item = …` in a bound constrains, with its arguments.
  func constrained(_ segment: PathSegment, in reference: TraitRef) -> (item: DefID, args: Args)? {
    guard let match = program.associatedType(named: segment.ident.name, in: reference) else {
      error(
        "E0220",
        "associated type `\(program.symbols.text(segment.ident.name))` not found for `\(program.symbols.text(program.definitions.name(reference.trait)))`",
        at: segment.ident.span,
        label: "associated type `\(program.symbols.text(segment.ident.name))` not found")
      return nil
    }
    let generics = program.generics(of: match.item)
    let args = lowerArgumentList(
      of: match.item, generics, segment, prefix: Array(types.list(match.reference.args)), span: segment.ident.span)
    return (match.item, types.args(args))
  }
}

extension DefinitionKind {
  var isTrait: Bool { self == .trait || self == .traitAlias }
  var isFunctionLike: Bool {
    switch self {
    case .function, .associatedFunction, .foreignFunction, .interfaceFunction: true
    default: false
    }
  }
}
