//! The catalogue of checks is complete, documented and filed under its codes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gyokaku::diag::Severity;
use gyokaku::rules::{RULES, catalogue, markdown};

/// Rewrites src/rules/README.md when set.
const REWRITE: &str = "GYOKAKU_REWRITE_GOLDEN";

const E: Severity = Severity::Error;
const W: Severity = Severity::Warning;
const I: Severity = Severity::Info;

/// The published list of checks. A code is for ever: lines are added, never changed.
const PUBLISHED: &[(&str, Severity)] = &[
    ("F01", E),
    ("F02", W),
    ("F03", E),
    ("F04", W),
    ("F05", E),
    ("F06", I),
    ("F07", E),
    ("F08", E),
    ("F09", I),
    ("F10", E),
    ("F11", W),
    ("F12", W),
    ("F13", W),
    ("F14", E),
    ("F15", E),
    ("F16", W),
    ("F17", W),
    ("K01", E),
    ("K02", E),
    ("K03", E),
    ("K04", I),
    ("K05", I),
    ("K06", E),
    ("K07", E),
    ("K08", E),
    ("K09", W),
    ("K10", E),
    ("K11", E),
    ("K12", W),
    ("V01", E),
    ("V02", E),
    ("V03", E),
    ("V04", W),
    ("V05", W),
    ("V06", W),
    ("V07", W),
    ("V08", E),
    ("V09", W),
    ("V10", E),
    ("V11", W),
    ("J01", W),
    ("J02", W),
    ("J03", W),
    ("J04", E),
    ("J05", E),
    ("J06", E),
    ("J07", W),
    ("J08", E),
    ("J09", W),
    ("J10", E),
    ("J11", W),
    ("J12", E),
    ("O01", E),
    ("O02", W),
    ("O03", E),
    ("O04", E),
    ("O05", E),
    ("O06", E),
    ("O07", E),
    ("O08", W),
    ("O09", W),
    ("O10", W),
    ("O11", E),
    ("C01", E),
    ("C02", E),
    ("C03", E),
    ("C04", W),
    ("C05", W),
    ("C06", E),
    ("E01", E),
    ("E02", E),
    ("E03", E),
    ("X01", I),
    ("X02", W),
    ("X03", I),
    ("P01", W),
];

#[test]
fn every_published_code_stands_in_the_catalogue_once_with_its_severity() {
    let catalogue = catalogue();
    let wrong: Vec<String> = PUBLISHED
        .iter()
        .filter_map(|(code, severity)| {
            let found: Vec<Severity> =
                catalogue.iter().filter(|info| info.code.0 == *code).map(|info| info.severity).collect();
            (found != [*severity]).then(|| format!("{code}: {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn no_code_and_no_name_is_used_twice() {
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    for info in catalogue() {
        assert!(codes.insert(info.code.0), "{} stands twice", info.code);
        assert!(names.insert(info.name), "{} stands twice", info.name);
        let kebab = info.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(kebab && !info.name.is_empty(), "{}", info.name);
    }
}

#[test]
fn the_catalogue_is_in_the_order_of_the_published_list() {
    let codes: Vec<&str> = catalogue().iter().map(|info| info.code.0).collect();
    let published: Vec<&str> = PUBLISHED.iter().map(|(code, _)| *code).collect();
    let listed: Vec<&str> = codes.into_iter().filter(|code| published.contains(code)).collect();
    let expected: Vec<&str> = published.into_iter().filter(|code| listed.contains(code)).collect();
    assert_eq!(listed, expected);
}

#[test]
fn every_check_explains_itself_in_three_parts_and_an_example() {
    for info in catalogue() {
        let parts = ["## 何を調べるか", "## なぜ", "## 直し方"];
        let places: Vec<Option<usize>> = parts.iter().map(|part| info.doc.find(part)).collect();
        assert!(places.iter().all(Option::is_some), "{}: a part is missing", info.code);
        assert!(places.is_sorted(), "{}: the parts are out of order", info.code);
        assert!(info.doc.contains('例'), "{}: no example", info.code);
        for text in [info.title, info.fix] {
            assert!(!text.is_empty() && !text.ends_with('。'), "{}: {text}", info.code);
        }
    }
}

#[test]
fn every_rule_is_filed_under_its_code_and_name() {
    for rule in RULES {
        let info = rule.info();
        let file = format!("src/rules/{}_{}.rs", info.code.0.to_lowercase(), info.name.replace('-', "_"));
        assert!(Path::new(&file).is_file(), "{file} is missing");
    }
    let files = fs::read_dir("src/rules").expect("the folder of the rules").flatten();
    let filed = files.filter(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let mut letters = name.chars();
        letters.next().is_some_and(|c| c.is_ascii_lowercase())
            && letters.next().is_some_and(|c| c.is_ascii_digit())
    });
    assert_eq!(filed.count(), RULES.len(), "a rule's file is not registered");
}

#[test]
fn the_document_of_the_rules_is_current() {
    let path = Path::new("src/rules/README.md");
    if std::env::var_os(REWRITE).is_some() {
        fs::write(path, markdown()).expect("the document is writable");
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        written.replace("\r\n", "\n"),
        markdown(),
        "run the tests with {REWRITE}=1 and read the difference"
    );
}
