// Functions that instructions need and the program does not have, in PolyIR.

import PolyIR
import PolySupport

enum HelperFunction: String, CaseIterable {
  /// The upper half of the product of two unsigned i64.
  case multiplyHigh64 = ".umulhi_i64"
  /// A product of i128 and whether it overflows.
  case unsignedProduct128 = ".umul_overflow_i128"
  case signedProduct128 = ".smul_overflow_i128"

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
    case .unsignedProduct128:
      """
      function %helper(i128, i128) -> i128, i8 fast {
      block0(v0: i128, v1: i128):
      \(Self.product)
        return v2, v20
      }
      """
    case .signedProduct128:
      // The product of what the operands are without their signs must leave room for its own.
      """
      function %helper(i128, i128) -> i128, i8 fast {
      block0(v30: i128, v31: i128):
        v0 = iabs v30
        v1 = iabs v31
      \(Self.product)
        v32 = iconst.i64 0
        v33 = iconcat v32, v32
        v34 = bxor v30, v31
        v35 = icmp slt v34, v33
        v36 = ineg v2
        v37 = select v35, v36, v2
        v38 = icmp slt v37, v33
        v39 = bxor v38, v35
        v40 = icmp ne v37, v33
        v41 = band v39, v40
        v42 = bor v20, v41
        return v37, v42
      }
      """
    }
  }

  /// `v2` is the product of `v0` and `v1`, `v20` whether 128 bits are too few for it: the upper halves meet, a
  /// product across does not fit, or the sum of the upper parts does not.
  private static let product = """
      v2 = imul v0, v1
      v3, v4 = isplit v0
      v5, v6 = isplit v1
      v7 = iconst.i64 0
      v8 = icmp ne v4, v7
      v9 = icmp ne v6, v7
      v10 = band v8, v9
      v11 = umulhi v4, v5
      v12 = umulhi v3, v6
      v13 = bor v11, v12
      v14 = icmp ne v13, v7
      v15 = umulhi v3, v5
      v16, v17 = isplit v2
      v18 = icmp ult v17, v15
      v19 = bor v10, v14
      v20 = bor v19, v18
    """
}
