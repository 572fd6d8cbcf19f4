//! What stands in a sheet outside all labels and fields.

use std::collections::BTreeSet;

use super::checks::F16;
use super::extract::quote;
use super::placed::{Filled, Place};
use super::read_sheet::values;
use super::reading::{Ignored, IgnoredWhy};
use super::remarks::Remarks;
use crate::model::CellRef;

/// A finding for each of so many rows; the others are counted.
const ROWS_TOLD: usize = 20;

/// So many texts of a row are quoted.
const CELLS_TOLD: usize = 5;

impl Remarks<'_> {
    /// F16, once for each row; once for all examples under a heading 記入例.
    pub(super) fn outside(&mut self, places: &[Place]) {
        let values = values(self.grid, places);
        let disputed: BTreeSet<Option<CellRef>> = self.ignored.iter().map(|ignored| ignored.at).collect();
        let mut rows: Vec<Vec<usize>> = Vec::new();
        let mut examples = Vec::new();
        for (cell, grid_cell) in self.grid.cells.iter().enumerate() {
            let at = grid_cell.raw.at;
            if values[cell] || self.alignment.label_at[cell].is_some() || disputed.contains(&Some(at)) {
                continue;
            }
            let is_example = self.alignment.examples[cell];
            let why = if is_example { IgnoredWhy::Example } else { IgnoredWhy::Outside };
            self.ignored.push(Ignored { at: Some(at), text: grid_cell.raw.shown.clone(), why });
            match rows.last_mut() {
                _ if is_example => examples.push(cell),
                Some(row) if self.grid.cells[row[0]].raw.at.row == at.row => row.push(cell),
                _ => rows.push(vec![cell]),
            }
        }
        self.report_examples(&examples);
        self.report_rows(&rows, places);
        for raw in &self.grid.covered {
            let (at, text) = (Some(raw.at), raw.shown.clone());
            self.ignored.push(Ignored { at, text, why: IgnoredWhy::Covered });
        }
    }

    fn report_examples(&mut self, examples: &[usize]) {
        let Some(&first) = examples.first() else { return };
        let (at, list) = (self.grid.cells[first].raw.at, self.list(examples));
        let message = format!("「記入例」の列に記載があります（{list}）。取り込んでいません");
        self.findings.push(self.finding(&F16, message, Some(at)));
    }

    /// Some cells, each with its text.
    fn list(&self, cells: &[usize]) -> String {
        let raws = cells.iter().map(|&cell| self.grid.cells[cell].raw);
        let mut list: Vec<String> =
            raws.take(CELLS_TOLD).map(|raw| format!("{}「{}」", raw.at, quote(&raw.shown))).collect();
        if cells.len() > CELLS_TOLD {
            list.push(format!("ほか{}か所", cells.len() - CELLS_TOLD));
        }
        list.join("、")
    }

    fn report_rows(&mut self, rows: &[Vec<usize>], places: &[Place]) {
        let (mut told, mut untold) = (0, 0);
        for row in rows {
            let list = self.list(row);
            // The first of several is the caption of what follows.
            let cell = self.grid.cells[row.get(1).copied().unwrap_or(row[0])].raw;
            let finding =
                |message: String| self.finding(&F16, message, Some(cell.at)).found(cell.shown.clone());
            let finding = match self.box_above(row[0], places) {
                Some((slot, filled)) => {
                    let above = self.caption(slot);
                    let what = if filled {
                        format!("「{above}」の欄の下に、その続きと思われる記載があります")
                    } else {
                        format!("空欄の「{above}」の下に記載があります")
                    };
                    let message = format!("{what}（{list}）。取り込んでいません");
                    finding(message).about(self.form.slots[slot].field.name(&self.form.eras))
                }
                None if told < ROWS_TOLD => {
                    told += 1;
                    finding(format!("欄外に記載があります（{list}）。取り込んでいません"))
                }
                None => {
                    untold += row.len();
                    continue;
                }
            };
            self.findings.push(finding);
        }
        if untold > 0 {
            let message = format!("欄外の記載がほかに{untold}か所あります。取り込んでいません");
            self.findings.push(self.finding(&F16, message, None));
        }
    }

    /// The slot whose value, or blank box, ends right above a text and begins in
    /// its column, where no label says what the text is; whether it is filled.
    fn box_above(&self, cell: usize, places: &[Place]) -> Option<(usize, bool)> {
        let at = self.grid.cells[cell].raw.at;
        if self.grid.in_row(at.row).any(|cell| self.alignment.label_at[cell].is_some()) {
            return None;
        }
        places.iter().enumerate().find_map(|(slot, place)| {
            let Place::Found(Filled { cell, at: start, .. }) = place else { return None };
            let range = self.grid.range_at(*start);
            let above = range.end.row + 1 == at.row && range.start.column == at.column;
            above.then_some((slot, cell.is_some()))
        })
    }
}
