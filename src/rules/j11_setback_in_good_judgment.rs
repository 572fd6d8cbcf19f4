//! J11.

use super::plan_view::self_judgment;
use super::rule::{Context, Reporter, Rule};
use super::setback::admitted;
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Compare, Field, Plan};

/// J11: a good judgment beside words that say that the work was not done, late or put off.
#[derive(Debug)]
pub(super) struct SetbackInGoodJudgment;

const INFO: RuleInfo = RuleInfo {
    code: Code("J11"),
    name: "setback-in-good-judgment",
    severity: Severity::Warning,
    title: "目標どおり以上の評価に、延期・未実施などの記載がある",
    fix: "評価又は評価理由を見直してください（このままでよいときは理由を回答してください）",
    doc: r"
## 何を調べるか
目標どおり以上の評価（A・B）の計画の実施状況、評価理由、課題・改善策に、その計画の取組が
実施できなかった、遅れた、延期した、見送った、中止したなどの記載があるかを調べます。
「音声の遅れ」「納入の遅れ」のようにほかの事柄の遅れ、「遅れを取り戻した」「後日開催した」のように
年度内に補ったもの、「延期せずに」「遅れることなく」のような打消し、前年度の出来事、
「提出されなかった書類」のようにほかの語を説明するもの、経費を減らすための取りやめは知らせません。
## なぜ
行わなかった取組があるのに目標どおりとした評価は、審議会で必ず問われます。
## 直し方
評価を見直します。それでも目標どおりといえるときは、その理由を評価理由に書きます。
## 例
実施状況「…打合せは年度末に延期した…」、自己評価「B」：評価と記載のどちらが正しいかを確認します。
",
};

const FIELDS: [Field; 3] = [Field::Status, Field::Reason, Field::Remedy];

impl Rule for SetbackInGoodJudgment {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(judgment) = self_judgment(plan, context) else { return };
        if !matches!(judgment.compare, Compare::Above | Compare::Equal) {
            return;
        }
        for field in &FIELDS {
            let Some(text) = plan.fields.text(field) else { continue };
            if let Some(found) =
                admitted(text, *field == Field::Remedy, context.year.year, &context.settings.eras)
            {
                let message = format!(
                    "「{}」の記載がありますが、自己評価は「{}（{}）」です",
                    found.word, judgment.code, judgment.meaning
                );
                out.on_field(plan, field, message).found = Some(found.excerpt);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run, year};

    #[test]
    fn reports_a_postponed_meeting_and_quotes_it() {
        let sheet = plan(&[("自己評価", "B"), ("実施状況", "資料を整えた。打合せは年度末に延期した。")]);
        let found = run(&SetbackInGoodJudgment, &year(vec![sheet]));
        assert_eq!(found[0].message, "「延期」の記載がありますが、自己評価は「B（目標どおり）」です");
        assert_eq!(found[0].found.as_deref(), Some("打合せは年度末に延期した"));
    }

    #[test]
    fn a_poor_judgment_may_say_so() {
        let texts = [("自己評価", "C"), ("実施状況", "打合せは延期した。")];
        assert!(messages(&SetbackInGoodJudgment, &texts).is_empty());
    }

    #[test]
    fn a_remedy_may_leave_work_to_the_next_year() {
        let text = "周知が足りない。次年度に全課で研修を実施することとした。";
        assert!(messages(&SetbackInGoodJudgment, &[("自己評価", "B"), ("課題・改善策", text)]).is_empty());
        let found = messages(&SetbackInGoodJudgment, &[("自己評価", "B"), ("実施状況", text)]);
        assert_eq!(found, ["「次年度に実施」の記載がありますが、自己評価は「B（目標どおり）」です"]);
    }

    #[test]
    fn accepts_a_delay_that_was_made_up_for() {
        let texts = [("自己評価", "B"), ("評価理由", "前年度の遅れを取り戻し、予定どおり公開した。")];
        assert!(messages(&SetbackInGoodJudgment, &texts).is_empty());
    }
}
