//! What can be read from JSON.

use super::{Error, Map, Number, Parser};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

/// A type that can be read from JSON. `#[derive(Deserialize)]` knows the attributes of `Serialize`. Members
/// that a structure does not have are passed over.
pub trait Deserialize: Sized {
    /// The members of its objects that the type itself takes, where that is known: another type that is
    /// flattened into the same object does not see them.
    const MEMBERS: &'static [&'static str] = &[];

    /// The value that begins here.
    fn deserialize(parser: &mut Parser<'_>) -> Result<Self, Error>;

    /// The value of a member that is not there: an error, but for options.
    fn missing(parser: &Parser<'_>, name: &str) -> Result<Self, Error> {
        Err(parser.error(format_args!("the member `{name}` is missing")))
    }
}

/// A type that names of members can be read as.
pub trait DeserializeKey: Sized {
    /// The value that a member's name stands for.
    fn from_key(name: &str) -> Option<Self>;
}

macro_rules! deserialize_integers {
    ($($t:ident)*) => { $(
        impl Deserialize for $t {
            #[inline]
            fn deserialize(parser: &mut Parser<'_>) -> Result<$t, Error> {
                parser.integer(stringify!($t), |magnitude, is_negative| {
                    if !is_negative {
                        $t::try_from(magnitude).ok()
                    } else if magnitude <= 1 << 63 {
                        $t::try_from((magnitude as i64).wrapping_neg()).ok()
                    } else {
                        None
                    }
                })
            }
        }
    )* };
}
deserialize_integers! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize }

macro_rules! deserialize_wide {
    ($($t:ident)*) => { $(
        impl Deserialize for $t {
            fn deserialize(parser: &mut Parser<'_>) -> Result<$t, Error> {
                let digits = parser.digits()?;
                digits.parse().map_err(|_| parser.error(format_args!("{digits} is no {}", stringify!($t))))
            }
        }
    )* };
}
deserialize_wide! { u128 i128 }

macro_rules! keys_by_parsing {
    ($($t:ident)*) => { $(
        impl DeserializeKey for $t {
            fn from_key(name: &str) -> Option<$t> {
                name.parse().ok()
            }
        }
    )* };
}
keys_by_parsing! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool char }

impl DeserializeKey for String {
    fn from_key(name: &str) -> Option<String> {
        Some(name.to_string())
    }
}
impl DeserializeKey for Cow<'_, str> {
    fn from_key(name: &str) -> Option<Self> {
        Some(Cow::Owned(name.to_string()))
    }
}
impl DeserializeKey for Box<str> {
    fn from_key(name: &str) -> Option<Self> {
        Some(name.into())
    }
}
impl DeserializeKey for Rc<str> {
    fn from_key(name: &str) -> Option<Self> {
        Some(name.into())
    }
}
impl DeserializeKey for Arc<str> {
    fn from_key(name: &str) -> Option<Self> {
        Some(name.into())
    }
}

impl Deserialize for f64 {
    fn deserialize(parser: &mut Parser<'_>) -> Result<f64, Error> {
        parser.float()
    }
}
impl Deserialize for f32 {
    fn deserialize(parser: &mut Parser<'_>) -> Result<f32, Error> {
        parser.short_float()
    }
}
impl Deserialize for bool {
    fn deserialize(parser: &mut Parser<'_>) -> Result<bool, Error> {
        parser.boolean()
    }
}
impl Deserialize for Number {
    fn deserialize(parser: &mut Parser<'_>) -> Result<Number, Error> {
        parser.number()
    }
}
impl Deserialize for () {
    fn deserialize(parser: &mut Parser<'_>) -> Result<(), Error> {
        parser.null()
    }
}
impl Deserialize for char {
    fn deserialize(parser: &mut Parser<'_>) -> Result<char, Error> {
        let mut characters = parser.string()?.chars();
        match (characters.next(), characters.next()) {
            (Some(c), None) => Ok(c),
            _ => Err(parser.error("expected a string of one character")),
        }
    }
}
impl Deserialize for String {
    #[inline]
    fn deserialize(parser: &mut Parser<'_>) -> Result<String, Error> {
        Ok(parser.string()?.to_string())
    }
}

impl<T: Deserialize> Deserialize for Option<T> {
    fn deserialize(parser: &mut Parser<'_>) -> Result<Option<T>, Error> {
        if parser.take_null()? { Ok(None) } else { T::deserialize(parser).map(Some) }
    }
    const MEMBERS: &'static [&'static str] = T::MEMBERS;
    fn missing(_: &Parser<'_>, _: &str) -> Result<Option<T>, Error> {
        Ok(None)
    }
}

macro_rules! wrapped {
    ($($t:ident)*) => { $(
        impl<T: Deserialize> Deserialize for $t<T> {
            const MEMBERS: &'static [&'static str] = T::MEMBERS;
            fn deserialize(parser: &mut Parser<'_>) -> Result<$t<T>, Error> {
                T::deserialize(parser).map($t::new)
            }
            fn missing(parser: &Parser<'_>, name: &str) -> Result<$t<T>, Error> {
                T::missing(parser, name).map($t::new)
            }
        }
    )* };
}
wrapped! { Box Rc Arc Cell RefCell Mutex RwLock }

macro_rules! converted {
    ($([$($generics:tt)*] $t:ty, $from:ty;)*) => { $(
        impl<$($generics)*> Deserialize for $t {
            fn deserialize(parser: &mut Parser<'_>) -> Result<$t, Error> {
                <$from as Deserialize>::deserialize(parser).map(Into::into)
            }
        }
    )* };
}
converted! {
    [] Box<str>, String; [] Rc<str>, String; [] Arc<str>, String; [] Cow<'_, str>, String; [] std::path::PathBuf, String;
    [T: Deserialize] Box<[T]>, Vec<T>; [T: Deserialize] Rc<[T]>, Vec<T>; [T: Deserialize] Arc<[T]>, Vec<T>;
}

/// Reads an array, element by element.
fn sequence<T: Deserialize>(parser: &mut Parser<'_>, mut add: impl FnMut(T)) -> Result<(), Error> {
    parser.begin_array()?;
    let mut index = 0;
    while parser.next_element(&mut index)? {
        add(T::deserialize(parser)?);
    }
    Ok(())
}
macro_rules! sequences {
    ($([$($generics:tt)*] $t:ty, $new:expr, $add:ident;)*) => { $(
        impl<$($generics)*> Deserialize for $t {
            fn deserialize(parser: &mut Parser<'_>) -> Result<$t, Error> {
                let mut list = $new;
                sequence(parser, |element| {
                    list.$add(element);
                })?;
                Ok(list)
            }
        }
    )* };
}
sequences! {
    [T: Deserialize] Vec<T>, Vec::new(), push; [T: Deserialize] VecDeque<T>, VecDeque::new(), push_back;
    [T: Deserialize] LinkedList<T>, LinkedList::new(), push_back;
    [T: Deserialize + Ord] BinaryHeap<T>, BinaryHeap::new(), push;
    [T: Deserialize + Ord] BTreeSet<T>, BTreeSet::new(), insert;
    [T: Deserialize + Eq + Hash, S: BuildHasher + Default] HashSet<T, S>, HashSet::with_hasher(S::default()), insert;
}

impl<T: Deserialize, const N: usize> Deserialize for [T; N] {
    fn deserialize(parser: &mut Parser<'_>) -> Result<[T; N], Error> {
        let list: Vec<T> = Deserialize::deserialize(parser)?;
        let length = list.len();
        list.try_into().map_err(|_| parser.error(format_args!("expected an array of {N} elements, found {length}")))
    }
}

macro_rules! tuples {
    ($($count:literal ($($name:ident)+))*) => { $(
        impl<$($name: Deserialize),+> Deserialize for ($($name,)+) {
            fn deserialize(parser: &mut Parser<'_>) -> Result<Self, Error> {
                parser.begin_array()?;
                let mut index = 0;
                let result = ($(
                    if parser.next_element(&mut index)? {
                        $name::deserialize(parser)?
                    } else {
                        return Err(parser.error(format_args!("expected an array of {} elements, found {index}", $count)));
                    },
                )+);
                if parser.next_element(&mut index)? {
                    return Err(parser.error(format_args!("expected an array of {} elements, found more", $count)));
                }
                Ok(result)
            }
        }
    )* };
}
tuples! {
    1 (A) 2 (A B) 3 (A B C) 4 (A B C D) 5 (A B C D E) 6 (A B C D E F) 7 (A B C D E F G) 8 (A B C D E F G H)
    9 (A B C D E F G H I) 10 (A B C D E F G H I J) 11 (A B C D E F G H I J K) 12 (A B C D E F G H I J K L)
}

/// Reads an object, member by member.
fn members<K: DeserializeKey, V: Deserialize>(parser: &mut Parser<'_>, mut add: impl FnMut(K, V)) -> Result<(), Error> {
    parser.begin_object()?;
    let mut index = 0;
    while let Some(name) = parser.next_key(&mut index)? {
        let Some(key) = K::from_key(name) else {
            let message = format!("`{name}` is no {}", std::any::type_name::<K>());
            return Err(parser.error(message));
        };
        let value = V::deserialize(parser)?;
        add(key, value);
    }
    Ok(())
}
impl<K: DeserializeKey + Ord, V: Deserialize> Deserialize for BTreeMap<K, V> {
    fn deserialize(parser: &mut Parser<'_>) -> Result<Self, Error> {
        let mut map = BTreeMap::new();
        members(parser, |key, value| {
            map.insert(key, value);
        })?;
        Ok(map)
    }
}
impl<K: DeserializeKey + Eq + Hash, V: Deserialize, S: BuildHasher + Default> Deserialize for HashMap<K, V, S> {
    fn deserialize(parser: &mut Parser<'_>) -> Result<Self, Error> {
        let mut map = HashMap::with_hasher(S::default());
        members(parser, |key, value| {
            map.insert(key, value);
        })?;
        Ok(map)
    }
}
impl Deserialize for Map {
    fn deserialize(parser: &mut Parser<'_>) -> Result<Self, Error> {
        parser.object()
    }
}
