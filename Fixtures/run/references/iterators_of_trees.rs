// What a stack of references points at is no borrow of the stack, also where a type parameter is inside.
struct Tree<T: Ord> {
    value: T,
    left: Option<Box<Tree<T>>>,
    right: Option<Box<Tree<T>>>,
}

impl<T: Ord> Tree<T> {
    fn new(value: T) -> Self {
        Tree { value, left: None, right: None }
    }

    fn insert(&mut self, value: T) {
        let side = if value < self.value { &mut self.left } else { &mut self.right };
        match side {
            Some(tree) => tree.insert(value),
            None => *side = Some(Box::new(Tree::new(value))),
        }
    }
}

struct InOrder<'a, T: Ord> {
    stack: Vec<&'a Tree<T>>,
}

impl<T: Ord> InOrder<'_, T> {
    fn new(tree: &Tree<T>) -> InOrder<'_, T> {
        let mut result = InOrder { stack: vec![tree] };
        result.descend();
        result
    }

    fn descend(&mut self) {
        while let Some(child) = &self.stack.last().unwrap().left {
            self.stack.push(child);
        }
    }
}

impl<'a, T: Ord> Iterator for InOrder<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let tree = self.stack.pop()?;
        if let Some(right) = &tree.right {
            self.stack.push(right);
            self.descend();
        }
        Some(&tree.value)
    }
}

fn main() {
    let mut tree = Tree::new("m");
    for text in ["c", "x", "a", "d", "z"] {
        tree.insert(text);
    }
    println!("{:?}", InOrder::new(&tree).collect::<Vec<_>>());
}
