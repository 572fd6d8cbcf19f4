//! Pages of the papers: every datum is printed, nothing overlaps, nothing leaves the type area.

use crate::layout::Item;
use crate::layout::page_checks::{faults, read_aloud, squeezed, stripped};
use crate::model::{Field, FiscalYear, OutlineItem, Sourced, Stage, ThousandYen, Value, Year};
use crate::report::papers::{
    Paper, corrections_paper, opinion_form_paper, period_summary_paper, plan_list_paper, result_notice_paper,
};
use crate::report::period_summary::tests::last_year;
use crate::report::result_notice::result_notices;
use crate::report::{honjo, sample};
use crate::review::{as_closed, corrections};

use super::lay_out_paper;

/// The sample city's first year with texts that are hard to set.
fn hard_year() -> Year {
    let mut year = honjo::year();
    let long =
        "長い文章を記載した場合にも、文字が欠けたり、枠からはみ出したりせず、次のページに続く。".repeat(40);
    let name = "市ホームページを見やすく、分かりやすくし、誰もが必要な情報にたどり着けるようにするための全庁的な見直しと職員研修の実施";
    year.plans[1].name = name.into();
    year.ledger.plans[1].name = name.into();
    year.ledger.plans[2].end = Some(FiscalYear(2023));
    for (item, text) in [
        ("目標", "持続可能な行政経営"),
        ("改革の視点", "ICTの積極的な活用"),
        ("改革の視点", "庁内連携の強化"),
        ("用語", "スマート自治体：効率的にサービスを提供する自治体。"),
    ] {
        year.ledger.outline.push(OutlineItem { item: item.to_owned(), text: text.to_owned() });
    }
    year.ledger.areas[0].content = Some("行政サービスの向上に努めます。".to_owned());
    year.ledger.areas[0].means = vec!["デジタル化を検討します。".to_owned(), "連携を図ります。".to_owned()];
    let opinion = year.plans[0].fields.get(&Field::Status).cloned().expect("a text");
    year.plans[3].fields.insert(Field::CouncilOpinion, Sourced { value: Value::Text(long), ..opinion });
    year
}

/// The same as the period's last year, after four years with the same plans.
fn hard_last_year() -> Year {
    let mut year = hard_year();
    let years = 2023..2027;
    year.earlier = years
        .map(|y| {
            let mut closed = as_closed(&year);
            closed.year = FiscalYear(y);
            closed
        })
        .collect();
    year.year = FiscalYear(2027);
    year
}

/// A city with one body, fields of its own in the list, and amounts of ten digits.
fn other_city() -> Vec<Paper> {
    let (mut year, mut settings) = (hard_last_year(), honjo::city());
    settings.headquarters = None;
    settings.publish = ["市民の声の反映状況", "備考"].map(|name| Field::Custom(name.into())).to_vec();
    let status = year.plans[0].fields.get(&Field::Status).cloned().expect("a text");
    for (at, plan) in year.plans.iter_mut().enumerate().filter(|(at, _)| at % 3 == 0) {
        plan.fields.insert(settings.publish[0].clone(), status.clone());
        let amount = Value::Money(ThousandYen(-1_234_567_890 - at as i64));
        plan.fields.insert(Field::Benefit(year.year), Sourced { value: amount, ..status.clone() });
    }
    let list = plan_list_paper(&year, &settings);
    let form = opinion_form_paper(&year, &settings);
    [list, form].into_iter().chain(period_summary_paper(&year, &settings)).collect()
}

/// Every kind of paper, of the small year and of the hard one.
fn papers() -> Vec<Paper> {
    let mut papers = Vec::new();
    for (year, settings) in [(sample::small_year(), sample::city()), (hard_year(), honjo::city())] {
        papers.push(plan_list_paper(&year, &settings));
        papers.push(opinion_form_paper(&year, &settings));
        let notices = result_notices(&year, &settings);
        papers.extend(notices.iter().map(|notice| result_notice_paper(notice, &year, &settings)));
        let mut after = year.clone();
        after.plans[0].fields.remove(&Field::FinalJudgment);
        after.plans[3].fields.remove(&Field::CouncilOpinion);
        let found = corrections(&as_closed(&year), &as_closed(&after));
        papers.push(corrections_paper(&after, &settings, &found));
    }
    papers.extend(other_city());
    papers.extend(period_summary_paper(&last_year(), &sample::city()));
    papers.extend(period_summary_paper(&hard_last_year(), &honjo::city()));
    papers
}

#[test]
fn every_datum_is_printed_whole() {
    for paper in papers() {
        let printed = read_aloud(&lay_out_paper(&paper));
        for text in paper.texts() {
            assert!(printed.contains(&squeezed(&text)), "{}: not printed: {text}", paper.title);
        }
    }
}

/// The small year with 5,000 characters in every text that departments and
/// bodies write, with lines and marks of their own, and the same corrected.
fn papers_of_the_longest_texts() -> Vec<Paper> {
    let (mut year, settings) = (sample::small_year(), sample::city());
    let long: String =
        "市民の声を聞き、窓口（12か所）を見直した。\n①案内の改善、\n・https://example.jp/a?b=c 「参照」"
            .chars()
            .cycle()
            .take(5_000)
            .collect();
    for plan in &mut year.plans {
        let texts = [Field::Status, Field::Reason, Field::Remedy, Field::HqOpinion, Field::CouncilOpinion];
        let Some(status) = plan.fields.get(&Field::Status).cloned() else { continue };
        for field in texts {
            plan.fields.insert(field, Sourced { value: Value::Text(long.clone()), ..status.clone() });
        }
    }
    let mut settings_with_texts = settings.clone();
    settings_with_texts.publish = vec![Field::Status, Field::Reason];
    let mut after = year.clone();
    for plan in &mut after.plans {
        plan.fields.remove(&Field::CouncilOpinion);
    }
    let found = corrections(&as_closed(&year), &as_closed(&after));
    assert!(!found.is_empty(), "an opinion of 5,000 characters was taken back");
    let notices = result_notices(&year, &settings);
    let letters = notices.iter().map(|notice| result_notice_paper(notice, &year, &settings));
    let others = [
        plan_list_paper(&year, &settings_with_texts),
        opinion_form_paper(&year, &settings),
        corrections_paper(&after, &settings, &found),
    ];
    letters.chain(others).collect()
}

#[test]
fn texts_of_5000_characters_are_printed_whole_and_in_their_place_in_every_paper() {
    for paper in papers_of_the_longest_texts() {
        let pages = lay_out_paper(&paper);
        assert_eq!(faults(&pages), Vec::<String>::new(), "{}", paper.title);
        let printed = read_aloud(&pages);
        for text in paper.texts() {
            assert!(printed.contains(&squeezed(&text)), "{}: not printed: {text}", paper.title);
        }
    }
}

#[test]
fn the_plan_list_names_every_plan_of_the_ledger() {
    let (year, settings) = (hard_year(), honjo::city());
    let printed = read_aloud(&lay_out_paper(&plan_list_paper(&year, &settings)));
    for plan in &year.ledger.plans {
        assert!(printed.contains(&squeezed(&plan.name)), "{}", plan.name);
        assert!(printed.contains(&*plan.department), "{}", plan.department);
    }
    for text in [
        "令和５年度（2023年度）から令和９年度（2027年度）までの５年間とします。",
        "令和９年度の年度末評価でＡ・Ｂ・Ｃと判定された計画については、令和10年度以降の実施計画で",
        "○庁内連携の強化",
        "※スマート自治体：",
        "１行政サービス改革2321",
    ] {
        assert!(printed.contains(text), "not printed: {text}");
    }
}

#[test]
fn a_form_shows_the_judgments_that_its_readers_have() {
    let mut year = hard_year();
    let heads = |year: &Year| -> Vec<String> {
        let texts = opinion_form_paper(year, &honjo::city()).texts();
        texts
            .into_iter()
            .filter(|text| ["自己評価", "本部評価", "確定評価"].contains(&text.as_str()))
            .collect()
    };
    assert_eq!(heads(&year), ["自己評価", "本部評価"], "the council's form does not show its own judgment");
    year.stage = Stage::Headquarters;
    assert_eq!(heads(&year), ["自己評価"]);
}

#[test]
fn texts_stand_in_the_type_area_and_not_on_each_other() {
    for paper in papers() {
        assert_eq!(faults(&lay_out_paper(&paper)), [""; 0], "{}", paper.title);
    }
}

#[test]
fn chapters_and_plans_stand_in_the_outline() {
    let year = hard_year();
    let outline = |paper: &Paper| -> Vec<String> {
        let pages = lay_out_paper(paper);
        let items = pages.iter().flat_map(|page| &page.items);
        let titles = items.filter_map(|placed| match &placed.item {
            Item::Anchor(anchor) => anchor.outline.clone().map(|(_, title)| title),
            _ => None,
        });
        titles.collect()
    };
    assert_eq!(
        outline(&plan_list_paper(&year, &honjo::city())),
        [
            "１　大綱の目標と改革の視点",
            "２　計画期間",
            "３　年度末評価の評価基準",
            "４　計画数",
            "改革分野１　行政サービス改革",
            "改革分野２　業務改善・効率化改革",
            "改革分野３　財政改革",
        ]
    );
    let notice = &result_notices(&year, &honjo::city())[0];
    let letter = result_notice_paper(notice, &year, &honjo::city());
    assert_eq!(outline(&letter).len(), notice.plans.len());
}

#[test]
fn the_same_paper_gives_the_same_pages() {
    for (a, b) in papers().iter().zip(&papers()) {
        assert_eq!(stripped(lay_out_paper(a)), stripped(lay_out_paper(b)));
    }
}
