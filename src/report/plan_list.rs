//! 計画一覧.xlsx: the plan document's own tables, revised for next year: the
//! outline, and for every area its texts and its plans with 開始 and 終了.

use std::sync::Arc;

use crate::model::{Area, Field, FiscalYear, LedgerPlan, Plan, PlanKey, Year};
use crate::report::book::{Block, Book, Cell, Column, Live, Page, Sheet};
use crate::report::results::year_book;
use crate::settings::Settings;

/// The workbook.
pub fn plan_list_book(year: &Year, settings: &Settings) -> Book {
    let source = Source::new(year, settings);
    let mut sheets = vec![source.outline(), source.counts()];
    sheets.extend(source.areas().into_iter().map(|(number, name, area)| source.area(number, name, area)));
    year_book(year, settings, "計画一覧", "計画一覧".to_owned(), sheets)
}

/// A plan as the revised list has it.
pub(super) struct Listed<'a> {
    pub(super) key: PlanKey,
    pub(super) name: &'a Arc<str>,
    pub(super) department: Arc<str>,
    pub(super) start: Option<FiscalYear>,
    pub(super) end: Option<FiscalYear>,
    pub(super) due: Option<&'a Plan>,
}

pub(super) struct Source<'a> {
    pub(super) year: &'a Year,
    pub(super) settings: &'a Settings,
    pub(super) plans: Vec<Listed<'a>>,
}

/// The ledger's plans, with this year's ends filled in once 確定評価 stands.
fn plans<'a>(year: &'a Year, settings: &Settings) -> Vec<Listed<'a>> {
    let listed = |plan: &'a LedgerPlan| {
        let due = year.plan(plan.key);
        let last = due.and_then(|due| due.fields.judgment(&Field::FinalJudgment));
        let ends = last.is_some_and(|code| settings.judgments.ends(code));
        Listed {
            key: plan.key,
            name: &plan.name,
            department: year.ledger.department_in(plan, year.year),
            start: plan.start.or(plan.added),
            end: plan.end.or(ends.then_some(year.year)),
            due,
        }
    };
    let mut plans: Vec<Listed<'a>> = year.ledger.plans.iter().map(listed).collect();
    plans.sort_by_key(|plan| plan.key);
    plans
}

impl<'a> Source<'a> {
    /// The ledger's plans as they stand after the year.
    pub(super) fn new(year: &'a Year, settings: &'a Settings) -> Self {
        Self { year, settings, plans: plans(year, settings) }
    }
}

impl Source<'_> {
    /// The ledger's areas, and those that only a plan names.
    pub(super) fn areas(&self) -> Vec<(u32, String, Option<&Area>)> {
        let mut areas: Vec<(u32, String, Option<&Area>)> = self
            .year
            .ledger
            .areas
            .iter()
            .map(|area| (area.number, area.name.to_string(), Some(area)))
            .collect();
        for plan in &self.plans {
            if !areas.iter().any(|(number, ..)| *number == plan.key.area) {
                areas.push((plan.key.area, format!("改革分野{}", plan.key.area), None));
            }
        }
        areas
    }

    fn outline(&self) -> Sheet {
        let mut sheet = Sheet::new("大綱", Page::A4Portrait);
        sheet.title = Some(self.settings.city.plan.clone());
        let mut block = Block::new(vec![Column::text("項目", 18), Column::text("内容", 76)]);
        block.empty = "計画台帳に大綱の記載はありません".to_owned();
        for item in &self.year.ledger.outline {
            block.push(vec![Cell::text(item.item.as_str()), Cell::text(item.text.as_str())]);
        }
        sheet.blocks.push(block);
        sheet
    }

    /// The years whose plans are known: up to next year, within the period.
    pub(super) fn years(&self) -> Vec<FiscalYear> {
        self.settings.period.years().filter(|year| *year <= self.year.year.next()).collect()
    }

    fn counts(&self) -> Sheet {
        let mut sheet = Sheet::new("計画数", Page::A4Portrait);
        let years = self.years();
        let mut columns = vec![Column::text("改革分野", 30)];
        columns.extend(years.iter().map(|year| Column::figure(self.settings.eras.short(*year), 10)));
        let mut block = Block::new(columns);
        block.unit = Some("（単位：計画）".to_owned());
        for (number, name, _) in self.areas() {
            let mut cells = vec![Cell::text(name)];
            cells.extend(years.iter().map(|year| Cell::Count(self.count(Some(number), *year))));
            block.push(cells);
        }
        let mut cells = vec![Cell::text("合計")];
        let sum = |year: &FiscalYear| Cell::live(Live::ColumnSum, Cell::Count(self.count(None, *year)));
        cells.extend(years.iter().map(sum));
        block.total(cells);
        sheet.blocks.push(block);
        sheet.notes = self.count_notes();
        sheet
    }

    /// Plans due in a year, of an area or of all.
    pub(super) fn count(&self, area: Option<u32>, year: FiscalYear) -> usize {
        let counted = |plan: &&Listed<'_>| plan.is_due(year) && area.is_none_or(|area| area == plan.key.area);
        self.plans.iter().filter(counted).count()
    }

    /// What is counted, and what next year's number lacks.
    pub(super) fn count_notes(&self) -> Vec<String> {
        let mut notes =
            vec!["計画数は、その年度に実施した計画（年度の途中で終了した計画を含む）の数です".to_owned()];
        if self.years().last().is_some_and(|year| *year > self.year.year) {
            let next = self.settings.eras.short(self.year.year.next());
            notes.push(format!("{next}は、今後追加する計画を含みません"));
        }
        notes
    }

    /// The city's own fields that its settings publish.
    pub(super) fn published(&self) -> Vec<&Field> {
        self.settings.publish.iter().filter(|field| !field.is_private()).collect()
    }

    /// What 終了 means, where a plan of the area has ended.
    pub(super) fn list_notes(&self, area: u32) -> Vec<String> {
        let ended = self.plans.iter().any(|plan| plan.key.area == area && plan.end.is_some());
        let note = "「終了」は、達成又は中止により計画が終了した年度です";
        if ended { vec![note.to_owned()] } else { Vec::new() }
    }

    fn area(&self, number: u32, name: String, area: Option<&Area>) -> Sheet {
        // The number keeps names apart that are alike in what a tab can show.
        let mut sheet = Sheet::new(&format!("{number} {name}"), Page::A4Portrait);
        if let Some(area) = area {
            // As wide as the list below.
            let mut columns = vec![Column::text("項目", 16), Column::text("内容", 60)];
            columns.extend([24, 8, 8].map(Column::rest));
            let mut texts = Block::new(columns);
            texts.empty = "計画台帳に改革の内容の記載はありません".to_owned();
            let items = |items: &[String]| items.join("\n");
            for (item, text) in [
                ("改革の内容", area.content.clone().unwrap_or_default()),
                ("主な手段", items(&area.means)),
                ("期待される効果", items(&area.effects)),
            ] {
                if !text.is_empty() {
                    texts.push(vec![Cell::text(item), Cell::text(text)]);
                }
            }
            sheet.blocks.push(texts);
        }
        sheet.blocks.push(self.list(number));
        sheet.notes = self.list_notes(number);
        sheet
    }

    fn list(&self, area: u32) -> Block {
        // The city's own fields that its settings publish follow the document's columns.
        let chosen = self.published();
        let mut columns = vec![
            Column::mark("番号", 16),
            Column::text("計画名", 60),
            Column::text("実行課", 24),
            Column::mark("開始", 8),
            Column::mark("終了", 8),
        ];
        columns.extend(chosen.iter().map(|field| Column::text(field.name(&self.settings.eras), 30)));
        let mut block = Block::new(columns);
        block.caption = Some("計画の一覧".to_owned());
        block.empty = "計画はありません".to_owned();
        let short = |year: Option<FiscalYear>| {
            year.map_or(Cell::Blank, |year| Cell::text(self.settings.eras.short(year)))
        };
        for plan in self.plans.iter().filter(|plan| plan.key.area == area) {
            let mut cells = vec![
                Cell::Plain(i64::from(plan.key.number)),
                Cell::text(plan.name.as_ref()),
                Cell::text(plan.department.as_ref()),
                short(plan.start),
                short(plan.end),
            ];
            let text = |field: &&Field| Cell::maybe(plan.due.and_then(|due| due.fields.text(field)));
            cells.extend(chosen.iter().map(text));
            block.push(cells);
        }
        block
    }
}

impl Listed<'_> {
    /// Whether it ran, or will run, in a year.
    fn is_due(&self, year: FiscalYear) -> bool {
        self.start.is_none_or(|start| start <= year) && self.end.is_none_or(|end| end >= year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{city, small_year};

    #[test]
    fn a_plan_that_ended_this_year_is_listed_with_its_end_and_gone_next_year() {
        let book = plan_list_book(&small_year(), &city());
        let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["大綱", "計画数", "1 サービス改革", "2 組織改革", "3 財政改革"]);
        let counts = &book.sheets[1].blocks[0];
        // R5, R6 and next year.
        assert_eq!(counts.rows[0].cells[1..], [Cell::Count(3), Cell::Count(3), Cell::Count(2)]);
        assert_eq!(counts.rows[3].cells[3].shown(), &Cell::Count(5));
        let list = &book.sheets[2].blocks[1];
        assert_eq!(list.rows[1].cells[4], Cell::text("R6"));
        assert_eq!(list.rows[0].cells[4], Cell::Blank);
    }
}
