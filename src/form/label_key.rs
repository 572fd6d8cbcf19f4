//! The keys by which labels are compared, from strict to loose.

use crate::characters::fold;

/// A text's keys for comparing labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LabelKey {
    /// Folded: width, spaces, breaks and radicals do not matter.
    pub(super) exact: String,
    /// Without notes in brackets, numbering, colons and particles.
    pub(super) loose: String,
    /// The notes in brackets.
    pub(super) notes: String,
    /// With every number masked; `None` where there is none to mask.
    pub(super) masked: Option<String>,
}

impl LabelKey {
    /// The keys of a text.
    pub(super) fn new(text: &str) -> Self {
        let exact = fold(text);
        let loose = loose_key(&exact);
        let notes = notes(&exact);
        let masked = masked(&exact);
        Self { exact, loose, notes, masked }
    }
}

/// Brackets as folding leaves them.
fn bracket(c: char) -> Option<bool> {
    match c {
        '(' | '〔' | '[' | '〈' | '《' => Some(true),
        ')' | '〕' | ']' | '〉' | '》' => Some(false),
        _ => None,
    }
}

/// Marks that people put before, behind and between the words of a label.
fn is_ornament(c: char) -> bool {
    matches!(
        c,
        ':' | ';'
            | '.'
            | ','
            | '、'
            | '。'
            | '・'
            | '*'
            | '※'
            | '/'
            | '_'
            | '|'
            | '\''
            | '"'
            | '■'
            | '□'
            | '◆'
            | '◇'
            | '●'
            | '○'
            | '◎'
            | '▼'
            | '▽'
            | '▲'
            | '△'
            | '★'
            | '☆'
            | '→'
            | '【'
            | '】'
            | '「'
            | '」'
            | '『'
            | '』'
            | '<'
            | '>'
            | 'の'
    )
}

/// The loose key of a folded text. A text that consists of nothing else keeps
/// its notes and numbers.
pub(super) fn loose_key(exact: &str) -> String {
    let mut depth = 0u32;
    let mut text = String::with_capacity(exact.len());
    for c in exact.chars() {
        match bracket(c) {
            Some(true) => depth += 1,
            Some(false) => depth = depth.saturating_sub(1),
            None if depth == 0 && !is_ornament(c) => text.push(c),
            None => {}
        }
    }
    let unnumbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if unnumbered.chars().count() >= 2 && !unnumbered.starts_with(['年', '月', '日', '次']) {
        return unnumbered.to_owned();
    }
    if text.is_empty() { exact.to_owned() } else { text }
}

fn notes(exact: &str) -> String {
    let mut depth = 0u32;
    let mut notes = String::new();
    for c in exact.chars() {
        match bracket(c) {
            Some(true) => depth += 1,
            Some(false) => depth = depth.saturating_sub(1),
            None if depth > 0 => notes.push(c),
            None => {}
        }
    }
    notes
}

/// `r5` is too short to be told from `r6` without its number.
fn masked(exact: &str) -> Option<String> {
    let mut masked = String::with_capacity(exact.len());
    let mut in_number = false;
    for c in exact.chars() {
        let digit = c.is_ascii_digit();
        if !digit {
            masked.push(c);
        } else if !in_number {
            masked.push('#');
        }
        in_number = digit;
    }
    (masked.contains('#') && masked.chars().count() >= 4).then_some(masked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_numbering_and_ornaments_do_not_matter_loosely() {
        for (text, loose) in [
            ("実施状況：", "実施状況"),
            ("１　実施状況（具体的に）", "実施状況"),
            ("【実施状況】", "実施状況"),
            ("前年度の\n本部意見", "前年度本部意見"),
            ("課題・改善策", "課題改善策"),
            ("（参考）", "(参考)"),
            ("R5", "r5"),
            ("1", "1"),
        ] {
            assert_eq!(LabelKey::new(text).loose, loose, "{text}");
        }
    }

    #[test]
    fn notes_are_kept_apart() {
        assert_eq!(LabelKey::new("効果額（千円）").notes, "千円");
    }

    #[test]
    fn years_are_masked_in_longer_labels_only() {
        assert_eq!(LabelKey::new("令和５年度実績").masked.as_deref(), Some("令和#年度実績"));
        assert_eq!(LabelKey::new("R5").masked, None);
        assert_eq!(LabelKey::new("計画").masked, None);
    }
}
