//! Sentences as departments write them, a line each, on which the rules that
//! read texts are judged: those that have to be reported and honest ones that
//! hold the same words. Where a rule errs on a sentence, the sentence comes here.

use super::empty::{has_placeholder, says_none, says_nothing};
use super::privacy::private_data;
use super::setback::admitted;
use super::vague::is_vague;
use crate::model::{Eras, FiscalYear};

fn holds(sentences: &str, is_found: impl Fn(&str) -> bool, expected: bool) {
    let wrong: Vec<&str> = sentences.lines().filter(|line| is_found(line) != expected).collect();
    assert!(sentences.lines().count() > 5);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn admits(sentence: &str) -> bool {
    admitted(sentence, false, FiscalYear(2023), &Eras::default()).is_some()
}

#[test]
fn work_that_was_not_done_late_or_put_off_is_told_from_everything_else() {
    holds(include_str!("sentences/j11_reported.txt"), admits, true);
    holds(include_str!("sentences/j11_accepted.txt"), admits, false);
}

#[test]
fn a_text_that_says_nothing_is_told_from_one_with_the_same_words() {
    let is_empty = |sentence: &str| says_nothing(sentence) || has_placeholder(sentence);
    holds(include_str!("sentences/v06_reported.txt"), is_empty, true);
    holds(include_str!("sentences/v06_accepted.txt"), is_empty, false);
}

#[test]
fn good_intentions_are_told_from_acts_dates_and_numbers() {
    holds(include_str!("sentences/o02_reported.txt"), is_vague, true);
    holds(include_str!("sentences/o02_accepted.txt"), is_vague, false);
}

#[test]
fn that_nothing_follows_is_told_from_a_plan() {
    holds(include_str!("sentences/j03_reported.txt"), says_none, true);
    holds(include_str!("sentences/j03_accepted.txt"), says_none, false);
}

#[test]
fn what_belongs_to_a_person_is_told_from_what_looks_like_it() {
    let is_private = |sentence: &str| !private_data(sentence).is_empty();
    holds(include_str!("sentences/p01_reported.txt"), is_private, true);
    holds(include_str!("sentences/p01_accepted.txt"), is_private, false);
}
