//! What texts say and do not say.

use unicode_normalization::UnicodeNormalization;

/// A key for comparing: NFKC, lower case, no spaces or line breaks, one kind of dash and wave.
pub(super) fn fold(text: &str) -> String {
    let dashes = |c: char| match c {
        '－' | 'ー' | '‐' | '−' | '―' | '–' | '—' => '-',
        '〜' => '～',
        c => c,
    };
    let folded: String = text.chars().map(dashes).nfkc().flat_map(char::to_lowercase).collect();
    folded.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Words that fill a cell and say that there is nothing.
const NOTHING: [&str; 12] =
    ["なし", "無し", "無", "特になし", "特に無し", "該当なし", "該当無し", "-", "―", "/", "同上", "〃"];

/// Whether a text says only that there is nothing to say.
pub(super) fn says_nothing(text: &str) -> bool {
    let text = fold(text);
    let text = text.trim_matches(['。', '.', '、', '(', ')', '「', '」']);
    text.is_empty() || NOTHING.contains(&text)
}
