// xfail: E0601 is reported at the end of the file
// flags: --crate-type bin
// A program without main.

fn helper() {} //~ E0601
