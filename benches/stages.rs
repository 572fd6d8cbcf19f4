//! What each stage of a run takes, on the sample city's 50 sheets.

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use gyokaku::commands::{Batch, Console, Fill, YearFolder, build_outputs, read_batch};
use gyokaku::error::Result;
use gyokaku::layout::council::lay_out_council_report;
use gyokaku::output::xlsx::{Links, write_book};
use gyokaku::output::{json, pdf};
use gyokaku::report::{council, results};
use gyokaku::{rules, workbook};

fn batch() -> Batch {
    workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    let year = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/honjo/R5");
    read_batch(YearFolder::find(&year).expect("the sample"), None, &Console::new()).expect("a batch")
}

fn stages(criterion: &mut Criterion) {
    let batch = batch();
    let (year, settings, findings) = (&batch.year, &batch.settings, &batch.findings);
    let report = council::build_council_report(year, settings, findings);
    let document = |pages| pdf::Document {
        title: report.title.clone(),
        author: settings.city.name.clone(),
        subject: settings.city.plan.clone(),
        pages,
    };
    let laid_out = document(lay_out_council_report(&report));
    let book = results::results_book(year, settings, findings);

    let mut group = criterion.benchmark_group("50 sheets");
    group.sample_size(20);
    group.bench_function("read, check and merge", |b| b.iter(self::batch));
    group.bench_function("check", |b| b.iter(|| black_box(rules::check(year, settings))));
    group.bench_function("lay out the report", |b| b.iter(|| black_box(lay_out_council_report(&report))));
    group.bench_function("write the report's PDF", |b| {
        b.iter_batched(|| laid_out.clone(), pdf::write_pdf, BatchSize::LargeInput)
    });
    group.bench_function("write 評価結果.xlsx", |b| {
        b.iter(|| black_box(write_book(&book, &Links::default()).expect("a workbook")));
    });
    group.bench_function("all outputs", |b| {
        let follow_up = json::follow_up(year, findings, settings, None);
        b.iter(|| {
            black_box(build_outputs(&batch, &follow_up, &Console::new(), &into_nothing).expect("outputs"))
        });
    });
    group.finish();
}

/// Takes a file and keeps nothing: the disk is not measured.
fn into_nothing(_name: &str, fill: Fill<'_>) -> Result<()> {
    fill(&mut std::io::sink()).expect("nothing to fail");
    Ok(())
}

criterion_group!(benches, stages);
criterion_main!(benches);
