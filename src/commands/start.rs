//! Started without a command: the executable was double-clicked, or a folder or
//! files were dropped on it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::batch::read_settings;
use super::check::{CheckArgs, CheckFormat, check};
use super::cli;
use super::close::{CloseArgs, close};
use super::console::Console;
use super::init::{InitArgs, init};
use super::plan_folder::SETTINGS_FILE;
use super::run::{RunArgs, run_and_tell};
use super::sheets::{FOLDER, SheetsArgs, sheets};
use crate::error::{Error, Result};
use crate::model::{Stage, Year};
use crate::review::CLOSED_FILE;

const TRIED: &str = "計画フォルダーを探します";

/// The paths of a command line that holds nothing but existing files and
/// folders; `None` where a command or an option is asked for.
pub(super) fn started_by_hand(arguments: &[OsString]) -> Option<Vec<PathBuf>> {
    let paths = arguments.get(1..)?;
    let is_command = |word: &OsString| cli::names().iter().any(|name| word == name.as_str());
    if paths.first().is_some_and(is_command) {
        return None;
    }
    paths.iter().all(|word| Path::new(word).exists()).then(|| paths.iter().map(PathBuf::from).collect())
}

/// Does what was most likely meant: runs the dropped folder, checks the dropped
/// files, or runs the newest open year of the plan folder that is near.
pub(super) fn start(paths: &[PathBuf], console: &mut Console) -> Result<Outcome> {
    let year = match paths {
        [] => match near_plan_folder(&places())? {
            Some(folder) => newest_open_year(&folder)?,
            None => return begin(&places().into_iter().next().unwrap_or_default(), console),
        },
        [folder] if folder.join(SETTINGS_FILE).is_file() => newest_open_year(folder)?,
        [folder] if folder.is_dir() => folder.clone(),
        files => {
            return check(&CheckArgs { paths: files.to_vec(), format: CheckFormat::Text }, console);
        }
    };
    console.line(&format!("年度フォルダー「{}」を実行します", year.display()));
    let written = run_and_tell(&RunArgs { year: year.clone(), out: None, stage: None }, console)?;
    let overview = year.join("出力").join("結果.html");
    console.line(&format!("結果は「{}」を開くと見られます", overview.display()));
    let errors = written.batch.has_open_errors();
    let offer = offer(&written.batch.year, errors, year.join(FOLDER).exists());
    if let Some(offer) = offer
        && console.is_interactive()
        && console.agrees(offer.question())
    {
        return match offer {
            Offer::Sheets => sheets(&SheetsArgs { year, by: None, form: None, dry_run: false }, console),
            Offer::Close => close(&CloseArgs { year, yes: false, dry_run: false }, console),
        };
    }
    Ok(if errors { Outcome::Errors } else { Outcome::Done })
}

/// What else a command would do, for someone who types no commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offer {
    Sheets,
    Close,
}

impl Offer {
    fn question(self) -> &'static str {
        match self {
            Self::Sheets => "まだ何も提出されていません。課に配るシートを作りますか",
            Self::Close => "審議が済み、エラーはありません。評価を確定する手続に進みますか",
        }
    }
}

fn offer(year: &Year, errors: bool, has_sheets: bool) -> Option<Offer> {
    if !has_sheets && year.files.is_empty() {
        Some(Offer::Sheets)
    } else if year.stage == Stage::Confirmed && !year.is_final && !errors {
        Some(Offer::Close)
    } else {
        None
    }
}

/// With no plan folder near, one is made where somebody can answer; else the
/// program says where it looked.
fn begin(place: &Path, console: &mut Console) -> Result<Outcome> {
    let question = "計画フォルダーが近くにありません。新しく作りますか";
    if console.is_interactive() && console.agrees(question) {
        let city = console.ask("市の名前（例：本庄市）").filter(|city| !city.is_empty());
        if let Some(city) = city {
            let dir = place.join(&city);
            let (start, end) = (None, None);
            return init(
                &InitArgs { dir, city: Some(city), start, end, from: None, dry_run: false },
                console,
            );
        }
    }
    Err(Error::at(
        place,
        TRIED,
        format!("設定ファイル「{SETTINGS_FILE}」のあるフォルダーが近くにありません"),
        "プログラムを計画フォルダーの中に置くか、年度フォルダーをプログラムの上に重ねてください。新しく始めるときは「gyokaku init」、使い方は「gyokaku --help」と入力してください",
    ))
}

/// Where a plan folder is looked for, the nearest first: the executable's own
/// folder and its children, the current folder and its children.
fn places() -> Vec<PathBuf> {
    let executable = std::env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_path_buf));
    executable.into_iter().chain(std::env::current_dir().ok()).collect()
}

/// The one plan folder that is nearest; an error where two are equally near.
fn near_plan_folder(places: &[PathBuf]) -> Result<Option<PathBuf>> {
    for place in places {
        let own = BTreeSet::from([place.clone()]);
        for folders in [own, children(place)] {
            let found: Vec<PathBuf> =
                folders.into_iter().filter(|folder| folder.join(SETTINGS_FILE).is_file()).collect();
            match found.as_slice() {
                [] => {}
                [folder] => return Ok(Some(folder.clone())),
                several => return Err(ambiguous(several)),
            }
        }
    }
    Ok(None)
}

fn ambiguous(folders: &[PathBuf]) -> Error {
    let names: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    Error::new(
        TRIED,
        format!("計画フォルダーが{}個あります：{}", folders.len(), names.join("、")),
        "使う年度フォルダーをプログラムの上に重ねてください",
    )
}

fn children(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

/// The last year folder of a plan folder that has not been closed.
fn newest_open_year(plan: &Path) -> Result<PathBuf> {
    let settings = read_settings(&plan.join(SETTINGS_FILE))?;
    let year_of = |dir: &PathBuf| {
        let name = dir.file_name()?.to_str()?;
        settings.eras.parse_short(name).filter(|year| settings.period.contains(*year))
    };
    let years: Vec<PathBuf> = {
        let mut dated: Vec<_> =
            children(plan).into_iter().filter_map(|dir| Some((year_of(&dir)?, dir))).collect();
        dated.sort();
        dated.into_iter().map(|(_, dir)| dir).collect()
    };
    let open = years.iter().rev().find(|dir| !dir.join(CLOSED_FILE).is_file());
    open.cloned().ok_or_else(|| {
        let why = if years.is_empty() {
            "年度フォルダーがありません"
        } else {
            "全ての年度の評価が確定しています"
        };
        let next = if years.is_empty() {
            "「R5」のような名前のフォルダーを作り、「計画台帳.xlsx」と「提出」を入れてください"
        } else {
            "確定した年度の出力を作り直すときは、年度フォルダーをプログラムの上に重ねてください"
        };
        Error::at(plan, "実行する年度フォルダーを探します", why, next)
    })
}

#[cfg(test)]
#[path = "start_tests.rs"]
mod tests;
