//! Everything that a run writes, made side by side on every core.

use std::io;
use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::batch::Batch;
use super::console::Console;
use super::run::RECORD;
use crate::error::Result;
use crate::layout::council::lay_out_page_by_page;
use crate::layout::notice::lay_out_notice;
use crate::layout::papers::lay_out_paper;
use crate::model::{Body, Stage};
use crate::output::file_names::file_names;
use crate::output::html::{self, OutputLink};
use crate::output::xlsx::{Links, print_book, write_book};
use crate::output::{csv, json, pdf};
use crate::report::book::Book;
use crate::report::corrections::corrections_book;
use crate::report::papers::{self, Paper};
use crate::report::sheet_words::SheetWords;
use crate::report::{
    candidates, council, notice, notice_book, open_data, opinion_entry, plan_list, result_notice, results,
};
use crate::review::{self, FollowUp};

/// A file to be written.
struct OutputFile<'b> {
    /// Path inside 出力/, with `/`.
    path: String,
    /// What it is for, for the list in 結果.html.
    what: &'static str,
    print: PrintFile<'b>,
}

/// Prints a file when its turn has come.
type PrintFile<'b> = Box<dyn Fn(&mut dyn io::Write) -> io::Result<()> + Send + Sync + 'b>;

/// One group of files; groups do not depend on each other.
type Maker = fn(&Batch) -> Result<Vec<OutputFile<'_>>>;

const MAKERS: [(&str, Maker); 11] = [
    ("評価報告書", council_report),
    ("評価結果", results_book),
    ("意見入力", opinion_books),
    ("オープンデータ", open_data_files),
    ("確認済_候補", candidates_book),
    ("計画一覧", plan_list),
    ("確認票", notices),
    ("審議結果通知", result_notices),
    ("正誤表", corrections),
    ("意見記入用紙", opinion_form),
    ("期間総括", period_summary),
];

/// What takes the files: a path inside 出力/ with `/`, and what prints the file.
pub type Put<'a> = &'a (dyn Fn(&str, Fill<'_>) -> Result<()> + Sync);

/// Prints a file.
pub type Fill<'a> = &'a dyn Fn(&mut dyn io::Write) -> io::Result<()>;

/// Makes every file of 出力/ and gives it to `put` at once, so that few are in
/// memory; the record comes last. Gives how many there are.
pub fn build_outputs(batch: &Batch, follow_up: &FollowUp, console: &Console, put: Put<'_>) -> Result<usize> {
    let bar = console.progress(MAKERS.len() + 2, "書き込み");
    let made: Vec<Result<Vec<OutputLink>>> = MAKERS
        .par_iter()
        .map(|(name, make)| {
            let links = make(batch)?.into_par_iter().map(|file| hand_over(file, put)).collect();
            bar.set_message(*name);
            bar.inc(1);
            links
        })
        .collect();
    let mut links = Vec::new();
    for group in made {
        links.extend(group?);
    }
    let overview = hand_over(overview(batch, follow_up, &links), put)?;
    links.push(overview);
    bar.inc(1);
    put(RECORD, &|out| {
        json::print_record(out, &batch.year, &batch.findings, &batch.settings, Some(follow_up))
    })?;
    bar.finish_and_clear();
    Ok(links.len() + 1)
}

fn hand_over(file: OutputFile<'_>, put: Put<'_>) -> Result<OutputLink> {
    put(&file.path, &*file.print)?;
    Ok(OutputLink { path: file.path, what: file.what.to_owned() })
}

fn file<'b>(path: impl Into<String>, what: &'static str, bytes: Vec<u8>) -> OutputFile<'b> {
    OutputFile { path: path.into(), what, print: Box::new(move |out| out.write_all(&bytes)) }
}

fn book<'b>(path: impl Into<String>, what: &'static str, book: &Book) -> Result<OutputFile<'b>> {
    Ok(file(path, what, write_book(book, &Links::default())?))
}

fn paper<'b>(path: impl Into<String>, what: &'static str, batch: &Batch, paper: &Paper) -> OutputFile<'b> {
    let properties = properties(&paper.title, &paper.subject, batch);
    let pages = batch.print.typefaces.while_making(|| lay_out_paper(paper));
    file(path, what, pdf::write_pdf(&properties, pages))
}

fn properties(title: &str, subject: &str, batch: &Batch) -> pdf::Properties {
    let author = batch.settings.city.name.clone();
    pdf::Properties { title: title.to_owned(), author, subject: subject.to_owned() }
}

/// Printed page by page: it is the only output that has pages for every plan.
fn council_report(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let print = move |out: &mut dyn io::Write| {
        let wording = &batch.print.wording;
        let (report, sheets) =
            council::word_page_by_page(&batch.year, &batch.settings, &batch.findings, wording);
        let properties = properties(&report.title, &batch.settings.city.plan, batch);
        let lay_out = |take: pdf::TakePage<'_>| lay_out_page_by_page(&report, &mut sheets.iter(), take);
        pdf::print_pdf(out, &properties, |take| batch.print.typefaces.while_making(|| lay_out(take)))
    };
    let (path, what) = ("評価報告書.pdf".to_owned(), "審議する機関に配る報告書");
    Ok(vec![OutputFile { path, what, print: Box::new(print) }])
}

/// Printed while it is made: it is the only workbook that has a row for every value.
fn results_book(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let print = move |out: &mut dyn io::Write| {
        let (book, further) = results::long_results_book(&batch.year, &batch.settings, &batch.findings);
        print_book(out, (&book, &further), &Links::default())
    };
    let (path, what) = ("評価結果.xlsx".to_owned(), "集計と一覧、確認事項、値の出典");
    Ok(vec![OutputFile { path, what, print: Box::new(print) }])
}

/// The workbook for the body that meets next, and those of bodies that have met.
fn opinion_books(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let mut files = Vec::new();
    for body in batch.settings.bodies() {
        let due = body == Body::Headquarters
            || batch.year.stage >= Stage::Council
            || batch.settings.headquarters.is_none();
        if let (true, Some(names)) = (due, batch.settings.body(body)) {
            let entry = opinion_entry::opinion_entry_book(&batch.year, &batch.settings, body);
            files.push(book(
                format!("意見入力_{}.xlsx", names.short),
                "意見を入力するブック（記入して「意見」に保存）",
                &entry,
            )?);
        }
    }
    Ok(files)
}

fn open_data_files(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let tables = Arc::new(open_data::open_data(&batch.year, &batch.settings));
    let table = |at: usize| {
        let (path, tables) = (format!("オープンデータ/{}.csv", tables[at].name), Arc::clone(&tables));
        let print = move |out: &mut dyn io::Write| csv::print_csv(out, &tables[at]);
        OutputFile { path, what: "オープンデータ", print: Box::new(print) }
    };
    let mut files: Vec<OutputFile> = (0..tables.len()).map(table).collect();
    let all = Arc::clone(&tables);
    let print = move |out: &mut dyn io::Write| {
        let (book, further) = open_data::long_data_book(&all, &batch.year, &batch.settings);
        print_book(out, (&book, &further), &Links::default())
    };
    let path = "オープンデータ/評価データ.xlsx".to_owned();
    files.push(OutputFile { path, what: "オープンデータ", print: Box::new(print) });
    let definitions = open_data::definitions_book(&tables, &batch.year, &batch.settings);
    files.push(book("オープンデータ/項目定義書.xlsx", "オープンデータの項目の説明", &definitions)?);
    Ok(files)
}

fn candidates_book(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let candidates = candidates::candidates_book(&batch.year, &batch.settings, &batch.findings);
    Ok(vec![book("確認済_候補.xlsx", "確認済にする行を写すためのブック", &candidates)?])
}

fn plan_list(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let list = plan_list::plan_list_book(&batch.year, &batch.settings);
    let printed = papers::plan_list_paper(&batch.year, &batch.settings);
    Ok(vec![
        book("計画一覧.xlsx", "次年度の計画一覧（公表用）", &list)?,
        paper("計画一覧.pdf", "次年度の計画一覧（公表用、印刷）", batch, &printed),
    ])
}

/// A workbook and its print for each department that has something to correct.
fn notices(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let words = SheetWords::of(&batch.forms, &batch.settings.eras);
    let notices = notice::notices_in_words(&batch.year, &batch.findings, &batch.settings, &words);
    let names = file_names(notices.iter().map(|notice| notice.department.as_ref()));
    let write = |(notice, name): (&notice::Notice, &String)| -> Result<[OutputFile<'_>; 2]> {
        let links = Links { year_folder: "../../".to_owned() };
        let bytes = write_book(&notice_book::notice_book(notice, &batch.year, &batch.settings), &links)?;
        let title = format!("確認票　{}", notice.department);
        let print = properties(&title, &batch.settings.city.plan, batch);
        let pages = batch.print.typefaces.while_making(|| lay_out_notice(notice));
        Ok([
            file(format!("確認票/{name}.xlsx"), "課に返す確認票", bytes),
            file(format!("確認票/{name}.pdf"), "課に返す確認票（印刷用）", pdf::write_pdf(&print, pages)),
        ])
    };
    let pairs = notices.par_iter().zip(&names).map(write).collect::<Result<Vec<_>>>()?;
    Ok(pairs.into_iter().flatten().collect())
}

/// One workbook a department on what the body that met last has said.
fn result_notices(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let notices = result_notice::result_notices(&batch.year, &batch.settings);
    let names = file_names(notices.iter().map(|notice| notice.department.as_ref()));
    let write = |(notice, name): (&result_notice::ResultNotice, &String)| {
        let links = Links { year_folder: "../../".to_owned() };
        let bytes =
            write_book(&result_notice::result_notice_book(notice, &batch.year, &batch.settings), &links)?;
        let letter = papers::result_notice_paper(notice, &batch.year, &batch.settings);
        Ok([
            file(format!("審議結果通知/{name}.xlsx"), "課に送る審議結果", bytes),
            paper(format!("審議結果通知/{name}.pdf"), "課に送る審議結果（印刷）", batch, &letter),
        ])
    };
    let pairs = notices.par_iter().zip(&names).map(write).collect::<Result<Vec<[OutputFile<'_>; 2]>>>()?;
    Ok(pairs.into_iter().flatten().collect())
}

/// What a corrected closing changed; nothing before a closing has been corrected.
fn corrections(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let year = &batch.year;
    let before = review::read_earlier_closing(&batch.folder.dir, &batch.settings)?;
    let Some(before) = before.filter(|_| year.is_final) else { return Ok(Vec::new()) };
    let changed = review::corrections(&before, &review::as_closed(year));
    let table = corrections_book(year, &batch.settings, &changed);
    let printed = papers::corrections_paper(year, &batch.settings, &changed);
    Ok(vec![
        book("正誤表.xlsx", "確定の後に訂正した箇所（公表用）", &table)?,
        paper("正誤表.pdf", "確定の後に訂正した箇所（公表用、印刷）", batch, &printed),
    ])
}

/// On paper, for members who write before the meeting.
fn opinion_form(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let form = papers::opinion_form_paper(&batch.year, &batch.settings);
    Ok(vec![paper("意見記入用紙.pdf", "会議の前に意見や質問を手書きする用紙", batch, &form)])
}

/// In the period's last year only.
fn period_summary(batch: &Batch) -> Result<Vec<OutputFile<'_>>> {
    let summary = papers::period_summary_paper(&batch.year, &batch.settings);
    let summary = summary.map(|summary| paper("期間総括.pdf", "計画期間の総括（公表用）", batch, &summary));
    Ok(summary.into_iter().collect())
}

fn overview(batch: &Batch, follow_up: &FollowUp, links: &[OutputLink]) -> OutputFile<'static> {
    let record = OutputLink {
        path: RECORD.to_owned(), what: "全ての結果（ほかのプログラム用）".to_owned()
    };
    let links = [links, &[record]].concat();
    let page = html::write_overview(&batch.year, &batch.settings, &batch.findings, &links, follow_up);
    file("結果.html", "この実行の結果の一覧", page.into_bytes())
}
