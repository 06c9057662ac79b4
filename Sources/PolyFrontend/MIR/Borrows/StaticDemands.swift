// Where a body can be asked for more than its caller promised, found without looking at its values: most
// functions give back nothing that holds a lifetime, and the check of lifetimes (`SignatureRegions`) has
// nothing to say about those.
//
// Errs on the side of asking. What it takes for granted is how `RegionReader` reads types: 'static comes
// from a written lifetime, or from an object type whose bound is left out.

import PolyExpansion
import PolySema
import PolySupport
import PolySyntax

/// Which definitions name the lifetime 'static, written or by default; asked once for each.
final class StaticDemands {
  private let program: Program
  private enum Demand {
    case none
    /// Of the arguments at these positions; of any result that is changed through a reference.
    case arguments(Set<Int>, result: Bool)
    case all
  }
  private var functions: [DefID: Demand] = [:]
  private var adts: [DefID: Bool] = [:]
  private var known: [Ty: Bool] = [:]

  init(program: Program) { self.program = program }

  /// Whether something of the caller's, or 'static, can be demanded of a value in the body.
  func mayDemand(_ body: Body, _ slots: RegionSlots) -> Bool {
    let types = program.types
    if case .opaque = types.kind(program.signature(of: body.owner).output) { return true }
    if slots.count(body.returnType) > 0 { return true }
    for index in 1..<body.parameterCount + 1 where slots.invariant(body.locals[Local(index)].type).contains(true) { return true }
    if body.locals.elements.contains(where: { names($0.type) }) { return true }
    func isParameter(_ place: Place) -> Bool {
      (1...body.parameterCount).contains(place.local.index) && slots.count(slots.queries.type(of: place, in: body).type) > 0
    }
    let constants = ConstantLocals(body)
    for block in body.blocks.elements where !block.isCleanup {
      for statement in block.statements {
        guard case .assign(let place, let value) = statement.kind else { continue }
        if isParameter(place) { return true }
        if case .reference(let kind, let borrowed) = value, kind != .shared, isParameter(borrowed) { return true }
      }
      guard case .call(let callee, let arguments, let destination, _, _) = block.terminator.kind else { continue }
      if isParameter(destination) { return true }
      guard case .functionDef(let def, _) = types.kind(slots.queries.type(of: callee, in: body)) else { continue }
      switch demand(def) {
      case .none: break
      case .all: return true
      case .arguments(let positions, let result):
        for (index, argument) in body.operands[arguments].enumerated() where positions.contains(index) {
          if !constants.contains(argument) { return true }
        }
        if result, slots.invariant(slots.queries.type(of: destination, in: body).type).contains(true) { return true }
      }
    }
    return false
  }

  /// Of what a call of a function demands 'static.
  private func demand(_ def: DefID) -> Demand {
    if let known = functions[def] { return known }
    let result = findDemand(def)
    functions[def] = result
    return result
  }

  private func findDemand(_ def: DefID) -> Demand {
    guard let function = program.functionNode(of: def) else { return .none }
    program.resolution.resolveSignature(of: def)
    var current = def
    for _ in 0..<8 where !current.isNone {
      let data = program.generics(of: current)
      if let node = program.genericsNode(of: data.owner), names(node) { return .all }
      current = data.parent
    }
    let parent = program.definitions.parent(def)
    if program.definitions.kind(parent) == .implementation {
      program.resolution.resolveSignature(of: parent)
      if let node = program.implementationNode(of: parent), names(node.selfType) { return .all }
    }
    var positions: Set<Int> = []
    for (index, parameter) in program.tree.parameters[function.parameters].enumerated() where names(parameter.type) {
      positions.insert(index)
    }
    let result = names(function.output)
    return positions.isEmpty && !result ? .none : .arguments(positions, result: result)
  }

  private func names(_ generics: Generics) -> Bool {
    let tree = program.tree
    for parameter in tree.genericParameters[generics.parameters] {
      switch parameter.kind {
      case .lifetime(let bounds), .type(let bounds, _): if names(bounds) { return true }
      case .const: break
      }
    }
    return tree.wherePredicates[generics.predicates].contains {
      switch $0.kind {
      case .lifetime(_, let bounds), .type(_, _, let bounds): names(bounds)
      }
    }
  }

  private func names(_ bounds: ListRef<GenericBound>) -> Bool {
    program.tree.genericBounds[bounds].contains {
      if case .lifetime(let lifetime) = $0.kind { isStatic(lifetime) } else { false }
    }
  }

  private func isStatic(_ lifetime: Lifetime) -> Bool {
    !lifetime.isNone && program.resolution.lifetime(lifetime) == .static
  }

  // MARK: written types

  /// `isBehindReference`: an object's bound that is left out is then the reference's.
  private func names(_ node: TypeNodeID, isBehindReference: Bool = false, depth: Int = 0) -> Bool {
    guard !node.isNone else { return false }
    guard depth < 32 else { return true }
    let tree = program.tree
    switch tree.types[node].kind {
    case .reference(let lifetime, _, let target):
      return isStatic(lifetime) || names(target, isBehindReference: true, depth: depth + 1)
    case .slice(let inner), .array(let inner, _): return names(inner, depth: depth + 1)
    case .tuple(let list): return tree.typeLists[list].contains { names($0, depth: depth + 1) }
    case .traitObject(let bounds, _):
      guard isBehindReference else { return true }
      return names(bounds)
        || tree.genericBounds[bounds].contains {
          guard case .trait(_, _, let path) = $0.kind,
            case .definition(let trait)? = program.resolution.resolution(of: path).full
          else { return false }
          return program.isStaticTrait(trait)
        }
    case .path(let path):
      return tree.pathSegments[tree.paths[path].segments].contains { segment in
        guard !segment.arguments.isNone, case .angle(let list) = tree.genericArguments[segment.arguments].kind else {
          return false
        }
        return tree.genericArgumentLists[list].contains {
          switch $0.kind {
          case .lifetime(let lifetime): isStatic(lifetime)
          case .type(let inner): names(inner, depth: depth + 1)
          default: false
          }
        }
      }
    // They have no lifetimes of the body's, or are read as the types that they stand for.
    case .pointer, .never, .infer, .function, .implTrait, .implicitSelf, .macroCall, .error: return false
    }
  }

  // MARK: types of values

  /// Whether a field that is reached from a value of this type holds 'static.
  private func names(_ type: Ty) -> Bool {
    switch program.types.kind(type) {
    case .bool, .char, .str, .never, .integer, .float, .parameter, .functionDef, .functionPointer: return false
    default: break
    }
    if let result = known[type] { return result }
    // A type inside itself adds nothing.
    known[type] = false
    let result = findStatic(type)
    known[type] = result
    return result
  }

  private func findStatic(_ type: Ty) -> Bool {
    let types = program.types
    switch types.kind(type) {
    case .reference(_, let inner, _), .slice(let inner), .array(let inner, _): return names(inner)
    case .pointer(let inner, _): return names(inner)
    case .tuple(let list): return Array(types.list(list)).contains { names($0) }
    case .adt(let def, let args):
      return hasStaticField(def) || Array(types.list(args)).contains { $0.type.map { names($0) } ?? false }
    default: return false
    }
  }

  private func hasStaticField(_ def: DefID) -> Bool {
    if let result = adts[def] { return result }
    adts[def] = false
    program.resolution.resolveSignature(of: def)
    // Fields that programs cannot name are the library's matter.
    let isLocal = program.isLocal(def)
    let result = program.adt(def).variants.contains { variant in
      variant.fields.contains { field in
        guard isLocal || program.definitions[field.def].visibility.isPublic, case .field(let syntax) = program.definitions[field.def].syntax else { return false }
        return names(program.tree.fieldDefinitions.storage[Int(syntax)].type) || names(field.type)
      }
    }
    adts[def] = result
    return result
  }
}

/// Locals that are assigned once, and then a constant or what it is turned into.
private struct ConstantLocals {
  private var holds: ContiguousArray<Bool>

  init(_ body: Body) {
    holds = ContiguousArray(filledWith: false, count: body.locals.count)
    var assignments = ContiguousArray<UInt8>(filledWith: 0, count: body.locals.count)
    func count(_ place: Place) { assignments[place.local.index] = min(2, assignments[place.local.index] + 1) }
    for block in body.blocks.elements {
      for statement in block.statements {
        if case .assign(let place, _) = statement.kind { count(place) }
      }
      if case .call(_, _, let place, _, _) = block.terminator.kind { count(place) }
    }
    for block in body.blocks.elements {
      for statement in block.statements {
        guard case .assign(let place, let value) = statement.kind, place.projections.isEmpty,
          assignments[place.local.index] == 1
        else { continue }
        switch value {
        case .use(let operand), .cast(_, let operand, _): holds[place.local.index] = contains(operand)
        default: break
        }
      }
    }
  }

  func contains(_ operand: Operand) -> Bool {
    switch operand {
    case .constant: true
    case .copy(let place), .move(let place): holds[place.local.index]
    }
  }
}
