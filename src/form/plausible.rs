//! Whether a text can be what its field asks for: a second look at values of
//! which the place was told by labels. In a sheet that was changed, a value of
//! another kind is more likely another field's.

use std::sync::LazyLock;

use regex::Regex;

use super::align::{Alignment, Found};
use super::anchor::AnchorLabel;
use super::grid::Grid;
use super::marks::{Mark, read_mark};
use super::pattern::inner_text;
use super::placed::{Doubt, Filled, Place};
use super::read_sheet::values;
use super::template::{Form, Slot};
use crate::characters::fold;
use crate::model::{CellRange, Eras, Field, FieldKind, IndicatorPart};
use crate::settings::parse_year;

/// Longer than this, a text is no number, year, date or judgment.
const LONGEST_SHORT: usize = 20;

/// Longer than this, a word without a digit stands for no number.
const LONGEST_WORD: usize = 6;

/// Longer than this, a text is no mark.
const LONGEST_MARK: usize = 4;

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\D{0,2}\d{1,4}[./年-]\d{1,2}[./月-]\d{1,2}日?$").expect("the pattern is constant")
});

/// What a short text is, whatever was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// ○ and the like.
    Mark,
    /// One letter, as judgments are.
    Letter,
    /// Digits alone.
    Digits,
    Year,
    Day,
    Other,
}

fn look(text: &str, eras: &Eras) -> Look {
    let folded = fold(text);
    let mut letters = folded.chars();
    match (letters.next(), letters.next()) {
        (Some(c), None) if c.is_ascii_alphabetic() => Look::Letter,
        _ if !folded.is_empty() && folded.chars().all(|c| c.is_ascii_digit() || ",.".contains(c)) => {
            Look::Digits
        }
        (Some(_), None) if read_mark(text, &folded, "\0") == Mark::Yes => Look::Mark,
        _ if DAY.is_match(&folded) => Look::Day,
        _ if parse_year(&folded, eras).is_some() => Look::Year,
        _ => Look::Other,
    }
}

/// Whether a text is a year and nothing else; digits alone may be anything.
pub(super) fn says_year(text: &str, eras: &Eras) -> bool {
    look(text, eras) == Look::Year
}

/// Whether a text is a number, perhaps with its unit.
pub(super) fn says_number(text: &str) -> bool {
    const LONGEST_UNIT: usize = 4;
    const SIGNS: &str = "-+▲△約";
    let folded = fold(text);
    let words = folded.chars().filter(|c| !c.is_ascii_digit() && !",.".contains(*c) && !SIGNS.contains(*c));
    let is_number = folded.starts_with(|c: char| c.is_ascii_digit() || SIGNS.contains(c));
    is_number && words.count() <= LONGEST_UNIT && folded.chars().any(|c| c.is_ascii_digit())
}

/// Takes back the places of values that look like something else than asked.
pub(super) fn doubt_foreign(form: &Form, grid: &Grid<'_>, alignment: &Alignment<'_>, places: &mut [Place]) {
    let changed = !alignment.is_as_sent_out();
    for (slot, place) in form.slots.iter().zip(places) {
        if let Place::Found(filled) = place
            && let Some(cell) = filled.cell
            && (is_foreign(slot, &grid.cells[cell].raw.shown, &form.eras, changed)
                || begins_with_missing_label(form, alignment, &grid.cells[cell].raw.shown))
        {
            *place = Place::Uncertain(Doubt::Foreign(cell));
        }
    }
}

/// Whether a text begins with a label that is missing, and its value follows.
fn begins_with_missing_label(form: &Form, alignment: &Alignment<'_>, shown: &str) -> bool {
    let Some((first, rest)) = shown.trim().split_once(['\n', ':', '：', ' ', '　']) else { return false };
    let first = fold(first);
    let missing = |(label, found): (&AnchorLabel, &Option<Found>)| {
        found.is_none() && label.key.exact == first && first.chars().count() > 1
    };
    !rest.trim().is_empty() && form.plan.labels.iter().zip(&alignment.found).any(missing)
}

/// Takes back the places of values in a lower row of a tall box where another
/// text stands in that row, where they have merged cells of their own, or where
/// the box of the form ends above: the row was put there, or moved there.
pub(super) fn doubt_intruders(form: &Form, grid: &Grid<'_>, alignment: &Alignment<'_>, places: &mut [Place]) {
    let values = values(grid, places);
    let right = alignment.found.iter().flatten().map(|found| grid.cells[found.cell].range.end.column).max();
    let is_orphan = |cell: usize| {
        let inside = Some(grid.cells[cell].raw.at.column) <= right;
        inside && !values[cell] && alignment.label_at[cell].is_none() && !alignment.examples[cell]
    };
    for (index, place) in places.iter_mut().enumerate() {
        let Place::Found(Filled { cell: Some(cell), .. }) = *place else { continue };
        let row = grid.cells[cell].raw.at.row;
        let slot_box = form.slots[index].range;
        let tall = slot_box.start.row < slot_box.end.row;
        let first = first_row(form, grid, alignment, index);
        let below = first.is_some_and(|first| first < row);
        // A row that the box does not have was put in: its text may be a note.
        let beyond = first.is_some_and(|first| first + slot_box.height() <= row);
        let range = grid.cells[cell].range;
        let merged = range.start != range.end;
        let other_box = merged && (range.width(), range.height()) != (slot_box.width(), slot_box.height());
        if tall && below && (beyond || grid.in_row(row).any(is_orphan) || other_box) {
            *place = Place::Uncertain(Doubt::Foreign(cell));
        }
    }
}

/// Takes back the places of values in merged cells that are shaped like the box
/// that another field lost, and not like their own: that box moved there.
pub(super) fn doubt_lost_boxes(form: &Form, grid: &Grid<'_>, places: &mut [Place]) {
    let shape = |range: CellRange| (range.start.column, range.width(), range.height());
    let is_lost = |index: &usize| {
        let range = form.slots[*index].range;
        range.start != range.end && matches!(places[*index], Place::Uncertain(_))
    };
    let lost: Vec<_> =
        (0..places.len()).filter(is_lost).map(|index| shape(form.slots[index].range)).collect();
    for (slot, place) in form.slots.iter().zip(places) {
        let Place::Found(Filled { cell: Some(cell), .. }) = *place else { continue };
        let now = shape(grid.cells[cell].range);
        if now != shape(slot.range) && lost.contains(&now) {
            *place = Place::Uncertain(Doubt::Foreign(cell));
        }
    }
}

/// The row in which a slot's box begins, as the label says that places it.
fn first_row(form: &Form, grid: &Grid<'_>, alignment: &Alignment<'_>, slot: usize) -> Option<u32> {
    let (anchor, row) = (&form.plan.slots[slot], form.slots[slot].range.start.row);
    let found =
        |label: usize| Some((&form.plan.labels[label], grid.cells[alignment.found[label]?.cell].range));
    if let Some((label, range)) = anchor.left.and_then(found) {
        return Some(range.start.row + row.saturating_sub(label.row));
    }
    let (label, range) = anchor.head.and_then(found)?;
    Some(range.end.row + (row - label.end_row))
}

/// Whether a text is of another kind than a slot asks for. Some texts say so
/// in any sheet, some only in one that was changed.
pub(super) fn is_foreign(slot: &Slot, shown: &str, eras: &Eras, changed: bool) -> bool {
    use Field::{
        Area, Author, Department, Extension, FinalGoal, Indicator, PlanName, TargetYear, Viewpoint,
        YearlyPlan,
    };
    let look = look(&inner_text(slot, shown), eras);
    if slot.mark.is_some() {
        return changed && cannot_be(slot, shown);
    }
    match &slot.field {
        TargetYear => look == Look::Day,
        PlanName | Department | Author => look != Look::Other,
        Area | Viewpoint => changed && matches!(look, Look::Mark | Look::Year | Look::Day),
        Extension => changed && matches!(look, Look::Mark | Look::Letter | Look::Year | Look::Day),
        FinalGoal | YearlyPlan(_) => changed && !matches!(look, Look::Other | Look::Digits),
        Indicator(_, IndicatorPart::Name | IndicatorPart::Unit) => {
            changed && matches!(look, Look::Mark | Look::Digits | Look::Year | Look::Day)
        }
        Field::Disposition => changed && matches!(look, Look::Mark | Look::Digits | Look::Year | Look::Day),
        field if field.kind() == FieldKind::Text && !matches!(field, Field::Custom(_)) => match look {
            Look::Other => false,
            Look::Digits => changed,
            Look::Mark | Look::Letter | Look::Year | Look::Day => true,
        },
        _ => false,
    }
}

/// Whether a text is too long for what its slot asks, or of another kind.
pub(super) fn cannot_be(slot: &Slot, shown: &str) -> bool {
    use FieldKind::{AfterPeriod, Date, Direction, Integer, Judgment, Line, Money, Number, Text, Year};
    let long = |most: usize| shown.trim().chars().count() > most;
    if let Some(choice) = &slot.mark {
        return long(LONGEST_MARK) && read_mark(shown, &fold(shown), &fold(choice)) == Mark::Unknown;
    }
    match slot.field.kind() {
        // 未定 and the like stand for a number, a sentence does not.
        Integer | Number | Money | Year | Date => {
            long(LONGEST_SHORT) || (long(LONGEST_WORD) && !shown.chars().any(char::is_numeric))
        }
        // Choices with boxes may be written out in one cell.
        Judgment | Direction | AfterPeriod | Line | Text => false,
    }
}
