// flags: --crate-type bin
// A program without main.

fn helper() {} //~ E0601
