//! A run that is killed, shut out or starved leaves the old output or the new
//! one, whole, and the next run works.
#![cfg(unix)]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use support::PlanFolder;
use support::snapshot::{Snapshot, changed, snapshot, snapshot_without};

const LATE: &str = "R6/提出/図書館.xlsx";

/// A plan folder that can be given with or without one department's file, and
/// the outputs that belong to both.
struct TwoEditions {
    folder: PlanFolder,
    late_file: Vec<u8>,
    editions: [Snapshot; 2],
}

impl TwoEditions {
    fn new() -> Self {
        let folder = PlanFolder::copy_of("minato");
        let late_file = fs::read(folder.path(LATE)).expect("the sample");
        let mut two = Self { folder, late_file, editions: [Snapshot::new(), Snapshot::new()] };
        // An edition says what has changed since the one before, so each is made after the other.
        two.folder.run("R6");
        for edition in [0, 1, 0] {
            two.submit(edition);
            two.folder.run("R6");
            two.editions[edition] = snapshot(&two.folder.path("R6/出力"));
        }
        assert!(!changed(&two.editions[0], &two.editions[1]).is_empty(), "the file makes a difference");
        two
    }

    /// Edition 0 is without the late file.
    fn submit(&self, edition: usize) {
        match edition {
            0 => fs::remove_file(self.folder.path(LATE)).expect("the file was there"),
            _ => fs::write(self.folder.path(LATE), &self.late_file).expect("the file comes in"),
        }
    }

    fn start(&self) -> Child {
        let mut command = self.folder.command(&["run", "{}/R6"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
    }

    /// The output must be one of the two editions; between the two renames of
    /// the swap it stands under its second name, from where the next run takes it.
    fn expect_whole(&self, moment: &str) {
        let mut stands = snapshot(&self.folder.path("R6/出力"));
        if stands.is_empty() {
            stands = snapshot(&self.folder.path("R6/.gyokaku-出力-old"));
        }
        assert!(self.editions.contains(&stands), "{moment}: {:?}", changed(&self.editions[0], &stands));
    }
}

fn expect_same(expected: &Snapshot, stands: &Snapshot) {
    assert_eq!(changed(expected, stands), Vec::<String>::new());
}

/// Waits until a folder has this many files or the run has ended.
fn wait_for_files(run: &mut Child, folder: &Path, count: usize) {
    let limit = Instant::now() + Duration::from_secs(20);
    while run.try_wait().expect("a run to wait for").is_none() && Instant::now() < limit {
        if folder.exists() && snapshot(folder).len() >= count {
            return;
        }
        sleep(Duration::from_micros(100));
    }
}

#[test]
fn a_run_killed_at_any_moment_leaves_one_whole_edition() {
    let two = TwoEditions::new();
    let new = two.folder.path("R6/.gyokaku-出力-new");
    let files = two.editions[1].len();
    for moment in 0..24 {
        two.submit(1 - moment % 2);
        let mut run = two.start();
        match moment {
            // While it reads and prints …
            0..10 => sleep(Duration::from_millis(u64::try_from(moment * 25).expect("a small number"))),
            // … while it writes …
            10..20 => wait_for_files(&mut run, &new, (moment - 9) * files / 10),
            // … and while it swaps.
            _ => {
                wait_for_files(&mut run, &new, files);
                sleep(Duration::from_micros(u64::try_from((moment - 20) * 150).expect("a small number")));
            }
        }
        let _ = run.kill();
        run.wait().expect("a run that has ended");
        two.expect_whole(&format!("moment {moment}"));
    }
    two.folder.run("R6");
    expect_same(&two.editions[0], &snapshot(&two.folder.path("R6/出力")));
    let left: Vec<_> = fs::read_dir(two.folder.path("R6"))
        .expect("the year folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".gyokaku") || name.contains("退避"))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "nothing stays of the killed runs");
}

/// Closing and giving out sheets, killed after a part of the time they need:
/// what was given is as it was, and doing it again gives what it gives undisturbed.
#[test]
fn a_closing_and_sheets_that_are_killed_can_be_repeated() {
    let commands: [&[&str]; 2] = [&["close", "{}/R5", "--yes"], &["sheets", "{}/R6"]];
    // An edition says what has changed since the one before, which a killed closing may have left.
    let settled =
        |folder: &PlanFolder| snapshot_without(&folder.path(""), &["記録.json", "結果.html", "チェックサム"]);
    let fresh = || {
        let honjo = PlanFolder::copy_of("honjo");
        fs::remove_dir_all(honjo.path("R6")).expect("a year to be made by closing");
        honjo
    };
    let undisturbed = fresh();
    let given = snapshot(&undisturbed.path(""));
    let expected: Vec<(Snapshot, Duration)> = (0..2)
        .map(|at| {
            let start = Instant::now();
            assert!(undisturbed.gyokaku(commands[at]).status.success(), "{:?}", commands[at]);
            (settled(&undisturbed), start.elapsed())
        })
        .collect();
    for part in [50, 85, 97] {
        let honjo = fresh();
        for (at, (whole, time)) in expected.iter().enumerate() {
            let mut command = honjo.command(commands[at]);
            let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
            sleep(*time * part / 100);
            let _ = run.kill();
            run.wait().expect("a run that has ended");
            let left = snapshot(&honjo.path(""));
            assert!(
                given.iter().all(|(path, bytes)| left.get(path) == Some(bytes)),
                "{:?} {part}",
                commands[at]
            );
            assert!(honjo.gyokaku(commands[at]).status.success(), "{:?} after {part} %", commands[at]);
            expect_same(whole, &settled(&honjo));
        }
    }
}

#[test]
fn a_second_run_is_refused_and_a_crash_frees_the_folder() {
    let two = TwoEditions::new();
    let owner = two.folder.path("R6/.gyokaku-出力.owner.txt");
    let mut first = two.start();
    while fs::read(&owner).map_or(true, |bytes| bytes.is_empty()) {
        assert!(first.try_wait().expect("a run").is_none(), "the first run is over too early");
        sleep(Duration::from_micros(100));
    }
    let first_id = first.id().to_string();
    let stopped = Command::new("kill").args(["-STOP", &first_id]).status().expect("a stopped run");
    assert!(stopped.success());

    let second = two.folder.gyokaku(&["run", "{}/R6"]);
    let said = String::from_utf8_lossy(&second.stderr);
    assert_eq!(second.status.code(), Some(2), "{said}");
    assert!(said.contains("別のgyokakuが実行中です") && said.contains(&first_id), "{said}");

    first.kill().expect("a crash");
    first.wait().expect("a run that has ended");
    two.folder.run("R6");
    expect_same(&two.editions[0], &snapshot(&two.folder.path("R6/出力")));
}

/// The limit on the size of files stands in for the full disk where no small
/// disk can be mounted: writing fails in the middle of a file.
#[test]
fn a_file_that_cannot_be_written_in_full_leaves_the_old_output() {
    let two = TwoEditions::new();
    two.submit(1);
    for (blocks, trap) in [("40", "trap '' XFSZ;"), ("100", "trap '' XFSZ;"), ("40", "")] {
        let script = format!("{trap} ulimit -f {blocks}; exec \"$0\" run \"$1\"");
        let output = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_gyokaku")])
            .arg(two.folder.path("R6"))
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_ne!(output.status.code(), Some(0), "{blocks} blocks: {said}");
        expect_same(&two.editions[0], &snapshot(&two.folder.path("R6/出力")));
        if !trap.is_empty() {
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.contains("出力ファイルを書き込みます"), "{said}");
        }
    }
    two.folder.run("R6");
    expect_same(&two.editions[1], &snapshot(&two.folder.path("R6/出力")));
}

/// Runs a script in a mount namespace of its own, which ends with it; `false`
/// where the system does not permit one.
fn in_own_mounts(script: &str, words: &[&Path]) -> bool {
    let permitted = |args: &[&str]| {
        Command::new("unshare").args(args).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
    };
    if !permitted(&["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]) {
        // Written past the test harness, which would keep it to itself.
        let told =
            "NOT TRIED: this system permits no mounts, so no full disk or read-only folder could be made\n";
        let _ = std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes());
        return false;
    }
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-euc", script, env!("CARGO_BIN_EXE_gyokaku")])
        .args(words)
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    true
}

const FULL_DISK: &str = r#"
mkdir "$2/disk"; mount -t tmpfs -o size=16m tmpfs "$2/disk"
cp -r "$1" "$2/disk/plan"
free=$(df -k --output=avail "$2/disk" | tail -1)
head -c $(( (free - 64) * 1024 )) /dev/zero > "$2/disk/filler"
status=0; "$0" run "$2/disk/plan/R6" 2> "$2/said" >&2 || status=$?
echo $status > "$2/status"
cp -r "$2/disk/plan/R6/出力" "$2/after"
rm "$2/disk/filler"
"$0" run "$2/disk/plan/R6" > /dev/null
cp -r "$2/disk/plan/R6/出力" "$2/freed"
"#;

#[test]
fn a_full_disk_leaves_the_old_output_and_says_so() {
    let two = TwoEditions::new();
    two.submit(1);
    let seen = tempfile::tempdir().expect("a folder to look into afterwards");
    if !in_own_mounts(FULL_DISK, &[&two.folder.path(""), seen.path()]) {
        return;
    }
    let text = |name: &str| fs::read_to_string(seen.path().join(name)).expect("what the script saw");
    assert_eq!(text("status").trim(), "2");
    assert!(text("said").contains("ディスクの空きが足りません"), "{}", text("said"));
    expect_same(&two.editions[0], &snapshot(&seen.path().join("after")));
    expect_same(&two.editions[1], &snapshot(&seen.path().join("freed")));
}

const READ_ONLY: &str = r#"
mount --bind "$1" "$1"; mount -o remount,ro,bind "$1"
status=0; "$0" run "$1/R6" 2> "$2/said" >&2 || status=$?
echo $status > "$2/status"
"$0" check "$1/R6" > "$2/checked"
"$0" inspect "$1/R6/提出/図書館.xlsx" > "$2/inspected"
"$0" run "$1/R6" --out "$2/elsewhere" > /dev/null
"#;

#[test]
fn a_read_only_folder_is_named_and_can_still_be_read() {
    let two = TwoEditions::new();
    two.submit(1);
    let seen = tempfile::tempdir().expect("a folder to look into afterwards");
    if !in_own_mounts(READ_ONLY, &[&two.folder.path(""), seen.path()]) {
        return;
    }
    let text = |name: &str| fs::read_to_string(seen.path().join(name)).expect("what the script saw");
    assert_eq!(text("status").trim(), "2");
    assert!(text("said").contains("書き込みのできない場所です"), "{}", text("said"));
    assert!(!text("checked").is_empty() && text("inspected").contains("自己評価"));
    expect_same(&two.editions[0], &snapshot(&two.folder.path("R6/出力")));
    assert_eq!(snapshot(&seen.path().join("elsewhere")).len(), two.editions[1].len());
}

/// A mount point cannot be renamed, as on some network shares; a file that is
/// one cannot be moved, as one that is open in Excel on Windows.
const ONE_BY_ONE: &str = r#"
output="$1/R6/出力"
mount --bind "$output" "$output"
mount --bind "$output/計画一覧.xlsx" "$output/計画一覧.xlsx"
status=0; "$0" run "$1/R6" 2> "$2/said" >&2 || status=$?
echo $status > "$2/status"
umount "$output/計画一覧.xlsx"
cp -r "$output" "$2/held"
"$0" run "$1/R6" > /dev/null
cp -r "$output" "$2/freed"
"#;

#[test]
fn where_the_folder_cannot_be_renamed_all_files_change_or_none() {
    let two = TwoEditions::new();
    two.submit(1);
    let seen = tempfile::tempdir().expect("a folder to look into afterwards");
    if !in_own_mounts(ONE_BY_ONE, &[&two.folder.path(""), seen.path()]) {
        return;
    }
    let text = |name: &str| fs::read_to_string(seen.path().join(name)).expect("what the script saw");
    assert_eq!(text("status").trim(), "2");
    assert!(text("said").contains("新しい出力に入れ替えます"), "{}", text("said"));
    expect_same(&two.editions[0], &snapshot(&seen.path().join("held")));
    expect_same(&two.editions[1], &snapshot(&seen.path().join("freed")));
}

/// A new plan folder whose making is killed can be made again, and is then what
/// it is undisturbed.
#[test]
fn a_new_folder_that_is_killed_can_be_made_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let init = |name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gyokaku"));
        command.arg("init").arg(folder.path().join(name));
        command.args(["--city", "試験市", "--start", "R5", "--end", "R9"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let start = Instant::now();
    assert!(init("undisturbed").status().expect("it starts").success());
    let time = start.elapsed();
    let whole = snapshot(&folder.path().join("undisturbed"));
    for moment in 0..16 {
        let name = moment.to_string();
        let new = folder.path().join(&name);
        let mut run = init(&name).spawn().expect("it starts");
        match moment {
            0..8 => sleep(time * moment / 8),
            // While its files come.
            _ => wait_for_files(&mut run, &new, (moment as usize - 7) * whole.len() / 8),
        }
        let _ = run.kill();
        run.wait().expect("a run that has ended");
        let left = snapshot(&new);
        // What stands under its own name is whole.
        let torn = left.iter().filter(|(path, _)| !path.contains("書込中"));
        assert!(torn.clone().all(|(path, bytes)| whole.get(path) == Some(bytes)), "moment {moment}");
        if !left.contains_key("gyokaku.toml") {
            assert!(init(&name).status().expect("it starts").success(), "moment {moment}");
        }
        expect_same(&whole, &snapshot(&new));
    }
}
