//! Single characters that stand for another one.

use std::sync::LazyLock;

/// The radicals' blocks, which are adjacent.
const FIRST_RADICAL: u32 = 0x2E80;
const LAST_RADICAL: u32 = 0x2FDF;

static RADICALS: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let mut table = vec![None; (LAST_RADICAL - FIRST_RADICAL + 1) as usize];
    for line in include_str!("radicals.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split(' ').skip(2);
        let radical = columns.next().and_then(|c| c.chars().next());
        let ideograph = columns.next().and_then(|c| c.chars().next());
        if let Some(radical) = radical {
            table[(u32::from(radical) - FIRST_RADICAL) as usize] = ideograph;
        }
    }
    table
});

/// Vertical presentation forms and the upright characters, in the width that
/// Japanese text uses. Sesame dots and overlines have no upright counterpart.
const UPRIGHT: &[(char, char)] = &[
    ('︐', '，'),
    ('︑', '、'),
    ('︒', '。'),
    ('︓', '：'),
    ('︔', '；'),
    ('︕', '！'),
    ('︖', '？'),
    ('︗', '〖'),
    ('︘', '〗'),
    ('︙', '…'),
    ('︰', '‥'),
    ('︱', '—'),
    ('︲', '–'),
    ('︳', '＿'),
    ('︵', '（'),
    ('︶', '）'),
    ('︷', '｛'),
    ('︸', '｝'),
    ('︹', '〔'),
    ('︺', '〕'),
    ('︻', '【'),
    ('︼', '】'),
    ('︽', '《'),
    ('︾', '》'),
    ('︿', '〈'),
    ('﹀', '〉'),
    ('﹁', '「'),
    ('﹂', '」'),
    ('﹃', '『'),
    ('﹄', '』'),
    ('﹇', '［'),
    ('﹈', '］'),
];

/// U+FF61 to U+FF9F, in order.
const FULL_WIDTH: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
const FIRST_HALF_WIDTH: u32 = 0xFF61;
const LAST_HALF_WIDTH: u32 = 0xFF9F;

/// The character that `c` stands for, if it is a radical, a vertical form or half-width katakana.
pub(super) fn mended(c: char) -> Option<char> {
    match u32::from(c) {
        code @ FIRST_RADICAL..=LAST_RADICAL => RADICALS[(code - FIRST_RADICAL) as usize],
        0xFE10..=0xFE4F => UPRIGHT.iter().find(|(form, _)| *form == c).map(|(_, upright)| *upright),
        code @ FIRST_HALF_WIDTH..=LAST_HALF_WIDTH => {
            FULL_WIDTH.chars().nth((code - FIRST_HALF_WIDTH) as usize)
        }
        _ => None,
    }
}

/// Kana whose next character in Unicode is the one with ゛.
const VOICED: &str = "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホゝヽ";

/// Joins a kana with the sound mark behind it: half-width ﾞﾟ, or the combining
/// marks that text from macOS has.
pub(super) fn voiced(kana: char, mark: char) -> Option<char> {
    let step = match mark {
        'ﾞ' | '\u{3099}' => 1,
        'ﾟ' | '\u{309A}' if "はひふへほハヒフヘホ".contains(kana) => 2,
        _ => return None,
    };
    match (kana, step) {
        ('う', 1) => Some('ゔ'),
        ('ウ', 1) => Some('ヴ'),
        ('ワ', 1) => Some('ヷ'),
        ('ヲ', 1) => Some('ヺ'),
        (_, 1) if !VOICED.contains(kana) => None,
        _ => char::from_u32(u32::from(kana) + step),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_ideographs_they_look_like() {
        for (radical, ideograph) in
            [('⾏', '行'), ('⺠', '民'), ('⻑', '長'), ('⾰', '革'), ('⼾', '戸'), ('⿓', '龍')]
        {
            assert_eq!(mended(radical), Some(ideograph));
        }
        assert_eq!(RADICALS.iter().flatten().count(), 328);
    }

    #[test]
    fn half_width_katakana_become_full_width() {
        assert_eq!(mended('｡'), Some('。'));
        assert_eq!(mended('ｱ'), Some('ア'));
        assert_eq!(mended('ﾝ'), Some('ン'));
        assert_eq!(mended('ﾟ'), Some('゜'));
        assert_eq!(mended('ｰ'), Some('ー'));
    }

    #[test]
    fn sound_marks_join_only_kana_that_take_them() {
        assert_eq!(voiced('カ', 'ﾞ'), Some('ガ'));
        assert_eq!(voiced('ハ', 'ﾟ'), Some('パ'));
        assert_eq!(voiced('ウ', 'ﾞ'), Some('ヴ'));
        assert_eq!(voiced('と', '\u{3099}'), Some('ど'));
        assert_eq!(voiced('ア', 'ﾞ'), None);
        assert_eq!(voiced('カ', 'ﾟ'), None);
    }

    #[test]
    fn ordinary_characters_stand_for_themselves() {
        for c in "行（①ＳＮＳ髙﨑～ア".chars() {
            assert_eq!(mended(c), None, "{c}");
        }
    }
}
