// What is outside the folders that a program may use gives ordinary errors; what is inside works.
// folders: .
use std::fs;
use std::io::{ErrorKind, Write};

/// Where there are no such folders, the file may be there.
fn is_refused<T>(result: std::io::Result<T>) -> bool {
    match result {
        Ok(_) => !cfg!(target_os = "wasi"),
        Err(error) => matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied),
    }
}

fn main() -> std::io::Result<()> {
    fs::create_dir_all("inner/deeper")?;
    let mut file = fs::File::create("inner/deeper/text")?;
    file.write_all(b"inside\n")?;
    drop(file);
    print!("{}", fs::read_to_string("./inner/../inner/deeper/./text")?);
    println!("{}", is_refused(fs::read("/etc/hostname")));
    println!("{}", is_refused(fs::read("../no-such-file")));
    println!("{}", is_refused(fs::read("inner/../../no-such-file")));
    println!("{}", is_refused(fs::metadata("/etc")));
    println!("{}", is_refused(fs::read_dir("/etc")));
    println!("{}", is_refused(fs::create_dir("/no-such-folder/new")));
    println!("{}", is_refused(fs::rename("inner/deeper/text", "/no-such-folder/text")));
    println!("{}", is_refused(fs::File::create("/no-such-folder/file")));
    println!("{}", fs::metadata("inner/deeper/text")?.len());
    let mut names: Vec<_> = fs::read_dir("inner")?.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    println!("{names:?}");
    fs::remove_dir_all("inner")?;
    println!("{:?}", fs::metadata("inner").map(|_| ()).map_err(|error| error.kind()));
    Ok(())
}
