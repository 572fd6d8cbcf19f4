//! The plans due in the year, by the names of their departments.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::assign::Desk;
use super::confirm::names_of;
use crate::characters::fold;
use crate::model::PlanKey;

/// A department's plans, so that those of an area or of a number are found
/// without going through all.
#[derive(Debug, Default)]
struct Plans {
    by_area: BTreeSet<PlanKey>,
    /// Number and area.
    by_number: BTreeSet<(u32, u32)>,
}

/// Made when a sheet first has nothing but its department to say.
#[derive(Debug, Default)]
pub(super) struct DuePlans(OnceLock<BTreeMap<String, Plans>>);

impl DuePlans {
    /// The plans of the department with this folded name, as far as the area
    /// and the number agree, where those are known; two of them at most where
    /// the number is not, for then only a single one tells anything.
    pub(super) fn of_department(
        &self,
        folded: &str,
        (area, number): (Option<u32>, Option<u32>),
        desk: Desk<'_>,
    ) -> Vec<PlanKey> {
        let all = self.0.get_or_init(|| by_department(desk));
        let Some(plans) = all.get(folded) else { return Vec::new() };
        let key = |(number, area): &(u32, u32)| PlanKey { area: *area, number: *number };
        match (area, number) {
            (Some(area), Some(number)) => {
                plans.by_area.get(&PlanKey { area, number }).copied().into_iter().collect()
            }
            (None, Some(number)) => {
                plans.by_number.range((number, 0)..=(number, u32::MAX)).map(key).collect()
            }
            (Some(area), None) => {
                let [first, last] = [0, u32::MAX].map(|number| PlanKey { area, number });
                plans.by_area.range(first..=last).take(2).copied().collect()
            }
            (None, None) => plans.by_area.iter().take(2).copied().collect(),
        }
    }
}

fn by_department(desk: Desk<'_>) -> BTreeMap<String, Plans> {
    let mut all: BTreeMap<String, Plans> = BTreeMap::new();
    for plan in desk.ledger.due(desk.year) {
        let names: BTreeSet<String> = names_of(plan, desk).iter().map(|name| fold(name)).collect();
        for name in names {
            let plans = all.entry(name).or_default();
            plans.by_area.insert(plan.key);
            plans.by_number.insert((plan.key.number, plan.key.area));
        }
    }
    all
}
