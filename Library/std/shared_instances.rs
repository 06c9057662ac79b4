//! Instances that most programs have: compiled once, when the compiler is installed.
//!
//! Nothing here ever runs. What this function reaches, with types of the library only, is linked into
//! programs instead of being compiled with each of them.

use crate::collections::HashMap;
use crate::fmt::{Debug, Display, Write};
use crate::string::{String, ToString};
use crate::vec::Vec;
use crate::boxed::Box;

#[cfg_attr(not(rustc_check), lang = "shared_instances")]
#[allow(dead_code, arithmetic_overflow, unused)]
fn shared_instances(number: usize, signed: i64, float: f64, text: &str, bytes: &[u8]) {
    crate::rt::lang_start::<()>(no_work, 0, crate::ptr::null(), 0);
    crate::rt::lang_start::<Result<(), Box<dyn crate::error::Error>>>(fallible_work, 0, crate::ptr::null(), 0);
    arithmetic(number, signed);
    formatting(number, signed, float, text);
    strings(text, bytes);
    vectors::<u8>(1, 2);
    vectors::<i32>(1, 2);
    vectors::<u32>(1, 2);
    vectors::<i64>(1, 2);
    vectors::<u64>(1, 2);
    vectors::<usize>(1, 2);
    sequences::<f64>(1.0);
    sequences::<char>('a');
    sequences::<bool>(true);
    sequences::<&'static str>("");
    sequences::<String>(String::new());
    maps(text, number);
}

fn no_work() {}

fn fallible_work() -> Result<(), Box<dyn crate::error::Error>> {
    Ok(())
}

fn arithmetic(number: usize, signed: i64) {
    let list = [number, number + 1, number - 1, number * 2, number / 3, number % 5, number << 1, number >> 1];
    let negative = -signed;
    println!("{} {}", list[number], negative / signed % signed);
    number.checked_add(1).expect("none");
    number.checked_sub(1).unwrap();
}

fn formatting(number: usize, signed: i64, float: f64, text: &str) {
    println!();
    eprintln!("{text}");
    print!("{}", text);
    println!("{} {:?} {:>8} {:<8} {:^8}", number, number, number, number, number);
    println!("{:5} {:05} {:x} {:#x} {:b}", number, number, number, number, number);
    println!("{} {:?} {:.2} {:8.3}", float, float, float, float);
    println!("{text} {text:?} {text:>10} {text:<10}");
    display(&(number as u8));
    display(&(number as u16));
    display(&(number as u32));
    display(&(number as u64));
    display(&(number as u128));
    display(&(signed as i8));
    display(&(signed as i16));
    display(&(signed as i32));
    display(&signed);
    display(&(signed as i128));
    display(&(signed as isize));
    display(&(float as f32));
    display(&float);
    display(&'a');
    display(&true);
    display(text);
    display(&text);
    display(&text.to_string());
    debug(&());
    debug(&Some(number));
    debug(&Some(signed as i32));
    debug(&Some(text));
    debug(&Some(text.to_string()));
    let mut buffer = String::new();
    let _ = write!(buffer, "{number} {text}");
    let _ = buffer.write_char('a');
    panic!("{text} {number}");
}

fn display<T: Display + Debug + ?Sized>(value: &T) {
    println!("{value} {value:?}");
    let text = format!("{value}{value:?}");
    drop(value.to_string());
    drop(text);
}

fn debug<T: Debug>(value: &T) {
    println!("{value:?} {value:#?}");
}

fn strings(text: &str, bytes: &[u8]) {
    let mut string = String::from(text);
    string.push_str(text);
    string.push('a');
    string += text;
    string = string.clone() + text;
    string.pop();
    string.insert(0, 'a');
    string.truncate(1);
    string.clear();
    drop(String::with_capacity(16));
    drop(text.to_owned());
    let string: String = text.chars().rev().collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    drop(words.join(" "));
    let lines: Vec<&str> = text.lines().collect();
    drop(lines.concat());
    for part in text.split(',') {
        drop(part.trim().parse::<i32>());
        drop(part.parse::<i64>());
        drop(part.parse::<u32>());
        drop(part.parse::<u64>());
        drop(part.parse::<usize>());
        drop(part.parse::<f64>());
    }
    for (index, character) in text.char_indices() {
        drop((index, character.is_alphabetic(), character.to_ascii_uppercase()));
    }
    for byte in text.bytes() {
        drop(byte);
    }
    drop((text.to_uppercase(), text.to_lowercase(), text.repeat(2), text.replace("a", "b")));
    drop((text.contains('a'), text.contains("a"), text.starts_with("a"), text.ends_with("a"), text.find('a')));
    drop((text == string, string == text, string.as_str() < text, &text[1..], &text[..1], &string[1..2]));
    drop(String::from_utf8_lossy(bytes).into_owned());
    drop(String::from_utf8(bytes.to_vec()));
}

fn vectors<T: Copy + Ord + Debug + Display + crate::ops::Add<Output = T> + crate::iter::Sum>(first: T, second: T) {
    sequences::<T>(first);
    let mut list = vec![first, second];
    list.sort();
    list.sort_by(compare);
    drop(list.iter().copied().max());
    drop(list.iter().min());
    drop(list.binary_search(&first));
    list.dedup();
    list.extend_from_slice(&[first]);
    drop(list.iter().copied().sum::<T>());
    let repeated = vec![first; 4];
    drop(repeated);
}

fn compare<T: Ord>(a: &T, b: &T) -> crate::cmp::Ordering {
    a.cmp(b)
}

fn sequences<T: Clone + PartialEq + Debug>(first: T) {
    let mut list: Vec<T> = Vec::new();
    list.push(first.clone());
    list.insert(0, first.clone());
    list.reserve(8);
    drop(list.pop());
    drop(list.remove(0));
    drop(list.swap_remove(0));
    drop(Vec::<T>::with_capacity(4));
    list[0] = first.clone();
    drop(list.get(0));
    drop((list.first(), list.last(), list.len(), list.is_empty(), list.contains(&first)));
    for item in &list {
        drop(item.clone());
    }
    for item in &mut list {
        *item = first.clone();
    }
    for (index, item) in list.iter().enumerate() {
        drop((index, item));
    }
    list.swap(0, 1);
    list.reverse();
    list.truncate(1);
    println!("{list:?} {:?}", &list[1..]);
    drop(list == list.clone());
    drop(list.iter().cloned().collect::<Vec<T>>());
    for item in list.clone() {
        drop(item);
    }
    list.extend(list.clone());
    list.clear();
    drop(Some(first.clone()).unwrap());
    drop(Some(first.clone()).unwrap_or(first.clone()));
    drop(Some(first.clone()).is_some());
    drop(Some(first.clone()).ok_or(0));
    drop(Box::new(first));
}

fn maps(text: &str, number: usize) {
    let mut map: HashMap<String, usize> = HashMap::new();
    map.insert(text.to_string(), number);
    *map.entry(text.to_string()).or_insert(0) += 1;
    drop((map.get(text), map.contains_key(text), map.len()));
    map.remove(text);
    for (key, value) in &map {
        println!("{key} {value}");
    }
    let mut counts: HashMap<u64, u64> = HashMap::new();
    counts.insert(1, 2);
    *counts.entry(1).or_insert(0) += 1;
    drop((counts.get(&1), counts.contains_key(&1)));
    for (key, value) in &counts {
        println!("{key} {value}");
    }
}
