// One name imported or defined twice.

use std::fmt::Result;
use std::io::Result; //~ E0252

mod a {
    pub fn f() {}
}

use a::f;

fn f() {} //~ E0255

fn main() {}
