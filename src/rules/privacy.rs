//! Personal data in texts that are to be published (P01).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::persons::{numbers_a_thing, of_persons};

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrivateKind {
    /// 電話番号
    Phone,
    /// メールアドレス
    Mail,
    /// Twelve digits as マイナンバー are written, or that are called so.
    MyNumber,
    /// 預金口座の番号
    Account,
    /// 被保険者番号 and the like
    PersonNumber,
    /// 生年月日
    BirthDate,
    /// 個人の住所
    Address,
    /// 氏名, of people who hold no office
    Name,
}

impl PrivateKind {
    /// What a message calls it: `電話番号`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Phone => "電話番号",
            Self::Mail => "メールアドレス",
            Self::MyNumber => "マイナンバーと同じ形の数字",
            Self::Account => "口座番号",
            Self::PersonNumber => "被保険者番号など",
            Self::BirthDate => "生年月日",
            Self::Address => "個人の住所",
            Self::Name => "氏名",
        }
    }
}

static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[A-Za-z0-9][A-Za-z0-9._%+-]*(?:@|\[at\]|\(at\))[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
    )
    .expect("the pattern is constant")
});
/// Digits in groups, as people write telephone numbers.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\+?\(?[0-9]+(?:(?:[-. ・]{1,2}\(?|\)[-. ]?|\()[0-9]+)*\)?").expect("the pattern is constant")
});
/// A number without area code is told by what stands before it.
static LOCAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:電話|ＴＥＬ|(?i:tel)|☎|℡|携帯|ファクス|(?i:fax))(?:番号)?[:;は. (]{0,3}([0-9]{2,4}-[0-9]{4})(?:[^0-9-]|$)")
        .expect("the pattern is constant")
});

/// Where personal data stands in a text, by bytes, in order, without overlaps.
pub fn private_data(text: &str) -> Vec<(Range<usize>, PrivateKind)> {
    // One character for one, so that places in the key are places in the text.
    let key = half_width(text);
    let clear = |range: &Range<usize>, found: &[(Range<usize>, PrivateKind)]| {
        found.iter().all(|(taken, _)| taken.end <= range.start || range.end <= taken.start)
    };
    let mut found: Vec<(Range<usize>, PrivateKind)> =
        MAIL.find_iter(&key).map(|found| (found.range(), PrivateKind::Mail)).collect();
    for (range, kind) in of_persons(&key) {
        if clear(&range, &found) {
            found.push((range, kind));
        }
    }
    for number in NUMBER.find_iter(&key) {
        let range = trimmed(&key, number.range());
        if let Some(kind) = number_kind(&key, &range).filter(|_| clear(&range, &found)) {
            found.push((range, kind));
        }
    }
    for captures in LOCAL.captures_iter(&key) {
        let range = captures.get(1).map(|group| group.range()).filter(|range| clear(range, &found));
        found.extend(range.map(|range| (range, PrivateKind::Phone)));
    }
    found.sort_by_key(|(range, _)| range.start);
    let in_text = byte_places(text, &key);
    found.into_iter().map(|(range, kind)| (in_text(range.start)..in_text(range.end), kind)).collect()
}

/// The text with personal data replaced by 〓, a sign for each character, for open data.
pub fn mask_private(text: &str) -> String {
    let mut masked = String::new();
    let mut end = 0;
    for (range, _) in private_data(text) {
        masked.push_str(&text[end..range.start]);
        masked.extend(text[range.clone()].chars().map(|_| '〓'));
        end = range.end;
    }
    masked.push_str(&text[end..]);
    masked
}

/// Byte places of the key → byte places of the text; both have the same characters.
fn byte_places<'a>(text: &'a str, key: &str) -> impl Fn(usize) -> usize + use<'a> {
    let starts: Vec<(usize, usize)> =
        key.char_indices().map(|(i, _)| i).zip(text.char_indices().map(|(i, _)| i)).collect();
    move |place| match starts.binary_search_by_key(&place, |(key_start, _)| *key_start) {
        Ok(i) => starts[i].1,
        Err(_) => text.len(),
    }
}

/// Without a bracket that opens or closes around the number alone.
fn trimmed(key: &str, range: Range<usize>) -> Range<usize> {
    let text = &key[range.clone()];
    let opens = text.matches('(').count();
    let closes = text.matches(')').count();
    let start = range.start + usize::from(text.starts_with('(') && opens > closes);
    let end = range.end - usize::from(text.ends_with(')') && closes > opens);
    start..end.max(start)
}

fn number_kind(key: &str, range: &Range<usize>) -> Option<PrivateKind> {
    // 「tel.03」 is a number after a stop, 「1,0300」 the end of a longer one.
    let mut ahead = key[..range.start].chars().rev();
    let before = ahead
        .next()
        .filter(|c| !matches!(c, '.' | ',' | '/') || ahead.next().is_some_and(|c| c.is_ascii_digit()));
    let after = key[range.end..].chars().next();
    let touches = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '.' | '-' | '/' | '_' | '@' | '%');
    // 「電話は0495-25-1111。」 ends in a stop, 「0495-25-1111-2」 is something else.
    if before.is_some_and(touches) || after.is_some_and(|c| touches(c) && !matches!(c, '.' | ',' | '/')) {
        return None;
    }
    if numbers_a_thing(&key[..range.start]) {
        return None;
    }
    let written = &key[range.clone()];
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<&str> =
        written.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    if is_phone(written, &digits, &groups) {
        Some(PrivateKind::Phone)
    } else if after != Some('円') && is_my_number(&digits, &groups) {
        Some(PrivateKind::MyNumber)
    } else {
        None
    }
}

/// Ten digits from 0, eleven from 050, 070, 080, 090 or 0800, or +81 for the 0.
fn is_phone(written: &str, digits: &str, groups: &[&str]) -> bool {
    let national = match digits.strip_prefix("81") {
        Some(rest) if written.starts_with('+') => format!("0{}", rest.trim_start_matches('0')),
        _ => digits.to_owned(),
    };
    let eleven = ["050", "070", "080", "090", "0800"].iter().any(|start| national.starts_with(start));
    let long_enough = national.len() == 10 || (national.len() == 11 && eleven);
    // 00 does not begin an area code; groups of one or two digits at the end are dates and lists.
    let plausible = national.starts_with('0') && !national.starts_with("00") && long_enough;
    plausible && groups.len() <= 4 && (groups.len() == 1 || groups.last().is_some_and(|last| last.len() >= 3))
}

/// Twelve digits in one run or in fours. A slip of the hand does not make a
/// マイナンバー harmless, so a wrong check digit only clears what may be a time: `202404101530`.
fn is_my_number(digits: &str, groups: &[&str]) -> bool {
    let in_fours = groups.len() == 3 && groups.iter().all(|group| group.len() == 4);
    let in_one_run = groups.len() == 1;
    let may_be_a_time = in_one_run && (digits.starts_with("19") || digits.starts_with("20"));
    digits.len() == 12 && (in_one_run || in_fours) && (has_check_digit(digits) || !may_be_a_time)
}

/// The check digit of the law on マイナンバー (Order No. 85 of 2014, article 5).
fn has_check_digit(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let (body, check) = values.split_at(11);
    // P_n counts from the right: 2 to 7 for the six lowest digits, then 2 to 6.
    let sum: u32 = body.iter().rev().zip([2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6]).map(|(p, q)| p * q).sum();
    let expected = match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    check == [expected]
}

/// One character for one. ー after katakana belongs to a word, elsewhere it is a dash.
fn half_width(text: &str) -> String {
    let mut after_katakana = false;
    let narrow = |c: char| {
        let belongs = after_katakana && matches!(c, 'ー' | 'ｰ');
        after_katakana = belongs || matches!(c, 'ァ'..='ヶ' | 'ｦ'..='ﾟ');
        match c {
            'ー' | 'ｰ' if belongs => c,
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '　' | '\u{a0}' => ' ',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ' | '─' => '-',
            '〔' => '(',
            '〕' => ')',
            '･' => '・',
            c => c,
        }
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<PrivateKind> {
        private_data(text).into_iter().map(|(_, kind)| kind).collect()
    }

    #[test]
    fn finds_telephone_numbers_in_every_writing() {
        for text in [
            "0495-25-1111",
            "電話は０４９５－２５－１１１１。",
            "（0495）25-1111まで",
            "携帯 090 1234 5678",
            "09012345678に連絡",
            "0495(25)1111",
            "+81-495-25-1111",
            "電話25-1111",
            "0120−123−456",
            "tel.03.1234.5678",
        ] {
            assert_eq!(kinds(text), [PrivateKind::Phone], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_telephone_numbers() {
        for text in [
            "令和6年4月10日",
            "2024-04-10から2024-05-20",
            "〒367-0052",
            "1,234,567千円",
            "第1-03号",
            "3-04から3-10まで",
            "10:00-12:00",
            "0.853",
            "ISBN 978-4-00-000000-0",
            "(1) 5回 (2) 10回",
            "１２３４５６７８９０件",
            "窓口3-1-2",
            "1000000000円",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn finds_mail_addresses_in_both_widths() {
        assert_eq!(kinds("kikaku@city.example.lg.jp へ"), [PrivateKind::Mail]);
        assert_eq!(kinds("ｋｉｋａｋｕ＠ｃｉｔｙ．ｅｘａｍｐｌｅ．ｊｐ"), [PrivateKind::Mail]);
        assert_eq!(kinds("単価 @100円、@home"), []);
    }

    #[test]
    fn twelve_digits_are_like_a_my_number_even_with_a_wrong_check_digit() {
        for text in
            ["123456789018", "１２３４－５６７８－９０１８", "番号 1234 5678 9012", "123456789017を登録"]
        {
            assert_eq!(kinds(text), [PrivateKind::MyNumber], "{text}");
        }
        for text in
            ["1234567890181", "12345678901", "123456789012円", "202404101530に受信", "123 456 789 012"]
        {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn a_valid_check_digit_makes_a_time_a_my_number() {
        // 2·6+0·5+2·4+4·3+0·2+4·7+1·6+0·5+1·4+5·3+3·2 = 91; 91 mod 11 = 3; 11 - 3 = 8.
        assert_eq!(kinds("202404101538"), [PrivateKind::MyNumber]);
        assert_eq!(kinds("202404101530"), []);
    }

    #[test]
    fn masks_every_character_of_it_and_nothing_else() {
        assert_eq!(mask_private("電話（０４９５）２５－１１１１まで"), "電話〓〓〓〓〓〓〓〓〓〓〓〓〓まで");
        assert_eq!(mask_private("５件"), "５件");
    }

    proptest! {
        #[test]
        fn masking_keeps_the_length_and_leaves_nothing_behind(text in "[0-9０-９@a-z.（）() ー-]{0,40}") {
            let masked = mask_private(&text);
            prop_assert_eq!(masked.chars().count(), text.chars().count());
        }
    }
}
