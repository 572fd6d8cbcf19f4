//! Characters as they are set: face, width, punctuation, where a line may break.

use std::sync::OnceLock;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use unicode_normalization::char::compose;

use crate::fonts::{Face, FontUse, has_glyph, is_invisible, is_selector, typefaces};

use super::phrases::{ends_word, keep_quoted};
use super::style::{Span, TextStyle, Voice};
use super::work;

/// What a character is to its neighbours (JLREQ's classes, as far as they matter here).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Opening bracket of full width: half an em of air before it.
    Open,
    /// Closing bracket or comma of full width: half an em of air after it.
    Close,
    /// 。 and ．: the same, but within a line this air never gives way.
    Stop,
    /// ・ ： ； of full width: a quarter em of air on both sides.
    Middle,
    /// A space that vanishes at the end of a line.
    Space,
    /// Half-width letters and digits: nothing is opened between two of them.
    Latin,
    /// Marks that are set in pairs without a gap (…… ――).
    Joined,
    /// Everything else.
    Plain,
}

/// 〓 (geta): printed where no font has the character.
const GETA: char = '〓';

/// One character as it is set.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// As painted; 〓 where no font has what was typed.
    pub(super) c: char,
    pub(super) face: Face,
    /// Index of its span.
    pub(super) span: usize,
    pub(super) size_pt: f64,
    /// Advance with the style's tracking.
    pub(super) advance_pt: f64,
    pub(super) class: Class,
    /// Removed between this and the next character: two signs in a row are set
    /// solid; below zero where a gap is added.
    pub(super) solid_pt: f64,
    /// What may still be taken from the air before the next character …
    pub(super) squeeze_pt: f64,
    /// … and in which turn: 0 is taken first.
    pub(super) turn: usize,
    /// How the gap to the next character opens.
    pub(super) gap: Gap,
    /// Whether a line may end after it.
    pub(super) breaks: bool,
    /// Whether a name is better broken here than within a word.
    pub(super) phrase: bool,
}

/// How a gap opens where a line is filled (JLREQ 3.8.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Not at all: within what is one (分離禁止).
    Shut,
    /// First: between Japanese and Latin.
    Latin,
    /// Then: between kana, kanji and the like.
    Even,
    /// Last: beside brackets, 、。・ and spaces.
    Sign,
}

/// Turns in which air gives way (JLREQ 3.8.3): between words, beside ・, beside
/// brackets and commas, between Japanese and Latin.
pub(super) const TURNS: usize = 4;

impl Unit {
    /// The character's own air that goes at the start of a line.
    pub(super) fn head_trim_pt(&self) -> f64 {
        if self.class == Class::Open { self.size_pt / 2.0 } else { 0.0 }
    }

    /// The same at the end of a line: all signs are set solid there, as JLREQ
    /// 3.1.9 allows, so that none has to hang out of it.
    pub(super) fn tail_trim_pt(&self) -> f64 {
        match self.class {
            Class::Close | Class::Stop => self.size_pt / 2.0,
            Class::Middle => self.size_pt / 4.0,
            _ => 0.0,
        }
    }

    fn air_before_pt(&self) -> f64 {
        if self.class == Class::Middle { self.size_pt / 4.0 } else { self.head_trim_pt() }
    }
}

/// 行頭禁則 beside those that Unicode's strict rules keep off a line's start.
const NEVER_FIRST: &str = "、。，．・：；？！‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー―…‥‐゠–〜～）］｝〕〉》」』】〙〗〟’”｠\
     ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ％‰℃°′″￠¢｡､｣･\
     ｧｨｩｪｫｬｭｮｯｰﾞﾟ⦆»,.)]}!?:;%";
/// 行末禁則.
const NEVER_LAST: &str = "（［｛〔〈《「『【〘〖〝‘“｟⦅«｢￥¥＄$￡£€№([{";

/// Whether a line must not start with the character.
pub fn never_first(c: char) -> bool {
    static SIGNS: OnceLock<Vec<char>> = OnceLock::new();
    SIGNS.get_or_init(|| sorted(NEVER_FIRST)).binary_search(&c).is_ok()
}

/// Whether a line must not end with the character.
pub fn never_last(c: char) -> bool {
    static SIGNS: OnceLock<Vec<char>> = OnceLock::new();
    SIGNS.get_or_init(|| sorted(NEVER_LAST)).binary_search(&c).is_ok()
}

/// Sorted, since every character of a report is asked for.
fn sorted(signs: &str) -> Vec<char> {
    let mut signs: Vec<char> = signs.chars().collect();
    signs.sort_unstable();
    signs
}

/// The characters of one typed line (no `\n` within), ready to be broken; a
/// mark typed apart (か and ゛) joins the character before it.
/// `spans` are the pieces of text with the index of the span they belong to.
pub(super) fn units(pieces: &[(usize, &str)], spans: &[Span]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (index, piece) in pieces {
        for typed in piece.chars().filter(|c| !is_unpainted(*c)) {
            let composed = units.last().and_then(|before| compose(before.c, typed));
            let style = &spans[*index].style;
            if let Some(composed) = composed.filter(|c| has_glyph(*c)) {
                units.pop();
                units.push(unit(composed, *index, style));
            } else {
                units.push(unit(typed, *index, style));
            }
        }
    }
    let text: String = units.iter().map(|unit| unit.c).collect();
    work::add(units.len());
    mark_breaks(&text, &mut units);
    space_pairs(&mut units, spans);
    units
}

/// Variation selectors have no glyph of their own; joiners and the like have none either.
fn is_unpainted(c: char) -> bool {
    is_selector(c) || c != '\t' && is_invisible(c)
}

fn unit(typed: char, span: usize, style: &TextStyle) -> Unit {
    let (c, face) = painted(typed, style.voice);
    let milli = face.advance(c).unwrap_or(1000);
    Unit {
        c,
        face,
        span,
        size_pt: style.size_pt,
        advance_pt: (f64::from(milli) / 1000.0 + style.tracking_em) * style.size_pt,
        class: class(c, milli),
        solid_pt: 0.0,
        squeeze_pt: 0.0,
        turn: 0,
        gap: Gap::Shut,
        breaks: false,
        phrase: false,
    }
}

/// The character and face that stand for a typed character in a voice.
fn painted(typed: char, voice: Voice) -> (char, Face) {
    let c = if typed == '\t' { '\u{3000}' } else { typed };
    let first = match voice {
        Voice::Gothic if c.is_ascii_alphabetic() => Face::Proportional,
        Voice::GothicBold if c.is_ascii_alphabetic() => Face::ProportionalBold,
        Voice::Gothic => Face::Gothic,
        Voice::GothicBold => Face::GothicBold,
        Voice::Mincho => Face::Mincho,
        Voice::Proportional => Face::Proportional,
    };
    let font_use = match voice {
        Voice::Gothic => FontUse::Table,
        Voice::GothicBold => FontUse::Heading,
        Voice::Mincho => FontUse::Body,
        Voice::Proportional => FontUse::Table,
    };
    let own = typefaces().face(font_use, c);
    let mut faces = own.into_iter().chain([first, Face::Gothic, Face::Fallback]);
    match faces.find(|face| face.glyph(c).is_some()) {
        Some(face) => (c, face),
        None => (GETA, first),
    }
}

fn class(c: char, milli: u16) -> Class {
    match c {
        ' ' | '\u{3000}' | '\u{A0}' => Class::Space,
        '（' | '［' | '｛' | '〔' | '〈' | '《' | '「' | '『' | '【' | '〘' | '〖' | '〝'
            if milli == 1000 =>
        {
            Class::Open
        }
        '、' | '，' | '）' | '］' | '｝' | '〕' | '〉' | '》' | '」' | '』' | '】' | '〙' | '〗' | '〟'
            if milli == 1000 =>
        {
            Class::Close
        }
        '。' | '．' if milli == 1000 => Class::Stop,
        '・' | '：' | '；' if milli == 1000 => Class::Middle,
        '…' | '‥' | '―' | '—' | '─' => Class::Joined,
        _ if c.is_ascii() || ('\u{A1}'..'\u{250}').contains(&c) => Class::Latin,
        _ => Class::Plain,
    }
}

/// Where Unicode (strict) and the lists above let a line end. Runs of
/// full-width digits and letters, which Unicode would break, stay whole.
fn mark_breaks(text: &str, units: &mut [Unit]) {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    options.word_option = Some(LineBreakWordOption::Normal);
    let segmenter = LineSegmenter::new_for_non_complex_scripts(options);
    let mut breaks = segmenter.segment_str(text).peekable();
    let mut at = 0;
    for index in 0..units.len() {
        at += units[index].c.len_utf8();
        while breaks.next_if(|b| *b < at).is_some() {}
        let Some(next) = units.get(index + 1).map(|u| u.c) else { break };
        let may = breaks.peek() == Some(&at);
        let this = units[index].c;
        let after = units.get(index + 2).map(|u| u.c);
        units[index].breaks =
            may && !never_first(next) && !never_last(this) && !stays_whole(units, index, this, next, after);
        let before = index.checked_sub(1).map(|i| units[i].c);
        units[index].phrase = units[index].breaks && ends_word(before, this, next, after);
    }
    keep_quoted(units);
}

/// `１２`, `ＩＣＴ`, `Ｂ＋`, `４，０００`, `１．５`; `――`.
fn stays_whole(units: &[Unit], index: usize, this: char, next: char, after: Option<char>) -> bool {
    let wide = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    let digit = |c: char| ('０'..='９').contains(&c);
    let comma = |c: char| matches!(c, '，' | '．' | '：');
    let before = index.checked_sub(1).map(|i| units[i].c);
    wide(this) && (wide(next) || matches!(next, '＋' | '－'))
        || units[index].class == Class::Joined && this == next
        || digit(this) && comma(next) && after.is_some_and(digit)
        || comma(this) && digit(next) && before.is_some_and(digit)
}

/// Whether a quarter em stands between two characters of prose: Japanese on
/// one side, a Latin letter or half-width digit on the other (JLREQ 3.2.6).
fn meet(a: &Unit, b: &Unit, spans: &[Span]) -> bool {
    let prose = |unit: &Unit| spans[unit.span].style.voice == Voice::Mincho;
    let latin = |unit: &Unit| unit.class == Class::Latin && unit.c.is_alphanumeric();
    let japanese = |unit: &Unit| {
        unit.class == Class::Plain
            && matches!(unit.c, 'ぁ'..='ヺ' | 'ー' | '々' | '㐀'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
    };
    prose(a) && prose(b) && (latin(a) && japanese(b) || japanese(a) && latin(b))
}

/// Signs in a row (JLREQ 3.1.4), a quarter em between Japanese and Latin, and
/// what of all that gives way or opens where a line is filled.
fn space_pairs(units: &mut [Unit], spans: &[Span]) {
    for index in 1..units.len() {
        let (left, right) = units.split_at_mut(index);
        let (Some(a), Some(b)) = (left.last_mut(), right.first()) else { continue };
        let (after, before) = (a.tail_trim_pt(), b.air_before_pt());
        let size = a.size_pt.min(b.size_pt);
        a.gap = gap(a, b);
        match (a.class, b.class) {
            // Typed as an indent: the bracket begins where the text does.
            (Class::Space, Class::Open) if index == 1 => a.solid_pt = before,
            (Class::Close | Class::Stop, Class::Open | Class::Close | Class::Stop | Class::Middle)
            | (Class::Open | Class::Middle, Class::Open) => a.solid_pt = size / 2.0,
            _ => {}
        }
        let air = after + before - a.solid_pt;
        let middle = a.class == Class::Middle || b.class == Class::Middle;
        (a.squeeze_pt, a.turn) = match a.class {
            Class::Stop => (0.0, 2),
            _ if air <= 0.0 => (0.0, 2),
            _ if middle => (air, 1),
            _ => (air / 2.0, 2),
        };
        if meet(a, b, spans) {
            a.solid_pt = -size / 4.0;
            (a.squeeze_pt, a.turn, a.gap) = (size / 8.0, 3, Gap::Latin);
        } else if a.c == ' ' && b.class == Class::Latin {
            (a.squeeze_pt, a.turn) = ((a.advance_pt - size / 4.0).max(0.0), 0);
        }
    }
}

/// How the gap between two characters opens.
fn gap(a: &Unit, b: &Unit) -> Gap {
    let one = a.class == Class::Latin && b.class == Class::Latin
        || a.class == Class::Joined && a.c == b.c
        || a.class == Class::Open
        || matches!(b.class, Class::Close | Class::Stop);
    let sign = |unit: &Unit| {
        let spaced =
            matches!(unit.class, Class::Open | Class::Close | Class::Stop | Class::Middle | Class::Space);
        spaced || matches!(unit.c, '！' | '？')
    };
    match () {
        () if one => Gap::Shut,
        () if sign(a) || sign(b) => Gap::Sign,
        () => Gap::Even,
    }
}

/// The width of a text in one line, signs in a row set solid.
pub fn width_of(text: &str, style: &TextStyle) -> f64 {
    let spans = [Span::new(text, *style)];
    let units = units(&[(0, text)], &spans);
    let gaps = units.iter().map(|u| u.solid_pt).sum::<f64>();
    let tracking = if units.is_empty() { 0.0 } else { style.tracking_em * style.size_pt };
    units.iter().map(|u| u.advance_pt).sum::<f64>() - gaps - tracking
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, style: &TextStyle) -> Vec<(char, Face)> {
        let units = units(&[(0, text)], &[Span::new(text, *style)]);
        units.iter().map(|unit| (unit.c, unit.face)).collect()
    }

    #[test]
    fn latin_letters_are_proportional_and_digits_fixed() {
        let expected = [('課', Face::Gothic), ('W', Face::Proportional), ('2', Face::Gothic)];
        assert_eq!(set("課W2", &TextStyle::TABLE), expected);
    }

    #[test]
    fn shows_what_no_font_has_as_a_geta() {
        assert_eq!(set("\u{E000}", &TextStyle::BODY), [('〓', Face::Mincho)]);
        assert_eq!(set("𠮷", &TextStyle::BODY), [('𠮷', Face::Fallback)]);
    }

    #[test]
    fn joins_a_mark_typed_apart() {
        assert_eq!(set("か\u{3099}", &TextStyle::BODY), [('が', Face::Mincho)]);
    }

    #[test]
    fn parts_japanese_from_latin_by_a_quarter_in_prose() {
        let digits = 2.0 * 0.5;
        assert_eq!(width_of("計画50計画", &TextStyle::BODY), (4.0 + digits + 0.5) * 10.5);
        assert_eq!(width_of("計画、50（計画）", &TextStyle::BODY), (7.0 + digits) * 10.5);
        assert_eq!(width_of("計画50計画", &TextStyle::TABLE), (4.0 + digits) * 9.0);
    }

    #[test]
    fn sets_two_signs_in_a_row_solid() {
        assert_eq!(width_of("（Ａ）、「Ｂ」", &TextStyle::BODY), (7.0 - 1.0) * 10.5);
    }
}
