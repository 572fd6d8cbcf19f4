//! How judgments are told apart on paper, without colour.

use crate::model::{Compare, Judgment, JudgmentCode, Kind, Next};
use crate::settings::Settings;

/// A judgment and its look, the same in every workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// `A`
    pub code: JudgmentCode,
    /// `目標を上回る`
    pub meaning: String,
    /// How its cells are drawn.
    pub look: Look,
}

/// A look that survives a black-and-white printer. It depends on what a
/// judgment says, not on its letter, so that S/A/B/C/D are told apart as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Framed and bold.
    Achieved,
    /// Light tint.
    Above,
    /// Plain.
    Equal,
    /// Dark tint and bold.
    Below,
    /// Dashed frame.
    Cancelled,
}

/// The marks of a city's judgments, in printing order.
pub fn marks(settings: &Settings) -> Vec<Mark> {
    let mark = |judgment: &Judgment| Mark {
        code: judgment.code.clone(),
        meaning: judgment.meaning.clone(),
        look: look(judgment),
    };
    settings.judgments.iter().map(mark).collect()
}

fn look(judgment: &Judgment) -> Look {
    match (judgment.next, judgment.kind, judgment.compare) {
        (_, Some(Kind::Cancelled), _) => Look::Cancelled,
        (_, Some(Kind::Achieved), _) | (Next::End, None, _) => Look::Achieved,
        (_, _, Compare::Above) => Look::Above,
        (_, _, Compare::Below) => Look::Below,
        _ => Look::Equal,
    }
}
