//! Finds the plan folder and the year folder.

use std::path::{Path, PathBuf};

use crate::characters::fold;
use crate::error::{Error, Result};
use crate::form::{self, Form};
use crate::model::FiscalYear;
use crate::normalize::check_marks;
use crate::settings::{Settings, parse_year};

/// The forms of a year, held against the city's settings.
pub(super) fn read_forms(plan_dir: &Path, year_dir: &Path, settings: &Settings) -> Result<Vec<Form>> {
    let forms = form::read_forms(plan_dir, year_dir, &settings.eras)?;
    check_marks(&forms, &settings.judgments)?;
    Ok(forms)
}

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
    let closest = near.iter().min_by_key(|folder| distance(folder, path));
    let next = match closest {
        None => "フォルダーの場所と名前を確認してください".to_owned(),
        Some(folder) if distance(folder, path) <= NEAR => format!("もしかして「{folder}」ですか"),
        Some(_) => format!("次のフォルダーがあります：{}", near.join("、")),
    };
    Error::at(path, tried, "フォルダーがありません", next)
}

/// So many mistyped letters still suggest a folder.
const NEAR: usize = 2;

fn distance(folder: &str, path: &Path) -> usize {
    let typed = path.display().to_string().replace('\\', "/");
    strsim::damerau_levenshtein(&folder.replace('\\', "/"), typed.trim_end_matches('/'))
}

/// Year folders near a path that does not exist: below the closest folder that
/// does, itself a plan folder or holding one.
fn neighbours(path: &Path) -> Vec<String> {
    let here = |folder: &Path| if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.into() };
    let Some(existing) = path.ancestors().skip(1).find(|folder| here(folder).is_dir()) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for folder in std::iter::once(existing.to_path_buf()).chain(folders(&here(existing), existing)) {
        if folder.join(SETTINGS_FILE).is_file() {
            let years =
                folders(&here(&folder), &folder).into_iter().filter(|year| year.join("提出").is_dir());
            names.extend(years.map(|year| year.display().to_string()));
        }
    }
    names.sort();
    names
}

/// The folders in `folder`, called by `name` and their own name.
fn folders(folder: &Path, name: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.path().is_dir()).map(|entry| name.join(entry.file_name())).collect()
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

    fn told(path: &Path) -> String {
        YearFolder::find(path).expect_err("no such folder").to_string()
    }

    #[test]
    fn a_mistyped_folder_is_answered_with_the_one_that_is_there() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let city = dir.path().join("honjo");
        for year in ["R5", "R6"] {
            std::fs::create_dir_all(city.join(year).join("提出")).expect("a year folder");
        }
        std::fs::write(city.join(SETTINGS_FILE), "").expect("settings");
        let r5 = format!("もしかして「{}」ですか", city.join("R5").display());
        for mistyped in ["honjo/R55", "honjo/Ｒ5", "hojno/R5", "honj/R5"] {
            let text = told(&dir.path().join(mistyped));
            assert!(text.contains(&r5), "{mistyped}: {text}");
        }
        let text = told(&city.join("令和五年度"));
        assert!(text.contains("次のフォルダーがあります：") && text.contains("R6"), "{text}");
    }

    #[test]
    fn where_nothing_is_near_nothing_is_suggested() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        assert!(told(&dir.path().join("a/R5")).contains("フォルダーの場所と名前を確認してください"));
    }
}
