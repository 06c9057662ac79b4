// Display, Debug, LowerHex for own types; padding helpers; builders; alternate flag; write!.

use std::fmt;

struct Point {
    x: i32,
    y: i32,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            write!(f, "x = {}, y = {}", self.x, self.y)
        } else if let Some(precision) = f.precision() {
            write!(f, "({:.*}, {:.*})", precision, self.x as f64, precision, self.y as f64)
        } else {
            write!(f, "({}, {})", self.x, self.y)
        }
    }
}

impl fmt::Debug for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Point").field("x", &self.x).field("y", &self.y).finish()
    }
}

struct Name(&'static str);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

struct Bytes(Vec<u8>);

impl fmt::LowerHex for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, byte) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(":")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

struct Table {
    rows: Vec<(String, Point)>,
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.rows.iter().map(|(k, v)| (k, v))).finish()
    }
}

struct List<'a>(&'a [i32]);

impl fmt::Debug for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0).finish()
    }
}

struct Wrapper<T>(T);

impl<T: fmt::Display> fmt::Display for Wrapper<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<")?;
        self.0.fmt(f)?;
        f.write_str(">")
    }
}

fn render(out: &mut dyn fmt::Write, n: u32) -> fmt::Result {
    for i in 0..n {
        write!(out, "{i}")?;
        out.write_char(',')?;
    }
    Ok(())
}

fn main() {
    let p = Point { x: 3, y: -4 };
    println!("{p} {p:#} {p:.1} {p:?}");
    println!("{p:#?}");
    println!("[{:8}] [{:>8}] [{:^8.2}] [{:.<5}]", Name("abc"), Name("abc"), Name("abc"), Name("é"));
    println!("{:x} {:x}", Bytes(vec![1, 171, 255]), Bytes(vec![]));
    let table = Table { rows: vec![("a".into(), Point { x: 1, y: 2 }), ("b".into(), p)] };
    println!("{table:?}");
    println!("{table:#?}");
    println!("{:?} {:#?}", List(&[1, 2]), List(&[]));
    println!("{} {:>5} {:.1}", Wrapper("x"), Wrapper(5), Wrapper(2.55));
    let mut text = String::new();
    render(&mut text, 4).unwrap();
    println!("{text} {}", Wrapper(Wrapper('c')).to_string().len());
    println!("{}", format_args!("{} {}", Name("a"), 1));
}
