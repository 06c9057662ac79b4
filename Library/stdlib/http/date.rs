//! Dates as HTTP writes them.

use std::cell::{Cell, RefCell};
use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

thread_local! {
    static DATE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static DATE_SECOND: Cell<u64> = const { Cell::new(u64::MAX) };
}

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The date's line is made once a second.
pub(crate) fn write_date_line(output: &mut Vec<u8>) {
    let second = now();
    DATE.with(|date| {
        let mut date = date.borrow_mut();
        if DATE_SECOND.with(|last| last.replace(second)) != second {
            date.clear();
            date.extend_from_slice(b"date: ");
            write_date(&mut date, second);
            date.extend_from_slice(b"\r\n");
        }
        output.extend_from_slice(&date);
    })
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, of seconds since 1970.
pub(crate) fn write_date(output: &mut Vec<u8>, second: u64) {
    let days = second / 86400;
    let (year, month, day) = civil(days);
    let (weekday, month) = (DAYS[(days % 7) as usize], MONTHS[month as usize]);
    let (hour, minute, second) = (second / 3600 % 24, second / 60 % 60, second % 60);
    let _ = write!(output, "{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT");
}

pub(crate) fn date(second: u64) -> String {
    let mut text = Vec::new();
    write_date(&mut text, second);
    String::from_utf8(text).unwrap_or_default()
}

/// `06/Nov/1994:08:49:37 +0000`, as access logs have it.
pub(crate) fn log_date(second: u64) -> String {
    let (year, month, day) = civil(second / 86400);
    let (hour, minute, second) = (second / 3600 % 24, second / 60 % 60, second % 60);
    format!("{day:02}/{}/{year:04}:{hour:02}:{minute:02}:{second:02} +0000", MONTHS[month as usize])
}

/// Year, month from 0 and day from 1 of a number of days since 1970.
fn civil(days: u64) -> (u64, u64, u64) {
    // Years that begin in March, in eras of 400 years.
    let shifted = days + 719468;
    let (era, day) = (shifted / 146097, shifted % 146097);
    let year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12;
    (year + era * 400 + (month < 2) as u64, month, day)
}

/// Seconds since 1970 of a date in the form that is written today; the two old ones are not understood, and
/// what is not understood is no condition.
pub(crate) fn parse(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    if bytes.len() != 29 || &bytes[3..5] != b", " || &bytes[25..] != b" GMT" || !text.is_ascii() {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<u64> {
        let digits = &text[from..to];
        if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
    };
    let month = MONTHS.iter().position(|month| *month == &text[8..11])? as u64;
    let (day, year) = (number(5, 7)?, number(12, 16)?);
    let (hour, minute, second) = (number(17, 19)?, number(20, 22)?, number(23, 25)?);
    if year < 1970 || day == 0 || day > 31 || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    // The inverse of `civil`.
    let shifted = year - (month < 2) as u64;
    let (era, of_era) = (shifted / 400, shifted % 400);
    let from_march = (month + 10) % 12;
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    let days = (era * 146097 + of_era).checked_sub(719468)?;
    Some(days * 86400 + hour * 3600 + minute * 60 + second)
}
