// E0594, E0596: assignments to and mutable borrows of what is not mutable. (A second assignment to an
// immutable variable is E0384, of the move check.)

import PolyExpansion
import PolySema
import PolySupport

struct MutabilityCheck {
  /// Mutable borrows of variables that are not: one error a variable.
  private final class Borrows {
    var order: [Local] = []
    var spans: [Local: [Span]] = [:]
  }

  private let borrows = Borrows()
  let body: Body
  let program: Program
  let queries: TypeQueries
  let description: PlaceDescription

  init(body: Body, program: Program, queries: TypeQueries) {
    self.body = body
    self.program = program
    self.queries = queries
    description = PlaceDescription(body: body, program: program, queries: queries)
  }

  private enum Access { case assign, borrow }

  /// What stands in the way of writing.
  private enum Obstacle {
    case variable(Local)
    case capturedVariable(Capture)
    case fnClosure
    case reference(Place, Ty)
    case staticItem(DefID)
    case guardBinding
  }

  func run(_ order: ContiguousArray<BasicBlock>) {
    for block in order where !body.blocks[block].isCleanup {
      let end = body.blocks[block].terminator
      for statement in body.blocks[block].statements {
        guard case .assign(let place, let value) = statement.kind else { continue }
        if !place.projections.isEmpty { check(place, .assign, statement.span) }
        switch value {
        case .reference(let kind, let borrowed) where kind == .mutable || kind == .twoPhase:
          // Captures are checked where the closure uses them.
          if !body.notes.captures.contains(place.local) { check(borrowed, .borrow, statement.span) }
        case .rawPointer(.mutable, let borrowed): check(borrowed, .borrow, statement.span)
        default: break
        }
      }
      if case .call(_, _, let destination, _, _) = end.kind, !destination.projections.isEmpty {
        check(destination, .assign, end.span)
      }
    }
    reportBorrows()
  }

  private func reportBorrows() {
    for local in borrows.order {
      guard let spans = borrows.spans[local], spans.count > 1 else {
        report(.variable(local), Place(local), .borrow, borrows.spans[local]?.first ?? .none)
        continue
      }
      let name = program.symbols.text(body.locals[local].name)
      var diagnostic = Diagnostic(
        code: "E0596", "cannot borrow `\(name)` as mutable, as it is not declared as mutable",
        at: body.locals[local].span, label: "not mutable")
      for span in spans { diagnostic = diagnostic.labelled(span, "cannot borrow as mutable") }
      program.diagnostics.report(
        diagnostic.help("consider changing this to be mutable: `mut \(name)`", at: body.locals[local].span))
    }
  }

  private func check(_ place: Place, _ access: Access, _ span: Span) {
    guard let obstacle = obstacle(place) else { return }
    if case .variable(let local) = obstacle, access == .borrow, place.projections.isEmpty {
      if borrows.spans[local] == nil { borrows.order.append(local) }
      if borrows.spans[local]?.contains(span) != true { borrows.spans[local, default: []].append(span) }
      return
    }
    report(obstacle, place, access, span)
  }

  /// The reason why a place cannot be written, or nil.
  private func obstacle(_ place: Place) -> Obstacle? {
    let projections = Array(body.projections[place.projections])
    var types: [PlaceType] = [PlaceType(body.locals[place.local].type)]
    for projection in projections { types.append(queries.project(types[types.count - 1], projection)) }
    let captured = description.capture(place)
    let start = captured?.count ?? 0
    var position = projections.count
    var isThroughUnique = false
    while position > start {
      position -= 1
      guard projections[position] == .deref else { continue }
      switch program.types.kind(types[position].type) {
      case .reference(_, _, .mutable): isThroughUnique = true
      case .pointer(_, .mutable):
        if position == 0, let def = body.notes.statics[place.local] {
          return program.isMutableStatic(def) || program.definitions.kind(def) == .foreignStatic
            ? nil : .staticItem(def)
        }
        return nil
      case .reference, .pointer:
        if body.notes.guardReferences.contains(place.local), position == 0 { return .guardBinding }
        return .reference(description.prefix(place, position), types[position].type)
      default: break  // A Box is as its owner.
      }
    }
    if let captured { return capturedObstacle(captured.capture, isThroughUnique) }
    if isThroughUnique { return nil }
    let local = body.locals[place.local]
    if local.isMutable, !local.span.isNone { program.neededMutable.insert(NumberKey(UInt64(local.span.lower))) }
    return local.isMutable || local.kind == .temporary || local.kind == .returnPlace || local.name.isNone
      ? nil : .variable(place.local)
  }

  private func capturedObstacle(_ capture: Capture, _ isThroughUnique: Bool) -> Obstacle? {
    let info = program.closureInfo(body.owner)
    if !isThroughUnique, let obstacle = declaredObstacle(capture) { return obstacle }
    return info.kind == .fn && !info.isCoroutine ? .fnClosure : nil
  }

  /// Whether the captured place may be written outside of the closure.
  private func declaredObstacle(_ capture: Capture) -> Obstacle? {
    guard description.variables.contains(capture.variable) else { return nil }
    let variable = description.variables[capture.variable]
    if variable.isMutable { program.neededMutable.insert(NumberKey(UInt64(variable.span.lower))) }
    var type = PlaceType(variable.type)
    var isUnique = false
    for projection in capture.projections {
      switch projection {
      case .deref:
        switch program.types.kind(type.type) {
        case .reference(_, _, .mutable): isUnique = true
        case .pointer(_, .mutable): return nil
        case .reference, .pointer: return .capturedVariable(capture)
        default: break
        }
        type = queries.project(type, .deref)
      case .field(let index): type = queries.project(type, .field(index))
      }
    }
    return isUnique || variable.isMutable ? nil : .capturedVariable(capture)
  }

  // MARK: messages

  private func report(_ obstacle: Obstacle, _ place: Place, _ access: Access, _ span: Span) {
    let name = description.quoted(place)
    let isAssign = access == .assign
    let code = isAssign ? "E0594" : "E0596"
    let label = isAssign ? "cannot assign" : "cannot borrow as mutable"
    let verb = isAssign ? "cannot assign to \(name)" : "cannot borrow \(name) as mutable"
    switch obstacle {
    case .variable(let local):
      reportUndeclared(
        code, verb, label, variable: program.symbols.text(body.locals[local].name), body.locals[local].span,
        isWhole: place.projections.isEmpty, span)
    case .capturedVariable(let capture):
      let variable = description.variables[capture.variable]
      let text = program.symbols.text(variable.name)
      reportUndeclared(code, verb, label, variable: text, variable.span, isWhole: name == "`\(text)`", span)
    case .fnClosure:
      program.diagnostics.error(
        code, "\(verb), as it is a captured variable in a `Fn` closure", at: span, label: label)
    case .reference(let base, let type):
      var kind = "`&` reference"
      if case .pointer = program.types.kind(type) { kind = "`*const` pointer" }
      let message = isAssign ? "\(verb), which is behind a \(kind)" : "\(verb), as it is behind a \(kind)"
      let because = description.name(base).map {
        "`\($0)` is a \(kind), so it cannot be \(isAssign ? "written to" : "borrowed as mutable")"
      }
      program.diagnostics.error(code, message, at: span, label: because ?? label)
    case .staticItem(let def):
      let text = program.symbols.text(program.definitions.name(def))
      program.diagnostics.error(
        code,
        isAssign
          ? "cannot assign to immutable static item `\(text)`"
          : "cannot borrow immutable static item `\(text)` as mutable", at: span, label: label)
    case .guardBinding:
      program.diagnostics.error(
        code, "\(verb), as it is immutable for the pattern guard", at: span, label: label)
    }
  }

  private func reportUndeclared(
    _ code: String, _ verb: String, _ label: String, variable: String, _ declaration: Span, isWhole: Bool,
    _ span: Span
  ) {
    program.diagnostics.report(
      Diagnostic(
        code: code, "\(verb), as \(isWhole ? "it" : "`\(variable)`") is not declared as mutable", at: span,
        label: label
      ).help("consider changing this to be mutable: `mut \(variable)`", at: declaration))
  }
}
