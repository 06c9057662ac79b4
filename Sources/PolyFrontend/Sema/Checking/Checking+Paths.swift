// Paths as values: locals, functions, constants, constructors, associated items of types.

import PolyExpansion
import PolySupport
import PolySyntax

/// A struct, union or enum variant named by a path, with its arguments.
struct VariantReference {
  var adt: DefID
  var variant: UInt32
  var definition: DefID
  var args: Args
  var type: Ty
  var fields: [AdtField]
  var constructor: AdtConstructor
}

/// What a value path names.
enum ValueReference {
  case local(LocalID)
  /// A function, method, constant or static with all its arguments.
  case item(DefID, Args)
  case constructor(VariantReference)
  case constParameter(DefID)
  case error
}

extension BodyChecker {
  func checkPath(_ expr: ExprID, _ path: PathID, _ expectation: Expectation, _ span: Span) -> TypedExprID {
    switch resolveValue(path, span: span) {
    case .local(let local): return makeLocal(local, span)
    case .item(let def, let args): return makeItemValue(def, args, span)
    case .constructor(let variant): return makeConstructorValue(variant, span)
    case .constParameter(let def):
      let index = program.parameterIndex(def) ?? 0
      let const = types.const(.parameter(index: index, name: definitions.name(def)))
      return make(.constParameter(const), program.type(of: def), span)
    case .error:
      typed.hasErrors = true
      return makeError(span)
    }
  }

  func makeLocal(_ local: LocalID, _ span: Span) -> TypedExprID {
    let variable = Variable(raw: local.raw &+ localBase)
    guard typed.variables.contains(variable) else { return makeError(span) }
    let type = typed.variables[variable].type
    return make(variableHome[variable.index] == currentClosure ? .variable(variable) : .upvar(variable), type, span)
  }

  /// The node for a function, constant or static.
  func makeItemValue(_ def: DefID, _ args: Args, _ span: Span) -> TypedExprID {
    switch definitions.kind(def) {
    case .function, .associatedFunction, .foreignFunction, .interfaceFunction:
      registerPredicates(of: def, args, span)
      return make(.zeroSized, types.type(.functionDef(def, args)), span)
    case .constant, .associatedConstant:
      registerPredicates(of: def, args, span)
      let type = normalize(types.substitute(program.type(of: def), args), span: span)
      return make(.constant(def, args), type, span)
    case .staticItem, .foreignStatic:
      if isMutableStatic(def) {
        requireUnsafe("use of mutable static", span, note: "mutable statics can be mutated by multiple threads: aliasing violations or data races will cause undefined behavior")
      } else if definitions.kind(def) == .foreignStatic {
        requireUnsafe("use of extern static", span, note: "extern statics are not controlled by the Rust type system: invalid data, aliasing violations or data races will cause undefined behavior")
      }
      return make(.staticItem(def), program.type(of: def), span)
    default:
      typed.hasErrors = true
      return makeError(span)
    }
  }

  func isMutableStatic(_ def: DefID) -> Bool {
    guard case .item(let item) = definitions[def].syntax else { return false }
    if case .staticVariable(let node) = tree.items[item].kind { return tree.constants[node].mutability.isMutable }
    return false
  }

  private func makeConstructorValue(_ variant: VariantReference, _ span: Span) -> TypedExprID {
    switch variant.constructor {
    case .unit:
      return make(
        .construct(variant.adt, variant: variant.variant, variant.args, fields: .empty, base: .none),
        variant.type, span)
    case .tuple:
      registerPredicates(of: variant.adt, variant.args, span)
      return make(.zeroSized, types.type(.functionDef(variant.definition, variant.args)), span)
    case .named:
      let word = variant.definition == variant.adt ? "struct" : "struct variant"
      error(
        "E0533", "expected value, found \(word) `\(definitions.path(variant.definition))`", span,
        label: "not a value")
      return makeError(span)
    }
  }

  // MARK: resolution

  func lowering() -> TypeLowering {
    if let cachedLowering { return cachedLowering }
    let lowering = TypeLowering(program, owner: owner)
    lowering.infer = { [unowned self] span in self.infer.freshType(span) }
    lowering.inferConst = { [unowned self] type, span in self.infer.freshConst(type: type, span) }
    lowering.project = { [unowned self] item, args, span in
      self.normalize(self.types.type(.projection(item, args)), span: span)
    }
    cachedLowering = lowering
    return lowering
  }

  func lowerType(_ node: TypeNodeID) -> Ty {
    guard !node.isNone else { return types.unit }
    let type = normalize(lowering().lower(node), span: tree.types[node].span)
    if types.flags(type).contains(.hasError) { typed.hasErrors = true }
    return type
  }

  func lowerLength(_ expr: ExprID) -> Const {
    if case .underscore = tree.exprs[expr].kind { return infer.freshConst(type: types.usize, tree.span(expr)) }
    let const = lowering().lowerConst(expr, type: types.usize)
    return normalize(const)
  }

  func resolveValue(_ id: PathID, span: Span) -> ValueReference {
    let path = tree.paths[id]
    let segments = tree.pathSegments[path.segments]
    let partial = program.resolution.resolution(of: id)
    guard let last = segments.last else { return .error }
    guard partial.unresolvedSegments == 0, partial.base != .unresolved || !path.hasSelfType else {
      let selfType = normalize(lowering().lowerPath(id, span: span, inferMissing: true, leaving: 1), span: span)
      return resolveAssociated(selfType, last, span: span)
    }
    switch partial.base {
    case .local(let local): return .local(local)
    case .constructor(let def): return variantReference(def, path: path, span: span).map { .constructor($0) } ?? .error
    case .selfConstructor(let implementation):
      let type = program.type(of: implementation)
      guard case .adt(let def, let args) = types.kind(type) else { return .error }
      let data = program.adt(def)
      guard !data.isEnum, let variant = data.variants.first else { return .error }
      return .constructor(
        VariantReference(
          adt: def, variant: 0, definition: def, args: args, type: type, fields: variant.fields,
          constructor: variant.constructor))
    case .definition(let def):
      let generics = program.generics(of: def)
      switch definitions.kind(def) {
      case .function, .foreignFunction, .interfaceFunction, .constant, .staticItem, .foreignStatic:
        if generics.count == 0, last.arguments.isNone { return .item(def, types.emptyArgs) }
        let args = lowering().lowerArgumentList(of: def, generics, last, prefix: [], span: span, inferMissing: true)
        return .item(def, types.args(args))
      case .associatedFunction, .associatedConstant:
        return resolveTraitItem(def, path, segments, last, span: span)
      case .constParameter: return .constParameter(def)
      case .structure, .union, .variant:
        return variantReference(def, path: path, span: span).map { .constructor($0) } ?? .error
      default: return .error
      }
    default: return .error
    }
  }

  /// `Trait::item` and `<T as Trait>::item`.
  private func resolveTraitItem(
    _ def: DefID, _ path: Path, _ segments: Slice<ContiguousArray<PathSegment>>, _ last: PathSegment, span: Span
  ) -> ValueReference {
    let trait = definitions.parent(def)
    guard definitions.kind(trait) == .trait else {
      // An item of an impl named directly: only from inside the compiler.
      let args = freshArgs(for: def, span: span)
      return .item(def, args)
    }
    let selfType: Ty
    var traitSegment: PathSegment? = nil
    if path.hasSelfType {
      selfType = lowerType(path.selfType)
      let position = Int(path.traitSegmentCount) - 1
      if position >= 0, position < segments.count { traitSegment = segments[segments.startIndex + position] }
    } else {
      selfType = infer.freshType(span)
      if segments.count >= 2 { traitSegment = segments[segments.endIndex - 2] }
    }
    let reference: TraitRef
    if let traitSegment, traitSegment.ident.name != Names.selfType {
      reference = TraitRef(
        trait,
        types.args(
          lowering().lowerArgumentList(
            of: trait, program.generics(of: trait), traitSegment, prefix: [GenericArg(selfType)], span: span,
            inferMissing: true)))
    } else {
      reference = TraitRef(trait, freshArgs(for: trait, selfType: selfType, span: span))
    }
    register(reference, span, origin: def)
    let args = lowering().lowerArgumentList(
      of: def, program.generics(of: def), last, prefix: Array(types.list(reference.args)), span: span, inferMissing: true)
    return .item(def, types.args(args))
  }

  /// `Type::name`: a variant, an inherent item or an item of a trait in scope.
  func resolveAssociated(_ selfType: Ty, _ segment: PathSegment, span: Span) -> ValueReference {
    let type = structurallyTry(selfType)
    if case .error = types.kind(type) { return .error }
    let name = segment.ident.name
    if case .adt(let def, let args) = types.kind(type), program.adt(def).isEnum {
      let data = program.adt(def)
      if let index = data.variants.firstIndex(where: { $0.name == name }) {
        let variant = data.variants[index]
        return .constructor(
          VariantReference(
            adt: def, variant: UInt32(index), definition: variant.def, args: args, type: type,
            fields: variant.fields, constructor: variant.constructor))
      }
    }
    switch probePath(type, name: name, span: segment.ident.span) {
    case .found(let pick):
      let prefix = instantiate(pick, selfType: type, span: span)
      let args = lowering().lowerArgumentList(
        of: pick.item, program.generics(of: pick.item), segment, prefix: Array(types.list(prefix)), span: span, inferMissing: true)
      return .item(pick.item, types.args(args))
    case .failed(let failure):
      reportMissingAssociated(failure, type, segment.ident, span)
      return .error
    }
  }

  func freshArgs(for def: DefID, selfType: Ty? = nil, span: Span) -> Args {
    let generics = program.generics(of: def)
    if generics.count == 0 { return types.emptyArgs }
    var result: [GenericArg] =
      generics.parent.isNone ? [] : Array(types.list(freshArgs(for: generics.parent, selfType: selfType, span: span)))
    if generics.hasSelf { result.append(GenericArg(selfType ?? infer.freshType(span))) }
    for parameter in generics.parameters { result.append(freshArgument(parameter, span: span)) }
    return types.args(result)
  }

  func freshArgument(_ parameter: GenericParameterData, span: Span) -> GenericArg {
    switch parameter.kind {
    case .lifetime: GenericArg(types.erased)
    case .type: GenericArg(infer.freshType(span))
    case .const: GenericArg(infer.freshConst(type: program.type(of: parameter.def), span))
    }
  }

  // MARK: structs and variants

  /// A struct or variant named by its own definition.
  func variantReference(_ def: DefID, path: Path, span: Span) -> VariantReference? {
    let segments = tree.pathSegments[path.segments]
    guard let last = segments.last else { return nil }
    let isVariant = definitions.kind(def) == .variant
    let adt = isVariant ? definitions.parent(def) : def
    let data = program.adt(adt)
    let index = isVariant ? data.variantIndex(of: def) ?? 0 : 0
    guard index < data.variants.count else { return nil }
    var segment = last
    if isVariant, last.arguments.isNone, segments.count >= 2 {
      // The arguments may stand at the enum: `Option::<i32>::None`.
      let previous = segments[segments.endIndex - 2]
      if !previous.arguments.isNone { segment = previous }
    }
    let generics = program.generics(of: adt)
    let args: Args
    if generics.count == 0, segment.arguments.isNone {
      args = types.emptyArgs
    } else if segment.arguments.isNone {
      args = freshArgs(for: adt, span: span)
    } else {
      args = types.args(lowering().lowerArgumentList(of: adt, generics, segment, prefix: [], span: span, inferMissing: true))
    }
    let variant = data.variants[index]
    return VariantReference(
      adt: adt, variant: UInt32(index), definition: variant.def, args: args, type: types.type(.adt(adt, args)),
      fields: variant.fields, constructor: variant.constructor)
  }

  /// The struct or variant that a struct expression or a struct or tuple pattern names.
  func resolveVariantPath(_ id: PathID, span: Span, expected: Ty?) -> VariantReference? {
    let path = tree.paths[id]
    let segments = tree.pathSegments[path.segments]
    let partial = program.resolution.resolution(of: id)
    if let full = partial.full {
      switch full {
      case .constructor(let def): return variantReference(def, path: path, span: span)
      case .definition(let def):
        switch definitions.kind(def) {
        case .structure, .union, .variant: return variantReference(def, path: path, span: span)
        case .typeAlias, .associatedType:
          return structReference(of: normalize(lowering().lowerPath(id, span: span, inferMissing: true, leaving: 0), span: span), span)
        default: break
        }
      case .selfType(let implementation), .selfConstructor(let implementation):
        return structReference(of: program.type(of: implementation), span)
      case .error:
        typed.hasErrors = true
        return nil
      default: break
      }
      if path.hasSelfType {
        return structReference(of: normalize(lowering().lowerPath(id, span: span, inferMissing: true, leaving: 0), span: span), span)
      }
      error(
        "E0574", "expected struct, variant or union type, found \(describe(full))", span,
        label: "not a struct, variant or union type")
      return nil
    }
    guard partial.base != .error, let last = segments.last else {
      typed.hasErrors = true
      return nil
    }
    let base = structurallyTry(normalize(lowering().lowerPath(id, span: span, inferMissing: true, leaving: 1), span: span))
    if case .adt(let def, let args) = types.kind(base) {
      let data = program.adt(def)
      if data.isEnum {
        if let index = data.variants.firstIndex(where: { $0.name == last.ident.name }) {
          let variant = data.variants[index]
          return VariantReference(
            adt: def, variant: UInt32(index), definition: variant.def, args: args, type: base,
            fields: variant.fields, constructor: variant.constructor)
        }
        error(
          "E0599", "no variant named `\(text(last.ident.name))` found for enum `\(text(definitions.name(def)))`",
          last.ident.span, label: "variant not found in `\(text(base))`")
        return nil
      }
    }
    if case .error = types.kind(base) {
      typed.hasErrors = true
      return nil
    }
    // `T::Assoc { … }`: an associated type that is a struct.
    return structReference(of: normalize(lowering().lowerPath(id, span: span, inferMissing: true, leaving: 0), span: span), span)
  }

  private func describe(_ res: Res) -> String {
    switch res {
    case .definition(let def), .constructor(let def):
      "\(definitions.kindWord(def)) `\(definitions.path(def))`"
    case .local: "local variable"
    case .primitive(let primitive): "builtin type `\(primitive.text)`"
    default: "`Self`"
    }
  }

  private func structReference(of type: Ty, _ span: Span) -> VariantReference? {
    let resolved = structurallyTry(type)
    guard case .adt(let def, let args) = types.kind(resolved) else {
      if !hasError(resolved) {
        error(
          "E0071", "expected struct, variant or union type, found `\(text(resolved))`", span,
          label: "not a struct")
      }
      return nil
    }
    let data = program.adt(def)
    guard !data.isEnum, let variant = data.variants.first else {
      error(
        "E0574", "expected struct, variant or union type, found enum `\(text(resolved))`", span,
        label: "not a struct, variant or union type")
      return nil
    }
    return VariantReference(
      adt: def, variant: 0, definition: def, args: args, type: resolved, fields: variant.fields,
      constructor: variant.constructor)
  }

  /// A field's type for these arguments of its struct.
  func fieldType(_ field: AdtField, _ args: Args, _ span: Span) -> Ty {
    normalize(types.substitute(field.type, args), span: span)
  }

  func isAccessible(_ def: DefID) -> Bool {
    definitions.isAccessible(definitions[def].visibility, from: module)
  }
}
