//! The atomic intrinsics in the form of the compiler that only checks this library's types.

/// The orderings, as the checking compiler names them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum AtomicOrdering {
    Relaxed = 0,
    Release = 1,
    Acquire = 2,
    AcqRel = 3,
    SeqCst = 4,
}
impl crate::marker::ConstParamTy_ for AtomicOrdering {}
const ORDER: AtomicOrdering = AtomicOrdering::SeqCst;

mod raw {
    use super::AtomicOrdering;
    /// Reads in one step.
    #[rustc_intrinsic] pub unsafe fn atomic_load<T: Copy, const O: AtomicOrdering>(source: *const T) -> T;
    /// Writes in one step.
    #[rustc_intrinsic] pub unsafe fn atomic_store<T: Copy, const O: AtomicOrdering>(destination: *mut T, value: T);
    /// Writes the new value if the old one is as expected.
    #[rustc_intrinsic] pub unsafe fn atomic_cxchg<T: Copy, const S: AtomicOrdering, const F: AtomicOrdering>(destination: *mut T, old: T, new: T) -> (T, bool);
    /// Writes a value and gives the old one.
    #[rustc_intrinsic] pub unsafe fn atomic_xchg<T: Copy, const O: AtomicOrdering>(destination: *mut T, value: T) -> T;
    /// The greater of both, signed.
    #[rustc_intrinsic] pub unsafe fn atomic_max<T: Copy, const O: AtomicOrdering>(destination: *mut T, value: T) -> T;
    /// The lesser of both, signed.
    #[rustc_intrinsic] pub unsafe fn atomic_min<T: Copy, const O: AtomicOrdering>(destination: *mut T, value: T) -> T;
    /// The greater of both, unsigned.
    #[rustc_intrinsic] pub unsafe fn atomic_umax<T: Copy, const O: AtomicOrdering>(destination: *mut T, value: T) -> T;
    /// The lesser of both, unsigned.
    #[rustc_intrinsic] pub unsafe fn atomic_umin<T: Copy, const O: AtomicOrdering>(destination: *mut T, value: T) -> T;
    /// Adds.
    #[rustc_intrinsic] pub unsafe fn atomic_xadd<T: Copy, U: Copy, const O: AtomicOrdering>(destination: *mut T, value: U) -> T;
    /// Subtracts.
    #[rustc_intrinsic] pub unsafe fn atomic_xsub<T: Copy, U: Copy, const O: AtomicOrdering>(destination: *mut T, value: U) -> T;
    /// The bits of both.
    #[rustc_intrinsic] pub unsafe fn atomic_and<T: Copy, U: Copy, const O: AtomicOrdering>(destination: *mut T, value: U) -> T;
    /// The bits that not both have.
    #[rustc_intrinsic] pub unsafe fn atomic_nand<T: Copy, U: Copy, const O: AtomicOrdering>(destination: *mut T, value: U) -> T;
    /// The bits of one or both.
    #[rustc_intrinsic] pub unsafe fn atomic_or<T: Copy, U: Copy, const O: AtomicOrdering>(destination: *mut T, value: U) -> T;
    /// The bits of just one.
    #[rustc_intrinsic] pub unsafe fn atomic_xor<T: Copy, U: Copy, const O: AtomicOrdering>(destination: *mut T, value: U) -> T;
    /// Orders memory accesses for other threads.
    #[rustc_intrinsic] pub unsafe fn atomic_fence<const O: AtomicOrdering>();
    /// Orders memory accesses for this thread's signal handlers.
    #[rustc_intrinsic] pub unsafe fn atomic_singlethreadfence<const O: AtomicOrdering>();
}

/// Reads in one step.
pub unsafe fn atomic_load<T: Copy>(source: *const T) -> T { raw::atomic_load::<T, ORDER>(source) }
/// Writes in one step.
pub unsafe fn atomic_store<T: Copy>(destination: *mut T, value: T) { raw::atomic_store::<T, ORDER>(destination, value) }
/// Writes the new value if the old one is as expected.
pub unsafe fn atomic_cxchg<T: Copy>(destination: *mut T, old: T, new: T) -> (T, bool) { raw::atomic_cxchg::<T, ORDER, ORDER>(destination, old, new) }
macro_rules! atomics {
    ($($name:ident)*; $($same:ident)*) => {
        $(pub unsafe fn $name<T: Copy>(destination: *mut T, value: T) -> T { raw::$name::<T, ORDER>(destination, value) })*
        $(pub unsafe fn $same<T: Copy>(destination: *mut T, value: T) -> T { raw::$same::<T, T, ORDER>(destination, value) })*
    };
}
atomics! {
    atomic_xchg atomic_max atomic_min atomic_umax atomic_umin;
    atomic_xadd atomic_xsub atomic_and atomic_nand atomic_or atomic_xor
}
/// Orders memory accesses for other threads.
pub unsafe fn atomic_fence() { raw::atomic_fence::<ORDER>() }
/// Orders memory accesses for this thread's signal handlers.
pub unsafe fn atomic_singlethreadfence() { raw::atomic_singlethreadfence::<ORDER>() }
