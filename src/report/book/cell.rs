//! What one cell holds.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{CellRef, JudgmentCode, Origin, ThousandYen};
use crate::report::totals::Share;

/// A cell's content.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text, whatever it begins with; never a formula.
    Text(String),
    /// A count; prints － for none, holds 0.
    Count(usize),
    /// A whole number or difference; 0 is a value.
    Whole(i64),
    /// A whole number without separators, as a year or a code.
    Plain(i64),
    /// A number with the decimals it was written with.
    Number(Decimal),
    /// 千円.
    Money(ThousandYen),
    /// A judgment's code.
    Judgment(JudgmentCode),
    /// A share in percent; nothing where there is no whole.
    Share(Option<Share>),
    /// A day.
    Date(Date),
    /// Text that leads somewhere.
    Link(String, Target),
    /// A live formula, and the result it has today.
    Live(Live, Box<Cell>),
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A sheet of this workbook.
    Sheet(String),
    /// A cell of a file of the year folder.
    Submitted(Arc<str>, Option<(Arc<str>, CellRef)>),
}

/// What a formula computes, in terms of rows and columns of its own table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Live {
    /// How many rows of the named columns meet every criterion.
    Tally(Vec<Criterion>),
    /// How many rows of the named columns meet one of criteria that exclude each other.
    TallyAny(Vec<Criterion>),
    /// The sum of this row's columns, first to last.
    RowSum(usize, usize),
    /// This row's first column less the sum of second to third.
    RowRest(usize, usize, usize),
    /// This row's first column less its second.
    Difference(usize, usize),
    /// The share in percent of this row's first column in the sum of second to third.
    ShareOfSum(usize, usize, usize),
    /// The sum of this column over the table's ordinary rows.
    ColumnSum,
    /// The sum of the named column over rows that meet every criterion.
    SumOf(String, Vec<Criterion>),
}

/// One condition on a named column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// The defined name of the column counted over.
    pub name: String,
    /// What it has to equal.
    pub is: Is,
}

/// What a criterion compares with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Is {
    /// This row's cell in the given column, which holds the given text.
    InRow(usize, String),
    /// The head of the formula's own column, which is the given text and stands
    /// directly above the rows.
    Head(String),
    /// A text that stands nowhere in the table.
    Text(String),
}

impl Criterion {
    /// A condition on the column with the defined name `name`.
    pub fn new(name: impl Into<String>, is: Is) -> Self {
        Self { name: name.into(), is }
    }
}

impl Cell {
    /// A text; blank for an empty one.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A text that may be absent.
    pub fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }

    /// A judgment that may be absent.
    pub fn judgment(code: Option<&JudgmentCode>) -> Self {
        code.map_or(Self::Blank, |code| Self::Judgment(code.clone()))
    }

    /// An amount that may be absent.
    pub fn money(amount: Option<ThousandYen>) -> Self {
        amount.map_or(Self::Blank, Self::Money)
    }

    /// A number that may be absent.
    pub fn number(value: Option<Decimal>) -> Self {
        value.map_or(Self::Blank, Self::Number)
    }

    /// A formula with today's result.
    pub fn live(live: Live, result: Self) -> Self {
        Self::Live(live, Box::new(result))
    }

    /// A link to where a value was read.
    pub fn origin(text: impl Into<String>, origin: &Origin) -> Self {
        let place = Some((Arc::clone(&origin.sheet), origin.cell));
        Self::Link(text.into(), Target::Submitted(Arc::clone(&origin.file), place))
    }

    /// The content without formula or link: what a reader sees.
    pub fn shown(&self) -> &Self {
        match self {
            Self::Live(_, result) => result.shown(),
            other => other,
        }
    }
}
