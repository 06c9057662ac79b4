// Things that are called but are no functions.

fn main() {
    let x = 5;
    x(1); //~ E0618
    "text"(); //~ E0618
}
