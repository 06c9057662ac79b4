// The value of a macro call is indexed: the error begins in an expansion and ends in the file.

fn main() {
    println!("{}", 1)[[[0]]]; //~ E0608
}
