//! The comments on unsure fields, and the sheet that lists them.

use super::super::xml::escape_text;
use super::Note;

/// The name of the sheet that lists what to look at.
pub(super) const SHEET: &str = "確認してください";

/// xl/comments1.xml
pub(super) fn comments(notes: &[Note<'_>]) -> String {
    let list: String = notes
        .iter()
        .map(|note| {
            let text = escape_text(note.why);
            format!("<comment ref=\"{}\" authorId=\"0\"><text><t xml:space=\"preserve\">{text}</t></text></comment>", note.at)
        })
        .collect();
    format!(
        "{HEAD}<comments xmlns=\"{MAIN}\"><authors><author>gyokaku</author></authors><commentList>{list}</commentList></comments>"
    )
}

/// xl/drawings/vmlDrawing1.vml: where Excel shows the comments.
pub(super) fn drawing(notes: &[Note<'_>]) -> String {
    let shapes: String = (1..)
        .zip(notes)
        .map(|(number, note)| {
            let (row, column) = (note.at.row, note.at.column);
            format!(
                "<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t202\" style=\"position:absolute;width:240pt;height:72pt;z-index:{number};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}, 15, {row}, 2, {}, 15, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
                1024 + number,
                column + 1,
                column + 5,
                row + 4,
            )
        })
        .collect();
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>{shapes}</xml>"
    )
}

/// The sheet that lists what to look at, after `summary`, a line a sentence.
pub(super) fn sheet(notes: &[Note<'_>], summary: &[String], wrapped: usize) -> String {
    let mut rows = String::new();
    let mut number = 0;
    let mut row = |texts: &[&str]| {
        number += 1;
        let cells: String = ["A", "B", "C"]
            .iter()
            .zip(texts)
            .map(|(column, text)| {
                let text = escape_text(text);
                format!("<c r=\"{column}{number}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>",
                    if texts.len() == 1 { 0 } else { wrapped })
            })
            .collect();
        rows.push_str(&format!("<row r=\"{number}\">{cells}</row>"));
    };
    summary.iter().for_each(|line| row(&[line]));
    if !notes.is_empty() {
        row(&["セル", "項目", "確認すること"]);
    }
    // Braces here would make this sheet a form of its own.
    notes.iter().for_each(|note| row(&[&note.at.to_string(), &note.name, note.why]));
    format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><cols><col min=\"1\" max=\"1\" width=\"8\" customWidth=\"1\"/><col min=\"2\" max=\"2\" width=\"28\" customWidth=\"1\"/><col min=\"3\" max=\"3\" width=\"80\" customWidth=\"1\"/></cols><sheetData>{rows}</sheetData><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
    )
}

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
