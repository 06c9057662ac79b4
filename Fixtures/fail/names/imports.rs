// Imports that lead nowhere.

mod shapes {
    pub struct Circle;
}

use shapes::Square; //~ E0432
use nowhere::Thing; //~ E0432
use std::collections::HashMapp; //~ E0432
use crate::shapes::round::Ball; //~ E0432
use crate::solids::round::Ball; //~ E0433
use std::nothing::deep::Thing as Other; //~ E0433

fn main() {}
