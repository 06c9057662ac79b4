// Precedence, blocks as statements, struct literals in conditions, closures, ranges, paths.

fn precedence() -> bool {
    let a = 1 + 2 * 3 - -4 % 5 << 1 & 6 | 7 ^ 8;
    let b = !x && y || z == 1 && w != 2;
    let c = a as u8 as i32 + b as i32;
    let d = &mut *p.q[1].r()?.0;
    let e = ..=5;
    let f = 1..2 + 3;
    x = y = z;
    x += 1;
    -1i32.abs() < 2
}

fn control(s: S) {
    if a == (S { x: 1 }) { b() } else if let Some(x) | Ok(x) = c { d } else { e };
    match x {
        0 | 1..=5 if y => {}
        n @ (2 | 3) => n,
        S { a, b: ref mut c, .. } => {}
        [first, .., last] | [first, last @ ..] => {}
        &(x, _) | -1 => {}
    }
    'outer: while let Some(x) = it.next() { continue 'outer }
    for (i, x) in xs.iter().enumerate() { break }
    let y = loop { break 5 };
    let Some(z) = y else { return };
    { 1 } - 2;
    unsafe { f() }
    let g = move |a: u8, b| -> u8 { a + b };
    let t = <Vec<u8> as IntoIterator>::into_iter::<>(S { x, y: 1, ..base });
}
