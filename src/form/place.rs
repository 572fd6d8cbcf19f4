//! Where each slot of the form stands in a sheet, and the cell that fills it.
//!
//! A slot is where its labels say: right of the one on its left, in the column
//! of the one above it. Where a label is missing or in doubt, or where the box
//! holds two texts, the slot has no certain place.

use super::align::Alignment;
use super::anchor::{Likeness, SlotAnchor};
use super::gone_columns::Gone;
use super::grid::Grid;
use super::placed::{Doubt, Filled, Place};
use super::plausible::says_year;
use super::region::Region;
use super::template::{Form, Slot};
use crate::model::{CellRange, FieldKind};

/// Everything that placing looks at.
pub(super) struct Placing<'a> {
    pub(super) form: &'a Form,
    pub(super) grid: &'a Grid<'a>,
    pub(super) alignment: &'a Alignment<'a>,
    /// By label.
    pub(super) doubtful: &'a [Option<Doubt>],
    /// The columns of the form that are gone, in every way that explains the labels.
    pub(super) gone: &'a [Gone],
}

impl Placing<'_> {
    /// The places of all slots, in the form's order.
    pub(super) fn places(&self) -> Vec<Place> {
        let slots = self.form.slots.iter().zip(&self.form.plan.slots);
        let mut places: Vec<Place> = slots
            .map(|(slot, anchor)| {
                match self.place(slot, anchor).or_else(|d| self.place_by_columns(slot, d)) {
                    Ok(filled) => Place::Found(filled),
                    Err(doubt) => Place::Uncertain(doubt),
                }
            })
            .collect();
        self.part_clashes(&mut places);
        self.doubt_beside(&mut places);
        places
    }

    /// A text beside its box may as well stand beside or below a blank box that
    /// is nearer to it.
    fn doubt_beside(&self, places: &mut [Place]) {
        let blank = |place: &Place| match place {
            Place::Found(Filled { cell: None, at, .. }) => Some(self.grid.range_at(*at)),
            _ => None,
        };
        let boxes: Vec<CellRange> = places.iter().filter_map(blank).collect();
        for place in places {
            let Place::Found(Filled { cell: Some(cell), at, beside: true }) = *place else { continue };
            let touches = |range: &CellRange| {
                let columns = range.start.column <= at.column && at.column <= range.end.column;
                let rows = range.start.row <= at.row && at.row <= range.end.row;
                (columns && range.end.row + 1 == at.row) || (rows && range.end.column + 1 == at.column)
            };
            if boxes.iter().any(touches) {
                *place = Place::Uncertain(Doubt::Several(vec![cell]));
            }
        }
    }

    /// A cell that two slots claim belongs to neither for certain.
    fn part_clashes(&self, places: &mut [Place]) {
        let mut claims = vec![0u32; self.grid.cells.len()];
        let cell_of = |place: &Place| match place {
            Place::Found(filled) => filled.cell,
            Place::Uncertain(_) => None,
        };
        for cell in places.iter().filter_map(cell_of) {
            claims[cell] += 1;
        }
        for place in places {
            if let Some(cell) = cell_of(place)
                && claims[cell] > 1
            {
                *place = Place::Uncertain(Doubt::Several(vec![cell]));
            }
        }
    }

    fn place(&self, slot: &Slot, anchor: &SlotAnchor) -> Result<Filled, Doubt> {
        if let Some(inline) = anchor.inline {
            match self.label_cell(inline) {
                Ok(cell) => {
                    let at = self.grid.cells[cell].range.start;
                    return Ok(Filled { cell: Some(cell), at, beside: false });
                }
                Err(doubt) if anchor.left.is_none() && anchor.head.is_none() => {
                    let elsewhere = self.alignment.is_said(inline);
                    return self.without_its_pattern(slot).filter(|_| !elsewhere).ok_or(doubt);
                }
                Err(_) => {}
            }
        }
        let region = self.region(slot, anchor)?;
        let filled = self.fill(slot, &region)?;
        if filled.cell.is_none()
            && let Some(label) = self.written_in_label(anchor)
        {
            return Err(Doubt::InLabel(label));
        }
        // A label typed again where its value should stand is no value; a choice
        // typed into its own mark cell is chosen.
        let beside = anchor.left.is_some() && anchor.touches && anchor.alone;
        let mut labels =
            [anchor.left, anchor.head.filter(|_| !beside && slot.mark.is_none())].into_iter().flatten();
        let own = labels.find(|&label| self.is_own_label(label, filled.cell));
        own.map_or(Ok(filled), |label| Err(Doubt::Twice(label)))
    }

    /// Whether a cell says what its own label says, or the end of a label that
    /// was split over two cells.
    fn is_own_label(&self, label: usize, cell: Option<usize>) -> bool {
        let key = |cell: usize| self.grid.cells[cell].key.as_ref().map(|key| key.exact.as_str());
        let Some(text) = cell.and_then(key) else { return false };
        let whole = &self.form.plan.labels[label].key.exact;
        let beginning = self.alignment.found[label].and_then(|found| key(found.cell)).unwrap_or_default();
        text == whole || whole.strip_prefix(beginning) == Some(text)
    }

    /// A year or date alone, where the form's own text around it was left out.
    fn without_its_pattern(&self, slot: &Slot) -> Option<Filled> {
        const LONGEST: usize = 16;
        let filled = self.fill(slot, &self.region_by_distance(slot, None).ok()?).ok()?;
        let shown = self.grid.cells[filled.cell?].raw.shown.trim();
        let short = shown.chars().count() <= LONGEST;
        let asked = match slot.field.kind() {
            FieldKind::Year => says_year(shown, &self.form.eras),
            FieldKind::Date => shown.chars().any(char::is_numeric),
            _ => false,
        };
        (asked && short).then_some(filled)
    }

    /// The label of a blank slot in whose cell more stands than the label.
    fn written_in_label(&self, anchor: &SlotAnchor) -> Option<usize> {
        let beside = anchor.left.filter(|_| anchor.touches && anchor.alone);
        let label = beside.or(anchor.sub).or(anchor.head)?;
        let found = self.alignment.found[label].filter(|found| found.likeness == Likeness::Similar)?;
        let key = self.grid.cells[found.cell].key.as_ref()?;
        key.exact.starts_with(&self.form.plan.labels[label].key.exact).then_some(label)
    }

    fn label_cell(&self, label: usize) -> Result<usize, Doubt> {
        let found = self.alignment.found[label].ok_or(Doubt::Missing(label))?;
        self.doubtful[label].clone().map_or(Ok(found.cell), Err)
    }

    fn region(&self, slot: &Slot, anchor: &SlotAnchor) -> Result<Region, Doubt> {
        let left = anchor.left.map(|label| self.label_cell(label).map(|cell| (label, cell))).transpose()?;
        if let Some((label, cell)) = left
            && anchor.touches
            && anchor.alone
        {
            let row = self.row_beside(slot, label, cell)?;
            return self.gap_region(slot, label, cell, row);
        }
        let Some(head) = anchor.head else {
            return self.region_by_distance(slot, left);
        };
        let head_cell = self.label_cell(head)?;
        let row = match left {
            Some((label, cell)) => self.row_beside(slot, label, cell)?,
            None => self.row_below(slot, head, head_cell)?,
        };
        if row <= self.grid.cells[head_cell].range.start.row {
            return Err(Doubt::Scattered(head));
        }
        match anchor.sub {
            None => self.column_region(slot, (head, head_cell), left, row),
            Some(sub) => {
                let sub_cell = self.sub_cell(head, head_cell, sub)?;
                self.column_region(slot, (sub, sub_cell), left, row)
            }
        }
    }

    /// The label under a wider one: its own, or the one there that says the same,
    /// where the wider ones changed places (目標 under each year).
    fn sub_cell(&self, head: usize, head_cell: usize, sub: usize) -> Result<usize, Doubt> {
        let own = self.label_cell(sub)?;
        let over = self.grid.cells[head_cell].range;
        // With its merge undone the wider label shows its first column alone.
        let info = &self.form.plan.labels[head];
        let reach = over.end.column.max(over.start.column + info.end_column - info.column);
        let inside = |cell: usize| {
            let under = self.grid.cells[cell].range;
            over.start.column <= under.start.column && under.end.column <= reach
        };
        let row = self.grid.cells[own].range.start.row;
        let says = |cell: usize| self.grid.cells[cell].key.as_ref().map(|key| key.exact.as_str());
        let is_twin = |cell: &usize| {
            self.alignment.label_at[*cell].is_some() && says(*cell) == says(own) && inside(*cell)
        };
        let mut twins = self.grid.in_row(row).filter(is_twin);
        let cell = if inside(own) { Some(own) } else { twins.next().filter(|_| twins.next().is_none()) };
        cell.filter(|_| row > over.start.row).ok_or(Doubt::Scattered(sub))
    }

    /// The row of a slot with a label on its left.
    pub(super) fn row_beside(&self, slot: &Slot, label: usize, cell: usize) -> Result<u32, Doubt> {
        let info = &self.form.plan.labels[label];
        let range = self.grid.cells[cell].range;
        if info.row == slot.range.start.row {
            return Ok(range.start.row);
        }
        // A tall label over several rows: the slot's row must be told by other labels.
        // As tall as in the form, it tells the rows beside it by itself.
        let same_height = range.end.row - range.start.row == info.end_row - info.row;
        let by_label = (same_height && info.end_row > info.row && slot.range.start.row <= info.end_row)
            .then(|| range.start.row + (slot.range.start.row - info.row));
        let row = self.alignment.row(slot.range.start.row).or(by_label).ok_or(Doubt::Scattered(label))?;
        let tall = range.start.row < range.end.row;
        let inside = row >= range.start.row && (!tall || row <= range.end.row);
        if inside { Ok(row) } else { Err(Doubt::Scattered(label)) }
    }

    /// The row of a slot that only a label above it names.
    fn row_below(&self, slot: &Slot, head: usize, cell: usize) -> Result<u32, Doubt> {
        let info = &self.form.plan.labels[head];
        let start = self.grid.cells[cell].range.start.row;
        let by_head = start + (slot.range.start.row - info.row);
        let moved = self.alignment.found[head].is_some_and(|found| found.moved);
        self.row_is_certain(slot.range.start.row)?;
        if self.is_cut(head, cell) || self.follows_lost_box(cell) {
            return Err(Doubt::Scattered(head));
        }
        // Boxes without labels beside them do not lie in another row's labels.
        let own = self.form.plan.rows.binary_search_by_key(&slot.range.start.row, |row| row.row);
        let bare = own.is_err();
        let last = start + (self.last_bare_row(slot.range.start.row) - info.row);
        let labelled = |cell: usize| self.alignment.label_at[cell].is_some();
        if moved && bare && self.grid.in_rows(by_head, last).any(labelled) {
            return Err(Doubt::Scattered(head));
        }
        let by_labels = own.ok().and_then(|index| self.alignment.rows[index]);
        let told =
            if moved { Some(by_labels.unwrap_or(by_head)) } else { self.alignment.row(slot.range.start.row) };
        let touches = info.end_row + 1 == slot.range.start.row;
        let row = told.or_else(|| self.row_by_boxes(slot)).or_else(|| {
            let touches = touches && !self.has_lost_rows(slot.range.start.row);
            (touches && self.touches_below(slot, cell)).then_some(by_head)
        });
        row.filter(|&row| row > start).ok_or(Doubt::Scattered(head))
    }

    /// A row of which every label may as well be another row's is no certain
    /// row, nor is one that only such rows tell.
    pub(super) fn row_is_certain(&self, form_row: u32) -> Result<(), Doubt> {
        let rows = &self.form.plan.rows;
        let own = rows.binary_search_by_key(&form_row, |row| row.row).ok();
        if own.is_some_and(|index| self.alignment.rows[index].is_some()) {
            return self.doubt_of_row(form_row).map_or(Ok(()), Err);
        }
        let mut around = self.alignment.rows_around(form_row).into_iter().flatten();
        around.find_map(|(row, _)| self.doubt_of_row(row)).map_or(Ok(()), Err)
    }

    /// The doubt of a row's labels, if all that were found are doubtful.
    fn doubt_of_row(&self, form_row: u32) -> Option<Doubt> {
        let rows = &self.form.plan.rows;
        let index = rows.binary_search_by_key(&form_row, |row| row.row).ok()?;
        let found = rows[index].labels.iter().filter(|&&label| self.alignment.found[label].is_some());
        let doubts: Option<Vec<&Doubt>> = found.map(|&label| self.doubtful[label].as_ref()).collect();
        doubts?.first().map(|&doubt| doubt.clone())
    }

    /// Whether a tall label lost rows: a text stands where it was.
    fn is_cut(&self, label: usize, cell: usize) -> bool {
        let info = &self.form.plan.labels[label];
        let range = self.grid.cells[cell].range;
        let last = range.start.row + (info.end_row - info.row);
        let mut inside =
            self.grid.in_rows(range.end.row + 1, last.max(range.end.row)).map(|c| &self.grid.cells[c]);
        inside
            .any(|other| range.start.column <= other.raw.at.column && other.raw.at.column <= range.end.column)
    }

    /// Whether right above a label stands another that asks for the box below
    /// it: what fills that box may stand below this label.
    fn follows_lost_box(&self, cell: usize) -> bool {
        let range = self.grid.cells[cell].range;
        let Some(above) = range.start.row.checked_sub(1) else { return false };
        let asks = |label: usize| {
            let row = self.form.plan.labels[label].end_row + 1;
            let slots = self.form.slots.iter().zip(&self.form.plan.slots);
            let mut below = slots.filter(|(slot, anchor)| {
                let head = anchor.sub.or(anchor.head) == Some(label);
                head && anchor.left.is_none() && slot.range.start.row == row
            });
            below.next().is_some()
        };
        let found = self.alignment.found.iter().enumerate();
        let mut cells =
            found.filter_map(|(label, found)| Some((label, self.grid.cells[found.as_ref()?.cell].range)));
        cells.any(|(label, other)| {
            let overlap = other.start.column <= range.end.column && range.start.column <= other.end.column;
            other.end.row == above && overlap && asks(label)
        })
    }

    /// Whether a box that touches the label above it still does: down to the
    /// next row with labels nothing stands below that label but in the box.
    fn touches_below(&self, slot: &Slot, cell: usize) -> bool {
        const ROWS: u32 = 30;
        let range = self.grid.cells[cell].range;
        let first = range.end.row + 1;
        let labelled = |row: &u32| self.grid.in_row(*row).any(|c| self.alignment.label_at[c].is_some());
        let next = (first..first + ROWS).find(labelled).unwrap_or(first + ROWS);
        let last = first + (slot.range.end.row - slot.range.start.row);
        let mut below = self.grid.in_rows(first, next.saturating_sub(1)).map(|c| self.grid.cells[c].raw.at);
        next > first
            && below
                .all(|at| at.row <= last || at.column < range.start.column || range.end.column < at.column)
    }
}
