// Raw pointers and `NonNull`: arithmetic, reading and writing, addresses.
use std::num::NonZero;
use std::ptr::{self, NonNull};

fn raw() {
    let mut numbers = [10u32, 20, 30, 40, 50];
    let start = numbers.as_mut_ptr();
    unsafe {
        println!("{} {}", *start.add(2), *start.byte_add(4));
        println!("{} {}", start.add(3).offset_from(start), start.add(1).byte_offset_from(start.add(4)));
        println!("{}", start.add(3).offset_from_unsigned(start));
        start.add(1).write(21);
        println!("{} {}", start.add(1).replace(22), start.add(1).read());
        start.swap(start.add(4));
        start.add(2).copy_to(start.add(3), 1);
        ptr::copy(start, start.add(1), 2);
    }
    println!("{numbers:?}");
    let bytes = [1u8, 2, 3, 4, 5, 6, 7];
    let odd = unsafe { bytes.as_ptr().add(1).cast::<u32>().read_unaligned() };
    println!("{:#x} {}", odd.to_le(), ptr::null::<i32>().is_null());
    let address = 24usize as *const u64;
    println!("{} {} {}", address.is_aligned(), address.align_offset(32), (25usize as *const u8).align_offset(8));
    println!("{:?} {:?}", address.wrapping_add(2), address.map_addr(|a| a + 1));
    println!("{:?}", unsafe { ptr::null::<i32>().as_ref() });
    let slice: *const [u8] = &bytes;
    println!("{} {}", slice.len(), slice.is_empty());
}

fn non_null() {
    let mut value = 5i64;
    let mut pointer = NonNull::from(&mut value);
    unsafe {
        *pointer.as_mut() += 1;
        println!("{} {}", pointer.read(), pointer.replace(9));
        pointer.write(pointer.read() * 2);
        println!("{}", pointer.as_ref());
    }
    println!("{:?} {}", NonNull::new(ptr::null_mut::<u8>()), size_of::<Option<NonNull<u8>>>());
    println!("{:?} {}", NonNull::<u64>::dangling(), NonNull::<u64>::dangling().is_aligned());
    let mut numbers = [1u16, 2, 3, 4];
    let first = NonNull::from(&mut numbers).cast::<u16>();
    unsafe {
        println!("{} {}", first.add(3).read(), first.add(3).offset_from(first));
        first.add(1).copy_from(first.add(2), 2);
        first.write_bytes(0xFF, 1);
        first.swap(first.add(3));
    }
    println!("{numbers:?}");
    let slice = NonNull::slice_from_raw_parts(first, 3);
    println!("{} {:?}", slice.len(), unsafe { slice.as_ref() });
    let address = NonNull::<u8>::without_provenance(NonZero::new(64).unwrap());
    println!("{} {:?}", address.addr(), address.map_addr(|a| a | 1));
}

fn main() {
    raw();
    non_null();
    println!("{}", ptr::fn_addr_eq(raw as fn(), raw as fn()));
    println!("{}", ptr::eq(&1 as *const i32, ptr::null()));
}
