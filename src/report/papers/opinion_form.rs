//! 意見記入用紙: on paper, what a member wants to say or ask before the meeting.

use crate::model::{Body, Field, Plan, Stage, Year};
use crate::report::council::prose;
use crate::settings::Settings;

use super::paper::{Fact, Paper, PaperCell, PaperColumn, PaperRow, PaperTable, Part};

/// Lines to write on for opinions on the whole.
const WHOLE_LINES: usize = 6;

/// The form for the members of the body that this stage's paper is made for:
/// headquarters before it has met, else the council.
pub fn opinion_form_paper(year: &Year, settings: &Settings) -> Paper {
    let first = year.stage == Stage::Headquarters && settings.headquarters.is_some();
    let body = if first { Body::Headquarters } else { Body::Council };
    let name = settings.body(body).map_or("", |body| body.name.as_str());
    let this = settings.eras.long(year.year);
    let mut paper = Paper::upright(
        format!("{}　{this}　意見記入用紙", settings.city.plan),
        "意見記入用紙",
        &settings.judgments,
    );
    paper.parts = vec![
        Part::Title {
            above: format!("{}　{this}の評価", settings.city.plan),
            title: "意見記入用紙".to_owned(),
            below: vec![name.to_owned()],
        },
        Part::Facts(facts(year, settings, body)),
        Part::Blanks(vec!["氏名".to_owned(), "提出期限".to_owned()]),
        Part::Body(
            "会議の前に御意見、御質問がありましたら、この用紙に御記入の上、事務局に御提出ください。意見のない計画は、空欄のままで構いません。"
                .to_owned(),
        ),
        Part::Table(table(year, settings, body)),
        Part::Section { title: "計画全体への御意見・御質問".to_owned(), unit: None },
        Part::WritingLines(WHOLE_LINES),
    ];
    paper
}

/// The meeting, and where the form goes.
fn facts(year: &Year, settings: &Settings, body: Body) -> Vec<Fact> {
    let meetings = settings.meetings(year.year);
    let meeting = match body {
        Body::Headquarters => meetings.headquarters,
        Body::Council => meetings.council,
    };
    let mut facts = Vec::new();
    if let Some(meeting) = meeting {
        facts.extend(meeting.name.map(|name| Fact::one("会議", name)));
        facts.extend(meeting.date.map(|date| Fact::one("開催日", settings.eras.long_date(date))));
    }
    let contact = settings.notice.contact.clone().filter(|contact| !contact.is_empty());
    let to = match (settings.city.secretariat.as_str(), contact) {
        ("", Some(contact)) => contact,
        (secretariat, Some(contact)) => format!("{secretariat}　{contact}"),
        (secretariat, None) => secretariat.to_owned(),
    };
    if !to.is_empty() {
        facts.push(Fact::one("提出先", to));
    }
    facts
}

/// The judgments that the members have before them.
fn stages(settings: &Settings, body: Body) -> Vec<Field> {
    let stage = match body {
        Body::Headquarters => Stage::Headquarters,
        Body::Council => Stage::Council,
    };
    settings.judgment_fields(stage)
}

fn table(year: &Year, settings: &Settings, body: Body) -> PaperTable {
    let stages = stages(settings, body);
    let mut columns =
        vec![PaperColumn::figure("番号", 10.0), PaperColumn::text("計画名・実行課", Some(58.0))];
    columns.extend(stages.iter().map(|field| PaperColumn::mark(field.name(&settings.eras), 15.0)));
    columns.push(PaperColumn::text("御意見・御質問", None).opening());
    let row = |plan: &Plan| {
        let mut cells = vec![
            PaperCell::Text(plan.key.number.to_string()),
            PaperCell::Pair(plan.name.to_string(), plan.department.to_string()),
        ];
        cells.extend(stages.iter().map(|field| PaperCell::Judgment(plan.fields.judgment(field).cloned())));
        cells.push(PaperCell::Writing(2));
        PaperRow::plain(cells)
    };
    let mut rows = Vec::new();
    let mut area = None;
    for plan in &year.plans {
        if area != Some(plan.key.area) {
            let number = usize::try_from(plan.key.area).unwrap_or(usize::MAX);
            rows.push(PaperRow::group(format!("{}　{}", prose::number(number), plan.area)));
            area = Some(plan.key.area);
        }
        rows.push(row(plan));
    }
    PaperTable { columns, rows, long_texts: false }
}
