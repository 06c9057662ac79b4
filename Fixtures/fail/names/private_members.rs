// Private fields and methods of a value.

mod bank {
    pub struct Account {
        balance: i32,
    }
    impl Account {
        pub fn new() -> Account {
            Account { balance: 0 }
        }
        fn reset(&mut self) {
            self.balance = 0;
        }
    }
}

fn main() {
    let mut a = bank::Account::new();
    a.reset(); //~ E0624
    println!("{}", a.balance); //~ E0616
}
