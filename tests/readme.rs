//! Every command that README.md and MANUAL.md show runs, in a copy of the samples.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::copy;

/// The lines of a document's `sh` blocks.
fn commands(document: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(document)).expect("a document");
    let (mut found, mut inside) = (Vec::new(), false);
    for line in text.lines() {
        match line.trim() {
            "```sh" => inside = true,
            "```" => inside = false,
            command if inside && !command.is_empty() => found.push(command.to_owned()),
            _ => {}
        }
    }
    assert!(!found.is_empty(), "{document} shows no command");
    found
}

/// The words of a line; what stands in double quotes is one word.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("a word was begun").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Runs the commands of a document one after the other in `folder`.
fn run_all(document: &str, folder: &Path) {
    for line in commands(document) {
        let line = line.replace("cargo run --release --", "gyokaku");
        let words = words(&line);
        match words[0].as_str() {
            "gyokaku" => {}
            // These are what runs this test, or takes its place before a release.
            "cargo" | ".ci/run" | ".ci/release" => continue,
            other => panic!("{document}: nothing runs `{other}`"),
        }
        let output = Command::new(env!("CARGO_BIN_EXE_gyokaku"))
            .args(&words[1..])
            .current_dir(folder)
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{document}: {line}\n{said}");
        assert!(!output.stdout.is_empty(), "{document}: {line} says nothing");
    }
}

#[test]
fn every_command_of_the_readme_runs() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    copy(&samples, &dir.path().join("samples"));
    run_all("README.md", dir.path());
}

#[test]
fn every_command_of_the_manual_runs() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/honjo"), &dir.path().join("honjo"));
    run_all("MANUAL.md", dir.path());
    for made in ["新しい計画/gyokaku.toml", "写した計画/R5/計画台帳.xlsx", "honjo/R5/確定.json", "本部の資料"]
    {
        assert!(dir.path().join(made).exists(), "{made}");
    }
}

#[test]
fn every_file_that_a_document_shows_or_links_to_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in ["README.md", "MANUAL.md", "CONTRIBUTING.md", "CHANGELOG.md", "samples/README.md"] {
        let path = root.join(document);
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{document}: {e}"));
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.starts_with("https://") || target.starts_with('#') {
                continue;
            }
            let file = path.parent().expect("a folder").join(target);
            assert!(file.exists(), "{document} links to {target}");
            let is_picture = target.ends_with(".png");
            let size = fs::metadata(&file).map_or(0, |m| m.len());
            assert!(!is_picture || size <= 150 * 1024, "{target} has {size} bytes");
        }
    }
}

#[test]
fn the_manual_names_every_command() {
    let manual =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("MANUAL.md")).expect("a manual");
    for command in
        ["run", "check", "inspect", "sheets", "close", "rules", "form", "init", "completions", "man"]
    {
        assert!(manual.contains(&format!("gyokaku {command}")), "{command}");
    }
}
