//! What else a sheet has: looks and print set-up stay, what points out of the
//! sheet goes.

use super::super::xml::{What, attribute, name, tags};

/// The children of a worksheet that a form keeps.
const KEPT: [&str; 15] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
];

/// The sheet with the kept children alone, and a place for its comments.
pub(super) fn without_others(sheet: &str) -> Option<String> {
    let mut text = String::with_capacity(sheet.len());
    let mut depth = 0u32;
    let mut copied = 0;
    let mut child: Option<(usize, bool)> = None;
    for met in tags(sheet)? {
        let (opens, closes) = match &met.what {
            What::Start(_) => (true, false),
            What::Empty(_) => (true, true),
            What::End(_) => (false, true),
        };
        if opens {
            depth += 1;
            if depth == 2
                && let What::Start(tag) | What::Empty(tag) = &met.what
            {
                child = Some((met.range.start, KEPT.contains(&name(tag)) || name(tag) == "colBreaks"));
            }
        }
        if closes {
            if depth == 2
                && let Some((start, kept)) = child.take()
            {
                text.push_str(&sheet[copied..start]);
                if kept {
                    text.push_str(&within_sheet(&sheet[start..met.range.end])?);
                }
                copied = met.range.end;
            }
            if depth == 1 {
                text.push_str(&sheet[copied..met.range.start]);
                text.push_str(COMMENTS);
                copied = met.range.start;
            }
            depth = depth.checked_sub(1)?;
        }
    }
    text.push_str(&sheet[copied..]);
    Some(text)
}

/// Comments stand behind everything that is kept.
const COMMENTS: &str = "<legacyDrawing xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rId1\"/>";

/// A child without what points to other sheets or to printers.
fn within_sheet(child: &str) -> Option<String> {
    let found = tags(child)?;
    let (What::Start(tag) | What::Empty(tag)) = &found.first()?.what else { return None };
    match name(tag) {
        "conditionalFormatting" if child.contains('!') || child.contains("extLst") => Some(String::new()),
        "pageSetup" => Some(without_relation(child)),
        "dataValidations" => Some(own_validations(child)),
        _ => Some(child.to_owned()),
    }
}

/// A tag without `r:id`, which names the settings of somebody's printer.
fn without_relation(tag: &str) -> String {
    let Some(at) = tag.find(":id=\"") else { return tag.to_owned() };
    let start = tag[..at].rfind(' ').unwrap_or(at);
    let end = tag[at + 5..].find('"').map_or(tag.len(), |end| at + 6 + end);
    format!("{}{}", &tag[..start], &tag[end..])
}

/// Lists of choices that stand in the sheet itself or in the rule.
fn own_validations(child: &str) -> String {
    let Some(found) = tags(child) else { return String::new() };
    let mut kept = String::new();
    let mut open = None;
    let mut outer = String::new();
    for met in found {
        match &met.what {
            What::Start(tag) if name(tag) == "dataValidations" => {
                outer = tag.name().0.strip_suffix("dataValidations").unwrap_or_default().to_owned();
            }
            What::Empty(tag) if name(tag) == "dataValidation" => kept.push_str(&child[met.range]),
            What::Start(tag) if name(tag) == "dataValidation" => {
                open = Some((met.range.start, attribute(tag, "type").as_deref() == Some("list")));
            }
            What::End(tag) if tag == "dataValidation" => {
                if let Some((start, list)) = open.take() {
                    let rule = &child[start..met.range.end];
                    if !rule.contains('!') && (!list || is_own_list(rule)) {
                        kept.push_str(rule);
                    }
                }
            }
            _ => {}
        }
    }
    match kept.is_empty() {
        true => kept,
        false => format!("<{outer}dataValidations>{kept}</{outer}dataValidations>"),
    }
}

/// `"達成,A,B"` or `$N$1:$N$5`; a defined name does not come along.
fn is_own_list(rule: &str) -> bool {
    let list = rule.split_once("formula1>").map(|(_, rest)| rest.trim_start()).unwrap_or_default();
    let list = list.split('<').next().unwrap_or_default();
    list.starts_with(['"']) || list.starts_with("&quot;") || (list.starts_with('$') && list.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_stay_and_what_points_elsewhere_goes() {
        let sheet = "<worksheet><cols><col min=\"1\"/></cols><sheetData/><sheetProtection password=\"A\"/>\
            <mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>\
            <dataValidations count=\"2\"><dataValidation type=\"list\"><formula1>\"A,B\"</formula1></dataValidation>\
            <dataValidation type=\"list\"><formula1>リスト!$A$1:$A$5</formula1></dataValidation></dataValidations>\
            <pageSetup paperSize=\"9\" r:id=\"rId3\"/><drawing r:id=\"rId1\"/><extLst><ext/></extLst></worksheet>";
        let kept = without_others(sheet).expect("well-formed");
        assert!(kept.starts_with(
            "<worksheet><cols><col min=\"1\"/></cols><sheetData/><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>\
            <dataValidations><dataValidation type=\"list\"><formula1>\"A,B\"</formula1></dataValidation></dataValidations>\
            <pageSetup paperSize=\"9\"/><legacyDrawing"
        ), "{kept}");
        assert!(kept.ends_with("r:id=\"rId1\"/></worksheet>"), "{kept}");
    }
}
