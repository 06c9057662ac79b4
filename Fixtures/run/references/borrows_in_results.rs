// What a library function gives holds no borrow that its types cannot hold.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

trait Task {
    fn cancel(&self);
}

struct Named(&'static str);
impl Task for Named {
    fn cancel(&self) {
        println!("cancel {}", self.0);
    }
}

struct Queue {
    tasks: RefCell<Vec<Option<Rc<dyn Task>>>>,
}

impl Drop for Queue {
    fn drop(&mut self) {
        loop {
            let task = self.tasks.borrow_mut().iter_mut().find_map(|task| task.take());
            let Some(task) = task else { break };
            task.cancel();
        }
    }
}

/// Ranges that are still to be walked through.
struct Walk<'a> {
    parts: VecDeque<Part<'a>>,
}

struct Part<'a>(std::slice::IterMut<'a, u32>);

impl<'a> Iterator for Part<'a> {
    type Item = &'a mut u32;
    fn next(&mut self) -> Option<&'a mut u32> {
        self.0.next()
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a mut u32;
    fn next(&mut self) -> Option<&'a mut u32> {
        loop {
            match self.parts.front_mut().and_then(Iterator::next) {
                Some(number) => return Some(number),
                None => {
                    self.parts.pop_front()?;
                }
            }
        }
    }
}

fn main() {
    drop(Queue { tasks: RefCell::new(vec![None, Some(Rc::new(Named("a"))), Some(Rc::new(Named("b")))]) });
    let (mut left, mut right) = ([1, 2], [3]);
    let walk = Walk { parts: VecDeque::from([Part(left.iter_mut()), Part(right.iter_mut())]) };
    for number in walk {
        *number *= 10;
    }
    println!("{left:?} {right:?}");
}
