//! Names for the fields of a proposed form, from the labels around them.

use super::anchor::Anchors;
use super::label_key::LabelKey;
use super::placeholder::parse_placeholder;
use super::propose::{ProposedCell, ProposedKind};
use super::template::{Label, Slot};
use super::words::words;
use super::year_words::names_year;
use crate::model::{CellRange, Eras, Field, FiscalYear, IndicatorPart};

/// The years that headings of plans name.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// The one year that a folded text names as a heading.
pub(super) fn year_named(exact: &str, eras: &Eras) -> Option<FiscalYear> {
    if exact.chars().count() > 12 {
        return None;
    }
    // A bare number is an indicator's as often as a year's.
    if exact.chars().all(|c| c.is_ascii_digit()) && exact.len() < 4 {
        return None;
    }
    // `5年度` names a year of every era; the newest is meant.
    YEARS.rev().map(FiscalYear).find(|&year| names_year(exact, year, eras))
}

/// Concepts that have a value for each year.
const YEARLY: [&str; 5] = ["年度別計画", "効果額", "年度末評価", "指標.目標値", "指標.実績値"];

/// Whether a label may name a row of yearly values.
pub(super) fn is_yearly(loose: &str) -> bool {
    words().concepts_of_any_year(loose).iter().any(|&concept| YEARLY.contains(&words().name(concept)))
}

/// Names boxes one after the other, by row, then column.
pub(super) struct Namer<'a> {
    labels: &'a [Label],
    eras: &'a Eras,
    slots: Vec<Slot>,
    anchors: Anchors,
    indicators: u16,
    used: Vec<Field>,
}

impl<'a> Namer<'a> {
    pub(super) fn new(labels: &'a [Label], boxes: &[CellRange], eras: &'a Eras) -> Self {
        let slot = |range: &CellRange| Slot {
            at: range.start,
            range: *range,
            field: Field::Custom("".into()),
            mark: None,
            prefix: String::new(),
            suffix: String::new(),
        };
        let slots: Vec<Slot> = boxes.iter().map(slot).collect();
        let anchors = Anchors::new(labels, &slots, eras);
        Self { labels, eras, slots, anchors, indicators: 0, used: Vec::new() }
    }

    pub(super) fn name_all(mut self) -> Vec<ProposedCell> {
        (0..self.slots.len()).map(|slot| self.propose(slot)).collect()
    }

    fn propose(&mut self, slot: usize) -> ProposedCell {
        let range = self.slots[slot].range;
        let label = self.label_of(slot);
        let field = self.field(slot).filter(|field| !self.used.contains(field));
        let (name, kind) = match (field, label) {
            (Some(field), _) => {
                self.used.push(field.clone());
                (field.name(self.eras), ProposedKind::Field)
            }
            (None, Some(label)) => self.custom(&label),
            (None, None) => {
                let name = format!("項目{}", range.start);
                (
                    name,
                    ProposedKind::Unsure("見出しが見つかりません。項目でなければ消してください".to_owned()),
                )
            }
        };
        ProposedCell { range, text: format!("{{{{{name}}}}}"), kind }
    }

    /// A name of the city's own, which must be neither known nor nearly so.
    fn custom(&mut self, label: &str) -> (String, ProposedKind) {
        let plain: String = label.chars().filter(|c| !c.is_whitespace() && !"{}=＝.".contains(*c)).collect();
        let free = |name: &str, used: &[Field]| {
            let read = parse_placeholder(&format!("{{{{{name}}}}}"), self.eras);
            let Ok(Some(placeholder)) = read else { return None };
            let own = matches!(placeholder.field, Field::Custom(_)) && !used.contains(&placeholder.field);
            own.then_some(placeholder.field)
        };
        let names = std::iter::once(plain.clone()).chain((2..1000).map(|n| format!("{plain}の欄{n}")));
        let found = names.map(|name| (free(&name, &self.used), name)).find(|(field, _)| field.is_some());
        let (field, name) = found.unwrap_or((None, plain));
        self.used.extend(field);
        let why = "決まった項目名が分かりません。独自の項目でなければ、項目名に直すか消してください";
        (name, ProposedKind::Unsure(why.to_owned()))
    }

    fn label_of(&self, slot: usize) -> Option<String> {
        let anchor = &self.anchors.slots[slot];
        let label = anchor.left.or(anchor.head)?;
        Some(self.labels[label].text.clone())
    }

    /// The known field that the labels around a box name.
    fn field(&mut self, slot: usize) -> Option<Field> {
        let anchor = self.anchors.slots[slot].clone();
        let label = anchor.left.or(anchor.head)?;
        let concepts = words().concepts_of_any_year(&self.anchors.labels[label].key.loose);
        let year = self.year_over(slot);
        let own = anchor.touches && anchor.alone;
        let fits = |concept: &&u16| {
            let yearly = YEARLY.contains(&words().name(**concept));
            yearly == (year.is_some() && !own)
        };
        let fitting: Vec<&str> = concepts.iter().filter(fits).map(|&c| words().name(c)).collect();
        let chosen = match fitting.as_slice() {
            [] => return None,
            [one] => (*one).to_owned(),
            several => self.by_name(label, several)?,
        };
        // What stands alone beside its label, or first in a row of a table, is the field itself.
        if !own && year.is_none() && !anchor.touches && anchor.left.is_some() {
            return None;
        }
        let chosen = self.of_reviewers(label, chosen);
        self.field_named(&chosen, year)
    }

    /// The year of the nearest heading over a box.
    fn year_over(&self, slot: usize) -> Option<FiscalYear> {
        let range = self.slots[slot].range;
        let over = self.labels.iter().filter(|label| {
            label.range.end.row < range.start.row
                && label.range.start.column <= range.start.column
                && range.start.column <= label.range.end.column
        });
        let years = over.filter_map(|label| {
            Some((label.range.end.row, year_named(&LabelKey::new(&label.text).exact, self.eras)?))
        });
        years.max_by_key(|(row, _)| *row).map(|(_, year)| year)
    }

    /// Of several concepts, the one whose own name the label bears, else the
    /// first that is not taken yet.
    fn by_name(&self, label: usize, several: &[&str]) -> Option<String> {
        let key = &self.anchors.labels[label].key;
        let own = several.iter().find(|name| LabelKey::new(name).loose == key.loose);
        let free = several.iter().find(|name| {
            let field = Field::parse(name, self.eras);
            field.is_none_or(|field| !self.used.contains(&field))
        });
        own.or(free).map(|name| (*name).to_owned())
    }

    /// 「評価」 and 「理由」 beside a reviewing body's opinion are that body's.
    fn of_reviewers(&self, label: usize, chosen: String) -> String {
        let row = self.anchors.labels[label].row;
        let beside = |field: Field| {
            let name = words().concept_named(&field.name(self.eras));
            self.anchors.labels.iter().any(|other| {
                other.row == row
                    && name.is_some_and(|name| words().concepts_of_any_year(&other.key.loose).contains(&name))
            })
        };
        let renamed = match chosen.as_str() {
            "自己評価" if beside(Field::HqOpinion) => "本部評価",
            "自己評価" if beside(Field::CouncilOpinion) => "確定評価",
            "評価理由" if beside(Field::AfterPeriod) => "期間後の理由",
            "評価理由" if beside(Field::HqOpinion) => "本部変更理由",
            "評価理由" if beside(Field::CouncilOpinion) => "審議会変更理由",
            other => other,
        };
        renamed.to_owned()
    }

    fn field_named(&mut self, name: &str, year: Option<FiscalYear>) -> Option<Field> {
        let number = self.indicators.max(1);
        Some(match name {
            "年度別計画" => Field::YearlyPlan(year?),
            "効果額" => Field::Benefit(year?),
            "年度末評価" => Field::YearEndJudgment(year?),
            "指標.名称" => {
                self.indicators += 1;
                Field::Indicator(self.indicators, IndicatorPart::Name)
            }
            "指標.単位" => Field::Indicator(number, IndicatorPart::Unit),
            "指標.方向" => Field::Indicator(number, IndicatorPart::Direction),
            "指標.基準値" => Field::Indicator(number, IndicatorPart::Base),
            "指標.目標値" => Field::Indicator(number, IndicatorPart::Target(year?)),
            "指標.実績値" => Field::Indicator(number, IndicatorPart::Actual(year?)),
            plain => Field::parse(plain, self.eras)?,
        })
    }
}
