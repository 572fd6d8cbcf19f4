//! The workbook's list of sheets and of names.

use super::copies::renamed;
use super::xml::{What, attribute, escape_attribute, name, tags};

/// The workbook's part with the form's sheet under another name.
pub(super) fn with_name(workbook: &str, from: &str, to: &str) -> Option<String> {
    let sheet = find(workbook, from)?;
    let text = renamed(&workbook[sheet.end..], from, to);
    let element = element(&sheet.tag, to, &sheet.number, &sheet.id_key, &sheet.id, &sheet.state);
    Some(format!("{}{element}{text}", &workbook[..sheet.start]))
}

/// The workbook's part with a sheet more at the end, and the names that belong
/// to the sheet `like` once more for it. `like` is the name that the original has now.
pub(super) fn with_sheet(workbook: &str, like: &str, added: &str, id: &str) -> Option<String> {
    let sheet = find(workbook, like)?;
    let number = sheet.numbers.iter().max()? + 1;
    let element = element(&sheet.tag, added, &number.to_string(), &sheet.id_key, id, "");
    let mut text = workbook.to_owned();
    let names = local_names(workbook, sheet.index)?;
    if let Some(end) = names.last().map(|name| name.end) {
        let copies: String = names
            .iter()
            .map(|found| {
                let own = format!("localSheetId=\"{}\"", sheet.index);
                let new = format!("localSheetId=\"{}\"", sheet.numbers.len());
                renamed(&workbook[found.start..found.end].replacen(&own, &new, 1), like, added)
            })
            .collect();
        text.insert_str(end, &copies);
    }
    text.insert_str(sheet.list_end, &element);
    Some(text)
}

struct Found {
    tag: String,
    number: String,
    id_key: String,
    id: String,
    /// ` state="hidden"` or nothing.
    state: String,
    /// Place among the sheets, from 0.
    index: usize,
    /// The numbers of all sheets.
    numbers: Vec<u32>,
    start: usize,
    end: usize,
    /// Where the list of sheets ends.
    list_end: usize,
}

fn find(workbook: &str, wanted: &str) -> Option<Found> {
    let mut found = None;
    let mut numbers = Vec::new();
    let mut list_end = None;
    for met in tags(workbook)? {
        let tag = match &met.what {
            What::Start(tag) | What::Empty(tag) if name(tag) == "sheet" => tag,
            What::End(name) if name == "sheets" => {
                list_end = Some(met.range.start);
                break;
            }
            _ => continue,
        };
        let number = attribute(tag, "sheetId")?;
        if attribute(tag, "name").as_deref() == Some(wanted) {
            let is_id = |a: &quick_xml::events::attributes::Attribute<'_>| a.key.as_ref().ends_with(":id");
            let id_key = tag.attributes().with_checks(false).flatten().find(is_id)?.key.as_ref().to_owned();
            let state = attribute(tag, "state").map(|state| format!(" state=\"{state}\""));
            found = Some(Found {
                tag: tag.name().0.to_owned(),
                number: number.clone(),
                id: attribute(tag, &id_key)?,
                id_key,
                state: state.unwrap_or_default(),
                index: numbers.len(),
                numbers: Vec::new(),
                start: met.range.start,
                end: met.range.end,
                list_end: 0,
            });
        }
        numbers.push(number.parse().ok()?);
    }
    let found = found?;
    Some(Found { numbers, list_end: list_end?, ..found })
}

fn element(tag: &str, name: &str, number: &str, id_key: &str, id: &str, state: &str) -> String {
    let (name, id) = (escape_attribute(name), escape_attribute(id));
    format!("<{tag} name=\"{name}\" sheetId=\"{number}\"{state} {id_key}=\"{id}\"/>")
}

/// The names that belong to the sheet at a place, from their start to their end.
fn local_names(workbook: &str, index: usize) -> Option<Vec<std::ops::Range<usize>>> {
    let mut names = Vec::new();
    let mut open = None;
    for met in tags(workbook)? {
        match &met.what {
            What::Start(tag) if name(tag) == "definedName" => {
                let own = attribute(tag, "localSheetId") == Some(index.to_string());
                open = own.then_some(met.range.start);
            }
            What::End(name) if name == "definedName" => {
                names.extend(open.take().map(|start| start..met.range.end));
            }
            _ => {}
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORKBOOK: &str = "<workbook><sheets><sheet name=\"様式\" sheetId=\"4\" r:id=\"rId1\"/><sheet name=\"例\" sheetId=\"9\" r:id=\"rId2\"/></sheets><definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">様式!$A$1:$L$28</definedName><definedName name=\"区分\">例!$A$1</definedName></definedNames></workbook>";

    #[test]
    fn a_sheet_is_renamed_with_what_refers_to_it() {
        let text = with_name(WORKBOOK, "様式", "1-03").expect("a workbook");
        assert!(text.contains("<sheet name=\"1-03\" sheetId=\"4\" r:id=\"rId1\"/>"), "{text}");
        assert!(text.contains("localSheetId=\"0\">'1-03'!$A$1:$L$28<"), "{text}");
        assert!(text.contains(">例!$A$1<"), "{text}");
    }

    #[test]
    fn an_added_sheet_has_print_areas_of_its_own() {
        let text = with_sheet(WORKBOOK, "様式", "1-04", "rIdPlan1").expect("a workbook");
        assert!(text.contains("<sheet name=\"1-04\" sheetId=\"10\" r:id=\"rIdPlan1\"/></sheets>"), "{text}");
        assert!(
            text.contains("localSheetId=\"2\">'1-04'!$A$1:$L$28</definedName><definedName name=\"区分\""),
            "{text}"
        );
        assert!(text.contains("localSheetId=\"0\">様式!$A$1:$L$28<"), "{text}");
    }
}
