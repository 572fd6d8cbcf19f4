//! V05.

use super::empty::says_nothing;
use super::likeness::likeness;
use super::rule::{Context, Reporter, Rule};
use crate::characters::fold;
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Field, Plan};

/// V05: a text is last year's.
#[derive(Debug)]
pub(super) struct CopiedFromLastYear;

const INFO: RuleInfo = RuleInfo {
    code: Code("V05"),
    name: "copied-from-last-year",
    severity: Severity::Warning,
    title: "前年度とほぼ同じ文章",
    fix: "今年度の内容に書き改めてください",
    doc: r"
## 何を調べるか
実施状況、評価理由、課題・改善策、次年度の取組、前年度意見への対応の文章を、前年度の確定データと比べます。
同じ字の割合がgyokaku.tomlのV05_percent以上のものを知らせます。全角・半角、空白、改行、句読点、
「した」と「しました」の違いは数えません。
取組内容など、毎年同じでよい欄は調べません。
## なぜ
前年度のシートに上書きするときに、直し忘れた文章が残ることがあります。
## 直し方
今年度に行ったこと、今年度の理由に書き改めます。年度が変わっても同じでよい内容なら、確認済にします。
## 例
前年度「相談会を５回開いた」、今年度も「相談会を５回開いた」：今年度の回数と結果を書きます。
",
};

const FIELDS: [Field; 5] = [Field::Status, Field::Reason, Field::Remedy, Field::NextActions, Field::Response];

impl Rule for CopiedFromLastYear {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(closed) = context.year.year_before().and_then(|year| year.plan(plan.key)) else { return };
        let floor = context.settings.thresholds.v05_percent;
        for field in &FIELDS {
            let (Some(before), Some(now)) = (closed.fields.text(field), plan.fields.text(field)) else {
                continue;
            };
            // Two texts that say nothing are alike without having been copied; V06 speaks of them.
            if says_nothing(now) {
                continue;
            }
            let (before, now) = (fold(before), fold(now));
            if let Some(percent) = likeness(&without_manner(&before), &without_manner(&now), floor) {
                let name = field.name(&context.settings.eras);
                let percent = if before == now { 100 } else { percent.min(99) };
                let message = match percent {
                    100 => format!("「{name}」が前年度と同じ文章です（100%）"),
                    _ => format!("「{name}」が前年度とほぼ同じ文章です（{percent}%）"),
                };
                out.on_field(plan, field, message);
            }
        }
    }
}

/// A folded text without its punctuation and its polite endings: whoever puts
/// 「行った。」 for 「行いました。」 tells nothing new.
fn without_manner(folded: &str) -> String {
    let plain: String = folded.chars().filter(|c| !matches!(c, '、' | '。' | ',' | '.' | '・')).collect();
    let endings = [
        ("行いました", "行った"),
        ("しました", "した"),
        ("りました", "った"),
        ("ました", "た"),
        ("でした", "だった"),
    ];
    endings.iter().fold(plain, |text, (polite, blunt)| text.replace(polite, blunt))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlanKey;
    use crate::rules::testing::{plan, run, second_year};

    fn compare(name: &str, before: &str, now: &str) -> Vec<String> {
        let year = second_year(vec![plan(&[(name, now)])], &[(PlanKey::new(1, 1), &[(name, before)])]);
        run(&CopiedFromLastYear, &year).into_iter().map(|f| f.message).collect()
    }

    const STATUS: &str =
        "窓口でアンケートを行い、４８７件の回答を得た。結果は各課に戻し、改善策をまとめて公表した。";

    #[test]
    fn reports_the_same_text_in_another_width() {
        let now = STATUS.replace("４８７", "487");
        assert_eq!(compare("実施状況", STATUS, &now), ["「実施状況」が前年度と同じ文章です（100%）"]);
    }

    #[test]
    fn reports_a_text_in_which_only_a_digit_was_changed() {
        let now = STATUS.replace("４８７", "４８８");
        assert_eq!(compare("実施状況", STATUS, &now), ["「実施状況」が前年度とほぼ同じ文章です（97%）"]);
    }

    #[test]
    fn last_years_text_in_other_clothes_is_last_years() {
        let before =
            "納税通知書に口座振替の案内を同封し、窓口でも勧めた。申込みは412件で、納期内納付率は上がった。";
        for text in [
            "納税通知書に口座振替の案内を同封し、窓口でも勧めた。申込みは412件で、納期内納付率は上がった。",
            "納税通知書に口座振替の案内を同封し、窓口でも勧めました。申込みは412件で、納期内納付率は上がりました。",
            "納税通知書に口座振替の案内を同封し窓口でも勧めた，申込みは４１２件で納期内納付率は上がった",
            "納税通知書に口座振替の案内を同封し、\n窓口でも勧めた。\n申込みは412件で、納期内納付率は上がった。",
            "納税通知書に 口座振替の案内を同封し、窓口でも勧めた。　申込みは412件で、納期内納付率は上がった。",
            "納税通知書に口座振替の案内を同封し、窓口でも勧めた。申込みは415件で、納期内納付率は上がった。",
            "納税通知書に口座振替の案内を同封し、窓口でも勧めた。申込みは412件で、納期内納付率が上がった。",
            "・納税通知書に口座振替の案内を同封し、窓口でも勧めた。・申込みは412件で、納期内納付率は上がった。",
        ] {
            assert_eq!(compare("実施状況", before, text).len(), 1, "{text}");
        }
        for text in [
            "納税通知書に口座振替の案内を同封したほか、スマートフォンからの申込みを始めた。申込みは655件に増えた。",
            "申込みは398件で、納期内納付率は0.4ポイント下がった。案内を封筒の表に刷ることとした。",
            "口座振替の案内を公式アプリで配信し、窓口では若い世代に勧めた。申込みは501件であった。",
            "納税通知書への同封をやめ、転入の手続のときに勧めた。申込みは412件で、前年度と同じであった。",
        ] {
            assert_eq!(compare("実施状況", before, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_same_short_words_about_other_figures_are_this_years() {
        for (before, now) in [
            ("相談会を５回開いた。", "相談会を６回開いた。"),
            ("収納率は98.1％で、目標に届いた。", "収納率は98.6％で、目標を上回った。"),
            ("漏水調査を20km行い、12か所を直した。", "漏水調査を24km行い、9か所を直した。"),
            ("点検は35施設で終えた。", "点検は41施設で終えた。"),
        ] {
            assert_eq!(compare("実施状況", before, now), [""; 0], "{now}");
        }
    }

    #[test]
    fn accepts_a_text_of_this_year_and_fields_that_may_stay() {
        let now = "対象を支所に広げ、窓口ごとに結果を話し合って案内表示を直した。回答は512件であった。";
        assert_eq!(compare("実施状況", STATUS, now), [""; 0]);
        assert_eq!(compare("取組内容", STATUS, STATUS), [""; 0]);
    }

    #[test]
    fn saying_nothing_twice_is_left_to_another_check() {
        assert_eq!(compare("課題・改善策", "特になし", "特になし"), [""; 0]);
    }
}
