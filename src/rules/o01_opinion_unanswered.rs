//! O01.

use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Body, Field, Plan};

/// O01: a body gave its opinion last year and the department does not answer.
#[derive(Debug)]
pub(super) struct OpinionUnanswered;

const INFO: RuleInfo = RuleInfo {
    code: Code("O01"),
    name: "opinion-unanswered",
    severity: Severity::Error,
    title: "前年度の意見への対応がない",
    fix: "意見を受けて何をしたか、又はしないこととした理由を「前年度意見への対応」に記入してください",
    doc: r"
## 何を調べるか
前年度に本部又は審議会の意見があった計画に「前年度意見への対応」が記入されているかを調べます。
前年度のフォルダーがない年（このプログラムを使う最初の年）は調べません。
## なぜ
意見に基づき取組方法を見直すことが、この評価の目的です。
## 直し方
意見を受けて何をしたかを記入します。対応しないこととしたときは、その理由を記入します。
## 例
前年度の審議会意見「掲示を大きく」、対応が空欄：「Ａ１判の掲示を11月に設けた」のように記入します。
",
};

impl Rule for OpinionUnanswered {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        if !plan.is_blank(&Field::Response) {
            return;
        }
        let bodies = bodies_with_opinion(plan, context);
        if !bodies.is_empty() {
            let message = format!("前年度の{}への対応が未記入です", bodies.join("・"));
            out.on_field(plan, &Field::Response, message);
        }
    }
}

/// `本部意見`, `審議会意見`: whose opinions of last year are known.
pub(super) fn bodies_with_opinion(plan: &Plan, context: &Context<'_>) -> Vec<String> {
    if !context.year.has_year_before {
        return Vec::new();
    }
    let closed = context.year.year_before();
    let had = |in_closed: &Field, on_sheet: &Field| match closed {
        Some(closed) => closed.plan(plan.key).is_some_and(|p| p.fields.has(in_closed)),
        // The closed year is missing (C06): the opinions carried on the sheet serve.
        None => plan.fields.has(on_sheet),
    };
    let opinions = [
        (Body::Headquarters, Field::HqOpinion, Field::LastHqOpinion),
        (Body::Council, Field::CouncilOpinion, Field::LastCouncilOpinion),
    ];
    let known = opinions.iter().filter(|(_, in_closed, on_sheet)| had(in_closed, on_sheet));
    known
        .map(|(body, _, _)| {
            let short = context.settings.body(*body).map_or("", |names| names.short.as_str());
            format!("{short}意見")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlanKey;
    use crate::rules::testing::{plan, run, second_year};

    fn found(opinions: &[(&str, &str)], response: &str) -> Vec<String> {
        let plan = plan(&[("前年度意見への対応", response)]);
        let year = second_year(vec![plan], &[(PlanKey::new(1, 1), opinions)]);
        run(&OpinionUnanswered, &year).into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn names_the_bodies_that_wait_for_an_answer() {
        assert_eq!(found(&[("審議会意見", "掲示を")], ""), ["前年度の審議会意見への対応が未記入です"]);
        assert_eq!(
            found(&[("本部意見", "早く"), ("審議会意見", "掲示を")], ""),
            ["前年度の本部意見・審議会意見への対応が未記入です"]
        );
    }

    #[test]
    fn accepts_an_answer_and_a_plan_without_opinion() {
        assert_eq!(found(&[("本部意見", "早く")], "４月に始めた"), [""; 0]);
        assert_eq!(found(&[("確定評価", "B")], ""), [""; 0]);
    }

    #[test]
    fn the_first_year_with_the_program_is_not_asked() {
        let plan = plan(&[("前年度本部意見", "早く"), ("前年度意見への対応", "")]);
        let mut year = second_year(vec![plan], &[]);
        year.earlier.clear();
        assert_eq!(run(&OpinionUnanswered, &year).len(), 1);
        year.has_year_before = false;
        assert!(run(&OpinionUnanswered, &year).is_empty());
    }
}
