//! Input and output.

mod buffered;
mod cursor;
mod error;
mod memory;
mod pipe;
mod standard;
mod traits;
mod util;

pub use self::buffered::{BufReader, BufWriter, IntoInnerError, LineWriter, WriterPanicked};
pub use self::cursor::Cursor;
pub use self::error::{Error, ErrorKind, Result};
pub use self::memory::{IoSlice, IoSliceMut};
pub use self::pipe::{pipe, PipeReader, PipeWriter};
pub use self::standard::{
    stderr, stdin, stdout, IsTerminal, Stderr, StderrLock, Stdin, StdinLock, Stdout, StdoutLock,
};
#[doc(hidden)]
pub use self::standard::{_eprint, _print};
pub(crate) use self::standard::{cleanup, raw_stderr};
pub use self::traits::{BufRead, Bytes, Chain, Lines, Read, Seek, SeekFrom, Split, Take, Write};
pub use self::util::{copy, empty, read_to_string, repeat, sink, Empty, Repeat, Sink};

/// The traits of input and output, to be imported together.
pub mod prelude {
    pub use super::{BufRead, Read, Seek, Write};
}
