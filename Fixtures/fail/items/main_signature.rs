// main takes nothing and is not generic.

fn main(arguments: Vec<String>) {} //~ E0580
