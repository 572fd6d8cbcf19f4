//! 期間総括.pdf: what became of the plans over the whole period.

use crate::model::{AfterPeriod, JudgmentCode, Next, ThousandYen, Year};
use crate::report::council::{Bar, BarChart, printed_code, prose};
use crate::report::figures;
use crate::report::period_summary::{Outcome, PeriodPlan, PeriodSummary, Way, period_summary};
use crate::report::totals::StageCounts;
use crate::settings::Settings;

use super::paper::{Paper, PaperCell, PaperColumn, PaperRow, PaperTable, Part};

/// The summary; `None` but in the period's last year, once 確定評価 stands.
pub fn period_summary_paper(year: &Year, settings: &Settings) -> Option<Paper> {
    let summary = period_summary(year, settings)?;
    let words = Words { summary: &summary, settings };
    let eras = &settings.eras;
    let mut paper =
        Paper::upright(format!("{}　期間総括", settings.city.plan), "期間総括", &settings.judgments);
    paper.mark = (!year.is_final).then(|| "未確定".to_owned());
    let period = settings.period;
    let mark = paper.mark.as_ref().map_or_else(String::new, |mark| format!("　【{mark}】"));
    let mut below = vec![format!("{}～{}{mark}", eras.long(period.start), eras.long(period.end))];
    below.extend(Some(settings.city.secretariat.clone()).filter(|name| !name.is_empty()));
    paper
        .parts
        .push(Part::Title { above: settings.city.plan.clone(), title: "期間総括".to_owned(), below });
    paper.parts.extend(words.outcomes());
    paper.parts.extend(words.judgments());
    paper.parts.extend(words.benefit());
    paper.parts.extend(words.list());
    Some(paper)
}

struct Words<'a> {
    summary: &'a PeriodSummary,
    settings: &'a Settings,
}

fn chapter(title: &str, unit: Option<&str>) -> Part {
    Part::Chapter { title: title.to_owned(), new_page: false, unit: unit.map(str::to_owned) }
}

fn section(title: &str, unit: &str) -> Part {
    Part::Section { title: title.to_owned(), unit: Some(unit.to_owned()) }
}

impl Words<'_> {
    /// The judgments that end a plan.
    fn ends(&self) -> Vec<&JudgmentCode> {
        let ends = self.settings.judgments.iter().filter(|judgment| judgment.next == Next::End);
        ends.map(|judgment| &judgment.code).collect()
    }

    /// Every way to end that is told of, with its head.
    fn ways(&self) -> Vec<(String, Way)> {
        let ends = self.ends().into_iter().map(|code| (printed_code(code), Way::Judged(code.clone())));
        let mut ways: Vec<(String, Way)> = ends.collect();
        ways.push(("検討".to_owned(), Way::Examine));
        let rare = [("終了（記録なし）", Way::Unrecorded), ("評価なし", Way::Unjudged)];
        let rare = rare.into_iter().filter(|(_, way)| self.summary.count(None, way) > 0);
        ways.extend(rare.map(|(head, way)| (head.to_owned(), way)));
        ways
    }

    fn areas(&self) -> Vec<(Option<u32>, String)> {
        let number = |number: u32| prose::number(usize::try_from(number).unwrap_or(usize::MAX));
        let areas = self.summary.areas.iter();
        let mut areas: Vec<(Option<u32>, String)> =
            areas.map(|(at, name)| (Some(*at), format!("{}　{name}", number(*at)))).collect();
        areas.push((None, "合計".to_owned()));
        areas
    }

    fn outcomes(&self) -> Vec<Part> {
        let ways = self.ways();
        let mut columns = vec![PaperColumn::text("改革分野", None), PaperColumn::figure("計画数", 20.0)];
        columns.extend(ways.iter().map(|(head, _)| PaperColumn::figure(head.as_str(), 20.0)));
        if let Some(first) = columns.get_mut(2) {
            first.opens_group = true;
        }
        let rows = self.areas().into_iter().map(|(area, name)| {
            let mut cells = vec![
                PaperCell::Text(name),
                PaperCell::Text(figures::count(self.summary.of_area(area).count())),
            ];
            let counts = ways.iter().map(|(_, way)| self.summary.count(area, way));
            cells.extend(counts.map(|count| PaperCell::Text(figures::count(count))));
            if area.is_some() { PaperRow::plain(cells) } else { PaperRow::total(cells) }
        });
        let after = self.settings.eras.long(self.settings.period.end.next());
        let mut notes = vec![format!(
            "「検討」は、計画期間の最終年度まで実施した計画で、{after}以降の実施計画で継続するか終了するかを検討する。"
        )];
        notes.extend(self.record_note());
        notes.extend(self.after_words());
        vec![
            chapter("１　計画の終了の状況", None),
            Part::Body(self.outcome_words()),
            section("改革分野別の終了の状況", "単位：計画"),
            Part::Table(PaperTable { columns, rows: rows.collect(), long_texts: false }),
            Part::Notes(notes),
        ]
    }

    /// `計画期間中に実施した５計画のうち、「達成」は１計画、…である。`
    fn outcome_words(&self) -> String {
        let counts = self.ways().into_iter().map(|(head, way)| (head, self.summary.count(None, &way)));
        let parts: Vec<String> = counts
            .filter(|(_, count)| *count > 0)
            .map(|(head, count)| format!("「{head}」は{}", prose::plans(count)))
            .collect();
        let all = prose::plans(self.summary.plans.len());
        if parts.is_empty() {
            return format!("計画期間中に実施した計画は、{all}である。");
        }
        format!("計画期間中に実施した{all}のうち、{}である。", parts.join("、"))
    }

    /// What departments propose for the plans that are examined.
    fn after_words(&self) -> Option<String> {
        let examined: Vec<&PeriodPlan> =
            self.summary.plans.iter().filter(|plan| plan.outcome == Outcome::Examine).collect();
        let choices = [AfterPeriod::Continue, AfterPeriod::End, AfterPeriod::Examining];
        let count = |choice| examined.iter().filter(|plan| plan.after == Some(choice)).count();
        let parts: Vec<String> = choices
            .into_iter()
            .filter(|choice| count(*choice) > 0)
            .map(|choice| format!("「{}」が{}", choice.as_str(), prose::plans(count(choice))))
            .collect();
        (!parts.is_empty()).then(|| {
            format!("検討する計画について実行課が示した期間後の取扱いは、{}である。", parts.join("、"))
        })
    }

    /// Which years could not be counted.
    fn record_note(&self) -> Option<String> {
        let years: Vec<String> =
            self.summary.without_record.iter().map(|year| self.settings.eras.long(*year)).collect();
        (!years.is_empty())
            .then(|| format!("{}は、確定した評価の記録がないため、集計に含まない。", years.join("、")))
    }

    fn judgments(&self) -> Vec<Part> {
        let codes: Vec<&JudgmentCode> = self.settings.judgments.iter().map(|j| &j.code).collect();
        let without = self.summary.judged.iter().flatten().any(|counts| counts.without > 0);
        let mut columns = vec![PaperColumn::text("年度", None), PaperColumn::figure("計画数", 20.0)];
        columns.extend(codes.iter().map(|code| PaperColumn::figure(printed_code(code), 20.0)));
        if let Some(first) = columns.get_mut(2) {
            first.opens_group = true;
        }
        if without {
            columns.push(PaperColumn::figure("評価なし", 20.0));
        }
        let rows = self.summary.years.iter().zip(&self.summary.judged).map(|(year, counts)| {
            let mut cells = vec![PaperCell::Text(self.settings.eras.long(*year))];
            let missing = vec![figures::NOTHING.to_owned(); codes.len() + 1 + usize::from(without)];
            let figures = counts.as_ref().map_or(missing, |counts| row(counts, without));
            cells.extend(figures.into_iter().map(PaperCell::Text));
            PaperRow::plain(cells)
        });
        let mut notes: Vec<String> = self.record_note().into_iter().collect();
        notes.push("「－」は、該当がないことを示す。".to_owned());
        let mut parts = vec![
            chapter("２　年度別の評価", Some("単位：計画")),
            Part::Table(PaperTable { columns, rows: rows.collect(), long_texts: false }),
            Part::Notes(notes),
        ];
        let chart = self.chart();
        if !chart.bars.is_empty() {
            parts.extend([section(&chart.title, "単位：計画、％"), Part::Bars(chart)]);
        }
        parts
    }

    fn chart(&self) -> BarChart {
        let judgments = &self.settings.judgments;
        let judged = self.summary.years.iter().zip(&self.summary.judged);
        let bars: Vec<Bar> = judged
            .filter_map(|(year, counts)| Some((year, counts.as_ref().filter(|counts| counts.judged() > 0)?)))
            .map(|(year, counts)| Bar {
                label: self.settings.eras.long(*year),
                sub_label: match counts.without {
                    0 => prose::plans(counts.judged()),
                    _ => format!("評価のある{}", prose::plans(counts.judged())),
                },
                counts: counts.counts.clone(),
                shares: counts.counts.iter().map(|&n| figures::share(n, counts.judged())).collect(),
                apart: false,
            })
            .collect();
        let words = |bar: &Bar| {
            let counts = judgments.iter().zip(&bar.counts).filter(|(_, count)| **count > 0);
            let counts: Vec<String> = counts
                .map(|(j, count)| format!("{}{}", printed_code(&j.code), prose::plans(*count)))
                .collect();
            format!("{}は{}", bar.label, counts.join("、"))
        };
        let described: Vec<String> = bars.iter().map(words).collect();
        BarChart {
            title: "年度別の評価の構成".to_owned(),
            alternative: format!("年度別の評価の構成の帯グラフ。{}。", described.join("。")),
            codes: judgments.iter().map(|judgment| judgment.code.clone()).collect(),
            meanings: judgments.iter().map(|judgment| judgment.meaning.clone()).collect(),
            bars,
        }
    }

    fn benefit(&self) -> Vec<Part> {
        let mut parts = vec![chapter("３　効果額", None)];
        let Some(whole) = self.summary.whole_benefit(None) else {
            parts.push(Part::Body("効果額の記載がある計画はない。".to_owned()));
            return parts;
        };
        let eras = &self.settings.eras;
        let mut columns = vec![PaperColumn::text("改革分野", None)];
        columns.extend(self.summary.years.iter().map(|year| PaperColumn::figure(eras.short(*year), 18.0)));
        columns.push(PaperColumn::figure("累計", 20.0).opening());
        let money = |amount: Option<ThousandYen>| PaperCell::Text(figures::money(amount));
        let rows = self.areas().into_iter().map(|(area, name)| {
            let mut cells = vec![PaperCell::Text(name)];
            cells.extend((0..self.summary.years.len()).map(|at| money(self.summary.benefit(area, at))));
            cells.push(money(self.summary.whole_benefit(area)));
            if area.is_some() { PaperRow::plain(cells) } else { PaperRow::total(cells) }
        });
        let words = format!("計画期間の効果額は、合計で{}千円である。", figures::whole(whole.0));
        let note = "効果額は、計画の実施による財政上の効果（経費の削減額及び収入の増加額）として実行課が記載した額である。";
        parts.extend([
            Part::Body(words),
            section("改革分野・年度別の効果額", "単位：千円"),
            Part::Table(PaperTable { columns, rows: rows.collect(), long_texts: false }),
            Part::Notes(vec![note.to_owned()]),
        ]);
        parts
    }

    fn list(&self) -> Vec<Part> {
        let eras = &self.settings.eras;
        let mut columns = vec![
            PaperColumn::figure("番号", 9.0),
            PaperColumn::text("計画名", None),
            PaperColumn::text("実行課", Some(28.5)),
        ];
        columns.extend(self.summary.years.iter().map(|year| PaperColumn::mark(eras.short(*year), 11.0)));
        columns.push(PaperColumn::text("結果", Some(25.0)).opening());
        if let Some(first) = columns.get_mut(3) {
            first.opens_group = true;
        }
        let mut rows = Vec::new();
        for (area, name) in &self.areas() {
            let mut plans = self.summary.of_area(*area).filter(|_| area.is_some()).peekable();
            if plans.peek().is_some() {
                rows.push(PaperRow::group(name.as_str()));
                rows.extend(plans.map(|plan| PaperRow::plain(self.plan_cells(plan))));
            }
        }
        let mut notes = vec!["「－」は、計画を実施していない年度又は評価のない年度を示す。".to_owned()];
        if self.summary.plans.iter().any(|plan| plan.after.is_some()) {
            notes.push("「検討」に続く（　）は、実行課が示した期間後の取扱いを示す。".to_owned());
        }
        notes.extend(self.record_note());
        vec![
            chapter("４　計画一覧", None),
            Part::Section {
                title: "計画ごとの年度別の確定評価と結果".to_owned(), unit: None
            },
            Part::Table(PaperTable { columns, rows, long_texts: false }),
            Part::Notes(notes),
        ]
    }

    fn plan_cells(&self, plan: &PeriodPlan) -> Vec<PaperCell> {
        let mut cells = vec![
            PaperCell::Text(plan.key.number.to_string()),
            PaperCell::text(plan.name.as_ref()),
            PaperCell::text(plan.department.as_ref()),
        ];
        cells.extend(plan.years.iter().map(|year| PaperCell::Judgment(year.judgment.clone())));
        let short = |year| self.settings.eras.short(year);
        let outcome = match &plan.outcome {
            Outcome::Ended(code, year) => format!("{}（{}）", printed_code(code), short(*year)),
            Outcome::EndedUnrecorded(year) => format!("終了（{}）", short(*year)),
            Outcome::Examine => "検討".to_owned(),
            Outcome::Unjudged => "評価なし".to_owned(),
        };
        let after = plan.after.filter(|_| plan.outcome == Outcome::Examine);
        let after = after.map_or_else(String::new, |choice| format!("（{}）", choice.as_str()));
        cells.push(PaperCell::Text(format!("{outcome}{after}")));
        cells
    }
}

/// Plans, then plans by judgment, then those without one.
fn row(counts: &StageCounts, with_without: bool) -> Vec<String> {
    let all = counts.judged() + counts.without;
    let mut cells = vec![figures::count(all)];
    cells.extend(counts.counts.iter().map(|&count| figures::count(count)));
    if with_without {
        cells.push(figures::count(counts.without));
    }
    cells
}
