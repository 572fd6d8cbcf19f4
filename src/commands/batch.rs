//! The whole reading side of a run: from a year folder to the merged, checked year.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::attribute::{attribute, attribute_by_name};
use super::console::Console;
use super::known_codes;
use super::plan_folder::{YearFolder, read_forms};
use super::print::Print;
use super::submissions::{Submissions, read_submissions};
use crate::diag::{Finding, Severity};
use crate::error::Result;
use crate::form::Form;
use crate::ledger;
use crate::model::{
    FiscalYear, Ledger, Plan, SheetSource, SheetStatus, Stage, SubmittedFile, WholeOpinion, Year,
};
use crate::review::{self, Opinions, StageFiles};
use crate::rules;
use crate::settings::{self, Settings};
use crate::workbook;

/// A year, read, checked and merged: everything that outputs are made of.
#[derive(Debug)]
pub struct Batch {
    /// Where it was read.
    pub folder: YearFolder,
    /// The city's settings.
    pub settings: Settings,
    /// How its papers look.
    pub print: Print,
    /// The forms that sheets were read with.
    pub forms: Vec<Form>,
    /// The merged year.
    pub year: Year,
    /// Every finding, re-graded, with acceptances, in printing order.
    pub findings: Vec<Finding>,
}

impl Batch {
    /// Whether an error stands that nobody has accepted.
    pub fn has_open_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_open_error)
    }

    /// How many findings of a severity stand, accepted ones left out.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity && f.accepted.is_none()).count()
    }
}

/// The city's settings, with the rules' codes known.
pub(super) fn read_settings(path: &Path) -> Result<Settings> {
    settings::read(path, &known_codes())
}

/// Reads a year folder: settings, forms, ledger, submissions, opinions, earlier
/// years; checks and merges them. `wanted` names an earlier stage than the
/// opinions allow, by 本部, 審議会, 確定 or a body's short name.
pub fn read_batch(folder: YearFolder, wanted: Option<&str>, console: &Console) -> Result<Batch> {
    rules::prepare();
    let settings = read_settings(&folder.settings_path())?;
    let number = folder.year(&settings)?;
    let print = Print::read(&folder.plan_dir)?;
    let wanted = wanted.map(|text| review::parse_stage(text, &settings)).transpose()?;
    let forms = read_forms(&folder.plan_dir, &folder.dir, &settings)?;
    let mut findings = Vec::new();
    let ledger = ledger::read_ledger(&folder.ledger_path(), &settings)?.take(&mut findings);
    let stage = review::stage_of(&folder.dir, &settings, wanted)?.take(&mut findings);
    let earlier = review::read_earlier(&folder.plan_dir, number, &settings)?.take(&mut findings);

    let listed = workbook::list_submissions(&folder.dir)?;
    let Submissions { mut files, sheets, findings: found } =
        read_submissions(&listed, &forms, &settings, number, console);
    findings.extend(found);
    let assigned = ledger::assign(sheets, &ledger, &earlier.years, number, &settings).take(&mut findings);
    mark_held(&mut files, &assigned.held);
    let mut plans = assigned.plans;
    let opinions = read_all_opinions(&stage, &ledger, &plans, &settings, number, &mut findings)?;
    findings.extend(review::merge(&mut plans, &opinions, stage.stage, &settings, number));
    attribute(&mut findings, &plans);
    attribute_by_name(&mut findings, &ledger, number);

    let mut year = Year {
        year: number,
        stage: stage.stage,
        is_final: false,
        met: stage.met(),
        ledger,
        plans,
        files,
        whole_opinions: whole_opinions(opinions),
        earlier: earlier.years,
        has_year_before: earlier.has_year_before,
    };
    if year.stage == Stage::Confirmed {
        year.is_final = review::is_final(&folder.dir, &year, &settings)?.take(&mut findings);
    }
    findings.extend(rules::check(&year, &settings));
    let accepted =
        rules::read_acceptances(&folder.dir.join(rules::ACCEPTANCES_FILE), &year.ledger, &settings.eras)?
            .take(&mut findings);
    let findings = rules::finish(findings, &settings, &accepted);
    Ok(Batch { folder, settings, print, forms, year, findings })
}

fn mark_held(files: &mut [SubmittedFile], held: &[SheetSource]) {
    let places = files.iter().enumerate().rev().map(|(at, file)| (Arc::clone(&file.path), at));
    let places: BTreeMap<Arc<str>, usize> = places.collect();
    for source in held {
        let file = places.get(&source.file).map(|at| &mut files[*at]);
        let sheet = file.and_then(|file| file.sheets.iter_mut().find(|sheet| sheet.name == source.sheet));
        if let Some(sheet) = sheet {
            sheet.status = SheetStatus::Held;
        }
    }
}

fn read_all_opinions(
    stage: &StageFiles,
    ledger: &Ledger,
    plans: &[Plan],
    settings: &Settings,
    year: FiscalYear,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Opinions>> {
    let read = |(body, file): &(_, _)| review::read_opinions(file, *body, ledger, plans, settings, year);
    let mut all = Vec::new();
    for workbook in &stage.workbooks {
        all.push(read(workbook)?.take(findings));
    }
    Ok(all)
}

fn whole_opinions(opinions: Vec<Opinions>) -> Vec<WholeOpinion> {
    opinions.into_iter().flat_map(|opinions| opinions.whole).collect()
}
