//! What a text must hold so that a regular expression can match it at all.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A class of more characters than this is no help.
const FEW: usize = 12;

/// Texts of which every match holds at least one; empty where nothing is sure.
pub(super) fn needles(pattern: &str) -> Vec<String> {
    let parsed = regex_syntax::parse(pattern).expect("the built-in word lists are tested to compile");
    needed(&parsed).unwrap_or_default()
}

fn needed(part: &Hir) -> Option<Vec<String>> {
    match part.kind() {
        HirKind::Literal(literal) => Some(vec![std::str::from_utf8(&literal.0).ok()?.to_owned()]),
        HirKind::Class(Class::Unicode(class)) => {
            let characters = class.iter().flat_map(|range| range.start()..=range.end());
            let few: Vec<String> = characters.take(FEW + 1).map(String::from).collect();
            (few.len() <= FEW).then_some(few)
        }
        HirKind::Capture(group) => needed(&group.sub),
        HirKind::Repetition(repeated) if repeated.min > 0 => needed(&repeated.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(needed).max_by_key(|needles| worth(needles)),
        HirKind::Alternation(parts) => {
            Some(parts.iter().map(needed).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
        }
        HirKind::Repetition(_) | HirKind::Class(_) | HirKind::Empty | HirKind::Look(_) => None,
    }
}

/// Two characters say much more than one; beyond that, few needles are better than many.
fn worth(needles: &[String]) -> (usize, usize) {
    let shortest = needles.iter().map(|needle| needle.chars().count()).min().unwrap_or_default();
    (shortest.min(2), usize::MAX - needles.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_needs_one_of_few_words() {
        assert_eq!(needles("延期(を)?(した|し、)"), ["延期"]);
        assert_eq!(needles("(停止|休止)した(まま|状態)"), ["した"]);
        assert_eq!(needles("(ずれ込|ズレ込)(んだ|み、|んで)"), ["ずれ込", "ズレ込"]);
        assert_eq!(needles("[年月]は"), ["は"]);
        assert_eq!(needles("(春|秋)"), ["春", "秋"]);
    }

    #[test]
    fn nothing_is_sure_of_what_may_be_left_out() {
        for pattern in ["[a-z]{2,3}[0-9]?", "(実施)?[^。]", "^$", "(遅れ|[a-z])"] {
            assert_eq!(needles(pattern), Vec::<String>::new(), "{pattern}");
        }
    }
}
