// Lifetimes that are chosen at each call cannot be given.

fn unused<'a>() {}
fn bounded<'a: 'a>() {}
fn input<'a>(x: &'a i32) -> &'a i32 { x }
fn output<'a>() -> &'a i32 { &1 }

fn main() {
    unused::<'static>(); //~ E0794
    bounded::<'static>();
    input::<'static>(&1); //~ E0794
    output::<'static>();
}
