//! Open data: one datum a cell, one head row, codes beside names, units in
//! their own column, years in both calendars. What is private never enters
//! these tables, and what may be personal is masked.

mod book;
mod indicators;
mod mask;
mod opinions;
mod plans;
mod table;

pub use book::{data_book, definitions_book};
pub use table::{Datum, Item, Kind, Table};

use crate::diag::Finding;
use crate::model::{FiscalYear, Year};
use crate::settings::Settings;
use mask::Masks;

/// What the tables are made from.
struct Source<'a> {
    year: &'a Year,
    settings: &'a Settings,
    masks: Masks<'a>,
}

impl Source<'_> {
    /// 西暦 and 和暦 of a year; two blanks for none.
    pub(super) fn both(&self, year: Option<FiscalYear>) -> [Datum; 2] {
        match year {
            Some(year) => [
                Datum::Whole(i64::from(year.0)),
                Datum::Text(self.settings.eras.long(year).replace("年度", "")),
            ],
            None => [Datum::Blank, Datum::Blank],
        }
    }
}

/// 計画評価, 指標 and 意見, in this order.
pub fn open_data(year: &Year, settings: &Settings, findings: &[Finding]) -> Vec<Table> {
    let source = Source { year, settings, masks: Masks::of(findings) };
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
        for table in open_data(&small_year(), &city(), &[]) {
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
        let tables = open_data(&small_year(), &city(), &[]);
        let plans = &tables[0];
        assert_eq!(cell(plans, 0, "年度_西暦"), &Datum::Whole(2024));
        assert_eq!(cell(plans, 0, "年度_和暦"), &Datum::Text("令和６".to_owned()));
        assert_eq!(cell(plans, 0, "確定評価_コード"), &Datum::Text("A".to_owned()));
        assert_eq!(cell(plans, 0, "確定評価_内容"), &Datum::Text("目標を上回る".to_owned()));
        assert_eq!(cell(plans, 0, "効果額"), &Datum::Whole(-300));
        assert_eq!(cell(plans, 0, "効果額_単位"), &Datum::Text("千円".to_owned()));
        assert_eq!(cell(plans, 1, "終了_西暦"), &Datum::Whole(2024));
        assert_eq!(cell(plans, 4, "提出状況_コード"), &Datum::Text("missing".to_owned()));
        // Base value with target and actual of the one year that has them.
        assert_eq!(tables[1].rows.len(), 1);
        assert_eq!(cell(&tables[1], 0, "単位"), &Datum::Text("分".to_owned()));
    }
}
