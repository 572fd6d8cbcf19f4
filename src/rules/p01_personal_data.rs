//! P01.

use super::privacy::{PrivateKind, private_data};
use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, FieldKind, Plan};

/// P01: a text that is to be published holds what may identify a person.
#[derive(Debug)]
pub(super) struct PersonalData;

const INFO: RuleInfo = RuleInfo {
    code: Code("P01"),
    name: "personal-data",
    severity: Severity::Warning,
    title: "個人情報の可能性がある記載",
    fix: "公表してよいかを確認し、不要であれば消してください（オープンデータでは伏せます）",
    doc: r"
## 何を調べるか
公表する文章に、電話番号、メールアドレス、マイナンバーと同じ形の12桁の数字、口座番号、被保険者番号など、
生年月日、個人の住所、「佐藤様」「鈴木さん」のような氏名があるかを調べます。
講師や市長のように公の立場が書かれている人の名前、会社や団体の名前、よくある名字でない名前は知らせません。
記入者と内線の欄は公表しないので調べません。
## なぜ
報告書とオープンデータは、誰でも見ることができます。
## 直し方
個人のものであれば消します。窓口の電話番号のように公表してよいものは、確認済にします。
確認済にしても、オープンデータでは伏せます。
## 例
実施状況「問合せは090-1234-5678まで」：番号を消します。
実施状況「佐藤様から苦情があった」：「市民から」と書き改めます。
",
};

impl Rule for PersonalData {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        for (field, _) in plan.fields.iter() {
            if !is_published(field) {
                continue;
            }
            let Some(text) = plan.fields.text(field) else { continue };
            let mut kinds: Vec<PrivateKind> = Vec::new();
            for (_, kind) in private_data(text) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
            if kinds.is_empty() {
                continue;
            }
            let labels: Vec<&str> = kinds.iter().map(|kind| kind.label()).collect();
            let name = field.name(&context.settings.eras);
            let message =
                format!("「{name}」に個人情報の可能性がある記載があります（{}）", labels.join("、"));
            let finding = out.on_field(plan, field, message);
            if field.is_for_secretariat() {
                finding.department = None;
            }
        }
    }
}

fn is_published(field: &Field) -> bool {
    matches!(field.kind(), FieldKind::Text | FieldKind::Line) && !field.is_private()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{messages, plan, run, year};

    #[test]
    fn reports_a_number_and_an_address_once_each() {
        let text = "問合せは０９０－１２３４－５６７８又は080-1234-5678、a@example.jpまで";
        assert_eq!(
            messages(&PersonalData, &[("実施状況", text)]),
            ["「実施状況」に個人情報の可能性がある記載があります（電話番号、メールアドレス）"]
        );
    }

    #[test]
    fn fields_that_are_never_published_are_left_alone() {
        let texts = [("内線", "0495-25-1111"), ("記入者", "a@example.jp")];
        assert!(messages(&PersonalData, &texts).is_empty());
        assert!(messages(&PersonalData, &[("実施状況", "令和６年４月に12回開いた")]).is_empty());
    }

    #[test]
    fn what_the_secretariat_typed_goes_back_to_the_secretariat() {
        let opinion = plan(&[("審議会意見", "a@example.jpに返信を")]);
        assert_eq!(run(&PersonalData, &year(vec![opinion]))[0].department, None);
    }
}
