//! Small workbooks made in memory for the tests of this room.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::limits::Opening;
use super::raw::{RawCell, RawSheet, RawWorkbook};
use super::read::{parse_by_kind, parse_workbook};
use super::unreadable::Unreadable;
use crate::model::{CellRef, Eras};

const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A zip with these entries.
pub(super) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        writer.start_file(*name, options).expect("writing to memory");
        writer.write_all(bytes).expect("writing to memory");
    }
    writer.finish().expect("writing to memory").into_inner()
}

/// Reads bytes so that a panic is seen; [`parse_workbook`] would catch it.
pub(super) fn parse_seen(name: &str, bytes: &[u8]) -> Result<RawWorkbook, Unreadable> {
    parse_by_kind(name, bytes, Opening::submission(&Eras::default()))
}

/// An .xlsx in the making.
pub(super) struct Book {
    parts: Vec<(String, Vec<u8>)>,
    sheet_attributes: String,
    workbook_extra: String,
    sheet_relations: String,
}

impl Book {
    /// A workbook whose one sheet has this inside `<worksheet>`.
    pub(super) fn with_sheet(inside: &str) -> Self {
        let sheet = format!("<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{RELS}\">{inside}</worksheet>");
        Self {
            parts: vec![("xl/worksheets/sheet1.xml".to_owned(), sheet.into_bytes())],
            sheet_attributes: String::new(),
            workbook_extra: String::new(),
            sheet_relations: String::new(),
        }
    }

    /// A workbook whose one sheet has these rows.
    pub(super) fn with_rows(rows: &str) -> Self {
        Self::with_sheet(&format!("<sheetData>{rows}</sheetData>"))
    }

    /// A workbook with one cell in A1, written as `<c r="A1" …`.
    pub(super) fn with_cell(cell: &str) -> Self {
        Self::with_rows(&format!("<row r=\"1\">{cell}</row>"))
    }

    pub(super) fn part(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.parts.push((name.to_owned(), content.into()));
        self
    }

    /// Shared strings, each with this inside `<si>`.
    pub(super) fn strings(self, strings: &[&str]) -> Self {
        let items: String = strings.iter().map(|s| format!("<si>{s}</si>")).collect();
        self.part("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{items}</sst>"))
    }

    /// Style 1 has this number format.
    pub(super) fn format(self, code: &str) -> Self {
        let code = code.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        let formats = format!("<numFmts><numFmt numFmtId=\"164\" formatCode=\"{code}\"/></numFmts>");
        self.styles(&formats, "<font/>", "<xf numFmtId=\"164\" fontId=\"0\"/>")
    }

    /// Style 0 is plain, style 1 and on are `xfs`; font 0 is plain.
    pub(super) fn styles(self, formats: &str, fonts: &str, xfs: &str) -> Self {
        let xml = format!(
            "<styleSheet xmlns=\"{MAIN}\">{formats}<fonts><font/>{fonts}</fonts><fills><fill/></fills>\
             <borders><border/></borders><cellXfs><xf numFmtId=\"0\"/>{xfs}</cellXfs></styleSheet>"
        );
        self.part("xl/styles.xml", xml)
    }

    /// Attributes of the sheet's entry in the workbook: ` state="hidden"`.
    pub(super) fn sheet_attributes(mut self, attributes: &str) -> Self {
        self.sheet_attributes = attributes.to_owned();
        self
    }

    /// Elements before `<sheets>`.
    pub(super) fn workbook_extra(mut self, xml: &str) -> Self {
        self.workbook_extra = xml.to_owned();
        self
    }

    /// A part that the sheet leads to.
    pub(super) fn related(mut self, kind: &str, name: &str, content: &str) -> Self {
        let id = self.parts.len();
        self.sheet_relations
            .push_str(&format!("<Relationship Id=\"r{id}\" Type=\"{RELS}/{kind}\" Target=\"/{name}\"/>"));
        self.part(name, content)
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        let relations = |inside: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
            )
        };
        let workbook = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELS}\">{}<sheets><sheet name=\"計画\" sheetId=\"1\" r:id=\"rId1\"{}/></sheets></workbook>",
            self.workbook_extra, self.sheet_attributes
        );
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
            (
                "_rels/.rels".to_owned(),
                relations(&format!(
                    "<Relationship Id=\"rId1\" Type=\"{RELS}/officeDocument\" Target=\"xl/workbook.xml\"/>"
                ))
                .into_bytes(),
            ),
            ("xl/workbook.xml".to_owned(), workbook.into_bytes()),
            (
                "xl/_rels/workbook.xml.rels".to_owned(),
                relations(&format!(
                    "<Relationship Id=\"rId1\" Type=\"{RELS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                     <Relationship Id=\"rId2\" Type=\"{RELS}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                ))
                .into_bytes(),
            ),
        ];
        if !self.sheet_relations.is_empty() {
            let text = relations(&self.sheet_relations).into_bytes();
            parts.push(("xl/worksheets/_rels/sheet1.xml.rels".to_owned(), text));
        }
        parts.extend(self.parts);
        let entries: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
        zip(&entries)
    }

    pub(super) fn read(self) -> RawWorkbook {
        parse_workbook("計画.xlsx", &self.bytes()).expect("a good workbook")
    }

    /// The one sheet.
    pub(super) fn sheet(self) -> RawSheet {
        self.read().sheets.remove(0)
    }

    /// The cell A1.
    pub(super) fn a1(self) -> RawCell {
        self.sheet().cell(CellRef::new(0, 0)).expect("A1 shows something").clone()
    }
}
