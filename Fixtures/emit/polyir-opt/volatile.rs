// flags: -O2
// functions: settle
// Volatile accesses stay, in their order: two writes of the same place, and a read whose value is dropped.

#[inline(never)]
fn settle(port: *mut u16) {
    unsafe {
        port.write_volatile(1);
        port.write_volatile(2);
        port.read_volatile();
    }
}

fn main() {
    let mut place = 0u16;
    settle(&mut place);
}
