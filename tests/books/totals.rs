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

const HONJO: [&str; 3] = ["行政サービス改革", "業務改善・効率化改革", "財政改革"];

/// The council's workbook with other judgments for these plans.
fn council_says(folder: &PlanFolder, changed: &[(&str, &str)]) {
    body_says(folder, ("R5", "審議会"), &HONJO, changed);
}

/// A body's workbook with other judgments for these plans.
fn body_says(folder: &PlanFolder, (year, short): (&str, &str), areas: &[&str], changed: &[(&str, &str)]) {
    let entry = folder.path(&format!("{year}/出力/意見入力_{short}.xlsx"));
    let mut book = Package::open(&entry);
    let rows = book.table("意見", "計画名");
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
    fs::create_dir_all(folder.path(&format!("{year}/意見"))).expect("意見");
    fs::write(folder.path(&format!("{year}/意見/{short}.xlsx")), book.bytes()).expect("saved");
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

/// The rows of 評価一覧 turned upside down, as a clerk sorts them, every second one hidden, as a filter does.
fn sort_and_filter(book: &mut Package) {
    let rows = book.table("評価一覧", "番号");
    let numbers = rows.iter().filter(|row| row.contains_key("計画名"));
    let numbers: Vec<&str> =
        numbers.map(|row| row["番号"].0.trim_start_matches(char::is_alphabetic)).collect();
    let part = book.sheet_part("評価一覧");
    let text = book.text(&part).to_owned();
    let row = |number: &str| {
        let start = text.find(&format!("<row r=\"{number}\"")).expect("a row");
        &text[start..start + text[start..].find("</row>").expect("an end") + 6]
    };
    let address = regex::Regex::new(r#" r="([A-Z]*)[0-9]+""#).expect("a pattern");
    let mut sorted = text.clone();
    for (at, (to, from)) in numbers.iter().zip(numbers.iter().rev()).enumerate() {
        let moved =
            address.replace_all(row(from), |found: &regex::Captures<'_>| format!(" r=\"{}{to}\"", &found[1]));
        let hidden = if at % 2 == 0 { "<row hidden=\"1\" " } else { "<row " };
        sorted = sorted.replace(row(to), &moved.replacen("<row ", hidden, 1));
    }
    assert_ne!(sorted, text);
    book.parts.insert(part, sorted.into_bytes());
}

#[test]
fn totals_survive_sorting_and_filtering_and_count_a_blank() {
    let written = fs::read(crate::honjo().path("R5/出力/評価結果.xlsx")).expect("a workbook");
    let stored = results(&written, &[]);
    let mut sorted = Package::of(&written);
    sort_and_filter(&mut sorted);
    let mut blank = Package::of(&sorted.bytes());
    choose(&mut blank, "1-01", "確定評価", "");
    let Some(saved) = resaved(&[sorted.bytes(), blank.bytes()]) else { return };
    assert_eq!(differences(&results(&saved[0], &[]), &stored), Vec::<String>::new());
    // One judgment less in its area and in all, one more without a judgment; shares aside.
    let changed = |sheet: &str| -> Vec<f64> {
        let (now, before) = (Package::of(&saved[1]).cells(sheet), Package::of(&written).cells(sheet));
        let counts = before.iter().filter(|(_, text)| text.starts_with('=') && !text.contains('/'));
        let number = |text: &str| text.rsplit_once(" → ").and_then(|(_, result)| result.parse::<f64>().ok());
        let mut changes: Vec<f64> = counts
            .filter_map(|(cell, text)| Some(number(now.get(cell)?)? - number(text)?))
            .filter(|change| change.abs() > 0.5)
            .collect();
        changes.sort_by(f64::total_cmp);
        changes
    };
    assert_eq!(changed("総括表"), [-1.0, -1.0, 1.0, 1.0]);
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

/// The totals of a year's workbook as LibreOffice calculates them after these
/// choices, against those of the workbook that a run then writes.
fn assert_totals(folder: &PlanFolder, year: &str, typed: &Package) {
    let written = fs::read(folder.path(&format!("{year}/出力/評価結果.xlsx"))).expect("a workbook");
    let expected = results(&written, &TOTALS);
    assert!(expected.len() > 30, "{}", expected.len());
    let Some(saved) = resaved(&[typed.bytes()]) else { return };
    assert_eq!(differences(&results(&saved[0], &TOTALS), &expected), Vec::<String>::new());
}

#[test]
fn the_comparison_with_the_year_before_follows_as_well() {
    let folder = PlanFolder::copy_of("honjo");
    folder.run("R5");
    assert!(folder.gyokaku(&["close", "{}/R5", "--yes"]).status.success());
    folder.run("R6");
    body_says(&folder, ("R6", "本部"), &HONJO, &[("1-03", "B")]);
    folder.run("R6");
    let mut typed = Package::open(&folder.path("R6/出力/評価結果.xlsx"));
    let rows = typed.table("評価一覧", "番号");
    // 1-13, 2-04 and 2-13 ended in R5: they are compared with and not listed.
    assert!(rows.iter().all(|row| !["1-13", "2-04", "2-13"].contains(&row["番号"].1.as_str())));
    let changed = [("1-03", "中止"), ("1-04", "達成"), ("2-05", "A"), ("3-08", "C")];
    for (key, judgment) in changed {
        choose(&mut typed, key, "本部評価", judgment);
    }
    body_says(&folder, ("R6", "本部"), &HONJO, &changed);
    folder.run("R6");
    let compared = typed.cells("前年度比較");
    assert!(compared.values().filter(|text| text.starts_with('=')).count() > 30);
    assert_totals(&folder, "R6", &typed);
}

#[test]
fn a_city_with_one_body_and_judgments_of_its_own_has_the_same_totals() {
    let folder = PlanFolder::copy_of("minato");
    let record = folder.run("R6");
    let plans = record["plans"].as_array().expect("plans");
    let mut areas: Vec<&str> = Vec::new();
    for plan in plans {
        let area = plan["area"].as_str().expect("an area");
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    let keys: Vec<&str> = plans.iter().map(|plan| plan["key"].as_str().expect("a key")).collect();
    body_says(&folder, ("R6", "委員会"), &areas, &[(keys[0], "A")]);
    folder.run("R6");
    let mut typed = Package::open(&folder.path("R6/出力/評価結果.xlsx"));
    let changed = [(keys[0], "完了"), (keys[1], "C"), (keys[keys.len() - 1], "廃止")];
    for (key, judgment) in changed {
        choose(&mut typed, key, "確定評価", judgment);
    }
    body_says(&folder, ("R6", "委員会"), &areas, &changed);
    folder.run("R6");
    assert_totals(&folder, "R6", &typed);
}

/// Every series of every chart reads the rows and columns of the table above it.
#[test]
fn charts_read_the_tables_they_stand_below() {
    for (folder, year) in [(crate::honjo(), "R5"), (crate::honjo(), "R6"), (crate::minato(), "R6")] {
        let book = Package::open(&folder.path(&format!("{year}/出力/評価結果.xlsx")));
        let record = folder.record(year);
        let codes: Vec<String> = record["totals"]["by_area"]
            .as_object()
            .and_then(|areas| areas.values().next()?["自己評価"].as_object())
            .map(|codes| codes.keys().cloned().collect())
            .expect("codes");
        let charts: Vec<&String> =
            book.parts.keys().filter(|part| part.starts_with("xl/charts/chart")).collect();
        assert!(charts.len() >= 2, "{charts:?}");
        for chart in charts {
            let chart = book.node(chart);
            let series = chart.all("ser");
            assert_eq!(series.len(), codes.len());
            for (series, code) in series.iter().zip(&codes) {
                let range = |name: &str| {
                    let formula = series.child(name).expect("a reference").all("f")[0].text.clone();
                    let (sheet, range) = formula.split_once('!').expect("a sheet");
                    (sheet.trim_matches('\'').to_owned(), range.replace('$', ""))
                };
                let (sheet, head) = range("tx");
                let cells = book.cells(&sheet);
                assert_eq!(cells[&head], *code, "{sheet}!{head}");
                let ends = |range: &str| {
                    let (from, to) = range.split_once(':').unwrap_or((range, range));
                    let split = |at: &str| {
                        at.split_at(at.find(|c: char| c.is_ascii_digit()).expect("a row"))
                            .1
                            .parse::<u32>()
                            .expect("a row")
                    };
                    (split(from), split(to))
                };
                let (labels, values) = (range("cat").1, range("val").1);
                assert_eq!(ends(&labels), ends(&values));
                let (first, last) = ends(&labels);
                assert_eq!(ends(&head).0 + 1, first, "the head stands above the values");
                // The row after the last one holds no label any more.
                assert!((first..=last).all(|row| cells.contains_key(&format!("A{row}"))), "{labels}");
                assert!(!cells.contains_key(&format!("A{}", last + 1)), "{labels}");
            }
        }
    }
}
