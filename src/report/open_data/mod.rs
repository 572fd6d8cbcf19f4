//! Open data: one datum a cell, one head row, codes beside names, units in
//! their own column, years in both calendars. What is private never enters
//! these tables, and what may be personal is masked.

mod book;
mod codes;
mod indicators;
mod mask;
mod opinions;
mod plans;
mod table;

pub use book::{data_book, definitions_book, long_data_book};
pub use table::{Datum, Item, Kind, Table};

use std::collections::BTreeMap;

use crate::model::{Field, FiscalYear, JudgmentCode, Plan, PlanKey, Year};
use crate::settings::Settings;
use mask::Masks;

/// What the tables are made from.
struct Source<'a> {
    year: &'a Year,
    settings: &'a Settings,
    masks: BTreeMap<PlanKey, Masks>,
}

impl Source<'_> {
    /// 西暦 and 和暦 of a year; two blanks for none.
    pub(super) fn both(&self, year: Option<FiscalYear>) -> [Datum; 2] {
        match year {
            Some(year) => [
                Datum::Whole(i64::from(year.0)),
                Datum::Text(half_width(&self.settings.eras.long(year).replace("年度", ""))),
            ],
            None => [Datum::Blank, Datum::Blank],
        }
    }

    /// A judgment's code and meaning; two blanks for none.
    pub(super) fn judged(&self, code: Option<&JudgmentCode>) -> [Datum; 2] {
        let meaning = code.and_then(|code| self.settings.judgments.get(code));
        let meaning = meaning.map(|judgment| judgment.meaning.as_str());
        [Datum::maybe(code.map(|code| code.as_str())), Datum::maybe(meaning)]
    }

    /// A plan's text as it may be published.
    pub(super) fn text(&self, plan: &Plan, field: &Field) -> Datum {
        let text = plan.fields.text(field).filter(|_| !field.is_private());
        text.map_or(Datum::Blank, |text| self.published(Some(plan.key), text))
    }

    /// A text on a plan or on the whole, as it may be published.
    pub(super) fn published(&self, key: Option<PlanKey>, text: &str) -> Datum {
        let none = Masks::default();
        let masks = key.and_then(|key| self.masks.get(&key)).unwrap_or(&none);
        Datum::Text(masks.published(&without_layout(text)))
    }
}

/// `令和６` → `令和6`: figures of data are half-width.
fn half_width(text: &str) -> String {
    let digit = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        c => c,
    };
    text.chars().map(digit).collect()
}

/// Without what only arranges a text on paper: indents, spaces in a row, empty lines.
fn without_layout(text: &str) -> String {
    let is_space = |c: char| c.is_whitespace();
    let line = |line: &str| {
        let mut kept = String::new();
        for c in line.trim_matches(is_space).chars() {
            if !is_space(c) || !kept.ends_with(is_space) {
                kept.push(c);
            }
        }
        kept
    };
    let lines: Vec<String> = text.split('\n').map(line).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// 計画評価, 指標 and 意見, in this order.
pub fn open_data(year: &Year, settings: &Settings) -> Vec<Table> {
    let source = Source { year, settings, masks: Masks::of_year(year) };
    vec![plans::table(&source), indicators::table(&source), opinions::table(&source)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{city, small_year};

    fn cell<'a>(table: &'a Table, row: usize, item: &str) -> &'a Datum {
        let at = table.items.iter().position(|known| known.name == item).expect(item);
        &table.rows[row][at]
    }

    #[test]
    fn every_row_has_a_datum_for_every_item_and_names_are_unique() {
        for table in open_data(&small_year(), &city()) {
            assert!(table.rows.iter().all(|row| row.len() == table.items.len()), "{}", table.name);
            let mut names: Vec<&str> = table.items.iter().map(|item| item.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.items.len(), "{}", table.name);
            assert!(!names.iter().any(|name| name.contains("記入者") || name.contains("内線")));
        }
    }

    #[test]
    fn years_stand_in_both_calendars_and_codes_beside_names() {
        let tables = open_data(&small_year(), &city());
        let plans = &tables[0];
        assert_eq!(cell(plans, 0, "年度_西暦"), &Datum::Whole(2024));
        assert_eq!(cell(plans, 0, "年度_和暦"), &Datum::Text("令和6".to_owned()));
        assert_eq!(cell(plans, 0, "確定評価_コード"), &Datum::Text("A".to_owned()));
        assert_eq!(cell(plans, 0, "確定評価_内容"), &Datum::Text("目標を上回る".to_owned()));
        assert_eq!(cell(plans, 0, "効果額"), &Datum::Whole(-300));
        assert_eq!(cell(plans, 0, "効果額_単位"), &Datum::Text("千円".to_owned()));
        assert_eq!(cell(plans, 1, "終了_西暦"), &Datum::Whole(2024));
        for (row, item, code, name) in [
            (4, "提出状況", "missing", "未提出"),
            (0, "評価の状態", "provisional", "未確定"),
            (0, "次年度の取扱い", "continue", "計画継続"),
            (1, "次年度の取扱い", "end", "計画終了"),
        ] {
            assert_eq!(cell(plans, row, item), &Datum::Text(name.to_owned()));
            assert_eq!(cell(plans, row, &format!("{item}_コード")), &Datum::Text(code.to_owned()));
        }
        // Base value with target and actual of the one year that has them.
        assert_eq!(tables[1].rows.len(), 1);
        assert_eq!(cell(&tables[1], 0, "単位"), &Datum::Text("分".to_owned()));
    }

    #[test]
    fn the_city_stands_with_its_code_in_every_row() {
        let mut settings = city();
        settings.city.code = Some("112119".to_owned());
        for table in open_data(&small_year(), &settings) {
            assert!(!table.rows.is_empty(), "{}", table.name);
            for row in 0..table.rows.len() {
                assert_eq!(cell(&table, row, "全国地方公共団体コード"), &Datum::Text("112119".to_owned()));
                assert_eq!(cell(&table, row, "地方公共団体名"), &Datum::Text(settings.city.name.clone()));
            }
        }
        let without = open_data(&small_year(), &city());
        assert_eq!(cell(&without[0], 0, "全国地方公共団体コード"), &Datum::Blank);
    }

    #[test]
    fn what_only_arranges_a_text_is_left_out() {
        assert_eq!(
            without_layout("　市民の声を　　聞いた。 \n\n　　１　窓口\n"),
            "市民の声を　聞いた。\n１　窓口"
        );
        assert_eq!(without_layout("\t"), "");
    }
}
