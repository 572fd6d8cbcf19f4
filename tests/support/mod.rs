//! What the tests of whole commands share: a sample folder of one's own, the
//! program, its record.

#![allow(dead_code, reason = "every test file takes what it needs of it")]

pub(crate) mod browser;
pub(crate) mod mutation;
pub(crate) mod office;
pub(crate) mod row_heights;
pub(crate) mod snapshot;
pub(crate) mod structure;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gyokaku::model::Value as Read;
use gyokaku::settings::Settings;
use serde_json::Value;

/// A copy of a sample plan folder that goes with the test.
pub(crate) struct PlanFolder {
    dir: tempfile::TempDir,
    city: String,
}

impl PlanFolder {
    /// Copies `samples/CITY`, without what earlier runs wrote.
    pub(crate) fn copy_of(city: &str) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(city), &dir.path().join(city));
        Self { dir, city: city.to_owned() }
    }

    /// A path inside the plan folder.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.dir.path().join(&self.city).join(inside)
    }

    /// Runs the program with these words; `{}` stands for the plan folder.
    pub(crate) fn gyokaku(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("the program starts")
    }

    /// The program with these words, to be started.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let root = self.path("").display().to_string();
        let words = words.iter().map(|word| word.replace("{}", root.trim_end_matches(['/', '\\'])));
        let mut command = Command::new(env!("CARGO_BIN_EXE_gyokaku"));
        // What a command writes where it is called goes with the folder.
        command.args(words).current_dir(self.dir.path());
        command
    }

    /// Runs a year's batch and gives its record.
    pub(crate) fn run(&self, year: &str) -> Value {
        let output = self.gyokaku(&["run", &format!("{{}}/{year}")]);
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "run {year}: {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        self.record(year)
    }

    /// The record that lies in a year's output.
    pub(crate) fn record(&self, year: &str) -> Value {
        let bytes = fs::read(self.path(&format!("{year}/出力/記録.json"))).expect("a record");
        serde_json::from_slice(&bytes).expect("a record in JSON")
    }
}

/// Copies a folder, without what earlier runs wrote.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder to copy into");
    for entry in fs::read_dir(from).expect("a sample folder") {
        let entry = entry.expect("a readable entry");
        let name = entry.file_name();
        let written_by_us = name.to_string_lossy().starts_with("出力") || name.to_string_lossy() == "配布";
        if entry.path().is_dir() && !written_by_us {
            copy(&entry.path(), &to.join(name));
        } else if entry.path().is_file() {
            fs::copy(entry.path(), to.join(name)).expect("a copied file");
        }
    }
}

/// What a sample's sheets mean, by plan and field.
pub(crate) fn expected(city: &str, year: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("samples/{city}/expected/{year}.json"));
    serde_json::from_slice(&fs::read(path).expect("expected values")).expect("expected values in JSON")
}

/// Every difference between a record's plans and the expected values, a line each.
pub(crate) fn differences(record: &Value, expected: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    let plans = record["plans"].as_array().expect("plans");
    let expected = expected.as_object().expect("plans by key");
    for plan in plans {
        let key = plan["key"].as_str().expect("a key");
        let Some(wanted) = expected.get(key).and_then(Value::as_object) else {
            lines.push(format!("{key}: not expected at all"));
            continue;
        };
        let fields = plan["fields"].as_object().expect("fields");
        for (name, value) in wanted {
            let read = fields.get(name).map_or(&Value::Null, |f| &f["value"]);
            if !same(read, value) {
                lines.push(format!("{key} {name}: read {read}, expected {value}"));
            }
        }
        for name in fields.keys().filter(|name| !wanted.contains_key(*name)) {
            lines.push(format!("{key} {name}: read {}, expected blank", fields[name]["value"]));
        }
    }
    for key in expected.keys().filter(|key| !plans.iter().any(|p| p["key"] == **key)) {
        lines.push(format!("{key}: missing"));
    }
    lines
}

/// Numbers are compared as numbers (87.0 is 87), everything else exactly.
fn same(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

/// Codes of all findings of a severity with the plan they speak of, sorted.
pub(crate) fn codes(record: &Value, severity: &str) -> Vec<String> {
    let mut codes: Vec<String> = record["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|f| f["severity"] == severity)
        .map(|f| format!("{} {}", f["code"].as_str().unwrap_or(""), f["key"].as_str().unwrap_or("-")))
        .collect();
    codes.sort();
    codes
}

/// A value as the record writes it.
pub(crate) fn json(value: &Read, settings: &Settings) -> Value {
    match value {
        Read::Text(text) => Value::from(text.as_str()),
        Read::Integer(number) => Value::from(*number),
        Read::Number(quantity) => Value::from(quantity.value.to_string().parse::<f64>().expect("a number")),
        Read::Money(amount) => Value::from(amount.0),
        Read::Year(year) => Value::from(settings.eras.short(*year)),
        Read::Date(date) => Value::from(date.to_string()),
        Read::Judgment(code) => Value::from(code.as_str()),
        Read::Direction(direction) => Value::from(direction.as_str()),
        Read::AfterPeriod(choice) => Value::from(choice.as_str()),
    }
}

/// A zip with these files; names are raw bytes in UTF-8.
pub(crate) fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("writing to memory");
        writer.write_all(bytes).expect("writing to memory");
    }
    writer.finish().expect("writing to memory").into_inner()
}
