//! `gyokaku form FILE…`: proposes a form from filled sheets.

use std::path::{Path, PathBuf};

use clap::Args;

use super::known_codes;
use super::plan_folder::SETTINGS_FILE;
use super::proposed_form::{ProposedForm, propose_from};
use crate::error::{Error, Result};
use crate::form::ProposedKind;
use crate::model::Eras;
use crate::output::durable::write_whole;
use crate::settings;
use crate::workbook::{Submission, list_folder, read_workbook};

const TRIED: &str = "様式の案を作ります";

/// Unsure cells told on the terminal; the workbook lists all.
const TOLD: usize = 12;

/// 記入済みの実施計画シートから様式の案を作ります
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "例：\n  gyokaku form 提出/1-01.xlsx 提出/1-02.xlsx\n  gyokaku form 提出 --out 様式/評価シート.xlsx"
)]
pub(super) struct FormArgs {
    /// 記入済みの実施計画シート、又はそれを入れたフォルダー（シートが多いほど、見出しと欄を見分けやすくなります）
    #[arg(value_name = "ファイル", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 書き出すファイル
    #[arg(long, default_value = "様式案.xlsx", value_name = "ファイル")]
    pub(super) out: PathBuf,
    /// 何が見付かるかを表示するだけで、書き込みません
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// Proposes a form and writes it; returns what to tell the clerk. An existing
/// file is never replaced.
pub(super) fn form(args: &FormArgs) -> Result<String> {
    if args.out.exists() {
        return Err(Error::at(
            &args.out,
            TRIED,
            "同じ名前のファイルがあります",
            "ファイルの名前を変えるか、「--out」で別の名前を指定してください",
        ));
    }
    let (bytes, told) = build(&args.files)?;
    if args.dry_run {
        return Ok(format!("{told}--dry-run：{}は書き込んでいません", args.out.display()));
    }
    write_whole(&args.out, &bytes).map_err(|error| Error::io(&args.out, TRIED, &error))?;
    Ok(format!("{}を作りました\n{told}", args.out.display()))
}

fn build(files: &[PathBuf]) -> Result<(Vec<u8>, String)> {
    let mut listed: Vec<Submission> = Vec::new();
    for path in files {
        if path.is_dir() {
            listed.extend(list_folder(path)?);
            continue;
        }
        // A file that was named one by one must be readable.
        read_workbook(path)?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        listed.push(Submission::of_file(path, &name));
    }
    let proposed = propose_from(&listed, &eras_near(&files[0])?)?;
    let told = told(&proposed);
    Ok((proposed.bytes, told))
}

/// The eras of the plan folder that the files lie in, if they lie in one.
fn eras_near(path: &Path) -> Result<Eras> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let settings = path.ancestors().map(|folder| folder.join(SETTINGS_FILE)).find(|file| file.is_file());
    settings.map_or_else(|| Ok(Eras::default()), |file| Ok(settings::read(&file, &known_codes())?.eras))
}

fn told(proposed: &ProposedForm) -> String {
    let proposal = &proposed.proposal;
    let [labels, fields, unsure] = proposal.counts();
    let mut told =
        format!("シート{}枚から、見出し{labels}か所、欄{fields}か所を見付けました\n", proposal.sheets);
    if let Some(file) = &proposed.looks_of {
        told += &format!("列の幅や罫線は「{file}」のものです（記入内容は消してあります）\n");
    }
    if unsure > 0 {
        told += &format!(
            "ほかに{unsure}か所は確認が必要です（色付きのセル。理由はコメントと2枚目のシートにあります）\n"
        );
        let marked = proposal.cells.iter().filter_map(|cell| match &cell.kind {
            ProposedKind::Unsure(why) => Some(format!("  {}　{}：{why}\n", cell.range.start, cell.name())),
            _ => None,
        });
        told.extend(marked.take(TOLD));
        if unsure > TOLD {
            told += &format!("  （ほか{}か所）\n", unsure - TOLD);
        }
    }
    for name in &proposal.missing {
        told +=
            &format!("「{name}」の欄が見付かりません。記入するセルに「{{{{{name}}}}}」と書いてください\n");
    }
    if !proposed.left_out.is_empty() {
        told += &format!("様式が異なるか読めないため、使っていないもの：{}\n", proposed.left_out.join("、"));
    }
    if proposal.same > 0 {
        told += &format!("内容がほかとほとんど同じシート{}枚は、比べるのに使っていません\n", proposal.same);
    }
    if proposal.sheets < 2 {
        told += "シートが1枚だけなので、見出しと記入内容を見分けられないことがあります\n";
    }
    told + "Excelで直してから「様式」フォルダーに置いてください\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::read_form;
    use crate::model::Field;

    #[test]
    fn a_proposed_form_can_be_used_as_it_is() {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/honjo/R5/提出");
        let files: Vec<PathBuf> = [
            "1-06_市民活動推進課.xlsx",
            "実施計画シート１－０８.xlsx",
            "実施計画シート２－０７.xlsx",
            "実施計画シート（企画課）.xlsx",
        ]
        .iter()
        .map(|name| folder.join(name))
        .collect();
        let out = tempfile::tempdir().expect("a temporary folder");
        let args = FormArgs { files, out: out.path().join("様式案.xlsx"), dry_run: false };
        let dry = FormArgs { dry_run: true, ..args.clone() };
        assert!(form(&dry).expect("a report").contains("書き込んでいません") && !args.out.exists());
        let told = form(&args).expect("a form");
        assert!(told.contains("欄"), "{told}");
        let book = read_workbook(&args.out).expect("a workbook");
        let form_read = read_form(&args.out, &book, &Eras::default()).expect("a form without mistakes");
        for field in
            [Field::Number, Field::PlanName, Field::SelfJudgment, Field::Status, Field::FinalJudgment]
        {
            assert!(form_read.has(&field), "{field:?}");
        }
        assert!(form(&args).is_err(), "an existing file is never replaced");
    }
}
