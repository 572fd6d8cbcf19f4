//! Cities whose settings hold what workbooks, running heads and formulas can not.

use std::fs;

use crate::order;
use crate::package::faults;
use crate::support::PlanFolder;
use crate::xml::Package;

/// Honjo with these words of its settings replaced, run.
fn run_with(changes: &[(&str, &str)], more: &str) -> PlanFolder {
    let folder = PlanFolder::copy_of("honjo");
    let path = folder.path("gyokaku.toml");
    let mut text = fs::read_to_string(&path).expect("settings");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    fs::write(&path, format!("{text}{more}")).expect("settings");
    folder.run("R5");
    folder
}

fn assert_sound(folder: &PlanFolder) {
    let paths = crate::workbooks(&folder.path("R5/出力"));
    assert!(paths.len() > 30);
    for path in paths {
        assert_eq!(faults(&Package::open(&path)), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn long_names_and_signs_of_commands_stand_in_running_heads_as_they_are() {
    let plan = format!("plan = \"&L&\\\"市\\\"&P<計画>[1]*{}\"", "長".repeat(300));
    let city = format!("name = \"市&区'{}\"", "名".repeat(300));
    let folder =
        run_with(&[("plan = \"本庄市行政改革大綱実施計画\"", &plan), ("name = \"本庄市\"", &city)], "");
    assert_sound(&folder);
}

#[test]
fn judgments_that_are_signs_of_formulas_are_counted_as_they_are() {
    let judgment = |(code, compare): (&str, &str)| {
        let code = code.replace('"', "\\\"");
        let next = if compare == "none" { "終了" } else { "継続" };
        let kind = match code.as_str() {
            "達成" => "kind = \"achieved\"\n",
            "中止" => "kind = \"cancelled\"\n",
            _ => "",
        };
        let alias = match compare {
            "above" => "A",
            "equal" => "B",
            "below" => "C",
            _ => "",
        };
        format!(
            "\n[[judgment]]\ncode = \"{code}\"\nmeaning = \"{code}の意味\"\nnext = \"{next}\"\ncompare = \"{compare}\"\naliases = [\"{alias}\"]\n{kind}"
        )
    };
    let all =
        [("達成", "none"), ("=A\"秀\"", "above"), ("B*'~?", "equal"), ("<C>&", "below"), ("中止", "none")];
    let folder = PlanFolder::copy_of("honjo");
    let path = folder.path("gyokaku.toml");
    let text = fs::read_to_string(&path).expect("settings");
    fs::write(&path, format!("{text}{}", all.map(judgment).concat().replace("aliases = [\"\"]\n", "")))
        .expect("settings");
    let form = folder.path("様式");
    fs::remove_dir_all(form).expect("the built-in form has no boxes of its own");
    let output = folder.gyokaku(&["run", "{}/R5"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{told}");
    assert_sound(&folder);
}

#[test]
fn the_contents_name_the_sheets_also_where_bodies_have_other_names() {
    let hq = "\n[stage.hq]\nname = \"行財政経営会議\"\nshort = \"経営会議\"\n[stage.council]\nname = \"市民評価委員会\"\nshort = \"評価委\"\n";
    let folder = PlanFolder::copy_of("honjo");
    let path = folder.path("gyokaku.toml");
    let text = fs::read_to_string(&path).expect("settings");
    let start = text.find("[stage.hq]");
    let text = match start {
        Some(start) => {
            let end = text[start..].find("\n[meeting").map_or(text.len(), |at| start + at);
            format!("{}{}{hq}", &text[..start], &text[end..])
        }
        None => format!("{text}{hq}"),
    };
    fs::write(&path, text).expect("settings");
    for (from, to) in [("本部", "経営会議"), ("審議会", "評価委")] {
        fs::rename(folder.path(&format!("R5/意見/{from}.xlsx")), folder.path(&format!("R5/意見/{to}.xlsx")))
            .expect("renamed");
    }
    folder.run("R5");
    assert!(folder.path("R5/出力/意見入力_経営会議.xlsx").is_file());
    let book = Package::open(&folder.path("R5/出力/評価結果.xlsx"));
    let contents: String = book.cells("目次").into_values().collect();
    assert!(contents.contains("評価委で評価が変わった計画") || !contents.contains("審議会"), "{contents}");
    let opinions: Vec<String> = book.cells("意見と対応").into_values().collect();
    assert!(opinions.iter().any(|text| text == "市民評価委員会"), "{opinions:?}");
    assert!(!opinions.iter().any(|text| text == "行政改革審議会"));
}

#[test]
fn a_stage_is_called_by_the_citys_name_for_its_body() {
    let folder = PlanFolder::copy_of("minato");
    let output = folder.gyokaku(&["run", "{}/R6"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("令和６年度（委員会の段階）"), "{told}");
}

#[test]
fn sheets_for_departments_and_proposed_forms_are_sound_packages() {
    let folder = PlanFolder::copy_of("minato");
    let given = folder.gyokaku(&["sheets", "{}/R6"]);
    assert!(given.status.success(), "{}", String::from_utf8_lossy(&given.stderr));
    let mut paths = crate::workbooks(&folder.path("R6/配布"));
    let honjo = crate::honjo();
    assert!(honjo.gyokaku(&["sheets", "{}/R6", "--by", "課"]).status.success());
    paths.extend(crate::workbooks(&honjo.path("R6/配布")));
    assert!(paths.len() > 30, "{}", paths.len());
    for path in paths {
        let mut found = Vec::new();
        order::faults(&Package::open(&path), &mut found);
        assert_eq!(found, Vec::<String>::new(), "{}", path.display());
    }
}
