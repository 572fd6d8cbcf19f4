//! Which known field the labels around a box name.

use super::boxes::FieldBox;
use super::labels::{YEARLY, sample_field};
use super::pattern::inline_label;
use super::sense::Sense;
use super::value::{fits, looks_numeric};
use crate::form::anchor::Anchors;
use crate::form::template::{Label, Slot};
use crate::model::{CellRange, Eras, FieldKind, FiscalYear};

/// What a box is taken for, before boxes that claim the same field are told apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claim {
    /// The concept, as `label_words.toml` calls it.
    pub(super) concept: &'static str,
    pub(super) year: Option<FiscalYear>,
    /// The indicator's number, where a label says it.
    pub(super) number: Option<u16>,
    /// Why it must be looked at, if it must.
    pub(super) doubt: Option<String>,
    /// The more, the surer the label: decides between boxes of one field.
    pub(super) strength: u8,
}

/// Labels and boxes, and what stands around each.
pub(super) struct Claims<'n, 'a> {
    pub(super) labels: &'n [Label],
    pub(super) senses: &'n [Sense],
    pub(super) slots: &'n [Slot],
    pub(super) boxes: &'n [FieldBox<'a>],
    pub(super) anchors: &'n Anchors,
    pub(super) eras: &'n Eras,
}

impl Claims<'_, '_> {
    /// The claim of a box; `None` where its labels name no known field.
    pub(super) fn claim(&self, slot: usize) -> Option<Claim> {
        if let Some((_, extent)) = self.boxes[slot].group {
            return self.of_choices(slot, extent);
        }
        if let Some(label) = inline_label(&self.boxes[slot].values) {
            let sense = Sense::of(label.trim_start_matches(['(', '（', '【', '〔']), self.eras);
            return self.of_sense(slot, &sense, sense.year);
        }
        let anchor = &self.anchors.slots[slot];
        let own = anchor.touches && anchor.alone;
        if let Some(claim) = self.of_reviewer(slot) {
            return Some(claim);
        }
        if own && let Some(left) = anchor.left {
            let sense = &self.senses[left];
            if let Some(claim) = self.end_of_period(slot, left).or_else(|| self.under_year(slot, left)) {
                return Some(claim);
            }
            let found = self.of_sense(slot, sense, sense.year.or_else(|| self.year_over(slot)));
            let in_table = sense.bare_year || sense.number.is_some();
            if found.is_some() || !in_table {
                return found.map(|claim| self.within_results(claim, left));
            }
        }
        self.of_table(slot)
    }

    /// 取組内容 within 令和６年度の取組結果 is what was done, not what was planned.
    fn within_results(&self, claim: Claim, label: usize) -> Claim {
        let beside = self.beside(self.labels[label].range);
        let section = beside.first().filter(|&&section| self.senses[section].concepts.contains(&"実施状況"));
        match section {
            Some(&section) if claim.concept == "取組内容" => {
                let said = quoted_label(&self.senses[section]);
                let doubt =
                    format!("「{said}」の中の欄なので「実施状況」としました。項目名を確認してください");
                Claim { concept: "実施状況", doubt: Some(doubt), strength: 2, ..claim }
            }
            _ => claim,
        }
    }

    /// In a table: the row's label and the column's headings.
    fn of_table(&self, slot: usize) -> Option<Claim> {
        let anchor = &self.anchors.slots[slot];
        let beside = anchor.left.filter(|&left| self.senses[left].bare_year);
        let year = beside.and_then(|left| self.senses[left].year).or_else(|| self.year_over(slot));
        let number = self.row_number(slot);
        let sure = |concept, year| Claim { concept, year, number, doubt: None, strength: 3 };
        if let (Some(left), Some(year)) = (anchor.left, year)
            && self.senses[left].is_word()
            && let Some(concept) = self.yearly_of(slot, left)
        {
            return Some(sure(concept, Some(year)));
        }
        let heads = self.heads(slot);
        let head = *heads.iter().find(|&&head| !self.senses[head].bare_year)?;
        let first = *heads.first()?;
        let near = first == head || self.senses[first].bare_year;
        let sense = &self.senses[head];
        if let (Some(concept), Some(year)) = (self.yearly_of(slot, head), sense.year.or(year))
            && near
            && sense.is_word()
        {
            return Some(sure(concept, Some(year)));
        }
        let indicator = sense.concepts.iter().copied().find(|concept| concept.starts_with("指標."));
        if let Some(concept) = indicator.filter(|_| self.is_indicator_row(slot, head)) {
            // 指標の達成状況 is guessed from a part of it.
            let guessed = sense.weak.contains(&concept) && !sense.is_word();
            let doubt = guessed.then(|| guessed_from(sense));
            return Some(Claim { doubt, strength: if guessed { 1 } else { 3 }, ..sure(concept, None) });
        }
        if let Some(claim) = self.sum_of_section(slot, head) {
            return Some(claim);
        }
        // A year's heading begins a table of its own: what is far above it is of another.
        if first != head && self.labels[first].range.start.row > self.labels[head].range.end.row + 1 {
            return None;
        }
        // 自己評価 over its box, and nothing on the left but another table's label.
        let over = self.boxes[slot].range;
        let apart = over.start.row - self.labels[head].range.end.row;
        let heading_row = anchor.left.is_none_or(|left| !self.touches_text(left, slot)) || apart == 1;
        if !heading_row || anchor.touches && anchor.alone {
            return None;
        }
        let claim = self.of_sense(slot, sense, sense.year)?;
        let doubt = (apart > 1).then(|| "見出しから離れています。項目名を確認してください".to_owned());
        Some(Claim { doubt: claim.doubt.or(doubt), number, ..claim })
    }

    fn touches_text(&self, left: usize, slot: usize) -> bool {
        self.labels[left].range.end.column + 1 == self.boxes[slot].range.start.column
    }

    /// The labels above a box in its column, nearest first.
    fn heads(&self, slot: usize) -> Vec<usize> {
        let range = self.boxes[slot].range;
        let mut over: Vec<usize> = (0..self.labels.len())
            .filter(|&label| {
                let label = self.labels[label].range;
                let spans =
                    label.start.column <= range.start.column && range.start.column <= label.end.column;
                label.end.row < range.start.row && spans
            })
            .collect();
        over.sort_by_key(|&label| std::cmp::Reverse(self.labels[label].range.end.row));
        over
    }

    /// The year of the nearest heading over a box.
    pub(super) fn year_over(&self, slot: usize) -> Option<FiscalYear> {
        let heads = self.heads(slot);
        let head = heads.into_iter().find(|&head| self.senses[head].bare_year)?;
        let apart = self.boxes[slot].range.start.row - self.labels[head].range.end.row;
        self.senses[head].year.filter(|_| apart <= 15)
    }

    /// The number in a label on the left of a box: 2 of 指標②.
    pub(super) fn row_number(&self, slot: usize) -> Option<u16> {
        let range = self.boxes[slot].range;
        let beside = (0..self.labels.len()).filter(|&label| {
            let label = self.labels[label].range;
            label.start.row <= range.start.row
                && range.start.row <= label.end.row
                && label.end.column < range.start.column
        });
        beside.filter_map(|label| self.senses[label].number).next()
    }

    /// Whether a box stands in a table of indicators: its column's heading is
    /// beside other parts of an indicator, or its row is an indicator's.
    fn is_indicator_row(&self, slot: usize, head: usize) -> bool {
        let only = |sense: &Sense| {
            !sense.concepts.is_empty() && sense.concepts.iter().all(|concept| concept.starts_with("指標."))
        };
        let row = self.labels[head].range.end.row;
        let siblings = (0..self.labels.len())
            .filter(|&label| label != head && self.labels[label].range.end.row == row)
            .filter(|&label| only(&self.senses[label]));
        let beside = self.anchors.slots[slot].left.is_some_and(|left| only(&self.senses[left]));
        let apart = self.boxes[slot].range.start.row - row;
        (siblings.count() >= 1 || beside) && apart <= 8
    }

    /// The field of a group of mark cells: the label on the group's left, or above it.
    fn of_choices(&self, slot: usize, extent: CellRange) -> Option<Claim> {
        let label = group_label(self.labels, extent)?;
        let sense = &self.senses[label];
        let choice = |concept: &&'static str| {
            let kind = sample_field(concept, self.eras).map(|field| field.kind());
            matches!(kind, Some(FieldKind::Judgment | FieldKind::AfterPeriod)) && !YEARLY.contains(concept)
        };
        let concepts: Vec<&'static str> = sense.concepts.iter().copied().filter(choice).collect();
        let judged = Sense { concepts, ..sense.clone() };
        self.of_reviewer_label(label).or_else(|| self.of_sense(slot, &judged, None))
    }

    /// 期間 | R5 | ～ | R9: the second year is the end.
    fn end_of_period(&self, slot: usize, left: usize) -> Option<Claim> {
        let wave = self.senses[left].is_wave();
        let before = self.slots.iter().position(|other| {
            let range = other.range;
            range.start.row == self.labels[left].range.start.row
                && range.end.column + 1 == self.labels[left].range.start.column
        })?;
        let claim = self.claim(before)?;
        let ends = wave && claim.concept == "開始" && slot != before;
        ends.then_some(Claim { concept: "終了", ..claim })
    }

    /// R5 | ～: the first of two years.
    fn is_before_wave(&self, slot: usize) -> bool {
        let range = self.boxes[slot].range;
        self.labels.iter().zip(self.senses).any(|(label, sense)| {
            let next =
                label.range.start.row == range.start.row && label.range.start.column == range.end.column + 1;
            next && sense.is_wave()
        })
    }

    /// Whether the label of a box stands beside the label of an indicator.
    fn beside_indicator(&self, slot: usize) -> bool {
        let left = self.anchors.slots[slot].left.map(|left| self.labels[left].range);
        left.is_some_and(|range| {
            self.beside(range).first().is_some_and(|&label| {
                self.senses[label].concepts.iter().any(|concept| concept.starts_with("指標."))
            })
        })
    }

    /// The best of a label's concepts for what stands in the box.
    pub(super) fn of_sense(&self, slot: usize, sense: &Sense, year: Option<FiscalYear>) -> Option<Claim> {
        let values = &self.boxes[slot].values;
        let numeric = values.iter().filter(|cell| looks_numeric(cell)).count() * 2 > values.len();
        let score = |concept: &str| -> usize {
            let Some(field) = sample_field(concept, self.eras) else { return 0 };
            let fitting = values.iter().filter(|cell| fits(&field, cell, self.eras)).count();
            let named = Sense::of(concept, self.eras).key.loose == sense.key.loose;
            fitting * 100 / values.len().max(1) + usize::from(named) * 30
        };
        let mut best: Option<(usize, &'static str)> = None;
        for &concept in &sense.concepts {
            let is_yearly = YEARLY.contains(&concept);
            let other = sense.concepts.iter().any(|other| !YEARLY.contains(other));
            let asked = year.is_some() && sense.year.is_some() && (numeric || values.is_empty());
            if is_yearly && other && !asked {
                continue;
            }
            // 名称 alone names the plan, in a table of indicators the indicator.
            let weak = sense.weak.contains(&concept);
            if weak
                && concept.starts_with("指標.")
                && sense.concepts.len() > 1
                && !is_yearly
                && !self.beside_indicator(slot)
            {
                continue;
            }
            let found = (score(concept), concept);
            if best.is_none_or(|(known, _)| found.0 > known) {
                best = Some(found);
            }
        }
        let (score, concept) = best?;
        // A guess that nothing written in the box agrees with is none.
        if score == 0 && !values.is_empty() && sense.weak.contains(&concept) && !sense.is_word() {
            return None;
        }
        let is_yearly = YEARLY.contains(&concept);
        let said = quoted_label(sense);
        // R6目標 over a number is a target, whatever 目標 may mean elsewhere.
        let told = is_yearly && sense.year.is_some() && sense.is_word() && (numeric || values.is_empty());
        let period = concept == "開始" && self.is_before_wave(slot);
        let guessed = sense.weak.contains(&concept) && !told && !period;
        let contextual = guessed && sense.is_word();
        let doubt = match (guessed, is_yearly && sense.year.is_none()) {
            (true, _) => Some(guessed_from(sense)),
            (_, true) => Some(format!("見出し「{said}」だけでは、どの年度か分かりません")),
            _ => None,
        };
        let exact = Sense::of(concept, self.eras).key.loose == sense.key.loose;
        let strength = match (guessed, exact) {
            (false, true) => 4,
            (false, false) => 3,
            (true, _) if contextual => 2,
            (true, _) => 1,
        };
        Some(Claim { concept, year: year.filter(|_| is_yearly), number: sense.number, doubt, strength })
    }

    /// The labels before a label in its row, nearest first.
    pub(super) fn beside(&self, range: CellRange) -> Vec<usize> {
        let mut before: Vec<usize> = (0..self.labels.len())
            .filter(|&label| {
                let other = self.labels[label].range;
                let rows = other.start.row <= range.start.row && range.start.row <= other.end.row;
                rows && other.end.column < range.start.column
            })
            .collect();
        before.sort_by_key(|&label| std::cmp::Reverse(self.labels[label].range.end.column));
        before
    }
}

/// The label of a group of choices: on its left, else right above it.
pub(super) fn group_label(labels: &[Label], extent: CellRange) -> Option<usize> {
    let left = (0..labels.len()).filter(|&label| {
        let range = labels[label].range;
        let rows = range.start.row <= extent.end.row && extent.start.row <= range.end.row;
        rows && range.end.column < extent.start.column
    });
    let above = (0..labels.len()).filter(|&label| {
        let range = labels[label].range;
        let columns = range.start.column <= extent.start.column && extent.start.column <= range.end.column;
        columns && range.end.row + 1 == extent.start.row
    });
    left.max_by_key(|&label| labels[label].range.end.column).or_else(|| above.max())
}

fn guessed_from(sense: &Sense) -> String {
    format!("見出し「{}」から推測しました。項目名を確認してください", quoted_label(sense))
}

fn quoted_label(sense: &Sense) -> String {
    super::sense::quoted(&sense.key.exact)
}
