//! Whether a text says nothing (V06).

use super::words::{WORDS, plain, without_quotations};

/// Brackets and signs around words that change nothing.
const TRIM: &[char] = &[
    '。', '.', '、', ',', '(', ')', '[', ']', '【', '】', '「', '」', '『', '』', ':', ';', '*', '-', '・',
    '※',
];

/// Whether a text only says that there is nothing, that it is as elsewhere, or
/// that all went as planned: every sentence, or every item of a sentence.
pub(super) fn says_nothing(text: &str) -> bool {
    consists_of(text, &WORDS.empty.whole, true)
}

/// Whether a text only says that there is none: 「なし」「－」「計画終了のため、なし」.
pub(super) fn says_none(text: &str) -> bool {
    consists_of(text, &WORDS.empty.none, false)
}

/// `elsewhere`: whether a sentence that sends the reader elsewhere counts as well.
fn consists_of(text: &str, phrases: &[String], elsewhere: bool) -> bool {
    let folded: Vec<String> = text.split('\n').map(plain).collect();
    let mut sentences = folded.iter().flat_map(|line| line.split(['。', '!'])).filter(|s| !s.is_empty());
    sentences.all(|sentence| {
        is_one_of(sentence, phrases, elsewhere)
            || sentence
                .split('、')
                .filter(|item| !item.is_empty())
                .all(|item| is_one_of(item, phrases, elsewhere))
    })
}

/// Whether a placeholder sign was left in the text: 「令和○年○月に実施」.
pub(super) fn has_placeholder(text: &str) -> bool {
    WORDS.empty.placeholders.found_in(&without_quotations(&plain(text)))
}

fn is_one_of(phrase: &str, phrases: &[String], elsewhere: bool) -> bool {
    let words = &WORDS.empty;
    let core = phrase.trim_matches(TRIM);
    let known = |text: &str| phrases.iter().any(|known| known == text);
    if core.is_empty() || known(core) || known(phrase) || (elsewhere && words.elsewhere.found_in(core)) {
        return true;
    }
    words.around.iter().any(|around| {
        let rest = core.strip_prefix(around.as_str()).or_else(|| core.strip_suffix(around.as_str()));
        rest.is_some_and(|rest| !rest.is_empty() && is_one_of(rest, phrases, elsewhere))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hears_that_nothing_is_said() {
        for text in [
            "同上",
            "特になし",
            "特になし。",
            "特にありません。",
            "別紙のとおり",
            "詳細は別紙のとおり。",
            "別紙１参照",
            "○○",
            "○○について実施した。",
            "なし",
            "「同上」",
            "上記のとおり",
            "前年度と同じ",
            "前年度同様。",
            "例年どおり",
            "令和○年○月○日に開催した。",
            "計画どおり実施した。",
            "実施状況は別添資料のとおりです。",
            "評価理由欄のとおり",
            "今年度も引き続き実施",
            "未定",
            "同上、特になし",
            "・特になし",
            "－",
            "実施済み",
            "後日記入します",
            "上記に同じ",
            "特に問題はありません。",
            "資料１のとおり",
            "※別紙参照",
            "（同上）",
            "昨年と同様",
        ] {
            assert!(says_nothing(text) || has_placeholder(text), "{text}");
        }
    }

    #[test]
    fn leaves_texts_alone_that_say_something() {
        for text in [
            "○月１回の会議を開いた。",
            "○人権講座を２回開催した。",
            "別紙のとおり様式を統一し、６課で使い始めた。",
            "同上の理由により、申込みが12件増えた。",
            "一〇〇件の応募があった。",
            "『○○したい』を応援する窓口を設けた。",
            "「○○課が分からない」という声に応え、案内板を直した。",
            "特になしとの回答が８割を占めたため、設問を見直した。",
            "予定どおり５回の研修を実施した。",
            "計画どおり実施し、参加者は120人であった。",
            "点検結果は、○が12か所、△が３か所であった。",
            "異常なしと確認された施設は35か所である。",
            "前年度と同じ12回を開催し、参加者は増えた。",
            "目標どおり60件を処理した。",
            "継続して実施したことで、参加者が増えた。",
            "特になし崩し的な運用を改めた。",
            "別紙様式を廃止し、申請書を１枚にした。",
            "同様の取組を行う３市と意見交換した。",
        ] {
            assert!(!says_nothing(text) && !has_placeholder(text), "{text}");
        }
    }
}
