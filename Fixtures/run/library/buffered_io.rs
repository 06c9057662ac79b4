// Readers and writers over memory: buffers, cursors, chains, limits, vectored slices.
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, BufWriter, Cursor, ErrorKind, IoSlice, LineWriter, Read, Seek, SeekFrom, Write};

/// A sink that remembers every call, and fails on demand.
#[derive(Debug, Default)]
struct Log {
    calls: Vec<String>,
    fail: bool,
}
impl Write for Log {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        if self.fail {
            return Err(io::Error::new(ErrorKind::Other, "no more"));
        }
        self.calls.push(format!("write {:?}", String::from_utf8_lossy(data)));
        Ok(data.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        self.calls.push("flush".to_string());
        Ok(())
    }
}

fn readers() -> io::Result<()> {
    let text = "first line\nsecond\r\nthird without end";
    for line in BufReader::with_capacity(4, text.as_bytes()).lines() {
        println!("line {:?}", line?);
    }
    let mut reader = BufReader::with_capacity(5, text.as_bytes());
    let mut line = String::from(">");
    println!("{} {line:?}", reader.read_line(&mut line)?);
    let mut bytes = Vec::new();
    println!("{} {:?}", reader.read_until(b'c', &mut bytes)?, bytes);
    println!("buffered {:?} of {}", reader.buffer(), reader.capacity());
    println!("skipped {}", reader.skip_until(b'\n')?);
    let mut exact = [0; 5];
    reader.read_exact(&mut exact)?;
    println!("{exact:?}");
    let mut rest = String::new();
    reader.read_to_string(&mut rest)?;
    println!("{rest:?} {:?}", reader.read_exact(&mut exact).map_err(|e| (e.kind(), e.to_string())));

    let parts: Vec<_> = Cursor::new("a-b--c").split(b'-').map(|p| String::from_utf8(p.unwrap()).unwrap()).collect();
    println!("{parts:?}");
    let mut chain = "12".as_bytes().chain("345\n6".as_bytes());
    println!("{:?}", chain.get_ref());
    let mut line = String::new();
    chain.read_line(&mut line)?;
    println!("{line:?} {:?}", chain.into_inner());
    let mut take = "0123456789".as_bytes().take(4);
    let mut some = String::new();
    take.read_to_string(&mut some)?;
    take.set_limit(2);
    take.read_to_string(&mut some)?;
    println!("{some} {} {:?}", take.limit(), take.into_inner());
    let mut not_text = String::from("kept");
    let error = (&[b'a', 0xff, b'b'][..]).read_to_string(&mut not_text).unwrap_err();
    println!("{error} {:?} {not_text:?}", error.kind());
    println!("{:?}", "bytes".as_bytes().bytes().map(|b| b.unwrap()).collect::<Vec<u8>>());
    let mut queue: VecDeque<u8> = (1..=6).collect();
    let mut three = [0; 3];
    queue.read_exact(&mut three)?;
    queue.write_all(&[9, 9])?;
    println!("{three:?} {queue:?}");
    let mut sink = io::sink();
    println!("{} {:?}", io::copy(&mut "to nowhere".as_bytes(), &mut sink)?, io::empty().bytes().next().is_none());
    let mut repeated = [0; 3];
    io::repeat(7).read_exact(&mut repeated)?;
    println!("{repeated:?} {}", io::read_to_string("whole".as_bytes())?);
    Ok(())
}

fn seeking() -> io::Result<()> {
    let mut cursor = Cursor::new(b"0123456789".to_vec());
    println!("{}", cursor.seek(SeekFrom::End(-3))?);
    cursor.write_all(b"abcde")?;
    println!("{:?} {}", String::from_utf8_lossy(cursor.get_ref()), cursor.position());
    cursor.set_position(14);
    cursor.write_all(b"!")?;
    println!("{:?}", &cursor.get_ref()[10..]);
    println!("{:?}", cursor.seek(SeekFrom::Current(-99)).map_err(|e| e.to_string()));
    cursor.rewind()?;
    cursor.seek_relative(2)?;
    println!("{} {:?}", cursor.stream_position()?, cursor.fill_buf()?.first());
    let mut storage = [0u8; 4];
    let mut fixed = Cursor::new(&mut storage[..]);
    println!("{} {}", fixed.write(b"xyz")?, fixed.write(b"xyz")?);
    println!("{:?} {storage:?}", Cursor::new([0u8; 2]).write_all(b"long").map_err(|e| e.kind()));
    let mut reader = BufReader::with_capacity(4, Cursor::new("abcdefghijkl"));
    let mut two = [0; 2];
    reader.read_exact(&mut two)?;
    reader.seek_relative(1)?;
    reader.read_exact(&mut two)?;
    println!("{two:?} {}", reader.stream_position()?);
    Ok(())
}

fn writers() -> io::Result<()> {
    let mut writer = BufWriter::with_capacity(8, Log::default());
    for part in ["abc", "def", "ghi", "a long part of text", "z"] {
        writer.write_all(part.as_bytes())?;
    }
    println!("{:?} {:?} {}", writer.get_ref().calls, writer.buffer(), writer.capacity());
    writer.flush()?;
    write!(writer, "{}-{:03}", 1, 2)?;
    println!("{:?}", writer.into_inner().unwrap().calls);
    let mut lines = LineWriter::new(Log::default());
    lines.write_all(b"one\ntwo\nth")?;
    lines.write_all(b"ree\n")?;
    lines.write_all(b"rest")?;
    println!("{:?}", lines.get_ref().calls);
    println!("{:?}", lines.into_inner().unwrap().calls);
    let mut failing = BufWriter::new(Log { fail: true, ..Log::default() });
    failing.write_all(b"lost")?;
    let error = failing.into_inner().unwrap_err();
    println!("{} {:?}", error, error.error().kind());
    let (error, writer) = error.into_parts();
    let (log, buffer) = writer.into_parts();
    println!("{error:?} {} {buffer:?}", log.calls.len());
    let mut slices = [IoSlice::new(b"ab"), IoSlice::new(b"cde"), IoSlice::new(b"f")];
    let mut rest = &mut slices[..];
    IoSlice::advance_slices(&mut rest, 3);
    println!("{rest:?}");
    let mut out = Vec::new();
    println!("{} {out:?}", out.write_vectored(rest)?);
    let error = io::Error::other(std::fmt::Error);
    println!("{error:?}");
    println!("{:?}", error.downcast::<std::fmt::Error>().is_ok());
    println!("{:?} {}", io::Error::from(ErrorKind::NotFound), io::Error::from_raw_os_error(2));
    Ok(())
}

fn main() -> io::Result<()> {
    readers()?;
    seeking()?;
    writers()
}
