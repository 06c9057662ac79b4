// C strings, owned and borrowed.
use std::ffi::{CStr, CString};
use std::rc::Rc;

const GREETING: &CStr = c"hello";

fn main() {
    println!("{GREETING:?} {} {:?}", GREETING.count_bytes(), GREETING.to_bytes_with_nul());
    println!("{:?} {:?}", GREETING.to_str(), CStr::from_bytes_with_nul(b"a\xFF\0").unwrap().to_string_lossy());
    println!("{:?}", CStr::from_bytes_until_nul(b"one\0two\0"));
    println!("{}", CStr::from_bytes_until_nul(b"none").unwrap_err());
    for bytes in [&b"in\0side\0"[..], b"none"] {
        println!("{}", CStr::from_bytes_with_nul(bytes).unwrap_err());
    }
    println!("{} {}", GREETING < c"help", GREETING == CString::new("hello").unwrap().as_c_str());
    let owned = CString::new("text").unwrap();
    println!("{owned:?} {:?} {}", owned.as_bytes(), owned.is_empty());
    println!("{}", CString::new("nul\0inside").unwrap_err());
    println!("{:?}", CString::from_vec_with_nul(b"a\0b\0".to_vec()).unwrap_err().into_bytes());
    println!("{:?}", CString::from_vec_with_nul(b"ab\0".to_vec()));
    let boxed: Box<CStr> = owned.into_boxed_c_str();
    println!("{:?} {:?}", boxed.clone(), boxed.into_c_string().into_string());
    println!("{:?}", CString::new(vec![0xC0]).unwrap().into_string().unwrap_err().utf8_error());
    let raw = CString::new("raw").unwrap().into_raw();
    println!("{:?} {:?}", unsafe { CStr::from_ptr(raw) }, unsafe { CString::from_raw(raw) });
    println!("{:?} {:?}", Rc::<CStr>::from(c"rc".to_owned()), String::try_from(c"string".to_owned()));
}
