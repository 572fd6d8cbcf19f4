//! Characters as they are set: face, width, punctuation, where a line may break.

use std::sync::OnceLock;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use unicode_normalization::char::compose;

use crate::fonts::{Face, FontUse, has_glyph, is_invisible, is_selector, typefaces};

use super::style::{Span, TextStyle, Voice};
use super::work;

/// What a character is to its neighbours (JLREQ's classes, as far as they matter here).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Opening bracket of full width: half an em of air before it.
    Open,
    /// Closing bracket, 、 or 。 of full width: half an em of air after it.
    Close,
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
    /// What may still be taken from the air before the next character.
    pub(super) squeeze_pt: f64,
    /// Whether the gap to the next character may open.
    pub(super) stretches: bool,
    /// Whether a line may end after it.
    pub(super) breaks: bool,
}

impl Unit {
    /// Half an em where the character's own air can go at the start of a line.
    pub(super) fn head_trim_pt(&self) -> f64 {
        if self.class == Class::Open { self.size_pt / 2.0 } else { 0.0 }
    }

    /// The same at the end of a line.
    pub(super) fn tail_trim_pt(&self) -> f64 {
        if self.class == Class::Close { self.size_pt / 2.0 } else { 0.0 }
    }
}

/// 行頭禁則 beside those that Unicode's strict rules keep off a line's start.
const NEVER_FIRST: &str = "、。，．・：；？！‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー―…‥‐゠–〜～）］｝〕〉》」』】〙〗〟’”｠»\
     ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ％‰℃,.)]}!?:;%";
/// 行末禁則.
const NEVER_LAST: &str = "（［｛〔〈《「『【〘〖〝‘“｟«￥＄№([{";

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
        stretches: false,
        breaks: false,
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
        '（' | '［' | '｛' | '〔' | '〈' | '《' | '「' | '『' | '【' | '〘' | '〖' if milli == 1000 => {
            Class::Open
        }
        '、' | '。' | '，' | '．' | '）' | '］' | '｝' | '〕' | '〉' | '》' | '」' | '』' | '】' | '〙'
        | '〗'
            if milli == 1000 =>
        {
            Class::Close
        }
        '…' | '‥' | '―' | '─' => Class::Joined,
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
    }
}

/// `１２`, `ＩＣＴ`, `４，０００`, `１．５`.
fn stays_whole(units: &[Unit], index: usize, this: char, next: char, after: Option<char>) -> bool {
    let wide = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    let digit = |c: char| ('０'..='９').contains(&c);
    let comma = |c: char| matches!(c, '，' | '．' | '：');
    let before = index.checked_sub(1).map(|i| units[i].c);
    wide(this) && wide(next)
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

/// Two signs in a row are set solid; the air that is left may give way by half.
/// So may the quarter em between Japanese and Latin.
fn space_pairs(units: &mut [Unit], spans: &[Span]) {
    for index in 1..units.len() {
        let (left, right) = units.split_at_mut(index);
        let (Some(a), Some(b)) = (left.last_mut(), right.first()) else { continue };
        let air = a.tail_trim_pt() + b.head_trim_pt();
        let signs = |class| matches!(class, Class::Open | Class::Close);
        if signs(a.class) && signs(b.class) && air > 0.0 {
            a.solid_pt = a.size_pt.min(b.size_pt) / 2.0;
        }
        a.squeeze_pt = (air - a.solid_pt).max(0.0) / 2.0;
        if meet(a, b, spans) {
            a.solid_pt = -a.size_pt.min(b.size_pt) / 4.0;
            a.squeeze_pt = -a.solid_pt / 2.0;
        }
        a.stretches = !(a.class == Class::Latin && b.class == Class::Latin
            || a.class == Class::Joined && b.class == Class::Joined
            || a.class == Class::Open
            || b.class == Class::Close);
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
