//! Pages of the sample year: nothing is lost, nothing overlaps, nothing leaves the paper's type area.

use crate::model::{Compare, Judgment, JudgmentCode, Judgments, Next};

/// S, A, B, C, D of another city.
pub(super) fn five_grades() -> Judgments {
    let grade = |code: &str, compare| Judgment {
        code: JudgmentCode(code.into()),
        meaning: format!("{code}の評価"),
        next: Next::Continue,
        compare,
        kind: None,
        aliases: Vec::new(),
    };
    Judgments::new(vec![
        grade("S", Compare::Above),
        grade("A", Compare::Above),
        grade("B", Compare::Equal),
        grade("C", Compare::Below),
        grade("D", Compare::Below),
    ])
}
