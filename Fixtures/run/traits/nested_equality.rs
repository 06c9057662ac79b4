// Comparing deeply nested arrays whose elements have no type yet takes no time to speak of.

fn main() {
    let deep = [[[[[[[[[[[[[[[[[[[[7]]]]]]]]]]]]]]]]]]]];
    println!("{}", deep == deep);
    let lists = vec![[[vec![[1, 2]], vec![]]], [[vec![], vec![[3, 4]]]]];
    println!("{}", lists == [[[vec![[1, 2]], vec![]]], [[vec![], vec![[3, 4]]]]]);
    println!("{}", deep < deep);
}
