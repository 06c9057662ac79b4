// Files and directories: opening, metadata, links, permissions, times, locks, trees.
use std::fs::{self, DirBuilder, File, FileTimes, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{symlink, FileExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::{Duration, SystemTime};

fn kind<T>(result: io::Result<T>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind())
}

fn main() -> io::Result<()> {
    let root = std::env::temp_dir().join(format!("poly-fs-{}", std::process::id()));
    fs::create_dir(&root)?;
    println!("{:?}", kind(fs::create_dir(&root)));
    println!("{:?} {:?}", kind(fs::create_dir(root.join("a/b"))), kind(File::open(root.join("none"))));
    fs::create_dir_all(root.join("tree/x/y"))?;
    DirBuilder::new().recursive(true).create(root.join("tree/z"))?;

    let path = root.join("data.txt");
    fs::write(&path, "hello")?;
    OpenOptions::new().append(true).open(&path)?.write_all(b" world")?;
    println!("{:?} {}", fs::read_to_string(&path)?, fs::metadata(&path)?.len());
    let mut file = File::options().read(true).write(true).open(&path)?;
    file.seek(SeekFrom::Start(6))?;
    file.write_all(b"W")?;
    let mut tail = String::new();
    file.read_to_string(&mut tail)?;
    println!("{tail:?} {}", file.stream_position()?);
    let mut part = [0; 4];
    file.read_exact_at(&mut part, 1)?;
    file.write_all_at(b"??", 0)?;
    file.set_len(8)?;
    file.sync_all()?;
    file.sync_data()?;
    let mut twin = file.try_clone()?;
    twin.rewind()?;
    let mut all = String::new();
    (&file).read_to_string(&mut all)?;
    println!("{part:?} {all:?}");
    println!("{:?} {:?}", kind(File::create_new(&path)), kind(OpenOptions::new().open(&path)));
    println!("{:?}", kind(OpenOptions::new().read(true).truncate(true).open(&path)));
    let strict = OpenOptions::new().write(true).create_new(true).mode(0o600).open(root.join("strict"))?;
    println!("{:o}", strict.metadata()?.permissions().mode() & 0o777);

    let metadata = file.metadata()?;
    println!("{} {} {} {}", metadata.is_file(), metadata.is_dir(), metadata.is_symlink(), metadata.file_type().is_fifo());
    println!("{} {} {}", metadata.size(), metadata.nlink(), metadata.uid() == fs::metadata(&root)?.uid());
    println!("{:?}", metadata.file_type());
    let time = SystemTime::UNIX_EPOCH + Duration::new(1_000_000_000, 500_000_000);
    file.set_modified(time)?;
    file.set_times(FileTimes::new().set_accessed(time - Duration::from_secs(1)))?;
    let metadata = fs::metadata(&path)?;
    println!("{:?} {}", metadata.modified()?.duration_since(SystemTime::UNIX_EPOCH).unwrap(), metadata.mtime_nsec());
    println!("{:?}", time.duration_since(metadata.accessed()?).unwrap());
    let mut permissions = metadata.permissions();
    permissions.set_mode(0o640);
    fs::set_permissions(&path, permissions.clone())?;
    permissions.set_readonly(true);
    println!("{:?} {}", fs::metadata(&path)?.permissions(), permissions.readonly());

    println!("{}", fs::copy(&path, root.join("copy"))?);
    println!("{:o}", fs::metadata(root.join("copy"))?.mode() & 0o777);
    fs::hard_link(&path, root.join("hard"))?;
    println!("{} {}", fs::metadata(&path)?.nlink(), fs::metadata(&path)?.ino() == fs::metadata(root.join("hard"))?.ino());
    symlink("data.txt", root.join("soft"))?;
    println!("{:?} {:?}", fs::read_link(root.join("soft"))?, fs::symlink_metadata(root.join("soft"))?.is_symlink());
    println!("{} {}", root.join("soft").is_symlink(), root.join("soft").canonicalize()? == path.canonicalize()?);
    symlink("tree", root.join("link to tree"))?;
    fs::rename(root.join("copy"), root.join("tree/x/moved"))?;
    println!("{} {} {:?}", root.join("copy").exists(), fs::exists(root.join("tree/x/moved"))?, Path::new("/nowhere").try_exists()?);

    let mut names = Vec::new();
    for entry in fs::read_dir(&root)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        names.push((entry.file_name().into_string().unwrap(), kind.is_dir(), kind.is_file(), kind.is_symlink()));
    }
    names.sort();
    println!("{names:?}");
    println!("{:?} {:?}", kind(fs::read_dir(&path)), kind(fs::remove_dir(root.join("tree"))));

    let first = File::open(&path)?;
    let second = File::open(&path)?;
    first.lock()?;
    println!("{:?}", second.try_lock().map_err(|error| error.to_string()));
    first.unlock()?;
    println!("{:?} {:?}", second.try_lock_shared().is_ok(), first.try_lock_shared().is_ok());

    fs::remove_dir_all(root.join("link to tree"))?;
    println!("{}", root.join("tree/x/y").is_dir());
    fs::remove_file(root.join("hard"))?;
    println!("{:?} {:?}", kind(fs::remove_file(root.join("hard"))), kind(fs::write(&root, "x")));
    fs::remove_dir_all(&root)?;
    println!("{}", root.exists());
    Ok(())
}
