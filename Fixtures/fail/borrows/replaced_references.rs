// A reference that is replaced through another one holds the new borrow; one declared with a named
// lifetime holds it to the end.

fn assign<T>(target: &mut T, value: T) {
    *target = value;
}

fn through_a_call() {
    let first = 5;
    let mut held: &i32 = &first;
    {
        let inner = 6;
        assign(&mut held, &inner); //~ E0597
    }
    println!("{held}");
}

fn through_a_reference() {
    let first = 5;
    let mut held: &i32 = &first;
    {
        let inner = 6;
        let reference = &mut held;
        *reference = &inner; //~ E0597
    }
    println!("{held}");
}

fn declared_static() {
    let text = String::from("text");
    let _held: &'static str = &text; //~ E0597
}

fn declared_with_parameter<'a>(given: &'a i32) {
    let number = 12;
    let mut held: &'a i32 = given;
    println!("{held}");
    held = &number; //~ E0597
    println!("{held}");
}

fn shown(value: impl std::fmt::Debug + 'static) {
    println!("{value:?}");
}

fn bound_of_impl() {
    let number = 5;
    shown(number);
    shown(&number); //~ E0597
}

fn made_by_a_closure() {
    let log = std::rc::Rc::new(5);
    let make = |step: i32| {
        let log = log.clone();
        move || *log + step
    };
    kept(make(1));
}

fn kept(function: impl Fn() -> i32 + 'static) {
    println!("{}", function());
}

fn moved_and_used() {
    let boxed = Box::new(5);
    let reference: &i32 = &boxed;
    drop(boxed); //~ E0505
    println!("{reference}");
    drop(boxed); //~ E0382
}

fn fine<'a>(given: &'a i32, other: &'a mut Vec<&'a i32>) {
    let mut held: &'static str = "text";
    println!("{held}");
    held = "other";
    let again: &'a i32 = given;
    other.push(again);
    let mut a = &1;
    let mut b = &2;
    std::mem::swap(&mut a, &mut b);
    println!("{held} {a} {b}");
}

fn main() {
    through_a_call();
    through_a_reference();
    declared_static();
    declared_with_parameter(&1);
    bound_of_impl();
    made_by_a_closure();
    moved_and_used();
    fine(&1, &mut vec![]);
}
