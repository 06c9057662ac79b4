// Names of places as messages write them.

import PolyExpansion
import PolySema
import PolySupport

struct PlaceDescription {
  let body: Body
  let program: Program
  let queries: TypeQueries
  /// Of a closure: what it captures.
  let captures: [Capture]
  /// Names of the variables of the typed body, for captures.
  let variables: PrimaryMap<Variable, VariableData>

  init(body: Body, program: Program, queries: TypeQueries) {
    self.body = body
    self.program = program
    self.queries = queries
    captures = body.isClosure ? program.closureInfo(body.owner).captures : []
    variables = body.isClosure ? program.typedBody(of: body.owner)?.variables ?? PrimaryMap() : PrimaryMap()
  }

  /// The capture that a place of a closure's body goes through, and how many projections lead to it.
  func capture(_ place: Place) -> (capture: Capture, index: Int, count: Int)? {
    guard body.isClosure, place.local == Local(raw: 1) else { return nil }
    var count = 0
    var projections = Array(body.projections[place.projections])[...]
    if case .reference = program.types.kind(body.locals[place.local].type) {
      guard projections.first == .deref else { return nil }
      projections = projections.dropFirst()
      count += 1
    }
    guard case .field(let index)? = projections.first, Int(index) < captures.count else { return nil }
    count += 1
    let capture = captures[Int(index)]
    if capture.mode != .byValue, projections.dropFirst().first == .deref { count += 1 }
    return (capture, Int(index), count)
  }

  /// `x`, `x.field`, `*x`; nil for temporaries.
  func name(_ place: Place) -> String? {
    let projections = Array(body.projections[place.projections])
    if let captured = capture(place) {
      guard variables.contains(captured.capture.variable) else { return nil }
      let variable = variables[captured.capture.variable]
      let path = captured.capture.projections.map { projection -> Projection in
        switch projection {
        case .deref: .deref
        case .field(let index): .field(index)
        }
      }
      let rest = captured.count <= projections.count ? Array(projections[captured.count...]) : []
      return append(path + rest, to: program.symbols.text(variable.name), PlaceType(variable.type))
    }
    let local = body.locals[place.local]
    if !local.name.isNone {
      return append(projections, to: program.symbols.text(local.name), PlaceType(local.type))
    }
    if let def = body.notes.statics[place.local], projections.first == .deref {
      let type = queries.project(PlaceType(local.type), .deref)
      return append(
        Array(projections.dropFirst()), to: program.symbols.text(program.definitions.name(def)), type)
    }
    return nil
  }

  private func append(_ projections: [Projection], to text: String, _ type: PlaceType) -> String {
    var text = text
    var type = type
    for (index, projection) in projections.enumerated() {
      switch projection {
      case .deref:
        // Fields are reached through references without `*`.
        switch index + 1 < projections.count ? projections[index + 1] : nil {
        case .field?, .downcast?: break
        default: text = "*" + text
        }
      case .field(let field): text += "." + fieldName(type, field)
      case .index, .constantIndex, .subslice: text += "[..]"
      case .downcast: break
      }
      type = queries.project(type, projection)
    }
    return text
  }

  private func fieldName(_ type: PlaceType, _ field: UInt32) -> String {
    if case .adt(let def, _) = program.types.kind(type.type) {
      let adt = program.adt(def)
      let variant = Int(type.variant ?? 0)
      if variant < adt.variants.count, Int(field) < adt.variants[variant].fields.count {
        return program.symbols.text(adt.variants[variant].fields[Int(field)].name)
      }
    }
    return "\(field)"
  }

  /// "`x`", or "value" for what has no name.
  func quoted(_ place: Place) -> String { name(place).map { "`\($0)`" } ?? "value" }

  /// The place that the first `count` projections lead to.
  func prefix(_ place: Place, _ count: Int) -> Place {
    Place(place.local, ListRef(start: place.projections.start, count: UInt32(count)))
  }
}
