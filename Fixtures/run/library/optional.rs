// `Option` and `Result`: every method that programs use, and how they combine.
use std::num::ParseIntError;

fn parse(text: &str) -> Result<i32, ParseIntError> {
    text.trim().parse()
}

fn sum(texts: &[&str]) -> Result<i32, ParseIntError> {
    texts.iter().map(|t| parse(t)).sum()
}

fn main() {
    let some = Some(3i32);
    let none: Option<i32> = None;
    println!("{:?} {:?} {:?}", some.map(|x| x + 1), none.map_or(7, |x| x), some.map_or_else(|| 0, |x| x * 2));
    println!("{:?} {:?}", some.and_then(|x| x.checked_sub(4)), some.filter(|x| *x > 5).or(Some(9)));
    println!("{:?} {:?} {:?}", some.xor(none), some.zip(Some('a')), Some((1, 'b')).unzip());
    println!("{:?} {:?}", some.ok_or("none"), none.ok_or_else(|| "made".to_string()));
    println!("{} {} {}", some.is_some_and(|x| x == 3), none.is_none_or(|x| x == 3), none.unwrap_or_default());
    let mut slot = Some(5);
    println!("{:?} {slot:?}", slot.take());
    println!("{}", slot.get_or_insert(8));
    println!("{}", slot.insert(9));
    println!("{:?} {:?} {slot:?}", slot.replace(10), slot.take_if(|x| *x == 10));
    *slot.get_or_insert_with(|| 1) += 1;
    if let Some(x) = slot.as_mut() {
        *x *= 5;
    }
    println!("{slot:?} {:?} {:?}", slot.as_ref().map(|x| x.to_string()).as_deref(), slot.iter().next());
    println!("{:?} {:?}", Some(Some(1)).flatten(), Some(&2).copied());
    println!("{:?} {:?}", Some(Ok::<i32, ()>(1)).transpose(), Ok::<Option<i32>, ()>(None).transpose());
    println!("{:?}", [Some(1), None, Some(3)].into_iter().flatten().collect::<Vec<_>>());
    println!("{:?} {:?}", [Some(1), None].into_iter().collect::<Option<Vec<_>>>(), [Some(2), Some(3)].iter().copied().product::<Option<i32>>());
    println!("{:?} {:?}", Some(1) < None, Some(1).max(Some(0)));

    println!("{:?} {:?}", sum(&["1", " 2", "3 "]), sum(&["1", "x"]).map_err(|e| e.to_string()));
    let good = parse("4");
    let bad = parse("");
    println!("{:?} {:?}", good.clone().ok(), bad.clone().err().map(|e| e.kind().clone()));
    println!("{} {}", good.clone().is_ok_and(|x| x > 3), bad.clone().is_err_and(|_| false));
    println!("{:?} {}", bad.clone().or_else(|_| parse("8")), bad.clone().unwrap_or_else(|e| e.to_string().len() as i32));
    println!("{:?} {:?}", good.clone().and_then(|x| parse(&"9".repeat(x as usize))), good.as_ref().map_or(0, |x| *x));
    println!("{:?} {:?}", good.clone().inspect(|x| println!("saw {x}")).iter().count(), bad.as_ref().map(|_| ()).is_err());
    println!("{:?}", "1,2,x,4".split(',').map(parse).collect::<Result<Vec<_>, _>>().is_err());
    println!("{:?}", "1,2,x,4".split(',').flat_map(parse).collect::<Vec<_>>());
    let (numbers, errors): (Vec<_>, Vec<_>) = "1,y,3".split(',').map(parse).partition(|r| r.is_ok());
    println!("{} {}", numbers.len(), errors.len());
    println!("{:?} {:?}", Ok::<_, ()>(&mut 4).copied(), Err::<i32, _>("e").unwrap_or_default());
    println!("{:?}", (1..5).try_fold(0i8, |a, x| a.checked_add(x * 20)));
    println!("{:?}", ["1", "2"].iter().try_for_each(|t| parse(t).map(drop)));
    println!("{:?}", true.then(|| 1).into_iter().chain(false.then_some(2)).collect::<Vec<_>>());
}
