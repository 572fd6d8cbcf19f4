//! Whole documents: what the specification shows, and every kind of mistake.

use std::path::Path;

use jiff::civil::date;

use super::{Settings, Thresholds, parse};
use crate::diag::{Code, Severity};
use crate::model::{Compare, Eras, Field, FiscalYear, JudgmentCode, Judgments, Kind, Period};

const CODES: [Code; 3] = [Code("J01"), Code("V05"), Code("V06")];

fn read(text: &str) -> Settings {
    parse(text, &CODES).expect("correct settings")
}

fn told(rest: &str) -> String {
    let text = format!("[city]\nname = \"本庄市\"\n[period]\nstart = \"R5\"\nend = \"R9\"\n{rest}");
    parse(&text, &CODES).expect_err("a mistake")
}

#[test]
fn city_and_period_are_enough() {
    let settings = read("[city]\nname = \"本庄市\"\n[period]\nstart = \"R5\"\nend = \"令和９年度\"\n");
    let period = Period { start: FiscalYear(2023), end: FiscalYear(2027) };
    assert_eq!(settings, Settings::new("本庄市", period));
}

#[test]
fn everything_of_the_specification_is_read() {
    let settings = read(
        r#"
[city]
name = "本庄市"
secretariat = "企画財政部企画課"
[period]
start = "R5"
end = "R9"
[stage.hq]
short = "推進本部"
[meeting.R5.hq]
name = "第１回会議"
date = "R6.5.20"
document = "資料１"
[meeting.R5.council]
date = 2024-07-11
[notice]
due = "2024-05-31"
[rules]
V06 = "off"
J01 = "error"
[required]
fields = ["課題・改善策"]
[thresholds]
J01_percent = 3
[limits]
実施状況 = 300
指標1.名称 = 40
[publish]
fields = ["所管委員会"]
license = "CC BY 4.0"
[[era]]
name = "新号"
letter = "n"
first = "2030-01-01"
"#,
    );
    let meetings = settings.meetings(FiscalYear(2023));
    assert_eq!(meetings.headquarters.and_then(|m| m.date), Some(date(2024, 5, 20)));
    assert_eq!(meetings.council.and_then(|m| m.date), Some(date(2024, 7, 11)));
    assert_eq!(settings.headquarters.map(|b| b.short).as_deref(), Some("推進本部"));
    assert_eq!(settings.rules.get(&Code("V06")), Some(&None));
    assert_eq!(settings.rules.get(&Code("J01")), Some(&Some(Severity::Error)));
    assert_eq!(settings.required, [Field::Remedy]);
    assert_eq!(settings.limits.get(&Field::Status), Some(&300));
    assert_eq!(settings.limits.len(), 2);
    assert_eq!(settings.publish, [Field::Custom("所管委員会".into())]);
    assert_eq!(settings.license.as_deref(), Some("CC BY 4.0"));
    assert_eq!(settings.eras.short(FiscalYear(2030)), "N1");
    assert!((settings.thresholds.j01_percent - 3.0).abs() < f64::EPSILON);
}

#[test]
fn a_city_has_its_code_and_a_wrong_one_is_told() {
    let text = |code: &str| {
        format!("[city]\nname = \"市\"\ncode = \"{code}\"\n[period]\nstart = \"R5\"\nend = \"R9\"\n")
    };
    assert_eq!(read(&text("１１２１１９")).city.code.as_deref(), Some("112119"));
    let told = parse(&text("112118"), &CODES).expect_err("a wrong check digit").to_string();
    assert!(told.contains("3行目") && told.contains("正しくは9"), "{told}");
}

#[test]
fn a_city_may_have_the_council_alone() {
    let settings =
        read("[city]\nname = \"市\"\n[period]\nstart = \"R5\"\nend = \"R9\"\n[stage.hq]\nnone = true\n");
    assert_eq!(settings.headquarters, None);
}

#[test]
fn other_judgments_replace_the_five() {
    let settings = read(
        "[city]\nname = \"市\"\n[period]\nstart = \"R5\"\nend = \"R9\"\n\
         [[judgment]]\ncode = \"S\"\nmeaning = \"大きく上回る\"\nnext = \"継続\"\ncompare = \"above\"\n\
         [[judgment]]\ncode = \"廃止\"\nmeaning = \"取りやめ\"\nnext = \"終了\"\nkind = \"cancelled\"\naliases = [\"中止\"]\n",
    );
    assert_eq!(settings.judgments.listed(), "S・廃止");
    assert_eq!(settings.judgments.compare(&JudgmentCode("S".into())), Compare::Above);
    assert_eq!(settings.judgments.kind(&JudgmentCode("廃止".into())), Some(Kind::Cancelled));
}

#[test]
fn unknown_keys_name_the_line_and_suggest() {
    assert_eq!(told("[notise]\n"), "6行目：「notise」という項目はありません（もしかして「notice」）");
    assert!(
        told("[notice]\ncontct = \"\"\n")
            .starts_with("7行目：「contct」という項目はありません（もしかして「contact」）")
    );
    assert!(told("[required]\nfields = [\"課題改善策\"]\n").contains("もしかして「課題・改善策」"));
    assert_eq!(
        told("[meeting.R12.hq]\nname = \"会議\"\n"),
        "6行目：[meeting.R12] の年度は計画期間（R5～R9）の外です。年度を確かめてください"
    );
    let near = told("[rules]\nv6 = \"off\"\n");
    assert_eq!(near, "7行目：「v6」という確認項目はありません（もしかして「V06」）");
    assert!(
        told("[rules]\nV66 = \"off\"\n")
            .starts_with("7行目：「V66」という確認項目はありません（もしかして「V")
    );
}

#[test]
fn a_checks_code_may_be_typed_in_any_width_and_case() {
    let settings = read(
        "[city]\nname = \"本庄市\"\n[period]\nstart = \"R5\"\nend = \"R9\"\n[rules]\nv06 = \"off\"\n\"Ｊ０１\" = \"error\"\n",
    );
    assert_eq!(settings.rules.get(&Code("V06")), Some(&None));
    assert_eq!(settings.rules.get(&Code("J01")), Some(&Some(Severity::Error)));
}

#[test]
fn wrong_values_say_what_is_expected() {
    assert!(
        told("[notice]\ncontact = 3\n")
            .contains("「contact」には\"\" で囲んだ文字を書いてください（数 3になっています）")
    );
    assert!(told("[notice]\ndue = \"五月末\"\n").contains("「五月末」になっています"));
    assert!(told("[thresholds]\nV05_percent = 950\n").contains("0から100まで"));
    assert!(told("[limits]\n実施状況 = 0\n").contains("1以上の字数"));
    assert!(told("[rules]\nV06 = \"なし\"\n").contains("off、info、warning、error"));
    assert!(told("[stage.hq]\nnone = \"はい\"\n").contains("true か false"));
}

#[test]
fn judgments_must_not_contradict_each_other() {
    let judgment = |code: &str, meaning: &str, rest: &str| {
        format!("[[judgment]]\ncode = \"{code}\"\nmeaning = \"{meaning}\"\n{rest}\n")
    };
    let continues = "next = \"継続\"";
    let twice = judgment("A", "上", continues) + &judgment("Ａ", "中", continues);
    assert!(told(&twice).contains("「Ａ」が判定区分「A」と「Ａ」の両方にあります"));
    assert!(told(&judgment("達成", "達成", "next = \"終了\"")).contains("achieved（達成）"));
    assert!(told(&judgment("A", "上", "next = \"続行\"")).contains("継続、終了 のどれか"));
}

#[test]
fn every_mistake_is_told_at_once_in_order() {
    let told = parse("[period]\nend = \"R4\"\nstart = \"R5\"\n[city]\nnam = \"市\"\n", &CODES)
        .expect_err("mistakes");
    let lines: Vec<&str> = told.lines().map(str::trim).collect();
    assert_eq!(lines.len(), 3, "{told}");
    assert!(lines[0].starts_with("2行目：計画期間の終わり"));
    assert!(lines[1].starts_with("4行目："), "{told}");
    assert!(lines[2].starts_with("5行目：「nam」"));
}

/// The file that a new plan folder gets.
const TEMPLATE: &str = include_str!("../../templates/gyokaku.toml");

#[test]
fn the_template_holds_the_defaults() {
    let period = Period { start: FiscalYear(2023), end: FiscalYear(2027) };
    assert_eq!(read(TEMPLATE), Settings::new("○○市", period));
}

#[test]
fn every_example_of_the_template_is_correct() {
    let uncommented: Vec<&str> = TEMPLATE
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(example) if !example.starts_with([' ', '　']) => example,
            _ => line,
        })
        .collect();
    let settings = read(&uncommented.join("\n"));
    assert_eq!(settings.judgments, Judgments::default());
    assert_eq!(settings.eras, Eras::default());
    assert_eq!(settings.thresholds, Thresholds::default());
    assert_eq!(settings.headquarters, Settings::new("", settings.period).headquarters);
    assert_eq!(settings.meetings(FiscalYear(2023)).council.and_then(|m| m.date), Some(date(2024, 7, 11)));
}

#[test]
fn the_samples_settings_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let honjo = super::read(&folder.join("honjo/gyokaku.toml"), &CODES).expect("Honjo's settings");
    assert_eq!(honjo.judgments.listed(), "達成・A・B・C・中止");
    assert_eq!(honjo.meetings(FiscalYear(2023)).headquarters.and_then(|m| m.date), Some(date(2024, 5, 20)));
    let minato = super::read(&folder.join("minato/gyokaku.toml"), &CODES).expect("Minato's settings");
    assert_eq!((minato.headquarters.is_none(), minato.judgments.iter().len()), (true, 6));
}

#[test]
fn what_no_file_tab_or_running_head_can_hold_is_refused() {
    let short = |text: &str| told(&format!("[stage.council]\nshort = \"{text}\"\n"));
    assert!(
        short("行革/本部").contains("7行目：会議の略称（short）はファイル名に使うため、「/」は書けません")
    );
    assert!(short(&"委員会".repeat(7)).contains("20字まで"));
    let judgment = |code: &str| {
        told(&format!("[[judgment]]\ncode = \"{code}\"\nmeaning = \"目標どおり\"\nnext = \"継続\"\n"))
    };
    assert!(judgment(&"秀".repeat(21)).contains("判定区分の「code」は20字まで"));
    assert!(judgment("秀\\n優").contains("制御文字"));
    let text = "[city]\nname = \"本庄市\"\nplan = \"計画\\u0001\"\n[period]\nstart = \"R5\"\nend = \"R9\"\n";
    let refused = parse(text, &CODES).expect_err("a control character");
    assert!(refused.contains("3行目：「plan」に改行などの制御文字は書けません"), "{refused}");
}
