//! 7 効果額: what the plans saved or earned, by area and by plan.

use crate::model::{FiscalYear, ThousandYen};
use crate::report::benefits::{PlanBenefit, plan_benefits, sum};
use crate::report::figures;

use super::edition::Edition;
use super::parts::{Align, Grid, GridRow};
use super::prose;

/// Chapter 7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benefit {
    /// The sum of the year.
    pub paragraph: String,
    /// By area; `None` where no plan states an amount.
    pub by_area: Option<Grid>,
    /// By plan.
    pub by_plan: Option<Grid>,
}

pub(super) fn build_benefit(edition: &Edition<'_>) -> Benefit {
    let years: Vec<FiscalYear> =
        edition.settings.period.years().filter(|year| *year <= edition.year.year).collect();
    let rows = plan_benefits(edition.year, &years);
    if rows.is_empty() {
        let paragraph = "効果額の記載がある計画はない。".to_owned();
        return Benefit { paragraph, by_area: None, by_plan: None };
    }
    Benefit {
        paragraph: paragraph(edition, &rows),
        by_area: Some(by_area(edition, &years, &rows)),
        by_plan: Some(by_plan(edition, &years, &rows)),
    }
}

/// Whether a plan states an amount of the year under evaluation.
fn states(row: &PlanBenefit<'_>) -> bool {
    row.amounts.last().is_some_and(Option::is_some)
}

/// The year's sum, then what there is since the period began.
fn paragraph(edition: &Edition<'_>, rows: &[PlanBenefit<'_>]) -> String {
    let stated = prose::plans(rows.iter().filter(|row| states(row)).count());
    let this = edition.this_year();
    let mut text = match sum(rows.iter().filter_map(|row| *row.amounts.last()?)) {
        Some(sum) => format!("{this}の効果額は、{stated}の合計で{}千円である。", figures::whole(sum.0)),
        None => format!("{this}の効果額の記載がある計画はない。"),
    };
    let earlier = rows.iter().flat_map(|row| row.amounts.iter().rev().skip(1)).any(Option::is_some);
    let whole = sum(rows.iter().flat_map(|row| row.amounts.iter().flatten()).copied());
    if let Some(whole) = whole.filter(|_| earlier) {
        let start = edition.long(edition.settings.period.start);
        text.push_str(&format!("{start}からの累計は{}千円である。", figures::whole(whole.0)));
    }
    text
}

fn year_columns(edition: &Edition<'_>, years: &[FiscalYear], columns: &mut Vec<(String, Align)>) {
    columns.extend(years.iter().map(|year| (edition.settings.eras.short(*year), Align::Right)));
    if years.len() > 1 {
        columns.push(("累計".to_owned(), Align::Right));
    }
}

/// Sums by year over some plans, then over the years.
fn sums<'a>(years: usize, rows: impl Iterator<Item = &'a PlanBenefit<'a>> + Clone) -> Vec<String> {
    let by_year: Vec<Option<ThousandYen>> =
        (0..years).map(|at| sum(rows.clone().filter_map(|row| row.amounts[at]))).collect();
    let mut cells: Vec<String> = by_year.iter().map(|amount| figures::money(*amount)).collect();
    if years > 1 {
        cells.push(figures::money(sum(by_year.into_iter().flatten())));
    }
    cells
}

fn by_area(edition: &Edition<'_>, years: &[FiscalYear], rows: &[PlanBenefit<'_>]) -> Grid {
    let mut columns = vec![
        ("改革分野".to_owned(), Align::Left),
        ("対象計画".to_owned(), Align::Right),
        ("記載あり".to_owned(), Align::Right),
    ];
    year_columns(edition, years, &mut columns);
    let row = |number: u32, name: String, plans: usize| {
        let own = rows.iter().filter(|row| number == 0 || row.key.area == number);
        let stated = own.clone().filter(|row| states(row)).count();
        let mut cells = vec![name, figures::count(plans), figures::count(stated)];
        cells.extend(sums(years.len(), own));
        GridRow { cells, total: number == 0 }
    };
    let areas = &edition.totals.areas;
    let mut table: Vec<GridRow> =
        areas.iter().map(|area| row(area.number, prose::area_label(area), area.plans)).collect();
    // Areas that only plans of earlier years belong to.
    let mut gone: Vec<(u32, &str)> = rows.iter().map(|row| (row.key.area, row.area)).collect();
    gone.retain(|(number, _)| !areas.iter().any(|area| area.number == *number));
    gone.dedup_by_key(|(number, _)| *number);
    table.extend(gone.into_iter().map(|(number, name)| row(number, name.to_owned(), 0)));
    let all = &edition.totals.all;
    table.push(row(all.number, prose::area_label(all), all.plans));
    let note = &edition.wording.note;
    let mut notes = vec![note.benefit.clone()];
    if rows.iter().any(|row| row.ended.is_some()) {
        notes.push(note.benefit_ended.clone());
    }
    Grid {
        title: edition.wording.heading.benefit_by_area.clone(),
        unit: Some("単位：計画、千円".to_owned()),
        columns,
        rows: table,
        notes,
    }
}

fn by_plan(edition: &Edition<'_>, years: &[FiscalYear], rows: &[PlanBenefit<'_>]) -> Grid {
    let mut columns = vec![
        ("番号".to_owned(), Align::Left),
        ("計画名".to_owned(), Align::Left),
        ("実行課".to_owned(), Align::Left),
    ];
    year_columns(edition, years, &mut columns);
    let mut table: Vec<GridRow> = rows
        .iter()
        .map(|row| {
            let ended = row.ended.map(|year| format!("（{}で終了）", edition.settings.eras.short(year)));
            let name = format!("{}{}", row.name, ended.unwrap_or_default());
            let mut cells = vec![row.key.to_string(), name, row.department.to_owned()];
            cells.extend(sums(years.len(), std::iter::once(row)));
            GridRow::plain(cells)
        })
        .collect();
    let mut cells = vec![String::new(), "合　計".to_owned(), String::new()];
    cells.extend(sums(years.len(), rows.iter()));
    table.push(GridRow::total(cells));
    Grid {
        title: edition.wording.heading.benefit_by_plan.clone(),
        unit: Some("単位：千円".to_owned()),
        columns,
        rows: table,
        notes: Vec::new(),
    }
}
