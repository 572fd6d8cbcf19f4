//! Submitted sheets → the plans due in the year.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::checks::{
    NEW_PLAN, NOT_IN_LEDGER, NOT_SUBMITTED, NUMBER_REUSED, PLAN_ENDED, PLAN_IN_DOUBT, START_AFTER_YEAR,
};
use super::confirm::{confirm, folded_department, is_department_of};
use super::due_plans::DuePlans;
use super::duplicates::choose;
use super::file_name::{check_file_name, plan_of_file};
use super::identity::{AreaClaim, Claim, area_name, called};
use super::name_check::name_differs;
use crate::characters::{fold, one_line};
use crate::diag::{Finding, Severity, Staged};
use crate::model::{
    CellRef, ClosedYear, Field, Fields, FiscalYear, Ledger, LedgerPlan, Plan, PlanKey, PlanSheet, PlanStatus,
    SheetSource, Unread,
};
use crate::settings::Settings;

/// The plans of the year, and the sheets that were not taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Assigned {
    /// The due plans, by key.
    pub plans: Vec<Plan>,
    /// Sheets whose plan is in doubt.
    pub held: Vec<SheetSource>,
}

/// What the room knows while it assigns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) ledger: &'a Ledger,
    /// Closed years: 課名変更 of an earlier year stands in no later ledger.
    pub(super) earlier: &'a [ClosedYear],
    pub(super) year: FiscalYear,
    pub(super) settings: &'a Settings,
    pub(super) departments: &'a Departments,
    pub(super) names: &'a PlanNames,
    pub(super) due: &'a DuePlans,
}

/// Folded names of departments, made once: every sheet asks for them.
#[derive(Debug)]
pub(super) struct Departments {
    /// Those of the ledger's plans.
    pub(super) of_plans: BTreeSet<String>,
    /// Those that only 課名変更 knows.
    pub(super) renamed: BTreeSet<String>,
}

impl Departments {
    pub(super) fn of(ledger: &Ledger) -> Self {
        let plans: BTreeSet<&str> = ledger.plans.iter().map(|plan| plan.department.as_ref()).collect();
        let renamed = ledger.renamings.iter().flat_map(|renaming| [&renaming.old, &renaming.new]);
        Self {
            of_plans: plans.into_iter().map(fold).collect(),
            renamed: renamed.map(|name| fold(name)).collect(),
        }
    }
}

/// The plans by their folded names, made when a sheet is in doubt first.
#[derive(Debug, Default)]
pub(super) struct PlanNames(OnceLock<BTreeMap<String, Vec<usize>>>);

impl PlanNames {
    /// The plans of that name, in the ledger's order.
    pub(super) fn plans<'a>(&self, folded: &str, ledger: &'a Ledger) -> Vec<&'a LedgerPlan> {
        let by_name = self.0.get_or_init(|| {
            let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (index, plan) in ledger.plans.iter().enumerate() {
                by_name.entry(fold(&plan.name)).or_default().push(index);
            }
            by_name
        });
        by_name.get(folded).into_iter().flatten().map(|index| &ledger.plans[*index]).collect()
    }
}

impl Desk<'_> {
    /// A finding on a sheet that belongs to `plan`.
    pub(super) fn on_plan(&self, finding: Finding, plan: &LedgerPlan) -> Finding {
        finding.on_plan(plan.key, &self.ledger.department_in(plan, self.year))
    }

    /// Points a finding at a field of a sheet: its value, else its place.
    pub(super) fn at_field(&self, finding: Finding, sheet: &PlanSheet, field: &Field) -> Finding {
        let value = sheet.fields.get(field);
        let place = value.map(|v| v.origin.cell).or_else(|| sheet.slots.get(field).copied());
        let finding = finding.about(field.name(&self.settings.eras));
        let finding = match place {
            Some(cell) => finding.at(&sheet.source.at(cell)),
            None => finding.in_sheet(&sheet.source.file, &sheet.source.sheet),
        };
        match value {
            Some(value) => finding.found(value.raw.clone()),
            None => finding,
        }
    }
}

/// What a sheet turned out to be.
enum Identity {
    /// Certainly this plan.
    Certain(PlanKey),
    /// In doubt; these plans may be meant, so nothing else is said of their absence.
    Doubtful(Vec<PlanKey>),
}

/// Assigns every submitted sheet to its plan. A sheet whose identity is in
/// doubt holds the plans it may belong to; two sheets for one plan are told
/// apart by their 版. Plans for which nothing arrived are F10.
pub fn assign(
    sheets: Vec<PlanSheet>,
    ledger: &Ledger,
    earlier: &[ClosedYear],
    year: FiscalYear,
    settings: &Settings,
) -> Staged<Assigned> {
    let departments = Departments::of(ledger);
    let (names, due) = (PlanNames::default(), DuePlans::default());
    let desk = Desk { ledger, earlier, year, settings, departments: &departments, names: &names, due: &due };
    let mut findings = Vec::new();
    let mut certain: BTreeMap<PlanKey, Vec<PlanSheet>> = BTreeMap::new();
    let mut held_keys = BTreeSet::new();
    let mut held = Vec::new();
    for sheet in sheets {
        match identify(&sheet, desk, &mut findings) {
            Identity::Certain(key) => {
                check_file_name(&sheet, key, desk, &mut findings);
                certain.entry(key).or_default().push(sheet);
            }
            Identity::Doubtful(keys) => {
                held_keys.extend(keys);
                held.push(sheet.source);
            }
        }
    }
    let due: Vec<&LedgerPlan> = ledger.due(year).collect();
    let mut plans: Vec<Plan> = Vec::with_capacity(due.len());
    for entry in due {
        let sheets = certain.remove(&entry.key).unwrap_or_default();
        let arrived = !sheets.is_empty();
        let chosen = choose(sheets, entry, desk, &mut findings, &mut held);
        // A doubtful sheet beside a certain one does not hold the certain one back.
        let status = match (&chosen, arrived || held_keys.contains(&entry.key)) {
            (Some(_), _) => PlanStatus::Submitted,
            (None, true) => PlanStatus::Held,
            (None, false) => PlanStatus::Missing,
        };
        if status == PlanStatus::Missing {
            let department = ledger.department_in(entry, year);
            let message = format!("未提出です：{}（{department}）", called(entry));
            findings.push(desk.on_plan(Finding::new(&NOT_SUBMITTED, message), entry));
        }
        plans.push(build_plan(entry, chosen, status, desk, &mut findings));
    }
    // What is left belongs to plans that have ended or not begun: K08 and K10 have said so.
    held.extend(certain.into_values().flatten().map(|sheet| sheet.source));
    plans.sort_by_key(|plan| plan.key);
    held.sort_by(|a, b| (&a.file, &a.sheet).cmp(&(&b.file, &b.sheet)));
    Staged { value: Assigned { plans, held }, findings }
}

fn identify(sheet: &PlanSheet, desk: Desk<'_>, findings: &mut Vec<Finding>) -> Identity {
    let claim = Claim::of(sheet, desk.ledger);
    if claim.unreadable {
        return Identity::Doubtful(possible(sheet, &claim, desk));
    }
    let Some(key) = claim.key() else { return without_key(sheet, &claim, desk, findings) };
    let Some(plan) = desk.ledger.plan(key) else {
        return Identity::Doubtful(not_in_ledger(sheet, &claim, key, desk, findings));
    };
    let ended = plan.end.is_some_and(|end| end < desk.year);
    if claim.name.is_none() {
        // Without a name the department has to confirm area and number.
        if ended || !is_department_of(sheet, plan, desk) {
            findings.push(in_doubt(sheet, "計画名が空欄のため、計画を特定できません".to_owned(), desk));
            return Identity::Doubtful(vec![key]);
        }
        return Identity::Certain(key);
    }
    if !claim.names(plan) {
        let info = if ended { &NUMBER_REUSED } else { &super::checks::NAME_DIFFERS };
        findings.push(name_differs(info, sheet, plan, desk));
        return Identity::Doubtful(possible(sheet, &claim, desk));
    }
    if ended {
        let year = plan.end.map_or_else(String::new, |end| desk.settings.eras.long(end));
        let message = format!("{year}に終了した計画です：{}", called(plan));
        let finding = desk.on_plan(Finding::new(&PLAN_ENDED, message), plan);
        findings.push(desk.at_field(finding, sheet, &Field::Number));
    } else if let Some(start) = plan.start.filter(|start| *start > desk.year) {
        let eras = &desk.settings.eras;
        let (start, year) = (eras.short(start), eras.short(desk.year));
        let message = format!("台帳の開始（{start}）が対象年度（{year}）より後の計画です：{}", called(plan));
        let finding = desk.on_plan(Finding::new(&START_AFTER_YEAR, message), plan);
        findings.push(desk.at_field(finding, sheet, &Field::Start));
    }
    Identity::Certain(key)
}

/// The area is blank or contradictory, or the number is blank.
fn without_key(sheet: &PlanSheet, claim: &Claim, desk: Desk<'_>, findings: &mut Vec<Finding>) -> Identity {
    let area_says = match &claim.area {
        AreaClaim::Unknown(text) | AreaClaim::Contradiction(text) => format!("改革分野「{text}」"),
        _ => String::new(),
    };
    if let Some(plan) = claim.plan_by_number_and_name(desk) {
        let contradicted = claim.contradicts_itself() || matches!(claim.area, AreaClaim::Unknown(_));
        if contradicted {
            let message = format!(
                "{area_says}と番号・計画名が食い違っています。番号と計画名から{}として読み取りました",
                called(plan)
            );
            let finding = Finding::new(&PLAN_IN_DOUBT, message).severity(Severity::Warning);
            findings.push(desk.on_plan(desk.at_field(finding, sheet, &Field::Area), plan));
        }
        return Identity::Certain(plan.key);
    }
    let number = claim.number.map(|n| format!("番号「{n}」")).unwrap_or_default();
    let message = match (area_says.is_empty(), number.is_empty()) {
        (true, true) => "改革分野も番号も空欄のため、計画を特定できません".to_owned(),
        (true, false) => format!("{number}だけでは計画を特定できません"),
        (false, _) => format!("{area_says}{number}では計画を特定できません"),
    };
    findings.push(in_doubt(sheet, message, desk));
    Identity::Doubtful(possible(sheet, claim, desk))
}

fn in_doubt(sheet: &PlanSheet, message: String, desk: Desk<'_>) -> Finding {
    desk.at_field(Finding::new(&PLAN_IN_DOUBT, message), sheet, &Field::Area)
}

/// The number is not in the ledger: a new plan, or a mistake.
fn not_in_ledger(
    sheet: &PlanSheet,
    claim: &Claim,
    key: PlanKey,
    desk: Desk<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<PlanKey> {
    let by_name = claim.plans_by_name(desk);
    let starts_now = sheet.fields.year(&Field::Start) == Some(desk.year);
    let name = sheet.fields.text(&Field::PlanName).unwrap_or_default();
    let finding = if starts_now && by_name.is_empty() {
        Finding::new(&NEW_PLAN, format!("台帳にない新規計画です：{key} {name}"))
    } else {
        let meant: Vec<String> = by_name.iter().map(|plan| called(plan)).collect();
        let hint = if meant.is_empty() {
            String::new()
        } else {
            format!("（計画名は台帳の{}です）", meant.join("、"))
        };
        Finding::new(&NOT_IN_LEDGER, format!("計画台帳にない番号です：{key}{hint}"))
    };
    findings.push(desk.at_field(finding, sheet, &Field::Number));
    by_name.iter().map(|plan| plan.key).collect()
}

/// Every plan that a doubtful claim may mean: by its key, by its name, else by
/// all that the sheet does say.
fn possible(sheet: &PlanSheet, claim: &Claim, desk: Desk<'_>) -> Vec<PlanKey> {
    let by_key = claim.key().filter(|key| desk.ledger.plan(*key).is_some());
    let by_name = claim.plans_by_name(desk).into_iter().map(|plan| plan.key);
    let keys: Vec<PlanKey> = by_key.into_iter().chain(by_name).collect();
    if keys.is_empty() { agreeing(sheet, claim, desk) } else { keys }
}

/// The plan that the file's name speaks of, else the plans of the sheet's
/// department, as far as area and number agree. Of a department's plans without
/// any number nothing is said unless there is one only.
fn agreeing(sheet: &PlanSheet, claim: &Claim, desk: Desk<'_>) -> Vec<PlanKey> {
    let agrees = |key: PlanKey| {
        claim.number.is_none_or(|number| number == key.number)
            && claim.certain_area().is_none_or(|area| area == key.area)
    };
    if let Some(named) = plan_of_file(&sheet.source.file, desk).filter(|key| agrees(*key)) {
        return vec![named];
    }
    let Some(department) = sheet.fields.text(&Field::Department) else { return Vec::new() };
    let folded = folded_department(&one_line(department), desk);
    let keys = desk.due.of_department(&folded, (claim.certain_area(), claim.number), desk);
    if claim.number.is_some() || keys.len() == 1 { keys } else { Vec::new() }
}

fn build_plan(
    entry: &LedgerPlan,
    sheet: Option<PlanSheet>,
    status: PlanStatus,
    desk: Desk<'_>,
    findings: &mut Vec<Finding>,
) -> Plan {
    let sheet = sheet.map(|sheet| confirm(sheet, entry, desk, findings));
    let (source, fields, slots, unreadable) = match sheet {
        Some(sheet) => (Some(sheet.source), sheet.fields, sheet.slots, sheet.unreadable),
        None => (None, Fields::default(), BTreeMap::<Field, CellRef>::new(), Unread::default()),
    };
    Plan {
        key: entry.key,
        area: area_name(desk.ledger, entry.key),
        name: Arc::clone(&entry.name),
        department: desk.ledger.department_in(entry, desk.year),
        start: entry.start.or(entry.added),
        added: entry.added == Some(desk.year),
        status,
        source,
        fields,
        typed: Fields::default(),
        slots,
        unreadable,
    }
}
