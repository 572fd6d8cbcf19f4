//! `gyokaku check YEAR|FILE…`: read and check only.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Outcome;
use super::batch::read_batch;
use super::check_files::check_files;
use super::console::Console;
use super::plan_folder::YearFolder;
use crate::diag::Finding;
use crate::error::{Error, Result};
use crate::model::Ledger;
use crate::output::json;
use crate::output::terminal::{Colour, findings_lines, findings_text};

/// 読み取って点検だけします。ファイルは書き込みません
#[derive(Debug, Args)]
#[command(
    after_help = "例：\n  gyokaku check honjo/R5\n  gyokaku check 1-03.xlsx    提出前のシートを一つ点検する"
)]
pub(super) struct CheckArgs {
    /// 年度フォルダー、又は提出されたファイル（いくつでも）
    #[arg(value_name = "年度フォルダー又はファイル", required = true)]
    pub(super) paths: Vec<PathBuf>,

    /// 表示の形式（text 読むため、json プログラムのため、lines 一件一行）
    #[arg(long, value_enum, value_name = "形式", default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// By department and plan.
    Text,
    /// The objects of 記録.json.
    Json,
    /// One line a finding.
    #[value(alias = "github")]
    Lines,
}

/// Checks a year folder, or single files.
pub(super) fn check(args: &CheckArgs, console: &mut Console) -> Result<Outcome> {
    if args.paths.iter().any(|path| path.is_dir()) {
        let [path] = args.paths.as_slice() else {
            return Err(Error::new(
                "点検する",
                "年度フォルダーとほかのものが一緒に指定されています",
                "年度フォルダーは一つだけ指定してください",
            ));
        };
        let batch = read_batch(YearFolder::find(path)?, None, console)?;
        show(args.format, &batch.findings, Some(&batch.year.ledger), console);
        return Ok(outcome(&batch.findings));
    }
    let checked = check_files(&args.paths, console)?;
    show(args.format, &checked.findings, checked.ledger.as_ref(), console);
    Ok(outcome(&checked.findings))
}

fn show(format: CheckFormat, findings: &[Finding], ledger: Option<&Ledger>, console: &mut Console) {
    let text = match format {
        CheckFormat::Text => {
            let colour = if console.color() { Colour::Ansi } else { Colour::None };
            findings_text(findings, ledger, colour)
        }
        CheckFormat::Json => json::write_findings(findings),
        CheckFormat::Lines => findings_lines(findings),
    };
    console.line(&text);
}

fn outcome(findings: &[Finding]) -> Outcome {
    if findings.iter().any(Finding::is_open_error) { Outcome::Errors } else { Outcome::Done }
}
