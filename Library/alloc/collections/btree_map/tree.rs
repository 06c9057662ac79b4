//! The B-tree: nodes, search, insertion, removal, and steps between neighbours.
//!
//! Every node but the root has between `MINIMUM` and `CAPACITY` items. A node at height 0 is a
//! leaf; one above it is an `Internal`, whose first field is the node itself.

use crate::alloc::{dealloc, exchange_malloc, Layout};
use core::cmp::Ordering;
use core::mem::{self, MaybeUninit};
use core::ptr;

const CAPACITY: usize = 11;
const MINIMUM: usize = 5;

#[repr(C)]
pub(super) struct Node<K, V> {
    parent: *mut Node<K, V>,
    /// Which child of the parent this is.
    parent_index: u16,
    length: u16,
    keys: [MaybeUninit<K>; CAPACITY],
    values: [MaybeUninit<V>; CAPACITY],
}

#[repr(C)]
struct Internal<K, V> {
    node: Node<K, V>,
    edges: [*mut Node<K, V>; CAPACITY + 1],
}

/// An item of a tree.
pub(super) struct Position<K, V> {
    node: *mut Node<K, V>,
    height: usize,
    index: usize,
}
impl<K, V> Clone for Position<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for Position<K, V> {}
impl<K, V> PartialEq for Position<K, V> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node && self.index == other.index
    }
}

/// Where a key is, or where it belongs in a leaf.
pub(super) enum Search<K, V> {
    Found(Position<K, V>),
    /// The item would stand at the index of the leaf; the leaf is null in an empty tree.
    Missing(Position<K, V>),
}

pub(super) struct Tree<K, V> {
    root: *mut Node<K, V>,
    height: usize,
    pub(super) length: usize,
}

// SAFETY: for internal nodes that are alive.
unsafe fn edges<K, V>(node: *mut Node<K, V>) -> *mut *mut Node<K, V> {
    // SAFETY: the node is the first field of an `Internal`.
    unsafe { &raw mut (*(node as *mut Internal<K, V>)).edges as *mut *mut Node<K, V> }
}
#[inline]
// SAFETY: for nodes that are alive.
unsafe fn keys<K, V>(node: *mut Node<K, V>) -> *mut K {
    // SAFETY: the caller says that the node is alive.
    unsafe { &raw mut (*node).keys as *mut K }
}
#[inline]
// SAFETY: for nodes that are alive.
unsafe fn values<K, V>(node: *mut Node<K, V>) -> *mut V {
    // SAFETY: the caller says that the node is alive.
    unsafe { &raw mut (*node).values as *mut V }
}
#[inline]
// SAFETY: for nodes that are alive.
unsafe fn length<K, V>(node: *mut Node<K, V>) -> usize {
    // SAFETY: the caller says that the node is alive.
    unsafe { (*node).length as usize }
}

fn node_layout<K, V>(height: usize) -> Layout {
    if height == 0 { Layout::new::<Node<K, V>>() } else { Layout::new::<Internal<K, V>>() }
}

fn new_node<K, V>(height: usize) -> *mut Node<K, V> {
    let layout = node_layout::<K, V>(height);
    // SAFETY: the memory is fresh, has the layout of the node, and its fields are written before they are
    // read.
    unsafe {
        let node = exchange_malloc(layout.size(), layout.align()) as *mut Node<K, V>;
        (*node).parent = ptr::null_mut();
        (*node).parent_index = 0;
        (*node).length = 0;
        node
    }
}

// SAFETY: for nodes of the height that nobody uses any more.
unsafe fn free_node<K, V>(node: *mut Node<K, V>, height: usize) {
    // SAFETY: the node was allocated with the layout for its height.
    unsafe { dealloc(node as *mut u8, node_layout::<K, V>(height)) }
}

/// Makes room at an index of an array with a length, and puts a value there.
///
/// # Safety
/// The array has `length` elements and room for one more, and the index is at most the length.
unsafe fn insert_into<T>(array: *mut T, length: usize, index: usize, value: T) {
    // SAFETY: the elements from the index on move up by one.
    unsafe {
        ptr::copy(array.add(index) as *const T, array.add(index + 1), length - index);
        ptr::write(array.add(index), value);
    }
}

/// Takes a value out of an array with a length, and closes the gap.
///
/// # Safety
/// The array has `length` elements, and the index is less.
unsafe fn remove_from<T>(array: *mut T, length: usize, index: usize) -> T {
    // SAFETY: the elements behind the index move down by one over the one that was read.
    unsafe {
        let value = ptr::read(array.add(index));
        ptr::copy(array.add(index + 1) as *const T, array.add(index), length - index - 1);
        value
    }
}

/// Tells the children from an index on who and where their parent is.
///
/// # Safety
/// The node is internal and alive, and all of its children are there.
unsafe fn correct_children<K, V>(node: *mut Node<K, V>, from: usize) {
    // SAFETY: the caller says that the node and its children are alive.
    unsafe {
        let mut index = from;
        while index <= length(node) {
            let child = *edges(node).add(index);
            (*child).parent = node;
            (*child).parent_index = index as u16;
            index += 1;
        }
    }
}

impl<K, V> Position<K, V> {
    #[inline]
    // SAFETY: for items of a tree that lives as long as the result, and that nobody changes meanwhile.
    pub(super) unsafe fn key<'a>(self) -> &'a K {
        // SAFETY: the caller says that the item is there.
        unsafe { &*keys(self.node).add(self.index) }
    }
    #[inline]
    // SAFETY: as `key`; and nobody else has a reference to the value.
    pub(super) unsafe fn value<'a>(self) -> &'a mut V {
        // SAFETY: the caller says that the item is there.
        unsafe { &mut *values(self.node).add(self.index) }
    }
    #[inline]
    // SAFETY: for items that are there, and that nobody reads again.
    pub(super) unsafe fn read(self) -> (K, V) {
        // SAFETY: the caller says that the item is there.
        unsafe { (ptr::read(keys(self.node).add(self.index)), ptr::read(values(self.node).add(self.index))) }
    }

    /// The item behind this place, which may be the end of a leaf.
    ///
    /// # Safety
    /// The place is in a tree that is alive.
    unsafe fn climb_forward(mut self) -> Option<Self> {
        // SAFETY: parents of nodes that are alive are alive.
        unsafe {
            while self.index >= length(self.node) {
                let parent = (*self.node).parent;
                if parent.is_null() {
                    return None;
                }
                self.index = (*self.node).parent_index as usize;
                self.node = parent;
                self.height += 1;
            }
            Some(self)
        }
    }

    // SAFETY: for items of a tree that is alive.
    pub(super) unsafe fn next(mut self) -> Option<Self> {
        // SAFETY: neighbours in a tree that is alive are alive.
        unsafe {
            if self.height == 0 {
                self.index += 1;
                return self.climb_forward();
            }
            Some(leftmost(*edges(self.node).add(self.index + 1), self.height - 1))
        }
    }

    // SAFETY: for items or places of a tree that is alive.
    pub(super) unsafe fn previous(mut self) -> Option<Self> {
        // SAFETY: neighbours in a tree that is alive are alive.
        unsafe {
            if self.height > 0 {
                return Some(rightmost(*edges(self.node).add(self.index), self.height - 1));
            }
            while self.index == 0 {
                let parent = (*self.node).parent;
                if parent.is_null() {
                    return None;
                }
                self.index = (*self.node).parent_index as usize;
                self.node = parent;
                self.height += 1;
            }
            self.index -= 1;
            Some(self)
        }
    }
}

// SAFETY: for nodes that are alive and of that height.
unsafe fn leftmost<K, V>(mut node: *mut Node<K, V>, mut height: usize) -> Position<K, V> {
    // SAFETY: a node above height 0 is internal and has children.
    unsafe {
        while height > 0 {
            node = *edges(node);
            height -= 1;
        }
        Position { node, height: 0, index: 0 }
    }
}

// SAFETY: for nodes that are alive, of that height and not empty.
unsafe fn rightmost<K, V>(mut node: *mut Node<K, V>, mut height: usize) -> Position<K, V> {
    // SAFETY: a node above height 0 is internal and has children.
    unsafe {
        while height > 0 {
            node = *edges(node).add(length(node));
            height -= 1;
        }
        Position { node, height: 0, index: length(node) - 1 }
    }
}

impl<K, V> Tree<K, V> {
    pub(super) const fn new() -> Self {
        Tree { root: ptr::null_mut(), height: 0, length: 0 }
    }

    pub(super) fn first(&self) -> Option<Position<K, V>> {
        // SAFETY: the tree is not empty, so that its root is a node.
        if self.length == 0 { None } else { Some(unsafe { leftmost(self.root, self.height) }) }
    }
    pub(super) fn last(&self) -> Option<Position<K, V>> {
        // SAFETY: the tree is not empty, so that its root is a node.
        if self.length == 0 { None } else { Some(unsafe { rightmost(self.root, self.height) }) }
    }

    /// Finds a key by comparing the keys of the tree with it.
    #[inline]
    pub(super) fn search(&self, mut compare: impl FnMut(&K) -> Ordering) -> Search<K, V> {
        let mut node = self.root;
        let mut height = self.height;
        if node.is_null() {
            return Search::Missing(Position { node, height, index: 0 });
        }
        // SAFETY: the root is not null, and each node has as many keys as it says, and children where it
        // is internal.
        unsafe {
            loop {
                let count = length(node);
                let mut index = 0;
                while index < count {
                    match compare(&*keys(node).add(index)) {
                        Ordering::Less => index += 1,
                        Ordering::Equal => return Search::Found(Position { node, height, index }),
                        Ordering::Greater => break,
                    }
                }
                if height == 0 {
                    return Search::Missing(Position { node, height, index });
                }
                node = *edges(node).add(index);
                height -= 1;
            }
        }
    }

    /// The first item at or behind a place that a search gave.
    pub(super) fn at_or_after(&self, place: Search<K, V>) -> Option<Position<K, V>> {
        match place {
            Search::Found(position) => Some(position),
            Search::Missing(position) if position.node.is_null() => None,
            // SAFETY: the place is in a leaf of this tree.
            Search::Missing(position) => unsafe { position.climb_forward() },
        }
    }
    /// The last item at or before a place that a search gave.
    pub(super) fn at_or_before(&self, place: Search<K, V>) -> Option<Position<K, V>> {
        match place {
            Search::Found(position) => Some(position),
            Search::Missing(position) if position.node.is_null() => None,
            // SAFETY: the place is in a leaf of this tree.
            Search::Missing(position) => unsafe { position.previous() },
        }
    }

    /// Inserts an item where a search said that it is missing; gives its place.
    pub(super) fn insert(&mut self, place: Position<K, V>, key: K, value: V) -> Position<K, V> {
        self.length += 1;
        // SAFETY: the place is in a leaf of this tree; nodes that are full are split before something is
        // put into them, and each node that is made gets its parent.
        unsafe {
            if place.node.is_null() {
                let node = new_node(0);
                self.root = node;
                self.height = 0;
                ptr::write(keys(node), key);
                ptr::write(values(node), value);
                (*node).length = 1;
                return Position { node, height: 0, index: 0 };
            }
            let mut node = place.node;
            let mut index = place.index;
            if length(node) < CAPACITY {
                insert_into(keys(node), length(node), index, key);
                insert_into(values(node), length(node), index, value);
                (*node).length += 1;
                return Position { node, height: 0, index };
            }
            let (middle, goes_left, place_in_half) = split_point(index);
            let (mut up_key, mut up_value, mut right) = split(node, 0, middle);
            let half = if goes_left { node } else { right };
            insert_into(keys(half), length(half), place_in_half, key);
            insert_into(values(half), length(half), place_in_half, value);
            (*half).length += 1;
            let result = Position { node: half, height: 0, index: place_in_half };

            // The middle item and the right half go into the parent, which may split as well.
            let mut height = 0;
            loop {
                let parent = (*node).parent;
                height += 1;
                if parent.is_null() {
                    let root = new_node(height);
                    ptr::write(keys(root), up_key);
                    ptr::write(values(root), up_value);
                    (*root).length = 1;
                    *edges(root) = node;
                    *edges(root).add(1) = right;
                    correct_children(root, 0);
                    self.root = root;
                    self.height = height;
                    return result;
                }
                index = (*node).parent_index as usize;
                node = parent;
                if length(node) < CAPACITY {
                    insert_with_edge(node, index, up_key, up_value, right);
                    return result;
                }
                let (middle, goes_left, place_in_half) = split_point(index);
                let (next_key, next_value, next_right) = split(node, height, middle);
                let half = if goes_left { node } else { next_right };
                insert_with_edge(half, place_in_half, up_key, up_value, right);
                up_key = next_key;
                up_value = next_value;
                right = next_right;
            }
        }
    }

    /// Takes an item out.
    pub(super) fn remove(&mut self, position: Position<K, V>) -> (K, V) {
        self.length -= 1;
        // SAFETY: the item is in this tree; the leaf from which one is taken is mended if it becomes too
        // small.
        unsafe {
            let mut leaf = position;
            if position.height > 0 {
                leaf = rightmost(*edges(position.node).add(position.index), position.height - 1);
            }
            let count = length(leaf.node);
            let mut item = (
                remove_from(keys(leaf.node), count, leaf.index),
                remove_from(values(leaf.node), count, leaf.index),
            );
            (*leaf.node).length -= 1;
            if position.height > 0 {
                // The predecessor takes the place of an item of an internal node.
                mem::swap(&mut item.0, &mut *keys(position.node).add(position.index));
                mem::swap(&mut item.1, &mut *values(position.node).add(position.index));
            }
            self.rebalance(leaf.node);
            item
        }
    }

    /// Gives a node that may have become too small items of its neighbours.
    ///
    /// # Safety
    /// The node is a leaf of this tree.
    unsafe fn rebalance(&mut self, mut node: *mut Node<K, V>) {
        // SAFETY: neighbours have a common parent, and heights are counted from the leaf up.
        unsafe {
            let mut height = 0;
            while length(node) < MINIMUM {
                let parent = (*node).parent;
                if parent.is_null() {
                    if length(node) == 0 {
                        if height > 0 {
                            let child = *edges(node);
                            (*child).parent = ptr::null_mut();
                            self.root = child;
                            self.height = height - 1;
                        } else {
                            self.root = ptr::null_mut();
                            self.height = 0;
                        }
                        free_node(node, height);
                    }
                    return;
                }
                let index = (*node).parent_index as usize;
                if index > 0 && length(*edges(parent).add(index - 1)) > MINIMUM {
                    take_from_left(parent, index - 1, height);
                    return;
                }
                if index < length(parent) && length(*edges(parent).add(index + 1)) > MINIMUM {
                    take_from_right(parent, index, height);
                    return;
                }
                merge(parent, if index > 0 { index - 1 } else { 0 }, height);
                node = parent;
                height += 1;
            }
        }
    }

    /// Frees all nodes; the items must be gone.
    ///
    /// # Safety
    /// The items are gone, and nobody uses the tree any more.
    pub(super) unsafe fn free_nodes(&mut self) {
        // SAFETY: as `free_nodes`, for a node of the height.
        unsafe fn free_below<K, V>(node: *mut Node<K, V>, height: usize) {
            // SAFETY: all children of an internal node are there, and are freed before it.
            unsafe {
                if height > 0 {
                    let mut index = 0;
                    while index <= length(node) {
                        free_below(*edges(node).add(index), height - 1);
                        index += 1;
                    }
                }
                free_node(node, height);
            }
        }
        if !self.root.is_null() {
            // SAFETY: the caller says that nobody uses the nodes.
            unsafe { free_below(self.root, self.height) };
            self.root = ptr::null_mut();
        }
    }
}

/// Where a full node is split for an insertion: the middle item, whether the new item goes to the
/// left half, and its place there.
fn split_point(index: usize) -> (usize, bool, usize) {
    match index {
        0..=4 => (4, true, index),
        5 => (5, true, 5),
        6 => (5, false, 0),
        _ => (6, false, index - 7),
    }
}

/// Moves what is behind the middle item to a new node; gives the middle item and that node.
///
/// # Safety
/// The node is full and of that height, and the middle is one of its items.
unsafe fn split<K, V>(node: *mut Node<K, V>, height: usize, middle: usize) -> (K, V, *mut Node<K, V>) {
    // SAFETY: what is behind the middle moves into a fresh node, and the middle itself to the caller.
    unsafe {
        let right = new_node::<K, V>(height);
        let moved = length(node) - middle - 1;
        ptr::copy_nonoverlapping(keys(node).add(middle + 1) as *const K, keys(right), moved);
        ptr::copy_nonoverlapping(values(node).add(middle + 1) as *const V, values(right), moved);
        (*right).length = moved as u16;
        if height > 0 {
            ptr::copy_nonoverlapping(edges(node).add(middle + 1) as *const *mut Node<K, V>, edges(right), moved + 1);
            correct_children(right, 0);
        }
        (*node).length = middle as u16;
        (ptr::read(keys(node).add(middle)), ptr::read(values(node).add(middle)), right)
    }
}

/// Inserts an item and the child behind it into an internal node with room.
///
/// # Safety
/// The node is internal and has room for an item more, and the edge is a node of the height below.
unsafe fn insert_with_edge<K, V>(node: *mut Node<K, V>, index: usize, key: K, value: V, edge: *mut Node<K, V>) {
    // SAFETY: there is room in all three arrays.
    unsafe {
        let count = length(node);
        insert_into(keys(node), count, index, key);
        insert_into(values(node), count, index, value);
        insert_into(edges(node), count + 1, index + 1, edge);
        (*node).length += 1;
        correct_children(node, index + 1);
    }
}

/// Moves the last item of the child at `index` up and the item there down to the next child.
///
/// # Safety
/// The parent is of the height above, the left child has an item more than it needs, and the right one has
/// room.
unsafe fn take_from_left<K, V>(parent: *mut Node<K, V>, index: usize, height: usize) {
    // SAFETY: one item moves to the right through the parent; in internal nodes a child moves with it.
    unsafe {
        let left = *edges(parent).add(index);
        let right = *edges(parent).add(index + 1);
        let last = length(left) - 1;
        let key = mem::replace(&mut *keys(parent).add(index), ptr::read(keys(left).add(last)));
        let value = mem::replace(&mut *values(parent).add(index), ptr::read(values(left).add(last)));
        let count = length(right);
        insert_into(keys(right), count, 0, key);
        insert_into(values(right), count, 0, value);
        if height > 0 {
            insert_into(edges(right), count + 1, 0, *edges(left).add(last + 1));
        }
        (*left).length -= 1;
        (*right).length += 1;
        if height > 0 {
            correct_children(right, 0);
        }
    }
}

/// Moves the first item of the child behind `index` up and the item there down to the child.
///
/// # Safety
/// The parent is of the height above, the right child has an item more than it needs, and the left one has
/// room.
unsafe fn take_from_right<K, V>(parent: *mut Node<K, V>, index: usize, height: usize) {
    // SAFETY: one item moves to the left through the parent; in internal nodes a child moves with it.
    unsafe {
        let left = *edges(parent).add(index);
        let right = *edges(parent).add(index + 1);
        let count = length(right);
        let first_key = remove_from(keys(right), count, 0);
        let first_value = remove_from(values(right), count, 0);
        let end = length(left);
        ptr::write(keys(left).add(end), mem::replace(&mut *keys(parent).add(index), first_key));
        ptr::write(values(left).add(end), mem::replace(&mut *values(parent).add(index), first_value));
        (*right).length -= 1;
        (*left).length += 1;
        if height > 0 {
            *edges(left).add(end + 1) = remove_from(edges(right), count + 1, 0);
            correct_children(left, end + 1);
            correct_children(right, 0);
        }
    }
}

/// Moves an item of a node and the child behind it into the child before it.
///
/// # Safety
/// The parent is of the height above, and both children and the item between them fit in one node.
unsafe fn merge<K, V>(parent: *mut Node<K, V>, index: usize, height: usize) {
    // SAFETY: all of the right child and the item move to the left one, and nobody uses the right one any
    // more.
    unsafe {
        let left = *edges(parent).add(index);
        let right = *edges(parent).add(index + 1);
        let (left_count, right_count, parent_count) = (length(left), length(right), length(parent));
        ptr::write(keys(left).add(left_count), remove_from(keys(parent), parent_count, index));
        ptr::write(values(left).add(left_count), remove_from(values(parent), parent_count, index));
        remove_from(edges(parent), parent_count + 1, index + 1);
        (*parent).length -= 1;
        correct_children(parent, index + 1);
        ptr::copy_nonoverlapping(keys(right) as *const K, keys(left).add(left_count + 1), right_count);
        ptr::copy_nonoverlapping(values(right) as *const V, values(left).add(left_count + 1), right_count);
        (*left).length = (left_count + 1 + right_count) as u16;
        if height > 0 {
            ptr::copy_nonoverlapping(
                edges(right) as *const *mut Node<K, V>,
                edges(left).add(left_count + 1),
                right_count + 1,
            );
            correct_children(left, left_count + 1);
        }
        free_node(right, height);
    }
}
