//! 方向 and 期間後の取扱い.

use super::{Reading, means_nothing};
use crate::characters::fold;
use crate::model::{AfterPeriod, Direction};

const UP: [&str; 15] = [
    "↑",
    "⬆",
    "⇧",
    "⇑",
    "増",
    "増加",
    "増やす",
    "上",
    "上昇",
    "向上",
    "高",
    "大",
    "高いほど良い",
    "多いほど良い",
    "大きいほど良い",
];
const DOWN: [&str; 15] = [
    "↓",
    "⬇",
    "⇩",
    "⇓",
    "減",
    "減少",
    "減らす",
    "下",
    "低下",
    "低減",
    "低",
    "小",
    "低いほど良い",
    "少ないほど良い",
    "小さいほど良い",
];

/// Which way an indicator is better.
pub(super) fn direction(text: &str) -> Reading<Direction> {
    // 「高い方が良い」「高いほうがよい」 are 「高いほど良い」 in other words.
    let key = fold(text).replace("方が", "ほど").replace("ほうが", "ほど").replace("よい", "良い");
    if means_nothing(&key) {
        return Reading::Blank;
    }
    let is = |words: &[&str]| {
        let parts: Vec<&str> = key.split(['(', ')', ':']).filter(|part| !part.is_empty()).collect();
        !parts.is_empty()
            && parts.iter().all(|part| {
                let arrows = ['↑', '↓', '⬆', '⬇', '⇧', '⇩', '⇑', '⇓'];
                let (arrow, word) = part.split_at(part.find(|c| !arrows.contains(&c)).unwrap_or(part.len()));
                (arrow.is_empty() || words.contains(&arrow)) && (word.is_empty() || words.contains(&word))
            })
    };
    match (is(&UP), is(&DOWN)) {
        (true, false) => Reading::Value(Direction::Up),
        (false, true) => Reading::Value(Direction::Down),
        _ => Reading::Unreadable,
    }
}

/// 継続, 終了 or 検討中.
pub(super) fn after_period(text: &str) -> Reading<AfterPeriod> {
    let key = fold(text);
    if means_nothing(&key) {
        return Reading::Blank;
    }
    let bare = key.trim_matches(['○', '●', '■', '◎', '「', '」', '・']);
    let bare = bare.strip_prefix("計画").unwrap_or(bare);
    match bare {
        "継続" | "継続する" => Reading::Value(AfterPeriod::Continue),
        "終了" | "終了する" => Reading::Value(AfterPeriod::End),
        "検討中" | "検討" => Reading::Value(AfterPeriod::Examining),
        _ => Reading::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_read_however_they_are_written() {
        for text in
            ["↑", "増", "増加", "高いほど良い", "↑（高いほど良い）", "↑増加", "多いほどよい", "高い方がよい"]
        {
            assert_eq!(direction(text), Reading::Value(Direction::Up), "{text}");
        }
        for text in ["↓", "減", "低いほど良い", "↓ 減少", "少ないほうが良い"] {
            assert_eq!(direction(text), Reading::Value(Direction::Down), "{text}");
        }
        for text in ["→", "維持", "↑↓", "↑（低いほど良い）"] {
            assert_eq!(direction(text), Reading::Unreadable, "{text}");
        }
        assert_eq!(direction("－"), Reading::Blank);
    }

    #[test]
    fn what_follows_the_period_is_one_of_three() {
        assert_eq!(after_period("継　続"), Reading::Value(AfterPeriod::Continue));
        assert_eq!(after_period("○終了"), Reading::Value(AfterPeriod::End));
        assert_eq!(after_period("検討中"), Reading::Value(AfterPeriod::Examining));
        assert_eq!(after_period("継続又は終了"), Reading::Unreadable);
        assert_eq!(after_period(""), Reading::Blank);
    }
}
