// Monomorphic functions: what a call in generated code goes to.

import PolyExpansion
import PolySupport

public enum InstanceKind: UInt8, Sendable {
  /// A function, method, closure body or constructor with its arguments.
  case item
  /// A function that the compiler supplies (`#[rustc_intrinsic]` without a body).
  case intrinsic
  /// Entry `index` of the receiver's vtable (see `Program.vtableEntries`).
  case virtual
  /// `drop_in_place::<type>`
  case dropGlue
  /// `FnOnce::call_once` of a closure (`def`, `args`) whose body takes itself by reference.
  case closureOnceShim
  /// `Fn*::call*` of a function item or pointer `type`; `index` is 0 for by-value self, 1 for a reference.
  case functionPointerShim
  /// `Clone::clone` of the built-in `type` (tuple, array, closure).
  case cloneShim
  /// A tuple struct's or tuple variant's constructor as a function.
  case constructor
}

/// One function to generate. `type` is set for glue and shims only.
public struct Instance: Hashable, Sendable {
  public var kind: InstanceKind
  public var def: DefID
  public var args: Args
  public var type: Ty
  public var index: UInt32
  public init(_ kind: InstanceKind, _ def: DefID, _ args: Args, type: Ty = .none, index: UInt32 = 0) {
    self.kind = kind
    self.def = def
    self.args = args
    self.type = type
    self.index = index
  }
  public static func == (a: Instance, b: Instance) -> Bool {
    a.kind == b.kind && a.def == b.def && a.args == b.args && a.type == b.type && a.index == b.index
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
  public func _rawHashValue(seed: Int) -> Int { NumberKey.hash(number, seed: seed) }

  private var number: UInt64 {
    UInt64(def.raw) << 32 | UInt64(args.raw) ^ UInt64(type.raw) << 8 ^ UInt64(kind.rawValue) << 60
      ^ UInt64(index) << 40
  }
}

/// One slot of a vtable after drop glue, size and alignment.
public enum VtableEntry: Hashable, Sendable {
  /// A method of a trait with the trait's arguments (Self is the concrete type) and its own erased ones.
  case method(DefID, Args)
  /// A method with `where Self: Sized` or that cannot be met: never called.
  case vacant
  /// The address of the vtable for a supertrait, for upcasting.
  case superVtable(TraitRef)
}
