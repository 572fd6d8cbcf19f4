//! J01.

use super::figures::report_contradictions;
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Direction, Plan};

/// J01: target and actual say another judgment than 自己評価.
#[derive(Debug)]
pub(super) struct JudgmentAgainstFigures;

const INFO: RuleInfo = RuleInfo {
    code: Code("J01"),
    name: "judgment-against-figures",
    severity: Severity::Warning,
    title: "自己評価が目標値・実績値と合わない",
    fix: "自己評価を見直すか、この評価とした理由が評価理由に書かれているかを確認してください",
    doc: r"
## 何を調べるか
高いほど良い指標について、今年度の目標値と実績値を比べ、自己評価と合うかを調べます。
実績が目標を下回るのに目標どおり以上の評価、目標と同じなのに「上回る」評価、
目標を上回るのに「下回る」評価を知らせます。
gyokaku.tomlのJ01_percentまでの不足は目標と同じとみなします。方向が空欄の指標は調べません。
指標が複数あるときは、合わない指標の名称を示します。ほかの指標に裏付けられた「下回る」評価は知らせません。
## なぜ
審議会が最初に見るのは、数値と評価が合っているかどうかです。
## 直し方
評価を見直します。数値以外の事情で評価したときは、その事情を評価理由に書きます。
## 例
目標90、実績85、自己評価「B」：実績が目標を下回っています。
",
};

impl Rule for JudgmentAgainstFigures {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        report_contradictions(plan, Direction::Up, context, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run_with, settings, year};

    fn judged(code: &str, target: &str, actual: &str) -> Vec<String> {
        let texts = [
            ("自己評価", code),
            ("指標1.名称", "満足度"),
            ("指標1.方向", "↑"),
            ("指標1.目標値.R5", target),
            ("指標1.実績値.R5", actual),
        ];
        messages(&JudgmentAgainstFigures, &texts)
    }

    #[test]
    fn reports_each_of_the_three_contradictions() {
        assert_eq!(
            judged("B", "90", "85"),
            ["実績（85）が目標（90）を下回っていますが、自己評価は「B」です"]
        );
        assert_eq!(judged("A", "90", "90.0"), ["実績（90.0）が目標（90）と同じですが、自己評価は「A」です"]);
        assert_eq!(
            judged("C", "90", "91"),
            ["実績（91）が目標（90）を上回っていますが、自己評価は「C」です"]
        );
        assert_eq!(judged("A", "90", "89").len(), 1);
    }

    #[test]
    fn accepts_judgments_that_the_figures_support() {
        for (code, actual) in [("A", "91"), ("B", "90"), ("B", "95"), ("C", "89"), ("C", "90")] {
            assert!(judged(code, "90", actual).is_empty(), "{code} {actual}");
        }
    }

    #[test]
    fn ended_plans_are_not_measured() {
        assert!(judged("達成", "90", "10").is_empty());
        assert!(judged("中止", "90", "10").is_empty());
    }

    #[test]
    fn an_indicator_without_direction_is_not_compared() {
        let texts = [("自己評価", "B"), ("指標1.目標値.R5", "90"), ("指標1.実績値.R5", "10")];
        assert!(messages(&JudgmentAgainstFigures, &texts).is_empty());
    }

    fn two(code: &str, first: &str, second: &str) -> Vec<String> {
        let texts = [
            ("自己評価", code),
            ("指標1.名称", "開催回数"),
            ("指標1.方向", "↑"),
            ("指標1.目標値.R5", "10"),
            ("指標1.実績値.R5", first),
            ("指標2.名称", "参加者数"),
            ("指標2.方向", "↑"),
            ("指標2.目標値.R5", "1000"),
            ("指標2.実績値.R5", second),
        ];
        messages(&JudgmentAgainstFigures, &texts)
    }

    #[test]
    fn names_the_indicator_where_there_are_several() {
        assert_eq!(
            two("A", "12", "900"),
            ["指標2「参加者数」の実績（900）が目標（1,000）を下回っていますが、自己評価は「A」です"]
        );
    }

    #[test]
    fn a_poor_judgment_that_one_indicator_supports_is_accepted() {
        assert!(two("C", "12", "900").is_empty());
        assert!(two("A", "12", "1000").is_empty());
        assert_eq!(two("C", "12", "1100").len(), 2);
    }

    #[test]
    fn the_city_says_how_large_a_miss_counts() {
        let mut settings = settings();
        settings.thresholds.j01_percent = 3.0;
        let sheet = |actual| {
            plan(&[
                ("自己評価", "B"),
                ("指標1.方向", "↑"),
                ("指標1.目標値.R5", "300"),
                ("指標1.実績値.R5", actual),
            ])
        };
        let count = |actual| run_with(&JudgmentAgainstFigures, &year(vec![sheet(actual)]), &settings).len();
        assert_eq!(count("291"), 0);
        assert_eq!(count("290"), 1);
    }

    #[test]
    fn letters_mean_what_the_city_says() {
        let mut settings = settings();
        let renamed = |code: &str| {
            match code {
                "A" => "S",
                "B" => "A",
                "C" => "B",
                other => other,
            }
            .to_owned()
        };
        let judgments = settings.judgments.iter().cloned().map(|mut judgment| {
            judgment.code = crate::model::JudgmentCode(renamed(judgment.code.as_str()).into());
            judgment
        });
        settings.judgments = crate::model::Judgments::new(judgments.collect());
        let sheet = plan(&[
            ("自己評価", "B"),
            ("指標1.方向", "↑"),
            ("指標1.目標値.R5", "90"),
            ("指標1.実績値.R5", "85"),
        ]);
        assert!(run_with(&JudgmentAgainstFigures, &year(vec![sheet]), &settings).is_empty());
    }
}
