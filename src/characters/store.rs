//! Raw text → the text to keep.

use super::mend::{mended, voiced};

/// A character that was replaced throughout a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mended {
    /// As it was written.
    pub from: char,
    /// As it is stored.
    pub to: char,
    /// How often.
    pub count: usize,
}

/// A text as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    /// The text; empty where nothing but white space was written. Line breaks are `\n`.
    pub text: String,
    /// What was replaced, in order of first appearance.
    pub mended: Vec<Mended>,
}

/// The text to keep of what a cell shows: radicals become ideographs, vertical
/// forms upright, half-width katakana full-width; line breaks become `\n`,
/// control and invisible characters go, ends of lines are trimmed, and so are
/// blank lines before and after the text. Inner spaces and indents stay.
pub fn store(raw: &str) -> Stored {
    if raw.chars().all(is_kept) {
        return Stored { text: raw.to_owned(), mended: Vec::new() };
    }
    let broken = break_lines(raw);
    let mut stored = Stored::default();
    let mut chars = broken.chars().peekable();
    while let Some(c) = chars.next() {
        let before = stored.text.chars().next_back();
        if is_invisible(c) && !joins(before, c, chars.peek().copied()) {
            continue;
        }
        let base = mended(c);
        let joined = chars.peek().and_then(|mark| voiced(base.unwrap_or(c), *mark));
        if joined.is_some() {
            chars.next();
        }
        let to = joined.or(base).unwrap_or(c);
        if to != c {
            stored.count(c, to);
        }
        stored.text.push(to);
    }
    stored.text = trim_lines(&stored.text);
    stored
}

/// Characters that stay as they are whatever stands beside them, and of which
/// most texts consist. No white space, whose place decides, and no `_`, with which `_x000D_` begins.
fn is_kept(c: char) -> bool {
    matches!(c, '!'..='^' | 'a'..='~' | '、'..='〟' | 'ぁ'..='ゖ' | 'ァ'..='ヾ' | '一'..='鿿' | '！'..='～')
}

impl Stored {
    fn count(&mut self, from: char, to: char) {
        match self.mended.iter_mut().find(|m| m.from == from && m.to == to) {
            Some(known) => known.count += 1,
            None => self.mended.push(Mended { from, to, count: 1 }),
        }
    }
}

/// Every kind of line break as `\n`, tabs and no-break spaces as spaces.
/// `_x000D_` is how a carriage return is written in the XML of a workbook; it
/// shows up as text where another program has stored it twice.
fn break_lines(raw: &str) -> String {
    let mut text = raw.to_owned();
    if text.contains("_x") {
        for escape in ["_x000D_", "_x000d_"] {
            text = text.replace(escape, "\r");
        }
        for escape in ["_x000A_", "_x000a_"] {
            text = text.replace(escape, "\n");
        }
    }
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| match c {
            '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' | '\u{A0}' => ' ',
            // Letters that are blanks to the eye.
            '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}' => ' ',
            other => other,
        })
        .collect()
}

/// Control characters, and format characters that show nothing. Variation
/// selectors are kept: they choose the shape of a name's character.
fn is_invisible(c: char) -> bool {
    c != '\n'
        && (c.is_control()
            || matches!(u32::from(c), 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF))
}

/// Whether an invisible character joins its neighbours, or keeps them from
/// joining: pictures of several signs (👨‍👩‍👧), names in scripts that write so.
/// Between Japanese or Latin letters it does nothing.
fn joins(before: Option<char>, c: char, behind: Option<char>) -> bool {
    let joinable = |c: char| matches!(u32::from(c), 0x0600..=0x109F | 0x2190..=0x2BFF | 0xFE0F | 0x1F000..=0x1FAFF | 0xE0020..=0xE007F);
    matches!(c, '\u{200C}' | '\u{200D}') && before.is_some_and(joinable) && behind.is_some_and(joinable)
}

fn trim_lines(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let first = lines.iter().position(|line| !line.is_empty());
    let last = lines.iter().rposition(|line| !line.is_empty());
    match (first, last) {
        (Some(first), Some(last)) => lines[first..=last].join("\n"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> String {
        store(raw).text
    }

    #[test]
    fn what_needs_no_mending_is_left_by_the_long_way_too() {
        for c in ('\0'..=char::MAX).filter(|c| is_kept(*c)) {
            // The space at the end is trimmed, but keeps the short way closed.
            assert_eq!(store(&format!("{c}{c} ")), Stored { text: format!("{c}{c}"), mended: vec![] });
        }
    }

    #[test]
    fn keeps_what_the_department_chose() {
        for raw in [
            "（①）ＳＮＳの活用～令和５年度",
            "　字下げした段落",
            "A B　C",
            "髙橋・﨑山",
            "葛\u{E0100}城",
            "100㎡",
            "👨\u{200D}👩\u{200D}👧と🏳\u{FE0F}\u{200D}🌈",
            "क्\u{200D}ष",
        ] {
            assert_eq!(text(raw), raw);
        }
    }

    #[test]
    fn mends_radicals_and_counts_them() {
        let stored = store("⾏政改⾰、⾏革⾏動");
        assert_eq!(stored.text, "行政改革、行革行動");
        assert_eq!(
            stored.mended,
            [Mended { from: '⾏', to: '行', count: 3 }, Mended { from: '⾰', to: '革', count: 1 }]
        );
    }

    #[test]
    fn composes_half_width_katakana_with_their_sound_marks() {
        assert_eq!(text("ﾎｰﾑﾍﾟｰｼﾞ･ﾃﾞｰﾀ｢ｱﾞ｣"), "ホームページ・データ「ア゛」");
        assert_eq!(text("か\u{3099}んは\u{309A}"), "がんぱ");
    }

    #[test]
    fn turns_vertical_forms_upright() {
        assert_eq!(text("﹁令和﹂︵予定︶︙"), "「令和」（予定）…");
    }

    #[test]
    fn knows_every_line_break() {
        assert_eq!(text("一\r\n二\r三_x000D_\n四\u{2028}五\u{0B}六_x000D_七"), "一\n二\n三\n四\n五\n六\n七");
    }

    #[test]
    fn trims_line_ends_but_no_inner_space() {
        assert_eq!(text("\n 一　二 　\n\n　三\t\n 　\n"), " 一　二\n\n　三");
        assert_eq!(text(" 　\r\n\t"), "");
    }

    #[test]
    fn drops_what_nobody_can_see() {
        assert_eq!(text("\u{FEFF}ゼロ\u{200B}幅\u{7}\u{AD}"), "ゼロ幅");
        assert_eq!(text("表\tと\u{A0}空白"), "表 と 空白");
        assert_eq!(text("山\u{200D}田\u{200C}A\u{200D}B👨\u{200D}"), "山田AB👨");
        assert_eq!(text("\u{3164}\u{2800}"), "");
    }
}
