//! O13.

use super::plan_view::quote;
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Body, Field, Plan};

/// O13: a body gave a reason for a change that is not there.
#[derive(Debug)]
pub(super) struct ReasonWithoutChange;

const INFO: RuleInfo = RuleInfo {
    code: Code("O13"),
    name: "reason-without-change",
    severity: Severity::Warning,
    title: "変更理由があるのに評価が変わっていない",
    fix: "評価を変更したのであれば「評価」を選び、意見であれば「意見」に移してください",
    doc: r"
## 何を調べるか
意見のファイルに変更理由が記入された計画で、評価が前の段階の評価から変わっているかを調べます。
## なぜ
「評価」を選び忘れると、会議で変えた評価が前のまま確定します。
意見を一つ右の列に書いてしまったときも、意見として印刷されません。
## 直し方
評価を変更したときは「評価」を選びます。意見であれば「意見」の列に移します。
## 例
自己評価「B」、評価が空欄、変更理由「目標を上回ったため」：評価に「A」を選びます。
",
};

impl Rule for ReasonWithoutChange {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let before_council =
            if plan.fields.has(&Field::HqJudgment) { Field::HqJudgment } else { Field::SelfJudgment };
        for (body, before, after, reason) in [
            (Body::Headquarters, Field::SelfJudgment, Field::HqJudgment, Field::HqChangeReason),
            (Body::Council, before_council, Field::FinalJudgment, Field::CouncilChangeReason),
        ] {
            let (Some(text), Some(names)) = (plan.fields.text(&reason), context.settings.body(body)) else {
                continue;
            };
            let fields = &plan.fields;
            let (Some(before), Some(now)) = (fields.judgment(&before), fields.judgment(&after)) else {
                continue;
            };
            if before != now {
                continue;
            }
            let message = format!(
                "{}の変更理由「{}」がありますが、評価は「{now}」のままです",
                names.short,
                quote(text, 20)
            );
            out.on_field(plan, &reason, message).department = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run, year};

    #[test]
    fn reports_a_reason_beside_the_same_judgment_to_the_secretariat() {
        let texts = [("自己評価", "B"), ("本部評価", "B"), ("本部変更理由", "目標を上回ったため")];
        let found = run(&ReasonWithoutChange, &year(vec![plan(&texts)]));
        assert_eq!(
            found[0].message,
            "本部の変更理由「目標を上回ったため」がありますが、評価は「B」のままです"
        );
        assert_eq!(found[0].department, None);
    }

    #[test]
    fn accepts_a_change_and_a_judgment_that_nobody_could_read() {
        let changed = [("自己評価", "B"), ("本部評価", "A"), ("本部変更理由", "上回った")];
        assert!(messages(&ReasonWithoutChange, &changed).is_empty());
        let unread = [("自己評価", "B"), ("本部評価", ""), ("本部変更理由", "上回った")];
        assert!(messages(&ReasonWithoutChange, &unread).is_empty());
    }

    #[test]
    fn the_council_is_compared_with_what_lay_before_it() {
        let back = [("自己評価", "B"), ("本部評価", "A"), ("確定評価", "B"), ("審議会変更理由", "戻す")];
        assert!(messages(&ReasonWithoutChange, &back).is_empty());
        let same = [("自己評価", "B"), ("本部評価", "A"), ("確定評価", "A"), ("審議会変更理由", "妥当")];
        assert_eq!(messages(&ReasonWithoutChange, &same).len(), 1);
    }
}
