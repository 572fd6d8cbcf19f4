//! Names, and numbers, dates and places that belong to one person (P01).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::privacy::PrivateKind;
use super::words::WORDS;

/// A family name, perhaps a given one, and what the person is called by.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    let private = &WORDS.private;
    let pattern = format!(
        "(?:^|[^一-龠々ァ-ヶー])((?:{})[ ]?([一-龠々]{{1,3}}|[ぁ-ん]{{2,4}}|[ァ-ヶ]{{2,4}})?[ ]?(?:{}))",
        private.surnames.split_whitespace().collect::<Vec<_>>().join("|"),
        private.called
    );
    Regex::new(&pattern).expect("the built-in word lists are tested to compile")
});

/// Makes the pattern of names ready, which takes a while.
pub(super) fn prepare() {
    LazyLock::force(&NAME);
}

/// Where a text names a private person or says what belongs to one, by bytes.
/// `key` has half-width digits and signs.
pub(super) fn of_persons(key: &str) -> Vec<(Range<usize>, PrivateKind)> {
    let private = &WORDS.private;
    let lists = [
        (&private.my_number, PrivateKind::MyNumber),
        (&private.account, PrivateKind::Account),
        (&private.person_number, PrivateKind::PersonNumber),
        (&private.birth_date, PrivateKind::BirthDate),
        (&private.address, PrivateKind::Address),
    ];
    let mut found = Vec::new();
    for (patterns, kind) in lists {
        found.extend(patterns.first_groups_in(key).map(|range| (range, kind)));
    }
    found.extend(names(key).map(|range| (range, PrivateKind::Name)));
    found
}

/// Names, but for those of companies, and of people who hold an office, teach or give a talk.
fn names(key: &str) -> impl Iterator<Item = Range<usize>> {
    NAME.captures_iter(key).filter_map(|captures| {
        let private = &WORDS.private;
        let range = captures.get(1)?.range();
        let given = captures.get(2).map_or("", |given| given.as_str());
        let line_start = key[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let is_public = private.not_given.found_in(given)
            || private.not_called.found_in(&key[range.end..])
            || private.public_before.found_in(&key[line_start..range.start])
            || private.public_after.found_in(&key[range.end..]);
        (!is_public).then_some(range)
    })
}

/// Whether what stands before a number says that it is a thing's.
pub(super) fn numbers_a_thing(before: &str) -> bool {
    WORDS.private.things.found_in(&before.to_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::rules::privacy::{PrivateKind, private_data};

    fn kinds(text: &str) -> Vec<PrivateKind> {
        private_data(text).into_iter().map(|(_, kind)| kind).collect()
    }

    #[test]
    fn tells_what_is_a_persons_own() {
        for (text, kind) in [
            ("佐藤様から苦情があった。", PrivateKind::Name),
            ("利用者の鈴木さんからお礼の手紙をいただいた。", PrivateKind::Name),
            ("担当の田中太郎氏に聞き取りを行った。", PrivateKind::Name),
            ("高橋　花子さん（80歳）の見守りを続けた。", PrivateKind::Name),
            ("中村みさきちゃんの保護者に説明した。", PrivateKind::Name),
            ("伊藤健太君が最優秀賞を受けた。", PrivateKind::Name),
            ("口座番号１２３４５６７への振込を確認した。", PrivateKind::Account),
            ("本庄支店　普通預金　7654321", PrivateKind::Account),
            ("被保険者番号：12345678", PrivateKind::PersonNumber),
            ("生年月日：昭和35年4月2日", PrivateKind::BirthDate),
            ("申請者（昭和40年10月5日生）の相談に応じた。", PrivateKind::BirthDate),
            ("前原１丁目５番３号の住宅を訪問した。", PrivateKind::Address),
            ("児玉町児玉2456-12の所有者に連絡した。", PrivateKind::Address),
            ("マイナンバー１２３４５６７８９０１８", PrivateKind::MyNumber),
            ("個人番号は1234 5678 9017", PrivateKind::MyNumber),
        ] {
            assert_eq!(kinds(text), [kind], "{text}");
        }
    }

    #[test]
    fn leaves_bodies_offices_and_things_alone() {
        for text in [
            "本庄商工会議所様より御協力をいただいた。",
            "小林製薬様と協定を結んだ。",
            "講師の山田太郎氏を招いた。",
            "前橋市長の小川氏を訪ねた。",
            "大学教授　中野氏の講演を聞いた。",
            "渡辺氏による講演会を開いた。",
            "皆様、お客様、利用者様、保護者の皆さんに周知した。",
            "業者さん、運転手さん、お子さん、お母さん",
            "森でたくさんの虫を見た。関様式第１号",
            "源氏物語、旧氏の併記、氏名、各氏、華氏",
            "口座振替の件数は1234567件",
            "口座番号の記入欄を廃止した。",
            "生年月日の記入を不要とした。",
            "昭和40年4月2日施行の条例、平成12年4月1日生産の車両",
            "本庄３丁目５番３号の市役所",
            "前原1丁目地内の道路、市営住宅3棟、町内12の空き家",
            "事業番号202304010012",
            "管理番号0495251111",
            "令和5年条例第12号、〒367-8501",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
