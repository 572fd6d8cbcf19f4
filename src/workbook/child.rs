//! The child process that opens .xls.
//!
//! calamine builds such workbooks whole before anything can be asked of them,
//! so a file of one kilobyte can take all memory, and running out of memory
//! ends a process. It must not be this one.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use super::raw::RawWorkbook;
use super::unreadable::Unreadable;
use super::{wire, xls};
use crate::model::Eras;

/// The hidden subcommand under which the program starts itself again.
pub const CHILD_COMMAND: &str = "__read-workbook";

/// Memory that the child may use.
const MEMORY: u64 = 256 << 20;
/// Seconds of computing that the child may use.
#[cfg(unix)]
const CPU_SECONDS: u64 = 2;
/// How long the parent waits. Longer than the child may compute, because on a
/// busy machine a good file must not be refused for waiting its turn.
const PATIENCE: Duration = Duration::from_secs(8);
/// The longest answer; the memory limit keeps real ones far below.
const MAX_ANSWER: u64 = 128 << 20;

static EXECUTABLE: OnceLock<PathBuf> = OnceLock::new();

/// Names the executable that answers to [`CHILD_COMMAND`], where it is not the
/// running one: tests and benchmarks run in executables of their own.
pub fn use_executable(path: impl Into<PathBuf>) {
    // A second call changes nothing; all callers name the same executable.
    let _ = EXECUTABLE.set(path.into());
}

/// The child's whole life: the eras and the workbook on standard input, the
/// answer on standard output.
pub fn child_main() -> ExitCode {
    if !limit_self() {
        return ExitCode::from(2);
    }
    let mut bytes = Vec::new();
    if std::io::stdin().lock().read_to_end(&mut bytes).is_err() {
        return ExitCode::from(2);
    }
    let Some((eras, bytes)) = wire::decode_eras(&bytes) else { return ExitCode::from(2) };
    let answer = wire::encode(&xls::parse_here(bytes, &eras));
    match std::io::stdout().lock().write_all(&answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

/// Where the system knows no limit on a process's memory that safe code could
/// set (Windows, macOS), the allocator counts. The parent's limit is never set.
#[cfg(not(target_os = "linux"))]
#[global_allocator]
static ALLOCATED: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

/// Whether this process is held to its limits from now on.
fn limit_self() -> bool {
    #[cfg(target_os = "linux")]
    let memory = rlimit::Resource::AS.set(MEMORY, MEMORY).is_ok();
    #[cfg(not(target_os = "linux"))]
    let memory = usize::try_from(MEMORY).is_ok_and(|limit| ALLOCATED.set_limit(limit).is_ok());
    // Windows ends no process by its computing time; the parent's patience holds there.
    #[cfg(unix)]
    let time = rlimit::Resource::CPU.set(CPU_SECONDS, CPU_SECONDS + 1).is_ok();
    #[cfg(not(unix))]
    let time = true;
    memory && time
}

/// Reads a workbook in a child process.
pub(super) fn read_apart(bytes: &[u8], eras: &Eras) -> Result<RawWorkbook, Unreadable> {
    let Some(executable) = EXECUTABLE.get().cloned().or_else(|| std::env::current_exe().ok()) else {
        return Err(Unreadable::NoChild);
    };
    let mut command = Command::new(executable);
    command.arg(CHILD_COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
    }
    let mut child = command.spawn().map_err(|_| Unreadable::NoChild)?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Unreadable::NoChild);
    };
    // One thread writes and one reads, so that neither pipe can fill up and
    // hold the other; killing the child closes both pipes and ends both threads.
    let answer = thread::scope(|scope| {
        scope.spawn(move || {
            // A child that died reads no more; its answer will be missing.
            let _ = stdin.write_all(&wire::encode_eras(eras)).and_then(|()| stdin.write_all(bytes));
        });
        let (sender, receiver) = mpsc::channel();
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = stdout.take(MAX_ANSWER).read_to_end(&mut answer);
            let _ = sender.send(read.map(|_| answer));
        });
        let answer = receiver.recv_timeout(PATIENCE);
        if answer.is_err() {
            // It may just have ended by itself.
            let _ = child.kill();
        }
        answer
    });
    let status = child.wait();
    match answer {
        Err(_) => Err(Unreadable::TooSlow),
        Ok(Err(_)) => Err(Unreadable::NoChild),
        Ok(Ok(answer)) => match wire::decode(&answer) {
            Some(result) => result,
            // Neither a result nor a refusal: the child broke off at a limit,
            // or it is not this program at all.
            None if status.is_ok_and(|s| s.success()) => Err(Unreadable::NoChild),
            None => Err(Unreadable::Damaged),
        },
    }
}
