//! Which paper is being made: by the opinion workbooks that lie in 意見/.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::checks::UNKNOWN_FILE;
use super::merge::bodies_at;
use crate::characters::fold;
use crate::diag::{Finding, Staged};
use crate::error::{Error, Result};
use crate::model::{Body, Stage};
use crate::settings::Settings;

/// The folder of the opinion workbooks in a year folder.
pub const OPINIONS: &str = "意見";

const EXTENSIONS: [&str; 5] = ["xlsx", "xlsm", "xls", "xlsb", "ods"];

/// The stage, and what was found of the bodies that have met by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageFiles {
    /// The paper being made.
    pub stage: Stage,
    /// The opinion workbooks that take part, in the order in which the bodies meet.
    pub workbooks: Vec<(Body, OpinionFile)>,
}

/// An opinion workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionFile {
    /// On this machine.
    pub path: PathBuf,
    /// Relative to the year folder, with `/`, NFC.
    pub name: Arc<str>,
}

impl StageFiles {
    /// The bodies that have met.
    pub fn met(&self) -> BTreeSet<Body> {
        self.workbooks.iter().map(|(body, _)| *body).collect()
    }
}

/// Looks into 意見/. `wanted` makes the paper of an earlier stage; a later one
/// than the workbooks allow is an error, and so is the council's workbook
/// without that of headquarters.
pub fn stage_of(year_dir: &Path, settings: &Settings, wanted: Option<Stage>) -> Result<Staged<StageFiles>> {
    let folder = year_dir.join(OPINIONS);
    let (mut found, findings) = find_workbooks(&folder, settings)?;
    let bodies = settings.bodies();
    let missing = bodies.iter().position(|body| !found.contains_key(body));
    let met = missing.unwrap_or(bodies.len());
    if let Some(later) = bodies[met..].iter().find(|body| found.contains_key(body)) {
        let (first, later) = (short(bodies[met], settings), short(*later, settings));
        return Err(Error::at(
            &folder,
            "審議の段階を調べます",
            format!("{later}の意見がありますが、先に行われる{first}の意見がありません"),
            format!(
                "「{OPINIONS}」フォルダーに「{first}.xlsx」を置いてください。意見のない会議でも、評価を記入しないままのファイルを置きます"
            ),
        ));
    }
    let inferred = match bodies.len() - met {
        0 => Stage::Confirmed,
        1 => Stage::Council,
        _ => Stage::Headquarters,
    };
    let stage = wanted.unwrap_or(inferred);
    check_wanted(stage, inferred, &folder, settings)?;
    let part = bodies_at(stage, settings).into_iter();
    let workbooks = part.filter_map(|body| found.remove(&body).map(|file| (body, file))).collect();
    Ok(Staged { value: StageFiles { stage, workbooks }, findings })
}

fn check_wanted(wanted: Stage, inferred: Stage, folder: &Path, settings: &Settings) -> Result<()> {
    let tried = format!("「{}」の段階の資料を作ります", wanted.as_str());
    if wanted == Stage::Headquarters && settings.headquarters.is_none() {
        return Err(Error::new(
            tried,
            "設定では、本部にあたる機関がありません",
            "「--stage」を外すか、「審議会」を指定してください",
        ));
    }
    if wanted <= inferred {
        return Ok(());
    }
    let missing = bodies_at(wanted, settings).len() - bodies_at(inferred, settings).len();
    let bodies = bodies_at(wanted, settings);
    let names: Vec<String> = bodies[bodies.len() - missing..]
        .iter()
        .map(|body| format!("「{}.xlsx」", short(*body, settings)))
        .collect();
    Err(Error::at(
        folder,
        tried,
        format!("その段階の意見のファイル{}がありません", names.concat()),
        "意見のファイルを置くか、「--stage」を外してください",
    ))
}

fn short(body: Body, settings: &Settings) -> &str {
    settings.body(body).map_or("", |names| names.short.as_str())
}

/// The workbooks by body, and what else lies there (O12).
fn find_workbooks(folder: &Path, settings: &Settings) -> Result<(BTreeMap<Body, OpinionFile>, Vec<Finding>)> {
    let tried = "意見のファイルを探します";
    let mut found: BTreeMap<Body, OpinionFile> = BTreeMap::new();
    let mut findings = Vec::new();
    for path in files_of(folder).map_err(|e| Error::io(folder, tried, &e))? {
        let file_name: String = path.file_name().unwrap_or_default().to_string_lossy().nfc().collect();
        let name: Arc<str> = format!("{OPINIONS}/{file_name}").into();
        let Some(body) = body_of(&file_name, settings) else {
            let message = format!("「{file_name}」は意見のファイルの名前ではないため、読み取っていません");
            findings.push(Finding::new(&UNKNOWN_FILE, message).in_file(&name));
            continue;
        };
        let file = OpinionFile { path, name };
        if let Some(other) = found.get(&body) {
            return Err(Error::at(
                folder,
                tried,
                format!(
                    "{}の意見のファイルが二つあります：{}、{}",
                    short(body, settings),
                    other.name,
                    file.name
                ),
                "取り込む方だけを残してください",
            ));
        }
        found.insert(body, file);
    }
    Ok((found, findings))
}

/// The files of a folder by name, without what Office and the systems leave
/// behind. Sub-folders are a clerk's own.
fn files_of(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_system = name.starts_with('.')
            || name.starts_with("~$")
            || ["Thumbs.db", "desktop.ini"].iter().any(|known| name.eq_ignore_ascii_case(known));
        if !is_system && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The body whose workbook a file is, by its name: 本部, 審議会 or the body's
/// short name, with the extension of a workbook.
fn body_of(file_name: &str, settings: &Settings) -> Option<Body> {
    let (stem, extension) = file_name.rsplit_once('.')?;
    if !EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)) {
        return None;
    }
    body_named(stem, settings)
}

/// The body of this name; its own short name goes before the general one.
fn body_named(name: &str, settings: &Settings) -> Option<Body> {
    let name = fold(name);
    let bodies = settings.bodies();
    let general = |body: &Body| match body {
        Body::Headquarters => fold(Stage::Headquarters.as_str()),
        Body::Council => fold(Stage::Council.as_str()),
    };
    let own = bodies.iter().find(|body| fold(short(**body, settings)) == name);
    own.or_else(|| bodies.iter().find(|body| general(body) == name)).copied()
}

/// The stage that `--stage` names: 本部, 審議会, 確定 or a body's short name.
pub fn parse_stage(text: &str, settings: &Settings) -> Result<Stage> {
    if fold(text) == fold(Stage::Confirmed.as_str()) {
        return Ok(Stage::Confirmed);
    }
    match body_named(text, settings) {
        Some(Body::Headquarters) => Ok(Stage::Headquarters),
        Some(Body::Council) => Ok(Stage::Council),
        None => {
            let names: Vec<&str> = settings.bodies().iter().map(|body| short(*body, settings)).collect();
            Err(Error::new(
                format!("「--stage {text}」を読み取ります"),
                format!("「{text}」という段階はありません"),
                format!("{}、{}のどれかを指定してください", names.join("、"), Stage::Confirmed.as_str()),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FiscalYear, Period};
    use tempfile::TempDir;

    fn settings() -> Settings {
        Settings::new("見本市", Period { start: FiscalYear(2023), end: FiscalYear(2027) })
    }

    fn folder(files: &[&str]) -> TempDir {
        let dir = TempDir::new().expect("a folder");
        fs::create_dir(dir.path().join(OPINIONS)).expect("creates");
        for file in files {
            fs::write(dir.path().join(OPINIONS).join(file), "").expect("writes");
        }
        dir
    }

    fn stage(files: &[&str], settings: &Settings, wanted: Option<Stage>) -> Result<Staged<StageFiles>> {
        stage_of(folder(files).path(), settings, wanted)
    }

    fn inferred(files: &[&str]) -> Stage {
        stage(files, &settings(), None).expect("a stage").value.stage
    }

    #[test]
    fn the_workbooks_tell_the_stage() {
        assert_eq!(inferred(&[]), Stage::Headquarters);
        assert_eq!(inferred(&["本部.xlsx", "~$本部.xlsx"]), Stage::Council);
        assert_eq!(inferred(&["本部.ods", "審議会.XLS"]), Stage::Confirmed);
        let nowhere = stage_of(Path::new("no such folder"), &settings(), None).expect("a stage");
        assert_eq!(nowhere.value.stage, Stage::Headquarters);
    }

    #[test]
    fn the_council_does_not_meet_before_headquarters() {
        let error = stage(&["審議会.xlsx"], &settings(), None).expect_err("refused").to_string();
        assert!(error.contains("審議会の意見がありますが、先に行われる本部の意見がありません"), "{error}");
        let mut settings = settings();
        settings.headquarters = None;
        let found = stage(&["審議会.xlsx"], &settings, None).expect("a stage").value;
        assert_eq!((found.stage, found.met()), (Stage::Confirmed, BTreeSet::from([Body::Council])));
        assert_eq!(stage(&[], &settings, None).expect("a stage").value.stage, Stage::Council);
        assert!(stage(&[], &settings, Some(Stage::Headquarters)).is_err());
    }

    #[test]
    fn an_earlier_stage_can_be_asked_for_and_a_later_one_not() {
        let both = ["本部.xlsx", "審議会.xlsx"];
        let found = stage(&both, &settings(), Some(Stage::Council)).expect("a stage").value;
        assert_eq!(found.met(), BTreeSet::from([Body::Headquarters]));
        let found = stage(&both, &settings(), Some(Stage::Headquarters)).expect("a stage").value;
        assert_eq!(found.workbooks, []);
        let error = stage(&[], &settings(), Some(Stage::Confirmed)).expect_err("refused").to_string();
        assert!(error.contains("「本部.xlsx」「審議会.xlsx」がありません"), "{error}");
    }

    #[test]
    fn other_files_are_told_and_two_of_one_body_refused() {
        let found = stage(&["本部.xlsx", "本部（修正版）.xlsx", "議事録.docx"], &settings(), None);
        let findings = found.expect("a stage").findings;
        let messages: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "「本部（修正版）.xlsx」は意見のファイルの名前ではないため、読み取っていません",
                "「議事録.docx」は意見のファイルの名前ではないため、読み取っていません",
            ]
        );
        let error = stage(&["本部.xlsx", "本部.xls"], &settings(), None).expect_err("refused").to_string();
        assert!(error.contains("意見/本部.xls、意見/本部.xlsx"), "{error}");
    }

    #[test]
    fn bodies_go_by_their_own_short_names_too() {
        let mut settings = settings();
        settings.council.short = "有識者会議".to_owned();
        let found = stage(&["本部.xlsx", "有識者会議.xlsx"], &settings, None).expect("a stage").value;
        assert_eq!(found.stage, Stage::Confirmed);
        assert_eq!(parse_stage("有識者会議", &settings).ok(), Some(Stage::Council));
        assert_eq!(parse_stage("審議会", &settings).ok(), Some(Stage::Council));
        let error = parse_stage("市議会", &settings).expect_err("refused").to_string();
        assert!(error.contains("本部、有識者会議、確定のどれか"), "{error}");
    }
}
