//! `gyokaku close YEAR`: confirms the evaluations.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};

use super::Outcome;
use super::batch::{Batch, read_batch};
use super::console::Console;
use super::outputs::build_outputs;
use super::plan_folder::YearFolder;
use crate::diag::Finding;
use crate::error::Result;
use crate::ledger::read_ledger;
use crate::model::{Field, FiscalYear, Ledger};
use crate::output::closing::{Closing, plan_closing, write_closing, write_next_year};
use crate::output::json;
use crate::output::swap::OutputFolder;
use crate::output::xlsx::{Links, write_book};
use crate::report::ledger_book::ledger_book;
use crate::report::totals::Totals;
use crate::review::{CLOSED_FILE, ledger_differences, missing_reviews, next_ledger};

/// 審議を終えた評価を確定し、次年度のフォルダーを用意します
#[derive(Debug, Args)]
#[command(
    after_help = "例：\n  gyokaku close honjo/R5\n  gyokaku close honjo/R5 --yes    確認の質問をせずに確定する"
)]
pub(super) struct CloseArgs {
    /// 年度フォルダー（例：honjo/R5）
    #[arg(value_name = "年度フォルダー")]
    pub(super) year: PathBuf,
    /// 確認の質問をせずに確定します
    #[arg(long)]
    pub(super) yes: bool,
    /// 何をするかを表示するだけで、確定しません
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// How many errors are listed before the rest is counted.
const LISTED: usize = 20;

/// The next year's folder, and what would be written there.
struct NextYear {
    dir: PathBuf,
    year: FiscalYear,
    ledger: Ledger,
    /// How the ledger that is there differs; `None` where there is none.
    differences: Option<Vec<String>>,
}

/// Reruns the batch, refuses while an error stands or a review is missing,
/// says what it will do, asks, and does it.
pub(super) fn close(args: &CloseArgs, console: &mut Console) -> Result<Outcome> {
    let folder = YearFolder::find(&args.year)?;
    let output = OutputFolder::begin(&folder.dir.join("出力"))?;
    let mut batch = read_batch(folder, None, console)?;
    // What is about to be closed is closed; that it differs from before is told below.
    batch.findings.retain(|finding| finding.file.as_deref() != Some(CLOSED_FILE));
    let obstacles = obstacles(&batch, today());
    if !obstacles.is_empty() {
        console.line(&refusal(&obstacles));
        return Ok(Outcome::Errors);
    }
    batch.year.is_final = true;
    let (year_dir, settings) = (batch.folder.dir.clone(), batch.settings.clone());
    let record = json::write_record(&batch.year, &batch.findings, &settings, None);
    let closing = plan_closing(&year_dir, &record, &settings)?;
    let next = next_year(&batch)?;
    console.line(&intent(&batch, &closing, next.as_ref()));
    if args.dry_run {
        console.line("--dry-run：確定していません。何も書き込んでいません");
        return Ok(Outcome::Done);
    }
    let is_needed = closing != Closing::Unchanged || next.as_ref().is_some_and(|n| n.differences.is_none());
    if is_needed && !args.yes && !console.agrees("よろしいですか") {
        console.line("取りやめました。何も書き込んでいません");
        return Ok(Outcome::Errors);
    }
    // The closing first: 正誤表 among the outputs is made from it and the one before.
    write_closing(&year_dir, &record, &settings)?;
    let follow_up = json::follow_up(&batch.year, &batch.findings, &settings, None);
    build_outputs(&batch, &follow_up, console, &|name, fill| output.print(name, fill))?;
    output.commit()?;
    if let Some(next) = &next {
        let book = ledger_book(&next.ledger, &settings, next.year);
        write_next_year(&next.dir, &write_book(&book, &Links::default())?)?;
    }
    console.line(&format!("{}の評価を確定しました", settings.eras.long(batch.year.year)));
    Ok(Outcome::Done)
}

/// The day in Japan, which keeps no summer time.
fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::fixed(offset(9))).date()
}

fn obstacles(batch: &Batch, today: Date) -> Vec<Finding> {
    let mut found = missing_reviews(&batch.year, &batch.settings, today);
    found.extend(batch.findings.iter().filter(|finding| finding.is_open_error()).cloned());
    found
}

fn refusal(obstacles: &[Finding]) -> String {
    let mut lines = vec![format!("確定できません。次の{}件のエラーがあります：", obstacles.len())];
    for finding in obstacles.iter().take(LISTED) {
        let place = finding.key.map(|key| format!("{key} ")).unwrap_or_default();
        lines.push(format!("  {} {place}{}", finding.code, finding.message));
    }
    if obstacles.len() > LISTED {
        lines.push(format!("  ほか{}件（「gyokaku check」で全て見られます）", obstacles.len() - LISTED));
    }
    lines.push(
        "直してから、もう一度実行してください。事情を確認して差し支えないものは、「確認済.xlsx」に理由を記入すると確定できます"
            .to_owned(),
    );
    lines.join("\n")
}

/// The next year's folder; there is none after the period's last year.
fn next_year(batch: &Batch) -> Result<Option<NextYear>> {
    let (settings, year) = (&batch.settings, batch.year.year);
    if settings.is_last_year(year) {
        return Ok(None);
    }
    let dir = batch.folder.plan_dir.join(settings.eras.short(year.next()));
    let ledger = next_ledger(&batch.year);
    let path = dir.join("計画台帳.xlsx");
    let differences = if path.exists() {
        let there = read_ledger(&path, settings)?.value;
        Some(ledger_differences(&ledger, &there, &settings.eras))
    } else {
        None
    };
    Ok(Some(NextYear { dir, year: year.next(), ledger, differences }))
}

/// What closing will do, a line each.
fn intent(batch: &Batch, closing: &Closing, next: Option<&NextYear>) -> String {
    let settings = &batch.settings;
    let mut lines = vec![format!("{}の評価を確定します", settings.eras.long(batch.year.year))];
    let totals = Totals::of(&batch.year, settings);
    if let Some(stage) = totals.all.stage(&Field::FinalJudgment) {
        let counts = totals.codes.iter().zip(&stage.counts).map(|(code, count)| format!("{code} {count}件"));
        lines.push(format!("・確定評価：{}", counts.collect::<Vec<_>>().join("、")));
    }
    let ended = batch.year.plans.iter().filter(|plan| plan.fields.has(&Field::End));
    let ended: Vec<String> = ended.map(|plan| format!("{} {}", plan.key, plan.name)).collect();
    if !ended.is_empty() {
        lines.push(format!("・終了する計画：{}件（{}）", ended.len(), ended.join("、")));
    }
    let accepted = batch.findings.iter().filter(|finding| finding.accepted.is_some()).count();
    if accepted > 0 {
        lines.push(format!("・確認済の確認事項：{accepted}件"));
    }
    lines.push(match closing {
        Closing::First => format!("・「{CLOSED_FILE}」を書き込み、「出力」を確定した版にします"),
        Closing::Unchanged => format!("・すでに確定しています。「{CLOSED_FILE}」は変更しません"),
        Closing::Again(kept) => format!(
            "・前の確定を「{}」として残し、「{CLOSED_FILE}」と「出力」を書き直します",
            file_name(kept)
        ),
    });
    match next {
        None => lines.push("・計画期間の最終年度のため、次年度のフォルダーは作りません".to_owned()),
        Some(NextYear { dir, differences: None, .. }) => {
            lines.push(format!("・次年度のフォルダー「{}」と計画台帳を作ります", file_name(dir)));
        }
        Some(NextYear { dir, differences: Some(differences), .. }) => {
            lines.push(format!("・「{}」の計画台帳はすでにあるため、変更しません", file_name(dir)));
            lines.extend(differences.iter().map(|difference| format!("  確認：{difference}")));
        }
    }
    lines.join("\n")
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
