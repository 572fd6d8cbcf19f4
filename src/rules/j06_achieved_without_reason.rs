//! J06.

use super::plan_view::{ends_as, self_judgment};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Kind, Plan};

/// J06: a plan is declared achieved and nobody says what was achieved when.
#[derive(Debug)]
pub(super) struct AchievedWithoutReason;

const INFO: RuleInfo = RuleInfo {
    code: Code("J06"),
    name: "achieved-without-reason",
    severity: Severity::Error,
    title: "達成の内容がない",
    fix: "何がいつ達成されたのかを「評価理由」に記入してください",
    doc: r"
## 何を調べるか
計画の達成により終了する判定（達成）の計画に「評価理由」が記入されているかを調べます。
## なぜ
達成した計画は終了します。最終目標のうち何がいつ達成されたのかを審議会が確かめます。
## 直し方
最終目標に照らして、何がいつ達成されたのかを評価理由に記入します。
## 例
自己評価「達成」、評価理由が空欄：「令和６年１月に全20施設で運用を始めた」のように記入します。
",
};

impl Rule for AchievedWithoutReason {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let achieved = self_judgment(plan, context).filter(|j| ends_as(j, Kind::Achieved));
        if let Some(judgment) = achieved
            && plan.is_blank(&Field::Reason)
        {
            let message = format!("何がいつ「{}」されたかの記載がありません", judgment.code);
            out.on_field(plan, &Field::Reason, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::messages;

    #[test]
    fn reports_an_achievement_without_a_word() {
        let found = messages(&AchievedWithoutReason, &[("自己評価", "達成"), ("評価理由", "")]);
        assert_eq!(found, ["何がいつ「達成」されたかの記載がありません"]);
    }

    #[test]
    fn accepts_a_reason_and_other_judgments() {
        assert!(messages(&AchievedWithoutReason, &[("自己評価", "達成"), ("評価理由", "全施設")]).is_empty());
        assert!(messages(&AchievedWithoutReason, &[("自己評価", "A"), ("評価理由", "")]).is_empty());
    }

    #[test]
    fn a_form_without_the_field_is_not_asked() {
        assert!(messages(&AchievedWithoutReason, &[("自己評価", "達成")]).is_empty());
    }
}
