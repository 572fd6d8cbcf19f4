//! 1 評価の概要: what the figures say, in sentences and in five key figures.

use crate::model::{Compare, Judgment, Kind, Next, PlanStatus, Year};
use crate::report::figures;
use crate::report::totals::Share;

use super::criteria::{Criteria, build_criteria};
use super::edition::Edition;
use super::flow::{Flow, build_flow};
use super::parts::Grid;
use super::prose;
use super::submission::build_submission;

/// Chapter 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// What the plans carry out: the outline's goal, where the ledger has them.
    pub outline: Option<String>,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// Up to five figures side by side.
    pub key_figures: Vec<KeyFigure>,
    /// （１）
    pub flow: Flow,
    /// （２）
    pub criteria: Criteria,
    /// （３）
    pub submission: Grid,
}

/// A figure set large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFigure {
    /// `目標どおり以上`
    pub label: String,
    /// `41`
    pub number: String,
    /// `計画`
    pub unit: String,
    /// `達成・Ａ・Ｂ　82.0％`
    pub detail: String,
}

pub(super) fn build_overview(edition: &Edition<'_>) -> Overview {
    let mut paragraphs = vec![submission_sentence(edition)];
    let judged = edition.leading_counts().judged();
    if judged > 0 {
        let mut second = vec![distribution_sentence(edition)];
        second.extend(change_sentence(edition));
        second.extend(ending_sentence(edition));
        paragraphs.push(second.concat());
    }
    Overview {
        outline: outline_sentence(edition),
        paragraphs,
        key_figures: key_figures(edition),
        flow: build_flow(edition),
        criteria: build_criteria(edition),
        submission: build_submission(edition),
    }
}

/// 大綱の目標 in a sentence; the rest of the outline stands in 参考.
fn outline_sentence(edition: &Edition<'_>) -> Option<String> {
    let goals = edition.year.ledger.outline.iter().filter(|item| item.item == "目標");
    let goals: Vec<String> = goals.map(|item| format!("「{}」", item.text.trim_end_matches('。'))).collect();
    if goals.is_empty() {
        return None;
    }
    let period = edition.settings.period;
    Some(format!(
        "{}は、{}を目標として、{}から{}までの取組を定めたものである。",
        edition.settings.city.plan,
        prose::listed(&goals, "及び"),
        edition.long(period.start),
        edition.long(period.end)
    ))
}

/// Who sent in how much, and how far the evaluation has come.
fn submission_sentence(edition: &Edition<'_>) -> String {
    let all = &edition.totals.all;
    let year = format!("{}（{}年度）", edition.this_year(), edition.year.year.0);
    let plans = match (all.plans, all.submitted) {
        (0, _) => return format!("{year}は、対象とする計画がない。"),
        (due, 0) => {
            return format!(
                "{year}は、対象とする{}のいずれについても、集計できる実施計画シートがない。{}",
                prose::plans(due),
                missing_sentence(edition.year)
            );
        }
        (1, 1) => "対象とする１計画".to_owned(),
        (due, all) if due == all => format!("{}の全て", prose::plans(due)),
        (due, some) => format!("対象とする{}のうち{}", prose::plans(due), prose::plans(some)),
    };
    let received = format!("{year}は、{plans}について実行課から実施計画シートの提出を受け、");
    let names: Vec<String> = edition.met().into_iter().map(|body| edition.name(body).to_owned()).collect();
    let bodies = prose::listed(&names, "及び");
    let done = match (names.is_empty(), edition.is_confirmed(), edition.year.is_final) {
        (true, ..) => "自己評価を取りまとめた。".to_owned(),
        (false, true, true) => format!("{bodies}の審議を経て、評価を確定した。"),
        (false, true, false) => format!("{bodies}の審議を終えた。評価は、今後、確認を経て確定する。"),
        (false, false, _) => format!("{bodies}の審議を経て、評価を取りまとめた。"),
    };
    format!("{received}{done}{}", missing_sentence(edition.year))
}

fn missing_sentence(year: &Year) -> String {
    let count = |status| year.plans.iter().filter(|plan| plan.status == status).count();
    let (missing, held) = (count(PlanStatus::Missing), count(PlanStatus::Held));
    let mut parts = Vec::new();
    if missing > 0 {
        parts.push(format!("未提出は{}", prose::plans(missing)));
    }
    if held > 0 {
        parts.push(format!("シートの内容を確認中のものは{}", prose::plans(held)));
    }
    if parts.is_empty() { String::new() } else { format!("{}である。", parts.join("、")) }
}

/// Which judgment is how frequent. 「最も多く」 is said only where it is true
/// of all judgments, the ending ones included.
fn distribution_sentence(edition: &Edition<'_>) -> String {
    let counts = edition.leading_counts();
    let judged = counts.judged();
    let all: Vec<(&Judgment, usize)> = edition
        .settings
        .judgments
        .iter()
        .zip(counts.counts.iter().copied())
        .filter(|(_, count)| *count > 0)
        .collect();
    let subject = edition.leading_words();
    if let [(judgment, count)] = all[..] {
        let scope = if counts.without > 0 { "評価のある" } else { "" };
        return match count {
            1 => format!("{subject}は、{scope}１計画が{}である。", named(judgment)),
            _ => format!("{subject}は、{scope}{}の全てが{}である。", prose::plans(count), named(judgment)),
        };
    }
    let most = all.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let going: Vec<&(&Judgment, usize)> =
        all.iter().filter(|(judgment, _)| judgment.next == Next::Continue).collect();
    let top: Vec<&&(&Judgment, usize)> = going.iter().filter(|(_, count)| *count == most).collect();
    let rest: Vec<String> = going
        .iter()
        .filter(|(_, count)| *count != most)
        .map(|(judgment, count)| format!("{}が{}", named(judgment), with_share(*count, judged)))
        .collect();
    let ends_as_often = all.iter().any(|(judgment, count)| judgment.next == Next::End && *count == most);
    let head = match (&top[..], ends_as_often) {
        ([(judgment, count)], false) => {
            Some(format!("{}が{}と最も多", named(judgment), with_share(*count, judged)))
        }
        ([_, _, ..], false) => {
            let names: Vec<String> = top.iter().map(|(judgment, _)| named(judgment)).collect();
            Some(format!("{}がそれぞれ{}と最も多", prose::listed(&names, "及び"), with_share(most, judged)))
        }
        _ => None,
    };
    match head {
        Some(head) if rest.is_empty() => format!("{subject}は、{head}い。"),
        Some(head) => format!("{subject}は、{head}く、{}である。", rest.join("、")),
        None => {
            let every: Vec<String> = all
                .iter()
                .map(|(judgment, count)| format!("{}が{}", named(judgment), with_share(*count, judged)))
                .collect();
            format!("{subject}は、{}である。", every.join("、"))
        }
    }
}

/// `「Ｂ（目標どおり）」`
fn named(judgment: &Judgment) -> String {
    format!("「{}（{}）」", prose::printed_code(&judgment.code), judgment.meaning)
}

/// `30計画（60.0％）`
fn with_share(count: usize, of: usize) -> String {
    format!("{}（{}）", prose::plans(count), prose::percent(Share::of(count, of)))
}

fn change_sentence(edition: &Edition<'_>) -> Option<String> {
    if edition.met().is_empty() {
        return None;
    }
    Some(match edition.changed() {
        0 => "審議の過程で評価が変更された計画はない。".to_owned(),
        changed => format!("審議の過程で{}の評価が変更された。", prose::plans(changed)),
    })
}

/// What ends, what goes on; under a condition until the evaluation is settled.
fn ending_sentence(edition: &Edition<'_>) -> Option<String> {
    let (ends, goes_on) = (edition.count_next(Next::End), edition.count_next(Next::Continue));
    let year = edition.this_year();
    let condition = if edition.is_settled() { "" } else { "、評価が確定すれば" };
    let ending = format!("{}は{condition}{year}で終了", ending_plans(edition));
    if !edition.is_confirmed() {
        return (ends > 0).then(|| format!("{ending}する。"));
    }
    let after = edition.long(edition.year.year.next());
    let fate = if edition.is_last_year() {
        format!("については、{after}以降の実施計画で継続するか終了するかを検討する。")
    } else {
        format!("は{after}も継続する。")
    };
    let staying = staying_plans(edition);
    Some(match (ends, goes_on) {
        (0, 0) => return None,
        (0, _) => format!("終了する計画はなく、{staying}{fate}"),
        (_, 0) => format!("{ending}する。"),
        (_, _) => format!("{ending}し、{staying}{fate}"),
    })
}

/// `「達成」の２計画と「中止」の１計画`
fn ending_plans(edition: &Edition<'_>) -> String {
    let counts = edition.settings.judgments.iter().zip(&edition.leading_counts().counts);
    let ending: Vec<String> = counts
        .filter(|(judgment, count)| judgment.next == Next::End && **count > 0)
        .map(|(judgment, count)| format!("{}の{}", prose::quoted(&judgment.code), prose::plans(*count)))
        .collect();
    prose::listed(&ending, "と")
}

/// `残る47計画`; by their judgments where plans without one would be among the rest.
fn staying_plans(edition: &Edition<'_>) -> String {
    let counts = edition.leading_counts();
    let count = prose::plans(edition.count_next(Next::Continue));
    if counts.without > 0 {
        let codes = edition.settings.judgments.iter().zip(&counts.counts);
        let codes = codes.filter(|(judgment, count)| judgment.next == Next::Continue && **count > 0);
        return format!("「{}」の{count}", prose::codes(codes.map(|(judgment, _)| &judgment.code)));
    }
    if edition.count_next(Next::End) > 0 { format!("残る{count}") } else { count }
}

fn key_figures(edition: &Edition<'_>) -> Vec<KeyFigure> {
    let all = &edition.totals.all;
    let figure = |label: &str, number: usize, detail: String| KeyFigure {
        label: label.to_owned(),
        number: figures::whole(i64::try_from(number).unwrap_or(i64::MAX)),
        unit: "計画".to_owned(),
        detail,
    };
    let areas = edition.totals.areas.iter().filter(|area| area.plans > 0).count();
    let scope = format!("{}分野・{}課室等", prose::number(areas), prose::number(all.departments.len()));
    let mut key_figures = vec![figure("評価の対象", all.plans, scope)];
    let reached =
        |j: &Judgment| matches!(j.compare, Compare::Above | Compare::Equal) || j.kind == Some(Kind::Achieved);
    key_figures.extend(share_figure(edition, "目標どおり以上", &reached));
    key_figures.extend(share_figure(edition, "目標を下回る", &|j| j.compare == Compare::Below));
    let ending = edition.settings.judgments.iter().zip(&edition.leading_counts().counts);
    let ending: Vec<String> = ending
        .filter(|(judgment, _)| judgment.next == Next::End)
        .map(|(judgment, count)| format!("{}{}", prose::printed_code(&judgment.code), prose::number(*count)))
        .collect();
    if !ending.is_empty() {
        key_figures.push(figure("終了する計画", edition.count_next(Next::End), ending.join("・")));
    }
    if edition.met().is_empty() {
        let missing = format!("未提出{}・確認中{}", prose::number(all.missing), prose::number(all.held));
        key_figures.push(figure("提出", all.submitted, missing));
    } else {
        let by: Vec<String> = edition
            .met()
            .into_iter()
            .map(|body| format!("{}{}", edition.short(body), prose::number(edition.changed_by(body))))
            .collect();
        key_figures.push(figure("評価の変更", edition.changed(), by.join("・")));
    }
    key_figures
}

/// Plans with certain judgments and their share; `None` where the city has no such judgment.
fn share_figure(edition: &Edition<'_>, label: &str, wanted: &dyn Fn(&Judgment) -> bool) -> Option<KeyFigure> {
    let counts = edition.leading_counts();
    let chosen: Vec<(&Judgment, usize)> = edition
        .settings
        .judgments
        .iter()
        .zip(counts.counts.iter().copied())
        .filter(|(judgment, _)| wanted(judgment))
        .collect();
    if chosen.iter().all(|(judgment, _)| judgment.compare == Compare::None) {
        return None;
    }
    let number: usize = chosen.iter().map(|(_, count)| count).sum();
    let codes = prose::codes(chosen.iter().map(|(judgment, _)| &judgment.code));
    Some(KeyFigure {
        label: label.to_owned(),
        number: figures::whole(i64::try_from(number).unwrap_or(i64::MAX)),
        unit: "計画".to_owned(),
        detail: format!("{codes}　{}", prose::percent(Share::of(number, counts.judged()))),
    })
}
