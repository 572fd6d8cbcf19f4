//! Opinion workbooks as secretariats type them, and the sample's.

use super::opinion::Opinions;
use super::opinion_sheet::read_sheet;
use super::read_opinions::{Against, opinions_of};
use super::stage::OpinionFile;
use super::testing::{R6, ledger, settings, year};
use crate::diag::{Finding, Staged};
use crate::error::Error;
use crate::model::{Body, CellRef, Field, JudgmentCode, PlanKey, Renaming, Year};
use crate::workbook::{CellContent, RawCell, RawSheet, RawWorkbook, WorkbookKind};

pub(super) const HEADERS: [&str; 8] =
    ["改革分野", "番号", "計画名", "実行課", "自己評価", "意見", "評価", "変更理由"];

fn cell(row: usize, column: usize, text: &str) -> RawCell {
    let number = |n: usize| u32::try_from(n).expect("a small sheet");
    RawCell {
        at: CellRef::new(number(row), number(column)),
        content: CellContent::Text,
        shown: text.to_owned(),
        struck: None,
        formula: false,
        external: false,
        unseen: false,
    }
}

pub(super) fn workbook(rows: &[&[&str]]) -> RawWorkbook {
    let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
        let filled = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
        filled.map(move |(column, text)| cell(row, column, text))
    });
    let sheet = RawSheet {
        name: "意見".into(),
        hidden: false,
        cells: cells.collect(),
        merges: Vec::new(),
        hidden_rows: Default::default(),
        hidden_columns: Default::default(),
        floating: Vec::new(),
    };
    RawWorkbook { kind: WorkbookKind::Xlsx, sheets: vec![sheet] }
}

fn file() -> OpinionFile {
    OpinionFile { path: "意見/本部.xlsx".into(), name: "意見/本部.xlsx".into() }
}

pub(super) fn read_workbook(workbook: RawWorkbook, year: &Year) -> Result<Staged<Opinions>, Error> {
    let sheet = read_sheet(&file(), workbook)?;
    let settings = settings();
    let against = Against { ledger: &year.ledger, plans: &year.plans, settings: &settings, year: R6 };
    Ok(opinions_of(&sheet, Body::Headquarters, against))
}

fn read_year(rows: &[&[&str]], year: &Year) -> Staged<Opinions> {
    let with_headers: Vec<&[&str]> = [&HEADERS[..]].into_iter().chain(rows.iter().copied()).collect();
    read_workbook(workbook(&with_headers), year).expect("a workbook with headers")
}

fn read(rows: &[&[&str]]) -> Staged<Opinions> {
    read_year(rows, &year())
}

fn told(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|f| (f.code.0, f.message.as_str())).collect()
}

pub(super) fn keys(opinions: &Opinions) -> Vec<String> {
    opinions.plans.keys().map(PlanKey::to_string).collect()
}

#[test]
fn rows_come_in_any_order_and_deleted_ones_are_no_opinion() {
    let read = read(&[
        &["財政改革", "1", "職員研修", "人事課", "C", "進めること\n早めに", "", ""],
        &["行政サービス改革", "２", "申請の電子化", "企画課", "達成", "", "Ｂ評価", "理由"],
        &["行政サービス改革", "1", "窓口の改善", "市民課", "B", "", "", ""],
        &["", "全体", "", "", "", "市民に分かりやすく", "", ""],
    ]);
    assert_eq!(told(&read.findings), []);
    assert_eq!(keys(&read.value), ["1-02", "2-01"]);
    let said = &read.value.plans[&PlanKey::new(2, 1)];
    let opinion = said.text.as_ref().expect("an opinion");
    assert_eq!(
        (opinion.value.as_str(), opinion.origin.cell.to_string()),
        ("進めること\n早めに", "F2".to_owned())
    );
    assert_eq!(said.judgment, None);
    let said = &read.value.plans[&PlanKey::new(1, 2)];
    let judgment = said.judgment.as_ref().expect("a judgment");
    assert_eq!((judgment.value.as_str(), judgment.raw.as_str()), ("B", "Ｂ評価"));
    assert_eq!(read.value.whole[0].text, "市民に分かりやすく");
    assert_eq!(read.value.whole[0].origin.cell.to_string(), "F5");
}

#[test]
fn a_dash_or_a_word_for_none_is_no_opinion_and_no_reason() {
    let read = read(&[
        &["財政改革", "1", "職員研修", "人事課", "C", "特になし", "", "－"],
        &["行政サービス改革", "1", "窓口の改善", "市民課", "B", "－", "A", "なし"],
        &["", "全体", "", "", "", "意見なし", "", ""],
    ]);
    assert_eq!(keys(&read.value), ["1-01"]);
    let said = &read.value.plans[&PlanKey::new(1, 1)];
    assert!(said.text.is_none() && said.reason.is_none() && said.judgment.is_some());
    assert!(read.value.whole.is_empty());
}

#[test]
fn areas_and_numbers_are_read_in_their_usual_spellings() {
    for (area, number) in [
        ("１．行政サービス改革", "No.3"),
        ("行政サービス 改革", "03"),
        ("", "1-03"),
        ("1", "３番"),
        ("", "3"),
    ] {
        let read = read(&[&[area, number, "広報の充実", "", "A", "意見", "", ""]]);
        assert_eq!(told(&read.findings), [], "{area} {number}");
        assert_eq!(keys(&read.value), ["1-03"], "{area} {number}");
    }
}

#[test]
fn a_row_whose_number_and_name_disagree_is_not_used() {
    let read = read(&[
        &["行政サービス改革", "1", "申請の電子化", "市民課", "", "意見", "", ""],
        &["行政サービス改革", "3", "広報の充実", "人事課", "", "意見", "", ""],
        &["財政改革", "1-03", "広報の充実", "広報課", "", "意見", "", ""],
        &["", "1", "", "", "", "意見", "", ""],
        &["", "", "職員研修", "", "", "意見", "", ""],
        &["行政サービス改革", "1", "申請の電子化", "", "", "", "", ""],
    ]);
    assert_eq!(
        told(&read.findings),
        [
            (
                "O11",
                "2行目：計画1-01は台帳では「窓口の改善」ですが、計画名が「申請の電子化」と記入されています"
            ),
            ("O11", "3行目：計画1-03の実行課は「広報課」ですが、「人事課」と記入されています"),
            ("O11", "4行目：番号「1-03」と改革分野「財政改革」が一致しません"),
            ("O11", "5行目：改革分野が記入されていないため、番号「1」だけでは計画を特定できません"),
            ("O11", "6行目：番号が記入されていないため、どの計画の意見か分かりません"),
        ]
    );
    assert_eq!(read.findings[0].cell.map(|cell| cell.to_string()).as_deref(), Some("C2"));
    assert!(read.value.plans.is_empty());
}

#[test]
fn two_rows_for_one_plan_are_both_left_out() {
    let read = read(&[
        &["行政サービス改革", "1", "窓口の改善", "市民課", "B", "一つ目", "", ""],
        &["行政サービス改革", "1", "窓口の改善", "市民課", "B", "", "A", "理由"],
        &["行政サービス改革", "3", "広報の充実", "広報課", "A", "意見", "", ""],
        &["行政サービス改革", "3", "広報の充実", "広報課", "A", "", "", ""],
    ]);
    let twice = "計画1-01の意見が二つ以上の行にあります（2行目、3行目）。どの行も採用していません";
    assert_eq!(told(&read.findings), [("O11", twice), ("O11", twice)]);
    assert_eq!(keys(&read.value), ["1-03"]);
}

#[test]
fn an_opinion_for_a_plan_that_is_not_due_is_told() {
    let mut year = year();
    year.plans.remove(3);
    let read = read_year(
        &[
            &["行政サービス改革", "19", "", "", "", "意見", "", ""],
            &["財政改革", "1", "職員研修", "人事課", "", "", "B", "理由"],
            &["財政改革", "9", "", "", "", "", "", ""],
        ],
        &year,
    );
    assert_eq!(
        told(&read.findings),
        [
            ("O03", "2行目：意見の対象の計画1-19が計画台帳にありません"),
            ("O03", "3行目：計画2-01「職員研修」は令和６年度の評価の対象ではありません"),
        ]
    );
}

#[test]
fn a_renamed_department_agrees_under_either_name() {
    let mut year = year();
    let renaming = Renaming { year: R6, old: "広報課".into(), new: "広報広聴課".into(), plan: None };
    year.ledger = ledger(&year.plans);
    year.ledger.renamings.push(renaming);
    for department in ["広報課", "広報広聴課"] {
        let row = ["行政サービス改革", "3", "広報の充実", department, "A", "意見", "", ""];
        assert_eq!(told(&read_year(&[&row], &year).findings), []);
    }
}

#[test]
fn a_judgment_that_is_none_is_told_at_its_own_cell() {
    let read = read(&[&["行政サービス改革", "1", "窓口の改善", "市民課", "B", "", "B'", "理由"]]);
    assert_eq!(
        told(&read.findings),
        [("V02", "判定区分は達成・A・B・C・中止から一つ選んでください（変更しないときは空欄）：「B'」")]
    );
    let finding = &read.findings[0];
    assert_eq!((finding.file.as_deref(), &finding.department), (Some("意見/本部.xlsx"), &None));
    assert_eq!(finding.cell.map(|cell| cell.to_string()).as_deref(), Some("G2"));
    let said = &read.value.plans[&PlanKey::new(1, 1)];
    assert!(said.judgment.is_none() && said.unreadable_judgment.is_some());
}

#[test]
fn a_self_judgment_changed_after_the_meeting_is_told() {
    let mut year = year();
    year.plans[2].fields.remove(&Field::SelfJudgment);
    let read = read_year(
        &[
            &["行政サービス改革", "1", "窓口の改善", "市民課", "Ａ", "意見", "", ""],
            &["行政サービス改革", "2", "申請の電子化", "企画課", "計画達成", "", "", ""],
            &["行政サービス改革", "3", "広報の充実", "広報課", "A", "", "", ""],
        ],
        &year,
    );
    assert_eq!(
        told(&read.findings),
        [
            ("O10", "審議の後に自己評価が「A」から「B」に変わっています"),
            ("O10", "審議のときの自己評価は「A」ですが、今のシートからは読み取れません"),
        ]
    );
}

#[test]
fn an_opinion_in_the_wrong_column_is_told_and_not_lost() {
    let read = read(&[
        &["行政サービス改革", "1", "窓口の改善", "市民課", "掲示を早めること", "", "", ""],
        &["行政サービス改革", "2", "申請の電子化", "企画課", "達成", "", "対象を広げること", ""],
        &["行政サービス改革", "3", "広報の充実", "広報課", "A", "意見", "", "", "会議での補足"],
    ]);
    let not_one =
        "判定区分は達成・A・B・C・中止から一つ選んでください（変更しないときは空欄）：「対象を広げること」";
    assert_eq!(
        told(&read.findings),
        [
            ("F16", "見出しのない列に記入があります（I4「会議での補足」）。取り込んでいません"),
            (
                "O11",
                "2行目：「自己評価」に判定区分でない記入があります：「掲示を早めること」。取り込んでいません"
            ),
            ("V02", not_one),
        ]
    );
    assert_eq!(keys(&read.value), ["1-02", "1-03"]);
}

#[test]
fn blank_rows_notes_below_and_copied_rows_do_no_harm_or_are_told() {
    let read = read(&[
        &[],
        &["行政サービス改革", "1", "窓口の改善", "市民課", "B", "意見", "", ""],
        &["行政サービス改革", "1", "窓口の改善", "市民課", "B", "意見", "", ""],
        &["", "", "", "", "", "番号のない意見", "", ""],
    ]);
    let twice = "計画1-01の意見が二つ以上の行にあります（3行目、4行目）。どの行も採用していません";
    let unknown = "5行目：番号が記入されていないため、どの計画の意見か分かりません";
    assert_eq!(told(&read.findings), [("O11", unknown), ("O11", twice), ("O11", twice)]);
    assert!(read.value.plans.is_empty());
}

#[test]
fn a_workbook_without_a_word_is_told() {
    let read = read(&[
        &["行政サービス改革", "1", "窓口の改善", "市民課", "B", "", "", ""],
        &["", "全体", "", "", "", "", "", ""],
    ]);
    assert_eq!(told(&read.findings), [("O09", "意見も評価も全体意見も、一つも記入されていません")]);
}

#[test]
fn what_a_cell_hides_is_never_taken_for_blank() {
    let mut workbook = workbook(&[
        &HEADERS,
        &["行政サービス改革", "1", "窓口の改善", "市民課", "B", "意見", "", ""],
        &["行政サービス改革", "3", "広報の充実", "広報課", "A", "残す消す", "", ""],
    ]);
    let cells = &mut workbook.sheets[0].cells;
    let judgment = RawCell { content: CellContent::NoStoredValue, formula: true, ..cell(1, 6, "") };
    let at = cells.iter().position(|cell| cell.at.row == 2).expect("a second row");
    cells.insert(at, judgment);
    cells.last_mut().expect("cells").struck = Some("消す".to_owned());
    let read = read_workbook(workbook, &year()).expect("headers");
    assert_eq!(
        told(&read.findings),
        [
            ("F14", "2行目：「評価」のセルG2に計算結果が保存されていません"),
            ("F13", "3行目：「意見」に取消線の付いた文字「消す」があります。除いて読み取りました"),
        ]
    );
    assert!(read.value.plans[&PlanKey::new(1, 3)].text.as_ref().is_some_and(|text| text.value == "残す"));
    assert!(read.value.plans[&PlanKey::new(1, 1)].unreadable_judgment.is_some());
}

#[test]
fn a_judgment_of_the_whole_is_told() {
    let read = read(&[&["", "全体", "", "", "", "意見", "A", ""]]);
    assert_eq!(told(&read.findings), [("O11", "2行目：「全体」の行の「評価」は取り込めません")]);
    assert_eq!(read.value.whole.len(), 1);
}

#[test]
fn a_workbook_without_headers_stops_the_run() {
    let without = workbook(&[&["改革分野", "番号", "意見"], &["行政サービス改革", "1", "意見"]]);
    let error = read_workbook(without, &year()).expect_err("refused").to_string();
    assert!(error.contains("1行目に見出し「評価」がありません"), "{error}");
    let twice = workbook(&[&["改革分野", "番号", "意見", "評価", "意見"]]);
    let error = read_workbook(twice, &year()).expect_err("refused").to_string();
    assert!(error.contains("同じ見出しが二つあります（シート「意見」のセルE1）"), "{error}");
    let mut two = workbook(&[&HEADERS]);
    two.sheets[0].name = "Sheet1".into();
    two.sheets.push(two.sheets[0].clone());
    let error = read_workbook(two, &year()).expect_err("refused").to_string();
    assert!(error.contains("シート「意見」がありません"), "{error}");
}

/// The sample's R5, whose outcome is written down in samples/honjo/expected.
#[test]
fn the_sample_year_comes_out_as_expected() {
    use crate::model::Period;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/honjo");
    let period = Period { start: crate::model::FiscalYear(2023), end: crate::model::FiscalYear(2027) };
    let settings = crate::settings::Settings::new("本庄市", period);
    let year = period.start;
    let ledger =
        crate::ledger::read_ledger(&folder.join("R5/計画台帳.xlsx"), &settings).expect("a ledger").value;
    let expected = std::fs::read_to_string(folder.join("expected/R5.json")).expect("a file");
    let expected: serde_json::Value = serde_json::from_str(&expected).expect("JSON");
    let mut plans: Vec<_> = ledger
        .due(year)
        .map(|due| {
            let own = expected[due.key.to_string()]["自己評価"].as_str().expect("a judgment");
            super::testing::plan(due.key.area, due.key.number, &due.name, &due.department, own)
        })
        .collect();
    let found = super::stage_of(&folder.join("R5"), &settings, None).expect("a stage").value;
    let mut findings = Vec::new();
    let mut opinions = Vec::new();
    for (body, file) in &found.workbooks {
        let read = super::read_opinions(file, *body, &ledger, &plans, &settings, year);
        opinions.push(read.expect("opinions").take(&mut findings));
    }
    findings.extend(super::merge(&mut plans, &opinions, found.stage, &settings, year));
    assert_eq!(told(&findings), []);
    let whole: Vec<&str> =
        opinions.iter().flat_map(|opinions| &opinions.whole).map(|whole| whole.text.as_str()).collect();
    assert_eq!(whole, ["市民に分かりやすい指標を用い、取組の成果を広報紙などで積極的に伝えること。"]);
    let mut council_opinions = 0;
    for plan in &plans {
        let expected = &expected[plan.key.to_string()];
        let judgment =
            |field: &Field| plan.fields.judgment(field).map(JudgmentCode::as_str).map(str::to_owned);
        let text = |field: &Field| plan.fields.text(field).map(str::to_owned);
        let end = plan.fields.year(&Field::End).map(|year| settings.eras.short(year));
        let values = [
            ("本部評価", judgment(&Field::HqJudgment)),
            ("確定評価", judgment(&Field::FinalJudgment)),
            ("本部意見", text(&Field::HqOpinion)),
            ("本部変更理由", text(&Field::HqChangeReason)),
            ("審議会意見", text(&Field::CouncilOpinion)),
            ("審議会変更理由", text(&Field::CouncilChangeReason)),
            ("次年度の取扱い", text(&Field::Disposition)),
            ("終了", end),
        ];
        for (name, value) in values {
            assert_eq!(value.as_deref(), expected[name].as_str(), "{} {name}", plan.key);
        }
        council_opinions += usize::from(plan.fields.has(&Field::CouncilOpinion));
    }
    assert_eq!((plans.len(), council_opinions), (50, 18));
}
