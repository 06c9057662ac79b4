// A fragment of a macro can be the argument of `repr(align)` and `repr(packed)`.
macro_rules! aligned {
    ($name:ident $align:literal) => {
        #[repr(C, align($align))]
        struct $name([u8; 3]);
    };
}
macro_rules! packed {
    ($name:ident $pack:literal) => {
        #[repr(packed($pack))]
        #[allow(dead_code)]
        struct $name(u8, u64);
    };
}
aligned!(Wide 32);
packed!(Tight 2);

fn main() {
    println!("{} {}", std::mem::align_of::<Wide>(), std::mem::size_of::<Wide>());
    println!("{} {}", std::mem::align_of::<Tight>(), std::mem::size_of::<Tight>());
    println!("{}", Wide([1, 2, 3]).0[2]);
}
