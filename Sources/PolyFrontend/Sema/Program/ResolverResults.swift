// Name resolution's results as the semantic stage asks for them.

import PolyExpansion
import PolySupport
import PolySyntax

extension Resolver: NameResolution {
  public func resolveSignature(of definition: DefID) { resolveSignature(definition) }

  public func resolveBody(of owner: DefID) -> BodyResolution? {
    definitions.kind(owner).mayHaveBody ? resolveBody(owner) : nil
  }

  public func resolution(of path: PathID) -> PartialRes { tables.paths[path] }
  public func binding(of pattern: PatID) -> BindingRes { tables.bindings[pattern] }
  public func jumpTarget(of expr: ExprID) -> ExprID { tables.jumpTargets[expr] }
  public func lifetime(_ lifetime: Lifetime) -> LifetimeRes {
    tables.lifetimes[lifetime.span.lower] ?? .unresolved
  }
  public func definition(of expr: ExprID) -> DefID { tables.expressionDefinitions[expr] }
  public func definition(of type: TypeNodeID) -> DefID { tables.typeDefinitions[type] }
  public func blockModule(of block: BlockID) -> DefID { tables.blockModules[block] }
  public func definition(of item: ItemID) -> DefID { tables.itemDefinitions[item] }
  public func definition(ofParameter index: UInt32) -> DefID { tables.parameterDefinitions[index] ?? .none }
  public func traitsInScope(in module: DefID) -> [DefID] { Array(traitsInScope(module)) }
}
