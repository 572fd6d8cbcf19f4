//! The workbook around the sheet, with nothing of the department's own in it.

use super::super::package::packed;
use super::super::xml::escape_text;
use super::Note;
use super::notes::{HEAD, MAIN, SHEET, comments, drawing, sheet};

/// Everything that goes into the workbook.
pub(super) struct Parts<'a> {
    /// The form's sheet by name, and its part.
    pub(super) name: &'a str,
    pub(super) sheet: &'a str,
    pub(super) styles: &'a str,
    /// The style of the list of notes.
    pub(super) wrapped: usize,
    pub(super) strings: Option<&'a str>,
    pub(super) theme: Option<&'a str>,
    /// Print areas and titles: name and reference.
    pub(super) names: &'a [(String, String)],
    pub(super) notes: &'a [Note<'a>],
    pub(super) summary: &'a [String],
}

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The workbook's bytes; `None` where they cannot be packed.
pub(super) fn workbook(parts: &Parts<'_>) -> Option<Vec<u8>> {
    let mut files: Vec<(&str, String)> = vec![
        ("[Content_Types].xml", content_types(parts)),
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", book(parts)),
        ("xl/_rels/workbook.xml.rels", book_relations(parts)),
        ("xl/worksheets/sheet1.xml", parts.sheet.to_owned()),
        ("xl/worksheets/sheet2.xml", sheet(parts.notes, parts.summary, parts.wrapped)),
        ("xl/styles.xml", parts.styles.to_owned()),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            relations(&[
                ("rId1", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
                ("rId2", "comments", "../comments1.xml"),
            ]),
        ),
        ("xl/comments1.xml", comments(parts.notes)),
        ("xl/drawings/vmlDrawing1.vml", drawing(parts.notes)),
    ];
    files.extend(parts.strings.map(|text| ("xl/sharedStrings.xml", text.to_owned())));
    files.extend(parts.theme.map(|text| ("xl/theme/theme1.xml", text.to_owned())));
    packed(files.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()).ok()
}

fn content_types(parts: &Parts<'_>) -> String {
    let mut list = String::new();
    let mut add = |part: &str, kind: &str| {
        list.push_str(&format!("<Override PartName=\"/xl/{part}\" ContentType=\"{kind}\"/>"));
    };
    add("workbook.xml", &format!("{TYPES}.sheet.main+xml"));
    add("worksheets/sheet1.xml", &format!("{TYPES}.worksheet+xml"));
    add("worksheets/sheet2.xml", &format!("{TYPES}.worksheet+xml"));
    add("styles.xml", &format!("{TYPES}.styles+xml"));
    add("comments1.xml", &format!("{TYPES}.comments+xml"));
    if parts.strings.is_some() {
        add("sharedStrings.xml", &format!("{TYPES}.sharedStrings+xml"));
    }
    if parts.theme.is_some() {
        add("theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml");
    }
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>{list}</Types>"
    )
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let list: String = list
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">{list}</Relationships>")
}

fn book_relations(parts: &Parts<'_>) -> String {
    let mut list = vec![
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "worksheet", "worksheets/sheet2.xml"),
        ("rId3", "styles", "styles.xml"),
    ];
    list.extend(parts.strings.map(|_| ("rId4", "sharedStrings", "sharedStrings.xml")));
    list.extend(parts.theme.map(|_| ("rId5", "theme", "theme/theme1.xml")));
    relations(&list)
}

fn book(parts: &Parts<'_>) -> String {
    let names: String = parts
        .names
        .iter()
        .map(|(name, reference)| {
            format!(
                "<definedName name=\"{name}\" localSheetId=\"0\">{}</definedName>",
                escape_text(reference)
            )
        })
        .collect();
    let names = if names.is_empty() { names } else { format!("<definedNames>{names}</definedNames>") };
    let name = escape_text(parts.name).replace('"', "&quot;");
    format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView activeTab=\"0\"/></bookViews><sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"{SHEET}\" sheetId=\"2\" r:id=\"rId2\"/></sheets>{names}</workbook>"
    )
}
