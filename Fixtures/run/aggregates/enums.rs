// Enums with data: construction, matching, methods, recursion, size of the niche.

#[derive(Debug, Clone, PartialEq)]
enum Expression {
    Number(f64),
    Variable { name: String },
    Binary(Box<Expression>, Operator, Box<Expression>),
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Add,
    Multiply,
}

use Expression::{Binary, Number};

impl Expression {
    fn variable(name: &str) -> Expression {
        Expression::Variable { name: name.to_string() }
    }

    fn evaluate(&self, x: f64) -> f64 {
        match self {
            Number(n) => *n,
            Expression::Variable { name } if name == "x" => x,
            Expression::Variable { .. } => 0.0,
            Binary(left, Operator::Add, right) => left.evaluate(x) + right.evaluate(x),
            Binary(left, Operator::Multiply, right) => left.evaluate(x) * right.evaluate(x),
            Self::Nothing => f64::NAN,
        }
    }

    fn simplify(self) -> Expression {
        match self {
            Binary(left, operator, right) => match (left.simplify(), operator, right.simplify()) {
                (Number(a), Operator::Add, Number(b)) => Number(a + b),
                (Number(a), Operator::Multiply, Number(b)) => Number(a * b),
                (Number(z), Operator::Multiply, _) | (_, Operator::Multiply, Number(z)) if z == 0.0 => Number(0.0),
                (e, Operator::Add, Number(z)) if z == 0.0 => e,
                (l, o, r) => Binary(Box::new(l), o, Box::new(r)),
            },
            other => other,
        }
    }
}

fn binary(left: Expression, operator: Operator, right: Expression) -> Expression {
    Binary(Box::new(left), operator, Box::new(right))
}

fn main() {
    let e = binary(
        binary(Number(2.0), Operator::Multiply, Expression::variable("x")),
        Operator::Add,
        binary(Number(1.0), Operator::Add, Number(-1.0)),
    );
    println!("{:?}", e);
    println!("{}", e.evaluate(21.0));
    let simple = e.clone().simplify();
    println!("{:?} {}", simple, simple == e);
    println!("{:?}", binary(Number(0.0), Operator::Multiply, Expression::variable("y")).simplify());
    println!("{}", Expression::Nothing.evaluate(1.0).is_nan());
    println!("{}", std::mem::size_of::<Option<Box<i32>>>() == std::mem::size_of::<usize>());
    println!("{}", std::mem::size_of::<Option<Operator>>());
    println!("{:?}", std::mem::discriminant(&Number(1.0)) == std::mem::discriminant(&Number(2.0)));
}
