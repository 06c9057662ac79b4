// Fields of packed structs may be misaligned: they are copied, not borrowed.

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, packed)]
struct Packed {
    byte: u8,
    word: u32,
    bytes: [u8; 4],
}

#[repr(packed(2))]
struct Two {
    half: u16,
    word: u32,
}

struct Outer<'a> {
    inner: &'a Packed,
}

fn main() {
    let mut packed = Packed { byte: 1, word: 2, bytes: [0; 4] };
    let _ = &packed.word; //~ E0793
    let _ = &packed.byte;
    println!("{}", packed.bytes.len());
    println!("{}", packed.word); //~ E0793
    println!("{}", { packed.word });
    let word = &mut packed.word; //~ E0793
    *word = 3;
    let pointer = &raw const packed.word;
    println!("{}", unsafe { pointer.read_unaligned() });
    let two = Two { half: 1, word: 2 };
    println!("{} {}", two.half, { two.word });
    let _ = &two.word; //~ E0793
    let outer = Outer { inner: &packed };
    let _ = &outer.inner;
    println!("{:?} {}", packed, packed == packed.clone());
}
