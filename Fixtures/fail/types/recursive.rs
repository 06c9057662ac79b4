// Types of infinite size.

struct List { //~ E0072
    value: i32,
    next: Option<List>,
}

enum Tree { //~ E0072
    Leaf,
    Node(Tree, Tree),
}

struct A(B); //~ E0072
struct B(A);

fn main() {}
