// `async` blocks and `.await`.

import PolyExpansion
import PolySupport
import PolySyntax

extension BodyChecker {
  func checkAsyncBlock(
    _ expr: ExprID, _ block: BlockID, isMove: Bool, _ expectation: Expectation, _ span: Span
  ) -> TypedExprID {
    unsupported("`async` blocks are not supported yet", span)
  }

  func checkAwait(_ future: ExprID, _ span: Span) -> TypedExprID {
    _ = check(future)
    return unsupported("`.await` is not supported yet", span)
  }
}
