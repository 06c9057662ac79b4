// Imports that lead nowhere.

mod shapes {
    pub struct Circle;
}

use shapes::Square; //~ E0432
use nowhere::Thing; //~ E0432
use std::collections::HashMapp; //~ E0432
use crate::shapes::round::Ball; //~ E0432

fn main() {}
