//! How the findings stand to those of the run before: settled, new, still open.

use std::collections::HashMap;
use std::io::{BufReader, Read};

use serde::Deserialize;

use crate::diag::{Finding, Severity};

/// A finding as 記録.json remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of Finding, as 記録.json writes them")]
pub struct FindingId {
    pub code: String,
    pub key: Option<String>,
    pub department: Option<String>,
    pub field: Option<String>,
    pub file: Option<String>,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub message: String,
}

/// The findings that a person has to act on, against those of the run before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Checksum of the record without its baseline. A run that comes to the
    /// same result keeps the baseline, so that running again changes no byte.
    pub result: String,
    /// What was open at the run before; `None` at the first run.
    pub before: Option<Vec<FindingId>>,
    /// What was open then and is no more.
    pub settled: Vec<FindingId>,
    /// One a finding of this run, in their order: how it stands.
    pub standing: Vec<Standing>,
}

/// How a finding of this run stands to the run before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has to act on it: information, or accepted.
    NotFollowed,
    /// It was not there before.
    New,
    /// It was there before.
    Open,
}

impl FindingId {
    fn of(finding: &Finding) -> Self {
        let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned);
        Self {
            code: finding.code.to_string(),
            key: finding.key.map(|key| key.to_string()),
            department: text(&finding.department),
            field: finding.field.clone(),
            file: text(&finding.file),
            sheet: text(&finding.sheet),
            cell: finding.cell.map(|cell| cell.to_string()),
            message: finding.message.clone(),
        }
    }

    /// What two findings that may be the same have in common.
    fn subject(&self) -> Subject<'_> {
        let place = match self.key {
            Some(_) => (None, None, None),
            None => (self.file.as_deref(), self.sheet.as_deref(), self.cell.as_deref()),
        };
        (&self.code, self.key.as_deref(), self.field.as_deref(), place)
    }

    /// Whether two findings of one subject speak of the same thing: a plan's
    /// field is the same in whichever file and cell it is sent again; anything
    /// else is the same at the same place.
    fn is_same(&self, other: &Self) -> bool {
        match (&self.key, &self.field) {
            (Some(_), None) => self.message == other.message || self.cell == other.cell,
            _ => true,
        }
    }
}

/// Code, plan, field; where there is no plan, file, sheet and cell.
type Subject<'a> =
    (&'a str, Option<&'a str>, Option<&'a str>, (Option<&'a str>, Option<&'a str>, Option<&'a str>));

fn is_followed(finding: &Finding) -> bool {
    finding.severity != Severity::Info && finding.accepted.is_none()
}

/// What is compared of the record of the run before; its plans are passed over.
#[derive(Debug, Clone, Deserialize)]
pub struct Before {
    #[serde(default)]
    findings: Vec<FindingBefore>,
    baseline: Option<Baseline>,
}

#[derive(Debug, Clone, Deserialize)]
struct FindingBefore {
    severity: String,
    #[serde(default)]
    accepted: bool,
    #[serde(flatten)]
    id: FindingId,
}

#[derive(Debug, Clone, Deserialize)]
struct Baseline {
    result: String,
    findings: Option<Vec<FindingId>>,
}

impl Before {
    /// Reads a 記録.json; `None` where it is not one.
    pub fn read(record: impl Read) -> Option<Self> {
        serde_json::from_reader(BufReader::new(record)).ok()
    }

    /// What was open at the run before; at a run with the same result, what
    /// was open before that one.
    fn open(self, result: &str) -> Option<Vec<FindingId>> {
        if let Some(baseline) = self.baseline.filter(|baseline| baseline.result == result) {
            return baseline.findings;
        }
        let open = self.findings.into_iter().filter(|f| f.severity != "info" && !f.accepted);
        Some(open.map(|finding| finding.id).collect())
    }
}

impl FollowUp {
    /// Compares this run's findings with those of the run before. `result` is
    /// the checksum of this run's record without its baseline.
    pub fn new(result: String, findings: &[Finding], before: Option<Before>) -> Self {
        let before = before.and_then(|before| before.open(&result));
        let (standing, is_left) = compare(findings, before.as_deref().unwrap_or_default());
        let rest = before.iter().flatten().zip(is_left).filter(|(_, is_left)| *is_left);
        Self { settled: rest.map(|(id, _)| id.clone()).collect(), result, before, standing }
    }

    /// How many findings were not there before.
    pub fn count_new(&self) -> usize {
        self.standing.iter().filter(|s| **s == Standing::New).count()
    }

    /// How many findings were there before.
    pub fn count_open(&self) -> usize {
        self.standing.iter().filter(|s| **s == Standing::Open).count()
    }
}

/// How each finding stands, and which of those before are not found again.
fn compare(findings: &[Finding], before: &[FindingId]) -> (Vec<Standing>, Vec<bool>) {
    let mut is_left = vec![true; before.len()];
    let ids: Vec<Option<FindingId>> =
        findings.iter().map(|finding| is_followed(finding).then(|| FindingId::of(finding))).collect();
    // Only ever looked up, never walked: its order does not matter.
    let mut by_subject: HashMap<Subject<'_>, Vec<usize>> = HashMap::new();
    for (index, id) in before.iter().enumerate() {
        by_subject.entry(id.subject()).or_default().push(index);
    }
    let mut standing = Vec::new();
    for id in &ids {
        let near = id.as_ref().map(|id| (id, by_subject.get_mut(&id.subject())));
        standing.push(match near {
            None => Standing::NotFollowed,
            Some((id, Some(near))) => {
                let equal = near.iter().position(|other| before[*other] == *id);
                let known = equal.or_else(|| near.iter().position(|other| before[*other].is_same(id)));
                known.map_or(Standing::New, |at| {
                    is_left[near.remove(at)] = false;
                    Standing::Open
                })
            }
            Some((_, None)) => Standing::New,
        });
    }
    (standing, is_left)
}
