//! How to read a 個票, and which department has which plans.

use crate::model::PlanKey;

use super::edition::Edition;
use super::indicator::year_figures;
use super::prose;

/// What stands before the sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// How the sheets are ordered.
    pub paragraph: String,
    /// Section titles: how to read, index.
    pub titles: [String; 2],
    /// Part of the sheet and how to read it.
    pub rows: Vec<(String, String)>,
    /// By department, in the order in which their plans come.
    pub index: Vec<IndexEntry>,
}

/// A department and its plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// 実行課
    pub department: String,
    /// Its plans.
    pub plans: Vec<PlanKey>,
}

pub(super) fn build_guide(edition: &Edition<'_>) -> Guide {
    let heading = &edition.wording.heading;
    let index = edition.totals.all.departments.iter().map(|department| IndexEntry {
        department: department.to_string(),
        plans: edition.year.plans.iter().filter(|p| p.department == *department).map(|p| p.key).collect(),
    });
    let paragraph = format!(
        "対象とする{}について、計画ごとに個票を作成し、改革分野及び番号の順に掲載する。",
        prose::plans(edition.year.plans.len())
    );
    Guide {
        paragraph,
        titles: [heading.guide.clone(), heading.index.clone()],
        rows: rows(edition),
        index: index.collect(),
    }
}

fn rows(edition: &Edition<'_>) -> Vec<(String, String)> {
    let stages: Vec<&str> = edition.stages.iter().map(|stage| stage.name.as_str()).collect();
    let trail = match stages[..] {
        [one] => format!("{one}を示す。"),
        _ => format!(
            "{}の順に示す。線は前の段階から変更がないことを、矢印は変更されたことを示す。",
            stages.join("、")
        ),
    };
    let row = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    let mut rows = vec![
        row("評価（右上）", &trail),
        row("年度別の計画と実績", &year_words(edition)),
        row("実施状況と自己評価", "実行課が実施計画シートに記載したとおりに掲載する。"),
    ];
    if stages.len() > 1 {
        rows.push(row(
            "審議の結果",
            "各機関の意見と評価を示す。評価が変更された計画には、変更の理由を付す。",
        ));
    }
    rows.push(row("記入欄", "審議の際の書き込み、意見への対応の記入などに用いる。"));
    rows
}

/// The chart is explained where there is one.
fn year_words(edition: &Edition<'_>) -> String {
    let has_indicator =
        edition.year.plans.iter().any(|plan| !year_figures(plan, edition.year.year).is_empty());
    let chart = if has_indicator {
        "図の横線は目標値、棒は実績値、破線は基準値を示し、数値は図の上に記載する。"
    } else {
        ""
    };
    format!("網掛けは評価の対象年度である。{chart}「－」は該当がないことを、▲は負の数又は費用の増を示す。")
}
