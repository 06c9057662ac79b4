//! Vectors of x86-64 and their instructions, each of which works lane by lane in plain code.

use crate::fmt;
use crate::intrinsics::transmute;

macro_rules! vectors {
    ($($(#[$documentation:meta])* $name:ident $align:tt [$lane:ty; $count:tt];)*) => { $(
        $(#[$documentation])*
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        #[repr(C, align($align))]
        pub struct $name([$lane; $count]);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut tuple = f.debug_tuple(stringify!($name));
                for lane in &self.0 {
                    tuple.field(lane);
                }
                tuple.finish()
            }
        }
    )* };
}
vectors! {
    /// Four floats.
    __m128 16 [f32; 4];
    /// Two doubles.
    __m128d 16 [f64; 2];
    /// Integers of 128 bits in all.
    __m128i 16 [i64; 2];
    /// Eight floats.
    __m256 32 [f32; 8];
    /// Four doubles.
    __m256d 32 [f64; 4];
    /// Integers of 256 bits in all.
    __m256i 32 [i64; 4];
}

#[inline]
fn zip<T: Copy, const N: usize>(left: [T; N], right: [T; N], operation: impl Fn(T, T) -> T) -> [T; N] {
    let mut result = left;
    let mut index = 0;
    while index < N {
        result[index] = operation(left[index], right[index]);
        index += 1;
    }
    result
}

#[inline]
fn each<T: Copy, const N: usize>(lanes: [T; N], operation: impl Fn(T) -> T) -> [T; N] {
    zip(lanes, lanes, |lane, _| operation(lane))
}

/// Instructions of two vectors: each lane of the result is made of the lanes in its place.
macro_rules! binary {
    ($($(#[$documentation:meta])* $name:ident $vector:ident $lanes:ty, |$a:ident, $b:ident| $result:expr;)*) => { $(
        $(#[$documentation])*
        #[inline]
        pub fn $name(a: $vector, b: $vector) -> $vector {
            // SAFETY: a vector has the bytes of its lanes.
            unsafe { transmute(zip(transmute::<$vector, $lanes>(a), transmute::<$vector, $lanes>(b), |$a, $b| $result)) }
        }
    )* };
}
binary! {
    /// Sums.
    _mm_add_ps __m128 [f32; 4], |a, b| a + b;
    /// Differences.
    _mm_sub_ps __m128 [f32; 4], |a, b| a - b;
    /// Products.
    _mm_mul_ps __m128 [f32; 4], |a, b| a * b;
    /// Quotients.
    _mm_div_ps __m128 [f32; 4], |a, b| a / b;
    /// The lesser ones; of what does not compare, the second.
    _mm_min_ps __m128 [f32; 4], |a, b| if a < b { a } else { b };
    /// The greater ones; of what does not compare, the second.
    _mm_max_ps __m128 [f32; 4], |a, b| if a > b { a } else { b };
    /// Sums.
    _mm_add_pd __m128d [f64; 2], |a, b| a + b;
    /// Differences.
    _mm_sub_pd __m128d [f64; 2], |a, b| a - b;
    /// Products.
    _mm_mul_pd __m128d [f64; 2], |a, b| a * b;
    /// Quotients.
    _mm_div_pd __m128d [f64; 2], |a, b| a / b;
    /// Sums.
    _mm256_add_pd __m256d [f64; 4], |a, b| a + b;
    /// Differences.
    _mm256_sub_pd __m256d [f64; 4], |a, b| a - b;
    /// Products.
    _mm256_mul_pd __m256d [f64; 4], |a, b| a * b;
    /// Quotients.
    _mm256_div_pd __m256d [f64; 4], |a, b| a / b;
    /// The bits of both.
    _mm_and_si128 __m128i [u64; 2], |a, b| a & b;
    /// The bits of the second one that the first does not have.
    _mm_andnot_si128 __m128i [u64; 2], |a, b| !a & b;
    /// The bits of one or both.
    _mm_or_si128 __m128i [u64; 2], |a, b| a | b;
    /// The bits of one of them.
    _mm_xor_si128 __m128i [u64; 2], |a, b| a ^ b;
    /// The bits of both.
    _mm256_and_si256 __m256i [u64; 4], |a, b| a & b;
    /// The bits of the second one that the first does not have.
    _mm256_andnot_si256 __m256i [u64; 4], |a, b| !a & b;
    /// The bits of one or both.
    _mm256_or_si256 __m256i [u64; 4], |a, b| a | b;
    /// The bits of one of them.
    _mm256_xor_si256 __m256i [u64; 4], |a, b| a ^ b;
    /// Sums, wrapping around.
    _mm_add_epi8 __m128i [u8; 16], |a, b| a.wrapping_add(b);
    /// Sums, wrapping around.
    _mm_add_epi32 __m128i [u32; 4], |a, b| a.wrapping_add(b);
    /// Sums, wrapping around.
    _mm256_add_epi32 __m256i [u32; 8], |a, b| a.wrapping_add(b);
    /// The greater bytes.
    _mm_max_epu8 __m128i [u8; 16], |a, b| if a > b { a } else { b };
    /// The greater bytes.
    _mm256_max_epu8 __m256i [u8; 32], |a, b| if a > b { a } else { b };
    /// All bits of the bytes that are equal.
    _mm_cmpeq_epi8 __m128i [u8; 16], |a, b| if a == b { 0xFF } else { 0 };
    /// All bits of the bytes that are equal.
    _mm256_cmpeq_epi8 __m256i [u8; 32], |a, b| if a == b { 0xFF } else { 0 };
    /// All bits of the bytes that are greater in the first one, with signs.
    _mm_cmpgt_epi8 __m128i [i8; 16], |a, b| if a > b { -1 } else { 0 };
}

/// Loads and stores of vectors that need no alignment, and those that do.
macro_rules! memory {
    ($($vector:ident $element:ty: $load:ident $aligned_load:ident $store:ident $aligned_store:ident;)*) => { $(
        /// The vector at the address, aligned or not.
        ///
        /// # Safety
        /// There are a vector's bytes to read.
        #[inline]
        pub unsafe fn $load(address: *const $element) -> $vector {
            // SAFETY: the caller promises a vector's bytes to read.
            unsafe { (address as *const $vector).read_unaligned() }
        }
        /// The vector at the address, which is aligned.
        ///
        /// # Safety
        /// There is an aligned vector to read.
        #[inline]
        pub unsafe fn $aligned_load(address: *const $element) -> $vector {
            // SAFETY: the caller promises an aligned vector to read.
            unsafe { (address as *const $vector).read() }
        }
        /// Writes the vector to the address, aligned or not.
        ///
        /// # Safety
        /// There is room for a vector's bytes.
        #[inline]
        pub unsafe fn $store(address: *mut $element, value: $vector) {
            // SAFETY: the caller promises room for a vector.
            unsafe { (address as *mut $vector).write_unaligned(value) }
        }
        /// Writes the vector to the address, which is aligned.
        ///
        /// # Safety
        /// There is aligned room for a vector.
        #[inline]
        pub unsafe fn $aligned_store(address: *mut $element, value: $vector) {
            // SAFETY: the caller promises aligned room for a vector.
            unsafe { (address as *mut $vector).write(value) }
        }
    )* };
}
memory! {
    __m128 f32: _mm_loadu_ps _mm_load_ps _mm_storeu_ps _mm_store_ps;
    __m128d f64: _mm_loadu_pd _mm_load_pd _mm_storeu_pd _mm_store_pd;
    __m128i __m128i: _mm_loadu_si128 _mm_load_si128 _mm_storeu_si128 _mm_store_si128;
    __m256 f32: _mm256_loadu_ps _mm256_load_ps _mm256_storeu_ps _mm256_store_ps;
    __m256d f64: _mm256_loadu_pd _mm256_load_pd _mm256_storeu_pd _mm256_store_pd;
    __m256i __m256i: _mm256_loadu_si256 _mm256_load_si256 _mm256_storeu_si256 _mm256_store_si256;
}

/// Vectors of given lanes: `fn NAME(parameters) -> vector { array of the lanes }`.
macro_rules! made {
    ($($(#[$documentation:meta])* $name:ident($($argument:ident: $t:ty),*) -> $vector:ident $lanes:expr;)*) => { $(
        $(#[$documentation])*
        #[inline]
        pub fn $name($($argument: $t),*) -> $vector {
            // SAFETY: a vector has the bytes of its lanes.
            unsafe { transmute($lanes) }
        }
    )* };
}
made! {
    /// The value in all lanes.
    _mm_set1_ps(value: f32) -> __m128 [value; 4];
    /// The value in all lanes.
    _mm_set1_pd(value: f64) -> __m128d [value; 2];
    /// The value in all lanes.
    _mm_set1_epi8(value: i8) -> __m128i [value; 16];
    /// The value in all lanes.
    _mm_set1_epi32(value: i32) -> __m128i [value; 4];
    /// The value in all lanes.
    _mm256_set1_ps(value: f32) -> __m256 [value; 8];
    /// The value in all lanes.
    _mm256_set1_pd(value: f64) -> __m256d [value; 4];
    /// The value in all lanes.
    _mm256_set1_epi8(value: i8) -> __m256i [value; 32];
    /// The value in all lanes.
    _mm256_set1_epi32(value: i32) -> __m256i [value; 8];
    /// Zero in all lanes.
    _mm_setzero_ps() -> __m128 [0f32; 4];
    /// Zero in all lanes.
    _mm_setzero_pd() -> __m128d [0f64; 2];
    /// Zero in all lanes.
    _mm_setzero_si128() -> __m128i [0i64; 2];
    /// Zero in all lanes.
    _mm256_setzero_pd() -> __m256d [0f64; 4];
    /// Zero in all lanes.
    _mm256_setzero_si256() -> __m256i [0i64; 4];
    /// The values, the last one in the first lane.
    _mm_set_ps(d: f32, c: f32, b: f32, a: f32) -> __m128 [a, b, c, d];
    /// The values, the first one in the first lane.
    _mm_setr_ps(a: f32, b: f32, c: f32, d: f32) -> __m128 [a, b, c, d];
    /// The values, the last one in the first lane.
    _mm_set_pd(b: f64, a: f64) -> __m128d [a, b];
    /// The values, the first one in the first lane.
    _mm_setr_pd(a: f64, b: f64) -> __m128d [a, b];
    /// The values, the last one in the first lane.
    _mm_set_epi32(d: i32, c: i32, b: i32, a: i32) -> __m128i [a, b, c, d];
    /// The values, the first one in the first lane.
    _mm_setr_epi32(a: i32, b: i32, c: i32, d: i32) -> __m128i [a, b, c, d];
    /// The values, the last one in the first lane.
    _mm256_set_pd(d: f64, c: f64, b: f64, a: f64) -> __m256d [a, b, c, d];
    /// The values, the first one in the first lane.
    _mm256_setr_pd(a: f64, b: f64, c: f64, d: f64) -> __m256d [a, b, c, d];
    /// The bytes, the first one in the first lane.
    _mm_setr_epi8(a: i8, b: i8, c: i8, d: i8, e: i8, f: i8, g: i8, h: i8,
        i: i8, j: i8, k: i8, l: i8, m: i8, n: i8, o: i8, p: i8) -> __m128i [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p];
    /// The two doubles as floats, and two zeros.
    _mm_cvtpd_ps(value: __m128d) -> __m128 [value.0[0] as f32, value.0[1] as f32, 0.0, 0.0];
    /// The first two floats as doubles.
    _mm_cvtps_pd(value: __m128) -> __m128d [value.0[0] as f64, value.0[1] as f64];
    /// The four doubles as floats.
    _mm256_cvtpd_ps(value: __m256d) -> __m128 value.0.map(|lane| lane as f32);
    /// The four floats as doubles.
    _mm256_cvtps_pd(value: __m128) -> __m256d value.0.map(|lane| lane as f64);
    /// Sums of neighbours, of the first and the second vector by turns.
    _mm256_hadd_pd(a: __m256d, b: __m256d) -> __m256d
        [a.0[0] + a.0[1], b.0[0] + b.0[1], a.0[2] + a.0[3], b.0[2] + b.0[3]];
    /// Square roots.
    _mm_sqrt_ps(value: __m128) -> __m128 each(value.0, |lane| lane.sqrt());
    /// Square roots.
    _mm_sqrt_pd(value: __m128d) -> __m128d each(value.0, |lane| lane.sqrt());
    /// Inverse square roots. The processor's are approximations, right to one in three thousand.
    ///
    /// # Examples
    /// ```
    /// # #[cfg(target_arch = "x86_64")] {
    /// use std::arch::x86_64::*;
    /// let mut lanes = [0.0f32; 4];
    /// // SAFETY: every such processor has the instructions, and there is room for four lanes.
    /// unsafe { _mm_storeu_ps(lanes.as_mut_ptr(), _mm_rsqrt_ps(_mm_setr_ps(1.0, 4.0, 16.0, 64.0))) };
    /// assert!((lanes[2] - 0.25).abs() < 0.001);
    /// # }
    /// ```
    _mm_rsqrt_ps(value: __m128) -> __m128 each(value.0, |lane| 1.0 / lane.sqrt());
    /// The bytes in the places that the second vector names; zero where its highest bit is set.
    _mm_shuffle_epi8(a: __m128i, b: __m128i) -> __m128i {
        let bytes: [u8; 16] = transmute(a);
        each(transmute::<__m128i, [u8; 16]>(b), |place| if place < 0x80 { bytes[(place & 15) as usize] } else { 0 })
    };
}

/// The value from memory in the lower lane.
///
/// # Safety
/// There is a number to read.
#[inline]
pub unsafe fn _mm_loadl_pd(value: __m128d, address: *const f64) -> __m128d {
    // SAFETY: the caller promises a number to read.
    __m128d([unsafe { address.read_unaligned() }, value.0[1]])
}
/// The value from memory in the upper lane.
///
/// # Safety
/// There is a number to read.
#[inline]
pub unsafe fn _mm_loadh_pd(value: __m128d, address: *const f64) -> __m128d {
    // SAFETY: the caller promises a number to read.
    __m128d([value.0[0], unsafe { address.read_unaligned() }])
}
/// The vector at the address, aligned or not.
///
/// # Safety
/// There is a vector to read, which need not be aligned.
#[inline]
pub unsafe fn _mm_lddqu_si128(address: *const __m128i) -> __m128i {
    // SAFETY: the caller promises a vector to read.
    unsafe { address.read_unaligned() }
}
/// The vector at the address, aligned or not.
///
/// # Safety
/// There is a vector to read, which need not be aligned.
#[inline]
pub unsafe fn _mm256_lddqu_si256(address: *const __m256i) -> __m256i {
    // SAFETY: the caller promises a vector to read.
    unsafe { address.read_unaligned() }
}

fn highest_bits<const N: usize>(bytes: [u8; N]) -> u32 {
    let mut bits = 0;
    let mut index = 0;
    while index < N {
        bits |= ((bytes[index] >> 7) as u32) << index;
        index += 1;
    }
    bits
}
/// The highest bits of the bytes.
#[inline]
pub fn _mm_movemask_epi8(value: __m128i) -> i32 {
    // SAFETY: a vector has the bytes of its lanes.
    highest_bits(unsafe { transmute::<__m128i, [u8; 16]>(value) }) as i32
}
/// The highest bits of the bytes.
#[inline]
pub fn _mm256_movemask_epi8(value: __m256i) -> i32 {
    // SAFETY: a vector has the bytes of its lanes.
    highest_bits(unsafe { transmute::<__m256i, [u8; 32]>(value) }) as i32
}
/// The byte of the place.
#[inline]
pub fn _mm_extract_epi8<const PLACE: i32>(value: __m128i) -> i32 {
    // SAFETY: a vector has the bytes of its lanes.
    let bytes = unsafe { transmute::<__m128i, [u8; 16]>(value) };
    bytes[(PLACE & 15) as usize] as i32
}
/// Each lane of the second vector where its bit is set, of the first where it is not.
#[inline]
pub fn _mm256_blend_pd<const CHOICE: i32>(a: __m256d, b: __m256d) -> __m256d {
    let mut result = a;
    let mut index = 0;
    while index < 4 {
        if CHOICE >> index & 1 != 0 {
            result.0[index] = b.0[index];
        }
        index += 1;
    }
    result
}
/// Two halves of both vectors: bits 0 and 1 choose the lower one, 4 and 5 the upper; bits 3 and 7 make zeros.
#[inline]
pub fn _mm256_permute2f128_pd<const CHOICE: i32>(a: __m256d, b: __m256d) -> __m256d {
    let half = |choice: i32| match choice & 11 {
        0 => [a.0[0], a.0[1]],
        1 => [a.0[2], a.0[3]],
        2 => [b.0[0], b.0[1]],
        3 => [b.0[2], b.0[3]],
        _ => [0.0, 0.0],
    };
    let (low, high) = (half(CHOICE), half(CHOICE >> 4));
    __m256d([low[0], low[1], high[0], high[1]])
}
