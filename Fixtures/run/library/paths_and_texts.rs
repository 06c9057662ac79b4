// Paths, texts of the operating system and of C.
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::env;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

fn main() {
    for text in ["/usr/lib/x.tar.gz", "a/./b/../c.txt", "/", "", ".", "..", "a//b/", ".hidden", "name.", "./x"] {
        let path = Path::new(text);
        println!("{text:?}: {:?} {:?}", path.parent(), path.file_name());
        println!("  {:?} {:?} {:?}", path.file_stem(), path.extension(), path.file_prefix());
        println!("  {:?} {}", path.components().collect::<Vec<_>>(), path.is_absolute());
        println!("  {:?} {:?}", path.with_extension("new"), path.with_file_name("f"));
        println!("  {:?} {:?}", path.with_added_extension("bak"), path.join("/abs"));
    }
    let path = Path::new("/a/b/c");
    println!("{:?}", path.ancestors().map(|p| p.display().to_string()).collect::<Vec<_>>());
    println!("{:?} {:?}", path.strip_prefix("/a"), path.strip_prefix("b").map_err(|e| e.to_string()));
    println!("{} {} {}", path.starts_with("/a/b"), path.starts_with("/a/bb"), path.ends_with("b/c"));
    println!("{:?}", path.iter().rev().collect::<Vec<_>>());
    let mut buffer: PathBuf = ["x", "y", "z.rs"].iter().collect();
    buffer.push("tail");
    println!("{} {} {:?}", buffer.pop(), buffer.set_extension("o"), buffer);
    buffer.set_file_name("other.txt");
    println!("{} {}", buffer.display(), buffer == PathBuf::from("x/./y//other.txt"));
    println!("{:?} {:?}", Path::new("a/b").cmp(Path::new("a-b")), *"a/b/" == *Path::new("a/b"));
    println!("{:?}", Path::new("/x/../y").components().map(|c| match c {
        Component::Normal(name) => name.to_string_lossy(),
        other => Cow::Owned(format!("{other:?}")),
    }).collect::<Vec<_>>());
    let boxed: Box<Path> = buffer.clone().into();
    let shared: Rc<Path> = Rc::from(&*boxed);
    println!("{boxed:?} {shared:?} {:?}", boxed.clone().into_path_buf());
    println!("{:>12}|{:<6}|", Path::new("abc").display(), Path::new("d").display());
    println!("{:?} {:?}", std::path::absolute("/a/./b//c/"), std::path::absolute("").map_err(|e| e.to_string()));
    let mut by_path = BTreeMap::new();
    by_path.insert(PathBuf::from("k"), 1);
    println!("{:?}", by_path.get(Path::new("k")));

    let bad = OsString::from_vec(vec![b'a', 0xff, b'"', b'\n']);
    println!("{bad:?} {:?} {:?}", bad.to_str(), bad.to_string_lossy());
    println!("{:?} {}", bad.clone().into_string().map_err(|s| s.len()), bad.display());
    let mut text = OsString::from("ab");
    text.push("CD");
    text.extend([OsStr::new("é")]);
    println!("{text:?} {} {:?} {:?}", text.len(), text.to_ascii_uppercase(), text.as_bytes());
    println!("{} {} {}", text == "abCDé", text > *OsStr::new("ab"), OsStr::new("X").eq_ignore_ascii_case("x"));
    println!("{:?} {:?}", OsStr::new("a").to_os_string().into_boxed_os_str(), <&str>::try_from(&*text));

    let c = CString::new("c text").unwrap();
    println!("{c:?} {:?} {:?}", c.as_bytes_with_nul(), c.to_str());
    let error = CString::new("nul\0inside").unwrap_err();
    println!("{error} {}", error.nul_position());
    println!("{}", error.into_vec().len());
    println!("{:?} {:?}", CStr::from_bytes_with_nul(b"x\0"), CStr::from_bytes_with_nul(b"x\0y\0"));
    println!("{:?} {:?}", CStr::from_bytes_with_nul(b"x").map_err(|e| e.to_string()), CStr::from_bytes_until_nul(b"ab\0c"));
    println!("{:?} {}", CString::from_vec_with_nul(b"ok\0".to_vec()), c"literal".to_string_lossy());
    let raw = c.clone().into_raw();
    let back = unsafe { CString::from_raw(raw) };
    println!("{} {:?} {}", back == c, unsafe { CStr::from_ptr(back.as_ptr()) }, back.count_bytes());
    println!("{:?}", CString::new(vec![0xff]).unwrap().into_string().map_err(|e| (e.to_string(), e.utf8_error().valid_up_to())));
    println!("{:?} {:?}", Box::<CStr>::from(c), CString::default());

    unsafe {
        env::set_var("POLY_TEST_VARIABLE", "set");
        env::set_var("POLY_TEST_BAD", OsStr::from_bytes(&[0xfe]));
    }
    println!("{:?} {:?}", env::var("POLY_TEST_VARIABLE"), env::var("POLY_TEST_MISSING"));
    println!("{:?} {:?}", env::var("POLY_TEST_BAD"), env::var_os("POLY_TEST_BAD"));
    println!("{}", env::vars_os().any(|(name, value)| name == "POLY_TEST_VARIABLE" && value == "set"));
    unsafe { env::remove_var("POLY_TEST_VARIABLE") };
    println!("{:?}", env::var("POLY_TEST_VARIABLE").map_err(|e| e.to_string()));
    println!("{:?}", env::split_paths("/bin:/usr/bin::x").collect::<Vec<_>>());
    println!("{:?} {:?}", env::join_paths(["/a", "/b"]), env::join_paths(["a:b"]).map_err(|e| e.to_string()));
    println!("{} {} {}", env::consts::OS, env::consts::FAMILY, env::consts::DLL_SUFFIX);
}
