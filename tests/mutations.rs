//! Whatever happens to some files of a folder on their way, the run ends with
//! status 0 or 1, and every sheet that nothing happened to is read as before.
//!
//! `GYOKAKU_MUTATIONS=10000` runs as many mutated folders; without it a few.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use support::PlanFolder;
use support::mutation::{Dice, mutated};

/// The submitted files of a folder, by path.
fn submissions(folder: &PlanFolder) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder.path("R6/提出"))
        .expect("submissions")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).expect("a file"))).collect()
}

/// What was read of each plan, by the file it was read from: the plan's key
/// and its values, without where they stood.
fn by_file(record: &Value) -> BTreeMap<String, (String, BTreeMap<String, Value>)> {
    let mut read = BTreeMap::new();
    for plan in record["plans"].as_array().expect("plans") {
        let file = plan["fields"]["自己評価"]["file"].as_str();
        let key = plan["key"].as_str().expect("a key").to_owned();
        if let Some(file) = file {
            let fields = plan["fields"].as_object().expect("fields");
            let values = fields.iter().map(|(name, field)| (name.clone(), field["value"].clone())).collect();
            read.insert(file.to_owned(), (key, values));
        }
    }
    read
}

fn round(
    folder: &PlanFolder,
    originals: &[(PathBuf, Vec<u8>)],
    expected: &BTreeMap<String, (String, BTreeMap<String, Value>)>,
    seed: u64,
) {
    let mut dice = Dice(seed);
    let mut touched = Vec::new();
    for (index, (path, bytes)) in originals.iter().enumerate() {
        let is_hit = index == seed as usize % originals.len() || dice.below(4) == 0;
        if is_hit {
            let other = &originals[dice.below(originals.len())].1;
            fs::write(path, mutated(bytes, other, &mut dice)).expect("a mutated file");
            touched.push(path.file_name().expect("a name").to_string_lossy().into_owned());
        } else {
            fs::write(path, bytes).expect("the file as it was");
        }
    }
    let output = folder.gyokaku(&["run", "{}/R6"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "seed {seed}: {} {said}", output.status);
    assert!(!said.contains("panicked"), "seed {seed}: {said}");
    let record = folder.record("R6");
    let read = by_file(&record);
    for (file, original) in expected {
        if touched.iter().any(|name| file.ends_with(name.as_str())) {
            continue;
        }
        match read.get(file) {
            Some(now) => assert_eq!(now, original, "seed {seed}: {file}"),
            // A touched file may have become a copy of this one, or claim its
            // plan with other values: then a copy with the same values is read,
            // or the file is named and the plan held.
            None => {
                let copied = read.values().any(|copy| copy == original);
                let findings = record["findings"].as_array().expect("findings");
                let named =
                    |f: &Value| f["file"] == *file || f["message"].to_string().contains(file.as_str());
                assert!(
                    findings.iter().any(named) && (copied || is_held(&record, &original.0)),
                    "seed {seed}: {file} is not read\n{}",
                    record["findings"]
                );
            }
        }
    }
}

fn is_held(record: &Value, key: &str) -> bool {
    let plans = record["plans"].as_array().expect("plans");
    plans.iter().any(|plan| plan["key"] == key && plan["status"] == "held")
}

#[test]
fn mutated_folders_are_read_to_the_end() {
    let wanted = std::env::var("GYOKAKU_MUTATIONS").ok().and_then(|text| text.parse().ok());
    let folder = PlanFolder::copy_of("minato");
    let originals = submissions(&folder);
    let expected = by_file(&folder.run("R6"));
    assert_eq!(expected.len(), 7);
    let first: u64 = std::env::var("GYOKAKU_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    for seed in first..first + wanted.unwrap_or(12) {
        round(&folder, &originals, &expected, seed);
    }
}
