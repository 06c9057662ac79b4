// A value given to a loop that has none.

fn main() {
    let x = for i in 0..3 {
        break i; //~ E0571
    };
    let y = while true {
        break 5; //~ E0571
    };
}
