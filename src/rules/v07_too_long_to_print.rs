//! V07.

use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::Plan;

/// V07: a text is longer than its place on the form and the plan's page.
#[derive(Debug)]
pub(super) struct TooLongToPrint;

const INFO: RuleInfo = RuleInfo {
    code: Code("V07"),
    name: "too-long-to-print",
    severity: Severity::Warning,
    title: "印刷できる字数を超えている",
    fix: "要点をまとめ、上限の字数に収めてください",
    doc: r"
## 何を調べるか
gyokaku.tomlの[limits]に上限のある欄の字数を調べます。改行は数えません。
## なぜ
様式の欄に収まらない文章は、印刷すると途中で切れるか、個票が2ページになります。
## 直し方
要点をまとめて上限の字数に収めます。個票が2ページになってもよければ、確認済にします。
## 例
上限300字の実施状況に412字：要約します。
",
};

impl Rule for TooLongToPrint {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        for (field, limit) in &context.settings.limits {
            let Some(text) = plan.fields.text(field) else { continue };
            let length = text.chars().filter(|c| *c != '\n').count();
            if length > *limit {
                let name = field.name(&context.settings.eras);
                let message = format!(
                    "「{name}」は{length}字あります（上限{limit}字）。欄からあふれるか、個票が2ページになります"
                );
                out.on_field(plan, field, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Field;
    use crate::rules::testing::{plan, run_with, settings, year};

    fn lengths(text: &str) -> usize {
        let mut settings = settings();
        settings.limits.insert(Field::Status, 5);
        run_with(&TooLongToPrint, &year(vec![plan(&[("実施状況", text)])]), &settings).len()
    }

    #[test]
    fn counts_characters_without_line_breaks() {
        assert_eq!(lengths("一二三四五六"), 1);
        assert_eq!(lengths("一二三\n四五"), 0);
        assert_eq!(lengths("𠮷𠮷𠮷𠮷𠮷"), 0);
    }

    #[test]
    fn a_city_without_limits_hears_nothing() {
        let long = "長".repeat(5000);
        assert!(run_with(&TooLongToPrint, &year(vec![plan(&[("実施状況", &long)])]), &settings()).is_empty());
    }
}
