//! 判定区分: the judgments a city uses are data.

use std::fmt;
use std::sync::Arc;

/// A judgment's code, `達成`, `A`, `S` …, as the settings spell it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JudgmentCode(pub Arc<str>);

impl JudgmentCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JudgmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What target and actual should show where this judgment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// The actual beats the target.
    Above,
    /// The actual equals the target.
    Equal,
    /// The actual misses the target.
    Below,
    /// Nothing is said about figures.
    None,
}

/// What happens to a plan in the next year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// 継続
    Continue,
    /// 終了
    End,
}

/// How a plan ends, for judgments with [`Next::End`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The plan's aim has been reached (達成).
    Achieved,
    /// The plan was given up (中止).
    Cancelled,
}

/// One 判定区分 of the city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgment {
    /// `A`
    pub code: JudgmentCode,
    /// `目標を上回る`, printed beside the code.
    pub meaning: String,
    /// What happens to the plan.
    pub next: Next,
    /// What target and actual should show.
    pub compare: Compare,
    /// How it ends, if it ends.
    pub kind: Option<Kind>,
    /// Further spellings that departments type.
    pub aliases: Vec<String>,
}

/// 次年度の取扱い: always derived from 確定評価, never typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disposition {
    /// 計画継続
    Continue,
    /// 計画終了
    End,
    /// 検討: in the period's last year it is examined whether the next plan takes it up.
    Examine,
}

impl Disposition {
    /// `計画継続`, `計画終了`, `検討`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Continue => "計画継続",
            Self::End => "計画終了",
            Self::Examine => "検討",
        }
    }
}

/// The city's judgments, in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgments(Vec<Judgment>);

impl Default for Judgments {
    /// The five of the published plan: 達成, A, B, C, 中止.
    fn default() -> Self {
        let judgment = |code: &str, meaning: &str, next, compare, kind, alias: &str| Judgment {
            code: JudgmentCode(code.into()),
            meaning: meaning.to_owned(),
            next,
            compare,
            kind,
            aliases: if alias.is_empty() { vec![] } else { vec![alias.to_owned()] },
        };
        Self(vec![
            judgment("達成", "計画達成", Next::End, Compare::None, Some(Kind::Achieved), ""),
            judgment("A", "目標を上回る", Next::Continue, Compare::Above, None, "上回る"),
            judgment("B", "目標どおり", Next::Continue, Compare::Equal, None, "目標通り"),
            judgment("C", "目標を下回る", Next::Continue, Compare::Below, None, "下回る"),
            judgment("中止", "計画中止", Next::End, Compare::None, Some(Kind::Cancelled), ""),
        ])
    }
}

impl Judgments {
    /// The judgments in printing order; the settings have checked that codes are unique.
    pub fn new(judgments: Vec<Judgment>) -> Self {
        Self(judgments)
    }

    /// In printing order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Judgment> + ExactSizeIterator + Clone {
        self.0.iter()
    }

    /// The judgment with this code.
    pub fn get(&self, code: &JudgmentCode) -> Option<&Judgment> {
        self.0.iter().find(|j| j.code == *code)
    }

    /// Whether a plan with this judgment ends.
    pub fn ends(&self, code: &JudgmentCode) -> bool {
        self.get(code).is_some_and(|j| j.next == Next::End)
    }

    /// How a plan with this judgment ends.
    pub fn kind(&self, code: &JudgmentCode) -> Option<Kind> {
        self.get(code)?.kind
    }

    /// What figures should show under this judgment.
    pub fn compare(&self, code: &JudgmentCode) -> Compare {
        self.get(code).map_or(Compare::None, |j| j.compare)
    }

    /// 次年度の取扱い that follows from a final judgment; in the period's last
    /// year nothing continues, it is examined.
    pub fn disposition(&self, code: &JudgmentCode, last_year: bool) -> Option<Disposition> {
        Some(match (self.get(code)?.next, last_year) {
            (Next::End, _) => Disposition::End,
            (Next::Continue, true) => Disposition::Examine,
            (Next::Continue, false) => Disposition::Continue,
        })
    }

    /// All codes for a message: `達成・A・B・C・中止`.
    pub fn listed(&self) -> String {
        let codes: Vec<&str> = self.0.iter().map(|j| j.code.as_str()).collect();
        codes.join("・")
    }
}
