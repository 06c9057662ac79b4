// Files, folders and names through the event loop, while a timer goes on.
use std::cell::Cell;
use std::io::SeekFrom;
use std::rc::Rc;
use std::time::Duration;
use stdlib::fs::{self, File};
use stdlib::task::{block_on, sleep, spawn};

async fn work() -> std::io::Result<()> {
    let folder = std::env::temp_dir().join(format!("stdlib-files-{}", std::process::id()));
    fs::create_dir_all(folder.join("a/b")).await?;
    let file = folder.join("a/text");
    fs::write_file(&file, "one\n").await?;
    fs::append_file(&file, "two\n").await?;
    print!("{}", fs::read_to_string(&file).await?);
    std::os::unix::fs::symlink("a/text", folder.join("link"))?;
    fs::replace_file(folder.join("link"), "three\n").await?;
    print!("{}", fs::read_to_string(&file).await?);
    println!("{}", fs::symlink_metadata(folder.join("link")).await?.file_type().is_symlink());
    println!("{}", fs::copy(&file, folder.join("copy")).await?);
    fs::rename(folder.join("copy"), folder.join("moved")).await?;
    println!("{} {}", fs::try_exists(folder.join("copy")).await?, fs::metadata(folder.join("moved")).await?.len());
    let names: Vec<_> = fs::read_dir(&folder).await?.iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    println!("{names:?}");

    let open = File::create(folder.join("data")).await?;
    for part in ["abc", "def", "ghi"] {
        open.write_all(part).await?;
    }
    open.sync_all().await?;
    drop(open);
    let open = File::open(folder.join("data")).await?;
    let mut parts = Vec::new();
    loop {
        let part = open.read(4).await?;
        if part.is_empty() {
            break;
        }
        parts.push(String::from_utf8(part).unwrap());
    }
    println!("{parts:?} {}", open.seek(SeekFrom::Start(6)).await?);
    println!("{:?}", String::from_utf8(open.read_to_end().await?).unwrap());

    println!("{:?}", fs::read_file(folder.join("none")).await.unwrap_err().kind());
    println!("{:?}", fs::remove_dir(folder.join("a")).await.unwrap_err().kind());
    fs::remove_file(folder.join("link")).await?;
    fs::remove_dir_all(&folder).await?;
    println!("{}", fs::try_exists(&folder).await?);
    Ok(())
}

fn main() {
    let ticks = Rc::new(Cell::new(0));
    let counted = ticks.clone();
    block_on(async move {
        let timer = spawn(async move {
            loop {
                sleep(Duration::from_millis(1)).await;
                counted.set(counted.get() + 1);
            }
        });
        work().await.unwrap();
        sleep(Duration::from_millis(20)).await;
        timer.abort();
    });
    println!("{}", ticks.get() > 1);
}
