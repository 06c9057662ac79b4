// `offset_of!` in constants and bodies, with nested, tuple and generic fields.

use std::mem::offset_of;

#[repr(C)]
struct Header {
    kind: u8,
    size: u32,
    parts: (u64, u8),
    nested: Nested<u16>,
}

#[repr(C)]
struct Nested<T>(u8, T);

const SIZE: usize = offset_of!(Header, size);

fn of_generic<T>() -> usize {
    offset_of!(Nested<T>, 1)
}

fn main() {
    let array = [0u8; SIZE];
    println!("{} {SIZE} {}", array.len(), offset_of!(Header, kind));
    println!("{} {}", offset_of!(Header, nested), offset_of!(Header, nested.1));
    println!("{} {}", of_generic::<u64>(), of_generic::<u8>());
    println!("{}", std::mem::offset_of!(Header, parts) % 8);
}
