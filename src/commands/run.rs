//! `gyokaku run YEAR`: the whole batch.

use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::batch::{Batch, read_batch};
use super::console::Console;
use super::outputs::build_outputs;
use super::plan_folder::YearFolder;
use crate::diag::Severity;
use crate::error::Result;
use crate::model::PlanStatus;
use crate::output::json;
use crate::output::swap::{Committed, OutputFolder};
use crate::report::next_steps;
use crate::review::{Before, FollowUp};

/// 提出されたシートを読み取り、点検し、報告書などを「出力」に作ります
#[derive(Debug, Args)]
#[command(
    after_help = "例：\n  gyokaku run honjo/R5\n  gyokaku run honjo/R5 --stage 本部    本部に諮った段階の資料を作り直す"
)]
pub(super) struct RunArgs {
    /// 年度フォルダー（例：honjo/R5）
    #[arg(value_name = "年度フォルダー")]
    pub(super) year: PathBuf,

    /// 出力先のフォルダー（指定しなければ年度フォルダーの「出力」）
    #[arg(long, value_name = "フォルダー")]
    pub(super) out: Option<PathBuf>,

    /// 作る資料の段階（本部・審議会・確定、又は機関の略称）。前の段階に戻すときだけ指定します
    #[arg(long, value_name = "段階")]
    pub(super) stage: Option<String>,
}

/// The name of the record among the outputs.
pub(super) const RECORD: &str = "記録.json";

/// Reads, checks, merges and writes everything.
pub(super) fn run(args: &RunArgs, console: &mut Console) -> Result<Outcome> {
    let written = run_and_tell(args, console)?;
    Ok(if written.batch.has_open_errors() { Outcome::Errors } else { Outcome::Done })
}

/// The same, giving what was written after saying it.
pub(super) fn run_and_tell(args: &RunArgs, console: &mut Console) -> Result<Written> {
    let folder = YearFolder::find(&args.year)?;
    let target = args.out.clone().unwrap_or_else(|| folder.dir.join("出力"));
    let written = write_year(folder, args.stage.as_deref(), &target, console)?;
    console.line(&summary(&written, &target));
    Ok(written)
}

/// A batch whose outputs have been written.
pub(super) struct Written {
    pub(super) batch: Batch,
    /// How many.
    pub(super) files: usize,
    pub(super) committed: Committed,
    pub(super) follow_up: FollowUp,
}

/// The batch with all its outputs written into `target`, whole or not at all.
pub(super) fn write_year(
    folder: YearFolder,
    stage: Option<&str>,
    target: &std::path::Path,
    console: &Console,
) -> Result<Written> {
    let output = OutputFolder::begin(target)?;
    let batch = read_batch(folder, stage, console)?;
    let before = output.previous(RECORD).and_then(Before::read);
    let follow_up = json::follow_up(&batch.year, &batch.findings, &batch.settings, before);
    let files = build_outputs(&batch, &follow_up, console, &|name, fill| output.print(name, fill))?;
    let committed = output.commit()?;
    Ok(Written { batch, files, committed, follow_up })
}

fn summary(written: &Written, target: &std::path::Path) -> String {
    let batch = &written.batch;
    let year = &batch.year;
    let count = |status| year.plans.iter().filter(|p| p.status == status).count();
    let mut lines = vec![
        format!(
            "{}　{}（{}の段階{}）",
            batch.settings.city.plan,
            batch.settings.eras.long(year.year),
            batch.settings.stage_name(year.stage),
            if year.is_final { "、確定済" } else { "" }
        ),
        format!(
            "計画 {}件：提出済 {}、未提出 {}、保留 {}",
            year.plans.len(),
            count(PlanStatus::Submitted),
            count(PlanStatus::Missing),
            count(PlanStatus::Held)
        ),
        format!(
            "確認事項：エラー {}件、要確認 {}件、情報 {}件（内容は「gyokaku check」か結果.htmlで見られます）",
            batch.count(Severity::Error),
            batch.count(Severity::Warning),
            batch.count(Severity::Info)
        ),
        since_last_run(&written.follow_up),
        format!("{}に{}個のファイルを書き込みました", target.display(), written.files),
    ];
    lines.retain(|line| !line.is_empty());
    if !written.committed.kept.is_empty() {
        lines.push(format!(
            "前の出力のうち、手を加えられていた{}個のファイルを{}に移しました",
            written.committed.kept.len(),
            written.committed.refuge.display()
        ));
    }
    lines.push("次にすること：".to_owned());
    let steps = next_steps(year, &batch.settings, batch.count(Severity::Error));
    lines.extend(steps.iter().enumerate().map(|(n, step)| format!("  {}. {step}", n + 1)));
    lines.join("\n")
}

/// `前回の実行から：解消 3件、新しい 1件、残っている 5件`; nothing at the first run.
fn since_last_run(follow_up: &FollowUp) -> String {
    if follow_up.before.is_none() {
        return String::new();
    }
    format!(
        "前回の実行から：解消 {}件、新しい {}件、残っている {}件",
        follow_up.settled.len(),
        follow_up.count_new(),
        follow_up.count_open()
    )
}
