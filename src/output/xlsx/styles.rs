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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Drawn {
    pub(super) look: RowLook,
    /// Whether people type into the cell of a protected sheet.
    pub(super) unlocked: bool,
    /// Whether the row has several lines, which are then read from the top.
    pub(super) tall: bool,
}

/// What decides on the format of a data cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Style {
    kind: Kind,
    number: Option<NumberFormat>,
    begins_like_a_formula: bool,
    leads_somewhere: bool,
    pub(super) drawn: Drawn,
}

impl Style {
    pub(super) fn of(kind: Kind, cell: &Cell, drawn: Drawn) -> Self {
        let number = number_format(cell.shown());
        let leads_somewhere = matches!(cell, Cell::Link(..));
        Self { kind, number, begins_like_a_formula: begins_like_a_formula(cell), leads_somewhere, drawn }
    }
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
    pub(super) fn cell(&self, style: Style) -> Format {
        let Drawn { look, unlocked, tall } = style.drawn;
        let upright = if tall { FormatAlign::Top } else { FormatAlign::VerticalCenter };
        let format = self.base.clone().set_border(FormatBorder::Thin).set_align(upright);
        let format = match style.kind {
            Kind::Text => format.set_text_wrap().set_align(FormatAlign::Left),
            Kind::Mark => format.set_text_wrap().set_align(FormatAlign::Center),
            Kind::Judgment => format.set_align(FormatAlign::Center),
            Kind::Figure => format.set_align(FormatAlign::Right).set_indent(1),
        };
        let format = match style.number {
            Some(number) => format.set_num_format(number.text()),
            // A typed text stays what it was typed as, also 「1-03」 and 「=」.
            None if unlocked => format.set_num_format("@"),
            None => format,
        };
        let format = if style.begins_like_a_formula { format.set_quote_prefix() } else { format };
        let format = match look {
            RowLook::Plain => format,
            RowLook::Total => format.set_bold().set_border_top(FormatBorder::Medium),
        };
        let format = if style.leads_somewhere { format.set_underline_single() } else { format };
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

/// How a figure's digits are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum NumberFormat {
    Count,
    Whole,
    Plain,
    Share,
    Date,
    /// So many decimals.
    Decimal(u32),
}

impl NumberFormat {
    fn text(self) -> String {
        match self {
            Self::Count => COUNT.to_owned(),
            Self::Whole => WHOLE.to_owned(),
            Self::Plain => "0".to_owned(),
            Self::Share => SHARE.to_owned(),
            Self::Date => DATE.to_owned(),
            Self::Decimal(scale) => decimal(scale),
        }
    }
}

fn number_format(cell: &Cell) -> Option<NumberFormat> {
    match cell {
        Cell::Count(_) => Some(NumberFormat::Count),
        Cell::Whole(_) | Cell::Money(_) => Some(NumberFormat::Whole),
        Cell::Plain(_) => Some(NumberFormat::Plain),
        Cell::Share(_) => Some(NumberFormat::Share),
        Cell::Date(_) => Some(NumberFormat::Date),
        Cell::Number(value) => Some(NumberFormat::Decimal(value.scale())),
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
        let shown = |value| number_format(&Cell::Number(value)).map(NumberFormat::text);
        assert_eq!(shown(Decimal::new(870, 1)).as_deref(), Some("#,##0.0;\"▲\"#,##0.0;0.0"));
        assert_eq!(shown(Decimal::new(87, 0)).as_deref(), Some("#,##0;\"▲\"#,##0;0"));
    }
}
