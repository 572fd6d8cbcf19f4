//! Forms of imaginary cities, what their departments did to them, and what the
//! sheets say: through settings, form, reading and normalizing.

mod support;

use std::path::{Path, PathBuf};

use gyokaku::diag::Finding;
use gyokaku::form::{self, SheetReading};
use gyokaku::model::{Field, PlanSheet};
use gyokaku::normalize;
use gyokaku::settings::{self, Settings};
use gyokaku::workbook;
use serde_json::Value as Json;
use support::json;

fn cities() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/cities")
}

/// Every difference between a sheet and what it is known to say, both ways.
fn differences(sheet: &PlanSheet, wanted: &Json, settings: &Settings) -> Vec<String> {
    let wanted = wanted.as_object().expect("values by field");
    let same = |a: &Json, b: &Json| a == b || (a.as_f64().is_some() && a.as_f64() == b.as_f64());
    let mut lines = Vec::new();
    for (name, value) in wanted {
        let field = Field::parse(name, &settings.eras).unwrap_or_else(|| Field::Custom(name.as_str().into()));
        let found = sheet.fields.get(&field).map_or(Json::Null, |v| json(&v.value, settings));
        if !same(&found, value) {
            lines.push(format!("{name}: {found}, not {value}"));
        }
    }
    let extra = sheet.fields.iter().filter(|(field, _)| !wanted.contains_key(&field.name(&settings.eras)));
    lines.extend(extra.map(|(field, value)| format!("{}: {:?}", field.name(&settings.eras), value.raw)));
    lines
}

fn check_city(folder: &Path) -> Vec<String> {
    let settings = settings::read(&folder.join("gyokaku.toml"), &[]).expect("settings");
    let forms = form::read_forms(folder, folder, &settings.eras).expect("a form");
    let expected = std::fs::read_to_string(folder.join("expected.json")).expect("what the sheets say");
    let expected: Json = serde_json::from_str(&expected).expect("JSON");
    let year = settings.eras.parse_short(expected["year"].as_str().expect("a year")).expect("a year");
    let mut wrong = Vec::new();
    for (name, truth) in expected["files"].as_object().expect("files") {
        let book = workbook::read_workbook(&folder.join("提出").join(name)).expect("a workbook");
        let mut findings: Vec<Finding> = Vec::new();
        let mut sheets = Vec::new();
        let file = name.as_str().into();
        for sheet in &book.sheets {
            if let SheetReading::Read(reading) = form::read_sheet(&forms, &file, sheet).take(&mut findings) {
                sheets.push(normalize::plan_sheet(reading.plan, &settings, year).take(&mut findings));
            }
        }
        let plans = truth["plans"].as_array().expect("plans");
        let read_with: Vec<&str> = sheets.iter().map(|sheet: &PlanSheet| &*sheet.source.form).collect();
        if let Some(form) = truth["form"].as_str().filter(|form| read_with != [*form]) {
            wrong.push(format!("{name}: read with {read_with:?}, not {form}"));
        }
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.0).collect();
        if Json::from(codes) != truth["findings"] || plans.len() != sheets.len() {
            let said: Vec<String> = findings.iter().map(|f| format!("{} {}", f.code, f.message)).collect();
            wrong.push(format!("{name}: {} sheets; {}", sheets.len(), said.join("\n  ")));
        }
        for (sheet, plan) in sheets.iter().zip(plans) {
            wrong
                .extend(differences(sheet, plan, &settings).into_iter().map(|line| format!("{name} {line}")));
        }
    }
    wrong
}

#[test]
fn the_sheets_of_other_cities_are_read_right_or_reported() {
    let mut folders: Vec<PathBuf> =
        cities().read_dir().expect("cities").map(|entry| entry.expect("an entry").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(folders.len() >= 5);
    let wrong: Vec<String> = folders.iter().flat_map(|folder| check_city(folder)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
