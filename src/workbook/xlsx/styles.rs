//! Number formats and struck-through fonts of a workbook's cell styles.

use std::collections::BTreeMap;

use calamine::Style;

use crate::workbook::number_format::{Format, built_in};
use crate::workbook::unreadable::Unreadable;

/// Cell styles that Excel itself allows.
const MAX_STYLES: usize = 65_490;
/// The styles part of a form has 10 KB.
pub(super) const MAX_STYLES_XML: usize = 4 << 20;
/// calamine copies names and formats into every style; so much for all of them.
const MAX_COPIES: usize = 16 << 20;
/// Format codes that Excel allows are 255 characters long.
const MAX_CODE: usize = 1_000;

/// What calamine calls the built-in formats whose Japanese form is another.
const AMERICAN: [&str; 14] = [
    "General",
    "mm-dd-yy",
    "m/d/yy h:mm",
    "h:mm AM/PM",
    "h:mm:ss AM/PM",
    "#,##0 ;(#,##0)",
    "#,##0 ;[Red](#,##0)",
    "#,##0.00;(#,##0.00)",
    "#,##0.00;[Red](#,##0.00)",
    "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
    "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)",
    "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)",
    "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)",
    "mmss.0",
];

/// A workbook's cell styles, by the number that cells give.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<Format>,
    /// Index into `formats` (`None` is General), and whether the font is struck through.
    cells: Vec<(Option<usize>, bool)>,
}

impl Styles {
    /// Takes from calamine's styles what this room needs.
    pub(super) fn new(styles: &[Style]) -> Self {
        let mut formats = Vec::new();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let cells = styles
            .iter()
            .map(|style| {
                let struck = style.font.as_ref().is_some_and(calamine::Font::has_strikethrough);
                let code = style.number_format.as_ref().and_then(|n| code_of(n.format_id, &n.format_code));
                let format = code.map(|code| {
                    *known.entry(code).or_insert_with(|| {
                        formats.push(Format::parse(code));
                        formats.len() - 1
                    })
                });
                (format, struck)
            })
            .collect();
        Self { formats, cells }
    }

    /// A style's number format; `None` is General.
    pub(super) fn format(&self, style: usize) -> Option<&Format> {
        let (format, _) = self.cells.get(style)?;
        format.map(|i| &self.formats[i])
    }

    /// Whether a style strikes the whole cell through.
    pub(super) fn is_struck(&self, style: usize) -> bool {
        self.cells.get(style).is_some_and(|(_, struck)| *struck)
    }
}

/// The code that applies; `None` for General.
fn code_of(id: Option<u32>, code: &str) -> Option<&str> {
    let code = match id.and_then(built_in) {
        Some(japanese) if AMERICAN.contains(&code) => japanese,
        _ => code,
    };
    let is_general = code.eq_ignore_ascii_case("general") || code.is_empty() || code.len() > MAX_CODE;
    (!is_general).then_some(code)
}

/// Refuses a styles part that would take all memory once calamine has built
/// every style with its own copy of names and formats.
pub(super) fn guard(xml: &str) -> Result<(), Unreadable> {
    if xml.len() > MAX_STYLES_XML {
        return Err(Unreadable::TooMany("書式"));
    }
    let styles = xml.matches("<xf").count() + xml.matches(":xf").count();
    let longest = xml.split(['"', '\'']).skip(1).step_by(2).map(str::len).max().unwrap_or(0);
    if styles > MAX_STYLES || styles.saturating_mul(longest) > MAX_COPIES {
        return Err(Unreadable::TooMany("書式"));
    }
    Ok(())
}
