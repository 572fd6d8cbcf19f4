//! `gyokaku check FILE…`: single files, before or without a year folder.
//!
//! A file in a plan folder is read with that city's form, settings and ledger;
//! any other file with the built-in form, and then only what the file itself
//! shows (F, V, X) is checked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::attribute::attribute;
use super::console::Console;
use super::inspect::Place;
use super::known_codes;
use super::submissions::{Submissions, read_submissions};
use crate::diag::Finding;
use crate::error::{Error, Result};
use crate::ledger;
use crate::model::{
    Area, Field, FiscalYear, Ledger, LedgerPlan, PlanKey, PlanSheet, PlanStatus, Stage, Year,
};
use crate::rules;
use crate::settings::Settings;
use crate::workbook::Submission;

/// What was found in files of one place.
pub(super) struct CheckedFiles {
    pub(super) ledger: Option<Ledger>,
    pub(super) findings: Vec<Finding>,
}

/// Checks files that lie in one plan folder, or in none.
pub(super) fn check_files(paths: &[PathBuf], console: &Console) -> Result<CheckedFiles> {
    for path in paths {
        if !path.is_file() {
            return Err(Error::at(
                path,
                "ファイルを点検する",
                "ファイルがありません",
                "場所と名前を確認してください",
            ));
        }
    }
    let place = Place::of(&paths[0], &known_codes())?;
    let listed: Vec<Submission> =
        paths.iter().map(|path| Submission::of_file(path, &name_of(path))).collect();
    // Without a year folder the sheets' own year is the year; F03 has nothing to compare with.
    let year = place.year.unwrap_or(FiscalYear(0));
    let Submissions { sheets, mut findings, .. } =
        read_submissions(&listed, &place.forms, &place.settings, year, console);
    let known = place.year.and_then(|_| ledger_near(&paths[0], &place.settings));
    match known {
        Some(ledger) => {
            let plans = check_against(&ledger, sheets, year, &place.settings, &mut findings);
            attribute(&mut findings, &plans.plans);
            let findings = rules::finish(findings, &place.settings, &[]);
            Ok(CheckedFiles { ledger: Some(plans.ledger), findings })
        }
        None => {
            let own = ledger_of(&sheets);
            let year = sheets.iter().find_map(|s| s.fields.year(&Field::TargetYear)).unwrap_or(year);
            let plans = check_against(&own, sheets, year, &place.settings, &mut findings);
            attribute(&mut findings, &plans.plans);
            findings.retain(|f| f.code.0.starts_with(['F', 'V', 'X']) && f.code.0 != "F03");
            let findings = rules::finish(findings, &place.settings, &[]);
            Ok(CheckedFiles { ledger: None, findings })
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The ledger of the year folder that a file lies in; none where it cannot be read.
fn ledger_near(file: &Path, settings: &Settings) -> Option<Ledger> {
    let file = std::path::absolute(file).ok()?;
    let ledger = file.ancestors().skip(1).map(|dir| dir.join("計画台帳.xlsx")).find(|path| path.is_file())?;
    ledger::read_ledger(&ledger, settings).ok().map(|staged| staged.value)
}

/// A ledger that says of each sheet what the sheet says of itself.
fn ledger_of(sheets: &[PlanSheet]) -> Ledger {
    let mut ledger = Ledger::default();
    let mut known_keys = BTreeSet::new();
    for sheet in sheets {
        let text = |field: &Field| sheet.fields.text(field).unwrap_or_default();
        let area_name = text(&Field::Area);
        let known = ledger.areas.iter().find(|area| *area.name == *area_name).map(|area| area.number);
        let area = known.unwrap_or_else(|| {
            let number = u32::try_from(ledger.areas.len() + 1).unwrap_or(u32::MAX);
            ledger.areas.push(Area {
                number,
                name: area_name.into(),
                content: None,
                means: Vec::new(),
                effects: Vec::new(),
            });
            number
        });
        let number = sheet.fields.integer(&Field::Number).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        let key = PlanKey::new(area, number);
        if known_keys.insert(key) {
            ledger.plans.push(LedgerPlan {
                key,
                name: text(&Field::PlanName).into(),
                department: text(&Field::Department).into(),
                start: sheet.fields.year(&Field::Start),
                end: None,
                added: None,
                row: 0,
            });
        }
    }
    ledger.plans.sort_by_key(|plan| plan.key);
    ledger
}

/// Assigns the sheets and runs the rules over the plans that were submitted.
/// What concerns the year as a whole is left to the whole run.
fn check_against(
    ledger: &Ledger,
    sheets: Vec<PlanSheet>,
    number: FiscalYear,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) -> Year {
    let assigned = ledger::assign(sheets, ledger, &[], number, settings);
    findings.extend(assigned.findings.into_iter().filter(|f| f.code.0 != "F10"));
    let mut plans = assigned.value.plans;
    plans.retain(|plan| plan.status == PlanStatus::Submitted);
    let year = Year {
        year: number,
        stage: Stage::Headquarters,
        is_final: false,
        met: Default::default(),
        ledger: ledger.clone(),
        plans,
        files: Vec::new(),
        whole_opinions: Vec::new(),
        earlier: Vec::new(),
        has_year_before: false,
    };
    let submitted: Vec<Arc<str>> =
        year.plans.iter().filter_map(|p| p.source.as_ref()).map(|s| Arc::clone(&s.file)).collect();
    let of_plans = |f: &Finding| f.key.is_some() && !submitted.is_empty();
    findings.extend(rules::check(&year, settings).into_iter().filter(of_plans));
    year
}
