//! Whether a sheet takes as long, and as much memory, among thousands as among
//! fifty: `check` and `run` on folders that `examples/scale.rs` writes.
//!
//! ```sh
//! cargo bench --bench scale
//! cargo bench --bench scale -- 50 500 5000 90000
//! ```
//!
//! Prints the table of README.md. Processor time and peak memory are those of
//! the program itself as Linux counts them; elsewhere they are left out.

#![expect(clippy::print_stdout, reason = "the table is what it is for")]

#[expect(dead_code, reason = "the example's own command line is not used here")]
#[path = "../examples/scale.rs"]
mod generator;

use std::error::Error;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const COUNTS: [usize; 3] = [50, 500, 5000];

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo says --bench too.
    let wanted: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let counts = if wanted.is_empty() { COUNTS.to_vec() } else { wanted };
    println!("| sheets | command | wall | wall a sheet | processor a sheet | peak memory | memory a sheet |");
    println!("|---|---|---|---|---|---|---|");
    for count in counts {
        let folder = tempfile::tempdir()?;
        generator::write_folder(count, folder.path())?;
        for command in ["check", "run"] {
            // The first time warms the disk's cache.
            let times = if count <= 500 { 5 } else { 1 };
            let taken = (0..times).map(|_| measure(command, &folder.path().join("R5")));
            let taken = taken.collect::<Result<Vec<_>, _>>()?;
            let best = taken.into_iter().min_by_key(|taken| taken.wall).ok_or("it ran")?;
            println!("{}", best.row(count, command));
        }
    }
    Ok(())
}

/// What a run has taken.
struct Taken {
    wall: Duration,
    processor: Option<Duration>,
    peak_kib: Option<usize>,
}

impl Taken {
    fn row(&self, count: usize, command: &str) -> String {
        let ms = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0 / count as f64);
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        let cells = [
            count.to_string(),
            format!("`{command}`"),
            format!("{:.2} s", self.wall.as_secs_f64()),
            ms(self.wall),
            or_dash(self.processor.map(ms)),
            or_dash(self.peak_kib.map(|kib| format!("{} MB", kib / 1024))),
            or_dash(self.peak_kib.map(|kib| format!("{} KB", kib / count))),
        ];
        format!("| {} |", cells.join(" | "))
    }
}

fn measure(command: &str, year: &Path) -> Result<Taken, Box<dyn Error>> {
    let start = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_gyokaku"))
        .arg(command)
        .arg(year)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let mut taken = Taken { wall: Duration::ZERO, processor: None, peak_kib: None };
    let status = loop {
        let seen = (processor_time(&program), peak_kib(&program));
        taken.processor = seen.0.or(taken.processor);
        taken.peak_kib = seen.1.or(taken.peak_kib);
        match program.try_wait()? {
            Some(status) => break status,
            None => sleep(Duration::from_millis(2)),
        }
    };
    taken.wall = start.elapsed();
    match status.code() {
        Some(0 | 1) => Ok(taken),
        _ => Err(format!("{command}: {status}").into()),
    }
}

/// The largest memory a running program has taken so far.
fn peak_kib(program: &Child) -> Option<usize> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// The time that all its threads have spent on a core so far.
fn processor_time(program: &Child) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", program.id())).ok()?;
    // Behind the name in brackets come 11 other numbers, then time in and for the program.
    let numbers: Vec<u64> =
        stat.rsplit_once(')')?.1.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    // The state before the numbers is a letter.
    let hundredths = numbers.get(10)? + numbers.get(11)?;
    Some(Duration::from_millis(hundredths * 10))
}
