//! How high a row must be for its texts to show whole: Excel does not grow
//! rows of a workbook that it did not write itself.

use unicode_width::UnicodeWidthChar;

/// Points of one line of 10 pt text, a tenth more than the face needs.
const LINE_PT: f64 = 12.0;
/// Excel's highest row.
pub(super) const MAX_PT: f64 = 409.0;

/// Lines that `text` takes in a column of `width` half-width characters.
pub(super) fn lines(text: &str, width: u16) -> usize {
    // Kinsoku and words that do not break push characters to the next line: keep a half-width free.
    let room = usize::from(width).saturating_sub(1).max(2);
    text.split('\n').map(|line| wrapped(line, room)).sum()
}

fn wrapped(line: &str, room: usize) -> usize {
    let (mut lines, mut used, mut word) = (1, 0, 0);
    for c in line.chars() {
        let wide = c.width_cjk().unwrap_or(1);
        // A run of ASCII moves to the next line as a whole if it fits there.
        word = if c.is_ascii_graphic() && word < room { word + 1 } else { 0 };
        if used + wide > room {
            lines += 1;
            used = if word > 0 && word < room { word } else { wide };
        } else {
            used += wide;
        }
    }
    lines
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
        assert_eq!(lines("あいうえお", 11), 1);
        assert_eq!(lines("あいうえおか", 11), 2);
        assert_eq!(lines("abcdefghij", 11), 1);
    }

    #[test]
    fn typed_breaks_and_empty_lines_count() {
        assert_eq!(lines("一\n\n二", 20), 3);
        assert_eq!(lines("", 20), 1);
    }

    #[test]
    fn a_word_moves_as_a_whole() {
        assert_eq!(lines("ああああ abcdefg あ", 13), 2);
        assert_eq!(lines("ああああ abcdefg ああああ", 13), 3);
    }

    #[test]
    fn a_text_of_300_characters_fits_a_row() {
        let text = "市".repeat(300);
        assert!(height([(text.as_str(), 40)].into_iter()) <= MAX_PT);
    }
}
