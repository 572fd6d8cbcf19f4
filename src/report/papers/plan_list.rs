//! 計画一覧.pdf: the published plan document's own tables, revised: the rows
//! are those of 計画一覧.xlsx.

use crate::model::{Area, Field, FiscalYear, Next, Year};
use crate::report::council::prose;
use crate::report::figures;
use crate::report::plan_list::{Listed, Source};
use crate::settings::Settings;

use super::paper::{Fact, Paper, PaperCell, PaperColumn, PaperRow, PaperTable, Part};

/// The revised plan document.
pub fn plan_list_paper(year: &Year, settings: &Settings) -> Paper {
    let source = Source::new(year, settings);
    let eras = &settings.eras;
    let mut paper =
        Paper::upright(format!("{}　計画一覧", settings.city.plan), "計画一覧", &settings.judgments);
    paper.mark = (!year.is_final).then(|| "未確定".to_owned());
    // Columns of the city's own do not fit beside the document's on an upright page.
    paper.across = !source.published().is_empty();
    let mark = paper.mark.as_ref().map_or_else(String::new, |mark| format!("　【{mark}】"));
    let below = vec![format!("{}末現在{mark}", eras.long(year.year)), settings.city.secretariat.clone()];
    paper.parts =
        vec![Part::Title { above: settings.city.plan.clone(), title: "計画一覧".to_owned(), below }];
    let chapters = [outline(year), period(settings), criteria(settings), counts(&source)];
    let mut number = 0;
    for (title, unit, parts) in chapters.into_iter().flatten() {
        number += 1;
        let title = format!("{}　{title}", prose::number(number));
        paper.parts.push(Part::Chapter { title, new_page: false, unit: unit.map(str::to_owned) });
        paper.parts.extend(parts);
    }
    for (number, name, area) in source.areas() {
        paper.parts.extend(area_parts(&source, number, &name, area));
    }
    paper
}

/// Title, unit and parts.
type Chapter = Option<(&'static str, Option<&'static str>, Vec<Part>)>;

/// 大綱, item by item; terms come last, as a note.
fn outline(year: &Year) -> Chapter {
    let mut facts: Vec<Fact> = Vec::new();
    let mut terms = Vec::new();
    for item in &year.ledger.outline {
        if item.item == "用語" {
            terms.push(item.text.clone());
            continue;
        }
        match facts.iter_mut().find(|fact| fact.label == item.item) {
            Some(fact) => {
                fact.texts.push(item.text.clone());
                fact.items = true;
            }
            None => facts.push(Fact::one(&item.item, item.text.as_str())),
        }
    }
    if facts.is_empty() && terms.is_empty() {
        return None;
    }
    Some(("大綱の目標と改革の視点", None, vec![Part::Facts(facts), Part::Notes(terms)]))
}

/// `令和５年度（2023年度）から令和９年度（2027年度）までの５年間`.
fn period(settings: &Settings) -> Chapter {
    let period = settings.period;
    let long = |year: FiscalYear| format!("{}（{}年度）", settings.eras.long(year), year.0);
    let years = prose::number(period.years().count());
    let text = format!("{}から{}までの{years}年間とします。", long(period.start), long(period.end));
    Some(("計画期間", None, vec![Part::Body(text)]))
}

/// The table of judgments as published, with the note on the last year.
fn criteria(settings: &Settings) -> Chapter {
    let rows = settings.judgments.iter().map(|judgment| {
        let next = match judgment.next {
            Next::Continue => "計画継続",
            Next::End => "計画終了",
        };
        PaperRow::plain(vec![
            PaperCell::Judgment(Some(judgment.code.clone())),
            PaperCell::text(judgment.meaning.as_str()),
            PaperCell::text(next),
        ])
    });
    let table = PaperTable {
        columns: vec![
            PaperColumn::mark("判定区分", 24.0),
            PaperColumn::text("各年度末の評価", Some(60.0)),
            PaperColumn::text("次年度の取扱い（※）", None),
        ],
        rows: rows.collect(),
        long_texts: false,
    };
    let going: Vec<_> = settings
        .judgments
        .iter()
        .filter(|judgment| judgment.next == Next::Continue)
        .map(|judgment| &judgment.code)
        .collect();
    let (last, after) =
        (settings.eras.long(settings.period.end), settings.eras.long(settings.period.end.next()));
    let note = format!(
        "{last}で実施計画自体が終了となるため、{last}の年度末評価で{}と判定された計画については、{after}以降の実施計画で計画を継続するか終了とするか検討を行います。",
        prose::codes(going)
    );
    Some(("年度末評価の評価基準", None, vec![Part::Table(table), Part::Notes(vec![note])]))
}

/// Plans by area and year.
fn counts(source: &Source<'_>) -> Chapter {
    let years = source.years();
    let mut columns = vec![PaperColumn::text("改革分野", None)];
    columns.extend(years.iter().map(|year| PaperColumn::figure(source.settings.eras.short(*year), 18.0)));
    let cells = |name: String, area: Option<u32>| {
        let mut cells = vec![PaperCell::Text(name)];
        cells.extend(years.iter().map(|year| PaperCell::Text(figures::count(source.count(area, *year)))));
        cells
    };
    let mut rows: Vec<PaperRow> = source
        .areas()
        .into_iter()
        .map(|(number, name, _)| PaperRow::plain(cells(area_title(number, &name), Some(number))))
        .collect();
    rows.push(PaperRow::total(cells("合計".to_owned(), None)));
    let mut notes = source.count_notes();
    for note in &mut notes {
        note.push('。');
    }
    let table = PaperTable { columns, rows, long_texts: false };
    Some(("計画数", Some("単位：計画"), vec![Part::Table(table), Part::Notes(notes)]))
}

/// `１　行政サービス改革`.
fn area_title(number: u32, name: &str) -> String {
    format!("{}　{name}", prose::number(usize::try_from(number).unwrap_or(usize::MAX)))
}

/// An area's texts and the list of its plans, from a new page on.
fn area_parts(source: &Source<'_>, number: u32, name: &str, area: Option<&Area>) -> Vec<Part> {
    let title = format!("改革分野{}", area_title(number, name));
    let mut parts = vec![Part::Chapter { title, new_page: true, unit: None }];
    if let Some(area) = area {
        let mut facts: Vec<Fact> =
            area.content.iter().map(|text| Fact::one("改革の内容", text.as_str())).collect();
        facts.push(Fact::items("主な手段", area.means.clone()));
        facts.push(Fact::items("期待される効果", area.effects.clone()));
        facts.retain(|fact| !fact.texts.is_empty());
        parts.push(Part::Facts(facts));
    }
    parts.push(Part::Section { title: "計画の一覧".to_owned(), unit: None });
    let table = list(source, number);
    if table.rows.is_empty() {
        parts.push(Part::Body("計画はありません。".to_owned()));
    } else {
        parts.push(Part::Table(table));
    }
    let notes = source.list_notes(number).into_iter().map(|note| format!("{note}。"));
    parts.push(Part::Notes(notes.collect()));
    parts
}

fn list(source: &Source<'_>, area: u32) -> PaperTable {
    let chosen = source.published();
    let eras = &source.settings.eras;
    let name_mm = (!chosen.is_empty()).then_some(84.0);
    let mut columns = vec![
        PaperColumn::figure("番号", 11.0),
        PaperColumn::text("計画名", name_mm),
        PaperColumn::text("実行課", Some(36.0)),
        PaperColumn::mark("開始", 14.0),
        PaperColumn::mark("終了", 14.0),
    ];
    columns.extend(chosen.iter().map(|field| PaperColumn::text(field.name(eras), None)));
    let short =
        |year: Option<FiscalYear>| PaperCell::Text(year.map_or_else(String::new, |year| eras.short(year)));
    let row = |plan: &Listed<'_>| {
        let mut cells = vec![
            PaperCell::Text(plan.key.number.to_string()),
            PaperCell::text(plan.name.as_ref()),
            PaperCell::text(plan.department.as_ref()),
            short(plan.start),
            short(plan.end),
        ];
        let own = |field: &&Field| {
            let text = plan.due.and_then(|due| due.fields.text(field));
            PaperCell::text(text.unwrap_or_default())
        };
        cells.extend(chosen.iter().map(own));
        PaperRow::plain(cells)
    };
    let rows = source.plans.iter().filter(|plan| plan.key.area == area).map(row).collect();
    PaperTable { columns, rows, long_texts: !chosen.is_empty() }
}
