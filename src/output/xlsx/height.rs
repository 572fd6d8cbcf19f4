//! How high a row must be for its texts to show whole: Excel does not grow
//! rows of a workbook that it did not write itself.
//!
//! Lines are counted with the advances of the face that the workbooks name and
//! with kinsoku. Excel measures a column in digits of the same face, in whole
//! pixels: on a screen at 125 % a digit has 8 and a full-width character 17,
//! so that fewer characters stand on a line than at 100 %. Rows are made for
//! that screen, and so hold on every other.

use super::styles::TEXT_PT;
use crate::layout::{Face, never_first, never_last};

/// Points of one line of 10 pt text: what Excel gives a face of this size, a fifth more than the face needs.
const LINE_PT: f64 = 12.0;
/// Excel's highest row.
pub(super) const MAX_PT: f64 = 409.0;
/// A half-width character.
const HALF: u32 = 8;
/// A full-width character.
const FULL: u32 = 17;
/// What a column has beside its half-width characters, less Excel's padding.
const BESIDE: u32 = 6;
/// What a filter button covers of a head.
pub(super) const BUTTON: u16 = 3;
/// Excel may break a line earlier than is counted here: after so many lines one more is kept free.
const SPARE: usize = 20;

/// Lines that `text` takes in a column of `width` half-width characters.
pub(super) fn lines(text: &str, width: u16) -> usize {
    let room = u32::from(width.max(2)) * HALF + BESIDE;
    let lines: usize = text.split('\n').map(|line| wrapped(line, room)).sum();
    lines + lines / SPARE
}

/// Lines of a text without typed breaks; `room` is in pixels of a screen at 125 %.
fn wrapped(line: &str, room: u32) -> usize {
    if line.chars().map(|_| FULL).sum::<u32>() <= room {
        return 1;
    }
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

/// In pixels; a character that no embedded face has is taken for a full-width one.
fn advance(c: char) -> u32 {
    match Face::Gothic.advance(c).or_else(|| Face::Fallback.advance(c)) {
        Some(0) => 0,
        Some(advance) if advance <= 500 => HALF,
        _ => FULL,
    }
}

/// Lines that a heading of this size takes over `width` half-width characters of text size.
pub(super) fn larger_lines(text: &str, width: u16, size_pt: f64) -> f64 {
    let fits = (1..=width).rev().find(|fits| f64::from(*fits) * size_pt <= f64::from(width) * TEXT_PT);
    counted(lines(text, fits.unwrap_or(1)))
}

#[expect(clippy::cast_precision_loss, reason = "a text has far fewer lines than a float has digits")]
fn counted(lines: usize) -> f64 {
    lines as f64
}

/// The height in points of a row whose cells hold these texts at these widths.
pub(super) fn height<'a>(cells: impl Iterator<Item = (&'a str, u16)>) -> f64 {
    let most = cells.map(|(text, width)| lines(text, width)).max().unwrap_or(1).max(1);
    LINE_PT.mul_add(counted(most), 6.0)
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
        assert_eq!(lines(&"市".repeat(95), 10), 19);
        assert_eq!(lines(&"市".repeat(100), 10), 21);
    }

    #[test]
    fn lines_are_those_of_a_screen_at_125_percent() {
        // 40 digits and the column's own 6 pixels are 326: 19 full-width characters of 17.
        assert_eq!(lines(&"市".repeat(19), 40), 1);
        assert_eq!(lines(&"市".repeat(20), 40), 2);
        assert_eq!(lines(&"1".repeat(40), 40), 1);
    }

    #[test]
    fn a_heading_takes_the_lines_of_its_size() {
        // 16 pt in 80 half-width characters of 10 pt: 50 of its own, 23 full-width ones.
        assert_eq!(larger_lines(&"市".repeat(23), 80, 16.0), 1.0);
        assert_eq!(larger_lines(&"市".repeat(24), 80, 16.0), 2.0);
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
