//! What lies over the cells: texts and pictures that are not taken, and circles
//! drawn around a choice.

use super::checks::{F12, F16};
use super::extract::quote;
use super::placed::{Filled, Place};
use super::reading::{Ignored, IgnoredWhy};
use super::remarks::Remarks;
use super::template::Slot;
use crate::characters::fold;
use crate::diag::Finding;
use crate::model::{CellRange, CellRef, FieldKind};
use crate::workbook::{Floating, FloatingKind, RawSheet};

impl Remarks<'_> {
    /// F12, and F16 for pictures that lie on no field; what the form itself
    /// brings along is left out.
    pub(super) fn floating(&mut self, sheet: &RawSheet, places: &[Place]) {
        let mut own: Vec<&Floating> = self.form.floating.iter().collect();
        for floating in &sheet.floating {
            // A shape without text is the form's own only where the form has it.
            let drawn = floating.kind == FloatingKind::Shape && floating.text.is_empty();
            let same = |known: &&Floating| {
                known.kind == floating.kind
                    && fold(&known.text) == fold(&floating.text)
                    && (!drawn || known.at == floating.at)
            };
            if let Some(index) = own.iter().position(same) {
                own.remove(index);
                continue;
            }
            if drawn && !self.marks_choice(floating, places) {
                continue;
            }
            let why = match floating.kind {
                FloatingKind::Shape => IgnoredWhy::Shape,
                FloatingKind::Comment => IgnoredWhy::Comment,
                FloatingKind::Picture => IgnoredWhy::Picture,
                FloatingKind::Margin => IgnoredWhy::Margin,
            };
            let finding = self.about_floating(floating, why, places);
            self.findings.push(finding);
            self.ignored.push(Ignored { at: floating.at, text: floating.text.clone(), why });
        }
    }

    fn about_floating(&self, floating: &Floating, why: IgnoredWhy, places: &[Place]) -> Finding {
        let at = floating.at;
        let place = at.map_or(String::new(), |at| format!("（{at}）"));
        match floating.kind {
            FloatingKind::Picture if self.on_field(at, places) => {
                self.finding(&F12, format!("欄の上の画像{place}は取り込まれません"), at)
            }
            FloatingKind::Picture => {
                self.finding(&F16, format!("欄外に画像{place}があります。取り込んでいません"), at)
            }
            FloatingKind::Shape if floating.text.is_empty() => {
                let message =
                    format!("図形で印が付けられている可能性があります{place}。図形の印は取り込まれません");
                self.finding(&F12, message, at)
            }
            _ => {
                let text = quote(&floating.text);
                let message = format!("{}の中の文字{place}は取り込まれません：「{text}」", why.label());
                self.finding(&F12, message, at).found(floating.text.clone())
            }
        }
    }

    /// Whether a shape lies on or beside the cells in which a choice is made.
    /// A shape of which the file does not tell the place may.
    fn marks_choice(&self, shape: &Floating, places: &[Place]) -> bool {
        let Some(at) = shape.at else { return true };
        let shape = CellRange::new(at, shape.end.unwrap_or(at));
        places.iter().zip(&self.form.slots).any(|(place, slot)| match place {
            Place::Found(filled) if is_choice(slot) => {
                let around = beyond(self.extent(filled, slot));
                overlap(around, shape)
            }
            Place::Uncertain(_) if is_choice(slot) => true,
            _ => false,
        })
    }

    fn on_field(&self, at: Option<CellRef>, places: &[Place]) -> bool {
        let Some(at) = at else { return false };
        places.iter().zip(&self.form.slots).any(|(place, slot)| match place {
            Place::Found(filled) => self.extent(filled, slot).contains(at),
            Place::Uncertain(_) => false,
        })
    }

    /// The box of a slot in the sheet: its merged range there, or as wide and
    /// high as in the form.
    fn extent(&self, filled: &Filled, slot: &Slot) -> CellRange {
        let merged = self.grid.range_at(filled.at);
        let size = &slot.range;
        let row = filled.at.row + (size.end.row - size.start.row);
        let column = filled.at.column + (size.end.column - size.start.column);
        let end = CellRef::new(row.max(merged.end.row), column.max(merged.end.column));
        CellRange::new(filled.at, end)
    }
}

fn is_choice(slot: &Slot) -> bool {
    slot.mark.is_some()
        || matches!(slot.field.kind(), FieldKind::Judgment | FieldKind::AfterPeriod | FieldKind::Direction)
}

/// One cell more on each side: a circle seldom begins where its cell begins.
fn beyond(range: CellRange) -> CellRange {
    let (start, end) = (range.start, range.end);
    CellRange::new(
        CellRef::new(start.row.saturating_sub(1), start.column.saturating_sub(1)),
        CellRef::new(end.row + 1, end.column + 1),
    )
}

fn overlap(a: CellRange, b: CellRange) -> bool {
    a.start.row <= b.end.row
        && b.start.row <= a.end.row
        && a.start.column <= b.end.column
        && b.start.column <= a.end.column
}

#[cfg(test)]
mod tests {
    use crate::form::sample::{file, form, sheet};
    use crate::form::{SheetReading, read_sheet};
    use crate::model::CellRef;
    use crate::workbook::{Floating, FloatingKind};

    const FORM: &str = "\
評価シート|||||
No.|{{番号}}||||
計画名|{{計画名}}||||
実施状況|{{実施状況}}||||
|||||
自己評価|達成|A|B|C|中止
||{{自己評価=A}}|{{自己評価=B}}|{{自己評価=C}}|{{自己評価=中止}}";

    const FILLED: &str = "\
評価シート|||||
No.|3||||
計画名|窓口の改善||||
実施状況|調査した||||
|||||
自己評価|達成|A|B|C|中止";

    fn messages(at: Option<&str>, end: Option<&str>) -> Vec<String> {
        let mut sheet = sheet(FILLED, &[]);
        let cell = |address: Option<&str>| address.and_then(CellRef::parse);
        let (kind, text) = (FloatingKind::Shape, String::new());
        sheet.floating.push(Floating { kind, at: cell(at), end: cell(end), text });
        let staged = read_sheet(&[form(FORM, &[])], &file(), &sheet);
        assert!(matches!(staged.value, SheetReading::Read(_)));
        staged.findings.into_iter().map(|finding| format!("{} {}", finding.code, finding.message)).collect()
    }

    #[test]
    fn a_circle_drawn_around_a_choice_is_told() {
        let told = "F12 図形で印が付けられている可能性があります（D6）。図形の印は取り込まれません";
        assert_eq!(messages(Some("D6"), Some("D6")), [told]);
        assert_eq!(messages(None, None).len(), 1);
    }

    #[test]
    fn a_frame_or_logo_elsewhere_is_not_told() {
        assert_eq!(messages(Some("E1"), Some("F2")), Vec::<String>::new());
    }

    #[test]
    fn a_shape_of_the_form_itself_is_not_told() {
        let mut own = form(FORM, &[]);
        let at = CellRef::parse("D6");
        let shape = Floating { kind: FloatingKind::Shape, at, end: at, text: String::new() };
        own.floating.push(shape.clone());
        let mut sheet = sheet(FILLED, &[]);
        sheet.floating.push(shape);
        assert_eq!(read_sheet(&[own], &file(), &sheet).findings, []);
    }
}
