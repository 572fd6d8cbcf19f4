//! J14.

use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan};

/// J14: the sheet's row of judgments by year says another judgment of this year.
#[derive(Debug)]
pub(super) struct YearEndJudgmentDiffers;

const INFO: RuleInfo = RuleInfo {
    code: Code("J14"),
    name: "year-end-judgment-differs",
    severity: Severity::Warning,
    title: "年度末評価の欄が自己評価と異なる",
    fix: "自己評価と年度末評価のどちらが正しいかを確認し、そろえてください",
    doc: r"
## 何を調べるか
「年度末評価」の今年度の欄に記入された判定が、自己評価と同じかを調べます。会議で変更された後の評価と同じなら調べません。
## なぜ
評価を選び直したときに、片方の欄だけが前の評価のまま残ることがあります。報告書には自己評価の欄の判定を印刷します。
## 直し方
どちらが正しいかを確かめ、そろえます。今年度の年度末評価は空欄でも構いません。
## 例
自己評価「A」、年度末評価（R5）「B」：どちらかを直します。
",
};

impl Rule for YearEndJudgmentDiffers {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let field = Field::YearEndJudgment(context.year.year);
        let Some(written) = plan.fields.judgment(&field) else { return };
        let Some(own) = plan.fields.judgment(&Field::SelfJudgment) else { return };
        let stages = [Field::SelfJudgment, Field::HqJudgment, Field::FinalJudgment];
        if stages.iter().all(|stage| plan.fields.judgment(stage) != Some(written)) {
            let year = context.settings.eras.short(context.year.year);
            let message = format!("「年度末評価（{year}）」は「{written}」ですが、自己評価は「{own}」です");
            out.on_field(plan, &field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::messages;

    #[test]
    fn reports_two_judgments_of_one_year() {
        assert_eq!(
            messages(&YearEndJudgmentDiffers, &[("自己評価", "A"), ("年度末評価.R5", "B")]),
            ["「年度末評価（R5）」は「B」ですが、自己評価は「A」です"]
        );
    }

    #[test]
    fn accepts_the_same_a_blank_and_what_the_bodies_decided() {
        for texts in [
            [("自己評価", "A"), ("年度末評価.R5", "A"), ("確定評価", "")],
            [("自己評価", "A"), ("年度末評価.R5", ""), ("確定評価", "")],
            [("自己評価", "A"), ("年度末評価.R5", "B"), ("確定評価", "B")],
            [("自己評価", ""), ("年度末評価.R5", "B"), ("確定評価", "")],
        ] {
            assert!(messages(&YearEndJudgmentDiffers, &texts).is_empty(), "{texts:?}");
        }
    }
}
