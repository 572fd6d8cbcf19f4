//! 改革分野: the ledger's list of areas, and the area that a cell names.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::row_check::Report;
use crate::characters::{fold, one_line};
use crate::diag::Finding;
use crate::model::{Area, CellRef};
use crate::normalize::{Table, TableRow, plan_number};
use crate::workbook::RawSheet;

/// 「１．」「第1」「（1）」「Ⅰ」「第一」 before an area's name.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:第|\()?(\d{1,3}|[ivx]{1,4}|[一二三四五六七八九十])(?:章|節|分野)?[).:、・]*(.*)$")
        .expect("the pattern is constant")
});

/// The areas of the sheet 改革分野, by number.
pub(super) fn areas(table: &Table, file: &Arc<str>, findings: &mut Vec<Finding>) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for row in &table.rows {
        let mut report = Report { file, table, findings: &mut *findings };
        let Some(name) = row.text("改革分野").map(one_line) else {
            report.row(row, "改革分野", "改革分野が空欄です。この行は使っていません");
            continue;
        };
        let written = row.text("番号").unwrap_or_default();
        let number = match plan_number(written).value().map(|n| n.number).or_else(|| ordinal(&fold(written)))
        {
            Some(number) => number,
            None => {
                report.row(row, "番号", "改革分野の番号を読み取れません。この行は使っていません");
                continue;
            }
        };
        if areas.iter().any(|a| a.number == number) {
            report.row(
                row,
                "番号",
                &format!("改革分野の番号{number}が重複しています。この行は使っていません"),
            );
            continue;
        }
        if areas.iter().any(|a| fold(&a.name) == fold(&name)) {
            report.row(
                row,
                "改革分野",
                &format!("改革分野「{name}」が重複しています。この行は使っていません"),
            );
            continue;
        }
        areas.push(Area {
            number,
            name: name.into(),
            content: row.text("改革の内容").map(str::to_owned),
            means: items(row, "主な手段"),
            effects: items(row, "期待される効果"),
        });
    }
    areas.sort_by_key(|area| area.number);
    areas
}

/// One item a line.
fn items(row: &TableRow, column: &str) -> Vec<String> {
    let text = row.text(column).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The areas in order of first appearance, where the ledger has no sheet 改革分野.
pub(super) fn by_appearance<'t>(names: impl Iterator<Item = &'t str>) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for name in names.map(one_line) {
        if !areas.iter().any(|a| fold(&a.name) == fold(&name)) {
            let number = u32::try_from(areas.len()).unwrap_or(u32::MAX - 1) + 1;
            areas.push(Area { number, name: name.into(), content: None, means: vec![], effects: vec![] });
        }
    }
    areas
}

/// The area that a text names: by its name, its number, or both where they agree.
pub fn find<'a>(text: &str, areas: &'a [Area]) -> Option<&'a Area> {
    let key = fold(text);
    if let Some(area) = areas.iter().find(|a| fold(&a.name) == key) {
        return Some(area);
    }
    let parts = NUMBERED.captures(&key)?;
    let number = ordinal(&parts[1])?;
    let area = areas.iter().find(|a| a.number == number)?;
    (parts[2].is_empty() || fold(&area.name) == parts[2]).then_some(area)
}

/// 1 to 10 in the figures that lists of areas are numbered with; any number in Arabic ones.
fn ordinal(text: &str) -> Option<u32> {
    const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let kanji = || "一二三四五六七八九十".chars().position(|c| text == c.to_string());
    let place = || ROMAN.iter().position(|roman| *roman == text).or_else(kanji);
    text.parse().ok().or_else(|| u32::try_from(place()? + 1).ok())
}

/// Whether a text names an area of the list behind a number that is not that area's: `2．行政サービス改革`.
pub(super) fn contradicts_itself(text: &str, areas: &[Area]) -> bool {
    let key = fold(text);
    let name = NUMBERED.captures(&key).map(|parts| parts[2].to_owned());
    find(text, areas).is_none() && name.is_some_and(|name| areas.iter().any(|a| fold(&a.name) == name))
}

/// The area that a row names and nothing else: a heading over its plans.
pub(super) fn heading(row: &TableRow, areas: &[Area]) -> Option<String> {
    let only = ["番号", "計画名", "実行課", "開始"].iter().all(|column| row.text(column).is_none());
    let text = row.text("改革分野").filter(|_| only)?;
    find(text, areas).map(|_| one_line(text))
}

/// The text of a row under 改革分野; a cell merged over several rows counts for each of them.
pub(super) fn text_of(sheet: &RawSheet, table: &Table, row: &TableRow) -> Option<String> {
    if let Some(text) = row.text("改革分野") {
        return Some(one_line(text));
    }
    let place = table.place(row, "改革分野");
    let merge = sheet.merges.iter().find(|merge| merge.contains(place))?;
    let above = sheet.cell(CellRef::new(merge.start.row, merge.start.column))?;
    let text = one_line(&crate::characters::store(&above.shown).text);
    (merge.start.row > 0 && !text.is_empty()).then_some(text)
}
