//! Whether a text is of a field's kind: enough to doubt a name, not to read a value.

use crate::characters::fold;
use crate::form::marks::{Mark, read_boxes, read_mark};
use crate::model::{Eras, Field, FieldKind};
use crate::settings::{parse_day, parse_year};
use crate::workbook::{CellContent, RawCell};

/// Whether a text says that there is nothing to say.
pub(super) fn says_nothing(text: &str) -> bool {
    let key = fold(text);
    let bare = key.trim_matches(|c: char| matches!(c, '-' | 'ー' | '(' | ')' | '。' | '・' | '※'));
    bare.is_empty()
        || matches!(bare, "なし" | "無し" | "特になし" | "特に無し" | "該当なし" | "未定" | "同上")
}

/// How people say which way a value should go.
const DIRECTIONS: [&str; 12] =
    ["↑", "↓", "↗", "↘", "増", "減", "上昇", "下降", "高い", "低い", "多い", "少ない"];

/// Whether a cell may hold a value of the field.
pub(super) fn fits(field: &Field, cell: &RawCell, eras: &Eras) -> bool {
    let text = cell.shown.trim();
    if says_nothing(text) {
        return true;
    }
    let key = fold(text);
    let length = key.chars().count();
    match field.kind() {
        FieldKind::Text if matches!(field, Field::Custom(_)) => true,
        FieldKind::Text => !looks_numeric(cell) && !is_grade(&key) && read_boxes(text).is_none(),
        FieldKind::Line => match field {
            Field::Extension => key.chars().any(|c| c.is_ascii_digit()) && length <= 40,
            Field::Indicator(..) => length <= 80,
            Field::Department => length <= 40 && !looks_numeric(cell) && !is_year(&key, eras),
            _ => length <= 120 && !looks_numeric(cell) && !is_year(&key, eras),
        },
        FieldKind::Integer => is_short_number(&key),
        FieldKind::Number | FieldKind::Money => looks_numeric(cell) || has_amount(&key),
        // A year typed as the number 2023 under the format #,##0 shows 2,023.
        FieldKind::Year => {
            is_year(&key.replace(',', ""), eras) || is_date(cell, &key, eras) || is_bare_year(&key)
        }
        FieldKind::Date => is_date(cell, &key, eras),
        FieldKind::Judgment => read_boxes(text).is_some() || (length <= 14 && !has_long_number(&key)),
        FieldKind::Direction => length <= 12 && DIRECTIONS.iter().any(|word| key.contains(word)),
        FieldKind::AfterPeriod => ["継続", "終了", "検討"].iter().any(|word| key.contains(word)),
    }
}

/// Whether a cell holds a number, or a text that is one.
pub(super) fn looks_numeric(cell: &RawCell) -> bool {
    let key = fold(&cell.shown);
    let bare: String =
        key.chars().filter(|c| !matches!(c, ',' | '.' | '%' | '-' | '+' | '▲' | '△')).collect();
    matches!(cell.content, CellContent::Number(_))
        || (!bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a text is a year with its era or in four digits.
pub(super) fn is_year(key: &str, eras: &Eras) -> bool {
    parse_year(key, eras).is_some()
}

fn is_bare_year(key: &str) -> bool {
    let number = key.trim_end_matches('度').trim_end_matches('年').trim_start_matches("令和");
    number == "元" || number.parse::<u16>().is_ok_and(|n| (1..=99).contains(&n))
}

fn is_date(cell: &RawCell, key: &str, eras: &Eras) -> bool {
    let day = key.split(['(', '曜']).next().unwrap_or_default();
    matches!(cell.content, CellContent::DateTime(_)) || parse_day(day, eras).is_some()
}

/// `3`, `No.3`, `1-03`, `第2版`, `(12)`.
fn is_short_number(key: &str) -> bool {
    let letters = key.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '-' | '.' | '(' | ')')).count();
    let digits = key.chars().filter(char::is_ascii_digit).count();
    (1..=6).contains(&digits) && letters <= 3
}

/// `A`, `◎`, `S評価`: how far one has come, not what was done.
fn is_grade(key: &str) -> bool {
    let bare = key.trim_end_matches("評価").trim_end_matches("判定");
    let mut letters = bare.chars();
    let single = letters.next().filter(|_| letters.next().is_none());
    single.is_some_and(|c| c.is_ascii_alphabetic() || "◎○◯〇●△▲×✕✓レ".contains(c))
}

/// `1,234件`, `約120`, `12.5%減`: a number with little around it.
fn has_amount(key: &str) -> bool {
    let digits = key.chars().filter(char::is_ascii_digit).count();
    let others = key.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '-' | '▲')).count();
    digits > 0 && others <= 8
}

fn has_long_number(key: &str) -> bool {
    key.chars().filter(char::is_ascii_digit).count() > 4
}

/// Whether a cell holds nothing but a mark.
pub(super) fn is_mark(cell: &RawCell) -> bool {
    let text = cell.shown.trim();
    text.chars().count() <= 2 && read_mark(text, &fold(text), "") == Mark::Yes
}

/// Whether a mark is drawn, not a letter or number that may be a value.
pub(super) fn is_drawn_mark(cell: &RawCell) -> bool {
    is_mark(cell) && !cell.shown.trim().chars().all(|c| c.is_alphanumeric() && !"〇レ".contains(c))
}
