//! A form proposed from filled sheets: texts that all share are labels, cells
//! that vary, and blank cells beside known labels, are fields.

use std::collections::BTreeMap;

use super::grid::Grid;
use super::label_key::LabelKey;
use super::propose_name::Namer;
use super::template::Label;
use super::words::words;
use crate::error::{Error, Result};
use crate::model::{CellRange, CellRef, Eras};
use crate::workbook::RawSheet;

/// A form to correct in Excel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Labels and fields, by row, then column.
    pub cells: Vec<ProposedCell>,
    /// Merged ranges of the sheet it was drawn from.
    pub merges: Vec<CellRange>,
    /// How many sheets agree with it.
    pub sheets: usize,
    /// Sheets that were left out because their layout differs, as given.
    pub left_out: usize,
}

/// One cell of a proposed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedCell {
    /// The merged range, or the cell.
    pub range: CellRange,
    /// The label, or the placeholder in its braces.
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

/// A sheet agrees with the layout of another if it shares this share of its texts.
const SAME_LAYOUT: f64 = 0.5;

/// Texts longer than this are notes or values, and labels only where all sheets share them.
const LONGEST: usize = 120;

/// Proposes a form. At least two sheets are needed to tell labels from values;
/// with one, only usual labels are known.
pub fn propose_form(sheets: &[&RawSheet], eras: &Eras) -> Result<Proposal> {
    let grids: Vec<Grid<'_>> = sheets.iter().map(|sheet| Grid::new(sheet, LONGEST)).collect();
    let Some((base, alike)) = base_and_alike(&grids) else {
        return Err(Error::new(
            "記入済みのシートから様式を作ります",
            "読み取れるシートがありません",
            "記入済みの実施計画シートのファイルを指定してください",
        ));
    };
    let base = &grids[base];
    let labels = shared_labels(base, &alike.iter().map(|&g| &grids[g]).collect::<Vec<_>>());
    // With a row inserted, a sheet's values stand where others have labels.
    let same_labels = |&grid: &usize| {
        let says =
            |&&cell: &&usize| says_same(&grids[grid], base.cells[cell].raw.at, base.cells[cell].key.as_ref());
        labels.iter().filter(says).count() * 10 >= labels.len() * 9
    };
    let alike: Vec<usize> = alike.into_iter().filter(same_labels).collect();
    let label_list: Vec<Label> = labels
        .iter()
        .map(|&cell| Label {
            at: base.cells[cell].raw.at,
            range: base.cells[cell].range,
            text: base.cells[cell].raw.shown.clone(),
        })
        .collect();
    let boxes = boxes(&grids, base, &alike, &label_list, eras);
    let mut cells: Vec<ProposedCell> = label_list
        .iter()
        .map(|label| ProposedCell { range: label.range, text: label.text.clone(), kind: ProposedKind::Label })
        .collect();
    cells.extend(Namer::new(&label_list, &boxes, eras).name_all());
    cells.sort_by_key(|cell| cell.range);
    let merges = base.merges().to_vec();
    Ok(Proposal { cells, merges, sheets: alike.len(), left_out: grids.len() - alike.len() })
}

/// The sheet whose layout most others share, and those that share it.
fn base_and_alike(grids: &[Grid<'_>]) -> Option<(usize, Vec<usize>)> {
    let alike = |base: usize| -> Vec<usize> {
        (0..grids.len()).filter(|&other| agreement(&grids[base], &grids[other]) >= SAME_LAYOUT).collect()
    };
    // A base among the first is enough: sheets of one form agree with each other.
    let bases = (0..grids.len().min(20)).filter(|&base| !grids[base].cells.is_empty());
    bases.map(|base| (base, alike(base))).max_by(|a, b| a.1.len().cmp(&b.1.len()).then(b.0.cmp(&a.0)))
}

fn agreement(base: &Grid<'_>, other: &Grid<'_>) -> f64 {
    let shared = base.cells.iter().filter(|cell| says_same(other, cell.raw.at, cell.key.as_ref())).count();
    let smaller = base.cells.len().min(other.cells.len()).max(1);
    f64::from(u32::try_from(shared).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(smaller).unwrap_or(u32::MAX))
}

fn says_same(grid: &Grid<'_>, at: CellRef, key: Option<&LabelKey>) -> bool {
    let there = grid.at(at).and_then(|cell| grid.cells[cell].key.as_ref());
    key.is_some() && there.map(|key| &key.exact) == key.map(|key| &key.exact)
}

/// The base's cells that nine in ten sheets share; from a single sheet, those
/// that say what labels usually say.
fn shared_labels(base: &Grid<'_>, alike: &[&Grid<'_>]) -> Vec<usize> {
    (0..base.cells.len())
        .filter(|&cell| {
            let (at, key) = (base.cells[cell].raw.at, base.cells[cell].key.as_ref());
            let Some(key) = key else { return false };
            if alike.len() < 2 {
                return !words().concepts_of_any_year(&key.loose).is_empty() || at.row == 0;
            }
            let sharing = alike.iter().filter(|grid| says_same(grid, at, Some(key))).count();
            sharing * 10 >= alike.len() * 9
        })
        .collect()
}

/// Boxes to fill in: where texts vary, beside known labels, and under years.
fn boxes(
    grids: &[Grid<'_>],
    base: &Grid<'_>,
    alike: &[usize],
    labels: &[Label],
    eras: &Eras,
) -> Vec<CellRange> {
    let mut found: BTreeMap<CellRef, CellRange> = BTreeMap::new();
    let is_label = |at: CellRef| labels.iter().any(|label| label.range.contains(at));
    let mut add = |range: CellRange| {
        if !is_label(range.start) {
            found.entry(range.start).or_insert(range);
        }
    };
    for &grid in alike {
        for cell in &grids[grid].cells {
            add(base.range_at(cell.raw.at));
        }
    }
    let right = labels.iter().map(|label| label.range.end.column).max().unwrap_or(0);
    for label in labels {
        let key = LabelKey::new(&label.text);
        let next = CellRef::new(label.at.row, label.range.end.column + 1);
        let known = !words().concepts_of_any_year(&key.loose).is_empty();
        if !known || next.column > right {
            continue;
        }
        add(base.range_at(next));
        for head in labels.iter().filter(|head| head.at.row < label.at.row) {
            let year = super::propose_name::year_named(&LabelKey::new(&head.text).exact, eras);
            let aside = head.at.column > label.range.end.column;
            if aside && year.is_some() && super::propose_name::is_yearly(&key.loose) {
                add(base.range_at(CellRef::new(label.at.row, head.at.column)));
            }
        }
    }
    found.into_values().collect()
}
