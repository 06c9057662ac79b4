// macro_rules!: fragments, repetition, nesting, recursion, separators, trailing commas, items.

macro_rules! maximum {
    ($only:expr) => { $only };
    ($first:expr, $($rest:expr),+ $(,)?) => {{
        let a = $first;
        let b = maximum!($($rest),+);
        if a > b { a } else { b }
    }};
}

macro_rules! map {
    ($($key:expr => $value:expr),* $(,)?) => {{
        let mut list = Vec::new();
        $( list.push(($key, $value)); )*
        list
    }};
}

macro_rules! record {
    ($(#[$attribute:meta])* $name:ident { $($field:ident : $type:ty = $default:expr),* }) => {
        $(#[$attribute])*
        struct $name { $($field: $type),* }
        impl $name {
            fn standard() -> Self {
                $name { $($field: $default),* }
            }
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];
        }
    };
}

macro_rules! count {
    () => { 0usize };
    ($head:tt $($tail:tt)*) => { 1usize + count!($($tail)*) };
}

macro_rules! operation {
    (add $a:literal $b:literal) => { $a + $b };
    (negate $a:expr) => { -$a };
    ($left:tt plus $right:tt) => { $left + $right };
}

macro_rules! functions {
    ($($name:ident => $value:expr;)*) => { $( fn $name() -> i32 { $value } )* };
}

macro_rules! matrix {
    ($([$($cell:expr),*]),*) => { vec![$(vec![$($cell),*]),*] };
}

macro_rules! check {
    ($value:expr, $($pattern:pat_param)|+ $(if $guard:expr)? => $result:block) => {
        match $value { $($pattern)|+ $(if $guard)? => $result, _ => { "other" } }
    };
}

macro_rules! implement {
    ($trait:ident for $($type:ty),+) => { $(impl $trait for $type { fn bits(&self) -> u32 { <$type>::BITS } })+ };
}

trait Bits {
    fn bits(&self) -> u32;
}

implement!(Bits for u8, i32, u128);

record! {
    #[derive(Debug)]
    Settings { width: u32 = 80, name: String = "x".to_string() }
}

functions! {
    one => 1;
    two => one() + 1;
}

macro_rules! with_block {
    ($name:ident, $body:block) => { { let $name = 5; $body } };
}

macro_rules! lifetimes {
    ($lt:lifetime, $name:ident) => {
        fn $name<$lt>(a: &$lt str, _b: &str) -> &$lt str { a }
    };
}

lifetimes!('a, first);

macro_rules! vis {
    ($v:vis struct $n:ident;) => { #[derive(Default, Debug)] $v struct $n; };
}

vis!(pub(crate) struct Unit;);

fn main() {
    println!("{} {}", maximum!(3), maximum!(1, 7, 2,));
    println!("{:?}", map! { "a" => 1, "b" => 1 + 1 });
    println!("{:?} {:?}", Settings::standard(), Settings::FIELDS);
    println!("{} {}", count!(), count!(a (b c) [d] + 5));
    println!("{} {} {}", operation!(add 1 2), operation!(negate 3 + 4), operation!(5 plus 6));
    println!("{} {}", one(), two());
    println!("{:?}", matrix!([1, 2], [3, 4], []));
    println!("{}", check!(5, 1 | 5 => { "hit" }));
    println!("{}", check!(Some(3), Some(n) if n > 5 => { "big" }));
    println!("{} {} {}", 1u8.bits(), 1i32.bits(), 1u128.bits());
    println!("{}", with_block!(x, { x * x }));
    println!("{} {:?}", first("a", "b"), Unit::default());
}
