//! What a written workbook holds, for tests: `sheet!A1<TAB>type<TAB>value`.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// One part of the package as text.
pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// Names of all parts.
pub(super) fn parts(bytes: &[u8]) -> Vec<String> {
    let archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    archive.file_names().map(|name| name.expect("a name").into_owned()).collect()
}

/// Every cell that holds something, sheet by sheet.
pub(super) fn dump(bytes: &[u8]) -> String {
    let strings = shared_strings(&part(bytes, "xl/sharedStrings.xml"));
    let mut lines = String::new();
    for (at, sheet) in sheet_names(&part(bytes, "xl/workbook.xml")).iter().enumerate() {
        let xml = part(bytes, &format!("xl/worksheets/sheet{}.xml", at + 1));
        for (cell, (kind, value)) in cells(&xml, &strings) {
            lines.push_str(&format!("{sheet}!{cell}\t{kind}\t{}\n", value.replace('\n', "\\n")));
        }
    }
    lines
}

/// The names of the sheets in order.
pub(super) fn sheet_names(workbook: &str) -> Vec<String> {
    let mut names = Vec::new();
    walk(workbook, |event, _| {
        if let Event::Empty(tag) | Event::Start(tag) = event
            && tag.name().as_ref() == "sheet"
        {
            names.push(attribute(tag, "name").expect("a name"));
        }
    });
    names
}

fn shared_strings(xml: &str) -> Vec<String> {
    let mut strings: Vec<String> = Vec::new();
    walk(xml, |event, text| match event {
        Event::Start(tag) if tag.name().as_ref() == "si" => strings.push(String::new()),
        Event::End(tag) if tag.name().as_ref() == "t" => {
            strings.last_mut().expect("inside si").push_str(text);
        }
        _ => {}
    });
    strings
}

/// Address → (type, value): `text`, `number`, `formula` with its stored result.
fn cells(xml: &str, strings: &[String]) -> Vec<(String, (&'static str, String))> {
    let mut cells = Vec::new();
    let (mut address, mut kind, mut formula) = (String::new(), String::new(), None::<String>);
    walk(xml, |event, text| match event {
        Event::Start(tag) if tag.name().as_ref() == "c" => {
            address = attribute(tag, "r").expect("an address");
            kind = attribute(tag, "t").unwrap_or_default();
            formula = None;
        }
        Event::End(tag) if tag.name().as_ref() == "f" => formula = Some(text.to_owned()),
        // A text that stands in its cell and not among the shared ones.
        Event::End(tag) if tag.name().as_ref() == "t" => {
            cells.push((address.clone(), ("text", text.to_owned())));
        }
        Event::End(tag) if tag.name().as_ref() == "v" => {
            let entry = match (&formula, kind.as_str()) {
                (Some(formula), _) => ("formula", format!("={formula} → {text}")),
                (None, "s") => ("text", strings[text.parse::<usize>().expect("an index")].clone()),
                (None, _) => ("number", text.to_owned()),
            };
            cells.push((address.clone(), entry));
        }
        _ => {}
    });
    cells
}

/// Reads a part event by event; fails where it is not well-formed. `text` is
/// what stands before an end tag.
pub(super) fn walk(xml: &str, mut see: impl FnMut(&Event<'_>, &str)) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut text = String::new();
    loop {
        let event = reader.read_event().expect("well-formed XML");
        match &event {
            Event::Eof => return,
            Event::Start(_) => text.clear(),
            Event::Text(part) => text.push_str(part),
            Event::GeneralRef(name) => text.push_str(entity(name)),
            _ => {}
        }
        see(&event, &text);
    }
}

fn entity(name: &str) -> &'static str {
    match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        "#xA" | "#10" => "\n",
        other => panic!("unexpected entity {other}"),
    }
}

fn attribute(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).expect("escapes").into_owned())
}

/// The dump as a map, to ask for single cells.
pub(super) fn by_cell(bytes: &[u8]) -> BTreeMap<String, String> {
    let pair = |line: &str| {
        let (cell, rest) = line.split_once('\t').expect("three columns");
        (cell.to_owned(), rest.to_owned())
    };
    dump(bytes).lines().map(pair).collect()
}
