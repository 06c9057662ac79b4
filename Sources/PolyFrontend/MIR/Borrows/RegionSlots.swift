// The lifetimes in a type as a list of slots, in the order in which they are written: what the check of
// lifetimes that a function's caller chose works on, as types themselves have erased regions.

import PolyExpansion
import PolySema
import PolySupport
import PolySyntax

/// A lifetime of a body: one that the signature names, or one of a value's.
typealias RegionID = Int32

extension RegionID {
  /// Not known: constrains nothing.
  static let unknown: RegionID = -1
  static let staticRegion: RegionID = 0
}

/// Counts and finds slots. Types of functions, raw pointers, parameters and opaque types have none.
final class RegionSlots {
  let queries: TypeQueries
  private var counts: [Ty: Int] = [:]

  init(queries: TypeQueries) { self.queries = queries }

  var types: TypeTable { queries.types }

  func count(_ type: Ty) -> Int {
    switch types.kind(type) {
    case .bool, .char, .str, .never, .integer, .float, .parameter, .pointer, .functionDef, .functionPointer: return 0
    default: break
    }
    if let known = counts[type] { return known }
    let result = compute(type)
    counts[type] = result
    return result
  }

  private func compute(_ type: Ty) -> Int {
    switch types.kind(type) {
    case .reference(_, let target, _): 1 + count(target)
    case .slice(let element), .array(let element, _): count(element)
    case .tuple(let list): types.list(list).reduce(0) { $0 + count($1) }
    case .adt(_, let args): types.list(args).reduce(0) { $0 + count($1) }
    // An object's bound; all that a closure captures.
    case .dynamic, .closure, .coroutine: 1
    default: 0
    }
  }

  func count(_ argument: GenericArg) -> Int {
    switch argument.kind {
    case .region: 1
    case .type(let type): count(type)
    case .const: 0
    }
  }

  func unknown(_ type: Ty) -> [RegionID] { Array(repeating: .unknown, count: count(type)) }

  /// The slots of each argument of a type.
  func split(_ args: Args, _ slots: [RegionID]) -> [[RegionID]] {
    var result: [[RegionID]] = []
    var position = 0
    for argument in types.list(args) {
      let width = count(argument)
      guard position + width <= slots.count else {
        result.append(Array(repeating: .unknown, count: width))
        continue
      }
      result.append(Array(slots[position..<position + width]))
      position += width
    }
    return result
  }

  /// Which slots lie behind `&mut`: they are neither made longer nor shorter. An object's bound directly
  /// behind it may become shorter.
  func invariant(_ type: Ty) -> [Bool] {
    var result: [Bool] = []
    mark(type, false, &result)
    return result
  }

  private func mark(_ type: Ty, _ isInvariant: Bool, _ result: inout [Bool]) {
    switch types.kind(type) {
    case .reference(_, let target, let mutability):
      result.append(isInvariant)
      // `&mut (dyn Trait + 'a)` becomes `&mut (dyn Trait + 'b)` by a coercion wherever it is passed on.
      var isObject = false
      if case .dynamic = types.kind(target) { isObject = true }
      mark(target, isInvariant || (mutability == .mutable && !isObject), &result)
    case .slice(let element), .array(let element, _): mark(element, isInvariant, &result)
    case .tuple(let list): for element in types.list(list) { mark(element, isInvariant, &result) }
    case .adt(_, let args):
      for argument in types.list(args) {
        if let inner = argument.type { mark(inner, isInvariant, &result) } else if argument.region != nil { result.append(isInvariant) }
      }
    case .dynamic, .closure, .coroutine: result.append(isInvariant)
    default: break
    }
  }
}

/// What the lifetimes and types of a written type stand for.
struct RegionEnvironment {
  /// Lifetime parameters.
  var lifetimes: [DefID: RegionID] = [:]
  /// Slots of type arguments by the parameters' index.
  var types: [UInt32: [RegionID]] = [:]
  /// Slots of `Self` in an impl.
  var selfType: [RegionID]?
  var selfNode: TypeNodeID = .none
}

/// Finds the slots of written types.
struct RegionReader {
  let slots: RegionSlots
  let program: Program
  /// The callee's arguments; nil for a body's own signature.
  let arguments: Args?
  var environment: RegionEnvironment
  /// What a lifetime that is left out stands for; nil: a new one.
  var elided: RegionID?
  var makeRegion: () -> RegionID
  /// All lifetimes that were met.
  var met: [RegionID] = []
  /// A reference with the lifetime 'static was met: what it points at lives as long.
  var impliesStatic = false
  /// (longer, shorter): what well-formed types imply.
  var implied: [(RegionID, RegionID)] = []

  private func substituted(_ type: Ty) -> Ty {
    slots.queries.normalize(arguments.map { slots.types.substitute(type, $0) } ?? type)
  }

  private mutating func region(_ lifetime: Lifetime) -> RegionID {
    var result: RegionID
    switch lifetime.isNone ? .anonymous : program.resolution.lifetime(lifetime) {
    case .static: return .staticRegion
    case .parameter(let def): result = environment.lifetimes[def] ?? .unknown
    case .anonymous: result = elided ?? makeRegion()
    case .unresolved, .error: result = .unknown
    }
    if result != .unknown { met.append(result) }
    return result
  }

  /// The slots of a type by its syntax; `type` is the lowered one before substitution.
  mutating func read(_ node: TypeNodeID, _ type: Ty, object: RegionID = .staticRegion, depth: Int = 0) -> [RegionID] {
    let final = substituted(type)
    let count = slots.count(final)
    if count == 0 { return [] }
    let result = depth < 32 && !node.isNone ? walk(node, type, final, object, depth) : nil
    guard let result, result.count == count else { return slots.unknown(final) }
    return result
  }

  private mutating func walk(
    _ node: TypeNodeID, _ type: Ty, _ final: Ty, _ object: RegionID, _ depth: Int
  ) -> [RegionID]? {
    let tree = program.tree
    switch (tree.types[node].kind, slots.types.kind(type)) {
    case (.implicitSelf, _): return selfSlots(type, depth)
    case (_, .parameter(let index, _)): return environment.types[index]
    case (.reference(let lifetime, _, let target), .reference(_, let inner, _)):
      let outer = region(lifetime)
      if outer == .staticRegion { impliesStatic = true }
      let rest = read(target, inner, object: outer, depth: depth + 1)
      if outer != .unknown { for slot in rest where slot != .unknown { implied.append((slot, outer)) } }
      return [outer] + rest
    case (.slice(let target), .slice(let element)), (.array(let target, _), .array(let element, _)):
      return read(target, element, depth: depth + 1)
    case (.tuple(let nodes), .tuple(let list)):
      guard Int(nodes.count) == slots.types.count(list) else { return nil }
      var result: [RegionID] = []
      for index in 0..<Int(nodes.count) {
        result += read(tree.typeLists[nodes, index], slots.types.type(list, index), depth: depth + 1)
      }
      return result
    case (.traitObject(let bounds, _), .dynamic):
      for bound in tree.genericBounds[bounds] {
        if case .lifetime(let lifetime) = bound.kind { return [region(lifetime)] }
      }
      // What the trait itself demands comes before the default.
      for bound in tree.genericBounds[bounds] {
        guard case .trait(_, _, let path) = bound.kind,
          case .definition(let trait)? = program.resolution.resolution(of: path).full
        else { continue }
        if program.isStaticTrait(trait) { return [.staticRegion] }
        let generics = program.definitions.generics(trait)
        if generics.contains(where: { program.definitions.kind($0) == .lifetimeParameter }) { return [.unknown] }
      }
      return [object]
    case (.path(let path), .adt(let def, let args)): return walk(path, def, args, type, depth)
    default: return nil
    }
  }

  private mutating func selfSlots(_ type: Ty, _ depth: Int) -> [RegionID]? {
    if case .parameter(let index, _) = slots.types.kind(type) { return environment.types[index] }
    if let known = environment.selfType { return known }
    guard !environment.selfNode.isNone else { return nil }
    let outer = elided
    elided = nil
    let result = read(environment.selfNode, type, depth: depth + 1)
    elided = outer
    environment.selfType = result
    return result
  }

  private mutating func walk(_ id: PathID, _ def: DefID, _ args: Args, _ type: Ty, _ depth: Int) -> [RegionID]? {
    let tree = program.tree
    let path = tree.paths[id]
    let partial = program.resolution.resolution(of: id)
    guard !path.hasSelfType, partial.unresolvedSegments == 0 else { return nil }
    switch partial.base {
    case .selfType: return selfSlots(type, depth)
    case .definition(def): break
    default: return nil
    }
    var lifetimes: [Lifetime] = []
    var nodes: [TypeNodeID] = []
    if let last = tree.pathSegments[path.segments].last, !last.arguments.isNone {
      guard case .angle(let list) = tree.genericArguments[last.arguments].kind else { return nil }
      for argument in tree.genericArgumentLists[list] {
        switch argument.kind {
        case .lifetime(let lifetime): lifetimes.append(lifetime)
        case .type(let node): nodes.append(node)
        default: break
        }
      }
    }
    var result: [RegionID] = []
    var regionCount = 0
    var typeCount = 0
    var own: [RegionID] = []
    let list = Array(slots.types.list(args))
    // With lifetimes beside it an object's default bound may be one of them.
    let object: RegionID = list.contains { $0.region != nil } ? .unknown : .staticRegion
    for argument in list {
      switch argument.kind {
      case .region:
        let slot = region(regionCount < lifetimes.count ? lifetimes[regionCount] : .none)
        regionCount += 1
        own.append(slot)
        result.append(slot)
      case .type(let inner):
        if typeCount < nodes.count {
          result += read(nodes[typeCount], inner, object: object, depth: depth + 1)
        } else {
          result += slots.unknown(substituted(inner))
        }
        typeCount += 1
      case .const: break
      }
    }
    // Bounds among a type's own lifetimes are taken for granted, whichever they are.
    for first in own {
      for second in result where first != .unknown && second != .unknown {
        implied.append((first, second))
        implied.append((second, first))
      }
    }
    return result
  }
}
