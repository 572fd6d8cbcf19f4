//! What the secretariat does after a run, by stage: the same sentences on the
//! terminal and in 結果.html.

use crate::model::{Body, PlanStatus, Stage, Year};
use crate::settings::Settings;

/// What to do next, in order; one sentence each. `open_errors` counts errors that nobody has accepted.
pub fn next_steps(year: &Year, settings: &Settings, open_errors: usize) -> Vec<String> {
    let mut steps = Vec::new();
    if year.is_final {
        steps.push(
            "この年度の評価は確定しています。評価報告書.pdfと「オープンデータ」を公表してください".to_owned(),
        );
        return steps;
    }
    if year.plans.is_empty() {
        let step = "計画台帳.xlsxに、この年度に実施する計画がありません。改革分野と計画を入力し、「gyokaku sheets」で課に配るシートを作ってください";
        steps.push(step.to_owned());
        return steps;
    }
    let absent = year.plans.iter().filter(|p| p.status != PlanStatus::Submitted).count();
    if open_errors > 0 {
        steps.push(format!(
            "エラーが{open_errors}件あります。「確認票」を各課に送り、直したシートを「提出」に入れて、もう一度実行してください"
        ));
    } else if absent > 0 {
        steps.push(format!("提出の済んでいない計画が{absent}件あります。提出を依頼してください"));
    }
    let hand_over = |body: Body| {
        let Some(names) = settings.body(body) else { return String::new() };
        let short = &names.short;
        format!(
            "評価報告書.pdfを印刷して{}に諮り、意見を「意見入力_{short}.xlsx」に記入し、「意見/{short}.xlsx」として保存して、もう一度実行してください",
            names.name
        )
    };
    match year.stage {
        Stage::Headquarters => steps.push(hand_over(Body::Headquarters)),
        Stage::Council => steps.push(hand_over(Body::Council)),
        Stage::Confirmed => steps.push(format!(
            "内容を確かめて、評価を確定してください（プログラムをダブルクリックして「y」と答えるか、「gyokaku close {}」と入力します）",
            settings.eras.short(year.year)
        )),
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{city, small_year};

    #[test]
    fn a_ledger_without_plans_is_filled_in_before_anything_is_printed() {
        let mut year = small_year();
        year.is_final = false;
        year.plans.clear();
        let steps = next_steps(&year, &city(), 0);
        assert_eq!(steps.len(), 1);
        assert!(steps[0].starts_with("計画台帳.xlsxに、この年度に実施する計画がありません"));
    }

    #[test]
    fn errors_come_before_the_meeting() {
        let mut year = small_year();
        year.is_final = false;
        let steps = next_steps(&year, &city(), 2);
        assert!(steps[0].starts_with("エラーが2件あります"), "{steps:?}");
        assert_eq!(steps.len(), 2);
    }
}
