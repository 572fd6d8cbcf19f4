//! One sheet of a submission, read with the form that fits it best.

use std::sync::Arc;

use super::align::Alignment;
use super::bare_rows::doubt_bare_rows;
use super::checks::{F06, F15};
use super::choose::{Fitting, by_fit, close_calls};
use super::doubt::doubtful;
use super::extract::Extraction;
use super::grid::Grid;
use super::moves::{Move, moves};
use super::place::Placing;
use super::placed::{Doubt, Filled, Place};
use super::plausible::{doubt_foreign, doubt_intruders, doubt_lost_boxes};
use super::reading::{Reading, SheetReading};
use super::remarks::Remarks;
use super::slipped::doubt_slipped;
use super::template::Form;
use super::words::words;
use crate::diag::{Finding, Staged};
use crate::model::SheetSource;
use crate::workbook::RawSheet;

/// From this fit on, a sheet is taken for a filled-in form.
const FITS: f64 = 0.5;

/// From this fit on, a sheet that does not fit is rather a changed form than
/// something else, and reported as such.
const RESEMBLES: f64 = 0.25;

/// Reads a sheet with the form whose labels fit it best. A sheet that is
/// hidden, an example, empty or fits no form is not read, and says so.
pub fn read_sheet(forms: &[Form], file: &Arc<str>, sheet: &RawSheet) -> Staged<SheetReading> {
    let aside = |reading: SheetReading, finding: Finding| Staged {
        value: reading,
        findings: vec![finding.in_sheet(file, &sheet.name)],
    };
    let empty = sheet.cells.iter().all(|cell| cell.shown.trim().is_empty()) && sheet.floating.is_empty();
    if sheet.hidden {
        let message = format!("対象外のシート「{}」（非表示）は取り込んでいません", sheet.name);
        return aside(SheetReading::Hidden, Finding::new(&F06, message));
    }
    if empty {
        return Staged::clean(SheetReading::Empty);
    }
    if words().names_example(&sheet.name) {
        let message = format!("対象外のシート「{}」（記入例など）は取り込んでいません", sheet.name);
        return aside(SheetReading::Example, Finding::new(&F06, message));
    }
    let longest = forms.iter().map(|form| form.plan.longest).max().unwrap_or(0);
    let grid = Grid::new(sheet, longest);
    let mut fitting = by_fit(forms, &grid);
    let rivals = close_calls(&mut fitting);
    let Some(Fitting { form, mut alignment, fit: first_fit }) =
        fitting.into_iter().next().filter(|best| best.fit >= RESEMBLES)
    else {
        let message = format!("対象外のシート「{}」は取り込んでいません", sheet.name);
        return aside(SheetReading::NoForm, Finding::new(&F06, message));
    };
    let places = settle(form, &grid, &mut alignment);
    let fit = alignment.fit();
    if fit.max(first_fit) < FITS {
        let message = format!(
            "シート「{}」は様式「{}」の見出しの{:.0}%しかなく、読み取れません（50%以上が必要です）",
            sheet.name,
            form.name,
            fit * 100.0
        );
        return aside(SheetReading::NoForm, Finding::new(&F15, message));
    }
    let mut staged = read_placed(form, file, sheet, (&grid, &alignment, &places), fit);
    if let SheetReading::Read(reading) = &staged.value {
        let told = rivals.into_iter().filter_map(|rival| rival.told_apart(&grid, &reading.plan));
        staged.findings.extend(told);
    }
    staged
}

/// Places all slots. Labels that were moved can be told from values only once
/// the values around the unmoved labels are known.
pub(super) fn settle<'a>(form: &'a Form, grid: &'a Grid<'a>, alignment: &mut Alignment<'a>) -> Vec<Place> {
    let none = vec![None; form.plan.labels.len()];
    let place = |alignment: &Alignment<'_>, doubtful: &[Option<Doubt>]| {
        let gone = &alignment.gone_columns();
        Placing { form, grid, alignment, doubtful, gone }.places()
    };
    let mut places = place(alignment, &none);
    if alignment.may_have_moved() {
        alignment.find_moved(&values(grid, &places));
        places = place(alignment, &none);
    }
    let doubtful = doubtful(&form.plan, grid, alignment, &values(grid, &places));
    if doubtful.iter().any(Option::is_some) {
        places = place(alignment, &doubtful);
    }
    doubt_bare_rows(form, grid, alignment, &mut places);
    doubt_foreign(form, grid, alignment, &mut places);
    doubt_intruders(form, grid, alignment, &mut places);
    doubt_lost_boxes(form, grid, &mut places);
    doubt_slipped(form, grid, alignment, &mut places);
    places
}

/// For each cell, whether it fills a slot.
pub(super) fn values(grid: &Grid<'_>, places: &[Place]) -> Vec<bool> {
    let mut values = vec![false; grid.cells.len()];
    for place in places {
        if let Place::Found(Filled { cell: Some(cell), .. }) = place {
            values[*cell] = true;
        }
    }
    values
}

fn read_placed(
    form: &Form,
    file: &Arc<str>,
    sheet: &RawSheet,
    (grid, alignment, places): (&Grid<'_>, &Alignment<'_>, &[Place]),
    fit: f64,
) -> Staged<SheetReading> {
    let source =
        SheetSource { file: Arc::clone(file), sheet: Arc::clone(&sheet.name), form: Arc::clone(&form.name) };
    let mut extraction = Extraction::new(form, grid, source.clone());
    extraction.read(places);
    let mut remarks = Remarks::new(form, grid, alignment, &source);
    let changes: Vec<Move> =
        moves(form, grid, alignment).into_iter().chain(remarks.value_moves(places)).collect();
    remarks.changed(&changes, places);
    remarks.not_located(places);
    remarks.outside(places);
    remarks.floating(sheet, places);
    let plan = extraction.plan;
    let (mut findings, ignored) = remarks.done();
    findings.extend(extraction.findings);
    if plan.values.is_empty() && findings.is_empty() {
        let message = format!("シート「{}」は様式のままで、記入がありません", sheet.name);
        let finding = Finding::new(&F06, message).in_sheet(file, &sheet.name);
        return Staged { value: SheetReading::Empty, findings: vec![finding] };
    }
    let reading = Reading { plan, fit, moves: changes, ignored };
    Staged { value: SheetReading::Read(Box::new(reading)), findings }
}
