//! What a check is called and why it exists.

use std::fmt;

/// A check's code, `J04`. Printed, filed and read aloud on the telephone:
/// never renumbered, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How grave a finding is. The most severe comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// エラー: goes back to the department, or stops `close`.
    Error,
    /// 要確認: a person decides.
    Warning,
    /// 情報: for the log.
    Info,
}

impl Severity {
    /// `error`, `warning`, `info`, as in 記録.json and gyokaku.toml.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// エラー, 要確認, 情報.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "エラー",
            Self::Warning => "要確認",
            Self::Info => "情報",
        }
    }
}

/// A check's entry in the catalogue.
#[derive(Debug)]
pub struct RuleInfo {
    /// `J04`
    pub code: Code,
    /// The fault in English, `c-without-remedy`; also the rule's file name after its code.
    pub name: &'static str,
    /// Before the settings re-grade it.
    pub severity: Severity,
    /// One line, `C判定に課題・改善策がない`.
    pub title: &'static str,
    /// One sentence a clerk can act on; a finding may say it more exactly.
    pub fix: &'static str,
    /// Markdown in three parts: 何を調べるか, なぜ, 直し方, with an example.
    pub doc: &'static str,
}

#[cfg(test)]
impl RuleInfo {
    /// What tests of papers and lists take where any rule will do.
    pub(crate) const EXAMPLE: Self = Self {
        code: Code("J04"),
        name: "",
        severity: Severity::Error,
        title: "",
        fix: "改善を記入してください",
        doc: "",
    };
}
