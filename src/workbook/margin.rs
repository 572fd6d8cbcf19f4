//! Headers and footers of the printed page.

/// What a header or footer says by itself; `None` for page numbers, names of
/// files, days and the like, which the program fills in.
pub(super) fn text(code: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '&' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('&') => out.push('&'),
            // The name of a font.
            Some('"') => while rest.next().is_some_and(|c| c != '"') {},
            // Its colour: six digits, or a number in the theme with its shade.
            Some('K' | 'k') => rest.by_ref().take(6).for_each(|_| ()),
            // Its size.
            Some('0'..='9') => while rest.next_if(char::is_ascii_digit).is_some() {},
            // Left, middle, right.
            Some('L' | 'l' | 'C' | 'c' | 'R' | 'r') => out.push(' '),
            _ => {}
        }
    }
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    let number = ["ページ", "頁", "Page", "page", "of"].iter().fold(words.clone(), |w, p| w.replace(p, ""));
    number.chars().any(char::is_alphanumeric).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn only_words_of_ones_own_are_told() {
        assert_eq!(text("&L&\"ＭＳ 明朝,標準\"&9実行課：企画課&R&D &T").as_deref(), Some("実行課：企画課"));
        assert_eq!(text("&C&KFF0000機密性２ && 回収").as_deref(), Some("機密性２ & 回収"));
        for code in ["", "&C&P / &N ページ", "&C- &P -", "&F&A&Z&G", "&CPage &P of &N", "&", "&\"", "&K"] {
            assert_eq!(text(code), None, "{code}");
        }
    }
}
