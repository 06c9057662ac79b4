// flags: --crate-type lib
// Attributes with wrong arguments, and where they cannot stand.

#[deprecated(reason = "old")] //~ E0539
pub fn old() {}

#[deprecated(note)] //~ E0539
pub fn older() {}

#[link(name = "")] //~ E0454
extern "C" {}

#[export_name = "a\0b"] //~ E0648
pub fn exported() {}

#[allow(unheard::of)] //~ E0710
pub fn allowed() {}

#[stable(feature = "a", since = "1.0.0")] //~ E0734
pub fn stable() {}

pub trait Shape {
    #[derive(Clone)] //~ E0774
    type Corner;
}
