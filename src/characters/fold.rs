//! Keys by which texts are compared.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::store::store;

/// 元 as the number of a year. 地元年金 must stay: so only after an era, or before 年度.
static FIRST_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(明治|大正|昭和|平成|令和)元(年|$)|(^|[^a-z])([mtshr])元(年|$)|元(年度)")
        .expect("the pattern is constant")
});

/// The key of a text: two texts with the same key are the same to a reader who
/// does not mind width, case, spaces, line breaks, kinds of dashes and tildes,
/// variants of a character, or 元年 for 1年. Takes raw or stored text.
pub fn fold(text: &str) -> String {
    let key = if text.chars().all(is_own_key) { text.to_owned() } else { unified(text) };
    if !key.contains('元') {
        return key;
    }
    FIRST_YEAR.replace_all(&key, "$1$3${4}1$2$5$6").into_owned()
}

fn unified(text: &str) -> String {
    let once = unify(&store(text).text);
    // Taking spaces out can bring characters together that compose, hence the second round.
    if once.chars().all(is_own_key) { once } else { unify(&once) }
}

/// Characters that stay as they are whatever stands beside them, and of which
/// most texts consist: digits, small letters, kana, ideographs.
fn is_own_key(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='z' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '、' | '。' | '「' | '」' | '・')
}

/// The text in its compatible, composed form; most texts are in it already.
fn nfkc(text: &str) -> Cow<'_, str> {
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfkc().collect()),
    }
}

fn unify(text: &str) -> String {
    let mut unified = String::with_capacity(text.len());
    for c in nfkc(text).chars() {
        if is_own_key(c) {
            unified.push(c);
            continue;
        }
        let small = c.to_lowercase().filter(|c| !c.is_whitespace() && !is_variation_selector(*c));
        unified.extend(small.map(|c| match c {
            '〜' | '∼' | '∽' | '～' | '〰' => '~',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '━' | 'ー' | '⁻' | '﹘' => {
                '-'
            }
            '·' | '•' | '∙' | '⋅' => '・',
            '“' | '”' | '„' | '‟' | '″' => '"',
            '‘' | '’' | '‚' | '‛' | '′' => '\'',
            other => other,
        }));
    }
    match nfkc(&unified) {
        Cow::Borrowed(_) => unified,
        Cow::Owned(composed) => composed,
    }
}

fn is_variation_selector(c: char) -> bool {
    matches!(u32::from(c), 0x180B..=0x180D | 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

/// Full-width digits as ASCII digits; everything else stays.
pub fn digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::*;

    #[test]
    fn same_words_have_the_same_key() {
        for (a, b) in [
            ("ＳＮＳによる情報発信", "SNSによる\n情報発信"),
            ("障　害　福　祉　課", "障害福祉課"),
            ("⾏政サービス改⾰", "行政サービス改革"),
            ("ﾎｰﾑﾍﾟｰｼﾞ", "ホームページ"),
            ("Web", "ＷＥＢ"),
            ("４～６月", "4〜6月"),
            ("1−03", "１‐０３"),
            ("令和元年度", "令和１年度"),
            ("Ｒ元年度", "R1年度"),
            ("（仮称）", "(仮称)"),
            ("神社", "神社"),
            ("葛\u{E0100}城", "葛城"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn different_words_have_different_keys() {
        for (a, b) in [
            ("広報課", "広聴課"),
            ("地元年金相談", "地1年金相談"),
            ("元気", "1気"),
            ("ばす", "はす"),
            ("髙橋", "高橋"),
        ] {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
        assert_eq!(fold("地元年金"), "地元年金");
    }

    proptest! {
        /// The short way and the long way lead to the same key.
        #[test]
        fn a_text_that_is_its_own_key_is_told_without_being_unified(
            text in "[0-9a-zぁ-ゖァ-ヺ一-鿿、。「」・元年度A-Z５＿ ー゛\u{3099}\u{309A}\u{301}]{0,12}"
        ) {
            let long = unify(&unify(&store(&text).text));
            prop_assert_eq!(unified(&text), long.clone());
            if text.chars().all(is_own_key) {
                prop_assert_eq!(text, long);
            }
        }
    }

    #[test]
    fn every_character_that_is_its_own_key_stays() {
        for c in (0..=0x1_0000).filter_map(char::from_u32).filter(|c| is_own_key(*c)) {
            let text = c.to_string();
            assert_eq!(unify(&unify(&store(&text).text)), text);
        }
    }

    #[test]
    fn only_digits_change_their_width() {
        assert_eq!(digits("令和５年度Ａ（1２）"), "令和5年度Ａ（12）");
    }
}
