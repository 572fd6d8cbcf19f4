//! templates/report.toml: titles, headings, notes, the order of chapters and
//! the sizes of type. Data describes; what is said when is decided in code.

use std::sync::LazyLock;

use serde::Deserialize;

/// The wording and the sizes of the council's report. Fonts stand in the same
/// template, but are the business of those who make pages.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Wording {
    /// The chapters in printing order.
    pub order: Vec<ChapterKind>,
    /// Names of the document and its parts.
    pub document: DocumentWords,
    /// Titles of chapters.
    pub chapter: ChapterTitles,
    /// Titles of sections.
    pub heading: Headings,
    /// Sentences below tables.
    pub note: Notes,
    /// Sizes of type.
    pub size: Sizes,
}

/// The chapters there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChapterKind {
    /// 評価の概要
    Overview,
    /// 総括表
    Summary,
    /// 前年度比較
    Comparison,
    /// 全体意見及び評価が変更された計画
    Changes,
    /// 終了する計画
    Ended,
    /// 目標を下回った計画と改善策
    Below,
    /// 効果額
    Benefit,
    /// 計画一覧
    List,
    /// 前年度意見への対応
    Responses,
    /// 個票
    Sheets,
    /// 参考
    Reference,
}

/// Names of the document and its parts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentWords {
    pub name: String,
    pub contents: String,
    pub unconfirmed: String,
    pub paper: String,
}

/// Titles of chapters.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChapterTitles {
    pub overview: String,
    pub summary: String,
    pub comparison: String,
    pub changes: String,
    pub ended: String,
    pub ended_plain: String,
    pub below: String,
    pub benefit: String,
    pub list: String,
    pub responses: String,
    pub sheets: String,
    pub reference: String,
}

/// Titles of sections.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headings {
    pub outline: String,
    pub flow: String,
    pub criteria: String,
    pub submission: String,
    pub by_area: String,
    pub bars: String,
    pub stages: String,
    pub comparison: String,
    pub history: String,
    pub whole: String,
    pub changed: String,
    pub benefit_by_area: String,
    pub benefit_by_plan: String,
    pub responses_whole: String,
    pub responses_by_plan: String,
    pub guide: String,
    pub index: String,
}

/// Sentences below tables.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    pub last_year: String,
    pub departments: String,
    pub nothing: String,
    pub shares: String,
    pub judged: String,
    pub negative: String,
    pub points: String,
    pub held: String,
    pub list: String,
    pub list_first: String,
    pub benefit: String,
    pub benefit_ended: String,
    pub open_errors: String,
    pub unconfirmed: String,
}

/// Size and leading in points.
pub type Size = (f64, f64);

/// Sizes of type.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// Running text.
    pub body: Size,
    /// Titles of chapters.
    pub chapter: Size,
    /// Titles of sections.
    pub section: Size,
    /// Titles on a 個票.
    pub subsection: Size,
    /// Tables.
    pub table: Size,
    /// Heads of tables.
    pub table_head: Size,
    /// Notes and units.
    pub note: Size,
    /// Texts that run below a row.
    pub row_text: Size,
    /// 計画一覧.
    pub list: Size,
    /// Reasons in 計画一覧.
    pub list_reason: Size,
    /// The steps in which a 個票's texts shrink before they go on on a second page.
    pub sheet_text: Vec<Size>,
}

/// The wording that comes with the program.
pub fn wording() -> &'static Wording {
    static WORDING: LazyLock<Wording> = LazyLock::new(|| {
        toml::from_str(include_str!("../../../templates/report.toml")).expect("a test reads the template")
    });
    &WORDING
}

impl Wording {
    /// The template with a city's own entries, which have been checked against it.
    ///
    /// # Errors
    /// What does not fit, should the template and this type ever differ.
    pub fn of(table: toml::Table) -> Result<Self, String> {
        table.try_into().map_err(|error: toml::de::Error| error.message().to_owned())
    }
}

impl ChapterTitles {
    /// The title as the template writes it.
    pub(super) fn of(&self, kind: ChapterKind) -> &str {
        match kind {
            ChapterKind::Overview => &self.overview,
            ChapterKind::Summary => &self.summary,
            ChapterKind::Comparison => &self.comparison,
            ChapterKind::Changes => &self.changes,
            ChapterKind::Ended => &self.ended,
            ChapterKind::Below => &self.below,
            ChapterKind::Benefit => &self.benefit,
            ChapterKind::List => &self.list,
            ChapterKind::Responses => &self.responses,
            ChapterKind::Sheets => &self.sheets,
            ChapterKind::Reference => &self.reference,
        }
    }
}

/// Puts values in the place of `{name}`.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = template.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_read_and_names_every_chapter_once() {
        let wording = wording();
        assert_eq!(wording.order.len(), 11);
        for (at, kind) in wording.order.iter().enumerate() {
            assert!(!wording.order[at + 1..].contains(kind), "{kind:?} stands twice");
        }
    }

    #[test]
    fn no_type_is_below_eight_points() {
        let size = &wording().size;
        let fixed =
            [size.body, size.table, size.table_head, size.note, size.row_text, size.list, size.list_reason];
        for (points, leading) in fixed.into_iter().chain(size.sheet_text.iter().copied()) {
            assert!(points >= 8.0 && leading > points);
        }
        assert!(size.body.0 >= 10.5);
    }

    #[test]
    fn values_take_the_place_of_their_names() {
        assert_eq!(fill("{a}は{b}である{a}", &[("a", "甲"), ("b", "乙")]), "甲は乙である甲");
    }
}
