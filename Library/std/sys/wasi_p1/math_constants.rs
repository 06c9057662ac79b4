//! Constants of the mathematics, as sums of doubles.

use super::math_pairs::Double;

pub(super) const LN2: [f64; 3] = [f64::from_bits(0x3FE62E42FEE00000), f64::from_bits(0x3DEA39EF35793C76), f64::from_bits(0x3A8CC01F97B57A08)];
pub(super) const HALF_PI: [f64; 4] = [f64::from_bits(0x3FF921FB54400000), f64::from_bits(0x3DD0B4611A600000), f64::from_bits(0x3BA3198A2E037073), f64::from_bits(0x384129024E088A68)];
pub(super) const LN2_PAIR: Double = Double { high: f64::from_bits(0x3FE62E42FEFA39EF), low: f64::from_bits(0x3C7ABC9E3B39803F) };
pub(super) const INVERSE_LN2: Double = Double { high: f64::from_bits(0x3FF71547652B82FE), low: f64::from_bits(0x3C7777D0FFDA0D24) };
pub(super) const INVERSE_LN10: Double = Double { high: f64::from_bits(0x3FDBCB7B1526E50E), low: f64::from_bits(0x3C695355BAAAFAD3) };
/// 2/pi, the first bit is worth a half.
pub(super) const TWO_OVER_PI: [u64; 20] = [0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D];
/// 1/n!
pub(super) const INVERSE_FACTORIALS: [Double; 28] = [
    Double { high: f64::from_bits(0x3FF0000000000000), low: f64::from_bits(0x0000000000000000) },
    Double { high: f64::from_bits(0x3FF0000000000000), low: f64::from_bits(0x0000000000000000) },
    Double { high: f64::from_bits(0x3FE0000000000000), low: f64::from_bits(0x0000000000000000) },
    Double { high: f64::from_bits(0x3FC5555555555555), low: f64::from_bits(0x3C65555555555555) },
    Double { high: f64::from_bits(0x3FA5555555555555), low: f64::from_bits(0x3C45555555555555) },
    Double { high: f64::from_bits(0x3F81111111111111), low: f64::from_bits(0x3C01111111111111) },
    Double { high: f64::from_bits(0x3F56C16C16C16C17), low: f64::from_bits(0xBBEF49F49F49F49F) },
    Double { high: f64::from_bits(0x3F2A01A01A01A01A), low: f64::from_bits(0x3B6A01A01A01A01A) },
    Double { high: f64::from_bits(0x3EFA01A01A01A01A), low: f64::from_bits(0x3B3A01A01A01A01A) },
    Double { high: f64::from_bits(0x3EC71DE3A556C734), low: f64::from_bits(0xBB6C154F8DDC6C00) },
    Double { high: f64::from_bits(0x3E927E4FB7789F5C), low: f64::from_bits(0x3B3CBBC05B4FA99A) },
    Double { high: f64::from_bits(0x3E5AE64567F544E4), low: f64::from_bits(0xBAFC062E06D1F209) },
    Double { high: f64::from_bits(0x3E21EED8EFF8D898), low: f64::from_bits(0xBAC2AEC959E14C06) },
    Double { high: f64::from_bits(0x3DE6124613A86D09), low: f64::from_bits(0x3A8F28E0CC748EBE) },
    Double { high: f64::from_bits(0x3DA93974A8C07C9D), low: f64::from_bits(0x3A305D6F8A2EFD1F) },
    Double { high: f64::from_bits(0x3D6AE7F3E733B81F), low: f64::from_bits(0x39E1D8656B0EE8CB) },
    Double { high: f64::from_bits(0x3D2AE7F3E733B81F), low: f64::from_bits(0x39A1D8656B0EE8CB) },
    Double { high: f64::from_bits(0x3CE952C77030AD4A), low: f64::from_bits(0x398AC981465DDC6C) },
    Double { high: f64::from_bits(0x3CA6827863B97D97), low: f64::from_bits(0x394EEC01221A8B0B) },
    Double { high: f64::from_bits(0x3C62F49B46814157), low: f64::from_bits(0x38F2650F61DBDCB4) },
    Double { high: f64::from_bits(0x3C1E542BA4020225), low: f64::from_bits(0x387EA72B4AFE3C2F) },
    Double { high: f64::from_bits(0x3BD71B8EF6DCF572), low: f64::from_bits(0xB87D043AE40C4647) },
    Double { high: f64::from_bits(0x3B90CE396DB7F853), low: f64::from_bits(0xB83AEBCDBD20331C) },
    Double { high: f64::from_bits(0x3B4761B41316381A), low: f64::from_bits(0xB7D3423C7D91404F) },
    Double { high: f64::from_bits(0x3AFF2CF01972F578), low: f64::from_bits(0xB789ADA5FCC1AB14) },
    Double { high: f64::from_bits(0x3AB3F3CCDD165FA9), low: f64::from_bits(0xB7458DDADF344487) },
    Double { high: f64::from_bits(0x3A688E85FC6A4E5A), low: f64::from_bits(0xB7071C37EBD16540) },
    Double { high: f64::from_bits(0x3A1D1AB1C2DCCEA3), low: f64::from_bits(0x36A054D0C78AEA14) },
];
