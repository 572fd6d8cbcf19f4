//! Which texts of the base are labels: what all sheets share, but for values
//! that happen to be the same everywhere.

use super::choices::Choices;
use super::overlay::{Overlay, Share};
use super::sense::Sense;
use super::value::{fits, looks_numeric, says_nothing};
use crate::form::grid::Grid;
use crate::form::marks::read_boxes;
use crate::model::{CellRange, Eras, Field, FieldKind, FiscalYear, IndicatorPart};

/// The base's texts, and what is known of them.
pub(super) struct Texts<'o, 'a> {
    pub(super) overlay: &'o Overlay<'a>,
    pub(super) shares: &'o [Share],
    pub(super) senses: &'o [Sense],
    pub(super) eras: &'o Eras,
}

/// A field of a concept, for its kind; years do not matter.
pub(super) fn sample_field(concept: &str, eras: &Eras) -> Option<Field> {
    let year = FiscalYear(2000);
    Some(match concept {
        "年度別計画" => Field::YearlyPlan(year),
        "効果額" => Field::Benefit(year),
        "年度末評価" => Field::YearEndJudgment(year),
        "指標.名称" => Field::Indicator(1, IndicatorPart::Name),
        "指標.単位" => Field::Indicator(1, IndicatorPart::Unit),
        "指標.方向" => Field::Indicator(1, IndicatorPart::Direction),
        "指標.基準値" => Field::Indicator(1, IndicatorPart::Base),
        "指標.目標値" => Field::Indicator(1, IndicatorPart::Target(year)),
        "指標.実績値" => Field::Indicator(1, IndicatorPart::Actual(year)),
        plain => Field::parse(plain, eras)?,
    })
}

/// Concepts that have a value for each year.
pub(super) const YEARLY: [&str; 5] = ["年度別計画", "効果額", "年度末評価", "指標.目標値", "指標.実績値"];

impl Texts<'_, '_> {
    /// For each text of the base, whether it is a label.
    pub(super) fn labels(&self, choices: &[Choices]) -> Vec<bool> {
        let count = self.senses.len();
        let shared: Vec<bool> = (0..count).map(|cell| self.may_be_label(cell, choices)).collect();
        (0..count)
            .map(|cell| {
                let choice = choices.iter().any(|group| group.labels.contains(&cell));
                let mark = choices.iter().any(|group| group.has(self.grid().cells[cell].range));
                !mark && (choice || (shared[cell] && !self.is_constant_value(cell, &shared)))
            })
            .collect()
    }

    fn grid(&self) -> &Grid<'_> {
        self.overlay.base()
    }

    fn may_be_label(&self, cell: usize, choices: &[Choices]) -> bool {
        let (share, sense) = (self.shares[cell], &self.senses[cell]);
        let raw = self.grid().cells[cell].raw;
        if choices.iter().any(|group| group.labels.contains(&cell)) {
            return true;
        }
        if self.overlay.layers.len() == 1 {
            return self.looks_like_label(cell);
        }
        if read_boxes(&raw.shown).is_some() && share.seen > share.same {
            return false;
        }
        if sense.is_word() && share.reaches(5) {
            return true;
        }
        match self.overlay.layers.len() {
            2..=4 => share.same + share.reworded >= share.seen,
            _ => share.reaches(8),
        }
    }

    /// From a single sheet: known words, years, headings of sections, notes.
    fn looks_like_label(&self, cell: usize) -> bool {
        let (sense, grid_cell) = (&self.senses[cell], &self.grid().cells[cell]);
        let text = grid_cell.raw.shown.trim();
        let section = text.starts_with([
            '【', '■', '◆', '●', '○', '◎', '（', '(', '［', '〔', '１', '２', '３', '４', '５',
        ]) && text.chars().count() <= 30
            && !text.contains('。')
            && read_boxes(text).is_none();
        let alone = self.grid().in_row(grid_cell.raw.at.row).len() == 1;
        let unit = sense.key.exact.starts_with('(') && sense.key.exact.chars().count() <= 12;
        let title = grid_cell.raw.at.row == 0 && text.chars().count() <= 60;
        sense.is_word()
            || sense.bare_year
            || sense.is_note()
            || (section && alone)
            || sense.is_wave()
            || unit
            || title
    }

    /// Whether a text that all sheets share is a value all the same: it stands
    /// where a known label asks for one, and is of the kind asked for.
    fn is_constant_value(&self, cell: usize, shared: &[bool]) -> bool {
        let sense = &self.senses[cell];
        let grid_cell = &self.grid().cells[cell];
        if read_boxes(&grid_cell.raw.shown).is_some() {
            return self.touching_left(grid_cell.range).is_some_and(|left| shared[left]);
        }
        if sense.is_note() || self.is_year_of_rows(cell) || self.heads_row_of_section(cell, shared) {
            return false;
        }
        // 令和5年度 | ～ | 令和9年度: the end of a period, though it be the same everywhere.
        let left = self.touching_left(grid_cell.range);
        if sense.bare_year && left.is_some_and(|left| self.senses[left].is_wave()) {
            return true;
        }
        let word = !sense.concepts.is_empty() && sense.is_word() && !sense.bare_year;
        let answers = !word && (self.answers_left(cell, shared) || self.answers_above(cell, shared));
        answers || (!sense.is_sure() && self.is_in_table(cell, shared))
    }

    /// 上半期 and 下半期 beside a taller 進捗状況, each before a box of its own.
    fn heads_row_of_section(&self, cell: usize, shared: &[bool]) -> bool {
        let range = self.grid().cells[cell].range;
        let rows = |range: CellRange| range.end.row - range.start.row;
        let taller = |left: usize| shared[left] && rows(self.grid().cells[left].range) > rows(range);
        self.touching_left(range).is_some_and(taller)
            && self.touching_right(range).is_some_and(|right| !shared[right])
    }

    /// `対象年度 | 令和６年度`, `実行課 | 市民課`.
    fn answers_left(&self, cell: usize, shared: &[bool]) -> bool {
        let (sense, grid_cell) = (&self.senses[cell], &self.grid().cells[cell]);
        let Some(left) = self.touching_left(grid_cell.range).filter(|&left| shared[left]) else {
            return false;
        };
        let asked = &self.senses[left];
        if asked.concepts.is_empty() || !asked.is_word() {
            return false;
        }
        let right = self.touching_right(grid_cell.range);
        if sense.bare_year {
            // 開始 | R5 | 終了, but 年度 | R5 | R6 is a row of headings.
            let more = right.is_some_and(|right| self.senses[right].bare_year);
            return !more && self.fits_any(cell, asked, |kind| kind == FieldKind::Year);
        }
        // A heading between a label and its own box: 指標 | 名称 | ….
        if sense.heading {
            return false;
        }
        if self.heads_values(cell, left, shared) {
            return false;
        }
        let text = |kind: FieldKind| matches!(kind, FieldKind::Text | FieldKind::Line);
        if self.fits_any(cell, asked, |kind| !text(kind)) {
            return true;
        }
        let nothing = says_nothing(&grid_cell.raw.shown);
        let last = right.is_none_or(|right| shared[right]);
        self.fits_any(cell, asked, text) && (nothing || last)
    }

    /// Whether it stands in a row of headings: below it and below its neighbour
    /// are texts that vary.
    fn heads_values(&self, cell: usize, left: usize, shared: &[bool]) -> bool {
        let varies_below = |cell: usize| {
            let range = self.grid().cells[cell].range;
            self.grid().cells.iter().zip(shared).any(|(other, shared)| {
                let below = other.range.start.row == range.end.row + 1;
                !shared && below && other.range.start.column == range.start.column
            })
        };
        varies_below(cell) && varies_below(left)
    }

    /// Years one below the other head the rows of a table.
    fn is_year_of_rows(&self, cell: usize) -> bool {
        let range = self.grid().cells[cell].range;
        self.senses[cell].bare_year
            && self.grid().cells.iter().zip(self.senses).any(|(other, sense)| {
                let other = other.range;
                let touches = other.end.row + 1 == range.start.row || range.end.row + 1 == other.start.row;
                sense.bare_year && touches && other.start.column == range.start.column
            })
    }

    /// Under a label of a form that has its labels above: the row below holds values.
    fn answers_above(&self, cell: usize, shared: &[bool]) -> bool {
        let grid_cell = &self.grid().cells[cell];
        let Some(above) = self.touching_above(grid_cell.range).filter(|&above| shared[above]) else {
            return false;
        };
        let asked = &self.senses[above];
        let row = grid_cell.raw.at.row;
        let values = self.grid().in_row(row).filter(|&other| {
            let over = self.touching_above(self.grid().cells[other].range);
            !shared[other] && over.is_some_and(|over| shared[over] && self.senses[over].heading)
        });
        let value_row = values.count() >= 2;
        let own = self
            .touching_left(grid_cell.range)
            .is_none_or(|left| !shared[left] || !self.senses[left].is_word());
        let counted = self.is_row_number(cell);
        !asked.concepts.is_empty() && value_row && own && !counted && self.fits_any(cell, asked, |_| true)
    }

    /// A value of a table: its row or column is one of yearly values or of an indicator's parts.
    fn is_in_table(&self, cell: usize, shared: &[bool]) -> bool {
        let (sense, grid_cell) = (&self.senses[cell], &self.grid().cells[cell]);
        let (row, column) = (grid_cell.raw.at.row, grid_cell.raw.at.column);
        if sense.bare_year {
            return false;
        }
        let cells = &self.grid().cells;
        let yearly = |sense: &Sense| {
            sense.concepts.iter().any(|concept| YEARLY.contains(concept) && !sense.weak.contains(concept))
        };
        let over = (0..cells.len()).filter(|&other| {
            let range = cells[other].range;
            shared[other] && range.end.row < row && range.start.column <= column && column <= range.end.column
        });
        let over: Vec<usize> = over.collect();
        // A number that happens to be the same everywhere is no heading.
        let named = over.iter().filter(|&&other| self.senses[other].heading);
        let Some(&head) = named.max_by_key(|&&other| cells[other].range.end.row) else { return false };
        let labelled = (0..cells.len()).any(|other| {
            let range = cells[other].range;
            let beside = range.start.row <= row && row <= range.end.row && range.end.column < column;
            beside && shared[other] && (self.senses[other].heading || self.senses[other].number.is_some())
        });
        let row_yearly = self.grid().in_row(row).any(|other| {
            shared[other] && cells[other].range.end.column < column && yearly(&self.senses[other])
        });
        let year_over = over.iter().any(|&other| self.senses[other].bare_year);
        let head_sense = &self.senses[head];
        let asks = self.fits_any(cell, head_sense, |kind| !matches!(kind, FieldKind::Text));
        let numeric = looks_numeric(grid_cell.raw);
        let indicator = head_sense.concepts.iter().any(|concept| concept.starts_with("指標."));
        let names_column = sense.heading && sense.weak.is_empty();
        let year_left = self.grid().in_row(row).any(|other| {
            shared[other] && cells[other].range.end.column < column && self.senses[other].bare_year
        });
        (year_left && yearly(head_sense) && !names_column)
            || (row_yearly && year_over && !names_column)
            || (labelled && numeric && (year_over || asks) && !self.is_row_number(cell))
            || (labelled && indicator && asks && !sense.heading && !self.is_row_number(cell))
    }

    /// 1, 2, 3 down a column.
    fn is_row_number(&self, cell: usize) -> bool {
        let range = self.grid().cells[cell].range;
        let number = |cell: usize| self.senses[cell].key.exact.parse::<u32>().ok();
        let Some(own) = number(cell) else { return false };
        self.grid().cells.iter().enumerate().any(|(other, there)| {
            let below =
                there.range.start.column == range.start.column && there.range.start.row == range.end.row + 1;
            let above =
                there.range.start.column == range.start.column && there.range.end.row + 1 == range.start.row;
            (below && number(other) == Some(own + 1)) || (above && own > 0 && number(other) == Some(own - 1))
        })
    }

    fn fits_any(&self, cell: usize, asked: &Sense, kinds: impl Fn(FieldKind) -> bool) -> bool {
        let raw = self.grid().cells[cell].raw;
        asked.concepts.iter().any(|concept| {
            let field = sample_field(concept, self.eras);
            field.is_some_and(|field| kinds(field.kind()) && fits(&field, raw, self.eras))
        })
    }

    /// The text that touches a box on its left.
    pub(super) fn touching_left(&self, range: CellRange) -> Option<usize> {
        let row = range.start.row;
        self.grid().cells.iter().position(|cell| {
            let rows = cell.range.start.row <= row && row <= cell.range.end.row;
            rows && cell.range.end.column + 1 == range.start.column
        })
    }

    /// The text that touches a box on its right.
    pub(super) fn touching_right(&self, range: CellRange) -> Option<usize> {
        let row = range.start.row;
        self.grid().cells.iter().position(|cell| {
            let rows = cell.range.start.row <= row && row <= cell.range.end.row;
            rows && range.end.column + 1 == cell.range.start.column
        })
    }

    /// The text right above a box that begins in its column.
    pub(super) fn touching_above(&self, range: CellRange) -> Option<usize> {
        self.grid().cells.iter().position(|cell| {
            cell.range.end.row + 1 == range.start.row && cell.range.start.column == range.start.column
        })
    }
}
