//! J09.

use super::empty::says_none;
use super::plan_view::{self_judgment, typed};
use super::rule::{Context, Reporter, Rule};
use crate::characters::fold;
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Disposition, Field, Plan, Value};

/// J09: 次年度の取扱い is typed, and not what follows from the judgment.
#[derive(Debug)]
pub(super) struct DispositionMismatch;

const INFO: RuleInfo = RuleInfo {
    code: Code("J09"),
    name: "disposition-mismatch",
    severity: Severity::Warning,
    title: "次年度の取扱いが判定と合わない",
    fix: "「次年度の取扱い」の記入を消すか、判定を見直してください",
    doc: r"
## 何を調べるか
「次年度の取扱い」に記入があるとき、自己評価から定まる取扱い（計画継続・計画終了、
計画期間の最終年度は検討）と同じかを調べます。
## なぜ
次年度の取扱いは判定から自動で定まります。違う記入があれば、判定の方が誤っているかもしれません。
## 直し方
記入を消します。記入の方が正しいときは、判定を見直します。
## 例
自己評価「達成」、次年度の取扱い「継続」：「達成」では計画終了です。
",
};

impl Rule for DispositionMismatch {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(judgment) = self_judgment(plan, context) else { return };
        let Some(value) = typed(plan, &Field::Disposition) else { return };
        let Value::Text(text) = &value.value else { return };
        let last_year = context.settings.is_last_year(context.year.year);
        let derived = context.settings.judgments.disposition(&judgment.code, last_year);
        let agrees = |derived: &Disposition| meant(text).map_or(says_none(text), |meant| meant == *derived);
        let Some(derived) = derived.filter(|derived| !agrees(derived)) else { return };
        let message =
            format!("「{text}」と記入されていますが、判定「{}」では{}です", judgment.code, derived.as_str());
        out.on_typed(plan, &Field::Disposition, message);
    }
}

/// What the typed words mean, if they mean one thing.
fn meant(text: &str) -> Option<Disposition> {
    let text = fold(text);
    let meanings =
        [("継続", Disposition::Continue), ("終了", Disposition::End), ("検討", Disposition::Examine)];
    let mut found = meanings.iter().filter(|(word, _)| text.contains(word));
    match (found.next(), found.next()) {
        (Some((_, meaning)), None) => Some(*meaning),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CellRef;
    use crate::rules::testing::{messages, plan, run, year};

    #[test]
    fn reports_another_disposition() {
        let found = messages(&DispositionMismatch, &[("自己評価", "達成"), ("次年度の取扱い", "継続")]);
        assert_eq!(found, ["「継続」と記入されていますが、判定「達成」では計画終了です"]);
    }

    #[test]
    fn accepts_the_derived_one_in_short_or_in_full_and_a_dash() {
        for text in ["継続", "計画継続", "継 続", "－"] {
            let found = messages(&DispositionMismatch, &[("自己評価", "B"), ("次年度の取扱い", text)]);
            assert!(found.is_empty(), "{text}");
        }
    }

    #[test]
    fn nothing_continues_in_the_last_year() {
        let mut year = year(vec![plan(&[("自己評価", "B"), ("次年度の取扱い", "継続")])]);
        year.year = crate::model::FiscalYear(2027);
        let found = run(&DispositionMismatch, &year);
        assert_eq!(found[0].message, "「継続」と記入されていますが、判定「B」では検討です");
    }

    #[test]
    fn what_was_typed_is_looked_at_once_the_value_is_derived() {
        let mut confirmed = plan(&[("自己評価", "B"), ("次年度の取扱い", "継続")]);
        let mut typed = crate::rules::testing::fields(&[("次年度の取扱い", "終了")]);
        let mut words = typed.remove(&Field::Disposition).expect("the words typed");
        words.origin.cell = CellRef::new(29, 2);
        typed.insert(Field::Disposition, words);
        confirmed.typed = typed;
        let found = run(&DispositionMismatch, &year(vec![confirmed]));
        assert_eq!((found.len(), found[0].cell), (1, Some(CellRef::new(29, 2))));
        assert_eq!(found[0].found.as_deref(), Some("終了"));
    }
}
