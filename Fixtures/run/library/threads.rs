// Threads: results, panics, scopes, names, parking, thread-local values, what they share.
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock, TryLockError};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

thread_local! {
    static COUNTER: Cell<u32> = const { Cell::new(10) };
    static NAMES: RefCell<Vec<String>> = RefCell::new(vec!["start".to_string()]);
    static NOISY: Noisy = Noisy("local");
}
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("dropped {}", self.0);
    }
}
static LAZY: LazyLock<Vec<u32>> = LazyLock::new(|| {
    println!("computed once");
    (1..=3).collect()
});
static CELL: OnceLock<String> = OnceLock::new();
static ONCE: Once = Once::new();

fn spawning() {
    let main = thread::current().id();
    println!("{:?} {:?}", thread::current().name(), thread::current().id());
    let handle = Builder::new().name("worker".into()).stack_size(1 << 20).spawn(move || {
        (thread::current().name().map(str::to_owned), thread::current().id() != main)
    });
    let handle = handle.unwrap();
    println!("{:?}", handle.thread().name());
    println!("{:?}", handle.join().unwrap());
    let result = thread::spawn(|| -> i32 { std::panic::resume_unwind(Box::new("quiet")) }).join();
    println!("{:?}", result.unwrap_err().downcast_ref::<&str>());
    let mut data = vec![1, 2, 3];
    let total = thread::scope(|scope| {
        let sum = scope.spawn(|| data.iter().sum::<i32>());
        let max = Builder::new().spawn_scoped(scope, || *data.iter().max().unwrap()).unwrap();
        let nested = scope.spawn(|| scope.spawn(|| data.len()).join().unwrap());
        (sum.join().unwrap(), max.join().unwrap(), nested.join().unwrap())
    });
    data.push(4);
    println!("{total:?} {data:?}");
    let parked = thread::spawn(|| {
        thread::park();
        thread::park_timeout(Duration::from_millis(1));
        "woken"
    });
    parked.thread().unpark();
    println!("{}", parked.join().unwrap());
    let finished = thread::spawn(|| ());
    while !finished.is_finished() {
        thread::yield_now();
    }
    println!("{} {}", thread::available_parallelism().is_ok(), thread::panicking());
}

fn locals() {
    COUNTER.set(11);
    NAMES.with_borrow_mut(|names| names.push("main".into()));
    let other = thread::spawn(|| {
        NOISY.with(|noisy| println!("using {}", noisy.0));
        COUNTER.with(|counter| counter.set(counter.get() + 1));
        (COUNTER.get(), NAMES.take(), NAMES.with_borrow(|names| names.len()))
    });
    println!("{:?} {} {:?}", other.join().unwrap(), COUNTER.replace(5), NAMES.with_borrow(|n| n.clone()));
    println!("{:?} {}", NAMES.try_with(|names| names.borrow().len()), COUNTER.take());
}

fn locks() {
    let mutex = Arc::new(Mutex::new(0));
    let threads: Vec<_> = (0..4).map(|_| {
        let mutex = Arc::clone(&mutex);
        thread::spawn(move || for _ in 0..1000 {
            *mutex.lock().unwrap() += 1;
        })
    }).collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
    println!("{mutex:?}");
    {
        let _guard = mutex.lock().unwrap();
        println!("{:?} {mutex:?}", matches!(mutex.try_lock(), Err(TryLockError::WouldBlock)));
    }
    let poisoner = mutex.clone();
    let _ = thread::spawn(move || -> () {
        let _guard = poisoner.lock().unwrap();
        std::panic::resume_unwind(Box::new(()));
    }).join();
    println!("{} {mutex:?}", mutex.is_poisoned());
    match mutex.lock() {
        Ok(_) => println!("not poisoned"),
        Err(error) => {
            println!("{error} {error:?}");
            println!("{}", *error.into_inner());
        }
    }
    mutex.clear_poison();
    println!("{:?}", mutex.try_lock().map(|g| *g).ok());
    println!("{}", Arc::try_unwrap(mutex).unwrap().into_inner().unwrap());

    let lock = RwLock::new(vec![1]);
    {
        let (a, b) = (lock.read().unwrap(), lock.read().unwrap());
        println!("{} {} {}", a.len(), b.len(), lock.try_write().is_err());
    }
    {
        let mut writer = lock.write().unwrap();
        writer.push(2);
        println!("{} {lock:?}", lock.try_read().is_err());
    }
    println!("{lock:?}");
    println!("{:?}", lock.into_inner());

    let pair = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
    let their_pair = pair.clone();
    let producer = thread::spawn(move || for item in 0..3 {
        their_pair.0.lock().unwrap().push(item);
        their_pair.1.notify_one();
    });
    let full = pair.1.wait_while(pair.0.lock().unwrap(), |items| items.len() < 3).unwrap();
    println!("{full:?}");
    drop(full);
    producer.join().unwrap();
    let start = Instant::now();
    let (_guard, result) =
        pair.1.wait_timeout_while(pair.0.lock().unwrap(), Duration::from_millis(5), |_| true).unwrap();
    println!("{} {}", result.timed_out(), start.elapsed() >= Duration::from_millis(5));

    let (barrier, leaders) = (Barrier::new(3), AtomicUsize::new(0));
    thread::scope(|scope| for _ in 0..3 {
        scope.spawn(|| if barrier.wait().is_leader() { leaders.fetch_add(1, Ordering::SeqCst); });
    });
    println!("{leaders:?}");
}

fn once() {
    println!("before");
    println!("{:?} {}", *LAZY, LAZY.len());
    thread::scope(|scope| for n in 0..4 {
        scope.spawn(move || CELL.get_or_init(|| { let _ = n; "first".to_string() }).len());
    });
    println!("{:?} {:?} {CELL:?}", CELL.get(), CELL.set("second".into()));
    ONCE.call_once(|| println!("run"));
    ONCE.call_once(|| println!("never"));
    println!("{}", ONCE.is_completed());
    let once = Once::new();
    let failed = std::panic::catch_unwind(|| once.call_once(|| std::panic::resume_unwind(Box::new(1))));
    once.call_once_force(|state| println!("{} {}", failed.is_err(), state.is_poisoned()));
    let mut cell = OnceLock::from(3);
    println!("{:?} {:?}", cell.get_mut(), OnceLock::<u8>::new().into_inner());
    println!("{:?}", cell.take());
    println!("{cell:?}");
}

fn main() {
    spawning();
    locals();
    locks();
    once();
}
