// Elements that are plain bytes are cloned, filled and compared all at once, others one by one.
use std::cell::Cell;
use std::panic::{catch_unwind, AssertUnwindSafe};

thread_local!(static CLONES: Cell<i32> = Cell::new(0));

struct Fragile(i32);
impl Clone for Fragile {
    fn clone(&self) -> Fragile {
        CLONES.with(|c| c.set(c.get() + 1));
        assert!(self.0 != 3, "three is not cloned");
        Fragile(self.0)
    }
}
impl Drop for Fragile {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

#[derive(Clone, PartialEq, Debug)]
struct Record(u8, String);

fn main() {
    for count in [0, 1, 15, 16, 17, 33, 100] {
        let wide = vec![0x0102_0304_0506_0708u64; count];
        let narrow = vec![7u8; count];
        let mut both = wide.clone();
        both.extend_from_slice(&wide);
        println!("{} {} {}", both.len(), both.iter().all(|x| *x == wide[0]), narrow.iter().map(|x| *x as usize).sum::<usize>());
        println!("{} {}", both[..count] == both[count..], narrow == vec![7u8; count]);
    }
    println!("{} {}", [1u16, 2, 3] == [1, 2, 4], b"abc"[..] == b"abd"[..]);
    println!("{:?} {}", vec![f64::NAN; 2], vec![f64::NAN] == vec![f64::NAN]);
    println!("{} {:?}", vec![-0.0] == vec![0.0], vec!['x'; 3]);
    let records = vec![Record(1, "a".into()); 3];
    println!("{:?} {}", records.clone(), records == records.clone());
    let tuples = vec![(1, 2.5, 'x'); 2];
    println!("{:?} {}", tuples.clone(), tuples[..1] == tuples[1..]);
    let k = 3;
    let closures = vec![move |x: i32| x + k; 2];
    println!("{} {:?}", closures.clone()[1](4), vec![[1, 2], [3, 4]].clone());
    println!("{:?} {}", vec![None::<u8>; 2], vec![Some(1), None] == [Some(1), None]);
    let fragile: Vec<Fragile> = (1..5).map(Fragile).collect();
    println!("{}", catch_unwind(AssertUnwindSafe(|| fragile.clone())).is_err());
    println!("{} clones", CLONES.with(|c| c.get()));
}
