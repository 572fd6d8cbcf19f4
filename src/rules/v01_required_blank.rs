//! V01.

use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan};

/// V01: a field that every sheet has to fill in is blank.
#[derive(Debug)]
pub(super) struct RequiredBlank;

const INFO: RuleInfo = RuleInfo {
    code: Code("V01"),
    name: "required-blank",
    severity: Severity::Error,
    title: "必須の欄が未記入",
    fix: "欄に記入してください",
    doc: r"
## 何を調べるか
番号、計画名、実行課、実施状況、自己評価、評価理由が記入されているかを調べます。
様式にない欄は調べません。gyokaku.tomlの[required]で欄を加えられます。
## なぜ
これらの欄がないと、どの計画がどう評価されたのかを審議会に示せません。
## 直し方
示されたセルに記入して、版を一つ増やして再提出します。
## 例
自己評価のセルが空欄：判定区分を一つ選んで記入します。
",
};

/// The fields that every city requires.
pub(super) const REQUIRED: [Field; 6] =
    [Field::Number, Field::PlanName, Field::Department, Field::Status, Field::SelfJudgment, Field::Reason];

impl Rule for RequiredBlank {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let added = context.settings.required.iter().filter(|field| !REQUIRED.contains(field));
        for field in REQUIRED.iter().chain(added).filter(|field| plan.is_blank(field)) {
            let name = field.name(&context.settings.eras);
            out.on_field(plan, field, format!("「{name}」が未記入です")).fix =
                format!("「{name}」に記入してください");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run_with, settings, year};

    #[test]
    fn reports_a_blank_judgment() {
        assert_eq!(messages(&RequiredBlank, &[("自己評価", "")]), ["「自己評価」が未記入です"]);
    }

    #[test]
    fn accepts_filled_fields_and_fields_that_the_form_does_not_have() {
        assert!(messages(&RequiredBlank, &[("自己評価", "B"), ("実施状況", "実施した")]).is_empty());
    }

    #[test]
    fn a_text_that_could_not_be_read_is_not_blank() {
        let mut plan = plan(&[("自己評価", "")]);
        plan.unreadable.insert(Field::SelfJudgment);
        assert!(run_with(&RequiredBlank, &year(vec![plan]), &settings()).is_empty());
    }

    #[test]
    fn a_city_can_require_more() {
        let mut settings = settings();
        settings.required = vec![Field::Remedy, Field::Reason, Field::Custom("人工".into())];
        let year = year(vec![plan(&[("課題・改善策", ""), ("評価理由", ""), ("人工", "")])]);
        let found: Vec<_> = run_with(&RequiredBlank, &year, &settings).into_iter().map(|f| f.field).collect();
        assert_eq!(found, [Some("評価理由".into()), Some("課題・改善策".into()), Some("人工".into())]);
    }
}
