// A name that looks like a variant binds any value.

enum Level {
    Low,
    High,
    Other(i32),
}

fn number(level: Level) -> i32 {
    match level {
        Low => 1, //~ E0170
    }
}
fn inside(level: (Level, i32)) -> i32 {
    match level {
        (High, n) => n, //~ E0170
    }
}
#[allow(bindings_with_variant_name)]
fn allowed(level: Level) -> i32 {
    match level {
        Low => 1,
    }
}
fn fine(level: Level) {
    // A variant with fields cannot be meant, nor can a name of its own.
    let Other = level;
    let High @ _ = Other;
}

fn main() {}
