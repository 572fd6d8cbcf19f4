//! The files of 提出/, read side by side on every core, in a fixed order.

use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::console::Console;
use crate::diag::{Finding, Staged};
use crate::form::{self, Form, SheetReading};
use crate::model::{FiscalYear, PlanSheet, SheetEntry, SheetStatus, SubmittedFile};
use crate::normalize;
use crate::settings::Settings;
use crate::workbook::{self, RawWorkbook, Submission};

/// What the files of 提出/ hold.
#[derive(Debug, Default)]
pub(super) struct Submissions {
    /// Every file, by path.
    pub(super) files: Vec<SubmittedFile>,
    /// Every sheet that fits a form, normalized.
    pub(super) sheets: Vec<PlanSheet>,
    /// What was found on the way.
    pub(super) findings: Vec<Finding>,
}

/// Reads every submission. The result does not depend on which core was faster.
pub(super) fn read_submissions(
    submissions: &[Submission],
    forms: &[Form],
    settings: &Settings,
    year: FiscalYear,
    console: &Console,
) -> Submissions {
    let bar = console.progress(submissions.len(), "読み取り");
    let read: Vec<Submissions> = submissions
        .par_iter()
        .map(|submission| {
            let one = read_one(submission, forms, settings, year);
            bar.set_message(submission.path.to_string());
            bar.inc(1);
            one
        })
        .collect();
    bar.finish_and_clear();
    let mut all = Submissions::default();
    for one in read {
        all.files.extend(one.files);
        all.sheets.extend(one.sheets);
        all.findings.extend(one.findings);
    }
    all
}

fn read_one(submission: &Submission, forms: &[Form], settings: &Settings, year: FiscalYear) -> Submissions {
    let Staged { value: mut read, findings } = workbook::read_submission(submission, &settings.eras);
    let mut one = Submissions { findings, ..Submissions::default() };
    if let Some(workbook) = read.workbook.take() {
        read_sheets(&workbook, &mut read.file, forms, settings, year, &mut one);
    }
    one.files.push(read.file);
    one
}

fn read_sheets(
    workbook: &RawWorkbook,
    file: &mut SubmittedFile,
    forms: &[Form],
    settings: &Settings,
    year: FiscalYear,
    one: &mut Submissions,
) {
    for sheet in &workbook.sheets {
        let reading = form::read_sheet(forms, &file.path, sheet).take(&mut one.findings);
        let (status, form) = match reading {
            SheetReading::Empty => (SheetStatus::Empty, None),
            SheetReading::Hidden => (SheetStatus::Hidden, None),
            SheetReading::Example => (SheetStatus::Example, None),
            SheetReading::NoForm => (SheetStatus::NoForm, None),
            SheetReading::Read(reading) => {
                let form = Arc::clone(&reading.plan.source.form);
                one.sheets.push(normalize::plan_sheet(reading.plan, settings, year).take(&mut one.findings));
                (SheetStatus::Read, Some(form))
            }
        };
        file.sheets.push(SheetEntry { name: Arc::clone(&sheet.name), form, status });
    }
    // A sheet that nearly fits has said so itself.
    if one.sheets.is_empty() && one.findings.iter().all(|finding| finding.code.0 != "F15") {
        one.findings.push(form::no_sheet_fits(&file.path));
    }
}
