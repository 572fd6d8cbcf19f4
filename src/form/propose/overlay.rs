//! Filled sheets laid over one of them: what each says in the same place, rows
//! and columns that departments put in or took out apart.

use std::collections::{BTreeMap, HashMap};

use super::rows::mapped_rows;
use super::sense::{Sense, same_concept};
use crate::form::align::Alignment;
use crate::form::anchor::Anchors;
use crate::form::grid::Grid;
use crate::form::template::Label;
use crate::model::{CellRange, CellRef, Eras};
use crate::workbook::RawCell;

/// A sheet is of the base's form if it shares this many percent of its texts, wherever they stand.
const SAME_FORM: usize = 35;

/// Sheets that share so many percent of their texts are one plan's.
const SAME_TEXTS: usize = 92;

/// More sheets than this say nothing more about a form.
const ENOUGH: usize = 200;

/// Fewer shared texts than this say nothing.
const FEWEST_SHARED: usize = 4;

/// Sheets tried as the base; sheets of one form agree with each other.
const BASES: usize = 30;

/// All sheets of one form over the one whose layout most of them have.
pub(super) struct Overlay<'a> {
    pub(super) grids: &'a [Grid<'a>],
    /// The sheet that is proposed from, as an index into `grids`.
    pub(super) base: usize,
    /// Different sheets of the same form, the base first.
    pub(super) layers: Vec<Layer>,
    /// All sheets of the same form, as indices into `grids`.
    pub(super) of_form: Vec<usize>,
}

/// One sheet over the base.
pub(super) struct Layer {
    pub(super) grid: usize,
    /// By row of the base.
    rows: Vec<Option<u32>>,
    /// By column of the base.
    columns: Vec<u32>,
}

impl<'a> Overlay<'a> {
    /// Lays the sheets of one form over each other. `in_place` tells which of
    /// them the proposal can be written into.
    pub(super) fn new(grids: &'a [Grid<'a>], in_place: &[bool], eras: &Eras) -> Option<Self> {
        let (base, alike) = base_and_alike(grids, in_place)?;
        let mut this = Self { grids, base, layers: Vec::new(), of_form: alike.clone() };
        let alike = different(grids, &alike);
        let all: Vec<usize> = (0..grids[base].cells.len()).collect();
        this.layers = this.layers_by(&all, &alike, eras);
        // Texts that most share place the rest better than all together.
        let shares = this.shares();
        let most: Vec<usize> =
            all.into_iter().filter(|&cell| shares[cell].same * 2 > shares[cell].seen).collect();
        if alike.len() > 1 {
            this.layers = this.layers_by(&most, &alike, eras);
        }
        Some(this)
    }

    /// The sheet that the proposal is drawn from.
    pub(super) fn base(&self) -> &'a Grid<'a> {
        &self.grids[self.base]
    }

    fn layers_by(&self, cells: &[usize], alike: &[usize], eras: &Eras) -> Vec<Layer> {
        let base = self.base();
        let labels: Vec<Label> = cells.iter().map(|&cell| label(base, cell)).collect();
        let anchors = Anchors::new(&labels, &[], eras);
        let (rows, columns) = extent(base);
        let known: HashMap<&str, f64> = weights(self.grids, alike, eras);
        alike
            .iter()
            .map(|&grid| {
                if grid == self.base {
                    return Layer {
                        grid,
                        rows: (0..=rows).map(Some).collect(),
                        columns: (0..=columns).collect(),
                    };
                }
                let alignment = Alignment::new(&anchors, &self.grids[grid]);
                let columns = mapped_columns(&labels, &alignment, &self.grids[grid], columns);
                let weight = |key: &str| known.get(key).copied().unwrap_or(0.0);
                let rows = mapped_rows(base, &self.grids[grid], &columns, weight, rows);
                Layer { grid, rows, columns }
            })
            .collect()
    }

    /// What a sheet says in a box of the base; `None` where the sheet has no such place.
    pub(super) fn at(&self, layer: &Layer, range: CellRange) -> Option<Option<&'a RawCell>> {
        let row = *layer.rows.get(usize::try_from(range.start.row).ok()?)?;
        let row = row?;
        let column = *layer.columns.get(usize::try_from(range.start.column).ok()?)?;
        let grid = &self.grids[layer.grid];
        let (last_row, last_column) =
            (row + range.end.row - range.start.row, column + range.end.column - range.start.column);
        let found = grid.at(CellRef::new(row, column)).or_else(|| {
            grid.in_rows(row, last_row).find(|&cell| {
                let at = grid.cells[cell].raw.at;
                (column..=last_column).contains(&at.column)
            })
        });
        Some(found.map(|cell| grid.cells[cell].raw))
    }

    /// What all sheets that have the place say in it.
    pub(super) fn values(&self, range: CellRange) -> Vec<Option<&'a RawCell>> {
        self.layers.iter().filter_map(|layer| self.at(layer, range)).collect()
    }

    /// The place of the base that a cell of a sheet stands in.
    pub(super) fn place_in_base(&self, layer: &Layer, at: CellRef) -> Option<CellRef> {
        let row = layer.rows.iter().position(|row| *row == Some(at.row))?;
        let column = layer.columns.iter().position(|column| *column == at.column)?;
        Some(CellRef::new(u32::try_from(row).ok()?, u32::try_from(column).ok()?))
    }

    /// For each text of the base, how many sheets say the same in its place.
    pub(super) fn shares(&self) -> Vec<Share> {
        let base = self.base();
        let mut shares = Vec::with_capacity(base.cells.len());
        for cell in &base.cells {
            let mut share = Share::default();
            for layer in &self.layers {
                let Some(there) = self.at(layer, cell.range) else { continue };
                share.seen += 1;
                let Some(there) = there else { continue };
                let key = self.grids[layer.grid]
                    .at(there.at)
                    .and_then(|c| self.grids[layer.grid].cells[c].key.as_ref());
                let (Some(ours), Some(theirs)) = (&cell.key, key) else { continue };
                if ours.exact == theirs.exact {
                    share.same += 1;
                } else if ours.loose == theirs.loose || same_concept(&cell.raw.shown, &there.shown) {
                    share.reworded += 1;
                }
            }
            shares.push(share);
        }
        shares
    }
}

/// How many sheets agree on a text of the base.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Share {
    /// Sheets that have its place.
    pub(super) seen: usize,
    /// Of these, those that say the same.
    pub(super) same: usize,
    /// Those that say it in other words.
    pub(super) reworded: usize,
}

impl Share {
    /// Whether at least `parts` of ten sheets say it, in whatever words.
    pub(super) fn reaches(self, parts: usize) -> bool {
        (self.same + self.reworded) * 10 >= self.seen * parts
    }
}

/// How much a text says of its row: what most sheets have is rather a label;
/// what few have is a value that may stand anywhere.
fn weights<'g>(grids: &'g [Grid<'_>], alike: &[usize], eras: &Eras) -> HashMap<&'g str, f64> {
    let mut sheets: HashMap<&str, u32> = HashMap::new();
    for &grid in alike {
        for text in bag(&grids[grid]).into_keys() {
            *sheets.entry(text).or_default() += 1;
        }
    }
    let all = u32::try_from(alike.len()).unwrap_or(u32::MAX);
    let weight = |text: &str, count: u32| {
        if count * 3 < all * 2 && all > 2 {
            return 0.1;
        }
        let length = u32::try_from(text.chars().count().min(4)).unwrap_or(4);
        // A value that many sheets happen to have says less than any usual label.
        f64::from(length) * if Sense::of(text, eras).is_word() { 4.0 } else { 1.0 }
    };
    sheets.into_iter().map(|(text, count)| (text, weight(text, count))).collect()
}

/// The column of a sheet for each of the base: as the labels found in it moved.
/// A move that a single label claims is rather a value that says the same.
fn mapped_columns(labels: &[Label], alignment: &Alignment<'_>, grid: &Grid<'_>, last: u32) -> Vec<u32> {
    let pairs: Vec<(u32, i64)> = labels
        .iter()
        .zip(&alignment.found)
        .filter_map(|(label, found)| {
            let there = grid.cells[found.as_ref()?.cell].raw.at.column;
            Some((label.range.start.column, i64::from(there) - i64::from(label.range.start.column)))
        })
        .collect();
    let support = |shift: i64| pairs.iter().filter(|(_, other)| *other == shift).count();
    let least = (pairs.len() / 12).max(1);
    let mut votes: BTreeMap<u32, BTreeMap<i64, usize>> = BTreeMap::new();
    for &(column, shift) in pairs.iter().filter(|(_, shift)| support(*shift) > least) {
        *votes.entry(column).or_default().entry(shift).or_default() += 1;
    }
    let winner = |votes: &BTreeMap<i64, usize>| {
        votes.iter().max_by_key(|&(&shift, &count)| (count, support(shift))).map(|(&shift, _)| shift)
    };
    let shifts: BTreeMap<u32, i64> =
        votes.iter().filter_map(|(&column, votes)| Some((column, winner(votes)?))).collect();
    (0..=last)
        .map(|column| {
            let below = shifts.range(..=column).next_back();
            let shift = below.or_else(|| shifts.range(column..).next()).map_or(0, |(_, &shift)| shift);
            u32::try_from(i64::from(column) + shift).unwrap_or(column)
        })
        .collect()
}

/// A text of a sheet as a label.
pub(super) fn label(grid: &Grid<'_>, cell: usize) -> Label {
    let cell = &grid.cells[cell];
    Label { at: cell.raw.at, range: cell.range, text: cell.raw.shown.clone() }
}

fn extent(grid: &Grid<'_>) -> (u32, u32) {
    let ends =
        grid.cells.iter().map(|cell| cell.range.end).chain(grid.merges().iter().map(|merge| merge.end));
    let ends: Vec<CellRef> = ends.collect();
    let row = ends.iter().map(|end| end.row).max().unwrap_or(0);
    // One more column: a box may touch the last label.
    (row.min(5_000) + 1, ends.iter().map(|end| end.column).max().unwrap_or(0).min(1_000) + 1)
}

/// The sheet whose layout most others have, and the sheets of its form.
fn base_and_alike(grids: &[Grid<'_>], in_place: &[bool]) -> Option<(usize, Vec<usize>)> {
    let bags: Vec<HashMap<&str, usize>> = grids.iter().map(bag).collect();
    let mut bases: Vec<usize> = (0..grids.len()).filter(|&grid| !grids[grid].cells.is_empty()).collect();
    bases.sort_by_key(|&grid| !in_place[grid]);
    bases.truncate(BASES);
    let scored = bases.into_iter().map(|base| {
        let alike: Vec<usize> =
            (0..grids.len()).filter(|&other| other == base || same_form(&bags[base], &bags[other])).collect();
        let layout: usize = alike.iter().map(|&other| texts_in_place(&grids[base], &grids[other])).sum();
        // A sheet of many more texts shares more only by having more.
        let score = layout * 100 / grids[base].cells.len().max(1);
        let usable = in_place[base];
        (base, alike, if usable { score * 3 / 2 } else { score })
    });
    let best = scored.max_by(|a, b| a.1.len().cmp(&b.1.len()).then(a.2.cmp(&b.2)).then(b.0.cmp(&a.0)))?;
    let mut alike = best.1;
    alike.sort_by_key(|&grid| grid != best.0);
    Some((best.0, alike))
}

/// Of sheets that say the same, as two versions of one plan do, the first: twice
/// the same text does not make it a label. More than enough sheets are not read.
fn different(grids: &[Grid<'_>], alike: &[usize]) -> Vec<usize> {
    let bags: Vec<HashMap<&str, usize>> = alike.iter().map(|&grid| bag(&grids[grid])).collect();
    let mut kept: Vec<usize> = Vec::new();
    for index in 0..alike.len() {
        let twin = |&&other: &&usize| {
            let larger = size(&bags[index]).max(size(&bags[other]));
            shared(&bags[index], &bags[other]) * 100 >= larger * SAME_TEXTS
        };
        if kept.len() < ENOUGH && !kept.iter().any(|other| twin(&other)) {
            kept.push(index);
        }
    }
    kept.into_iter().map(|index| alike[index]).collect()
}

fn size(bag: &HashMap<&str, usize>) -> usize {
    bag.values().sum()
}

fn shared(ours: &HashMap<&str, usize>, theirs: &HashMap<&str, usize>) -> usize {
    ours.iter().map(|(text, count)| theirs.get(text).map_or(0, |other| *other.min(count))).sum()
}

fn bag<'g>(grid: &'g Grid<'_>) -> HashMap<&'g str, usize> {
    let mut bag = HashMap::new();
    for key in grid.cells.iter().filter_map(|cell| cell.key.as_ref()) {
        *bag.entry(key.exact.as_str()).or_default() += 1;
    }
    bag
}

fn same_form(ours: &HashMap<&str, usize>, theirs: &HashMap<&str, usize>) -> bool {
    let (shared, smaller) = (shared(ours, theirs), size(ours).min(size(theirs)).max(1));
    shared >= FEWEST_SHARED && shared * 100 >= smaller * SAME_FORM
}

fn texts_in_place(base: &Grid<'_>, other: &Grid<'_>) -> usize {
    let same = |cell: &&crate::form::grid::GridCell<'_>| {
        let there = other.at(cell.raw.at).and_then(|cell| other.cells[cell].key.as_ref());
        cell.key.is_some() && there.map(|key| &key.exact) == cell.key.as_ref().map(|key| &key.exact)
    };
    base.cells.iter().filter(same).count()
}
