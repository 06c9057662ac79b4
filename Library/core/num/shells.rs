//! The modules named like the numeric types, with their old constants.

macro_rules! integer_module {
    ($($t:ident)*) => { $(
        /// The integer's constants of old: those of the type itself are to be preferred.
        pub mod $t {
            /// The type's lowest number.
            pub const MIN: $t = $t::MIN;
            /// The type's highest number.
            pub const MAX: $t = $t::MAX;
        }
    )* };
}
integer_module! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

macro_rules! float_module {
    ($($t:ident)*) => { $(
        /// The floating-point type's constants of old, and those of mathematics.
        pub mod $t {
            /// The base of the exponent.
            pub const RADIX: u32 = $t::RADIX;
            /// How many binary digits are significant.
            pub const MANTISSA_DIGITS: u32 = $t::MANTISSA_DIGITS;
            /// How many decimal digits are always significant.
            pub const DIGITS: u32 = $t::DIGITS;
            /// The distance from 1 to the next number.
            pub const EPSILON: $t = $t::EPSILON;
            /// The lowest finite number.
            pub const MIN: $t = $t::MIN;
            /// The lowest positive number with all its digits.
            pub const MIN_POSITIVE: $t = $t::MIN_POSITIVE;
            /// The highest finite number.
            pub const MAX: $t = $t::MAX;
            /// One more than the lowest exponent of 2.
            pub const MIN_EXP: i32 = $t::MIN_EXP;
            /// One more than the highest exponent of 2.
            pub const MAX_EXP: i32 = $t::MAX_EXP;
            /// The lowest exponent of 10.
            pub const MIN_10_EXP: i32 = $t::MIN_10_EXP;
            /// The highest exponent of 10.
            pub const MAX_10_EXP: i32 = $t::MAX_10_EXP;
            /// What is no number.
            pub const NAN: $t = $t::NAN;
            /// The positive infinity.
            pub const INFINITY: $t = $t::INFINITY;
            /// The negative infinity.
            pub const NEG_INFINITY: $t = $t::NEG_INFINITY;

            /// Numbers of mathematics.
            pub mod consts {
                /// π, half a turn.
                pub const PI: $t = 3.14159265358979323846264338327950288;
                /// 2π, a turn.
                pub const TAU: $t = 6.28318530717958647692528676655900577;
                /// π/2.
                pub const FRAC_PI_2: $t = 1.57079632679489661923132169163975144;
                /// π/3.
                pub const FRAC_PI_3: $t = 1.04719755119659774615421446109316763;
                /// π/4.
                pub const FRAC_PI_4: $t = 0.785398163397448309615660845819875721;
                /// π/6.
                pub const FRAC_PI_6: $t = 0.52359877559829887307710723054658381;
                /// π/8.
                pub const FRAC_PI_8: $t = 0.39269908169872415480783042290993786;
                /// 1/π.
                pub const FRAC_1_PI: $t = 0.318309886183790671537767526745028724;
                /// 2/π.
                pub const FRAC_2_PI: $t = 0.636619772367581343075535053490057448;
                /// 2/√π.
                pub const FRAC_2_SQRT_PI: $t = 1.12837916709551257389615890312154517;
                /// √2.
                pub const SQRT_2: $t = 1.41421356237309504880168872420969808;
                /// 1/√2.
                pub const FRAC_1_SQRT_2: $t = 0.707106781186547524400844362104849039;
                /// Euler's number e.
                pub const E: $t = 2.71828182845904523536028747135266250;
                /// log₂ e.
                pub const LOG2_E: $t = 1.44269504088896340735992468100189214;
                /// log₂ 10.
                pub const LOG2_10: $t = 3.32192809488736234787031942948939018;
                /// log₁₀ e.
                pub const LOG10_E: $t = 0.434294481903251827651128918916605082;
                /// log₁₀ 2.
                pub const LOG10_2: $t = 0.301029995663981195213738894724493027;
                /// ln 2.
                pub const LN_2: $t = 0.693147180559945309417232121458176568;
                /// Euler's constant γ.
                pub const EULER_GAMMA: $t = 0.577215664901532860606512090082402431;
                /// The golden ratio (1 + √5)/2.
                pub const GOLDEN_RATIO: $t = 1.618033988749894848204586834365638118;
                /// ln 10.
                pub const LN_10: $t = 2.30258509299404568401799145468436421;
            }
        }
    )* };
}
float_module! { f32 f64 }
