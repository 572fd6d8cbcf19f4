//! Pages of the sample year: nothing is lost, nothing overlaps, nothing leaves the paper's type area.

use std::sync::Arc;

use crate::layout::{Item, Page, Placed, Point, Size, TextRun, mm};
use crate::model::{
    CellRef, Compare, Field, Fields, IndicatorPart, Judgment, JudgmentCode, Judgments, Next, Origin, PlanKey,
    PlanStatus, Quantity, Sourced, Stage, ThousandYen, Value, Year,
};
use crate::report::council::{build_council_report, honjo};

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

fn set(year: &mut Year, at: usize, field: Field, value: Value) {
    let origin = Origin { file: "提出/1.xlsx".into(), sheet: "様式".into(), cell: CellRef::new(0, 0) };
    year.plans[at].fields.insert(field, Sourced::read(value, "", origin));
}

fn number(text: &str) -> Value {
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

pub(in crate::layout) fn runs(page: &Page) -> impl Iterator<Item = (&Placed, &TextRun)> {
    page.items.iter().filter_map(|placed| match &placed.item {
        Item::Text(run) => Some((placed, run)),
        _ => None,
    })
}

pub(in crate::layout) fn run_width(run: &TextRun) -> f64 {
    let advance = |c: char| f64::from(run.face.advance(c).unwrap_or(1000));
    let milli: f64 = run.text.chars().zip(&run.kerns).map(|(c, kern)| advance(c) + f64::from(*kern)).sum();
    milli / 1000.0 * run.size_pt
}

/// What a reader of the structure meets: no running heads, no heads that come again.
fn tagged_text(pages: &[Page]) -> String {
    let runs = pages.iter().flat_map(runs).filter(|(placed, _)| placed.tag.is_some());
    runs.map(|(_, run)| run.text.as_str()).collect::<String>().split_whitespace().collect()
}

#[test]
fn every_submitted_text_is_printed_whole() {
    let year = hard_year();
    let printed = tagged_text(&pages(&year));
    let fields = [
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
        Field::Indicator(1, IndicatorPart::Name),
        Field::Indicator(2, IndicatorPart::Name),
    ];
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
fn no_text_leaves_the_type_area() {
    for page in pages(&hard_year()).into_iter().chain(wide_pages()) {
        let odd = page.label.parse::<usize>().expect("a page number") % 2 == 1;
        let (left, right) = match (page.size == Size::A4, odd) {
            (true, true) => (mm(24.0), mm(192.0)),
            (true, false) => (mm(18.0), mm(186.0)),
            (false, _) => (mm(15.0), mm(282.0)),
        };
        for (placed, run) in runs(&page) {
            // The air before a bracket at the start of a line is not ink.
            let air =
                if run.text.starts_with(['（', '「', '『', '【']) { run.size_pt / 2.0 } else { 0.0 };
            let (x, end) = (placed.at.x_pt + air, placed.at.x_pt + run_width(run));
            assert!(
                x >= left - 0.5 && end <= right + 0.5,
                "page {}: {} at {x} to {end}",
                page.label,
                run.text
            );
            let y = placed.at.y_pt;
            let foot = page.size.height_pt - mm(8.0);
            assert!(y >= mm(6.0) && y <= foot, "page {}: {} at {y}", page.label, run.text);
        }
    }
}

#[test]
fn no_text_stands_on_another() {
    for page in pages(&hard_year()).into_iter().chain(wide_pages()) {
        let boxes: Vec<(f64, f64, f64, f64, &str)> = runs(&page)
            .map(|(placed, run)| {
                let (x, y) = (placed.at.x_pt, placed.at.y_pt);
                (x, x + run_width(run), y - 0.72 * run.size_pt, y, run.text.as_str())
            })
            .collect();
        for (index, a) in boxes.iter().enumerate() {
            for b in &boxes[index + 1..] {
                let across = a.1.min(b.1) - a.0.max(b.0);
                let down = a.3.min(b.3) - a.2.max(b.2);
                assert!(across < 0.6 || down < 0.6, "page {}: {} on {}", page.label, a.4, b.4);
            }
        }
    }
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

#[test]
fn the_same_report_gives_the_same_pages() {
    let year = hard_year();
    let strip = |pages: Vec<Page>| -> Vec<(Point, Item)> {
        pages.into_iter().flat_map(|page| page.items).map(|placed| (placed.at, placed.item)).collect()
    };
    assert_eq!(strip(pages(&year)), strip(pages(&year)));
}
