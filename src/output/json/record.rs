//! The year and its findings → 記録.json.

use std::io;

use super::text::{Json, Object, Printer, print};
use crate::diag::Finding;
use crate::model::{Body, Eras, Field, Fields, Plan, Sourced, Stage, SubmittedFile, Value, Year};
use crate::report::totals::{AreaTotals, Totals};
use crate::review::{Before, Checksum, FindingId, FollowUp, RECORD_SCHEMA};
use crate::settings::Settings;

/// How this run's findings stand to those of the run before, whose 記録.json
/// is `before`.
pub fn follow_up(year: &Year, findings: &[Finding], settings: &Settings, before: Option<Before>) -> FollowUp {
    let mut sum = Checksum::default();
    print_record(&mut sum, year, findings, settings, None).expect("a checksum takes everything");
    // Like its record, the confirmed edition depends on nothing but the year.
    FollowUp::new(sum.finish(), findings, before.filter(|_| !year.is_final))
}

/// The bytes of 記録.json, as [`print_record`] prints them.
pub fn write_record(
    year: &Year,
    findings: &[Finding],
    settings: &Settings,
    follow_up: Option<&FollowUp>,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    print_record(&mut bytes, year, findings, settings, follow_up).expect("memory takes everything");
    bytes
}

/// 記録.json of a run, printed plan by plan. `follow_up` says how its findings
/// stand to those of the run before. The confirmed edition leaves that out: its
/// record is what 確定.json keeps, and depends on nothing but the year.
pub fn print_record(
    out: &mut dyn io::Write,
    year: &Year,
    findings: &[Finding],
    settings: &Settings,
    follow_up: Option<&FollowUp>,
) -> io::Result<()> {
    let eras = &settings.eras;
    let mut printer = Printer::new(out);
    printer.entry("schema", RECORD_SCHEMA)?;
    printer.entry("city", settings.city.name.as_str())?;
    printer.entry("year", eras.short(year.year))?;
    printer.entry("stage", year.stage.as_str())?;
    printer.entry("final", year.is_final)?;
    printer.list("plans", year.plans.iter().map(|plan| plan_json(plan, eras)))?;
    printer.list("findings", findings.iter().map(finding_json))?;
    printer.list("files", year.files.iter().map(file_json))?;
    printer.entry("opinions", opinions_json(year))?;
    printer.entry("totals", totals_json(year, settings))?;
    if let Some(follow_up) = follow_up.filter(|_| !year.is_final) {
        printer.entry("baseline", baseline(follow_up))?;
    }
    printer.finish()
}

fn plan_json(plan: &Plan, eras: &Eras) -> Json {
    let typed: Object = plan.typed.iter().fold(Object::default(), |object, (field, typed)| {
        object.with(field.name(eras), value_json(&typed.value, eras))
    });
    let number = usize::try_from(plan.key.number).unwrap_or(usize::MAX);
    Object::default()
        .with("key", plan.key.to_string())
        .with("area", &*plan.area)
        .with("number", number)
        .with("name", &*plan.name)
        .with("department", &*plan.department)
        .with("status", plan.status.as_str())
        .with_some("typed", (!plan.typed.is_empty()).then_some(typed))
        .with("fields", fields_json(&plan.fields, eras))
        .into()
}

fn fields_json(fields: &Fields, eras: &Eras) -> Json {
    let add = |object: Object, (field, value): (&Field, &Sourced<Value>)| {
        object.with(field.name(eras), sourced_json(value, eras))
    };
    fields.iter().fold(Object::default(), add).into()
}

fn sourced_json(sourced: &Sourced<Value>, eras: &Eras) -> Json {
    Object::default()
        .with("value", value_json(&sourced.value, eras))
        .with_some("unit", unit(&sourced.value))
        .with("raw", sourced.raw.as_str())
        .with("file", &*sourced.origin.file)
        .with("sheet", &*sourced.origin.sheet)
        .with("cell", sourced.origin.cell.to_string())
        .with_some("derived", sourced.derived.then_some(true))
        .into()
}

fn unit(value: &Value) -> Option<&str> {
    match value {
        Value::Number(quantity) => quantity.unit.as_deref(),
        _ => None,
    }
}

fn value_json(value: &Value, eras: &Eras) -> Json {
    match value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::Integer(number) => Json::Number(number.to_string()),
        Value::Number(quantity) => Json::Number(quantity.value.to_string()),
        Value::Money(amount) => Json::Number(amount.0.to_string()),
        Value::Year(year) => Json::from(eras.short(*year)),
        Value::Date(date) => Json::from(date.to_string()),
        Value::Judgment(code) => Json::from(code.as_str()),
        Value::Direction(direction) => Json::from(direction.as_str()),
        Value::AfterPeriod(choice) => Json::from(choice.as_str()),
    }
}

/// Findings alone, each as 記録.json writes it.
pub fn write_findings(findings: &[Finding]) -> String {
    print(&Json::from(findings.iter().map(finding_json).collect::<Vec<_>>()))
}

fn finding_json(finding: &Finding) -> Json {
    let acceptance = finding.accepted.as_ref().map(|accepted| {
        Object::default()
            .with("reason", accepted.reason.as_str())
            .with_some("by", accepted.by.as_deref())
            .with_some("date", accepted.date.as_deref())
    });
    Object::default()
        .with("code", finding.code.0)
        .with("severity", finding.severity.as_str())
        .with_some("key", finding.key.map(|key| key.to_string()))
        .with_some("department", finding.department.as_deref())
        .with_some("field", finding.field.as_deref())
        .with_some("file", finding.file.as_deref())
        .with_some("sheet", finding.sheet.as_deref())
        .with_some("cell", finding.cell.map(|cell| cell.to_string()))
        .with_some("found", finding.found.as_deref())
        .with("message", finding.message.as_str())
        .with("fix", finding.fix.as_str())
        .with("accepted", finding.accepted.is_some())
        .with_some("acceptance", acceptance)
        .into()
}

fn file_json(file: &SubmittedFile) -> Json {
    let sheets = file.sheets.iter().map(|sheet| {
        let object = Object::default()
            .with("name", &*sheet.name)
            .with_some("form", sheet.form.as_deref())
            .with("status", sheet.status.as_str());
        Json::from(object)
    });
    Object::default()
        .with("path", &*file.path)
        .with("sha256", file.sha256.as_str())
        .with("status", file.status.as_str())
        .with("sheets", sheets.collect::<Vec<_>>())
        .into()
}

fn opinions_json(year: &Year) -> Object {
    let whole = year.whole_opinions.iter().map(|opinion| {
        // A body is named by the stage whose paper it was shown.
        let stage = match opinion.body {
            Body::Headquarters => Stage::Headquarters,
            Body::Council => Stage::Council,
        };
        let object = Object::default()
            .with("stage", stage.as_str())
            .with("text", opinion.text.as_str())
            .with("file", &*opinion.origin.file)
            .with("sheet", &*opinion.origin.sheet)
            .with("cell", opinion.origin.cell.to_string());
        Json::from(object)
    });
    Object::default().with("全体", whole.collect::<Vec<_>>())
}

fn totals_json(year: &Year, settings: &Settings) -> Object {
    let totals = Totals::of(year, settings);
    let area = |object: Object, area: &AreaTotals| {
        let stages = area.stages.iter().fold(Object::default(), |stages, stage| {
            let counts = totals.codes.iter().zip(&stage.counts);
            let counts = counts.fold(Object::default(), |object, (code, n)| object.with(code.as_str(), *n));
            stages.with(stage.field.name(&settings.eras), counts)
        });
        object.with(&*area.name, stages)
    };
    Object::default()
        .with("plans", totals.all.plans)
        .with("submitted", totals.all.submitted)
        .with("by_area", totals.areas.iter().fold(Object::default(), area))
}

fn baseline(follow_up: &FollowUp) -> Object {
    let list = |ids: &[FindingId]| ids.iter().map(id_json).collect::<Vec<_>>();
    Object::default()
        .with("result", follow_up.result.as_str())
        .with_some("findings", follow_up.before.as_deref().map(list))
        .with_some("settled", follow_up.before.as_ref().map(|_| list(&follow_up.settled)))
        .with_some("new", follow_up.before.as_ref().map(|_| follow_up.count_new()))
        .with_some("open", follow_up.before.as_ref().map(|_| follow_up.count_open()))
}

fn id_json(id: &FindingId) -> Json {
    Object::default()
        .with("code", id.code.as_str())
        .with_some("key", id.key.as_deref())
        .with_some("department", id.department.as_deref())
        .with_some("field", id.field.as_deref())
        .with_some("file", id.file.as_deref())
        .with_some("sheet", id.sheet.as_deref())
        .with_some("cell", id.cell.as_deref())
        .with("message", id.message.as_str())
        .into()
}
