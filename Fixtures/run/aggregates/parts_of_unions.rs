// Fields of a struct inside a union are borrowed apart, and what lies in padding is swapped too.
#[derive(Clone, Copy)]
struct Pair {
    x: u32,
    y: u32,
}

union Bits {
    pair: Pair,
    whole: u64,
}

#[repr(C)]
struct Gap(u64, u8);

fn main() {
    let mut bits = Bits { pair: Pair { x: 1, y: 2 } };
    unsafe {
        let x = &mut bits.pair.x;
        let y = &mut bits.pair.y;
        std::mem::swap(x, y);
        println!("{} {} {:#x}", bits.pair.x, bits.pair.y, bits.whole);
    }

    let (mut first, mut second) = ([1u64, u64::MAX], [3u64, 4 << 32]);
    unsafe {
        std::ptr::swap_nonoverlapping(first.as_mut_ptr().cast::<Gap>(), second.as_mut_ptr().cast::<Gap>(), 1);
        println!("{first:?} {second:?}");
    }
}
