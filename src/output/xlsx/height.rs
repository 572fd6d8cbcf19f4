//! How high a row must be for its texts to show whole: Excel does not grow
//! rows of a workbook that it did not write itself.
//!
//! Lines are counted with the advances of the face that the workbooks name and
//! with kinsoku. A column is as wide as its half-width characters on every
//! screen, because Excel measures it in digits of the same face.

use crate::layout::{Face, never_first, never_last};

/// Points of one line of 10 pt text: what Excel gives a face of this size, a fifth more than the face needs.
const LINE_PT: f64 = 12.0;
/// Excel's highest row.
pub(super) const MAX_PT: f64 = 409.0;
/// A half-width character, in thousandths of an em.
const HALF: u32 = 500;
/// Excel may break a line earlier than is counted here: after so many lines one more is kept free.
const SPARE: usize = 12;

/// Lines that `text` takes in a column of `width` half-width characters.
pub(super) fn lines(text: &str, width: u16) -> usize {
    let room = u32::from(width.max(2)) * HALF;
    let lines: usize = text.split('\n').map(|line| wrapped(line, room)).sum();
    lines + lines / SPARE
}

/// Lines of a text without typed breaks; `room` is in thousandths of an em.
fn wrapped(line: &str, room: u32) -> usize {
    let units: Vec<(char, u32)> = line.chars().map(|c| (c, advance(c))).collect();
    let (mut lines, mut start, mut used, mut at) = (1, 0, 0, 0);
    while let Some((_, wide)) = units.get(at) {
        if used + wide <= room || at == start {
            used += wide;
            at += 1;
            continue;
        }
        let breaks = |from: &usize| may_break(units[*from - 1].0, units[*from].0);
        start = (start + 1..=at).rev().find(breaks).unwrap_or(at);
        used = units[start..at].iter().map(|(_, wide)| wide).sum();
        lines += 1;
    }
    lines
}

/// Whether a line may end between two characters: not within a word, not
/// before 、 or after 「.
fn may_break(before: char, after: char) -> bool {
    let within_word = before.is_ascii_graphic() && after.is_ascii_graphic();
    !within_word && !never_first(after) && !never_last(before)
}

/// In thousandths of an em; a character that no embedded face has is taken for a full-width one.
fn advance(c: char) -> u32 {
    let advance = Face::Gothic.advance(c).or_else(|| Face::Fallback.advance(c));
    advance.map_or(2 * HALF, u32::from)
}

/// The height in points of a row whose cells hold these texts at these widths.
pub(super) fn height<'a>(cells: impl Iterator<Item = (&'a str, u16)>) -> f64 {
    let most = cells.map(|(text, width)| lines(text, width)).max().unwrap_or(1).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a text has far fewer lines than a float has digits")]
    let lines = most as f64;
    LINE_PT.mul_add(lines, 6.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_take_two_places() {
        assert_eq!(lines("あいうえお", 10), 1);
        assert_eq!(lines("あいうえおか", 11), 2);
        assert_eq!(lines("abcdefghij", 10), 1);
        assert_eq!(lines("ｱｲｳｴｵ", 5), 1);
    }

    #[test]
    fn typed_breaks_and_empty_lines_count() {
        assert_eq!(lines("一\n\n二", 20), 3);
        assert_eq!(lines("", 20), 1);
    }

    #[test]
    fn a_word_moves_as_a_whole() {
        assert_eq!(lines("ああああ abcd efg", 16), 2);
        assert_eq!(lines("ああああ abcdefgh ああああ", 16), 3);
        assert_eq!(lines("https://example.jp/very/long/address", 10), 4);
    }

    #[test]
    fn a_sign_takes_the_character_before_it_to_the_next_line() {
        // あいうえ|お。 and not あいうえお|。; あいうえ|「お and not あいうえ「|お.
        assert_eq!(lines("あいうえお。かきく", 10), 2);
        assert_eq!(lines("あいうえお。かきくけ", 10), 3);
        assert_eq!(lines("あいうえ「おかきくけ", 10), 3);
    }

    #[test]
    fn a_long_text_keeps_a_line_free() {
        assert_eq!(lines(&"市".repeat(50), 10), 10);
        assert_eq!(lines(&"市".repeat(60), 10), 13);
    }

    /// A column is measured in digits: the face's own digits have to be half an em, and nothing wider than one em.
    #[test]
    fn the_face_is_of_fixed_width() {
        assert!(('0'..='9').all(|digit| Face::Gothic.advance(digit) == Some(500)));
        for code in 0x20..0x1_0000 {
            if let Some(advance) = char::from_u32(code).and_then(|c| Face::Gothic.advance(c)) {
                assert!(matches!(advance, 0 | 500 | 1000), "U+{code:04X}: {advance}");
            }
        }
    }

    #[test]
    fn a_text_of_300_characters_fits_a_row() {
        let text = "市".repeat(300);
        assert!(height([(text.as_str(), 40)].into_iter()) <= MAX_PT);
    }
}
