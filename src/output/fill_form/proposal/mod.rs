//! A proposed form, written into one of the filled sheets it was drawn from, so
//! that it keeps widths, heights, merges, formats, borders and print set-up.
//!
//! What departments filled in, their other sheets, comments, pictures and the
//! names in the file's properties do not come along: the workbook is built anew
//! around the one sheet.

mod cells;
mod notes;
mod parts;
mod rest;
mod strings;
mod styles;
#[cfg(test)]
mod tests;

use crate::form::{Proposal, ProposedKind};
use crate::model::CellRef;

use super::package::Package;

/// A note on a field that must be looked at.
pub(super) struct Note<'a> {
    at: CellRef,
    /// The field's name without its braces.
    name: String,
    why: &'a str,
}

/// Writes the proposal into the sheet called `sheet` of the workbook `bytes`.
/// `None` where the workbook is not an .xlsx whose sheet can be written in
/// place; then the form is to be written anew.
pub fn form_in_place(bytes: &[u8], sheet: &str, proposal: &Proposal) -> Option<Vec<u8>> {
    let mut package = Package::open(bytes)?;
    let part = package.sheet_part(sheet)?;
    let text = package.text(&part)?;
    let text = text.trim_start_matches('\u{feff}');
    // The strict kind has other namespaces than what is written around the sheet.
    if text.contains("purl.oclc.org") {
        return None;
    }
    let styles = styles::with_marks(&package.related("/styles")?, &unsure(proposal), text)?;
    let cells = cells::proposed_cells(text, proposal, &styles.marked)?;
    let strings = package.related("/sharedStrings").map(|strings| strings::only(&strings, &cells.strings));
    let strings = match strings {
        Some(strings) => Some(strings?),
        None => None,
    };
    let theme = package.related("/theme");
    let names = package.print_names(sheet);
    let sheet_text = rest::without_others(&cells.text)?;
    let notes = notes(proposal);
    parts::workbook(&parts::Parts {
        name: sheet,
        sheet: &sheet_text,
        styles: &styles.text,
        wrapped: styles.wrapped,
        strings: strings.as_deref(),
        theme: theme.as_deref(),
        names: &names,
        notes: &notes,
        summary: &proposal.summary(),
    })
}

fn unsure(proposal: &Proposal) -> Vec<CellRef> {
    let unsure = proposal.cells.iter().filter(|cell| matches!(cell.kind, ProposedKind::Unsure(_)));
    unsure.map(|cell| cell.range.start).collect()
}

fn notes(proposal: &Proposal) -> Vec<Note<'_>> {
    let note = |cell: &'_ crate::form::ProposedCell| cell.name();
    let unsure = proposal.cells.iter().filter_map(|cell| match &cell.kind {
        ProposedKind::Unsure(why) => Some(Note { at: cell.range.start, name: note(cell), why }),
        _ => None,
    });
    unsure.collect()
}
