//! 確認済.xlsx: findings that the secretariat has looked into and accepts.

use std::path::Path;

use super::catalogue::{find_rule, suggestion};
use super::finish::{AcceptedFinding, NEVER_ACCEPTED, UNUSED_ACCEPTANCE};
use crate::characters::one_line;
use crate::diag::{Acceptance, Finding, Staged};
use crate::error::{Error, Result};
use crate::ledger::find_area;
use crate::model::{Eras, Ledger, Origin, PlanKey};
use crate::normalize::{Reading, Table, TableRow, plan_number, table};
use crate::workbook::{RawWorkbook, read_list};

/// The workbook's name in the year folder.
pub const ACCEPTANCES_FILE: &str = "確認済.xlsx";

/// Reads 確認済.xlsx. A file that is not there accepts nothing.
///
/// # Errors
/// If it cannot be opened, or has no sheet with the headers コード and 理由.
pub fn read_acceptances(path: &Path, ledger: &Ledger, eras: &Eras) -> Result<Staged<Vec<AcceptedFinding>>> {
    if !path.exists() {
        return Ok(Staged::clean(Vec::new()));
    }
    let workbook = read_list(path, eras)?;
    let Some(table) = acceptance_table(&workbook) else {
        return Err(Error::at(
            path,
            "確認済の一覧を読み取れません",
            "1行目に「コード」と「理由」の見出しのあるシートがありません",
            "確認済_候補.xlsxの見出しをそのまま使ってください",
        ));
    };
    Ok(read_table(&table, ledger))
}

fn acceptance_table(workbook: &RawWorkbook) -> Option<Table> {
    let visible = workbook.sheets.iter().filter(|sheet| !sheet.hidden).map(table);
    visible.into_iter().find(|table| table.missing(&["コード", "理由"]).is_none())
}

fn read_table(table: &Table, ledger: &Ledger) -> Staged<Vec<AcceptedFinding>> {
    let mut staged = Staged::clean(Vec::new());
    for row in &table.rows {
        match read_row(row, ledger) {
            Ok(Some(accepted)) => staged.value.push(accepted),
            Ok(None) => {}
            Err((column, problem)) => {
                let message = format!("確認済.xlsx {}行目：{problem}", row.number);
                let origin = Origin {
                    file: ACCEPTANCES_FILE.into(),
                    sheet: table.sheet.clone(),
                    cell: table.place(row, column),
                };
                let mut finding = Finding::new(&UNUSED_ACCEPTANCE, message).at(&origin).about(column);
                finding.found = row.text(column).map(str::to_owned);
                staged.findings.push(finding);
            }
        }
    }
    staged
}

/// One row; `None` where nothing that matters is typed. A row that cannot be
/// used says in which column and why.
fn read_row(row: &TableRow, ledger: &Ledger) -> Result<Option<AcceptedFinding>, (&'static str, String)> {
    let text = |header| row.text(header).map(one_line).filter(|text| !text.is_empty());
    let Some(code) = text("コード") else {
        let typed = ["番号", "欄", "理由"].iter().any(|header| row.text(header).is_some());
        return if typed { Err(("コード", "コードが空欄です".to_owned())) } else { Ok(None) };
    };
    let Some(info) = find_rule(&code) else {
        let hint = suggestion(&code).map(|known| format!("（もしかして「{known}」）")).unwrap_or_default();
        return Err(("コード", format!("「{code}」というコードはありません{hint}")));
    };
    if NEVER_ACCEPTED.contains(&info.code.0) {
        return Err(("コード", format!("{}は確認済にできません", info.code)));
    }
    let struck = |header: &&str| row.cell(header).is_some_and(|cell| cell.raw.struck.is_some());
    if let Some(header) = ["コード", "番号", "欄", "理由"].into_iter().find(struck) {
        return Err((header, format!("「{header}」に取消線があるため、確認済としていません")));
    }
    let Some(reason) = row.text("理由").map(str::to_owned) else {
        return Err(("理由", format!("{}の理由が空欄のため、確認済としていません", info.code)));
    };
    let key = read_key(text("改革分野").as_deref(), text("番号").as_deref(), ledger)?;
    Ok(Some(AcceptedFinding {
        code: info.code,
        key,
        place: text("欄"),
        acceptance: Acceptance { reason, by: text("確認者"), date: text("日付") },
        row: row.number,
    }))
}

fn read_key(
    area: Option<&str>,
    number: Option<&str>,
    ledger: &Ledger,
) -> Result<Option<PlanKey>, (&'static str, String)> {
    let number = match number.map(plan_number) {
        None | Some(Reading::Blank) => None,
        Some(Reading::Value(number) | Reading::Rough(number)) => Some(number),
        Some(Reading::Unreadable) => return Err(("番号", "番号を読み取れません".to_owned())),
    };
    let Some(number) = number else {
        return match area {
            Some(_) => Err(("番号", "番号が空欄です".to_owned())),
            None => Ok(None),
        };
    };
    let named = area.and_then(|text| find_area(text, &ledger.areas)).map(|area| area.number);
    match (area, named, number.area) {
        (Some(text), None, _) => Err(("改革分野", format!("改革分野「{text}」が計画台帳にありません"))),
        (_, Some(a), Some(b)) if a != b => {
            Err(("改革分野", format!("改革分野と番号「{b}-{:02}」が一致しません", number.number)))
        }
        (None, _, None) => Err(("改革分野", "改革分野が空欄のため、計画を特定できません".to_owned())),
        (_, named, prefixed) => Ok(named.or(prefixed).map(|area| PlanKey::new(area, number.number))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Area, CellRef};
    use crate::workbook::{CellContent, RawCell, RawSheet};

    fn sheet(rows: &[[&str; 5]]) -> RawSheet {
        let heads = ["コード", "改革分野", "番号", "欄", "理由"];
        let mut cells = Vec::new();
        for (row, texts) in std::iter::once(&heads).chain(rows).enumerate() {
            for (column, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                cells.push(RawCell {
                    at: CellRef::new(row as u32, column as u32),
                    content: CellContent::Text,
                    shown: (*text).to_owned(),
                    struck: None,
                    formula: false,
                    external: false,
                    unseen: false,
                });
            }
        }
        RawSheet {
            name: "確認済".into(),
            hidden: false,
            cells,
            merges: Vec::new(),
            hidden_rows: Default::default(),
            hidden_columns: Default::default(),
            floating: Vec::new(),
        }
    }

    fn read(rows: &[[&str; 5]]) -> Staged<Vec<AcceptedFinding>> {
        read_sheet(&sheet(rows))
    }

    fn read_sheet(sheet: &RawSheet) -> Staged<Vec<AcceptedFinding>> {
        let area = Area {
            number: 1,
            name: "行政サービス改革".into(),
            content: None,
            means: Vec::new(),
            effects: Vec::new(),
        };
        read_table(&table(sheet), &Ledger { areas: vec![area], ..Ledger::default() })
    }

    #[test]
    fn reads_a_row_in_any_writing() {
        let staged = read(&[["ｊ01", "1.行政サービス 改革", "No.3", "自己評価", "台風のため"]]);
        assert_eq!(staged.findings, []);
        let row = &staged.value[0];
        assert_eq!((row.code.0, row.key, row.row), ("J01", Some(PlanKey::new(1, 3)), 2));
        assert_eq!(row.place.as_deref(), Some("自己評価"));
    }

    #[test]
    fn a_file_finding_has_no_plan() {
        let staged = read(&[["F17", "", "", "送付状.docx", "送付状"]]);
        assert_eq!(staged.value[0].key, None);
    }

    fn problem(row: [&str; 5]) -> String {
        let staged = read(&[row]);
        assert!(staged.value.is_empty());
        staged.findings[0].message.clone()
    }

    #[test]
    fn rows_that_cannot_be_used_say_why() {
        assert_eq!(
            problem(["J1", "行政サービス改革", "3", "", "理由"]),
            "確認済.xlsx 2行目：「J1」というコードはありません（もしかして「J01」）"
        );
        assert!(problem(["V02", "1", "3", "", "理由"]).ends_with("V02は確認済にできません"));
        assert!(problem(["J01", "1", "3", "", ""]).contains("理由が空欄"));
        assert!(problem(["J01", "", "3", "", "理由"]).contains("計画を特定できません"));
        assert!(problem(["J01", "環境", "3", "", "理由"]).contains("計画台帳にありません"));
        assert!(problem(["J01", "1", "2-03", "", "理由"]).contains("一致しません"));
    }

    #[test]
    fn a_row_struck_through_accepts_nothing() {
        let mut sheet = sheet(&[["J01", "1", "3", "", "理由"]]);
        sheet.cells.last_mut().expect("the reason").struck = Some("理由".to_owned());
        let staged = read_sheet(&sheet);
        assert_eq!(staged.value, []);
        assert!(staged.findings[0].message.ends_with("「理由」に取消線があるため、確認済としていません"));
    }

    #[test]
    fn an_empty_row_is_no_row() {
        assert_eq!(read(&[["", "", "", "", ""]]).value, []);
    }
}
