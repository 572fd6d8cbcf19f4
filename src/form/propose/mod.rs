//! A form proposed from filled sheets: texts that all share are labels, cells
//! that vary, and blank cells beside known labels, are fields.
//!
//! The sheets are laid over the one whose layout most of them have, rows and
//! columns that departments put in apart; what is unsure says why.

mod boxes;
mod choices;
mod claim;
mod labels;
mod name;
mod overlay;
mod pattern;
mod reviewer;
mod rows;
mod section;
mod sense;
#[cfg(test)]
mod tests;
mod title;
mod value;

use super::grid::Grid;
use super::template::Label;
use crate::error::{Error, Result};
use crate::model::{CellRange, Eras};
use crate::workbook::RawSheet;

use choices::choices;
use labels::Texts;
use overlay::{Overlay, label};
use sense::Sense;

/// A form to correct in Excel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Labels and fields, by row, then column.
    pub cells: Vec<ProposedCell>,
    /// Merged ranges of the sheet it was drawn from.
    pub merges: Vec<CellRange>,
    /// The sheet it was drawn from, as an index into the sheets given.
    pub base: usize,
    /// How many different sheets agree with it.
    pub sheets: usize,
    /// How many more say the same as one of those.
    pub same: usize,
    /// Sheets that were left out because they are of another form, as indices.
    pub left_out: Vec<usize>,
    /// Known fields that every form needs and that were not found.
    pub missing: Vec<&'static str>,
}

/// One cell of a proposed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedCell {
    /// The merged range, or the cell.
    pub range: CellRange,
    /// The label, or the placeholder in its braces with the form's own text around it.
    pub text: String,
    /// What it is taken for.
    pub kind: ProposedKind,
}

/// What a cell of a proposed form is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProposedKind {
    /// A label.
    Label,
    /// A field with a known name.
    Field,
    /// A field to be looked at, and why.
    Unsure(String),
}

/// A filled sheet to propose from.
#[derive(Debug, Clone, Copy)]
pub struct FilledSheet<'a> {
    /// What it says.
    pub sheet: &'a RawSheet,
    /// Whether the proposal can be written into its file, so that the form keeps its looks.
    pub in_place: bool,
}

/// Texts longer than this are read, but not compared.
const LONGEST: usize = 500;

/// No form has more texts than this.
const MOST_TEXTS: usize = 3_000;

/// Fields without which no form can be used.
const NEEDED: [&str; 3] = ["番号", "計画名", "自己評価"];

/// Proposes a form. At least two sheets are needed to tell labels from values;
/// with one, only usual labels are known, and all is marked as unsure.
pub fn propose_form(sheets: &[FilledSheet<'_>], eras: &Eras) -> Result<Proposal> {
    let nothing = || {
        Error::new(
            "記入済みのシートから様式を作ります",
            "読み取れるシートがありません",
            "記入済みの実施計画シートのファイルを指定してください",
        )
    };
    let small = (0..sheets.len()).filter(|&sheet| sheets[sheet].sheet.cells.len() <= MOST_TEXTS);
    let small: Vec<usize> = small.collect();
    let grids: Vec<Grid<'_>> = small.iter().map(|&sheet| Grid::new(sheets[sheet].sheet, LONGEST)).collect();
    let in_place: Vec<bool> = small.iter().map(|&sheet| sheets[sheet].in_place).collect();
    let overlay = Overlay::new(&grids, &in_place, eras).ok_or_else(nothing)?;
    let used: Vec<usize> = overlay.of_form.iter().map(|&grid| small[grid]).collect();
    let cells = cells(&overlay, eras);
    let names = |name: &&&str| !cells.iter().any(|cell| cell.names(name));
    Ok(Proposal {
        missing: NEEDED.iter().filter(names).copied().collect(),
        merges: overlay.base().merges().to_vec(),
        base: small[overlay.base],
        sheets: overlay.layers.len(),
        same: used.len() - overlay.layers.len(),
        left_out: (0..sheets.len()).filter(|sheet| !used.contains(sheet)).collect(),
        cells,
    })
}

impl Proposal {
    /// What to tell whoever opens the form, a sentence a line.
    pub fn summary(&self) -> Vec<String> {
        let mut lines = vec![format!("記入済みのシート{}枚から作った様式の案です", self.sheets)];
        if !self.left_out.is_empty() {
            lines.push(format!("様式が異なるシート{}枚は使っていません", self.left_out.len()));
        }
        for name in &self.missing {
            lines.push(format!(
                "「{name}」の欄が見付かりません。記入するセルにこの名前を二重の波かっこで囲んで書いてください"
            ));
        }
        lines.push("色の付いたセルを確かめ、直したら「様式」フォルダーに置いてください".to_owned());
        lines.push("各課に配る前に、このシートとコメントは削除してください".to_owned());
        lines
    }

    /// How many cells are of a kind, as labels, sure fields and unsure fields.
    pub fn counts(&self) -> [usize; 3] {
        let count = |wanted: fn(&ProposedKind) -> bool| self.cells.iter().filter(|c| wanted(&c.kind)).count();
        [
            count(|kind| *kind == ProposedKind::Label),
            count(|kind| *kind == ProposedKind::Field),
            count(|kind| matches!(kind, ProposedKind::Unsure(_))),
        ]
    }
}

impl ProposedCell {
    /// The field's name without its braces, or the label.
    pub fn name(&self) -> String {
        let inner = self.text.split_once("{{").and_then(|(_, rest)| rest.split_once("}}"));
        inner.map_or(self.text.as_str(), |(name, _)| name).to_owned()
    }

    /// Whether it is a field of this name, plain or as a mark cell.
    fn names(&self, name: &str) -> bool {
        self.kind != ProposedKind::Label && self.name().split('=').next() == Some(name)
    }
}

fn cells(overlay: &Overlay<'_>, eras: &Eras) -> Vec<ProposedCell> {
    let base = overlay.base();
    let shares = overlay.shares();
    let senses: Vec<Sense> = base.cells.iter().map(|cell| Sense::of(&cell.raw.shown, eras)).collect();
    let choices = choices(overlay, &shares, &senses);
    let texts = Texts { overlay, shares: &shares, senses: &senses, eras };
    let is_label = texts.labels(&choices);
    let boxes = boxes::boxes(&texts, &is_label, &choices);
    let chosen = (0..base.cells.len()).filter(|&cell| is_label[cell]);
    let chosen: Vec<usize> = chosen.collect();
    let labels: Vec<Label> = chosen.iter().map(|&cell| label(base, cell)).collect();
    let label_senses: Vec<Sense> = chosen.iter().map(|&cell| senses[cell].clone()).collect();
    let fields = name::name_boxes(&labels, &label_senses, &boxes, overlay.layers.len(), eras);
    let mut cells: Vec<ProposedCell> = labels
        .iter()
        .map(|label| ProposedCell { range: label.range, text: label.text.clone(), kind: ProposedKind::Label })
        .collect();
    cells.extend(fields);
    cells.sort_by_key(|cell| cell.range);
    title::find_target_year(overlay, &mut cells, eras);
    cells
}
