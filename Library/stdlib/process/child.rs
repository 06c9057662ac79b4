//! A process that was started, and how its end is waited for.

use super::{ChildStderr, ChildStdin, ChildStdout, ExitStatus, Output};
use crate::net::Stream;
use crate::reactor::Source;
use crate::task::{join, spawn_blocking, TaskHandle};
use std::fmt;
use std::future::{poll_fn, Future};
use std::io;
use std::os::fd::{FromRawFd, OwnedFd};
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};

extern "C" {
    fn syscall(number: i64, ...) -> i64;
    fn waitid(kind: i32, id: u32, information: *mut u8, options: i32) -> i32;
}

/// Tells when a process has ended, and leaves it to be waited for.
enum Watch {
    /// A descriptor of the process, which is readable then.
    Descriptor(Source, #[allow(dead_code)] OwnedFd),
    /// Systems without such descriptors: a call in another thread.
    Thread(Option<TaskHandle<()>>),
}

impl Watch {
    fn new(id: u32) -> Watch {
        const PIDFD_OPEN: i64 = 434;
        let fd = unsafe { syscall(PIDFD_OPEN, id as i64, 0i64) } as i32;
        if fd >= 0 {
            let owned = unsafe { OwnedFd::from_raw_fd(fd) };
            if let Ok(source) = Source::new(fd) {
                return Watch::Descriptor(source, owned);
            }
        }
        Watch::Thread(Some(spawn_blocking(move || {
            const P_PID: i32 = 1;
            const WEXITED: i32 = 4;
            const WNOWAIT: i32 = 0x0100_0000;
            let mut information = [0u64; 16];
            let information = information.as_mut_ptr() as *mut u8;
            while unsafe { waitid(P_PID, id, information, WEXITED | WNOWAIT) } < 0
                && io::Error::last_os_error().kind() == io::ErrorKind::Interrupted
            {}
        })))
    }

    fn poll_status(
        &mut self, cx: &mut Context<'_>, child: &mut std::process::Child,
    ) -> Poll<io::Result<ExitStatus>> {
        match self {
            Watch::Descriptor(source, _) => source.poll_read(cx, || match child.try_wait()? {
                Some(status) => Ok(status),
                None => Err(io::ErrorKind::WouldBlock.into()),
            }),
            Watch::Thread(handle) => {
                if let Some(waiting) = handle {
                    if Pin::new(waiting).poll(cx).is_pending() {
                        return Poll::Pending;
                    }
                    *handle = None;
                }
                Poll::Ready(child.wait())
            }
        }
    }
}

/// A process that was started. Dropping it leaves the process running, unless `Command::kill_on_drop` says
/// otherwise; its end is noticed some time later, so that the system need not remember it for ever.
pub struct Child {
    /// None once it was handed over.
    inner: Option<std::process::Child>,
    watch: Watch,
    status: Option<ExitStatus>,
    kill_on_drop: bool,
    /// Its streams, where they were asked for with `Stdio::piped`.
    pub stdin: Option<ChildStdin>,
    pub stdout: Option<ChildStdout>,
    pub stderr: Option<ChildStderr>,
}

/// Processes that nobody waits for any more and that had not ended when they were dropped.
static ORPHANS: Mutex<Vec<std::process::Child>> = Mutex::new(Vec::new());

/// Takes note of the ends of processes that nobody waits for.
pub(super) fn reap_orphans() {
    let mut orphans = ORPHANS.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    orphans.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
}

impl Child {
    pub(super) fn new(mut inner: std::process::Child, kill_on_drop: bool) -> io::Result<Child> {
        let streams = (inner.stdin.take(), inner.stdout.take(), inner.stderr.take());
        let watch = Watch::new(inner.id());
        let inner = Some(inner);
        let (stdin, stdout, stderr) = (None, None, None);
        let mut child = Child { inner, watch, status: None, kill_on_drop, stdin, stdout, stderr };
        if let Some(stream) = streams.0 {
            child.stdin = Some(ChildStdin::new(stream.into())?);
        }
        if let Some(stream) = streams.1 {
            child.stdout = Some(ChildStdout::new(stream.into())?);
        }
        if let Some(stream) = streams.2 {
            child.stderr = Some(ChildStderr::new(stream.into())?);
        }
        Ok(child)
    }

    fn inner(&mut self) -> &mut std::process::Child {
        match &mut self.inner {
            Some(inner) => inner,
            None => unreachable!("only what is dropped has no process"),
        }
    }
    /// The system's number of the process; none after its end was waited for.
    pub fn id(&self) -> Option<u32> {
        if self.status.is_some() { None } else { self.inner.as_ref().map(|inner| inner.id()) }
    }
    /// How it ended, if it has.
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        if self.status.is_none() {
            self.status = self.inner().try_wait()?;
        }
        Ok(self.status)
    }
    /// Waits for its end; its standard input is closed first.
    pub async fn wait(&mut self) -> io::Result<ExitStatus> {
        drop(self.stdin.take());
        poll_fn(|cx| self.poll_wait(cx)).await
    }
    /// As `wait`, by polling.
    pub fn poll_wait(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<ExitStatus>> {
        let Some(inner) = &mut self.inner else { unreachable!("only what is dropped has no process") };
        if self.status.is_none() {
            match self.watch.poll_status(cx, inner) {
                Poll::Ready(Ok(status)) => self.status = Some(status),
                result => return result,
            }
        }
        match self.status {
            Some(status) => Poll::Ready(Ok(status)),
            None => Poll::Pending,
        }
    }
    /// Waits for its end and for all that it writes to streams that were asked for and not taken.
    pub async fn wait_with_output(mut self) -> io::Result<Output> {
        drop(self.stdin.take());
        let (output, error) = (self.stdout.take(), self.stderr.take());
        let (stdout, stderr) = join!(all_of(output), all_of(error));
        Ok(Output { status: self.wait().await?, stdout: stdout?, stderr: stderr? })
    }
    /// Kills the process, without waiting for its end. One that has ended is left alone.
    pub fn start_kill(&mut self) -> io::Result<()> {
        if self.try_wait()?.is_some() {
            return Ok(());
        }
        self.inner().kill()
    }
    /// Kills the process and waits for its end.
    pub async fn kill(&mut self) -> io::Result<()> {
        self.start_kill()?;
        self.wait().await.map(drop)
    }
}

async fn all_of(stream: Option<impl Stream>) -> io::Result<Vec<u8>> {
    match stream {
        Some(stream) => stream.read_to_end().await,
        None => Ok(Vec::new()),
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let Some(mut inner) = self.inner.take() else { return };
        if self.status.is_some() || !matches!(inner.try_wait(), Ok(None)) {
            return;
        }
        if self.kill_on_drop {
            // It cannot fail: nobody else waits for this process.
            let _ = inner.kill();
        }
        reap_orphans();
        ORPHANS.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(inner);
    }
}
impl fmt::Debug for Child {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Child").field("id", &self.id()).finish_non_exhaustive()
    }
}
