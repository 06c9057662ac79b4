// Unions: fields written in safe code, read in unsafe code; addresses of fields without a read.

use std::mem::ManuallyDrop;

union Word {
    whole: u32,
    halves: (u16, u16),
    bytes: [u8; 4],
    text: ManuallyDrop<String>,
}

static mut COUNT: u32 = 3;

fn main() {
    let mut word = Word { whole: 0 };
    word.whole = 0x0102_0304;
    println!("{:?}", unsafe { word.bytes });
    word.halves.1 = 7;
    println!("{:?} {:#x}", unsafe { word.halves }, unsafe { word.whole });
    let address = &raw const word.bytes;
    println!("{:?}", unsafe { *address });
    word.text = ManuallyDrop::new(String::from("owned"));
    unsafe {
        println!("{}", *word.text);
        ManuallyDrop::drop(&mut word.text);
    }
    let count = &raw mut COUNT;
    unsafe {
        *count += 1;
        println!("{}", *count);
    }
}
