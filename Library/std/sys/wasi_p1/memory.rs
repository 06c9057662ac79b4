//! The allocator: lists of free pieces by size class, and a list of large pieces ordered by address.
//!
//! Whoever gives memory back says its size, so pieces carry no headers. Small sizes are rounded up to one
//! of a few classes; large ones to whole units, and neighbours that are free become one piece.

extern "C" {
    /// Instructions of the machine: the size of memory in pages, growing it, where the heap begins.
    fn poly_memory_size() -> usize;
    fn poly_memory_grow(pages: usize) -> usize;
    fn poly_heap_start() -> usize;
    fn memcpy(to: *mut u8, from: *const u8, count: usize) -> *mut u8;
    fn memset(to: *mut u8, byte: i32, count: usize) -> *mut u8;
}

const PAGE: usize = 65536;
/// Large pieces are multiples of this.
const UNIT: usize = 4096;
const LARGEST_SMALL: usize = 16384;
/// Multiples of 16 up to 128, then four classes for each doubling.
const CLASSES: usize = 8 + 7 * 4;

struct Free {
    next: *mut Free,
}

struct LargeFree {
    next: *mut LargeFree,
    size: usize,
}

static mut SMALL: [*mut Free; CLASSES] = [0 as *mut Free; CLASSES];

/// The list of free pieces of a class.
// SAFETY: there is one thread, and the class is one of those that `class_of` gives for small sizes.
unsafe fn list(class: usize) -> *mut *mut Free {
    // SAFETY: the caller says that there is such a list.
    unsafe { (&raw mut SMALL as *mut *mut Free).add(class) }
}
static mut LARGE: *mut LargeFree = 0 as *mut LargeFree;
/// What is left of the piece that small ones are cut from.
static mut CUT: (usize, usize) = (0, 0);
/// The memory behind all pieces: where it begins, where it ends.
static mut TOP: (usize, usize) = (0, 0);

fn class_of(size: usize) -> usize {
    if size <= 128 {
        return if size == 0 { 0 } else { (size - 1) / 16 };
    }
    let shift = usize::BITS as usize - 1 - (size - 1).leading_zeros() as usize;
    // The two bits behind the first.
    let quarter = (size - 1) >> (shift - 2) & 3;
    8 + (shift - 7) * 4 + quarter
}

fn class_size(class: usize) -> usize {
    if class < 8 {
        return (class + 1) * 16;
    }
    let shift = (class - 8) / 4 + 7;
    let quarter = (class - 8) % 4;
    (1 << shift) + ((quarter + 1) << (shift - 2))
}

fn round_up(size: usize, alignment: usize) -> usize {
    size.wrapping_add(alignment - 1) & !(alignment - 1)
}

/// Fresh memory at a multiple of the unit; 0 if there is none left.
// SAFETY: there is one thread, and memory grows here alone.
unsafe fn extend(size: usize) -> usize {
    // SAFETY: memory between the two ends of `TOP` belongs to nobody.
    unsafe {
        if TOP.1 == 0 {
            TOP = (round_up(poly_heap_start(), 16), poly_memory_size() * PAGE);
        }
        let start = round_up(TOP.0, 16);
        let Some(end) = start.checked_add(size) else { return 0 };
        if end > TOP.1 {
            let pages = (end - TOP.1 + PAGE - 1) / PAGE;
            // Memory grows by an eighth at least, or by what is needed if there is not so much.
            let wish = poly_memory_size() / 8;
            let grown = if wish > pages && poly_memory_grow(wish) != usize::MAX {
                wish
            } else if poly_memory_grow(pages) != usize::MAX {
                pages
            } else {
                return 0;
            };
            TOP.1 = TOP.1.wrapping_add(grown * PAGE);
            // All four gigabytes.
            if TOP.1 == 0 {
                TOP.1 = usize::MAX - 15;
            }
        }
        TOP.0 = end;
        start
    }
}

// SAFETY: the alignment is a power of two; there is one thread.
unsafe fn take_large(size: usize, alignment: usize) -> usize {
    // SAFETY: pieces in the list are free, do not overlap, and have room for their links.
    unsafe {
        let mut link = &raw mut LARGE;
        while !(*link).is_null() {
            let piece = *link;
            let start = round_up(piece as usize, alignment);
            let end = piece as usize + (*piece).size;
            if start < end && end - start >= size && (start == piece as usize || start - piece as usize >= UNIT) {
                let rest = end - start - size;
                let mut next = (*piece).next;
                if rest > 0 {
                    let behind = (start + size) as *mut LargeFree;
                    (*behind).next = next;
                    (*behind).size = rest;
                    next = behind;
                }
                if start == piece as usize {
                    *link = next;
                } else {
                    (*piece).size = start - piece as usize;
                    (*piece).next = next;
                }
                return start;
            }
            link = &raw mut (*piece).next;
        }
        if alignment <= 16 {
            return extend(size);
        }
        let start = extend(size + alignment);
        if start == 0 {
            return 0;
        }
        round_up(start, alignment)
    }
}

// SAFETY: the piece is one that `take_large` gave, and nobody uses it any more.
unsafe fn give_large(address: usize, size: usize) {
    // SAFETY: the piece has room for its links, and its neighbours in the list are free.
    unsafe {
        let mut link = &raw mut LARGE;
        let mut before = 0 as *mut LargeFree;
        while !(*link).is_null() && (*link as usize) < address {
            before = *link;
            link = &raw mut (*before).next;
        }
        let piece = address as *mut LargeFree;
        (*piece).next = *link;
        (*piece).size = size;
        *link = piece;
        let next = (*piece).next;
        if !next.is_null() && address + size == next as usize {
            (*piece).size += (*next).size;
            (*piece).next = (*next).next;
        }
        if !before.is_null() && before as usize + (*before).size == address {
            (*before).size += (*piece).size;
            (*before).next = (*piece).next;
        }
    }
}

/// How much a request takes: a class, or whole units.
fn is_small(size: usize, alignment: usize) -> bool {
    size <= LARGEST_SMALL && alignment <= 16
}

#[no_mangle]
// SAFETY: the alignment is a power of two.
unsafe extern "C" fn poly_alloc(size: usize, alignment: usize) -> *mut u8 {
    // SAFETY: there is one thread; pieces in the lists are free, and have room for their links.
    unsafe {
        if !is_small(size, alignment) {
            if size > usize::MAX - 2 * UNIT - alignment {
                return 0 as *mut u8;
            }
            return take_large(round_up(size, UNIT), alignment) as *mut u8;
        }
        let class = class_of(size);
        let free = list(class);
        let first = *free;
        if !first.is_null() {
            *free = (*first).next;
            return first as *mut u8;
        }
        let size = class_size(class);
        if CUT.1 - CUT.0 < size && !refill(size) {
            return 0 as *mut u8;
        }
        let result = CUT.0;
        CUT.0 += size;
        result as *mut u8
    }
}

/// Takes a new piece to cut small ones from; false if there is none.
// SAFETY: there is one thread.
#[cold]
#[inline(never)]
unsafe fn refill(size: usize) -> bool {
    // SAFETY: what is left of the old piece is free, and has room for links.
    unsafe {
        // It serves smaller requests.
        while CUT.1 - CUT.0 >= 16 {
            let mut class = class_of(CUT.1 - CUT.0);
            if class_size(class) > CUT.1 - CUT.0 {
                class -= 1;
            }
            let piece = CUT.0 as *mut Free;
            (*piece).next = *list(class);
            *list(class) = piece;
            CUT.0 += class_size(class);
        }
        let whole = if size > UNIT { 5 * UNIT } else { 2 * UNIT };
        let piece = take_large(whole, 16);
        CUT = (piece, if piece == 0 { 0 } else { piece + whole });
        piece != 0
    }
}

#[no_mangle]
// SAFETY: the memory came from here with this size and alignment, and nobody uses it any more.
unsafe extern "C" fn poly_dealloc(pointer: *mut u8, size: usize, alignment: usize) {
    // SAFETY: the piece has room for a link, and goes back to the list that it came from.
    unsafe {
        if is_small(size, alignment) {
            let class = class_of(size);
            let piece = pointer as *mut Free;
            (*piece).next = *list(class);
            *list(class) = piece;
        } else {
            give_large(pointer as usize, round_up(size, UNIT));
        }
    }
}

#[no_mangle]
// SAFETY: as `poly_alloc`.
unsafe extern "C" fn poly_alloc_zeroed(size: usize, alignment: usize) -> *mut u8 {
    // SAFETY: the memory has so many bytes.
    unsafe {
        let result = poly_alloc(size, alignment);
        if !result.is_null() {
            memset(result, 0, size);
        }
        result
    }
}

#[no_mangle]
// SAFETY: the memory came from here with this size and alignment; it is not used any more unless the
// result is null.
unsafe extern "C" fn poly_realloc(pointer: *mut u8, old_size: usize, alignment: usize, new_size: usize) -> *mut u8 {
    // SAFETY: what is copied is no longer than both pieces, and the old one is given back once.
    unsafe {
        match (is_small(old_size, alignment), is_small(new_size, alignment)) {
            (true, true) if class_of(old_size) == class_of(new_size) => return pointer,
            (false, false) if new_size <= usize::MAX - 2 * UNIT => {
                let (old, new) = (round_up(old_size, UNIT), round_up(new_size, UNIT));
                if old == new {
                    return pointer;
                }
                // The last piece grows where it is.
                if new > old && pointer as usize + old == TOP.0 && extend(new - old) != 0 {
                    return pointer;
                }
            }
            _ => {}
        }
        let result = poly_alloc(new_size, alignment);
        if !result.is_null() {
            memcpy(result, pointer, if old_size < new_size { old_size } else { new_size });
            poly_dealloc(pointer, old_size, alignment);
        }
        result
    }
}

/// Gives back what `realpath` returned, whose size stands before it.
#[no_mangle]
// SAFETY: the pointer is null or came from `allocate`, and is not used any more.
unsafe extern "C" fn free(pointer: *mut u8) {
    // SAFETY: the size stands before such memory.
    unsafe {
        if !pointer.is_null() {
            let start = pointer.sub(16);
            let size = *(start as *mut usize);
            poly_dealloc(start, size, 16);
        }
    }
}

/// Memory for `free`.
// SAFETY: the size has room for 16 more; the memory is given back by `free`.
pub(super) unsafe fn allocate(size: usize) -> *mut u8 {
    // SAFETY: the memory has room for the size before what is given.
    unsafe {
        let start = poly_alloc(size + 16, 16);
        if start.is_null() {
            return start;
        }
        *(start as *mut usize) = size + 16;
        start.add(16)
    }
}

#[no_mangle]
#[inline(never)]
// SAFETY: as the C function: both pieces have `count` bytes.
unsafe extern "C" fn memcmp(a: *const u8, b: *const u8, count: usize) -> i32 {
    // SAFETY: the index stays below the count.
    unsafe {
        let mut index = 0;
        // Words first: equal memory is the common case.
        while index + 8 <= count {
            let x = (a.add(index) as *const u64).read_unaligned();
            let y = (b.add(index) as *const u64).read_unaligned();
            if x != y {
                break;
            }
            index += 8;
        }
        while index < count {
            let (x, y) = (*a.add(index), *b.add(index));
            if x != y {
                return x as i32 - y as i32;
            }
            index += 1;
        }
        0
    }
}
