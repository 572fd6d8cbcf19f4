//! Texts that look like formulas, escapes or markup, texts of every length and
//! names that no sheet or file can have: written as they are, or told.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::handmade::workbook;
use crate::package::faults;
use crate::support::PlanFolder;
use crate::typing::Workbook;
use crate::xml::Package;

/// Texts as they are typed, and as they have to come out.
const TEXTS: [(&str, &str); 16] = [
    ("=1+1", "=1+1"),
    ("+81の件", "+81の件"),
    ("-1+1", "-1+1"),
    ("@SUM(A1:A9)", "@SUM(A1:A9)"),
    ("＝ＨＹＰＥＲＬＩＮＫ（A1）", "＝ＨＹＰＥＲＬＩＮＫ（A1）"),
    ("＋１", "＋１"),
    ("－１", "－１"),
    ("＠家", "＠家"),
    ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ("'先頭に引用符", "'先頭に引用符"),
    ("{=SUM(1)}", "{=SUM(1)}"),
    ("_x005F_x0041_はそのまま", "_x0041_はそのまま"),
    ("<b>太字</b> & \"引用\" ]]>", "<b>太字</b> & \"引用\" ]]>"),
    ("絵文字😀、𠮷野、é、①㈱", "絵文字😀、𠮷野、é、①㈱"),
    ("https://example.jp/?a=1#b", "https://example.jp/?a=1#b"),
    ("一行目\n二行目\n\n四行目", "一行目\n二行目\n\n四行目"),
];

/// Types a text into a plan's field, in the sheet that was read for it.
fn type_into(folder: &PlanFolder, record: &Value, key: &str, field: &str, text: &str) {
    let plans = record["plans"].as_array().expect("plans");
    let plan = plans.iter().find(|plan| plan["key"] == key).expect("the plan");
    let field = &plan["fields"][field];
    let path = folder.path("R5").join(field["file"].as_str().expect("a file"));
    let mut book = Workbook::open(&path);
    book.type_in(field["cell"].as_str().expect("a cell"), text);
    book.save(&path);
}

/// Plans whose sheet is the first of an .xlsx workbook that holds no other.
fn single(folder: &PlanFolder, record: &Value) -> Vec<String> {
    let plans = record["plans"].as_array().expect("plans");
    let file = |plan: &Value| plan["fields"]["実施状況"]["file"].as_str().expect("a file").to_owned();
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for plan in plans {
        let path = folder.path("R5").join(file(plan));
        let sheet = plan["fields"]["実施状況"]["sheet"].as_str().expect("a sheet");
        if file(plan).ends_with(".xlsx") && Package::open(&path).sheets()[0].0 == sheet {
            files.entry(file(plan)).or_default().push(plan["key"].as_str().expect("a key").to_owned());
        }
    }
    let own = files.into_iter().filter(|(_, plans)| plans.len() == 1);
    own.flat_map(|(_, plans)| plans).collect()
}

fn value<'a>(record: &'a Value, key: &str, field: &str) -> &'a str {
    let plans = record["plans"].as_array().expect("plans");
    let plan = plans.iter().find(|plan| plan["key"] == key).expect("the plan");
    plan["fields"][field]["value"].as_str().expect("a text")
}

fn assert_sound(folder: &PlanFolder) {
    for path in crate::workbooks(&folder.path("R5/出力")) {
        assert_eq!(faults(&Package::open(&path)), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn no_text_becomes_a_formula_and_none_is_changed() {
    let folder = PlanFolder::copy_of("honjo");
    let before = folder.run("R5");
    let keys = single(&folder, &before);
    assert!(keys.len() > TEXTS.len());
    let formulas = |folder: &PlanFolder| -> usize {
        let paths = crate::workbooks(&folder.path("R5/出力"));
        let count = |book: Package| -> usize {
            book.sheets().iter().map(|(_, part)| book.node(part).all("f").len()).sum()
        };
        paths.iter().map(|path| count(Package::open(path))).sum()
    };
    let expected = formulas(&folder);
    for ((typed, _), key) in TEXTS.iter().zip(&keys) {
        type_into(&folder, &before, key, "実施状況", typed);
        type_into(&folder, &before, key, "評価理由", typed);
    }
    let record = folder.run("R5");
    assert_eq!(formulas(&folder), expected);
    assert_sound(&folder);
    let book = Package::open(&folder.path("R5/出力/評価結果.xlsx"));
    let rows = book.table("評価一覧", "実施状況");
    let csv = fs::read_to_string(folder.path("R5/出力/オープンデータ/計画評価.csv")).expect("open data");
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().expect("heads").clone();
    let at = |head: &str| heads.iter().position(|known| known == head).expect("an item");
    let data: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    for ((_, expected), key) in TEXTS.iter().zip(&keys) {
        assert_eq!(value(&record, key, "実施状況"), *expected, "{key}");
        let row = rows.iter().find(|row| row["番号"].1 == *key).expect("the plan");
        assert_eq!(row["実施状況"].1, expected.replace("_x0041_", "_x005F_x0041_"), "{key}");
        let row = data.iter().find(|row| row[at("計画番号")] == **key).expect("the plan");
        let field = &row[at("実施状況")];
        assert!(!field.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{field}");
        // Taking one apostrophe off gives the text, less its empty lines.
        assert_eq!(field.strip_prefix('\'').unwrap_or(field), expected.replace("\n\n", "\n"), "{key}");
    }
}

#[test]
fn a_character_that_no_xml_can_hold_breaks_no_workbook() {
    let folder = PlanFolder::copy_of("honjo");
    let before = folder.run("R5");
    let keys = single(&folder, &before);
    type_into(&folder, &before, &keys[0], "実施状況", "前_xFFFF_後_xFFFE_末_x0001_終");
    let record = folder.run("R5");
    let told = value(&record, &keys[0], "実施状況").to_owned();
    assert!(told.starts_with('前') && told.contains('後') && told.ends_with('終'), "{told:?}");
    assert_sound(&folder);
    for path in crate::workbooks(&folder.path("R5/出力")) {
        let book = Package::open(&path);
        for (part, bytes) in book.parts.iter().filter(|(part, _)| part.ends_with(".xml")) {
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            let bad = |c: char| {
                matches!(c, '\u{fffe}' | '\u{ffff}') || (c < ' ' && !matches!(c, '\t' | '\n' | '\r'))
            };
            assert!(!text.contains(bad), "{} {part}", path.display());
        }
    }
}

#[test]
fn a_text_longer_than_a_cell_is_continued_and_not_cut() {
    let folder = PlanFolder::copy_of("honjo");
    let before = folder.run("R5");
    let key = &single(&folder, &before)[0];
    let text: String =
        (0..40_000).map(|at| char::from_u32(0x4E00 + at % 5_000).expect("a character")).collect();
    type_into(&folder, &before, key, "実施状況", &text);
    let record = folder.run("R5");
    assert_eq!(value(&record, key, "実施状況"), text);
    assert_sound(&folder);
    let book = Package::open(&folder.path("R5/出力/評価結果.xlsx"));
    let row =
        book.table("評価一覧", "実施状況").into_iter().find(|row| row["番号"].1 == *key).expect("the plan");
    assert!(
        row["実施状況"].1.contains("…（続きはシート「長文の全文」"),
        "the cell says where the rest stands"
    );
    let parts = book.table("長文の全文", "内容");
    let whole: Vec<&str> =
        parts.iter().filter(|row| row["番号"].1 == "1").map(|row| row["内容"].1.as_str()).collect();
    assert_eq!(whole.concat(), text);
    let csv = fs::read_to_string(folder.path("R5/出力/オープンデータ/計画評価.csv")).expect("open data");
    assert!(csv.contains(&text));
}

/// A plan folder with nothing but a ledger made here.
fn with_ledger(areas: &[String], plans: &[(usize, usize, String, String)]) -> PlanFolder {
    let folder = PlanFolder::copy_of("honjo");
    for inside in ["R5/提出", "R5/意見", "R6"] {
        fs::remove_dir_all(folder.path(inside)).expect("removed");
    }
    fs::create_dir(folder.path("R5/提出")).expect("提出");
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
    let mut list = vec![row(&["改革分野", "番号", "計画名", "実行課", "開始", "終了"])];
    for (area, number, name, department) in plans {
        list.push(row(&[&areas[*area], &number.to_string(), name, department, "R5", ""]));
    }
    let mut named = vec![row(&["番号", "改革分野", "改革の内容", "主な手段", "期待される効果"])];
    for (at, area) in areas.iter().enumerate() {
        named.push(row(&[&(at + 1).to_string(), area, "内容", "手段", "効果"]));
    }
    let book = workbook(&[("計画一覧", list), ("改革分野", named)]);
    fs::write(folder.path("R5/計画台帳.xlsx"), book).expect("a ledger");
    folder
}

#[test]
fn twelve_areas_forty_departments_and_three_hundred_plans_are_written() {
    let areas: Vec<String> = (1..=12).map(|at| format!("改革分野その{at}")).collect();
    let plan = |at: usize| (at % 12, at / 12 + 1, format!("計画{at}"), format!("第{}課", at % 40));
    let folder = with_ledger(&areas, &(0..300).map(plan).collect::<Vec<_>>());
    let record = folder.run("R5");
    assert_eq!(record["plans"].as_array().map(Vec::len), Some(300));
    assert_sound(&folder);
    let book = Package::open(&folder.path("R5/出力/評価結果.xlsx"));
    assert_eq!(book.table("評価一覧", "計画名").len(), 300);
    // 40 departments, the total, and two notes.
    assert_eq!(book.table("課別集計", "実行課").iter().filter(|row| row.contains_key("計画数")).count(), 41);
}

#[test]
fn one_plan_is_enough() {
    let folder = with_ledger(&["分野".to_owned()], &[(0, 1, "計画".to_owned(), "課".to_owned())]);
    folder.run("R5");
    assert_sound(&folder);
}

#[test]
fn names_that_no_sheet_can_have_are_written_as_names_and_changed_on_tabs_alone() {
    let area = "窓口/電話: [改革*?]\\'とても長い名前の改革分野であって三十一字を超えるもの'".to_owned();
    let areas = [area.clone(), format!("{area}２"), "=分野".to_owned()];
    let departments =
        ["課/係: [子育て*支援?]", "=CMD()", "課<\"|>係", "CON", "課\u{3000}係.", &"長".repeat(100)];
    let plan = |(at, department): (usize, &&str)| {
        (at % 3, at / 3 + 1, format!("=計画{at}&<改革>"), (*department).to_owned())
    };
    let plans: Vec<_> = departments.iter().enumerate().map(plan).collect();
    let folder = with_ledger(&areas, &plans);
    let record = folder.run("R5");
    assert_eq!(record["plans"].as_array().map(Vec::len), Some(6), "{}", record["findings"]);
    assert_sound(&folder);
    let book = Package::open(&folder.path("R5/出力/評価結果.xlsx"));
    let rows = book.table("評価一覧", "実行課");
    for (_, _, name, department) in &plans {
        assert!(rows.iter().any(|row| row["計画名"].1 == *name), "{name}");
        let told = rows.iter().any(|row| {
            row["実行課"].1.replace([' ', '\u{3000}'], "") == department.replace([' ', '\u{3000}'], "")
        });
        assert!(told, "{department}");
    }
}
