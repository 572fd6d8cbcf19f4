//! 7 効果額: what the plans saved or earned, by area and by plan.

use crate::model::{ClosedPlan, Field, FiscalYear, Plan, ThousandYen};
use crate::report::figures;

use super::edition::Edition;
use super::parts::{Align, Grid, GridRow};
use super::prose;
use super::wording::fill;

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

/// Amounts of one plan, one a year.
struct Amounts<'a> {
    plan: &'a Plan,
    years: Vec<Option<ThousandYen>>,
}

pub(super) fn build_benefit(edition: &Edition<'_>) -> Benefit {
    let years: Vec<FiscalYear> =
        edition.settings.period.years().filter(|year| *year <= edition.year.year).collect();
    let amounts: Vec<Amounts<'_>> = edition
        .year
        .plans
        .iter()
        .map(|plan| Amounts { plan, years: years.iter().map(|year| amount(edition, plan, *year)).collect() })
        .collect();
    let stated = amounts.iter().filter(|a| a.years.last().is_some_and(Option::is_some)).count();
    let any = amounts.iter().any(|a| a.years.iter().any(Option::is_some));
    if !any {
        let paragraph = "効果額の記載がある計画はない。".to_owned();
        return Benefit { paragraph, by_area: None, by_plan: None };
    }
    let sum = sum(amounts.iter().filter_map(|a| a.years.last().copied().flatten()));
    let mut paragraph = match sum {
        Some(sum) => format!(
            "{}の効果額は、{}の合計で{}千円である。",
            edition.this_year(),
            prose::plans(stated),
            figures::whole(sum.0)
        ),
        None => format!("{}の効果額の記載がある計画はない。", edition.this_year()),
    };
    paragraph.extend(whole_sentence(edition, &amounts));
    Benefit {
        paragraph,
        by_area: Some(by_area(edition, &years, &amounts)),
        by_plan: Some(by_plan(edition, &years, &amounts)),
    }
}

/// What these plans come to since the period began.
fn whole_sentence(edition: &Edition<'_>, amounts: &[Amounts<'_>]) -> Option<String> {
    let start = edition.settings.period.start;
    let earlier = amounts.iter().flat_map(|a| a.years.iter().rev().skip(1)).flatten().copied();
    earlier.clone().next()?;
    let whole = sum(amounts.iter().flat_map(|a| a.years.iter().flatten()).copied())?;
    Some(format!(
        "対象とする計画の{}からの累計は{}千円である。",
        edition.long(start),
        figures::whole(whole.0)
    ))
}

/// Amounts of plans that ended in earlier years are in no column.
fn notes(edition: &Edition<'_>) -> Vec<String> {
    let note = &edition.wording.note;
    let mut notes = vec![note.benefit.clone()];
    let due = |plan: &&ClosedPlan| edition.year.plans.iter().any(|due| due.key == plan.key);
    let gone =
        edition.year.earlier.iter().flat_map(|closed| closed.plans.iter().map(move |p| (closed.year, p)));
    let mut gone = gone.filter(|(_, plan)| !due(plan));
    if gone.any(|(year, plan)| plan.fields.money(&Field::Benefit(year)).is_some()) {
        notes.push(fill(&note.benefit_ended, &[("year", &edition.this_year())]));
    }
    notes
}

/// The closed amount of an earlier year, else what this year's sheet says of it.
pub(super) fn amount(edition: &Edition<'_>, plan: &Plan, year: FiscalYear) -> Option<ThousandYen> {
    let field = Field::Benefit(year);
    let own = plan.fields.money(&field);
    if year >= edition.year.year {
        return own;
    }
    let closed = edition.year.earlier.iter().find(|closed| closed.year == year);
    closed.and_then(|closed| closed.plan(plan.key)).and_then(|plan| plan.fields.money(&field)).or(own)
}

/// The sum; `None` of nothing.
fn sum(amounts: impl Iterator<Item = ThousandYen>) -> Option<ThousandYen> {
    amounts.fold(None, |sum, amount| {
        Some(ThousandYen(sum.map_or(0, |ThousandYen(sum)| sum).saturating_add(amount.0)))
    })
}

fn year_columns(edition: &Edition<'_>, years: &[FiscalYear], columns: &mut Vec<(String, Align)>) {
    columns.extend(years.iter().map(|year| (edition.settings.eras.short(*year), Align::Right)));
    if years.len() > 1 {
        columns.push(("累計".to_owned(), Align::Right));
    }
}

/// Sums by year over some plans, then over the years.
fn sums<'a>(years: usize, amounts: impl Iterator<Item = &'a Amounts<'a>> + Clone) -> Vec<String> {
    let by_year: Vec<Option<ThousandYen>> =
        (0..years).map(|at| sum(amounts.clone().filter_map(|a| a.years[at]))).collect();
    let mut cells: Vec<String> = by_year.iter().map(|amount| figures::money(*amount)).collect();
    if years > 1 {
        cells.push(figures::money(sum(by_year.into_iter().flatten())));
    }
    cells
}

fn by_area(edition: &Edition<'_>, years: &[FiscalYear], amounts: &[Amounts<'_>]) -> Grid {
    let mut columns = vec![
        ("改革分野".to_owned(), Align::Left),
        ("対象計画".to_owned(), Align::Right),
        ("記載あり".to_owned(), Align::Right),
    ];
    year_columns(edition, years, &mut columns);
    let row = |area: &crate::report::totals::AreaTotals| {
        let of_area = amounts.iter().filter(|a| area.number == 0 || a.plan.key.area == area.number);
        let stated = of_area.clone().filter(|a| a.years.last().is_some_and(Option::is_some)).count();
        let mut cells = vec![prose::area_label(area), figures::count(area.plans), figures::count(stated)];
        cells.extend(sums(years.len(), of_area));
        GridRow { cells, total: area.number == 0 }
    };
    Grid {
        title: edition.wording.heading.benefit_by_area.clone(),
        unit: Some("単位：計画、千円".to_owned()),
        columns,
        rows: edition.totals.rows().map(row).collect(),
        notes: notes(edition),
    }
}

fn by_plan(edition: &Edition<'_>, years: &[FiscalYear], amounts: &[Amounts<'_>]) -> Grid {
    let mut columns = vec![
        ("番号".to_owned(), Align::Left),
        ("計画名".to_owned(), Align::Left),
        ("実行課".to_owned(), Align::Left),
    ];
    year_columns(edition, years, &mut columns);
    let stated = amounts.iter().filter(|a| a.years.iter().any(Option::is_some));
    let mut rows: Vec<GridRow> = stated
        .map(|a| {
            let mut cells =
                vec![a.plan.key.to_string(), a.plan.name.to_string(), a.plan.department.to_string()];
            cells.extend(sums(years.len(), std::iter::once(a)));
            GridRow::plain(cells)
        })
        .collect();
    let mut cells = vec![String::new(), "合　計".to_owned(), String::new()];
    cells.extend(sums(years.len(), amounts.iter()));
    rows.push(GridRow::total(cells));
    Grid {
        title: edition.wording.heading.benefit_by_plan.clone(),
        unit: Some("単位：千円".to_owned()),
        columns,
        rows,
        notes: Vec::new(),
    }
}
