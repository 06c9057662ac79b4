// Functions of strings over random texts of characters of all lengths.
#[macro_use]
mod common;
use common::{drive, Random};

// No characters newer than both tables.
const LETTERS: &[char] = &[
    'a', 'b', 'a', 'b', 'c', 'A', 'Z', '0', '9', ' ', ' ', '\t', '\n', '\r', '-', ',', '"', '\'', '\\', '\0', '\u{7f}',
    'é', 'É', 'ß', 'ſ', 'İ', 'ı', 'Σ', 'σ', 'ς', 'ﬁ', 'Ǆ', 'ǅ', 'ǆ', '\u{301}', '\u{a0}', '\u{85}', '\u{2028}', '\u{200b}', '中', '日',
    '한', 'Ж', 'ж', 'ა', 'ა', '٣', '½', '€', '𝒳', '😀', '𐐀', '𐐨', '\u{fffd}', '\u{feff}', '\u{10ffff}', '\u{e000}',
];

fn text(random: &mut Random, limit: usize) -> String {
    let letters = if random.chance(2) { &LETTERS[..5] } else { LETTERS };
    (0..random.below(limit)).map(|_| random.pick(letters)).collect()
}

fn main() {
    drive(|random, log| {
        for _ in 0..20 {
            let all = text(random, 60);
            let part = text(random, 4);
            let letter = random.pick(LETTERS);
            note!(log, "{all:?} {part:?} {letter:?} {}", all.escape_unicode());
            note!(log, "{} {}", all.escape_default(), all.escape_debug());
            note!(log, "{:?} {:?} {:?}", all.find(&part), all.rfind(&part), all.find(letter));
            note!(log, "{:?} {:?}", all.rfind(letter), all.find(char::is_whitespace));
            note!(log, "{:?} {:?}", all.find([',', '-', letter]), all.rfind(|c: char| !c.is_alphanumeric()));
            note!(log, "{} {} {}", all.contains(&part), all.starts_with(&part), all.ends_with(letter));
            note!(log, "{:?}", all.split(&part).collect::<Vec<_>>());
            note!(log, "{:?}", all.rsplit(letter).collect::<Vec<_>>());
            note!(log, "{:?}", all.split(char::is_uppercase).rev().collect::<Vec<_>>());
            note!(log, "{:?}", all.split_inclusive(&part).collect::<Vec<_>>());
            note!(log, "{:?}", all.split_inclusive(letter).rev().collect::<Vec<_>>());
            note!(log, "{:?}", all.split_terminator(letter).collect::<Vec<_>>());
            note!(log, "{:?}", all.rsplit_terminator(&part).collect::<Vec<_>>());
            note!(log, "{:?}", all.splitn(random.below(5), &part).collect::<Vec<_>>());
            note!(log, "{:?}", all.rsplitn(random.below(5), letter).collect::<Vec<_>>());
            note!(log, "{:?} {:?}", all.split_once(&part), all.rsplit_once(letter));
            note!(log, "{:?}", all.match_indices(&part).collect::<Vec<_>>());
            note!(log, "{:?}", all.rmatch_indices(&part).collect::<Vec<_>>());
            note!(log, "{:?}", all.matches(char::is_numeric).collect::<String>());
            note!(log, "{:?} {:?}", all.replace(&part, "<>"), all.replacen(letter, "", 2));
            note!(log, "{:?}", all.lines().collect::<Vec<_>>());
            note!(log, "{:?}", all.split_whitespace().rev().collect::<Vec<_>>());
            note!(log, "{:?}", all.split_ascii_whitespace().collect::<Vec<_>>());
            note!(log, "{:?} {:?} {:?}", all.trim(), all.trim_start(), all.trim_end());
            note!(log, "{:?} {:?}", all.trim_matches(letter), all.trim_start_matches(part.as_str()));
            note!(log, "{:?} {:?}", all.trim_end_matches(&['a', letter]), all.strip_prefix(&part));
            note!(log, "{:?} {:?}", all.strip_suffix(&part), all.trim_ascii());
            note!(log, "{:?} {:?}", all.to_lowercase(), all.to_uppercase());
            note!(log, "{:?} {}", all.to_ascii_uppercase(), all.eq_ignore_ascii_case(&all.to_ascii_lowercase()));
            note!(log, "{:?}", all.char_indices().rev().collect::<Vec<_>>());
            note!(log, "{:?} {:?}", all.cmp(&part), all.chars().cmp(part.chars().rev()));
            for c in all.chars() {
                let kinds = [c.is_alphabetic(), c.is_numeric(), c.is_whitespace(), c.is_control(), c.is_lowercase()];
                note!(log, "{kinds:?} {} {} {:?}", c.len_utf8(), c.len_utf16(), c.to_digit(36));
                note!(log, "{} {:?}", c.to_uppercase(), c.to_lowercase().to_string());
            }
            let wide: Vec<u16> = all.encode_utf16().collect();
            assert_eq!(String::from_utf16(&wide).ok().as_ref(), Some(&all));
            let at = random.below(all.len() + 2);
            note!(log, "{} {:?} {:?}", all.is_char_boundary(at), all.get(..at), all.get(at..));

            // Broken bytes.
            let mut bytes = all.clone().into_bytes();
            for _ in 0..random.below(4) {
                if !bytes.is_empty() {
                    let place = random.below(bytes.len());
                    match random.below(3) {
                        0 => bytes[place] = random.next() as u8,
                        1 => drop(bytes.remove(place)),
                        _ => bytes.insert(place, random.pick(&[0xc0, 0xe0, 0xed, 0xf0, 0xf4, 0x80, 0xbf, 0xff])),
                    }
                }
            }
            match std::str::from_utf8(&bytes) {
                Ok(text) => note!(log, "fine {text}"),
                Err(error) => note!(log, "{error} {:?} {}", error.error_len(), error.valid_up_to()),
            }
            note!(log, "{} {}", String::from_utf8_lossy(&bytes), bytes.escape_ascii());
            let mut halves = wide;
            if !halves.is_empty() {
                let place = random.below(halves.len());
                halves[place] = random.pick(&[0xd800, 0xdbff, 0xdc00, 0xdfff, 0x41]);
            }
            note!(log, "{:?} {}", String::from_utf16_lossy(&halves), String::from_utf16(&halves).is_ok());

            // Changes in place.
            let mut edited = all.clone();
            for _ in 0..6 {
                let mut place = random.below(edited.len() + 1);
                while !edited.is_char_boundary(place) {
                    place -= 1;
                }
                match random.below(7) {
                    0 => edited.insert(place, letter),
                    1 => edited.insert_str(place, &part),
                    2 if place < edited.len() => note!(log, "{:?}", edited.remove(place)),
                    3 => edited.replace_range(place.., &part),
                    4 => note!(log, "{:?}", edited.drain(..place).rev().collect::<String>()),
                    5 => edited.retain(|c| c != letter),
                    _ => note!(log, "{:?} {:?}", edited.pop(), edited.split_at(0)),
                }
            }
            note!(log, "{edited:?} {:?}", edited.repeat(random.below(3)));
        }
    });
}
