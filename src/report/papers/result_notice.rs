//! 審議結果通知.pdf: the letter to a department after a body has met.

use crate::model::Year;
use crate::report::result_notice::{ResultNotice, ResultRow};
use crate::settings::Settings;

use super::paper::{Fact, Paper, Part, PlanHead};

/// The letter to one department.
pub fn result_notice_paper(notice: &ResultNotice, year: &Year, settings: &Settings) -> Paper {
    let title = format!("{}の評価に関する審議結果について（通知）", notice.year);
    let subject = format!("{}への審議結果通知", notice.department);
    let mut paper = Paper::upright(
        format!("{}　{}　審議結果通知", settings.city.plan, notice.year),
        &subject,
        &settings.judgments,
    );
    paper.mark = (!year.is_final).then(|| "未確定".to_owned());
    let contact = notice.contact.as_deref().filter(|contact| !contact.is_empty());
    let contact = contact.unwrap_or(&settings.city.secretariat).to_owned();
    let mut facts: Vec<Fact> = notice.meeting.iter().map(|text| Fact::one("会議", text.as_str())).collect();
    facts.push(Fact::one("問合せ先", contact));
    facts.retain(|fact| fact.texts.iter().any(|text| !text.is_empty()));
    // A body may still change what stands here.
    let below = if year.is_final { Vec::new() } else { vec!["（評価は確定前のもの）".to_owned()] };
    paper.parts = vec![
        Part::Addressee(format!("{}長　様", notice.department)),
        Part::Sender(sender(settings)),
        Part::Title { above: settings.city.plan.clone(), title, below },
        Part::Body(format!(
            "実行している計画について、{}の審議結果を次のとおりお知らせします。",
            notice.body
        )),
        Part::Facts(facts),
    ];
    if !notice.whole.is_empty() {
        paper.parts.push(Part::Section { title: "計画全体への意見".to_owned(), unit: None });
        let texts = notice.whole.iter().map(|text| Part::Body(text.clone()));
        paper.parts.extend(texts);
    }
    paper.parts.push(Part::Section { title: "計画ごとの審議結果".to_owned(), unit: None });
    for row in &notice.plans {
        paper.parts.extend(plan(row));
    }
    paper
}

fn sender(settings: &Settings) -> Vec<String> {
    let mut lines = vec![settings.city.name.clone(), settings.city.secretariat.clone()];
    lines.retain(|line| !line.is_empty());
    lines
}

fn plan(row: &ResultRow) -> [Part; 2] {
    let head = PlanHead {
        key: row.key,
        name: row.name.to_string(),
        marks: vec![("審議前".to_owned(), row.before.clone()), ("審議後".to_owned(), row.after.clone())],
    };
    let opinion = row.opinion.as_deref().unwrap_or("意見なし");
    let mut facts = vec![Fact::one("意見", opinion)];
    facts.extend(row.reason.iter().map(|reason| Fact::one("評価の変更理由", reason.as_str())));
    let actions: Vec<String> = row.action.lines().map(|line| format!("{line}。")).collect();
    facts.push(Fact::one("していただくこと", actions.join("\n")));
    [Part::PlanHead(head), Part::Facts(facts)]
}
