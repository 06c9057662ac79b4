// The handle of every definition of every crate.

import PolySupport

/// A definition: crate, module, item, field, variant, generic parameter, impl, closure, …
@frozen public struct DefID: EntityHandle {
  public let raw: UInt32
  @inlinable public init(raw: UInt32) { self.raw = raw }
}
