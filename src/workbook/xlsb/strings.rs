//! Texts of a binary workbook, with the runs of other fonts in them.

use super::records::{Data, Records};
use crate::workbook::limits::Bounds;
use crate::workbook::rich_text::RichText;
use crate::workbook::unreadable::Unreadable;

/// A text, and after it the runs whose fonts differ from the cell's. Furigana
/// follows and is left out.
pub(super) fn rich(data: &mut Data<'_>, struck_fonts: &[bool]) -> Result<RichText, Unreadable> {
    let has_runs = data.u8()? & 1 != 0;
    let units = data.units()?;
    let mut runs = Vec::new();
    if has_runs {
        for _ in 0..data.u32()? {
            let (start, font) = (data.u16()?, data.u16()?);
            let struck = struck_fonts.get(usize::from(font)).copied().unwrap_or(false);
            runs.push((usize::from(start), struck));
        }
    }
    Ok(RichText::of_runs(&units, &runs))
}

/// The texts that cells share. Only as many are kept as are there, whatever
/// the part promises.
pub(super) fn shared(
    part: &[u8],
    struck_fonts: &[bool],
    bounds: Bounds,
) -> Result<Vec<RichText>, Unreadable> {
    let mut records = Records::new(part);
    let mut strings = Vec::new();
    while let Some((kind, mut data)) = records.next()? {
        if kind == 19 {
            if strings.len() == bounds.strings {
                return Err(Unreadable::TooMany("文字"));
            }
            strings.push(rich(&mut data, struck_fonts)?);
        }
    }
    Ok(strings)
}
