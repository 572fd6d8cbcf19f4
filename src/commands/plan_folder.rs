//! Finds the plan folder and the year folder.

use std::path::{Path, PathBuf};

use crate::characters::fold;
use crate::error::{Error, Result};
use crate::model::FiscalYear;
use crate::settings::{Settings, parse_year};

/// The file that makes a folder a plan folder.
pub(super) const SETTINGS_FILE: &str = "gyokaku.toml";

/// A year folder inside its plan folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearFolder {
    /// The plan folder, with gyokaku.toml.
    pub plan_dir: PathBuf,
    /// The year folder, `…/R5`.
    pub dir: PathBuf,
    /// The folder's name as typed on disk, `R5`.
    pub name: String,
}

impl YearFolder {
    /// Takes the folder a user named; says what is missing where it is none.
    pub fn find(path: &Path) -> Result<Self> {
        let tried = "年度フォルダーを開く";
        if path.join(SETTINGS_FILE).is_file() {
            return Err(Error::at(
                path,
                tried,
                "計画フォルダーです。年度のフォルダーではありません",
                format!(
                    "「{}」のように、中にある年度フォルダーを指定してください",
                    path.join("R5").display()
                ),
            ));
        }
        if !path.is_dir() {
            return Err(missing(path, tried));
        }
        // `.` and `R5/..` have no name of their own; the real path has.
        let dir = std::path::absolute(path).map_err(|e| Error::io(path, tried, &e))?;
        let dir = if dir.file_name().is_none() || dir.ends_with("..") {
            std::fs::canonicalize(path).map_err(|e| Error::io(path, tried, &e))?
        } else {
            dir
        };
        let (Some(name), Some(plan_dir)) = (dir.file_name().and_then(|n| n.to_str()), dir.parent()) else {
            return Err(missing(path, tried));
        };
        if !plan_dir.join(SETTINGS_FILE).is_file() {
            return Err(Error::at(
                path,
                tried,
                format!("一つ上のフォルダーに設定ファイル「{SETTINGS_FILE}」がありません"),
                "計画フォルダーの中の年度フォルダーを指定してください。新しく始めるときは「gyokaku init」で計画フォルダーを作れます",
            ));
        }
        Ok(Self { plan_dir: plan_dir.to_path_buf(), name: name.to_owned(), dir: dir.clone() })
    }

    /// The settings file.
    pub fn settings_path(&self) -> PathBuf {
        self.plan_dir.join(SETTINGS_FILE)
    }

    /// The year the folder's name says, which must lie in the plan's period.
    pub fn year(&self, settings: &Settings) -> Result<FiscalYear> {
        let tried = "年度フォルダーの名前を読む";
        let eras = &settings.eras;
        let refused = |next: String| {
            let why = format!("「{}」を年度フォルダーの名前として読み取れません", self.name);
            Error::at(&self.dir, tried, why, next)
        };
        let Some(year) = parse_year(&fold(&self.name), eras) else {
            return Err(refused("年度フォルダーの名前を「R5」の形にしてください".to_owned()));
        };
        // Other years look for this one by its short name alone.
        let short = eras.short(year);
        if self.name != short && !self.is_also_named(&short) {
            return Err(refused(format!("年度フォルダーの名前を「{short}」に変えてください")));
        }
        if settings.period.contains(year) {
            return Ok(year);
        }
        let (start, end) = (eras.short(settings.period.start), eras.short(settings.period.end));
        Err(Error::at(
            &self.dir,
            tried,
            format!("{}は計画期間（{start}～{end}）の外です", self.name),
            format!("年度フォルダーの名前か、「{SETTINGS_FILE}」の[period]を確認してください"),
        ))
    }

    /// Whether the year folder is found under another name too, as `r5` is on Windows.
    fn is_also_named(&self, name: &str) -> bool {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        real(&self.dir).is_some_and(|dir| real(&self.plan_dir.join(name)) == Some(dir))
    }

    /// The ledger of the year.
    pub fn ledger_path(&self) -> PathBuf {
        self.dir.join("計画台帳.xlsx")
    }
}

fn missing(path: &Path, tried: &str) -> Error {
    let near = neighbours(path);
    let next = if near.is_empty() {
        "フォルダーの場所と名前を確認してください".to_owned()
    } else {
        format!("次のフォルダーがあります：{}", near.join("、"))
    };
    Error::at(path, tried, "フォルダーがありません", next)
}

/// Year folders beside a path that does not exist, for the message.
fn neighbours(path: &Path) -> Vec<String> {
    let Some(parent) = path.parent() else { return Vec::new() };
    let Ok(entries) = std::fs::read_dir(if parent.as_os_str().is_empty() { Path::new(".") } else { parent })
    else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok().filter(|e| e.path().join("提出").is_dir()))
        .map(|entry| parent.join(entry.file_name()).display().to_string())
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;

    fn year_of(name: &str) -> std::result::Result<FiscalYear, String> {
        let settings = Settings::new("見本市", Period { start: FiscalYear(2023), end: FiscalYear(2027) });
        let folder = YearFolder { plan_dir: "計画".into(), dir: "計画/R5".into(), name: name.to_owned() };
        folder.year(&settings).map_err(|error| error.to_string())
    }

    #[test]
    fn a_year_by_another_name_is_told_its_name() {
        assert_eq!(year_of("R5"), Ok(FiscalYear(2023)));
        for name in ["令和5年度", "令和５年度", "Ｒ５", "R05", "r5", "2023", "2023年度"] {
            let error = year_of(name).expect_err("refused");
            assert!(error.contains("年度フォルダーの名前を「R5」に変えてください"), "{name}: {error}");
        }
        let error = year_of("資料").expect_err("refused");
        assert!(error.contains("「資料」を年度フォルダーの名前として読み取れません"), "{error}");
        let error = year_of("R10").expect_err("refused");
        assert!(error.contains("R10は計画期間（R5～R9）の外です"), "{error}");
    }
}
