// Private items cannot be re-exported.

mod a {
    fn private() {}
    struct Private;
    mod inner {}
}

mod b {
    fn own() {}
    pub mod c {
        pub use super::own; //~ E0364
    }
    mod hidden {
        pub fn g() {}
    }
    pub use self::hidden as shown; //~ E0365
}

fn main() {}
