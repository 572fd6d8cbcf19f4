//! What papers are made of.

use crate::model::{JudgmentCode, Judgments, PlanKey};
use crate::report::council::{Align, BarChart};

/// A paper: parts in printing order.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Title of the document, also on the running head.
    pub title: String,
    /// What the document is about, for its properties.
    pub subject: String,
    /// `未確定`, set beside the running head until the year is closed.
    pub mark: Option<String>,
    /// A4 across instead of upright.
    pub across: bool,
    /// The city's judgments: how each looks follows from what it means.
    pub judgments: Judgments,
    /// What it says.
    pub parts: Vec<Part>,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A line at the left: `企画課長　様`.
    Addressee(String),
    /// Lines at the right: sender, edition, date.
    Sender(Vec<String>),
    /// The paper's title, in the middle.
    Title {
        /// A smaller line above it.
        above: String,
        /// The title.
        title: String,
        /// Smaller lines below it.
        below: Vec<String>,
    },
    /// A chapter's heading.
    Chapter {
        /// `１　大綱の目標と改革の視点`
        title: String,
        /// Whether it begins a page.
        new_page: bool,
        /// The unit of a table right below it: `単位：計画`.
        unit: Option<String>,
    },
    /// A section's heading with the unit of the table below it.
    Section {
        /// The heading.
        title: String,
        /// `単位：計画`
        unit: Option<String>,
    },
    /// A paragraph.
    Body(String),
    /// Labels with texts beside them.
    Facts(Vec<Fact>),
    /// A plan's number, name and judgments, over what is said on it.
    PlanHead(PlanHead),
    /// A table.
    Table(PaperTable),
    /// Judgments as stacked bars.
    Bars(BarChart),
    /// Sentences below a table.
    Notes(Vec<String>),
    /// Labels side by side, each before a line to write on.
    Blanks(Vec<String>),
    /// Empty lines to write on.
    WritingLines(usize),
}

/// A label with its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// `主な手段`
    pub label: String,
    /// One text, or an item each.
    pub texts: Vec<String>,
    /// Whether each text is an item with a mark (○) before it.
    pub items: bool,
}

impl Fact {
    /// A label with one text.
    pub(super) fn one(label: &str, text: impl Into<String>) -> Self {
        Self { label: label.to_owned(), texts: vec![text.into()], items: false }
    }

    /// A label with an item each.
    pub(super) fn items(label: &str, texts: Vec<String>) -> Self {
        Self { label: label.to_owned(), texts, items: true }
    }
}

/// Which plan the next part speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanHead {
    /// `1-03`
    pub key: PlanKey,
    /// 計画名
    pub name: String,
    /// Labels and judgments from left to right: `審議前` Ｂ, `審議後` Ａ.
    pub marks: Vec<(String, Option<JudgmentCode>)>,
}

/// A table of a paper.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperTable {
    /// From left to right.
    pub columns: Vec<PaperColumn>,
    /// From top to bottom.
    pub rows: Vec<PaperRow>,
    /// Whether cells hold whole texts, which begin at the top of their row.
    pub long_texts: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperColumn {
    /// Its head.
    pub head: String,
    /// Share of the line in mm; `None` takes what is left.
    pub width_mm: Option<f64>,
    /// How cells stand.
    pub align: Align,
    /// Whether a group of columns begins with it.
    pub opens_group: bool,
}

impl PaperColumn {
    /// Texts.
    pub(super) fn text(head: impl Into<String>, width_mm: Option<f64>) -> Self {
        Self { head: head.into(), width_mm, align: Align::Left, opens_group: false }
    }

    /// Marks, years, judgments.
    pub(super) fn mark(head: impl Into<String>, width_mm: f64) -> Self {
        Self { head: head.into(), width_mm: Some(width_mm), align: Align::Centre, opens_group: false }
    }

    /// Figures.
    pub(super) fn figure(head: impl Into<String>, width_mm: f64) -> Self {
        Self { head: head.into(), width_mm: Some(width_mm), align: Align::Right, opens_group: false }
    }

    /// The same as the first of a group.
    pub(super) fn opening(self) -> Self {
        Self { opens_group: true, ..self }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperRow {
    /// One a column; a [`RowKind::Group`] has one cell alone.
    pub cells: Vec<PaperCell>,
    /// What kind of row.
    pub kind: RowKind,
}

impl PaperRow {
    /// A row of the body.
    pub(super) fn plain(cells: Vec<PaperCell>) -> Self {
        Self { cells, kind: RowKind::Plain }
    }

    /// Sums.
    pub(super) fn total(cells: Vec<PaperCell>) -> Self {
        Self { cells, kind: RowKind::Total }
    }

    /// The name of the rows that follow.
    pub(super) fn group(name: impl Into<String>) -> Self {
        Self { cells: vec![PaperCell::Text(name.into())], kind: RowKind::Group }
    }
}

/// What kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// One of the body.
    Plain,
    /// Sums, set off by a stronger line.
    Total,
    /// Opens a group and comes again on the next page.
    Group,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum PaperCell {
    /// A text; may be empty.
    Text(String),
    /// A text with a smaller line below it: a plan and its department.
    Pair(String, String),
    /// A judgment, drawn as everywhere; `None` is －.
    Judgment(Option<JudgmentCode>),
    /// Room for so many lines of handwriting.
    Writing(usize),
}

impl PaperCell {
    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl Paper {
    /// A paper A4 upright, without parts yet.
    pub(super) fn upright(title: String, subject: &str, judgments: &Judgments) -> Self {
        Self {
            title,
            subject: subject.to_owned(),
            mark: None,
            across: false,
            judgments: judgments.clone(),
            parts: Vec::new(),
        }
    }

    /// Every text that the paper says, for tests of what is printed.
    #[cfg(test)]
    pub(crate) fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        for part in &self.parts {
            match part {
                Part::Addressee(text) | Part::Body(text) => texts.push(text.clone()),
                Part::Sender(lines) | Part::Notes(lines) | Part::Blanks(lines) => {
                    texts.extend(lines.iter().cloned());
                }
                Part::Title { above, title, below } => {
                    texts.extend([above, title].into_iter().chain(below).cloned());
                }
                Part::Chapter { title, unit, .. } => {
                    texts.extend([title].into_iter().chain(unit).cloned());
                }
                Part::Section { title, unit } => {
                    texts.extend([title].into_iter().chain(unit).cloned());
                }
                Part::Facts(facts) => {
                    for fact in facts {
                        texts.push(fact.label.clone());
                        texts.extend(fact.texts.iter().cloned());
                    }
                }
                Part::PlanHead(head) => {
                    texts.extend([head.key.to_string(), head.name.clone()]);
                    texts.extend(head.marks.iter().map(|(label, _)| label.clone()));
                }
                Part::Table(table) => {
                    texts.extend(table.columns.iter().map(|column| column.head.clone()));
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        match cell {
                            PaperCell::Text(text) => texts.push(text.clone()),
                            PaperCell::Pair(text, small) => texts.extend([text.clone(), small.clone()]),
                            PaperCell::Judgment(_) | PaperCell::Writing(_) => {}
                        }
                    }
                }
                Part::Bars(chart) => texts.extend(chart.bars.iter().map(|bar| bar.label.clone())),
                Part::WritingLines(_) => {}
            }
        }
        texts.retain(|text| !text.is_empty());
        texts
    }
}
