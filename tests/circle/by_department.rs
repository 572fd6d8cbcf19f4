//! `sheets` on a form that other software made with everything that Excel
//! offers, and `sheets --by 課`: one workbook a department, a sheet a plan.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::department::given_sheet;
use crate::sheets::assert_form_kept;
use crate::support::{PlanFolder, codes};
use crate::typing::{Shown, Workbook};

/// Honjo with R5 closed, whose form of R6 has a picture, a comment, a link, a
/// list to choose from, conditional formats, print titles and a second sheet.
fn honjo() -> PlanFolder {
    let honjo = PlanFolder::copy_of("honjo");
    assert!(honjo.gyokaku(&["close", "{}/R5", "--yes"]).status.success());
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/form/decorated_form.xlsx");
    fs::create_dir_all(honjo.path("R6/様式")).expect("a folder");
    fs::copy(form, honjo.path("R6/様式/実施計画シート.xlsx")).expect("a form");
    honjo
}

fn sheets(folder: &PlanFolder, words: &[&str]) {
    let given = folder.gyokaku(&[&["sheets", "{}/R6"], words].concat());
    let told = String::from_utf8_lossy(&given.stdout).into_owned() + &String::from_utf8_lossy(&given.stderr);
    assert!(given.status.success(), "{told}");
}

#[test]
fn everything_else_of_a_decorated_form_stays() {
    let honjo = honjo();
    sheets(&honjo, &[]);
    let form = honjo.path("R6/様式/実施計画シート.xlsx");
    for key in ["1-03", "3-10"] {
        assert_form_kept(&form, &given_sheet(&honjo, "R6", key));
    }
}

/// Fields and values of the plans in a record that have a sheet.
fn values(record: &Value) -> BTreeMap<String, BTreeMap<String, Value>> {
    let plans = record["plans"].as_array().expect("plans").iter();
    let read = plans.filter(|plan| plan["status"] == "submitted").map(|plan| {
        let fields = plan["fields"].as_object().expect("fields");
        let fields = fields.iter().map(|(name, field)| (name.clone(), field["value"].clone()));
        (plan["key"].as_str().expect("a key").to_owned(), fields.collect())
    });
    read.collect()
}

/// Moves what was given out to what came in, and gives what the run reads.
fn sent_back(folder: &PlanFolder) -> Value {
    for made in ["R6/提出", "R6/出力"] {
        let _ = fs::remove_dir_all(folder.path(made));
    }
    fs::rename(folder.path("R6/配布"), folder.path("R6/提出")).expect("sent back");
    folder.run("R6")
}

#[test]
fn a_department_gets_one_workbook_that_reads_as_its_sheets_would() {
    let honjo = honjo();
    sheets(&honjo, &[]);
    let one_each = values(&sent_back(&honjo));
    assert_eq!(one_each.len(), 49);
    sheets(&honjo, &["--by", "課"]);
    let departments: usize = fs::read_dir(honjo.path("R6/配布")).expect("workbooks").count();
    assert!((20..40).contains(&departments), "{departments}");
    let record = sent_back(&honjo);
    let together = values(&record);
    assert_eq!(together, one_each);
    // Nothing was filled in yet; but no sheet is in doubt and none was changed.
    let errors = codes(&record, "error");
    assert!(errors.iter().all(|code| ["V01", "J10", "O01"].contains(&&code[..3])), "{errors:?}");
    let warnings = codes(&record, "warning");
    assert!(!warnings.iter().any(|code| ["F04", "F11"].contains(&&code[..3])), "{warnings:?}");
}

#[test]
fn every_sheet_of_a_departments_workbook_has_parts_of_its_own() {
    let honjo = honjo();
    sheets(&honjo, &["--by", "課"]);
    let workbook = Workbook::open(&honjo.path("R6/配布/企画課.xlsx"));
    let text = |part: &str| workbook.part(part);
    let list = text("xl/workbook.xml");
    let attribute = |name: &str| {
        let pattern = regex::Regex::new(&format!("<sheet [^>]*{name}=\"([^\"]*)\"")).expect("a pattern");
        pattern.captures_iter(&list).map(|found| found[1].to_owned()).collect::<Vec<String>>()
    };
    let names = attribute("name");
    let plans: Vec<&String> = names.iter().filter(|name| *name != "選択肢").collect();
    assert!(plans.len() > 2 && names[0].starts_with("1-") && names[1] == "選択肢", "{names:?}");
    let mut numbers = attribute("sheetId");
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), names.len());
    for name in &plans {
        assert!(list.contains(&format!("'{name}'!$A$1:$L$28")), "{name} has no print area: {list}");
        assert!(list.contains(&format!("'{name}'!$1:$3")), "{name} has no print titles: {list}");
    }
    assert!(!list.contains("実施計画シート"), "{list}");
    assert!(text("xl/worksheets/sheet2.xml").contains(&format!("'{}'!C19", names[0])));
    let types = text("[Content_Types].xml");
    for copy in 1..plans.len() {
        let sheet = text(&format!("xl/worksheets/sheet1_plan{copy}.xml"));
        assert!(!sheet.contains("tabSelected=\"1\"") && !sheet.contains("codeName"), "{copy}");
        for kept in ["<dataValidation", "<conditionalFormatting", "<hyperlink", "<drawing", "<legacyDrawing"]
        {
            assert!(sheet.contains(kept), "{copy}: {kept}");
        }
        let relations = text(&format!("xl/worksheets/_rels/sheet1_plan{copy}.xml.rels"));
        let drawing = format!("xl/drawings/drawing1_plan{copy}.xml");
        assert!(relations.contains(&format!("\"/{drawing}\"")), "{relations}");
        assert!(relations.contains("https://www.example.lg.jp/hantei"), "{relations}");
        text(&drawing);
        text(&format!("xl/comments/comment1_plan{copy}.xml"));
        for part in [format!("worksheets/sheet1_plan{copy}.xml"), format!("drawings/drawing1_plan{copy}.xml")]
        {
            assert!(types.contains(&format!("PartName=\"/xl/{part}\"")), "{part}: {types}");
        }
    }
    // The picture itself is one.
    assert_eq!(workbook.parts().keys().filter(|part| part.contains("/media/")).count(), 1);
}

#[test]
fn a_choice_between_boxes_is_read_from_a_filled_sheet() {
    let honjo = honjo();
    sheets(&honjo, &[]);
    let given = given_sheet(&honjo, "R6", "1-03");
    let mut typed = Workbook::open(&given);
    typed.type_in("C19", "□達成　■Ａ　□Ｂ　□Ｃ　□中止");
    typed.save(&given);
    let before = Shown::of(&given).text("C4").to_owned();
    let record = sent_back(&honjo);
    let plan = record["plans"].as_array().expect("plans").iter().find(|plan| plan["key"] == "1-03");
    let fields = &plan.expect("the plan")["fields"];
    assert_eq!(fields["自己評価"]["value"], "A");
    assert_eq!(fields["計画名"]["value"], before);
}
