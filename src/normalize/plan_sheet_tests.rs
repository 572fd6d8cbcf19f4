//! Whole sheets, field by field.

use std::collections::{BTreeMap, BTreeSet};

use super::plan_sheet;
use crate::diag::{Finding, Severity, Staged};
use crate::form::{RawField, RawPlan};
use crate::model::{
    AfterPeriod, CellRef, Direction, Field, FiscalYear, IndicatorPart, Period, PlanSheet, SheetSource,
    ThousandYen, Value,
};
use crate::settings::Settings;
use crate::workbook::{CellContent, RawCell};

const R5: FiscalYear = FiscalYear(2023);

fn settings() -> Settings {
    Settings::new("本庄市", Period { start: R5, end: FiscalYear(2027) })
}

fn raw(values: &[(&str, &str)]) -> RawPlan {
    let settings = settings();
    let mut plan = RawPlan {
        source: SheetSource {
            file: "提出/a.xlsx".into(), sheet: "シート".into(), form: "様式".into()
        },
        values: BTreeMap::new(),
        slots: BTreeMap::new(),
        unreadable: BTreeSet::new(),
    };
    for (row, (name, text)) in (0..).zip(values) {
        let field = Field::parse(name, &settings.eras).expect("a known name");
        let at = CellRef::new(row, 2);
        let cell = RawCell {
            at,
            content: CellContent::Text,
            shown: (*text).to_owned(),
            struck: None,
            formula: false,
            external: false,
            unseen: false,
        };
        plan.slots.insert(field.clone(), at);
        plan.values.insert(field, RawField { text: (*text).to_owned(), cell });
    }
    plan
}

fn read(values: &[(&str, &str)]) -> Staged<PlanSheet> {
    plan_sheet(raw(values), &settings(), R5)
}

fn told(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|f| (f.code.0, f.message.as_str())).collect()
}

#[test]
fn a_sheet_in_order_is_read_without_a_word() {
    let staged = read(&[
        ("対象年度", "令和５年度"),
        ("番号", "1-03"),
        ("計画名", "ＳＮＳによる情報発信力の強化"),
        ("開始", "R5"),
        ("提出日", "令和6年4月10日"),
        ("版", "2"),
        ("実施状況", "一行目\n　二行目"),
        ("自己評価", "Ａ評価"),
        ("指標1.方向", "↑"),
        ("指標1.実績値.R5", "１，２３４"),
        ("効果額.R5", "▲528"),
        ("期間後の取扱い", "継続"),
        ("終了", "－"),
    ]);
    assert_eq!(told(&staged.findings), []);
    let fields = &staged.value.fields;
    assert_eq!(fields.year(&Field::TargetYear), Some(R5));
    assert_eq!(fields.integer(&Field::Number), Some(3));
    assert_eq!(fields.get(&Field::Number).map(|v| v.raw.as_str()), Some("1-03"));
    assert_eq!(fields.text(&Field::PlanName), Some("ＳＮＳによる情報発信力の強化"));
    assert_eq!(fields.integer(&Field::Version), Some(2));
    assert_eq!(fields.date(&Field::SubmittedOn).map(|d| d.to_string()).as_deref(), Some("2024-04-10"));
    assert_eq!(fields.text(&Field::Status), Some("一行目\n　二行目"));
    assert_eq!(fields.judgment(&Field::SelfJudgment).map(|c| c.as_str()), Some("A"));
    let indicator = |part| Field::Indicator(1, part);
    assert_eq!(fields.direction(&indicator(IndicatorPart::Direction)), Some(Direction::Up));
    let actual = fields.number(&indicator(IndicatorPart::Actual(R5)));
    assert_eq!(actual.map(|n| n.to_string()).as_deref(), Some("1234"));
    assert_eq!(fields.money(&Field::Benefit(R5)), Some(ThousandYen(-528)));
    assert_eq!(fields.after_period(&Field::AfterPeriod), Some(AfterPeriod::Continue));
    assert!(!fields.has(&Field::End) && staged.value.slots.contains_key(&Field::End));
}

#[test]
fn what_cannot_be_read_is_reported_and_left_out() {
    let staged = read(&[
        ("自己評価", "A（目標どおり）"),
        ("指標1.実績値.R5", "集計中"),
        ("効果額.R5", "1,130,500円"),
        ("開始", "45748"),
        ("提出日", "4月10日"),
        ("指標1.方向", "→"),
    ]);
    let codes: BTreeSet<&str> = staged.findings.iter().map(|f| f.code.0).collect();
    assert_eq!(codes, BTreeSet::from(["V02", "V03", "V08"]));
    assert_eq!(staged.findings.len(), 6);
    assert_eq!(staged.value.unreadable.len(), 6);
    assert!(staged.value.fields.is_empty());
    let judgment = staged.findings.iter().find(|f| f.field.as_deref() == Some("自己評価")).expect("V02");
    assert_eq!(
        judgment.message,
        "「自己評価」の判定区分は達成・A・B・C・中止から一つ選んでください：「A（目標どおり）」"
    );
    assert_eq!(judgment.cell, Some(CellRef::new(0, 2)));
    assert_eq!(judgment.found.as_deref(), Some("A（目標どおり）"));
}

#[test]
fn a_number_that_excel_has_shortened_is_not_a_plan_number() {
    let mut plan = raw(&[("番号", "1.1")]);
    let field = plan.values.get_mut(&Field::Number).expect("the number");
    field.cell.content = CellContent::Number(1.1);
    let staged = plan_sheet(plan, &settings(), R5);
    assert!(staged.value.unreadable.contains(&Field::Number));
    assert_eq!(told(&staged.findings), [("V03", "「番号」の「1.1」は数値として読み取れません")]);
    assert!(staged.findings[0].fix.contains("「文字列」"), "{}", staged.findings[0].fix);
}

#[test]
fn a_number_that_excel_has_made_a_day_is_told_as_that() {
    let mut plan = raw(&[("番号", "1月4日")]);
    let field = plan.values.get_mut(&Field::Number).expect("the number");
    field.cell.content = CellContent::DateTime(jiff::civil::date(2025, 1, 4).at(0, 0, 0, 0));
    let staged = plan_sheet(plan, &settings(), R5);
    let message = "「番号」の「1月4日」は数値として読み取れません（Excelが日付に変えたようです）";
    assert_eq!(told(&staged.findings), [("V03", message)]);
    assert!(staged.findings[0].fix.contains("「文字列」"), "{}", staged.findings[0].fix);
}

#[test]
fn conversions_are_told() {
    let staged = read(&[("効果額.R5", "▲52万円"), ("指標1.実績値.R5", "約1,200件")]);
    let mut messages = told(&staged.findings);
    messages.sort_unstable();
    assert_eq!(
        messages,
        [
            ("V09", "「効果額（R5）」の「▲52万円」を▲520千円と読み取りました"),
            ("V09", "「実績値（R5）」の「約1,200件」を1,200件と読み取りました"),
        ]
    );
    assert!(staged.value.unreadable.is_empty());
}

#[test]
fn a_sheet_of_another_year_is_an_error() {
    let staged = read(&[("対象年度", "R4")]);
    assert_eq!(
        told(&staged.findings),
        [("F03", "令和４年度の様式で提出されています（対象は令和５年度です）")]
    );
    assert_eq!(staged.findings[0].severity, Severity::Error);
    assert_eq!(told(&read(&[("対象年度", "５")]).findings), []);
}

#[test]
fn characters_are_summed_up_once_a_sheet() {
    let staged =
        read(&[("計画名", "⾏政の⾏動"), ("実行課", "障　害　福　祉　課"), ("取組内容", "⾏う\u{E000}")]);
    let mut messages = told(&staged.findings);
    messages.sort_unstable();
    assert_eq!(
        messages,
        [
            ("X01", "「⾏」を「行」に直しました（3か所）"),
            ("X02", "「取組内容」に表示できない文字があります（U+E000）"),
            ("X03", "体裁のための空白・改行を除きました（実行課）"),
        ]
    );
    assert_eq!(staged.value.fields.text(&Field::Department), Some("障害福祉課"));
}

#[test]
fn dashes_are_blank_but_words_stay() {
    let staged = read(&[("課題・改善策", "－"), ("評価理由", "特になし"), ("指標1.名称", "なし")]);
    assert!(!staged.value.fields.has(&Field::Remedy));
    assert_eq!(staged.value.fields.text(&Field::Reason), Some("特になし"));
    assert!(!staged.value.fields.has(&Field::Indicator(1, IndicatorPart::Name)));
    assert!(staged.value.unreadable.is_empty() && staged.findings.is_empty());
}

#[test]
fn reading_the_normalized_texts_again_changes_nothing() {
    let first = read(&[
        ("計画名", "ホ ー ム\nペ ー ジ Web API"),
        ("実施状況", "\r\n ﾃﾞｰﾀ　⾏政 \r\n\r\n二"),
        ("実行課", "企 画 課"),
    ]);
    let texts: Vec<(String, String)> = first
        .value
        .fields
        .iter()
        .filter_map(|(field, value)| match &value.value {
            Value::Text(text) => Some((field.name(&settings().eras), text.clone())),
            _ => None,
        })
        .collect();
    let again: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let second = read(&again);
    assert_eq!(second.findings, []);
    for ((_, a), (_, b)) in first.value.fields.iter().zip(second.value.fields.iter()) {
        assert_eq!(a.value, b.value);
    }
}
