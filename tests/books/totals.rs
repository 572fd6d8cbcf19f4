//! The totals of 評価結果.xlsx are formulas: another program calculates what is
//! stored, and after a clerk has chosen another judgment what a run would print.

use std::collections::BTreeMap;
use std::fs;

use crate::support::PlanFolder;
use crate::support::office::resaved;
use crate::xml::Package;

/// Results of every formula, by sheet and cell.
fn results(bytes: &[u8], sheets: &[&str]) -> BTreeMap<String, String> {
    let package = Package::of(bytes);
    let mut results = BTreeMap::new();
    for (sheet, _) in
        package.sheets().iter().filter(|(sheet, _)| sheets.is_empty() || sheets.contains(&sheet.as_str()))
    {
        for (cell, text) in package.cells(sheet) {
            if let Some((_, result)) = text.strip_prefix('=').and_then(|formula| formula.rsplit_once(" → "))
            {
                let number = result.parse::<f64>().map(|number| format!("{:.6}", number + 0.0));
                results.insert(format!("{sheet}!{cell}"), number.unwrap_or_else(|_| result.to_owned()));
            }
        }
    }
    results
}

fn differences(found: &BTreeMap<String, String>, expected: &BTreeMap<String, String>) -> Vec<String> {
    let keys = found.keys().chain(expected.keys().filter(|key| !found.contains_key(*key)));
    let differ = keys.filter(|key| found.get(*key) != expected.get(*key));
    differ.map(|key| format!("{key}: {:?}, expected {:?}", found.get(key), expected.get(key))).collect()
}

/// A judgment typed into 評価一覧, as a clerk chooses it from the list.
fn choose(book: &mut Package, key: &str, column: &str, judgment: &str) {
    let rows = book.table("評価一覧", "番号");
    let row = rows.iter().find(|row| row["番号"].1 == key).expect("the plan");
    let number = row["番号"].0.trim_start_matches(char::is_alphabetic);
    let head = rows.iter().find_map(|row| row.get(column)).expect("the column");
    let letters = head.0.trim_end_matches(|c: char| c.is_ascii_digit());
    let cell = format!("{letters}{number}");
    let part = book.sheet_part("評価一覧");
    let text = book.text(&part).to_owned();
    let start = text.find(&format!("<c r=\"{cell}\"")).expect("the cell");
    let tag = text[start..].find('>').expect("a tag") + start;
    let end = if text[..tag].ends_with('/') {
        tag + 1
    } else {
        text[start..].find("</c>").expect("an end") + start + 4
    };
    let style = text[start..tag].split(" s=\"").nth(1).and_then(|s| s.split('"').next()).expect("a style");
    let typed = format!("<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t>{judgment}</t></is></c>");
    let changed = format!("{}{typed}{}", &text[..start], &text[end..]);
    assert_ne!(changed, text);
    book.parts.insert(part, changed.into_bytes());
}

/// The council's workbook with other judgments for these plans, which already have an opinion row.
fn council_says(folder: &PlanFolder, changed: &[(&str, &str)]) {
    let entry = folder.path("R5/出力/意見入力_審議会.xlsx");
    let mut book = Package::open(&entry);
    let rows = book.table("意見", "計画名");
    let areas = ["行政サービス改革", "業務改善・効率化改革", "財政改革"];
    for (key, judgment) in changed {
        let row = rows.iter().find(|row| {
            let area = row.get("改革分野").and_then(|(_, text)| areas.iter().position(|area| area == text));
            area.is_some_and(|at| format!("{}-{:0>2}", at + 1, row["番号"].1) == *key)
        });
        let number = row.expect("the plan")["番号"].0.trim_start_matches(char::is_alphabetic).to_owned();
        let heads = book.cells("意見");
        for (head, text) in [("評価", *judgment), ("変更理由", "審議の結果による")] {
            let at =
                heads.iter().find(|(at, text)| at.ends_with('1') && at.len() == 2 && text.as_str() == head);
            let letter = at.expect("a head").0.trim_end_matches('1');
            let part = book.sheet_part("意見");
            let sheet = book.text(&part).to_owned();
            let cell = format!("<c r=\"{letter}{number}\"");
            let start = sheet.find(&cell).expect("a cell");
            let tag = sheet[start..].find('>').expect("a tag") + start;
            let end = if sheet[..tag].ends_with('/') {
                tag + 1
            } else {
                sheet[start..].find("</c>").expect("an end") + start + 4
            };
            let typed = format!("{cell} t=\"inlineStr\"><is><t>{text}</t></is></c>");
            book.parts.insert(part, format!("{}{typed}{}", &sheet[..start], &sheet[end..]).into_bytes());
        }
    }
    fs::write(folder.path("R5/意見/審議会.xlsx"), book.bytes()).expect("saved");
}

const TOTALS: [&str; 3] = ["総括表", "課別集計", "前年度比較"];

#[test]
fn every_stored_result_is_what_libreoffice_calculates() {
    let books: Vec<Vec<u8>> = crate::all_workbooks()
        .iter()
        .map(|path| fs::read(path).expect("a workbook"))
        .filter(|bytes| !results(bytes, &[]).is_empty())
        .collect();
    assert!(books.len() >= 6, "評価結果 and 計画一覧 of each run");
    let stored: Vec<_> = books.iter().map(|bytes| results(bytes, &[])).collect();
    assert!(stored.iter().map(BTreeMap::len).sum::<usize>() > 1_000);
    let Some(saved) = resaved(&books) else { return };
    for (saved, stored) in saved.iter().zip(stored) {
        assert_eq!(differences(&results(saved, &[]), &stored), Vec::<String>::new());
    }
}

#[test]
fn totals_follow_judgments_that_a_clerk_chooses() {
    let folder = PlanFolder::copy_of("honjo");
    folder.run("R5");
    let mut typed = Package::open(&folder.path("R5/出力/評価結果.xlsx"));
    let changed = [("1-03", "中止"), ("2-05", "A"), ("3-08", "達成"), ("1-01", "C")];
    for (key, judgment) in changed {
        choose(&mut typed, key, "確定評価", judgment);
    }
    council_says(&folder, &changed);
    let record = folder.run("R5");
    for (key, judgment) in changed {
        let plan = record["plans"].as_array().expect("plans").iter().find(|plan| plan["key"] == key);
        assert_eq!(plan.expect("the plan")["fields"]["確定評価"]["value"], judgment, "{key}");
    }
    let expected = results(&fs::read(folder.path("R5/出力/評価結果.xlsx")).expect("a workbook"), &TOTALS);
    let Some(saved) = resaved(&[typed.bytes()]) else { return };
    assert_eq!(differences(&results(&saved[0], &TOTALS), &expected), Vec::<String>::new());
}

/// The settings of Honjo with S, A, B, C, D, E besides its two endings.
fn settings_with_many(text: &str) -> String {
    let judgment = |(code, meaning, next, compare): (&str, &str, &str, &str)| {
        let kind = match next {
            "終了" if code == "中止" => "kind = \"cancelled\"\n",
            "終了" => "kind = \"achieved\"\n",
            _ => "",
        };
        format!(
            "\n[[judgment]]\ncode = \"{code}\"\nmeaning = \"{meaning}\"\nnext = \"{next}\"\ncompare = \"{compare}\"\n{kind}"
        )
    };
    let all = [
        ("達成", "計画達成", "終了", "none"),
        ("S", "目標を大きく上回る", "継続", "above"),
        ("A", "目標を上回る", "継続", "above"),
        ("B", "目標どおり", "継続", "equal"),
        ("C", "目標をやや下回る", "継続", "below"),
        ("D", "目標を下回る", "継続", "below"),
        ("E", "目標を大きく下回る", "継続", "below"),
        ("中止", "計画中止", "終了", "none"),
    ];
    format!("{text}{}", all.map(judgment).concat())
}

#[test]
fn a_city_with_eight_judgments_has_the_same_totals_in_formulas_and_in_runs() {
    let folder = PlanFolder::copy_of("honjo");
    let settings = folder.path("gyokaku.toml");
    let text = fs::read_to_string(&settings).expect("settings");
    fs::write(&settings, settings_with_many(&text)).expect("settings");
    folder.run("R5");
    let mut typed = Package::open(&folder.path("R5/出力/評価結果.xlsx"));
    assert_eq!(crate::package::faults(&typed), Vec::<String>::new());
    let changed = [("1-02", "S"), ("1-03", "D"), ("2-05", "E"), ("2-06", "S"), ("3-08", "D")];
    for (key, judgment) in changed {
        choose(&mut typed, key, "確定評価", judgment);
    }
    council_says(&folder, &changed);
    let record = folder.run("R5");
    let area = &record["totals"]["by_area"]["行政サービス改革"]["確定評価"];
    assert_eq!((area["S"].as_u64(), area["D"].as_u64()), (Some(1), Some(1)));
    let expected = results(&fs::read(folder.path("R5/出力/評価結果.xlsx")).expect("a workbook"), &TOTALS);
    let Some(saved) = resaved(&[typed.bytes()]) else { return };
    assert_eq!(differences(&results(&saved[0], &TOTALS), &expected), Vec::<String>::new());
}
