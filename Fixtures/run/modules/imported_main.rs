// `main` may be a function that the root module imports.
mod program {
    pub fn start() {
        println!("started");
    }
}
use program::start as main;
