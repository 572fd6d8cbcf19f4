//! O07.

use jiff::civil::Date;

use super::rule::{Context, Reporter, Rule};
use crate::diag::{Code, RuleInfo, Severity};
use crate::model::{Body, Field, Plan};

/// O07: the bodies met in the wrong order, or a sheet came after a body had met.
#[derive(Debug)]
pub(super) struct DatesOutOfOrder;

const INFO: RuleInfo = RuleInfo {
    code: Code("O07"),
    name: "dates-out-of-order",
    severity: Severity::Error,
    title: "日付の順序が正しくない",
    fix: "gyokaku.tomlの会議の日付を確認してください",
    doc: r"
## 何を調べるか
本部の会議が審議会より後の日付になっていないかを調べます（エラー）。
意見が登録された会議の日より後の提出日のシートも知らせます（要確認）。
## なぜ
審議会は本部の意見を踏まえて審議します。会議の後に出たシートは、会議が見たものと違うかもしれません。
## 直し方
gyokaku.tomlの会議の日付を直します。会議の後に提出されたシートは、何が変わったかを確認します。
## 例
本部の会議が令和６年５月20日、提出日が令和６年６月１日：会議の後に評価が変わっていないかを確認します。
",
};

impl Rule for DatesOutOfOrder {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check_year(&self, context: &Context<'_>, out: &mut Reporter<'_>) {
        let (Some(headquarters), Some(council)) =
            (meeting(Body::Headquarters, context), meeting(Body::Council, context))
        else {
            return;
        };
        if headquarters > council {
            let eras = &context.settings.eras;
            let name = |body| context.settings.body(body).map_or("", |names| names.short.as_str());
            out.on_year(format!(
                "{}の会議（{}）が{}（{}）より後の日付です",
                name(Body::Headquarters),
                eras.long_date(headquarters),
                name(Body::Council),
                eras.long_date(council)
            ));
        }
    }

    fn check_plan(&self, plan: &Plan, context: &Context<'_>, out: &mut Reporter<'_>) {
        let Some(submitted) = plan.fields.date(&Field::SubmittedOn) else { return };
        let met = context.year.met.iter().filter_map(|body| Some((meeting(*body, context)?, *body)));
        let Some((date, body)) = met.min().filter(|(date, _)| submitted > *date) else { return };
        let eras = &context.settings.eras;
        let short = context.settings.body(body).map_or("", |names| names.short.as_str());
        let message = format!(
            "提出日（{}）が{short}の会議（{}）より後です",
            eras.long_date(submitted),
            eras.long_date(date)
        );
        let finding = out.on_field(plan, &Field::SubmittedOn, message);
        finding.severity = Severity::Warning;
        finding.fix = "会議の後に変わった箇所がないか、提出日が正しいかを確認してください".to_owned();
    }
}

/// The day on which a body meets on this year, where the settings know it.
fn meeting(body: Body, context: &Context<'_>) -> Option<Date> {
    context.settings.body(body)?;
    let meetings = context.settings.meetings(context.year.year);
    let meeting = match body {
        Body::Headquarters => meetings.headquarters,
        Body::Council => meetings.council,
    };
    meeting?.date
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{R5, plan, run_with, settings, year};
    use crate::settings::{Meeting, Meetings, Settings};
    use jiff::civil::date;

    fn with_dates(headquarters: Date, council: Date) -> Settings {
        let mut settings = settings();
        let on = |date| Some(Meeting { date: Some(date), ..Meeting::default() });
        let meetings = Meetings { working: None, headquarters: on(headquarters), council: on(council) };
        settings.meetings.insert(R5, meetings);
        settings
    }

    #[test]
    fn reports_headquarters_after_the_council() {
        let settings = with_dates(date(2024, 7, 10), date(2024, 7, 9));
        let found = run_with(&DatesOutOfOrder, &year(vec![]), &settings);
        assert_eq!(
            found[0].message,
            "本部の会議（令和６年７月10日）が審議会（令和６年７月９日）より後の日付です"
        );
    }

    #[test]
    fn accepts_meetings_on_one_day_and_unknown_days() {
        assert!(
            run_with(&DatesOutOfOrder, &year(vec![]), &with_dates(date(2024, 7, 9), date(2024, 7, 9)))
                .is_empty()
        );
        assert!(run_with(&DatesOutOfOrder, &year(vec![]), &settings()).is_empty());
    }

    #[test]
    fn warns_of_a_sheet_that_came_after_a_meeting_that_has_taken_place() {
        let settings = with_dates(date(2024, 5, 20), date(2024, 7, 9));
        let count = |day: &str, met: &[Body]| {
            let mut year = year(vec![plan(&[("提出日", day)])]);
            year.met = met.iter().copied().collect();
            let found = run_with(&DatesOutOfOrder, &year, &settings);
            assert!(found.iter().all(|f| f.severity == Severity::Warning));
            found.len()
        };
        assert_eq!(count("2024-05-21", &[Body::Headquarters]), 1);
        assert_eq!(count("2024-05-20", &[Body::Headquarters]), 0);
        assert_eq!(count("2024-05-21", &[]), 0);
    }
}
