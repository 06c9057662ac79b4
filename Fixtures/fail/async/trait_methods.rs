// Impls that do not give what an async method or an `impl Trait` result of the trait promises.

trait T { async fn f(&self) -> i32; fn g() -> impl Iterator<Item = u8>; }
struct A; struct B; struct C;
impl T for A { async fn f(&self) -> u32 { 1 } //~ E0271
 fn g() -> impl Iterator<Item = u8> { 0..4u8 } }
impl T for B { fn f(&self) -> i32 { 1 } //~ ERROR
 fn g() -> impl Iterator<Item = u8> { 0..4u8 } }
impl T for C { async fn f(&self) -> i32 { 1 }
 fn g() -> impl Iterator<Item = u16> { 0..4u16 } } //~ E0271
fn o(_: &dyn T) {} //~ E0038
fn s<X: T + Send + Sync>(x: X) { is_send(x.f()); } //~ E0277
fn is_send<X: Send>(_: X) {}
fn main() {}
