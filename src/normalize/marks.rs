//! The choices of a form's mark cells, against what the city knows.

use super::{choice, judgment};
use crate::error::{Error, Result};
use crate::form::{Form, Slot};
use crate::model::{FieldKind, Judgments};

/// Refuses a form with a mark cell (`{{自己評価=A}}`) whose choice means none of
/// the city's judgments, or nothing that its field can be: each ○ in it would be
/// a finding in every sheet.
pub fn check_marks(forms: &[Form], judgments: &Judgments) -> Result<()> {
    for form in forms {
        for slot in &form.slots {
            let Some(mark) = slot.mark.as_ref().filter(|mark| !is_known(slot, mark, judgments)) else {
                continue;
            };
            let codes: Vec<&str> = judgments.iter().map(|judgment| judgment.code.as_str()).collect();
            let why = format!("セル{}：選択肢「{mark}」は、この欄の選択肢にありません", slot.at);
            let next = match slot.field.kind() {
                FieldKind::Judgment => format!(
                    "判定区分（{}）のどれかにするか、gyokaku.tomlの[[judgment]]に加えてください",
                    codes.join("、")
                ),
                _ => "方向は「↑」か「↓」、期間後の取扱いは「継続」「終了」「検討中」のどれかにしてください"
                    .to_owned(),
            };
            let tried = "様式を読み取ります";
            return Err(match &form.file {
                Some(path) => Error::at(path, tried, why, next),
                None => Error::new(tried, why, next),
            });
        }
    }
    Ok(())
}

fn is_known(slot: &Slot, mark: &str, judgments: &Judgments) -> bool {
    match slot.field.kind() {
        FieldKind::Judgment => judgment(mark, judgments).value().is_some(),
        FieldKind::Direction => choice::direction(mark).value().is_some(),
        FieldKind::AfterPeriod => choice::after_period(mark).value().is_some(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::built_in_form;
    use crate::model::{CellRef, Eras, Field, IndicatorPart};

    fn checked(field: Field, mark: &str) -> Result<()> {
        let mut form = built_in_form(&Eras::default());
        let slot = form.slots.iter_mut().find(|slot| slot.field == Field::SelfJudgment).expect("a slot");
        (slot.field, slot.mark, slot.at) = (field, Some(mark.to_owned()), CellRef::new(18, 2));
        check_marks(&[form], &Judgments::default())
    }

    #[test]
    fn a_mark_of_a_judgment_that_the_city_does_not_have_is_refused_with_the_cell() {
        let error = checked(Field::SelfJudgment, "Z").expect_err("no judgment Z");
        assert_eq!(error.why(), "セルC19：選択肢「Z」は、この欄の選択肢にありません");
        assert!(error.to_string().contains("達成、A、B、C、中止"), "{error}");
        assert!(checked(Field::Indicator(1, IndicatorPart::Direction), "横ばい").is_err());
        assert!(checked(Field::AfterPeriod, "延期").is_err());
    }

    #[test]
    fn a_mark_may_say_its_choice_in_any_usual_way() {
        for mark in ["A", "Ａ", "A評価", "A（目標を上回る）", "計画達成"] {
            assert!(checked(Field::SelfJudgment, mark).is_ok(), "{mark}");
        }
        assert!(checked(Field::Indicator(1, IndicatorPart::Direction), "増").is_ok());
        assert!(checked(Field::AfterPeriod, "検討中").is_ok());
        assert!(checked(Field::Custom("区分".into()), "ソフト事業").is_ok());
    }
}
