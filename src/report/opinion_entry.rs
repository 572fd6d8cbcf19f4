//! 意見入力_本部.xlsx and 意見入力_審議会.xlsx: what a body has before it, and
//! the boxes into which the secretariat types what the body says. Saved as
//! 意見/….xlsx the workbook is read back, by its heads in row 1.

use crate::model::{Body, Field, Plan, Year};
use crate::report::book::{Block, Book, Cell, Column, Page, Sheet};
use crate::report::results::year_book;
use crate::review::reference_text;
use crate::settings::Settings;

/// Rows for opinions on the whole that are left to type into.
const WHOLE_ROWS: usize = 2;

/// The workbook for one body, filled with what it has said so far.
pub fn opinion_entry_book(year: &Year, settings: &Settings, body: Body) -> Book {
    let form = Entry { year, settings, body };
    let short = settings.body(body).map_or("審議会", |body| body.short.as_str());
    year_book(
        year,
        settings,
        &format!("意見入力（{short}）"),
        format!("{}の評価への意見", settings.eras.long(year.year)),
        vec![form.entry(), form.guide(short), choices(settings)],
    )
}

struct Entry<'a> {
    year: &'a Year,
    settings: &'a Settings,
    body: Body,
}

impl Entry<'_> {
    /// Whether 本部評価 and 本部意見 stand beside the box.
    fn shows_headquarters(&self) -> bool {
        self.body == Body::Council && self.settings.headquarters.is_some()
    }

    /// Opinion, judgment and reason of this body; and the judgment of the stage before.
    fn fields(&self) -> ([Field; 3], Field) {
        match self.body {
            Body::Headquarters => {
                ([Field::HqOpinion, Field::HqJudgment, Field::HqChangeReason], Field::SelfJudgment)
            }
            Body::Council => {
                let before = if self.shows_headquarters() { Field::HqJudgment } else { Field::SelfJudgment };
                ([Field::CouncilOpinion, Field::FinalJudgment, Field::CouncilChangeReason], before)
            }
        }
    }

    fn entry(&self) -> Sheet {
        let mut block = Block::new(self.columns());
        let said = self.year.whole_opinions.iter().filter(|opinion| opinion.body == self.body);
        let said: Vec<&str> = said.map(|opinion| opinion.text.as_str()).collect();
        for at in 0..said.len() + WHOLE_ROWS {
            block.push(self.whole_row(said.get(at).copied()));
        }
        for plan in &self.year.plans {
            block.push(self.plan_row(plan));
        }
        block.filter = true;
        Sheet { frozen_columns: 3, protected: true, ..Sheet::plain("意見", Page::A3Landscape, block) }
    }

    fn columns(&self) -> Vec<Column> {
        let mut columns = vec![
            Column::text("改革分野", 12),
            Column::mark("番号", 6),
            Column::text("計画名", 22),
            Column::text("実行課", 12),
            Column::judgment("自己評価", 6),
        ];
        if self.shows_headquarters() {
            columns.push(Column::judgment("本部評価", 6));
            columns.push(Column::text("本部意見", 26));
        }
        columns.extend([
            Column::text("自己評価の内容（参考）", 64),
            Column::text("意見", 40)
                .typed(None, "会議の意見を入力します。意見がなければ空欄のままにします。"),
            Column::judgment("評価", 7).typed(
                Some("判定区分"),
                "評価を変更するときだけ、一覧から選びます。空欄は、前の段階の評価のままとなります。",
            ),
            Column::text("変更理由", 30).typed(None, "評価を変更したときは、必ず理由を入力します。"),
        ]);
        columns
    }

    /// An opinion on the whole; its 番号 says so.
    fn whole_row(&self, text: Option<&str>) -> Vec<Cell> {
        let mut cells = vec![Cell::Blank, Cell::text("全体"), Cell::text("（計画全体への意見）")];
        let before_box = if self.shows_headquarters() { 5 } else { 3 };
        cells.extend(std::iter::repeat_n(Cell::Blank, before_box));
        cells.push(Cell::maybe(text));
        cells
    }

    fn plan_row(&self, plan: &Plan) -> Vec<Cell> {
        let ([opinion, judgment, reason], before) = self.fields();
        let fields = &plan.fields;
        let mut cells = vec![
            Cell::text(plan.area.as_ref()),
            Cell::Plain(i64::from(plan.key.number)),
            Cell::text(plan.name.as_ref()),
            Cell::text(plan.department.as_ref()),
            Cell::judgment(fields.judgment(&Field::SelfJudgment)),
        ];
        if self.shows_headquarters() {
            cells.push(Cell::judgment(fields.judgment(&Field::HqJudgment)));
            cells.push(Cell::maybe(fields.text(&Field::HqOpinion)));
        }
        // A judgment that is the one before was left blank and is left blank again.
        let own = fields.judgment(&judgment).filter(|code| fields.judgment(&before) != Some(*code));
        cells.extend([
            Cell::text(reference_text(plan, &self.settings.eras)),
            Cell::maybe(fields.text(&opinion)),
            Cell::judgment(own),
            Cell::maybe(fields.text(&reason)),
        ]);
        cells
    }

    fn guide(&self, short: &str) -> Sheet {
        let mut sheet = Sheet::new("入力の仕方", Page::A4Portrait);
        let before = match self.fields().1 {
            Field::HqJudgment => "本部評価",
            _ => "自己評価",
        };
        let mut block = Block::new(vec![Column::mark("順", 6), Column::text("すること", 78)]);
        let folder =
            format!("このブックを「意見」フォルダーに「{short}.xlsx」の名前で保存し、もう一度実行します");
        let steps = [
            "シート「意見」の太枠の見出しの欄（意見、評価、変更理由）に入力します。ほかの欄は書き換えられません".to_owned(),
            format!("評価は、{before}から変えるときだけ選びます。空欄は、{before}のままとなります"),
            "評価を変えたときは、変更理由を必ず入力します".to_owned(),
            "計画全体への意見は、番号が「全体」の行に入力します。足りないときは、保護を解除して「全体」の行を増やします（パスワードはありません）".to_owned(),
            folder,
        ];
        for (at, step) in steps.into_iter().enumerate() {
            block.push(vec![Cell::Count(at + 1), Cell::Text(step)]);
        }
        sheet.blocks.push(block);
        sheet
    }
}

/// 判定区分: the list that the drop-downs offer.
pub(crate) fn choices(settings: &Settings) -> Sheet {
    let mut block = Block::new(vec![
        Column::judgment("判定区分", 10).named("判定区分"),
        Column::text("各年度末の評価", 30),
    ]);
    for judgment in settings.judgments.iter() {
        block.push(vec![Cell::Judgment(judgment.code.clone()), Cell::text(judgment.meaning.as_str())]);
    }
    Sheet::plain("判定区分", Page::A4Portrait, block)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{city, small_year};

    fn heads(book: &Book) -> Vec<&str> {
        book.sheets[0].blocks[0].columns.iter().map(|column| column.head.as_str()).collect()
    }

    #[test]
    fn the_council_sees_what_headquarters_said() {
        let book = opinion_entry_book(&small_year(), &city(), Body::Council);
        assert_eq!(
            heads(&book),
            [
                "改革分野",
                "番号",
                "計画名",
                "実行課",
                "自己評価",
                "本部評価",
                "本部意見",
                "自己評価の内容（参考）",
                "意見",
                "評価",
                "変更理由"
            ]
        );
        assert!(book.sheets[0].title.is_none(), "heads stand in row 1");
        let rows = &book.sheets[0].blocks[0].rows;
        assert_eq!(rows[0].cells[8], Cell::text("市民に分かりやすく公表すること"));
        assert_eq!(rows[1].cells[1], Cell::text("全体"));
        // 1-01 was changed from B to A, 1-02 stayed 達成.
        assert_eq!(
            (&rows[3].cells[9], &rows[3].cells[10]),
            (&Cell::Judgment(code("A")), &Cell::text("目標を大きく上回っている"))
        );
        assert_eq!(rows[4].cells[9], Cell::Blank);
    }

    #[test]
    fn a_city_with_one_body_compares_with_the_self_evaluation() {
        let mut settings = city();
        settings.headquarters = None;
        let book = opinion_entry_book(&small_year(), &settings, Body::Council);
        assert_eq!(heads(&book).len(), 9);
        let rows = &book.sheets[0].blocks[0].rows;
        assert_eq!(rows[6].cells[7], Cell::Blank, "2-01 is C by itself and by the council");
    }

    #[test]
    fn the_whole_self_evaluation_is_readable() {
        let book = opinion_entry_book(&small_year(), &city(), Body::Headquarters);
        assert_eq!(
            book.sheets[0].blocks[0].rows[3].cells[5],
            Cell::text(
                "【実施状況】計画のとおり実施した。\n市民の評価もよい。\n【評価理由】目標の件数に達した。\n【前年度意見への対応】案内板を改めた"
            )
        );
    }

    fn code(code: &str) -> crate::model::JudgmentCode {
        crate::model::JudgmentCode(code.into())
    }
}
