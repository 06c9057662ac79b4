// Functions as C has them, with raw pointers: the twins in functions.c are the measure of their code's size.
#![crate_type = "lib"]

#[repr(C)]
pub struct Node {
    next: *mut Node,
    key: i64,
    value: i32,
}
#[repr(C)]
pub struct Vector {
    x: f64,
    y: f64,
    z: f64,
}

#[no_mangle]
pub extern "C" fn divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        let rest = a % b;
        a = b;
        b = rest;
    }
    a
}
#[no_mangle]
pub unsafe extern "C" fn length(text: *const u8) -> usize {
    let mut end = text;
    while *end != 0 {
        end = end.add(1);
    }
    end as usize - text as usize
}
#[no_mangle]
pub unsafe extern "C" fn find_byte(text: *const u8, count: usize, byte: u8) -> *const u8 {
    let mut i = 0;
    while i < count {
        if *text.add(i) == byte {
            return text.add(i);
        }
        i += 1;
    }
    std::ptr::null()
}
#[no_mangle]
pub unsafe extern "C" fn checksum(data: *const u8, count: usize) -> u32 {
    let mut sum = 0xFFFF_FFFFu32;
    for i in 0..count {
        sum ^= *data.add(i) as u32;
        for _ in 0..8 {
            sum = if sum & 1 != 0 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
        }
    }
    !sum
}
#[no_mangle]
pub unsafe extern "C" fn hash(data: *const u8, count: usize) -> u64 {
    let mut value = 0xCBF2_9CE4_8422_2325u64;
    for i in 0..count {
        value = (value ^ *data.add(i) as u64).wrapping_mul(0x100_0000_01B3);
    }
    value
}
#[no_mangle]
pub unsafe extern "C" fn sort(list: *mut i32, count: usize) {
    for i in 1..count {
        let item = *list.add(i);
        let mut j = i;
        while j > 0 && *list.add(j - 1) > item {
            *list.add(j) = *list.add(j - 1);
            j -= 1;
        }
        *list.add(j) = item;
    }
}
#[no_mangle]
pub unsafe extern "C" fn search(list: *const i64, count: usize, key: i64) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if *list.add(middle) < key {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
#[no_mangle]
pub unsafe extern "C" fn find_key(mut node: *const Node, key: i64) -> i32 {
    while !node.is_null() {
        if (*node).key == key {
            return (*node).value;
        }
        node = (*node).next;
    }
    -1
}
#[no_mangle]
pub unsafe extern "C" fn reverse(mut node: *mut Node) -> *mut Node {
    let mut result = std::ptr::null_mut();
    while !node.is_null() {
        let next = (*node).next;
        (*node).next = result;
        result = node;
        node = next;
    }
    result
}
#[no_mangle]
pub extern "C" fn steps(mut n: u64) -> u32 {
    let mut count = 0u32;
    while n != 1 {
        n = if n % 2 == 0 { n / 2 } else { n.wrapping_mul(3).wrapping_add(1) };
        count = count.wrapping_add(1);
    }
    count
}
#[no_mangle]
pub extern "C" fn escape(re: f64, im: f64, limit: u32) -> u32 {
    let (mut x, mut y) = (0.0, 0.0);
    for i in 0..limit {
        let (x2, y2) = (x * x, y * y);
        if x2 + y2 > 4.0 {
            return i;
        }
        y = 2.0 * x * y + im;
        x = x2 - y2 + re;
    }
    limit
}
#[no_mangle]
pub unsafe extern "C" fn dot(a: *const Vector, b: *const Vector) -> f64 {
    (*a).x * (*b).x + (*a).y * (*b).y + (*a).z * (*b).z
}
#[no_mangle]
pub unsafe extern "C" fn advance(position: *mut Vector, velocity: *const Vector, count: usize, time: f64) {
    for i in 0..count {
        (*position.add(i)).x += (*velocity.add(i)).x * time;
        (*position.add(i)).y += (*velocity.add(i)).y * time;
        (*position.add(i)).z += (*velocity.add(i)).z * time;
    }
}
#[no_mangle]
pub extern "C" fn pack(red: u8, green: u8, blue: u8) -> u32 {
    (red as u32) << 16 | (green as u32) << 8 | blue as u32
}
#[no_mangle]
pub extern "C" fn middle(mut a: i32, mut b: i32, c: i32) -> i32 {
    if a > b {
        (a, b) = (b, a);
    }
    if c < a {
        a
    } else if c > b {
        b
    } else {
        c
    }
}
#[no_mangle]
pub unsafe extern "C" fn parse(mut text: *const u8) -> u64 {
    let mut value = 0u64;
    while *text >= b'0' && *text <= b'9' {
        value = value.wrapping_mul(10).wrapping_add((*text - b'0') as u64);
        text = text.add(1);
    }
    value
}
#[no_mangle]
pub unsafe extern "C" fn transform(state: *mut u32, words: *const u32, constants: *const u32) {
    let (mut a, mut b, mut c, mut d) = (*state, *state.add(1), *state.add(2), *state.add(3));
    for i in 0..64 {
        let mixed = (b & c) | (!b & d);
        let sum = a.wrapping_add(mixed).wrapping_add(*words.add(i & 15)).wrapping_add(*constants.add(i));
        a = d;
        d = c;
        c = b;
        b = b.wrapping_add(sum << 7 | sum >> 25);
    }
    *state = (*state).wrapping_add(a);
    *state.add(1) = (*state.add(1)).wrapping_add(b);
    *state.add(2) = (*state.add(2)).wrapping_add(c);
    *state.add(3) = (*state.add(3)).wrapping_add(d);
}
