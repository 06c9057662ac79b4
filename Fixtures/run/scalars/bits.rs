// Shifts, masks, rotations, counting.

fn parity(mut x: u64) -> bool {
    let mut odd = false;
    while x != 0 {
        odd = !odd;
        x &= x - 1;
    }
    odd
}

fn reverse_bits_slow(x: u16) -> u16 {
    let mut result = 0;
    for i in 0..16 {
        if x & (1 << i) != 0 {
            result |= 1 << (15 - i);
        }
    }
    result
}

fn main() {
    println!("{} {} {} {}", 6 & 3, 6 | 3, 6 ^ 3, !6);
    println!("{} {} {}", 1u32 << 31, -16 >> 2, 0xF0u8 >> 4);
    println!("{} {}", -1i32 as u32 >> 28, (-1i32) >> 28);
    let x = 0b0110_1100u8;
    println!("{} {} {}", x.count_ones(), x.leading_zeros(), x.trailing_zeros());
    println!("{:#010b} {:#010b}", x.rotate_left(3), x.rotate_right(3));
    println!("{} {}", 0u32.leading_zeros(), u64::MAX.count_ones());
    println!("{:x} {:x}", 0x1234_5678u32.swap_bytes(), 0x1234u16.to_be());
    println!("{:?}", 0x0102_0304u32.to_be_bytes());
    println!("{:?}", u32::from_le_bytes([1, 2, 3, 4]));
    println!("{} {}", reverse_bits_slow(0b1101), 0b1101u16.reverse_bits());
    println!("{} {}", parity(0b111), parity(0xFF));
    println!("{} {}", 17u32.is_power_of_two(), 17u32.next_power_of_two());
    println!("{:?} {:?}", 1u32.checked_shl(31), 1u32.checked_shl(32));
    println!("{} {}", 1u32.wrapping_shl(33), u128::MAX >> 100);
    let mut flags = 0u8;
    flags |= 1 << 2;
    flags ^= 0xFF;
    flags &= 0x3F;
    flags <<= 1;
    flags >>= 2;
    println!("{flags}");
    println!("{} {} {}", true & false, true | false, true ^ true);
}
