//! `gyokaku inspect FILE`: how one file is read.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use unicode_width::UnicodeWidthStr;

use super::inspect_json::as_json;
use super::plan_folder::read_forms;
use crate::diag::{Code, Finding, Severity};
use crate::error::Result;
use crate::form::{Form, Reading, SheetReading, built_in_form, read_sheet};
use crate::model::{CellRef, Eras, Field, FiscalYear, Period, PlanSheet, Value};
use crate::normalize::{fiscal_year, plan_sheet};
use crate::settings::{self, Settings};
use crate::workbook::{RawSheet, read_workbook_with};

/// 1つのファイルがどのように読み取られるかを表示します
#[derive(Debug, Clone, Args)]
#[command(after_help = "例：\n  gyokaku inspect 1-03.xlsx\n  gyokaku inspect 1-03.xlsx --format json")]
pub(super) struct InspectArgs {
    /// 調べるファイル（記入済みの実施計画シート）
    #[arg(value_name = "ファイル")]
    pub(super) file: PathBuf,
    /// 表示の形式
    #[arg(long, value_enum, default_value_t = InspectFormat::Text, value_name = "形式")]
    pub(super) format: InspectFormat,
}

/// How the result is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum InspectFormat {
    /// For reading.
    Text,
    /// For other programs.
    Json,
}

/// Reads a file with the forms of the plan folder it lies in, else with the
/// built-in form, and tells what was read. `codes` are the checks that settings may name.
pub(super) fn inspect(args: &InspectArgs, codes: &[Code]) -> Result<String> {
    let place = Place::of(&args.file, codes)?;
    let book = read_workbook_with(&args.file, &place.settings.eras)?;
    let file: Arc<str> = args.file.file_name().unwrap_or_default().to_string_lossy().into();
    let sheets: Vec<Inspected> =
        book.sheets.iter().map(|sheet| inspect_sheet(&place, &file, sheet)).collect();
    Ok(match args.format {
        InspectFormat::Text => text(&place, &file, &sheets),
        InspectFormat::Json => format!("{:#}\n", as_json(&place, &file, &sheets)),
    })
}

/// What a file is read with.
pub(super) struct Place {
    pub(super) forms: Vec<Form>,
    pub(super) settings: Settings,
    /// The year of the year folder, where the file lies in one.
    pub(super) year: Option<FiscalYear>,
}

impl Place {
    pub(super) fn of(file: &Path, codes: &[Code]) -> Result<Self> {
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
        let folders: Vec<&Path> = file.ancestors().skip(1).collect();
        let Some(depth) = folders.iter().position(|folder| folder.join("gyokaku.toml").is_file()) else {
            let eras = Eras::default();
            // Without settings no period is known; nothing here asks for one.
            let any = Period { start: FiscalYear(0), end: FiscalYear(9999) };
            let settings = Settings::new("", any);
            return Ok(Self { forms: vec![built_in_form(&eras)], settings, year: None });
        };
        let plan_dir = folders[depth];
        let settings = settings::read(&plan_dir.join("gyokaku.toml"), codes)?;
        let year_dir = depth.checked_sub(1).map_or(plan_dir, |below| folders[below]);
        let name = year_dir.file_name().unwrap_or_default().to_string_lossy();
        let year = settings.eras.parse_short(&name);
        let forms = read_forms(plan_dir, year_dir, &settings)?;
        Ok(Self { forms, settings, year })
    }
}

/// One sheet with all that was read from it.
pub(super) struct Inspected {
    pub(super) name: Arc<str>,
    pub(super) reading: SheetReading,
    pub(super) values: Option<PlanSheet>,
    pub(super) findings: Vec<Finding>,
}

fn inspect_sheet(place: &Place, file: &Arc<str>, sheet: &RawSheet) -> Inspected {
    let staged = read_sheet(&place.forms, file, sheet);
    let mut findings = staged.findings;
    let values = match &staged.value {
        SheetReading::Read(reading) => {
            let year = place.year.or_else(|| own_year(reading, &place.settings.eras));
            // F03 compares with the year folder; without one there is nothing to compare with.
            let plan = plan_sheet(reading.plan.clone(), &place.settings, year.unwrap_or(FiscalYear(0)));
            findings.extend(plan.findings.into_iter().filter(|f| year.is_some() || f.code != Code("F03")));
            Some(plan.value)
        }
        _ => None,
    };
    Inspected { name: Arc::clone(&sheet.name), reading: staged.value, values, findings }
}

pub(super) fn own_year(reading: &Reading, eras: &Eras) -> Option<FiscalYear> {
    let field = reading.plan.values.get(&Field::TargetYear)?;
    fiscal_year(&field.text, &field.cell.content, eras, |_| None).value()
}

pub(super) fn status(reading: &SheetReading) -> (&'static str, &'static str) {
    match reading {
        SheetReading::Empty => ("empty", "空のシート、又は未記入の様式です"),
        SheetReading::Hidden => ("hidden", "非表示のため、取り込みません"),
        SheetReading::Example => ("example", "記入例のため、取り込みません"),
        SheetReading::NoForm => ("no-form", "どの様式とも合わないため、取り込みません"),
        SheetReading::Read(_) => ("read", "読み取りました"),
    }
}

fn text(place: &Place, file: &str, sheets: &[Inspected]) -> String {
    let mut out = format!("ファイル：{file}\n");
    let names: Vec<String> = place.forms.iter().map(name_of_form).collect();
    line(&mut out, &format!("様式　　：{}", names.join("、")));
    for sheet in sheets {
        line(&mut out, "");
        line(&mut out, &format!("■ シート「{}」：{}", sheet.name, status(&sheet.reading).1));
        if let (SheetReading::Read(reading), Some(values)) = (&sheet.reading, &sheet.values) {
            text_of_reading(&mut out, place, reading, values, &sheet.findings);
        }
        let read = matches!(sheet.reading, SheetReading::Read(_));
        if read || !sheet.findings.is_empty() {
            heading(&mut out, "確認事項", sheet.findings.is_empty());
        }
        for finding in &sheet.findings {
            let cell = finding.cell.map_or(String::new(), |cell| format!(" {cell}"));
            let (code, severity) = (finding.code, finding.severity.label());
            line(&mut out, &format!("    {code} {severity}{cell}：{}", finding.message));
        }
    }
    out
}

/// A form with the folder and file that it comes from.
fn name_of_form(form: &Form) -> String {
    let Some(file) = &form.file else { return format!("{}（組込みの様式）", form.name) };
    let folder = file.parent().and_then(Path::file_name).map(|name| name.to_string_lossy() + "/");
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    format!("{}（{}{name}）", form.name, folder.unwrap_or_default())
}

fn text_of_reading(
    out: &mut String,
    place: &Place,
    reading: &Reading,
    values: &PlanSheet,
    findings: &[Finding],
) {
    line(out, &format!("  様式「{}」、見出しの一致 {:.0}%", values.source.form, reading.fit * 100.0));
    let (all, read, not) = (fields(reading).len(), values.fields.len(), values.unreadable.len());
    let blank = all.saturating_sub(read + not);
    line(out, &format!("  {all}欄のうち、読み取った欄 {read}、空欄 {blank}、読み取れない欄 {not}"));
    heading(out, "様式との違い", reading.moves.is_empty());
    for change in &reading.moves {
        line(out, &format!("    {change}"));
    }
    let rows = rows(place, reading, values, findings);
    let wide = |of: fn(&Row) -> &str| rows.iter().map(|row| of(row).width()).max().unwrap_or(0);
    let (names, cells, raws) = (wide(|r| &r.name), wide(|r| &r.cell), wide(|r| &r.shown));
    line(out, "  欄（項目、セル、記載、読み取った値）");
    for row in &rows {
        let (name, cell, raw) = (pad(&row.name, names), pad(&row.cell, cells), pad(&row.shown, raws));
        let mark = if row.unreadable { "！" } else { "  " };
        line(out, &format!("  {mark}{name}  {cell}  {raw}  {}", row.value));
    }
    heading(out, "取り込まなかったもの", reading.ignored.is_empty());
    for ignored in &reading.ignored {
        let cell = ignored.at.map_or_else(|| "－".to_owned(), |at| at.to_string());
        line(out, &format!("    {}  {}  {}", pad(&cell, 6), ignored.why.label(), shorten(&ignored.text)));
    }
}

/// The heading of a list; a list without lines says so.
fn heading(out: &mut String, text: &str, empty: bool) {
    line(out, &format!("  {text}{}", if empty { "：なし" } else { "" }));
}

struct Row {
    unreadable: bool,
    name: String,
    cell: String,
    shown: String,
    value: String,
}

fn rows(place: &Place, reading: &Reading, values: &PlanSheet, findings: &[Finding]) -> Vec<Row> {
    let eras = &place.settings.eras;
    let fields = fields(reading);
    let second = |field: &&Field| matches!(field, Field::Indicator(number, _) if *number > 1);
    let several = fields.iter().any(second);
    fields
        .into_iter()
        .map(|field| {
            let raw = reading.plan.values.get(field);
            let shown = raw.map_or_else(String::new, |raw| shorten(&raw.cell.shown));
            let value = match values.fields.get(field) {
                // Of two long columns that say the same nobody sees where they differ.
                Some(value) => match shorten(&value_text(&value.value, eras)) {
                    text if text == shown => "同左".to_owned(),
                    text => text,
                },
                None if values.unreadable.contains(field) => {
                    format!("（読み取れません：{}）", why_unreadable(&field.name(eras), findings))
                }
                None => "（空欄）".to_owned(),
            };
            Row {
                unreadable: values.unreadable.contains(field),
                name: field.label(eras, several),
                cell: cell_of(reading, field).map_or_else(|| "不明".to_owned(), |at| at.to_string()),
                shown,
                value,
            }
        })
        .collect()
}

/// The check that says why a field could not be read. F05 names several fields at once.
fn why_unreadable(name: &str, findings: &[Finding]) -> Code {
    let mut grave = findings.iter().filter(|finding| finding.severity != Severity::Info);
    let about = grave.find(|finding| finding.field.as_deref() == Some(name));
    about.map_or(Code("F05"), |finding| finding.code)
}

/// Every field of the form, in the order of records.
pub(super) fn fields(reading: &Reading) -> Vec<&Field> {
    let plan = &reading.plan;
    let all: std::collections::BTreeSet<&Field> = plan.slots.keys().chain(&plan.unreadable).collect();
    all.into_iter().collect()
}

pub(super) fn cell_of(reading: &Reading, field: &Field) -> Option<CellRef> {
    let read = reading.plan.values.get(field).map(|value| value.cell.at);
    read.or_else(|| reading.plan.slots.get(field).copied())
}

pub(super) fn value_text(value: &Value, eras: &Eras) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Number(quantity) => format!("{}{}", quantity.value, quantity.unit.as_deref().unwrap_or("")),
        Value::Money(amount) => format!("{}千円", amount.0),
        Value::Year(year) => eras.short(*year),
        Value::Date(date) => date.to_string(),
        Value::Judgment(code) => code.to_string(),
        Value::Direction(direction) => direction.as_str().to_owned(),
        Value::AfterPeriod(choice) => choice.as_str().to_owned(),
    }
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{}", text.trim_end()).expect("a String takes all that is written");
}

/// A text in one line, cut where a terminal line would be lost.
fn shorten(text: &str) -> String {
    const WIDEST: usize = 40;
    let line = text.replace(['\n', '\r'], "⏎");
    if line.width() <= WIDEST {
        return line;
    }
    let mut short = String::new();
    for c in line.chars() {
        let mut bytes = [0; 4];
        if short.width() + c.encode_utf8(&mut bytes).width() >= WIDEST {
            break;
        }
        short.push(c);
    }
    short + "…"
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn args(file: &str, format: InspectFormat) -> InspectArgs {
        InspectArgs { file: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file), format }
    }

    const CHANGED: &str = "samples/honjo/R5/提出/【危機管理課】実施計画シート（職員訓練の実施）.xlsx";

    #[test]
    fn tells_what_was_read_what_moved_and_what_was_left_out() {
        let shown = inspect(&args(CHANGED, InspectFormat::Text), &[]).expect("a file of the samples");
        for wanted in [
            "■ シート「実施計画シート」：読み取りました",
            "18行目に1行挿入",
            "■ シート「リスト」：非表示のため、取り込みません",
            "A18     欄外  （参考）担当係",
            "F16 要確認 C18",
        ] {
            assert!(shown.contains(wanted), "{wanted}\n{shown}");
        }
        let judgment = shown.lines().find(|line| line.trim_start().starts_with("自己評価")).expect("a line");
        assert!(judgment.contains("C20"), "{judgment}");
    }

    #[test]
    fn counts_the_fields_that_were_read_blank_and_unreadable() {
        let file = "samples/mistakes/R6/提出/3-01_税務課.xlsx";
        let shown = inspect(&args(file, InspectFormat::Text), &[]).expect("a file of the samples");
        let counted = "45欄のうち、読み取った欄 24、空欄 18、読み取れない欄 3";
        assert!(shown.contains(counted), "{shown}");
        let ending = |end: &str| shown.lines().filter(|line| line.contains(end)).count();
        assert_eq!((ending("（空欄）"), ending("（読み取れません")), (18, 3), "{shown}");
    }

    #[test]
    fn gives_the_same_as_json() {
        let shown = inspect(&args(CHANGED, InspectFormat::Json), &[]).expect("a file of the samples");
        let json: Json = serde_json::from_str(&shown).expect("JSON");
        let sheet = &json["sheets"][0];
        assert_eq!(sheet["status"], "read");
        let fields = sheet["fields"].as_array().expect("fields");
        let judgment = fields.iter().find(|field| field["name"] == "自己評価").expect("the judgment");
        assert_eq!((&judgment["cell"], &judgment["value"]), (&json!("C20"), &json!("B")));
        let target = fields.iter().find(|field| field["name"] == "指標1.目標値.R5").expect("the target");
        assert_eq!(target["value"], json!(4));
    }

    #[test]
    fn texts_are_aligned_by_their_width() {
        assert_eq!(pad("番号", 6), "番号  ");
        assert_eq!(shorten(&"長".repeat(30)).width(), 39);
        assert_eq!(shorten("一\n二"), "一⏎二");
    }
}
