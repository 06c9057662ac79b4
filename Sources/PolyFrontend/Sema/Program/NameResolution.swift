// What the semantic stage asks of name resolution.

import PolyExpansion
import PolySupport
import PolySyntax

/// Results of name resolution, made on demand.
public protocol NameResolution: AnyObject {
  /// Resolves the names of a signature (types, bounds, where clauses, …) if it was not done yet.
  func resolveSignature(of definition: DefID)
  /// Resolves a body (parsing it first if it was left lazy); nil if there is none.
  func resolveBody(of owner: DefID) -> BodyResolution?
  /// What a path of a resolved signature or body means.
  func resolution(of path: PathID) -> PartialRes
  func binding(of pattern: PatID) -> BindingRes
  /// The loop or block that a resolved `break` or `continue` leaves.
  func jumpTarget(of expr: ExprID) -> ExprID
  func lifetime(_ lifetime: Lifetime) -> LifetimeRes
  /// The definition of a closure or anonymous constant.
  func definition(of expr: ExprID) -> DefID
  /// The opaque type or synthetic parameter of an `impl Trait` node.
  func definition(of type: TypeNodeID) -> DefID
  /// The anonymous module of a block with items.
  func blockModule(of block: BlockID) -> DefID
  func definition(of item: ItemID) -> DefID
  /// By index in `SyntaxTree.genericParameters.storage`.
  func definition(ofParameter index: UInt32) -> DefID
  /// Traits whose methods may be called in a module or block module, its parents' included as far
  /// as they are in scope.
  func traitsInScope(in module: DefID) -> [DefID]
}
