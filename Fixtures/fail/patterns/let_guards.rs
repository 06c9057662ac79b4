// What a guard with `let` borrows from a variable of the arm is in force in the arm.

fn main() {
    let given = Some(String::from("text"));
    let length = match given {
        Some(text) if let Some(part) = text.get(1..) => part.len(), //~ E0505
        _ => 0,
    };
    println!("{length}");
}
