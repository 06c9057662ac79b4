// flags: --crate-type bin
// Without std an executable lacks what std brings: errors without a code and without a place.
#![no_std]

fn helper(x: u8) -> u8 { x } //~ E0601
