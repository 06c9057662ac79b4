// Conversions between numbers that are not zero, and parts of strings by two bounds.
use std::num::NonZero;
use std::ops::Bound;

fn main() {
    let wide = NonZero::new(300i64).unwrap();
    println!("{:?} {:?}", NonZero::<u8>::try_from(wide).is_err(), NonZero::<u16>::try_from(wide));
    println!("{:?} {:?}", NonZero::<usize>::try_from(wide), NonZero::<i128>::from(wide));
    let negative = NonZero::new(-1i8).unwrap();
    println!("{:?} {:?}", NonZero::<u128>::try_from(negative).is_err(), NonZero::<isize>::from(negative));
    println!("{}", NonZero::<i8>::try_from(NonZero::new(128u8).unwrap()).unwrap_err());

    let text = "aéb";
    println!("{} {}", &text[(Bound::Excluded(0), Bound::Unbounded)], &text[(Bound::Unbounded, Bound::Included(2))]);
    println!("{:?} {:?}", text.get((Bound::Included(2), Bound::Unbounded)), text.get((Bound::Included(1), Bound::Excluded(9))));
    let mut owned = String::from(text);
    owned[(Bound::Included(3), Bound::Included(3))].make_ascii_uppercase();
    println!("{owned} {} {}", char::MAX_LEN_UTF8, char::MAX_LEN_UTF16);
}
