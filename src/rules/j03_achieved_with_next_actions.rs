//! J03.

use super::empty::says_none;
use super::plan_view::{ends_as, self_judgment};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Compare, Field, Kind, Plan};

/// J03: a plan judged as achieved for good still plans for next year.
#[derive(Debug)]
pub(super) struct AchievedWithNextActions;

const INFO: RuleInfo = RuleInfo {
    code: Code("J03"),
    name: "achieved-with-next-actions",
    severity: Severity::Warning,
    title: "達成とした計画に次年度の取組がある",
    fix: "計画が終わるなら「次年度の取組」を空欄にし、続くなら判定を見直してください",
    doc: r"
## 何を調べるか
計画の達成により終了する判定（達成）の計画に「次年度の取組」が記入されているかを調べます。
「なし」「－」のように、取組がないことだけを書いたものは記入とみなしません。
## なぜ
「達成」は計画そのものの終了です。今年度の目標どおりという意味で選ばれることがあります。
## 直し方
今年度の目標どおりであれば、目標どおりの判定に直します。計画が終わるなら次年度の取組を消します。
終了後の見通しは、課題・改善策に書くことができます。
## 例
自己評価「達成」、次年度の取組「対象を20施設に広げる」：計画は続くので「B」と考えられます。
",
};

impl Rule for AchievedWithNextActions {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(judgment) = self_judgment(plan, context) else { return };
        let Some(text) = plan.fields.text(&Field::NextActions) else { return };
        if !ends_as(judgment, Kind::Achieved) || says_none(text) {
            return;
        }
        let code = &judgment.code;
        let mut message = format!("「{code}」は計画そのものの終了ですが、「次年度の取組」が記入されています");
        let equal = context.settings.judgments.iter().find(|j| j.compare == Compare::Equal);
        if let Some(equal) = equal {
            message.push_str(&format!("（今年度の目標どおりであれば「{}」です）", equal.code));
        }
        out.on_field(plan, &Field::NextActions, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::messages;

    #[test]
    fn reports_a_finished_plan_that_goes_on() {
        assert_eq!(
            messages(&AchievedWithNextActions, &[("自己評価", "達成"), ("次年度の取組", "対象を広げる")]),
            [
                "「達成」は計画そのものの終了ですが、「次年度の取組」が記入されています（今年度の目標どおりであれば「B」です）"
            ]
        );
    }

    #[test]
    fn accepts_a_plan_that_continues_and_one_that_plans_nothing() {
        assert!(
            messages(&AchievedWithNextActions, &[("自己評価", "B"), ("次年度の取組", "広げる")]).is_empty()
        );
        assert!(messages(&AchievedWithNextActions, &[("自己評価", "達成"), ("次年度の取組", "")]).is_empty());
        assert!(
            messages(&AchievedWithNextActions, &[("自己評価", "中止"), ("次年度の取組", "整理")]).is_empty()
        );
    }

    #[test]
    fn going_on_is_a_plan() {
        assert_eq!(
            messages(&AchievedWithNextActions, &[("自己評価", "達成"), ("次年度の取組", "継続")]).len(),
            1
        );
    }

    #[test]
    fn saying_that_there_is_nothing_is_no_plan() {
        for text in ["なし", "－", "特になし。", "計画終了のため、なし"] {
            let found = messages(&AchievedWithNextActions, &[("自己評価", "達成"), ("次年度の取組", text)]);
            assert!(found.is_empty(), "{text}");
        }
    }
}
