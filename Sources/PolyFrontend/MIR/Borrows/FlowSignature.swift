// Which borrows of a call's arguments its result, or what an argument points at, may hold: read off the
// lifetimes and type parameters that a signature mentions, with the rules of elision.

import PolyExpansion
import PolySema
import PolySupport
import PolySyntax

enum FlowRegion: Hashable {
  case `static`
  case named(DefID)
  /// A reference without a lifetime, numbered through the signature.
  case elided(Int)
}

/// The lifetimes and type parameters in one type of a signature.
struct TypeMentions {
  /// The lifetime of the type itself, if it is a reference.
  var outer: FlowRegion?
  var isMutableReference = false
  /// Lifetimes further inside.
  var regions: Set<FlowRegion> = []
  var parameters: Set<DefID> = []
  var mentionsSelf = false

  func sharesContent(with other: TypeMentions) -> Bool {
    !parameters.isDisjoint(with: other.parameters) || !regions.isDisjoint(with: other.regions)
      || (mentionsSelf && other.mentionsSelf)
  }
}

struct FlowSignature {
  var inputs: [TypeMentions] = []
  var output = TypeMentions()
  /// Of an `async fn`: what awaiting its future gives.
  var awaited: TypeMentions?
  /// The result has a type parameter that no argument's type mentions: anything inside may flow there.
  var hasFreeOutput = false
  /// Type parameters that are bound by 'static.
  var staticParameters: Set<DefID> = []
}

/// Makes flow signatures from the syntax of functions, and keeps them.
final class FlowSignatures {
  private let program: Program
  private var known: [DefID: FlowSignature?] = [:]
  private var knownFields: [DefID: [Bool]] = [:]

  init(program: Program) { self.program = program }

  /// nil for what is no function item (constructors, closures).
  func signature(of def: DefID) -> FlowSignature? {
    if let found = known[def] { return found }
    let result = make(def)
    known[def] = .some(result)
    return result
  }

  /// For each field of a variant whether it is borrowed for a lifetime of its own type.
  func tiedFields(of variant: AdtVariant) -> [Bool] {
    if let found = knownFields[variant.def] { return found }
    let result = variant.fields.map { field in
      guard case .field(let index) = program.definitions[field.def].syntax else { return false }
      var walker = MentionWalker(program: program, owner: field.def)
      return walker.mentions(program.tree.fieldDefinitions.storage[Int(index)].type).isTied
    }
    knownFields[variant.def] = result
    return result
  }

  private func make(_ def: DefID) -> FlowSignature? {
    guard let function = program.functionNode(of: def) else { return nil }
    program.resolution.resolveSignature(of: def)
    var walker = MentionWalker(program: program, owner: def)
    var result = FlowSignature()
    let tree = program.tree
    for parameter in tree.parameters[function.parameters] {
      result.inputs.append(walker.mentions(parameter.type))
      if case .implTrait(let bounds) = tree.types[parameter.type].kind {
        addStatic(bounds, program.resolution.definition(of: parameter.type), &result)
      }
    }
    let firstOutput = walker.elidedCount
    if !function.output.isNone { result.output = walker.mentions(function.output, isOutput: true) }
    // Elision: the lifetime of self, or the only one of the arguments.
    var source: FlowRegion?
    if function.hasSelf, let first = result.inputs.first, let region = first.outer ?? first.regions.first {
      source = region
    } else {
      var regions: Set<FlowRegion> = []
      for input in result.inputs {
        regions.formUnion(input.regions)
        if let outer = input.outer { regions.insert(outer) }
      }
      if regions.count == 1 { source = regions.first }
    }
    func replaced(_ region: FlowRegion) -> FlowRegion {
      if case .elided(let index) = region, index >= firstOutput, let source { return source }
      return region
    }
    result.output.outer = result.output.outer.map(replaced)
    result.output.regions = Set(result.output.regions.map(replaced))
    if function.header.isAsync {
      result.awaited = walker.mentionsOfFuture(function.output)
      // The future holds all arguments.
      for input in result.inputs {
        result.output.regions.formUnion(input.regions)
        if let outer = input.outer { result.output.regions.insert(outer) }
        result.output.parameters.formUnion(input.parameters)
        if input.mentionsSelf { result.output.mentionsSelf = true }
      }
    }
    addOutlives(function.generics, to: &result)
    var mentioned: Set<DefID> = []
    for input in result.inputs { mentioned.formUnion(input.parameters) }
    // Nothing relates a parameter without bounds to the arguments: `transmute`.
    result.hasFreeOutput = !result.output.parameters.subtracting(unbounded(function.generics, def)).isSubset(of: mentioned)
    return result
  }

  /// The type parameters of a function that has no bounds at all.
  private func unbounded(_ generics: Generics, _ def: DefID) -> Set<DefID> {
    guard generics.predicates.isEmpty else { return [] }
    var result: Set<DefID> = []
    for index in generics.parameters.range {
      guard case .type(let bounds, _) = program.tree.genericParameters.storage[index].kind else { continue }
      guard bounds.isEmpty else { return [] }
      result.insert(program.resolution.definition(ofParameter: UInt32(index)))
    }
    return program.definitions.generics(def).contains { program.definitions[$0].isSynthetic } ? [] : result
  }

  /// `'a: 'b` lets what lives for 'a flow where 'b is written; `F: 'static` is remembered.
  private func addOutlives(_ generics: Generics, to result: inout FlowSignature) {
    let tree = program.tree
    let resolution = program.resolution
    for index in generics.parameters.range {
      let parameter = tree.genericParameters.storage[index]
      let def = resolution.definition(ofParameter: UInt32(index))
      guard !def.isNone else { continue }
      switch parameter.kind {
      case .lifetime(let bounds):
        for bound in tree.genericBounds[bounds] {
          guard case .lifetime(let longer) = bound.kind, case .parameter(let other) = resolution.lifetime(longer)
          else { continue }
          if result.output.outer == .named(other) || result.output.regions.contains(.named(other)) {
            result.output.regions.insert(.named(def))
          }
        }
      case .type(let bounds, _): addStatic(bounds, def, &result)
      default: continue
      }
    }
    for predicate in tree.wherePredicates[generics.predicates] {
      guard case .type(_, let type, let bounds) = predicate.kind, case .path(let path) = tree.types[type].kind,
        case .definition(let def)? = resolution.resolution(of: path).full
      else { continue }
      addStatic(bounds, def, &result)
    }
  }

  private func addStatic(_ bounds: ListRef<GenericBound>, _ def: DefID, _ result: inout FlowSignature) {
    for bound in program.tree.genericBounds[bounds] {
      if case .lifetime(let lifetime) = bound.kind, program.resolution.lifetime(lifetime) == .static {
        result.staticParameters.insert(def)
      }
    }
  }
}

/// Collects the mentions of one type after the other of a signature.
private struct MentionWalker {
  let program: Program
  let owner: DefID
  private(set) var elidedCount = 0

  init(program: Program, owner: DefID) {
    self.program = program
    self.owner = owner
  }

  mutating func mentions(_ node: TypeNodeID, isOutput: Bool = false) -> TypeMentions {
    var result = TypeMentions()
    walk(node, isTop: true, &result, depth: 0)
    return result
  }

  /// The output of `impl Future<Output = T>`.
  mutating func mentionsOfFuture(_ node: TypeNodeID) -> TypeMentions {
    var result = TypeMentions()
    if !node.isNone, case .implTrait(let bounds) = program.tree.types[node].kind { walk(bounds, &result, depth: 0) }
    return result
  }

  private mutating func region(_ lifetime: Lifetime) -> FlowRegion {
    if !lifetime.isNone {
      switch program.resolution.lifetime(lifetime) {
      case .static: return .static
      case .parameter(let def): return .named(def)
      case .anonymous, .unresolved, .error: break
      }
    }
    elidedCount += 1
    return .elided(elidedCount - 1)
  }

  private mutating func walk(_ node: TypeNodeID, isTop: Bool, _ result: inout TypeMentions, depth: Int) {
    guard !node.isNone, depth < 64 else { return }
    let tree = program.tree
    switch tree.types[node].kind {
    case .reference(let lifetime, let mutability, let target):
      let region = region(lifetime)
      if isTop {
        result.outer = region
        result.isMutableReference = mutability.isMutable
      } else {
        result.regions.insert(region)
      }
      walk(target, isTop: false, &result, depth: depth + 1)
    case .pointer(_, let target), .slice(let target), .array(let target, _):
      walk(target, isTop: false, &result, depth: depth + 1)
    case .tuple(let list):
      for element in tree.typeLists[list] { walk(element, isTop: false, &result, depth: depth + 1) }
    case .path(let path): walk(path, isTop: isTop, &result, depth: depth + 1)
    case .implicitSelf: walkSelf(isTop: isTop, &result, depth: depth + 1)
    case .traitObject(let bounds, _): walk(bounds, &result, depth: depth + 1)
    case .implTrait(let bounds):
      let def = program.resolution.definition(of: node)
      if !def.isNone, program.definitions.kind(def) != .opaqueType {
        result.parameters.insert(def)
      } else {
        // An opaque result holds whatever its type parameters do.
        program.definitions.forEachGeneric(owner) { parameter in
          if program.definitions.kind(parameter) == .typeParameter { result.parameters.insert(parameter) }
        }
        result.mentionsSelf = true
        let crate = program.definitions[owner].crate
        if program.definitions.crates[crate].edition >= .e2024 { result.regions.insert(region(.none)) }
      }
      walk(bounds, &result, depth: depth + 1)
    case .function, .never, .infer, .macroCall, .error: break
    }
  }

  private mutating func walk(_ bounds: ListRef<GenericBound>, _ result: inout TypeMentions, depth: Int) {
    for bound in program.tree.genericBounds[bounds] {
      switch bound.kind {
      case .lifetime(let lifetime): result.regions.insert(region(lifetime))
      case .trait(_, _, let path): walkArguments(program.tree.paths[path], &result, depth: depth)
      case .use: break
      }
    }
  }

  private mutating func walkSelf(isTop: Bool, _ result: inout TypeMentions, depth: Int) {
    var current = owner
    while !current.isNone {
      switch program.definitions.kind(current) {
      case .implementation:
        program.resolution.resolveSignature(of: current)
        if let node = program.implementationNode(of: current) {
          walk(node.selfType, isTop: isTop, &result, depth: depth)
        }
        return
      case .trait:
        result.mentionsSelf = true
        return
      default: current = program.definitions.parent(current)
      }
    }
  }

  private mutating func walk(_ id: PathID, isTop: Bool, _ result: inout TypeMentions, depth: Int) {
    let path = program.tree.paths[id]
    if path.hasSelfType { walk(path.selfType, isTop: false, &result, depth: depth + 1) }
    let partial = program.resolution.resolution(of: id)
    switch partial.base {
    case .definition(let def):
      switch program.definitions.kind(def) {
      case .typeParameter: result.parameters.insert(def)
      case .structure, .enumeration, .union, .typeAlias:
        // Lifetime arguments that are left out are elided.
        let hasLifetimes = program.definitions.generics(def).contains {
          program.definitions.kind($0) == .lifetimeParameter
        }
        if hasLifetimes, !hasLifetimeArgument(path) { result.regions.insert(region(.none)) }
      default: break
      }
    case .selfType: walkSelf(isTop: isTop && partial.unresolvedSegments == 0, &result, depth: depth + 1)
    case .selfTrait: result.mentionsSelf = true
    default: break
    }
    walkArguments(path, &result, depth: depth)
  }

  private func hasLifetimeArgument(_ path: Path) -> Bool {
    for segment in program.tree.pathSegments[path.segments] where !segment.arguments.isNone {
      guard case .angle(let list) = program.tree.genericArguments[segment.arguments].kind else { continue }
      for argument in program.tree.genericArgumentLists[list] {
        if case .lifetime = argument.kind { return true }
      }
    }
    return false
  }

  private mutating func walkArguments(_ path: Path, _ result: inout TypeMentions, depth: Int) {
    guard depth < 64 else { return }
    for segment in program.tree.pathSegments[path.segments] where !segment.arguments.isNone {
      guard case .angle(let list) = program.tree.genericArguments[segment.arguments].kind else { continue }
      for argument in program.tree.genericArgumentLists[list] {
        switch argument.kind {
        case .lifetime(let lifetime): result.regions.insert(region(lifetime))
        case .type(let type), .equalType(_, let type): walk(type, isTop: false, &result, depth: depth + 1)
        case .bounds(_, let bounds): walk(bounds, &result, depth: depth + 1)
        case .const, .equalConst: break
        }
      }
    }
  }
}
