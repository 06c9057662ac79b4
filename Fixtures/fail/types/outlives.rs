// References that are valid longer than what they point at.

struct Static<T> {
    value: &'static T, //~ E0310
}

struct Bounded<T: 'static> {
    value: &'static T,
}

struct ByTrait<T: std::error::Error + 'static> {
    value: Option<&'static T>,
}

struct Any<T: std::any::Any> {
    value: &'static T,
}

struct Inferred<'a, T> {
    value: &'a T,
}

trait Lend<'a> {
    type Lent;
}

impl<'a, T> Lend<'a> for Vec<T> {
    type Lent = &'a T; //~ E0309
}

impl<'a, T: 'a> Lend<'a> for Option<T> {
    type Lent = &'a T;
}

impl<'a, 'b> Lend<'a> for &'b str {
    type Lent = &'a &'b str; //~ E0491
}

impl<'a, T> Lend<'a> for Inferred<'a, T> {
    type Lent = &'a T;
}

impl<'a, T> Iterator for Inferred<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        None
    }
}

impl<'a, T> IntoIterator for &'a Bounded<T> {
    type Item = &'a T;
    type IntoIter = std::option::IntoIter<&'a T>;
    fn into_iter(self) -> Self::IntoIter {
        Some(self.value).into_iter()
    }
}

fn main() {}
