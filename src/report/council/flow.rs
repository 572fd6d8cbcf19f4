//! The figure of the evaluation's flow: who does what, when, with what result.

use crate::model::{Body, Field, Next, Plan};

use super::edition::Edition;
use super::prose;

/// Boxes from left to right, arrows between them, and the way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Section title.
    pub title: String,
    /// 実行課, the bodies, 評価の確定.
    pub boxes: Vec<FlowBox>,
    /// One label between two boxes each, a line each.
    pub arrows: Vec<Vec<String>>,
    /// Which boxes opinions come from, with their labels: `(1, 本部意見)`.
    pub opinions: Vec<(usize, String)>,
    /// `意見に基づき取組方法等の見直し`
    pub back: String,
    /// The figure in words.
    pub alternative: String,
}

/// One box of the flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowBox {
    /// `行政改革推進本部`
    pub who: String,
    /// `審議（本部評価）`
    pub what: String,
    /// `令和６年５月20日`
    pub when: String,
    /// `意見20・変更２`
    pub result: String,
    /// The last one, tinted.
    pub last: bool,
}

pub(super) fn build_flow(edition: &Edition<'_>) -> Flow {
    let bodies = edition.settings.bodies();
    let mut boxes = vec![department_box(edition)];
    let mut arrows = vec![vec!["自己評価".to_owned(), "審議依頼".to_owned()]];
    let mut opinions = Vec::new();
    for (at, body) in bodies.iter().enumerate() {
        boxes.push(body_box(edition, *body));
        opinions.push((at + 1, format!("{}意見", edition.short(*body))));
        if at + 1 < bodies.len() {
            arrows.push(vec!["審議依頼".to_owned()]);
        }
    }
    arrows.push(vec!["評価の確定".to_owned()]);
    boxes.push(final_box(edition));
    let names: Vec<&str> = boxes.iter().map(|flow_box| flow_box.who.as_str()).collect();
    let named: Vec<String> = opinions.iter().map(|(_, name)| name.clone()).collect();
    // After the last year there is no sheet of a next one to answer in.
    let how = if edition.is_last_year() {
        "次期計画の検討に反映"
    } else {
        "次年度のシートに対応を記入"
    };
    let back = format!("意見に基づき取組方法等の見直し（{how}）");
    let alternative = format!(
        "評価の流れの図。{}の順に進む。実行課が自己評価を行い、審議依頼を受けた各機関が審議して評価が確定する。{}は実行課に戻り、{back}につながる。",
        names.join("、"),
        prose::listed(&named, "及び")
    );
    Flow { title: edition.wording.heading.flow.clone(), boxes, arrows, opinions, back, alternative }
}

fn department_box(edition: &Edition<'_>) -> FlowBox {
    let last = edition.year.plans.iter().filter_map(|plan| plan.fields.date(&Field::SubmittedOn)).max();
    FlowBox {
        who: "実行課".to_owned(),
        what: "自己評価".to_owned(),
        when: last.map_or_else(String::new, |date| edition.settings.eras.long_date(date)),
        result: format!("シート提出　{}", prose::plans(edition.totals.all.submitted)),
        last: false,
    }
}

fn body_box(edition: &Edition<'_>, body: Body) -> FlowBox {
    let meetings = edition.settings.meetings(edition.year.year);
    let (meeting, opinion, judgment) = match body {
        Body::Headquarters => {
            (meetings.headquarters, Field::HqOpinion, format!("{}評価", edition.short(body)))
        }
        Body::Council => (meetings.council, Field::CouncilOpinion, "確定評価".to_owned()),
    };
    let has_met = edition.met().contains(&body);
    let with_opinion = |plan: &&Plan| plan.fields.has(&opinion);
    let result = if has_met {
        format!(
            "意見{}・変更{}",
            prose::number(edition.year.plans.iter().filter(with_opinion).count()),
            prose::number(edition.changed_by(body))
        )
    } else {
        "（審議前）".to_owned()
    };
    FlowBox {
        who: edition.name(body).to_owned(),
        what: format!("審議（{judgment}）"),
        when: meeting
            .and_then(|meeting| meeting.date)
            .map_or_else(String::new, |date| edition.settings.eras.long_date(date)),
        result,
        last: false,
    }
}

fn final_box(edition: &Edition<'_>) -> FlowBox {
    let council = edition.settings.meetings(edition.year.year).council;
    let date = council.and_then(|meeting| meeting.date).filter(|_| edition.year.is_final);
    let goes_on = if edition.is_last_year() { "検討" } else { "継続" };
    let result = if edition.is_confirmed() {
        format!(
            "{goes_on}{}・終了{}",
            prose::number(edition.count_next(Next::Continue)),
            prose::number(edition.count_next(Next::End))
        )
    } else {
        "（確定前）".to_owned()
    };
    FlowBox {
        who: "評価の確定".to_owned(),
        what: if edition.is_last_year() { "公表・次期計画へ" } else { "公表・次年度へ" }.to_owned(),
        when: date.map_or_else(String::new, |date| edition.settings.eras.long_date(date)),
        result,
        last: true,
    }
}
