//! Findings on the terminal: grouped for people, a line each for programs.

use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

use crate::diag::{Finding, Severity};
use crate::model::{Ledger, PlanKey};

/// Whether the text may carry colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Escape sequences of an ANSI terminal.
    Ansi,
    /// Plain text.
    None,
}

/// Findings by department and plan, the most severe first, each with its file,
/// cell and remedy; the last line counts them. `ledger` gives the plans' names.
pub fn findings_text(findings: &[Finding], ledger: Option<&Ledger>, colour: Colour) -> String {
    let mut text = String::new();
    let mut addressees = groups(&findings.iter().collect::<Vec<_>>(), addressee);
    // Departments first, then what the secretariat itself has to do.
    addressees.sort_by_key(|(_, group)| group[0].department.is_none());
    for (addressee, group) in addressees {
        text.push_str(&format!("■ {addressee}\n"));
        for (_, plan) in groups(&group, subject_key) {
            text.push_str(&format!("  {}\n", subject(plan[0], ledger)));
            let mut rows = plan;
            rows.sort_by_key(|finding| (finding.accepted.is_some(), finding.severity, finding.cell));
            for finding in rows {
                push_finding(&mut text, finding, colour);
            }
        }
        text.push('\n');
    }
    text.push_str(&counts(findings));
    text.push('\n');
    text
}

/// A line a finding: `提出/1-01.xlsx:シート!C19: error V01: …`.
pub fn findings_lines(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{}\n", line(finding))).collect()
}

/// `エラー3件、要確認2件、情報5件（ほかに確認済1件）`
pub fn counts(findings: &[Finding]) -> String {
    let open = |severity: Severity| {
        let count = findings.iter().filter(|f| f.severity == severity && f.accepted.is_none()).count();
        format!("{}{count}件", severity.label())
    };
    let all = [Severity::Error, Severity::Warning, Severity::Info].map(open).join("、");
    match findings.iter().filter(|finding| finding.accepted.is_some()).count() {
        0 => all,
        accepted => format!("{all}（ほかに確認済{accepted}件）"),
    }
}

fn line(finding: &Finding) -> String {
    let mut place = finding.file.as_deref().unwrap_or_default().to_owned();
    if let Some(sheet) = &finding.sheet {
        place.push_str(&format!(":{sheet}"));
    }
    if let Some(cell) = finding.cell {
        place.push_str(&format!("!{cell}"));
    }
    if place.is_empty() {
        place = finding.key.map_or_else(|| "-".to_owned(), |key| key.to_string());
    }
    let accepted = if finding.accepted.is_some() { " (確認済)" } else { "" };
    let severity = finding.severity.as_str();
    // A message is one line, but it may quote a cell that is not.
    let message = finding.message.replace('\n', " ");
    format!("{place}: {severity}{accepted} {}: {message}", finding.code)
}

/// Whom a finding is for.
fn addressee(finding: &Finding) -> String {
    match (&finding.department, finding.key) {
        (Some(department), _) => department.to_string(),
        (None, Some(_)) => "事務局".to_owned(),
        (None, None) => "ファイル・年度全体".to_owned(),
    }
}

/// What one heading stands for: the plan and the sheet, or the file.
fn subject_key(finding: &Finding) -> (Option<PlanKey>, Option<Arc<str>>, Option<Arc<str>>) {
    (finding.key, finding.file.clone(), finding.sheet.clone())
}

fn subject(finding: &Finding, ledger: Option<&Ledger>) -> String {
    let name = finding.key.and_then(|key| ledger?.plan(key)).map(|plan| format!(" {}", plan.name));
    let plan = finding.key.map(|key| format!("{key}{}", name.unwrap_or_default()));
    let file = finding.file.as_deref().map(|file| match finding.sheet.as_deref() {
        Some(sheet) => format!("{file}（シート「{sheet}」）"),
        None => file.to_owned(),
    });
    let parts: Vec<String> = [plan, file].into_iter().flatten().collect();
    if parts.is_empty() { "年度全体".to_owned() } else { parts.join("　") }
}

fn push_finding(text: &mut String, finding: &Finding, colour: Colour) {
    let label = if finding.accepted.is_some() { "確認済" } else { finding.severity.label() };
    // エラー, 要確認 and 確認済 take six columns, 情報 four.
    let gap = " ".repeat(6_usize.saturating_sub(label.width()));
    let label = painted(label, finding, colour);
    let cell = finding.cell.map(|cell| format!(" {cell}")).unwrap_or_default();
    let message = finding.message.replace('\n', " ");
    text.push_str(&format!("    {label}{gap} {}{cell}　{message}\n", finding.code));
    match &finding.accepted {
        Some(accepted) => text.push_str(&format!("        理由：{}\n", accepted.reason.replace('\n', " "))),
        None if finding.severity != Severity::Info => {
            text.push_str(&format!("        直し方：{}\n", finding.fix));
        }
        None => {}
    }
}

fn painted(label: &str, finding: &Finding, colour: Colour) -> String {
    let code = match finding.severity {
        Severity::Error if finding.accepted.is_none() => "1;31",
        Severity::Warning if finding.accepted.is_none() => "33",
        _ => "2",
    };
    match colour {
        Colour::Ansi => format!("\u{1b}[{code}m{label}\u{1b}[0m"),
        Colour::None => label.to_owned(),
    }
}

/// Findings by a key, in the order in which each key first appears.
fn groups<'a, K: PartialEq>(
    findings: &[&'a Finding],
    key: impl Fn(&Finding) -> K,
) -> Vec<(K, Vec<&'a Finding>)> {
    let mut groups: Vec<(K, Vec<&Finding>)> = Vec::new();
    for finding in findings {
        let key = key(finding);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(finding),
            None => groups.push((key, vec![finding])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Acceptance, Code, RuleInfo};
    use crate::model::{CellRef, Origin};

    static V01: RuleInfo = RuleInfo {
        code: Code("V01"),
        name: "",
        severity: Severity::Error,
        title: "",
        fix: "記入してください",
        doc: "",
    };
    static J01: RuleInfo =
        RuleInfo {
            code: Code("J01"), severity: Severity::Warning, fix: "評価を確認してください", ..V01
        };
    static F17: RuleInfo =
        RuleInfo { code: Code("F17"), severity: Severity::Warning, fix: "対応不要です", ..V01 };

    fn on(info: &RuleInfo, number: u32, row: u32, message: &str) -> Finding {
        let origin = Origin {
            file: format!("提出/1-{number:02}.xlsx").into(),
            sheet: "シート".into(),
            cell: CellRef::new(row, 2),
        };
        Finding::new(info, message).on_plan(PlanKey::new(1, number), &"企画課".into()).at(&origin)
    }

    #[test]
    fn groups_by_department_and_plan_with_errors_first() {
        let file =
            Finding::new(&F17, "Excel以外のファイルです（送付状.docx）").in_file(&"提出/送付状.docx".into());
        let findings = [
            on(&J01, 1, 3, "実績（85）が目標（90）を下回っています"),
            on(&V01, 1, 18, "「自己評価」が未記入です"),
            file,
        ];
        let expected = "\
■ 企画課
  1-01　提出/1-01.xlsx（シート「シート」）
    エラー V01 C19　「自己評価」が未記入です
        直し方：記入してください
    要確認 J01 C4　実績（85）が目標（90）を下回っています
        直し方：評価を確認してください

■ ファイル・年度全体
  提出/送付状.docx
    要確認 F17　Excel以外のファイルです（送付状.docx）
        直し方：対応不要です

エラー1件、要確認2件、情報0件
";
        assert_eq!(findings_text(&findings, None, Colour::None), expected);
    }

    #[test]
    fn an_accepted_finding_gives_its_reason_and_is_counted_apart() {
        let mut accepted = on(&J01, 1, 3, "合っていません");
        accepted.accepted = Some(Acceptance { reason: "台風のため".into(), by: None, date: None });
        let text = findings_text(&[accepted], None, Colour::None);
        assert!(text.contains("確認済 J01 C4　合っていません\n        理由：台風のため\n"));
        assert!(text.ends_with("エラー0件、要確認0件、情報0件（ほかに確認済1件）\n"));
    }

    #[test]
    fn codes_stand_below_each_other_whatever_the_severity() {
        let info = on(&J01, 1, 3, "合っていません").severity(Severity::Info);
        let text = findings_text(&[on(&V01, 1, 4, "未記入です"), info], None, Colour::None);
        assert!(text.contains("    エラー V01 C5　") && text.contains("    情報   J01 C4　"), "{text}");
    }

    #[test]
    fn colours_come_only_when_told_to() {
        let findings = [on(&V01, 1, 18, "未記入です")];
        assert!(!findings_text(&findings, None, Colour::None).contains('\u{1b}'));
        assert!(findings_text(&findings, None, Colour::Ansi).contains("\u{1b}[1;31mエラー\u{1b}[0m"));
    }

    #[test]
    fn a_line_each_names_file_sheet_and_cell() {
        let whole = Finding::new(&V01, "計画数が合いません");
        assert_eq!(
            findings_lines(&[on(&V01, 1, 18, "「自己評価」が未記入です"), whole]),
            "提出/1-01.xlsx:シート!C19: error V01: 「自己評価」が未記入です\n-: error V01: 計画数が合いません\n"
        );
    }
}
