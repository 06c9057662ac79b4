// Casts between pointers to objects, and to pointers of an unknown kind.

trait First {}
trait Second {}
trait Of<T> {}

fn other(p: *const dyn First) -> *const dyn Second {
    p as *const dyn Second //~ E0606
}

fn arguments(p: *const dyn Of<u8>) -> *const dyn Of<u16> {
    p as *const dyn Of<u16> //~ E0606
}

fn added(p: *const dyn First) -> *const (dyn First + Send) {
    p as *const (dyn First + Send) //~ E0804
}

fn removed(p: *const (dyn First + Send)) -> *const dyn First {
    p as *const dyn First
}

fn main() {
    let unknown = 0 as *const _; //~ E0641
}
