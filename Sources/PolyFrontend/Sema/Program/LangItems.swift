// The language items that the semantic stage itself relies on, looked up once.

import PolyExpansion
import PolySupport

/// Definitions marked `#[lang = "…"]`; `.none` where the library has none.
public struct LangItems: Sendable {
  public let sized, copy, clone, drop, unsize, coerceUnsized, dispatchFromDyn, tuple, freeze, sync, unpin: DefID
  public let fn, fnMut, fnOnce, fnOnceOutput, functionPointer: DefID
  public let discriminantKind, discriminantType, pointee, metadataType, destruct, structuralEq: DefID
  public let box, phantomData, manuallyDrop, unsafeCell: DefID
  public let deref, derefMut, derefTarget, receiver, index, indexMut, future, futureOutput, iterator: DefID
  public let send: DefID
  public let asyncFn, asyncFnMut, asyncFnOnce, asyncFnOnceOutput: DefID

  init(_ definitions: Definitions) {
    func find(_ name: StaticString) -> DefID { definitions.langItem(name) ?? .none }
    sized = find("sized")
    copy = find("copy")
    clone = find("clone")
    drop = find("drop")
    unsize = find("unsize")
    coerceUnsized = find("coerce_unsized")
    dispatchFromDyn = find("dispatch_from_dyn")
    tuple = find("tuple_trait")
    freeze = find("freeze")
    sync = find("sync")
    unpin = find("unpin")
    send = find("send")
    fn = find("fn")
    fnMut = find("fn_mut")
    fnOnce = find("fn_once")
    fnOnceOutput = find("fn_once_output")
    asyncFn = find("async_fn")
    asyncFnMut = find("async_fn_mut")
    asyncFnOnce = find("async_fn_once")
    asyncFnOnceOutput = find("async_fn_once_output")
    functionPointer = find("fn_ptr_trait")
    discriminantKind = find("discriminant_kind")
    discriminantType = find("discriminant_type")
    pointee = find("pointee_trait")
    metadataType = find("metadata_type")
    destruct = find("destruct")
    structuralEq = find("structural_peq")
    box = find("owned_box")
    phantomData = find("phantom_data")
    manuallyDrop = find("manually_drop")
    unsafeCell = find("unsafe_cell")
    deref = find("deref")
    derefMut = find("deref_mut")
    derefTarget = find("deref_target")
    receiver = find("receiver")
    index = find("index")
    indexMut = find("index_mut")
    future = find("future_trait")
    futureOutput = find("future_output")
    iterator = find("iterator")
  }
}
