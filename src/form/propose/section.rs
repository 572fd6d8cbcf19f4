//! What stands around a label of few words: 実績 is an amount beside 効果額, a
//! value of an indicator under 指標, and the year may stand over both of them.

use super::claim::{Claim, Claims};
use super::labels::{YEARLY, sample_field};
use super::sense::only_year;
use super::value::fits;
use crate::characters::fold;
use crate::model::{CellRange, FieldKind, FiscalYear};

/// What a label that is one usual word asks for, whatever it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Planned,
    Done,
    Sum,
}

fn asked(loose: &str) -> Option<Asked> {
    match loose {
        "計画" | "予定" | "目標" | "見込" | "見込み" | "見込額" | "予定額" | "計画額" | "当初" => {
            Some(Asked::Planned)
        }
        "実績" | "決算" | "結果" | "実績額" | "決算額" => Some(Asked::Done),
        "計" | "合計" | "総額" | "総計" | "合計額" => Some(Asked::Sum),
        _ => None,
    }
}

/// A year's heading stands within as many rows over the box.
const YEAR_ROWS: u32 = 4;

/// The year of the sheet stands in one of the first rows.
const TITLE_ROWS: u32 = 4;

impl Claims<'_, '_> {
    /// The concept with a value a year that a row's label names for a box.
    pub(super) fn yearly_of(&self, slot: usize, label: usize) -> Option<&'static str> {
        let sense = &self.senses[label];
        let asked = asked(&sense.key.loose);
        match (asked, self.section_concept(label)) {
            (Some(Asked::Planned), Some("効果額")) => return None,
            (Some(Asked::Done | Asked::Sum), Some("効果額")) => return Some("効果額"),
            _ => {}
        }
        sense
            .concepts
            .iter()
            .copied()
            .find(|concept| YEARLY.contains(concept) && self.fits_line(slot, label, concept))
    }

    /// 合計 under a section of 効果額 is its amount.
    pub(super) fn sum_of_section(&self, slot: usize, head: usize) -> Option<Claim> {
        (asked(&self.senses[head].key.loose) == Some(Asked::Sum)).then_some(())?;
        let beside = self.beside(self.boxes[slot].range);
        let section = beside.into_iter().find(|&label| self.senses[label].is_word())?;
        let amount = self.senses[section].concepts.first() == Some(&"効果額");
        let year = self.senses[section].year.or(self.senses[head].year);
        amount.then_some(Claim { concept: "効果額", year, number: None, doubt: None, strength: 2 })
    }

    /// 実績 | … right under a heading that is a year: the year is of both.
    pub(super) fn under_year(&self, slot: usize, label: usize) -> Option<Claim> {
        asked(&self.senses[label].key.loose)?;
        let (own, range) = (self.labels[label].range, self.boxes[slot].range);
        let spans = |head: CellRange| {
            let apart = own.start.row.checked_sub(head.end.row);
            let over = apart.is_some_and(|apart| (1..=YEAR_ROWS).contains(&apart));
            over && head.start.column <= own.start.column && range.end.column <= head.end.column
        };
        let over = (0..self.labels.len()).filter(|&head| spans(self.labels[head].range));
        let nearest = over.max_by_key(|&head| self.labels[head].range.end.row)?;
        let year = self.senses[nearest].year.filter(|_| self.senses[nearest].bare_year)?;
        let concept = self.yearly_of(slot, label)?;
        let number = self.row_number(slot);
        Some(Claim { concept, year: Some(year), number, doubt: None, strength: 3 })
    }

    /// What the taller label on the left of a row's label is about.
    fn section_concept(&self, label: usize) -> Option<&'static str> {
        let own = self.labels[label].range;
        let rows = |range: CellRange| range.end.row - range.start.row;
        let beside = self.beside(own).into_iter();
        let section = beside.filter(|&other| rows(self.labels[other].range) > rows(own));
        section.filter_map(|other| self.senses[other].concepts.first().copied()).next()
    }

    /// A label as a field's name: 効果額予定R6, where the label alone says little.
    pub(super) fn said_with_year(&self, slot: usize, label: usize) -> String {
        let text = &self.labels[label].text;
        if asked(&self.senses[label].key.loose).is_none() {
            return text.clone();
        }
        let section = self.section_concept(label).map(|_| self.beside(self.labels[label].range)[0]);
        let about = section.map_or("", |section| self.labels[section].text.as_str());
        let year = self.year_over(slot).map(|year| self.eras.short(year)).unwrap_or_default();
        format!("{about}{text}{year}")
    }

    /// Whether what stands in the row or column of a label is of a concept's kind.
    fn fits_line(&self, slot: usize, label: usize, concept: &str) -> bool {
        let Some(field) = sample_field(concept, self.eras) else { return false };
        let said =
            |slot: usize| self.anchors.slots[slot].left.map(|label| self.senses[label].key.loose.as_str());
        let (head, own) = (self.labels[label].range, self.boxes[slot].range);
        let in_line = |other: usize| {
            let range = self.boxes[other].range;
            if head.end.row < own.start.row {
                // Further down the column stand boxes that a label beside them names.
                let beside = |slot: usize| self.anchors.slots[slot].touches && self.anchors.slots[slot].alone;
                return range.start.column == own.start.column
                    && range.start.row > head.end.row
                    && (other == slot || !beside(other));
            }
            range.start.row == own.start.row && said(other) == said(slot)
        };
        // A unit alone is the form's own text.
        let numeric = matches!(field.kind(), FieldKind::Number | FieldKind::Money);
        let unit =
            |text: &str| text.chars().count() <= 3 && !fold(text).contains(|c: char| c.is_ascii_digit());
        let beside = (0..self.boxes.len()).filter(|&other| in_line(other));
        let values = beside.flat_map(|other| &self.boxes[other].values);
        let values: Vec<_> = values.filter(|cell| !(numeric && unit(cell.shown.trim()))).collect();
        let fitting = values.iter().filter(|cell| fits(&field, cell, self.eras)).count();
        fitting * 2 >= values.len()
    }

    /// The year that the sheet is of, from its title or the box that asks for it.
    pub(super) fn year_of_sheet(&self) -> Option<FiscalYear> {
        let first = self.labels.iter().map(|label| label.range.start.row).min()?;
        let titles = self
            .labels
            .iter()
            .zip(self.senses)
            .filter(|(label, _)| label.range.start.row < first + TITLE_ROWS);
        let mut years: Vec<FiscalYear> = titles.filter_map(|(_, sense)| sense.year).collect();
        for (index, found) in self.boxes.iter().enumerate() {
            let label = self.anchors.slots[index].left;
            if label.is_some_and(|label| self.senses[label].concepts.first() == Some(&"対象年度")) {
                years.extend(found.values.iter().filter_map(|cell| only_year(&fold(&cell.shown), self.eras)));
            }
        }
        years.sort_unstable();
        years.dedup();
        <[FiscalYear; 1]>::try_from(years).ok().map(|[year]| year)
    }
}
