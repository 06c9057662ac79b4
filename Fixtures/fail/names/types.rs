// Names of types and traits that are not there.

struct Holder {
    value: Missing, //~ E0425
}

trait Known {}

impl Unknown for Holder {} //~ E0405

fn take(x: Strin) -> Nothing { //~ E0425
    x
}

fn generic<T: Printable>(_: T) {} //~ E0405

fn main() {
    let x: Vec<Elem> = Vec::new(); //~ E0425
}
