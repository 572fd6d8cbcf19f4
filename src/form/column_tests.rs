//! Columns that were taken out or changed places: what the labels that are left
//! tell is read.

use super::block_tests::read;

const TABLE: &str = "\
実施計画シート||||||
番号|{{番号}}|計画名|{{計画名}}|||
自己評価|{{自己評価}}|理由|{{評価理由}}|||
指標|単位|R5||R6||
||目標|実績|目標|実績|
{{指標1.名称}}|{{指標1.単位}}|{{指標1.目標値.R5}}|{{指標1.実績値.R5}}|{{指標1.目標値.R6}}|{{指標1.実績値.R6}}|
課題|{{課題・改善策}}|||||";

const TABLE_MERGES: [&str; 8] = ["A1:G1", "D2:G2", "D3:G3", "A4:A5", "B4:B5", "C4:D4", "E4:F4", "B7:G7"];

#[test]
fn years_that_changed_places_take_the_headings_below_them_along() {
    let filled = "\
実施計画シート||||||
番号|3|計画名|窓口の改善|||
自己評価|A|理由|早まった|||
指標|R6||単位|R5||
|目標|実績||目標|実績|
受付件数|20|21|件|10|11|
課題|人手|||||";
    let merges = ["A1:G1", "D2:G2", "D3:G3", "A4:A5", "B4:C4", "D4:D5", "E4:F4", "B7:G7"];
    let (values, said) = read((TABLE, &TABLE_MERGES), (filled, &merges));
    for value in ["目標値.R5=10", "実績値.R5=11", "目標値.R6=20", "実績値.R6=21", "単位=件", "名称=受付件数"]
    {
        assert!(values.contains(&format!("指標1.{value}")), "{value}: {values:?} {said}");
    }
}

const YEARS: &str = "\
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}|理由|{{評価理由}}
区分|R5|R6|R7
年度別計画|{{年度別計画.R5}}|{{年度別計画.R6}}|{{年度別計画.R7}}
項目|R5|R6|R7
効果額|{{効果額.R5}}|{{効果額.R6}}|{{効果額.R7}}";

#[test]
fn a_year_that_stands_elsewhere_in_its_row_is_the_year_of_its_column() {
    let filled = "\
番号|3|計画名|窓口の改善
自己評価|A|理由|早まった
区分|R6|R7|R5
年度別計画|試行|本格実施|調査
項目|R5|R6|R7
効果額|100|200|300";
    let (values, said) = read((YEARS, &[]), (filled, &[]));
    let plans = ["R5=調査", "R6=試行", "R7=本格実施"].map(|plan| format!("年度別計画.{plan}"));
    let benefits = ["R5=100", "R6=200", "R7=300"].map(|benefit| format!("効果額.{benefit}"));
    for value in plans.iter().chain(&benefits) {
        assert!(values.contains(value), "{value}: {values:?} {said}");
    }
    assert!(said.contains("見出し「R5」がB3からD3に移動"), "{said}");
}

#[test]
fn a_year_twice_in_its_row_is_in_doubt() {
    let filled = "\
番号|3|計画名|窓口の改善
自己評価|A|理由|早まった
区分|R6|R5|R5
年度別計画|試行|本格実施|調査
項目|R5|R6|R7
効果額|100|200|300";
    let (values, said) = read((YEARS, &[]), (filled, &[]));
    assert!(!values.iter().any(|value| value.starts_with("年度別計画.R5")), "{values:?}");
    assert!(said.contains("F05"), "{said}");
}

const BODIES: &str = "\
実施計画シート||||
番号||{{番号}}|計画名|{{計画名}}
取組内容||{{取組内容}}||
推進本部|意見|{{本部意見}}||
|評価|{{本部評価}}||
自己評価|達成|A|B|C
|{{自己評価=達成}}|{{自己評価=A}}|{{自己評価=B}}|{{自己評価=C}}
課題||{{課題・改善策}}||";

const BODIES_MERGES: [&str; 8] = ["A1:E1", "A2:B2", "A3:B3", "C3:E3", "A4:A5", "C4:E4", "C5:E5", "A6:A7"];

/// The sheet without the second column, 達成 with it.
fn without_a_column(mark: &str) -> (Vec<String>, String) {
    let filled = format!(
        "実施計画シート|||\n番号|3|計画名|窓口の改善\n取組内容|受付をまとめる||\n推進本部|件数が少ない||\n|B||\n\
         自己評価|A|B|C\n||{mark}|\n課題|人手||"
    );
    let merges = ["A1:D1", "B3:D3", "A4:A5", "B4:D4", "B5:D5", "A6:A7"];
    read((BODIES, &BODIES_MERGES), (&filled, &merges))
}

#[test]
fn boxes_whose_labels_went_with_a_column_are_known_by_their_place() {
    let (values, said) = without_a_column("○");
    for value in ["本部意見=件数が少ない", "本部評価=B", "取組内容=受付をまとめる", "自己評価=B"]
    {
        assert!(values.contains(&value.to_owned()), "{value}: {values:?} {said}");
    }
    assert!(said.contains("様式のB列から1列削除"), "{said}");
}

#[test]
fn without_a_mark_the_choice_whose_column_is_gone_may_be_the_one() {
    let (values, said) = without_a_column("");
    assert!(!values.iter().any(|value| value.starts_with("自己評価")), "{values:?}");
    assert!(said.contains("「自己評価」の欄を特定できません（様式のB列がありません）"), "{said}");
}

#[test]
fn a_label_that_was_erased_is_no_column_that_is_gone() {
    let filled = "\
実施計画シート||||
番号||3|計画名|窓口の改善
取組内容||受付をまとめる||
推進本部||件数が少ない||
|評価|B||
自己評価|達成|A|B|C
|||○|
課題||人手||";
    let (values, said) = read((BODIES, &BODIES_MERGES), (filled, &BODIES_MERGES));
    assert!(!values.iter().any(|value| value.starts_with("本部意見")), "{values:?}");
    assert!(said.contains("見出し「意見」が見つかりません"), "{said}");
}

#[test]
fn a_row_put_in_beside_columns_that_are_gone_leaves_its_neighbours_in_doubt() {
    let drawing = "\
実施計画シート||||
基本情報||||
番号|{{番号}}||計画名|{{計画名}}
自己評価|{{自己評価}}||理由|{{評価理由}}
審議結果||||
本部意見|{{本部意見}}|||
本部評価|{{本部評価}}|||";
    let filled = "\
実施計画シート|||
基本情報|||
3||計画名|窓口の改善
A||理由|早まった
審議結果|||
※別紙を参照|||
件数が少ない|||
B|||";
    let (values, said) =
        read((drawing, &["A1:E1", "A2:E2", "A5:E5"]), (filled, &["A1:D1", "A2:D2", "A5:D5"]));
    assert!(!values.iter().any(|value| value.contains("本部")), "{values:?} {said}");
}
