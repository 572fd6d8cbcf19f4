//! A proposed form → a workbook to correct in Excel, drawn anew where the sheets
//! it comes from are no .xlsx whose looks could be kept.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet, XlsxError};

use crate::error::{Error, Result};
use crate::form::{Proposal, ProposedCell, ProposedKind};
use crate::model::{CellRange, CellRef};

/// The sheet of a proposal that tells what to look at before it is used.
pub const PROPOSAL_NOTES: &str = "確認してください";

/// Writes the proposal: the form on the first sheet, unsure fields in colour,
/// and on the second what to look at.
pub fn write_form_proposal(proposal: &Proposal) -> Result<Vec<u8>> {
    write(proposal).map_err(|error| {
        Error::new(
            "様式の案を書き出します",
            error.to_string(),
            "指定したファイルが実施計画シートかどうかを確認してください",
        )
    })
}

struct Formats {
    label: Format,
    field: Format,
    unsure: Format,
    plain: Format,
}

impl Formats {
    fn new() -> Self {
        let boxed = || {
            let format = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
            format.set_align(FormatAlign::VerticalCenter).set_font_name("BIZ UDPゴシック").set_font_size(10)
        };
        Self {
            label: boxed().set_background_color(Color::RGB(0x00E7_E6E6)),
            field: boxed(),
            unsure: boxed().set_background_color(Color::RGB(0x00FF_F2CC)).set_bold(),
            plain: Format::new().set_font_name("BIZ UDPゴシック").set_font_size(10).set_text_wrap(),
        }
    }
}

fn write(proposal: &Proposal) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let formats = Formats::new();
    let form = workbook.add_worksheet();
    form.set_name("実施計画シート")?;
    set_up(form, proposal)?;
    for cell in &proposal.cells {
        write_cell(form, cell, &formats)?;
        if let ProposedKind::Unsure(why) = &cell.kind {
            let (row, column) = position(cell.range.start);
            form.insert_note(row, column, &Note::new(why).set_author("gyokaku").add_author_prefix(false))?;
        }
    }
    // Blank merges keep the layout where nothing is proposed.
    let taken = |range: &CellRange| proposal.cells.iter().any(|cell| overlaps(&cell.range, range));
    for range in proposal.merges.iter().filter(|range| !taken(range)) {
        merge(form, range, "", &formats.field)?;
    }
    write_notes(workbook.add_worksheet(), proposal, &formats)?;
    workbook.save_to_buffer()
}

/// Widths by what labels of one column say, and one page wide in print.
fn set_up(sheet: &mut Worksheet, proposal: &Proposal) -> Result<(), XlsxError> {
    let cells = proposal.cells.iter();
    let last = cells.clone().map(|cell| cell.range.end.column).max().unwrap_or(0).min(100);
    for column in 0..=last {
        let own = cells.clone().filter(|cell| {
            let range = cell.range;
            let label = cell.kind == ProposedKind::Label && cell.text.chars().count() <= 20;
            label && range.start.column == column && range.end.column == column
        });
        let longest =
            |cell: &ProposedCell| cell.text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        let widest = own.map(longest).max().unwrap_or(4).clamp(4, 14);
        let width = u32::try_from(widest * 2 + 3).unwrap_or(10);
        sheet.set_column_width(position(CellRef::new(0, column)).1, width)?;
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

fn overlaps(a: &CellRange, b: &CellRange) -> bool {
    a.start.row <= b.end.row
        && b.start.row <= a.end.row
        && a.start.column <= b.end.column
        && b.start.column <= a.end.column
}

fn write_cell(sheet: &mut Worksheet, cell: &ProposedCell, formats: &Formats) -> Result<(), XlsxError> {
    let format = match cell.kind {
        ProposedKind::Label => &formats.label,
        ProposedKind::Field => &formats.field,
        ProposedKind::Unsure(_) => &formats.unsure,
    };
    if cell.range.start == cell.range.end {
        let (row, column) = position(cell.range.start);
        sheet.write_string_with_format(row, column, &cell.text, format)?;
        return Ok(());
    }
    merge(sheet, &cell.range, &cell.text, format)
}

fn merge(sheet: &mut Worksheet, range: &CellRange, text: &str, format: &Format) -> Result<(), XlsxError> {
    let ((row, column), (last_row, last_column)) = (position(range.start), position(range.end));
    if range.start == range.end {
        return Ok(());
    }
    sheet.merge_range(row, column, last_row, last_column, text, format)?;
    Ok(())
}

fn position(at: CellRef) -> (u32, u16) {
    (at.row, u16::try_from(at.column).unwrap_or(u16::MAX))
}

fn write_notes(sheet: &mut Worksheet, proposal: &Proposal, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(PROPOSAL_NOTES)?;
    sheet.set_column_width(0, 10)?.set_column_width(1, 30)?.set_column_width(2, 70)?;
    let summary = proposal.summary();
    let mut first = 0;
    for line in &summary {
        sheet.write_string(first, 0, line)?;
        first += 1;
    }
    for (column, head) in (0u16..).zip(["セル", "項目", "確認すること"]) {
        sheet.write_string_with_format(first, column, head, &formats.label)?;
    }
    let unsure = proposal.cells.iter().filter_map(|cell| match &cell.kind {
        ProposedKind::Unsure(why) => Some((cell, why)),
        _ => None,
    });
    for (row, (cell, why)) in (first + 1..).zip(unsure) {
        // Braces here would make this sheet a form of its own.
        let name = cell.name();
        sheet.write_string_with_format(row, 0, cell.range.start.to_string(), &formats.plain)?;
        sheet.write_string_with_format(row, 1, &name, &formats.plain)?;
        sheet.write_string_with_format(row, 2, why, &formats.plain)?;
    }
    Ok(())
}
