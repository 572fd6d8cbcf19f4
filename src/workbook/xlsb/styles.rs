//! Fonts, number formats and cell styles of a binary workbook.

use std::collections::BTreeMap;

use super::records::Records;
use crate::workbook::number_format::of_id;
use crate::workbook::styles::Styles;
use crate::workbook::unreadable::Unreadable;

/// Cell styles that Excel itself allows.
const MAX_STYLES: usize = 65_490;

/// Reads the part of the styles. Leaves: the cell styles by number, and for
/// each font whether it is struck through.
pub(super) fn read(part: &[u8]) -> Result<(Styles, Vec<bool>), Unreadable> {
    let mut records = Records::new(part);
    let mut codes: BTreeMap<u16, String> = BTreeMap::new();
    let mut fonts = Vec::new();
    let mut cells = Vec::new();
    let mut in_cells = false;
    while let Some((kind, mut data)) = records.next()? {
        match kind {
            // Fonts inside differences between styles follow the styles.
            43 if cells.is_empty() => {
                data.u16()?;
                fonts.push(data.u16()? & 8 != 0);
            }
            44 if cells.is_empty() => {
                let id = data.u16()?;
                codes.insert(id, data.text()?);
            }
            617 => in_cells = true,
            618 => in_cells = false,
            47 if in_cells => {
                data.u16()?;
                cells.push((data.u16()?, data.u16()?));
            }
            _ => {}
        }
        if fonts.len().max(cells.len()).max(codes.len()) > MAX_STYLES {
            return Err(Unreadable::TooMany("書式"));
        }
    }
    let styles = cells.iter().map(|(format, font)| {
        let code = codes.get(format).map(String::as_str).or_else(|| of_id(u32::from(*format)));
        (code, fonts.get(usize::from(*font)).copied().unwrap_or(false))
    });
    Ok((Styles::of(styles), fonts))
}
