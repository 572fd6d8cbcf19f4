//! What one body has said, by plan.

use std::collections::BTreeMap;

use crate::model::{Body, JudgmentCode, Origin, PlanKey, Sourced, WholeOpinion};

/// The opinions of one body.
#[derive(Debug, Clone, PartialEq)]
pub struct Opinions {
    /// Whose they are.
    pub body: Body,
    /// The rows whose plan is beyond doubt, by plan.
    pub plans: BTreeMap<PlanKey, PlanOpinion>,
    /// Rows 全体, in sheet order.
    pub whole: Vec<WholeOpinion>,
}

/// A row of an opinion workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanOpinion {
    /// 意見.
    pub text: Option<Sourced<String>>,
    /// 評価; blank leaves the judgment of the stage before.
    pub judgment: Option<Sourced<JudgmentCode>>,
    /// Set where something stands in 評価 that is no judgment (V02 says so):
    /// then no judgment stands, and none is carried over.
    pub unreadable_judgment: Option<Origin>,
    /// 変更理由.
    pub reason: Option<Sourced<String>>,
}

impl PlanOpinion {
    /// Whether anything of the row was taken, or is in doubt.
    pub(super) fn says_something(&self) -> bool {
        self.text.is_some()
            || self.judgment.is_some()
            || self.unreadable_judgment.is_some()
            || self.reason.is_some()
    }
}
