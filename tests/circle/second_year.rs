//! Honjo's R6, after R5 has been closed.

use serde_json::Value;

use crate::support::{PlanFolder, codes, differences, expected};
use crate::typing::Shown;

/// Honjo with R5 closed and R6 run.
fn r6() -> (PlanFolder, Value) {
    let honjo = PlanFolder::copy_of("honjo");
    let closed = honjo.gyokaku(&["close", "{}/R5", "--yes"]);
    assert!(closed.status.success(), "{}", String::from_utf8_lossy(&closed.stderr));
    let record = honjo.run("R6");
    (honjo, record)
}

#[test]
fn every_value_of_honjo_r6_is_read_and_no_alarm_is_false() {
    let (_honjo, record) = r6();
    let differences = differences(&record, &expected("honjo", "R6"));
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
    assert_eq!(codes(&record, "error"), Vec::<String>::new());
    // .xls (1-17), an inserted row with text beside the form (1-07, 2-06), an inserted
    // column (1-14): what the sheets are known to hold, and nothing from C01 to C06.
    assert_eq!(
        codes(&record, "warning"),
        ["F02 1-17", "F04 1-07", "F04 1-14", "F04 2-06", "F16 1-07", "F16 2-06"]
    );
    let informed = codes(&record, "info");
    let renamed: Vec<&String> = informed.iter().filter(|code| code.starts_with("K05")).collect();
    assert_eq!(renamed, ["K05 1-02"]);
    assert!(!informed.iter().any(|code| code.starts_with('C') || code.starts_with('O')), "{informed:?}");
}

#[test]
fn the_second_year_is_compared_with_the_first() {
    let (honjo, _) = r6();
    let book = honjo.path("R6/出力/評価結果.xlsx");
    let book = gyokaku::workbook::read_workbook(&book).expect("a workbook");
    let sheet = |name: &str| {
        let found = book.sheets.iter().find(|sheet| &*sheet.name == name);
        let sheet = found.unwrap_or_else(|| panic!("no sheet {name}"));
        let rows = (0..80).map(|row| {
            let cells = (0..20).filter_map(move |column| {
                let cell = sheet.cell(gyokaku::model::CellRef::new(row, column))?;
                Some(cell.shown.clone())
            });
            cells.collect::<Vec<_>>().join("|")
        });
        rows.collect::<Vec<_>>()
    };
    let comparison = sheet("前年度比較");
    let r5 = comparison.iter().find(|row| row.starts_with("R5（確定）")).expect("the year before");
    // 達成 2, A 9, B 30, C 8, 中止 1 were confirmed for R5.
    assert_eq!(r5, "R5（確定）|2|9|30|8|1|－|50");
    let answers = sheet("意見と対応").join("\n");
    assert!(answers.contains("点検前後の閲覧数と評価ボタンの結果"), "{answers}");
    // Every plan that was judged in R5 shows that judgment in its sheet of R6.
    let given = honjo.gyokaku(&["sheets", "{}/R6"]);
    assert!(given.status.success(), "{}", String::from_utf8_lossy(&given.stderr));
    let one = Shown::of(&crate::department::given_sheet(&honjo, "R6", "1-02"));
    assert_eq!((one.text("C5"), one.text("C16"), one.text("E16")), ("広報広聴課", "B", ""));
}
