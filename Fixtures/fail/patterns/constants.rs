// Constants that patterns cannot be made of.

#[derive(Debug)]
struct ByHand(u8);
impl PartialEq for ByHand {
    fn eq(&self, other: &ByHand) -> bool {
        self.0 == other.0
    }
}
const BY_HAND: ByHand = ByHand(3);
const FUNCTION: fn() = main;

trait Valued {
    const VALUE: u8;
}
impl Valued for () {
    const VALUE: u8 = 3;
}

fn is_value<T: Valued>(value: u8) -> bool {
    match value {
        T::VALUE => true, //~ E0158
        _ => false,
    }
}

fn main() {
    match ByHand(3) {
        BY_HAND => {} //~ ERROR
        _ => {}
    }
    match main as fn() {
        FUNCTION => {} //~ ERROR
        _ => {}
    }
    is_value::<()>(3);
}
