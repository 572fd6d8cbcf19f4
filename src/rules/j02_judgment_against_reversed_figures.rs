//! J02.

use super::figures::report_contradictions;
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Direction, Plan};

/// J02: as J01, for indicators where lower is better.
#[derive(Debug)]
pub(super) struct JudgmentAgainstReversedFigures;

const INFO: RuleInfo = RuleInfo {
    code: Code("J02"),
    name: "judgment-against-reversed-figures",
    severity: Severity::Warning,
    title: "低いほど良い指標の目標値・実績値と自己評価が合わない",
    fix: "自己評価を見直すか、この評価とした理由が評価理由に書かれているかを確認してください",
    doc: r"
## 何を調べるか
低いほど良い指標（方向が↓）について、今年度の目標値と実績値を比べ、自己評価と合うかを調べます。
比べ方はJ01と同じで、大小が逆になります。
## なぜ
待ち時間や滞納額のように減ることが成果である指標では、評価を取り違えやすいためです。
## 直し方
評価を見直します。方向の記入が誤っているときは、方向を直します。
## 例
待ち時間の目標12分、実績15分、自己評価「B」：目標より長くかかっています。
",
};

impl Rule for JudgmentAgainstReversedFigures {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        report_contradictions(plan, Direction::Down, context, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::messages;

    fn judged(code: &str, target: &str, actual: &str) -> Vec<String> {
        let texts = [
            ("自己評価", code),
            ("指標1.名称", "待ち時間"),
            ("指標1.方向", "↓"),
            ("指標1.目標値.R5", target),
            ("指標1.実績値.R5", actual),
        ];
        messages(&JudgmentAgainstReversedFigures, &texts)
    }

    #[test]
    fn reports_a_poor_judgment_of_a_good_figure() {
        assert_eq!(
            judged("C", "90", "85"),
            ["実績（85）が目標（90）を下回っていますが、低いほど良い指標で、自己評価は「C」です"]
        );
    }

    #[test]
    fn reports_a_good_judgment_of_a_poor_figure() {
        assert_eq!(judged("B", "12", "15").len(), 1);
        assert_eq!(judged("A", "12", "12").len(), 1);
    }

    #[test]
    fn accepts_judgments_that_the_figures_support() {
        for (code, actual) in [("A", "11"), ("B", "12"), ("B", "7"), ("C", "13")] {
            assert!(judged(code, "12", actual).is_empty(), "{code} {actual}");
        }
    }
}
