//! What stops the program: a folder that is missing, settings that are wrong,
//! an output that is open in Excel. Everything a department can cause is a
//! [`crate::diag::Finding`] instead.

use std::fmt;
use std::path::{Path, PathBuf};

/// A reason to stop, told to the operator: what was tried, on which file, why
/// it failed and what to do next. All four are Japanese sentences without 。.
#[derive(Debug)]
pub struct Error {
    tried: String,
    path: Option<PathBuf>,
    why: String,
    next: String,
}

/// Shorthand for results that end the program on failure.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error about no file in particular.
    pub fn new(tried: impl Into<String>, why: impl Into<String>, next: impl Into<String>) -> Self {
        Self { tried: tried.into(), path: None, why: why.into(), next: next.into() }
    }

    /// An error about the file or folder `path`.
    pub fn at(
        path: &Path,
        tried: impl Into<String>,
        why: impl Into<String>,
        next: impl Into<String>,
    ) -> Self {
        Self { path: Some(path.to_path_buf()), ..Self::new(tried, why, next) }
    }

    /// A failed operation of the file system, in words a clerk knows.
    pub fn io(path: &Path, tried: impl Into<String>, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        // 32 and 33 are Windows' sharing and lock violations: the file is open in Excel.
        let open_elsewhere = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
        let (why, next) = if open_elsewhere {
            (
                "ほかのプログラムで開かれています",
                "Excelなどで開いているファイルを閉じて、もう一度実行してください",
            )
        } else {
            match error.kind() {
                ErrorKind::NotFound => ("ファイル又はフォルダーがありません", "場所と名前を確認してください"),
                ErrorKind::PermissionDenied => (
                    "読み書きが許可されていません",
                    "ファイルをExcelで開いていないか、フォルダーに書き込めるかを確認してください",
                ),
                ErrorKind::StorageFull => {
                    ("ディスクの空きが足りません", "不要なファイルを削除してから、もう一度実行してください")
                }
                ErrorKind::ReadOnlyFilesystem => {
                    ("書き込みのできない場所です", "書き込める場所に計画フォルダーを移してください")
                }
                ErrorKind::IsADirectory => ("ファイルではなくフォルダーです", "ファイルを指定してください"),
                ErrorKind::NotADirectory => {
                    ("フォルダーではなくファイルです", "フォルダーを指定してください")
                }
                ErrorKind::AlreadyExists => ("同じ名前のものがすでにあります", "別の名前を指定してください"),
                ErrorKind::InvalidFilename => {
                    ("ファイルの名前が長すぎるか、使えない文字があります", "名前を短くしてください")
                }
                ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
                    ("ほかのプログラムで使われています", "ファイルを閉じて、もう一度実行してください")
                }
                ErrorKind::TimedOut
                | ErrorKind::HostUnreachable
                | ErrorKind::NetworkUnreachable
                | ErrorKind::NetworkDown
                | ErrorKind::StaleNetworkFileHandle => (
                    "共有フォルダーに接続できません",
                    "ネットワークの接続を確認するか、計画フォルダーをこのパソコンに移してください",
                ),
                _ => {
                    return Self::at(
                        path,
                        tried,
                        format!("読み書きに失敗しました（システムの表示：{error}）"),
                        "場所を確認して、もう一度実行してください",
                    );
                }
            }
        };
        Self::at(path, tried, why, next)
    }

    /// Why it failed, in a sentence.
    pub fn why(&self) -> &str {
        &self.why
    }

    /// The file or folder the error is about.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "エラー：{}", self.tried)?;
        if let Some(path) = &self.path {
            writeln!(f, "　場所：{}", path.display())?;
        }
        writeln!(f, "　理由：{}", self.why)?;
        write!(f, "　対応：{}", self.next)
    }
}

impl std::error::Error for Error {}
