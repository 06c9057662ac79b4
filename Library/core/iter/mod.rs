//! Iteration.

#[macro_use]
mod adapters;
mod collect;
mod double_ended;
mod flatten;
mod iterator;
mod limits;
mod peekable;
mod range;
mod sources;
mod try_process;
mod zip_chain;

pub use self::adapters::{
    Cloned, Copied, Cycle, Enumerate, Filter, FilterMap, Fuse, Inspect, Map, Rev,
};
pub use self::collect::{Extend, FromIterator, IntoIterator, Product, Sum};
pub use self::double_ended::{DoubleEndedIterator, ExactSizeIterator, FusedIterator, TrustedLen};
pub use self::flatten::{FlatMap, Flatten};
pub use self::iterator::Iterator;
pub use self::limits::{MapWhile, Scan, Skip, SkipWhile, StepBy, Take, TakeWhile};
pub use self::peekable::Peekable;
pub use self::range::Step;
pub use self::sources::{
    empty, from_fn, once, once_with, repeat, repeat_n, repeat_with, successors, Empty, FromFn, Once, OnceWith, Repeat,
    RepeatN, RepeatWith, Successors,
};
pub(crate) use self::try_process::try_process;
pub use self::zip_chain::{chain, zip, Chain, Zip};
