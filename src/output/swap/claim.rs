//! One run at a time on a share that has no locks.
//!
//! A file that only one run can create says who it is. No lock tells there
//! when that run has ended, so the file is judged by what it says: a run of
//! this computer that is no longer among its processes is over, of one on
//! another computer nothing is known, and a person has to say so.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Who is running.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owner {
    user: String,
    computer: String,
    process: u32,
}

/// Why a folder cannot be claimed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// That run is going on.
    Running,
    /// It is on another computer, or says nothing that can be judged.
    Unknown,
}

impl Owner {
    /// This run.
    pub(super) fn this() -> Self {
        let first = |names: [&str; 2]| names.iter().find_map(|name| std::env::var(name).ok());
        let computer = first(["COMPUTERNAME", "HOSTNAME"]).or_else(|| {
            fs::read_to_string("/proc/sys/kernel/hostname").ok().map(|name| name.trim().to_owned())
        });
        Self {
            user: first(["USERNAME", "USER"]).unwrap_or_default(),
            computer: computer.unwrap_or_default(),
            process: std::process::id(),
        }
    }

    /// What [`Owner::said`] wrote, as far as it can be judged.
    fn parse(said: &str) -> Option<(&str, u32)> {
        let part = |label: &str| said.split('、').find_map(|part| part.strip_prefix(label));
        Some((part("パソコン ")?, part("プロセス番号 ")?.trim().parse().ok()?))
    }

    /// `利用者 …、パソコン …、プロセス番号 …`, without what is not known.
    pub(super) fn said(&self) -> String {
        let process = self.process.to_string();
        let parts = [("利用者", &self.user), ("パソコン", &self.computer), ("プロセス番号", &process)];
        let known = parts.iter().filter(|(_, value)| !value.is_empty());
        known.map(|(label, value)| format!("{label} {value}")).collect::<Vec<_>>().join("、")
    }
}

/// Creates the file `path` for `owner`, clearing one that a crashed run left;
/// `is_running` tells whether a process of this computer is such a run.
pub(super) fn claim(
    path: &Path,
    owner: &Owner,
    is_running: &dyn Fn(u32) -> bool,
) -> io::Result<Result<(), Refused>> {
    for _ in 0..10 {
        match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(mut file) => return file.write_all(owner.said().as_bytes()).map(Ok),
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            Err(_) => {}
        }
        let said = match fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            said => said.unwrap_or_default(),
        };
        match Owner::parse(&said) {
            Some((computer, process)) if computer == owner.computer => {
                // This run's own number is that of one before it.
                if process != owner.process && is_running(process) {
                    return Ok(Err(Refused::Running));
                }
            }
            _ => return Ok(Err(Refused::Unknown)),
        }
        if !clear(path, &said, owner)? {
            return Ok(Err(Refused::Running));
        }
    }
    Ok(Err(Refused::Running))
}

/// Removes what a run that is over has left; `false` where another run has
/// done so in the meantime and its own file stands there now.
fn clear(path: &Path, said: &str, owner: &Owner) -> io::Result<bool> {
    let aside = path.with_extension(format!("{}.txt", owner.process));
    match fs::rename(path, &aside) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        moved => moved?,
    }
    if fs::read_to_string(&aside)? == said {
        return fs::remove_file(&aside).map(|()| true);
    }
    fs::rename(&aside, path).map(|()| false)
}

/// Whether a process of this number runs this program. Where the system does not say, it may.
#[cfg(target_os = "linux")]
pub(super) fn is_running(process: u32) -> bool {
    let name = |which: &str| fs::read(format!("/proc/{which}/comm"));
    match (name(&process.to_string()), name("self")) {
        (Err(error), _) => error.kind() != ErrorKind::NotFound,
        (Ok(there), Ok(own)) => there == own,
        (Ok(_), Err(_)) => true,
    }
}

/// The same by the system's own list.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_running(process: u32) -> bool {
    use std::process::Command;
    let mut command = if cfg!(windows) {
        let mut command = Command::new("tasklist");
        command.args(["/FI", &format!("PID eq {process}"), "/FO", "CSV", "/NH"]);
        command
    } else {
        let mut command = Command::new("ps");
        command.args(["-p", &process.to_string(), "-o", "comm="]);
        command
    };
    let own = std::env::current_exe().ok();
    let own = own.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().to_lowercase());
    match (command.output(), own) {
        (Ok(listed), Some(own)) => String::from_utf8_lossy(&listed.stdout).to_lowercase().contains(&own),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(computer: &str, process: u32) -> Owner {
        Owner { user: "山田".to_owned(), computer: computer.to_owned(), process }
    }

    /// What a second run is told where the file says `said` and these processes run.
    fn second(said: &str, running: &[u32]) -> (Result<(), Refused>, String) {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join(".gyokaku-出力.owner.txt");
        fs::write(&path, said).expect("a claim");
        let told = claim(&path, &owner("PC-1", 20), &|process| running.contains(&process)).expect("a share");
        assert_eq!(fs::read_dir(dir.path()).expect("the folder").count(), 1, "nothing else is left");
        (told, fs::read_to_string(&path).expect("a claim"))
    }

    #[test]
    fn only_one_run_claims_a_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("owner.txt");
        assert_eq!(claim(&path, &owner("PC-1", 10), &|_| true).expect("a share"), Ok(()));
        assert_eq!(claim(&path, &owner("PC-1", 20), &|_| true).expect("a share"), Err(Refused::Running));
        assert_eq!(
            fs::read_to_string(&path).expect("a claim"),
            "利用者 山田、パソコン PC-1、プロセス番号 10"
        );
    }

    #[test]
    fn a_crashed_run_of_this_computer_holds_nobody_up() {
        let mine = owner("PC-1", 20).said();
        assert_eq!(second(&owner("PC-1", 10).said(), &[]), (Ok(()), mine.clone()));
        assert_eq!(second(&owner("PC-1", 10).said(), &[10]).0, Err(Refused::Running));
        // The number of a crashed run may come again, as this run's own.
        assert_eq!(second(&owner("PC-1", 20).said(), &[20]), (Ok(()), mine));
    }

    #[test]
    fn of_another_computer_nothing_is_known() {
        let theirs = owner("PC-2", 10).said();
        assert_eq!(second(&theirs, &[]), (Err(Refused::Unknown), theirs));
        for said in ["", "利用者 山田", "パソコン PC-1、プロセス番号 十"] {
            assert_eq!(second(said, &[]).0, Err(Refused::Unknown), "{said}");
        }
    }

    #[test]
    fn a_claim_that_came_in_between_is_put_back() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("owner.txt");
        fs::write(&path, owner("PC-1", 30).said()).expect("a claim");
        assert!(!clear(&path, &owner("PC-1", 10).said(), &owner("PC-1", 20)).expect("a share"));
        assert_eq!(fs::read_to_string(&path).expect("a claim"), owner("PC-1", 30).said());
    }

    #[test]
    fn this_process_runs_and_one_that_never_was_does_not() {
        assert!(is_running(std::process::id()));
        assert!(!is_running(4_000_000_000));
    }
}
