// Copy for types that cannot be copied, or that have a destructor.

#[derive(Clone, Copy)]
struct Name { //~ E0204
    text: String,
}

struct Handle(i32);

impl Copy for Handle {} //~ E0184

impl Clone for Handle {
    fn clone(&self) -> Handle {
        Handle(0)
    }
}

impl Drop for Handle {
    fn drop(&mut self) {}
}

impl Copy for &'static mut Handle {} //~ E0206

fn main() {}
