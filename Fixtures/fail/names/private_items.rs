// Private functions, types, fields, methods and imports.

mod bank {
    pub struct Account {
        balance: i32,
    }
    pub struct Token(u8);
    struct Hidden;
    fn audit() {}
    impl Account {
        pub fn new() -> Account {
            Account { balance: 0 }
        }
        fn reset(&mut self) {
            self.balance = 0;
        }
    }
    mod vault {
        pub fn open() {}
    }
}

use bank::Hidden; //~ E0603

fn main() {
    bank::audit(); //~ E0603
    bank::vault::open(); //~ E0603
}
