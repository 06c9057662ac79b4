// Functions that instructions need and the program does not have, in PolyIR.

import PolyIR
import PolySupport

enum HelperFunction: String, CaseIterable {
  /// The upper half of the product of two unsigned i64.
  case multiplyHigh64 = ".umulhi_i64"

  var text: String {
    switch self {
    case .multiplyHigh64:
      """
      function %helper(i64, i64) -> i64 fast {
      block0(v0: i64, v1: i64):
        v2 = iconst.i64 32
        v3 = iconst.i64 0xffff_ffff
        v4 = band v0, v3
        v5 = ushr v0, v2
        v6 = band v1, v3
        v7 = ushr v1, v2
        v8 = imul v4, v6
        v9 = ushr v8, v2
        v10 = imul v5, v6
        v11 = iadd v10, v9
        v12 = band v11, v3
        v13 = imul v4, v7
        v14 = iadd v13, v12
        v15 = ushr v14, v2
        v16 = ushr v11, v2
        v17 = imul v5, v7
        v18 = iadd v17, v16
        v19 = iadd v18, v15
        return v19
      }
      """
    }
  }
}
