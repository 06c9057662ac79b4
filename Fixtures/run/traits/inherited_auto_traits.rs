// An object has the auto traits of its trait's supertraits, and is cast to a supertrait whose arguments are
// written as projections.
trait Job: Send {
    fn name(&self) -> &'static str;
}
struct Print;
impl Job for Print {
    fn name(&self) -> &'static str {
        "print"
    }
}

fn without_name(job: &dyn Job) -> &dyn Send {
    job
}

fn with_auto_trait(job: Box<dyn Job>) -> Box<dyn Job + Send> {
    job
}

trait Same {
    type Type;
}
impl<T> Same for T {
    type Type = T;
}

trait Source<T> {
    fn give(&self) -> String;
}
impl<T> Source<T> for u8 {
    fn give(&self) -> String {
        format!("{self} of {} bytes", std::mem::size_of::<T>())
    }
}
trait Middle<T>: Source<u64> + Source<T> {}
impl<T> Middle<T> for u8 {}
trait Top: Middle<<u16 as Same>::Type> {}
impl Top for u8 {}

fn main() {
    println!("{}", std::mem::size_of_val(without_name(&Print)));
    let job = with_auto_trait(Box::new(Print));
    println!("{}", std::thread::spawn(move || job.name()).join().unwrap());
    let top: &dyn Top = &7u8;
    let middle = top as &dyn Middle<u16>;
    println!("{}", Source::<u16>::give(middle));
    let source: &dyn Source<u64> = middle;
    println!("{}", source.give());
}
