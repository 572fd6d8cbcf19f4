//! 指標: a row an indicator and year.

use std::collections::BTreeSet;

use super::Source;
use super::codes;
use super::plans::identify;
use super::table::{Datum, ID, Kind, Table, identity, item};
use crate::model::{Direction, Field, FiscalYear, IndicatorPart, Plan};

/// The table.
pub(super) fn table(source: &Source<'_>) -> Table {
    let mut items = identity();
    items.extend([
        item("指標番号", Kind::Whole, "計画の中の指標の番号"),
        item("指標名", Kind::Text, "指標の名称"),
        item("単位", Kind::Text, "基準値、目標値、実績値の単位"),
    ]);
    let directions = [codes::direction(Direction::Up), codes::direction(Direction::Down)];
    let meaning = "。↑（up）は高いほど良い、↓（down）は低いほど良い。空欄は定めなし";
    items.extend(codes::items("方向", &directions, meaning));
    items.extend([
        item("基準値", Kind::Number, "計画を始める前の値"),
        item("値の年度_西暦", Kind::Whole, "目標値と実績値の年度の西暦。空欄は年度別の値なし"),
        item("値の年度_和暦", Kind::Text, "目標値と実績値の年度の和暦"),
        item("目標値", Kind::Number, "その年度の目標値。空欄は記入なし"),
        item("実績値", Kind::Number, "その年度の実績値。空欄は記入なし"),
    ]);
    let mut rows = Vec::new();
    for plan in &source.year.plans {
        for number in plan.fields.indicators() {
            rows.extend(indicator(source, plan, number));
        }
    }
    Table { name: "指標", row: "1行は1指標の1年度", items, rows }
}

fn indicator(source: &Source<'_>, plan: &Plan, number: u16) -> Vec<Vec<Datum>> {
    let part = |part| Field::Indicator(number, part);
    let fields = &plan.fields;
    let text = |at| source.text(plan, &part(at));
    let mut start = identify(source, plan, &format!("_{number}"));
    start.push(Datum::Whole(i64::from(number)));
    start.push(text(IndicatorPart::Name));
    start.push(text(IndicatorPart::Unit));
    let direction = fields.direction(&part(IndicatorPart::Direction));
    start.extend(codes::both(direction.map(codes::direction)));
    start.push(Datum::number(fields.number(&part(IndicatorPart::Base))));
    let id = match &start[ID] {
        Datum::Text(id) => id.clone(),
        _ => String::new(),
    };
    let row = |year: Option<FiscalYear>| {
        let mut row = start.clone();
        if let Some(year) = year {
            row[ID] = Datum::Text(format!("{id}_{}", year.0));
        }
        row.extend(source.both(year));
        row.push(Datum::number(year.and_then(|year| fields.number(&part(IndicatorPart::Target(year))))));
        row.push(Datum::number(year.and_then(|year| fields.number(&part(IndicatorPart::Actual(year))))));
        row
    };
    let years = years(plan, number);
    if years.is_empty() { vec![row(None)] } else { years.into_iter().map(|year| row(Some(year))).collect() }
}

/// The years for which a target or an actual value is written.
fn years(plan: &Plan, number: u16) -> BTreeSet<FiscalYear> {
    let of = |field: &Field| match field {
        Field::Indicator(at, IndicatorPart::Target(year) | IndicatorPart::Actual(year)) if *at == number => {
            Some(*year)
        }
        _ => None,
    };
    plan.fields.iter().filter_map(|(field, _)| of(field)).collect()
}
