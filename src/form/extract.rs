//! From placed slots to raw texts by field.

use std::collections::BTreeMap;

use super::checks::{F07, F13, F14, V10};
use super::grid::Grid;
use super::marks::{Mark, read_boxes, read_mark};
use super::pattern::inner_text;
use super::placed::{Doubt, Place};
use super::raw_plan::{RawField, RawPlan};
use super::template::{Form, Slot};
use crate::characters::fold;
use crate::diag::{Finding, RuleInfo};
use crate::model::{CellRef, Field, FieldKind, SheetSource};
use crate::workbook::{CellContent, RawCell, Struck};

/// Takes texts out of cells and reports what cannot be taken as it stands.
pub(super) struct Extraction<'a> {
    form: &'a Form,
    grid: &'a Grid<'a>,
    pub(super) plan: RawPlan,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Extraction<'a> {
    pub(super) fn new(form: &'a Form, grid: &'a Grid<'a>, source: SheetSource) -> Self {
        let plan = RawPlan {
            source,
            values: BTreeMap::new(),
            slots: BTreeMap::new(),
            unreadable: Default::default(),
        };
        Self { form, grid, plan, findings: Vec::new() }
    }

    /// Reads every slot that was found. Slots without a certain place leave
    /// their field unreadable; why is reported where places are.
    pub(super) fn read(&mut self, places: &[Place]) {
        let mut marks: BTreeMap<&Field, Vec<(&Slot, &Place)>> = BTreeMap::new();
        for (slot, place) in self.form.slots.iter().zip(places) {
            let filled = match place {
                Place::Found(filled) => Some(filled),
                Place::Uncertain(_) => None,
            };
            if slot.mark.is_some() {
                marks.entry(&slot.field).or_default().push((slot, place));
            } else if let Some(filled) = filled {
                self.plan.slots.insert(slot.field.clone(), filled.at);
                if let Some(cell) = filled.cell {
                    self.read_slot(slot, self.grid.cells[cell].raw);
                }
            } else {
                self.plan.unreadable.insert(slot.field.clone());
            }
        }
        for (field, cells) in marks {
            self.read_marks(field, &cells);
        }
    }

    fn read_slot(&mut self, slot: &Slot, cell: &RawCell) {
        let Some(text) = self.visible_text(&slot.field, cell) else { return };
        let text = inner_text(slot, &text);
        if text.trim().is_empty() {
            return;
        }
        let choice =
            matches!(slot.field.kind(), FieldKind::Judgment | FieldKind::AfterPeriod | FieldKind::Direction);
        let text = match read_boxes(&text).filter(|_| choice) {
            None => text,
            Some(boxes) => match boxes.marked.as_slice() {
                [] => return,
                [one] => one.clone(),
                several => {
                    let list: String = several.iter().map(|choice| format!("「{choice}」")).collect();
                    self.two_marks(&slot.field, cell.at, &list, several.len());
                    return;
                }
            },
        };
        self.plan.values.insert(slot.field.clone(), RawField { text, cell: cell.clone() });
    }

    /// What a person reads in the cell; `None` where it cannot be taken.
    fn visible_text(&mut self, field: &Field, cell: &RawCell) -> Option<String> {
        match &cell.content {
            CellContent::Error(error) => {
                let message = format!("セル{}が「{error}」です", cell.at);
                self.report(&F07, field, cell.at, message);
                self.plan.unreadable.insert(field.clone());
                return None;
            }
            CellContent::NoStoredValue => {
                let message = format!("セル{}の数式の計算結果が保存されていません", cell.at);
                self.report(&F14, field, cell.at, message);
                self.plan.unreadable.insert(field.clone());
                return None;
            }
            _ => {}
        }
        if cell.external {
            let message = format!(
                "セル{}の数式が別のブックを参照しています。保存されていた結果「{}」を読み取りました",
                cell.at,
                quote(&cell.shown)
            );
            self.report(&F14, field, cell.at, message);
        }
        Some(self.without_struck(field, cell))
    }

    /// Struck-through text is deleted for whoever reads the sheet.
    fn without_struck(&mut self, field: &Field, cell: &RawCell) -> String {
        let (shown, struck) = cell.without_struck();
        if let Some(Struck { text, left_out }) = struck {
            let done = if left_out {
                "除いて読み取りました"
            } else {
                "除けないため、そのまま読み取りました"
            };
            let message = format!("取消線の付いた文字「{}」があります。{done}", quote(text));
            self.report(&F13, field, cell.at, message);
        }
        shown.into_owned()
    }

    fn read_marks(&mut self, field: &Field, cells: &[(&Slot, &Place)]) {
        // A choice whose column is gone is not chosen where another one is.
        let gone = |place: &Place| matches!(place, Place::Uncertain(Doubt::Gone(_)));
        let incomplete = cells.iter().any(|(_, place)| gone(place));
        if cells.iter().any(|(_, place)| matches!(place, Place::Uncertain(_)) && !gone(place)) {
            self.plan.unreadable.insert(field.clone());
            return;
        }
        let mut marked = Vec::new();
        let mut unknown = Vec::new();
        let mut first = None;
        for (slot, place) in cells {
            let Place::Found(filled) = place else { continue };
            first = first.min(Some(filled.at)).or(Some(filled.at));
            let Some(cell) = filled.cell.map(|cell| self.grid.cells[cell].raw) else { continue };
            let Some(text) = self.visible_text(field, cell) else { continue };
            let text = inner_text(slot, &text);
            if text.trim().is_empty() {
                continue;
            }
            let choice = slot.mark.clone().unwrap_or_default();
            match read_mark(&text, &fold(&text), &fold(&choice)) {
                Mark::Yes => marked.push((cell, choice)),
                Mark::No => {}
                Mark::Unknown => unknown.push((cell, text)),
            }
        }
        if let Some(at) = first {
            self.plan.slots.insert(field.clone(), at);
        }
        let chosen = match (marked.as_slice(), unknown.as_slice()) {
            ([], []) => {
                if incomplete {
                    self.plan.unreadable.insert(field.clone());
                }
                return;
            }
            ([one], []) | ([], [one]) => one,
            _ => {
                let all: Vec<&(&RawCell, String)> = marked.iter().chain(&unknown).collect();
                let list: String =
                    all.iter().map(|(cell, _)| format!("{}「{}」", cell.at, quote(&cell.shown))).collect();
                self.two_marks(field, all[0].0.at, &list, all.len());
                return;
            }
        };
        self.plan.slots.insert(field.clone(), chosen.0.at);
        if !self.plan.unreadable.contains(field) {
            let value = RawField { text: chosen.1.clone(), cell: chosen.0.clone() };
            self.plan.values.insert(field.clone(), value);
        }
    }

    fn two_marks(&mut self, field: &Field, at: CellRef, list: &str, count: usize) {
        let name = field.name(&self.form.eras);
        let message = format!("「{name}」の欄に印が{count}つあります（{list}）。印は一つだけにしてください");
        self.report(&V10, field, at, message);
        self.plan.unreadable.insert(field.clone());
    }

    fn report(&mut self, info: &RuleInfo, field: &Field, at: CellRef, message: String) {
        let source = &self.plan.source;
        let cell = self.grid.at(at).map(|cell| self.grid.cells[cell].raw.shown.clone());
        let mut finding = Finding::new(info, message).at(&source.at(at)).about(field.name(&self.form.eras));
        finding.found = cell;
        self.findings.push(finding);
    }
}

/// A text as a message quotes it: in one line and short.
pub(super) fn quote(text: &str) -> String {
    const LONGEST: usize = 30;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST).collect();
    format!("{cut}…")
}
