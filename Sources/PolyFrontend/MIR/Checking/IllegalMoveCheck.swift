// E0507, E0508, E0509: moves out of references, statics, captured variables, indexed places and types
// with a destructor.

import PolyExpansion
import PolySema
import PolySupport

struct IllegalMoveCheck {
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

  func run(_ order: ContiguousArray<BasicBlock>) {
    for block in order where !body.blocks[block].isCleanup {
      let end = body.blocks[block].terminator
      for statement in body.blocks[block].statements {
        guard case .assign(let destination, let value) = statement.kind else { continue }
        body.forEachOperand(value) { check($0, statement.span, destination) }
      }
      body.forEachOperand(end.kind) { check($0, end.span, nil) }
    }
  }

  private func check(_ operand: Operand, _ span: Span, _ destination: Place?) {
    guard case .move(let place) = operand, !place.projections.isEmpty else { return }
    let projections = Array(body.projections[place.projections])
    var type = PlaceType(body.locals[place.local].type)
    for (index, projection) in projections.enumerated() {
      switch projection {
      case .deref:
        if queries.boxContent(type.type) == nil {
          reportBorrowed(place, index, type.type, span, destination)
          return
        }
      case .index:
        reportIndexed(type.type, span, destination)
        return
      case .constantIndex, .subslice:
        if case .slice = program.types.kind(type.type) {
          reportIndexed(type.type, span, destination)
          return
        }
      case .field:
        if case .adt(let def, _) = program.types.kind(type.type), program.dropImpl(of: def) != nil,
          !program.adt(def).isBox
        {
          var diagnostic = Diagnostic(
            code: "E0509",
            "cannot move out of type `\(program.describe(type.type))`, which implements the `Drop` trait",
            at: primary(span, destination), label: "cannot move out of here")
          describeMove(&diagnostic, place, span, destination)
          program.diagnostics.report(diagnostic)
          return
        }
      case .downcast: break
      }
      type = queries.project(type, projection)
    }
  }

  /// Pattern bindings are reported at what is matched.
  private func primary(_ span: Span, _ destination: Place?) -> Span {
    guard let destination, destination.projections.isEmpty else { return span }
    return body.notes.scrutinees[destination.local] ?? span
  }

  private func describeMove(
    _ diagnostic: inout Diagnostic, _ place: Place, _ span: Span, _ destination: Place?
  ) {
    let type = program.describe(queries.type(of: place, in: body).type)
    if let destination, destination.projections.isEmpty, body.notes.scrutinees[destination.local] != nil,
      let name = description.name(Place(destination.local))
    {
      diagnostic = diagnostic.labelled(body.locals[destination.local].span, "data moved here")
        .note("move occurs because `\(name)` has type `\(type)`, which does not implement the `Copy` trait")
      return
    }
    let because =
      "move occurs because \(description.quoted(place)) has type `\(type)`, which does not implement the `Copy` trait"
    if diagnostic.label.isEmpty {
      diagnostic.label = because
    } else {
      diagnostic = diagnostic.labelled(span, because)
    }
  }

  private func reportIndexed(_ type: Ty, _ span: Span, _ destination: Place?) {
    var kind = "array"
    if case .slice = program.types.kind(type) { kind = "slice" }
    program.diagnostics.error(
      "E0508", "cannot move out of type `\(program.describe(type))`, a non-copy \(kind)",
      at: primary(span, destination), label: "cannot move out of here")
  }

  /// The projection at `position` goes through a reference or raw pointer of type `pointer`.
  private func reportBorrowed(
    _ place: Place, _ position: Int, _ pointer: Ty, _ span: Span, _ destination: Place?
  ) {
    let message: String
    if let def = body.notes.statics[place.local], position == 0 {
      message = "cannot move out of static item `\(program.symbols.text(program.definitions.name(def)))`"
    } else if let captured = description.capture(place), position < captured.count {
      let kind = program.closureInfo(body.owner).kind
      let trait = kind == .fn ? "Fn" : kind == .fnMut ? "FnMut" : "FnOnce"
      message = "cannot move out of \(description.quoted(place)), a captured variable in an `\(trait)` closure"
    } else if position == 0, let call = overloadedCall(place.local) {
      switch call {
      case .index(let type): message = "cannot move out of index of `\(program.describe(type))`"
      case .deref(let type): message = "cannot move out of an `\(shortName(type))`"
      }
    } else {
      let what: String
      switch program.types.kind(pointer) {
      case .reference(_, _, .mutable): what = "mutable reference"
      case .reference: what = "shared reference"
      default: what = "raw pointer"
      }
      message = "cannot move out of \(describeSource(place)) which is behind a \(what)"
    }
    var diagnostic = Diagnostic(code: "E0507", message, at: primary(span, destination))
    describeMove(&diagnostic, place, span, destination)
    program.diagnostics.report(diagnostic)
  }

  /// A pattern's field is named by what is matched and the variant.
  private func describeSource(_ place: Place) -> String {
    let projections = Array(body.projections[place.projections])
    var type = PlaceType(body.locals[place.local].type)
    for (position, projection) in projections.enumerated() {
      if case .downcast(let variant) = projection, case .adt(let def, _) = program.types.kind(type.type),
        Int(variant) < program.adt(def).variants.count
      {
        let name = program.symbols.text(program.adt(def).variants[Int(variant)].name)
        return "\(description.quoted(description.prefix(place, position))) as enum variant `\(name)`"
      }
      type = queries.project(type, projection)
    }
    return description.quoted(place)
  }

  private enum OverloadedCall {
    case index(Ty)
    case deref(Ty)
  }

  /// If the temporary is the result of `Index::index` or `Deref::deref`: the type that it was called on.
  private func overloadedCall(_ local: Local) -> OverloadedCall? {
    guard body.locals[local].kind == .temporary else { return nil }
    for block in body.blocks.elements {
      guard case .call(let callee, let arguments, let destination, _, _) = block.terminator.kind,
        destination.local == local, destination.projections.isEmpty, case .constant(let id) = callee,
        case .functionDef(let def, _) = program.types.kind(body.constants[id].type),
        let trait = program.traitOf(item: def), let first = body.operands[arguments].first,
        let receiver = queries.pointee(queries.type(of: first, in: body))
      else { continue }
      if trait == program.langItem("index") || trait == program.langItem("index_mut") { return .index(receiver) }
      if trait == program.langItem("deref") || trait == program.langItem("deref_mut") { return .deref(receiver) }
    }
    return nil
  }

  private func shortName(_ type: Ty) -> String {
    if case .adt(let def, _) = program.types.kind(type) {
      return program.symbols.text(program.definitions.name(def))
    }
    return program.describe(type)
  }
}
