//! What closing a year leaves behind: 確定.json and the next year's folder.
//!
//! Enters: the record of the confirmed edition, the next ledger as a workbook.
//! Leaves: files that are there whole or not at all. An earlier 確定.json is
//! kept, a ledger that exists is not touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::durable::write_whole;
use crate::error::{Error, Result};
use crate::review::{
    CLOSED_FILE, Closed, corrections, earlier_closing_path, parse_closed, read_closed, write_closed,
};
use crate::settings::Settings;

/// What became of 確定.json.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closing {
    /// It was closed before and says the same: nothing was written.
    Unchanged,
    /// It was written for the first time.
    First,
    /// It was written anew; the one before is kept under this path.
    Again(PathBuf),
}

/// What [`write_closing`] would do.
pub fn plan_closing(year_dir: &Path, record: &[u8], settings: &Settings) -> Result<Closing> {
    let new = write_closed(record);
    let kept = || earlier_closing_path(year_dir);
    Ok(match read_closed(year_dir, settings)? {
        Closed::No => Closing::First,
        Closed::Changed => Closing::Again(kept()),
        Closed::Intact(old) if old.record == record => Closing::Unchanged,
        Closed::Intact(old) => match parse_closed(&new, settings) {
            // Where a value was read does not make another closing.
            Some(new) if corrections(&old.year, &new.year).is_empty() => Closing::Unchanged,
            _ => Closing::Again(kept()),
        },
    })
}

/// Writes 確定.json around the record of the confirmed edition.
pub fn write_closing(year_dir: &Path, record: &[u8], settings: &Settings) -> Result<Closing> {
    let closing = plan_closing(year_dir, record, settings)?;
    let path = year_dir.join(CLOSED_FILE);
    let tried = "評価の確定を書き込みます";
    match &closing {
        Closing::Unchanged => {}
        Closing::First => write(&path, &write_closed(record), tried)?,
        Closing::Again(kept) => {
            let old = fs::read(&path).map_err(|e| Error::io(&path, tried, &e))?;
            write(kept, &old, tried)?;
            write(&path, &write_closed(record), tried)?;
        }
    }
    Ok(closing)
}

/// Makes the next year's folder with empty 提出/ and 意見/. Writes its ledger
/// unless there is one; says whether it did.
pub fn write_next_year(next_dir: &Path, ledger: &[u8]) -> Result<bool> {
    let tried = "次年度のフォルダーを作ります";
    for folder in [next_dir.to_path_buf(), next_dir.join("提出"), next_dir.join("意見")] {
        fs::create_dir_all(&folder).map_err(|e| Error::io(&folder, tried, &e))?;
    }
    let path = next_dir.join("計画台帳.xlsx");
    if path.exists() {
        return Ok(false);
    }
    write(&path, ledger, tried)?;
    Ok(true)
}

fn write(path: &Path, bytes: &[u8], tried: &str) -> Result<()> {
    write_whole(path, bytes).map_err(|error| Error::io(path, tried, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Sourced, Value, Year};
    use crate::output::json::write_record;
    use crate::report::sample::{city, small_year};
    use tempfile::TempDir;

    fn record(year: &Year) -> Vec<u8> {
        write_record(year, &[], &city(), None)
    }

    fn corrected() -> Year {
        let mut year = small_year();
        let status = year.plans[0].fields.get(&Field::Status).cloned().expect("a text");
        let text = Value::Text("別の実施状況".to_owned());
        year.plans[0].fields.insert(Field::Status, Sourced { value: text, ..status });
        year
    }

    #[test]
    fn closing_twice_changes_nothing() {
        let dir = TempDir::new().expect("a folder");
        let first = record(&small_year());
        assert_eq!(write_closing(dir.path(), &first, &city()).expect("closes"), Closing::First);
        let bytes = fs::read(dir.path().join(CLOSED_FILE)).expect("a file");
        assert_eq!(write_closing(dir.path(), &first, &city()).expect("closes"), Closing::Unchanged);
        assert_eq!(fs::read(dir.path().join(CLOSED_FILE)).expect("a file"), bytes);
        assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_value_read_elsewhere_is_no_new_closing() {
        let dir = TempDir::new().expect("a folder");
        write_closing(dir.path(), &record(&small_year()), &city()).expect("closes");
        let mut moved = small_year();
        let mut status = moved.plans[0].fields.get(&Field::Status).cloned().expect("a text");
        status.origin.file = "提出/第2版.xlsx".into();
        moved.plans[0].fields.insert(Field::Status, status);
        let closing = write_closing(dir.path(), &record(&moved), &city()).expect("closes");
        assert_eq!(closing, Closing::Unchanged);
    }

    #[test]
    fn a_correction_keeps_every_earlier_closing() {
        let dir = TempDir::new().expect("a folder");
        let path = |name: &str| dir.path().join(name);
        write_closing(dir.path(), &record(&small_year()), &city()).expect("closes");
        let first = fs::read(path("確定.json")).expect("a file");
        let again = write_closing(dir.path(), &record(&corrected()), &city()).expect("closes");
        assert_eq!(again, Closing::Again(path("確定_1.json")));
        assert_eq!(fs::read(path("確定_1.json")).expect("a file"), first);
        let back = write_closing(dir.path(), &record(&small_year()), &city()).expect("closes");
        assert_eq!(back, Closing::Again(path("確定_2.json")));
        assert_eq!(fs::read(path("確定.json")).expect("a file"), first);

        fs::write(path("確定.json"), "書き換え").expect("writes");
        let mended = write_closing(dir.path(), &record(&small_year()), &city()).expect("closes");
        assert_eq!(mended, Closing::Again(path("確定_3.json")));
        assert_eq!(fs::read_to_string(path("確定_3.json")).expect("a file"), "書き換え");
    }

    #[test]
    fn a_ledger_that_is_there_is_not_touched() {
        let dir = TempDir::new().expect("a folder");
        let next = dir.path().join("R7");
        assert!(write_next_year(&next, b"one").expect("writes"));
        assert!(!write_next_year(&next, b"two").expect("writes"));
        assert_eq!(fs::read(next.join("計画台帳.xlsx")).expect("a file"), b"one");
        assert!(next.join("提出").is_dir() && next.join("意見").is_dir());
    }
}
