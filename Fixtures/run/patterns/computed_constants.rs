// Constants in patterns are their values, however those are computed: by functions, loops, other constants.
#[derive(PartialEq, Eq, Debug, Clone, Copy)]
struct P { x: i32, y: Option<u8> }
const fn mk(x: i32) -> P { let mut i = 0; while i < x { i += 1; } P { x: i, y: if x > 2 { Some(x as u8) } else { None } } }
const A: P = mk(1);
const B: P = mk(5);
const S: &str = { let a = ["x", "yes"]; a[1] };
const T: (bool, &[u8]) = (1 < 2, &[mk(3).x as u8, 2]);
const BS: &[u8; 3] = b"abc";
const R: &[&str] = &["a", S];
const O: Option<&P> = Some(&B);
const FL: f64 = 0.5 * 3.0;
#[derive(PartialEq, Eq, Debug)]
#[allow(dead_code)]
enum E { A(i32), B { s: &'static str }, C }
const E1: E = E::A(mk(7).x);
const E2: E = { let e = E::B { s: S }; e };
const fn third() -> E { E::C }
const E3: E = third();
fn what(p: P) -> u8 { match p { A => 1, B => 2, _ => 3 } }
fn e(x: &E) -> &'static str { match *x { E1 => "1", E2 => "2", E3 => "3", _ => "-" } }
fn all(x: E) -> u8 { match x { E3 => 0, E::A(_) => 1, E::B { .. } => 2 } }
struct Generic<T>(T);
impl<T> Generic<T> {
    const VALUE: u8 = 3;
    const MAYBE: Option<u8> = Some(Self::VALUE + 1);
    fn known(value: Option<u8>) -> u8 {
        match value {
            Some(Self::VALUE) => 1,
            Self::MAYBE => 2,
            _ => 3,
        }
    }
}
fn main() {
    println!("{} {} {}", Generic::<u8>::known(Some(3)), Generic::<i8>::known(Some(4)), Generic(0).0);
    println!("{} {} {}", what(mk(1)), what(mk(5)), what(mk(2)));
    for s in ["yes", "no"] { println!("{}", match s { S => 1, _ => 2 }); }
    for t in [(true, &[3u8, 2][..]), (false, &[3, 2]), (true, &[3]), (true, &[3, 3])] { println!("{}", matches!(t, T)); }
    println!("{} {}", matches!(b"abc", BS), matches!(b"abd", BS));
    println!("{} {}", matches!(&["a", "yes"][..], R), matches!(&["a", "no"][..], R));
    println!("{} {}", matches!(Some(&mk(5)), O), matches!(Some(&mk(6)), O));
    println!("{} {}", matches!(1.5, FL), matches!(1.25, FL));
    for x in [E::A(7), E::A(8), E::B { s: "yes" }, E::B { s: "" }, E::C] { println!("{} {}", e(&x), all(x)); }
}
