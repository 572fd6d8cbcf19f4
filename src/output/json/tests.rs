//! The record against its published schema, and read back by the next year.

use crate::diag::{Acceptance, Code, Finding, RuleInfo, Severity};
use crate::model::{CellRef, Origin, PlanKey, Year};
use crate::report::sample::{city, small_year};
use crate::review::{Before, Closed, Standing, read_closed, write_closed};

use super::{follow_up, write_record};

static INFO: RuleInfo = RuleInfo {
    code: Code("V01"),
    name: "required-field-blank",
    severity: Severity::Error,
    title: "必須項目の未記入",
    fix: "記入してください",
    doc: "",
};

fn finding(number: u32, field: &str) -> Finding {
    let origin =
        Origin { file: "提出/1.xlsx".into(), sheet: "シート".into(), cell: CellRef::new(18, 2) };
    Finding::new(&INFO, format!("「{field}」が未記入です"))
        .on_plan(PlanKey::new(1, number), &"市民課".into())
        .at(&origin)
        .about(field)
}

fn record(year: &Year, findings: &[Finding]) -> serde_json::Value {
    serde_json::from_slice(&write_record(year, findings, &city(), None)).expect("JSON")
}

fn schema() -> jsonschema::Validator {
    let schema = include_str!("../../../templates/record.schema.json");
    let schema = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

#[test]
fn follows_its_published_schema() {
    let year = small_year();
    let mut findings = vec![finding(1, "自己評価"), finding(2, "実施状況")];
    findings[1].accepted =
        Some(Acceptance { reason: "口頭で確認".to_owned(), by: Some("山田".to_owned()), date: None });
    findings[1].key = None;
    let first = follow_up(&year, &findings, &city(), None);
    let first = write_record(&year, &findings, &city(), Some(&first));
    let second = follow_up(&year, &findings[1..], &city(), Before::read(&first[..]));
    for bytes in [first, write_record(&year, &findings[1..], &city(), Some(&second))] {
        let json = serde_json::from_slice(&bytes).expect("JSON");
        let errors: Vec<String> =
            schema().iter_errors(&json).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn the_schema_refuses_an_unknown_key() {
    let mut json = record(&small_year(), &[]);
    json["plans"][0]["colour"] = "red".into();
    assert!(!schema().is_valid(&json));
}

#[test]
fn says_what_the_specification_says() {
    let json = record(&small_year(), &[finding(1, "自己評価")]);
    let keys: Vec<&String> = json.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        ["schema", "city", "year", "stage", "final", "plans", "findings", "files", "opinions", "totals"]
    );
    assert_eq!(json["schema"], "gyokaku-record/1");
    assert_eq!((json["year"].as_str(), json["stage"].as_str()), (Some("R6"), Some("確定")));
    let plan = &json["plans"][0];
    assert_eq!((plan["key"].as_str(), plan["number"].as_u64()), (Some("1-01"), Some(1)));
    assert_eq!(plan["fields"]["自己評価"]["value"], "B");
    assert_eq!(plan["fields"]["自己評価"]["cell"], "C19");
    assert_eq!(json["plans"][4]["status"], "missing");
    let finding = &json["findings"][0];
    assert_eq!((finding["key"].as_str(), finding["cell"].as_str()), (Some("1-01"), Some("C19")));
    assert_eq!(finding["accepted"], false);
    assert_eq!(json["totals"]["plans"], 6);
    assert_eq!(json["totals"]["submitted"], 4);
    let counts = &json["totals"]["by_area"]["サービス改革"]["確定評価"];
    assert_eq!(counts.to_string(), r#"{"達成":1,"A":1,"B":1,"C":0,"中止":0}"#);
    assert_eq!(json["totals"]["by_area"]["財政改革"]["自己評価"]["A"], 0);
    assert_eq!(json["opinions"]["全体"][1]["stage"], "審議会");
}

#[test]
fn a_closed_year_is_read_back_to_the_same_values() {
    let year = small_year();
    let dir = tempfile::TempDir::new().expect("a folder");
    let record = write_record(&year, &[], &city(), None);
    std::fs::write(dir.path().join("確定.json"), write_closed(&record)).expect("writes");
    let Closed::Intact(closed) = read_closed(dir.path(), &city()).expect("reads") else {
        panic!("not intact")
    };
    assert_eq!(closed.record, record);
    assert_eq!(closed.year.year, year.year);
    assert_eq!(closed.year.whole_opinions, year.whole_opinions);
    assert_eq!(closed.year.plans.len(), year.plans.len());
    for (closed, plan) in closed.year.plans.iter().zip(&year.plans) {
        assert_eq!((closed.key, &closed.name, closed.status), (plan.key, &plan.name, plan.status));
        assert_eq!(closed.fields, plan.fields);
    }
}

#[test]
fn a_closed_year_that_was_changed_is_told() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let path = dir.path().join("確定.json");
    let closed = String::from_utf8(write_closed(&write_record(&small_year(), &[], &city(), None)));
    let closed = closed.expect("text");
    let outcome = |text: &str| {
        std::fs::write(&path, text).expect("writes");
        read_closed(dir.path(), &city()).expect("reads")
    };
    assert!(matches!(outcome(&closed), Closed::Intact(_)));
    assert!(matches!(outcome(&closed.replace('\n', "\r\n")), Closed::Intact(_)));
    for changed in [
        closed.replacen("\"value\": \"B\"", "\"value\": \"A\"", 1),
        closed.replacen("gyokaku-closed/1", "gyokaku-closed/2", 1),
        closed.chars().take(2000).collect(),
        String::new(),
    ] {
        assert!(matches!(outcome(&changed), Closed::Changed));
    }
    std::fs::remove_file(&path).expect("removes");
    assert_eq!(read_closed(dir.path(), &city()).expect("reads"), Closed::No);
}

#[test]
fn running_again_on_the_same_input_changes_no_byte() {
    let (year, settings) = (small_year(), city());
    let run = |findings: &[Finding], previous: Option<&[u8]>| {
        let follow_up = follow_up(&year, findings, &settings, previous.and_then(Before::read));
        (write_record(&year, findings, &settings, Some(&follow_up)), follow_up)
    };
    let (two, one) =
        ([finding(1, "自己評価"), finding(2, "実施状況")], [finding(2, "実施状況"), finding(3, "評価理由")]);
    let (first, follow) = run(&two, None);
    assert_eq!(follow.before, None);
    assert_eq!(run(&two, Some(&first)).0, first);

    let (second, follow) = run(&one, Some(&first));
    assert_eq!(follow.standing, [Standing::Open, Standing::New]);
    let settled: Vec<&str> = follow.settled.iter().map(|id| id.message.as_str()).collect();
    assert_eq!(settled, ["「自己評価」が未記入です"]);
    let (again, follow) = run(&one, Some(&second));
    assert_eq!(again, second);
    assert_eq!(follow.settled.len(), 1);
}
