//! A proposed form → a workbook to correct in Excel.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::error::{Error, Result};
use crate::form::{Proposal, ProposedCell, ProposedKind};
use crate::model::{CellRange, CellRef};

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
    for cell in &proposal.cells {
        write_cell(form, cell, &formats)?;
    }
    // Blank merges keep the layout where nothing is proposed.
    let taken = |range: &CellRange| proposal.cells.iter().any(|cell| overlaps(&cell.range, range));
    for range in proposal.merges.iter().filter(|range| !taken(range)) {
        merge(form, range, "", &formats.field)?;
    }
    write_notes(workbook.add_worksheet(), proposal, &formats)?;
    workbook.save_to_buffer()
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
    sheet.set_name("確認してください")?;
    sheet.set_column_width(0, 10)?.set_column_width(1, 30)?.set_column_width(2, 70)?;
    let read = format!(
        "{}枚のシートから作った案です（配置が異なる{}枚は使っていません）。直してから「様式」フォルダーに置いてください",
        proposal.sheets, proposal.left_out
    );
    sheet.write_string(0, 0, read)?;
    for (column, head) in (0u16..).zip(["セル", "項目", "確認すること"]) {
        sheet.write_string_with_format(2, column, head, &formats.label)?;
    }
    let unsure = proposal.cells.iter().filter_map(|cell| match &cell.kind {
        ProposedKind::Unsure(why) => Some((cell, why)),
        _ => None,
    });
    for (row, (cell, why)) in (3u32..).zip(unsure) {
        // Braces here would make this sheet a form of its own.
        let name = cell.text.trim_start_matches('{').trim_end_matches('}');
        sheet.write_string_with_format(row, 0, cell.range.start.to_string(), &formats.plain)?;
        sheet.write_string_with_format(row, 1, name, &formats.plain)?;
        sheet.write_string_with_format(row, 2, why, &formats.plain)?;
    }
    Ok(())
}
