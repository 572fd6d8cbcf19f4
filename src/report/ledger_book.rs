//! 計画台帳.xlsx: a ledger as a workbook that is read back by its heads.

use crate::model::{Area, FiscalYear, Ledger, PlanKey};
use crate::report::book::{Block, Book, Cell, Column, Page, Sheet, marks};
use crate::report::results::created;
use crate::settings::Settings;

/// The ledger of `year`.
pub fn ledger_book(ledger: &Ledger, settings: &Settings, year: FiscalYear) -> Book {
    Book {
        title: format!("{}　{}　計画台帳", settings.city.plan, settings.eras.long(year)),
        subject: "計画台帳".to_owned(),
        company: settings.city.name.clone(),
        created: created(year),
        marks: marks(settings),
        sheets: vec![
            plans(ledger, settings),
            areas(ledger),
            renamings(ledger, settings),
            added(ledger, settings),
            outline(ledger),
        ],
    }
}

fn area_name(ledger: &Ledger, number: u32) -> Cell {
    // An area that the ledger does not list keeps its number, which K11 reports when it is read.
    ledger.area(number).map_or_else(|| Cell::text(number.to_string()), |area| Cell::text(area.name.as_ref()))
}

fn number(key: PlanKey) -> Cell {
    Cell::Plain(i64::from(key.number))
}

fn year_cell(settings: &Settings, year: Option<FiscalYear>) -> Cell {
    year.map_or(Cell::Blank, |year| Cell::text(settings.eras.short(year)))
}

fn plans(ledger: &Ledger, settings: &Settings) -> Sheet {
    let mut block = Block::new(vec![
        Column::text("改革分野", 26),
        Column::mark("番号", 7),
        Column::text("計画名", 54),
        Column::text("実行課", 22),
        Column::mark("開始", 8),
        Column::mark("終了", 8).typed(None, "達成又は中止により終了した年度を「R5」の形で入力します。"),
    ]);
    block.empty = String::new();
    block.filter = true;
    for plan in ledger.plans.iter().filter(|plan| plan.added.is_none()) {
        block.push(vec![
            area_name(ledger, plan.key.area),
            number(plan.key),
            Cell::text(plan.name.as_ref()),
            Cell::text(plan.department.as_ref()),
            year_cell(settings, plan.start),
            year_cell(settings, plan.end),
        ]);
    }
    Sheet::plain("計画一覧", Page::A4Landscape, block)
}

fn areas(ledger: &Ledger) -> Sheet {
    let mut block = Block::new(vec![
        Column::mark("番号", 7),
        Column::text("改革分野", 26),
        Column::text("改革の内容", 40),
        Column::text("主な手段", 40),
        Column::text("期待される効果", 40),
    ]);
    block.empty = String::new();
    let row = |area: &Area| {
        vec![
            Cell::Plain(i64::from(area.number)),
            Cell::text(area.name.as_ref()),
            Cell::maybe(area.content.as_deref()),
            Cell::text(area.means.join("\n")),
            Cell::text(area.effects.join("\n")),
        ]
    };
    ledger.areas.iter().for_each(|area| block.push(row(area)));
    Sheet::plain("改革分野", Page::A4Landscape, block)
}

fn renamings(ledger: &Ledger, settings: &Settings) -> Sheet {
    let mut block = Block::new(vec![
        Column::mark("年度", 8).typed(None, "新しい課名になった年度を「R6」の形で入力します。"),
        Column::text("旧課名", 24),
        Column::text("新課名", 24),
        Column::text("改革分野", 26)
            .typed(None, "一つの計画だけの所管替えのときに、番号と併せて入力します。"),
        Column::mark("番号", 7),
    ]);
    block.empty = String::new();
    for renaming in &ledger.renamings {
        let (area, plan) = match renaming.plan {
            Some(key) => (area_name(ledger, key.area), number(key)),
            None => (Cell::Blank, Cell::Blank),
        };
        block.push(vec![
            Cell::text(settings.eras.short(renaming.year)),
            Cell::text(renaming.old.as_ref()),
            Cell::text(renaming.new.as_ref()),
            area,
            plan,
        ]);
    }
    Sheet::plain("課名変更", Page::A4Landscape, block)
}

fn added(ledger: &Ledger, settings: &Settings) -> Sheet {
    let mut block = Block::new(vec![
        Column::mark("年度", 8).typed(None, "計画を追加した年度を「R6」の形で入力します。"),
        Column::text("改革分野", 26),
        Column::mark("番号", 7)
            .typed(None, "分野の中で使われていない番号を付けます。終了した計画の番号は使えません。"),
        Column::text("計画名", 54),
        Column::text("実行課", 22),
    ]);
    block.empty = String::new();
    for plan in &ledger.plans {
        if let Some(year) = plan.added {
            block.push(vec![
                Cell::text(settings.eras.short(year)),
                area_name(ledger, plan.key.area),
                number(plan.key),
                Cell::text(plan.name.as_ref()),
                Cell::text(plan.department.as_ref()),
            ]);
        }
    }
    Sheet::plain("追加計画", Page::A4Landscape, block)
}

fn outline(ledger: &Ledger) -> Sheet {
    let mut block = Block::new(vec![Column::text("項目", 18), Column::text("内容", 90)]);
    block.empty = String::new();
    for item in &ledger.outline {
        block.push(vec![Cell::text(item.item.as_str()), Cell::text(item.text.as_str())]);
    }
    Sheet::plain("大綱", Page::A4Landscape, block)
}
