//! `gyokaku sheets YEAR`: the prefilled sheets for the departments.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::Outcome;
use super::batch::read_settings;
use super::console::Console;
use super::plan_folder::{YearFolder, read_forms};
use crate::diag::Severity;
use crate::error::{Error, Result};
use crate::form::{self, BUILT_IN_FORM, Form, SheetReading};
use crate::ledger;
use crate::model::{Field, FiscalYear, Ledger, LedgerPlan, PlanKey, Value};
use crate::normalize::plan_sheet;
use crate::output::file_names::{file_name, file_names};
use crate::output::fill_form::{fill_form, fill_form_for_plans};
use crate::output::swap::OutputFolder;
use crate::output::xlsx::PROPOSAL_NOTES;
use crate::review;
use crate::settings::Settings;
use crate::workbook::parse_workbook;

/// 課に配るシートを、計画の内容や前年度の意見を記入した形で「配布」に作ります
#[derive(Debug, Args)]
#[command(
    after_help = "例：\n  gyokaku sheets honjo/R6\n  gyokaku sheets honjo/R6 --by 課    課ごとに一つのブックにまとめる"
)]
pub(super) struct SheetsArgs {
    /// 年度フォルダー（例：honjo/R6）
    #[arg(value_name = "年度フォルダー")]
    pub(super) year: PathBuf,
    /// 「課」を指定すると、課ごとに一つのブックにまとめます（計画ごとに1シート）
    #[arg(long, value_name = "課")]
    pub(super) by: Option<String>,
    /// 使う様式の名前（様式が二つ以上あるとき）
    #[arg(long, value_name = "様式")]
    pub(super) form: Option<String>,
    /// 作るシートの一覧を表示するだけで、書き込みません
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// Where the sheets are written.
pub(super) const FOLDER: &str = "配布";

/// What a sheet is filled from.
struct Source {
    settings: Settings,
    year: FiscalYear,
    form: Form,
    form_bytes: Vec<u8>,
}

/// Writes a sheet for every plan that is running.
pub(super) fn sheets(args: &SheetsArgs, console: &mut Console) -> Result<Outcome> {
    let by_department = by_department(args)?;
    let folder = YearFolder::find(&args.year)?;
    let settings = read_settings(&folder.settings_path())?;
    let year = folder.year(&settings)?;
    let mut findings = Vec::new();
    let ledger = ledger::read_ledger(&folder.ledger_path(), &settings)?.take(&mut findings);
    let earlier = review::read_earlier(&folder.plan_dir, year, &settings)?.take(&mut findings);
    if let Some(finding) = findings.iter().find(|finding| finding.severity == Severity::Error) {
        let tried = "配布するシートを作ります";
        return Err(Error::at(&folder.dir, tried, finding.message.clone(), finding.fix.clone()));
    }
    let form = choose_form(read_forms(&folder.plan_dir, &folder.dir, &settings)?, args)?;
    let form_bytes = match &form.file {
        Some(path) => fs::read(path).map_err(|e| Error::io(path, "様式を読み取ります", &e))?,
        None => BUILT_IN_FORM.to_vec(),
    };
    let source = Source { settings, year, form, form_bytes };
    let target = folder.dir.join(FOLDER);
    let (mut files, mut differences) = (Vec::new(), Vec::new());
    for (name, plans) in workbooks(&ledger, year, by_department) {
        let values =
            |plan: &LedgerPlan| on_form(review::prefill(plan, &ledger, &earlier.years, year), &source.form);
        let sheets: Vec<(String, BTreeMap<Field, Value>)> =
            plans.iter().map(|plan| (plan.key.to_string(), values(plan))).collect();
        let eras = &source.settings.eras;
        let bytes = match sheets.as_slice() {
            [(_, values)] if !by_department => fill_form(&source.form_bytes, &source.form, values, eras)?,
            sheets => fill_form_for_plans(&source.form_bytes, &source.form, sheets, eras)?,
        };
        for (plan, (sheet, values)) in plans.iter().zip(&sheets) {
            let sheet = if by_department { sheet.as_str() } else { &*source.form.sheet };
            differences.extend(differences_of(plan.key, &bytes, sheet, values, &source)?);
        }
        files.push((name, bytes));
    }
    if args.dry_run {
        console.line(&format!("{}に{}個のファイルを作ります", target.display(), files.len()));
        files.iter().for_each(|(name, _)| console.line(&format!("  {name}")));
        console.line("--dry-run：書き込んでいません");
    } else {
        write(&files, &target, console)?;
    }
    if has_notes_of_proposal(&source.form_bytes) {
        console.line(&format!(
            "様式「{}」に、案のシート「{PROPOSAL_NOTES}」が残っており、課に配るシートにも入っています。確認が済んだら、そのシートと、色の付いた欄のコメントを様式から消して、もう一度作ってください",
            source.form.name
        ));
    }
    differences.iter().for_each(|difference| console.line(difference));
    Ok(if differences.is_empty() { Outcome::Done } else { Outcome::Errors })
}

/// Whether a form is still the proposal that `gyokaku form` made, with what
/// the secretariat was to look at.
fn has_notes_of_proposal(form: &[u8]) -> bool {
    parse_workbook("様式.xlsx", form)
        .is_ok_and(|book| book.sheets.iter().any(|sheet| *sheet.name == *PROPOSAL_NOTES))
}

/// Writes all sheets or none; what was edited since is moved aside.
fn write(files: &[(String, Vec<u8>)], target: &Path, console: &mut Console) -> Result<()> {
    let output = OutputFolder::begin(target)?;
    for (name, bytes) in files {
        output.write(name, bytes)?;
    }
    let committed = output.commit()?;
    console.line(&format!("{}に{}個のファイルを書き込みました", target.display(), files.len()));
    if !committed.kept.is_empty() {
        let refuge = committed.refuge.display();
        console.line(&format!(
            "前に作ったもののうち、手を加えられていた{}個のファイルを{refuge}に移しました",
            committed.kept.len()
        ));
    }
    Ok(())
}

fn by_department(args: &SheetsArgs) -> Result<bool> {
    match args.by.as_deref() {
        None => Ok(false),
        Some("課") => Ok(true),
        Some(other) => Err(Error::new(
            format!("「--by {other}」を読み取ります"),
            format!("「{other}」という分け方はありません"),
            "「--by 課」とするか、指定を外してください",
        )),
    }
}

fn choose_form(forms: Vec<Form>, args: &SheetsArgs) -> Result<Form> {
    let names: Vec<String> = forms.iter().map(|form| form.name.to_string()).collect();
    let tried = "配布するシートの様式を選びます";
    let listed = names.join("、");
    match &args.form {
        Some(name) => forms.into_iter().find(|form| *form.name == **name).ok_or_else(|| {
            Error::new(
                tried,
                format!("「{name}」という様式はありません"),
                format!("次から選んでください：{listed}"),
            )
        }),
        None if forms.len() == 1 => Ok(forms.into_iter().next().expect("one form was counted")),
        None => Err(Error::new(
            tried,
            "様式が二つ以上あります",
            format!("「--form」で様式の名前を指定してください：{listed}"),
        )),
    }
}

/// The values that the form has a cell for.
fn on_form(values: BTreeMap<Field, Value>, form: &Form) -> BTreeMap<Field, Value> {
    values.into_iter().filter(|(field, _)| form.has(field)).collect()
}

/// Fields that `run` would not read back as they were written, a line each.
fn differences_of(
    key: PlanKey,
    bytes: &[u8],
    sheet: &str,
    values: &BTreeMap<Field, Value>,
    source: &Source,
) -> Result<Vec<String>> {
    let unreadable =
        |why: String| Error::new(format!("計画{key}のシートを読み返します"), why, "様式を確認してください");
    let name: Arc<str> = format!("{key}.xlsx").into();
    let book = parse_workbook(&name, bytes).map_err(|why| unreadable(why.to_string()))?;
    let sheet = book.sheets.iter().find(|found| &*found.name == sheet);
    let sheet = sheet.ok_or_else(|| unreadable("様式のシートがありません".to_owned()))?;
    let read = form::read_sheet(std::slice::from_ref(&source.form), &name, sheet).value;
    let SheetReading::Read(reading) = read else {
        return Err(unreadable("様式として読み取れません".to_owned()));
    };
    let sheet = plan_sheet(reading.plan, &source.settings, source.year).value;
    let eras = &source.settings.eras;
    let differs =
        values.iter().filter(|(field, value)| sheet.fields.get(field).map(|v| &v.value) != Some(value));
    Ok(differs
        .map(|(field, _)| {
            let name = field.name(eras);
            format!("計画{key}の「{name}」は、書き込んだとおりに読み返せません。シートを確認してください")
        })
        .collect())
}

/// The workbooks to write, each with the plans of its sheets: `1-03_広報課.xlsx`
/// for a plan, or `広報課.xlsx` for all of a department.
fn workbooks(ledger: &Ledger, year: FiscalYear, by_department: bool) -> Vec<(String, Vec<&LedgerPlan>)> {
    let mut departments: Vec<(Arc<str>, Vec<&LedgerPlan>)> = Vec::new();
    for plan in ledger.due(year) {
        let department = ledger.department_in(plan, year);
        match departments.iter_mut().find(|(name, _)| by_department && *name == department) {
            Some((_, plans)) => plans.push(plan),
            None => departments.push((department, vec![plan])),
        }
    }
    if by_department {
        let names = file_names(departments.iter().map(|(name, _)| name.as_ref()));
        return names
            .into_iter()
            .zip(departments)
            .map(|(name, (_, p))| (format!("{name}.xlsx"), p))
            .collect();
    }
    let named = |(department, plans): (Arc<str>, Vec<_>)| {
        let key = plans.first().map(|plan: &&LedgerPlan| plan.key.to_string()).unwrap_or_default();
        (format!("{key}_{}.xlsx", file_name(&department)), plans)
    };
    departments.into_iter().map(named).collect()
}
