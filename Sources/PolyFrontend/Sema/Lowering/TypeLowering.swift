// Type nodes → types, in the scope of one definition.
//
// Paths are resolved by name resolution as far as names go; associated types are found here, by the
// bounds in scope. Lifetimes were checked by name resolution; here they are erased.

import PolyExpansion
import PolySupport
import PolySyntax

/// Lowers type nodes, bounds and generic arguments written inside `owner`.
public final class TypeLowering {
  let program: Program
  /// Whose generic parameters are in scope.
  let owner: DefID
  /// Makes a variable for `_` and for arguments left out; without it `_` is an error.
  public var infer: ((Span) -> Ty)?
  public var inferConst: ((Ty, Span) -> Const)?
  /// What stands for `<Args[0] as Trait>::item`; bodies normalize at once.
  public var project: ((DefID, Args, Span) -> Ty)?

  /// The bound that gave the last associated type has lifetimes of its own (`for<'a> Trait<&'a T>`).
  var isHigherRankedBound = false

  public init(_ program: Program, owner: DefID) {
    self.program = program
    self.owner = owner
  }

  var types: TypeTable { program.types }
  var tree: SyntaxTree { program.tree }
  var resolution: NameResolution { program.resolution }
  func error(_ code: String?, _ message: String, at span: Span, label: String = "") {
    program.diagnostics.error(code, message, at: span, label: label)
    program.markBroken(owner)
  }

  // MARK: types

  public func lower(_ node: TypeNodeID) -> Ty {
    guard !node.isNone else { return types.unit }
    let span = tree.types[node].span
    switch tree.types[node].kind {
    case .path(let path): return lowerPath(path, span: span)
    case .reference(_, let mutability, let target):
      return types.reference(lower(target), mutability.isMutable ? .mutable : .shared)
    case .pointer(let mutability, let target):
      return types.type(.pointer(lower(target), mutability.isMutable ? .mutable : .shared))
    case .slice(let element): return types.type(.slice(lower(element)))
    case .array(let element, let length):
      return types.type(.array(lower(element), lowerConst(length, type: types.usize)))
    case .tuple(let elements):
      if elements.isEmpty { return types.unit }
      return types.tuple(Array(tree.typeLists[elements]).map { lower($0) })
    case .never: return types.never
    case .infer:
      if let infer { return infer(span) }
      error(
        "E0121", "the placeholder `_` is not allowed within types on item signatures", at: span,
        label: "not allowed in type signatures")
      return types.error
    case .function(let id): return lowerFunctionPointer(tree.functionPointers[id])
    case .traitObject(let bounds, _): return lowerObject(Array(tree.genericBounds[bounds]), span: span)
    case .implTrait: return lowerOpaque(node, span: span)
    case .implicitSelf: return implicitSelf()
    case .macroCall, .error: return types.error
    }
  }

  private func lowerOpaque(_ node: TypeNodeID, span: Span) -> Ty {
    let def = resolution.definition(of: node)
    guard !def.isNone else {
      error("E0562", "`impl Trait` is not allowed in this position", at: span)
      return types.error
    }
    if program.definitions.kind(def) == .opaqueType {
      let isBodyType = infer != nil
      if isBodyType || !program.definitions.kind(program.definitions.parent(def)).isFunctionLike {
        error(
          "E0562", "`impl Trait` is not allowed in \(isBodyType ? "the type of variable bindings" : "this position")",
          at: span)
        return types.error
      }
      let args = program.identityArgs(of: def)
      return types.type(program.isTraitOpaque(def) ? .projection(def, args) : .opaque(def, args))
    }
    return program.type(of: def)
  }

  /// The type that `Self` means here.
  public func implicitSelf() -> Ty {
    var current = owner
    while !current.isNone {
      switch program.definitions.kind(current) {
      case .implementation: return program.type(of: current)
      case .trait, .traitAlias: return program.selfParameter
      default: current = program.definitions.parent(current)
      }
    }
    return types.error
  }

  func lowerFunctionPointer(_ pointer: FunctionPointer) -> Ty {
    if !pointer.lifetimes.isEmpty, !pointer.output.isNone {
      var used: Set<DefID> = []
      for parameter in tree.parameters[pointer.parameters] { addLifetimes(of: parameter.type, to: &used) }
      refuseUnconstrained(pointer.lifetimes, output: pointer.output, used) { name in
        ("E0581", "return type references lifetime `'\(name)`, which is not constrained by the fn input types")
      }
    }
    let inputs = Array(tree.parameters[pointer.parameters]).map { lower($0.type) }
    let data = SignatureData(
      inputs: types.types(inputs), output: lower(pointer.output), convention: program.convention(pointer.abi),
      isUnsafe: pointer.isUnsafe, isVariadic: pointer.isVariadic)
    return types.type(.functionPointer(types.signature(data)))
  }

  // MARK: lifetimes of binders

  func addLifetimes(of node: TypeNodeID, to set: inout Set<DefID>) {
    var found: Set<DefID> = []
    program.forEachLifetime(in: node) { lifetime in
      if case .parameter(let def) = resolution.lifetime(lifetime) { found.insert(def) }
    }
    set.formUnion(found)
  }

  /// Reports lifetimes of a binder that occur in an output but in no input.
  func refuseUnconstrained(
    _ binder: ListRef<GenericParameter>, output: TypeNodeID, _ used: Set<DefID>,
    _ message: (String) -> (code: String, text: String)
  ) {
    guard program.isLocal(owner) else { return }
    var bound: Set<DefID> = []
    for index in binder.range {
      let def = resolution.definition(ofParameter: UInt32(index))
      if !def.isNone { bound.insert(def) }
    }
    program.forEachLifetime(in: output) { lifetime in
      guard case .parameter(let def) = resolution.lifetime(lifetime), bound.contains(def), !used.contains(def) else {
        return
      }
      let text = message(program.symbols.text(lifetime.name))
      error(text.code, text.text, at: lifetime.span)
    }
  }

  // MARK: paths

  /// The type that a path names. With `inferMissing` (struct expressions and patterns) arguments that
  /// are not written are variables. The last `leaving` segments are left out.
  public func lowerPath(_ id: PathID, span: Span, inferMissing: Bool = false, leaving: Int = 0) -> Ty {
    let path = tree.paths[id]
    let segments = tree.pathSegments[path.segments].prefix(max(0, Int(path.segments.count) - leaving))
    let count = segments.count
    let first = segments.startIndex
    let partial = resolution.resolution(of: id)

    if path.hasSelfType {
      let selfType = lower(path.selfType)
      var position: Int
      var type: Ty
      if path.traitSegmentCount == 0 {
        type = selfType
        position = 0
      } else {
        let traitCount = Int(path.traitSegmentCount)
        guard case .definition(let item) = partial.base, traitCount < count,
          program.definitions.kind(item) == .associatedType
        else {
          if partial.base != .error, case .definition(let item) = partial.base {
            error(
              "E0573", "expected type, found \(program.definitions.kindWord(item))", at: span,
              label: "not a type")
          }
          return types.error
        }
        let trait = program.definitions.parent(item)
        let traitRef = lowerTraitRef(
          trait, segment: segments[first + traitCount - 1], selfType: selfType, span: path.span)
        type = projection(item, of: traitRef, segment: segments[first + traitCount], span: span)
        position = traitCount + 1
      }
      while position < count {
        type = associatedType(of: type, segments[first + position], res: .unresolved, span: span)
        position += 1
      }
      return type
    }

    guard count > 0 else { return types.error }
    let unresolved = min(max(0, Int(partial.unresolvedSegments) - leaving), count - 1)
    let last = count - 1 - unresolved
    refuseArguments(segments.prefix(last), base: partial.base)
    var type = lowerBase(partial.base, segment: segments[first + last], hasMore: unresolved > 0, span: span, inferMissing: inferMissing)
    if type == nil {
      // A trait as the base of an associated type, or as an object without `dyn`.
      guard case .definition(let trait) = partial.base else { return types.error }
      return lowerTraitAsType(trait, id, segments, unresolved: unresolved, span: span)
    }
    var base = partial.base
    var position = last + 1
    while position < count, let current = type {
      type = associatedType(of: current, segments[first + position], res: base, span: span)
      base = .unresolved
      position += 1
    }
    return type ?? types.error
  }

  /// The type named by a fully resolved prefix; nil for a trait.
  private func lowerBase(
    _ res: Res, segment: PathSegment, hasMore: Bool, span: Span, inferMissing: Bool
  ) -> Ty? {
    switch res {
    case .primitive(let primitive):
      refuse(segment, what: "builtin type `\(primitive.text)`")
      return program.primitive(primitive)
    case .selfType(let implementation):
      refuse(segment, what: "self type")
      return program.type(of: implementation)
    case .selfTrait:
      refuse(segment, what: "self type")
      return program.selfParameter
    case .definition(let def), .constructor(let def):
      let kind = program.definitions.kind(def)
      switch kind {
      case .structure, .union, .enumeration:
        return types.type(.adt(def, lowerArguments(of: def, segment, span: span, inferMissing: inferMissing)))
      case .typeAlias:
        let args = lowerArguments(of: def, segment, span: span, inferMissing: inferMissing)
        return types.substitute(program.type(of: def), args)
      case .typeParameter:
        refuse(segment, what: "type parameter `\(program.symbols.text(program.definitions.name(def)))`")
        return program.type(of: def)
      case .foreignType: return types.type(.foreign(def))
      case .trait, .traitAlias: return nil
      case .variant:
        if hasMore { return types.error }
        error("E0573", "expected type, found variant `\(program.definitions.path(def))`", at: span, label: "not a type")
        return types.error
      case .interfaceType: return program.type(of: def)
      case .associatedType:
        let trait = program.definitions.parent(def)
        program.diagnostics.report(
          Diagnostic(code: "E0223", "ambiguous associated type", at: span).help(
            "use fully-qualified syntax: `<Type as \(program.symbols.text(program.definitions.name(trait)))>::\(program.symbols.text(program.definitions.name(def)))`"
          ))
        return types.error
      case .module where !hasMore:
        // `use std::char;` does not take away the primitive type.
        if let primitive = program.primitive(named: segment.ident.name) { return program.primitive(primitive) }
        error("E0573", "expected type, found module `\(program.symbols.text(program.definitions.name(def)))`", at: span, label: "not a type")
        return types.error
      default:
        error(
          "E0573",
          "expected type, found \(program.definitions.kindWord(def)) `\(program.symbols.text(program.definitions.name(def)))`",
          at: span, label: "not a type")
        return types.error
      }
    default: return types.error
    }
  }

  private func lowerTraitAsType(
    _ trait: DefID, _ id: PathID, _ segments: Slice<ContiguousArray<PathSegment>>, unresolved: Int, span: Span
  ) -> Ty {
    if unresolved > 0 {
      let name = program.symbols.text(segments[segments.endIndex - 1].ident.name)
      program.diagnostics.report(
        Diagnostic(code: "E0223", "ambiguous associated type", at: span).help(
          "use fully-qualified syntax: `<Type as \(program.definitions.path(trait))>::\(name)`"))
      return types.error
    }
    if program.edition(of: owner) >= .e2021 {
      program.diagnostics.report(
        Diagnostic(code: "E0782", "expected a type, found a trait", at: span).help(
          "you can add the `dyn` keyword if you want a trait object: `dyn \(program.symbols.text(program.definitions.name(trait)))`"))
      return types.error
    }
    return lowerObject(
      [GenericBound(.trait(.none, lifetimes: .empty, id), span: span)], span: span)
  }

  private func refuse(_ segment: PathSegment, what: String) {
    guard !segment.arguments.isNone else { return }
    error(
      "E0109", "generic arguments are not allowed on \(what)", at: tree.genericArguments[segment.arguments].span,
      label: "generic argument not allowed")
  }

  func refuseArguments(_ segments: Slice<ContiguousArray<PathSegment>>, base: Res) {
    for segment in segments where !segment.arguments.isNone {
      // `Enum::<T>::Variant` gives the arguments before the variant.
      if case .definition(let def) = base, program.definitions.kind(def) == .variant { continue }
      if case .constructor = base { continue }
      refuse(segment, what: "module `\(program.symbols.text(segment.ident.name))`")
    }
  }

  /// `<trait as ref>::item<own arguments>`
  func projection(_ item: DefID, of reference: TraitRef, segment: PathSegment?, span: Span) -> Ty {
    var args = Array(types.list(reference.args))
    let generics = program.generics(of: item)
    if let segment {
      args = lowerArgumentList(of: item, generics, segment, prefix: args, span: span)
    } else {
      for parameter in generics.parameters { args.append(defaultOrErased(parameter, args)) }
    }
    return makeProjection(item, types.args(args), span: span)
  }

  private func defaultOrErased(_ parameter: GenericParameterData, _ args: [GenericArg]) -> GenericArg {
    switch parameter.kind {
    case .lifetime: GenericArg(types.erased)
    case .type: GenericArg(types.error)
    case .const: GenericArg(types.errorConst)
    }
  }

  func makeProjection(_ item: DefID, _ args: Args, span: Span) -> Ty {
    if let project { return project(item, args, span) }
    return types.type(.projection(item, args))
  }
}
