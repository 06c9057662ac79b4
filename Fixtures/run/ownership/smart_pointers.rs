// Box, Rc, Weak, RefCell, Cell: sharing, counting, interior mutability, recursive structures.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

struct Node {
    name: String,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Rc<Node>>>,
    visits: Cell<u32>,
}

impl Node {
    fn new(name: &str) -> Rc<Node> {
        Rc::new(Node {
            name: name.to_string(),
            parent: RefCell::new(Weak::new()),
            children: RefCell::new(vec![]),
            visits: Cell::new(0),
        })
    }

    fn adopt(parent: &Rc<Node>, child: Rc<Node>) {
        *child.parent.borrow_mut() = Rc::downgrade(parent);
        parent.children.borrow_mut().push(child);
    }

    fn path(&self) -> String {
        self.visits.set(self.visits.get() + 1);
        match self.parent.borrow().upgrade() {
            Some(parent) => format!("{}/{}", parent.path(), self.name),
            None => self.name.clone(),
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        println!("drop {} after {}", self.name, self.visits.get());
    }
}

enum List {
    Cons(i32, Box<List>),
    Nil,
}

use List::{Cons, Nil};

fn sum(list: &List) -> i32 {
    match list {
        Cons(n, rest) => n + sum(rest),
        Nil => 0,
    }
}

fn main() {
    let root = Node::new("root");
    let leaf = Node::new("leaf");
    Node::adopt(&root, Node::new("mid"));
    let mid = Rc::clone(&root.children.borrow()[0]);
    Node::adopt(&mid, leaf.clone());
    println!("{} {}", leaf.path(), mid.path());
    println!("{} {} {}", Rc::strong_count(&leaf), Rc::weak_count(&mid), Rc::strong_count(&root));
    drop(mid);
    drop(root);
    println!("{}", leaf.path());
    println!("{}", sum(&Cons(1, Box::new(Cons(2, Box::new(Cons(3, Box::new(Nil))))))));
    let shared = Rc::new(RefCell::new(vec![1]));
    let other = shared.clone();
    other.borrow_mut().push(2);
    shared.borrow_mut()[0] = 10;
    println!("{:?} {}", shared.borrow(), Rc::ptr_eq(&shared, &other));
    let free = shared.try_borrow_mut().is_ok();
    let guard = other.borrow();
    println!("{free} {} {}", shared.try_borrow_mut().is_ok(), shared.try_borrow().is_ok());
    drop(guard);
    let mut boxed = Box::new(5);
    *boxed += 1;
    let unboxed = *boxed;
    println!("{unboxed} {}", Rc::try_unwrap(Rc::new(7)).unwrap());
    let mut rc = Rc::new(3);
    *Rc::make_mut(&mut rc) += 1;
    println!("{rc}");
}
