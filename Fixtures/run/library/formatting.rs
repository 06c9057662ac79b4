// Text forms of the library's types, plain and pretty, with widths.
use std::cell::{Cell, OnceCell, RefCell};
use std::cmp::Reverse;
use std::collections::*;
use std::fmt;
use std::ops::Bound;
use std::rc::Rc;
use std::time::Duration;

#[derive(Debug, Clone, Default)]
struct Point { x: f32, y: Option<i32> }
#[derive(Debug)]
struct Unit;
#[derive(Debug)]
struct Tuple(i32, &'static str);
#[derive(Debug)]
enum Shape { Empty, Circle(f64), Polygon { points: Vec<Point>, name: String } }

struct Hex(u32);
impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if f.alternate() { write!(f, "hex ")?; }
        f.pad_integral(true, "0x", &format!("{:x}", self.0))
    }
}
struct List;
impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_map().entry(&1, &"one").entries([(2, "two")]).finish()?;
        f.debug_set().entries([1.5, 2.5]).finish()?;
        f.debug_list().entry(&()).finish_non_exhaustive()?;
        f.debug_struct("Open").field("a", &1).finish_non_exhaustive()?;
        f.debug_tuple("T").field(&'c').finish()
    }
}

fn show<T: fmt::Debug>(value: T) {
    println!("{value:?}\n{value:#?}");
}

fn main() {
    let p = Point { x: 1.5, y: Some(-2) };
    show(&p);
    show((Unit, Tuple(1, "two\n\"quoted\"\t\u{7f}\u{200b}é"), Shape::Empty, Shape::Circle(1e300)));
    show(Shape::Polygon { points: vec![p.clone(), Point::default()], name: "née".into() });
    show(List);
    show((Cell::new(1), RefCell::new("x"), OnceCell::<i32>::new(), Rc::new(Reverse(2)), Box::new('\'')));
    show((1..2, 1..=2, .., ..3, 4.., Bound::Included(1), Ok::<i32, ()>(1), Err::<(), _>(())));
    show((BTreeMap::from([(1, "a"), (2, "b")]), BTreeSet::from(['x']), VecDeque::from([1, 2])));
    show((HashMap::from([(1, [2])]), HashSet::<i32>::new(), "\0\x1b[", b"by\xff", 'a'..='c', [(); 2]));
    show((Duration::from_millis(1500), Duration::from_nanos(1_000_001), Duration::from_secs(3), Duration::ZERO));
    println!("{:>8}|{:<8}|{:^8}|{:*^9}|{:08.3}|{:+}|{:#010x}|{:#b}", "r", "l", "c", "mid", 3.14159, 7, 255, 5);
    println!("{:>1$} {:.*} {:>w$.p$} {2:?}", 5, 4, 2, 1.23456, w = 10, p = 3);
    println!("{:5}|{:<5}|{:^5}|{:>5}|{:05}|{:<05}", 42, 42, 42, 42, -42, 42);
    println!("{:10?}|{:<10?}|{:#?}|{:02x?}|{:X?}|{:#x?}", Some(1), "a", Some("b"), [1, 171], [255], Some(16));
    println!("{}|{:>6}|{:#}|{:#>8}|{:08}", Hex(255), Hex(1), Hex(2), Hex(3), Hex(4));
    println!("{:.3}|{:10.2}|{:<10.1}|{:+.0}|{:e}|{:E}|{:.2e}", 2.0f32, -1.005, 9.95, 0.5, 1234.5, 0.00012, 123456.0);
    println!("{:?} {:?} {:?} {:?} {:?} {:?}", 1e16, 1e15, 1.0e-5, 0.0001, f64::MAX, f32::MIN_POSITIVE);
    println!("{} {} {} {} {}", 1e16, 1e-7, f64::INFINITY, -0.0, f64::NAN);
    println!("{:?} {:5}|{:<5}|{:^5}", true, true, false, 'x');
    println!("{:?} {:?}", "tab\t nl\n cr\r nul\0 \u{301} \u{1F600} \u{ad}", '\u{301}');
    println!("{:-^20.5}|{:.2}|{:>4}", "truncated", "é́x", "€");
    println!("{:p} {:?}", 16 as *const u8, 32 as *mut i32);
    println!("{}", format_args!("{:>5}{:<5}", 1, 2));
    println!("{0:o} {0:x} {0:X} {0:b} {0:e}", 1234567u64);
    println!("{:x} {:b} {:o}", -1i8, -2i8, -8i16);
    println!("{{}} {:?} {0:?}", "escaped {braces}");
}
