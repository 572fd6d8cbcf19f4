//! What each stage of a run takes, on the sample city's 50 sheets:
//!
//! ```sh
//! cargo bench --bench stages
//! ```

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use gyokaku::commands::{Batch, Console, Fill, YearFolder, build_outputs, read_batch};
use gyokaku::error::Result;
use gyokaku::layout::council::lay_out_council_report;
use gyokaku::output::xlsx::{Links, write_book};
use gyokaku::output::{json, pdf};
use gyokaku::report::{council, results};
use gyokaku::workbook::{RawWorkbook, Submission};
use gyokaku::{form, rules, workbook};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

fn year_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/honjo/R5")
}

fn batch() -> Batch {
    read_batch(YearFolder::find(&year_dir()).expect("the sample"), None, &Console::new()).expect("a batch")
}

/// Takes a file and keeps nothing: the disk is not measured.
fn into_nothing(_name: &str, fill: Fill<'_>) -> Result<()> {
    fill(&mut std::io::sink()).expect("nothing to fail");
    Ok(())
}

fn stages(criterion: &mut Criterion) {
    workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    let batch = batch();
    let mut group = criterion.benchmark_group("50 sheets");
    group.sample_size(20);
    let submitted = workbook::list_submissions(&year_dir()).expect("the sample");
    let (new, old): (Vec<Submission>, Vec<Submission>) =
        submitted.into_iter().partition(|one| one.path.ends_with(".xlsx"));
    let read = |list: &[Submission]| -> Vec<Option<RawWorkbook>> {
        list.par_iter()
            .map(|one| workbook::read_submission(one, &batch.settings.eras).value.workbook)
            .collect()
    };
    group.bench_function(format!("read {} .xlsx", new.len()), |b| b.iter(|| black_box(read(&new))));
    group.bench_function(format!("read {} old or packed files", old.len()), |b| {
        b.iter(|| black_box(read(&old)));
    });
    let books: Vec<RawWorkbook> = read(&new).into_iter().flatten().collect();
    let name = "提出/シート.xlsx".into();
    group.bench_function("align with the form", |b| {
        b.iter(|| {
            let sheets: Vec<_> = books.iter().flat_map(|book| &book.sheets).collect();
            let align = |sheet: &&workbook::RawSheet| form::read_sheet(&batch.forms, &name, sheet);
            black_box(sheets.par_iter().map(align).collect::<Vec<_>>())
        });
    });
    group.bench_function("check", |b| b.iter(|| black_box(rules::check(&batch.year, &batch.settings))));
    group.bench_function("read, align, check and merge", |b| b.iter(self::batch));
    group.finish();
    outputs(criterion, &batch);
}

fn outputs(criterion: &mut Criterion, batch: &Batch) {
    let (year, settings, findings) = (&batch.year, &batch.settings, &batch.findings);
    let report = council::build_council_report(year, settings, findings);
    let properties = pdf::Properties {
        title: report.title.clone(),
        author: settings.city.name.clone(),
        subject: settings.city.plan.clone(),
    };
    let pages = lay_out_council_report(&report);
    let book = results::results_book(year, settings, findings);
    let mut group = criterion.benchmark_group("50 sheets");
    group.sample_size(20);
    group.bench_function("lay out the report", |b| b.iter(|| black_box(lay_out_council_report(&report))));
    group.bench_function("write the report's PDF", |b| {
        b.iter_batched(|| pages.clone(), |pages| pdf::write_pdf(&properties, pages), BatchSize::LargeInput);
    });
    group.bench_function("write 評価結果.xlsx", |b| {
        b.iter(|| black_box(write_book(&book, &Links::default()).expect("a workbook")));
    });
    group.bench_function("all outputs", |b| {
        let follow_up = json::follow_up(year, findings, settings, None);
        b.iter(|| build_outputs(batch, &follow_up, &Console::new(), &into_nothing).expect("outputs"));
    });
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    group.bench_function("the whole program: gyokaku run samples/honjo/R5", |b| {
        b.iter(|| {
            let mut program = Command::new(env!("CARGO_BIN_EXE_gyokaku"));
            program.arg("run").arg(year_dir()).arg("--out").arg(elsewhere.path().join("出力"));
            let status = program.stdout(Stdio::null()).stderr(Stdio::null()).status();
            assert!(status.expect("it starts").code().is_some_and(|code| code < 2));
        });
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
