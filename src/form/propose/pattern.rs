//! The form's own text around a value, as the sheets have it in common.

use crate::characters::fold;
use crate::model::{Field, FieldKind};
use crate::workbook::{CellContent, RawCell};

/// Text before and behind a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Around {
    pub(super) prefix: String,
    pub(super) suffix: String,
}

/// A label in the cell of its value, `計画名：…`, that most sheets have in common.
pub(super) fn inline_label(values: &[&RawCell]) -> Option<String> {
    let label = |cell: &RawCell| -> Option<String> {
        let end = cell.shown.find(['：', ':', '】'])?;
        let end = end + cell.shown[end..].chars().next().map_or(0, char::len_utf8);
        let label = &cell.shown[..end];
        let length = fold(label).chars().count();
        // 10:30 and a sentence with a colon are no labels.
        let plain = !label.contains(['。', '、', '\n']) && !label.starts_with(|c: char| c.is_ascii_digit());
        ((3..=20).contains(&length) && plain).then(|| label.to_owned())
    };
    let first = values.iter().find_map(|cell| label(cell))?;
    let key = fold(&first);
    let sharing = values.iter().filter(|cell| label(cell).is_some_and(|other| fold(&other) == key)).count();
    let filled = values.iter().any(|cell| fold(&cell.shown).chars().count() > key.chars().count());
    (filled && sharing * 10 >= values.len() * 8).then_some(first)
}

/// The bracket that an inline label opens, `（単位：`, and every value closes.
pub(super) fn closing_bracket(label: &str, values: &[&RawCell]) -> &'static str {
    const PAIRS: [(char, &str); 3] = [('(', ")"), ('（', "）"), ('〔', "〕")];
    let opened = PAIRS.iter().find(|(open, _)| label.starts_with(*open)).map_or("", |(_, close)| close);
    if values.iter().all(|cell| cell.shown.trim_end().ends_with(opened)) { opened } else { "" }
}

/// What stands around the number of a field that is one: 第 and 版, 千円.
pub(super) fn around_number(field: &Field, values: &[&RawCell]) -> Around {
    let kind = field.kind();
    let (least, unit_only) = match kind {
        FieldKind::Integer => (6, false),
        // A number is read with its unit; the form's own is on every sheet.
        FieldKind::Number | FieldKind::Money => (10, true),
        _ => return Around::default(),
    };
    // A unit alone in every sheet: nobody has filled the box in.
    let first = values.first().map(|cell| cell.shown.trim()).unwrap_or_default();
    let unit = (1..=3).contains(&first.chars().count())
        && !first.chars().any(|c| fold(&c.to_string()).chars().any(|c| c.is_ascii_digit()));
    if unit_only && unit && values.len() >= 2 && values.iter().all(|cell| cell.shown.trim() == first) {
        return Around { prefix: String::new(), suffix: first.to_owned() };
    }
    let parts: Vec<Option<Around>> = values.iter().map(|cell| split(cell)).collect();
    let text = |around: &Around| format!("{}|{}", fold(&around.prefix), fold(&around.suffix));
    let mut found: Vec<(usize, &Around)> = Vec::new();
    for around in parts.iter().flatten().filter(|around| **around != Around::default()) {
        match found.iter_mut().find(|(_, known)| text(known) == text(around)) {
            Some((count, _)) => *count += 1,
            None => found.push((1, around)),
        }
    }
    let Some((count, around)) = found.into_iter().max_by_key(|(count, _)| *count) else {
        return Around::default();
    };
    // A blank box shows the form's own text alone.
    let whole = fold(&format!("{}{}", around.prefix, around.suffix));
    let count = count + values.iter().filter(|cell| fold(&cell.shown) == whole).count();
    let enough = count * 10 >= values.len() * least && (count >= 2 || kind == FieldKind::Integer);
    match enough && !around.prefix.contains('約') && (!unit_only || around.prefix.is_empty()) {
        true => around.clone(),
        false => Around::default(),
    }
}

/// A text before and behind its only number; `None` where it has none or several.
fn split(cell: &RawCell) -> Option<Around> {
    if !matches!(cell.content, CellContent::Text) {
        return Some(Around::default());
    }
    let text = cell.shown.trim();
    let part_of_number = |c: char| {
        fold(&c.to_string()).chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'))
            && !c.is_whitespace()
    };
    let digit = |c: char| fold(&c.to_string()).chars().any(|c| c.is_ascii_digit());
    let start = text.char_indices().find(|&(_, c)| digit(c)).map(|(at, _)| at)?;
    let rest = &text[start..];
    let end = rest.char_indices().find(|&(_, c)| !part_of_number(c)).map_or(rest.len(), |(at, _)| at);
    let suffix = &rest[end..];
    let before = text[..start].trim_end_matches(['▲', '△', '-', '－', '−', '+']);
    let short = before.chars().count() <= 6 && suffix.chars().count() <= 6;
    (!suffix.contains(digit) && short)
        .then(|| Around { prefix: before.to_owned(), suffix: suffix.to_owned() })
}

/// A text with one year in it, split around the year's number:
/// `令和６年度　取組シート` is 令和 and 年度　取組シート.
pub(super) fn around_year(text: &str) -> Option<Around> {
    let digit = |c: char| fold(&c.to_string()).chars().all(|c| c.is_ascii_digit());
    let year = text.char_indices().find(|&(at, c)| {
        (digit(c) || c == '元') && !c.is_whitespace() && text[at..].chars().take(6).any(|c| c == '年')
    });
    let start = match year {
        Some((at, _)) => at,
        None => text.char_indices().find(|&(_, c)| digit(c) && !c.is_whitespace())?.0,
    };
    let end = text[start..]
        .char_indices()
        .find(|&(_, c)| !digit(c) && c != '元')
        .map_or(text.len(), |(at, _)| start + at);
    let (mut prefix, suffix) = (&text[..start], &text[end..]);
    // R6 is written with its letter.
    if let Some(before) = prefix.strip_suffix(|c: char| c.is_ascii_alphabetic() || ('Ａ'..='Ｚ').contains(&c))
    {
        prefix = before;
    }
    Some(Around { prefix: prefix.to_owned(), suffix: suffix.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::sample::text_cell;
    use crate::model::{CellRef, FiscalYear, IndicatorPart};

    fn cells(texts: &[&str]) -> Vec<RawCell> {
        texts.iter().map(|text| text_cell(CellRef::new(0, 0), text)).collect()
    }

    fn around(field: &Field, texts: &[&str]) -> (String, String) {
        let cells = cells(texts);
        let Around { prefix, suffix } = around_number(field, &cells.iter().collect::<Vec<_>>());
        (prefix, suffix)
    }

    #[test]
    fn what_numbers_have_around_them_is_the_forms() {
        let own = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(around(&Field::Version, &["第1版", "第２版", "2"]), own("第", "版"));
        assert_eq!(around(&Field::Version, &["1", "2", "第1版"]), own("", ""));
        let target = Field::Indicator(1, IndicatorPart::Target(FiscalYear(2023)));
        assert_eq!(around(&target, &["85％", "90％"]), own("", "％"));
        assert_eq!(around(&target, &["85％", "120件"]), own("", ""));
        assert_eq!(around(&target, &["％", "％"]), own("", "％"));
        assert_eq!(around(&Field::Benefit(FiscalYear(2023)), &["千円", "1,200千円"]), own("", "千円"));
        assert_eq!(around(&Field::Benefit(FiscalYear(2023)), &["1,200千円", "▲３円"]), own("", ""));
    }

    #[test]
    fn a_label_in_the_cell_is_shared() {
        let shared = cells(&["目標：減らす", "目標:10件にする"]);
        assert_eq!(inline_label(&shared.iter().collect::<Vec<_>>()).as_deref(), Some("目標："));
        let texts = cells(&["10:30に開始", "注：なし"]);
        assert_eq!(inline_label(&texts.iter().collect::<Vec<_>>()), None);
    }

    #[test]
    fn a_year_within_a_title_is_found() {
        let around = around_year("令和６年度　取組シート").expect("a year");
        assert_eq!((around.prefix.as_str(), around.suffix.as_str()), ("令和", "年度　取組シート"));
        let around = around_year("評価表（R6）").expect("a year");
        assert_eq!((around.prefix.as_str(), around.suffix.as_str()), ("評価表（", "）"));
    }
}
