//! What all chapters of one edition share: its stages, bodies, counts and years.

use std::collections::BTreeMap;

use crate::diag::Finding;
use crate::model::{Body, Field, FiscalYear, JudgmentCode, Next, Plan, PlanKey, PlanStatus, Stage, Year};
use crate::report::totals::{StageCounts, Totals};
use crate::settings::Settings;

use super::parts::{PlanRef, StageLabel, StageMark};
use super::prose;
use super::wording::Wording;

/// Said where a chapter would count judgments.
pub(super) const NONE_JUDGED: &str = "評価のある計画はまだない。";

/// The year seen as one of the three editions.
pub(super) struct Edition<'a> {
    pub(super) year: &'a Year,
    pub(super) settings: &'a Settings,
    pub(super) wording: &'a Wording,
    pub(super) totals: Totals,
    pub(super) stages: Vec<StageLabel>,
    open_errors: BTreeMap<PlanKey, usize>,
    pub(super) open_error_count: usize,
}

impl<'a> Edition<'a> {
    pub(super) fn new(
        year: &'a Year,
        settings: &'a Settings,
        findings: &[Finding],
        wording: &'a Wording,
    ) -> Self {
        let mut open_errors = BTreeMap::new();
        let mut open_error_count = 0;
        for finding in findings.iter().filter(|finding| finding.is_open_error()) {
            open_error_count += 1;
            if let Some(key) = finding.key {
                *open_errors.entry(key).or_insert(0) += 1;
            }
        }
        let fields = settings.judgment_fields(year.stage);
        Self {
            year,
            settings,
            wording,
            totals: Totals::of(year, settings),
            stages: fields.into_iter().map(|field| stage_label(field, settings)).collect(),
            open_errors,
            open_error_count,
        }
    }

    /// The stage that counts: the last one that stands.
    pub(super) fn leading(&self) -> &StageLabel {
        self.stages.last().expect("every stage has at least the self-evaluation")
    }

    /// The counts of the leading judgment over all areas.
    pub(super) fn leading_counts(&self) -> &StageCounts {
        self.totals.all.stage(&self.leading().field).expect("totals are counted for the same stages")
    }

    /// The leading judgment of a plan.
    pub(super) fn judgment<'p>(&self, plan: &'p Plan) -> Option<&'p JudgmentCode> {
        plan.fields.judgment(&self.leading().field)
    }

    /// Whether this is the paper after the council.
    pub(super) fn is_confirmed(&self) -> bool {
        self.year.stage == Stage::Confirmed
    }

    /// Whether what it says can change no more.
    pub(super) fn is_settled(&self) -> bool {
        self.is_confirmed() && self.year.is_final
    }

    /// Whether this is the period's last year.
    pub(super) fn is_last_year(&self) -> bool {
        self.settings.is_last_year(self.year.year)
    }

    /// `令和５年度`.
    pub(super) fn long(&self, year: FiscalYear) -> String {
        self.settings.eras.long(year)
    }

    /// `令和５年度` of the year under evaluation.
    pub(super) fn this_year(&self) -> String {
        self.long(self.year.year)
    }

    /// `本部` or `審議会`, as the city calls the body.
    pub(super) fn short(&self, body: Body) -> &str {
        self.settings.body(body).map_or("", |body| body.short.as_str())
    }

    /// `行政改革推進本部`.
    pub(super) fn name(&self, body: Body) -> &str {
        self.settings.body(body).map_or("", |body| body.name.as_str())
    }

    /// The bodies that have met, in order.
    pub(super) fn met(&self) -> Vec<Body> {
        self.stages.iter().filter_map(|stage| stage.body).collect()
    }

    /// The judgments of a plan, stage by stage.
    pub(super) fn marks(&self, plan: &Plan) -> Vec<StageMark> {
        let mut before: Option<&JudgmentCode> = None;
        let mut marks = Vec::with_capacity(self.stages.len());
        for stage in &self.stages {
            let code = plan.fields.judgment(&stage.field);
            let changed = before.is_some() && code.is_some() && before != code;
            marks.push(StageMark { label: stage.short.clone(), code: code.cloned(), changed });
            before = code.or(before);
        }
        marks
    }

    /// How many plans a body judged differently from the stage before.
    pub(super) fn changed_by(&self, body: Body) -> usize {
        let Some(at) = self.stages.iter().position(|stage| stage.body == Some(body)) else { return 0 };
        self.year.plans.iter().filter(|plan| self.marks(plan)[at].changed).count()
    }

    /// How many plans were judged differently at any stage.
    pub(super) fn changed(&self) -> usize {
        self.year.plans.iter().filter(|plan| self.marks(plan).iter().any(|mark| mark.changed)).count()
    }

    /// Plans whose leading judgment ends them, or lets them go on.
    pub(super) fn count_next(&self, next: Next) -> usize {
        let codes = self.settings.judgments.iter().zip(&self.leading_counts().counts);
        codes.filter(|(judgment, _)| judgment.next == next).map(|(_, count)| count).sum()
    }

    /// The codes that end a plan, or let it go on, in printing order.
    pub(super) fn codes_with(&self, next: Next) -> Vec<JudgmentCode> {
        let judgments = self.settings.judgments.iter();
        judgments.filter(|judgment| judgment.next == next).map(|judgment| judgment.code.clone()).collect()
    }

    /// Who and what a row speaks of.
    pub(super) fn plan_ref(&self, plan: &Plan) -> PlanRef {
        PlanRef { key: plan.key, name: plan.name.to_string(), department: plan.department.to_string() }
    }

    /// 未提出 or 確認中, where a plan has no sheet.
    pub(super) fn status_text(&self, status: PlanStatus) -> Option<&'static str> {
        match status {
            PlanStatus::Submitted => None,
            PlanStatus::Missing => Some("未提出"),
            PlanStatus::Held => Some("確認中"),
        }
    }

    /// `記載内容を確認中（２件）`, where errors stand at the plan.
    pub(super) fn open_note(&self, key: PlanKey) -> Option<String> {
        let count = *self.open_errors.get(&key)?;
        Some(format!("記載内容を確認中（{}件）", prose::number(count)))
    }

    /// The name by which a sentence speaks of the leading judgment.
    pub(super) fn leading_words(&self) -> &str {
        match self.is_confirmed() {
            true if self.year.is_final => "確定した評価",
            true => "審議を経た評価",
            false => &self.leading().name,
        }
    }
}

fn stage_label(field: Field, settings: &Settings) -> StageLabel {
    let label = |name: String, short: &str, body| StageLabel {
        name,
        short: short.to_owned(),
        body,
        field: field.clone(),
    };
    match field {
        Field::HqJudgment => {
            let short = settings.headquarters.as_ref().map_or("", |body| body.short.as_str());
            label(format!("{short}評価"), short, Some(Body::Headquarters))
        }
        Field::FinalJudgment => label("確定評価".to_owned(), "確定", Some(Body::Council)),
        _ => label("自己評価".to_owned(), "自己", None),
    }
}
