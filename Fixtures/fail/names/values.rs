// Names of values that are not there.

fn helper() {
    let inner = 1;
}

fn main() {
    println!("{}", missing); //~ E0425
    undefined(1); //~ E0425
    inner + 1; //~ E0425
    {
        let scoped = 2;
    }
    scoped; //~ E0425
}
