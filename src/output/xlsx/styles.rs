//! The few formats every workbook is drawn with.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::report::book::{Cell, Kind, Look, RowLook};

/// Ships with Windows 10 and later; the character set makes older ones take MS ゴシック.
pub(super) const FONT: &str = "BIZ UDゴシック";
/// Sizes of a sheet's heading, of a table's caption and of all else, in points.
pub(super) const TITLE_PT: f64 = 16.0;
pub(super) const CAPTION_PT: f64 = 11.0;
pub(super) const TEXT_PT: f64 = 10.0;
/// SHIFTJIS_CHARSET.
const JAPANESE: u8 = 128;
/// FF_MODERN, fixed pitch.
const MODERN: u8 = 3;

/// Counts: none prints －, holds 0.
const COUNT: &str = "#,##0;\"▲\"#,##0;\"－\"";
/// Amounts and differences: 0 is a value.
const WHOLE: &str = "#,##0;\"▲\"#,##0;0";
/// Shares: none prints －.
const SHARE: &str = "0.0;\"▲\"0.0;\"－\"";
/// Days.
const DATE: &str = "yyyy/m/d";

/// 10 %, parts from white and from [`DARK`] on a copy of a copy.
const LIGHT: Color = Color::RGB(0x00E6_E6E6);
/// 35 %, black text stays readable on it; solid ink would fill tall rows.
const DARK: Color = Color::RGB(0x00A6_A6A6);
/// 6 %, heads.
const HEAD: Color = Color::RGB(0x00F0_F0F0);

/// How a row asks its cells to be drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    pub(super) look: RowLook,
    /// Whether people type into the cell of a protected sheet.
    pub(super) unlocked: bool,
    /// Whether the row has several lines, which are then read from the top.
    pub(super) tall: bool,
}

/// The formats of a workbook.
pub(super) struct Styles {
    pub(super) base: Format,
    pub(super) title: Format,
    pub(super) caption: Format,
    pub(super) unit: Format,
    pub(super) note: Format,
    pub(super) head: Format,
    pub(super) typed_head: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = Format::new()
            .set_font_name(FONT)
            .set_font_charset(JAPANESE)
            .set_font_family(MODERN)
            .set_font_size(TEXT_PT)
            .set_align(FormatAlign::VerticalCenter);
        let head = base
            .clone()
            .set_bold()
            .set_background_color(HEAD)
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Center)
            .set_text_wrap();
        Self {
            title: base.clone().set_font_size(TITLE_PT).set_bold(),
            caption: base.clone().set_font_size(CAPTION_PT).set_bold(),
            unit: base.clone().set_align(FormatAlign::Right),
            note: base.clone(),
            typed_head: head.clone().set_border(FormatBorder::Medium),
            head,
            base,
        }
    }

    /// The format of a data cell.
    pub(super) fn cell(&self, kind: Kind, cell: &Cell, drawn: Drawn) -> Format {
        let Drawn { look, unlocked, tall } = drawn;
        let upright = if tall { FormatAlign::Top } else { FormatAlign::VerticalCenter };
        let format = self.base.clone().set_border(FormatBorder::Thin).set_align(upright);
        let format = match kind {
            Kind::Text => format.set_text_wrap().set_align(FormatAlign::Left),
            Kind::Mark => format.set_text_wrap().set_align(FormatAlign::Center),
            Kind::Judgment => format.set_align(FormatAlign::Center),
            Kind::Figure => format.set_align(FormatAlign::Right).set_indent(1),
        };
        let format = match number_format(cell.shown()) {
            Some(number) => format.set_num_format(number),
            // A typed text stays what it was typed as, also 「1-03」 and 「=」.
            None if unlocked => format.set_num_format("@"),
            None => format,
        };
        let format = if begins_like_a_formula(cell) { format.set_quote_prefix() } else { format };
        let format = match look {
            RowLook::Plain => format,
            RowLook::Total => format.set_bold().set_border_top(FormatBorder::Medium),
        };
        let format = if matches!(cell, Cell::Link(..)) { format.set_underline_single() } else { format };
        if unlocked { format.set_unlocked() } else { format }
    }

    /// What a judgment's cells are shaded with; `None` for the plain one.
    pub(super) fn look(look: Look) -> Option<Format> {
        let frame = |border| Format::new().set_border(border);
        match look {
            Look::Achieved => Some(frame(FormatBorder::Thin).set_bold().set_underline_single()),
            Look::Above => Some(Format::new().set_background_color(LIGHT)),
            Look::Equal => None,
            Look::Below => Some(Format::new().set_bold().set_background_color(DARK)),
            Look::Cancelled => Some(frame(FormatBorder::Dashed).set_italic()),
        }
    }
}

trait Underlined {
    fn set_underline_single(self) -> Self;
}

impl Underlined for Format {
    fn set_underline_single(self) -> Self {
        self.set_underline(rust_xlsxwriter::FormatUnderline::Single)
    }
}

/// A text that Excel would make a formula of when somebody enters the cell and leaves it.
fn begins_like_a_formula(cell: &Cell) -> bool {
    matches!(cell.shown(), Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']))
}

fn number_format(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Count(_) => Some(COUNT.to_owned()),
        Cell::Whole(_) | Cell::Money(_) => Some(WHOLE.to_owned()),
        Cell::Plain(_) => Some("0".to_owned()),
        Cell::Share(_) => Some(SHARE.to_owned()),
        Cell::Date(_) => Some(DATE.to_owned()),
        Cell::Number(value) => Some(decimal(value.scale())),
        Cell::Blank | Cell::Text(_) | Cell::Judgment(_) | Cell::Link(..) | Cell::Live(..) => None,
    }
}

/// `#,##0.00;"▲"#,##0.00;0.00`
fn decimal(scale: u32) -> String {
    let zeros = "0".repeat(usize::try_from(scale).unwrap_or(0));
    let point = if scale == 0 { "" } else { "." };
    format!("#,##0{point}{zeros};\"▲\"#,##0{point}{zeros};0{point}{zeros}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn numbers_keep_the_decimals_they_were_written_with() {
        assert_eq!(
            number_format(&Cell::Number(Decimal::new(870, 1))).as_deref(),
            Some("#,##0.0;\"▲\"#,##0.0;0.0")
        );
        assert_eq!(number_format(&Cell::Number(Decimal::new(87, 0))).as_deref(), Some("#,##0;\"▲\"#,##0;0"));
    }
}
