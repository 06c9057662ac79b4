// The allocator: many sizes, growing, giving back, alignments.
#[repr(align(256))]
struct Aligned([u8; 300]);

fn main() {
    let mut state = 12345u32;
    let mut random = move || {
        state = state.wrapping_mul(1664525).wrapping_add(1013904223);
        state >> 8
    };
    let mut kept: Vec<Vec<u8>> = Vec::new();
    let mut sum = 0u64;
    for round in 0..3000u32 {
        let size = match random() % 4 {
            0 => random() % 40,
            1 => random() % 1000,
            2 => random() % 20000,
            _ => random() % 200,
        } as usize;
        let mut bytes = vec![round as u8; size];
        if round % 3 == 0 {
            bytes.resize(size * 2, 7);
        }
        kept.push(bytes);
        if kept.len() > 200 {
            let index = random() as usize % kept.len();
            let bytes = kept.swap_remove(index);
            sum += bytes.iter().map(|byte| *byte as u64).sum::<u64>();
        }
    }
    println!("{sum} {}", kept.iter().map(Vec::len).sum::<usize>());
    let mut long = Vec::new();
    for number in 0..1_000_000u32 {
        long.push(number);
    }
    println!("{}", long.iter().map(|x| *x as u64).sum::<u64>());
    let boxes: Vec<Box<Aligned>> = (0..10).map(|number| Box::new(Aligned([number; 300]))).collect();
    println!("{}", boxes.iter().all(|a| &**a as *const Aligned as usize % 256 == 0));
    println!("{}", boxes.iter().map(|a| a.0[299] as u32).sum::<u32>());
}
