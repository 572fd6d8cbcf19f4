//! A form and a ledger drawn from a folder of filled sheets.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::console::Console;
use super::proposed_form::{ProposedForm, propose_from};
use super::submissions::read_submissions;
use crate::characters::{fold, one_line};
use crate::error::{Error, Result};
use crate::form::{Form, built_in_form, read_form};
use crate::model::{Area, Field, Ledger, LedgerPlan, PlanKey, PlanSheet};
use crate::normalize::plan_number;
use crate::settings::Settings;
use crate::workbook::{list_folder, parse_workbook};

const TRIED: &str = "記入済みのシートから様式と計画台帳を作ります";

/// What a folder of filled sheets gives.
#[derive(Debug)]
pub(super) struct Drawn {
    /// The proposed form; `None` where the built-in one serves.
    pub(super) form: Option<Vec<u8>>,
    /// The plans of the sheets.
    pub(super) ledger: Ledger,
    /// What was found and what was left out.
    pub(super) notes: Vec<String>,
}

/// Reads every file of `folder`, proposes a form, and reads the sheets once more with it.
pub(super) fn draw_from(folder: &Path, settings: &Settings, console: &Console) -> Result<Drawn> {
    if !folder.is_dir() {
        return Err(Error::at(folder, TRIED, "フォルダーがありません", "場所と名前を確認してください"));
    }
    let listed = list_folder(folder)?;
    let ProposedForm { bytes, proposal, left_out, .. } =
        propose_from(&listed, &settings.eras).map_err(|_| {
            Error::at(
                folder,
                TRIED,
                "記入済みのシートがありません",
                "Excelの実施計画シートを入れたフォルダーを指定してください",
            )
        })?;
    let used = proposal.sheets + proposal.same;
    let mut notes = vec![format!("{}個のファイル、{used}枚のシートを読み取りました", listed.len())];
    let [_, _, unsure] = proposal.counts();
    if unsure > 0 {
        notes.push(format!("様式の{unsure}か所は確認が必要です（色付きのセル。理由はコメントにあります）"));
    }
    if !left_out.is_empty() {
        notes.push(format!("様式が異なるか読めないため、使っていません：{}", left_out.join("、")));
    }
    let proposed = proposed_form(&bytes, settings);
    let forms = match proposed {
        Ok(form) => vec![form],
        Err(why) => {
            notes.push(format!("様式の案は、このままでは使えません：{why}"));
            vec![built_in_form(&settings.eras)]
        }
    };
    let read = read_submissions(&listed, &forms, settings, settings.period.start, console);
    let ledger = ledger_of(&read.sheets, &mut notes);
    Ok(Drawn { form: Some(bytes), ledger, notes })
}

/// The form that the proposal makes, or in a sentence why it makes none.
fn proposed_form(bytes: &[u8], settings: &Settings) -> Result<Form, String> {
    let book = parse_workbook("様式案.xlsx", bytes).map_err(|why| why.to_string())?;
    read_form(Path::new("様式案.xlsx"), &book, &settings.eras).map_err(|error| error.why().to_owned())
}

/// 「１．」「第1」「（1）」 before an area's name.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:第|[(（])?\s*([0-9０-９]{1,2})\s*(?:章|節|分野)?\s*[)）.．:：、・\s　]+(.+)$")
        .expect("the pattern is constant")
});

/// An area as a sheet writes it: its number where one stands there, and its name.
fn area_of(sheet: &PlanSheet) -> Option<(Option<u32>, String)> {
    // As typed: in `１ 行政サービス改革` the space tells the number from the name.
    let text = sheet.fields.get(&Field::Area)?.raw.replace(['\n', '\r'], " ");
    let before = sheet.fields.get(&Field::Number).and_then(|v| plan_number(&v.raw).value()?.area);
    match NUMBERED.captures(&text) {
        Some(parts) => Some((fold(&parts[1]).parse().ok().or(before), one_line(&parts[2]))),
        None => Some((before, one_line(&text))),
    }
}

/// A ledger with the plans that the sheets name. A sheet that does not say
/// which plan it is, or says what another said before it, is told.
fn ledger_of(sheets: &[PlanSheet], notes: &mut Vec<String>) -> Ledger {
    let areas = areas_of(sheets, notes);
    let mut plans: BTreeMap<PlanKey, LedgerPlan> = BTreeMap::new();
    for sheet in sheets {
        let place = format!("{}「{}」", sheet.source.file, sheet.source.sheet);
        let area = area_of(sheet).and_then(|(_, name)| areas.iter().find(|a| fold(&a.name) == fold(&name)));
        let number = sheet.fields.integer(&Field::Number).and_then(|n| u32::try_from(n).ok());
        let name = sheet.fields.text(&Field::PlanName);
        let (Some(area), Some(number), Some(name)) = (area, number, name) else {
            notes.push(format!("どの計画かを読み取れないため、台帳に入れていません：{place}"));
            continue;
        };
        let key = PlanKey::new(area.number, number);
        if let Some(known) = plans.get(&key) {
            let same = fold(&known.name) == fold(name);
            let what = if same {
                "同じ計画のシートがほかにもあります"
            } else {
                "番号が同じ別の計画があります"
            };
            notes.push(format!("{what}（{key} {}）。台帳に入れていません：{place}", known.name));
            continue;
        }
        let plan = LedgerPlan {
            key,
            name: one_line(name).into(),
            department: one_line(sheet.fields.text(&Field::Department).unwrap_or_default()).into(),
            start: sheet.fields.year(&Field::Start),
            end: sheet.fields.year(&Field::End),
            added: None,
            row: 0,
        };
        plans.insert(key, plan);
    }
    notes.push(format!("{}分野の{}計画を台帳に入れました", areas.len(), plans.len()));
    Ledger { areas, plans: plans.into_values().collect(), ..Ledger::default() }
}

/// The areas by number; those without one get the next free number in the order they appear.
fn areas_of(sheets: &[PlanSheet], notes: &mut Vec<String>) -> Vec<Area> {
    let mut found: Vec<(Option<u32>, String)> = Vec::new();
    for (number, name) in sheets.iter().filter_map(area_of) {
        match found.iter_mut().find(|(_, known)| fold(known) == fold(&name)) {
            Some((known, _)) => *known = known.or(number),
            None => found.push((number, name)),
        }
    }
    let mut areas: Vec<Area> = Vec::new();
    let mut guessed = false;
    // Those with a number first, so that no other takes it.
    found.sort_by_key(|(number, _)| number.is_none());
    for (number, name) in found {
        let taken = |number: u32| areas.iter().any(|area| area.number == number);
        let own = number.filter(|number| !taken(*number));
        guessed |= own.is_none();
        let number = own.unwrap_or_else(|| (1..).find(|n| !taken(*n)).expect("numbers do not run out"));
        let name: Arc<str> = name.into();
        areas.push(Area { number, name, content: None, means: Vec::new(), effects: Vec::new() });
    }
    if guessed {
        notes.push(
            "改革分野の番号はシートから読み取れないため、見付けた順に付けました。台帳の「改革分野」で直してください"
                .to_owned(),
        );
    }
    areas.sort_by_key(|area| area.number);
    areas
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::{FiscalYear, Period};

    #[test]
    fn form_and_ledger_of_the_sample_city_come_from_its_sheets_alone() {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/honjo/R5/提出");
        let settings = Settings::new("本庄市", Period { start: FiscalYear(2023), end: FiscalYear(2027) });
        let drawn = draw_from(&folder, &settings, &Console::new()).expect("a form and a ledger");
        let areas: Vec<(u32, &str)> =
            drawn.ledger.areas.iter().map(|area| (area.number, area.name.as_ref())).collect();
        assert_eq!(areas, [(1, "行政サービス改革"), (2, "業務改善・効率化改革"), (3, "財政改革")]);
        assert_eq!(drawn.ledger.plans.len(), 50);
        let plan = drawn.ledger.plan(PlanKey::new(2, 13)).expect("plan 2-13");
        assert_eq!((plan.name.as_ref(), plan.department.as_ref()), ("市営住宅の管理代行", "営繕住宅課"));
        assert!(drawn.form.is_some());
        assert_eq!(
            drawn.notes,
            ["45個のファイル、50枚のシートを読み取りました", "3分野の50計画を台帳に入れました"]
        );
    }

    #[test]
    fn a_folder_without_sheets_is_told() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let settings = Settings::new("試験市", Period { start: FiscalYear(2023), end: FiscalYear(2027) });
        let error = draw_from(dir.path(), &settings, &Console::new()).expect_err("nothing there");
        assert!(error.to_string().contains("記入済みのシートがありません"), "{error}");
    }
}
