// What the programs share: the generator, the digest, and the loop over seeds.
use std::fmt;

/// A generator whose whole state is one number.
pub struct Random(u64);

#[allow(dead_code)]
impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1)
    }
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
    pub fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
    /// A number of any size: small ones and those near limits are as frequent as others.
    pub fn wide(&mut self) -> u128 {
        let value = (self.next() as u128) << 64 | self.next() as u128;
        match self.below(6) {
            0 => value & 0xff,
            1 => value >> self.below(128),
            2 => (1u128 << self.below(128)).wrapping_sub(value & 3),
            3 => u128::MAX - (value & 0xf),
            4 => (u128::MAX >> self.below(128)).wrapping_add(value & 1),
            _ => value,
        }
    }
}

/// Takes in all that a program sees; prints it if details are asked for.
pub struct Log {
    digest: u64,
    details: bool,
}

impl fmt::Write for Log {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.digest = (self.digest ^ byte as u64).wrapping_mul(0x100_0000_01b3);
        }
        if self.details {
            print!("{text}");
        }
        Ok(())
    }
}

/// One line into the log.
#[macro_export]
macro_rules! note {
    ($log:expr, $($argument:tt)*) => {{
        use std::fmt::Write;
        let _ = writeln!($log, $($argument)*);
    }};
}

/// Runs the program once for each seed: `PROGRAM FIRST COUNT [details]`.
pub fn drive(run: fn(&mut Random, &mut Log)) {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |place: usize, default: u64| arguments.get(place).map_or(default, |text| text.parse().unwrap());
    let (first, count) = (number(1, 1), number(2, 10));
    for seed in first..first + count {
        let mut log = Log { digest: 0xcbf2_9ce4_8422_2325, details: arguments.len() > 3 };
        run(&mut Random::new(seed), &mut log);
        println!("{seed} {:016x}", log.digest);
    }
}
