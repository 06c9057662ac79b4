// Moves out of references, indices, statics, captured variables and types with destructors.

struct Holder {
    name: String,
}

struct Guard {
    name: String,
}

impl Drop for Guard {
    fn drop(&mut self) {}
}

static TEXT: String = String::new();

fn reference(h: &Holder) -> String {
    h.name //~ E0507
}

fn index(v: Vec<String>) -> String {
    v[0] //~ E0507
}

fn array(a: [String; 2]) -> String {
    a[0] //~ E0508
}

fn global() -> String {
    TEXT //~ E0507
}

fn guarded(g: Guard) -> String {
    g.name //~ E0509
}

fn captured() {
    let s = String::new();
    let f: Box<dyn Fn() -> String> = Box::new(move || s); //~ E0507
}

fn matched(h: &Option<String>) -> String {
    match *h { //~ E0507
        Some(s) => s,
        None => String::new(),
    }
}

fn pointer(b: &Box<String>) -> String {
    **b //~ E0507
}

fn main() {}
