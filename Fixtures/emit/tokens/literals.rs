// Tokens of every kind: literals with suffixes, raw strings, lifetimes, nested comments, joined punctuation.

/* outer /* inner */ still a comment */
fn main<'a>() -> &'a [u8] {
    let _ = (0xFFu8, 1_000i64, 0b1010, 0o7, 1.5e-3f32, 1..2, 1..=2, 3.0);
    let _ = ("a\n\u{41}", r#"raw "quoted""#, b"bytes\x00", c"c string", 'x', '\'', b'\n');
    let r#type = 1 << 2 >> 3 & !4 | 5 ^ 6;
    x <<= 1; x >>= 1; x && y || !z; a::<b>::c; |x| -> u8 { x }; $x @ y ..= z => w
}
