// A private field in a struct expression and in a pattern.

mod bank {
    pub struct Account {
        pub owner: String,
        balance: i32,
    }
    impl Account {
        pub fn new() -> Account {
            Account { owner: String::new(), balance: 0 }
        }
    }
}

fn main() {
    let a = bank::Account { owner: String::new(), balance: 1 }; //~ E0451
    let bank::Account { owner, balance } = bank::Account::new(); //~ E0451
}
