// Nested patterns through structs, enums, tuples, boxes' contents, references, or-patterns inside.

#[derive(Debug)]
enum Shape {
    Circle { center: (i32, i32), radius: u32 },
    Rectangle { corner: (i32, i32), size: Size },
    Group(Vec<Shape>),
}

#[derive(Debug)]
struct Size {
    width: u32,
    height: u32,
}

fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Circle { center: (0, 0), radius } => format!("circle of {radius} at the origin"),
        Shape::Circle { center: (x, 0) | (0, x), .. } => format!("circle on an axis at {x}"),
        Shape::Circle { radius: 0, .. } => "a point".to_string(),
        Shape::Circle { center, radius: r @ 1..=9 } => format!("small circle {r} at {center:?}"),
        Shape::Circle { .. } => "circle".into(),
        Shape::Rectangle { size: Size { width, height }, .. } if width == height => format!("square {width}"),
        Shape::Rectangle { corner: (x, y), size: Size { width: w, .. } } => format!("rectangle {x} {y} {w}"),
        Shape::Group(members) => match members.as_slice() {
            [] => "nothing".into(),
            [only] => format!("just {}", describe(only)),
            [first, .., last] => format!("{} to {} ({})", describe(first), describe(last), members.len()),
        },
    }
}

fn option_pairs(pair: (Option<i32>, Result<i32, &str>)) -> i32 {
    match pair {
        (Some(a), Ok(b)) => a + b,
        (Some(a), Err("zero")) => a,
        (Some(x), Err(_)) | (None, Ok(x)) => -x,
        (None, Err(message)) => message.len() as i32,
    }
}

fn main() {
    let shapes = vec![
        Shape::Circle { center: (0, 0), radius: 5 },
        Shape::Circle { center: (7, 0), radius: 5 },
        Shape::Circle { center: (0, 8), radius: 5 },
        Shape::Circle { center: (1, 8), radius: 0 },
        Shape::Circle { center: (1, 8), radius: 9 },
        Shape::Circle { center: (1, 8), radius: 10 },
        Shape::Rectangle { corner: (1, 2), size: Size { width: 3, height: 3 } },
        Shape::Rectangle { corner: (1, 2), size: Size { width: 3, height: 4 } },
        Shape::Group(vec![]),
        Shape::Group(vec![Shape::Circle { center: (0, 0), radius: 1 }]),
    ];
    for shape in &shapes {
        println!("{}", describe(shape));
    }
    println!("{}", describe(&Shape::Group(shapes)));
    println!("{}", option_pairs((Some(1), Ok(2))));
    println!("{}", option_pairs((Some(1), Err("zero"))));
    println!("{}", option_pairs((Some(4), Err("x"))));
    println!("{}", option_pairs((None, Ok(9))));
    println!("{}", option_pairs((None, Err("four"))));
}
