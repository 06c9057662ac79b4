// Fragments repeated without a separator, as `$($t:ty)*`.

macro_rules! names {
    ($($t:ty)*) => { vec![$(stringify!($t)),*] };
}
macro_rules! sum {
    ($($e:expr)*) => { 0 $(+ $e)* };
}
macro_rules! pairs {
    ($($name:ident $value:expr $(, $t:ty)?)*) => { [$((stringify!($name), $value as i64)),*] };
}

fn main() {
    println!("{:?}", names!(u8 Vec<u16> [i32; 2]));
    println!("{}", sum!(1 2 3));
    println!("{:?}", pairs!(a 1, u8 b 2));
}
