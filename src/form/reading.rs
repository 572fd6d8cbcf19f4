//! What became of one sheet.

use super::moves::Move;
use super::raw_plan::RawPlan;
use crate::model::CellRef;

/// What became of one sheet of a submitted workbook.
#[derive(Debug, Clone, PartialEq)]
pub enum SheetReading {
    /// Nothing stands in it, or it is the form as it was sent out.
    Empty,
    /// Hidden, not read.
    Hidden,
    /// 記入例 by its name, not read.
    Example,
    /// It fits no form.
    NoForm,
    /// It was read.
    Read(Box<Reading>),
}

/// A sheet read with a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The texts by field.
    pub plan: RawPlan,
    /// The share of the form's labels that were found, 0 to 1, by weight.
    pub fit: f64,
    /// What departments changed about the form.
    pub moves: Vec<Move>,
    /// What stands in the sheet and was not taken.
    pub ignored: Vec<Ignored>,
}

/// Something that stands in a sheet and was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// Where, if it has a place.
    pub at: Option<CellRef>,
    /// Its text; empty for a picture.
    pub text: String,
    /// Why.
    pub why: IgnoredWhy,
}

/// Why something was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IgnoredWhy {
    /// It belongs to no label and no field.
    Outside,
    /// A heading 記入例 stands over it.
    Example,
    /// It is one of several texts of which one alone can be the value.
    Disputed,
    /// A merged cell covers it.
    Covered,
    /// It stands in a shape or text box.
    Shape,
    /// It stands in a comment.
    Comment,
    /// It is a picture.
    Picture,
    /// It stands in a header or footer.
    Margin,
}

impl IgnoredWhy {
    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Outside => "欄外",
            Self::Example => "記入例",
            Self::Disputed => "どれが値か不明",
            Self::Covered => "結合セルの下",
            Self::Shape => "図形",
            Self::Comment => "コメント",
            Self::Picture => "画像",
            Self::Margin => "ヘッダー・フッター",
        }
    }
}
