//! What `sheets` writes: the city's own form, filled, and read back as it was written.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;

use crate::department::given_sheet;
use crate::secretariat::{judges, review, says};
use crate::support::{PlanFolder, codes};
use crate::typing::{Shown, Workbook};

const MINATO: [&str; 2] = ["市民サービス", "財政健全化"];

/// Minato with R6 closed: one body, marks, two indicators.
fn minato() -> PlanFolder {
    let minato = PlanFolder::copy_of("minato");
    minato.run("R6");
    let said = [
        says("全体", "全体として順調である。"),
        says("1-01", "棚を増やす時期を早めること。"),
        judges("1-02", "B", "申請の件数が足りない"),
    ];
    review(&minato, "R6", "委員会", &MINATO, &said);
    let closed = minato.gyokaku(&["close", "{}/R6", "--yes"]);
    assert!(closed.status.success(), "{}", String::from_utf8_lossy(&closed.stdout));
    minato
}

#[test]
fn the_form_stays_as_it_is_but_for_its_slots() {
    let honjo = PlanFolder::copy_of("honjo");
    assert!(honjo.gyokaku(&["close", "{}/R5", "--yes"]).status.success());
    assert!(honjo.gyokaku(&["sheets", "{}/R6"]).status.success());
    let form = honjo.path("様式/実施計画シート.xlsx");
    assert_form_kept(&form, &given_sheet(&honjo, "R6", "1-03"));
    let minato = minato();
    assert!(minato.gyokaku(&["sheets", "{}/R7"]).status.success());
    assert_form_kept(&minato.path("様式/評価シート.xlsx"), &given_sheet(&minato, "R7", "1-01"));
}

/// Every part is the form's, and its sheet too once the cells with placeholders are left out.
pub(crate) fn assert_form_kept(form: &Path, filled: &Path) {
    let slots: BTreeSet<String> = slots_of(form);
    let (form, filled) = (Workbook::open(form), Workbook::open(filled));
    let (form, filled) = (form.parts(), filled.parts());
    assert_eq!(form.keys().collect::<Vec<_>>(), filled.keys().collect::<Vec<_>>());
    for (name, bytes) in &form {
        if *name == "xl/worksheets/sheet1.xml" {
            assert_eq!(without(bytes, &slots), without(filled[name], &slots));
        } else {
            assert!(filled[name] == *bytes, "{name} was changed");
        }
    }
}

fn slots_of(form: &Path) -> BTreeSet<String> {
    let book = gyokaku::workbook::read_workbook(form).expect("a form");
    let mut slots = BTreeSet::new();
    for row in 0..60 {
        for column in 0..30 {
            let at = gyokaku::model::CellRef::new(row, column);
            if book.sheets[0].cell(at).is_some_and(|cell| cell.shown.contains("{{")) {
                slots.insert(at.to_string());
            }
        }
    }
    slots
}

fn without(sheet: &[u8], slots: &BTreeSet<String>) -> String {
    let cell = Regex::new(r#"(?s)<c r="([A-Z]+\d+)"(?:[^>]*?/>|[^>]*?>.*?</c>)"#).expect("a pattern");
    let sheet = std::str::from_utf8(sheet).expect("a sheet in UTF-8");
    let kept =
        cell.replace_all(
            sheet,
            |found: &regex::Captures<'_>| {
                if slots.contains(&found[1]) { String::new() } else { found[0].to_owned() }
            },
        );
    kept.into_owned()
}

#[test]
fn a_form_with_marks_and_two_indicators_goes_round_too() {
    let minato = minato();
    let given = minato.gyokaku(&["sheets", "{}/R7"]);
    assert!(given.status.success(), "{}", String::from_utf8_lossy(&given.stdout));
    let sheet = given_sheet(&minato, "R7", "1-01");
    let shown = Shown::of(&sheet);
    let said = ["L1", "B2", "D2", "B3", "I3", "M3", "F7", "G7", "H7", "I7", "H8", "G9", "B16"];
    let said = said.map(|cell| shown.text(cell).to_owned());
    assert_eq!(
        said,
        [
            "令和７年度",
            "1",
            "市民サービス",
            "図書館の予約本を駅で受け取れる仕組みづくり",
            "図書館",
            "R6",
            "0",
            "2000",
            "3120",
            "2400",
            "911",
            "-420",
            "棚を増やす時期を早めること。"
        ]
    );
    // This year's own cells are blank: no mark, no text, no actual value.
    for blank in
        ["B11", "C11", "D11", "E11", "F11", "G11", "I10", "B12", "B13", "B14", "J7", "J8", "I9", "N17"]
    {
        assert_eq!(shown.text(blank), "", "{blank}");
    }
    let mut filled = Workbook::open(&sheet);
    for (cell, text) in [
        ("C11", "○"),
        ("I10", "目標のとおり受け取られた。"),
        ("B12", "４月に棚を12口増やした。"),
        ("B14", "北口の場所を借りる協議を鉄道会社と始める。"),
        ("I16", "増設を１月から前の年の10月に早めた。"),
        ("J7", "2400"),
        ("J8", "740"),
        ("I9", "-380"),
    ] {
        filled.type_in(cell, text);
    }
    filled.save(&minato.path("R7/提出/1-01.xlsx"));
    let record = minato.run("R7");
    let plan = &record["plans"][0];
    assert_eq!((plan["key"].as_str(), plan["status"].as_str()), (Some("1-01"), Some("submitted")));
    let value = |name: &str| plan["fields"][name]["value"].clone();
    assert_eq!(value("自己評価"), "A");
    assert_eq!(value("対象年度"), "R7");
    assert_eq!(value("指標2.実績値.R7"), 740);
    assert_eq!(value("効果額.R7"), -380);
    assert_eq!(value("前年度審議会意見"), "棚を増やす時期を早めること。");
    // The other plans have not sent anything; this one is without fault.
    let errors = codes(&record, "error");
    assert!(errors.iter().all(|code| code.starts_with("F10") && !code.ends_with("1-01")), "{errors:?}");
    assert_eq!(codes(&record, "warning"), Vec::<String>::new());
}

#[test]
fn a_workbook_that_a_clerk_edited_stays() {
    let minato = minato();
    assert!(minato.gyokaku(&["sheets", "{}/R7", "--by", "課"]).status.success());
    let sheet = minato.path("R7/配布/図書館.xlsx");
    assert!(sheet.is_file());
    assert_eq!(fs::read_dir(minato.path("R7/提出")).expect("a folder").count(), 0);
    fs::write(&sheet, "手で直した").expect("edited");
    let again = minato.gyokaku(&["sheets", "{}/R7", "--by", "課"]);
    assert!(again.status.success());
    let kept = minato.path("R7/配布_退避/図書館.xlsx");
    assert_eq!(fs::read_to_string(kept).ok().as_deref(), Some("手で直した"));
    assert_eq!(minato.gyokaku(&["sheets", "{}/R7", "--by", "係"]).status.code(), Some(2));
}
