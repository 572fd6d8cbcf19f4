//! The rows of an opinion workbook → what one body has said, by plan.

use std::collections::BTreeMap;

use super::checks::{EMPTY_OPINIONS, ROW_MISMATCH, SELF_JUDGMENT_CHANGED};
use super::identify::{Identified, identify};
use super::opinion::{Opinions, PlanOpinion};
use super::opinion_sheet::{Column, OpinionSheet, Row, read_sheet};
use super::reference::{check_reference, shown_plan};
use super::stage::OpinionFile;
use super::value_checks::{Cell, beside, read_cell, unreadable_judgment};
use super::wording::{names_whole, says_none, says_unchanged};
use crate::characters::one_line;
use crate::diag::{Finding, Staged};
use crate::error::Result;
use crate::model::{Body, Field, FiscalYear, Ledger, Plan, PlanKey, Sourced, WholeOpinion};
use crate::normalize::{Reading, judgment};
use crate::settings::Settings;
use crate::workbook::read_list;

/// What rows are read against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Against<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) plans: &'a [Plan],
    pub(super) settings: &'a Settings,
    pub(super) year: FiscalYear,
}

/// Reads the opinions of a body. `plans` are the plans due, by key. A row is
/// used only where area and number single out a plan due and neither name nor
/// department speak against it (O03, O11).
pub fn read_opinions(
    file: &OpinionFile,
    body: Body,
    ledger: &Ledger,
    plans: &[Plan],
    settings: &Settings,
    year: FiscalYear,
) -> Result<Staged<Opinions>> {
    let workbook = read_list(&file.path, &settings.eras)?;
    let sheet = read_sheet(file, workbook)?;
    Ok(opinions_of(&sheet, body, Against { ledger, plans, settings, year }))
}

pub(super) fn opinions_of(sheet: &OpinionSheet, body: Body, against: Against<'_>) -> Staged<Opinions> {
    let mut opinions = Opinions { body, plans: BTreeMap::new(), whole: Vec::new() };
    let mut findings: Vec<Finding> = sheet.beside().map(|cell| beside(sheet, cell)).collect();
    let mut rows: BTreeMap<PlanKey, Vec<Row<'_>>> = BTreeMap::new();
    for row in sheet.rows() {
        if is_whole(row) {
            opinions.whole.extend(read_whole(row, body, &mut findings));
            check_reference(row, None, &against.settings.eras, &mut findings);
            continue;
        }
        if let Some(column) = row.spread() {
            findings.push(spread_over_rows(row, column));
            continue;
        }
        match identify(row, against) {
            Identified::Plan(key) => {
                check_self_judgment(row, key, against, &mut findings);
                if let Some(plan) = shown_plan(against.plans, key) {
                    check_reference(row, Some(plan), &against.settings.eras, &mut findings);
                }
                if row.says_something() {
                    rows.entry(key).or_default().push(row);
                }
            }
            // A row of which nothing is taken harms nobody.
            Identified::Doubt(finding) if row.says_something() => findings.push(*finding),
            Identified::Doubt(_) | Identified::Empty => {}
        }
    }
    let is_empty = !sheet.rows().any(|row| row.says_something());
    for (key, rows) in rows {
        match rows.as_slice() {
            [row] => {
                let said = read_row(*row, key, against.settings, &mut findings);
                if said.says_something() {
                    opinions.plans.insert(key, said);
                }
            }
            rows => findings.extend(rows.iter().map(|row| twice(*row, rows, key))),
        }
    }
    if is_empty {
        let message = "意見も評価も全体意見も、一つも記入されていません";
        findings.push(Finding::new(&EMPTY_OPINIONS, message).in_sheet(&sheet.file, sheet.name()));
    }
    Staged { value: opinions, findings }
}

fn spread_over_rows(row: Row<'_>, column: Column) -> Finding {
    let message = format!(
        "{}行目：「{}」の欄が下の行と結合されているため、どの計画の意見か分かりません",
        row.number(),
        column.name()
    );
    let finding = Finding::new(&ROW_MISMATCH, message).at(&row.origin(column)).about(column.name());
    finding.fix("セルの結合を解除し、意見や評価を計画ごとの行に記入してください")
}

/// 全体 in 番号, or in 改革分野 or 計画名 where no number is written.
fn is_whole(row: Row<'_>) -> bool {
    let says = |column| row.text(column).is_some_and(names_whole);
    says(Column::Number)
        || (row.text(Column::Number).is_none() && (says(Column::Area) || says(Column::PlanName)))
}

fn read_whole(row: Row<'_>, body: Body, findings: &mut Vec<Finding>) -> Option<WholeOpinion> {
    for column in [Column::Judgment, Column::Reason] {
        if let Some(text) = row.text(column) {
            let message =
                format!("{}行目：「全体」の行の「{}」は取り込めません", row.number(), column.name());
            let origin = row.origin(column);
            findings.push(Finding::new(&ROW_MISMATCH, message).at(&origin).about(column.name()).found(text));
        }
    }
    let origin = row.origin(Column::Opinion);
    match read_cell(row, Column::Opinion, &origin, None, findings) {
        Cell::Text(text) if !says_none(&text) => Some(WholeOpinion { body, text, origin }),
        Cell::Text(_) | Cell::Blank | Cell::Lost => None,
    }
}

fn read_row(row: Row<'_>, key: PlanKey, settings: &Settings, findings: &mut Vec<Finding>) -> PlanOpinion {
    let mut text = |column| {
        let origin = row.origin(column);
        match read_cell(row, column, &origin, Some(key), findings) {
            Cell::Text(text) if !says_none(&text) => Some(Sourced::read(text, raw(row, column), origin)),
            Cell::Text(_) | Cell::Blank | Cell::Lost => None,
        }
    };
    let (opinion, reason) = (text(Column::Opinion), text(Column::Reason));
    let origin = row.origin(Column::Judgment);
    let mut said = PlanOpinion { text: opinion, judgment: None, unreadable_judgment: None, reason };
    match read_cell(row, Column::Judgment, &origin, Some(key), findings) {
        Cell::Blank => {}
        Cell::Lost => said.unreadable_judgment = Some(origin),
        Cell::Text(text) => match judgment(&text, &settings.judgments) {
            Reading::Blank => {}
            Reading::Unreadable if says_unchanged(&text) => {}
            Reading::Value(code) | Reading::Rough(code) => {
                said.judgment = Some(Sourced::read(code, raw(row, Column::Judgment), origin));
            }
            Reading::Unreadable => {
                findings.push(unreadable_judgment(&text, key, &origin, settings));
                said.unreadable_judgment = Some(origin);
            }
        },
    }
    said
}

fn raw(row: Row<'_>, column: Column) -> String {
    row.cell(column).map(|cell| cell.shown.clone()).unwrap_or_default()
}

fn twice(row: Row<'_>, rows: &[Row<'_>], key: PlanKey) -> Finding {
    let numbers: Vec<String> = rows.iter().map(|row| format!("{}行目", row.number())).collect();
    let message = format!(
        "計画{key}の意見が二つ以上の行にあります（{}）。どの行も採用していません",
        numbers.join("、")
    );
    let mut finding = Finding::new(&ROW_MISMATCH, message)
        .at(&row.origin(Column::Number))
        .about(Column::Number.name())
        .fix("一つの行にまとめてください");
    finding.key = Some(key);
    finding
}

/// O10: what the body was shown is not what the sheet says now.
fn check_self_judgment(row: Row<'_>, key: PlanKey, against: Against<'_>, findings: &mut Vec<Finding>) {
    let Some(shown) = row.text(Column::SelfJudgment) else { return };
    let Some(plan) = shown_plan(against.plans, key) else { return };
    let now = plan.fields.judgment(&Field::SelfJudgment);
    let read = judgment(shown, &against.settings.judgments).value();
    if read.is_some() && read.as_ref() == now {
        return;
    }
    let is_judgment = read.is_some();
    let shown = read.map_or_else(|| one_line(shown), |code| code.to_string());
    if !is_judgment {
        // Nobody has changed the judgment: something else was typed into its column.
        let message = format!(
            "{}行目：「{}」に判定区分でない記入があります：「{shown}」。取り込んでいません",
            row.number(),
            Column::SelfJudgment.name()
        );
        let mut finding = Finding::new(&ROW_MISMATCH, message)
            .at(&row.origin(Column::SelfJudgment))
            .about(Column::SelfJudgment.name())
            .found(shown)
            .fix("意見であれば「意見」に記入し、「自己評価」を元に戻してください");
        finding.key = Some(key);
        findings.push(finding);
        return;
    }
    let message = match now {
        Some(now) => format!("審議の後に自己評価が「{shown}」から「{now}」に変わっています"),
        None => format!("審議のときの自己評価は「{shown}」ですが、今のシートからは読み取れません"),
    };
    let mut finding = Finding::new(&SELF_JUDGMENT_CHANGED, message)
        .at(&row.origin(Column::SelfJudgment))
        .about(Column::SelfJudgment.name())
        .found(shown);
    finding.key = Some(key);
    findings.push(finding);
}
