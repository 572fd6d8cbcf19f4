//! The samples from file to plan, without rules and outputs: every value that
//! the departments typed, and which plan it belongs to.

mod support;

use std::path::Path;

use gyokaku::diag::{Finding, Severity};
use gyokaku::form::{self, SheetReading};
use gyokaku::ledger;
use gyokaku::model::{Field, Plan, PlanStatus};
use gyokaku::normalize;
use gyokaku::settings::{self, Settings};
use gyokaku::workbook;
use serde_json::Value as Json;
use support::json;

struct Read {
    settings: Settings,
    plans: Vec<Plan>,
    findings: Vec<Finding>,
}

fn read(city: &str, year: &str) -> Read {
    workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(city);
    let settings = settings::read(&folder.join("gyokaku.toml"), &[]).expect("settings");
    let fiscal_year = settings.eras.parse_short(year).expect("a year");
    let year_dir = folder.join(year);
    let forms = form::read_forms(&folder, &year_dir, &settings.eras).expect("forms");
    let mut findings = Vec::new();
    let list = ledger::read_ledger(&year_dir.join("計画台帳.xlsx"), &settings).expect("a ledger");
    let list = list.take(&mut findings);
    let mut sheets = Vec::new();
    for submission in workbook::list_submissions(&year_dir).expect("submissions") {
        let file = workbook::read_submission(&submission, &settings.eras).take(&mut findings);
        for sheet in file.workbook.iter().flat_map(|book| &book.sheets) {
            let reading = form::read_sheet(&forms, &submission.path, sheet).take(&mut findings);
            if let SheetReading::Read(reading) = reading {
                let sheet = normalize::plan_sheet(reading.plan, &settings, fiscal_year);
                sheets.push(sheet.take(&mut findings));
            }
        }
    }
    let assigned = ledger::assign(sheets, &list, &[], fiscal_year, &settings).take(&mut findings);
    Read { settings, plans: assigned.plans, findings }
}

/// Every difference in what departments fill in; what the bodies add is not read here.
fn differences(read: &Read, city: &str, year: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("samples/{city}/expected/{year}.json"));
    let text = std::fs::read_to_string(path).expect("expected values");
    let expected: Json = serde_json::from_str(&text).expect("JSON");
    let added =
        |field: &Field| field.is_for_secretariat() || matches!(field, Field::Disposition | Field::End);
    let mut lines = Vec::new();
    for plan in &read.plans {
        let wanted = expected[plan.key.to_string()].as_object().expect("an expected plan");
        let eras = &read.settings.eras;
        for (name, value) in wanted {
            let field = Field::parse(name, eras).unwrap_or_else(|| Field::Custom(name.as_str().into()));
            let found = plan.fields.get(&field).map_or(Json::Null, |v| json(&v.value, &read.settings));
            let same = found == *value || (found.as_f64().is_some() && found.as_f64() == value.as_f64());
            if !same && !added(&field) {
                lines.push(format!("{} {name}: read {found}, expected {value}", plan.key));
            }
        }
        for (field, value) in plan.fields.iter().filter(|(field, _)| !added(field)) {
            if !wanted.contains_key(&field.name(eras)) {
                lines.push(format!(
                    "{} {}: read {:?}, expected blank",
                    plan.key,
                    field.name(eras),
                    value.raw
                ));
            }
        }
    }
    lines
}

fn errors(read: &Read) -> Vec<String> {
    let errors = read.findings.iter().filter(|f| f.severity == Severity::Error);
    errors.map(|f| format!("{} {:?} {}", f.code, f.key, f.message)).collect()
}

#[test]
fn every_typed_value_of_the_samples_is_read() {
    for (city, year, due) in [("honjo", "R5", 50), ("honjo", "R6", 49), ("minato", "R6", 0)] {
        let read = read(city, year);
        let differences = differences(&read, city, year);
        assert!(differences.is_empty(), "{city} {year}: {}\n{}", differences.len(), differences.join("\n"));
        assert_eq!(errors(&read), Vec::<String>::new(), "{city} {year}");
        assert!(due == 0 || read.plans.len() == due);
        assert!(read.plans.iter().all(|plan| plan.status == PlanStatus::Submitted));
    }
}
