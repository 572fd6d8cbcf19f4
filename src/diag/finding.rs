//! One finding, and the pair of a value with its findings.

use std::sync::Arc;

use super::rule_info::{Code, RuleInfo, Severity};
use crate::model::{CellRef, Origin, PlanKey};

/// A finding that the secretariat has looked into and accepted (確認済.xlsx).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// 理由.
    pub reason: String,
    /// 確認者.
    pub by: Option<String>,
    /// 日付, as typed.
    pub date: Option<String>,
}

/// Something to look at: which check, where, what was found, how to fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which check.
    pub code: Code,
    /// After the settings have re-graded it.
    pub severity: Severity,
    /// The plan; `None` where the finding speaks of a file or of the year.
    pub key: Option<PlanKey>,
    /// The department that has to act, by its name in the year.
    pub department: Option<Arc<str>>,
    /// The field's name (section 4 of the specification), or a ledger's column.
    pub field: Option<String>,
    /// Path relative to the year folder.
    pub file: Option<Arc<str>>,
    /// Sheet name.
    pub sheet: Option<Arc<str>>,
    /// Cell.
    pub cell: Option<CellRef>,
    /// What is written there; `None` where nothing is, or where it does not apply.
    pub found: Option<String>,
    /// One polite Japanese sentence without 。.
    pub message: String,
    /// What to do, likewise.
    pub fix: String,
    /// Set where the secretariat has accepted it.
    pub accepted: Option<Acceptance>,
}

impl Finding {
    /// A finding of the check `info`, about nothing in particular yet.
    pub fn new(info: &RuleInfo, message: impl Into<String>) -> Self {
        Self {
            code: info.code,
            severity: info.severity,
            key: None,
            department: None,
            field: None,
            file: None,
            sheet: None,
            cell: None,
            found: None,
            message: message.into(),
            fix: info.fix.to_owned(),
            accepted: None,
        }
    }

    /// Says which plan.
    #[must_use]
    pub fn on_plan(mut self, key: PlanKey, department: &Arc<str>) -> Self {
        self.key = Some(key);
        self.department = Some(Arc::clone(department));
        self
    }

    /// Says which file, sheet and cell.
    #[must_use]
    pub fn at(mut self, origin: &Origin) -> Self {
        self.file = Some(Arc::clone(&origin.file));
        self.sheet = Some(Arc::clone(&origin.sheet));
        self.cell = Some(origin.cell);
        self
    }

    /// Says which file.
    #[must_use]
    pub fn in_file(mut self, file: &Arc<str>) -> Self {
        self.file = Some(Arc::clone(file));
        self
    }

    /// Says which sheet of which file.
    #[must_use]
    pub fn in_sheet(mut self, file: &Arc<str>, sheet: &Arc<str>) -> Self {
        self.file = Some(Arc::clone(file));
        self.sheet = Some(Arc::clone(sheet));
        self
    }

    /// Says which field, by its name in section 4 of the specification.
    #[must_use]
    pub fn about(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Quotes what is written.
    #[must_use]
    pub fn found(mut self, text: impl Into<String>) -> Self {
        self.found = Some(text.into());
        self
    }

    /// Says more exactly than the catalogue what to do.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Overrides the severity, where one code has two.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether it stands in the way of closing.
    pub fn is_open_error(&self) -> bool {
        self.severity == Severity::Error && self.accepted.is_none()
    }
}

/// A stage's value together with what it found on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Staged<T> {
    /// The result; as complete as the input allows.
    pub value: T,
    /// In the order in which they were found.
    pub findings: Vec<Finding>,
}

impl<T> Staged<T> {
    /// A value without findings.
    pub fn clean(value: T) -> Self {
        Self { value, findings: Vec::new() }
    }

    /// Moves the findings into `all` and gives the value.
    pub fn take(self, all: &mut Vec<Finding>) -> T {
        all.extend(self.findings);
        self.value
    }
}
