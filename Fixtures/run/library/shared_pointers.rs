// `Rc` and `Arc`: counts, weak references, unsized values, raw pointers, values of one's own.
use std::borrow::Cow;
use std::rc::{Rc, Weak};
use std::sync::Arc;

#[derive(Debug, Default)]
struct Loud(&'static str);

impl Clone for Loud {
    fn clone(&self) -> Loud {
        println!("clone {}", self.0);
        Loud(self.0)
    }
}

impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn counts() {
    let first = Rc::new(Loud("a"));
    let weak = Rc::downgrade(&first);
    let second = first.clone();
    println!("{} {}", Rc::strong_count(&first), Rc::weak_count(&first));
    println!("{} {}", Rc::ptr_eq(&first, &second), weak.upgrade().is_some());
    drop(first);
    println!("{:?}", Rc::try_unwrap(second).unwrap());
    println!("{:?} {} {}", weak.upgrade(), weak.strong_count(), Weak::<i32>::new().weak_count());
}

fn own_value() {
    let mut one = Rc::new(Loud("b"));
    let weak = Rc::downgrade(&one);
    Rc::make_mut(&mut one).0 = "c";
    println!("moved {:?} {}", one, weak.upgrade().is_none());
    let other = Rc::clone(&one);
    Rc::make_mut(&mut one).0 = "d";
    println!("{one:?} {other:?} {:?}", Rc::get_mut(&mut one).is_some());
    println!("{:?}", Rc::unwrap_or_clone(other));
    let mut numbers: Rc<[i32]> = Rc::from([1, 2, 3]);
    let same = numbers.clone();
    Rc::make_mut(&mut numbers)[0] = 10;
    println!("{numbers:?} {same:?}");
    let mut text: Arc<str> = Arc::from("hello");
    Arc::make_mut(&mut text).make_ascii_uppercase();
    println!("{text}");
}

fn unsized_values() {
    let trait_object: Rc<dyn Fn(i32) -> i32> = Rc::new(|x| x + 1);
    println!("{}", trait_object(4));
    let boxed: Box<dyn Fn(i32) -> i32> = Box::new(move |x| trait_object(x) * 2);
    let shared: Arc<dyn Fn(i32) -> i32> = Arc::from(boxed);
    println!("{}", shared(5));
    let text: Rc<str> = Box::<str>::from("boxed").into();
    let bytes: Rc<[u8]> = text.clone().into();
    println!("{text} {bytes:?} {}", Rc::<str>::from(Cow::Owned(String::from("cow"))));
    let collected: Arc<[String]> = ["x", "y"].iter().map(|s| s.to_string()).collect();
    println!("{collected:?} {}", Rc::<[i32; 2]>::try_from(Rc::<[i32]>::from(vec![1, 2])).is_ok());
    let any: Rc<dyn std::any::Any> = Rc::new(7u8);
    println!("{:?}", any.downcast::<u8>());
}

fn raw() {
    let text: Rc<str> = Rc::from("raw");
    let pointer = Rc::into_raw(text);
    unsafe {
        Rc::increment_strong_count(pointer);
        let text = Rc::from_raw(pointer);
        println!("{text} {}", Rc::strong_count(&text));
        Rc::decrement_strong_count(pointer);
        let weak = Rc::downgrade(&text).into_raw();
        println!("{:?}", Weak::from_raw(weak).upgrade());
    }
    let zeroed = unsafe { Arc::<[u32]>::new_zeroed_slice(3).assume_init() };
    println!("{zeroed:?}");
}

fn main() {
    counts();
    own_value();
    unsized_values();
    raw();
    let cyclic = Rc::new_cyclic(|me: &Weak<(i32, Weak<_>)>| (1, me.clone() as Weak<dyn std::any::Any>));
    println!("{} {}", cyclic.0, cyclic.1.upgrade().is_some());
    let threads: Vec<_> = {
        let shared = Arc::new(vec![1, 2, 3]);
        (0..3).map(|i| { let shared = Arc::clone(&shared); std::thread::spawn(move || shared[i] * 10) }).collect()
    };
    println!("{}", threads.into_iter().map(|t| t.join().unwrap()).sum::<i32>());
}
