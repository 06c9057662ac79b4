// Explicit discriminants, casts from them, representation, negative and computed values.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Color {
    Red = 1,
    Green = 1 << 3,
    Blue,
}

#[repr(i16)]
#[derive(Clone, Copy)]
enum Offset {
    Back = -300,
    None = 0,
    Forward = Offset::SPAN,
}

impl Offset {
    const SPAN: i16 = 300;
}

enum Plain {
    A,
    B,
    C,
}

impl Color {
    fn from_number(n: u8) -> Option<Color> {
        [Color::Red, Color::Green, Color::Blue].into_iter().find(|c| *c as u8 == n)
    }
}

fn main() {
    println!("{} {} {}", Color::Red as u8, Color::Green as i32, Color::Blue as u64);
    println!("{:?} {:?}", Color::from_number(9), Color::from_number(2));
    println!("{} {} {}", Offset::Back as i16, Offset::None as i32, Offset::Forward as i64);
    println!("{} {} {}", Plain::A as usize, Plain::B as usize, Plain::C as usize);
    println!("{} {}", std::mem::size_of::<Color>(), std::mem::size_of::<Offset>());
    println!("{} {:?}", Color::Red < Color::Blue, Color::Green.max(Color::Red));
    let mut colors = vec![Color::Blue, Color::Red, Color::Green];
    colors.sort();
    println!("{colors:?}");
    let sum: i32 = colors.iter().map(|&c| c as i32).sum();
    println!("{sum}");
}
