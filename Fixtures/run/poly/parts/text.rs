// auxiliary: a module of imports.poly
// A plain Rust file.

pub const LIMIT: u32 = 4;

pub fn describe(text: &str) -> String {
    format!("{text} of {} bytes", text.len())
}
