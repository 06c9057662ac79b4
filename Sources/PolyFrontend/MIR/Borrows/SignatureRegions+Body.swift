// What the statements of a body demand of the lifetimes of their values.

import PolyExpansion
import PolySema
import PolySupport
import PolySyntax

extension SignatureRegions {
  mutating func collect() {
    for block in body.blocks.keys where !body.blocks[block].isCleanup {
      for (index, statement) in body.blocks[block].statements.enumerated() {
        guard case .assign(let place, let value) = statement.kind, slots.count(type(of: place)) > 0 else { continue }
        assign(place, value, statement.span, CodeSite(block: block, statement: index))
      }
      if case .call(let callee, let arguments, let destination, _, _) = body.blocks[block].terminator.kind {
        call(callee, Array(body.operands[arguments]), destination, body.blocks[block].terminator.span)
      }
    }
  }

  private func category(_ place: Place) -> Category { place.local == .returnPlace ? .returned : .assignment }

  // MARK: places

  private mutating func regions(of operand: Operand) -> [RegionID] {
    switch operand {
    case .copy(let place), .move(let place): regions(of: place)
    case .constant(let constant): slots.unknown(body.constants[constant].type)
    }
  }

  private mutating func regions(of place: Place) -> [RegionID] {
    if place.projections.isEmpty { return localSlots[place.local.index] }
    var current = localSlots[place.local.index]
    var type = PlaceType(body.locals[place.local].type)
    for projection in Array(body.projections[place.projections]) {
      current = project(type, current, projection)
      type = slots.queries.project(type, projection)
      if current.count != slots.count(type.type) { current = slots.unknown(type.type) }
    }
    return current
  }

  private mutating func project(_ type: PlaceType, _ current: [RegionID], _ projection: Projection) -> [RegionID] {
    switch projection {
    case .deref:
      switch slots.types.kind(type.type) {
      case .reference: return Array(current.dropFirst())
      case .adt(_, let args): return slots.split(args, current).first ?? []
      default: return []
      }
    case .field(let index): return field(type, current, Int(index))
    case .index, .constantIndex, .subslice, .downcast: return current
    }
  }

  /// The slots of a field of a struct, tuple or variant.
  private mutating func field(_ type: PlaceType, _ current: [RegionID], _ index: Int) -> [RegionID] {
    switch slots.types.kind(type.type) {
    case .tuple(let list):
      var position = 0
      for (number, element) in slots.types.list(list).enumerated() {
        let width = slots.count(element)
        if number == index { return position + width <= current.count ? Array(current[position..<position + width]) : [] }
        position += width
      }
      return []
    case .adt(let def, let args):
      let variants = program.adt(def).variants
      let variant = Int(type.variant ?? 0)
      guard variant < variants.count, index < variants[variant].fields.count else { return [] }
      let field = variants[variant].fields[index]
      guard case .field(let syntax) = program.definitions[field.def].syntax else { return [] }
      var environment = RegionEnvironment()
      let parts = slots.split(args, current)
      for data in generics(of: def) {
        for parameter in data.parameters where Int(parameter.index) < parts.count {
          switch parameter.kind {
          case .lifetime: environment.lifetimes[parameter.def] = parts[Int(parameter.index)].first
          case .type: environment.types[parameter.index] = parts[Int(parameter.index)]
          case .const: break
          }
        }
      }
      program.resolution.resolveSignature(of: def)
      var reader = RegionReader(
        slots: slots, program: program, arguments: args, environment: environment, elided: .unknown,
        makeRegion: { .unknown })
      return reader.read(program.tree.fieldDefinitions.storage[Int(syntax)].type, field.type)
    default: return []
    }
  }

  // MARK: statements

  private mutating func assign(_ place: Place, _ value: Rvalue, _ span: Span, _ site: CodeSite) {
    let target = regions(of: place)
    let targetType = type(of: place)
    let category = category(place)
    switch value {
    case .use(let operand): relate(targetType, regions(of: operand), target, span, category)
    case .repeatValue(let operand, _): relate(slots.queries.type(of: operand, in: body), regions(of: operand), target, span, category)
    case .cast(_, let operand, let type):
      coerce(slots.queries.type(of: operand, in: body), regions(of: operand), type, target, span, category, depth: 0)
    case .reference(_, let borrowed): relate(targetType, borrow(borrowed, span, site), target, span, category)
    case .aggregate(let kind, let list): aggregate(kind, Array(body.operands[list]), targetType, target, span, category)
    case .rawPointer, .length, .binary, .checkedBinary, .unary, .discriminant: break
    }
  }

  /// The slots of a new reference: none lives longer than those that it goes through.
  private mutating func borrow(_ place: Place, _ span: Span, _ site: CodeSite) -> [RegionID] {
    let region = newRegion()
    let projections = Array(body.projections[place.projections])
    var current = localSlots[place.local.index]
    var type = PlaceType(body.locals[place.local].type)
    var through: [RegionID] = []
    for projection in projections {
      if projection == .deref {
        switch slots.types.kind(type.type) {
        case .reference(_, _, let mutability):
          // What is behind a shared reference lives as long as that, whatever leads to it.
          if mutability == .shared { through.removeAll() }
          if let outer = current.first { through.append(outer) }
        case .pointer: through.removeAll()
        default: break
        }
      }
      current = project(type, current, projection)
      type = slots.queries.project(type, projection)
      if current.count != slots.count(type.type) { current = slots.unknown(type.type) }
    }
    if !through.isEmpty { loanRegions.append((site, region)) }
    for outer in through { demand(outer, region, span, .assignment) }
    return [region] + current
  }

  private mutating func aggregate(
    _ kind: AggregateKind, _ operands: [Operand], _ type: Ty, _ target: [RegionID], _ span: Span, _ category: Category
  ) {
    for (index, operand) in operands.enumerated() {
      let own = slots.queries.type(of: operand, in: body)
      if slots.count(own) == 0 { continue }
      let from = regions(of: operand)
      switch kind {
      case .tuple: relate(own, from, field(PlaceType(type), target, index), span, category)
      case .array: relate(own, from, target, span, category)
      case .adt(_, let variant, _, let active):
        let fields = field(PlaceType(type, variant: variant), target, Int(active ?? UInt32(index)))
        relate(own, from, fields, span, category)
      case .closure, .coroutine:
        for region in from { if let whole = target.first { demand(region, whole, span, category) } }
      }
    }
  }

  /// Coercions: what becomes an object lives at most as long as its lifetimes.
  private mutating func coerce(
    _ from: Ty, _ source: [RegionID], _ to: Ty, _ target: [RegionID], _ span: Span, _ category: Category, depth: Int
  ) {
    if from == to {
      relate(to, source, target, span, category)
      return
    }
    guard depth < 16 else { return }
    switch (slots.types.kind(from), slots.types.kind(to)) {
    case (.reference(_, let inner, _), .reference(_, let outer, _)):
      guard let first = source.first, let second = target.first else { return }
      demand(first, second, span, category)
      coerce(inner, Array(source.dropFirst()), outer, Array(target.dropFirst()), span, category, depth: depth + 1)
    case (.adt(let left, let inner), .adt(let right, let outer)) where left == right:
      let parts = slots.split(inner, source)
      let others = slots.split(outer, target)
      for index in parts.indices where index < others.count {
        switch (slots.types.arg(inner, index).kind, slots.types.arg(outer, index).kind) {
        case (.type(let own), .type(let other)):
          coerce(own, parts[index], other, others[index], span, category, depth: depth + 1)
        case (.region, .region):
          if let first = parts[index].first, let second = others[index].first { demand(first, second, span, category) }
        default: break
        }
      }
    case (_, .dynamic):
      guard let bound = target.first else { return }
      for region in source { demand(region, bound, span, category) }
      demandParameters(from, bound, span, category, depth: 0)
    case (.array(let inner, _), .slice(let outer)) where inner == outer: relate(outer, source, target, span, category)
    default: break
    }
  }

  /// The type parameters that a type mentions outlive a lifetime.
  private mutating func demandParameters(
    _ type: Ty, _ bound: RegionID, _ span: Span, _ category: Category, depth: Int
  ) {
    guard depth < 16, !parameterRegions.isEmpty, slots.types.flags(type).contains(.hasParameters) else { return }
    switch slots.types.kind(type) {
    case .parameter(let index, _):
      if let region = parameterRegions[index] { demand(region, bound, span, category) }
    case .reference(_, let inner, _), .slice(let inner), .array(let inner, _):
      demandParameters(inner, bound, span, category, depth: depth + 1)
    case .tuple(let list):
      for inner in Array(slots.types.list(list)) { demandParameters(inner, bound, span, category, depth: depth + 1) }
    case .adt(_, let args):
      for argument in Array(slots.types.list(args)) {
        if let inner = argument.type { demandParameters(inner, bound, span, category, depth: depth + 1) }
      }
    case .closure:
      for field in slots.queries.fieldTypes(of: PlaceType(type)) {
        demandParameters(field, bound, span, category, depth: depth + 1)
      }
    default: break
    }
  }

  // MARK: calls

  private mutating func call(_ callee: Operand, _ arguments: [Operand], _ destination: Place, _ span: Span) {
    guard case .functionDef(let def, let args) = slots.types.kind(slots.queries.type(of: callee, in: body)) else { return }
    let destinationType = type(of: destination)
    guard slots.count(destinationType) > 0 || arguments.contains(where: { slots.count(slots.queries.type(of: $0, in: body)) > 0 })
    else { return }
    switch program.definitions.kind(def) {
    case .structure, .variant:
      constructor(def, arguments, destination, destinationType, span)
      return
    default: break
    }
    guard let function = program.functionNode(of: def) else { return }
    program.resolution.resolveSignature(of: def)
    let signature = program.signature(of: def)
    guard Int(function.parameters.count) == arguments.count, slots.types.count(signature.inputs) == arguments.count else {
      return
    }
    var environment = RegionEnvironment()
    if let node = implementation(around: def) { environment.selfNode = node.selfType }
    let types = Array(slots.types.list(args))
    for data in generics(of: def) {
      var indices = data.parameters.filter { $0.kind == .type }.map(\.index)
      if data.hasSelf { indices.append(UInt32(data.parentCount)) }
      for index in indices where Int(index) < types.count {
        guard let type = types[Int(index)].type else { continue }
        environment.types[index] = (0..<slots.count(type)).map { _ in newRegion() }
      }
      for parameter in data.parameters where parameter.kind == .lifetime {
        environment.lifetimes[parameter.def] = newRegion()
      }
    }
    let first = regionCount
    var made: RegionID = 0
    var reader = RegionReader(
      slots: slots, program: program, arguments: args, environment: environment, elided: nil,
      makeRegion: {
        made += 1
        return first + made - 1
      })
    var inputs: [[RegionID]] = []
    var selfRegion: RegionID?
    for index in arguments.indices {
      let type = slots.types.type(signature.inputs, index)
      inputs.append(reader.read(program.tree.parameters[function.parameters, index].type, type))
      if index == 0, function.hasSelf, case .reference = slots.types.kind(type) { selfRegion = inputs[0].first }
    }
    let met = Set(reader.met)
    reader.elided = function.hasSelf ? selfRegion ?? .unknown : met.count == 1 ? met.first! : .unknown
    let output =
      function.output.isNone || function.header.isAsync
      ? slots.unknown(destinationType) : reader.read(function.output, signature.output)
    for _ in 0..<made { _ = newRegion() }
    for (index, argument) in arguments.enumerated() {
      relate(slots.queries.type(of: argument, in: body), regions(of: argument), inputs[index], span, .callArgument)
    }
    relate(destinationType, output, regions(of: destination), span, category(destination))
    addDeclared(def, environment.lifetimes) { demand($0, $1, span, .callArgument) }
    demandBounds(def, types, environment, span)
  }

  /// `T: 'static` and `T: 'a`.
  private mutating func demandBounds(_ def: DefID, _ types: [GenericArg], _ environment: RegionEnvironment, _ span: Span) {
    let tree = program.tree
    func bound(_ bounds: ListRef<GenericBound>) -> [RegionID] {
      tree.genericBounds[bounds].compactMap {
        guard case .lifetime(let lifetime) = $0.kind else { return nil }
        switch program.resolution.lifetime(lifetime) {
        case .static: return .staticRegion
        case .parameter(let def): return environment.lifetimes[def]
        default: return nil
        }
      }
    }
    for data in generics(of: def) {
      guard let node = program.genericsNode(of: data.owner) else { continue }
      var found: [(DefID, [RegionID])] = []
      for index in node.parameters.range {
        guard case .type(let bounds, _) = tree.genericParameters.storage[index].kind else { continue }
        found.append((program.resolution.definition(ofParameter: UInt32(index)), bound(bounds)))
      }
      for predicate in tree.wherePredicates[node.predicates] {
        guard case .type(_, let type, let bounds) = predicate.kind, case .path(let path) = tree.types[type].kind,
          case .definition(let parameter)? = program.resolution.resolution(of: path).full
        else { continue }
        found.append((parameter, bound(bounds)))
      }
      for (parameter, limits) in found where !limits.isEmpty {
        guard let index = program.parameterIndex(parameter), let list = environment.types[index] else { continue }
        for limit in limits {
          for region in list { demand(region, limit, span, .callArgument) }
          if Int(index) < types.count, let type = types[Int(index)].type {
            demandParameters(type, limit, span, .callArgument, depth: 0)
          }
        }
      }
    }
  }

  private mutating func constructor(
    _ def: DefID, _ arguments: [Operand], _ destination: Place, _ type: Ty, _ span: Span
  ) {
    guard case .adt(let owner, _) = slots.types.kind(type),
      let variant = program.adt(owner).variants.firstIndex(where: { $0.def == def })
    else { return }
    aggregate(
      .adt(owner, variant: UInt32(variant), program.types.args([GenericArg]()), activeField: nil), arguments, type,
      regions(of: destination), span, category(destination))
  }
}
