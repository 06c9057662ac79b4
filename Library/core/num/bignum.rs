//! Natural numbers of bounded size, for exact conversions between binary and decimal.

use crate::cmp::Ordering;

const CAPACITY: usize = 140;

/// A number below 2^4480, as 32-bit digits from the lowest. Digits at and above `size` are zero.
#[derive(Clone)]
pub struct Big {
    size: usize,
    words: [u32; CAPACITY],
}

// Its operations stay calls: a copy at each of their many uses is far more code and hardly less time.
impl Big {
    /// The number of 64 bits.
    #[inline(never)]
    pub fn from_u64(value: u64) -> Big {
        let mut words = [0; CAPACITY];
        words[0] = value as u32;
        words[1] = (value >> 32) as u32;
        let mut result = Big { size: 2, words };
        result.trim();
        result
    }

    fn trim(&mut self) {
        while self.size > 0 && self.words[self.size - 1] == 0 {
            self.size -= 1;
        }
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.size == 0
    }

    /// How many bits it has without leading zeros.
    pub fn bit_length(&self) -> usize {
        if self.size == 0 {
            0
        } else {
            self.size * 32 - self.words[self.size - 1].leading_zeros() as usize
        }
    }

    /// `self * factor + addend`
    #[inline(never)]
    pub fn multiply_add(&mut self, factor: u32, addend: u32) {
        let mut carry = addend as u64;
        let mut index = 0;
        while index < self.size {
            let product = self.words[index] as u64 * factor as u64 + carry;
            self.words[index] = product as u32;
            carry = product >> 32;
            index += 1;
        }
        if carry != 0 {
            self.words[self.size] = carry as u32;
            self.size += 1;
        }
    }

    /// Multiplies it by ten to a power.
    #[inline(never)]
    pub fn multiply_by_power_of_ten(&mut self, mut exponent: usize) {
        while exponent >= 9 {
            self.multiply_add(1_000_000_000, 0);
            exponent -= 9;
        }
        const POWERS: [u32; 9] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
        if exponent > 0 {
            self.multiply_add(POWERS[exponent], 0);
        }
    }

    /// Multiplies it by two to a power.
    #[inline(never)]
    pub fn shift_left(&mut self, count: usize) {
        if self.size == 0 || count == 0 {
            return;
        }
        let whole = count / 32;
        let bits = (count % 32) as u32;
        let old = self.size;
        let mut index = old;
        while index > 0 {
            index -= 1;
            let wide = (self.words[index] as u64) << bits;
            self.words[index] = 0;
            if bits != 0 {
                self.words[index + whole + 1] |= (wide >> 32) as u32;
            }
            self.words[index + whole] = wide as u32;
        }
        self.size = old + whole + 1;
        self.trim();
    }

    /// How it stands to another.
    #[inline(never)]
    pub fn compare(&self, other: &Big) -> Ordering {
        if self.size != other.size {
            return self.size.cmp(&other.size);
        }
        let mut index = self.size;
        while index > 0 {
            index -= 1;
            if self.words[index] != other.words[index] {
                return self.words[index].cmp(&other.words[index]);
            }
        }
        Ordering::Equal
    }

    /// `self - other`, which must not be negative.
    #[inline(never)]
    pub fn subtract(&mut self, other: &Big) {
        let mut borrow = false;
        let mut index = 0;
        while index < self.size {
            let (difference, borrowed) = self.words[index].borrowing_sub(other.words[index], borrow);
            self.words[index] = difference;
            borrow = borrowed;
            index += 1;
        }
        self.trim();
    }

    /// Adds another.
    #[inline(never)]
    pub fn add(&mut self, other: &Big) {
        let size = if self.size > other.size { self.size } else { other.size };
        let mut carry = false;
        let mut index = 0;
        while index < size {
            let (sum, carried) = self.words[index].carrying_add(other.words[index], carry);
            self.words[index] = sum;
            carry = carried;
            index += 1;
        }
        self.size = size;
        if carry {
            self.words[size] = 1;
            self.size += 1;
        }
    }
}
