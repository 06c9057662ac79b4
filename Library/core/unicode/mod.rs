//! Properties and case mappings of characters outside ASCII.

mod tables;

/// Whether a table of packed ranges contains a character.
const fn contains(table: &[u32], c: char) -> bool {
    let code = c as u32;
    let mut low = 0;
    let mut high = table.len();
    while low < high {
        let mid = (low + high) / 2;
        let start = table[mid] >> 11;
        if code < start {
            high = mid;
        } else if code - start < (table[mid] & 0x7FF) {
            return true;
        } else {
            low = mid + 1;
        }
    }
    false
}

macro_rules! properties {
    ($($name:ident $table:ident;)*) => { $(
        pub(crate) const fn $name(c: char) -> bool {
            contains(&tables::$table, c)
        }
    )* };
}
properties! {
    alphabetic ALPHABETIC;
    lowercase LOWERCASE;
    uppercase UPPERCASE;
    numeric NUMERIC;
    grapheme_extend GRAPHEME_EXTEND;
}

/// Whether a character matters for the form of a final sigma.
pub(crate) fn cased(c: char) -> bool {
    c.is_ascii_alphabetic() || contains(&tables::CASED, c)
}

/// Whether a character is skipped when looking around a final sigma.
pub(crate) fn case_ignorable(c: char) -> bool {
    match c {
        '\'' | '.' | ':' | '^' | '`' => true,
        _ => c as u32 >= 0x80 && contains(&tables::CASE_IGNORABLE, c),
    }
}

pub(crate) fn printable(c: char) -> bool {
    let code = c as u32;
    if code < 0x80 {
        return code >= 0x20 && code != 0x7F;
    }
    if code >= 0x31350 {
        // Beyond the last assigned plane there are only variation selectors and private use.
        return code >= 0xE0100 && code < 0xE01F0;
    }
    !contains(&tables::UNPRINTABLE, c)
}

pub(crate) const fn whitespace(c: char) -> bool {
    matches!(
        c as u32,
        9..=13 | 32 | 0x85 | 0xA0 | 0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000
    )
}

fn convert(runs: &[(u32, u32, i32)], multiple: &[(u32, [u32; 3])], c: char) -> [char; 3] {
    let code = c as u32;
    for (from, to) in multiple {
        if *from == code {
            // SAFETY: the tables map characters to characters.
            return unsafe {
                [char::from_u32_unchecked(to[0]), char::from_u32_unchecked(to[1]), char::from_u32_unchecked(to[2])]
            };
        }
    }
    let mut low = 0;
    let mut high = runs.len();
    while low < high {
        let mid = (low + high) / 2;
        let (first, packed, difference) = runs[mid];
        let step = packed & 3;
        if code < first {
            high = mid;
        } else if code > first + ((packed >> 2) - 1) * step {
            low = mid + 1;
        } else if (code - first) % step == 0 {
            // SAFETY: the tables map characters to characters.
            return [unsafe { char::from_u32_unchecked((code as i32 + difference) as u32) }, '\0', '\0'];
        } else {
            break;
        }
    }
    [c, '\0', '\0']
}

pub(crate) fn to_lower(c: char) -> [char; 3] {
    if c.is_ascii() {
        return [c.to_ascii_lowercase(), '\0', '\0'];
    }
    convert(&tables::LOWER_RUNS, &tables::LOWER_MULTIPLE, c)
}

pub(crate) fn to_upper(c: char) -> [char; 3] {
    if c.is_ascii() {
        return [c.to_ascii_uppercase(), '\0', '\0'];
    }
    convert(&tables::UPPER_RUNS, &tables::UPPER_MULTIPLE, c)
}
