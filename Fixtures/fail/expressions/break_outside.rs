// break and continue where there is no loop; a label that is not there.

fn main() {
    break; //~ E0268
    let f = || {
        continue; //~ E0267
    };
    loop {
        break 'missing; //~ E0426
    }
}
