//! The council's report on its pages.
//!
//! Enters: [`CouncilReport`], every text worded. Leaves: [`Page`]s. Never
//! here: choosing, shortening or changing a text; whatever does not fit goes on.

mod contents;
mod cover;
mod entries;
mod flow_figure;
mod grid;
mod guide;
mod headings;
mod indicator_chart;
mod list;
mod matrix_widths;
mod overview;
mod reference;
mod sheet;
mod sheet_band;
mod summary;
mod tables;
mod type_styles;
mod year_matrix;

#[cfg(test)]
mod edge_tests;
#[cfg(test)]
pub(super) mod tests;

use std::borrow::Cow;
use std::iter;

use super::headings::{push_body, push_lead, push_notes};
use super::paginate::{paginate, paginate_balanced};
use super::{Block, Book, Flow, Item, Page, PageFormat, PageNumbers, RunningHead, TextStyle, mm, width_of};
use crate::report::council::{Benefit, Chapter, ChapterBody, CouncilReport, PlanPage};

use contents::{lay_out_contents, sheet_anchor};
use cover::lay_out_cover;
use headings::{chapter_anchor, chapter_heading, chapter_name, section_heading};
use type_styles::TypeStyles;

/// Lays the whole report out: cover, contents, chapters, sheets.
pub fn lay_out_council_report(report: &CouncilReport) -> Vec<Page> {
    let mut pages = Vec::new();
    let numbers = lay_out_page_by_page(report, &mut iter::empty(), &mut |page| pages.push(page));
    pages.iter_mut().for_each(|page| numbers.fill_in(page));
    pages
}

/// The same, giving up each page as soon as it stands; `sheets` are 個票 that
/// the report does not hold. The numbers to fill in come at the end.
pub fn lay_out_page_by_page(
    report: &CouncilReport,
    sheets: &mut dyn Iterator<Item = PlanPage>,
    take: &mut dyn FnMut(Page),
) -> PageNumbers {
    let types = TypeStyles::new(&report.sizes);
    let mut maker = Maker {
        report,
        types,
        book: Book::new(),
        current: String::new(),
        run: Flow::new(),
        run_format: PageFormat::portrait(),
        further: sheets,
        take,
    };
    let portrait = PageFormat::portrait();
    maker.book.add_cover(&portrait, lay_out_cover(&report.cover, portrait.width_pt, portrait.height_pt));
    let contents = lay_out_contents(report, portrait.width_pt, &types);
    maker.current.clone_from(&report.contents);
    maker.add(&portrait, contents);
    for chapter in &report.chapters {
        maker.chapter(chapter);
    }
    maker.flush();
    maker.book.into_numbers()
}

/// The report in the making.
struct Maker<'a> {
    report: &'a CouncilReport,
    types: TypeStyles,
    book: Book,
    /// What the running head says of a page on which no chapter begins.
    current: String,
    /// Short chapters follow each other on one page …
    run: Flow,
    /// … of this format.
    run_format: PageFormat,
    /// 個票 that the report does not hold.
    further: &'a mut dyn Iterator<Item = PlanPage>,
    /// Takes finished pages.
    take: &'a mut dyn FnMut(Page),
}

impl Maker<'_> {
    fn chapter(&mut self, chapter: &Chapter) {
        match &chapter.body {
            ChapterBody::List(list) => {
                self.flush();
                self.run_format = PageFormat::landscape();
                let width = self.run_format.width_pt;
                self.run.push_kept(0.0, chapter_heading(chapter, width, &self.types, Some(&list.note)));
                list::push_list(&mut self.run, list, &self.report.judgments, width, &self.types);
            }
            ChapterBody::Sheets(sheets) => {
                if self.run_format.size != PageFormat::portrait().size {
                    self.flush();
                }
                let width = self.run_format.width_pt;
                self.run.push_kept(26.0, chapter_heading(chapter, width, &self.types, None));
                guide::push_guide(&mut self.run, &sheets.guide, width, &self.types);
                self.flush();
                self.sheets(&sheets.pages);
            }
            _ => {
                let across = self.run_format.size != PageFormat::portrait().size;
                if starts_page(&chapter.body) || across {
                    self.flush();
                }
                self.upright(chapter);
            }
        }
    }

    /// A chapter of the upright pages.
    fn upright(&mut self, chapter: &Chapter) {
        let (width, height) = (self.run_format.width_pt, self.run_format.height_pt);
        let (types, judgments) = (self.types, &self.report.judgments);
        let flow = &mut self.run;
        flow.push_kept(26.0, chapter_heading(chapter, width, &types, None));
        match &chapter.body {
            ChapterBody::Overview(body) => overview::push_overview(flow, body, judgments, width, &types),
            ChapterBody::Summary(body) => summary::push_summary(flow, body, judgments, width, &types),
            ChapterBody::Comparison(body) => summary::push_comparison(flow, body, judgments, width, &types),
            ChapterBody::Changes(body) => {
                let stages = body.rows.first().map_or(0, |row| row.marks.len());
                entries::push_changes(flow, body, stages, judgments, width, &types);
            }
            ChapterBody::Ended(body) => entries::push_ended(flow, body, judgments, width, &types),
            ChapterBody::Below(body) => entries::push_below(flow, body, judgments, width, &types),
            ChapterBody::Benefit(body) => push_benefit(flow, body, width, &types),
            ChapterBody::Responses(body) => entries::push_responses(flow, body, judgments, width, &types),
            ChapterBody::Reference(body) => {
                let title = &self.report.outline_title;
                reference::push_reference(flow, body, title, width, height, &types);
            }
            ChapterBody::List(_) | ChapterBody::Sheets(_) => {}
        }
    }

    fn sheets(&mut self, pages: &[PlanPage]) {
        let format = PageFormat::sheet();
        let mut area = None;
        let mut held = pages.iter().map(Cow::Borrowed);
        while let Some(page) = held.next().or_else(|| self.further.next().map(Cow::Owned)) {
            let page = page.as_ref();
            let mut flow = sheet::lay_out_sheet(
                page,
                &self.report.judgments,
                &self.types,
                &self.report.sizes.sheet_text,
                &format,
            );
            if let Some(first) = flow.pieces.first_mut() {
                first.block.anchor(sheet_anchor(page.key), Some((3, format!("{}　{}", page.key, page.name))));
                if area != Some(page.key.area) {
                    first.block.anchor(format!("area-{}", page.key.area), Some((2, page.area.clone())));
                }
            }
            area = Some(page.key.area);
            let head = self.head(format!("個票　{}", page.key));
            for block in paginate(flow, format.width_pt, format.height_pt) {
                self.book.add_page(&format, Some(&head), block);
            }
            self.give_up_pages();
        }
    }

    /// Ends a run of chapters: its pages are made.
    fn flush(&mut self) {
        if !self.run.pieces.is_empty() {
            let run = std::mem::take(&mut self.run);
            let format = self.run_format;
            self.add(&format, run);
        }
        self.give_up_pages();
        self.run_format = PageFormat::portrait();
    }

    fn give_up_pages(&mut self) {
        self.book.take_pages().into_iter().for_each(&mut *self.take);
    }

    /// Makes pages whose running heads name the chapters on them.
    fn add(&mut self, format: &PageFormat, flow: Flow) {
        for block in paginate_balanced(flow, format.width_pt, format.height_pt) {
            let section = self.section_of(&block);
            let head = self.head(section);
            self.book.add_page(format, Some(&head), block);
        }
    }

    /// All names where they do not meet the document's title, else the range
    /// that they span, else the first alone, else the numbers.
    fn fitting(&self, names: &[String], width_pt: f64) -> String {
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return String::new() };
        let number = |name: &str| name.split('　').next().unwrap_or(name).to_owned();
        let range = format!("{}　～　{}", first, last);
        let more = format!("{first}　ほか");
        let title = self.head(String::new()).title;
        let room = width_pt - width_of(&title, &TextStyle::NOTE) - mm(6.0);
        let fits = |text: &String| width_of(text, &TextStyle::NOTE) <= room;
        let wordings = [names.join("　"), range, more];
        wordings.into_iter().find(fits).unwrap_or_else(|| format!("{}～{}", number(first), number(last)))
    }

    fn head(&self, section: String) -> RunningHead {
        let mark = self.report.unconfirmed.as_ref().map_or_else(String::new, |mark| format!("　【{mark}】"));
        RunningHead { section, title: format!("{}{mark}", self.report.title) }
    }

    /// The chapter that goes on from the page before unless one begins at the
    /// very top, and those that begin on the page.
    fn section_of(&mut self, page: &Block) -> String {
        let mut names: Vec<String> = Vec::new();
        let mut top = f64::INFINITY;
        for placed in &page.items {
            if let Item::Anchor(anchor) = &placed.item {
                let found =
                    self.report.chapters.iter().find(|chapter| chapter_anchor(chapter) == anchor.name);
                if let Some(chapter) = found {
                    top = top.min(placed.at.y_pt);
                    names.push(chapter_name(chapter));
                }
            }
        }
        if top > mm(1.0) && !self.current.is_empty() {
            names.insert(0, self.current.clone());
        }
        if let Some(last) = names.last() {
            self.current.clone_from(last);
        }
        self.fitting(&names, page.width_pt)
    }
}

/// Chapters with a page of their own.
fn starts_page(body: &ChapterBody) -> bool {
    match body {
        ChapterBody::Overview(_)
        | ChapterBody::Summary(_)
        | ChapterBody::Comparison(_)
        | ChapterBody::Reference(_) => true,
        ChapterBody::Changes(_)
        | ChapterBody::Ended(_)
        | ChapterBody::Below(_)
        | ChapterBody::Benefit(_)
        | ChapterBody::List(_)
        | ChapterBody::Responses(_)
        | ChapterBody::Sheets(_) => false,
    }
}

/// Number, name and department; the years share what is left, 12 mm each at least.
fn plan_widths(width_pt: f64, benefit: &Benefit) -> Vec<f64> {
    let years = benefit.by_plan.as_ref().map_or(1, |grid| grid.columns.len().saturating_sub(3).max(1));
    let department = mm(if years > 3 { 28.0 } else { 30.0 });
    let amounts = (mm(12.0) * years as f64).max(mm(26.0));
    vec![mm(11.0), width_pt - mm(11.0) - department - amounts, department]
}

fn push_benefit(flow: &mut Flow, benefit: &Benefit, width_pt: f64, types: &TypeStyles) {
    let push = if benefit.by_area.is_some() { push_lead } else { push_body };
    push(flow, 9.0, &benefit.paragraph, width_pt, &types.body);
    let tables = [(&benefit.by_area, vec![mm(44.0)]), (&benefit.by_plan, plan_widths(width_pt, benefit))];
    for (index, (grid, fixed)) in tables.into_iter().enumerate() {
        let Some(grid) = grid else { continue };
        flow.push_kept(
            14.0,
            section_heading(Some(index + 1), &grid.title, grid.unit.as_deref(), width_pt, types),
        );
        flow.extend(grid::grid_pieces(3.0, grid, width_pt, types, &fixed));
        push_notes(flow, &grid.notes, width_pt, &types.note);
    }
}
