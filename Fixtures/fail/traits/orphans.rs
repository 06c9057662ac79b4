// Foreign traits for foreign types, and inherent methods of foreign types.

impl std::fmt::Display for Vec<u8> { //~ E0117
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        Ok(())
    }
}

impl Vec<u8> { //~ E0116
    fn sum(&self) -> u8 {
        0
    }
}

impl u8 { //~ E0390
    fn twice(self) -> u8 {
        self
    }
}

fn main() {}
