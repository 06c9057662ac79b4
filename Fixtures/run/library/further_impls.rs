// Impls of everyday traits that are easily forgotten.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList};
use std::ffi::{CStr, CString, OsStr, OsString};
use std::fmt::Debug;
use std::net::Ipv4Addr;
use std::num::Wrapping;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::sync::{Arc, LazyLock, RwLock};

struct Plain;
fn send_and_sync<T: Send + Sync>(_: &T) {}
fn shown(value: impl Debug) {
    println!("{value:?}");
}

fn main() {
    let vec = vec![1, 2];
    let mut cow = Cow::from(&vec);
    cow.to_mut().push(3);
    let other: Cow<[i32]> = Cow::from(&[7, 8]);
    let built: Cow<[i32]> = (0..3).collect();
    println!("{cow:?} {other:?} {built:?}");
    let mut text = Cow::Borrowed("a") + Cow::from(String::from("b"));
    text += Cow::Borrowed("c");
    println!("{text}");

    let os = Cow::Borrowed(OsStr::new("x"));
    println!("{} {} {}", os == *OsStr::new("x"), OsString::from("y") > os, OsStr::new("x") == os);
    let path: Cow<Path> = Cow::Owned(PathBuf::from("a/b"));
    println!("{} {}", path == *OsStr::new("a/b"), path > *OsStr::new("a"));
    let boxed: Box<Path> = path.into();
    let shared: Rc<Path> = Rc::from(&mut *Box::<Path>::from(Path::new("q")));
    println!("{boxed:?} {shared:?}");
    let c: Arc<CStr> = Arc::from(c"hi");
    println!("{c:?} {} {}", Cow::from(c"hi") == *c, CString::from(c"no") == Cow::from(c"hi"));
    println!("{:?}", Path::new("a/b").components().cmp(Path::new("a/c").components()));
    println!("{} {:?}", Path::new("a").components() < Path::new("b").components(), Path::new("a/b").iter());

    let mut address = Ipv4Addr::new(192, 168, 7, 9);
    address &= &Ipv4Addr::new(255, 255, 0, 0);
    println!("{address} {} {}", &address | &Ipv4Addr::new(0, 0, 0, 1), !&address);
    let mut bits = &Wrapping(3u8) << &2;
    bits <<= &4;
    println!("{bits}");

    send_and_sync(&std::thread::spawn(|| ()));
    shown(Rc::downgrade(&Rc::new(Plain)));
    shown(Weak::<Plain>::new());
    println!("{:?}", Pin::new(&1).cmp(&Pin::new(&2)));
    let mut lazy: LazyLock<Vec<i32>> = LazyLock::new(|| vec![1]);
    lazy.push(2);
    println!("{:?} {}", *lazy, RwLock::new(5).write().unwrap());

    let (left, right) = (BTreeSet::from([1, 2, 3]), BTreeSet::from([2, 4]));
    let union = left.union(&right);
    println!("{:?} {:?}", union.clone().collect::<Vec<_>>(), left.difference(&right).clone().count());
    let mut map = BTreeMap::from([(1, 'a'), (2, 'b')]);
    shown(map.iter_mut());
    shown(map.range_mut(2..));
    shown(map.values_mut());
    shown(map.clone().into_keys());
    shown(map.clone().into_values());
    let mut items = map.into_iter();
    items.next();
    shown(items);
    let heap = BinaryHeap::from([5]);
    println!("{:?} {:?}", heap.iter().next_back(), heap.iter().clone().count());
    let mut list = LinkedList::from([1]).into_iter().fuse();
    println!("{:?} {:?}", list.next(), list.next());
}
