//! Pages of the sample year: nothing is lost, nothing overlaps, nothing leaves the paper's type area.

use std::sync::Arc;

use crate::fonts::{Face, FontUse, Typefaces};
use crate::layout::hostile_tests::LONG_FIELDS;
use crate::layout::page_checks::{faults, read_aloud, runs, stripped};
use crate::layout::{Item, Page, TextRun, mm, work};
use crate::model::{
    Area, CellRef, Compare, Field, Fields, IndicatorPart, Judgment, JudgmentCode, Judgments, Next, Origin,
    PlanKey, PlanStatus, Quantity, Sourced, Stage, ThousandYen, Value, Year,
};
use crate::report::council::{Wording, build_council_report, honjo, word_council_report};

use super::lay_out_council_report;

/// S, A, B, C, D of another city.
pub(in crate::layout) fn five_grades() -> Judgments {
    let grade = |code: &str, compare| Judgment {
        code: JudgmentCode(code.into()),
        meaning: format!("{code}の評価"),
        next: Next::Continue,
        compare,
        kind: None,
        aliases: Vec::new(),
    };
    Judgments::new(vec![
        grade("S", Compare::Above),
        grade("A", Compare::Above),
        grade("B", Compare::Equal),
        grade("C", Compare::Below),
        grade("D", Compare::Below),
    ])
}

/// The sample year with what makes pages hard: texts over pages, missing and
/// held plans, two indicators, values below zero, a name of several lines.
fn hard_year() -> Year {
    let mut year = honjo::year(Stage::Confirmed);
    for (at, status) in [(2, PlanStatus::Missing), (4, PlanStatus::Held)] {
        year.plans[at].status = status;
        year.plans[at].fields = Fields::default();
        year.plans[at].source = None;
    }
    let long =
        "長い文章を記載した場合にも、文字が欠けたり、枠からはみ出したりせず、次のページに続く。".repeat(12);
    for field in [Field::Status, Field::Reason, Field::Remedy] {
        set(&mut year, 0, field, Value::Text(long.clone()));
    }
    set(&mut year, 1, Field::Status, Value::Text(long.repeat(6)));
    set(&mut year, 8, Field::CouncilOpinion, Value::Text(long.repeat(5)));
    let name = "市ホームページを見やすく、分かりやすくし、誰もが必要な情報にたどり着けるようにするための全庁的な見直しと職員研修の実施";
    year.plans[1].name = name.into();
    let second = |part| Field::Indicator(2, part);
    let name = "収支の改善額（一般会計からの繰入金を除く。赤字の場合は負の数とする単年度の額）";
    set(&mut year, 3, second(IndicatorPart::Name), Value::Text(name.to_owned()));
    set(&mut year, 3, second(IndicatorPart::Base), number("-300"));
    set(&mut year, 3, second(IndicatorPart::Target(honjo::R5)), number("-120.25"));
    set(&mut year, 3, second(IndicatorPart::Actual(honjo::R5)), number("50"));
    set(&mut year, 5, Field::Custom("市民の声の反映状況について".into()), Value::Text("一\n・二".to_owned()));
    set(&mut year, 6, Field::Benefit(honjo::R5), Value::Money(ThousandYen(-1_234_567_890)));
    year
}

pub(super) fn set(year: &mut Year, at: usize, field: Field, value: Value) {
    let origin = Origin { file: "提出/1.xlsx".into(), sheet: "様式".into(), cell: CellRef::new(0, 0) };
    year.plans[at].fields.insert(field, Sourced::read(value, "", origin));
}

pub(super) fn number(text: &str) -> Value {
    Value::Number(Quantity { value: text.parse().expect("a decimal"), unit: None })
}

fn pages(year: &Year) -> Vec<Page> {
    lay_out_council_report(&build_council_report(year, &honjo::settings(), &[]))
}

/// 120 plans of two areas whose names, departments and judgments are longer than any city's.
fn wide_pages() -> Vec<Page> {
    let mut year = honjo::year(Stage::Confirmed);
    let areas: [Arc<str>; 2] = [
        "市民の視点に立った質の高い行政サービスの提供と、デジタル技術を活用した窓口・手続の抜本的な見直しの推進".into(),
        "持続可能で健全な財政運営の確立".into(),
    ];
    year.ledger.areas.truncate(2);
    for (area, name) in year.ledger.areas.iter_mut().zip(&areas) {
        area.name = Arc::clone(name);
    }
    let codes = ["一部達成", "継続見直し", "Ｂ＋"];
    let first = year.plans.clone();
    year.plans = (0..120)
        .map(|at| {
            let mut plan = first[at % first.len()].clone();
            plan.key = PlanKey::new(1 + (at / 100) as u32, 1 + (at % 100) as u32);
            plan.area = Arc::clone(&areas[at / 100]);
            plan.department = "まちづくり推進部都市基盤整備課公園緑地・河川担当".into();
            for (stage, field) in
                [Field::SelfJudgment, Field::HqJudgment, Field::FinalJudgment].into_iter().enumerate()
            {
                let origin = plan.fields.origin(&field).cloned().expect("every plan is judged");
                let code = codes[(at + stage) % codes.len()];
                let value = Value::Judgment(JudgmentCode(code.into()));
                plan.fields.insert(field, Sourced::read(value, code, origin));
            }
            plan
        })
        .collect();
    let mut settings = honjo::settings();
    let judgment = |code: &str, compare| Judgment {
        code: JudgmentCode(code.into()),
        meaning: "当初の計画に掲げた目標を一部達成した".to_owned(),
        next: Next::Continue,
        compare,
        kind: None,
        aliases: Vec::new(),
    };
    settings.judgments = Judgments::new(vec![
        judgment(codes[0], Compare::Above),
        judgment(codes[1], Compare::Equal),
        judgment(codes[2], Compare::Below),
    ]);
    lay_out_council_report(&build_council_report(&year, &settings, &[]))
}

#[test]
fn every_submitted_text_is_printed_whole() {
    let year = hard_year();
    let printed = read_aloud(&pages(&year));
    let names = [1, 2].map(|number| Field::Indicator(number, IndicatorPart::Name));
    let fields: Vec<Field> = LONG_FIELDS.into_iter().chain(names).collect();
    let mut texts: Vec<String> = year.plans.iter().map(|plan| plan.name.to_string()).collect();
    for plan in &year.plans {
        texts.extend(fields.iter().filter_map(|field| plan.fields.text(field)).map(str::to_owned));
        let yearly = honjo::settings().period.years().map(Field::YearlyPlan);
        texts.extend(yearly.filter_map(|field| plan.fields.text(&field).map(str::to_owned)));
    }
    assert!(texts.len() > 600);
    for text in texts {
        let wanted: String = text.split_whitespace().collect();
        assert!(printed.contains(&wanted), "not printed: {text}");
    }
}

#[test]
fn texts_stand_in_the_type_area_and_not_on_each_other() {
    assert_eq!(faults(&pages(&hard_year())), [""; 0]);
    assert_eq!(faults(&wide_pages()), [""; 0]);
}

#[test]
fn a_citys_own_faces_and_larger_type_keep_their_place() {
    let year = hard_year();
    let faces = Typefaces::default()
        .with(FontUse::Body, Face::Fallback)
        .with(FontUse::Table, Face::Proportional)
        .with(FontUse::Heading, Face::ProportionalBold);
    let own = faces.while_making(|| pages(&year));
    assert_eq!(faults(&own), [""; 0]);
    let used = own.iter().flat_map(runs).filter(|(_, run)| run.face == Face::Fallback).count();
    assert!(used > 500, "{used} runs in the city's face");
    let text = "[size]\nbody = [13, 22]\ntable = [11.25, 16]\ntable_head = [10, 13]\nnote = [10, 14]\n\
                row_text = [10.5, 15]\nlist = [10.5, 14]\nlist_reason = [10.25, 14]\nsection = [13.75, 22]\n\
                chapter = [20, 26]\nsubsection = [11.75, 15]\nsheet_text = [[11.25, 16]]\n";
    let (table, _) = crate::settings::parse_report(text).expect("sizes");
    let wording = Wording::of(table).expect("the wording");
    let report = word_council_report(&year, &honjo::settings(), &[], &wording);
    assert_eq!(faults(&lay_out_council_report(&report)), [""; 0]);
}

/// The lowest base line of a page's own text.
fn foot_of(page: &Page) -> f64 {
    let own =
        runs(page).filter(|(placed, _)| placed.tag.as_ref().is_some_and(|tag| !tag.role().is_artifact()));
    own.map(|(placed, _)| placed.at.y_pt).fold(0.0, f64::max)
}

#[test]
fn a_sheet_fills_its_first_page_before_it_goes_on() {
    let pages = pages(&hard_year());
    let mut gone_on = 0;
    for pair in pages.windows(2) {
        let again = |(placed, run): (&_, &TextRun)| {
            let placed: &crate::layout::Placed = placed;
            placed.tag.is_none() && run.size_pt == 10.0 && run.text.ends_with("（続き）")
        };
        if runs(&pair[1]).any(again) {
            gone_on += 1;
            let foot = foot_of(&pair[0]);
            assert!(foot > mm(21.5 + 254.0 - 25.0), "page {} ends at {foot:.0} pt", pair[0].label);
        }
    }
    assert!(gone_on >= 3, "{gone_on} pages on which a sheet goes on");
}

#[test]
fn every_plan_has_its_page_and_every_page_its_number() {
    let pages = pages(&hard_year());
    for (index, page) in pages.iter().enumerate() {
        assert_eq!(page.label, (index + 1).to_string());
    }
    let anchors = pages.iter().flat_map(|page| &page.items).filter_map(|placed| match &placed.item {
        Item::Anchor(anchor) => Some(anchor.name.clone()),
        _ => None,
    });
    let plans = anchors.filter(|name| name.starts_with("plan-")).count();
    assert_eq!(plans, 50);
    let unresolved = pages.iter().flat_map(|page| &page.items);
    assert_eq!(unresolved.filter(|placed| matches!(placed.item, Item::PageNumber { .. })).count(), 0);
}

/// As many plans in as many areas, with names of departments of 30 characters.
pub(super) fn city_of(plans: usize, areas: u32) -> Year {
    let mut year = honjo::year(Stage::Confirmed);
    let (some, area) = (year.plans.clone(), year.ledger.areas[0].clone());
    let department = "市民生活部地域づくり推進室多文化共生及び協働のまち推進担当課";
    year.plans = (0..plans)
        .map(|at| {
            let mut plan = some[at % some.len()].clone();
            let each = plans.div_ceil(areas as usize);
            plan.key = PlanKey::new((at / each) as u32 + 1, (at % each) as u32 + 1);
            plan.area = format!("第{}の改革分野", plan.key.area).as_str().into();
            if at % 5 == 0 {
                plan.department = department.into();
            }
            plan
        })
        .collect();
    year.ledger.areas = (1..=areas)
        .map(|number| Area {
            number, name: format!("第{number}の改革分野").as_str().into(), ..area.clone()
        })
        .collect();
    year
}

#[test]
fn small_and_large_cities_keep_their_place() {
    for (plans, areas) in [(12, 2), (200, 7)] {
        let year = city_of(plans, areas);
        let pages = pages(&year);
        assert_eq!(faults(&pages), Vec::<String>::new(), "{plans} plans in {areas} areas");
        let printed = read_aloud(&pages);
        for plan in &year.plans {
            assert!(printed.contains(&plan.key.to_string()), "{} of {plans}", plan.key);
        }
    }
}

#[test]
fn the_same_report_gives_the_same_pages() {
    let year = hard_year();
    assert_eq!(stripped(pages(&year)), stripped(pages(&year)));
}

/// So many plans as the sample has, ten times over.
fn ten_times(year: &Year) -> Year {
    let mut long = year.clone();
    long.plans = (0..10)
        .flat_map(|round| {
            year.plans.iter().cloned().map(move |mut plan| {
                plan.key = PlanKey::new(plan.key.area, plan.key.number + 50 * round);
                plan
            })
        })
        .collect();
    long.plans.sort_by_key(|plan| plan.key);
    long
}

#[test]
fn a_report_of_500_plans_costs_ten_times_one_of_50() {
    let short = hard_year();
    let (fifty, cost) = work::of(|| pages(&short));
    let (all, cost_of_all) = work::of(|| pages(&ten_times(&short)));
    assert!(all.len() > 8 * fifty.len() && all.len() <= 10 * fifty.len(), "{} pages", all.len());
    // Per plan it costs no more, but for the few tables whose columns grow.
    assert!(cost_of_all <= cost * 102 / 10, "{cost} for 50 plans, {cost_of_all} for 500");
    assert_eq!(faults(&all), [""; 0]);
}
