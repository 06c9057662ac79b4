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
    var moves = MoveCheck(body: body, program: program, queries: queries, order: order)
    moves.run()
  }
}
