//! 計画台帳.xlsx → [`Ledger`].

use std::path::Path;
use std::sync::Arc;

use super::area;
use super::row_check::{LEDGER_ROW, Report};
use crate::characters::{fold, one_line};
use crate::diag::{Finding, Severity, Staged};
use crate::error::{Error, Result};
use crate::model::{Area, FiscalYear, Ledger, LedgerPlan, OutlineItem, PlanKey, Renaming};
use crate::normalize::{Reading, Table, TableRow, fiscal_year, plan_number, table};
use crate::settings::Settings;
use crate::workbook::{CellContent, RawSheet, RawWorkbook, read_list};

const TRIED: &str = "計画台帳を読み込めませんでした";
const PLANS: &str = "計画一覧";
const AREAS: &str = "改革分野";
const RENAMINGS: &str = "課名変更";
const ADDITIONS: &str = "追加計画";
const OUTLINE: &str = "大綱";
/// Which columns each sheet needs. 終了 and the plan of a 課名変更 may be left out.
const SHEETS: [(&str, &[&str]); 5] = [
    (PLANS, &["改革分野", "番号", "計画名", "実行課", "開始"]),
    (AREAS, &["番号", "改革分野"]),
    (RENAMINGS, &["年度", "旧課名", "新課名"]),
    (ADDITIONS, &["年度", "改革分野", "番号", "計画名", "実行課"]),
    (OUTLINE, &["項目", "内容"]),
];
const OUTLINE_ITEMS: [&str; 4] = ["目標", "改革の視点", "用語", "推進体制"];

/// Reads the ledger. Rows that cannot be used are reported (K11).
///
/// # Errors
/// The file cannot be opened, has no sheet 計画一覧, or a sheet lacks a column.
pub fn read_ledger(path: &Path, settings: &Settings) -> Result<Staged<Ledger>> {
    let workbook = read_list(path, &settings.eras)?;
    let name = path.file_name().map_or_else(|| "計画台帳.xlsx".into(), |name| name.to_string_lossy());
    parse_ledger(&workbook, &Arc::from(name.as_ref()), settings).map_err(|why| {
        Error::at(
            path,
            TRIED,
            why,
            "計画台帳をExcelで開き、シートと見出しの名前を直してから、もう一度実行してください",
        )
    })
}

/// The ledger in a workbook called `file`; otherwise why it is none.
pub(super) fn parse_ledger(
    workbook: &RawWorkbook,
    file: &Arc<str>,
    settings: &Settings,
) -> Result<Staged<Ledger>, String> {
    let mut reader = Reader { file, settings, findings: Vec::new(), areas: Vec::new() };
    let mut sheets = Vec::new();
    for sheet in &workbook.sheets {
        let Some((name, columns)) = SHEETS.iter().find(|(name, _)| fold(name) == fold(&sheet.name)) else {
            reader.pass_over(sheet);
            continue;
        };
        let table = table(sheet);
        if let Some(column) = table.missing(columns) {
            return Err(format!("シート「{name}」の1行目に見出し「{column}」がありません"));
        }
        for at in &table.repeated {
            Report { file, table: &table, findings: &mut reader.findings }.header(*at);
        }
        sheets.push((*name, sheet, table));
    }
    let sheet = |wanted: &str| sheets.iter().find(|(name, ..)| *name == wanted).map(|(_, s, t)| (*s, t));
    let plans = sheet(PLANS).ok_or_else(|| format!("シート「{PLANS}」がありません"))?;
    let plan_sheets: Vec<(&RawSheet, &Table)> =
        [Some(plans), sheet(ADDITIONS)].into_iter().flatten().collect();
    reader.areas = match sheet(AREAS) {
        Some((_, table)) => area::areas(table, file, &mut reader.findings),
        None => {
            let names: Vec<String> = plan_sheets
                .iter()
                .flat_map(|(sheet, table)| {
                    table.rows.iter().filter_map(|row| area::text_of(sheet, table, row))
                })
                .collect();
            let areas = area::by_appearance(names.iter().map(String::as_str));
            reader.numbered_by_appearance(plans.1, &areas);
            areas
        }
    };
    let mut ledger = Ledger::default();
    for (sheet, table) in plan_sheets {
        reader.plans(sheet, table, &mut ledger.plans);
    }
    ledger.plans.sort_by_key(|plan| plan.key);
    if let Some((_, table)) = sheet(RENAMINGS) {
        ledger.renamings = reader.renamings(table);
    }
    if let Some((_, table)) = sheet(OUTLINE) {
        ledger.outline = reader.outline(table);
    }
    ledger.areas = reader.areas;
    Ok(Staged { value: ledger, findings: reader.findings })
}

/// What the rows above say of the area of the rows below.
#[derive(Default)]
struct Above {
    /// The area of a row that holds nothing else.
    heading: Option<String>,
    /// The area that the last row names.
    area: Option<String>,
    /// The last row's number.
    number: Option<u32>,
}

struct Reader<'a> {
    file: &'a Arc<str>,
    settings: &'a Settings,
    findings: Vec<Finding>,
    areas: Vec<Area>,
}

impl Reader<'_> {
    fn report(&mut self, table: &Table, row: &TableRow, column: &str, message: &str) {
        Report { file: self.file, table, findings: &mut self.findings }.row(row, column, message);
    }

    /// A sheet that the ledger does not know is not read; a misspelt name should be seen.
    fn pass_over(&mut self, sheet: &RawSheet) {
        if sheet.hidden || sheet.cells.is_empty() {
            return;
        }
        let message = format!("計画台帳のシート「{}」は読み取っていません", sheet.name);
        let names: Vec<&str> = SHEETS.iter().map(|(name, _)| *name).collect();
        let finding = Finding::new(&LEDGER_ROW, message)
            .in_sheet(self.file, &sheet.name)
            .severity(Severity::Info)
            .fix(format!("読み取るシートの名前は{}です。該当しなければ対応は不要です", names.join("、")));
        self.findings.push(finding);
    }

    /// Without a sheet 改革分野 the order of the plans numbers the areas, which a person should see.
    fn numbered_by_appearance(&mut self, table: &Table, areas: &[Area]) {
        let numbered: Vec<String> =
            areas.iter().map(|area| format!("{} {}", area.number, area.name)).collect();
        let message = format!(
            "計画台帳にシート「{AREAS}」がないため、計画一覧に出てくる順に分野の番号を付けました（{}）",
            numbered.join("、")
        );
        let finding = Finding::new(&LEDGER_ROW, message)
            .in_sheet(self.file, &table.sheet)
            .severity(Severity::Info)
            .fix("この番号でよければ対応は不要です。違うときは、シート「改革分野」を作り、番号と改革分野を記入してください");
        self.findings.push(finding);
    }

    /// The rows of 計画一覧 or 追加計画.
    fn plans(&mut self, sheet: &RawSheet, table: &Table, plans: &mut Vec<LedgerPlan>) {
        let mut above = Above::default();
        for row in &table.rows {
            if let Some(area) = area::heading(row, &self.areas) {
                above = Above { heading: Some(area), ..Above::default() };
                continue;
            }
            let area = self.area_text(sheet, table, row, &mut above);
            let Some(plan) = self.plan(area, table, row) else { continue };
            if let Some(known) = plans.iter().find(|known| known.key == plan.key) {
                let message = format!(
                    "番号が重複しています（{}「{}」と「{}」）。この行は使っていません",
                    plan.key, known.name, plan.name
                );
                self.report(table, row, "番号", &message);
                continue;
            }
            plans.push(plan);
        }
    }

    /// The area a row stands under: its own, that of the heading above it, or,
    /// where the numbers go on, that of the row above (reported).
    fn area_text(
        &mut self,
        sheet: &RawSheet,
        table: &Table,
        row: &TableRow,
        above: &mut Above,
    ) -> Option<String> {
        let number = row.text("番号").map_or(Reading::Blank, plan_number).value();
        let last = std::mem::replace(&mut above.number, number.map(|number| number.number));
        if let Some(own) = area::text_of(sheet, table, row) {
            *above = Above { area: Some(own.clone()), heading: None, number: above.number };
            return Some(own);
        }
        if above.heading.is_some() {
            return above.heading.clone();
        }
        let number = number?;
        if let Some(prefix) = number.area {
            return Some(prefix.to_string());
        }
        let goes_on = last.is_some_and(|last| last < number.number);
        let area = above.area.clone().filter(|_| goes_on)?;
        let message = format!("改革分野が空欄のため、上の行の「{area}」の計画として読み取りました");
        let mut report = Report { file: self.file, table, findings: &mut self.findings };
        let finding = report.row(row, "改革分野", &message);
        finding.severity = Severity::Warning;
        finding.fix = "正しければ、この行の改革分野にも記入してください".to_owned();
        Some(area)
    }

    fn plan(&mut self, area: Option<String>, table: &Table, row: &TableRow) -> Option<LedgerPlan> {
        self.note_struck(table, row);
        let key = self.key(area, table, row)?;
        let name = self.line(table, row, "計画名")?;
        let department = self.line(table, row, "実行課")?;
        let added = if table.has("年度") { Some(self.year(table, row, "年度")??) } else { None };
        let start = match added {
            Some(year) => Some(year),
            // Which plan the row is does not hang on its years: its sheet is still taken.
            None => self.year(table, row, "開始").flatten(),
        };
        let end = self.year(table, row, "終了").flatten();
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            self.report(table, row, "終了", "終了が開始より前です。この行は使っていません");
            return None;
        }
        Some(LedgerPlan {
            key,
            name: name.into(),
            department: department.into(),
            start,
            end,
            added,
            row: row.number,
        })
    }

    /// Area and number; reported where they are missing or contradict each other.
    fn key(&mut self, area: Option<String>, table: &Table, row: &TableRow) -> Option<PlanKey> {
        let Some(text) = area else {
            self.report(table, row, "改革分野", "改革分野が空欄です。この行は使っていません");
            return None;
        };
        let Some(area) = area::find(&text, &self.areas).map(|area| area.number) else {
            let message =
                format!("改革分野「{text}」はシート「{AREAS}」にありません。この行は使っていません");
            self.report(table, row, "改革分野", &message);
            return None;
        };
        let number = match row.text("番号").map_or(Reading::Blank, plan_number) {
            Reading::Value(number) => number,
            Reading::Blank => {
                self.report(table, row, "番号", "番号が空欄です。この行は使っていません");
                return None;
            }
            _ => {
                let text = row.text("番号").unwrap_or_default();
                self.report(
                    table,
                    row,
                    "番号",
                    &format!("番号「{text}」を読み取れません。この行は使っていません"),
                );
                return None;
            }
        };
        if number.area.is_some_and(|written| written != area) {
            let text = row.text("番号").unwrap_or_default();
            let message =
                format!("番号「{text}」は改革分野の番号（{area}）と合いません。この行は使っていません");
            self.report(table, row, "番号", &message);
            return None;
        }
        Some(PlanKey::new(area, number.number))
    }

    /// A one-line text that has to be there.
    fn line(&mut self, table: &Table, row: &TableRow, column: &str) -> Option<String> {
        let Some(cell) = row.cell(column) else {
            self.report(table, row, column, &format!("{column}が空欄です。この行は使っていません"));
            return None;
        };
        if matches!(cell.raw.content, CellContent::Error(_) | CellContent::NoStoredValue) {
            let message = format!("{column}の数式の結果を読み取れません。この行は使っていません");
            self.report(table, row, column, &message);
            return None;
        }
        Some(one_line(&cell.text))
    }

    /// A year: `None` where it cannot be read (reported), `Some(None)` where it is blank
    /// (for 追加計画 and 課名変更 a blank 年度 is reported too).
    fn year(&mut self, table: &Table, row: &TableRow, column: &str) -> Option<Option<FiscalYear>> {
        let required = column == "年度";
        let reading = match row.cell(column) {
            None => Reading::Blank,
            Some(cell) => fiscal_year(&cell.text, &cell.raw.content, &self.settings.eras, |number| {
                self.bare_year(number)
            }),
        };
        match reading {
            Reading::Value(year) | Reading::Rough(year) => Some(Some(year)),
            Reading::Blank if required => {
                self.report(table, row, column, "年度が空欄です。この行は使っていません");
                None
            }
            Reading::Blank => Some(None),
            Reading::Unreadable => {
                let text = row.text(column).unwrap_or_default();
                let what = if required {
                    "この行は使っていません"
                } else {
                    "空欄として扱っています"
                };
                let message = format!("{column}「{text}」を年度として読み取れません。{what}");
                self.report(table, row, column, &message);
                None
            }
        }
    }

    /// A bare 5 is a year if it lies in the period.
    fn bare_year(&self, number: i16) -> Option<FiscalYear> {
        let (era, _) = self.settings.eras.of(self.settings.period.start)?;
        let year = self.settings.eras.fiscal_year(&era.letter.to_string(), number)?;
        self.settings.period.contains(year).then_some(year)
    }

    fn note_struck(&mut self, table: &Table, row: &TableRow) {
        let struck = ["計画名", "番号", "実行課"]
            .into_iter()
            .find(|column| row.cell(column).is_some_and(|cell| cell.raw.struck.is_some()));
        if let Some(column) = struck {
            let message = format!("{column}に取消線があります。取消線のある文字も使っています");
            let mut report = Report { file: self.file, table, findings: &mut self.findings };
            let finding = report.row(row, column, &message);
            finding.severity = Severity::Warning;
            finding.fix = "終了した計画は取消線ではなく「終了」に年度を記入してください".to_owned();
        }
    }

    fn renamings(&mut self, table: &Table) -> Vec<Renaming> {
        let mut renamings = Vec::new();
        for row in &table.rows {
            let Some(Some(year)) = self.year(table, row, "年度") else { continue };
            let Some(old) = self.line(table, row, "旧課名") else { continue };
            let Some(new) = self.line(table, row, "新課名") else { continue };
            let plan = match (row.text("改革分野"), row.text("番号")) {
                (None, None) => None,
                (Some(area), Some(number)) => {
                    let area = area::find(area, &self.areas).map(|area| area.number);
                    let number = plan_number(number).value();
                    let agree = |area: u32| number.filter(|n| n.area.is_none_or(|written| written == area));
                    match area.and_then(|area| Some(PlanKey::new(area, agree(area)?.number))) {
                        Some(key) => Some(key),
                        None => {
                            let message = "改革分野と番号から計画を特定できません。この行は使っていません";
                            self.report(table, row, "番号", message);
                            continue;
                        }
                    }
                }
                _ => {
                    let message =
                        "改革分野と番号は両方を記入するか、両方を空欄にしてください。この行は使っていません";
                    self.report(table, row, "番号", message);
                    continue;
                }
            };
            renamings.push(Renaming { year, old: old.into(), new: new.into(), plan });
        }
        renamings
    }

    fn outline(&mut self, table: &Table) -> Vec<OutlineItem> {
        let mut items = Vec::new();
        for row in &table.rows {
            let Some(item) = self.line(table, row, "項目") else { continue };
            let Some(text) = row.text("内容").map(str::to_owned) else {
                self.report(table, row, "内容", "内容が空欄です。この行は使っていません");
                continue;
            };
            let known = OUTLINE_ITEMS.iter().find(|known| fold(known) == fold(&item));
            if known.is_none() {
                let message = format!(
                    "項目「{item}」は{}のどれでもありません。この行は使っていません",
                    OUTLINE_ITEMS.join("、")
                );
                self.report(table, row, "項目", &message);
                continue;
            }
            items.push(OutlineItem { item: known.map_or(item, |known| (*known).to_owned()), text });
        }
        items
    }
}
