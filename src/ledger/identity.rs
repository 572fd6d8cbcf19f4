//! Which plan a sheet is: by area and number, confirmed by name.

use std::sync::Arc;

use super::area;
use super::assign::Desk;
use crate::characters::{fold, one_line};
use crate::model::{Field, Ledger, LedgerPlan, PlanKey, PlanSheet};
use crate::normalize::{Reading, plan_number};

/// What a sheet says of its identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    /// The area its 改革分野 names.
    pub(super) area: AreaClaim,
    /// 番号.
    pub(super) number: Option<u32>,
    /// The area that stands before the number: 1 of `1-03`.
    pub(super) number_area: Option<u32>,
    /// Folded 計画名.
    pub(super) name: Option<String>,
    /// Whether one of the identifying fields could not be read (a finding says so).
    pub(super) unreadable: bool,
}

/// What 改革分野 says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AreaClaim {
    /// Nothing.
    Blank,
    /// An area of the ledger.
    Known(u32),
    /// A text that is no area of the ledger.
    Unknown(String),
    /// A number and a name that are not of one area: `2．行政サービス改革`.
    Contradiction(String),
}

impl Claim {
    /// Reads what the sheet says.
    pub(super) fn of(sheet: &PlanSheet, ledger: &Ledger) -> Self {
        let number_raw = sheet.fields.get(&Field::Number).map_or(Reading::Blank, |v| plan_number(&v.raw));
        let identifying = [Field::Area, Field::Number, Field::PlanName];
        Self {
            area: sheet.fields.text(&Field::Area).map_or(AreaClaim::Blank, |text| claim_area(text, ledger)),
            number: sheet.fields.integer(&Field::Number).and_then(|n| u32::try_from(n).ok()),
            number_area: number_raw.value().and_then(|number| number.area),
            name: sheet.fields.text(&Field::PlanName).map(fold),
            unreadable: identifying.iter().any(|field| sheet.unreadable.contains(field)),
        }
    }

    /// The area that all of the claim agrees on.
    pub(super) fn certain_area(&self) -> Option<u32> {
        match (&self.area, self.number_area) {
            (AreaClaim::Known(area), None) => Some(*area),
            (AreaClaim::Known(area), Some(before)) => (*area == before).then_some(*area),
            (AreaClaim::Blank, before) => before,
            (AreaClaim::Unknown(_) | AreaClaim::Contradiction(_), _) => None,
        }
    }

    /// Area and number, where both are certain.
    pub(super) fn key(&self) -> Option<PlanKey> {
        Some(PlanKey::new(self.certain_area()?, self.number?))
    }

    /// Whether 改革分野 and what stands before the number disagree among themselves.
    pub(super) fn contradicts_itself(&self) -> bool {
        match (&self.area, self.number_area) {
            (AreaClaim::Contradiction(_), _) => true,
            (AreaClaim::Known(area), Some(before)) => *area != before,
            _ => false,
        }
    }

    /// Whether the claimed name is this plan's: as the ledger has it, in 「」, or
    /// with the plan's own number before it, as 「９　計画名」 and 「1-09 計画名」.
    pub(super) fn names(&self, plan: &LedgerPlan) -> bool {
        let own = fold(&plan.name);
        let Some(name) = &self.name else { return false };
        let quoted = |text: &str| text.strip_prefix('「')?.strip_suffix('」').map(ToOwned::to_owned);
        let numbered = || {
            let before = name.strip_suffix(&own)?.trim_end_matches(['.', ':', '、', '・', '_']);
            plan_number(before).value().filter(|said| {
                said.number == plan.key.number && said.area.is_none_or(|area| area == plan.key.area)
            })
        };
        *name == own || quoted(name).as_ref() == Some(&own) || numbered().is_some()
    }

    /// Plans of the ledger with the claimed name.
    pub(super) fn plans_by_name<'a>(&self, desk: Desk<'a>) -> Vec<&'a LedgerPlan> {
        self.name.as_ref().map_or_else(Vec::new, |name| desk.names.plans(name, desk.ledger))
    }

    /// The one plan that number and name single out, whatever is said of the area.
    pub(super) fn plan_by_number_and_name<'a>(&self, desk: Desk<'a>) -> Option<&'a LedgerPlan> {
        let by_name = self.plans_by_name(desk);
        let mut fitting = by_name.into_iter().filter(|plan| self.number.is_none_or(|n| n == plan.key.number));
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only)
    }
}

fn claim_area(text: &str, ledger: &Ledger) -> AreaClaim {
    if let Some(area) = area::find(text, &ledger.areas) {
        AreaClaim::Known(area.number)
    } else if area::contradicts_itself(text, &ledger.areas) {
        AreaClaim::Contradiction(one_line(text))
    } else {
        AreaClaim::Unknown(one_line(text))
    }
}

/// What the ledger calls the plan in one breath, for messages: `1-03 計画名`.
pub(super) fn called(plan: &LedgerPlan) -> String {
    format!("{} {}", plan.key, plan.name)
}

/// The name of an area for the fields of a plan.
pub(super) fn area_name(ledger: &Ledger, key: PlanKey) -> Arc<str> {
    ledger.area(key.area).map_or_else(|| Arc::from(key.area.to_string()), |area| Arc::clone(&area.name))
}
