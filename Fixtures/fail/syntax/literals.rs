// Literals that are not closed or not right.

fn main() {
    let a = 'ab'; //~ ERROR
    let b = 0b12; //~ ERROR
    let c = "\q"; //~ ERROR
    let d = '\u{110000}'; //~ ERROR
    let e = 0x; //~ E0768
}
