//! Boxes to fill in: where texts vary, beside and below known labels, at the
//! crossings of tables, and mark cells.

use std::collections::BTreeMap;

use super::choices::{Choices, MarkCell};
use super::labels::{Texts, YEARLY};
use super::sense::Sense;
use crate::form::grid::GridCell;
use crate::model::{CellRange, CellRef};
use crate::workbook::RawCell;

/// A box, and what sheets say in it.
pub(super) struct FieldBox<'a> {
    pub(super) range: CellRange,
    /// What the sheets that fill it in say, in the order of the sheets.
    pub(super) values: Vec<&'a RawCell>,
    /// For a mark cell, the choice.
    pub(super) mark: Option<MarkCell>,
    /// For a mark cell, which group it belongs to, and the cells of that group,
    /// choices included.
    pub(super) group: Option<(usize, CellRange)>,
}

/// All boxes of the base, by row, then column.
pub(super) fn boxes<'a>(texts: &Texts<'_, 'a>, is_label: &[bool], choices: &[Choices]) -> Vec<FieldBox<'a>> {
    let mut finder = Finder { texts, is_label, found: BTreeMap::new() };
    finder.where_texts_vary();
    finder.beside_labels();
    finder.behind_waves();
    finder.crossings();
    finder.under_heading_rows();
    finder.parallel_rows();
    for cell in choices.iter().flat_map(|group| &group.cells) {
        finder.found.insert(cell.range.start, cell.range);
    }
    let overlay = texts.overlay;
    let boxes = finder.found.into_values().map(|range| {
        let group = choices.iter().position(|group| group.has(range));
        let mark = group.and_then(|group| choices[group].cells.iter().find(|cell| cell.range == range));
        FieldBox {
            range,
            values: overlay.values(range).into_iter().flatten().collect(),
            mark: mark.cloned(),
            group: group.map(|group| (group, choices[group].extent(overlay))),
        }
    });
    boxes.collect()
}

struct Finder<'t, 'o, 'a> {
    texts: &'t Texts<'o, 'a>,
    is_label: &'t [bool],
    found: BTreeMap<CellRef, CellRange>,
}

impl<'a> Finder<'_, '_, 'a> {
    fn cells(&self) -> &[GridCell<'a>] {
        &self.texts.overlay.base().cells
    }

    fn labels(&self) -> Vec<usize> {
        (0..self.is_label.len()).filter(|&cell| self.is_label[cell]).collect()
    }

    fn add(&mut self, at: CellRef) {
        let range = self.texts.overlay.base().range_at(at);
        let overlaps = |label: usize| {
            let other = self.cells()[label].range;
            range.start.row <= other.end.row
                && other.start.row <= range.end.row
                && range.start.column <= other.end.column
                && other.start.column <= range.end.column
        };
        if !self.labels().into_iter().any(overlaps) {
            self.found.entry(range.start).or_insert(range);
        }
    }

    fn where_texts_vary(&mut self) {
        let overlay = self.texts.overlay;
        for layer in &overlay.layers {
            for cell in &overlay.grids[layer.grid].cells {
                if let Some(at) = overlay.place_in_base(layer, cell.raw.at) {
                    self.add(at);
                }
            }
        }
    }

    fn is_field(&self, at: CellRef) -> bool {
        let range = self.texts.overlay.base().range_at(at);
        self.found.contains_key(&range.start)
    }

    /// Blank cells beside labels that name a field; below them where labels stand above.
    fn beside_labels(&mut self) {
        let labels = self.labels();
        let right_edge = labels.iter().map(|&label| self.cells()[label].range.end.column).max().unwrap_or(0);
        let border = self.found.values().map(|range| range.end.column).max().unwrap_or(0).max(right_edge);
        for &label in &labels {
            let (range, sense) = (self.cells()[label].range, &self.texts.senses[label]);
            let next = CellRef::new(range.start.row, range.end.column + 1);
            let free = self.texts.touching_right(range).is_none_or(|right| !self.is_label[right]);
            if sense.concepts.is_empty() || sense.bare_year {
                // A wide blank box beside an unknown label is there to be filled in.
                let wide = self.texts.overlay.base().range_at(next);
                if wide.start.column < wide.end.column && free && !sense.heading && !sense.is_note() {
                    self.add(next);
                }
                continue;
            }
            let below = CellRef::new(range.end.row + 1, range.start.column);
            // What stands last in its row, over a box just as wide, heads that box.
            let over = self.texts.overlay.base().range_at(below);
            let wide = range.start.column < range.end.column && over.end.column == range.end.column;
            let heads = wide && self.is_field(below);
            if heads && next.column > border {
                continue;
            }
            if self.heads_values(label) {
                self.add(below);
            } else if free
                && (next.column <= right_edge || self.is_last_of_its_row(label))
                && (sense.is_sure() || self.has_twin_with_box(label))
            {
                self.add(next);
            }
        }
    }

    /// Whether the same label over or under it has a box beside it: 評価 of another body.
    fn has_twin_with_box(&self, label: usize) -> bool {
        let own = self.cells()[label].range;
        let same = |other: usize| self.texts.senses[other].key.exact == self.texts.senses[label].key.exact;
        self.labels().into_iter().filter(|&other| other != label && same(other)).any(|other| {
            let range = self.cells()[other].range;
            let column = range.start.column == own.start.column && range.end.column == own.end.column;
            column && self.is_field(CellRef::new(range.start.row, range.end.column + 1))
        })
    }

    fn is_last_of_its_row(&self, label: usize) -> bool {
        let range = self.cells()[label].range;
        let others = |cell: &GridCell<'_>| cell.raw.at.row == range.start.row && cell.range != range;
        self.cells().iter().any(others)
    }

    /// Whether a row of labels stands over a row of values: the label's
    /// neighbours have values below them and none beside them.
    fn heads_values(&self, label: usize) -> bool {
        let range = self.cells()[label].range;
        let row: Vec<usize> = self
            .labels()
            .into_iter()
            .filter(|&other| self.cells()[other].range.start.row == range.start.row)
            .collect();
        let below = |label: usize| {
            let range = self.cells()[label].range;
            // A box that begins on the left of the label is of another.
            self.found.contains_key(&CellRef::new(range.end.row + 1, range.start.column))
        };
        let beside = |label: usize| {
            let range = self.cells()[label].range;
            self.is_field(CellRef::new(range.start.row, range.end.column + 1))
        };
        let (over, left) =
            (row.iter().filter(|&&l| below(l)).count(), row.iter().filter(|&&l| beside(l)).count());
        row.len() >= 2 && over * 2 >= row.len() && over > left && !beside(label)
    }

    /// 期間 | R5 | ～ | and nothing typed behind it: the end.
    fn behind_waves(&mut self) {
        for label in self.labels() {
            let range = self.cells()[label].range;
            let before =
                range.start.column.checked_sub(1).map(|column| CellRef::new(range.start.row, column));
            let starts = before.is_some_and(|before| {
                let before = self.texts.overlay.base().range_at(before);
                self.found.contains_key(&before.start)
            });
            if self.texts.senses[label].is_wave() && starts {
                self.add(CellRef::new(range.start.row, range.end.column + 1));
            }
        }
    }

    /// Rows of years under headings of yearly values.
    fn rows_of_years(&self, labels: &[usize]) -> Vec<CellRef> {
        let years: Vec<CellRange> = labels
            .iter()
            .filter(|&&label| self.texts.senses[label].bare_year)
            .map(|&label| self.cells()[label].range)
            .collect();
        let mut places = Vec::new();
        for &head in labels {
            let (over, sense) = (self.cells()[head].range, &self.texts.senses[head]);
            let first = years
                .iter()
                .find(|year| year.start.row == over.end.row + 1 && year.end.column < over.start.column);
            let Some(first) = first.filter(|_| sense.heading && !sense.bare_year) else { continue };
            let mut rows: Vec<u32> = years
                .iter()
                .filter(|year| year.start.column == first.start.column)
                .map(|year| year.start.row)
                .collect();
            rows.retain(|row| *row >= first.start.row);
            rows.sort_unstable();
            let gap = rows.windows(2).position(|pair| pair[1] - pair[0] > 2).map_or(rows.len(), |at| at + 1);
            places.extend(rows[..gap].iter().map(|&row| CellRef::new(row, over.start.column)));
        }
        places
    }

    /// A row named by a yearly label, under headings of years, and the reverse.
    fn crossings(&mut self) {
        let labels = self.labels();
        let yearly = |sense: &Sense| sense.concepts.iter().any(|concept| YEARLY.contains(concept));
        let mut places = self.rows_of_years(&labels);
        for &label in labels.iter().filter(|&&label| yearly(&self.texts.senses[label])) {
            let range = self.cells()[label].range;
            for &head in labels.iter().filter(|&&head| self.texts.senses[head].bare_year) {
                let over = self.cells()[head].range;
                let apart = range.start.row.saturating_sub(over.end.row) <= 12;
                if over.end.row < range.start.row && over.start.column > range.end.column && apart {
                    places.push(CellRef::new(range.start.row, over.start.column));
                }
            }
        }
        places.into_iter().for_each(|at| self.add(at));
    }

    /// Rows of values right under a row of headings have a box under each of them.
    fn under_heading_rows(&mut self) {
        let heads: Vec<CellRange> = self
            .labels()
            .into_iter()
            .filter(|&label| self.texts.senses[label].heading)
            .map(|label| self.cells()[label].range)
            .collect();
        let mut ends: Vec<u32> = heads.iter().map(|head| head.end.row).collect();
        ends.sort_unstable();
        ends.dedup();
        for end in ends {
            let columns: Vec<u32> =
                heads.iter().filter(|head| head.end.row == end).map(|head| head.start.column).collect();
            if columns.len() < 3 {
                continue;
            }
            for row in end + 1.. {
                let filled =
                    columns.iter().filter(|&&column| self.found.contains_key(&CellRef::new(row, column)));
                if filled.count() * 2 < columns.len() {
                    break;
                }
                columns.iter().for_each(|&column| self.add(CellRef::new(row, column)));
            }
        }
    }

    /// Rows of a table: where one row has values under its headings, so have the
    /// rows whose labels differ from its own in nothing but a number.
    fn parallel_rows(&mut self) {
        let labels = self.labels();
        let numbered = labels.iter().filter(|&&label| self.texts.senses[label].number.is_some());
        let first: Vec<CellRef> = numbered.flat_map(|&label| self.under_headings(label)).collect();
        first.into_iter().for_each(|at| self.add(at));
        let mut places = Vec::new();
        for &label in &labels {
            let range = self.cells()[label].range;
            let Some(number) = self.texts.senses[label].number else { continue };
            let twin = |&&other: &&usize| {
                let same_column = self.cells()[other].range.start.column == range.start.column;
                let digits = |c: char| c.is_ascii_digit();
                let (a, b) = (&self.texts.senses[label].key.loose, &self.texts.senses[other].key.loose);
                let same = a.trim_end_matches(digits) == b.trim_end_matches(digits);
                same_column && same && self.texts.senses[other].number.is_some_and(|n| n != number)
            };
            for &other in labels.iter().filter(twin) {
                let row = self.cells()[other].range.start.row;
                let columns: Vec<u32> =
                    self.found.keys().filter(|at| at.row == row).map(|at| at.column).collect();
                places.extend(columns.into_iter().map(|column| CellRef::new(range.start.row, column)));
            }
        }
        places.into_iter().for_each(|at| self.add(at));
    }

    /// In the first row under a table's headings: all of its columns.
    fn under_headings(&self, label: usize) -> Vec<CellRef> {
        let range = self.cells()[label].range;
        let heads = self.labels().into_iter().filter(|&head| {
            let over = self.cells()[head].range;
            let right = over.start.column > range.end.column;
            let sense = &self.texts.senses[head];
            over.end.row + 1 == range.start.row && right && (sense.heading || sense.bare_year)
        });
        heads.map(|head| CellRef::new(range.start.row, self.cells()[head].range.start.column)).collect()
    }
}
