//! String search in linear time and constant space: the two-way algorithm (Crochemore and Perrin,
//! "Two-way string-matching", Journal of the ACM 38(3), 1991).

/// A string that is searched for, cut where its local period is that of the whole.
///
/// With `BACKWARDS` the needle and the text are read from their ends: the last match is found first.
pub(super) struct TwoWay<'a, const BACKWARDS: bool> {
    needle: &'a [u8],
    /// The critical position: where the right part begins.
    cut: usize,
    /// The period of the needle where `is_periodic`, else what may be skipped after a mismatch on the left.
    period: usize,
    /// The left part is a suffix of a repetition of the right part: what is known to match is remembered.
    is_periodic: bool,
}

impl<'a, const BACKWARDS: bool> TwoWay<'a, BACKWARDS> {
    #[inline]
    fn at(bytes: &[u8], index: usize) -> u8 {
        // SAFETY: callers stay below the length.
        unsafe { *bytes.get_unchecked(if BACKWARDS { bytes.len() - 1 - index } else { index }) }
    }

    /// The needle must not be empty.
    pub fn new(needle: &'a [u8]) -> Self {
        let (first, first_period) = Self::maximal_suffix(needle, false);
        let (second, second_period) = Self::maximal_suffix(needle, true);
        let (cut, period) = if first > second { (first, first_period) } else { (second, second_period) };
        let is_periodic = cut + period <= needle.len()
            && (0..cut).all(|index| Self::at(needle, index) == Self::at(needle, index + period));
        let longest = if cut > needle.len() - cut { cut } else { needle.len() - cut };
        TwoWay { needle, cut, period: if is_periodic { period } else { longest + 1 }, is_periodic }
    }

    /// The start and the period of the greatest suffix, in the order of bytes or in its inverse.
    fn maximal_suffix(needle: &[u8], inverted: bool) -> (usize, usize) {
        let (mut best, mut candidate, mut length, mut period) = (0, 1, 0, 1);
        while candidate + length < needle.len() {
            let (new, old) = (Self::at(needle, candidate + length), Self::at(needle, best + length));
            if new == old {
                length += 1;
                if length == period {
                    candidate += period;
                    length = 0;
                }
            } else if (new < old) != inverted {
                candidate += length + 1;
                length = 0;
                period = candidate - best;
            } else {
                best = candidate;
                candidate += 1;
                length = 0;
                period = 1;
            }
        }
        (best, period)
    }

    /// How far from the text's start (its end, backwards) the first match begins.
    pub fn find(&self, text: &[u8]) -> Option<usize> {
        let length = self.needle.len();
        let mut place = 0;
        // So many bytes of the needle are known to match.
        let mut known = 0;
        while place + length <= text.len() {
            let mut index = if self.cut > known { self.cut } else { known };
            while index < length && Self::at(self.needle, index) == Self::at(text, place + index) {
                index += 1;
            }
            if index < length {
                place += index - self.cut + 1;
                known = 0;
                continue;
            }
            let mut index = self.cut;
            while index > known && Self::at(self.needle, index - 1) == Self::at(text, place + index - 1) {
                index -= 1;
            }
            if index <= known {
                return Some(place);
            }
            place += self.period;
            known = if self.is_periodic { length - self.period } else { 0 };
        }
        None
    }
}
