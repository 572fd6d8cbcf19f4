//! The form's own text around a value: `第{{版}}版`, `令和{{対象年度}}年度`.

use super::template::Slot;
use crate::characters::fold;
use crate::model::FieldKind;

/// The text to interpret, from what a cell shows. Where the cell repeats the
/// form's own text it is left out, except around years and dates, which are
/// read with it; where it leaves it out it is read all the same.
pub(super) fn inner_text(slot: &Slot, shown: &str) -> String {
    if slot.prefix.trim().is_empty() && slot.suffix.trim().is_empty() {
        return shown.to_owned();
    }
    let dated = matches!(slot.field.kind(), FieldKind::Year | FieldKind::Date);
    let after_prefix = strip(shown, &fold(&slot.prefix), false);
    let with_prefix = after_prefix.is_some();
    let rest = after_prefix.unwrap_or(shown);
    let inner = strip(rest, &fold(&slot.suffix), true).unwrap_or(rest);
    if inner.trim().is_empty() {
        return String::new();
    }
    if !dated {
        return inner.trim_matches([' ', '　']).to_owned();
    }
    let (era, unit) = (last_word(&slot.prefix), year_unit(first_word(&slot.suffix)));
    let bare = fold(inner);
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    if with_prefix {
        // 令和「6」年度, 令和「6年4月10日」, but 評価表（「令和6年度」） and 令和「2024」年度.
        let needs_era = bare.starts_with('元') || (1..=2).contains(&digits);
        let ended = inner.len() < rest.len() && !slot.suffix.trim().is_empty();
        return match needs_era {
            true => format!("{era}{}{}", inner.trim(), if ended { unit } else { "" }),
            false => inner.trim().to_owned(),
        };
    }
    if digits > 0 && digits <= 2 && digits == bare.len() {
        return format!("{era}{}{unit}", inner.trim());
    }
    shown.to_owned()
}

fn is_break(c: char) -> bool {
    c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '【' | '】' | '「' | '」' | ':' | '：' | '・')
}

/// The form's own word right before the value.
fn last_word(prefix: &str) -> &str {
    prefix.trim_end().rsplit(is_break).next().unwrap_or_default()
}

/// The form's own word right behind the value.
fn first_word(suffix: &str) -> &str {
    suffix.trim_start().split(is_break).next().unwrap_or_default()
}

/// 年度 of 年度分.
fn year_unit(word: &str) -> &str {
    let unit = ["年度", "年"].into_iter().find(|unit| word.starts_with(unit));
    unit.filter(|unit| !word[unit.len()..].starts_with(|c: char| c.is_ascii_digit())).unwrap_or(word)
}

/// `text` without a beginning (or end) that folds to `part`; `None` where it
/// does not begin so. Blank parts are always there.
fn strip<'t>(text: &'t str, part: &str, from_end: bool) -> Option<&'t str> {
    if part.is_empty() {
        return Some(text);
    }
    let most = part.chars().count() * 3 + 8;
    let mut cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    if from_end {
        cuts.reverse();
    }
    cuts.truncate(most);
    cuts.into_iter().find_map(|cut| {
        let (head, tail) = text.split_at(cut);
        let (own, rest) = if from_end { (tail, head) } else { (head, tail) };
        (!own.is_empty() && fold(own) == part).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellRange, CellRef, Field};

    fn read(prefix: &str, field: Field, suffix: &str, shown: &str) -> String {
        let at = CellRef::new(0, 0);
        let slot = Slot {
            at,
            range: CellRange::single(at),
            field,
            mark: None,
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
        };
        inner_text(&slot, shown)
    }

    #[test]
    fn the_pattern_is_left_out_in_any_width() {
        for shown in ["第1版", "第 1 版", "1", "第1", "1版"] {
            assert_eq!(read("第", Field::Version, "版", shown), "1", "{shown}");
        }
        assert_eq!(read("第", Field::Version, "版", "第１版"), "１");
        assert_eq!(read("計画名：", Field::PlanName, "", "計画名: 窓口"), "窓口");
    }

    #[test]
    fn a_pattern_without_a_value_is_blank() {
        assert_eq!(read("第", Field::Version, "版", "第　版"), "");
        assert_eq!(read("令和", Field::TargetYear, "年度", "令和　　年度"), "");
    }

    #[test]
    fn years_are_read_with_their_era() {
        for (shown, text) in [
            ("令和５年度", "令和５年度"),
            ("5", "令和5年度"),
            ("５", "令和５年度"),
            ("R5", "R5"),
            ("2023", "2023"),
            ("令和5", "令和5"),
            ("5年度", "令和5年度"),
        ] {
            assert_eq!(read("令和", Field::TargetYear, "年度", shown), text, "{shown}");
        }
    }

    #[test]
    fn units_behind_an_amount_are_left_out_only_where_they_are_the_forms() {
        let year = crate::model::FiscalYear(2023);
        for (shown, text) in
            [("120千円", "120"), ("１２０　千円", "１２０"), ("120", "120"), ("12万円", "12万円")]
        {
            assert_eq!(read("", Field::Benefit(year), "千円", shown), text, "{shown}");
        }
        let target = Field::Indicator(1, crate::model::IndicatorPart::Target(year));
        assert_eq!(read("目標", target, "人", "目標 120 人"), "120");
    }

    #[test]
    fn days_are_read_with_the_era_that_the_form_prints() {
        for (shown, text) in
            [("提出日：令和6年4月10日", "令和6年4月10日"), ("R6.4.10", "R6.4.10"), ("提出日：令和", "")]
        {
            assert_eq!(read("提出日：令和", Field::SubmittedOn, "", shown), text, "{shown}");
        }
    }

    #[test]
    fn brackets_and_labels_around_a_text_are_left_out_once() {
        for shown in ["（市民サービス）", "(市民サービス)", "市民サービス"] {
            assert_eq!(read("（", Field::Viewpoint, "）", shown), "市民サービス", "{shown}");
        }
        assert_eq!(read("計画名：", Field::PlanName, "", "計画名：計画名の見直し"), "計画名の見直し");
    }

    #[test]
    fn a_year_within_a_title_is_read_alone() {
        let read = |prefix, suffix, shown| read(prefix, Field::TargetYear, suffix, shown);
        assert_eq!(read("令和", "年度　取組シート", "令和6年度　取組シート"), "令和6年度");
        assert_eq!(read("令和", "年度分", "令和6年度分"), "令和6年度");
        assert_eq!(read("令和", "年度分", "6"), "令和6年度");
        assert_eq!(read("評価表（", "）", "評価表（令和６年度）"), "令和６年度");
        assert_eq!(read("評価表（", "）", "評価表（ R6 ）"), "R6");
    }
}
