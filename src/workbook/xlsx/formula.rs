//! Whether a formula refers to another workbook.

/// Tells a reference such as `[1]Sheet1!A1`, `'C:\前年度\[R4.xlsx]計画'!A1` or
/// `[2]!名前` from columns of a table in this workbook (`表1[実績]`).
pub(super) fn is_external(formula: &str) -> bool {
    let mut in_text = false;
    let mut in_name = false;
    let mut before = ' ';
    let mut brackets = 0_usize;
    for c in formula.chars() {
        match c {
            '"' if !in_name => in_text = !in_text,
            '\'' if !in_text && brackets == 0 => in_name = !in_name,
            '[' if !in_text => {
                // A table's column follows the table's name or stands in brackets.
                let follows_name = before.is_alphanumeric() || before == '_' || before == '.';
                if in_name || (brackets == 0 && !follows_name) {
                    return true;
                }
                brackets += 1;
            }
            ']' if !in_text => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        before = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_external;

    #[test]
    fn references_to_other_workbooks() {
        for formula in
            ["[1]Sheet1!A1", "SUM('[2]計画 1'!A1:A3)", "'C:\\前年度\\[R4.xlsx]計画'!A1", "A1+[3]!合計"]
        {
            assert!(is_external(formula), "{formula}");
        }
    }

    #[test]
    fn references_within_the_workbook() {
        for formula in
            ["Sheet1!A1", "SUM(表1[実績])", "表1[[#This Row],[実績]]", "\"[1]\"&A1", "'計画 1'!A1", ""]
        {
            assert!(!is_external(formula), "{formula}");
        }
    }
}
