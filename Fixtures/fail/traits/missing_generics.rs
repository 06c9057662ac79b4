// Too few and too many arguments of generic items.

struct Pair<A, B>(A, B);

trait Convert<T> {}

struct Thing;

impl Convert for Thing {} //~ E0107

fn f(p: Pair<i32>) {} //~ E0107

fn g(p: Option<i32, u8>) {} //~ E0107

fn h<T>(_: T) {}

fn i(x: Pair) {} //~ E0107

fn main() {
    h::<i32, u8>(1); //~ E0107
    let v: Option<i32, i32> = None; //~ E0107
}
