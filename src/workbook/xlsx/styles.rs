//! Number formats and struck-through fonts of a workbook's cell styles.

use calamine::{Color, Fill, FillPattern, Style};

use crate::workbook::number_format::built_in;
use crate::workbook::styles::{Look, Styles};
use crate::workbook::unreadable::Unreadable;

/// Cell styles that Excel itself allows.
const MAX_STYLES: usize = 65_490;
/// The styles part of a form has 10 KB.
pub(super) const MAX_STYLES_XML: usize = 4 << 20;
/// Format codes that Excel allows are 255 characters long.
const MAX_BRACKETS: usize = 255;
/// calamine copies names and formats into every style; so much for all of them.
const MAX_COPIES: usize = 16 << 20;

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

/// Takes from calamine's styles what this room needs.
pub(super) fn read(styles: &[Style]) -> Styles {
    Styles::of(styles.iter().map(|style| {
        let struck = style.font.as_ref().is_some_and(calamine::Font::has_strikethrough);
        let ink = style.font.as_ref().and_then(|font| font.color);
        let unseen = ink.is_some_and(|ink| is_ground(ink, style.fill.as_ref()));
        let code = style.number_format.as_ref().map(|n| code_of(n.format_id, &n.format_code));
        (code, Look { struck, unseen })
    }))
}

/// Whether a colour is that of the ground: of the fill, or of white paper.
fn is_ground(ink: Color, fill: Option<&Fill>) -> bool {
    let rgb = |color: Color| (color.red, color.green, color.blue);
    match fill {
        Some(fill) if fill.pattern == FillPattern::Solid => {
            fill.foreground_color.is_some_and(|ground| rgb(ground) == rgb(ink))
        }
        Some(fill) if fill.pattern != FillPattern::None => false,
        _ => ink.is_white(),
    }
}

/// The code that applies.
fn code_of(id: Option<u32>, code: &str) -> &str {
    match id.and_then(built_in) {
        Some(japanese) if AMERICAN.contains(&code) => japanese,
        _ => code,
    }
}

/// Refuses a styles part that would take all memory once calamine has built
/// every style with its own copy of names and formats.
pub(super) fn guard(xml: &str) -> Result<(), Unreadable> {
    if xml.len() > MAX_STYLES_XML {
        return Err(Unreadable::TooMany("書式"));
    }
    let styles = xml.matches("<xf").count() + xml.matches(":xf").count();
    let values = || xml.split(['"', '\'']).skip(1).step_by(2);
    let longest = values().map(str::len).max().unwrap_or(0);
    // calamine counts the brackets of a number format up to 255; one may be written &#91;.
    if values().any(|value| value.matches('[').count() + value.matches("&#").count() > MAX_BRACKETS) {
        return Err(Unreadable::Damaged);
    }
    if styles > MAX_STYLES || styles.saturating_mul(longest) > MAX_COPIES {
        return Err(Unreadable::TooMany("書式"));
    }
    Ok(())
}
