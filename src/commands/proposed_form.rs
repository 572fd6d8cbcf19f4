//! Filled sheets → a proposed form, written.

use std::sync::Arc;

use crate::error::Result;
use crate::form::{FilledSheet, Proposal, is_example, propose_form};
use crate::model::Eras;
use crate::output::fill_form::form_in_place;
use crate::output::xlsx::write_form_proposal;
use crate::workbook::{RawSheet, RawWorkbook, Submission, WorkbookKind, read_submission};

/// A proposed form and what is to be told of it.
#[derive(Debug)]
pub(super) struct ProposedForm {
    /// The workbook.
    pub(super) bytes: Vec<u8>,
    pub(super) proposal: Proposal,
    /// The file whose looks it has; `None` where it was drawn anew.
    pub(super) looks_of: Option<Arc<str>>,
    /// Files and sheets that were not used, by name.
    pub(super) left_out: Vec<String>,
}

/// One filled sheet and the file that it stands in.
struct Filled<'a> {
    submission: &'a Submission,
    sheet: &'a RawSheet,
    in_place: bool,
}

/// Reads all files and proposes a form from their sheets. Files that cannot be
/// read are left out.
pub(super) fn propose_from(listed: &[Submission], eras: &Eras) -> Result<ProposedForm> {
    let books: Vec<(&Submission, Option<RawWorkbook>)> =
        listed.iter().map(|file| (file, read_submission(file, eras).value.workbook)).collect();
    let mut left_out: Vec<String> = Vec::new();
    let mut filled: Vec<Filled<'_>> = Vec::new();
    for (submission, book) in &books {
        let Some(book) = book else {
            left_out.push(submission.path.to_string());
            continue;
        };
        let in_place = matches!(book.kind, WorkbookKind::Xlsx | WorkbookKind::Xlsm);
        let sheets = book.sheets.iter().filter(|sheet| is_filled(sheet));
        filled.extend(sheets.map(|sheet| Filled { submission, sheet, in_place }));
    }
    let sheets: Vec<FilledSheet<'_>> =
        filled.iter().map(|one| FilledSheet { sheet: one.sheet, in_place: one.in_place }).collect();
    let proposal = propose_form(&sheets, eras)?;
    let apart = proposal.left_out.iter().map(|&index| &filled[index]);
    left_out.extend(apart.map(|one| format!("{}「{}」", one.submission.path, one.sheet.name)));
    let base = &filled[proposal.base];
    let bytes = base.submission.bytes().filter(|_| base.in_place);
    let in_place = bytes.and_then(|bytes| form_in_place(&bytes, &base.sheet.name, &proposal));
    let looks_of = in_place.is_some().then(|| Arc::clone(&base.submission.path));
    let bytes = in_place.map_or_else(|| write_form_proposal(&proposal), Ok)?;
    Ok(ProposedForm { bytes, proposal, looks_of, left_out })
}

fn is_filled(sheet: &RawSheet) -> bool {
    !sheet.hidden && !sheet.cells.is_empty() && !is_example(&sheet.name)
}
