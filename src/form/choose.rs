//! Which of a city's forms a sheet was filled in on.

use super::align::Alignment;
use super::checks::F04;
use super::extract::Extraction;
use super::grid::Grid;
use super::raw_plan::RawPlan;
use super::read_sheet::settle;
use super::template::Form;
use crate::diag::Finding;

/// Of forms that fit this nearly alike, the one that knows more of the sheet's
/// texts is the sheet's: a short form fits a sheet of the long one as well.
const NEARLY: f64 = 0.05;

/// Forms that fit a changed sheet this nearly alike may both be the sheet's.
const CLOSE: f64 = 0.03;

/// From this fit on, a sheet has all labels of a form.
const ALL: f64 = 0.999;

/// A form held against a sheet.
pub(super) struct Fitting<'a> {
    pub(super) form: &'a Form,
    pub(super) alignment: Alignment<'a>,
    pub(super) fit: f64,
}

impl<'a> Fitting<'a> {
    /// How many texts of the sheet are labels of the form.
    fn known(&self) -> usize {
        self.alignment.found.iter().flatten().count()
    }

    /// F04 where the sheet says something else when it is read with this form.
    pub(super) fn told_apart(mut self, grid: &'a Grid<'a>, plan: &RawPlan) -> Option<Finding> {
        const NAMES: usize = 5;
        let places = settle(self.form, grid, &mut self.alignment);
        let mut extraction = Extraction::new(self.form, grid, plan.source.clone());
        extraction.read(&places);
        let other = extraction.plan.values;
        let differs = |field: &&crate::model::Field| {
            plan.values.get(*field).map(|value| &value.text) != other.get(*field).map(|value| &value.text)
        };
        let fields: std::collections::BTreeSet<_> = plan.values.keys().chain(other.keys()).collect();
        let names: Vec<String> =
            fields.into_iter().filter(differs).map(|field| field.name(&self.form.eras)).collect();
        let more =
            if names.len() > NAMES { format!("など{}の欄", names.len()) } else { "の欄".to_owned() };
        let list: String = names.iter().take(NAMES).map(|name| format!("「{name}」")).collect();
        (!names.is_empty()).then(|| {
            let message = format!(
                "様式「{}」と「{}」の両方に見出しが合います。「{}」として読み取りましたが、{list}{more}の読み方が変わります",
                plan.source.form, self.form.name, plan.source.form
            );
            Finding::new(&F04, message).in_sheet(&plan.source.file, &plan.source.sheet)
        })
    }
}

/// The forms, the one that fits best first; of equals, the preferred one.
pub(super) fn by_fit<'a>(forms: &'a [Form], grid: &'a Grid<'a>) -> Vec<Fitting<'a>> {
    let mut fitting: Vec<Fitting<'a>> = forms
        .iter()
        .map(|form| {
            let alignment = Alignment::new(&form.plan, grid);
            Fitting { fit: alignment.fit(), form, alignment }
        })
        .collect();
    fitting.sort_by(|a, b| b.fit.total_cmp(&a.fit));
    let best = fitting.first().map_or(0.0, |best| best.fit);
    let near = fitting.partition_point(|other| best - other.fit < NEARLY);
    fitting[..near].sort_by(|a, b| b.known().cmp(&a.known()).then(b.fit.total_cmp(&a.fit)));
    fitting
}

/// Takes out the forms that may be the sheet's as well as the first one. A
/// sheet that has all labels of that one alone is no close call.
pub(super) fn close_calls<'a>(fitting: &mut Vec<Fitting<'a>>) -> Vec<Fitting<'a>> {
    let Some((best, known)) = fitting.first().map(|best| (best.fit, best.known())) else { return Vec::new() };
    let others = fitting.split_off(1);
    let close = |other: &Fitting<'_>| {
        let alike = other.known() == known && other.fit >= ALL;
        (best - other.fit).abs() < CLOSE && other.known() * 100 >= known * 97 && (best < ALL || alike)
    };
    others.into_iter().filter(close).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, form, sheet};
    use super::super::{Form, SheetReading, read_sheet};

    const LONG: &str = "\
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}|理由|{{評価理由}}
取組実績|{{実施状況}}
今後の課題|{{課題・改善策}}";
    const SHORT: &str = "\
番号|{{番号}}|計画名|{{計画名}}
自己評価|{{自己評価}}|理由|{{評価理由}}";
    const FILLED: &str = "\
番号|3|計画名|窓口の改善
自己評価|A|理由|早まった
取組実績|調査をした
今後の課題|人手";

    fn named(name: &str, drawing: &str) -> Form {
        Form { name: name.into(), ..form(drawing, &[]) }
    }

    /// The form that a sheet is read with, and what is said.
    fn read(forms: &[Form], drawing: &str) -> (String, Vec<String>) {
        let staged = read_sheet(forms, &file(), &sheet(drawing, &[]));
        let SheetReading::Read(reading) = staged.value else { panic!("{:?}", staged.findings) };
        (reading.plan.source.form.to_string(), staged.findings.into_iter().map(|f| f.message).collect())
    }

    #[test]
    fn a_sheet_of_the_long_form_is_not_read_with_the_short_one() {
        for forms in [[named("短", SHORT), named("長", LONG)], [named("長", LONG), named("短", SHORT)]] {
            assert_eq!(read(&forms, FILLED), ("長".to_owned(), Vec::new()));
            let short: Vec<&str> = FILLED.lines().take(2).collect();
            assert_eq!(read(&forms, &short.join("\n")), ("短".to_owned(), Vec::new()));
        }
    }

    #[test]
    fn two_forms_that_fit_alike_and_read_alike_are_no_matter() {
        assert_eq!(read(&[named("甲", LONG), named("乙", LONG)], FILLED), ("甲".to_owned(), Vec::new()));
    }

    #[test]
    fn two_forms_that_fit_alike_and_read_otherwise_are_told() {
        let other = LONG.replace("{{課題・改善策}}", "{{次年度の取組}}");
        let (name, said) = read(&[named("甲", LONG), named("乙", &other)], FILLED);
        assert_eq!(name, "甲");
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("「甲」と「乙」の両方に見出しが合います"), "{}", said[0]);
        assert!(said[0].contains("「課題・改善策」「次年度の取組」の欄"), "{}", said[0]);
    }
}
