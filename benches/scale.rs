//! Whether a sheet takes as long among thousands as among fifty: the whole
//! batch on folders that `examples/scale.rs` writes.

#[expect(dead_code, reason = "the example's own command line is not used here")]
#[path = "../examples/scale.rs"]
mod generator;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gyokaku::commands::{Batch, Console, Fill, YearFolder, build_outputs, read_batch};
use gyokaku::error::Result;
use gyokaku::output::json;

fn scale(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a sheet among many");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    for count in [50_usize, 500, 5000] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        generator::write_folder(count, folder.path()).expect("sheets");
        let year = folder.path().join("R5");
        let read = || -> Batch {
            read_batch(YearFolder::find(&year).expect("a year"), None, &Console::new()).expect("a batch")
        };
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(BenchmarkId::new("read and check", count), |b| b.iter(|| black_box(read())));
        group.bench_function(BenchmarkId::new("all outputs", count), |b| {
            let batch = read();
            let follow_up = json::follow_up(&batch.year, &batch.findings, &batch.settings, None);
            b.iter(|| {
                black_box(build_outputs(&batch, &follow_up, &Console::new(), &into_nothing).expect("outputs"))
            });
        });
    }
    group.finish();
}

/// Takes a file and keeps nothing: the disk is not measured.
fn into_nothing(_name: &str, fill: Fill<'_>) -> Result<()> {
    fill(&mut std::io::sink()).expect("nothing to fail");
    Ok(())
}

criterion_group!(benches, scale);
criterion_main!(benches);
