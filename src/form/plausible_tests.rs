//! Values that stand where labels lead to and are another field's all the same.

use super::block_tests::read as read_drawn;
use super::read_sheet_tests::{FILLED, MERGES, lines, read, value};
use super::sample::{file, form, sheet};
use super::{SheetReading, read_sheet};
use crate::model::{Field, FiscalYear, IndicatorPart};

/// Reads a sheet of a small form: a field's value, and all that is said.
fn read_with(
    drawing: &str,
    merges: &[&str],
    filled: (&str, &[&str]),
    field: &Field,
) -> (Option<String>, String) {
    let staged = read_sheet(&[form(drawing, merges)], &file(), &sheet(filled.0, filled.1));
    let SheetReading::Read(reading) = staged.value else { panic!("{:?}", staged.findings) };
    let said: Vec<String> = staged.findings.iter().map(|f| format!("{} {}", f.code, f.message)).collect();
    (value(&reading, field), said.join("\n"))
}

#[test]
fn a_year_a_mark_or_a_number_is_no_department() {
    for text in ["令和６年度", "R6.4.10", "○", "B", "12"] {
        let (reading, findings) = read(&FILLED.replace("企画課", text), &MERGES);
        assert_eq!(value(&reading, &Field::Department), None, "{text}");
        let told = format!("「実行課」の欄を特定できません（別の欄の記載と思われます：B5「{text}」）");
        assert!(findings.iter().any(|f| f.code.0 == "F05" && f.message == told), "{findings:?}");
    }
}

#[test]
fn a_mark_is_no_text_and_a_number_only_in_a_sheet_as_it_was_sent_out() {
    let (reading, _) = read(&FILLED.replace("調査をした。", "●"), &MERGES);
    assert_eq!(value(&reading, &Field::Status), None);
    let hundred = FILLED.replace("調査をした。", "100");
    assert_eq!(value(&read(&hundred, &MERGES).0, &Field::Status).as_deref(), Some("100"));
    let moved = format!("|||||\n{}", hundred.replace("対象年度|令和５年度", "|\n対象年度|令和５年度"));
    assert_eq!(value(&read(&moved, &[]).0, &Field::Status), None);
}

#[test]
fn a_day_is_no_target_year() {
    let (reading, findings) = read(&FILLED.replace("令和５年度", "R7.4.30"), &MERGES);
    assert_eq!(value(&reading, &Field::TargetYear), None, "{findings:?}");
}

const TALL: &str = "\
番号|{{番号}}|計画名|{{計画名}}|
最終目標|{{最終目標}}|||
||||
||||
課題||取組||
{{課題・改善策}}||{{次年度の取組}}||
自己評価|{{自己評価}}|理由|{{評価理由}}|";
const TALL_MERGES: [&str; 7] = ["D1:E1", "A2:A4", "B2:E4", "A5:B5", "C5:E5", "A6:B6", "C6:E6"];

#[test]
fn a_row_that_came_into_a_tall_box_is_not_read_as_its_value() {
    // The values below 課題 and 取組 changed places with a row of the tall box.
    let filled = "\
番号|7|計画名|窓口の改善|
最終目標||||
人手が足りない||広げる||
||||
課題||取組||
||||
自己評価|A|理由|早い|";
    let merges = ["D1:E1", "A3:B3", "C3:E3", "A5:B5", "C5:E5"];
    let (goal, said) = read_with(TALL, &TALL_MERGES, (filled, &merges), &Field::FinalGoal);
    assert_eq!(goal, None, "{said}");
    assert!(said.contains("「最終目標」の欄を特定できません"), "{said}");
}

#[test]
fn a_text_between_the_lines_of_an_undone_box_puts_it_in_doubt() {
    let filled = "\
番号|7|計画名|窓口の改善|
最終目標||||
備考||120||
||||
課題||取組||
人手||広げる||
自己評価|A|理由|早い|";
    let (goal, said) = read_with(TALL, &TALL_MERGES, (filled, &[]), &Field::FinalGoal);
    assert_eq!(goal, None, "{said}");
    let alone = filled.replace("備考||120", "||窓口を一つにする");
    let (goal, said) = read_with(TALL, &TALL_MERGES, (&alone, &[]), &Field::FinalGoal);
    assert_eq!(goal.as_deref(), Some("窓口を一つにする"), "{said}");
}

#[test]
fn a_label_that_stands_twice_beside_moved_rows_is_in_doubt() {
    let mut lines = lines();
    let years = lines.remove(5);
    lines.insert(11, years);
    lines.insert(13, "自己評価|Ａ|評価理由|別の理由||".to_owned());
    let (reading, _) = read(&lines.join("\n"), &[]);
    assert_ne!(value(&reading, &Field::Reason).as_deref(), Some("別の理由"));
}

#[test]
fn a_note_that_resembles_a_missing_label_is_not_that_label() {
    let form =
        "番号|{{番号}}|計画名|{{計画名}}\n自己評価|{{自己評価}}|担当係|{{担当係}}\n理由|{{評価理由}}||";
    let filled = "番号|7|計画名|窓口の改善\n（参考）担当係|R7||\n自己評価|A||管理係\n理由|早い||";
    let custom = Field::Custom("担当係".into());
    let (value, said) = read_with(form, &[], (filled, &[]), &custom);
    assert_ne!(value.as_deref(), Some("R7"), "{said}");
}

#[test]
fn a_value_behind_its_missing_label_in_one_cell_is_not_the_neighbours() {
    let form = "番号|{{番号}}|計画名|{{計画名}}\n対応|{{前年度意見への対応}}|取組内容|{{取組内容}}\n自己評価|{{自己評価}}|理由|{{評価理由}}";
    let filled = "番号|7|計画名|窓口の改善\n対応|取組内容　受付をまとめる||\n自己評価|A|理由|早い";
    let (response, said) = read_with(form, &[], (filled, &[]), &Field::Response);
    assert_eq!(response, None, "{said}");
    assert!(said.contains("取組内容"), "{said}");
}

#[test]
fn a_title_replaced_by_its_year_alone_is_read_and_told() {
    let form = "取組評価シート（{{対象年度}}）|||\n番号|{{番号}}|計画名|{{計画名}}\n自己評価|{{自己評価}}|理由|{{評価理由}}";
    let filled = "令和６年度|||\n番号|7|計画名|窓口の改善\n自己評価|A|理由|早い";
    let (year, said) = read_with(form, &[], (filled, &[]), &Field::TargetYear);
    assert_eq!(year.as_deref(), Some("令和６年度"), "{said}");
    assert!(said.contains("が「令和６年度」に変更（A1）"), "{said}");
    let (year, said) = read_with(form, &[], (&filled.replace("令和６年度", "29"), &[]), &Field::TargetYear);
    assert_eq!(year, None, "{said}");
}

#[test]
fn a_value_in_a_column_that_moved_is_not_read_as_its_new_neighbours() {
    // The column of 単位 moved before its labels.
    let form = "\
番号|{{番号}}|計画名|{{計画名}}||||
開始|{{開始}}|終了|{{終了}}|課|{{実行課}}||
指標|{{指標1.名称}}||||単位|{{指標1.単位}}|
自己評価|{{自己評価}}|理由|{{評価理由}}||||";
    let merges = ["B3:D3"];
    let filled = "\
番号|7|計画名|窓口の改善||||
開始|R5|終了|R9|||課|企画課
指標|||||件|単位|
自己評価|A|理由|早い||||";
    let (name, said) = read_with(form, &merges, (filled, &merges), &Field::Indicator(1, IndicatorPart::Name));
    assert_eq!(name, None, "{said}");
}

const TALL_BELOW: &str = "\
番号|{{番号}}|計画名|{{計画名}}|
課題|||取組|
{{課題・改善策}}|||{{次年度の取組}}|
|||| 
自己評価|{{自己評価}}|理由|{{評価理由}}|
実績|||内容|
{{実施状況}}|||{{取組内容}}|
||||
本部意見|{{本部意見}}|評価|{{本部評価}}|";
const TALL_BELOW_MERGES: [&str; 11] =
    ["D1:E1", "A2:C2", "D2:E2", "A3:C4", "D3:E4", "D5:E5", "A6:C6", "D6:E6", "A7:C8", "D7:E8", "D9:E9"];

#[test]
fn a_value_astray_in_a_box_that_alone_lost_its_merged_cell_is_in_doubt() {
    let filled = "\
番号|7|計画名|窓口の改善|
課題|||取組|
||人手||
||||
自己評価|A|理由|早い|
実績|||内容|
試行した|||受付をまとめる|
||||
本部意見||評価||";
    let kept = ["D1:E1", "A2:C2", "D2:E2", "D5:E5", "A6:C6", "D6:E6", "A7:C8", "D7:E8", "D9:E9"];
    let (remedy, said) = read_with(TALL_BELOW, &TALL_BELOW_MERGES, (filled, &kept), &Field::Remedy);
    assert_eq!(remedy, None, "{said}");
    // Where all merged cells were undone, a value may stand anywhere in its box.
    let (remedy, said) = read_with(TALL_BELOW, &TALL_BELOW_MERGES, (filled, &[]), &Field::Remedy);
    assert_eq!(remedy.as_deref(), Some("人手"), "{said}");
}

#[test]
fn a_year_in_a_box_is_not_the_heading_of_a_row_that_was_deleted() {
    let form = "\
番号|{{番号}}|計画名|{{計画名}}
年度|計画|効果額（千円）|
R5|{{年度別計画.R5}}|{{効果額.R5}}|
R6|{{年度別計画.R6}}|{{効果額.R6}}|
R7|{{年度別計画.R7}}|{{効果額.R7}}|
自己評価|{{自己評価}}|理由|{{評価理由}}";
    let filled = "\
番号|7|計画名|窓口の改善
年度|計画|効果額（千円）|
R5|調査|100|
R7|R6|300|
自己評価|A|理由|早い";
    let benefit = |year| read_with(form, &[], (filled, &[]), &Field::Benefit(FiscalYear(year)));
    assert_ne!(benefit(2024).0.as_deref(), Some("300"), "{}", benefit(2024).1);
    assert!([None, Some("300")].contains(&benefit(2025).0.as_deref()));
}

#[test]
fn a_year_is_no_disposition_in_a_sheet_that_was_changed() {
    let form = "番号|{{番号}}|計画名|{{計画名}}\n取扱い|{{次年度の取扱い}}|課|{{実行課}}\n自己評価|{{自己評価}}|理由|{{評価理由}}";
    let filled = "番号|7|計画名|窓口の改善\n|||\n取扱い|令和7年度|課|企画課\n自己評価|A|理由|早い";
    let (value, said) = read_with(form, &[], (filled, &[]), &Field::Disposition);
    assert_eq!(value, None, "{said}");
}

const COLUMN: &str = "\
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}|理由|{{評価理由}}
区分|単位|基準値|
指標1|{{指標1.単位}}|{{指標1.基準値}}|
指標2|{{指標2.単位}}|{{指標2.基準値}}|
|||
課題|{{課題・改善策}}||";

/// The form of a table, filled: 基準値 of both indicators, and what stands below.
fn column(base: [&str; 3]) -> (Vec<String>, String) {
    let filled = format!(
        "番号|3|計画名|窓口の改善\n自己評価|A|理由|早まった\n区分|単位|基準値|\n指標1|件|{}|\n指標2|分|{}|\n||{}|\n課題|人手||",
        base[0], base[1], base[2]
    );
    let (mut values, said) = read_drawn((COLUMN, &[]), (&filled, &[]));
    values.retain(|value| value.contains("基準値"));
    (values, said)
}

#[test]
fn numbers_that_slipped_below_their_boxes_are_no_other_indicators() {
    let both = ["指標1.基準値=5", "指標2.基準値=30"].map(str::to_owned);
    assert_eq!(column(["5", "30", ""]), (both.to_vec(), String::new()));
    let (values, said) = column(["", "5", "30件"]);
    assert!(values.is_empty(), "{values:?} {said}");
    assert!(said.contains("下の欄に一つずつずれて記入されたと思われます：C6「30件」"), "{said}");
    // The last box alone is blank: the number below it is rather its own.
    let (values, said) = column(["5", "", "30"]);
    assert_eq!(values, ["指標1.基準値=5"]);
    assert!(said.contains("欄の外に記載があります：C6「30」"), "{said}");
}

#[test]
fn a_sum_or_a_note_below_a_column_puts_no_number_in_doubt() {
    let both = ["指標1.基準値=5", "指標2.基準値=30"].map(str::to_owned);
    assert_eq!(column(["5", "30", "35"]).0, both);
    assert_eq!(column(["", "30", "4月1日に組織を改編"]).0, ["指標2.基準値=30"]);
}

#[test]
fn a_text_before_the_blank_box_of_its_row_is_in_doubt() {
    let drawing = "\
番号|{{番号}}||計画名|{{計画名}}
最終目標|{{最終目標}}||実施状況|{{実施状況}}
自己評価|{{自己評価}}||理由|{{評価理由}}";
    let filled = "\
番号||3||計画名|窓口の改善
最終目標|調査をした|||実施状況|
自己評価||A||理由|早まった";
    let (values, said) =
        read_drawn((drawing, &["B1:C1", "B2:C2", "B3:C3"]), (filled, &["C1:D1", "C2:D2", "C3:D3"]));
    assert!(!values.iter().any(|value| value.contains("調査をした")), "{values:?}");
    assert!(said.contains("「最終目標」の欄を特定できません（欄の外に記載があります：B2"), "{said}");
    assert!(values.contains(&"自己評価=A".to_owned()), "{values:?} {said}");
}

#[test]
fn a_text_far_from_its_box_is_read_only_in_a_sheet_as_it_was_sent_out() {
    let drawing = "\
実施計画シート||||
番号|{{番号}}|計画名|{{計画名}}|
目指す姿|{{最終目標}}|||
自己評価|{{自己評価}}|理由|{{評価理由}}|";
    let filled = "\
実施計画シート||||
番号|3|計画名|窓口の改善|
目指す姿|||待ち時間を半分に|
自己評価|A|理由|早まった|";
    let wanted = "最終目標=待ち時間を半分に".to_owned();
    let (values, said) = read_drawn((drawing, &["A1:E1"]), (filled, &["A1:E1"]));
    assert!(values.contains(&wanted) && said.contains("欄の横のD3に記入"), "{values:?} {said}");
    let moved = filled.replace("目指す姿", "||||\n目指す姿");
    let (values, said) = read_drawn((drawing, &["A1:E1"]), (&moved, &["A1:E1"]));
    assert!(!values.contains(&wanted), "{values:?}");
    assert!(said.contains("欄の外に記載があります：D4"), "{said}");
}

#[test]
fn units_that_slipped_below_their_boxes_are_no_other_indicators() {
    let filled = "番号|3|計画名|窓口の改善\n自己評価|A|理由|早まった\n区分|単位|基準値|\n指標1||5|\n指標2|件|30|\n|千円||\n課題|人手||";
    let (values, said) = read_drawn((COLUMN, &[]), (filled, &[]));
    assert!(!values.iter().any(|value| value.contains("単位")), "{values:?}");
    assert!(values.contains(&"指標2.基準値=30".to_owned()), "{values:?}");
    assert!(said.contains("B6「千円」"), "{said}");
}

#[test]
fn a_box_that_moved_below_another_label_is_not_that_labels() {
    let drawing = "\
番号|{{番号}}|計画名|{{計画名}}
実施状況|||
{{実施状況}}|||
|||
課題|{{課題・改善策}}||
自己評価|{{自己評価}}|理由|{{評価理由}}
最終目標|||
{{最終目標}}|||";
    let filled = "\
番号|3|計画名|窓口の改善
実施状況|||
課題|人手||
自己評価|A|理由|早まった
最終目標|||
調査をした|||
|||
待ち時間を半分に|||";
    let (values, said) = read_drawn((drawing, &["A3:D4"]), (filled, &["A6:D7"]));
    assert!(!values.iter().any(|value| value.contains("調査をした")), "{values:?}");
    assert!(said.contains("「最終目標」の欄を特定できません") && said.contains("A6「調査をした"), "{said}");
}

#[test]
fn a_value_in_its_merged_box_is_no_label_that_was_retyped() {
    let drawing = "\
実施計画シート|||
番号|{{番号}}|計画名|{{計画名}}
広報の方法|{{広報の方法}}||
自己評価|{{自己評価}}|理由|{{評価理由}}";
    let filled = "\
実施計画シート||
番号|3|計画名|窓口の改善
広報の縮減|||
自己評価|A|理由|早まった";
    let (values, said) = read_drawn((drawing, &["A1:D1", "B3:D3"]), (filled, &["A1:D1", "A3:C3"]));
    assert!(!values.iter().any(|value| value.starts_with("広報の方法")), "{values:?}");
    assert!(said.contains("「広報の方法」の欄を特定できません") && said.contains("広報の縮減"), "{said}");
}
