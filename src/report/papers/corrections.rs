//! 正誤表.pdf: the rows of 正誤表.xlsx.

use crate::model::Year;
use crate::report::corrections::correction_rows;
use crate::review::Correction;
use crate::settings::Settings;

use super::paper::{Paper, PaperCell, PaperColumn, PaperRow, PaperTable, Part};

/// What a closing anew has changed, for the public.
pub fn corrections_paper(year: &Year, settings: &Settings, corrections: &[Correction]) -> Paper {
    let this = settings.eras.long(year.year);
    let title = format!("{}　{this}評価　正誤表", settings.city.plan);
    let mut paper = Paper::upright(title, "正誤表", &settings.judgments);
    paper.across = true;
    paper.parts = vec![Part::Title {
        above: format!("{}　{this}評価", settings.city.plan),
        title: "正誤表".to_owned(),
        below: vec![settings.city.secretariat.clone()],
    }];
    let rows: Vec<PaperRow> = correction_rows(corrections, settings)
        .into_iter()
        .map(|row| {
            let cells = [row.key, row.name, row.department, row.item, row.before, row.after];
            PaperRow::plain(cells.into_iter().map(PaperCell::Text).collect())
        })
        .collect();
    if rows.is_empty() {
        paper.parts.push(Part::Body("訂正はありません。".to_owned()));
        return paper;
    }
    paper.parts.push(Part::Body("確定した評価に誤りがありましたので、次のとおり訂正します。".to_owned()));
    let columns = vec![
        PaperColumn::mark("番号", 14.0),
        PaperColumn::text("計画名", Some(52.0)),
        PaperColumn::text("実行課", Some(28.0)),
        PaperColumn::text("項目", Some(27.0)),
        PaperColumn::text("誤", Some(73.0)).opening(),
        PaperColumn::text("正", None).opening(),
    ];
    paper.parts.push(Part::Table(PaperTable { columns, rows, long_texts: true }));
    paper
}
