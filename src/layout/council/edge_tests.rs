//! Cities and years unlike the sample: whatever they lack or have too much of,
//! their pages hold it, in its place.

use super::lay_out_council_report;
use super::tests::{city_of, number, set};
use crate::layout::page_checks::{faults, read_aloud, runs, squeezed};
use crate::model::{
    Compare, Field, Fields, IndicatorPart, Judgment, JudgmentCode, Judgments, Kind, Next, PlanStatus, Stage,
    Value, Year,
};
use crate::report::council::{build_council_report, honjo};
use crate::settings::Settings;

/// Six plans of the sample.
fn six() -> Year {
    let mut year = honjo::year(Stage::Confirmed);
    year.plans.truncate(6);
    year.ledger.areas.truncate(1);
    year
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn judged(code: &str) -> Value {
    Value::Judgment(JudgmentCode(code.into()))
}

const JUDGED: [Field; 3] = [Field::SelfJudgment, Field::HqJudgment, Field::FinalJudgment];

/// The painted words, each as long as it stands in one line.
fn words(year: &Year, settings: &Settings) -> Vec<String> {
    let pages = lay_out_council_report(&build_council_report(year, settings, &[]));
    pages.iter().flat_map(runs).map(|(_, run)| run.text.clone()).collect()
}

/// What the report says, after it was checked that all of it stands in its place.
fn printed(what: &str, year: &Year, settings: &Settings) -> String {
    let pages = lay_out_council_report(&build_council_report(year, settings, &[]));
    assert_eq!(faults(&pages), [""; 0], "{what}");
    read_aloud(&pages)
}

#[test]
fn a_city_without_any_indicator() {
    let mut year = six();
    for plan in &mut year.plans {
        let fields: Vec<Field> = plan.fields.iter().map(|(field, _)| field.clone()).collect();
        for field in fields.iter().filter(|field| matches!(field, Field::Indicator(..))) {
            plan.fields.remove(field);
        }
    }
    let read = printed("no-indicators", &year, &honjo::settings());
    assert!(!read.contains("基準値"), "{read}");
    assert!(read.contains("年度別計画"));
}

#[test]
fn a_plan_of_eight_indicators_shows_each_with_its_figures() {
    let mut year = six();
    let figures = ["-3", "0", "123456789012", "0.25", "-98765432.1", "1", "100", "-0.5"];
    for (number_of, figure) in (1..).zip(figures) {
        let part = |part| Field::Indicator(number_of, part);
        let name = format!("第{number_of}の指標とその数え方（年度末の累計）");
        set(&mut year, 0, part(IndicatorPart::Name), text(&name));
        set(&mut year, 0, part(IndicatorPart::Unit), text("百万円"));
        set(&mut year, 0, part(IndicatorPart::Base), number("12.5"));
        for each in honjo::settings().period.years() {
            set(&mut year, 0, part(IndicatorPart::Target(each)), number(figure));
        }
        set(&mut year, 0, part(IndicatorPart::Actual(honjo::R5)), number("-1234567"));
    }
    let read = printed("eight-indicators", &year, &honjo::settings());
    for shown in ["▲3", "123,456,789,012", "0.25", "▲98,765,432.1", "▲0.5"] {
        assert!(read.contains(shown), "{shown} in {read}");
    }
    for number in 1..=8 {
        assert!(read.contains(&format!("第{number}の指標とその数え方（年度末の累計）")), "{number}");
    }
}

#[test]
fn cities_of_one_plan_of_one_area_and_of_ten_areas() {
    for (plans, areas) in [(1, 1), (3, 1), (20, 10)] {
        let read = printed(&format!("areas-{plans}-{areas}"), &city_of(plans, areas), &honjo::settings());
        for area in 1..=areas {
            assert!(read.contains(&format!("第{area}の改革分野")), "area {area} of {areas}");
        }
    }
}

#[test]
fn eleven_judgments_each_have_their_meaning_and_their_count() {
    let mut year = honjo::year(Stage::Confirmed);
    year.plans.truncate(11);
    let codes = ["完了", "Ｓ", "Ａ＋", "Ａ", "Ｂ＋", "Ｂ", "Ｂ－", "Ｃ", "Ｄ", "休止", "中止"];
    let judgment = |(at, code): (usize, &&str)| Judgment {
        code: JudgmentCode((*code).into()),
        meaning: format!("第{at}段階の評価に当たる"),
        next: if matches!(at, 0 | 10) { Next::End } else { Next::Continue },
        compare: [Compare::Above, Compare::Equal, Compare::Below][(at / 4).min(2)],
        kind: match at {
            0 => Some(Kind::Achieved),
            10 => Some(Kind::Cancelled),
            _ => None,
        },
        aliases: Vec::new(),
    };
    let mut settings = honjo::settings();
    settings.judgments = Judgments::new(codes.iter().enumerate().map(judgment).collect());
    for at in 0..year.plans.len() {
        for (stage, field) in JUDGED.into_iter().enumerate() {
            set(&mut year, at, field, judged(codes[(at + stage) % codes.len()]));
        }
    }
    let read = printed("eleven-judgments", &year, &settings);
    for at in 0..11 {
        assert!(read.contains(&format!("第{at}段階の評価に当たる")), "{at}");
    }
    let broken = words(&year, &settings).into_iter().filter(|word| word == "9.").count();
    assert_eq!(broken, 0, "shares of 9.1 that break");
}

#[test]
fn names_of_80_characters_and_texts_of_4000() {
    let mut year = six();
    let words = |text: &str, length| text.chars().cycle().take(length).collect::<String>();
    let name = words("市民とともに歩む持続可能な行財政運営の確立に向けた公共施設等の総合的な管理", 80);
    let long = words("窓口の混雑を減らすため、予約制を試行し、待ち時間を測った。", 4_000);
    let latin = "The quick brown fox jumps over the lazy dog (R5: 12.5%, 3,400 items). ".repeat(12);
    let listed = "①窓口の改善\n②申請の電子化\n\t（1）\t様式の統一\n・予約\n".repeat(6);
    for plan in &mut year.plans {
        plan.name = name.as_str().into();
        plan.department = name.as_str().into();
    }
    for field in [Field::Status, Field::Reason, Field::Remedy, Field::CouncilOpinion] {
        for (at, own) in [&long, &latin, &listed].into_iter().enumerate() {
            set(&mut year, at, field.clone(), text(own));
        }
    }
    let read = printed("long", &year, &honjo::settings());
    for own in [&long, &latin, &listed] {
        assert!(read.matches(&squeezed(own)).count() >= 4, "{own}");
    }
    assert!(read.matches(&name).count() >= 12);
}

#[test]
fn characters_that_no_font_has_are_shown_as_geta() {
    let mut year = six();
    let typed = "変体仮名の\u{1B002}と\u{1B11F}、𠮷野家、髙﨑、葛\u{E0100}城、😀を記載";
    set(&mut year, 0, Field::Status, text(typed));
    let read = printed("rare", &year, &honjo::settings());
    assert!(read.contains("変体仮名の〓と〓、𠮷野家、髙﨑、葛城、〓を記載"), "{read}");
}

#[test]
fn a_year_in_which_every_sheet_is_blank() {
    let mut year = six();
    for plan in &mut year.plans {
        plan.fields = Fields::default();
    }
    let read = printed("blank", &year, &honjo::settings());
    assert!(year.plans.iter().all(|plan| read.contains(&squeezed(&plan.name))));
    assert!(!read.contains("改革分野別の構成"), "a chart without a bar: {read}");
}

#[test]
fn a_year_for_which_no_sheet_has_come() {
    let mut year = six();
    for plan in &mut year.plans {
        plan.status = PlanStatus::Missing;
        plan.fields = Fields::default();
        plan.source = None;
    }
    let read = printed("missing", &year, &honjo::settings());
    assert!(read.matches("未提出").count() >= 6, "{read}");
}

#[test]
fn a_year_in_which_every_plan_is_given_up() {
    let mut year = six();
    for at in 0..year.plans.len() {
        for field in JUDGED {
            set(&mut year, at, field, judged("中止"));
        }
    }
    let read = printed("given-up", &year, &honjo::settings());
    assert!(read.contains("100.0"), "{read}");
}
