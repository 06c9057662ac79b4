// A field that may be unsized is last for every type: references to arrays become ones to slices.

struct Tail<T: ?Sized> {
    number: u32,
    data: T,
}

fn main() {
    let sized = Tail { number: 17, data: [1u8; 8] };
    let slice: &Tail<[u8]> = &sized;
    println!("{} {:?}", slice.number, &slice.data);
    let wide: Box<Tail<[u64]>> = Box::new(Tail { number: 3, data: [4, 5] });
    println!("{} {:?}", wide.number, &wide.data);
    let object: &Tail<dyn std::fmt::Debug> = &Tail { number: 9, data: 2.5f64 };
    println!("{} {:?}", object.number, &object.data);
}
