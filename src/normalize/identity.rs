//! 番号 and 版.

use std::sync::LazyLock;

use regex::Regex;

use super::{Reading, means_nothing};
use crate::characters::fold;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[(\[]?(?:no|番号|計画|第)?[.:]?(?:(\d{1,3})[-.])?(\d{1,4})(?:番|号|\.)?[)\]]?$")
        .expect("the pattern is constant")
});
static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    // `第2版（差替え）` says why it was sent again.
    Regex::new(r"^[(]?(?:第|ver|v|rev)?[.]?(\d{1,3})(?:版|回)?[)]?(?:\((?:差し?替え?|修正版?|訂正版?|改訂版?|再提出)\))?$")
        .expect("the pattern is constant")
});

/// 番号 as a sheet writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanNumber {
    /// The number of the area, where it is written before the plan's: `1-03`.
    pub area: Option<u32>,
    /// The number within the area.
    pub number: u32,
}

/// Reads 番号: `3`, `３`, `03`, `No.3`, `3番`, `(3)`, and with the area `1-03`.
pub fn plan_number(text: &str) -> Reading<PlanNumber> {
    let key = fold(text);
    if means_nothing(&key) {
        return Reading::Blank;
    }
    let read = || {
        let parts = NUMBER.captures(&key)?;
        let area = match parts.get(1) {
            Some(area) => Some(area.as_str().parse().ok().filter(|n| *n >= 1)?),
            None => None,
        };
        Some(PlanNumber { area, number: parts[2].parse().ok().filter(|n| *n >= 1)? })
    };
    read().map_or(Reading::Unreadable, Reading::Value)
}

/// Reads 版: `2`, `第２版`, `Ver.2`, `初版`.
pub(super) fn version(text: &str) -> Reading<i64> {
    let key = fold(text);
    if means_nothing(&key) {
        return Reading::Blank;
    }
    let number = if matches!(key.as_str(), "初版" | "初") {
        Some(1)
    } else {
        VERSION.captures(&key).and_then(|p| p[1].parse().ok())
    };
    number.map_or(Reading::Unreadable, Reading::Value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plan_numbers_are_read_with_or_without_their_area() {
        let three = |area| Reading::Value(PlanNumber { area, number: 3 });
        for text in ["3", "３", "03", "No.3", "№３", "3番", "(3)", "（３）", "第3号", "③", "No. 3"]
        {
            assert_eq!(plan_number(text), three(None), "{text}");
        }
        for text in ["1-03", "１－０３", "1‐3", "No.1-3", "1ー03"] {
            assert_eq!(plan_number(text), three(Some(1)), "{text}");
        }
        for text in ["0", "3,4", "3～5", "三", "1-0", "2024/1/3", "1月3日", "新規"] {
            assert_eq!(plan_number(text), Reading::Unreadable, "{text}");
        }
        assert_eq!(plan_number("－"), Reading::Blank);
    }

    #[test]
    fn versions_are_read() {
        for text in ["2", "第２版", "2版", "Ver.2", "（第2版）", "第２版（差替え）", "2（修正）"]
        {
            assert_eq!(version(text), Reading::Value(2), "{text}");
        }
        // 「第{{版}}版」 in a form leaves 「初」 of 「初版」.
        for text in ["初版", "初"] {
            assert_eq!(version(text), Reading::Value(1), "{text}");
        }
        for text in ["最新", "第2版（第1版の差替え）", "2（3）"] {
            assert_eq!(version(text), Reading::Unreadable, "{text}");
        }
    }
}
