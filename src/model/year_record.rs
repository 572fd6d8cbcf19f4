//! The year under evaluation: everything that checks and outputs look at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::field::Field;
use super::fields::Fields;
use super::ledger::Ledger;
use super::origin::{CellRef, Origin};
use super::plan_key::PlanKey;
use super::unread::Unread;
use super::year::FiscalYear;

/// A reviewing body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    /// 行政改革推進本部
    Headquarters,
    /// 行政改革審議会
    Council,
}

/// The paper being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// 本部: the paper for headquarters; self-evaluations only.
    Headquarters,
    /// 審議会: headquarters has met.
    Council,
    /// 確定: the council has met.
    Confirmed,
}

impl Stage {
    /// `本部`, `審議会`, `確定`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Headquarters => "本部",
            Self::Council => "審議会",
            Self::Confirmed => "確定",
        }
    }

    /// The judgments that stand at this stage, in order.
    pub fn judgment_fields(self) -> &'static [Field] {
        const ALL: [Field; 3] = [Field::SelfJudgment, Field::HqJudgment, Field::FinalJudgment];
        match self {
            Self::Headquarters => &ALL[..1],
            Self::Council => &ALL[..2],
            Self::Confirmed => &ALL,
        }
    }
}

/// Which sheet a plan's values come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSource {
    /// Path relative to the year folder.
    pub file: Arc<str>,
    /// Sheet name.
    pub sheet: Arc<str>,
    /// Name of the form it was read with.
    pub form: Arc<str>,
}

impl SheetSource {
    /// A cell of this sheet.
    pub fn at(&self, cell: CellRef) -> Origin {
        Origin { file: Arc::clone(&self.file), sheet: Arc::clone(&self.sheet), cell }
    }
}

/// One submitted sheet, normalized, before it is known which plan it is.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanSheet {
    /// Where it was read.
    pub source: SheetSource,
    /// Filled fields.
    pub fields: Fields,
    /// Where each field of the form stands in this sheet, filled or blank. A
    /// field that is not here is not on the form, and no check speaks of it.
    pub slots: BTreeMap<Field, CellRef>,
    /// Fields with a text that could not be read (a finding says so): neither blank nor filled.
    pub unreadable: Unread,
}

/// Whether a plan's sheet arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanStatus {
    /// One sheet was taken.
    Submitted,
    /// Nothing arrived.
    Missing,
    /// Something arrived whose identity is in doubt; nothing was taken.
    Held,
}

impl PlanStatus {
    /// `submitted`, `missing`, `held`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Missing => "missing",
            Self::Held => "held",
        }
    }
}

/// One plan due in the year, with everything known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Area and number.
    pub key: PlanKey,
    /// Name of the area.
    pub area: Arc<str>,
    /// 計画名, the ledger's spelling.
    pub name: Arc<str>,
    /// 実行課 by its name in this year.
    pub department: Arc<str>,
    /// 開始 by the ledger.
    pub start: Option<FiscalYear>,
    /// Whether it stands in this year's 追加計画.
    pub added: bool,
    /// Whether its sheet arrived.
    pub status: PlanStatus,
    /// The sheet that was taken.
    pub source: Option<SheetSource>,
    /// All filled fields, opinions and derived values included.
    pub fields: Fields,
    /// What the sheet typed into 次年度の取扱い and 終了 where those are derived.
    pub typed: Fields,
    /// As in [`PlanSheet::slots`].
    pub slots: BTreeMap<Field, CellRef>,
    /// As in [`PlanSheet::unreadable`].
    pub unreadable: Unread,
}

impl Plan {
    /// Whether the plan's form has the field.
    pub fn on_form(&self, field: &Field) -> bool {
        self.slots.contains_key(field)
    }

    /// Whether the form has the field and nothing at all stands in it.
    pub fn is_blank(&self, field: &Field) -> bool {
        self.on_form(field) && !self.fields.has(field) && !self.unreadable.contains(field)
    }

    /// Where the field stands: its value's origin, else its place on the submitted sheet.
    pub fn origin_of(&self, field: &Field) -> Option<Origin> {
        let slot = || Some(self.source.as_ref()?.at(*self.slots.get(field)?));
        self.fields.origin(field).cloned().or_else(slot)
    }
}

/// What became of a file of 提出/.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileStatus {
    /// Opened and read.
    Read,
    /// Not a workbook, or a lock or system file.
    Skipped,
    /// A workbook that could not be opened.
    Unreadable,
}

impl FileStatus {
    /// 読取済, 対象外, 読取不可.
    pub fn label(self) -> &'static str {
        match self {
            Self::Read => "読取済",
            Self::Skipped => "対象外",
            Self::Unreadable => "読取不可",
        }
    }

    /// `read`, `skipped`, `unreadable`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Skipped => "skipped",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What became of a sheet of a submitted workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetStatus {
    /// Read and taken.
    Read,
    /// Read, but its plan is in doubt.
    Held,
    /// Hidden, not read.
    Hidden,
    /// 記入例, not read.
    Example,
    /// Nothing in it.
    Empty,
    /// Fits no form.
    NoForm,
}

impl SheetStatus {
    /// 読取済, 保留, 非表示, 記入例, 空, 様式外.
    pub fn label(self) -> &'static str {
        match self {
            Self::Read => "読取済",
            Self::Held => "保留",
            Self::Hidden => "非表示",
            Self::Example => "記入例",
            Self::Empty => "空",
            Self::NoForm => "様式外",
        }
    }

    /// `read`, `held`, `hidden`, `example`, `empty`, `no-form`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Held => "held",
            Self::Hidden => "hidden",
            Self::Example => "example",
            Self::Empty => "empty",
            Self::NoForm => "no-form",
        }
    }
}

/// A sheet of a submitted workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetEntry {
    /// Sheet name.
    pub name: Arc<str>,
    /// The form it was read with.
    pub form: Option<Arc<str>>,
    /// What became of it.
    pub status: SheetStatus,
}

/// A file found in 提出/.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmittedFile {
    /// Path relative to the year folder, with `/`, NFC.
    pub path: Arc<str>,
    /// Lower-case hexadecimal sha256 of the bytes.
    pub sha256: String,
    /// What became of it.
    pub status: FileStatus,
    /// Its sheets in workbook order.
    pub sheets: Vec<SheetEntry>,
}

/// An opinion on the whole (row 全体 of an opinion workbook).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeOpinion {
    /// Who said it.
    pub body: Body,
    /// What was said.
    pub text: String,
    /// Where it was typed.
    pub origin: Origin,
}

/// A plan in a closed year.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedPlan {
    /// Area and number.
    pub key: PlanKey,
    /// Name of the area in that year.
    pub area: Arc<str>,
    /// 計画名 in that year.
    pub name: Arc<str>,
    /// 実行課 in that year.
    pub department: Arc<str>,
    /// Whether a sheet was taken.
    pub status: PlanStatus,
    /// All filled fields of that year.
    pub fields: Fields,
}

/// An earlier year, as its 確定.json has it.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedYear {
    /// Which year.
    pub year: FiscalYear,
    /// By key.
    pub plans: Vec<ClosedPlan>,
    /// Opinions on the whole.
    pub whole_opinions: Vec<WholeOpinion>,
}

impl ClosedYear {
    /// The plan with this key.
    pub fn plan(&self, key: PlanKey) -> Option<&ClosedPlan> {
        debug_assert!(self.plans.is_sorted_by_key(|plan| plan.key), "the plans of a year stand by key");
        self.plans.binary_search_by_key(&key, |plan| plan.key).ok().map(|at| &self.plans[at])
    }
}

/// The year under evaluation.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    /// Which year.
    pub year: FiscalYear,
    /// The paper being made.
    pub stage: Stage,
    /// Whether the year is closed and its 確定.json intact.
    pub is_final: bool,
    /// The bodies whose opinion workbook lies in 意見/ and takes part at this stage.
    pub met: BTreeSet<Body>,
    /// The year's ledger.
    pub ledger: Ledger,
    /// The plans due, by key.
    pub plans: Vec<Plan>,
    /// The files of 提出/, by path.
    pub files: Vec<SubmittedFile>,
    /// Opinions on the whole, headquarters first.
    pub whole_opinions: Vec<WholeOpinion>,
    /// Closed years of the period before this one, oldest first.
    pub earlier: Vec<ClosedYear>,
    /// Whether the year before has a folder. Without one this is the first
    /// year with the program, and nothing is compared with the year before.
    pub has_year_before: bool,
}

impl Year {
    /// The plan with this key, if it is due.
    pub fn plan(&self, key: PlanKey) -> Option<&Plan> {
        self.plans.binary_search_by_key(&key, |p| p.key).ok().map(|i| &self.plans[i])
    }

    /// The closed year just before this one.
    pub fn year_before(&self) -> Option<&ClosedYear> {
        self.earlier.last().filter(|closed| closed.year == self.year.previous())
    }

    /// The judgment field that counts at this stage: the last one that stands.
    pub fn leading_judgment(&self) -> &'static Field {
        self.stage.judgment_fields().last().expect("every stage has at least the self-evaluation")
    }
}
