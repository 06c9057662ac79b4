// Traits with associated types and constants, used through bounds and projections.

trait Container {
    type Item;
    type Key: Copy + std::fmt::Debug;
    const KIND: &'static str;

    fn put(&mut self, item: Self::Item) -> Self::Key;
    fn at(&self, key: Self::Key) -> Option<&Self::Item>;
    fn count(&self) -> usize;

    fn describe(&self) -> String {
        format!("{} of {}", Self::KIND, self.count())
    }
}

struct Stack<T> {
    items: Vec<T>,
}

struct Named {
    entries: Vec<(char, String)>,
}

impl<T> Container for Stack<T> {
    type Item = T;
    type Key = usize;
    const KIND: &'static str = "stack";

    fn put(&mut self, item: T) -> usize {
        self.items.push(item);
        self.items.len() - 1
    }

    fn at(&self, key: usize) -> Option<&T> {
        self.items.get(key)
    }

    fn count(&self) -> usize {
        self.items.len()
    }
}

impl Container for Named {
    type Item = String;
    type Key = char;
    const KIND: &'static str = "names";

    fn put(&mut self, item: String) -> char {
        let key = item.chars().next().unwrap_or('?');
        self.entries.push((key, item));
        key
    }

    fn at(&self, key: char) -> Option<&String> {
        self.entries.iter().find(|(k, _)| *k == key).map(|(_, v)| v)
    }

    fn count(&self) -> usize {
        self.entries.len()
    }
}

fn fill<C: Container>(container: &mut C, items: Vec<C::Item>) -> Vec<C::Key> {
    items.into_iter().map(|item| container.put(item)).collect()
}

fn first_shown<C>(container: &C, key: C::Key) -> String
where
    C: Container,
    C::Item: std::fmt::Debug,
{
    format!("{key:?} => {:?}", container.at(key))
}

fn only_text<C: Container<Item = String, Key = char>>(container: &C) -> usize {
    container.at('b').map_or(0, String::len)
}

fn main() {
    let mut stack = Stack { items: vec![] };
    println!("{:?}", fill(&mut stack, vec![1.5, 2.5]));
    println!("{} {}", stack.describe(), first_shown(&stack, 1));
    let mut named = Named { entries: vec![] };
    println!("{:?}", fill(&mut named, vec!["ada".to_string(), "bob".to_string()]));
    println!("{} {}", named.describe(), first_shown(&named, 'x'));
    println!("{} {}", only_text(&named), <Stack<u8> as Container>::KIND);
}
