//! The shared strings of an .xls: those with runs of several fonts.

use std::collections::BTreeMap;

use crate::workbook::rich_text::RichText;

/// Where runs begin, and whether each is struck through.
type Runs = Vec<(usize, bool)>;

/// Bytes that lie in a record and in those that continue it.
struct Input<'a> {
    segments: std::vec::IntoIter<&'a [u8]>,
    now: &'a [u8],
}

impl<'a> Input<'a> {
    /// Bytes up to `most`, as far as this segment has them; `None` at the end.
    fn piece(&mut self, most: usize) -> Option<&'a [u8]> {
        while self.now.is_empty() {
            self.now = self.segments.next()?;
        }
        let (head, rest) = self.now.split_at(most.min(self.now.len()));
        self.now = rest;
        Some(head)
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        let mut number = 0;
        for place in 0..bytes {
            number |= usize::from(self.piece(1)?[0]) << (8 * place);
        }
        Some(number)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            bytes -= self.piece(bytes)?.len();
        }
        Some(())
    }

    /// The units of a text; a text that goes on in the next segment begins
    /// there with a byte that says anew how wide it is.
    fn units(&mut self, mut left: usize, mut is_wide: bool) -> Option<Vec<u16>> {
        let mut units = Vec::new();
        while left > 0 {
            if self.now.is_empty() {
                is_wide = self.number(1)? & 1 != 0;
            }
            let before = units.len();
            if is_wide {
                let piece = self.piece(2 * left)?;
                units.extend(piece.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])));
            } else {
                units.extend(self.piece(left)?.iter().map(|&byte| u16::from(byte)));
            }
            // Half a character at a segment's end.
            if units.len() == before {
                return None;
            }
            left -= units.len() - before;
        }
        Some(units)
    }
}

/// Strings whose runs have fonts of their own, by their number. Ends where the
/// record is damaged; calamine reads the same strings and says so.
pub(super) fn rich(segments: Vec<&[u8]>, is_struck: impl Fn(usize) -> bool) -> BTreeMap<u32, RichText> {
    let mut input = Input { segments: segments.into_iter(), now: &[] };
    let mut found = BTreeMap::new();
    let Some(count) = input.skip(4).and_then(|()| input.number(4)) else { return found };
    for number in 0..u32::try_from(count).unwrap_or(u32::MAX) {
        let Some((units, runs)) = string(&mut input, &is_struck) else { break };
        if !runs.is_empty() {
            found.insert(number, RichText::of_runs(&units, &runs));
        }
    }
    found
}

/// A text and its runs: where each begins, and whether it is struck through.
fn string(input: &mut Input<'_>, is_struck: &impl Fn(usize) -> bool) -> Option<(Vec<u16>, Runs)> {
    let length = input.number(2)?;
    let flags = input.number(1)?;
    let run_count = if flags & 8 != 0 { input.number(2)? } else { 0 };
    let furigana = if flags & 4 != 0 { input.number(4)? } else { 0 };
    let units = input.units(length, flags & 1 != 0)?;
    let mut runs = Vec::new();
    for _ in 0..run_count {
        let (start, font) = (input.number(2)?, input.number(2)?);
        runs.push((start, is_struck(font)));
    }
    input.skip(furigana)?;
    Some((units, runs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_go_on_in_another_record_keep_their_runs() {
        // "ab" with furigana of 3 bytes, then "目標100人" broken after 標 and
        // continued in narrow characters up to 0, with two runs.
        let first = [
            &[0; 4][..],
            &[2, 0, 0, 0],
            &[2, 0, 4, 3, 0, 0, 0, b'a', b'b', 9, 9, 9],
            &[6, 0, 9, 2, 0, 0xEE, 0x76, 0x19, 0x6A],
        ]
        .concat();
        let second = [&[0][..], b"100"].concat();
        let third = [&[1, 0xBA, 0x4E][..], &[2, 0, 7, 0, 5, 0, 0, 0]].concat();
        let strings = rich(vec![&first, &second, &third], |font| font == 7);
        assert_eq!(strings.keys().collect::<Vec<_>>(), [&1]);
        assert_eq!(strings[&1].text, "目標100人");
        assert_eq!(strings[&1].struck(false).as_deref(), Some("100"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), at in 0_usize..200) {
            let (first, second) = bytes.split_at(at.min(bytes.len()));
            rich(vec![first, second], |_| true);
        }
    }
}
