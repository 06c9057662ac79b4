// Loops over things that are no iterators; ? on things that are no results.

fn main() {
    for x in 5 { //~ E0277
        println!("{x}");
    }
    for y in (1, 2) {} //~ E0277
}
