// The checks of a user's body over MIR as built: moves out of what may not be moved, use of what is
// moved or not initialised, writes to what is not mutable.

import PolySema
import PolySupport

public enum BodyChecks {
  /// Reports what is wrong with the body.
  public static func run(_ body: Body, program: Program) {
    let queries = TypeQueries(program: program, environment: program.environment(of: body.owner))
    let order = body.reversePostorder()
    IllegalMoveCheck(body: body, program: program, queries: queries).run(order)
    MutabilityCheck(body: body, program: program, queries: queries).run(order)
    PackedFieldCheck(body: body, program: program, queries: queries).run(order)
    checkGuards(body, program, queries)
    var moves = MoveCheck(body: body, program: program, queries: queries, order: order)
    moves.run()
  }

  /// E0510: a guard must not change what is being matched.
  private static func checkGuards(_ body: Body, _ program: Program, _ queries: TypeQueries) {
    let description = PlaceDescription(body: body, program: program, queries: queries)
    for note in body.notes.guards {
      func check(_ place: Place, _ verb: String, _ span: Span) {
        guard PlaceConflict.exists(note.place, place, .shallow, body, queries) else { return }
        let name = description.quoted(place)
        program.diagnostics.error(
          "E0510", "cannot \(verb) \(name) in match guard", at: span,
          label: "cannot \(verb)")
      }
      func check(_ block: BasicBlock, from first: Int) {
        let data = body.blocks[block]
        guard !data.isCleanup else { return }
        for statement in data.statements.dropFirst(first) {
          guard case .assign(let place, let value) = statement.kind else { continue }
          check(place, "assign", statement.span)
          if case .reference(let kind, let borrowed) = value, kind != .shared {
            check(borrowed, "mutably borrow", statement.span)
          }
        }
      }
      check(note.block, from: note.statement)
      for raw in note.blocks { check(BasicBlock(raw: raw), from: 0) }
    }
  }
}
