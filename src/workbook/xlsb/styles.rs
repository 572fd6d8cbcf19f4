//! Fonts, number formats and cell styles of a binary workbook.

use std::collections::BTreeMap;

use super::records::{Data, Records};
use crate::workbook::number_format::of_id;
use crate::workbook::styles::{Look, Styles};
use crate::workbook::unreadable::Unreadable;

/// Cell styles that Excel itself allows.
const MAX_STYLES: usize = 65_490;

/// Fills that leave the paper as it is, and that cover it.
const NO_FILL: u32 = 0;
const SOLID: u32 = 1;

/// A colour of text or ground, by the theme or as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Colour {
    /// Number in the theme, and how much lighter or darker.
    Theme(u8, u16),
    /// Red, green, blue.
    Rgb([u8; 3]),
}

impl Colour {
    /// `None` where the program chooses, or nothing is said.
    fn of(data: &mut Data<'_>) -> Option<Self> {
        let kind = data.u8().ok()? >> 1;
        let (index, tint) = (data.u8().ok()?, data.u16().ok()?);
        let rgb = data.bytes(4).ok()?;
        match kind {
            // Of the palette the program stores the colour as well.
            1 | 2 => Some(Self::Rgb([rgb[0], rgb[1], rgb[2]])),
            3 => Some(Self::Theme(index, tint)),
            _ => None,
        }
    }

    /// The theme's first colour is that of the paper.
    fn is_white(self) -> bool {
        matches!(self, Self::Theme(0, 0) | Self::Rgb([255, 255, 255]))
    }
}

/// Reads the part of the styles. Leaves: the cell styles by number, and for
/// each font whether it is struck through.
pub(super) fn read(part: &[u8]) -> Result<(Styles, Vec<bool>), Unreadable> {
    let mut records = Records::new(part);
    let mut codes: BTreeMap<u16, String> = BTreeMap::new();
    let mut fonts = Vec::new();
    let mut inks = Vec::new();
    let mut grounds = Vec::new();
    let mut cells = Vec::new();
    let mut in_cells = false;
    while let Some((kind, mut data)) = records.next()? {
        match kind {
            // Fonts inside differences between styles follow the styles.
            43 if cells.is_empty() => {
                data.u16()?;
                fonts.push(data.u16()? & 8 != 0);
                data.bytes(8).ok();
                inks.push(Colour::of(&mut data));
            }
            45 if cells.is_empty() => {
                let pattern = data.u32().unwrap_or(u32::MAX);
                grounds.push((pattern, Colour::of(&mut data)));
            }
            44 if cells.is_empty() => {
                let id = data.u16()?;
                codes.insert(id, data.text()?);
            }
            617 => in_cells = true,
            618 => in_cells = false,
            47 if in_cells => {
                data.u16()?;
                cells.push((data.u16()?, data.u16()?, data.u16().unwrap_or(0)));
            }
            _ => {}
        }
        if fonts.len().max(cells.len()).max(codes.len()).max(grounds.len()) > MAX_STYLES {
            return Err(Unreadable::TooMany("書式"));
        }
    }
    let styles = cells.iter().map(|(format, font, fill)| {
        let code = codes.get(format).map(String::as_str).or_else(|| of_id(u32::from(*format)));
        let font = usize::from(*font);
        let ink = inks.get(font).copied().flatten();
        let unseen = match grounds.get(usize::from(*fill)) {
            Some((SOLID, ground)) => ink.is_some() && ink == *ground,
            Some((NO_FILL, _)) | None => ink.is_some_and(Colour::is_white),
            Some(_) => false,
        };
        (code, Look { struck: fonts.get(font).copied().unwrap_or(false), unseen })
    });
    Ok((Styles::of(styles), fonts))
}
