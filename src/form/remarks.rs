//! What is said about a sheet beside its values: changes, fields that could
//! not be located, and what stands outside all fields.

use super::align::Alignment;
use super::anchor::SlotAnchor;
use super::checks::{F04, F05};
use super::extract::quote;
use super::grid::Grid;
use super::moves::Move;
use super::placed::{Doubt, Place};
use super::reading::{Ignored, IgnoredWhy};
use super::template::{Form, Slot};
use crate::diag::{Finding, Severity};
use crate::model::{CellRef, Field, SheetSource};

/// Fields without which a sheet says nothing, or not of which plan.
fn is_required(field: &Field) -> bool {
    matches!(
        field,
        Field::TargetYear
            | Field::Area
            | Field::Number
            | Field::PlanName
            | Field::Department
            | Field::Status
            | Field::SelfJudgment
            | Field::Reason
    )
}

/// Collects findings and what was not taken.
pub(super) struct Remarks<'a> {
    pub(super) form: &'a Form,
    pub(super) grid: &'a Grid<'a>,
    pub(super) alignment: &'a Alignment<'a>,
    source: &'a SheetSource,
    pub(super) findings: Vec<Finding>,
    pub(super) ignored: Vec<Ignored>,
}

impl<'a> Remarks<'a> {
    pub(super) fn new(
        form: &'a Form,
        grid: &'a Grid<'a>,
        alignment: &'a Alignment<'a>,
        source: &'a SheetSource,
    ) -> Self {
        Self { form, grid, alignment, source, findings: Vec::new(), ignored: Vec::new() }
    }

    pub(super) fn done(self) -> (Vec<Finding>, Vec<Ignored>) {
        (self.findings, self.ignored)
    }

    pub(super) fn finding(
        &self,
        info: &crate::diag::RuleInfo,
        message: String,
        at: Option<CellRef>,
    ) -> Finding {
        let finding = Finding::new(info, message);
        match at {
            Some(at) => finding.at(&self.source.at(at)),
            None => finding.in_sheet(&self.source.file, &self.source.sheet),
        }
    }

    /// Values that stand beside their box, out of sight, or across several boxes.
    pub(super) fn value_moves(&self, places: &[Place]) -> Vec<Move> {
        let mut moves = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let Place::Found(filled) = place else { continue };
            let Some(cell) = filled.cell else { continue };
            let (at, range) = (filled.at, self.grid.cells[cell].range);
            let caption = || self.caption(index);
            // The form's own words in the value's cell are gone.
            let inline = self.form.plan.slots[index].inline.filter(|&l| self.alignment.found[l].is_none());
            let own_cell = |anchor: &SlotAnchor| anchor.left.is_none() && anchor.head.is_none();
            if let Some(label) = inline.filter(|_| own_cell(&self.form.plan.slots[index])) {
                let (label, to) = (self.label_text(label), self.grid.cells[cell].raw.shown.clone());
                moves.push(Move::LabelChanged { label, to, at });
            }
            if filled.beside {
                moves.push(Move::ValueBeside { caption: caption(), at });
            }
            if self.grid.is_hidden(range) {
                moves.push(Move::ValueHidden { caption: caption(), at });
            }
            if self.grid.cells[cell].raw.unseen {
                moves.push(Move::ValueUnseen { caption: caption(), at });
            }
            let covers = |other: &Place| match other {
                Place::Found(other) => other.cell.is_none() && range.contains(other.at),
                Place::Uncertain(_) => false,
            };
            if places.iter().any(covers) {
                moves.push(Move::ValueSpans { caption: caption(), at });
            }
        }
        moves
    }

    /// F04, once for the sheet.
    pub(super) fn changed(&mut self, moves: &[Move], places: &[Place]) {
        if moves.is_empty() {
            return;
        }
        let list: Vec<String> = moves.iter().map(ToString::to_string).collect();
        let order = self.read_by_order(moves, places).map_or(String::new(), |order| format!("。{order}"));
        let list = list.join("、");
        let message = format!("様式が変更されています（{list}）。見出しを手掛かりに読み取りました{order}");
        let at = moves.iter().find_map(Move::at);
        self.findings.push(self.finding(&F04, message, at));
    }

    /// F05: once for each required field, else once for each reason.
    pub(super) fn not_located(&mut self, places: &[Place]) {
        let mut told: Vec<(&Field, &Doubt)> = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let Place::Uncertain(doubt) = place else { continue };
            let field = &self.form.slots[index].field;
            let again = told.iter().any(|(known, _)| *known == field);
            let same_reason = told.iter().any(|(known, other)| *other == doubt && !is_required(known));
            if again || (same_reason && !is_required(field)) {
                continue;
            }
            told.push((field, doubt));
            let names = if is_required(field) {
                format!("「{}」", self.caption(index))
            } else {
                self.sharing(places, doubt)
            };
            let (why, at) = self.reason(doubt);
            let message = format!("{names}の欄を特定できません（{why}）");
            let severity = if is_required(field) { Severity::Error } else { Severity::Warning };
            let finding = self.finding(&F05, message, at).severity(severity);
            self.findings.push(finding.about(field.name(&self.form.eras)));
            self.dispute(doubt);
        }
    }

    /// The fields that are not required and share a doubt, each in the words of the form.
    fn sharing(&self, places: &[Place], doubt: &Doubt) -> String {
        const NAMES: usize = 8;
        let mut fields: Vec<&Field> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let field = &self.form.slots[index].field;
            let same = matches!(place, Place::Uncertain(other) if other == doubt);
            if same && !is_required(field) && !fields.contains(&field) {
                fields.push(field);
                // Boxes below one another share the label above them.
                let name = format!("「{}」", self.caption(index));
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        match names.get(..NAMES).filter(|_| names.len() > NAMES + 1) {
            Some(first) => format!("{}ほか{}つ", first.concat(), names.len() - NAMES),
            None => names.concat(),
        }
    }

    fn reason(&self, doubt: &Doubt) -> (String, Option<CellRef>) {
        let label = |label: &usize| quote(&self.label_text(*label));
        let cell_of =
            |label: &usize| self.alignment.found[*label].map(|found| self.grid.cells[found.cell].range.start);
        match doubt {
            Doubt::Missing(missing) => (format!("見出し「{}」が見つかりません", label(missing)), None),
            Doubt::Twice(twice) => {
                (format!("見出し「{}」が二つあり、見分けられません", label(twice)), cell_of(twice))
            }
            Doubt::Scattered(left) => {
                (format!("見出し「{}」の周りの行や列が変わっています", label(left)), cell_of(left))
            }
            Doubt::Several(cells) => {
                let list: String = cells
                    .iter()
                    .map(|&cell| self.grid.cells[cell].raw)
                    .map(|raw| format!("{}「{}」", raw.at, quote(&raw.shown)))
                    .collect();
                let at = cells.first().map(|&cell| self.grid.cells[cell].raw.at);
                let why = if cells.len() > 1 {
                    "欄に複数の記載があります"
                } else {
                    "隣の欄と重なっています"
                };
                (format!("{why}：{list}"), at)
            }
            Doubt::InLabel(label) => {
                let found = self.alignment.found[*label].map(|found| self.grid.cells[found.cell].raw);
                let text = found.map_or(String::new(), |raw| quote(&raw.shown));
                (format!("見出しのセルに記載があります：「{text}」"), found.map(|raw| raw.at))
            }
            Doubt::Example(cell) => {
                let raw = self.grid.cells[*cell].raw;
                (format!("記入例のままと思われます：「{}」", quote(&raw.shown)), Some(raw.at))
            }
            Doubt::Foreign(cell) => {
                let raw = self.grid.cells[*cell].raw;
                (format!("別の欄の記載と思われます：{}「{}」", raw.at, quote(&raw.shown)), Some(raw.at))
            }
            Doubt::Gone(column) => {
                (format!("様式の{}列がありません", CellRef::new(0, *column).column_letters()), None)
            }
            Doubt::Outside(cell) => {
                let raw = self.grid.cells[*cell].raw;
                (format!("欄の外に記載があります：{}「{}」", raw.at, quote(&raw.shown)), Some(raw.at))
            }
            Doubt::Slipped(cell) => {
                let raw = self.grid.cells[*cell].raw;
                let why = "下の欄に一つずつずれて記入されたと思われます";
                (format!("{why}：{}「{}」", raw.at, quote(&raw.shown)), Some(raw.at))
            }
            Doubt::Unlike(row) => (
                format!("見出しのない{}行目の記載が様式の欄と合いません", row + 1),
                Some(CellRef::new(*row, 0)),
            ),
            Doubt::Unanchored => ("周りの見出しが見つかりません".to_owned(), None),
        }
    }

    fn label_text(&self, label: usize) -> String {
        if let Some(label) = self.form.labels.get(label) {
            return label.text.clone();
        }
        let slot = self.form.plan.slots.iter().position(|slot| slot.inline == Some(label));
        let slot = slot.map(|index| &self.form.slots[index]);
        let texts = slot.map(|slot| [slot.prefix.trim(), slot.suffix.trim()]);
        texts.and_then(|texts| texts.into_iter().find(|text| !text.is_empty())).unwrap_or_default().to_owned()
    }

    /// A slot in the words of the form: its label, and that of its column.
    pub(super) fn caption(&self, slot: usize) -> String {
        let Slot { field, .. } = &self.form.slots[slot];
        let SlotAnchor { left, head, touches, alone, .. } = &self.form.plan.slots[slot];
        let words = |label: usize| -> String {
            self.label_text(label).chars().filter(|c| !c.is_whitespace()).collect()
        };
        match (left, head) {
            _ if self.form.slots[slot].mark.is_some() => field.name(&self.form.eras),
            (Some(left), _) if *touches && *alone => words(*left),
            (Some(left), Some(head)) => format!("{}の{}", words(*left), words(*head)),
            (None, Some(head)) => words(*head),
            _ => field.name(&self.form.eras),
        }
    }

    fn dispute(&mut self, doubt: &Doubt) {
        let cells = match doubt {
            Doubt::Several(cells) => cells.as_slice(),
            Doubt::Foreign(cell) | Doubt::Outside(cell) | Doubt::Slipped(cell) => std::slice::from_ref(cell),
            _ => return,
        };
        for &cell in cells {
            let raw = self.grid.cells[cell].raw;
            let (at, text) = (Some(raw.at), raw.shown.clone());
            self.ignored.push(Ignored { at, text, why: IgnoredWhy::Disputed });
        }
    }
}
