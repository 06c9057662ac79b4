// Integers of all widths: arithmetic of every kind, printing and parsing.
#[macro_use]
mod common;
use common::{drive, Log, Random};

macro_rules! common_methods {
    ($log:expr, $random:expr, $t:ident) => {{
        let (a, b) = ($random.wide() as $t, $random.wide() as $t);
        let n = $random.below(140) as u32;
        note!($log, "{} {a} {b} {n}", stringify!($t));
        note!($log, "{:?} {:?} {:?}", a.checked_add(b), a.checked_sub(b), a.checked_mul(b));
        note!($log, "{:?} {:?} {:?}", a.checked_div(b), a.checked_rem(b), a.checked_neg());
        note!($log, "{:?} {:?}", a.checked_div_euclid(b), a.checked_rem_euclid(b));
        note!($log, "{:?} {:?} {:?}", a.checked_shl(n), a.checked_shr(n), a.checked_pow(n % 9));
        note!($log, "{} {} {}", a.wrapping_add(b), a.wrapping_sub(b), a.wrapping_mul(b));
        note!($log, "{} {} {}", a.wrapping_neg(), a.wrapping_shl(n), a.wrapping_shr(n));
        note!($log, "{} {} {}", a.saturating_add(b), a.saturating_sub(b), a.saturating_mul(b));
        note!($log, "{:?} {:?} {:?}", a.overflowing_add(b), a.overflowing_sub(b), a.overflowing_mul(b));
        note!($log, "{} {:?} {}", a.wrapping_pow(n), a.overflowing_pow(n % 7), a.saturating_pow(n));
        note!($log, "{} {} {} {}", a.count_ones(), a.leading_zeros(), a.trailing_zeros(), a.trailing_ones());
        note!($log, "{} {} {} {}", a.rotate_left(n), a.rotate_right(n), a.swap_bytes(), a.reverse_bits());
        note!($log, "{:?} {:?} {:?}", a.to_be_bytes(), a.checked_ilog2(), a.checked_ilog10());
        note!($log, "{} {} {:?}", a.abs_diff(b), a.min(b), a.cmp(&b));
        note!($log, "{} {} {}", a & b, a | b, a ^ !b);
        if b != 0 {
            note!($log, "{} {} {}", a.wrapping_div(b), a.wrapping_rem(b), a.wrapping_rem_euclid(b));
        }
        note!($log, "{} {} {} {} {}", a as u8, a as i16, a as u32, a as i64, a as u128);
        note!($log, "{} {} {:?}", a as f64, a as f32, (a as f64 * 1.5) as $t);
        // Printed in each base and read again.
        let texts = [format!("{a:b}"), format!("{a:o}"), format!("{a:x}"), format!("{a:X}"), format!("{a:e}")];
        note!($log, "{texts:?} {a:#b} {a:#010x} {a:+} {a:>45} {a:<5}| {a:^+12}| {a:020}");
        assert_eq!(a.to_string().parse::<$t>(), Ok(a));
        assert_eq!(format!("+{}", a.max(0)).parse::<$t>(), Ok(a.max(0)));
        let text = if $random.chance(3) { odd_text($random) } else { $random.wide().to_string() };
        note!($log, "{text:?} {:?}", text.parse::<$t>());
        let base = 2 + $random.below(35) as u32;
        note!($log, "{base} {:?}", $t::from_str_radix(&text, base));
    }};
}

fn odd_text(random: &mut Random) -> String {
    let letters = ['0', '1', '9', '-', '+', 'a', 'F', 'z', '_', ' ', 'é'];
    (0..random.below(6)).map(|_| random.pick(&letters)).collect()
}

macro_rules! signed {
    ($($t:ident)*) => {
        fn signed(random: &mut Random, log: &mut Log) {
            $(
                common_methods!(log, random, $t);
                let (a, b) = (random.wide() as $t, random.wide() as $t);
                note!(log, "{a} {b} {} {:?}", a.signum(), a.checked_abs());
                note!(log, "{} {} {:?}", a.wrapping_abs(), a.unsigned_abs(), a.overflowing_neg());
                note!(log, "{:?} {:?}", a.checked_isqrt(), a.checked_add_unsigned(b.unsigned_abs()));
                note!(log, "{:?} {}", a.checked_next_multiple(b), a.saturating_neg());
                note!(log, "{} {}", a.is_negative(), a.midpoint(b));
            )*
        }
    };
}
macro_rules! unsigned {
    ($($t:ident)*) => {
        fn unsigned(random: &mut Random, log: &mut Log) {
            $(
                common_methods!(log, random, $t);
                let (a, b) = (random.wide() as $t, random.wide() as $t);
                note!(log, "{a} {b} {} {:?}", a.isqrt(), a.checked_next_power_of_two());
                note!(log, "{:?} {}", a.checked_next_multiple_of(b), a.is_power_of_two());
                note!(log, "{:?} {}", a.checked_add_signed(b as _), a.midpoint(b));
                if b != 0 {
                    note!(log, "{} {}", a.div_ceil(b), a.is_multiple_of(b));
                }
                if b > 1 && a > 0 {
                    note!(log, "{}", a.ilog(b));
                }
            )*
        }
    };
}
/// What signed integers have under another name.
trait NextMultiple: Sized {
    fn checked_next_multiple(self, other: Self) -> Option<Self>;
}
macro_rules! next_multiple {
    ($($t:ident)*) => { $(
        impl NextMultiple for $t {
            fn checked_next_multiple(self, other: Self) -> Option<Self> {
                let rest = self.checked_rem_euclid(other)?;
                if rest == 0 { Some(self) } else { self.checked_sub(rest)?.checked_add(other.checked_abs()?) }
            }
        }
    )* };
}
next_multiple! { i8 i16 i32 i64 i128 isize }
signed! { i8 i16 i32 i64 i128 isize }
unsigned! { u8 u16 u32 u64 u128 usize }

fn main() {
    drive(|random, log| {
        for _ in 0..10 {
            signed(random, log);
            unsigned(random, log);
        }
    });
}
