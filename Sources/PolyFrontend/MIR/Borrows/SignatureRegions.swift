// The lifetimes that a function's caller chooses: those of its signature, what is known of them, and whether
// the body asks more of them (E0621, E0521, E0700, "lifetime may not live long enough").
//
// Requires: MIR. Every value's lifetimes are slots (`RegionSlots`); assignments and calls demand that one
// outlives another. What a signature does not tell, associated types for instance, constrains nothing, so
// that the check errs on the side of accepting. Closures' and coroutines' bodies are not checked.

import PolyExpansion
import PolySema
import PolySupport
import PolySyntax

struct SignatureRegions {
  enum Universal: Equatable {
    case `static`
    case named(DefID)
    /// Left out in the type of a parameter, counted from 1.
    case anonymous(parameter: Int)
    /// What an opaque result without lifetimes captures.
    case opaque
    /// What a type parameter stands for.
    case type(DefID)
  }
  enum Category { case assignment, callArgument, returned }
  struct Constraint {
    var from: RegionID
    var to: RegionID
    var span: Span
    var category: Category
  }

  let body: Body
  let program: Program
  let slots: RegionSlots
  private(set) var universals: [Universal] = [.static]
  private var known: [Set<RegionID>] = [[]]
  private(set) var regionCount: RegionID = 1
  var localSlots: ContiguousArray<[RegionID]> = []
  var constraints: ContiguousArray<Constraint> = []
  /// The lifetimes of borrow expressions behind references.
  var loanRegions: [(site: CodeSite, region: RegionID)] = []
  /// Type parameters by their index in the argument list.
  private(set) var parameterRegions: [UInt32: RegionID] = [:]
  private var invariance: [Ty: [Bool]] = [:]

  /// Checks a user's function. Gives the borrow expressions behind references whose result the caller may
  /// hold: those are in force until the function returns.
  static func run(_ body: Body, program: Program, demands: StaticDemands) -> Set<CodeSite> {
    guard !body.isClosure, let function = program.functionNode(of: body.owner),
      program.signature(of: body.owner).inputs != program.types.emptyTypes
    else { return [] }
    let queries = TypeQueries(program: program, environment: program.environment(of: body.owner))
    let slots = RegionSlots(queries: queries)
    var check = SignatureRegions(body: body, program: program, slots: slots)
    guard check.hasTypeParameters || (1..<body.parameterCount + 1).contains(where: { slots.count(body.locals[Local($0)].type) > 0 }),
      demands.mayDemand(body, slots), check.readSignature(function)
    else { return [] }
    check.collect()
    if check.constraints.isEmpty { return [] }
    check.report()
    return check.escapingLoans()
  }

  private var hasTypeParameters: Bool {
    generics(of: body.owner).contains { $0.parameters.contains { $0.kind == .type } }
  }

  private init(body: Body, program: Program, slots: RegionSlots) {
    self.body = body
    self.program = program
    self.slots = slots
  }

  mutating func newRegion() -> RegionID {
    regionCount += 1
    return regionCount - 1
  }

  private mutating func add(_ universal: Universal) -> RegionID {
    universals.append(universal)
    known.append([])
    regionCount = RegionID(universals.count)
    return regionCount - 1
  }

  private mutating func addKnown(_ longer: RegionID, _ shorter: RegionID) {
    guard longer >= 0, shorter >= 0, Int(longer) < known.count, Int(shorter) < known.count else { return }
    known[Int(longer)].insert(shorter)
  }

  private func outlives(_ longer: RegionID, _ shorter: RegionID) -> Bool {
    var seen: Set<RegionID> = [longer]
    var work = [longer]
    while let next = work.popLast() {
      if next == shorter || next == .staticRegion { return true }
      for other in known[Int(next)] where seen.insert(other).inserted { work.append(other) }
    }
    return false
  }

  // MARK: the signature

  /// The definition and those that it is inside of, as far as they have generic parameters.
  func generics(of def: DefID) -> [GenericsData] {
    var result: [GenericsData] = []
    var current = def
    while !current.isNone, result.count < 8 {
      let data = program.generics(of: current)
      result.append(data)
      current = data.parent
    }
    return result
  }

  /// The syntax of the impl that a function is a member of.
  func implementation(around def: DefID) -> Implementation? {
    let parent = program.definitions.parent(def)
    guard program.definitions.kind(parent) == .implementation else { return nil }
    program.resolution.resolveSignature(of: parent)
    return program.implementationNode(of: parent)
  }

  private mutating func readSignature(_ function: Function) -> Bool {
    program.resolution.resolveSignature(of: body.owner)
    let signature = program.signature(of: body.owner)
    let tree = program.tree
    guard Int(function.parameters.count) == slots.types.count(signature.inputs),
      slots.types.count(signature.inputs) == body.parameterCount
    else { return false }
    var environment = RegionEnvironment()
    for data in generics(of: body.owner) {
      for parameter in data.parameters where parameter.kind == .lifetime {
        environment.lifetimes[parameter.def] = add(.named(parameter.def))
      }
    }
    for data in generics(of: body.owner) {
      for parameter in data.parameters where parameter.kind == .type && !parameter.isSynthetic {
        let region = add(.type(parameter.def))
        parameterRegions[parameter.index] = region
        if program.isStaticParameter(parameter.def, of: data.owner) || program.isStaticParameter(parameter.def, of: body.owner) {
          addKnown(region, .staticRegion)
        }
      }
    }
    if let node = implementation(around: body.owner) { environment.selfNode = node.selfType }
    // New lifetimes are counted while types are read, and added afterwards.
    var made: [Int] = []
    let first = RegionID(universals.count)
    var parameterIndex = 0
    var reader = RegionReader(
      slots: slots, program: program, arguments: nil, environment: environment, elided: nil,
      makeRegion: {
        made.append(parameterIndex)
        return first + RegionID(made.count - 1)
      })
    var parameters: [[RegionID]] = []
    var selfRegion: RegionID?
    for index in 0..<body.parameterCount {
      parameterIndex = index + 1
      let parameter = tree.parameters[function.parameters, index]
      let read = reader.read(parameter.type, slots.types.type(signature.inputs, index))
      if index == 0, function.hasSelf, case .reference = slots.types.kind(body.locals[Local(1)].type) {
        selfRegion = read.first
      }
      parameters.append(read)
    }
    let met = Set(reader.met)
    reader.elided = function.hasSelf ? selfRegion ?? .unknown : met.count == 1 ? met.first! : .unknown
    let returnType = body.locals[.returnPlace].type
    var output: [RegionID]
    var capturesNothing = false
    if case .opaque = slots.types.kind(signature.output) {
      output = slots.unknown(returnType)
      let limit = opaqueLimit(function, reader)
      if let limit, limit != .unknown { output = output.map { _ in limit } }
      capturesNothing = limit == nil
    } else {
      output = function.output.isNone ? [] : reader.read(function.output, signature.output)
    }
    for parameter in made { _ = add(.anonymous(parameter: parameter)) }
    if reader.impliesStatic { parameterRegions = [:] }
    if capturesNothing {
      let sink = add(.opaque)
      output = output.map { _ in sink }
    }
    for (longer, shorter) in reader.implied { addKnown(longer, shorter) }
    addDeclared(body.owner, environment.lifetimes) { addKnown($0, $1) }
    // Slots of all locals.
    localSlots = ContiguousArray(filledWith: [], count: body.locals.count)
    for local in body.locals.keys {
      let data = body.locals[local]
      let count = slots.count(data.type)
      var list: [RegionID] = []
      if local == .returnPlace {
        list = output
      } else if local.index <= body.parameterCount {
        list = parameters[local.index - 1]
      } else {
        for _ in 0..<count { list.append(newRegion()) }
      }
      localSlots[local.index] = list.count == count ? list : slots.unknown(data.type)
    }
    return universals.count > 1
  }

  /// What the hidden type of an opaque result may hold: nil for no lifetime at all, a lifetime, or unknown.
  private func opaqueLimit(_ function: Function, _ reader: RegionReader) -> RegionID? {
    guard !function.header.isAsync, !function.output.isNone,
      program.definitions.crates[program.definitions[body.owner].crate].edition < .e2024,
      case .implTrait(let bounds) = program.tree.types[function.output].kind,
      implementation(around: body.owner)?.trait.isNone ?? true
    else { return .unknown }
    let parent = program.definitions.kind(program.definitions.parent(body.owner))
    if parent == .trait { return .unknown }
    var limit: RegionID?
    var counter = LifetimeFinder(program: program)
    for bound in program.tree.genericBounds[bounds] {
      switch bound.kind {
      case .lifetime(let lifetime):
        if limit != nil { return .unknown }
        switch program.resolution.lifetime(lifetime) {
        case .static: limit = .staticRegion
        case .parameter(let def): limit = reader.environment.lifetimes[def] ?? .unknown
        default: limit = reader.elided ?? .unknown
        }
      case .use: return .unknown
      case .trait(_, _, let path): counter.visit(path)
      }
    }
    return limit ?? (counter.found ? .unknown : nil)
  }

  /// `'a: 'b` as it is declared.
  func addDeclared(_ def: DefID, _ lifetimes: [DefID: RegionID], _ add: (RegionID, RegionID) -> Void) {
    let tree = program.tree
    for data in generics(of: def) {
      guard let node = program.genericsNode(of: data.owner) else { continue }
      func addBounds(_ longer: RegionID, _ bounds: ListRef<GenericBound>) {
        for bound in tree.genericBounds[bounds] {
          guard case .lifetime(let lifetime) = bound.kind else { continue }
          switch program.resolution.lifetime(lifetime) {
          case .static: add(longer, .staticRegion)
          case .parameter(let other): if let shorter = lifetimes[other] { add(longer, shorter) }
          default: break
          }
        }
      }
      for index in node.parameters.range {
        guard case .lifetime(let bounds) = tree.genericParameters.storage[index].kind,
          let longer = lifetimes[program.resolution.definition(ofParameter: UInt32(index))]
        else { continue }
        addBounds(longer, bounds)
      }
      for predicate in tree.wherePredicates[node.predicates] {
        guard case .lifetime(let lifetime, let bounds) = predicate.kind,
          case .parameter(let parameter) = program.resolution.lifetime(lifetime), let longer = lifetimes[parameter]
        else { continue }
        addBounds(longer, bounds)
      }
    }
  }

  // MARK: constraints

  func type(of place: Place) -> Ty { slots.queries.type(of: place, in: body).type }

  mutating func demand(_ from: RegionID, _ to: RegionID, _ span: Span, _ category: Category) {
    if from == .unknown || to == .unknown || from == to || from == .staticRegion { return }
    constraints.append(Constraint(from: from, to: to, span: span, category: category))
  }

  /// A value of a type flows from one place to another.
  mutating func relate(
    _ type: Ty, _ from: [RegionID], _ to: [RegionID], _ span: Span, _ category: Category
  ) {
    guard from.count == to.count, !from.isEmpty else { return }
    let mask: [Bool]
    if let found = invariance[type] {
      mask = found
    } else {
      mask = slots.invariant(type)
      invariance[type] = mask
    }
    for index in from.indices {
      demand(from[index], to[index], span, category)
      if index < mask.count, mask[index] { demand(to[index], from[index], span, category) }
    }
  }

  // MARK: answers

  private mutating func report() {
    guard !constraints.isEmpty else { return }
    var outgoing = ContiguousArray<[Int]>(filledWith: [], count: Int(regionCount))
    for (index, constraint) in constraints.enumerated() { outgoing[Int(constraint.from)].append(index) }
    var reported: Set<UInt64> = []
    for universal in 1..<universals.count where universals[universal] != .opaque {
      let start = RegionID(universal)
      var arrivals: [RegionID: Int] = [:]
      var work = [start]
      var next = 0
      while next < work.count {
        let region = work[next]
        next += 1
        if region != start, Int(region) < universals.count {
          if outlives(start, region) { continue }
          // What a type parameter stands for is taken to live as long as any lifetime but 'static.
          if case .type = universals[universal], region != .staticRegion { continue }
          if case .type = universals[Int(region)] { continue }
          let path = path(to: region, from: start, arrivals)
          let last = path[path.count - 1]
          let call = region == .staticRegion ? last : path.last { $0.category == .callArgument } ?? last
          let blame = path.last { $0.category == .returned } ?? call
          let key = UInt64(blame.span.lower) << 32 | UInt64(blame.span.upper)
          if reported.insert(key).inserted { report(start, region, blame) }
          break
        }
        for index in outgoing[Int(region)] {
          let target = constraints[index].to
          if target != start, arrivals[target] == nil {
            arrivals[target] = index
            work.append(target)
          }
        }
      }
    }
  }

  private func path(to end: RegionID, from start: RegionID, _ arrivals: [RegionID: Int]) -> [Constraint] {
    var result: [Constraint] = []
    var current = end
    while current != start, let index = arrivals[current] {
      result.append(constraints[index])
      current = constraints[index].from
    }
    return result.reversed()
  }

  private func name(_ region: RegionID) -> String? {
    switch universals[Int(region)] {
    case .static: "'static"
    case .named(let def): program.symbols.text(program.definitions.name(def))
    case .type(let def): program.symbols.text(program.definitions.name(def))
    case .anonymous, .opaque: nil
    }
  }

  /// Borrow expressions whose lifetime must outlive one of the signature's.
  private func escapingLoans() -> Set<CodeSite> {
    guard !loanRegions.isEmpty else { return [] }
    var incoming = ContiguousArray<[RegionID]>(filledWith: [], count: Int(regionCount))
    for constraint in constraints { incoming[Int(constraint.to)].append(constraint.from) }
    var reaches = ContiguousArray(filledWith: false, count: Int(regionCount))
    var work: [RegionID] = []
    for universal in universals.indices {
      reaches[universal] = true
      work.append(RegionID(universal))
    }
    while let region = work.popLast() {
      for source in incoming[Int(region)] where !reaches[Int(source)] {
        reaches[Int(source)] = true
        work.append(source)
      }
    }
    return Set(loanRegions.lazy.filter { reaches[Int($0.region)] }.map(\.site))
  }

  /// A parameter whose type leaves a lifetime out, unless it is `self`.
  private func unnamedParameter(_ region: RegionID) -> Local? {
    guard case .anonymous(let parameter) = universals[Int(region)], parameter > 0, parameter <= body.parameterCount,
      !(parameter == 1 && program.functionNode(of: body.owner)?.hasSelf == true)
    else { return nil }
    return Local(parameter)
  }

  private func report(_ longer: RegionID, _ shorter: RegionID, _ blame: Constraint) {
    let shorterName = name(shorter)
    if universals[Int(shorter)] == .opaque {
      program.diagnostics.report(
        Diagnostic(
          code: "E0700", "hidden type for `impl Trait` captures lifetime that does not appear in bounds", at: blame.span))
      return
    }
    if case .type(let def) = universals[Int(longer)] {
      let name = program.symbols.text(program.definitions.name(def))
      program.diagnostics.report(
        Diagnostic(
          code: "E0310", "the parameter type `\(name)` may not live long enough", at: blame.span,
          label: "the parameter type `\(name)` must be valid for the static lifetime..."
        ).help("consider adding an explicit lifetime bound: `\(name): 'static`"))
      return
    }
    if shorter == .staticRegion, blame.category == .callArgument {
      let isMethod = program.functionNode(of: body.owner)?.hasSelf == true
      let what = isMethod ? "method" : "function"
      program.diagnostics.report(
        Diagnostic(
          code: "E0521", "borrowed data escapes outside of \(what)", at: blame.span,
          label: "argument requires that \(name(longer).map { "`\($0)`" } ?? "its lifetime") must outlive `'static`"))
      return
    }
    let unnamed = shorter == .staticRegion ? nil : unnamedParameter(longer) ?? unnamedParameter(shorter)
    let given = unnamedParameter(longer) != nil ? shorterName : name(longer)
    if let unnamed, let given, !body.locals[unnamed].name.isNone {
      program.diagnostics.report(
        Diagnostic(
          code: "E0621", "explicit lifetime required in the type of `\(program.symbols.text(body.locals[unnamed].name))`",
          at: blame.span, label: "lifetime `\(given)` required"))
      return
    }
    let longerText = name(longer).map { "`\($0)`" } ?? "the lifetime of this reference"
    let shorterText = shorterName.map { "`\($0)`" } ?? "that of another"
    program.diagnostics.report(
      Diagnostic(
        .error, "lifetime may not live long enough", at: blame.span,
        label: "\(longerText) must outlive \(shorterText)"))
  }
}

/// Whether a path mentions any lifetime, written or left out in a reference.
private struct LifetimeFinder {
  let program: Program
  var found = false

  mutating func visit(_ id: PathID) {
    for segment in program.tree.pathSegments[program.tree.paths[id].segments] where !segment.arguments.isNone {
      switch program.tree.genericArguments[segment.arguments].kind {
      case .angle(let list):
        for argument in program.tree.genericArgumentLists[list] {
          switch argument.kind {
          case .lifetime: found = true
          case .type(let type), .equalType(_, let type): visit(type, depth: 0)
          default: break
          }
        }
      // `Fn(&T) -> U`: lifetimes of its own.
      default: break
      }
    }
  }

  private mutating func visit(_ node: TypeNodeID, depth: Int) {
    guard !node.isNone, depth < 32 else { return }
    switch program.tree.types[node].kind {
    case .reference, .traitObject, .implTrait: found = true
    case .slice(let inner), .array(let inner, _), .pointer(_, let inner): visit(inner, depth: depth + 1)
    case .tuple(let list): for inner in program.tree.typeLists[list] { visit(inner, depth: depth + 1) }
    case .path(let path):
      // A type whose lifetimes are left out may stand anywhere.
      if case .definition(let def)? = program.resolution.resolution(of: path).full,
        program.definitions.generics(def).contains(where: { program.definitions.kind($0) == .lifetimeParameter })
      {
        found = true
      }
      if case .selfType = program.resolution.resolution(of: path).base { found = true }
      visit(path)
    default: break
    }
  }
}
