//! The boxes of reviewing bodies: 「評価」「理由」「意見」 under or beside a body's name.

use super::claim::{Claim, Claims};
use crate::form::words::words;
use crate::model::CellRange;

impl Claims<'_, '_> {
    /// 「評価」「理由」「意見」 of a reviewing body: that body's name stands before it
    /// in its row, or in the heading over its section.
    pub(super) fn of_reviewer(&self, slot: usize) -> Option<Claim> {
        let anchor = &self.anchors.slots[slot];
        let own = if anchor.touches && anchor.alone { anchor.left } else { anchor.left.or(anchor.head) }?;
        self.of_reviewer_label(own)
    }

    pub(super) fn of_reviewer_label(&self, own: usize) -> Option<Claim> {
        let said = self.senses[own].key.loose.as_str();
        let asks = match said {
            "評価" | "判定" | "評価区分" | "判定区分" | "評価結果" => 0,
            "意見" | "コメント" | "所見" | "意見等" => 1,
            "理由" | "変更理由" | "評価理由" | "判定理由" => 2,
            _ => return None,
        };
        let range = self.labels[own].range;
        let before = self.beside(range).into_iter().find_map(|label| body_of(&self.senses[label].key.loose));
        let after_period = self
            .beside(range)
            .into_iter()
            .any(|label| self.senses[label].concepts.contains(&"期間後の取扱い"));
        if after_period && asks == 2 {
            return Some(Claim {
                concept: "期間後の理由",
                year: None,
                number: None,
                doubt: None,
                strength: 3,
            });
        }
        let body = before.or_else(|| body_of(&self.senses[self.section_over(range)?].key.loose))?;
        let concept = match (body, asks) {
            (Body::Headquarters, 0) => "本部評価",
            (Body::Headquarters, 1) => "本部意見",
            (Body::Headquarters, _) => "本部変更理由",
            (Body::Council, 0) => "確定評価",
            (Body::Council, 1) => "審議会意見",
            (Body::Council, _) => "審議会変更理由",
            (Body::LastHeadquarters, 1) => "前年度本部意見",
            (Body::LastCouncil, 1) => "前年度審議会意見",
            _ => return None,
        };
        Some(Claim { concept, year: None, number: None, doubt: None, strength: 3 })
    }

    /// The nearest label above that stands alone in its row.
    fn section_over(&self, range: CellRange) -> Option<usize> {
        let alone = |label: usize| {
            let row = self.labels[label].range.start.row;
            let labels = self.labels.iter().filter(|other| other.range.start.row == row).count();
            labels == 1 && !self.boxes.iter().any(|other| other.range.start.row == row)
        };
        let above =
            (0..self.labels.len()).filter(|&label| self.labels[label].range.end.row < range.start.row);
        above.filter(|&label| alone(label)).max_by_key(|&label| self.labels[label].range.end.row)
    }
}

#[derive(Clone, Copy)]
enum Body {
    Headquarters,
    Council,
    LastHeadquarters,
    LastCouncil,
}

fn body_of(loose: &str) -> Option<Body> {
    let has = |words: &[String]| words.iter().any(|word| loose.contains(word.as_str()));
    let bodies = &words().bodies;
    let last = has(&bodies.last_year);
    let (council, headquarters) = (has(&bodies.council), has(&bodies.headquarters));
    match (last, council, headquarters) {
        (false, true, _) => Some(Body::Council),
        (false, _, true) => Some(Body::Headquarters),
        (true, true, _) => Some(Body::LastCouncil),
        (true, _, true) => Some(Body::LastHeadquarters),
        _ => None,
    }
}
