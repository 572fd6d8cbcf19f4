//! The sample city's first year, made from the record that is expected of it:
//! fifty plans with long texts, for tests of what is reported and how it prints.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::model::{
    AfterPeriod, Area, Body, CellRef, Direction, Eras, Field, FieldKind, Fields, FiscalYear, JudgmentCode,
    Ledger, LedgerPlan, Period, Plan, PlanKey, PlanStatus, Quantity, SheetSource, Sourced, Stage,
    ThousandYen, Value, WholeOpinion, Year,
};
use crate::report::sample;
use crate::settings::Settings;

/// The sample city.
pub(crate) fn city() -> Settings {
    let mut settings = Settings::new("本庄市", Period { start: FiscalYear(2023), end: FiscalYear(2027) });
    settings.city.secretariat = "企画財政部企画課".to_owned();
    settings
}

/// Its year R5 at the last stage.
pub(crate) fn year() -> Year {
    let plans = plans(include_str!("../../samples/honjo/expected/R5.json"));
    let origin = plans[0].source.as_ref().expect("submitted").at(CellRef::new(1, 5));
    let areas = plans.iter().map(|plan| (plan.key.area, Arc::clone(&plan.area))).collect::<BTreeMap<_, _>>();
    Year {
        year: FiscalYear(2023),
        stage: Stage::Confirmed,
        is_final: false,
        met: BTreeSet::from([Body::Headquarters, Body::Council]),
        ledger: Ledger {
            areas: areas.into_iter().map(|(number, name)| area(number, name)).collect(),
            plans: plans.iter().map(listed).collect(),
            ..Ledger::default()
        },
        files: plans.iter().filter_map(sample::file_of).collect(),
        plans,
        whole_opinions: vec![WholeOpinion {
            body: Body::Council,
            text: "市民に分かりやすい言葉で公表すること。".to_owned(),
            origin,
        }],
        earlier: Vec::new(),
        has_year_before: false,
    }
}

fn area(number: u32, name: Arc<str>) -> Area {
    Area { number, name, content: None, means: Vec::new(), effects: Vec::new() }
}

fn listed(plan: &Plan) -> LedgerPlan {
    LedgerPlan {
        key: plan.key,
        name: Arc::clone(&plan.name),
        department: Arc::clone(&plan.department),
        start: plan.start,
        end: None,
        added: None,
        row: plan.key.number + 1,
    }
}

/// The plans of a record, as their sheets would be read.
pub(crate) fn plans(record: &str) -> Vec<Plan> {
    let record: BTreeMap<String, BTreeMap<String, Json>> = serde_json::from_str(record).expect("a record");
    let mut plans: Vec<Plan> = record.iter().map(|(key, fields)| plan(key, fields)).collect();
    plans.sort_by_key(|plan| plan.key);
    plans
}

fn plan(key: &str, record: &BTreeMap<String, Json>) -> Plan {
    let text = |name: &str| -> Arc<str> { record[name].as_str().expect("a text").into() };
    let source = SheetSource {
        file: format!("提出/{key}_{}.xlsx", text("実行課")).into(),
        sheet: "実施計画シート".into(),
        form: "実施計画シート".into(),
    };
    let eras = Eras::default();
    let mut fields = Fields::default();
    for (at, (name, json)) in record.iter().enumerate() {
        let field = Field::parse(name, &eras).unwrap_or_else(|| Field::Custom(name.as_str().into()));
        let value = value(field.kind(), json, &eras);
        let raw = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
        let cell = CellRef::new(u32::try_from(at).expect("few fields"), 2);
        fields.insert(field, Sourced::read(value, raw, source.at(cell)));
    }
    Plan {
        key: PlanKey::parse(key).expect("a key"),
        area: text("改革分野"),
        name: text("計画名"),
        department: text("実行課"),
        start: record.get("開始").and_then(Json::as_str).and_then(|start| eras.parse_short(start)),
        added: false,
        status: PlanStatus::Submitted,
        source: Some(source),
        fields,
        typed: Fields::default(),
        slots: BTreeMap::new(),
        unreadable: Default::default(),
    }
}

fn value(kind: FieldKind, json: &Json, eras: &Eras) -> Value {
    let text = || json.as_str().expect("a text").to_owned();
    match kind {
        FieldKind::Text | FieldKind::Line => Value::Text(text()),
        FieldKind::Integer => Value::Integer(json.as_i64().expect("a whole number")),
        FieldKind::Number => {
            let value: Decimal = json.to_string().parse().expect("a number");
            Value::Number(Quantity { value, unit: None })
        }
        FieldKind::Money => Value::Money(ThousandYen(json.as_i64().expect("an amount"))),
        FieldKind::Year => Value::Year(eras.parse_short(&text()).expect("a year")),
        FieldKind::Date => Value::Date(text().parse().expect("a day")),
        FieldKind::Judgment => Value::Judgment(JudgmentCode(text().into())),
        FieldKind::Direction => {
            Value::Direction(if text() == "↑" { Direction::Up } else { Direction::Down })
        }
        FieldKind::AfterPeriod => Value::AfterPeriod(match text().as_str() {
            "継続" => AfterPeriod::Continue,
            "終了" => AfterPeriod::End,
            _ => AfterPeriod::Examining,
        }),
    }
}
