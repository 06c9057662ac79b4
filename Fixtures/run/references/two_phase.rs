// Two-phase borrows: arguments read what the receiver borrows; objects of an error hold no borrows.

use std::error::Error;

struct Sets {
    links: Vec<usize>,
}

impl Sets {
    fn root(&mut self, key: usize) -> usize {
        if self.links[key] != key {
            self.links[key] = self.root(self.links[key]);
        }
        self.links[key]
    }
    fn push(&mut self, link: usize) {
        self.links.push(link);
    }
}

fn doubled(texts: Vec<&str>) -> Result<i32, Box<dyn Error>> {
    texts
        .first()
        .ok_or_else(|| "nothing".into())
        .and_then(|text| text.parse::<i32>().map_err(From::from).map(|number| 2 * number))
}

fn main() {
    let mut sets = Sets { links: vec![1, 2, 2] };
    println!("{} {:?}", sets.root(0), sets.links);
    let sets = &mut sets;
    sets.push(sets.links[0]);
    sets.push(sets.links.len());
    println!("{:?}", sets.links);
    println!("{:?} {}", doubled(vec!["21"]).ok(), doubled(vec![]).unwrap_err());
}
