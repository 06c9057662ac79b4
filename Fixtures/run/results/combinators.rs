// The methods of Option and Result.

fn half(n: i32) -> Option<i32> {
    if n % 2 == 0 { Some(n / 2) } else { None }
}

fn positive(n: i32) -> Result<i32, String> {
    if n > 0 { Ok(n) } else { Err(format!("{n}")) }
}

fn main() {
    println!("{:?} {:?}", Some(8).and_then(half).and_then(half), Some(6).and_then(half).and_then(half));
    println!("{} {} {}", Some(1).unwrap_or(9), None.unwrap_or(9), None.unwrap_or_else(|| 4 + 4));
    println!("{:?} {:?}", Some(2).map(|x| x * 2), None::<i32>.map(|x| x * 2));
    println!("{:?} {:?} {:?}", Some(1).or(Some(2)), None.or(Some(2)), Some(1).xor(None));
    println!("{:?} {:?}", Some(3).filter(|x| x % 2 == 0), Some(4).zip(Some('x')));
    println!("{:?} {:?}", Some(5).ok_or("none"), None::<u8>.ok_or("none"));
    println!("{} {}", Some(3).map_or(0, |x| x + 1), None::<i32>.map_or_else(|| -1, |x| x + 1));
    println!("{} {} {}", Some(1).is_some(), Some(1).is_none(), Some(2).is_some_and(|x| x > 1));
    let mut slot = Some(3);
    println!("{:?} {:?}", slot.take(), slot);
    println!("{:?}", slot.get_or_insert(7));
    println!("{:?} {:?}", slot.replace(8), slot.insert(9));
    if let Some(x) = slot.as_mut() {
        *x += 1;
    }
    println!("{slot:?} {:?}", slot.iter().next());
    let name = Some(String::from("name"));
    println!("{:?} {:?} {:?}", name.as_deref(), name.as_ref().map(|s| s.len()), name.clone().unwrap_or_default());
    println!("{:?} {:?}", Some(Some(1)).flatten(), Some(&5).copied());
    println!("{:?} {:?}", positive(1).map(|x| x + 1), positive(-1).map_err(|e| e + "!"));
    println!("{:?} {:?}", positive(2).and_then(|x| positive(x - 3)), positive(-2).or_else(|_| positive(1)));
    println!("{:?} {:?}", positive(1).ok(), positive(0).err());
    println!("{} {}", positive(5).unwrap_or(0), positive(-5).unwrap_or_default());
    println!("{} {}", positive(1).is_ok(), positive(-5).unwrap_or_else(|e| e.len() as i32));
    println!("{:?}", positive(3).iter().count());
    println!("{:?} {:?}", Some(Ok::<i32, u8>(1)).transpose(), Ok::<Option<i32>, u8>(None).transpose());
    println!("{:?}", ["1", "2", "x"].iter().map(|s| s.parse::<i32>()).collect::<Result<Vec<_>, _>>().is_err());
    println!("{:?}", ["1", "2"].iter().map(|s| s.parse::<i32>().ok()).collect::<Option<Vec<_>>>());
    println!("{:?}", [Some(1), None, Some(3)].into_iter().flatten().sum::<i32>());
    println!("{} {}", Some(1) < Some(2), None < Some(i32::MIN));
    println!("{:?}", Ok::<i32, String>(3) == positive(3));
}
