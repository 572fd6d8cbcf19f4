//! O02.

use super::plan_view::quote;
use super::rule::{Context, Reporter, Rule};
use super::vague::is_vague;
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan};

/// O02: the answer to an opinion is nothing but good intentions.
#[derive(Debug)]
pub(super) struct VagueResponse;

const INFO: RuleInfo = RuleInfo {
    code: Code("O02"),
    name: "vague-response",
    severity: Severity::Warning,
    title: "意見への対応が「検討する」「努める」だけ",
    fix: "いつまでに何をするか、又は何をしたかを具体的に記載してください",
    doc: r"
## 何を調べるか
「前年度意見への対応」のすべての文が、検討する、努める、図る、取り組むなどで終わり、
時期も、数も、行ったことも書かれていないかを調べます。
## なぜ
審議会は、自らの意見がどう扱われたかを翌年に確かめます。
## 直し方
何をしたか、いつまでに何をするかを書きます。しないこととしたときは、その理由を書きます。
## 例
「関係課と連携し、検討を進めてまいります」：「10月に検討会を設け、年度内に結論を出す」のように書きます。
",
};

impl Rule for VagueResponse {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, _context: &Context<'_>, out: &mut Reporter<'_>) {
        let field = Field::Response;
        if let Some(text) = plan.fields.text(&field).filter(|text| is_vague(text)) {
            let message =
                format!("意見への対応が「{}」だけで、いつ何をするかが分かりません", quote(text, 40));
            out.on_field(plan, &field, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::messages;

    #[test]
    fn reports_good_intentions() {
        assert_eq!(
            messages(&VagueResponse, &[("前年度意見への対応", "今後検討してまいります。")]),
            ["意見への対応が「今後検討してまいります。」だけで、いつ何をするかが分かりません"]
        );
    }

    #[test]
    fn accepts_an_act_followed_by_good_intentions() {
        let text = "掲示板を設けた。今後も周知に努める。";
        assert!(messages(&VagueResponse, &[("前年度意見への対応", text)]).is_empty());
    }

    #[test]
    fn a_blank_is_left_to_another_check() {
        assert!(messages(&VagueResponse, &[("前年度意見への対応", "")]).is_empty());
    }
}
