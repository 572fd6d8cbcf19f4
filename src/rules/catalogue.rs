//! Every check of the program, whichever room finds it.

use crate::diag::RuleInfo;
use crate::form;
use crate::ledger;
use crate::normalize;
use crate::review;
use crate::workbook;

use super::RULES;

/// The groups in the order in which the catalogue prints them.
const GROUPS: &str = "FKVJOCEXP";

/// The checks that other rooms find while they read, room by room.
static FOUND_WHILE_READING: &[&[&RuleInfo]] = &[
    workbook::CHECKS,
    form::CHECKS,
    normalize::CHECKS,
    ledger::CHECKS,
    review::CHECKS,
    super::finish::CHECKS,
];

/// All checks, in the order F, K, V, J, O, C, E, X, P, then by number.
pub fn catalogue() -> Vec<&'static RuleInfo> {
    let found = FOUND_WHILE_READING.iter().flat_map(|room| room.iter().copied());
    let mut all: Vec<&'static RuleInfo> = RULES.iter().map(|rule| rule.info()).chain(found).collect();
    all.sort_by_key(|info| place(info.code.0));
    all
}

/// The check with a code as people say it: `j04` and `Ｊ０４` mean J04.
pub fn find_rule(code: &str) -> Option<&'static RuleInfo> {
    let wanted: String = code.trim().chars().map(half_width).collect::<String>().to_ascii_uppercase();
    catalogue().into_iter().find(|info| info.code.0 == wanted)
}

/// The known code that looks most like a mistyped one.
pub fn suggestion(code: &str) -> Option<&'static str> {
    let typed: String = code.trim().chars().map(half_width).collect::<String>().to_ascii_uppercase();
    let near = |info: &&RuleInfo| (strsim::damerau_levenshtein(&typed, info.code.0), info.code);
    let codes = catalogue();
    let best = codes.into_iter().min_by_key(near)?;
    (near(&best).0 <= 1).then_some(best.code.0)
}

/// Sort key of a code: its group, then its number.
pub(super) fn place(code: &str) -> (usize, &str) {
    let group = code.chars().next().and_then(|letter| GROUPS.find(letter));
    (group.unwrap_or(GROUPS.len()), code)
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_groups_in_the_order_of_the_printed_catalogue() {
        let codes: Vec<&str> = catalogue().iter().map(|info| info.code.0).collect();
        let first_j = codes.iter().position(|c| *c == "J01");
        assert!(codes.iter().position(|c| *c == "V01") < first_j);
        assert!(first_j < codes.iter().position(|c| *c == "C01"));
        assert!(codes.iter().position(|c| *c == "C01") < codes.iter().position(|c| *c == "E01"));
    }

    #[test]
    fn finds_a_code_in_any_width_and_case() {
        for spelling in ["J04", "j04", "Ｊ０４", " ｊ０４ "] {
            assert_eq!(find_rule(spelling).map(|info| info.code.0), Some("J04"), "{spelling}");
        }
        assert!(find_rule("J99").is_none());
    }
}
