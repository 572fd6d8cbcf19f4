//! C03.

use std::collections::BTreeSet;

use super::carry_over::carried_over;
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::PlanKey;

/// C03: this year's plans are not last year's remaining ones and the new ones.
#[derive(Debug)]
pub(super) struct PlanCountMismatch;

const INFO: RuleInfo = RuleInfo {
    code: Code("C03"),
    name: "plan-count-mismatch",
    severity: Severity::Error,
    title: "計画数が前年度からの継続と新規の合計に合わない",
    fix: "差となっている計画を計画台帳で確認してください",
    doc: r"
## 何を調べるか
前年度から継続する計画の数と今年度に始まる計画の数の合計が、今年度の計画数と同じかを調べます。
数が同じでも、継続でも新規でもない計画があれば知らせます。前年度のフォルダーがない年は調べません。
## なぜ
報告書の計画数は、前年度の報告書の数から説明できなければなりません。
## 直し方
示された計画について、台帳の行の消し忘れや写し漏れ、「開始」の誤りを直します。
## 例
前年度継続46、新規1、台帳48：差の1計画を確認します。
",
};

impl Rule for PlanCountMismatch {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_year(&self, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(closed) = context.year.year_before() else { return };
        let this_year = context.year.year;
        let carried: BTreeSet<PlanKey> = carried_over(closed, context).map(|p| p.key).collect();
        let known: BTreeSet<PlanKey> = closed.plans.iter().map(|p| p.key).collect();
        let due: BTreeSet<PlanKey> = context.year.plans.iter().map(|p| p.key).collect();
        let is_new = |plan: &&crate::model::Plan| {
            !known.contains(&plan.key) && (plan.added || plan.start == Some(this_year))
        };
        let new: BTreeSet<PlanKey> = context.year.plans.iter().filter(is_new).map(|plan| plan.key).collect();
        let expected: BTreeSet<PlanKey> = carried.union(&new).copied().collect();
        if expected == due {
            return;
        }
        let difference = describe(&expected, &due);
        let message = if expected.len() == due.len() {
            format!("前年度からの継続でも新規でもない計画があります（{difference}）")
        } else {
            let (carried, new, due) = (carried.len(), new.len(), due.len());
            format!("計画数が合いません：前年度継続{carried}＋新規{new}≠台帳{due}（{difference}）")
        };
        out.on_year(message);
    }
}

fn describe(expected: &BTreeSet<PlanKey>, due: &BTreeSet<PlanKey>) -> String {
    let list = |keys: Vec<String>| keys.join("、");
    let missing: Vec<String> = expected.difference(due).map(PlanKey::to_string).collect();
    let extra: Vec<String> = due.difference(expected).map(PlanKey::to_string).collect();
    match (missing.is_empty(), extra.is_empty()) {
        (false, true) => format!("台帳にない計画：{}", list(missing)),
        (true, _) => format!("台帳だけにある計画：{}", list(extra)),
        (false, false) => format!("台帳にない計画：{}／台帳だけにある計画：{}", list(missing), list(extra)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Plan;
    use crate::rules::testing::{R5, keyed, plan, run, second_year};

    fn listed(number: u32, start: i16) -> Plan {
        let mut plan = keyed(plan(&[]), 1, number);
        plan.start = Some(crate::model::FiscalYear(start));
        plan
    }

    const CLOSED: [(PlanKey, &[(&str, &str)]); 2] =
        [(PlanKey::new(1, 1), &[("確定評価", "B")]), (PlanKey::new(1, 2), &[("確定評価", "達成")])];

    #[test]
    fn accepts_remaining_and_new_plans() {
        let year = second_year(vec![listed(1, R5.0), listed(3, R5.0 + 1)], &CLOSED);
        assert!(run(&PlanCountMismatch, &year).is_empty());
        let mut added = listed(4, R5.0);
        added.added = true;
        assert!(run(&PlanCountMismatch, &second_year(vec![listed(1, R5.0), added], &CLOSED)).is_empty());
    }

    #[test]
    fn reports_a_plan_from_nowhere() {
        let year = second_year(vec![listed(1, R5.0), listed(3, R5.0)], &CLOSED);
        assert_eq!(
            run(&PlanCountMismatch, &year)[0].message,
            "計画数が合いません：前年度継続1＋新規0≠台帳2（台帳だけにある計画：1-03）"
        );
    }

    #[test]
    fn equal_counts_of_different_plans_do_not_pass() {
        let year = second_year(vec![listed(3, R5.0)], &CLOSED);
        assert_eq!(
            run(&PlanCountMismatch, &year)[0].message,
            "前年度からの継続でも新規でもない計画があります（台帳にない計画：1-01／台帳だけにある計画：1-03）"
        );
    }

    #[test]
    fn a_first_year_has_nothing_to_count() {
        let mut year = second_year(vec![listed(3, R5.0)], &CLOSED);
        year.earlier.clear();
        assert!(run(&PlanCountMismatch, &year).is_empty());
    }
}
