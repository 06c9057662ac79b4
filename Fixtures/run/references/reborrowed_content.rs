// Borrows that end where only a coarse view of lifetimes would keep them: what is stored behind a reference
// through that same reference, and scrutinees of `?` that are dropped later.

#[derive(Debug, Clone, PartialEq)]
enum Token<'a> {
    Name(&'a str),
    Sign(char),
}

struct Tokens<'a> {
    list: std::iter::Peekable<std::vec::IntoIter<Token<'a>>>,
}

impl<'a> Tokens<'a> {
    fn peek(&mut self) -> Result<Option<&Token<'a>>, String> {
        Ok(self.list.peek())
    }

    fn signs(&mut self) -> Result<usize, String> {
        let mut count = 0;
        while let Some(Token::Sign(sign)) = self.peek()? {
            let sign = *sign;
            self.list.next();
            count += sign.len_utf8();
        }
        Ok(count)
    }
}

fn shorten(words: &mut Vec<&str>) {
    for word in words.iter_mut() {
        *word = &word[..2];
    }
}

use std::collections::HashMap;

/// Keys that were copied out of a map are no borrows of it.
fn ready<'t>(counts: &HashMap<&'t str, usize>, extra: &[&'t str]) -> Option<Vec<&'t str>> {
    let mut own: HashMap<&str, usize> = counts.iter().map(|(name, count)| (*name, *count)).collect();
    let mut names: Vec<&str> = own.iter().filter(|(_, &count)| count == 0).map(|(&name, _)| name).collect();
    names.sort();
    for name in extra {
        let count = own.get_mut(name)?;
        *count -= 1;
        if *count == 0 {
            names.push(name);
        }
    }
    Some(names)
}

struct Words<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;
    fn next(&mut self) -> Option<&'t str> {
        let text = self.rest.trim_start();
        let (word, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }
}

trait Step {
    fn step(&mut self);
}

impl<F: FnMut()> Step for F {
    fn step(&mut self) {
        self()
    }
}

struct Steps<'s> {
    list: Vec<Box<dyn Step + 's>>,
}

impl<'s> Steps<'s> {
    fn with(mut self, step: impl Step + 's) -> Self {
        self.list.push(Box::new(step));
        self
    }

    fn run(&mut self) -> Result<usize, Box<dyn std::error::Error + 's>> {
        self.list.iter_mut().for_each(|step| step.step());
        Ok(self.list.len())
    }
}

fn main() {
    let counts = HashMap::from([("one", 1), ("none", 0), ("two", 2)]);
    println!("{:?} {:?}", ready(&counts, &["one", "two"]), ready(&counts, &["three"]));

    let sentence = String::from("the quick brown fox");
    let mut words_left = Words { rest: &sentence };
    let some: Vec<&str> = words_left.by_ref().take(2).collect();
    println!("{some:?} {:?}", words_left.rest);

    // What was moved away holds no borrow, even where unwinding may still have to drop it.
    let mut left = 3;
    let mut steps = Steps { list: vec![] }.with(|| left -= 1);
    match steps.run() {
        Ok(count) => println!("{count}"),
        Err(error) => println!("{error}"),
    }
    drop(steps);
    println!("{left}");

    let text = String::from("name");
    let list = vec![Token::Sign('+'), Token::Sign('-'), Token::Name(&text)];
    let mut tokens = Tokens { list: list.into_iter().peekable() };
    println!("{:?} {:?}", tokens.signs(), tokens.list.next());

    let mut words = vec!["alpha", "beta"];
    for word in words.iter_mut() {
        *word = &word[1..];
    }
    println!("{words:?}");
    shorten(&mut words);
    println!("{words:?}");
}
