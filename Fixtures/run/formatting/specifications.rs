// The format grammar: fill, alignment, sign, width, precision, bases, positional, named, captured arguments.

fn main() {
    let (width, precision, value, name) = (10, 3, 3.14159265, "text");
    println!("[{:5}] [{:<5}] [{:^5}] [{:>5}]", 42, 42, 42, 42);
    println!("[{:5}] [{:<5}] [{:^5}] [{:>5}]", "ab", "ab", "ab", "ab");
    println!("[{:*^9}] [{:->6}] [{:#<4}]", "mid", 1, 'c');
    println!("[{:05}] [{:+}] [{:+05}] [{:05}]", 42, 42, 42, -42);
    println!("[{:x}] [{:X}] [{:o}] [{:b}]", 255, 255, 8, 5);
    println!("[{:#x}] [{:#X}] [{:#o}] [{:#b}]", 255, 255, 8, 5);
    println!("[{:08b}] [{:#010x}] [{:#06b}]", 5, 255, 1);
    println!("[{:x}] [{:b}]", -1i8, -2i8);
    println!("[{:.2}] [{:8.3}] [{:<8.1}] [{:+.0}] [{:08.2}]", value, value, value, value, -value);
    println!("[{:.3}] [{:6.2}] [{:<6.2}]", "abcdef", "abcdef", "abcdef");
    println!("[{0} {1} {0}] [{1:?} {0:?}]", 1, "x");
    println!("[{a} {b:>4}] [{a:?}]", a = "named", b = 7);
    println!("[{name}] [{name:>8}] [{value:.1}] [{width}]");
    println!("[{:width$}] [{:>width$.precision$}] [{:.precision$}]", 1, value, value);
    println!("[{:1$}] [{:.*}]", 5, 4, 6.0);
    println!("[{:>1$}] [{:.*}]", "r", 5, 1.23456);
    println!("[{value:width$.precision$}] [{value:>+width$.1}]");
    println!("[{:e}] [{:E}] [{:.2e}]", 1234.5, 0.00012, 123456.0);
    println!("[{:?}] [{:5?}] [{:02x?}] [{:#?}]", 'a', 1, [10, 255], ());
    println!("[{:?}] [{:.1?}] [{:6.2?}]", 1.0, 1.25, [1.0, 2.5]);
    println!("[{:?}] [{:10?}] [{:<4?}]", "q\"\n\t\\", "w", Some(1));
    println!("[{:p}]", std::ptr::null::<u8>());
    println!("[{}] [{:5}] [{:<7}]", true, true, false);
    println!("[{:>3}] [{:^3}]", 'é', '中');
    println!("{{{}}} {{}} }}{{", 1);
    println!("[{}] [{}]", u128::MAX, i128::MIN);
    println!("[{:e}] [{}]", 5u32, i64::MIN);
    println!("[{:>6}] [{:<6}]", Some(1).map_or("none".to_string(), |n| n.to_string()), format!("{:?}", None::<i32>));
    println!("{:?} {:?}", f64::NAN, -f64::INFINITY);
    println!("{:5}|{:<5}|{:^5}|{:+}", 1.5, 1.5, 1.5, 0.0);
    println!("{}", format!("{:-^30}", format!(" {} ", name)));
}
