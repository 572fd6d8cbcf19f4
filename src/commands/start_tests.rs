//! What a double click does, and its dialogues.

use super::super::console::scripted;
use super::*;

fn words(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

fn plan_folder(dir: &Path, years: &[&str]) {
    for year in years {
        fs::create_dir_all(dir.join(year)).expect("a year folder");
    }
    let settings = "[city]\nname = \"試験市\"\n[period]\nstart = \"R5\"\nend = \"R12\"\n";
    fs::write(dir.join(SETTINGS_FILE), settings).expect("settings");
}

#[test]
fn a_command_or_a_mistake_is_not_taken_for_a_dropped_folder() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let here = dir.path().display().to_string();
    assert_eq!(started_by_hand(&words(&["gyokaku"])), Some(vec![]));
    assert_eq!(started_by_hand(&words(&["gyokaku", &here])), Some(vec![dir.path().to_path_buf()]));
    assert_eq!(started_by_hand(&words(&["gyokaku", "run", &here])), None);
    assert_eq!(started_by_hand(&words(&["gyokaku", "--help"])), None);
    assert_eq!(started_by_hand(&words(&["gyokaku", "rnu", &here])), None);
}

#[test]
fn the_newest_year_that_is_not_closed_is_taken() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    plan_folder(dir.path(), &["R5", "R9", "R10", "様式", "R13"]);
    assert_eq!(newest_open_year(dir.path()).expect("a year"), dir.path().join("R10"));
    fs::write(dir.path().join("R10").join(CLOSED_FILE), "{}").expect("a closed year");
    assert_eq!(newest_open_year(dir.path()).expect("a year"), dir.path().join("R9"));
    for year in ["R5", "R9"] {
        fs::write(dir.path().join(year).join(CLOSED_FILE), "{}").expect("a closed year");
    }
    let error = newest_open_year(dir.path()).expect_err("all are closed").to_string();
    assert!(error.contains("全ての年度の評価が確定しています"), "{error}");
}

#[test]
fn sheets_are_offered_at_the_beginning_and_closing_at_the_end() {
    let mut year = crate::report::sample::small_year();
    assert_eq!(offer(&year, false, true), Some(Offer::Close));
    assert_eq!(offer(&year, true, true), None);
    year.is_final = true;
    assert_eq!(offer(&year, false, true), None);
    year.files.clear();
    assert_eq!(offer(&year, true, false), Some(Offer::Sheets));
    assert_eq!(offer(&year, true, true), None);
}

#[test]
fn the_plan_folder_is_found_here_or_one_below_and_never_guessed() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let place = [dir.path().to_path_buf()];
    assert!(near_plan_folder(&place).expect("a search").is_none());
    plan_folder(&dir.path().join("honjo"), &["R5"]);
    assert_eq!(near_plan_folder(&place).expect("one"), Some(dir.path().join("honjo")));
    plan_folder(&dir.path().join("minato"), &["R6"]);
    assert!(near_plan_folder(&place).expect_err("two").to_string().contains("2個"));
    plan_folder(dir.path(), &["R5"]);
    assert_eq!(near_plan_folder(&place).expect("the folder itself").as_deref(), Some(dir.path()));
}

fn minato() -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("the sample") {
            let (from, to) = {
                let entry = entry.expect("an entry");
                (entry.path(), to.join(entry.file_name()))
            };
            match from.file_name().and_then(|name| name.to_str()) {
                Some(name) if name.starts_with("出力") => {}
                _ if from.is_dir() => copy(&from, &to),
                _ => drop(fs::copy(&from, &to).expect("a copied file")),
            }
        }
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/minato"), dir.path());
    dir
}

#[test]
fn with_no_plan_folder_near_one_is_made_by_questions() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (mut console, said) = scripted::console("y\n見本市\nR8\n令和12年度\n");
    assert_eq!(begin(dir.path(), &mut console).expect("a new folder"), Outcome::Done);
    for question in
        ["新しく作りますか", "市の名前（例：本庄市）：", "最初の年度（例：R5）：", "最後の年度（例：R9）："]
    {
        assert!(said.text().contains(question), "{question} in {}", said.text());
    }
    assert!(dir.path().join("見本市/R8/計画台帳.xlsx").is_file());
    let settings = read_settings(&dir.path().join("見本市").join(SETTINGS_FILE)).expect("settings");
    assert_eq!(settings.eras.short(settings.period.end), "R12");
}

#[test]
fn without_a_yes_or_a_name_no_plan_folder_is_made() {
    for answers in ["", "\n", "n\n", "y\n\n"] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (mut console, _) = scripted::console(answers);
        let error = begin(dir.path(), &mut console).expect_err("nothing to run").to_string();
        assert!(error.contains("gyokaku init"), "{answers:?}: {error}");
        assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), 0, "{answers:?}");
    }
}

#[test]
fn where_nothing_has_come_in_the_sheets_to_hand_out_are_offered() {
    let dir = minato();
    let year = dir.path().join("R6");
    for sheet in fs::read_dir(year.join("提出")).expect("sheets") {
        fs::remove_file(sheet.expect("a sheet").path()).expect("a removed copy");
    }
    let (mut console, said) = scripted::console("n\n");
    start(std::slice::from_ref(&year), &mut console).expect("a run");
    assert!(said.text().contains("課に配るシートを作りますか"), "{}", said.text());
    assert!(!year.join(FOLDER).exists(), "a no writes nothing");
    let (mut console, _) = scripted::console("はい\n");
    start(std::slice::from_ref(&year), &mut console).expect("a run");
    assert!(fs::read_dir(year.join(FOLDER)).expect("sheets to hand out").count() > 0);
    let (mut console, said) = scripted::console("y\n");
    start(&[year], &mut console).expect("a run");
    assert!(!said.text().contains("課に配るシート"), "asked once only: {}", said.text());
}

#[test]
fn closing_is_offered_after_the_review_and_asked_for_twice() {
    let dir = minato();
    let year = dir.path().join("R6");
    let (mut console, said) = scripted::console("");
    start(std::slice::from_ref(&year), &mut console).expect("a run");
    assert!(!said.text().contains("確定する手続"), "the body has not met: {}", said.text());
    // The body had nothing to say: its workbook comes back as it went out.
    fs::create_dir_all(year.join("意見")).expect("a folder");
    fs::copy(year.join("出力/意見入力_委員会.xlsx"), year.join("意見/委員会.xlsx")).expect("a copy");
    for (answers, closed) in [("n\n", false), ("y\nn\n", false), ("y\n", false), ("y\ny\n", true)] {
        let (mut console, said) = scripted::console(answers);
        start(std::slice::from_ref(&year), &mut console).expect("a run");
        assert!(said.text().contains("評価を確定する手続に進みますか"), "{}", said.text());
        assert_eq!(year.join(CLOSED_FILE).is_file(), closed, "{answers:?}: {}", said.text());
    }
    let (mut console, said) = scripted::console("y\ny\n");
    start(&[year], &mut console).expect("a run");
    assert!(!said.text().contains("手続に進みますか"), "a closed year is not offered: {}", said.text());
}
