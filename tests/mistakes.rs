//! The city of mistakes: every check fires where it must, and nowhere else.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::PlanFolder;
use support::snapshot::{changed, snapshot};

const EXPECTED: [&str; 4] = ["R5", "R6", "R7", "R7-close"];

/// The lines of an expected file, without its comments.
fn expected(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("samples/mistakes/expected/{name}.txt"));
    let text = fs::read_to_string(path).expect("expected findings");
    let mut lines: Vec<String> =
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect();
    lines.sort();
    lines
}

/// `error V01 2-06 提出/2-06_契約検査課.xlsx D16`
fn line(finding: &Value) -> String {
    let text = |name: &str| finding[name].as_str().unwrap_or("-").to_owned();
    let accepted = finding["accepted"] == true;
    let severity = if accepted { "accepted".to_owned() } else { text("severity") };
    [severity, text("code"), text("key"), text("file"), text("cell")].join(" ")
}

fn found(record: &Value) -> Vec<String> {
    let mut lines: Vec<String> = record["findings"].as_array().expect("findings").iter().map(line).collect();
    lines.sort();
    lines
}

fn compare(year: &str) {
    let city = PlanFolder::copy_of("mistakes");
    let (found, expected) = (found(&city.run(year)), expected(year));
    let only = |a: &[String], b: &[String]| {
        a.iter().filter(|line| !b.contains(line)).map(|line| format!("  {line}\n")).collect::<String>()
    };
    assert!(
        found == expected,
        "{year}: not expected\n{}expected, not found\n{}",
        only(&found, &expected),
        only(&expected, &found)
    );
}

#[test]
fn a_year_without_mistakes_has_no_finding() {
    compare("R5");
}

#[test]
fn every_planted_mistake_is_found_in_its_cell_and_nothing_else() {
    compare("R6");
}

#[test]
fn the_last_year_after_an_open_one_has_its_own_mistakes() {
    compare("R7");
}

#[test]
fn closing_before_the_council_has_met_is_refused() {
    let city = PlanFolder::copy_of("mistakes");
    let output = city.gyokaku(&["close", "{}/R7", "--yes"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let codes: BTreeSet<&str> = said.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let errors: Vec<String> =
        expected("R7").iter().filter_map(|line| line.strip_prefix("error ").map(str::to_owned)).collect();
    let errors = errors.iter().filter_map(|line| line.split(' ').next().map(str::to_owned));
    for code in expected("R7-close").into_iter().chain(errors) {
        assert!(codes.contains(code.as_str()), "{code} is not told:\n{said}");
    }
    assert!(!city.path("R7/確定.json").exists());
}

#[test]
fn every_code_of_the_catalogue_is_fired_by_the_sample() {
    let city = PlanFolder::copy_of("mistakes");
    let output = city.gyokaku(&["rules"]);
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let is_code = |word: &&str| {
        let rest = word.get(1..).unwrap_or_default();
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && rest.len() == 2
            && rest.bytes().all(|b| b.is_ascii_digit())
    };
    let catalogue: BTreeSet<String> = listed.split_whitespace().filter(is_code).map(str::to_owned).collect();
    assert!(catalogue.len() >= 70, "{catalogue:?}");
    let fired: BTreeSet<String> = EXPECTED
        .iter()
        .flat_map(|name| expected(name))
        .filter_map(|line| line.split(' ').find(|word| is_code(word)).map(str::to_owned))
        .collect();
    let silent: Vec<&String> = catalogue.difference(&fired).collect();
    assert!(silent.is_empty(), "no sample fires {silent:?}");
    let unknown: Vec<&String> = fired.difference(&catalogue).collect();
    assert!(unknown.is_empty(), "not in the catalogue: {unknown:?}");
}

#[test]
fn a_second_round_tells_what_is_settled_new_and_still_open() {
    let city = PlanFolder::copy_of("mistakes");
    city.run("R6");
    // 税務課 sends last year's sheet again in place of the corrected one …
    fs::copy(city.path("R5/提出/3-01_税務課.xlsx"), city.path("R6/提出/3-01_税務課.xlsx")).expect("a copy");
    // … and the secretariat takes the letter away.
    fs::remove_file(city.path("R6/提出/送付状.docx")).expect("a file to take away");
    let output = city.gyokaku(&["run", "{}/R6"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("前回の実行から：解消 "), "{said}");
    let page = fs::read_to_string(city.path("R6/出力/結果.html")).expect("the overview");
    let part = |from: &str| page.split_once(from).map(|(_, rest)| rest.split("</ul>").next().unwrap_or(rest));
    let settled = part("解消した確認事項").expect("settled ones");
    assert!(settled.contains("F17") && settled.contains("V02　3-01　税務課"), "{settled}");
    let new = part("新しい確認事項").expect("new ones");
    assert!(new.contains("F03　3-01　税務課"), "{new}");
    assert!(page.contains("<span class=\"new\">新</span>"), "a new finding is marked where it stands");
    // Nothing changed since: the same files, byte by byte.
    let before = snapshot(&city.path("R6/出力"));
    city.run("R6");
    let now = snapshot(&city.path("R6/出力"));
    assert_eq!(changed(&before, &now), Vec::<String>::new());
}

/// Everything that the cells of a workbook show.
fn shown(path: &Path) -> String {
    gyokaku::workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    let book = gyokaku::workbook::read_workbook(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let cells = book.sheets.iter().flat_map(|sheet| &sheet.cells);
    cells.map(|cell| format!("{}\n", cell.shown)).collect()
}

#[test]
fn a_file_that_cannot_be_opened_is_on_the_notice_of_the_department_it_is_named_for() {
    let city = PlanFolder::copy_of("mistakes");
    city.run("R6");
    let notice = shown(&city.path("R6/出力/確認票/こども課.xlsx"));
    assert!(notice.contains("ファイルを開けません"), "{notice}");
    assert!(notice.contains("1-06_こども課.xlsx"), "{notice}");
    // A name or a folder that says nothing leaves it to the secretariat.
    fs::rename(city.path("R6/提出/1-06_こども課.xlsx"), city.path("R6/提出/新規.xlsx"))
        .expect("another name");
    let record = city.run("R6");
    let findings = record["findings"].as_array().expect("findings");
    let unreadable = findings.iter().find(|finding| finding["code"] == "F01").expect("F01");
    assert_eq!(
        (unreadable["department"].as_str(), unreadable["file"].as_str()),
        (None, Some("提出/新規.xlsx"))
    );
    let page = fs::read_to_string(city.path("R6/出力/結果.html")).expect("the overview");
    let own = page.split_once("事務局で確かめるもの").expect("the secretariat's own").1;
    assert!(own.split("</table>").next().expect("a table").contains("提出/新規.xlsx"));
}

#[test]
fn a_notice_leads_to_the_cell_of_the_submitted_sheet() {
    let city = PlanFolder::copy_of("mistakes");
    city.run("R6");
    let bytes = fs::read(city.path("R6/出力/確認票/税務課.xlsx")).expect("a notice");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut relations = String::new();
    let mut part = archive.by_name("xl/worksheets/_rels/sheet1.xml.rels").expect("relations of the sheet");
    std::io::Read::read_to_string(&mut part, &mut relations).expect("a text");
    assert!(
        relations.contains("../../提出/3-01_税務課.xlsx") && relations.contains("External"),
        "{relations}"
    );
    assert!(city.path("R6/出力/確認票").join("../../提出/3-01_税務課.xlsx").is_file());
}

#[test]
fn an_accepted_finding_is_shown_as_such_and_leaves_the_notice() {
    let city = PlanFolder::copy_of("mistakes");
    city.run("R6");
    let record: Value =
        serde_json::from_slice(&fs::read(city.path("R6/出力/記録.json")).expect("a record")).expect("JSON");
    let accepted = record["findings"].as_array().expect("findings").iter().find(|f| f["accepted"] == true);
    let message = accepted.expect("J11 of 2-02")["message"].as_str().expect("a message").to_owned();
    let notice = shown(&city.path("R6/出力/確認票/職員課.xlsx"));
    assert!(!notice.contains(&message), "{notice}");
    let results = shown(&city.path("R6/出力/評価結果.xlsx"));
    assert!(results.contains(&message) && results.contains("確認済"));
    let page = fs::read_to_string(city.path("R6/出力/結果.html")).expect("the overview");
    assert!(page.contains("確認済：") && page.contains(&message));
    let said = city.gyokaku(&["check", "{}/R6"]);
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.contains(&format!("確認済 J11 B15　{message}")), "{said}");
}

#[test]
fn a_city_switches_checks_off_and_grades_them_anew() {
    let city = PlanFolder::copy_of("mistakes");
    let settings = fs::read_to_string(city.path("gyokaku.toml")).expect("settings");
    let with = |rules: &str| {
        let text = match settings.split_once("[rules]") {
            Some((before, after)) => format!("{before}[rules]\n{rules}{after}"),
            None => format!("{settings}\n[rules]\n{rules}"),
        };
        fs::write(city.path("gyokaku.toml"), text).expect("settings");
        city.gyokaku(&["check", "{}/R6", "--format", "json"])
    };
    let graded = with("V06 = \"off\"\nj01 = \"error\"\nF10 = \"warning\"\nK05 = \"warning\"\n");
    let said: Value = serde_json::from_slice(&graded.stdout).expect("JSON");
    let findings = said.as_array().or_else(|| said["findings"].as_array()).expect("findings");
    let severities = |code: &str| {
        let of_code = findings.iter().filter(|finding| finding["code"] == *code);
        of_code
            .map(|finding| finding["severity"].as_str().expect("a severity").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(severities("V06"), Vec::<String>::new());
    assert_eq!(severities("J01"), ["error"]);
    assert_eq!(severities("F10"), ["warning"]);
    assert_eq!(severities("K05"), ["warning"]);
    let refused = with("V6 = \"off\"\n");
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(told.contains("「V6」という確認項目はありません（もしかして「V06」）"), "{told}");
}

#[test]
fn every_department_with_something_to_correct_gets_its_notice_twice() {
    let city = PlanFolder::copy_of("mistakes");
    let record = city.run("R6");
    let departments: BTreeSet<&str> = record["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|f| f["severity"] != "info" && f["accepted"] == false)
        .filter_map(|f| f["department"].as_str())
        .collect();
    let mut wanted: Vec<String> =
        departments.iter().flat_map(|name| [format!("{name}.pdf"), format!("{name}.xlsx")]).collect();
    wanted.sort();
    let mut written: Vec<String> = fs::read_dir(city.path("R6/出力/確認票"))
        .expect("notices")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    written.sort();
    assert_eq!(written, wanted);
    assert!(written.len() > 20, "{written:?}");
}
