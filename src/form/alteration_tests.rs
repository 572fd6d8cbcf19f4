//! What departments did to sheets and what must be told: rows without labels
//! that changed places, texts that went on below, examples that were left.

use super::block_tests::read as read_drawn;
use super::read_sheet_tests::{FILLED, MERGES, codes, lines, read, value};
use super::sample::{file, form, sheet};
use super::{Form, SheetReading, read_form, read_sheet};
use crate::model::{Era, Eras, Field, FiscalYear};
use crate::workbook::{RawWorkbook, WorkbookKind};

const BARE: &str = "\
番号|計画名|||実行課
{{番号}}|{{計画名}}|||{{実行課}}
取組内容|||実施状況|
{{取組内容}}|||{{実施状況}}|
自己評価|{{自己評価}}|理由|{{評価理由}}|
課題|{{課題・改善策}}|||";

const BARE_MERGES: [&str; 7] = ["B1:D1", "B2:D2", "A3:C3", "D3:E3", "A4:C4", "D4:E4", "D5:E5"];

const BARE_FILLED: &str = "\
番号|計画名|||実行課
7|窓口の改善|||市民課
取組内容|||実施状況|
受付をまとめる|||試行した|
自己評価|A|理由|早まった|
課題|人手|||";

fn bare() -> Form {
    form(BARE, &BARE_MERGES)
}

/// The values of 番号, 計画名, 取組内容 and 実施状況, with all that is said.
fn read_bare(drawing: &str, merges: &[&str]) -> ([Option<String>; 4], String) {
    let staged = read_sheet(&[bare()], &file(), &sheet(drawing, merges));
    let SheetReading::Read(reading) = staged.value else { panic!("{:?}", staged.findings) };
    let fields = [Field::Number, Field::PlanName, Field::Initiative, Field::Status];
    let said: Vec<String> = staged.findings.iter().map(|f| format!("{} {}", f.code, f.message)).collect();
    (fields.map(|field| value(&reading, &field)), said.join("\n"))
}

fn all_read() -> [Option<String>; 4] {
    ["7", "窓口の改善", "受付をまとめる", "試行した"].map(|text| Some(text.to_owned()))
}

/// The filled sheet with its lines in another order; `merges` names them anew.
fn reordered(order: &[usize]) -> String {
    let lines: Vec<&str> = BARE_FILLED.lines().collect();
    order.iter().map(|&line| lines.get(line).copied().unwrap_or("||||")).collect::<Vec<_>>().join("\n")
}

#[test]
fn rows_without_labels_are_read_where_they_belong() {
    assert_eq!(read_bare(BARE_FILLED, &BARE_MERGES), (all_read(), String::new()));
    assert_eq!(read_bare(BARE_FILLED, &[]), (all_read(), String::new()));
}

#[test]
fn a_blank_row_between_head_and_boxes_is_told_by_merged_cells() {
    let drawing = reordered(&[0, 9, 1, 2, 3, 4, 5]);
    let merges = ["B1:D1", "B3:D3", "A4:C4", "D4:E4", "A5:C5", "D5:E5", "D6:E6"];
    let (values, said) = read_bare(&drawing, &merges);
    assert_eq!(values, all_read(), "{said}");
    assert!(said.contains("1行挿入"), "{said}");
}

#[test]
fn swapped_rows_without_labels_are_not_read_as_each_other() {
    let drawing = reordered(&[0, 3, 2, 1, 4, 5]);
    let swapped = ["B1:D1", "A2:C2", "D2:E2", "A3:C3", "D3:E3", "B4:D4", "D5:E5"];
    for merges in [&swapped[..], &[]] {
        let (values, said) = read_bare(&drawing, merges);
        assert_eq!(values, [const { None }; 4], "{said}");
        for told in ["「番号」の欄", "「計画名」の欄", "「実施状況」の欄", "市民課"] {
            assert!(said.contains(told), "{told}: {said}");
        }
    }
}

#[test]
fn a_row_without_labels_that_moved_away_is_not_read_elsewhere() {
    for order in [&[0, 2, 1, 3, 4, 5][..], &[0, 2, 3, 1, 4, 5], &[0, 2, 3, 4, 5, 1], &[1, 0, 2, 3, 4, 5]] {
        let (values, said) = read_bare(&reordered(order), &[]);
        let right = all_read();
        assert!(
            values.iter().zip(&right).all(|(now, right)| now.is_none() || now == right),
            "{order:?} {said}"
        );
        assert!(values[..2] == [None, None] && said.contains("窓口の改善"), "{order:?} {values:?} {said}");
    }
}

#[test]
fn a_text_that_cannot_be_the_answer_puts_its_row_in_doubt() {
    let drawing =
        BARE_FILLED.replace("7|窓口の改善|||市民課", "窓口で待つ人を減らすための計画である|次の年|||市民課");
    let (values, said) = read_bare(&drawing, &[]);
    assert_eq!(values[..2], [None, None], "{said}");
    assert!(said.contains("見出しのない2行目の記載が様式の欄と合いません"), "{said}");
}

#[test]
fn the_end_of_a_label_split_over_two_cells_is_no_value() {
    let text = FILLED.replace("実施状況|調査をした。||||", "実施|状況||||");
    let (reading, findings) = read(&text, &[]);
    assert_eq!(value(&reading, &Field::Status), None);
    assert!(codes(&findings).contains(&"F05"), "{findings:?}");
}

#[test]
fn a_text_continued_below_its_box_is_told_by_its_field() {
    let mut lines = lines();
    lines.insert(14, "|庁内で応援する。||||".to_owned());
    let (reading, findings) = read(&lines.join("\n"), &[]);
    assert_eq!(value(&reading, &Field::Remedy).as_deref(), Some("特になし"));
    let told = findings.iter().find(|f| f.code.0 == "F16").expect("F16");
    assert_eq!(told.field.as_deref(), Some("課題・改善策"));
    assert!(told.message.contains("B15「庁内で応援する。」"), "{}", told.message);
}

#[test]
fn an_example_left_in_its_box_is_no_value() {
    let text = FILLED.replace("調査をした。", "（例）窓口を設けた。");
    let (reading, findings) = read(&text, &MERGES);
    assert_eq!(value(&reading, &Field::Status), None);
    assert!(findings.iter().any(|f| f.message.contains("記入例のまま")), "{findings:?}");
}

#[test]
fn a_box_that_was_deleted_is_told_and_its_neighbour_not_taken() {
    // 番号 lost its box; what stands behind 計画名 may be either.
    let form = form("番号|{{番号}}|計画名|{{計画名}}\n自己評価|{{自己評価}}|理由|{{評価理由}}", &[]);
    let staged = read_sheet(&[form], &file(), &sheet("番号|計画名|7|\n自己評価|A|理由|早い", &[]));
    let SheetReading::Read(reading) = staged.value else { panic!("{:?}", staged.findings) };
    assert_eq!(value(&reading, &Field::PlanName), None);
    assert!(reading.plan.unreadable.contains(&Field::Number));
}

#[test]
fn a_citys_own_era_names_fields_and_headings() {
    let mut eras = Eras::default();
    let first = jiff::civil::date(2030, 1, 1);
    eras.add(Era { name: "新号".to_owned(), letter: 'N', first });
    let drawing = "\
番号|{{番号}}|計画名|{{計画名}}
年度|N2|N3|
計画|{{年度別計画.N2}}|{{年度別計画.N3}}|
自己評価|{{自己評価}}|理由|{{評価理由}}";
    let book = RawWorkbook { kind: WorkbookKind::Xlsx, sheets: vec![sheet(drawing, &[])] };
    let form = read_form(std::path::Path::new("様式.xlsx"), &book, &eras).expect("no mistake");
    let filled = "\
番号|7|計画名|窓口の改善
年度|新号２年度|2032|
計画|試行|実施|
自己評価|A|理由|早い";
    let staged = read_sheet(&[form], &file(), &sheet(filled, &[]));
    let SheetReading::Read(reading) = staged.value else { panic!("{:?}", staged.findings) };
    let plan = |year| value(&reading, &Field::YearlyPlan(FiscalYear(year)));
    assert_eq!((plan(2031).as_deref(), plan(2032).as_deref()), (Some("試行"), Some("実施")));
}

const BLOCKS: &str = "\
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}||
理由|{{評価理由}}||
取組内容|{{取組内容}}||
課題|{{課題・改善策}}||
次年度の取組|{{次年度の取組}}||
推進本部|||
意見|{{本部意見}}||
理由|{{本部変更理由}}||";

#[test]
fn equal_labels_of_blocks_that_changed_places_go_with_the_rows_beside_them() {
    let filled = "\
番号|3|計画名|窓口の改善
推進本部|||
意見|件数が少ない||
理由|成果が見えない||
取組内容|受付をまとめる||
課題|人手||
次年度の取組|続ける||
自己評価|A||
理由|早まった||";
    let (values, said) = read_drawn((BLOCKS, &[]), (filled, &[]));
    for value in ["評価理由=早まった", "本部変更理由=成果が見えない", "本部意見=件数が少ない"]
    {
        assert!(values.contains(&value.to_owned()), "{value}: {values:?} {said}");
    }
}

#[test]
fn below_a_heading_that_moved_one_row_less_leaves_all_rows_in_doubt() {
    let drawing = "\
番号|{{番号}}|計画名|{{計画名}}
取組内容|{{取組内容}}||
実施状況|{{実施状況}}||
次年度の取組|{{次年度の取組}}||
課題|{{課題・改善策}}||
指標名|単位|R5目標|
{{指標1.名称}}|{{指標1.単位}}|{{指標1.目標値.R5}}|
{{指標2.名称}}|{{指標2.単位}}|{{指標2.目標値.R5}}|
自己評価|{{自己評価}}|理由|{{評価理由}}";
    let table = ["指標名|単位|R5目標|", "受付件数|件|10|", "待ち時間|分|25|"];
    let rest = "\
取組内容|受付をまとめる||
実施状況|試行した||
次年度の取組|続ける||
課題|人手||
自己評価|A|理由|早まった";
    let indicators = |rows: &[&str]| {
        let filled = format!("番号|3|計画名|窓口の改善\n{}\n{rest}", rows.join("\n"));
        let (values, said) = read_drawn((drawing, &[]), (&filled, &[]));
        (values.iter().filter(|value| value.starts_with("指標")).count(), said)
    };
    let (whole, said) = indicators(&table);
    assert_eq!(whole, 6, "{said}");
    // Nothing but their order tells the two apart.
    assert!(said.contains("「指標1」「指標2」は、上から順に読み取りました"), "{said}");
    for one in [1, 2] {
        let (left, said) = indicators(&[table[0], table[one]]);
        assert_eq!(left, 0, "{said}");
        assert!(said.contains("F05"), "{said}");
    }
}

#[test]
fn a_box_below_a_heading_that_moved_stays_in_the_row_of_its_labels() {
    let drawing = "\
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}|理由|{{評価理由}}
指標|区分|R5|
{{指標1.名称}}|目標値|{{指標1.目標値.R5}}|
|実績値|{{指標1.実績値.R5}}|
{{指標2.名称}}|目標値|{{指標2.目標値.R5}}|
|実績値|{{指標2.実績値.R5}}|
課題|{{課題・改善策}}||";
    let filled = "\
番号|3|計画名|窓口の改善
自己評価|A|理由|早まった
区分|指標|R5|
目標値|待ち時間|25|
実績値||24|
追加欄|参加者|3|
目標値||15|
実績値||14|
課題|人手||";
    let (values, said) = read_drawn((drawing, &["A4:A5", "A6:A7"]), (filled, &["B4:B5", "B7:B8"]));
    assert!(!values.iter().any(|value| value.contains("参加者")), "{values:?} {said}");
    assert!(said.contains("参加者"), "{said}");
}

#[test]
fn a_row_without_a_number_where_numbers_are_asked_is_no_indicator() {
    let drawing = "\
番号|{{番号}}|計画名|{{計画名}}
指標名|単位|R5目標|R6目標
{{指標1.名称}}|{{指標1.単位}}|{{指標1.目標値.R5}}|{{指標1.目標値.R6}}
{{指標2.名称}}|{{指標2.単位}}|{{指標2.目標値.R5}}|{{指標2.目標値.R6}}
自己評価|{{自己評価}}|理由|{{評価理由}}";
    let read = |row: &str| {
        let filled = format!(
            "番号|3|計画名|窓口の改善\n|||\n指標名|単位|R5目標|R6目標\n受付件数|件|10|20\n{row}\n自己評価|A|理由|早まった"
        );
        let (values, said) = read_drawn((drawing, &[]), (&filled, &[]));
        (values.iter().filter(|value| value.starts_with("指標2")).count(), said)
    };
    assert_eq!(read("待ち時間|分|25|未定").0, 4);
    let (values, said) = read("内訳|窓口|うち電話|うち郵送");
    assert_eq!(values, 0, "{said}");
    assert!(said.contains("F05") && said.contains("うち郵送"), "{said}");
}
