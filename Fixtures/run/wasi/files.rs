// Files and directories below the folder that the program may use, and errors beside it.
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};

fn main() -> std::io::Result<()> {
    fs::create_dir_all("t/a/b")?;
    fs::write("t/a/x.txt", "hello")?;
    let mut file = fs::OpenOptions::new().read(true).append(true).open("t/a/x.txt")?;
    file.write_all(b" world")?;
    file.seek(SeekFrom::Start(0))?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    println!("{text} {}", file.metadata()?.len());
    let mut names = Vec::new();
    for entry in fs::read_dir("t/a")? {
        let entry = entry?;
        names.push((entry.file_name().into_string().unwrap(), entry.file_type()?.is_dir()));
    }
    names.sort();
    println!("{names:?}");
    for number in 0..100 {
        fs::write(format!("t/a/b/a file with a long name, number {number}"), "")?;
    }
    println!("{}", fs::read_dir("t/a/b")?.count());
    fs::rename("t/a/x.txt", "t/a/b/y.txt")?;
    println!("{:?} {:?}", fs::read_to_string("t/a/b/y.txt")?, fs::metadata("t/a/x.txt").is_err());
    println!("{}", fs::File::open("nothing here").unwrap_err());
    println!("{:?}", fs::File::open("/no/such/folder").map(drop).unwrap_err().kind());
    println!("{:?} {}", fs::remove_dir("t/a").unwrap_err().kind(), fs::create_dir("t").unwrap_err());
    println!("{:?}", fs::read_dir("t/a/b/y.txt").map(drop).unwrap_err().kind());
    fs::remove_dir_all("t")?;
    println!("{}", fs::exists("t")?);
    let start = std::time::Instant::now();
    std::thread::sleep(std::time::Duration::from_millis(20));
    println!("{}", start.elapsed().as_millis() >= 20);
    unsafe { std::env::set_var("A_VARIABLE", "its value") };
    println!("{:?} {:?}", std::env::var("A_VARIABLE"), std::env::var("NO_SUCH_VARIABLE_HERE"));
    Ok(())
}
