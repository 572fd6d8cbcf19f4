//! Texts that nobody would write on purpose: nothing is lost, nothing runs off
//! the page, nothing stands on another, every character is painted.

use proptest::prelude::*;

use super::Page;
use super::council::lay_out_council_report;
use super::notice::lay_out_notice;
use super::page_checks::{faults, read_aloud, squeezed};
use super::papers::lay_out_paper;
use super::style::{Span, TextStyle};
use super::text::units;
use crate::diag::{Finding, RuleInfo};
use crate::model::{
    CellRef, Field, IndicatorPart, Origin, Quantity, Sourced, Stage, Value, WholeOpinion, Year,
};
use crate::report::council::{build_council_report, honjo};
use crate::report::notice::notices;
use crate::report::papers::{opinion_form_paper, plan_list_paper, result_notice_paper};
use crate::report::result_notice::result_notices;

const HOSTILE: [&str; 19] = [
    "あ",
    "行政改革、",
    "W",
    "１",
    "（",
    "）",
    "「」",
    "、。",
    "ー",
    "…",
    "あ\t",
    "　",
    "か\u{3099}き\u{309A}e\u{301}o\u{308}\u{301}",
    "ｶﾞｷﾞ｡｢ｱ｣､ｯｰ",
    "𠮷野家の𩸽髙﨑",
    "👨\u{200D}👩\u{200D}👧😀🏳\u{FE0F}\u{200D}🌈☎\u{FE0F}",
    "שלום מרحبا\u{202E}abc\u{202C}",
    "葛\u{E0100}城\u{E000}市\u{2028}x",
    "🈞.Ⴭg-&¢",
];

/// These are also tried in 20,000 characters without a place to break.
const LONGEST: [&str; 4] = ["あ", "W", "（", "　"];

fn repeated(pattern: &str, length: usize) -> String {
    pattern.chars().cycle().take(length).collect()
}

/// What a text looks like when it is painted.
fn painted(text: &str) -> String {
    let line = |line: &str| -> String {
        let units = units(&[(0, line)], &[Span::new(line, TextStyle::BODY)]);
        units.iter().map(|unit| unit.c).collect()
    };
    squeezed(&text.split('\n').map(line).collect::<String>())
}

fn set(year: &mut Year, at: usize, field: Field, value: Value) {
    let origin = Origin { file: "提出/1.xlsx".into(), sheet: "様式".into(), cell: CellRef::new(0, 0) };
    year.plans[at].fields.insert(field, Sourced::read(value, "", origin));
}

/// The texts of a plan that its page prints.
pub(super) const LONG_FIELDS: [Field; 12] = [
    Field::Initiative,
    Field::ExpectedEffect,
    Field::FinalGoal,
    Field::Status,
    Field::Reason,
    Field::Remedy,
    Field::NextActions,
    Field::HqOpinion,
    Field::HqChangeReason,
    Field::CouncilOpinion,
    Field::CouncilChangeReason,
    Field::Response,
];

/// Four plans: one with a very long text, one with texts of 2,000
/// everywhere, one with names of 90, one as it was; judged as the sample is.
fn year(pattern: &str) -> Year {
    let mut year = honjo::year(Stage::Confirmed);
    year.plans.truncate(4);
    let length = if LONGEST.contains(&pattern) { 20_000 } else { 4_000 };
    set(&mut year, 0, Field::Status, Value::Text(repeated(pattern, length)));
    for field in LONG_FIELDS {
        set(&mut year, 1, field, Value::Text(repeated(pattern, 2_000)));
    }
    for each in honjo::settings().period.years() {
        set(&mut year, 1, Field::YearlyPlan(each), Value::Text(repeated(pattern, 1_000)));
    }
    let custom = Field::Custom(repeated(pattern, 40).into());
    set(&mut year, 1, custom, Value::Text(repeated(pattern, 500)));
    let name = repeated(pattern, 90);
    year.plans[2].name = name.as_str().into();
    year.plans[2].department = name.as_str().into();
    for number in 1..=2 {
        let part = |part| Field::Indicator(number, part);
        set(&mut year, 2, part(IndicatorPart::Name), Value::Text(name.clone()));
        set(&mut year, 2, part(IndicatorPart::Unit), Value::Text(repeated(pattern, 30)));
        let value = Quantity { value: "-12345678901.25".parse().expect("a decimal"), unit: None };
        set(&mut year, 2, part(IndicatorPart::Target(honjo::R5)), Value::Number(value.clone()));
        set(&mut year, 2, part(IndicatorPart::Actual(honjo::R5)), Value::Number(value));
    }
    for plan in &mut year.plans {
        plan.area = repeated(pattern, 60).as_str().into();
    }
    year.ledger.areas[0].name = repeated(pattern, 60).as_str().into();
    year.ledger.areas[0].content = Some(repeated(pattern, 3_000));
    year.ledger.areas[0].means = vec![repeated(pattern, 3_000), repeated(pattern, 50)];
    let origin = year.whole_opinions[0].origin.clone();
    let body = year.whole_opinions[0].body;
    year.whole_opinions.push(WholeOpinion { body, text: repeated(pattern, 3_000), origin });
    year
}

const INFO: RuleInfo = RuleInfo::EXAMPLE;

/// Every paper that prints what departments and bodies write.
fn all_pages(year: &Year, pattern: &str) -> Vec<(String, Vec<Page>)> {
    let settings = honjo::settings();
    let report = build_council_report(year, &settings, &[]);
    let mut all = vec![("report".to_owned(), lay_out_council_report(&report))];
    let notices_of = result_notices(year, &settings);
    let letters = notices_of.iter().map(|notice| result_notice_paper(notice, year, &settings));
    let papers = [opinion_form_paper(year, &settings), plan_list_paper(year, &settings)];
    for paper in papers.into_iter().chain(letters) {
        all.push((paper.title.clone(), lay_out_paper(&paper)));
    }
    let plan = &year.plans[2];
    let finding = Finding::new(&INFO, repeated(pattern, 5_000))
        .on_plan(plan.key, &plan.department)
        .at(&plan.source.as_ref().expect("submitted").at(CellRef::new(20, 2)))
        .about(repeated(pattern, 40));
    for notice in notices(year, &[finding], &settings) {
        all.push(("確認票".to_owned(), lay_out_notice(&notice)));
    }
    all
}

/// What is wrong with the papers where texts are made of a pattern.
fn wrong_with(pattern: &str) -> Vec<String> {
    let year = year(pattern);
    let mut wrong = Vec::new();
    for (what, pages) in all_pages(&year, pattern) {
        wrong.extend(faults(&pages).into_iter().map(|fault| format!("{pattern:?} in {what}: {fault}")));
        if what != "report" {
            continue;
        }
        let printed = read_aloud(&pages);
        for plan in &year.plans {
            let texts = LONG_FIELDS.iter().filter_map(|field| plan.fields.text(field));
            for text in texts.chain([&*plan.name]).filter(|text| !printed.contains(&painted(text))) {
                wrong.push(format!("{pattern:?}: lost from {}: {text}", plan.key));
            }
        }
    }
    wrong
}

#[test]
fn hostile_texts_are_printed_whole_and_in_their_place() {
    let wrong: Vec<String> = HOSTILE.iter().flat_map(|pattern| wrong_with(pattern)).collect();
    let told: Vec<String> = wrong.iter().map(|fault| fault.chars().take(150).collect()).collect();
    assert!(told.is_empty(), "{} faults\n{}", told.len(), told.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_printed_whole_and_in_its_place(pattern in "\\PC{1,12}") {
        prop_assert_eq!(wrong_with(&pattern), Vec::<String>::new());
    }
}
