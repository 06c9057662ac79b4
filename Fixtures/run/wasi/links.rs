// Symbolic links under an open folder: where they lead, paths without them, and links without an end.
use std::fs;
use std::os::unix::fs::symlink;

fn main() -> std::io::Result<()> {
    let name = format!("wasi-links-{}", std::process::id());
    let folder = std::env::temp_dir().join(&name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("a/b"))?;
    fs::write(folder.join("a/b/text"), "here")?;
    symlink("a/b/text", folder.join("direct"))?;
    symlink("../direct", folder.join("a/up"))?;
    symlink("a", folder.join("folder"))?;
    symlink("two", folder.join("one"))?;
    symlink("one", folder.join("two"))?;
    let root = fs::canonicalize(&folder)?;
    for path in ["direct", "a/up", "folder/b/text", "folder/up", "folder/./b/../b/text", "a"] {
        let found = fs::canonicalize(folder.join(path))?;
        println!("{path}: {}", found.strip_prefix(&root).unwrap().display());
    }
    println!("{}", fs::read_to_string(folder.join("folder/up"))?);
    println!("{:?}", fs::read_link(folder.join("a/up"))?);
    println!("{}", fs::symlink_metadata(folder.join("one"))?.is_symlink());
    println!("{}", fs::canonicalize(folder.join("one")).unwrap_err());
    println!("{}", fs::canonicalize(folder.join("none")).unwrap_err());
    fs::File::open(&folder)?.sync_all()?;
    for name in ["direct", "a/up", "folder", "one", "two"] {
        fs::remove_file(folder.join(name))?;
    }
    fs::remove_dir_all(&folder)?;
    println!("{}", fs::exists(&folder)?);
    Ok(())
}
