//! Collections.

pub mod hash_map;
pub mod hash_set;
mod table;

pub use self::hash_map::HashMap;
pub use self::hash_set::HashSet;
pub use alloc_crate::collections::*;
