//! V12.

use std::collections::BTreeMap;

use super::empty::says_nothing;
use super::rule::{Context, Reporter, Rule};
use crate::characters::fold;
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan, PlanStatus};

/// V12: two plans report in the same words what was done.
#[derive(Debug)]
pub(super) struct SameTextInTwoPlans;

const INFO: RuleInfo = RuleInfo {
    code: Code("V12"),
    name: "same-text-in-two-plans",
    severity: Severity::Warning,
    title: "別の計画と同じ実施状況",
    fix: "この計画で行ったことに書き改めてください（同じでよいときは理由を回答してください）",
    doc: r"
## 何を調べるか
今年度の「実施状況」が、別の計画の「実施状況」と同じ文章でないかを調べます。
全角・半角、空白、改行の違いは数えません。20字に満たないものは調べません。
## なぜ
一つの課が何枚ものシートを作るとき、写したまま直し忘れることがあります。
計画ごとのページに同じ文章が並ぶと、どちらの実績なのかを説明できません。
## 直し方
その計画で行ったことと結果に書き改めます。二つの計画をまとめて行ったのであれば、その計画の分が分かるように書きます。
## 例
計画1-07と計画2-07の実施状況が一字一句同じ：写した方を書き改めます。
",
};

/// Shorter texts may be the same by chance.
const SHORTEST: usize = 20;
/// So many other plans are named.
const NAMED: usize = 5;

impl Rule for SameTextInTwoPlans {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_year(&self, context: &Context<'_>, out: &mut Reporter<'_>) {
        let mut by_text: BTreeMap<String, Vec<&Plan>> = BTreeMap::new();
        for plan in context.year.plans.iter().filter(|plan| plan.status == PlanStatus::Submitted) {
            let Some(text) = plan.fields.text(&Field::Status) else { continue };
            let key = fold(text);
            if key.chars().count() >= SHORTEST && !says_nothing(text) {
                by_text.entry(key).or_default().push(plan);
            }
        }
        for plans in by_text.values().filter(|plans| plans.len() > 1) {
            for plan in plans {
                let message = format!("「実施状況」が計画{}と同じ文章です", others(plan, plans));
                out.on_field(plan, &Field::Status, message);
            }
        }
    }
}

/// The plans beside `own`: where hundreds say the same, naming all of them at
/// each of them would help nobody.
fn others(own: &Plan, plans: &[&Plan]) -> String {
    let named = plans.iter().filter(|other| other.key != own.key).take(NAMED);
    let named: Vec<String> = named.map(|other| other.key.to_string()).collect();
    let more = plans.len() - 1 - named.len();
    let more = if more == 0 { String::new() } else { format!("ほか{more}計画") };
    format!("{}{more}", named.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{keyed, plan, run, year};

    fn messages(texts: &[&str]) -> Vec<String> {
        let plans = (1..).zip(texts).map(|(n, text)| keyed(plan(&[("実施状況", text)]), 1, n));
        run(&SameTextInTwoPlans, &year(plans.collect())).into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn both_plans_are_told_of_each_other() {
        let text = "窓口でアンケートを行い、４８７件の回答を得た。";
        assert_eq!(
            messages(&[
                text,
                "別の計画では、別のことを行い、別の結果を得た。",
                &text.replace("４８７", "487")
            ]),
            ["「実施状況」が計画1-03と同じ文章です", "「実施状況」が計画1-01と同じ文章です"]
        );
    }

    #[test]
    fn accepts_other_figures_short_texts_and_texts_that_say_nothing() {
        let text = "窓口でアンケートを行い、487件の回答を得た。";
        assert_eq!(messages(&[text, &text.replace("487", "488")]), [""; 0]);
        assert_eq!(messages(&["研修を５回開いた。", "研修を５回開いた。"]), [""; 0]);
        let nothing = "計画どおり実施した。引き続き計画どおり実施していく。";
        assert_eq!(messages(&[nothing, nothing]), [""; 0]);
    }

    #[test]
    fn of_many_plans_the_first_are_named_and_the_rest_counted() {
        let text = "窓口でアンケートを行い、487件の回答を得た。";
        assert_eq!(messages(&[text; 6])[5], "「実施状況」が計画1-01、1-02、1-03、1-04、1-05と同じ文章です");
        let told = messages(&[text; 9]);
        assert_eq!(told[1], "「実施状況」が計画1-01、1-03、1-04、1-05、1-06ほか3計画と同じ文章です");
        assert_eq!(told[8], "「実施状況」が計画1-01、1-02、1-03、1-04、1-05ほか3計画と同じ文章です");
    }

    #[test]
    fn a_text_of_twenty_characters_is_long_enough() {
        let text = "一二三四五六七八九十一二三四五六七八九";
        assert_eq!(messages(&[text, text]), [""; 0]);
        let text = format!("{text}十");
        assert_eq!(messages(&[&text, &text]).len(), 2);
    }
}
