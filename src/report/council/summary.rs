//! 2 総括表: areas by judgments, the bars, and the stages side by side.

use crate::model::{Compare, JudgmentCode, Next};
use crate::report::figures;
use crate::report::totals::{AreaTotals, Share, StageCounts};

use super::criteria::{judged_note, stage_words};
use super::edition::Edition;
use super::parts::{Bar, BarChart};
use super::prose;
use super::wording::fill;

/// Chapter 2.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// What the tables say.
    pub paragraph: Option<String>,
    /// （１）
    pub matrix: AreaMatrix,
    /// （２）
    pub chart: BarChart,
    /// （３）; `None` where one judgment stands alone.
    pub stages: Option<StageComparison>,
    /// Sentences below.
    pub notes: Vec<String>,
}

/// Areas down, judgments across, counts and shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaMatrix {
    /// Section title.
    pub title: String,
    /// `単位：計画、％`
    pub unit: String,
    /// Codes with their meanings.
    pub codes: Vec<(JudgmentCode, String)>,
    /// Areas, the total last.
    pub rows: Vec<MatrixRow>,
}

/// One area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// `行政サービス改革`
    pub label: String,
    /// Plans due.
    pub plans: String,
    /// Count and share by code.
    pub cells: Vec<(String, String)>,
    /// The last row.
    pub total: bool,
}

/// Judgments down, stages across.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageComparison {
    /// Section title.
    pub title: String,
    /// `自己評価`, `本部評価`, `確定評価`.
    pub stages: Vec<String>,
    /// One a judgment, then 合計 (without a code).
    pub rows: Vec<StageRow>,
}

/// One judgment over the stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageRow {
    /// The judgment; `None` for the total.
    pub code: Option<JudgmentCode>,
    /// Plans by stage.
    pub counts: Vec<String>,
    /// Last stage less the first.
    pub difference: String,
}

pub(super) fn build_summary(edition: &Edition<'_>) -> Summary {
    let note = &edition.wording.note;
    let mut notes = Vec::new();
    let shares = edition.totals.rows().filter_map(|area| area.stage(&edition.leading().field));
    if shares.map(StageCounts::shares).any(|shares| !Share::add_up(&shares)) {
        notes.push(note.shares.clone());
    }
    notes.extend(judged_note(edition));
    notes.push(if edition.stages.len() > 1 {
        format!("{}{}", note.negative, note.nothing)
    } else {
        note.nothing.clone()
    });
    Summary {
        paragraph: paragraph(edition),
        matrix: matrix(edition),
        chart: chart(edition),
        stages: (edition.stages.len() > 1).then(|| stages(edition)),
        notes,
    }
}

fn matrix(edition: &Edition<'_>) -> AreaMatrix {
    let row = |area: &AreaTotals| {
        let counts = area.stage(&edition.leading().field);
        let cells = counts.map_or_else(Vec::new, |counts| {
            let judged = counts.judged();
            counts
                .counts
                .iter()
                .map(|&count| (figures::count(count), figures::share(count, judged)))
                .collect()
        });
        MatrixRow {
            label: prose::area_label(area),
            plans: figures::count(area.plans),
            cells,
            total: area.number == 0,
        }
    };
    AreaMatrix {
        title: fill(&edition.wording.heading.by_area, &[("stage", stage_words(edition))]),
        unit: "単位：計画、％".to_owned(),
        codes: edition.settings.judgments.iter().map(|j| (j.code.clone(), j.meaning.clone())).collect(),
        rows: edition.totals.rows().map(row).collect(),
    }
}

fn chart(edition: &Edition<'_>) -> BarChart {
    let all = &edition.totals.all;
    let areas = [all].into_iter().chain(edition.totals.areas.iter().filter(|area| area.plans > 0));
    let bars = areas.filter_map(|area| {
        let counts = area.stage(&edition.leading().field)?;
        Some(bar(prose::area_label(area), prose::plans(area.plans), counts, area.number == 0))
    });
    let title = edition.wording.heading.bars.clone();
    bar_chart(edition, title, bars.collect())
}

/// A stacked bar of one stage's counts.
pub(super) fn bar(label: String, sub_label: String, counts: &StageCounts, apart: bool) -> Bar {
    let shares = counts.counts.iter().map(|&count| figures::share(count, counts.judged()));
    Bar { label, sub_label, shares: shares.collect(), counts: counts.counts.clone(), apart }
}

/// A chart of such bars, with its words.
pub(super) fn bar_chart(edition: &Edition<'_>, title: String, bars: Vec<Bar>) -> BarChart {
    let judgments = &edition.settings.judgments;
    let words = |bar: &Bar| {
        let parts: Vec<String> = judgments
            .iter()
            .zip(bar.counts.iter().zip(&bar.shares))
            .filter(|(_, (count, _))| **count > 0)
            .map(|(judgment, (count, share))| {
                format!("{}{}（{share}％）", prose::printed_code(&judgment.code), prose::plans(*count))
            })
            .collect();
        format!("{}は{}", bar.label, if parts.is_empty() { "評価なし".to_owned() } else { parts.join("、") })
    };
    let described: Vec<String> = bars.iter().map(words).collect();
    BarChart {
        alternative: format!("{title}の帯グラフ。{}。", described.join("。")),
        title,
        codes: judgments.iter().map(|judgment| judgment.code.clone()).collect(),
        meanings: judgments.iter().map(|judgment| judgment.meaning.clone()).collect(),
        bars,
    }
}

fn stages(edition: &Edition<'_>) -> StageComparison {
    let counts = &edition.totals.all.stages;
    let row = |code: Option<JudgmentCode>, numbers: Vec<usize>| {
        let signed =
            |number: Option<&usize>| number.map_or(0, |number| i64::try_from(*number).unwrap_or(i64::MAX));
        StageRow {
            code,
            difference: figures::whole(signed(numbers.last()) - signed(numbers.first())),
            counts: numbers.into_iter().map(figures::count).collect(),
        }
    };
    let mut rows: Vec<StageRow> = edition
        .totals
        .codes
        .iter()
        .enumerate()
        .map(|(at, code)| row(Some(code.clone()), counts.iter().map(|stage| stage.counts[at]).collect()))
        .collect();
    rows.push(row(None, counts.iter().map(StageCounts::judged).collect()));
    StageComparison {
        title: edition.wording.heading.stages.clone(),
        stages: edition.stages.iter().map(|stage| stage.name.clone()).collect(),
        rows,
    }
}

/// The most frequent judgment by area, where misses are most frequent, what ends where.
fn paragraph(edition: &Edition<'_>) -> Option<String> {
    let counts = edition.leading_counts();
    let at = (0..counts.counts.len()).rev().max_by_key(|&at| counts.counts[at])?;
    if counts.counts[at] == 0 {
        return None;
    }
    let judged: Vec<(&AreaTotals, &StageCounts)> = edition
        .totals
        .areas
        .iter()
        .filter_map(|area| Some((area, area.stage(&edition.leading().field)?)))
        .filter(|(_, counts)| counts.judged() > 0)
        .collect();
    let mut text = share_sentence(&edition.totals.codes[at], at, &judged);
    text.push_str(&below_sentence(edition, &judged));
    let ends = |(area, counts): &(&AreaTotals, &StageCounts)| {
        let ending = edition.settings.judgments.iter().zip(&counts.counts);
        let count: usize = ending.filter(|(j, _)| j.next == Next::End).map(|(_, count)| count).sum();
        (count > 0).then(|| format!("{}の{}", area.name, prose::plans(count)))
    };
    let ends: Vec<String> = judged.iter().filter_map(ends).collect();
    if !ends.is_empty() {
        let subject = if edition.is_confirmed() {
            "終了する計画".to_owned()
        } else {
            format!("{}と評価された計画", prose::codes(&edition.codes_with(Next::End)))
        };
        text.push_str(&format!("{subject}は、{}である。", prose::listed(&ends, "と")));
    }
    Some(text)
}

/// `「Ｂ」は甲で60.9％、乙で58.8％を占め、丙にはない。`
fn share_sentence(code: &JudgmentCode, at: usize, judged: &[(&AreaTotals, &StageCounts)]) -> String {
    let (with, without): (Vec<_>, Vec<_>) = judged.iter().partition(|(_, counts)| counts.counts[at] > 0);
    let with: Vec<String> = with
        .into_iter()
        .map(|(area, counts)| format!("{}で{}", area.name, prose::percent(counts.shares()[at])))
        .collect();
    let without: Vec<String> = without.into_iter().map(|(area, _)| area.name.to_string()).collect();
    let (code, with) = (prose::quoted(code), with.join("、"));
    if without.is_empty() {
        format!("{code}は{with}を占める。")
    } else {
        format!("{code}は{with}を占め、{}にはない。", prose::listed(&without, "と"))
    }
}

/// In which area the share of plans below target is highest; nothing where none is, or all are equal.
fn below_sentence(edition: &Edition<'_>, judged: &[(&AreaTotals, &StageCounts)]) -> String {
    let below = |counts: &StageCounts| -> usize {
        let codes = edition.settings.judgments.iter().zip(&counts.counts);
        codes.filter(|(j, _)| j.compare == Compare::Below).map(|(_, count)| count).sum()
    };
    let shares: Vec<Option<Share>> =
        judged.iter().map(|(_, counts)| Share::of(below(counts), counts.judged())).collect();
    let most = shares.iter().flatten().max().copied();
    let top: Vec<&str> = judged
        .iter()
        .zip(&shares)
        .filter(|(_, share)| **share == most)
        .map(|((area, _), _)| area.name.as_ref())
        .collect();
    match (&top[..], most) {
        ([area], Some(share)) if share.0 > 0 && judged.len() > 1 => {
            let codes: Vec<&JudgmentCode> = edition
                .settings
                .judgments
                .iter()
                .filter(|judgment| judgment.compare == Compare::Below)
                .map(|judgment| &judgment.code)
                .collect();
            format!(
                "目標を下回る「{}」の割合は、{area}で{}と最も高い。",
                prose::codes(codes),
                prose::percent(Some(share))
            )
        }
        _ => String::new(),
    }
}
