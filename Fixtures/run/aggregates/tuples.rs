// Tuples: fields, nesting, destructuring, comparison, unit, swapping.

fn divide(a: i32, b: i32) -> (i32, i32) {
    (a / b, a % b)
}

fn unit() {}

fn nested() -> ((u8, char), [i32; 2], ()) {
    ((1, 'x'), [2, 3], ())
}

fn main() {
    let pair = divide(17, 5);
    println!("{} {} {:?}", pair.0, pair.1, pair);
    let ((n, c), [first, _], ()) = nested();
    println!("{n} {c} {first} {}", nested().0.1);
    let mut point = (1.0, 2.0);
    point.0 += 0.5;
    (point.0, point.1) = (point.1, point.0);
    println!("{point:?}");
    let single = (5,);
    println!("{:?} {}", single, single.0);
    println!("{:?} {}", unit(), unit() == ());
    println!("{} {}", (1, "b") < (1, "c"), (2, 'a') > (1, 'z'));
    println!("{:?}", (1, 2.5, "three", '4', true).clone());
    let (mut a, mut b) = (1, 2);
    for _ in 0..5 {
        (a, b) = (b, a + b);
    }
    println!("{a} {b}");
    let (x, .., z) = (1, 2, 3, 4);
    println!("{x} {z}");
    let pairs = vec![(3, "c"), (1, "a"), (2, "b")];
    let (numbers, letters): (Vec<i32>, Vec<&str>) = pairs.into_iter().unzip();
    println!("{numbers:?} {letters:?}");
    println!("{:#?}", (1, ("in", 2)));
    println!("{:?}", <(i32, bool, String)>::default());
}
