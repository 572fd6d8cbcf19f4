//! O05.

use super::rule::{Context, Reporter, Rule};
use super::unexplained_change::report_unexplained_change;
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Body, Plan};

/// O05: the council changed a judgment without saying why.
#[derive(Debug)]
pub(super) struct CouncilChangeWithoutReason;

const INFO: RuleInfo = RuleInfo {
    code: Code("O05"),
    name: "council-change-without-reason",
    severity: Severity::Error,
    title: "審議会の評価変更に理由がない",
    fix: "意見/審議会.xlsxの変更理由に記入してください",
    doc: r"
## 何を調べるか
確定評価が本部評価（本部のない市では自己評価）と異なる計画に、変更理由が記入されているかを調べます。
## なぜ
確定評価は公表されます。変えた理由が書かれていなければ、市民にも実行課にも説明できません。
## 直し方
事務局が意見/審議会.xlsxの変更理由の列に記入します。
## 例
本部評価「B」、確定評価「C」、変更理由が空欄：審議での理由を記入します。
",
};

impl Rule for CouncilChangeWithoutReason {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        report_unexplained_change(Body::Council, plan, context, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run_with, settings, year};

    #[test]
    fn reports_a_change_without_reason() {
        assert_eq!(
            messages(&CouncilChangeWithoutReason, &[("自己評価", "B"), ("本部評価", "B"), ("確定評価", "C")]),
            ["審議会で評価が変更されていますが理由がありません（本部評価「B」→「C」）"]
        );
    }

    #[test]
    fn a_change_that_headquarters_made_is_not_the_councils() {
        let texts = [("自己評価", "A"), ("本部評価", "B"), ("確定評価", "B")];
        assert!(messages(&CouncilChangeWithoutReason, &texts).is_empty());
        let reasoned = [("本部評価", "B"), ("確定評価", "C"), ("審議会変更理由", "回答が少ない")];
        assert!(messages(&CouncilChangeWithoutReason, &reasoned).is_empty());
    }

    #[test]
    fn a_city_with_the_council_alone_is_compared_with_the_department() {
        let mut settings = settings();
        settings.headquarters = None;
        let year = year(vec![plan(&[("自己評価", "A"), ("確定評価", "B")])]);
        let found = run_with(&CouncilChangeWithoutReason, &year, &settings);
        assert_eq!(
            found[0].message,
            "審議会で評価が変更されていますが理由がありません（自己評価「A」→「B」）"
        );
    }
}
