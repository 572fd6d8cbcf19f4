//! O04.

use super::rule::{Context, Reporter, Rule};
use super::unexplained_change::report_unexplained_change;
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Body, Plan};

/// O04: headquarters changed a judgment without saying why.
#[derive(Debug)]
pub(super) struct HqChangeWithoutReason;

const INFO: RuleInfo = RuleInfo {
    code: Code("O04"),
    name: "hq-change-without-reason",
    severity: Severity::Error,
    title: "本部の評価変更に理由がない",
    fix: "意見/本部.xlsxの変更理由に記入してください",
    doc: r"
## 何を調べるか
本部評価が自己評価と異なる計画に、変更理由が記入されているかを調べます。
## なぜ
評価を変えた理由は、実行課と審議会に必ず示します。
## 直し方
事務局が意見/本部.xlsxの変更理由の列に記入します。
## 例
自己評価「A」、本部評価「B」、変更理由が空欄：会議での理由を記入します。
",
};

impl Rule for HqChangeWithoutReason {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        report_unexplained_change(Body::Headquarters, plan, context, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run, year};

    #[test]
    fn reports_a_change_without_reason_to_the_secretariat() {
        let changed = plan(&[("自己評価", "A"), ("本部評価", "B")]);
        let found = run(&HqChangeWithoutReason, &year(vec![changed]));
        assert_eq!(found[0].message, "本部で評価が変更されていますが理由がありません（自己評価「A」→「B」）");
        assert_eq!(found[0].department, None);
    }

    #[test]
    fn accepts_a_reason_and_an_unchanged_judgment() {
        let reasoned = [("自己評価", "A"), ("本部評価", "B"), ("本部変更理由", "費用の増")];
        assert!(messages(&HqChangeWithoutReason, &reasoned).is_empty());
        assert!(messages(&HqChangeWithoutReason, &[("自己評価", "A"), ("本部評価", "A")]).is_empty());
    }

    #[test]
    fn says_nothing_before_headquarters_has_met() {
        assert!(messages(&HqChangeWithoutReason, &[("自己評価", "A")]).is_empty());
    }
}
