//! Tables and sections of which columns or rows were taken out, put in or moved:
//! what is certain is read, what may be another row's is in doubt.

use super::sample::{file, form, sheet};
use super::{SheetReading, read_sheet};

/// What a sheet says: each filled field with its text, in the fields' order;
/// and all findings.
pub(super) fn read(drawing: (&str, &[&str]), filled: (&str, &[&str])) -> (Vec<String>, String) {
    let form = form(drawing.0, drawing.1);
    let staged = read_sheet(std::slice::from_ref(&form), &file(), &sheet(filled.0, filled.1));
    let SheetReading::Read(reading) = staged.value else { panic!("{:?}", staged.findings) };
    let values = &reading.plan.values;
    let values = values.iter().map(|(field, value)| format!("{}={}", field.name(&form.eras), value.text));
    let said: Vec<String> = staged.findings.iter().map(|f| format!("{} {}", f.code, f.message)).collect();
    (values.collect(), said.join("\n"))
}

const TWO_TABLES: &str = "\
番号|{{番号}}|計画名|{{計画名}}||
自己評価|{{自己評価}}||||
指標|区分|R5|R6|R7|
{{指標1.名称}}|目標値|{{指標1.目標値.R5}}|{{指標1.目標値.R6}}|{{指標1.目標値.R7}}|
区分|年度別計画|効果額|年度末評価||
R5|{{年度別計画.R5}}|{{効果額.R5}}|{{年度末評価.R5}}||
R6|{{年度別計画.R6}}|{{効果額.R6}}|{{年度末評価.R6}}||";

#[test]
fn a_year_beside_a_row_is_its_year_whatever_stands_above() {
    let filled = "\
番号|3|計画名|窓口の改善||
自己評価|B||||
指標|区分|R5|R6|R7|
受付件数|目標値|10|20|30|
区分|年度別計画|効果額|年度末評価||
R5|調査|100|A||
R6|試行|200|B||";
    let (values, said) = read((TWO_TABLES, &[]), (filled, &[]));
    assert_eq!(said, "");
    assert!(values.contains(&"年度末評価.R6=B".to_owned()), "{values:?}");
    assert_eq!(values.len(), 13);
}

#[test]
fn a_heading_ends_where_the_next_one_of_its_column_begins() {
    let drawing = "\
番号|{{番号}}|計画名|{{計画名}}|
自己評価|達成|A|B|C
|{{自己評価=達成}}|{{自己評価=A}}|{{自己評価=B}}|{{自己評価=C}}
区分|計画||効果額|
R5|{{年度別計画.R5}}||{{効果額.R5}}|
R6|{{年度別計画.R6}}||{{効果額.R6}}|";
    let filled = "\
番号|3|計画名|窓口の改善|
自己評価|達成|A|B|C
||○||
区分|効果額||計画|
R5|100||調査|
R6|200||試行|";
    let (values, said) = read((drawing, &["B4:C4", "D4:E4"]), (filled, &["B4:C4", "D4:E4"]));
    assert!(!said.contains("F05"), "{said}");
    let read = ["年度別計画.R5=調査", "年度別計画.R6=試行", "効果額.R5=100", "効果額.R6=200", "自己評価=A"];
    for value in read {
        assert!(values.contains(&value.to_owned()), "{value}: {values:?}");
    }
}

const INDICATORS: &str = "\
番号|{{番号}}|計画名|{{計画名}}|
指標名|単位|基準値|R5目標|R6目標
{{指標1.名称}}|{{指標1.単位}}|{{指標1.基準値}}|{{指標1.目標値.R5}}|{{指標1.目標値.R6}}
{{指標2.名称}}|{{指標2.単位}}|{{指標2.基準値}}|{{指標2.目標値.R5}}|{{指標2.目標値.R6}}
自己評価|{{自己評価}}|理由|{{評価理由}}|";

const INDICATORS_FILLED: &str = "\
番号|3|計画名|窓口の改善|
指標名|単位|基準値|R5目標|R6目標
受付件数|件|5|10|20
待ち時間|分|30|25|15
自己評価|A|理由|早まった|";

/// The filled sheet with its lines in another order; a line that it does not
/// have is a row of another indicator.
fn indicators(order: &[usize]) -> (Vec<String>, String) {
    let lines: Vec<&str> = INDICATORS_FILLED.lines().collect();
    let drawing: Vec<&str> =
        order.iter().map(|&line| lines.get(line).copied().unwrap_or("参加者|人|1|2|3")).collect();
    read((INDICATORS, &[]), (&drawing.join("\n"), &[]))
}

#[test]
fn of_rows_without_labels_one_more_or_one_less_leaves_all_in_doubt() {
    assert_eq!(indicators(&[0, 1, 2, 3, 4]).0.len(), 14);
    for order in
        [&[0, 1, 3, 4][..], &[0, 1, 2, 9, 3, 4], &[0, 2, 1, 3, 4], &[2, 0, 1, 3, 4], &[0, 1, 3, 4, 2]]
    {
        let (values, said) = indicators(order);
        assert_eq!(
            values.iter().filter(|value| value.starts_with("指標")).count(),
            0,
            "{order:?} {values:?}"
        );
        assert!(said.contains("F05") && values.contains(&"評価理由=早まった".to_owned()), "{order:?} {said}");
    }
}

#[test]
fn of_a_table_that_lost_a_column_the_others_are_read() {
    let filled: Vec<String> = INDICATORS_FILLED
        .lines()
        .enumerate()
        .map(|(row, line)| {
            let mut cells: Vec<&str> = line.split('|').collect();
            if (1..4).contains(&row) {
                cells.remove(2);
            }
            cells.join("|")
        })
        .collect();
    let (values, said) = read((INDICATORS, &[]), (&filled.join("\n"), &[]));
    assert!(values.contains(&"指標2.目標値.R6=15".to_owned()), "{values:?}");
    assert!(values.contains(&"指標1.目標値.R5=10".to_owned()), "{values:?}");
    assert!(said.contains("「基準値」の欄を特定できません（見出し「基準値」が見つかりません）"), "{said}");
}

#[test]
fn headings_that_moved_up_without_their_values_are_in_doubt() {
    let filled = INDICATORS_FILLED.replace("指標名|単位|基準値|R5目標|R6目標", "指標名|単位|R5目標|R6目標|");
    let (values, said) = read((INDICATORS, &[]), (&filled, &[]));
    assert_eq!(values.iter().filter(|value| value.starts_with("指標")).count(), 0, "{values:?}");
    assert!(said.contains("F05"), "{said}");
}

#[test]
fn a_missing_heading_costs_its_own_column_alone() {
    let filled = INDICATORS_FILLED.replace("|基準値|", "||");
    let (values, said) = read((INDICATORS, &[]), (&filled, &[]));
    assert_eq!(values.iter().filter(|value| value.starts_with("指標")).count(), 8, "{values:?}");
    assert!(said.contains("見出し「基準値」が見つかりません"), "{said}");
}

const EQUAL_ROWS: &str = "\
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}|理由|{{評価理由}}
指標|区分|R5|R6
{{指標1.名称}}|目標値|{{指標1.目標値.R5}}|{{指標1.目標値.R6}}
|実績値|{{指標1.実績値.R5}}|{{指標1.実績値.R6}}
{{指標2.名称}}|目標値|{{指標2.目標値.R5}}|{{指標2.目標値.R6}}
|実績値|{{指標2.実績値.R5}}|{{指標2.実績値.R6}}
課題|{{課題・改善策}}||";

#[test]
fn of_rows_with_equal_labels_one_less_leaves_all_in_doubt() {
    let filled = "\
番号|3|計画名|窓口の改善
自己評価|A|理由|早まった
指標|区分|R5|R6
待ち時間|目標値|25|15
|実績値|24|14
課題|人手||";
    let (values, said) = read((EQUAL_ROWS, &["A4:A5", "A6:A7"]), (filled, &["A4:A5"]));
    assert_eq!(values.iter().filter(|value| value.starts_with("指標")).count(), 0, "{values:?}");
    assert!(said.contains("F05") && values.contains(&"課題・改善策=人手".to_owned()), "{said}");
}

#[test]
fn a_section_that_moved_as_a_whole_takes_its_repeated_labels_along() {
    let drawing = "\
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}||
理由|{{評価理由}}||
課題|{{課題・改善策}}||
推進本部||
評価|{{本部評価}}||
理由|{{本部変更理由}}||
審議会|||
評価|{{確定評価}}||
理由|{{審議会変更理由}}||";
    let filled = "\
番号|3|計画名|窓口の改善
推進本部||
評価|B||
理由|件数が少ない||
自己評価|A||
理由|早まった||
課題|人手||
審議会|||
評価|C||
理由|成果が見えない||";
    let (values, said) = read((drawing, &[]), (filled, &[]));
    assert!(!said.contains("F05"), "{said}");
    let read =
        ["評価理由=早まった", "本部変更理由=件数が少ない", "審議会変更理由=成果が見えない", "本部評価=B"];
    for value in read {
        assert!(values.contains(&value.to_owned()), "{value}: {values:?}");
    }
}

const ABOVE: &str = "\
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}||
取組内容|||
{{取組内容}}|||
|||
実施状況|||
{{実施状況}}|||
|||
課題|{{課題・改善策}}||";

const ABOVE_MERGES: [&str; 4] = ["A3:D3", "A4:D5", "A6:D6", "A7:D8"];

#[test]
fn a_box_as_wide_as_the_label_above_it_may_lose_a_column() {
    let filled = "\
番号|3|計画名
自己評価|A|
取組内容||
受付をまとめる||
||
実施状況||
試行した||
||
課題|人手|";
    let (values, said) = read((ABOVE, &ABOVE_MERGES), (filled, &["A3:C3", "A4:C5", "A6:C6", "A7:C8"]));
    assert!(values.contains(&"取組内容=受付をまとめる".to_owned()), "{values:?} {said}");
    assert!(values.contains(&"実施状況=試行した".to_owned()), "{values:?} {said}");
}

#[test]
fn a_row_of_boxes_that_lost_a_column_is_read() {
    let drawing = "\
番号|{{番号}}||計画名|{{計画名}}|
自己評価|{{自己評価}}||||
R5|||R6||
{{年度別計画.R5}}|||{{年度別計画.R6}}||
課題|{{課題・改善策}}||||";
    let filled = "\
番号|3|計画名|窓口の改善|
自己評価|A|||
R5||R6||
調査||試行||
課題|人手|||";
    let (values, said) = read(
        (drawing, &["A3:C3", "D3:F3", "A4:C4", "D4:F4"]),
        (filled, &["A3:B3", "C3:E3", "A4:B4", "C4:E4"]),
    );
    assert!(values.contains(&"年度別計画.R6=試行".to_owned()), "{values:?} {said}");
    assert!(values.contains(&"年度別計画.R5=調査".to_owned()), "{values:?} {said}");
}

#[test]
fn a_label_without_its_box_leaves_the_next_box_in_doubt() {
    let filled = "\
番号|3|計画名|窓口の改善
自己評価|A||
取組内容|||
実施状況|||
受付をまとめる|||
|||
|||
|||
課題|人手||";
    let (values, said) = read((ABOVE, &ABOVE_MERGES), (filled, &["A3:D3", "A4:D4", "A5:D6", "A7:D8"]));
    assert!(!values.iter().any(|value| value.contains("受付をまとめる")), "{values:?}");
    assert!(said.contains("「実施状況」の欄を特定できません"), "{said}");
}

#[test]
fn a_note_below_a_tall_box_does_not_reach_into_it() {
    let filled = "\
番号|3|計画名|窓口の改善
自己評価|A||
取組内容|||
受付をまとめる|||
|||
|||（企画課で確認済み）
実施状況|||
試行した|||
|||
課題|人手||";
    let (values, said) = read((ABOVE, &ABOVE_MERGES), (filled, &["A3:D3", "A4:D5", "A7:D7", "A8:D9"]));
    assert!(values.contains(&"取組内容=受付をまとめる".to_owned()), "{values:?} {said}");
    assert!(said.contains("F16") && said.contains("（企画課で確認済み）") && !said.contains("F05"), "{said}");
}

#[test]
fn a_text_beside_its_box_and_below_a_blank_one_is_in_doubt() {
    let drawing = "\
実施計画シート|||
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}|理由|{{評価理由}}
課題|{{課題・改善策}}||";
    let filled = "\
実施計画シート|||
番号|3|計画名|窓口の改善
自己評価|A|理由|
課題|||早まった";
    let (values, said) = read((drawing, &["A1:D1"]), (filled, &["A1:D1"]));
    assert!(!values.iter().any(|value| value.contains("早まった")), "{values:?}");
    assert!(said.contains("F05") && said.contains("早まった"), "{said}");
}

#[test]
fn a_note_below_a_blank_box_is_in_doubt() {
    let drawing = "\
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}|理由|{{評価理由}}
改革の視点|{{改革の視点}}||
|||
課題|{{課題・改善策}}||";
    let filled = "\
番号|3|計画名||窓口の改善
自己評価|A|理由||早まった
改革の視点||||
||||
|||未定の項目は後日提出|
課題|人手|||";
    let (values, said) = read((drawing, &["A3:A4", "B3:D4"]), (filled, &["A3:A4", "C3:E4"]));
    assert!(!values.iter().any(|value| value.contains("後日提出")), "{values:?}");
    assert!(said.contains("「改革の視点」") && said.contains("後日提出"), "{said}");
    assert!(values.contains(&"課題・改善策=人手".to_owned()), "{values:?}");
}

#[test]
fn labels_of_a_moved_row_that_changed_places_leave_its_values_in_doubt() {
    let drawing = "\
番号|{{番号}}||
計画名|{{計画名}}|担当部署|{{実行課}}
年度|{{対象年度}}||
取組内容|{{取組内容}}||
自己評価|{{自己評価}}||";
    let filled = "\
3|||番号|
R6|||年度|
まとめる|||取組内容|
窓口の改善|担当部署||計画名|広報課
A|||自己評価|";
    let (values, said) = read((drawing, &[]), (filled, &[]));
    assert!(!values.iter().any(|value| value.starts_with("計画名=")), "{values:?}");
    assert!(said.contains("「計画名」の欄を特定できません"), "{said}");
    assert!(said.contains("「担当部署」の欄を特定できません"), "{said}");
}

#[test]
fn a_label_beside_its_own_box_names_no_box_below_another_label() {
    let drawing = "\
実施計画シート||
番号|{{番号}}|計画名|{{計画名}}
備考|||
{{備考}}|||
一次評価|{{自己評価}}|理由|{{評価理由}}
会計年度任用職員|||
{{会計年度任用職員}}|||
課題|{{課題・改善策}}||";
    let filled = "\
実施計画シート||
番号|3|計画名|窓口の改善
会計年度任用職員|||
二人を減らす|||
課題|人手||
一次評価|A|理由|早まった
備考|||
来年度に見直す|||";
    let merges = ["A6:D6", "A4:D4"];
    let (values, said) = read((drawing, &merges), (filled, &["A3:D3", "A8:D8"]));
    assert!(!values.contains(&"会計年度任用職員=来年度に見直す".to_owned()), "{values:?} {said}");
    assert!(values.contains(&"会計年度任用職員=二人を減らす".to_owned()), "{values:?} {said}");
}

#[test]
fn a_choice_typed_into_its_mark_cell_is_chosen() {
    let drawing = "\
番号|{{番号}}|計画名|{{計画名}}|
評価|A|B|C|根拠
|{{自己評価=A}}|{{自己評価=B}}|{{自己評価=C}}|{{評価理由}}
課題|{{課題・改善策}}|||";
    let filled = "\
番号|3|計画名|窓口の改善|
評価|A|B|C|根拠
||Ｂ||早まった
課題|人手|||";
    let (values, said) = read((drawing, &["A2:A3"]), (filled, &["A2:A3"]));
    assert_eq!(said, "");
    assert!(values.contains(&"自己評価=B".to_owned()), "{values:?}");
    assert!(values.contains(&"評価理由=早まった".to_owned()), "{values:?}");
}
