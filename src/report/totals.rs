//! How many plans got which judgment, by area and stage.
//!
//! Every table, chart, sentence and data file takes its counts from here, so
//! that no two of them can differ.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    ClosedYear, Field, Fields, JudgmentCode, Judgments, Ledger, PlanKey, PlanStatus, Stage, Year,
};
use crate::settings::Settings;

/// The counts of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// The judgments that stand, in the order in which they are made.
    pub stages: Vec<Field>,
    /// The city's codes in printing order; every [`StageCounts::counts`] has one number for each.
    pub codes: Vec<JudgmentCode>,
    /// By area in the ledger's order; an area without plans has its zeros.
    pub areas: Vec<AreaTotals>,
    /// All areas together.
    pub all: AreaTotals,
}

/// The counts of one area, or of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaTotals {
    /// Number of the area; 0 for all together.
    pub number: u32,
    /// Name of the area; 合計 for all together.
    pub name: Arc<str>,
    /// Plans due.
    pub plans: usize,
    /// Plans whose sheet was taken.
    pub submitted: usize,
    /// Plans of which nothing arrived.
    pub missing: usize,
    /// Plans of which something arrived that is in doubt.
    pub held: usize,
    /// The departments of these plans, each once, in the order in which their plans come.
    pub departments: Vec<Arc<str>>,
    /// One a stage, in the order of [`Totals::stages`].
    pub stages: Vec<StageCounts>,
}

/// The counts of one stage's judgments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageCounts {
    /// Which judgment.
    pub field: Field,
    /// Plans by code, in the order of [`Totals::codes`]; zeros included.
    pub counts: Vec<usize>,
    /// Plans without a judgment, or with one that the settings do not know.
    pub without: usize,
}

impl StageCounts {
    /// Plans with a judgment: what shares are taken of.
    pub fn judged(&self) -> usize {
        self.counts.iter().sum()
    }

    /// The share of each code among the plans judged; `None` where none is.
    pub fn shares(&self) -> Vec<Option<Share>> {
        let judged = self.judged();
        self.counts.iter().map(|&count| Share::of(count, judged)).collect()
    }
}

impl AreaTotals {
    /// The counts of one stage's judgments.
    pub fn stage(&self, field: &Field) -> Option<&StageCounts> {
        self.stages.iter().find(|stage| stage.field == *field)
    }

    fn empty(number: u32, name: Arc<str>, stages: &[Field], codes: usize) -> Self {
        let stage = |field: &Field| StageCounts { field: field.clone(), counts: vec![0; codes], without: 0 };
        Self {
            number,
            name,
            plans: 0,
            submitted: 0,
            missing: 0,
            held: 0,
            departments: Vec::new(),
            stages: stages.iter().map(stage).collect(),
        }
    }

    fn add(&mut self, plan: &Counted<'_>, codes: &[JudgmentCode]) {
        self.plans += 1;
        match plan.status {
            PlanStatus::Submitted => self.submitted += 1,
            PlanStatus::Missing => self.missing += 1,
            PlanStatus::Held => self.held += 1,
        }
        if !self.departments.contains(plan.department) {
            self.departments.push(Arc::clone(plan.department));
        }
        for stage in &mut self.stages {
            let code = plan.fields.judgment(&stage.field);
            match code.and_then(|code| codes.iter().position(|known| known == code)) {
                Some(at) => stage.counts[at] += 1,
                None => stage.without += 1,
            }
        }
    }
}

/// What counting needs to know of a plan, due or closed.
struct Counted<'a> {
    key: PlanKey,
    area: &'a Arc<str>,
    department: &'a Arc<str>,
    status: PlanStatus,
    fields: &'a Fields,
}

impl Totals {
    /// Counts the plans due.
    pub fn of(year: &Year, settings: &Settings) -> Self {
        let plans = year.plans.iter().map(|plan| Counted {
            key: plan.key,
            area: &plan.area,
            department: &plan.department,
            status: plan.status,
            fields: &plan.fields,
        });
        Self::count(plans.collect(), &year.ledger, settings.judgment_fields(year.stage), &settings.judgments)
    }

    /// Counts a closed year, by the areas of today's ledger and those that it had besides.
    pub fn of_closed(closed: &ClosedYear, ledger: &Ledger, settings: &Settings) -> Self {
        let plans = closed.plans.iter().map(|plan| Counted {
            key: plan.key,
            area: &plan.area,
            department: &plan.department,
            status: plan.status,
            fields: &plan.fields,
        });
        Self::count(plans.collect(), ledger, settings.judgment_fields(Stage::Confirmed), &settings.judgments)
    }

    fn count(plans: Vec<Counted<'_>>, ledger: &Ledger, stages: Vec<Field>, judgments: &Judgments) -> Self {
        let codes: Vec<JudgmentCode> = judgments.iter().map(|j| j.code.clone()).collect();
        let empty =
            |number, name: &Arc<str>| AreaTotals::empty(number, Arc::clone(name), &stages, codes.len());
        let mut areas: Vec<AreaTotals> = ledger.areas.iter().map(|a| empty(a.number, &a.name)).collect();
        // A plan always counts, even if the ledger's list of areas lacks its own.
        let known: BTreeSet<u32> = ledger.areas.iter().map(|a| a.number).collect();
        let mut others: Vec<(u32, &Arc<str>)> =
            plans.iter().filter(|p| !known.contains(&p.key.area)).map(|p| (p.key.area, p.area)).collect();
        others.sort_by_key(|(number, _)| *number);
        others.dedup_by_key(|(number, _)| *number);
        areas.extend(others.into_iter().map(|(number, name)| empty(number, name)));
        let mut all = AreaTotals::empty(0, "合計".into(), &stages, codes.len());
        for plan in &plans {
            all.add(plan, &codes);
            if let Some(area) = areas.iter_mut().find(|area| area.number == plan.key.area) {
                area.add(plan, &codes);
            }
        }
        Self { stages, codes, areas, all }
    }

    /// The area with this number.
    pub fn area(&self, number: u32) -> Option<&AreaTotals> {
        self.areas.iter().find(|area| area.number == number)
    }

    /// The counts of an area in which there is nothing.
    pub(crate) fn none(&self) -> AreaTotals {
        AreaTotals::empty(0, "".into(), &self.stages, self.codes.len())
    }

    /// The areas, then all together: the rows of a printed table.
    pub fn rows(&self) -> impl Iterator<Item = &AreaTotals> {
        self.areas.iter().chain([&self.all])
    }
}

/// A share in tenths of a percent, rounded half up; shares of a whole are not forced to add up to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(pub u64);

impl Share {
    /// `part` of `whole`; `None` of nothing.
    pub fn of(part: usize, whole: usize) -> Option<Self> {
        let (part, whole) = (u128::try_from(part).ok()?, u128::try_from(whole).ok()?);
        let tenths = (part * 2000 + whole).checked_div(whole * 2)?;
        u64::try_from(tenths).ok().map(Self)
    }

    /// As a table prints it, without the sign: `33.3`.
    pub fn text(self) -> String {
        format!("{}.{}", self.0 / 10, self.0 % 10)
    }

    /// Whether printed shares add up to 100.0, or there are none; where not, the table says so below.
    pub fn add_up(shares: &[Option<Self>]) -> bool {
        let sum: u64 = shares.iter().flatten().map(|share| share.0).sum();
        sum == 1000 || shares.iter().all(Option::is_none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{city, small_year};

    #[test]
    fn counts_every_code_of_every_area_zeros_included() {
        let (year, settings) = (small_year(), city());
        let totals = Totals::of(&year, &settings);
        assert_eq!(totals.stages, [Field::SelfJudgment, Field::HqJudgment, Field::FinalJudgment]);
        let first = totals.area(1).expect("area 1");
        // 達成 A B C 中止
        assert_eq!(first.stages[0].counts, [1, 0, 2, 0, 0]);
        assert_eq!(first.stages[2].counts, [1, 1, 1, 0, 0]);
        let second = totals.area(2).expect("area 2");
        assert_eq!(second.stages[0].counts, [0, 0, 0, 1, 0]);
        assert_eq!((second.stages[0].without, second.submitted, second.missing, second.held), (2, 1, 1, 1));
        assert_eq!(totals.area(3).expect("area 3 has no plan").plans, 0);
        assert_eq!((totals.all.plans, totals.all.stages[0].judged()), (6, 4));
        assert_eq!(totals.all.departments.len(), 4);
    }

    #[test]
    fn a_city_without_headquarters_has_two_stages() {
        let mut settings = city();
        settings.headquarters = None;
        let totals = Totals::of(&small_year(), &settings);
        assert_eq!(totals.stages, [Field::SelfJudgment, Field::FinalJudgment]);
    }

    #[test]
    fn a_plan_of_an_unlisted_area_still_counts() {
        let mut year = small_year();
        year.ledger.areas.truncate(1);
        let totals = Totals::of(&year, &city());
        assert_eq!(totals.areas.iter().map(|a| a.plans).collect::<Vec<_>>(), [3, 3]);
        assert_eq!(totals.areas[1].name.as_ref(), "組織改革");
    }

    #[test]
    fn shares_round_half_up_and_are_not_forced() {
        let texts: Vec<String> = [(1, 3), (2, 3), (1, 8), (1, 16), (7, 2000), (1, 2000), (0, 5), (5, 5)]
            .into_iter()
            .filter_map(|(part, whole)| Share::of(part, whole).map(Share::text))
            .collect();
        assert_eq!(texts, ["33.3", "66.7", "12.5", "6.3", "0.4", "0.1", "0.0", "100.0"]);
        assert_eq!(Share::of(0, 0), None);
        let thirds = [Share::of(1, 3), Share::of(1, 3), Share::of(1, 3)];
        assert!(!Share::add_up(&thirds));
        assert!(Share::add_up(&[Share::of(1, 2), Share::of(1, 2)]));
        assert!(Share::add_up(&[None, None]));
    }
}
