//! Whether a response says neither what nor when (O02).

use super::words::{WORDS, plain_sentences};

/// How a Japanese verb ends in the middle of a sentence: such a clause tells of an act.
const ACT_ENDINGS: &[char] =
    &['し', 'り', 'み', 'き', 'ち', 'い', 'び', 'ぎ', 'け', 'め', 'べ', 'れ', 'え', 'せ', 'て', 'で'];

/// Whether every sentence of a text ends on 検討する, 努める and the like, and
/// none names an act, a time or a number.
pub(super) fn is_vague(text: &str) -> bool {
    let sentences = plain_sentences(text);
    !sentences.is_empty() && sentences.iter().all(|sentence| is_vague_sentence(sentence))
}

fn is_vague_sentence(sentence: &str) -> bool {
    let words = &WORDS.vague;
    let sentence = without_brackets(sentence);
    if words.concrete.found_in(&sentence) {
        return false;
    }
    let mut clauses: Vec<&str> = sentence.split('、').filter(|clause| !clause.is_empty()).collect();
    let Some(last) = clauses.pop() else { return true };
    words.endings.found_at_end(last)
        && clauses.iter().all(|clause| words.clauses.found_at_end(clause) || !clause.ends_with(ACT_ENDINGS))
}

fn without_brackets(sentence: &str) -> String {
    let mut depth = 0_usize;
    let keep = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => {
                let inside = depth > 0;
                depth = depth.saturating_sub(1);
                return !inside;
            }
            _ => {}
        }
        depth == 0
    };
    sentence.chars().filter(keep).collect()
}
