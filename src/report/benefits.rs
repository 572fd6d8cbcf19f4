//! 効果額 over the years: the same amounts for every output.
//!
//! An earlier year's amount is the closed one, else what this year's sheet
//! says of it. Plans that ended in an earlier year are among the rows, so that
//! a year's sum stays what it was when that year was reported.

use crate::model::{Field, Fields, FiscalYear, PlanKey, ThousandYen, Year};

/// A plan with an amount in some year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlanBenefit<'a> {
    pub(super) key: PlanKey,
    /// Today's name of the area; its own where today's ledger has none.
    pub(super) area: &'a str,
    pub(super) department: &'a str,
    pub(super) name: &'a str,
    /// One a year.
    pub(super) amounts: Vec<Option<ThousandYen>>,
    /// When it ended, where it is no longer among the plans: as the ledger says, else its last year.
    pub(super) ended: Option<FiscalYear>,
}

/// Plans due and plans of closed years, by key, where any amount stands.
pub(super) fn plan_benefits<'a>(year: &'a Year, years: &[FiscalYear]) -> Vec<PlanBenefit<'a>> {
    let area = |key: PlanKey, own: &'a str| year.ledger.area(key.area).map_or(own, |area| area.name.as_ref());
    let amounts = |key| years.iter().map(|of| benefit_in(year, key, *of)).collect();
    let due = year.plans.iter().map(|plan| PlanBenefit {
        key: plan.key,
        area: area(plan.key, &plan.area),
        department: &plan.department,
        name: &plan.name,
        amounts: amounts(plan.key),
        ended: None,
    });
    let mut rows: Vec<PlanBenefit<'a>> = due.collect();
    for closed in year.earlier.iter().rev() {
        for plan in &closed.plans {
            if rows.iter().any(|row| row.key == plan.key) {
                continue;
            }
            rows.push(PlanBenefit {
                key: plan.key,
                area: area(plan.key, &plan.area),
                department: &plan.department,
                name: &plan.name,
                amounts: amounts(plan.key),
                ended: year.ledger.plan(plan.key).and_then(|plan| plan.end).or(Some(closed.year)),
            });
        }
    }
    rows.retain(|row| row.amounts.iter().any(Option::is_some));
    rows.sort_by_key(|row| row.key);
    rows
}

/// A plan's amount in a year.
pub(super) fn benefit_in(year: &Year, key: PlanKey, of: FiscalYear) -> Option<ThousandYen> {
    let amount = |fields: &Fields| fields.money(&Field::Benefit(of));
    let closed = year.earlier.iter().find(|closed| closed.year == of && of < year.year);
    let closed = closed.and_then(|closed| closed.plan(key)).and_then(|plan| amount(&plan.fields));
    closed.or_else(|| year.plan(key).and_then(|plan| amount(&plan.fields)))
}

/// The sum; `None` of nothing. A sum beyond the limit stays at it instead of turning over.
pub(super) fn sum(amounts: impl Iterator<Item = ThousandYen>) -> Option<ThousandYen> {
    amounts.fold(None, |sum, amount| {
        Some(ThousandYen(sum.map_or(0, |ThousandYen(sum)| sum).saturating_add(amount.0)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::small_year;

    const R5: FiscalYear = FiscalYear(2023);
    const R6: FiscalYear = FiscalYear(2024);

    #[test]
    fn a_closed_amount_counts_and_where_there_is_none_the_sheets() {
        let mut year = small_year();
        let key = PlanKey::new(1, 1);
        assert_eq!(benefit_in(&year, key, R5), Some(ThousandYen(1200)));
        year.earlier[0].plans[0].fields.remove(&Field::Benefit(R5));
        // The sheet of R6 says 1,200 of R5, too.
        assert_eq!(benefit_in(&year, key, R5), Some(ThousandYen(1200)));
        year.plans[0].fields.remove(&Field::Benefit(R5));
        assert_eq!(benefit_in(&year, key, R5), None);
    }

    #[test]
    fn a_plan_that_has_ended_keeps_its_amounts() {
        let mut year = small_year();
        year.plans.remove(1);
        let rows = plan_benefits(&year, &[R5, R6]);
        let row = rows.iter().find(|row| row.key == PlanKey::new(1, 2)).expect("the ended plan");
        assert_eq!((row.ended, row.name), (Some(R5), "申請の電子化"));
        assert_eq!(row.amounts, [Some(ThousandYen(1200)), None]);
        assert_eq!(rows.iter().filter(|row| row.ended.is_some()).count(), 1);
    }

    #[test]
    fn nothing_has_no_sum() {
        assert_eq!(sum([].into_iter()), None);
        assert_eq!(sum([ThousandYen(i64::MAX), ThousandYen(1)].into_iter()), Some(ThousandYen(i64::MAX)));
    }
}
