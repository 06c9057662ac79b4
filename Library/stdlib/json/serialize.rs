//! What can be written as JSON.

use super::{Map, Number, Writer};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

/// A value that can be written as JSON. `#[derive(Serialize)]` makes structures objects of their fields, and
/// variants `"Name"`, `{"Name": …}`, or what an attribute says:
///
/// - of a type: `rename_all = "camelCase"` (also `snake_case`, `PascalCase`, `kebab-case`, `lowercase`,
///   `UPPERCASE`, `SCREAMING_SNAKE_CASE`), `tag = "t"`, `tag = "t", content = "c"`, `untagged`,
///   `transparent`, `default`, `deny_unknown_fields`;
/// - of a variant: `rename = "name"`, `alias = "name"`, `rename_all`, `skip`;
/// - of a field: `rename`, `alias`, `default`, `default = "function"`, `skip`, `skip_serializing`,
///   `skip_deserializing`, `skip_serializing_if = "function"`, `flatten`.
///
/// They stand in `#[json(…)]`, or in `#[serde(…)]`.
pub trait Serialize {
    /// Writes the value.
    fn serialize(&self, writer: &mut Writer);
}

/// A value whose members can be written into another one's object (`flatten`).
pub trait SerializeFields {
    /// Writes the members, without the braces.
    fn serialize_fields(&self, writer: &mut Writer);
}

/// A value that can be the name of a member.
pub trait SerializeKey {
    /// Gives the name of a member to a function.
    fn with_key<R>(&self, use_name: impl FnOnce(&str) -> R) -> R;
}

macro_rules! serialize_integers {
    ($($method:ident $wide:ty: $($t:ty)*;)*) => { $($(
        impl Serialize for $t {
            #[inline]
            fn serialize(&self, writer: &mut Writer) {
                writer.$method(*self as $wide)
            }
        }
        impl SerializeKey for $t {
            fn with_key<R>(&self, use_name: impl FnOnce(&str) -> R) -> R {
                use_name(&self.to_string())
            }
        }
    )*)* };
}
serialize_integers! { unsigned u64: u8 u16 u32 u64 usize; signed i64: i8 i16 i32 i64 isize; }

macro_rules! serialize_wide {
    ($($t:ty)*) => { $(
        impl Serialize for $t {
            fn serialize(&self, writer: &mut Writer) {
                writer.raw(&self.to_string())
            }
        }
        impl SerializeKey for $t {
            fn with_key<R>(&self, use_name: impl FnOnce(&str) -> R) -> R {
                use_name(&self.to_string())
            }
        }
    )* };
}
serialize_wide! { u128 i128 }

impl Serialize for f64 {
    fn serialize(&self, writer: &mut Writer) {
        writer.float(*self)
    }
}
impl Serialize for f32 {
    fn serialize(&self, writer: &mut Writer) {
        writer.short_float(*self)
    }
}
impl Serialize for bool {
    fn serialize(&self, writer: &mut Writer) {
        writer.boolean(*self)
    }
}
impl SerializeKey for bool {
    fn with_key<R>(&self, use_name: impl FnOnce(&str) -> R) -> R {
        use_name(if *self { "true" } else { "false" })
    }
}
impl Serialize for char {
    fn serialize(&self, writer: &mut Writer) {
        writer.string(self.encode_utf8(&mut [0; 4]))
    }
}
impl SerializeKey for char {
    fn with_key<R>(&self, use_name: impl FnOnce(&str) -> R) -> R {
        use_name(self.encode_utf8(&mut [0; 4]))
    }
}
impl Serialize for Number {
    fn serialize(&self, writer: &mut Writer) {
        writer.number(*self)
    }
}
impl Serialize for () {
    fn serialize(&self, writer: &mut Writer) {
        writer.null()
    }
}
impl Serialize for str {
    fn serialize(&self, writer: &mut Writer) {
        writer.string(self)
    }
}
impl Serialize for String {
    fn serialize(&self, writer: &mut Writer) {
        writer.string(self)
    }
}
impl SerializeKey for str {
    fn with_key<R>(&self, use_name: impl FnOnce(&str) -> R) -> R {
        use_name(self)
    }
}
impl SerializeKey for String {
    fn with_key<R>(&self, use_name: impl FnOnce(&str) -> R) -> R {
        use_name(self)
    }
}
impl<T: SerializeKey + ?Sized> SerializeKey for &T {
    fn with_key<R>(&self, use_name: impl FnOnce(&str) -> R) -> R {
        (**self).with_key(use_name)
    }
}
impl<T: SerializeKey + ToOwned + ?Sized> SerializeKey for Cow<'_, T> {
    fn with_key<R>(&self, use_name: impl FnOnce(&str) -> R) -> R {
        (**self).with_key(use_name)
    }
}

impl<T: Serialize> Serialize for Option<T> {
    fn serialize(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.serialize(writer),
            None => writer.null(),
        }
    }
}
impl<T: SerializeFields> SerializeFields for Option<T> {
    fn serialize_fields(&self, writer: &mut Writer) {
        if let Some(value) = self {
            value.serialize_fields(writer)
        }
    }
}

macro_rules! through_reference {
    ($($(#[$bounds:ident])? [$($generics:tt)*] $t:ty;)*) => { $(
        impl<$($generics)*> Serialize for $t {
            fn serialize(&self, writer: &mut Writer) {
                (**self).serialize(writer)
            }
        }
    )* };
}
through_reference! {
    [T: Serialize + ?Sized] &T; [T: Serialize + ?Sized] &mut T; [T: Serialize + ?Sized] Box<T>;
    [T: Serialize + ?Sized] Rc<T>; [T: Serialize + ?Sized] Arc<T>; [T: Serialize + ToOwned + ?Sized] Cow<'_, T>;
}
impl<T: SerializeFields + ?Sized> SerializeFields for &T {
    fn serialize_fields(&self, writer: &mut Writer) {
        (**self).serialize_fields(writer)
    }
}
impl<T: SerializeFields + ?Sized> SerializeFields for Box<T> {
    fn serialize_fields(&self, writer: &mut Writer) {
        (**self).serialize_fields(writer)
    }
}
impl<T: Serialize + Copy> Serialize for Cell<T> {
    fn serialize(&self, writer: &mut Writer) {
        self.get().serialize(writer)
    }
}
impl<T: Serialize + ?Sized> Serialize for RefCell<T> {
    fn serialize(&self, writer: &mut Writer) {
        self.borrow().serialize(writer)
    }
}
impl<T: Serialize + ?Sized> Serialize for Mutex<T> {
    fn serialize(&self, writer: &mut Writer) {
        self.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).serialize(writer)
    }
}
impl<T: Serialize + ?Sized> Serialize for RwLock<T> {
    fn serialize(&self, writer: &mut Writer) {
        self.read().unwrap_or_else(|poisoned| poisoned.into_inner()).serialize(writer)
    }
}

fn sequence<T: Serialize>(elements: impl IntoIterator<Item = T>, writer: &mut Writer) {
    writer.begin_array();
    for element in elements {
        writer.element();
        element.serialize(writer);
    }
    writer.end_array();
}
macro_rules! serialize_sequences {
    ($([$($generics:tt)*] $t:ty;)*) => { $(
        impl<$($generics)*> Serialize for $t {
            fn serialize(&self, writer: &mut Writer) {
                sequence(self.iter(), writer)
            }
        }
    )* };
}
serialize_sequences! {
    [T: Serialize] [T]; [T: Serialize, const N: usize] [T; N]; [T: Serialize] Vec<T>; [T: Serialize] VecDeque<T>;
    [T: Serialize] LinkedList<T>; [T: Serialize] BinaryHeap<T>; [T: Serialize] BTreeSet<T>; [T: Serialize, S] HashSet<T, S>;
}

macro_rules! serialize_tuples {
    ($(($($name:ident)+))*) => { $(
        impl<$($name: Serialize),+> Serialize for ($($name,)+) {
            #[allow(non_snake_case)]
            fn serialize(&self, writer: &mut Writer) {
                let ($($name,)+) = self;
                writer.begin_array();
                $(
                    writer.element();
                    $name.serialize(writer);
                )+
                writer.end_array();
            }
        }
    )* };
}
serialize_tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
    (A B C D E F G H I) (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}

macro_rules! serialize_maps {
    ($([$($generics:tt)*] $t:ty;)*) => { $(
        impl<$($generics)*> SerializeFields for $t {
            fn serialize_fields(&self, writer: &mut Writer) {
                for (name, value) in self.iter() {
                    name.with_key(|name| writer.key(name));
                    value.serialize(writer);
                }
            }
        }
        impl<$($generics)*> Serialize for $t {
            fn serialize(&self, writer: &mut Writer) {
                writer.begin_object();
                self.serialize_fields(writer);
                writer.end_object();
            }
        }
    )* };
}
serialize_maps! { [] Map; [K: SerializeKey, V: Serialize] BTreeMap<K, V>; [K: SerializeKey, V: Serialize, S] HashMap<K, V, S>; }
