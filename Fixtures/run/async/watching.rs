// stdlib::fs::watch: files and folders that are made, changed, renamed and removed.
// rustc: no

use std::fs;
use std::path::{Path, PathBuf};
use stdlib::fs::{watch, watch_all, Change, Event, Watcher};
use stdlib::task::block_on;

/// Events up to the one that tells of `last`, as text.
async fn until(watcher: &mut Watcher, folder: &Path, last: &str) -> Vec<String> {
    let mut seen = Vec::new();
    let short = |path: &PathBuf| path.strip_prefix(folder).unwrap().display().to_string();
    loop {
        let Some(event) = watcher.next().await else {
            seen.push("the end".to_string());
            return seen;
        };
        let Event { change, path, is_folder } = event.unwrap();
        let name = short(&path);
        let mut text = match change {
            Change::Renamed { from } => format!("Renamed {} to {name}", short(&from)),
            change => format!("{change:?} {name}"),
        };
        if is_folder {
            text.push('/');
        }
        let is_last = name == last && text.starts_with("Removed");
        if seen.last() != Some(&text) {
            seen.push(text);
        }
        if is_last {
            return seen;
        }
    }
}

/// A file that is made and removed, as the end of a group of changes.
fn mark(folder: &Path) {
    fs::File::create(folder.join("mark")).unwrap();
    fs::remove_file(folder.join("mark")).unwrap();
}

async fn one_folder(folder: &Path) {
    let mut watcher = watch(folder).await.unwrap();
    let (a, b) = (folder.join("a"), folder.join("b"));
    fs::write(&a, "text").unwrap();
    fs::rename(&a, &b).unwrap();
    fs::write(&b, "more").unwrap();
    mark(folder);
    println!("{:?}", until(&mut watcher, folder, "mark").await);
    fs::create_dir(folder.join("inner")).unwrap();
    fs::write(folder.join("inner/unseen"), "x").unwrap();
    let mut permissions = fs::metadata(&b).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&b, permissions).unwrap();
    // Out of what is watched, and back.
    fs::rename(&b, folder.join("inner/b")).unwrap();
    mark(folder);
    println!("{:?}", until(&mut watcher, folder, "mark").await);
    fs::rename(folder.join("inner/b"), &b).unwrap();
    fs::remove_file(&b).unwrap();
    fs::remove_dir_all(folder.join("inner")).unwrap();
    println!("{:?}", until(&mut watcher, folder, "inner").await);
}

async fn all_folders(folder: &Path) {
    fs::create_dir_all(folder.join("x/y")).unwrap();
    let mut watcher = watch_all(folder).await.unwrap();
    fs::write(folder.join("x/y/deep"), "").unwrap();
    fs::rename(folder.join("x"), folder.join("z")).unwrap();
    fs::write(folder.join("z/y/deep"), "moved").unwrap();
    mark(folder);
    println!("{:?}", until(&mut watcher, folder, "mark").await);
    fs::create_dir(folder.join("new")).unwrap();
    mark(folder);
    println!("{:?}", until(&mut watcher, folder, "mark").await);
    fs::write(folder.join("new/file"), "").unwrap();
    fs::remove_dir_all(folder.join("new")).unwrap();
    mark(folder);
    println!("{:?}", until(&mut watcher, folder, "mark").await);
}

async fn one_file(folder: &Path) {
    let file = folder.join("settings");
    println!("{:?}", watch(&file).await.map(drop).map_err(|error| error.kind()));
    fs::write(&file, "1").unwrap();
    let mut watcher = watch(&file).await.unwrap();
    mark(folder);
    fs::write(folder.join("new settings"), "2").unwrap();
    fs::rename(folder.join("new settings"), &file).unwrap();
    fs::remove_file(&file).unwrap();
    println!("{:?}", until(&mut watcher, folder, "settings").await);
}

/// The program runs twice as a process of its own: with the default reactor and with the one over epoll.
fn main() {
    if std::env::args().nth(1).is_some() {
        return run();
    }
    let program = std::env::current_exe().unwrap();
    let output = |reactor: Option<&str>| {
        let mut command = std::process::Command::new(&program);
        command.arg("run").stderr(std::process::Stdio::inherit());
        if let Some(reactor) = reactor {
            command.env("POLY_REACTOR", reactor);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{reactor:?}: {}", output.status);
        String::from_utf8(output.stdout).unwrap()
    };
    let by_default = output(None);
    print!("{by_default}");
    println!("the same over epoll: {}", output(Some("epoll")) == by_default);
}

fn run() {
    let folder = std::env::temp_dir().join(format!("stdlib-watching-{}", std::process::id()));
    for (index, name) in ["one", "all", "file"].into_iter().enumerate() {
        let folder = folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        block_on(async {
            match index {
                0 => one_folder(&folder).await,
                1 => all_folders(&folder).await,
                _ => one_file(&folder).await,
            }
        });
    }
    block_on(async {
        let inner = folder.join("one");
        let mut watcher = watch(&inner).await.unwrap();
        fs::remove_dir_all(&inner).unwrap();
        println!("{:?}", until(&mut watcher, &folder, "?").await);
    });
    fs::remove_dir_all(&folder).unwrap();
    println!("end");
}
