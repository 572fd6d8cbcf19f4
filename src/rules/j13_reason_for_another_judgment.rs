//! J13.

use regex::Regex;

use super::plan_view::self_judgment;
use super::rule::{Context, Reporter, Rule};
use super::words::{WORDS, plain, plain_sentences};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, JudgmentCode, Plan, PlanStatus};

/// J13: 評価理由 explains another judgment than 自己評価.
#[derive(Debug)]
pub(super) struct ReasonForAnotherJudgment;

const INFO: RuleInfo = RuleInfo {
    code: Code("J13"),
    name: "reason-for-another-judgment",
    severity: Severity::Warning,
    title: "評価理由に別の判定が書かれている",
    fix: "自己評価と評価理由のどちらが正しいかを確認し、そろえてください",
    doc: r"
## 何を調べるか
評価理由に「Ａとした」「Ｃ評価とする」のように書かれた判定が、自己評価と同じかを調べます。
前年度や会議での評価に触れた文は調べません。
## なぜ
評価を選び直したときや、前年度のシートを写したときに、理由だけが前の評価のまま残ることがあります。
そのまま印刷すると、評価と理由が食い違います。
## 直し方
自己評価と評価理由のどちらが正しいかを確かめ、そろえます。
## 例
自己評価「B」、評価理由「目標を上回ったためＡとした」：評価か理由を直します。
",
};

impl Rule for ReasonForAnotherJudgment {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_year(&self, context: &Context<'_>, out: &mut Reporter<'_>) {
        // Compiled once for all plans.
        let named: Vec<(&JudgmentCode, Regex)> = context
            .settings
            .judgments
            .iter()
            .filter_map(|judgment| Some((&judgment.code, names_judgment(judgment.code.as_str())?)))
            .collect();
        let submitted = |plan: &&Plan| plan.status == PlanStatus::Submitted;
        for plan in context.year.plans.iter().filter(submitted) {
            check_reason(plan, &named, context, out);
        }
    }
}

fn check_reason(
    plan: &Plan,
    named: &[(&JudgmentCode, Regex)],
    context: &Context<'_>,
    out: &mut Reporter<'_>,
) {
    let Some(judgment) = self_judgment(plan, context) else { return };
    let Some(text) = plan.fields.text(&Field::Reason) else { return };
    let sentences: Vec<String> =
        plain_sentences(text).into_iter().filter(|s| !WORDS.judgment.elsewhere.found_in(s)).collect();
    let is_named = |pattern: &Regex| sentences.iter().any(|sentence| pattern.is_match(sentence));
    let found: Vec<&JudgmentCode> =
        named.iter().filter(|(_, pattern)| is_named(pattern)).map(|(code, _)| *code).collect();
    if let Some(other) = found.first().filter(|_| !found.contains(&&judgment.code)) {
        let message = format!("評価理由は「{other}」の理由ですが、自己評価は「{}」です", judgment.code);
        out.on_field(plan, &Field::Reason, message);
    }
}

/// How a sentence says that this was the judgment. Letters stand by
/// themselves; words such as 中止 only in brackets or with 評価 behind them.
fn names_judgment(code: &str) -> Option<Regex> {
    let code = plain(code);
    let escaped = regex::escape(&code);
    let verb = "と(した|しました|する|します|判断|評価|判定)";
    let pattern = if code.is_ascii() {
        format!("(^|[^a-z0-9一-龠ァ-ヶー]|評価は|判定は)[「『(]?{escaped}[」』)]?(評価|判定)?{verb}")
    } else {
        format!("([「『]{escaped}[」』](評価|判定)?|{escaped}(評価|判定)){verb}")
    };
    Regex::new(&pattern).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::messages;

    fn told(code: &str, reason: &str) -> Vec<String> {
        messages(&ReasonForAnotherJudgment, &[("自己評価", code), ("評価理由", reason)])
    }

    #[test]
    fn reports_a_reason_that_was_left_from_another_judgment() {
        assert_eq!(
            told("B", "実績が目標を上回ったため、Ａとした。"),
            ["評価理由は「A」の理由ですが、自己評価は「B」です"]
        );
        for (code, reason) in [
            ("A", "目標に届かなかったため「Ｃ」とした。"),
            ("B", "計画の目的を果たしたため「達成」とする。"),
            ("C", "おおむね目標のとおりであり、B評価としました。"),
            ("B", "目標を下回ったのでＣと判断した。"),
            ("A", "費用が増えたため、中止評価とした。"),
        ] {
            assert_eq!(told(code, reason).len(), 1, "{reason}");
        }
    }

    #[test]
    fn accepts_reasons_for_the_own_judgment_and_other_letters() {
        for (code, reason) in [
            ("A", "実績が目標を上回ったため、Ａとした。"),
            ("B", "Ａとするほどの伸びではないため、Ｂとした。"),
            ("B", "前年度はＣとしたが、今年度は目標のとおりであった。"),
            ("B", "本部ではＡとされたことがあるが、目標と同じであった。"),
            ("B", "入札を中止とした案件はなく、目標のとおり契約した。"),
            ("B", "目標の達成とした件数は12件であった。"),
            ("C", "会場をＡとＢの二つとしたため、参加者が分かれた。"),
            ("B", "プランＡとする案を採った。"),
            ("B", "班をAからCとした。"),
        ] {
            assert_eq!(told(code, reason), [""; 0], "{reason}");
        }
    }

    #[test]
    fn the_boundary_is_the_citys_own_codes() {
        // Honjo knows no S.
        assert_eq!(told("B", "大きく上回ったためＳとした。"), [""; 0]);
    }
}
