//! The sample cities, read as a whole: every value right, no unexplained finding.

mod support;

use support::{PlanFolder, codes, differences, expected};

#[test]
fn every_value_of_honjo_r5_is_read() {
    let honjo = PlanFolder::copy_of("honjo");
    let record = honjo.run("R5");
    let differences = differences(&record, &expected("honjo", "R5"));
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn honjo_r5_has_no_error_and_exactly_the_known_warnings() {
    let honjo = PlanFolder::copy_of("honjo");
    let record = honjo.run("R5");
    assert_eq!(codes(&record, "error"), Vec::<String>::new());
    // .xls and .ods (1-16, 3-06, 2-17); an inserted row with text beside the form
    // (1-07, 2-06) and an inserted column (1-14); 36 of 40 proposals judged B (2-02).
    assert_eq!(
        codes(&record, "warning"),
        [
            "F02 1-16", "F02 2-17", "F02 3-06", "F04 1-07", "F04 1-14", "F04 2-06", "F16 1-07", "F16 2-06",
            "J01 2-02"
        ]
    );
}

#[test]
fn totals_of_honjo_r5_agree_with_the_published_specimen() {
    let honjo = PlanFolder::copy_of("honjo");
    let record = honjo.run("R5");
    assert_eq!(record["stage"], "確定");
    assert_eq!(record["final"], false);
    let totals = &record["totals"];
    assert_eq!((totals["plans"].as_u64(), totals["submitted"].as_u64()), (Some(50), Some(50)));
    // 達成, A, B, C, 中止 by area, counted by hand from the sheets and both opinion workbooks.
    for (area, counts) in [
        ("行政サービス改革", [1, 5, 14, 3, 0]),
        ("業務改善・効率化改革", [1, 2, 10, 3, 1]),
        ("財政改革", [0, 2, 6, 2, 0]),
    ] {
        let judged = &totals["by_area"][area]["確定評価"];
        for (code, count) in ["達成", "A", "B", "C", "中止"].iter().zip(counts) {
            assert_eq!(judged[*code].as_u64(), Some(count), "{area} {code}: {judged}");
        }
    }
}

#[test]
fn another_city_is_read_by_its_data_alone() {
    let minato = PlanFolder::copy_of("minato");
    let record = minato.run("R6");
    let differences = differences(&record, &expected("minato", "R6"));
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
    assert_eq!(codes(&record, "error"), Vec::<String>::new());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (PlanFolder::copy_of("honjo"), PlanFolder::copy_of("honjo"));
    one.run("R5");
    two.run("R5");
    two.run("R5");
    let (one, two) = (files(&one.path("R5/出力")), files(&two.path("R5/出力")));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(two[name] == *bytes, "{name} differs between two runs");
    }
}

fn files(dir: &std::path::Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut all = std::collections::BTreeMap::new();
    for entry in std::fs::read_dir(dir).expect("an output folder").map(|e| e.expect("an entry").path()) {
        let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
        if entry.is_dir() {
            all.extend(files(&entry).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            all.insert(name, std::fs::read(&entry).expect("a readable output"));
        }
    }
    all
}
