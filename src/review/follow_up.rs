//! How the findings stand to those of the run before: settled, new, still open.

use super::json::{self, Json};
use crate::diag::{Finding, Severity};

/// A finding as 記録.json remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    fn read(json: &Json) -> Option<Self> {
        let text = |key: &str| json.text(key).map(str::to_owned);
        Some(Self {
            code: text("code")?,
            key: text("key"),
            department: text("department"),
            field: text("field"),
            file: text("file"),
            sheet: text("sheet"),
            cell: text("cell"),
            message: text("message")?,
        })
    }

    /// Whether two findings speak of the same thing: a plan's field is the
    /// same in whichever file and cell it is sent again; anything else is the
    /// same at the same place.
    fn is_same(&self, other: &Self) -> bool {
        let same_thing = match (&self.key, &self.field) {
            (Some(_), Some(_)) => true,
            (Some(_), None) => self.message == other.message || self.cell == other.cell,
            (None, _) => (&self.file, &self.sheet, &self.cell) == (&other.file, &other.sheet, &other.cell),
        };
        same_thing && self.code == other.code && self.key == other.key && self.field == other.field
    }
}

fn is_followed(finding: &Finding) -> bool {
    finding.severity != Severity::Info && finding.accepted.is_none()
}

impl FollowUp {
    /// Compares this run's findings with `previous`, the bytes of 記録.json of
    /// the run before. `result` is the checksum of this run's record without
    /// its baseline.
    pub fn new(result: String, findings: &[Finding], previous: Option<&[u8]>) -> Self {
        let before = previous.and_then(|bytes| findings_before(bytes, &result));
        let mut rest = before.clone().unwrap_or_default();
        let mut standing = Vec::new();
        for finding in findings {
            if !is_followed(finding) {
                standing.push(Standing::NotFollowed);
                continue;
            }
            let id = FindingId::of(finding);
            let known = rest.iter().position(|other| *other == id);
            match known.or_else(|| rest.iter().position(|other| other.is_same(&id))) {
                Some(at) => {
                    rest.remove(at);
                    standing.push(Standing::Open);
                }
                None => standing.push(Standing::New),
            }
        }
        Self { result, before, settled: rest, standing }
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

/// What was open at the run before; at a run with the same result, what was
/// open before that one.
fn findings_before(previous: &[u8], result: &str) -> Option<Vec<FindingId>> {
    let record = json::parse(std::str::from_utf8(previous).ok()?)?;
    let baseline = record.get("baseline");
    if let Some(baseline) = baseline.filter(|b| b.text("result") == Some(result)) {
        baseline.get("findings")?;
        return baseline.list("findings").iter().map(FindingId::read).collect();
    }
    let open = record.list("findings").iter().filter(|finding| {
        finding.text("severity") != Some("info") && finding.get("accepted") != Some(&Json::Bool(true))
    });
    open.map(FindingId::read).collect()
}
