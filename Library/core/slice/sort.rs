//! Sorting: a stable merge sort over a given buffer, an unstable quicksort, selection.

use crate::mem::{self, ManuallyDrop};
use crate::ptr;

/// Slices up to this length are sorted by insertion.
const INSERTION_LIMIT: usize = 20;

/// Puts a held element back into a gap, also when a comparison panics.
struct Hole<T> {
    element: ManuallyDrop<T>,
    gap: *mut T,
}
impl<T> Drop for Hole<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the gap is a place in the slice without a value of its own.
        unsafe { ptr::copy_nonoverlapping(&*self.element, self.gap, 1) }
    }
}

/// Sorts `v`, whose first `sorted` elements (at least one) are sorted already.
fn insertion_sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], sorted: usize, is_less: &mut F) {
    let base = v.as_mut_ptr();
    let mut index = sorted;
    while index < v.len() {
        // SAFETY: the places are in the slice; what is taken out goes back, even if a comparison panics.
        unsafe {
            let current = base.add(index);
            if is_less(&*current, &*current.sub(1)) {
                let mut hole = Hole { element: ManuallyDrop::new(ptr::read(current)), gap: current.sub(1) };
                ptr::copy_nonoverlapping(current.sub(1) as *const T, current, 1);
                let mut place = index - 1;
                while place > 0 && is_less(&hole.element, &*base.add(place - 1)) {
                    ptr::copy_nonoverlapping(base.add(place - 1) as *const T, base.add(place), 1);
                    place -= 1;
                    hole.gap = base.add(place);
                }
            }
        }
        index += 1;
    }
}

// ---- Stable sort ----

/// Sorts stably. The buffer has room for half of the elements (rounded down).
pub fn stable<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], buffer: *mut T, is_less: &mut F) {
    if mem::size_of::<T>() == 0 || v.len() < 2 {
        return;
    }
    if v.len() <= INSERTION_LIMIT {
        insertion_sort(v, 1, is_less);
        return;
    }
    // The stack of runs keeps their lengths decreasing like powers of two.
    let mut runs: [(usize, usize); 64] = [(0, 0); 64];
    let mut count = 0;
    let mut start = 0;
    while start < v.len() {
        let length = next_run(&mut v[start..], is_less);
        runs[count] = (start, length);
        count += 1;
        start += length;
        while count >= 2 {
            let (left_start, left) = runs[count - 2];
            let (_, right) = runs[count - 1];
            let done = start == v.len();
            if !done && left > right * 2 && (count < 3 || runs[count - 3].1 > left + right) {
                break;
            }
            if !done && count >= 3 && runs[count - 3].1 < right {
                let (first_start, first) = runs[count - 3];
                merge(&mut v[first_start..left_start + left], first, buffer, is_less);
                runs[count - 3] = (first_start, first + left);
                runs[count - 2] = runs[count - 1];
            } else {
                merge(&mut v[left_start..left_start + left + right], left, buffer, is_less);
                runs[count - 2] = (left_start, left + right);
            }
            count -= 1;
        }
    }
}

/// Makes a sorted run at the start of `v`; gives its length.
fn next_run<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) -> usize {
    let length = v.len();
    if length < 2 {
        return length;
    }
    let mut end = 2;
    if is_less(&v[1], &v[0]) {
        while end < length && is_less(&v[end], &v[end - 1]) {
            end += 1;
        }
        v[..end].reverse();
    } else {
        while end < length && !is_less(&v[end], &v[end - 1]) {
            end += 1;
        }
    }
    if end < INSERTION_LIMIT && end < length {
        let extended = if length < INSERTION_LIMIT { length } else { INSERTION_LIMIT };
        insertion_sort(&mut v[..extended], end, is_less);
        end = extended;
    }
    end
}

/// The rest of a side in the buffer, which goes into the gap in the end, also after a panic.
struct MergeState<T> {
    start: *mut T,
    end: *mut T,
    destination: *mut T,
}
impl<T> Drop for MergeState<T> {
    fn drop(&mut self) {
        // SAFETY: the indices are in the slice, and each value is read and written once.
        unsafe {
            let count = self.end.offset_from_unsigned(self.start as *const T);
            ptr::copy_nonoverlapping(self.start as *const T, self.destination, count);
        }
    }
}

/// Merges `v[..mid]` and `v[mid..]`, both sorted.
fn merge<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], mid: usize, buffer: *mut T, is_less: &mut F) {
    let length = v.len();
    if mid == 0 || mid == length {
        return;
    }
    if !is_less(&v[mid], &v[mid - 1]) {
        return;
    }
    // SAFETY: the indices are in the slice, and each value is read and written once.
    unsafe {
        let base = v.as_mut_ptr();
        let middle = base.add(mid);
        let limit = base.add(length);
        if mid <= length - mid {
            // The left side goes to the buffer; merge forwards.
            ptr::copy_nonoverlapping(base as *const T, buffer, mid);
            let mut state = MergeState { start: buffer, end: buffer.add(mid), destination: base };
            let mut right = middle;
            while state.start < state.end && right < limit {
                if is_less(&*right, &*state.start) {
                    ptr::copy_nonoverlapping(right as *const T, state.destination, 1);
                    right = right.add(1);
                } else {
                    ptr::copy_nonoverlapping(state.start as *const T, state.destination, 1);
                    state.start = state.start.add(1);
                }
                state.destination = state.destination.add(1);
            }
        } else {
            // The right side goes to the buffer; merge backwards.
            let count = length - mid;
            ptr::copy_nonoverlapping(middle as *const T, buffer, count);
            let mut state = MergeState { start: buffer, end: buffer.add(count), destination: middle };
            let mut out = limit;
            // The gap is `[state.destination, out)`, as long as the rest of the buffer.
            while base < state.destination && state.start < state.end {
                let left = state.destination.sub(1);
                let right = state.end.sub(1);
                out = out.sub(1);
                if is_less(&*right, &*left) {
                    ptr::copy_nonoverlapping(left as *const T, out, 1);
                    state.destination = left;
                } else {
                    ptr::copy_nonoverlapping(right as *const T, out, 1);
                    state.end = right;
                }
            }
        }
    }
}

// ---- Unstable sort ----

/// Sorts with quicksort, and with heapsort where that goes wrong.
pub fn unstable<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    if mem::size_of::<T>() == 0 || v.len() < 2 {
        return;
    }
    // Runs that are there already cost nothing.
    let length = v.len();
    let mut end = 1;
    while end < length && !is_less(&v[end], &v[end - 1]) {
        end += 1;
    }
    if end == length {
        return;
    }
    if end == 1 {
        while end < length && is_less(&v[end], &v[end - 1]) {
            end += 1;
        }
        if end == length {
            v.reverse();
            return;
        }
    }
    quicksort(v, None, 2 * length.ilog2(), is_less);
}

fn quicksort<'a, T, F: FnMut(&T, &T) -> bool>(
    mut v: &'a mut [T],
    mut ancestor: Option<&'a T>,
    mut limit: u32,
    is_less: &mut F,
) {
    loop {
        if v.len() <= INSERTION_LIMIT {
            if v.len() >= 2 {
                insertion_sort(v, 1, is_less);
            }
            return;
        }
        if limit == 0 {
            heapsort(v, is_less);
            return;
        }
        limit -= 1;
        let pivot = choose_pivot(v, is_less);
        // A pivot equal to what stands before the slice: all equal elements go left and are done.
        if let Some(before) = ancestor {
            if !is_less(before, &v[pivot]) {
                let equal = partition(v, pivot, &mut |a: &T, b: &T| !is_less(b, a));
                v = &mut v[equal + 1..];
                ancestor = None;
                continue;
            }
        }
        let mid = partition(v, pivot, is_less);
        let (left, right) = v.split_at_mut(mid);
        let (pivot, right) = right.split_at_mut(1);
        let pivot = &pivot[0];
        if left.len() < right.len() {
            quicksort(left, ancestor, limit, is_less);
            v = right;
            ancestor = Some(pivot);
        } else {
            quicksort(right, Some(pivot), limit, is_less);
            v = left;
        }
    }
}

fn choose_pivot<T, F: FnMut(&T, &T) -> bool>(v: &[T], is_less: &mut F) -> usize {
    let length = v.len();
    let eighth = length / 8;
    let (a, b, c) = (eighth, eighth * 4, eighth * 7);
    if length < 64 {
        median(v, a, b, c, is_less)
    } else {
        let x = median(v, a - 1, a, a + 1, is_less);
        let y = median(v, b - 1, b, b + 1, is_less);
        let z = median(v, c - 1, c, c + 1, is_less);
        median(v, x, y, z, is_less)
    }
}

fn median<T, F: FnMut(&T, &T) -> bool>(v: &[T], a: usize, b: usize, c: usize, is_less: &mut F) -> usize {
    let ab = is_less(&v[a], &v[b]);
    let ac = is_less(&v[a], &v[c]);
    if ab != ac {
        return a;
    }
    // `a` is the smallest or the largest.
    if is_less(&v[b], &v[c]) == ab { b } else { c }
}

/// Moves elements less than the pivot before it; gives the pivot's new place.
///
/// Branchless (Lomuto's scheme with a cyclic move): every element is moved, and only the place of
/// the next one depends on the comparison.
fn partition<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], pivot: usize, is_less: &mut F) -> usize {
    v.swap(0, pivot);
    let (head, rest) = v.split_at_mut(1);
    let length = rest.len();
    let base = rest.as_mut_ptr();
    let mut less = 0;
    // SAFETY: the runs are side by side in the slice, and the buffer has room for the shorter one.
    unsafe {
        // The first of the rest is held; the gap wanders.
        let mut hole = Hole { element: ManuallyDrop::new(ptr::read(base)), gap: base };
        let mut index = 1;
        while index < length {
            let current = base.add(index);
            let goes_left = is_less(&*current, &head[0]);
            let place = base.add(less);
            ptr::copy(place as *const T, hole.gap, 1);
            ptr::copy_nonoverlapping(current as *const T, place, 1);
            hole.gap = current;
            less += goes_left as usize;
            index += 1;
        }
        let goes_left = is_less(&hole.element, &head[0]);
        let place = base.add(less);
        ptr::copy(place as *const T, hole.gap, 1);
        hole.gap = place;
        less += goes_left as usize;
    }
    v.swap(0, less);
    less
}

fn heapsort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    let mut index = v.len() / 2;
    while index > 0 {
        index -= 1;
        sift_down(v, index, is_less);
    }
    let mut end = v.len();
    while end > 1 {
        end -= 1;
        v.swap(0, end);
        sift_down(&mut v[..end], 0, is_less);
    }
}

fn sift_down<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], mut node: usize, is_less: &mut F) {
    loop {
        let mut child = 2 * node + 1;
        if child >= v.len() {
            return;
        }
        if child + 1 < v.len() && is_less(&v[child], &v[child + 1]) {
            child += 1;
        }
        if !is_less(&v[node], &v[child]) {
            return;
        }
        v.swap(node, child);
        node = child;
    }
}

/// Puts the element that belongs at `index` there, smaller ones before, larger ones after it.
pub fn select<T, F: FnMut(&T, &T) -> bool>(mut v: &mut [T], mut index: usize, is_less: &mut F) {
    if mem::size_of::<T>() == 0 {
        return;
    }
    let mut limit = 4 * (v.len().ilog2() + 1);
    loop {
        if v.len() <= INSERTION_LIMIT {
            if v.len() >= 2 {
                insertion_sort(v, 1, is_less);
            }
            return;
        }
        if limit == 0 {
            heapsort(v, is_less);
            return;
        }
        limit -= 1;
        let pivot = choose_pivot(v, is_less);
        let mid = partition(v, pivot, is_less);
        if mid == 0 {
            // The pivot is the smallest: separate everything equal to it.
            let equal = partition(v, 0, &mut |a: &T, b: &T| !is_less(b, a));
            if index <= equal {
                return;
            }
            v = &mut v[equal + 1..];
            index -= equal + 1;
        } else if index < mid {
            v = &mut v[..mid];
        } else if index > mid {
            v = &mut v[mid + 1..];
            index -= mid + 1;
        } else {
            return;
        }
    }
}
