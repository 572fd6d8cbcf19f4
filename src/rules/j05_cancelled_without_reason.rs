//! J05.

use super::plan_view::{ends_as, self_judgment};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Kind, Plan};

/// J05: a plan is given up and nobody says why.
#[derive(Debug)]
pub(super) struct CancelledWithoutReason;

const INFO: RuleInfo = RuleInfo {
    code: Code("J05"),
    name: "cancelled-without-reason",
    severity: Severity::Error,
    title: "中止の理由がない",
    fix: "なぜ中止するのか、代わりに何をするのかを「評価理由」に記入してください",
    doc: r"
## 何を調べるか
計画の中止により終了する判定（中止）の計画に「評価理由」が記入されているかを調べます。
## なぜ
やめた計画は次の年から一覧に残りません。やめた理由を残せるのはこの年のシートだけです。
## 直し方
なぜ中止するのか、いつ決めたのか、代わりに何をするのかを評価理由に記入します。
## 例
自己評価「中止」、評価理由が空欄：「県の制度に統合されたため」のように記入します。
",
};

impl Rule for CancelledWithoutReason {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let cancelled = self_judgment(plan, context).filter(|j| ends_as(j, Kind::Cancelled));
        if let Some(judgment) = cancelled
            && plan.is_blank(&Field::Reason)
        {
            out.on_field(plan, &Field::Reason, format!("「{}」とした理由の記載がありません", judgment.code));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::messages;

    #[test]
    fn reports_a_plan_given_up_without_a_word() {
        let found = messages(&CancelledWithoutReason, &[("自己評価", "中止"), ("評価理由", "")]);
        assert_eq!(found, ["「中止」とした理由の記載がありません"]);
    }

    #[test]
    fn accepts_a_reason_and_other_judgments() {
        assert!(messages(&CancelledWithoutReason, &[("自己評価", "中止"), ("評価理由", "統合")]).is_empty());
        assert!(messages(&CancelledWithoutReason, &[("自己評価", "達成"), ("評価理由", "")]).is_empty());
    }

    #[test]
    fn a_form_without_the_field_is_not_asked() {
        assert!(messages(&CancelledWithoutReason, &[("自己評価", "中止")]).is_empty());
    }
}
