// Every flag of formatting on every kind of value, with random widths and precisions.
#[macro_use]
mod common;
use common::{drive, Log, Random};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

#[derive(Debug, Clone, PartialEq)]
#[allow(dead_code)]
enum Tree {
    Unit,
    Leaf(i32, f64),
    Named { text: String, next: Option<Box<Tree>> },
    List(Vec<Tree>),
    Map(BTreeMap<String, Tree>),
    Both(Result<char, ()>, (u8,), [bool; 2]),
}

fn tree(random: &mut Random, depth: usize) -> Tree {
    let text = |random: &mut Random| -> String {
        (0..random.below(4)).map(|_| random.pick(&['a', '"', '\n', 'é', '\u{301}', '\u{7}', '\\'])).collect()
    };
    match random.below(if depth == 0 { 3 } else { 6 }) {
        0 => Tree::Unit,
        1 => Tree::Leaf(random.next() as i32, random.below(1000) as f64 / 8.0),
        2 => Tree::Both(
            if random.chance(2) { Err(()) } else { Ok(random.pick(&['x', '\'', '\u{200b}'])) },
            (random.next() as u8,),
            [random.chance(2), true],
        ),
        3 => Tree::Named {
            text: text(random),
            next: if random.chance(3) { None } else { Some(Box::new(tree(random, depth - 1))) },
        },
        4 => Tree::List((0..random.below(4)).map(|_| tree(random, depth - 1)).collect()),
        _ => Tree::Map((0..random.below(4)).map(|_| (text(random), tree(random, depth - 1))).collect()),
    }
}

/// Writes in pieces and pads, as programs' own types do.
struct Own(u32);
impl fmt::Display for Own {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 4 {
            0 => f.pad(&"wörter"[..(self.0 % 7) as usize / 3 * 3]),
            1 => f.pad_integral(self.0 % 3 != 0, "0q", &self.0.to_string()),
            2 => write!(f, "{:?} {:?} {}", f.width(), f.precision(), f.fill()),
            _ => write!(f, "{} {} {} {:?}", f.alternate(), f.sign_plus(), f.sign_aware_zero_pad(), f.align().is_some()),
        }
    }
}
impl fmt::Debug for Own {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 4 {
            0 => f.debug_set().entries(0..self.0 % 3).finish(),
            1 => f.debug_list().entry(&self.0).entry(&format_args!("{}", 1)).finish_non_exhaustive(),
            2 => f.debug_struct("Own").field("a", &Tree::Unit).finish_non_exhaustive(),
            _ => f.debug_map().key(&self.0).value(&[1.5]).finish(),
        }
    }
}

/// Each combination of flags with each letter for the value.
macro_rules! flags {
    ($log:expr, $value:expr, $w:expr, $p:expr, [$($letter:literal)*]) => { $(
        flags!(@one $log, $value, $w, $p, $letter, "", "<", "^", ">", "*<", "é^", "+", "-", "#", "0", "+#0", "🙂>+#");
    )* };
    (@one $log:expr, $value:expr, $w:expr, $p:expr, $letter:literal, $($flag:literal),*) => { $(
        note!($log, concat!("{:", $flag, $letter, "}|{:", $flag, "w$", $letter, "}|"), $value, $value, w = $w);
        note!($log, concat!("{:", $flag, "w$.p$", $letter, "}|{:", $flag, ".p$", $letter, "}|"),
            $value, $value, w = $w, p = $p);
    )* };
}

fn main() {
    drive(|random, log: &mut Log| {
        let (w, p) = (random.below(14), random.below(9));
        let wide = random.wide();
        flags!(log, wide as i32, w, p, ["" "?" "x" "X" "o" "b" "x?" "X?" "e" "E"]);
        flags!(log, wide as u8, w, p, ["" "b" "e"]);
        flags!(log, wide as i128, w, p, ["" "x"]);
        let float = match random.below(4) {
            0 => f64::from_bits(random.next()),
            1 => random.below(4000) as f64 / 16.0 - 100.0,
            2 => random.pick(&[0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e16, 9.5, 0.05, 1e-5]),
            _ => random.next() as f32 as f64,
        };
        flags!(log, float, w, p, ["" "?" "e" "E"]);
        flags!(log, float as f32, w, p, ["" "?" "e"]);
        let text: String = (0..random.below(9)).map(|_| random.pick(&['a', 'é', '中', '\'', '\t'])).collect();
        flags!(log, text, w, p, ["" "?"]);
        flags!(log, text.chars().next().unwrap_or('z'), w, p, ["" "?"]);
        flags!(log, random.chance(2), w, p, ["" "?"]);
        flags!(log, Own(wide as u32), w, p, ["" "?"]);
        flags!(log, (1, "a", Some(2.5)), w, p, ["?"]);
        flags!(log, std::time::Duration::from_nanos(random.next() >> random.below(64)), w, p, ["?"]);
        let tree = tree(random, 4);
        note!(log, "{tree:?}\n{tree:#?}\n{tree:3.1?}");
        let set: BTreeSet<u8> = (0..random.below(5)).map(|_| random.next() as u8).collect();
        let ring: VecDeque<&str> = text.split('é').collect();
        note!(log, "{set:#04x?} {ring:#?} {ring:5?} {:?}", text.as_bytes());
    });
}
