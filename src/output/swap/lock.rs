//! One run at a time for an output folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::claim::{Owner, Refused, claim, is_running};
use crate::error::{Error, Result};

const TRIED: &str = "出力フォルダーへの書き込みを始めます";

/// Holds the output folder. The operating system releases the lock when the
/// program ends, however it ends: a crash leaves nothing to clear by hand.
#[derive(Debug)]
pub(super) struct Lock {
    file: Option<File>,
    path: PathBuf,
    owner_path: PathBuf,
}

impl Lock {
    /// Takes the lock, or says which run has it. `stem` is the start of the
    /// lock's file names beside the output folder.
    pub(super) fn take(stem: &Path, target: &Path) -> Result<Self> {
        let path = with_ending(stem, ".lock");
        // Windows lets nobody read a locked file, so the owner stands in a second one.
        let owner_path = with_ending(stem, ".owner.txt");
        let failed = |error: &std::io::Error| Error::io(target, TRIED, error);
        for _ in 0..100 {
            let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
            let file = file.map_err(|e| failed(&e))?;
            match file.try_lock() {
                Ok(()) if !is_current(&file, &path) => continue,
                Ok(()) => {
                    // A link that stands there is not written through.
                    let _ = fs::remove_file(&owner_path);
                    fs::write(&owner_path, Owner::this().said()).map_err(|e| failed(&e))?;
                }
                Err(TryLockError::WouldBlock) => return Err(taken(target, &owner_path)),
                // A share without locks.
                Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {
                    claim_folder(target, &owner_path)?;
                }
                Err(TryLockError::Error(error)) => return Err(failed(&error)),
            }
            return Ok(Self { file: Some(file), path, owner_path });
        }
        Err(taken(target, &owner_path))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Nothing is lost if a file stays: an unlocked one holds nobody up.
        let _ = fs::remove_file(&self.owner_path);
        let _ = fs::remove_file(&self.path);
        drop(self.file.take());
    }
}

fn with_ending(stem: &Path, ending: &str) -> PathBuf {
    let mut name = stem.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Whether the locked file is still the one that stands under the path: the
/// run before may have removed it between opening and locking.
#[cfg(unix)]
fn is_current(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(locked), Ok(there)) => (locked.dev(), locked.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Windows keeps an open file's name taken until it is closed.
#[cfg(not(unix))]
fn is_current(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// The lock of a share without locks: a file that says whose the folder is.
fn claim_folder(target: &Path, owner_path: &Path) -> Result<()> {
    match claim(owner_path, &Owner::this(), &is_running).map_err(|e| Error::io(target, TRIED, &e))? {
        Ok(()) => Ok(()),
        Err(Refused::Running) => Err(taken(target, owner_path)),
        Err(Refused::Unknown) => {
            let file = owner_path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let next = format!(
                "その実行が終わるのを待ってください。途中で止まったと分かっているときは、出力フォルダーの隣の「{file}」（隠しファイル）を削除してください"
            );
            Err(held(target, owner_path, next))
        }
    }
}

fn taken(target: &Path, owner_path: &Path) -> Error {
    held(target, owner_path, "その実行が終わるのを待ってから、もう一度実行してください".to_owned())
}

fn held(target: &Path, owner_path: &Path, next: String) -> Error {
    let owner = fs::read_to_string(owner_path).unwrap_or_default();
    let who = if owner.is_empty() { String::new() } else { format!("（{owner}）") };
    Error::at(target, TRIED, format!("同じフォルダーに対して、別のgyokakuが実行中です{who}"), next)
}
