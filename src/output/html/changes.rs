//! What has changed since the run before: settled, new, still open.

use maud::{Markup, html};

use crate::diag::Finding;
use crate::review::{FindingId, FollowUp, Standing};

/// The three counts, and what is settled and what is new by name.
pub(super) fn section(follow_up: &FollowUp, findings: &[Finding]) -> Markup {
    if follow_up.before.is_none() {
        return html! { p { "この年度の最初の実行です。次の実行から、解消したものと新しいものを示します。" } };
    }
    let new = findings.iter().zip(&follow_up.standing).filter(|(_, standing)| **standing == Standing::New);
    let new: Vec<String> = new.map(|(finding, _)| told(finding)).collect();
    let settled: Vec<String> = follow_up.settled.iter().map(told_before).collect();
    let figure = |name: &str, number: usize| {
        html! { div { dt { (name) } dd { (number) small { "件" } } } }
    };
    html! {
        dl.figures {
            (figure("解消", settled.len()))
            (figure("新しい", new.len()))
            (figure("残っている", follow_up.count_open()))
        }
        (list("新しい確認事項", &new))
        (list("解消した確認事項", &settled))
    }
}

fn list(name: &str, lines: &[String]) -> Markup {
    html! {
        @if !lines.is_empty() {
            details {
                summary { (name) "（" (lines.len()) "件）" }
                ul { @for line in lines { li { (line) } } }
            }
        }
    }
}

fn told(finding: &Finding) -> String {
    let key = finding.key.map(|key| key.to_string());
    joined(finding.code.0, key.as_deref(), finding.department.as_deref(), &finding.message)
}

fn told_before(finding: &FindingId) -> String {
    joined(&finding.code, finding.key.as_deref(), finding.department.as_deref(), &finding.message)
}

fn joined(code: &str, key: Option<&str>, department: Option<&str>, message: &str) -> String {
    let parts: Vec<&str> = [Some(code), key, department, Some(message)].into_iter().flatten().collect();
    parts.join("　")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, RuleInfo, Severity};
    use crate::review::Before;

    const INFO: RuleInfo =
        RuleInfo { code: Code("V01"), name: "", severity: Severity::Error, title: "", fix: "", doc: "" };

    #[test]
    fn the_first_run_has_nothing_to_compare_with() {
        let follow_up = FollowUp::new(String::new(), &[], None);
        assert!(section(&follow_up, &[]).into_string().contains("最初の実行"));
    }

    #[test]
    fn settled_and_new_findings_are_named_and_counted() {
        let before = r#"{"findings": [
            {"code": "F17", "severity": "warning", "file": "提出/a.docx", "message": "Word<文書>", "accepted": false},
            {"code": "V01", "severity": "error", "file": "提出/b.xlsx", "message": "空欄です", "accepted": false}
        ]}"#;
        let findings = [
            Finding::new(&INFO, "空欄です").in_file(&"提出/b.xlsx".into()),
            Finding::new(&INFO, "別の空欄です").in_file(&"提出/c.xlsx".into()),
        ];
        let follow_up = FollowUp::new("now".to_owned(), &findings, Before::read(before.as_bytes()));
        let page = section(&follow_up, &findings).into_string();
        assert!(page.contains("解消した確認事項（1件）") && page.contains("F17　Word&lt;文書&gt;"), "{page}");
        assert!(page.contains("新しい確認事項（1件）") && page.contains("V01　別の空欄です"), "{page}");
        assert!(page.contains("残っている</dt><dd>1<small>"), "{page}");
    }
}
