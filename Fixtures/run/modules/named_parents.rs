// Parents imported under names, and macros of a block under others.

mod outer {
    pub fn number() -> u8 {
        1
    }
    pub mod inner {
        use self::super as also_parent;
        use super as parent;
        use super::super as grandparent;
        use super::super::{self as same};
        use super::{self as other};
        pub fn sum() -> u8 {
            parent::number() + other::number() + also_parent::number() + grandparent::number() + same::number()
        }
    }
}

fn number() -> u8 {
    10
}

fn main() {
    macro_rules! doubled {
        ($e:expr) => {
            $e * 2
        };
    }
    use doubled as twice;
    println!("{} {}", outer::inner::sum(), twice!(4));
}
