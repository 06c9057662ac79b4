// `cfg_select!` gives the tokens of the first arm that holds: items, statements, expressions.

cfg_select! {
    any() => {
        fn kind() -> &'static str { "never" }
    }
    all() => {
        fn kind() -> &'static str { "always" }
        const LEVEL: u32 = 3;
    }
    _ => {
        compile_error!("not chosen");
    }
}

fn main() {
    println!("{} {}", kind(), LEVEL);
    let text = cfg_select! { not(all()) => "a", _ => "b" };
    println!("{text}");
    cfg_select! {
        any(all(), any()) => {
            let number = 1;
            println!("{}", number + 1);
        }
        _ => {}
    }
}
