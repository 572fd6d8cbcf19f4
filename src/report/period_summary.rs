//! 期間総括: how the plans of a whole period ended, how they were judged year
//! by year, and what they brought.
//!
//! Counts only what stands: 確定評価 of closed years, and of the last year once
//! the council has met. A year without a closed record is left out and named.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{AfterPeriod, Field, FiscalYear, JudgmentCode, PlanKey, Stage, ThousandYen, Year};
use crate::report::benefits::{benefit_in, sum};
use crate::report::totals::{StageCounts, Totals};
use crate::settings::Settings;

/// The whole period.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodSummary {
    /// The years of the period.
    pub years: Vec<FiscalYear>,
    /// Years without a closed record.
    pub without_record: Vec<FiscalYear>,
    /// Number and name of the areas, in printing order.
    pub areas: Vec<(u32, Arc<str>)>,
    /// Every plan that ever was one of the period's, by key.
    pub plans: Vec<PeriodPlan>,
    /// What each year was judged as, one a year; `None` without a record.
    pub judged: Vec<Option<StageCounts>>,
}

/// One plan over the period.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodPlan {
    /// Area and number.
    pub key: PlanKey,
    /// 計画名, the ledger's spelling.
    pub name: Arc<str>,
    /// 実行課 in the last year.
    pub department: Arc<str>,
    /// One a year of the period.
    pub years: Vec<PlanYear>,
    /// How it ended.
    pub outcome: Outcome,
    /// 期間後の取扱い, as the department proposes it.
    pub after: Option<AfterPeriod>,
}

/// One plan in one year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanYear {
    /// Whether it ran; unknown in a year without a record.
    pub ran: bool,
    /// 確定評価.
    pub judgment: Option<JudgmentCode>,
    /// 効果額.
    pub benefit: Option<ThousandYen>,
}

/// How a plan ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With a judgment that ends a plan (達成, 中止), in a year.
    Ended(JudgmentCode, FiscalYear),
    /// In a year of which no judgment is known.
    EndedUnrecorded(FiscalYear),
    /// It ran to the end of the period: it is examined whether the next plan takes it up.
    Examine,
    /// It was due in the last year and has no judgment.
    Unjudged,
}

/// [`Outcome`] without its year: what is counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// With this judgment.
    Judged(JudgmentCode),
    /// Still to be examined.
    Examine,
    /// Ended, not known how.
    Unrecorded,
    /// Without a judgment.
    Unjudged,
}

impl Outcome {
    /// What it is counted with.
    pub fn way(&self) -> Way {
        match self {
            Self::Ended(code, _) => Way::Judged(code.clone()),
            Self::EndedUnrecorded(_) => Way::Unrecorded,
            Self::Examine => Way::Examine,
            Self::Unjudged => Way::Unjudged,
        }
    }
}

/// The summary; `None` but in the period's last year, once 確定評価 stands.
pub fn period_summary(year: &Year, settings: &Settings) -> Option<PeriodSummary> {
    if !settings.is_last_year(year.year) || year.stage != Stage::Confirmed {
        return None;
    }
    let years: Vec<FiscalYear> = settings.period.years().collect();
    let recorded = |y: &FiscalYear| *y == year.year || year.earlier.iter().any(|closed| closed.year == *y);
    let totals = Totals::of(year, settings);
    let counts = |y: &FiscalYear| {
        if *y == year.year {
            return totals.all.stages.last().cloned();
        }
        let closed = year.earlier.iter().find(|closed| closed.year == *y)?;
        Totals::of_closed(closed, &year.ledger, settings).all.stages.last().cloned()
    };
    Some(PeriodSummary {
        without_record: years.iter().copied().filter(|y| !recorded(y)).collect(),
        areas: areas(year, &totals),
        plans: plans(year, settings, &years),
        judged: years.iter().map(counts).collect(),
        years,
    })
}

/// The ledger's areas and those that plans name besides.
fn areas(year: &Year, totals: &Totals) -> Vec<(u32, Arc<str>)> {
    let mut areas: Vec<(u32, Arc<str>)> =
        totals.areas.iter().map(|area| (area.number, Arc::clone(&area.name))).collect();
    for plan in year.earlier.iter().flat_map(|closed| &closed.plans) {
        if !areas.iter().any(|(number, _)| *number == plan.key.area) {
            areas.push((plan.key.area, Arc::clone(&plan.area)));
        }
    }
    areas
}

/// Name and department of every plan that the ledger or a year's record knows.
fn names(year: &Year) -> BTreeMap<PlanKey, (Arc<str>, Arc<str>)> {
    let mut names = BTreeMap::new();
    for plan in year.earlier.iter().flat_map(|closed| &closed.plans) {
        names.insert(plan.key, (Arc::clone(&plan.name), Arc::clone(&plan.department)));
    }
    for plan in &year.ledger.plans {
        // A plan that is to begin after the period is none of it.
        if plan.start.or(plan.added).is_none_or(|start| start <= year.year) {
            names.insert(plan.key, (Arc::clone(&plan.name), year.ledger.department_in(plan, year.year)));
        }
    }
    for plan in &year.plans {
        names.insert(plan.key, (Arc::clone(&plan.name), Arc::clone(&plan.department)));
    }
    names
}

fn plans(year: &Year, settings: &Settings, years: &[FiscalYear]) -> Vec<PeriodPlan> {
    let plan = |(key, (name, department)): (PlanKey, (Arc<str>, Arc<str>))| {
        let years: Vec<PlanYear> = years.iter().map(|y| plan_year(year, key, *y)).collect();
        let due = year.plan(key);
        PeriodPlan {
            key,
            name,
            department,
            outcome: outcome(year, settings, key, &years),
            years,
            after: due.and_then(|plan| plan.fields.after_period(&Field::AfterPeriod)),
        }
    };
    names(year).into_iter().map(plan).collect()
}

/// What is recorded of a plan in a year.
fn plan_year(year: &Year, key: PlanKey, of: FiscalYear) -> PlanYear {
    let record = if of == year.year {
        year.plan(key).map(|plan| &plan.fields)
    } else {
        let closed = year.earlier.iter().find(|closed| closed.year == of);
        closed.and_then(|closed| closed.plan(key)).map(|plan| &plan.fields)
    };
    PlanYear {
        ran: record.is_some(),
        judgment: record.and_then(|fields| fields.judgment(&Field::FinalJudgment)).cloned(),
        benefit: benefit_in(year, key, of),
    }
}

fn outcome(year: &Year, settings: &Settings, key: PlanKey, years: &[PlanYear]) -> Outcome {
    let period = settings.period.years();
    let ended = period.zip(years).filter_map(|(y, plan)| {
        let code = plan.judgment.as_ref().filter(|code| settings.judgments.ends(code))?;
        Some(Outcome::Ended(code.clone(), y))
    });
    let ended = ended.last();
    let listed = year.ledger.plan(key).and_then(|plan| plan.end);
    match (year.plan(key), ended, listed) {
        // The ledger says when; a judgment of that year or before says how.
        (None, Some(ended), _) => ended,
        (None, None, Some(end)) => Outcome::EndedUnrecorded(end),
        (None, None, None) => Outcome::Unjudged,
        (Some(_), ended, _) => match years.last().and_then(|last| last.judgment.as_ref()) {
            Some(code) if settings.judgments.ends(code) => ended.unwrap_or(Outcome::Unjudged),
            Some(_) => Outcome::Examine,
            None => Outcome::Unjudged,
        },
    }
}

impl PeriodSummary {
    /// The plans of an area, or all.
    pub fn of_area(&self, area: Option<u32>) -> impl Iterator<Item = &PeriodPlan> + Clone {
        self.plans.iter().filter(move |plan| area.is_none_or(|area| area == plan.key.area))
    }

    /// Plans of an area, or of all, that ended in this way.
    pub fn count(&self, area: Option<u32>, way: &Way) -> usize {
        self.of_area(area).filter(|plan| plan.outcome.way() == *way).count()
    }

    /// The sum of an area's, or all, amounts of a year (by its place in `years`); `None` of nothing.
    pub fn benefit(&self, area: Option<u32>, at: usize) -> Option<ThousandYen> {
        sum(self.of_area(area).filter_map(|plan| plan.years.get(at)?.benefit))
    }

    /// The sum over the whole period.
    pub fn whole_benefit(&self, area: Option<u32>) -> Option<ThousandYen> {
        sum((0..self.years.len()).filter_map(|at| self.benefit(area, at)))
    }
}

#[cfg(test)]
pub(crate) mod tests;
