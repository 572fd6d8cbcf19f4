//! Indicators as they are printed: one number of decimals for all numbers of one indicator.

use rust_decimal::Decimal;

use crate::model::{ClosedPlan, Direction, Field, FiscalYear, IndicatorPart, Plan};
use crate::report::figures;

/// Target and actual of one indicator in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearFigures {
    /// `未利用財産の処分件数`
    pub name: String,
    /// `件`; empty where none is given.
    pub unit: String,
    /// `2`, or `－`.
    pub target: String,
    /// `3`, `－`, or `確認中` where it cannot be read.
    pub actual: String,
}

/// One indicator over the years of the period.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorHistory {
    /// `指　標`, or `指標１` where there are several.
    pub label: String,
    /// `未利用財産の処分件数（令和５年度からの累計）`
    pub name: String,
    /// `単位：件　基準値：0　↑高いほど良い`
    pub detail: String,
    /// One a year; empty where nothing is to be said (a year to come without a target).
    pub targets: Vec<String>,
    /// One a year.
    pub actuals: Vec<String>,
    /// The same as numbers.
    pub chart: IndicatorChart,
    /// The chart in words.
    pub alternative: String,
}

/// What the small chart draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorChart {
    /// One a year.
    pub targets: Vec<Option<Decimal>>,
    /// One a year.
    pub actuals: Vec<Option<Decimal>>,
    /// 基準値.
    pub base: Option<Decimal>,
}

/// What a cell without a readable value says.
const UNREADABLE: &str = "確認中";

/// Target and actual in one year of every indicator that has one of them.
pub(super) fn year_figures(plan: &Plan, year: FiscalYear) -> Vec<YearFigures> {
    let part = |number, part| Field::Indicator(number, part);
    let shown = |number: u16| {
        let (target, actual) =
            (part(number, IndicatorPart::Target(year)), part(number, IndicatorPart::Actual(year)));
        if !has_anything(plan, &target) && !has_anything(plan, &actual) {
            return None;
        }
        let values: Vec<Decimal> =
            [&target, &actual].into_iter().filter_map(|f| plan.fields.number(f)).collect();
        let decimals = figures::decimals(&values);
        Some(YearFigures {
            name: plan.fields.text(&part(number, IndicatorPart::Name)).unwrap_or_default().to_owned(),
            unit: plan.fields.text(&part(number, IndicatorPart::Unit)).unwrap_or_default().to_owned(),
            target: number_text(plan, &target, decimals),
            actual: number_text(plan, &actual, decimals),
        })
    };
    plan.fields.indicators().into_iter().filter_map(shown).collect()
}

fn has_anything(plan: &Plan, field: &Field) -> bool {
    plan.fields.has(field) || plan.unreadable.contains(field)
}

fn number_text(plan: &Plan, field: &Field, decimals: u32) -> String {
    match plan.fields.number(field) {
        Some(value) => figures::number(value, decimals),
        None if plan.unreadable.contains(field) => UNREADABLE.to_owned(),
        None => figures::NOTHING.to_owned(),
    }
}

/// The years that a page shows.
pub(super) struct Span<'a> {
    /// The year under evaluation.
    pub(super) now: FiscalYear,
    /// Every year of the period, with what was closed of the plan.
    pub(super) years: Vec<(FiscalYear, Option<&'a ClosedPlan>)>,
}

/// Every indicator of a plan over the years. An earlier year's actual is the
/// closed one, as long as the indicator still bears the same name.
pub(super) fn indicator_histories(plan: &Plan, span: &Span<'_>) -> Vec<IndicatorHistory> {
    let numbers = plan.fields.indicators();
    let label = |at: usize| {
        if numbers.len() > 1 {
            format!("指標{}", super::prose::number(at + 1))
        } else {
            "指　標".to_owned()
        }
    };
    numbers.iter().enumerate().map(|(at, &number)| indicator_history(label(at), plan, number, span)).collect()
}

fn indicator_history(label: String, plan: &Plan, number: u16, span: &Span<'_>) -> IndicatorHistory {
    let field = |part| Field::Indicator(number, part);
    let name_field = field(IndicatorPart::Name);
    let name = plan.fields.text(&name_field).unwrap_or_default().to_owned();
    let actual = |(year, closed): &(FiscalYear, Option<&ClosedPlan>)| {
        let field = field(IndicatorPart::Actual(*year));
        let same = |closed: &&ClosedPlan| closed.fields.text(&name_field) == plan.fields.text(&name_field);
        let confirmed = closed.filter(same).and_then(|closed| closed.fields.number(&field));
        confirmed.or_else(|| plan.fields.number(&field))
    };
    let base = plan.fields.number(&field(IndicatorPart::Base));
    let targets: Vec<Option<Decimal>> =
        span.years.iter().map(|(year, _)| plan.fields.number(&field(IndicatorPart::Target(*year)))).collect();
    let actuals: Vec<Option<Decimal>> = span.years.iter().map(actual).collect();
    let decimals = figures::decimals(targets.iter().chain(&actuals).flatten().chain(&base));
    let text = |value: &Option<Decimal>, year: FiscalYear, part: Field| match value {
        Some(value) => figures::number(*value, decimals),
        None if plan.unreadable.contains(&part) => UNREADABLE.to_owned(),
        None if year > span.now => String::new(),
        None => figures::NOTHING.to_owned(),
    };
    let over = |values: &[Option<Decimal>], part: fn(FiscalYear) -> IndicatorPart| -> Vec<String> {
        span.years
            .iter()
            .zip(values)
            .map(|((year, _), value)| text(value, *year, field(part(*year))))
            .collect()
    };
    let (target_texts, actual_texts) =
        (over(&targets, IndicatorPart::Target), over(&actuals, IndicatorPart::Actual));
    IndicatorHistory {
        alternative: alternative(&name, &target_texts, &actual_texts),
        detail: detail(plan, number, base.map(|base| figures::number(base, decimals))),
        label,
        name,
        targets: target_texts,
        actuals: actual_texts,
        chart: IndicatorChart { targets, actuals, base },
    }
}

/// `単位：件　基準値：0　↑高いほど良い`
fn detail(plan: &Plan, number: u16, base: Option<String>) -> String {
    let field = |part| Field::Indicator(number, part);
    let unit = plan.fields.text(&field(IndicatorPart::Unit)).map(|unit| format!("単位：{unit}"));
    let base = match base {
        Some(base) => Some(format!("基準値：{base}")),
        None if plan.unreadable.contains(&field(IndicatorPart::Base)) => {
            Some(format!("基準値：{UNREADABLE}"))
        }
        None => None,
    };
    let direction = plan.fields.direction(&field(IndicatorPart::Direction));
    let direction = direction.map(|direction| direction_words(direction).to_owned());
    [unit, base, direction].into_iter().flatten().collect::<Vec<_>>().join("　")
}

fn alternative(name: &str, targets: &[String], actuals: &[String]) -> String {
    let or_blank = |texts: &[String]| {
        let texts: Vec<&str> = texts.iter().map(|text| if text.is_empty() { "なし" } else { text }).collect();
        texts.join("、")
    };
    format!("{name}の年度別の目標値（{}）と実績値（{}）のグラフ", or_blank(targets), or_blank(actuals))
}

fn direction_words(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "↑高いほど良い",
        Direction::Down => "↓低いほど良い",
    }
}
