//! A workbook that a test types into, as a person would in Excel.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use gyokaku::model::CellRef;
use regex::{Captures, Regex};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A workbook's parts; typing goes into its first sheet.
pub(crate) struct Workbook {
    parts: Vec<(String, Vec<u8>)>,
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

impl Workbook {
    pub(crate) fn open(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).expect("a part");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("a readable part");
            parts.push((entry.name().expect("a name").to_string(), bytes));
        }
        Self { parts }
    }

    /// A part as text.
    pub(crate) fn part(&self, part: &str) -> String {
        let parts = self.parts();
        let bytes = parts.get(part).unwrap_or_else(|| panic!("no part {part}: {:?}", parts.keys()));
        String::from_utf8(bytes.to_vec()).expect("a text")
    }

    /// Every part by its name.
    pub(crate) fn parts(&self) -> BTreeMap<&str, &[u8]> {
        self.parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect()
    }

    pub(crate) fn save(&self, path: &Path) {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
            writer.write_all(bytes).expect("a written part");
        }
        let bytes = writer.finish().expect("a workbook").into_inner();
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a saved workbook");
    }

    /// Types into a cell: digits become a number, an empty text clears it.
    pub(crate) fn type_in(&mut self, cell: &str, text: &str) {
        let pattern = format!(r#"(?s)<c r="{cell}"((?: [^>]*?)?)(?:/>|>.*?</c>)"#);
        let pattern = Regex::new(&pattern).expect("a pattern");
        let kind = Regex::new(r#" t="[^"]*""#).expect("a pattern");
        let sheet = self.sheet_with(cell);
        let typed = pattern.replace(&sheet, |found: &Captures<'_>| {
            let rest = kind.replace(&found[1], "").into_owned();
            let rest = rest.trim_end();
            if text.is_empty() {
                format!("<c r=\"{cell}\"{rest}/>")
            } else if text.parse::<f64>().is_ok() {
                format!("<c r=\"{cell}\"{rest}><v>{text}</v></c>")
            } else {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                format!(
                    "<c r=\"{cell}\"{rest} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                )
            }
        });
        let typed = typed.into_owned();
        self.set_sheet(typed);
    }

    /// The sheet, with a blank cell put in at the end of its row where it has none.
    fn sheet_with(&self, cell: &str) -> String {
        let sheet = self.sheet();
        if sheet.contains(&format!("<c r=\"{cell}\"")) {
            return sheet;
        }
        let row = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let start = sheet.find(&format!("<row r=\"{row}\"")).unwrap_or_else(|| panic!("no row for {cell}"));
        let end = start + sheet[start..].find("</row>").expect("a row with cells");
        format!("{}<c r=\"{cell}\"/>{}", &sheet[..end], &sheet[end..])
    }

    /// Leaves these rows below the first one, in this order: sorting and deleting.
    pub(crate) fn arrange(&mut self, order: &[u32]) {
        let sheet = self.sheet();
        let rows = r#"(?s)<row r="(\d+)"(?:[^>]*?/>|[^>]*?>.*?</row>)"#;
        let rows = Regex::new(rows).expect("a pattern");
        let all: BTreeMap<u32, &str> = rows
            .captures_iter(&sheet)
            .map(|row| (row[1].parse().expect("a number"), row.get(0).expect("a row").as_str()))
            .collect();
        let address = Regex::new(r#" r="([A-Z]*)\d+""#).expect("a pattern");
        let arranged: String = std::iter::once(&1)
            .chain(order)
            .zip(1..)
            .map(|(from, to)| {
                address
                    .replace_all(all[from], |a: &Captures<'_>| format!(" r=\"{}{to}\"", &a[1]))
                    .into_owned()
            })
            .collect();
        let start = sheet.find("<row ").expect("rows");
        let end = sheet.find("</sheetData>").expect("rows");
        let arranged = format!("{}{arranged}{}", &sheet[..start], &sheet[end..]);
        self.set_sheet(arranged);
    }

    /// Hides rows, as a filter does.
    pub(crate) fn hide_rows(&mut self, rows: impl IntoIterator<Item = u32>) {
        let mut sheet = self.sheet();
        for row in rows {
            sheet = sheet.replace(&format!("<row r=\"{row}\""), &format!("<row r=\"{row}\" hidden=\"1\""));
        }
        self.set_sheet(sheet);
    }

    /// Merges a range that the sheet has not merged yet.
    pub(crate) fn merge(&mut self, range: &str) {
        let sheet = self.sheet();
        assert!(!sheet.contains("<mergeCells"), "a sheet without merges");
        let merge = format!("</sheetData><mergeCells count=\"1\"><mergeCell ref=\"{range}\"/></mergeCells>");
        self.set_sheet(sheet.replace("</sheetData>", &merge));
    }

    fn sheet(&self) -> String {
        let (_, bytes) = self.parts.iter().find(|(name, _)| name == SHEET).expect("a first sheet");
        String::from_utf8(bytes.clone()).expect("a sheet in UTF-8")
    }

    /// Puts another text into a part.
    pub(crate) fn put(&mut self, part: &str, text: &str) {
        let found = self.parts.iter_mut().find(|(name, _)| name == part).expect("the part");
        found.1 = text.as_bytes().to_vec();
    }

    fn set_sheet(&mut self, text: String) {
        let part = self.parts.iter_mut().find(|(name, _)| name == SHEET).expect("a first sheet");
        part.1 = text.into_bytes();
    }
}

/// What every filled cell of a workbook shows, on whichever sheet.
pub(crate) fn texts(path: &Path) -> Vec<String> {
    gyokaku::workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
    let book = gyokaku::workbook::read_workbook(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    book.sheets.iter().flat_map(|sheet| &sheet.cells).map(|cell| cell.shown.clone()).collect()
}

/// What the cells of a workbook's first sheet show.
pub(crate) struct Shown(BTreeMap<CellRef, String>);

impl Shown {
    pub(crate) fn of(path: &Path) -> Self {
        gyokaku::workbook::use_executable(env!("CARGO_BIN_EXE_gyokaku"));
        let book =
            gyokaku::workbook::read_workbook(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let sheet = book.sheets.into_iter().next().expect("a sheet");
        let mut cells = BTreeMap::new();
        for row in 0..200 {
            for column in 0..26 {
                let at = CellRef::new(row, column);
                if let Some(cell) = sheet.cell(at) {
                    cells.insert(at, cell.shown.clone());
                }
            }
        }
        Self(cells)
    }

    /// What a cell shows, by its address.
    pub(crate) fn text(&self, cell: &str) -> &str {
        self.0.get(&CellRef::parse(cell).expect("an address")).map_or("", String::as_str)
    }

    /// Everything that the sheet shows.
    pub(crate) fn all(&self) -> Vec<&str> {
        self.0.values().map(String::as_str).collect()
    }

    /// The letter of the column under a heading in row 1.
    pub(crate) fn column(&self, heading: &str) -> char {
        let found = self.0.iter().find(|(at, text)| at.row == 0 && *text == heading);
        let (at, _) = found.unwrap_or_else(|| panic!("no heading {heading}"));
        at.to_string().chars().next().expect("a letter")
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> u32 {
        self.0.keys().map(|at| at.row + 1).max().unwrap_or(0)
    }
}
