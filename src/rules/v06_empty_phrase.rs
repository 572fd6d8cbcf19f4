//! V06.

use super::empty::{has_placeholder, says_nothing};
use super::o01_opinion_unanswered::bodies_with_opinion;
use super::plan_view::{continues, is_below, quote, self_judgment};
use super::rule::{Context, Reporter, Rule};
use super::v01_required_blank::REQUIRED;
use super::vague::is_vague;
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, FieldKind, Plan};

/// V06: a required text is filled with words that say nothing.
#[derive(Debug)]
pub(super) struct EmptyPhrase;

const INFO: RuleInfo = RuleInfo {
    code: Code("V06"),
    name: "empty-phrase",
    severity: Severity::Warning,
    title: "具体的な記載がない",
    fix: "具体的に記載してください",
    doc: r"
## 何を調べるか
記入が必要な欄の全体が「同上」「特になし」「別紙のとおり」のような言葉だけでないか、
「○○」のような書きかけの印が残っていないかを調べます。
記入が必要な欄は、実施状況と評価理由、[required]の欄、目標を下回る判定の課題・改善策、
継続する計画の次年度の取組、前年度に意見のあった計画の対応です。
かぎ括弧の中の言葉と、文章の一部に出てくる言葉は知らせません。
## なぜ
審議会には各計画のページだけが示されます。別紙や前年度のシートは手元にありません。
## 直し方
何をどれだけ行ったか、なぜその評価としたかを、その欄だけで分かるように書きます。
## 例
評価理由「同上」：評価の理由を書きます。
",
};

impl Rule for EmptyPhrase {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        for field in required_texts(plan, context) {
            let Some(text) = plan.fields.text(&field) else { continue };
            // An answer of good intentions is O02's: one fault is told once.
            if field == Field::Response && is_vague(text) {
                continue;
            }
            if says_nothing(text) {
                out.on_field(plan, &field, format!("具体的な記載がありません：「{}」", quote(text, 30)));
            } else if has_placeholder(text) {
                let message = format!("書きかけの印「○○」などが残っています：「{}」", quote(text, 30));
                out.on_field(plan, &field, message);
            }
        }
    }
}

/// The text fields in which something has to be said.
fn required_texts(plan: &Plan, context: &Context<'_>) -> Vec<Field> {
    let judgment = self_judgment(plan, context);
    let mut fields: Vec<Field> = REQUIRED.to_vec();
    fields.extend(context.settings.required.iter().cloned());
    if judgment.is_some_and(is_below) {
        fields.push(Field::Remedy);
    }
    if judgment.is_some_and(continues) && !context.settings.is_last_year(context.year.year) {
        fields.push(Field::NextActions);
    }
    if !bodies_with_opinion(plan, context).is_empty() {
        fields.push(Field::Response);
    }
    fields.retain(|field| field.kind() == FieldKind::Text);
    fields.sort();
    fields.dedup();
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlanKey;
    use crate::rules::testing::{messages, plan, run, second_year};

    #[test]
    fn reports_a_reason_that_gives_none() {
        assert_eq!(messages(&EmptyPhrase, &[("評価理由", "同上")]), ["具体的な記載がありません：「同上」"]);
    }

    #[test]
    fn reports_a_placeholder_left_in_a_sentence() {
        let found = messages(&EmptyPhrase, &[("実施状況", "令和○年○月に○○を行った。")]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_remedy_is_asked_for_only_where_one_is_needed() {
        assert!(messages(&EmptyPhrase, &[("自己評価", "B"), ("課題・改善策", "特になし")]).is_empty());
        assert_eq!(messages(&EmptyPhrase, &[("自己評価", "C"), ("課題・改善策", "特になし")]).len(), 1);
    }

    #[test]
    fn a_plan_that_ends_may_have_nothing_next_year() {
        assert!(messages(&EmptyPhrase, &[("自己評価", "達成"), ("次年度の取組", "なし")]).is_empty());
        assert_eq!(messages(&EmptyPhrase, &[("自己評価", "B"), ("次年度の取組", "継続")]).len(), 1);
    }

    #[test]
    fn an_opinion_wants_more_than_a_word() {
        let sheet = plan(&[("前年度意見への対応", "特になし")]);
        let opinion: &[(&str, &str)] = &[("審議会意見", "掲示を大きく")];
        let year = second_year(vec![sheet], &[(PlanKey::new(1, 1), opinion)]);
        assert_eq!(run(&EmptyPhrase, &year).len(), 1);
    }

    #[test]
    fn an_answer_of_good_intentions_is_told_once_by_its_own_check() {
        let sheet = plan(&[("前年度意見への対応", "今後検討する。")]);
        let opinion: &[(&str, &str)] = &[("審議会意見", "掲示を大きく")];
        let year = second_year(vec![sheet], &[(PlanKey::new(1, 1), opinion)]);
        assert!(run(&EmptyPhrase, &year).is_empty());
    }
}
