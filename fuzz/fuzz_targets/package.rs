//! A fuzzer's bytes as a file. Changed bytes of a zip mostly break its
//! checksums, so most inputs are one part of a workbook, and the package is
//! put around it here: the first byte says which part the others are.

use std::io::{Cursor, Write};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SHEET: &[u8] = b"<worksheet><cols><col min=\"1\" max=\"1\" hidden=\"1\"/></cols><sheetData><row r=\"1\">\
    <c r=\"A1\" s=\"1\"><v>45392</v></c><c r=\"B1\" t=\"s\" s=\"1\"><v>0</v></c></row></sheetData></worksheet>";
const WORKBOOK: &[u8] =
    b"<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
    <sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>";
/// A sheet named `a` of relation `r0`, as .xlsb lists it.
const BINARY_WORKBOOK: &[u8] = b"\x9C\x01\x16\0\0\0\0\0\0\0\0\x02\0\0\0r\x000\0\x01\0\0\0a\0";
/// Row 1, and a shared text and a number in it.
const BINARY_SHEET: &[u8] = b"\0\x11\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x07\x0C\0\0\0\0\0\0\0\0\0\0\0\0\
    \x02\x0C\x01\0\0\0\x01\0\0\0\x42\xC5\x02\0";

/// Two cells of styles that `styles.xml` may describe.
const SPREADSHEET: &[u8] = b"<document><body><spreadsheet><table name=\"a\"><table-column default-cell-style-name=\"b\"/>\
    <table-row><table-cell style-name=\"a\"><p>x</p></table-cell><table-cell><p>y</p></table-cell></table-row></table>\
    </spreadsheet></body></document>";

/// The file that these bytes stand for.
pub(crate) fn file(bytes: &[u8]) -> Vec<u8> {
    let Some((&kind, part)) = bytes.split_first() else { return Vec::new() };
    let at = |wanted: u8, otherwise: &'static [u8]| {
        if kind == wanted { part.to_vec() } else { otherwise.to_vec() }
    };
    match kind {
        1..=8 | 16 | 17 => zip(&[
            ("[Content_Types].xml", b"<Types/>".to_vec()),
            ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", at(1, WORKBOOK)),
            (
                "xl/_rels/workbook.xml.rels",
                relations(&[
                    ("worksheet", "s.xml"),
                    ("sharedStrings", "sharedStrings.xml"),
                    ("styles", "styles.xml"),
                ]),
            ),
            ("xl/s.xml", at(2, SHEET)),
            ("xl/sharedStrings.xml", at(3, b"<sst><si><t>a</t></si></sst>")),
            (
                "xl/styles.xml",
                at(4, b"<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
            ),
            (
                "xl/_rels/s.xml.rels",
                if kind == 5 {
                    part.to_vec()
                } else {
                    relations(&[
                        ("drawing", "d.xml"),
                        ("comments", "c.xml"),
                        ("threadedComment", "t.xml"),
                        ("vmlDrawing", "v.vml"),
                    ])
                },
            ),
            ("xl/d.xml", at(6, b"<d/>")),
            ("xl/c.xml", at(7, b"<c/>")),
            ("xl/t.xml", at(8, b"<t/>")),
            ("xl/v.vml", at(16, b"<v/>")),
            ("xl/_rels/d.xml.rels", relations(&[("diagramData", "g.xml")])),
            ("xl/g.xml", at(17, b"<g/>")),
        ]),
        9..=13 => zip(&[
            ("[Content_Types].xml", b"<Types/>".to_vec()),
            ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.bin")])),
            ("xl/workbook.bin", at(9, BINARY_WORKBOOK)),
            (
                "xl/_rels/workbook.bin.rels",
                relations(&[("worksheet", "s.bin"), ("sharedStrings", "t.bin"), ("styles", "f.bin")]),
            ),
            ("xl/s.bin", at(10, BINARY_SHEET)),
            ("xl/t.bin", at(11, b"\x13\x07\0\x01\0\0\0a\0")),
            ("xl/f.bin", at(12, b"")),
            ("xl/_rels/s.bin.rels", relations(&[("comments", "c.bin")])),
            ("xl/c.bin", at(13, b"")),
        ]),
        14 => zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
            ("content.xml", part.to_vec()),
        ]),
        // The styles of an .ods, and cells that have them.
        18 => zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
            ("styles.xml", part.to_vec()),
            ("content.xml", SPREADSHEET.to_vec()),
        ]),
        // A number format and the number that it shows.
        15 => {
            let (number, code) = part.split_at(part.len().min(8));
            let number = f64::from_le_bytes(number.try_into().unwrap_or([0; 8]));
            let code = String::from_utf8_lossy(code)
                .replace('&', "&amp;")
                .replace('"', "&quot;")
                .replace('<', "&lt;");
            let sheet = format!(
                "<worksheet><sheetData><row><c s=\"1\"><v>{number:?}</v></c></row></sheetData></worksheet>"
            );
            let styles = format!(
                "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"{code}\"/></numFmts>\
                <cellXfs><xf/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
            );
            zip(&[
                ("[Content_Types].xml", b"<Types/>".to_vec()),
                ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml")])),
                ("xl/workbook.xml", WORKBOOK.to_vec()),
                (
                    "xl/_rels/workbook.xml.rels",
                    relations(&[("worksheet", "s.xml"), ("styles", "styles.xml")]),
                ),
                ("xl/s.xml", sheet.into_bytes()),
                ("xl/styles.xml", styles.into_bytes()),
            ])
        }
        _ => bytes.to_vec(),
    }
}

fn relations(targets: &[(&str, &str)]) -> Vec<u8> {
    let one = |(i, (kind, target)): (usize, &(&str, &str))| {
        format!("<Relationship Id=\"r{i}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let all: String = targets.iter().enumerate().map(one).collect();
    format!("<Relationships>{all}</Relationships>").into_bytes()
}

fn zip(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, plain).expect("an entry");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}
