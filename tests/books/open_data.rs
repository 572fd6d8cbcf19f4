//! オープンデータ after the national rules for machine-readable tables.

use std::collections::BTreeMap;
use std::fs;

use regex::Regex;
use serde_json::Value;

use crate::support::PlanFolder;
use crate::typing::Workbook;
use crate::xml::Package;

const FILES: [&str; 3] = ["計画評価", "指標", "意見"];

fn csv(folder: &PlanFolder, year: &str, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let path = folder.path(&format!("{year}/出力/オープンデータ/{name}.csv"));
    let bytes = fs::read(path).expect("open data");
    let text = std::str::from_utf8(&bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a BOM");
    assert!(!text.contains('\u{feff}'), "one BOM");
    assert!(text.ends_with("\r\n"));
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let heads: Vec<String> = reader.headers().expect("heads").iter().map(str::to_owned).collect();
    let rows =
        reader.records().map(|row| row.expect("as many cells as heads").iter().map(str::to_owned).collect());
    let rows: Vec<Vec<String>> = rows.collect();
    // Every record ends in CRLF: a line feed alone stands within quotes only.
    assert_eq!(text.matches("\r\n").count(), rows.len() + 1, "{name}");
    (heads, rows)
}

#[test]
fn tables_are_machine_readable() {
    let pattern = |pattern: &str| Regex::new(pattern).expect("a pattern");
    let forms = BTreeMap::from([
        ("整数", pattern(r"^(-?[0-9]+)?$")),
        ("数値", pattern(r"^(-?[0-9]+(\.[0-9]+)?)?$")),
        ("日付", pattern(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")),
    ]);
    let wareki = pattern(r"^(\p{Han}{1,3}([0-9]+|元))?$");
    for (folder, year, code) in
        [(crate::honjo(), "R5", "112119"), (crate::honjo(), "R6", "112119"), (crate::minato(), "R6", "")]
    {
        for name in FILES {
            let (heads, rows) = csv(folder, year, name);
            let mut unique = heads.clone();
            unique.sort();
            unique.dedup();
            assert_eq!(unique.len(), heads.len(), "{name}: one head a column");
            assert!(
                heads.iter().all(|head| !head.is_empty() && !head.contains([' ', '\u{3000}', '\n'])),
                "{heads:?}"
            );
            let types = item_types(folder, year, name);
            assert_eq!(types.iter().map(|(head, _)| head.as_str()).collect::<Vec<_>>(), heads, "項目定義書");
            for row in &rows {
                assert_eq!(row[0], code);
                for ((head, kind), value) in types.iter().zip(row) {
                    let place = format!("{year} {name} {head}: {value}");
                    assert_eq!(value.trim(), value, "{place}");
                    assert!(!value.contains("  ") && !value.contains("\u{3000}\u{3000}"), "{place}");
                    assert!(forms.get(kind.as_str()).is_none_or(|form| form.is_match(value)), "{place}");
                    assert!(!head.ends_with("_和暦") || wareki.is_match(value), "{place}");
                }
            }
        }
    }
    let (heads, rows) = csv(crate::honjo(), "R5", "意見");
    let day = heads.iter().position(|head| head == "会議の開催日").expect("the day");
    assert!(
        rows.iter().any(|row| row[day] == "2024-07-11") && rows.iter().any(|row| row[day] == "2024-05-20")
    );
}

/// The codes of each item, as 項目定義書 lists them: item, code, name.
fn listed_codes(folder: &PlanFolder, year: &str) -> Vec<[String; 3]> {
    let book = Package::open(&folder.path(&format!("{year}/出力/オープンデータ/項目定義書.xlsx")));
    let rows = book.table("コード", "項目");
    let coded = rows.iter().filter(|row| row.contains_key("コード"));
    coded.map(|row| ["項目", "コード", "名称"].map(|head| row[head].1.clone())).collect()
}

#[test]
fn a_name_that_has_a_code_stands_beside_it_and_both_are_listed() {
    for (folder, year, known, equal) in
        [(crate::honjo(), "R5", "final", "B"), (crate::minato(), "R6", "provisional", "A")]
    {
        let listed = listed_codes(folder, year);
        assert!(listed.contains(&["評価", equal, "目標どおり"].map(str::to_owned)), "{listed:?}");
        let mut pairs = 0;
        for name in FILES {
            let (heads, rows) = csv(folder, year, name);
            for (at, head) in heads.iter().enumerate() {
                let Some(item) = head.strip_suffix("_コード") else { continue };
                let beside = heads[at + 1].strip_suffix("_内容").unwrap_or(&heads[at + 1]);
                assert_eq!(beside, item, "{name}");
                let of = if item.ends_with("評価") { "評価" } else { item };
                for row in &rows {
                    let (code, meaning) = (&row[at], &row[at + 1]);
                    assert_eq!(code.is_empty(), meaning.is_empty(), "{name} {head}");
                    let pair = [of.to_owned(), code.clone(), meaning.clone()];
                    assert!(code.is_empty() || listed.contains(&pair), "{name} {pair:?}");
                    pairs += usize::from(!code.is_empty());
                }
            }
        }
        assert!(pairs > 20, "{pairs}");
        let (heads, rows) = csv(folder, year, "計画評価");
        let state = heads.iter().position(|head| head == "評価の状態_コード").expect("the state");
        assert!(rows.iter().all(|row| row[state] == known));
    }
}

#[test]
fn every_row_has_a_number_of_its_own_that_no_spreadsheet_takes_for_a_day() {
    let number = Regex::new(r"^[0-9]{4}_([0-9]+-[0-9]{2}|all)(_[a-z0-9]+)*$").expect("a pattern");
    for (folder, year) in [(crate::honjo(), "R5"), (crate::honjo(), "R6"), (crate::minato(), "R6")] {
        for name in FILES {
            let (heads, rows) = csv(folder, year, name);
            assert_eq!(heads[1], "ID");
            let mut ids: Vec<&String> = rows.iter().map(|row| &row[1]).collect();
            assert!(ids.iter().all(|id| number.is_match(id)), "{name} {ids:?}");
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), rows.len(), "{name}");
        }
    }
}

#[test]
fn the_metadata_say_who_made_the_data_how_they_are_written_and_of_when_they_are() {
    let metadata = |folder: &PlanFolder, year: &str| -> BTreeMap<String, String> {
        let book = Package::open(&folder.path(&format!("{year}/出力/オープンデータ/項目定義書.xlsx")));
        let text = |row: &BTreeMap<String, (String, String)>, head: &str| {
            row.get(head).map_or_else(String::new, |cell| cell.1.clone())
        };
        book.table("メタデータ", "項目").iter().map(|row| (text(row, "項目"), text(row, "内容"))).collect()
    };
    let honjo = metadata(crate::honjo(), "R5");
    for (item, content) in [
        ("全国地方公共団体コード", "112119"),
        ("作成者", "企画財政部企画課"),
        ("文字コード", "UTF-8（BOM付き）"),
        ("データの時点", "2024-07-11"),
        ("評価の状態", "確定"),
        ("ライセンス", ""),
    ] {
        assert_eq!(honjo[item], content, "{item}");
    }
    let folder = PlanFolder::copy_of("minato");
    let settings = folder.path("gyokaku.toml");
    let toml = fs::read_to_string(&settings).expect("settings");
    fs::write(&settings, format!("{toml}\n[publish]\nlicense = \"CC BY 4.0\"\n")).expect("settings");
    folder.run("R6");
    assert_eq!(metadata(&folder, "R6")["ライセンス"], "CC BY 4.0");
}

#[test]
fn the_workbook_of_the_data_holds_no_formula_and_no_picture() {
    let book = Package::open(&crate::honjo().path("R5/出力/オープンデータ/評価データ.xlsx"));
    for name in FILES {
        assert!(book.sheet(name).all("f").is_empty() && book.sheet(name).all("drawing").is_empty(), "{name}");
    }
    assert!(book.parts.keys().all(|part| !part.contains("drawing") && !part.contains("chart")));
}

/// 項目名 and 型 of each column, as 項目定義書 says.
fn item_types(folder: &PlanFolder, year: &str, name: &str) -> Vec<(String, String)> {
    let book = Package::open(&folder.path(&format!("{year}/出力/オープンデータ/項目定義書.xlsx")));
    let rows = book.table(name, "項目名");
    // A note stands below the table.
    let items = rows.iter().filter(|row| row.contains_key("型"));
    items.map(|row| (row["項目名"].1.clone(), row["型"].1.clone())).collect()
}

#[test]
fn the_workbook_holds_the_same_tables_without_merges() {
    let book = Package::open(&crate::honjo().path("R5/出力/オープンデータ/評価データ.xlsx"));
    for name in FILES {
        let (heads, rows) = csv(crate::honjo(), "R5", name);
        assert!(book.sheet(name).all("mergeCell").is_empty());
        let cells = book.cells(name);
        let address = |row: usize, column: usize| {
            gyokaku::model::CellRef::new(
                u32::try_from(row).expect("small"),
                u32::try_from(column).expect("small"),
            )
            .to_string()
        };
        for (at, head) in heads.iter().enumerate() {
            assert_eq!(cells[&address(0, at)], *head);
        }
        for (row, values) in rows.iter().enumerate() {
            for (at, value) in values.iter().enumerate() {
                let cell = cells.get(&address(row + 1, at)).map_or("", String::as_str);
                let value = value.strip_prefix('\'').unwrap_or(value);
                let same = cell == value
                    || cell.parse::<f64>().ok().zip(value.parse::<f64>().ok()).is_some_and(|(a, b)| a == b);
                assert!(same, "{name} {}: {cell:?} {value:?}", address(row + 1, at));
            }
        }
    }
}

/// Types a text into every text field of a plan's sheet.
fn fill(folder: &PlanFolder, record: &Value, key: &str, text: &str) -> usize {
    let plans = record["plans"].as_array().expect("plans");
    let plan = plans.iter().find(|plan| plan["key"] == key).expect("the plan");
    let fields = plan["fields"].as_object().expect("fields");
    let path = folder.path("R6").join(fields["実施状況"]["file"].as_str().expect("a file"));
    let mut book = Workbook::open(&path);
    let date = Regex::new(r"^[0-9]{4}-|^R[0-9]").expect("a pattern");
    let mut filled = 0;
    for (name, field) in fields {
        let identity =
            ["改革分野", "計画名", "実行課", "単位", "方向"].iter().any(|word| name.ends_with(word));
        let is_text = field["value"].is_string()
            && field["value"].as_str().is_some_and(|text| text.chars().count() > 4);
        let is_date = field["value"].as_str().is_some_and(|text| date.is_match(text));
        if is_text && !identity && !is_date && field["derived"] != true {
            book.type_in(field["cell"].as_str().expect("a cell"), text);
            filled += 1;
        }
    }
    book.save(&path);
    filled
}

#[test]
fn personal_data_of_every_text_field_stays_inside() {
    let folder = PlanFolder::copy_of("minato");
    let record = folder.run("R6");
    let plans = record["plans"].as_array().expect("plans");
    let key = plans[0]["key"].as_str().expect("a key").to_owned();
    let text =
        "問合せは港 太郎（内線4321、０９０－１２３４－５６７８、taro@example.jp）へ。個人番号123456789018";
    assert!(fill(&folder, &record, &key, text) >= 5);
    // The fields of the city's own are published too.
    let settings = folder.path("gyokaku.toml");
    let toml = fs::read_to_string(&settings).expect("settings");
    let own = ["連携する課", "部長コメント"];
    fs::write(&settings, format!("{toml}\n[publish]\nfields = [\"{}\", \"{}\"]\n", own[0], own[1]))
        .expect("settings");
    let record = folder.run("R6");
    let plan =
        record["plans"].as_array().expect("plans").iter().find(|plan| plan["key"] == key.as_str()).cloned();
    assert_eq!(plan.expect("the plan")["fields"]["実施状況"]["value"], text);
    let (heads, _) = csv(&folder, "R6", "計画評価");
    assert!(own.iter().all(|own| heads.iter().any(|head| head == own)), "{heads:?}");
    let mut masked = 0;
    for name in FILES {
        for row in csv(&folder, "R6", name).1 {
            for value in row {
                for secret in ["4321", "5678", "５６７８", "taro@", "123456789018"] {
                    assert!(!value.contains(secret), "{name}: {value}");
                }
                masked += value.matches("●●●").count();
            }
        }
    }
    assert!(masked >= 12, "{masked}");
    let data = Package::open(&folder.path("R6/出力/オープンデータ/評価データ.xlsx"));
    assert!(data.strings().iter().all(|text| !text.contains("taro@") && !text.contains("4321")));
}
