//! Sentences that have to hold where a year is unlike the sample's: one plan,
//! one body, nothing judged, nothing said, nothing measured.

use crate::model::{
    Compare, Field, Judgment, JudgmentCode, Judgments, Next, PlanStatus, Sourced, Stage, Value, Year,
};
use crate::settings::Settings;

use super::honjo;
use super::{ChapterBody, CouncilReport, build_council_report};

const JUDGED: [Field; 3] = [Field::SelfJudgment, Field::HqJudgment, Field::FinalJudgment];

fn confirmed() -> Year {
    Year { is_final: true, ..honjo::year(Stage::Confirmed) }
}

fn report(year: &Year) -> CouncilReport {
    build_council_report(year, &honjo::settings(), &[])
}

/// Judges plans anew, at every stage alike.
fn judge(year: &mut Year, code_of: impl Fn(usize) -> &'static str) {
    for (at, plan) in year.plans.iter_mut().enumerate() {
        for field in JUDGED {
            let origin = plan.fields.origin(&field).cloned().expect("every plan is judged");
            let value = Value::Judgment(JudgmentCode(code_of(at).into()));
            plan.fields.insert(field, Sourced::read(value, code_of(at), origin));
        }
    }
}

fn overview(report: &CouncilReport) -> &[String] {
    let ChapterBody::Overview(overview) = &report.chapters[0].body else { panic!("the first chapter") };
    &overview.paragraphs
}

/// The paragraph with which each chapter opens, by its title.
fn opening(report: &CouncilReport, title: &str) -> String {
    let chapter = report.chapters.iter().find(|chapter| chapter.title.contains(title));
    match &chapter.unwrap_or_else(|| panic!("no chapter {title}")).body {
        ChapterBody::Overview(body) => body.paragraphs.concat(),
        ChapterBody::Summary(body) => body.paragraph.clone().unwrap_or_default(),
        ChapterBody::Comparison(body) => body.paragraph.clone(),
        ChapterBody::Changes(body) => body.paragraph.clone(),
        ChapterBody::Ended(body) => body.paragraph.clone(),
        ChapterBody::Below(body) => body.paragraph.clone(),
        ChapterBody::Benefit(body) => body.paragraph.clone(),
        ChapterBody::Responses(body) => body.paragraph.clone(),
        ChapterBody::List(_) | ChapterBody::Sheets(_) | ChapterBody::Reference(_) => String::new(),
    }
}

#[test]
fn a_year_in_which_every_plan_is_achieved() {
    let mut year = confirmed();
    judge(&mut year, |_| "達成");
    let report = report(&year);
    assert_eq!(
        overview(&report)[1],
        "確定した評価は、50計画の全てが「達成（計画達成）」である。審議の過程で評価が変更された計画はない。「達成」の50計画は令和５年度で終了する。"
    );
    assert_eq!(
        opening(&report, "総括表"),
        "「達成」は行政サービス改革で100.0％、業務改善・効率化改革で100.0％、財政改革で100.0％を占める。終了する計画は、行政サービス改革の23計画、業務改善・効率化改革の17計画と財政改革の10計画である。"
    );
    assert_eq!(opening(&report, "目標を下回った"), "目標を下回る「Ｃ」と評価された計画はない。");
    assert_eq!(opening(&report, "終了する計画"), "次の50計画は、令和５年度で終了する。");
}

#[test]
fn judgments_that_no_plan_got_are_not_spoken_of() {
    let mut year = confirmed();
    judge(&mut year, |at| if at < 23 { "B" } else { "C" });
    let report = report(&year);
    assert_eq!(
        overview(&report)[1],
        "確定した評価は、「Ｃ（目標を下回る）」が27計画（54.0％）と最も多く、「Ｂ（目標どおり）」が23計画（46.0％）である。審議の過程で評価が変更された計画はない。終了する計画はなく、50計画は令和６年度も継続する。"
    );
    assert_eq!(
        opening(&report, "総括表"),
        "「Ｃ」は業務改善・効率化改革で100.0％、財政改革で100.0％を占め、行政サービス改革にはない。"
    );
    assert_eq!(opening(&report, "終了する計画"), "令和５年度に達成・中止と評価され、終了する計画はない。");
}

#[test]
fn two_judgments_that_are_as_frequent_are_both_named() {
    let mut year = confirmed();
    judge(&mut year, |at| if at % 2 == 0 { "A" } else { "B" });
    let report = report(&year);
    let text = &overview(&report)[1];
    let says = "確定した評価は、「Ａ（目標を上回る）」及び「Ｂ（目標どおり）」がそれぞれ25計画（50.0％）と最も多い。";
    assert!(text.starts_with(says), "{text}");
}

#[test]
fn an_area_without_plans_is_not_spoken_of() {
    let mut year = confirmed();
    year.plans.retain(|plan| plan.key.area != 3);
    let report = report(&year);
    for title in ["概要", "総括表", "終了する計画"] {
        assert!(!opening(&report, title).contains("財政改革"), "{title}");
    }
    let ChapterBody::Overview(overview) = &report.chapters[0].body else { panic!("the first chapter") };
    assert!(overview.key_figures[0].detail.starts_with("２分野・"));
}

#[test]
fn a_year_of_one_plan() {
    let mut year = confirmed();
    year.plans.truncate(1);
    let report = report(&year);
    assert_eq!(
        overview(&report),
        [
            "令和５年度（2023年度）は、対象とする１計画について実行課から実施計画シートの提出を受け、行政改革推進本部及び行政改革審議会の審議を経て、評価を確定した。",
            "確定した評価は、１計画が「Ｂ（目標どおり）」である。審議の過程で評価が変更された計画はない。終了する計画はなく、１計画は令和６年度も継続する。",
        ]
    );
    assert_eq!(opening(&report, "総括表"), "「Ｂ」は行政サービス改革で100.0％を占める。");
    let ChapterBody::Overview(overview) = &report.chapters[0].body else { panic!("the first chapter") };
    assert_eq!(
        overview.submission.notes,
        ["「－」は該当がないことを示す。"],
        "no department is counted twice"
    );
}

#[test]
fn what_ends_and_goes_on_is_conditional_until_the_year_is_closed() {
    let open = Year { is_final: false, ..confirmed() };
    let report = report(&open);
    let text = &overview(&report)[1];
    assert!(text.starts_with("審議を経た評価は、"), "{text}");
    let says = "「達成」の２計画と「中止」の１計画は、評価が確定すれば令和５年度で終了し、残る47計画は令和６年度も継続する。";
    assert!(text.ends_with(says), "{text}");
    assert_eq!(opening(&report, "終了する計画"), "次の３計画は、評価が確定すれば令和５年度で終了する。");
}

#[test]
fn plans_without_a_judgment_are_not_among_the_rest() {
    let mut year = confirmed();
    for at in [2, 4] {
        year.plans[at].status = PlanStatus::Missing;
        year.plans[at].fields = crate::model::Fields::default();
    }
    let report = report(&year);
    let text = &overview(&report)[1];
    assert!(text.ends_with("令和５年度で終了し、「Ａ・Ｂ・Ｃ」の45計画は令和６年度も継続する。"), "{text}");
}

#[test]
fn before_any_sheet_has_come_no_evaluation_is_spoken_of() {
    let mut year = honjo::year(Stage::Headquarters);
    for plan in &mut year.plans {
        plan.status = PlanStatus::Missing;
        plan.fields = crate::model::Fields::default();
    }
    let report = report(&year);
    assert_eq!(
        overview(&report),
        [
            "令和５年度（2023年度）は、対象とする50計画のいずれについても、集計できる実施計画シートがない。未提出は50計画である。"
        ]
    );
    assert_eq!(opening(&report, "総括表"), "");
    assert_eq!(opening(&report, "目標を下回った"), "評価のある計画はまだない。");
    assert_eq!(opening(&report, "終了する計画"), "評価のある計画はまだない。");
    assert_eq!(opening(&report, "効果額"), "効果額の記載がある計画はない。");
}

#[test]
fn a_year_without_any_plan() {
    let mut year = honjo::year(Stage::Headquarters);
    year.plans.clear();
    assert_eq!(overview(&report(&year)), ["令和５年度（2023年度）は、対象とする計画がない。"]);
}

#[test]
fn a_city_with_one_body_and_its_own_judgments() {
    let grade = |code: &str, meaning: &str, compare| Judgment {
        code: JudgmentCode(code.into()),
        meaning: meaning.to_owned(),
        next: Next::Continue,
        compare,
        kind: None,
        aliases: Vec::new(),
    };
    let settings = Settings {
        headquarters: None,
        judgments: Judgments::new(vec![
            grade("S", "極めて優れている", Compare::Above),
            grade("A", "優れている", Compare::Above),
            grade("B", "計画どおり", Compare::Equal),
            grade("C", "やや遅れている", Compare::Below),
            grade("D", "遅れている", Compare::Below),
        ]),
        ..honjo::settings()
    };
    let mut year = confirmed();
    judge(&mut year, |at| ["S", "A", "B", "B", "D"][at % 5]);
    let report = build_council_report(&year, &settings, &[]);
    assert!(overview(&report)[0].ends_with("行政改革審議会の審議を経て、評価を確定した。"));
    assert!(!overview(&report)[0].contains("本部"));
    assert_eq!(
        overview(&report)[1],
        "確定した評価は、「Ｂ（計画どおり）」が20計画（40.0％）と最も多く、「Ｓ（極めて優れている）」が10計画（20.0％）、「Ａ（優れている）」が10計画（20.0％）、「Ｄ（遅れている）」が10計画（20.0％）である。審議の過程で評価が変更された計画はない。終了する計画はなく、50計画は令和６年度も継続する。"
    );
    assert!(
        opening(&report, "目標を下回った")
            .starts_with("目標を下回る「Ｃ・Ｄ」と評価された計画は10計画であり、")
    );
    assert_eq!(opening(&report, "終了する計画"), "計画を終了する判定区分は設けていない。");
    let ChapterBody::Overview(overview) = &report.chapters[0].body else { panic!("the first chapter") };
    let labels: Vec<&str> = overview.key_figures.iter().map(|figure| figure.label.as_str()).collect();
    assert_eq!(labels, ["評価の対象", "目標どおり以上", "目標を下回る", "評価の変更"]);
}

#[test]
fn a_year_in_which_the_bodies_said_nothing() {
    let mut year = confirmed();
    year.whole_opinions.clear();
    judge(&mut year, |_| "B");
    for plan in &mut year.plans {
        plan.fields.remove(&Field::HqOpinion);
        plan.fields.remove(&Field::CouncilOpinion);
    }
    let report = report(&year);
    for chapter in &report.chapters {
        match &chapter.body {
            ChapterBody::Changes(changes) => {
                assert_eq!(changes.whole_note.as_deref(), Some("全体に関する意見はなかった。"));
                assert_eq!(changes.paragraph, "審議の過程で評価が変更された計画はない。");
            }
            ChapterBody::Sheets(sheets) => {
                assert!(sheets.pages.iter().all(|page| page.lines.0 == "備考"), "there is nothing to answer");
            }
            _ => {}
        }
    }
}

#[test]
fn a_year_without_indicators_and_amounts_explains_neither() {
    let mut year = confirmed();
    for plan in &mut year.plans {
        let fields: Vec<Field> = plan.fields.iter().map(|(field, _)| field.clone()).collect();
        for field in fields {
            if matches!(field, Field::Indicator(..) | Field::Benefit(_)) {
                plan.fields.remove(&field);
            }
        }
    }
    let report = report(&year);
    assert_eq!(opening(&report, "効果額"), "効果額の記載がある計画はない。");
    for chapter in &report.chapters {
        match &chapter.body {
            ChapterBody::Sheets(sheets) => {
                assert!(sheets.guide.rows.iter().all(|(_, text)| !text.contains("目標値")));
                assert!(sheets.pages.iter().all(|page| page.years.indicators.is_empty()));
            }
            ChapterBody::Below(below) => assert!(below.rows.iter().all(|row| row.figures.is_empty())),
            _ => {}
        }
    }
}

#[test]
fn opinions_of_the_year_before_are_counted_as_those_on_this_years_plans() {
    let year = honjo::second_year();
    let said =
        |fields: &crate::model::Fields| fields.has(&Field::HqOpinion) || fields.has(&Field::CouncilOpinion);
    let due = |key| year.plans.iter().any(|plan| plan.key == key);
    let all = year.earlier[0].plans.iter().filter(|plan| said(&plan.fields));
    let (here, gone): (Vec<_>, Vec<_>) = all.partition(|plan| due(plan.key));
    assert!(!gone.is_empty(), "an opinion on a plan that ended");
    let says = format!(
        "令和６年度に対象とする計画のうち、令和５年度の審議で意見があったものは{}計画であり、実行課の対応は次のとおりである。",
        here.len()
    );
    assert_eq!(opening(&report(&year), "前年度意見"), says);
}

#[test]
fn a_year_before_with_an_opinion_on_the_whole_only() {
    let mut year = honjo::second_year();
    for plan in &mut year.earlier[0].plans {
        plan.fields.remove(&Field::HqOpinion);
        plan.fields.remove(&Field::CouncilOpinion);
    }
    let answers = [Field::LastHqOpinion, Field::LastCouncilOpinion, Field::Response, Field::Revision];
    for plan in &mut year.plans {
        for field in &answers {
            plan.fields.remove(field);
        }
    }
    assert_eq!(opening(&report(&year), "前年度意見"), "令和５年度の審議では、次の全体意見があった。");
    year.earlier[0].whole_opinions.clear();
    assert_eq!(opening(&report(&year), "前年度意見"), "前年度の意見はない。");
}

#[test]
fn a_years_sum_stays_what_it_was_when_its_plans_end() {
    let report = report(&honjo::second_year());
    let chapter = report.chapters.iter().find_map(|chapter| match &chapter.body {
        ChapterBody::Benefit(benefit) => Some(benefit),
        _ => None,
    });
    let benefit = chapter.expect("a chapter");
    // R5 was reported with 115,926.
    assert_eq!(
        benefit.paragraph,
        "令和６年度の効果額は、33計画の合計で150,002千円である。令和５年度からの累計は265,928千円である。"
    );
    let by_area = benefit.by_area.as_ref().expect("a table");
    assert_eq!(by_area.rows.last().expect("a total").cells[3..], ["115,926", "150,002", "265,928"]);
    assert_eq!(by_area.notes[1], "過年度の額には、前年度までに終了した計画の額を含む。");
    let by_plan = benefit.by_plan.as_ref().expect("a table");
    let gone = by_plan.rows.iter().find(|row| row.cells[0] == "1-13").expect("the plan that ended");
    assert_eq!(gone.cells[1..], ["窓口発券機の設置（R5で終了）", "支所市民福祉課", "▲1,240", "－", "▲1,240"]);
}
