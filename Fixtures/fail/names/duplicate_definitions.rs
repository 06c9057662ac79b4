// Items with the same name in one module.

struct Thing;
enum Thing {} //~ E0428

fn run() {}
fn run() {} //~ E0428

mod run2 {}
mod run2 {} //~ E0428

fn main() {}
