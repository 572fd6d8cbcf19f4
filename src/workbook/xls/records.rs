//! The records of a workbook stream (MS-XLS), and what they are made of.

use crate::model::CellRef;

/// The record of a later part of what the record before it says.
pub(super) const CONTINUE: u16 = 0x003C;

/// The records of a stream: kind and data. Ends where one breaks off.
pub(super) fn records(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, 0)?, usize::from(u16_at(stream, 2)?));
        let data = stream.get(4..4 + length)?;
        stream = &stream[4 + length..];
        Some((kind, data))
    })
}

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

/// Row and column.
pub(super) fn place(data: &[u8], at: usize) -> Option<CellRef> {
    Some(CellRef::new(u32::from(u16_at(data, at)?), u32::from(u16_at(data, at + 2)?)))
}

/// A text of so many characters after a byte that says how wide they are.
pub(super) fn text(data: &[u8], characters: u16) -> Option<String> {
    let (flags, data) = data.split_first()?;
    let characters = usize::from(characters);
    if flags & 1 == 0 {
        return Some(data.get(..characters.min(data.len()))?.iter().map(|&b| char::from(b)).collect());
    }
    let units = data.chunks_exact(2).take(characters).map(|c| u16::from_le_bytes([c[0], c[1]]));
    Some(String::from_utf16_lossy(&units.collect::<Vec<_>>()))
}
