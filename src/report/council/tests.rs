//! What the report says of the sample year, sentence by sentence.

use crate::model::{Field, PlanStatus, Stage};

use super::honjo;
use super::{ChapterBody, CouncilReport, build_council_report};

fn report(stage: Stage) -> CouncilReport {
    build_council_report(&honjo::year(stage), &honjo::settings(), &[])
}

fn paragraphs(report: &CouncilReport) -> &[String] {
    match &report.chapters[0].body {
        ChapterBody::Overview(overview) => &overview.paragraphs,
        other => panic!("the first chapter is {other:?}"),
    }
}

#[test]
fn the_confirmed_edition_sums_up_the_year_in_words() {
    let mut year = honjo::year(Stage::Confirmed);
    year.is_final = true;
    let report = build_council_report(&year, &honjo::settings(), &[]);
    assert_eq!(
        paragraphs(&report),
        [
            "令和５年度（2023年度）は、50計画の全てについて実行課から実施計画シートの提出を受け、行政改革推進本部及び行政改革審議会の審議を経て、評価を確定した。",
            "確定した評価は、「Ｂ（目標どおり）」が30計画（60.0％）と最も多く、「Ａ（目標を上回る）」が９計画（18.0％）、「Ｃ（目標を下回る）」が８計画（16.0％）である。審議の過程で４計画の評価が変更された。「達成」の２計画と「中止」の１計画は令和５年度で終了し、残る47計画は令和６年度も継続する。",
        ]
    );
    assert_eq!(report.cover.unconfirmed, None);
    assert_eq!(report.cover.facts[2].1, "確定（令和６年７月11日）");
}

#[test]
fn the_paper_for_headquarters_speaks_of_self_evaluations() {
    let report = report(Stage::Headquarters);
    assert_eq!(
        paragraphs(&report),
        [
            "令和５年度（2023年度）は、50計画の全てについて実行課から実施計画シートの提出を受け、自己評価を取りまとめた。",
            "自己評価は、「Ｂ（目標どおり）」が30計画（60.0％）と最も多く、「Ａ（目標を上回る）」が10計画（20.0％）、「Ｃ（目標を下回る）」が７計画（14.0％）である。「達成」の２計画と「中止」の１計画は、評価が確定すれば令和５年度で終了する。",
        ]
    );
    assert_eq!(report.cover.edition.as_deref(), Some("行政改革推進本部　審議資料"));
    assert_eq!(report.cover.unconfirmed.as_deref(), Some("未確定"));
}

#[test]
fn a_plan_without_a_sheet_is_said_and_listed() {
    let mut year = honjo::year(Stage::Confirmed);
    for (at, status) in [(2, PlanStatus::Missing), (4, PlanStatus::Held)] {
        year.plans[at].status = status;
        year.plans[at].fields = crate::model::Fields::default();
        year.plans[at].source = None;
    }
    let report = build_council_report(&year, &honjo::settings(), &[]);
    assert!(
        paragraphs(&report)[0].starts_with("令和５年度（2023年度）は、対象とする50計画のうち48計画について")
    );
    assert!(paragraphs(&report)[0].ends_with("未提出は１計画、シートの内容を確認中のものは１計画である。"));
    let rows: usize = report
        .chapters
        .iter()
        .map(|chapter| match &chapter.body {
            ChapterBody::List(list) => {
                assert_eq!(list.areas[0].rows[2].status.as_deref(), Some("未提出"));
                list.areas.iter().map(|area| area.rows.len()).sum()
            }
            ChapterBody::Sheets(sheets) => {
                assert_eq!(sheets.pages[4].notes, ["提出されたシートの内容を確認中"]);
                sheets.pages.len()
            }
            _ => 0,
        })
        .sum();
    assert_eq!(rows, 100, "50 rows in the list and 50 sheets");
}

#[test]
fn chapters_hold_the_rows_of_the_sample() {
    for chapter in report(Stage::Confirmed).chapters {
        match chapter.body {
            ChapterBody::Changes(changes) => {
                assert_eq!(changes.paragraph, "審議の過程で、本部が２計画、審議会が２計画の評価を変更した。");
                let keys: Vec<String> = changes.rows.iter().map(|row| row.plan.key.to_string()).collect();
                assert_eq!(keys, ["1-10", "1-12", "2-02", "3-03"]);
            }
            ChapterBody::Ended(ended) => assert_eq!(ended.rows.len(), 3),
            ChapterBody::Below(below) => {
                assert_eq!(below.rows.len(), 8);
                let tags: Vec<&str> = below.rows.iter().filter_map(|row| row.tag.as_deref()).collect();
                assert_eq!(tags, ["審議会で変更"]);
            }
            ChapterBody::Comparison(comparison) => {
                assert_eq!(
                    comparison.paragraph,
                    "令和５年度は計画期間の初年度であるため、比較する年度はない。"
                );
                assert_eq!(comparison.table, None);
            }
            _ => {}
        }
    }
}

#[test]
fn names_of_persons_are_not_passed_on() {
    let mut year = honjo::year(Stage::Confirmed);
    let origin = year.plans[0].fields.origin(&Field::Status).cloned().expect("it is filled in");
    for field in [Field::Author, Field::Extension] {
        let value = crate::model::Value::Text("記入した人の名".to_owned());
        year.plans[0].fields.insert(field, crate::model::Sourced::read(value, "", origin.clone()));
    }
    let report = build_council_report(&year, &honjo::settings(), &[]);
    assert!(!format!("{report:?}").contains("記入した人の名"));
}

#[test]
fn the_second_year_is_compared_with_the_first() {
    let report = build_council_report(&honjo::second_year(), &honjo::settings(), &[]);
    for chapter in report.chapters {
        match chapter.body {
            ChapterBody::Comparison(comparison) => {
                assert_eq!(
                    comparison.paragraph,
                    "対象の計画は、前年度から１計画減の49計画である。評価別（令和６年度は自己評価）では、「達成」は同数の２計画、「Ａ」は１計画減の８計画、「Ｂ」は３計画増の33計画、「Ｃ」は３計画減の５計画、「中止」は同数の１計画である。"
                );
                let table = comparison.table.expect("R5 is closed");
                let points: Vec<&str> = table.rows.iter().map(|row| row.points.as_str()).collect();
                assert_eq!(points, ["0.1", "▲1.7", "7.3", "▲5.8", "0.0", "－"]);
                assert_eq!(comparison.history.map(|chart| chart.bars.len()), Some(2));
            }
            ChapterBody::Responses(responses) => {
                assert!(
                    responses.paragraph.starts_with(
                        "令和６年度に対象とする計画のうち、令和５年度の審議で意見があったものは"
                    )
                );
                assert_eq!(responses.whole.len(), 1);
            }
            _ => {}
        }
    }
}

#[test]
fn in_the_last_year_nothing_continues() {
    let mut year = honjo::year(Stage::Confirmed);
    year.is_final = true;
    let mut settings = honjo::settings();
    settings.period.end = honjo::R5;
    for plan in &mut year.plans {
        let origin = plan.fields.origin(&Field::FinalJudgment).cloned().expect("it is confirmed");
        let ends =
            plan.fields.judgment(&Field::FinalJudgment).is_some_and(|code| settings.judgments.ends(code));
        let text = if ends { "計画終了" } else { "検討" };
        let value = crate::model::Sourced::derived(crate::model::Value::Text(text.to_owned()), text, origin);
        plan.fields.insert(Field::Disposition, value);
    }
    let report = build_council_report(&year, &settings, &[]);
    assert!(paragraphs(&report)[1].ends_with(
        "「達成」の２計画と「中止」の１計画は令和５年度で終了し、残る47計画については、令和６年度以降の実施計画で継続するか終了するかを検討する。"
    ));
    let printed = format!("{report:?}");
    assert!(!printed.contains("計画継続\")"), "no plan continues in the last year");
    let ChapterBody::Overview(overview) = &report.chapters[0].body else { panic!("the first chapter") };
    assert_eq!(overview.flow.back, "意見に基づき取組方法等の見直し（次期計画の検討に反映）");
}

#[test]
fn the_overview_opens_with_the_outline() {
    let report = report(Stage::Confirmed);
    let ChapterBody::Overview(overview) = &report.chapters[0].body else { panic!("the first chapter") };
    assert_eq!(
        overview.outline.as_deref(),
        Some(
            "本庄市行政改革大綱実施計画は、「スマート自治体への転換と持続可能な行政経営への挑戦」を目標として、令和５年度から令和９年度までの取組を定めたものである。"
        )
    );
}
