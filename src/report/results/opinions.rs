//! 意見と対応: what the bodies say this year, and what became of last year's opinions.

use super::Source;
use super::changes::{identify, identity};
use crate::model::{Body, Field, WholeOpinion};
use crate::report::book::{Block, Cell, Column, Page, Sheet};

/// The sheet.
pub(super) fn sheet(source: &Source<'_>) -> Sheet {
    let mut sheet = Sheet::new("意見と対応", Page::A3Landscape);
    let fields = fields(source);
    sheet.blocks = vec![whole(source, fields.len()), by_plan(source, &fields)];
    sheet
}

/// Width of a text's column.
const TEXT: u16 = 36;

/// Opinions on the whole: this year's, and those of the year before. They take
/// the width of the `texts` columns in the table below.
fn whole(source: &Source<'_>, texts: usize) -> Block {
    let mut columns = vec![
        Column::mark("年度", 8),
        Column::text("意見を述べた会議", 28),
        Column::rest(16),
        Column::text("意見", TEXT),
    ];
    columns.extend((1..texts).map(|_| Column::rest(TEXT)));
    let mut block = Block::new(columns);
    block.caption = Some("計画全体への意見".to_owned());
    block.empty = "計画全体への意見はありません".to_owned();
    let mut add = |year, opinions: &[WholeOpinion]| {
        for opinion in opinions {
            block.push(vec![
                Cell::text(source.short(year)),
                Cell::text(body_name(source, opinion.body)),
                Cell::Blank,
                Cell::text(opinion.text.as_str()),
            ]);
        }
    };
    add(source.year.year, &source.year.whole_opinions);
    if let Some(before) = source.year.year_before() {
        add(before.year, &before.whole_opinions);
    }
    block
}

/// The body's full name.
pub(super) fn body_name(source: &Source<'_>, body: Body) -> String {
    let fallback = || match body {
        Body::Headquarters => "本部".to_owned(),
        Body::Council => "審議会".to_owned(),
    };
    source.settings.body(body).map_or_else(fallback, |body| body.name.clone())
}

fn by_plan(source: &Source<'_>, fields: &[Field]) -> Block {
    let mut columns = identity();
    columns.extend(fields.iter().map(|field| Column::text(field.name(&source.settings.eras), TEXT)));
    let mut block = Block::new(columns);
    block.caption = Some("計画ごとの意見と対応".to_owned());
    block.empty = "意見のある計画はありません".to_owned();
    block.filter = true;
    for plan in &source.year.plans {
        if fields.iter().any(|field| plan.fields.has(field)) {
            let mut cells = identify(plan);
            cells.extend(fields.iter().map(|field| Cell::maybe(plan.fields.text(field))));
            block.push(cells);
        }
    }
    block
}

/// The columns: this year's opinions of the city's bodies, and what anyone wrote besides.
fn fields(source: &Source<'_>) -> Vec<Field> {
    let has_headquarters = source.settings.headquarters.is_some();
    let of_headquarters = |field: &Field| matches!(field, Field::LastHqOpinion | Field::HqOpinion);
    [
        Field::LastHqOpinion,
        Field::LastCouncilOpinion,
        Field::Response,
        Field::Revision,
        Field::HqOpinion,
        Field::CouncilOpinion,
    ]
    .into_iter()
    .filter(|field| {
        let written = source.year.plans.iter().any(|plan| plan.fields.has(field));
        let current = matches!(field, Field::HqOpinion | Field::CouncilOpinion);
        written || (current && (has_headquarters || !of_headquarters(field)))
    })
    .collect()
}
