//! A workbook's sheets and the tables on them.

use jiff::civil::Date;

use super::cell::Cell;
use super::look::Mark;

/// A workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// Document title, also printed at the head of every page.
    pub title: String,
    /// Document subject.
    pub subject: String,
    /// The city.
    pub company: String,
    /// Stands for the time of writing, so that equal input gives equal bytes.
    pub created: Date,
    /// How judgments are drawn.
    pub marks: Vec<Mark>,
    /// In the order in which they are read.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name on the tab.
    pub name: String,
    /// Its heading. Without one the heads stand in row 1, as in workbooks that are read back.
    pub title: Option<String>,
    /// Sentences under the heading.
    pub lead: Vec<String>,
    /// Its tables, one below the other.
    pub blocks: Vec<Block>,
    /// Notes below the tables, without ※.
    pub notes: Vec<String>,
    /// Paper.
    pub page: Page,
    /// Columns that stay in view; heads do always where there is one table.
    pub frozen_columns: usize,
    /// Whether only input columns can be typed into.
    pub protected: bool,
}

/// Paper of a sheet; its width always fits one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// A4 portrait.
    A4Portrait,
    /// A4 landscape.
    A4Landscape,
    /// A3 landscape.
    A3Landscape,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// Heading above it.
    pub caption: Option<String>,
    /// `（単位：千円）`, above it on the right.
    pub unit: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, as far as they are held.
    pub rows: Vec<Row>,
    /// How many ordinary rows come after them that are made when they are written, see [`super::Further`].
    pub further: usize,
    /// Whether it has filter buttons; at most one a sheet.
    pub filter: bool,
    /// A chart below it.
    pub chart: Option<Chart>,
    /// What stands instead of rows where there are none.
    pub empty: String,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Head above this and neighbouring columns.
    pub group: Option<String>,
    /// Head.
    pub head: String,
    /// Width in half-width characters.
    pub width: u16,
    /// What it holds.
    pub kind: Kind,
    /// The defined name of its cells.
    pub name: Option<String>,
    /// Set where people type.
    pub input: Option<Input>,
}

/// What a column holds, hence how it is aligned and formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Running text, wrapped.
    Text,
    /// A short text, centred.
    Mark,
    /// Figures, right-aligned.
    Figure,
    /// Judgments, centred and shaded.
    Judgment,
}

/// What people may type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The defined name of the list to choose from, or a short list in quotes, parted by commas.
    pub choices: Option<String>,
    /// Shown beside the head.
    pub note: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its cells; missing ones are blank.
    pub cells: Vec<Cell>,
    /// How it is drawn.
    pub look: RowLook,
    /// Whether a new page starts with it.
    pub page_break: bool,
}

/// How a row is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowLook {
    /// An ordinary row.
    Plain,
    /// A row of totals.
    Total,
}

/// A chart of the table above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Heading.
    pub title: String,
    /// How it is drawn.
    pub kind: ChartKind,
    /// The column with the categories' names.
    pub labels: usize,
    /// The columns that are its series, first to last.
    pub series: (usize, usize),
    /// What it shows, for people who do not see it.
    pub alternative: String,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Horizontal bars of 100 %, a row each.
    SharesByRow,
    /// Columns side by side, a group a row.
    ColumnsByRow,
}

impl Sheet {
    /// A sheet with a heading and no table yet.
    pub fn new(name: &str, page: Page) -> Self {
        Self {
            name: name.to_owned(),
            title: Some(name.to_owned()),
            lead: Vec::new(),
            blocks: Vec::new(),
            notes: Vec::new(),
            page,
            frozen_columns: 0,
            protected: false,
        }
    }

    /// A sheet whose heads stand in row 1.
    pub fn plain(name: &str, page: Page, block: Block) -> Self {
        Self { title: None, blocks: vec![block], ..Self::new(name, page) }
    }
}

impl Block {
    /// A table with the given columns and nothing in it.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, empty: "該当する計画はありません".to_owned(), ..Self::default() }
    }

    /// Adds an ordinary row, which has a cell for every column or fewer.
    pub fn push(&mut self, cells: Vec<Cell>) {
        self.add(Row::plain(cells));
    }

    /// Adds a row of totals.
    pub fn total(&mut self, cells: Vec<Cell>) {
        self.add(Row { look: RowLook::Total, ..Row::plain(cells) });
    }

    /// Adds a row. A cell without a column would be lost without a word.
    pub fn add(&mut self, row: Row) {
        assert!(row.cells.len() <= self.columns.len(), "a row has no more cells than its table has columns");
        self.rows.push(row);
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len() + self.further
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many columns the one at `at` takes, those included over which it runs on.
    pub fn span(&self, at: usize) -> usize {
        1 + self.columns.iter().skip(at + 1).take_while(|column| column.is_rest()).count()
    }

    /// Whether its heads take two rows.
    pub fn has_groups(&self) -> bool {
        self.columns.iter().any(|column| column.group.is_some())
    }
}

impl Row {
    /// An ordinary row.
    pub fn plain(cells: Vec<Cell>) -> Self {
        Self { cells, look: RowLook::Plain, page_break: false }
    }
}

impl Column {
    fn new(head: impl Into<String>, width: u16, kind: Kind) -> Self {
        Self { group: None, head: head.into(), width, kind, name: None, input: None }
    }

    /// Wrapped text.
    pub fn text(head: impl Into<String>, width: u16) -> Self {
        Self::new(head, width, Kind::Text)
    }

    /// Short centred text.
    pub fn mark(head: impl Into<String>, width: u16) -> Self {
        Self::new(head, width, Kind::Mark)
    }

    /// Figures.
    pub fn figure(head: impl Into<String>, width: u16) -> Self {
        Self::new(head, width, Kind::Figure)
    }

    /// Judgments.
    pub fn judgment(head: impl Into<String>, width: u16) -> Self {
        Self::new(head, width, Kind::Judgment)
    }

    /// A column of the tables above or below over which the column before this one runs on.
    pub fn rest(width: u16) -> Self {
        Self::new("", width, Kind::Text)
    }

    /// Whether the column before it runs on over it.
    pub fn is_rest(&self) -> bool {
        self.head.is_empty() && self.group.is_none()
    }

    /// Puts it under a common head.
    #[must_use]
    pub fn under(mut self, group: &str) -> Self {
        self.group = Some(group.to_owned());
        self
    }

    /// Gives its cells a defined name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Lets people type, from a list where `choices` names one.
    #[must_use]
    pub fn typed(mut self, choices: Option<&str>, note: &str) -> Self {
        self.input = Some(Input { choices: choices.map(str::to_owned), note: note.to_owned() });
        self
    }
}
