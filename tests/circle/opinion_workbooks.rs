//! 意見入力_本部.xlsx, typed into, sorted, filtered, cut: what the body said is
//! read, whatever became of the rows.

use std::fs;

use serde_json::Value;

use crate::secretariat::{HONJO, Said, judges, row_of, says, type_opinions};
use crate::support::{PlanFolder, codes};
use crate::typing::Shown;

/// Honjo before any meeting, with the paper for headquarters made.
pub(crate) fn before_meeting() -> PlanFolder {
    let honjo = PlanFolder::copy_of("honjo");
    for body in ["本部", "審議会"] {
        fs::remove_file(honjo.path(&format!("R5/意見/{body}.xlsx"))).expect("no meeting yet");
    }
    honjo.run("R5");
    honjo
}

pub(crate) const SAID: [Said<'static>; 4] = [
    says("全体", "前倒しできるものは前倒しすること。\n特に窓口について。"),
    says("1-02", "利用者の評価も見ること。"),
    judges("2-05", "A", "目標の<30%>を上回った & 確認済み"),
    Said {
        on: "3-10", opinion: "学校と\n協力すること。", judgment: "C", reason: "残渣が増えている"
    },
];

pub(crate) fn assert_said(record: &Value) {
    assert_eq!(record["stage"], "審議会");
    assert_eq!(codes(record, "error"), Vec::<String>::new());
    assert!(!codes(record, "warning").iter().any(|code| code.starts_with('O')));
    let whole = record["opinions"]["全体"].as_array().expect("opinions on the whole");
    assert_eq!(whole.len(), 1);
    assert_eq!(whole[0]["text"], "前倒しできるものは前倒しすること。\n特に窓口について。");
    for plan in record["plans"].as_array().expect("plans") {
        let fields = &plan["fields"];
        let value = |name: &str| fields.get(name).map_or(&Value::Null, |field| &field["value"]);
        let own = value("自己評価").as_str().expect("a judgment");
        let (opinion, judgment, reason) = match plan["key"].as_str().expect("a key") {
            "1-02" => (Some("利用者の評価も見ること。"), own, None),
            "2-05" => (None, "A", Some("目標の<30%>を上回った & 確認済み")),
            "3-10" => (Some("学校と\n協力すること。"), "C", Some("残渣が増えている")),
            _ => (None, own, None),
        };
        assert_eq!(value("本部意見").as_str(), opinion, "{}", plan["key"]);
        assert_eq!(value("本部評価"), judgment, "{}", plan["key"]);
        assert_eq!(value("本部変更理由").as_str(), reason, "{}", plan["key"]);
    }
}

#[test]
fn rows_may_be_sorted_filtered_and_deleted() {
    let honjo = before_meeting();
    // The workbook as it was before the meeting; each run writes it anew with what is typed by then.
    let entry = honjo.path("R5/意見入力.xlsx");
    fs::copy(honjo.path("R5/出力/意見入力_本部.xlsx"), &entry).expect("a copy");
    let saved = honjo.path("R5/意見/本部.xlsx");
    let shown = Shown::of(&entry);
    let rows = shown.rows();
    assert_eq!(rows, 53, "a heading, two rows for the whole, fifty plans");

    type_opinions(&entry, &HONJO, &SAID).save(&saved);
    assert_said(&honjo.run("R5"));

    let mut reversed = type_opinions(&entry, &HONJO, &SAID);
    reversed.arrange(&(2..=rows).rev().collect::<Vec<_>>());
    reversed.hide_rows(3..40);
    reversed.save(&saved);
    assert_said(&honjo.run("R5"));

    let mut cut = type_opinions(&entry, &HONJO, &SAID);
    let left: Vec<u32> =
        ["3-10", "全体", "1-02", "2-05"].iter().map(|on| row_of(&shown, &HONJO, on)).collect();
    cut.arrange(&left);
    cut.save(&saved);
    assert_said(&honjo.run("R5"));
}

#[test]
fn an_area_written_once_for_all_its_rows_is_that_of_each() {
    let honjo = before_meeting();
    let entry = honjo.path("R5/出力/意見入力_本部.xlsx");
    let mut merged = type_opinions(&entry, &HONJO, &SAID);
    // 2-01 to 2-17, merged over 改革分野.
    let shown = Shown::of(&entry);
    let (first, last) = (row_of(&shown, &HONJO, "2-01"), row_of(&shown, &HONJO, "2-17"));
    for row in first + 1..=last {
        merged.type_in(&format!("A{row}"), "");
    }
    merged.merge(&format!("A{first}:A{last}"));
    merged.save(&honjo.path("R5/意見/本部.xlsx"));
    assert_said(&honjo.run("R5"));
}

#[test]
fn a_workbook_put_there_before_the_meeting_is_told() {
    let honjo = before_meeting();
    fs::copy(honjo.path("R5/出力/意見入力_本部.xlsx"), honjo.path("R5/意見/本部.xlsx")).expect("too early");
    let record = honjo.run("R5");
    assert!(codes(&record, "warning").contains(&"O09 -".to_owned()));
}

#[test]
fn opinions_come_back_in_the_next_entry_workbook() {
    let honjo = before_meeting();
    let entry = honjo.path("R5/出力/意見入力_本部.xlsx");
    let saved = honjo.path("R5/意見/本部.xlsx");
    type_opinions(&entry, &HONJO, &SAID).save(&saved);
    honjo.run("R5");
    // What was typed is in the workbook of the same body, to go on typing, and reads the same.
    fs::copy(&entry, &saved).expect("typed on in the new one");
    assert_said(&honjo.run("R5"));
}
