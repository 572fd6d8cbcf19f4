//! The files of a new plan folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::init_from::Drawn;
use super::known_codes;
use super::plan_folder::SETTINGS_FILE;
use crate::error::{Error, Result};
use crate::form::BUILT_IN_FORM;
use crate::output::durable::write_whole;
use crate::output::fill_form::form_for_years;
use crate::output::xlsx::{Links, write_book};
use crate::report::ledger_book::ledger_book;
use crate::settings::{self, Settings};

const TRIED: &str = "計画フォルダーを作ります";

/// The settings with Japanese comments, to be completed.
const SETTINGS: &str = include_str!("../../templates/gyokaku.toml");

/// What a new plan folder holds.
#[derive(Debug)]
pub(super) struct NewFolder {
    /// Path inside the folder, what it is for, its bytes.
    files: Vec<(String, &'static str, Vec<u8>)>,
    /// Empty folders and what goes into them.
    folders: Vec<(String, &'static str)>,
    /// What the clerk should know.
    pub(super) notes: Vec<String>,
}

/// Builds every file of the folder in memory.
pub(super) fn new_folder(settings: &Settings, drawn: &Drawn) -> Result<NewFolder> {
    let eras = &settings.eras;
    let first = eras.short(settings.period.start);
    let years: Vec<String> = settings.period.years().map(|year| eras.short(year)).collect();
    let mut notes = Vec::new();
    let form = match &drawn.form {
        Some(bytes) => ("様式/様式案.xlsx".to_owned(), "記入済みのシートから作った様式の案", bytes.clone()),
        None => {
            let (bytes, fitted) = form_for_years(BUILT_IN_FORM, &years)?;
            if fitted < years.len() {
                notes.push(format!(
                    "組込みの様式には{fitted}年分の欄しかありません。{}からの欄は、Excelで列を増やして加えてください",
                    years[fitted]
                ));
            }
            ("様式/実施計画シート.xlsx".to_owned(), "様式（Excelで直せます）", bytes)
        }
    };
    let ledger = write_book(&ledger_book(&drawn.ledger, settings, settings.period.start), &Links::default())?;
    Ok(NewFolder {
        files: vec![
            ("gyokaku.toml".to_owned(), "設定（メモ帳で直せます）", settings_file(settings)?.into_bytes()),
            form,
            (format!("{first}/計画台帳.xlsx"), "計画の一覧", ledger),
        ],
        folders: vec![
            (format!("{first}/提出"), "課から届いたシートを入れるところ"),
            (format!("{first}/意見"), "本部と審議会の意見を入れるところ"),
        ],
        notes,
    })
}

/// The template with the city and the period filled in, read back to be sure.
fn settings_file(settings: &Settings) -> Result<String> {
    let (city, eras) = (&settings.city.name, &settings.eras);
    let text = SETTINGS
        .replace("○○市", city)
        .replacen("start = \"R5\"", &format!("start = \"{}\"", eras.short(settings.period.start)), 1)
        .replacen("end = \"R9\"", &format!("end = \"{}\"", eras.short(settings.period.end)), 1);
    let read = settings::parse(&text, &known_codes());
    match read {
        Ok(read) if read.city.name == *city && read.period == settings.period => Ok(text),
        Ok(_) => unreachable!("the template names city and period once, which a test holds"),
        Err(why) => Err(Error::new(TRIED, why, "市の名前に使っている文字を確認してください")),
    }
}

impl NewFolder {
    /// Paths and what they are for.
    pub(super) fn listing(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter().map(|(path, what, _)| (path.as_str(), *what));
        files.chain(self.folders.iter().map(|(path, what)| (path.as_str(), *what)))
    }

    /// A file that is already there is never replaced; one that an earlier try
    /// wrote, and nobody since, is in nobody's way.
    pub(super) fn refuse_existing(&self, dir: &Path) -> Result<()> {
        if dir.is_file() {
            return Err(Error::at(dir, TRIED, "同じ名前のファイルがあります", "別の名前を指定してください"));
        }
        let is_foreign = |path: &PathBuf, bytes: &[u8]| {
            fs::symlink_metadata(path).is_ok() && fs::read(path).map_or(true, |there| there != bytes)
        };
        let foreign = |(path, _, bytes): &(String, _, Vec<u8>)| {
            Some(dir.join(path)).filter(|path| is_foreign(path, bytes))
        };
        // The settings make it a plan folder: where they stand, the try was no failure.
        let settings = Some(dir.join(SETTINGS_FILE)).filter(|path| path.exists());
        let there: Option<PathBuf> = settings.or_else(|| self.files.iter().find_map(foreign));
        there.map_or(Ok(()), |path| {
            Err(Error::at(
                &path,
                TRIED,
                "すでにファイルがあります。書き換えません",
                "別のフォルダーを指定してください",
            ))
        })
    }

    /// Writes everything; gyokaku.toml, which makes it a plan folder, last.
    /// Where that fails, nothing is left that was not there before.
    pub(super) fn write(&self, dir: &Path) -> Result<()> {
        let mut made = Made::default();
        let written = self.write_all(dir, &mut made);
        if written.is_err() {
            made.take_back();
        }
        written
    }

    fn write_all(&self, dir: &Path, made: &mut Made) -> Result<()> {
        for (path, _) in &self.folders {
            made.folder(&dir.join(path))?;
        }
        for (path, _, bytes) in self.files.iter().rev() {
            let path = dir.join(path);
            if path.exists() {
                continue;
            }
            if let Some(parent) = path.parent() {
                made.folder(parent)?;
            }
            write_whole(&path, bytes).map_err(|e| Error::io(&path, TRIED, &e))?;
            made.files.push(path);
        }
        Ok(())
    }
}

/// What a try has made so far.
#[derive(Debug, Default)]
struct Made {
    /// Those above first.
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn folder(&mut self, folder: &Path) -> Result<()> {
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let missing: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(|error| Error::io(folder, TRIED, &error))?;
            self.folders.push(folder.to_path_buf());
        }
        // Something else under its name is told in the same words.
        fs::create_dir_all(folder).map_err(|error| Error::io(folder, TRIED, &error))
    }

    /// A folder into which somebody has put something meanwhile stays.
    fn take_back(self) {
        for file in self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FiscalYear, Ledger, Period};

    fn nothing() -> Drawn {
        Drawn { form: None, ledger: Ledger::default(), notes: Vec::new() }
    }

    #[test]
    fn the_settings_say_the_city_and_the_period() {
        let period = Period { start: FiscalYear(2026), end: FiscalYear(2029) };
        let text = settings_file(&Settings::new("美里町", period)).expect("settings");
        assert!(text.contains("\nname = \"美里町\"\n") && !text.contains("○○市"), "{text}");
        assert!(text.contains("\nstart = \"R8\"\nend = \"R11\"\n"));
    }

    #[test]
    fn nothing_that_exists_is_replaced() {
        let period = Period { start: FiscalYear(2023), end: FiscalYear(2027) };
        let files = new_folder(&Settings::new("試験市", period), &nothing()).expect("files");
        let dir = tempfile::tempdir().expect("a temporary folder");
        files.refuse_existing(dir.path()).expect("an empty folder is fine");
        files.write(dir.path()).expect("a written folder");
        for (path, _) in files.listing() {
            assert!(dir.path().join(path).exists(), "{path}");
        }
        let error = files.refuse_existing(dir.path()).expect_err("it is there").to_string();
        assert!(error.contains("gyokaku.toml") && error.contains("すでにファイルがあります"), "{error}");
    }

    #[test]
    fn a_try_that_was_cut_short_can_be_repeated() {
        let period = Period { start: FiscalYear(2023), end: FiscalYear(2027) };
        let files = new_folder(&Settings::new("試験市", period), &nothing()).expect("files");
        let dir = tempfile::tempdir().expect("a temporary folder");
        files.write(dir.path()).expect("a written folder");
        fs::remove_file(dir.path().join(SETTINGS_FILE)).expect("it is written last");
        files.refuse_existing(dir.path()).expect("nobody has written anything since");
        let ledger = dir.path().join("R5/計画台帳.xlsx");
        fs::write(&ledger, "typed by a clerk").expect("writes");
        let error = files.refuse_existing(dir.path()).expect_err("it is the clerk's").to_string();
        assert!(error.contains("計画台帳.xlsx"), "{error}");
    }

    #[test]
    fn a_try_that_fails_leaves_nothing_behind() {
        let period = Period { start: FiscalYear(2023), end: FiscalYear(2027) };
        let files = new_folder(&Settings::new("試験市", period), &nothing()).expect("files");
        let dir = tempfile::tempdir().expect("a temporary folder");
        let new = dir.path().join("市/計画");
        // A folder where the last of the files belongs.
        fs::create_dir_all(new.join(SETTINGS_FILE).join("中")).expect("creates");
        let listing = |folder: &Path| -> Vec<String> {
            let entries = fs::read_dir(folder).expect("a folder").flatten();
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
        };
        fs::write(new.join("R5"), "a file where a folder belongs").expect("writes");
        assert!(files.write(&new).is_err());
        let mut left = listing(&new);
        left.sort();
        assert_eq!(left, ["R5", SETTINGS_FILE]);
        // In a folder that was not there, nothing is left of the folder either.
        let blocked = dir.path().join("R5のファイル");
        fs::write(&blocked, "a file").expect("writes");
        assert!(files.write(&blocked.join("計画")).is_err());
        assert_eq!(listing(dir.path()).len(), 2);
    }

    #[test]
    fn a_period_longer_than_the_form_is_told() {
        let period = Period { start: FiscalYear(2023), end: FiscalYear(2030) };
        let files = new_folder(&Settings::new("試験市", period), &nothing()).expect("files");
        assert!(files.notes[0].contains("5年分") && files.notes[0].contains("R10"), "{:?}", files.notes);
    }
}
