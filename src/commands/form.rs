//! `gyokaku form FILE…`: proposes a form from filled sheets.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::error::{Error, Result};
use crate::form::{ProposedKind, is_example, propose_form};
use crate::model::Eras;
use crate::output::xlsx::write_form_proposal;
use crate::workbook::{RawSheet, RawWorkbook, read_workbook};

const TRIED: &str = "様式の案を作ります";

/// 記入済みの実施計画シートから様式の案を作ります
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "例：\n  gyokaku form 提出/1-01.xlsx 提出/1-02.xlsx\n  gyokaku form 提出/1-01.xlsx 提出/1-02.xlsx --out 様式/評価シート.xlsx"
)]
pub(super) struct FormArgs {
    /// 記入済みの実施計画シート（二つ以上を指定すると、見出しと欄を見分けやすくなります）
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
    std::fs::write(&args.out, bytes).map_err(|error| Error::io(&args.out, TRIED, &error))?;
    Ok(format!("{}を作りました\n{told}", args.out.display()))
}

fn build(files: &[PathBuf]) -> Result<(Vec<u8>, String)> {
    let books = files.iter().map(|path| read(path)).collect::<Result<Vec<RawWorkbook>>>()?;
    let filled = |sheet: &&RawSheet| !sheet.hidden && !sheet.cells.is_empty() && !is_example(&sheet.name);
    let sheets: Vec<&RawSheet> = books.iter().flat_map(|book| &book.sheets).filter(filled).collect();
    let proposal = propose_form(&sheets, &Eras::default())?;
    let count =
        |wanted: fn(&ProposedKind) -> bool| proposal.cells.iter().filter(|cell| wanted(&cell.kind)).count();
    let labels = count(|kind| *kind == ProposedKind::Label);
    let fields = count(|kind| *kind == ProposedKind::Field);
    let unsure = count(|kind| matches!(kind, ProposedKind::Unsure(_)));
    let mut told =
        format!("シート{}枚から、見出し{labels}か所、欄{fields}か所を見付けました\n", proposal.sheets);
    if unsure > 0 {
        told += &format!("ほかに{unsure}か所は確認が必要です（色付きのセル、2枚目のシートに一覧）\n");
    }
    if proposal.left_out > 0 {
        told += &format!("配置が異なるシート{}枚は使っていません\n", proposal.left_out);
    }
    if proposal.sheets < 2 {
        told += "シートが1枚だけなので、見出しと記入内容を見分けられないことがあります\n";
    }
    told += "Excelで直してから「様式」フォルダーに置いてください\n";
    Ok((write_form_proposal(&proposal)?, told))
}

fn read(path: &Path) -> Result<RawWorkbook> {
    read_workbook(path)
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
