//! Paper: size, margins, running head and foot, page breaks.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::styles::FONT;
use super::workbook::Context;
use crate::report::book::{Page, Sheet};

/// Excel's numbers for paper sizes.
const A4: u8 = 9;
const A3: u8 = 8;
/// Inches left and right, binding included.
const SIDE: f64 = 0.6;
/// Excel takes 1,023 page breaks.
const MAX_BREAKS: usize = 1000;
/// Excel's longest running head.
const MAX_HEADER: usize = 255;

/// Inches above and below.
const TOP: f64 = 0.85;
const BOTTOM: f64 = 0.75;

/// Width and height of a paper in inches.
fn inches(page: Page) -> (f64, f64) {
    match page {
        Page::A4Portrait => (8.27, 11.69),
        Page::A4Landscape => (11.69, 8.27),
        Page::A3Landscape => (16.54, 11.69),
    }
}

/// The points of rows that a page holds at the scale that its columns ask for.
pub(super) fn page_room(page: Page, widths: &[u16]) -> f64 {
    let (width, height) = inches(page);
    let scale = f64::from(scale(widths, width - 2.0 * SIDE)) / 100.0;
    // Printers differ: a row less is planned than may have room.
    (height - TOP - BOTTOM) * 72.0 * 0.97 / scale
}

/// Sets paper, margins, running head and foot, breaks; the width fits one page.
pub(super) fn set_up_print(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    context: &Context<'_>,
    widths: &[u16],
    breaks: &[u32],
) -> Result<(), XlsxError> {
    worksheet.set_paper_size(if sheet.page == Page::A3Landscape { A3 } else { A4 });
    match sheet.page {
        Page::A4Portrait => worksheet.set_portrait(),
        Page::A4Landscape | Page::A3Landscape => worksheet.set_landscape(),
    };
    worksheet.set_margins(SIDE, SIDE, TOP, BOTTOM, 0.4, 0.35);
    worksheet.set_header(header(&context.book.title, &sheet.name));
    worksheet.set_footer(format!("&C&\"{FONT}\"&9− &P −"));
    worksheet.set_header_footer_scale_with_doc(false);
    worksheet.set_print_center_horizontally(true);
    if breaks.is_empty() {
        worksheet.set_print_fit_to_pages(1, 0);
    } else {
        // Excel ignores typed page breaks where it fits to pages itself, so the scale is set outright.
        worksheet.set_print_scale(scale(widths, inches(sheet.page).0 - 2.0 * SIDE));
        worksheet.set_page_breaks(&breaks[..breaks.len().min(MAX_BREAKS)])?;
    }
    Ok(())
}

/// The scale in percent at which columns of these widths fill `inches` and no more.
fn scale(widths: &[u16], inches: f64) -> u16 {
    // 7 pixels a half-width character, 5 of padding and 5 for the half character beside it, 96 an inch.
    let pixels: f64 = widths.iter().map(|width| f64::from(*width) * 7.0 + 10.0).sum();
    let percent = (inches * 96.0 * 97.0 / pixels).floor();
    let percent = (10..=100).rev().find(|step| f64::from(*step) <= percent);
    percent.unwrap_or(10)
}

/// `本庄市…　令和５年度` on the left, the sheet on the right.
fn header(title: &str, sheet: &str) -> String {
    let font = format!("&\"{FONT}\"&8");
    let full = format!("&L{font}{}&R{font}{}", plain(title), plain(sheet));
    if full.encode_utf16().count() <= MAX_HEADER { full } else { format!("&R{font}{}", plain(sheet)) }
}

/// Text in a running head, where & begins a command and a digit after a size would join it.
fn plain(text: &str) -> String {
    let text = text.replace('&', "&&");
    if text.starts_with(|c: char| c.is_ascii_digit()) { format!(" {text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_never_exceeds_the_page() {
        assert_eq!(scale(&[10], 10.0), 100);
        // 20 columns of 290 pixels are 60.4 inches.
        assert_eq!(scale(&[40; 20], 15.0), 24);
    }

    #[test]
    fn an_ampersand_in_a_name_is_no_command() {
        assert!(header("A&B計画", "1枚目").contains("A&&B計画"));
        assert!(header("計画", "1枚目").ends_with("&8 1枚目"));
        assert!(header(&"長".repeat(300), "総括表").chars().count() <= MAX_HEADER);
    }
}
