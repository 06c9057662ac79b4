// Searching for strings that repeat themselves, from both ends, against the obvious search.
struct Random(u32);
impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1664525).wrapping_add(1013904223);
        (self.0 >> 16) % limit
    }
}

fn obvious(text: &str, needle: &str) -> (Option<usize>, Option<usize>, usize) {
    let (t, n) = (text.as_bytes(), needle.as_bytes());
    let places: Vec<usize> = (0..=t.len().saturating_sub(n.len())).filter(|&k| t.len() >= n.len() && &t[k..k + n.len()] == n).collect();
    let mut count = 0;
    let mut next = 0;
    for &place in &places {
        if place >= next {
            count += 1;
            next = place + n.len();
        }
    }
    (places.first().copied(), places.last().copied(), count)
}

fn main() {
    let mut random = Random(1);
    let mut found = 0;
    for round in 0..4000 {
        let letters = 1 + random.below(3);
        let piece: String = (0..1 + random.below(6)).map(|_| (b'a' + random.below(letters) as u8) as char).collect();
        let mut needle = piece.repeat(1 + random.below(8) as usize);
        let mut text = piece.repeat(random.below(60) as usize);
        for _ in 0..random.below(4) {
            let place = random.below(text.len() as u32 + 1) as usize;
            text.insert(place, (b'a' + random.below(letters + 1) as u8) as char);
        }
        if random.below(3) == 0 {
            let place = random.below(needle.len() as u32 + 1) as usize;
            needle.insert(place, 'b');
        }
        let expected = obvious(&text, &needle);
        let got = (text.find(&needle), text.rfind(needle.as_str()), text.matches(&needle).count());
        assert_eq!(expected, got, "round {round}: {needle:?} in {text:?}");
        let backwards: Vec<usize> = text.rmatch_indices(&needle).map(|m| m.0).collect();
        assert_eq!(backwards.first().copied(), expected.1);
        found += expected.0.is_some() as u32;
    }
    println!("{}", found > 1000);
    // A search that is not linear takes minutes here.
    let text = "a".repeat(400_000) + "b" + &"a".repeat(400_000);
    let needle = "a".repeat(200_000) + "b";
    println!("{:?} {:?}", text.find(&needle), text.rfind(&("b".to_string() + &"a".repeat(200_000))));
    println!("{:?} {:?}", text.find(&(needle.clone() + "b")), text.rfind(&("ab".to_string() + &"a".repeat(300_000) + "b")));
    println!("{}", text.split(&needle).map(|part| part.len().to_string()).collect::<Vec<_>>().join(" "));
    println!("{:?}", "ä€".repeat(3000).rfind(&("€".to_string() + &"ä€".repeat(2999))));
}
