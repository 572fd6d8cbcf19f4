//! From the second year to the last: each year's sheets come from the years
//! closed before, and what departments and bodies add comes out as typed.

use std::fs;

use serde_json::{Map, Value};

use crate::department::{Report, Typed, send};
use crate::secretariat::{HONJO, judges, review, says};
use crate::support::{PlanFolder, codes, differences};

#[test]
fn the_year_turns_until_the_period_ends() {
    let honjo = PlanFolder::copy_of("honjo");
    close(&honjo, "R5");
    honjo.run("R6");
    hold_meetings(&honjo, "R6");
    close(&honjo, "R6");
    let mut before = honjo.record("R6");
    for year in ["R7", "R8", "R9"] {
        before = turn(&honjo, year, &before);
    }
    assert!(!honjo.path("R10").exists(), "the period ends with R9");
    for year in ["R5", "R8"] {
        assert!(!honjo.path(&format!("{year}/出力/期間総括.pdf")).exists(), "{year}");
    }
    assert!(honjo.path("R9/出力/期間総括.pdf").is_file());
    nothing_continues(&honjo);
    let plans = before["plans"].as_array().expect("plans");
    for plan in plans {
        let fields = &plan["fields"];
        let ended = ["達成", "中止"].contains(&fields["確定評価"]["value"].as_str().expect("a judgment"));
        let (disposition, end) =
            if ended { ("計画終了", Value::from("R9")) } else { ("検討", Value::Null) };
        assert_eq!(fields["次年度の取扱い"]["value"], disposition, "{}", plan["key"]);
        assert_eq!(fields["終了"]["value"], end, "{}", plan["key"]);
    }
}

/// In the last year's papers for departments and the public, what goes on is examined.
fn nothing_continues(honjo: &PlanFolder) {
    let open_data = fs::read_to_string(honjo.path("R9/出力/オープンデータ/計画評価.csv")).expect("open data");
    assert!(open_data.contains(",検討,") && !open_data.contains("計画継続"), "{open_data}");
    let notices = fs::read_dir(honjo.path("R9/出力/審議結果通知")).expect("notices");
    let notices = notices.map(|entry| entry.expect("an entry").path());
    for path in notices.filter(|path| path.extension().is_some_and(|ending| ending == "xlsx")) {
        let texts = crate::typing::texts(&path);
        assert!(!texts.iter().any(|text| text.contains("計画継続")), "{}: {texts:?}", path.display());
    }
}

fn close(folder: &PlanFolder, year: &str) {
    let closed = folder.gyokaku(&["close", &format!("{{}}/{year}"), "--yes"]);
    let told =
        String::from_utf8_lossy(&closed.stdout).into_owned() + &String::from_utf8_lossy(&closed.stderr);
    assert!(closed.status.success(), "close {year}: {told}");
    assert_eq!(folder.record(year)["final"], true, "{told}");
}

/// Both meetings, with the papers made before each.
fn hold_meetings(folder: &PlanFolder, year: &str) {
    let opinion = format!("{year}の本部は、\n周知の方法を見直すよう求める。");
    let to_hq = [says("1-04", &opinion), judges("1-03", "A", "本部の資料で上回ると確認した")];
    review(folder, year, "本部", &HONJO, &to_hq);
    folder.run(year);
    let whole = format!("{year}の計画全体について、進め方は妥当である。");
    let opinion = format!("{year}の審議会は、利用者の声を聞くよう求める。");
    let to_council = [
        says("全体", &whole),
        says("1-04", &opinion),
        says("2-01", &opinion),
        judges("1-06", "B", "審議会の場で目標どおりと確認した"),
    ];
    review(folder, year, "審議会", &HONJO, &to_council);
}

/// A year from the sheets to the closing; gives its record.
fn turn(honjo: &PlanFolder, year: &str, before: &Value) -> Value {
    let given = honjo.gyokaku(&["sheets", &format!("{{}}/{year}")]);
    assert!(given.status.success(), "sheets {year}: {}", String::from_utf8_lossy(&given.stdout));
    let mut expected = Map::new();
    for plan in before["plans"].as_array().expect("plans") {
        if plan["fields"].get("終了").is_some() {
            continue;
        }
        let key = plan["key"].as_str().expect("a key");
        let typed = send(honjo, report(year, key));
        expected.insert(key.to_owned(), sheet_of(plan, before, year, typed));
    }
    mistakes_are_told(honjo, year);
    let mut expected = Value::Object(expected);
    let record = honjo.run(year);
    compare(&record, &expected, year);
    assert_eq!(record["stage"], "本部");
    assert_eq!(codes(&record, "error"), Vec::<String>::new(), "{year}");
    assert_eq!(codes(&record, "warning"), Vec::<String>::new(), "{year}");

    hold_meetings(honjo, year);
    close(honjo, year);
    let record = honjo.record(year);
    add_reviews(&mut expected, year);
    compare(&record, &expected, year);
    assert_eq!(
        record["opinions"]["全体"][0]["text"],
        format!("{year}の計画全体について、進め方は妥当である。")
    );
    record
}

fn compare(record: &Value, expected: &Value, year: &str) {
    let differences = differences(record, expected);
    assert!(differences.is_empty(), "{year}: {} differences:\n{}", differences.len(), differences.join("\n"));
}

fn report<'a>(year: &'a str, key: &'a str) -> Report<'a> {
    let number: u32 = key[2..].parse().expect("a number");
    let judgment = match (year, key) {
        ("R7", "1-05") | ("R8", "1-07") | ("R9", "1-01") => "達成",
        ("R7", "2-02") | ("R9", "3-04") => "中止",
        (_, "1-03") => "B",
        (_, "1-06") => "C",
        _ => ["A", "B", "B", "C", "B"][number as usize % 5],
    };
    let after = match (year, judgment) {
        ("R9", "A" | "B" | "C") => ["継続", "終了", "検討中"][number as usize % 3],
        _ => "",
    };
    Report { year, key, judgment, after }
}

/// A sheet as it has to be read: what was carried over and what was typed.
fn sheet_of(plan: &Value, before: &Value, year: &str, typed: Typed) -> Value {
    let fields = plan["fields"].as_object().expect("fields");
    let is_carried = |name: &str| {
        let same = ["改革分野", "番号", "計画名", "実行課", "開始", "取組内容", "期待される効果", "最終目標"];
        let begins = ["年度別計画.", "指標", "効果額.", "年度末評価."];
        same.contains(&name) || begins.iter().any(|begin| name.starts_with(begin))
    };
    let mut sheet: Map<String, Value> = fields
        .iter()
        .filter(|(name, _)| is_carried(name))
        .map(|(name, field)| (name.clone(), field["value"].clone()))
        .collect();
    for (from, to) in [("本部意見", "前年度本部意見"), ("審議会意見", "前年度審議会意見")]
    {
        if let Some(opinion) = fields.get(from) {
            sheet.insert(to.to_owned(), opinion["value"].clone());
        }
    }
    let judged = format!("年度末評価.{}", before["year"].as_str().expect("a year"));
    sheet.insert(judged, fields["確定評価"]["value"].clone());
    sheet.insert("対象年度".to_owned(), year.into());
    sheet.insert("版".to_owned(), 1.into());
    sheet.extend(typed);
    Value::Object(sheet)
}

/// What the meetings add, and what follows.
fn add_reviews(expected: &mut Value, year: &str) {
    for (key, sheet) in expected.as_object_mut().expect("sheets") {
        let mut put = |name: &str, value: &str| sheet[name] = value.into();
        let own = report(year, key).judgment;
        let hq = if key == "1-03" { "A" } else { own };
        let last = if key == "1-06" { "B" } else { hq };
        put("本部評価", hq);
        put("確定評価", last);
        if ["達成", "中止"].contains(&last) {
            put("次年度の取扱い", "計画終了");
            put("終了", year);
        } else {
            put("次年度の取扱い", if year == "R9" { "検討" } else { "計画継続" });
        }
        match key.as_str() {
            "1-03" => put("本部変更理由", "本部の資料で上回ると確認した"),
            "1-04" => {
                put("本部意見", &format!("{year}の本部は、\n周知の方法を見直すよう求める。"));
                put("審議会意見", &format!("{year}の審議会は、利用者の声を聞くよう求める。"));
            }
            "1-06" => put("審議会変更理由", "審議会の場で目標どおりと確認した"),
            "2-01" => put("審議会意見", &format!("{year}の審議会は、利用者の声を聞くよう求める。")),
            _ => {}
        }
    }
}

/// What departments get wrong about the years after the period: told, and then mended.
fn mistakes_are_told(honjo: &PlanFolder, year: &str) {
    let wrong: &[(Report<'_>, &str)] = match year {
        "R8" => &[(Report { after: "継続", ..report("R8", "1-10") }, "E02 1-10")],
        "R9" => &[
            (Report { after: "", ..report("R9", "1-02") }, "E01 1-02"),
            (Report { after: "継続", ..report("R9", "1-01") }, "E03 1-01"),
        ],
        _ => return,
    };
    for (report, _) in wrong {
        send(honjo, *report);
    }
    let mut told: Vec<&str> = wrong.iter().map(|(_, code)| *code).collect();
    told.sort_unstable();
    assert_eq!(codes(&honjo.run(year), "error"), told);
    let refused = honjo.gyokaku(&["close", &format!("{{}}/{year}"), "--yes"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(!honjo.path(&format!("{year}/確定.json")).exists());
    for (wrong, _) in wrong {
        send(honjo, report(year, wrong.key));
    }
    fs::remove_dir_all(honjo.path(&format!("{year}/出力"))).expect("a fresh start");
}
