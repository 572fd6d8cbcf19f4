//! What a rule is.

use std::sync::Arc;

use crate::diag::{Finding, RuleInfo};
use crate::model::{Field, Plan, Year};
use crate::settings::Settings;

/// What a rule may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The year, merged.
    pub year: &'a Year,
    /// The city's settings.
    pub settings: &'a Settings,
}

/// A check. Implement one of the two methods.
pub trait Rule: Sync {
    /// Code, severity, title and documentation.
    fn info(&self) -> &'static RuleInfo;

    /// Looks at one submitted plan.
    fn check_plan(&self, _plan: &Plan, _context: &Context<'_>, _out: &mut Reporter<'_>) {}

    /// Looks at the year as a whole.
    fn check_year(&self, _context: &Context<'_>, _out: &mut Reporter<'_>) {}
}

/// Takes one rule's findings.
#[derive(Debug)]
pub struct Reporter<'a> {
    info: &'static RuleInfo,
    context: Context<'a>,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Reporter<'a> {
    /// A reporter for the rule `info` that appends to `findings`.
    pub fn new(info: &'static RuleInfo, context: Context<'a>, findings: &'a mut Vec<Finding>) -> Self {
        Self { info, context, findings }
    }

    /// Reports on a field of a plan. Give the finding its details through the
    /// returned reference.
    pub fn on_field(&mut self, plan: &Plan, field: &Field, message: impl Into<String>) -> &mut Finding {
        let mut finding = Finding::new(self.info, message)
            .on_plan(plan.key, &plan.department)
            .about(field.name(&self.context.settings.eras));
        if let Some(origin) = plan.origin_of(field) {
            finding = finding.at(&origin);
        }
        let unread = || plan.unreadable.text(field).map(str::to_owned);
        finding.found = plan.fields.get(field).map(|v| v.raw.clone()).or_else(unread);
        self.push(finding)
    }

    /// Reports on what a department typed into a field that is derived later
    /// (終了, 次年度の取扱い): at the cell it was typed into, once the field
    /// itself points to the judgment too.
    pub fn on_typed(&mut self, plan: &Plan, field: &Field, message: impl Into<String>) -> &mut Finding {
        let typed = plan.typed.get(field).cloned();
        let finding = self.on_field(plan, field, message);
        if let Some(typed) = typed {
            finding.file = Some(Arc::clone(&typed.origin.file));
            finding.sheet = Some(Arc::clone(&typed.origin.sheet));
            finding.cell = Some(typed.origin.cell);
            finding.found = Some(typed.raw);
        }
        finding
    }

    /// Reports on a plan as a whole.
    pub fn on_plan(&mut self, plan: &Plan, message: impl Into<String>) -> &mut Finding {
        let mut finding = Finding::new(self.info, message).on_plan(plan.key, &plan.department);
        if let Some(source) = &plan.source {
            finding = finding.in_sheet(&source.file, &source.sheet);
        }
        self.push(finding)
    }

    /// Reports on the year.
    pub fn on_year(&mut self, message: impl Into<String>) -> &mut Finding {
        self.push(Finding::new(self.info, message))
    }

    /// Reports on a file that no plan is behind.
    pub fn on_file(&mut self, file: &Arc<str>, message: impl Into<String>) -> &mut Finding {
        self.push(Finding::new(self.info, message).in_file(file))
    }

    fn push(&mut self, finding: Finding) -> &mut Finding {
        self.findings.push(finding);
        self.findings.last_mut().expect("one was just pushed")
    }
}
