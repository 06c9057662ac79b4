// Casts that are not possible.

struct Thing;

fn main() {
    let a = 5u32 as char; //~ E0604
    let b = "x" as i32; //~ E0606
    let c = 1.5 as bool; //~ E0054
    let d = 5 as bool; //~ E0054
    let e = Thing as i32; //~ E0605
    let f = &1u8 as u32; //~ E0606
    let g = 0 as *const [u8]; //~ E0606
    let h = 'a' as f32; //~ E0606
}
