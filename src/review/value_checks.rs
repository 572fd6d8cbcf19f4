//! One cell of an opinion workbook: its text, or what stands in the way.

use super::opinion_sheet::{Column, OpinionSheet, Row};
use crate::characters::{code_point, one_line, store, unusual};
use crate::diag::{Code, Finding, RuleInfo};
use crate::form;
use crate::model::{Origin, PlanKey};
use crate::normalize;
use crate::settings::Settings;
use crate::workbook::{CellContent, RawCell, Struck};

/// What a cell says.
pub(super) enum Cell {
    Blank,
    Text(String),
    /// Something stands there that cannot be read; a finding says so.
    Lost,
}

/// Reads a cell as a person does. Struck-through text is kept out and reported.
pub(super) fn read_cell(
    row: Row<'_>,
    column: Column,
    origin: &Origin,
    key: Option<PlanKey>,
    findings: &mut Vec<Finding>,
) -> Cell {
    let Some(cell) = row.cell(column) else { return Cell::Blank };
    let mut report = |code: Code, message: String, found: &str| {
        let Some(info) = info(code) else { return };
        let message = format!("{}行目：{message}", row.number());
        let mut finding = Finding::new(info, message).at(origin).about(column.name()).found(found);
        finding.key = key;
        findings.push(finding);
    };
    let name = column.name();
    match &cell.content {
        CellContent::Error(error) => {
            report(Code("F07"), format!("「{name}」のセル{}が「{error}」です", cell.at), error);
            return Cell::Lost;
        }
        CellContent::NoStoredValue => {
            report(Code("F14"), format!("「{name}」のセル{}に計算結果が保存されていません", cell.at), "");
            return Cell::Lost;
        }
        _ => {}
    }
    let (shown, struck) = cell.without_struck();
    if let Some(Struck { text, left_out }) = struck {
        let message = format!("「{name}」に取消線の付いた文字「{text}」があります。{}", done(left_out));
        report(Code("F13"), message, text);
    }
    let text = store(&shown).text;
    for c in unusual(&text) {
        let code = code_point(c);
        report(Code("X02"), format!("「{name}」に表示できない文字があります（{code}）"), &code);
    }
    if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
}

/// What became of struck-through text.
fn done(left_out: bool) -> &'static str {
    if left_out {
        "除いて読み取りました"
    } else {
        "除けないため、そのまま読み取りました"
    }
}

/// V02, addressed to the secretariat's own cell: it names no department.
pub(super) fn unreadable_judgment(text: &str, key: PlanKey, origin: &Origin, settings: &Settings) -> Finding {
    let codes = settings.judgments.listed();
    let message = format!("判定区分は{codes}から一つ選んでください（変更しないときは空欄）：「{text}」");
    let info = info(Code("V02")).expect("the normalize room declares V02");
    let mut finding = Finding::new(info, message).at(origin).about(Column::Judgment.name()).found(text);
    finding.key = Some(key);
    finding
}

/// F16: a text beside the table, where nothing is read.
pub(super) fn beside(sheet: &OpinionSheet, cell: &RawCell) -> Finding {
    let text = one_line(&store(&cell.shown).text);
    let short: String = text.chars().take(20).collect();
    let more = if text.chars().count() > 20 { "…" } else { "" };
    let info = info(Code("F16")).expect("the form room declares F16");
    Finding::new(
        info,
        format!("見出しのない列に記入があります（{}「{short}{more}」）。取り込んでいません", cell.at),
    )
    .at(&sheet.place(cell))
    .found(text)
    .fix("意見であれば、その計画の行の「意見」に記入してください")
}

/// The entry of a check that an earlier room has declared.
fn info(code: Code) -> Option<&'static RuleInfo> {
    form::CHECKS.iter().chain(normalize::CHECKS).copied().find(|info| info.code == code)
}
