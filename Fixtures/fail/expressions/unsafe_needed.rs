// Calls and dereferences that need unsafe.

unsafe fn danger() {}

static mut COUNT: u32 = 0;

fn main() {
    danger(); //~ E0133
    let p = &5 as *const i32;
    let x = *p; //~ E0133
    COUNT += 1; //~ E0133
}
