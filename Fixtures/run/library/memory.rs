// `mem`, `cell`, `any`, `MaybeUninit`, `ManuallyDrop`, `Cow`, hashing and ordering helpers.
use std::any::Any;
use std::borrow::Cow;
use std::cell::{Cell, LazyCell, OnceCell, RefCell};
use std::cmp::Ordering;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::mem::{self, ManuallyDrop, MaybeUninit};
use std::ops::ControlFlow;

fn normalise(text: &str) -> Cow<'_, str> {
    if text.contains(' ') { Cow::Owned(text.replace(' ', "_")) } else { Cow::Borrowed(text) }
}

fn hash_of<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

struct Loud(&'static str);
impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn main() {
    let (mut a, mut b) = (vec![1], vec![2, 3]);
    mem::swap(&mut a, &mut b);
    println!("{:?} {:?} {:?} {:?}", mem::take(&mut a), mem::replace(&mut b, vec![9]), a, b);
    println!("{} {} {}", size_of::<Option<Box<u8>>>(), align_of::<(u8, u64)>(), size_of_val("four"));
    println!("{} {}", mem::needs_drop::<String>(), mem::needs_drop::<&String>());
    println!("{}", mem::discriminant(&Some(1)) == mem::discriminant(&Some(2)));
    let mut slots: [MaybeUninit<String>; 3] = [const { MaybeUninit::uninit() }; 3];
    for (index, slot) in slots.iter_mut().enumerate() {
        slot.write(format!("s{index}"));
    }
    println!("{:?}", slots.map(|slot| unsafe { slot.assume_init() }));
    let mut kept = ManuallyDrop::new(Loud("kept"));
    kept.0 = "renamed";
    unsafe { ManuallyDrop::drop(&mut kept) };
    mem::forget(Loud("forgotten"));
    drop(Loud("dropped"));
    println!("{}", unsafe { mem::transmute::<f32, u32>(1.0) });

    let cell = Cell::new(5);
    println!("{} {} {}", cell.replace(6), cell.get(), cell.take());
    let shared = RefCell::new(vec![1, 2]);
    println!("{:?} {:?}", shared.try_borrow_mut().is_ok(), shared.try_borrow().map(|_b| shared.try_borrow_mut().is_err()).ok());
    println!("{}", std::cell::Ref::map(shared.borrow(), |v| &v[1]));
    shared.borrow_mut().push(3);
    println!("{shared:?}");
    println!("{:?}", shared.replace(vec![]));
    let once = OnceCell::new();
    println!("{} {:?} {:?}", once.get_or_init(|| 3), once.set(4), once);
    let lazy = LazyCell::new(|| { println!("computed"); 7 });
    println!("{} {}", *lazy, *lazy);

    for text in ["plain", "with space"] {
        let cow = normalise(text);
        println!("{} {}", cow, matches!(cow, Cow::Borrowed(_)));
    }
    let mut cow = Cow::from(&[1, 2][..]);
    cow.to_mut().push(3);
    println!("{cow:?} {}", cow.clone().into_owned().len());

    let values: [Box<dyn Any>; 3] = [Box::new(1i32), Box::new("text"), Box::new(String::from("owned"))];
    for value in values {
        match value.downcast::<i32>() {
            Ok(number) => println!("number {number}"),
            Err(other) => println!("{:?} {}", other.downcast_ref::<&str>(), other.is::<String>()),
        }
    }
    println!("{} {}", hash_of("a") == hash_of(&String::from("a")), hash_of(&1u8) == hash_of(&1u16));
    println!("{:x} {:x} {:x}", hash_of(&()), hash_of(&12345u64), hash_of(&[1u8, 2, 3][..]));
    println!("{:x} {:x}", hash_of(&("x", 1i32)), hash_of(&Some(vec![true])));
    let state = RandomState::new();
    println!("{}", state.hash_one(5) == state.hash_one(5));
    println!("{:?} {:?}", 1.cmp(&2).then_with(|| Ordering::Greater), Ordering::Less.is_le());
    println!("{:?}", std::cmp::max_by(1.5, 0.5, |a: &f64, b: &f64| a.total_cmp(b)));
    println!("{:?}", (1..9).try_for_each(|x| if x * x > 20 { ControlFlow::Break(x) } else { ControlFlow::Continue(()) }));
    println!("{:?}", std::any::Any::type_id(&1) == std::any::TypeId::of::<i32>());
}
