//! Collections.

pub mod binary_heap;
pub mod btree_map;
pub mod btree_set;
pub mod linked_list;
pub(crate) mod try_reserve;
pub mod vec_deque;

pub use self::binary_heap::BinaryHeap;
pub use self::btree_map::BTreeMap;
pub use self::btree_set::BTreeSet;
pub use self::linked_list::LinkedList;
pub use self::try_reserve::TryReserveError;
pub use self::vec_deque::VecDeque;
pub use core::ops::Bound;
