//! 確定.json: a closed year, and whether it is as it was closed.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::checks::CLOSED_YEAR;
use super::checksum::checksum;
use super::json;
use super::record_reader::read_record;
use crate::characters::fold;
use crate::diag::{Finding, Severity, Staged};
use crate::error::{Error, Result};
use crate::model::{ClosedYear, FiscalYear};
use crate::settings::{Settings, parse_year};

/// The file that makes a year a closed one.
pub const CLOSED_FILE: &str = "確定.json";

/// The name of its format. Every later version of the program reads it.
pub const CLOSED_SCHEMA: &str = "gyokaku-closed/1";

/// What stands before the record in 確定.json, behind the checksum.
const BEFORE_RECORD: &str = "\",\n\"record\": ";

/// What stands behind the record.
const BEHIND_RECORD: &str = "}\n";

/// What a year's 確定.json is like.
#[derive(Debug, Clone, PartialEq)]
pub enum Closed {
    /// The year is not closed.
    No,
    /// As it was written; boxed because it is large.
    Intact(Box<ClosedRecord>),
    /// Changed since, or not readable.
    Changed,
}

/// An intact 確定.json.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedRecord {
    /// The year's values.
    pub year: ClosedYear,
    /// The bytes of the record, those of 記録.json of the closed edition.
    pub record: Vec<u8>,
}

/// The earlier years of the period.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Earlier {
    /// Closed years, oldest first, those that are open or changed left out.
    pub years: Vec<ClosedYear>,
    /// Whether the year before has a folder.
    pub has_year_before: bool,
}

/// 確定.json around the bytes of a record: the record stands in it byte for
/// byte, and the checksum is that of these bytes.
pub fn write_closed(record: &[u8]) -> Vec<u8> {
    let sum = checksum(record);
    let head = format!("{{\n\"schema\": \"{CLOSED_SCHEMA}\",\n\"sha256\": \"{sum}{BEFORE_RECORD}");
    [head.as_bytes(), record, BEHIND_RECORD.as_bytes()].concat()
}

/// Reads a year folder's 確定.json.
pub fn read_closed(year_dir: &Path, settings: &Settings) -> Result<Closed> {
    let path = year_dir.join(CLOSED_FILE);
    match fs::read(&path) {
        Ok(bytes) => {
            Ok(parse_closed(&bytes, settings)
                .map_or(Closed::Changed, |closed| Closed::Intact(Box::new(closed))))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Closed::No),
        Err(error) => Err(Error::io(&path, "確定データを読み取ります", &error)),
    }
}

/// Reads the bytes of a 確定.json; `None` where they are not as they were written.
pub fn parse_closed(bytes: &[u8], settings: &Settings) -> Option<ClosedRecord> {
    // A copy that passed through a version control system may have other line ends; no text holds a bare one.
    let text = std::str::from_utf8(bytes).ok()?.replace("\r\n", "\n");
    let whole = json::parse(&text)?;
    if whole.text("schema")? != CLOSED_SCHEMA {
        return None;
    }
    let start = text.find(BEFORE_RECORD)? + BEFORE_RECORD.len();
    let record = text[start..].strip_suffix(BEHIND_RECORD)?.as_bytes();
    if checksum(record) != whole.text("sha256")? {
        return None;
    }
    let year = read_record(whole.get("record")?, &settings.eras)?;
    Some(ClosedRecord { year, record: record.to_vec() })
}

/// Where the present 確定.json is kept when the year is closed anew: the first
/// of 確定_1.json, 確定_2.json … that is free.
pub fn earlier_closing_path(year_dir: &Path) -> PathBuf {
    let path = |number: u32| year_dir.join(format!("確定_{number}.json"));
    (1..).map(path).find(|path| !path.exists()).expect("a number is free")
}

/// The closing before the present one, where the year was closed anew: the
/// 確定_n.json with the highest number that is intact.
pub fn read_earlier_closing(year_dir: &Path, settings: &Settings) -> Result<Option<ClosedYear>> {
    let mut found = None;
    for number in 1.. {
        let path = year_dir.join(format!("確定_{number}.json"));
        match fs::read(&path) {
            Ok(bytes) => found = parse_closed(&bytes, settings).map(|closed| closed.year).or(found),
            Err(error) if error.kind() == ErrorKind::NotFound => break,
            Err(error) => return Err(Error::io(&path, "確定データを読み取ります", &error)),
        }
    }
    Ok(found)
}

/// Reads the closed years of the period before `year`. The year before must
/// be closed and intact (C06); where it has no folder, this is the first year
/// with the program and C06 is only for information.
pub fn read_earlier(plan_dir: &Path, year: FiscalYear, settings: &Settings) -> Result<Staged<Earlier>> {
    let mut earlier = Earlier::default();
    let mut findings = Vec::new();
    let misnamed = misnamed_years(plan_dir, settings)?;
    for before in settings.period.years().filter(|before| *before < year) {
        let name = settings.eras.short(before);
        let dir = plan_dir.join(&name);
        let is_there = dir.is_dir();
        earlier.has_year_before |= (is_there || misnamed.contains_key(&before)) && before == year.previous();
        if !is_there {
            findings.extend(misnamed.get(&before).map(|folder| wrong_name(folder, before, year, settings)));
            continue;
        }
        match read_closed(&dir, settings)? {
            Closed::Intact(closed) if closed.year.year == before => earlier.years.push(closed.year),
            Closed::No => findings.push(missing(before, year, settings)),
            _ => findings.push(changed(before, settings)),
        }
    }
    if !earlier.has_year_before && year > settings.period.start {
        findings.push(first_year(year, settings));
    }
    Ok(Staged { value: earlier, findings })
}

/// Folders that a person takes for a year's and the program does not find: 令和5年度 for R5.
fn misnamed_years(plan_dir: &Path, settings: &Settings) -> Result<BTreeMap<FiscalYear, String>> {
    let failed = |error: &std::io::Error| Error::io(plan_dir, "前年度のフォルダーを探します", error);
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(plan_dir).map_err(|e| failed(&e))? {
        let entry = entry.map_err(|e| failed(&e))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let year = parse_year(&fold(&name), &settings.eras).filter(|year| name != settings.eras.short(*year));
        if let Some(year) = year.filter(|_| entry.path().is_dir()) {
            // Of several, the same one each time.
            let folder = found.entry(year).or_insert_with(|| name.clone());
            if name < *folder {
                *folder = name;
            }
        }
    }
    Ok(found)
}

fn wrong_name(folder: &str, before: FiscalYear, year: FiscalYear, settings: &Settings) -> Finding {
    let (long, short) = (settings.eras.long(before), settings.eras.short(before));
    let message =
        format!("{long}のフォルダーの名前が「{folder}」のため、読み取れません（「{short}」が必要です）");
    let finding = Finding::new(&CLOSED_YEAR, message)
        .in_file(&format!("../{folder}").into())
        .fix(format!("「{folder}」フォルダーの名前を「{short}」に変えて、もう一度実行してください"));
    if before == year.previous() { finding } else { finding.severity(Severity::Warning) }
}

/// A year further back is only looked at for its history.
fn missing(before: FiscalYear, year: FiscalYear, settings: &Settings) -> Finding {
    let long = settings.eras.long(before);
    let message = format!("{long}の評価が確定していません（{CLOSED_FILE}がありません）");
    let finding = Finding::new(&CLOSED_YEAR, message).in_file(&path_of(before, settings));
    if before == year.previous() { finding } else { finding.severity(Severity::Warning) }
}

fn changed(before: FiscalYear, settings: &Settings) -> Finding {
    let long = settings.eras.long(before);
    let message = format!("{long}の{CLOSED_FILE}が、確定した後に書き換えられています。値を使っていません");
    Finding::new(&CLOSED_YEAR, message).in_file(&path_of(before, settings)).fix(format!(
        "控えの{CLOSED_FILE}に戻すか、{long}のフォルダーで「gyokaku close」をやり直してください"
    ))
}

fn first_year(year: FiscalYear, settings: &Settings) -> Finding {
    let long = settings.eras.long(year.previous());
    let message = format!(
        "{long}のフォルダーがないため、このプログラムを使う最初の年度として扱い、前年度との比較は行いません"
    );
    Finding::new(&CLOSED_YEAR, message)
        .severity(Severity::Info)
        .fix("前年度もこのプログラムで評価していた場合は、そのフォルダーを計画フォルダーに置いてください")
}

/// Relative to the year folder, as every path in a finding.
fn path_of(year: FiscalYear, settings: &Settings) -> Arc<str> {
    format!("../{}/{CLOSED_FILE}", settings.eras.short(year)).into()
}
