// Binding modes: by value, ref, ref mut, @ with sub-patterns, default binding modes, references.

#[derive(Debug, Clone)]
struct Person {
    name: String,
    age: u32,
}

fn birthday(person: &mut Person) {
    let Person { age, .. } = person;
    *age += 1;
}

fn category(age: u32) -> String {
    match age {
        n @ (0 | 1) => format!("baby {n}"),
        n @ 2..=12 => format!("child {n}"),
        n @ 13..=19 => format!("teen {n}"),
        n => format!("adult {n}"),
    }
}

fn main() {
    let mut person = Person { name: "Ann".into(), age: 11 };
    birthday(&mut person);
    let Person { ref name, ref mut age } = person;
    *age += 1;
    println!("{name} {age}");
    println!("{} {} {}", category(1), category(person.age), category(40));
    let whole @ Person { age, .. } = &person;
    println!("{whole:?} {age}");
    let maybe = Some(person.clone());
    match &maybe {
        Some(Person { name, .. }) if name.len() > 5 => println!("long {name}"),
        Some(p @ Person { .. }) => println!("short {}", p.name),
        None => println!("nobody"),
    }
    let mut slot = Some(5);
    if let Some(value) = &mut slot {
        *value *= 2;
    }
    if let Some(ref mut value) = slot {
        *value += 1;
    }
    println!("{slot:?}");
    let pairs = [(1, 'a'), (2, 'b')];
    for &(n, c) in &pairs {
        print!("{n}{c} ");
    }
    for (n, c) in pairs.iter() {
        print!("{}{} ", *n + 1, c);
    }
    println!();
    let reference = &&7;
    let &&seven = reference;
    println!("{seven}");
    let mut words = vec!["x".to_string(), "y".to_string()];
    for word in words.iter_mut() {
        word.push('!');
    }
    let sum = |&(a, b): &(i32, i32)| a + b;
    println!("{words:?} {}", sum(&(1, 2)));
    let (mut left, right) = (String::from("l"), String::from("r"));
    left += &right;
    println!("{left} {right}");
    let _ = left;
    println!("{left}");
}
