// Instructions of vectors, lane by lane.
#[cfg(target_arch = "x86_64")]
fn main() {
    use std::arch::x86_64::*;
    #[allow(unused_unsafe)]
    unsafe {
        let (a, b) = (_mm_setr_ps(1.0, -2.0, 3.5, 4.0), _mm_set1_ps(2.0));
        println!("{:?} {:?} {:?}", _mm_add_ps(a, b), _mm_mul_ps(a, b), _mm_min_ps(a, b));
        println!("{:?} {:?}", _mm_cvtps_pd(a), _mm_cvtpd_ps(_mm_set_pd(0.5, 0.25)));
        let mut two = [1.5, 2.5];
        let x = _mm_loadh_pd(_mm_loadl_pd(_mm_setzero_pd(), &two[1]), &two[0]);
        _mm_storeu_pd(two.as_mut_ptr(), _mm_div_pd(_mm_sub_pd(x, _mm_set1_pd(0.5)), _mm_set1_pd(2.0)));
        println!("{two:?} {:?}", _mm_sqrt_pd(_mm_set1_pd(2.25)));
        let bytes = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -11, 12, 13, -14, 15);
        println!("{:?} {}", bytes, _mm_movemask_epi8(bytes));
        println!("{} {}", _mm_extract_epi8::<11>(bytes), _mm_extract_epi8::<2>(_mm_max_epu8(bytes, _mm_set1_epi8(7))));
        let equal = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(4));
        println!("{:?} {:?}", _mm_andnot_si128(equal, bytes), _mm_or_si128(equal, _mm_xor_si128(bytes, bytes)));
        println!("{:?}", _mm_add_epi32(_mm_set1_epi32(i32::MAX), _mm_set_epi32(3, 2, 1, 0)));
    }
    println!("{} {}", is_x86_feature_detected!("sse2"), std::mem::align_of::<__m256d>());
}
#[cfg(not(target_arch = "x86_64"))]
fn main() {}
