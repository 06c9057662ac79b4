// What a body asks of the lifetimes that its caller chooses.

use std::collections::HashMap;
use std::fmt::Debug;
use std::thread;

struct Holder<'a> {
    text: &'a str,
}

impl<'a> Holder<'a> {
    fn set(&mut self, text: &str) {
        self.text = text; //~ E0621
    }
    fn own(&self) -> &'a str {
        self.text
    }
    fn other(&self, text: &'a String) -> &str {
        if self.text.is_empty() { self.own() } else { text.as_str() }
    }
    fn longer<'b>(&'b self, text: &'b str) -> &'a str {
        text //~ ERROR
    }
}

fn one_named<'a>(x: &'a i32, y: &i32) -> &'a i32 {
    if *x > 0 {
        x
    } else {
        y //~ E0621
    }
}

fn both_named<'a, 'b>(x: &'a i32, y: &'b i32) -> &'a i32 {
    if *x > 0 {
        x
    } else {
        y //~ ERROR
    }
}

fn declared<'a, 'b: 'a>(x: &'a i32, y: &'b i32) -> &'a i32 {
    if *x > 0 { x } else { y }
}

fn push(list: &mut Vec<&str>, text: &str) {
    list.push(text); //~ ERROR
}

fn spawn(text: &str) {
    thread::spawn(move || println!("{text}")); //~ E0521
}

fn object(x: &i32) -> Box<dyn Fn() -> i32> {
    Box::new(move || *x) //~ ERROR
}

fn object_with<'a>(x: &'a i32) -> Box<dyn Fn() -> i32 + 'a> {
    Box::new(move || *x)
}

fn hidden(x: &i32) -> impl Fn() -> i32 {
    move || *x //~ E0700
}

fn filtered<'a>(list: &'a [String], start: &str) -> impl Iterator<Item = &'a String> + 'a {
    list.iter().filter(move |text| text.starts_with(start)) //~ E0621
}

fn everlasting<'a>(x: &'a str) -> &'static str {
    x //~ ERROR
}

fn boxed<T: Debug>(x: T) -> Box<dyn Debug> {
    Box::new(x) //~ E0310
}

fn boxed_static<T: Debug + 'static>(x: T) -> Box<dyn Debug> {
    Box::new(x)
}

fn entry<'m>(map: &'m mut HashMap<String, i32>, key: &str) -> &'m mut i32 {
    match map.get_mut(key) {
        Some(value) => value,
        None => {
            map.insert(key.to_string(), 1); //~ E0499
            map.get_mut(key).unwrap() //~ E0499
        }
    }
}

struct Watch<'a>(Option<&'a String>);
impl<'a> Drop for Watch<'a> {
    fn drop(&mut self) {}
}
struct Both<'a> {
    watch: Watch<'a>,
    text: String,
}

fn inside_itself() {
    let mut both = Both { watch: Watch(None), text: String::new() };
    both.watch = Watch(Some(&both.text)); //~ E0597
}

fn main() {}
