//! What secretariats write into an opinion workbook instead of leaving a cell
//! blank, and instead of 全体.

use crate::characters::fold;
use crate::normalize::is_dashes;

/// The words for a judgment that stays as it is: as good as a blank cell.
const UNCHANGED: [&str; 17] = [
    "変更なし",
    "変更無し",
    "変更しない",
    "原案",
    "同じ",
    "同左",
    "維持",
    "据え置き",
    "据置き",
    "据置",
    "妥当",
    "適当",
    "適正",
    "異議なし",
    "異議無し",
    "承認",
    "了承",
];
/// What stays, before どおり: 自己評価のとおり.
const STAYS: [&str; 6] = ["原案", "自己評価", "本部評価", "本部", "評価", "案"];
/// An opinion or a reason that there is none: as good as a blank cell.
const NONE: [&str; 13] = [
    "なし",
    "無し",
    "無",
    "特になし",
    "特に無し",
    "意見なし",
    "意見無し",
    "特に意見なし",
    "意見は特になし",
    "異議なし",
    "異議無し",
    "該当なし",
    "特段なし",
];
/// The whole, in 番号, 改革分野 or 計画名.
const WHOLE: [&str; 5] = ["全体", "全体意見", "全体について", "全体への意見", "全般"];

/// Whether a text under 評価 says that the judgment of the stage before stands.
pub(super) fn says_unchanged(text: &str) -> bool {
    let key = fold(text);
    let key = key.trim_matches(['(', ')', '「', '」', '。']);
    let kept = ["どおり", "通り", "とおり"].iter().find_map(|end| key.strip_suffix(end));
    let kept = kept.map(|what| what.strip_suffix('の').unwrap_or(what));
    UNCHANGED.contains(&key) || kept.is_some_and(|what| STAYS.contains(&what))
}

/// Whether an opinion or a reason is a dash or a word that there is none: nobody has to answer it.
pub(super) fn says_none(text: &str) -> bool {
    let key = fold(text);
    let key = key.trim_matches(['(', ')', '「', '」', '。']);
    is_dashes(key) || NONE.contains(&key)
}

/// Whether a text names the whole instead of a plan.
pub(super) fn names_whole(text: &str) -> bool {
    let key = fold(text);
    WHOLE.contains(&key.trim_matches(['(', ')', '「', '」', '【', '】', '<', '>', '[', ']']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_words_for_a_judgment_that_stays() {
        for text in [
            "変更なし",
            "原案どおり",
            "原案のとおり",
            "自己評価の通り",
            "同じ",
            "妥 当",
            "（異議なし）",
            "了承。",
            "据え置き",
        ] {
            assert!(says_unchanged(text), "{text}");
        }
        for text in
            ["", "B", "目標どおり", "達成", "変更", "妥当でない", "Bのとおり", "一部変更なし", "承認しない"]
        {
            assert!(!says_unchanged(text), "{text}");
        }
    }

    #[test]
    fn knows_the_words_for_no_opinion() {
        for text in ["－", "―", "ー", "なし", "特になし。", "（意見なし）", "特に 意見なし", "異議なし"]
        {
            assert!(says_none(text), "{text}");
        }
        for text in ["1", "掲示なし", "特になしとせず、検討すること", "特に駐車場の不足", "よい"]
        {
            assert!(!says_none(text), "{text}");
        }
    }

    #[test]
    fn knows_the_words_for_the_whole() {
        for text in ["全体", "全　体", "【全体】", "（全体）", "全体意見", "全体について"]
        {
            assert!(names_whole(text), "{text}");
        }
        for text in ["", "全体計画", "1", "業務全体の見直し", "その他"] {
            assert!(!names_whole(text), "{text}");
        }
    }
}
