//! [`RawWorkbook`] ↔ bytes, for the pipe between the program and the child
//! process that opens old formats. Both ends are the same executable, so the
//! encoding needs no versions; it only must not trust the other end's lengths.

use std::collections::BTreeSet;

use jiff::civil::DateTime;

use super::raw::{CellContent, Floating, FloatingKind, RawCell, RawSheet, RawWorkbook, WorkbookKind};
use super::unreadable::Unreadable;
use crate::model::{CellRange, CellRef, Era, Eras};

/// Opens every answer, so that other output on the pipe is not taken for one.
const MAGIC: &[u8] = b"gyokaku-workbook\n";

/// What the child says.
pub(super) fn encode(result: &Result<RawWorkbook, Unreadable>) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    match result {
        Ok(workbook) => {
            out.push(0);
            out.push(kind_code(workbook.kind));
            number(&mut out, workbook.sheets.len());
            for sheet in &workbook.sheets {
                encode_sheet(&mut out, sheet);
            }
        }
        Err(why) => out.push(match why {
            Unreadable::Password => 1,
            Unreadable::TooLarge => 2,
            Unreadable::TooMany(_) => 3,
            Unreadable::TooOld => 4,
            _ => 5,
        }),
    }
    out
}

/// What the child said; `None` for anything that is not a whole answer.
pub(super) fn decode(bytes: &[u8]) -> Option<Result<RawWorkbook, Unreadable>> {
    let mut input = Input(bytes.strip_prefix(MAGIC)?);
    match input.byte()? {
        0 => {
            let kind = kind_of(input.byte()?)?;
            let sheets = (0..input.number()?).map(|_| decode_sheet(&mut input)).collect::<Option<_>>()?;
            Some(Ok(RawWorkbook { kind, sheets }))
        }
        1 => Some(Err(Unreadable::Password)),
        2 => Some(Err(Unreadable::TooLarge)),
        3 => Some(Err(Unreadable::TooMany("セル"))),
        4 => Some(Err(Unreadable::TooOld)),
        5 => Some(Err(Unreadable::Damaged)),
        _ => None,
    }
}

/// What the child is told before the workbook's bytes: the eras.
pub(super) fn encode_eras(eras: &Eras) -> Vec<u8> {
    let mut out = Vec::new();
    number(&mut out, eras.all().len());
    for era in eras.all() {
        text(&mut out, &era.name);
        text(&mut out, &era.letter.to_string());
        text(&mut out, &era.first.to_string());
    }
    out
}

/// The eras, and the bytes after them.
pub(super) fn decode_eras(bytes: &[u8]) -> Option<(Eras, &[u8])> {
    let mut input = Input(bytes);
    let mut eras = Eras::default();
    for _ in 0..input.number()? {
        let (name, letter, first) = (input.text()?, input.text()?, input.text()?);
        eras.add(Era { name, letter: letter.chars().next()?, first: first.parse().ok()? });
    }
    Some((eras, input.0))
}

/// The kinds by their code.
const KINDS: [WorkbookKind; 5] =
    [WorkbookKind::Xlsx, WorkbookKind::Xlsm, WorkbookKind::Xls, WorkbookKind::Xlsb, WorkbookKind::Ods];

/// The code that stands for a kind.
fn kind_code(kind: WorkbookKind) -> u8 {
    let code = KINDS.iter().position(|&k| k == kind).unwrap_or_default();
    u8::try_from(code).expect("five kinds")
}

/// The kind that a code stands for.
fn kind_of(code: u8) -> Option<WorkbookKind> {
    KINDS.get(usize::from(code)).copied()
}

fn encode_sheet(out: &mut Vec<u8>, sheet: &RawSheet) {
    text(out, &sheet.name);
    out.push(u8::from(sheet.hidden));
    number(out, sheet.cells.len());
    for cell in &sheet.cells {
        encode_cell(out, cell);
    }
    number(out, sheet.merges.len());
    for merge in &sheet.merges {
        place(out, merge.start);
        place(out, merge.end);
    }
    for lines in [&sheet.hidden_rows, &sheet.hidden_columns] {
        number(out, lines.len());
        lines.iter().for_each(|&line| out.extend(line.to_le_bytes()));
    }
    number(out, sheet.floating.len());
    for floating in &sheet.floating {
        out.push(match floating.kind {
            FloatingKind::Shape => 0,
            FloatingKind::Comment => 1,
            FloatingKind::Picture => 2,
            FloatingKind::Margin => 3,
        });
        for corner in [floating.at, floating.end] {
            out.push(u8::from(corner.is_some()));
            corner.iter().for_each(|&at| place(out, at));
        }
        text(out, &floating.text);
    }
}

fn decode_sheet(input: &mut Input<'_>) -> Option<RawSheet> {
    let name = input.text()?.into();
    let hidden = input.flag()?;
    let cells = (0..input.number()?).map(|_| decode_cell(input)).collect::<Option<_>>()?;
    let merges = (0..input.number()?)
        .map(|_| Some(CellRange::new(input.place()?, input.place()?)))
        .collect::<Option<_>>()?;
    let hidden_rows: BTreeSet<u32> = (0..input.number()?).map(|_| input.u32()).collect::<Option<_>>()?;
    let hidden_columns: BTreeSet<u32> = (0..input.number()?).map(|_| input.u32()).collect::<Option<_>>()?;
    let floating = (0..input.number()?).map(|_| decode_floating(input)).collect::<Option<_>>()?;
    Some(RawSheet { name, hidden, cells, merges, hidden_rows, hidden_columns, floating })
}

fn decode_floating(input: &mut Input<'_>) -> Option<Floating> {
    let kind = match input.byte()? {
        0 => FloatingKind::Shape,
        1 => FloatingKind::Comment,
        2 => FloatingKind::Picture,
        3 => FloatingKind::Margin,
        _ => return None,
    };
    let at = if input.flag()? { Some(input.place()?) } else { None };
    let end = if input.flag()? { Some(input.place()?) } else { None };
    Some(Floating { kind, at, end, text: input.text()? })
}

fn encode_cell(out: &mut Vec<u8>, cell: &RawCell) {
    place(out, cell.at);
    match &cell.content {
        CellContent::Text => out.push(0),
        CellContent::Number(value) => {
            out.push(1);
            out.extend(value.to_le_bytes());
        }
        CellContent::DateTime(moment) => {
            out.push(2);
            out.extend(moment.year().to_le_bytes());
            for part in [moment.month(), moment.day(), moment.hour(), moment.minute(), moment.second()] {
                out.extend(part.to_le_bytes());
            }
            out.extend(moment.subsec_nanosecond().to_le_bytes());
        }
        CellContent::Bool(value) => {
            out.push(3);
            out.push(u8::from(*value));
        }
        CellContent::Error(error) => {
            out.push(4);
            text(out, error);
        }
        CellContent::NoStoredValue => out.push(5),
    }
    text(out, &cell.shown);
    out.push(u8::from(cell.struck.is_some()));
    cell.struck.iter().for_each(|struck| text(out, struck));
    out.push(u8::from(cell.formula));
    out.push(u8::from(cell.external));
    out.push(u8::from(cell.unseen));
}

fn decode_cell(input: &mut Input<'_>) -> Option<RawCell> {
    let at = input.place()?;
    let content = match input.byte()? {
        0 => CellContent::Text,
        1 => CellContent::Number(f64::from_le_bytes(input.bytes()?)),
        2 => {
            let year = i16::from_le_bytes(input.bytes()?);
            let mut part = || input.byte().map(|byte| i8::from_le_bytes([byte]));
            let (month, day, hour, minute, second) = (part()?, part()?, part()?, part()?, part()?);
            let nanosecond = i32::from_le_bytes(input.bytes()?);
            CellContent::DateTime(DateTime::new(year, month, day, hour, minute, second, nanosecond).ok()?)
        }
        3 => CellContent::Bool(input.flag()?),
        4 => CellContent::Error(input.text()?),
        5 => CellContent::NoStoredValue,
        _ => return None,
    };
    let shown = input.text()?;
    let struck = if input.flag()? { Some(input.text()?) } else { None };
    let (formula, external, unseen) = (input.flag()?, input.flag()?, input.flag()?);
    Some(RawCell { at, content, shown, struck, formula, external, unseen })
}

fn number(out: &mut Vec<u8>, value: usize) {
    out.extend(u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes());
}

fn text(out: &mut Vec<u8>, value: &str) {
    number(out, value.len());
    out.extend(value.as_bytes());
}

fn place(out: &mut Vec<u8>, at: CellRef) {
    out.extend(at.row.to_le_bytes());
    out.extend(at.column.to_le_bytes());
}

/// What is left to decode.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.bytes::<1>().map(|[byte]| byte)
    }

    fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn u32(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    /// A count; never more than the bytes that are left could hold.
    fn number(&mut self) -> Option<usize> {
        self.u32().and_then(|n| usize::try_from(n).ok()).filter(|&n| n <= self.0.len())
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn place(&mut self) -> Option<CellRef> {
        Some(CellRef::new(self.u32()?, self.u32()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::testing::Book;

    fn workbook() -> RawWorkbook {
        Book::with_sheet(
            "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\" hidden=\"1\">\
             <c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><f>[1]a!A1</f><v>45392.75</v></c><c r=\"C1\"><f>A1</f></c>\
             <c r=\"D1\" t=\"e\"><v>#REF!</v></c><c r=\"E1\" t=\"b\"><v>1</v></c><c r=\"F1\"><v>1.5</v></c></row></sheetData>\
             <mergeCells><mergeCell ref=\"A2:B3\"/></mergeCells>",
        )
        .strings(&["<r><rPr><strike/></rPr><t>計画</t></r>"])
        .format("yyyy/m/d h:mm")
        .related("comments", "xl/comments1.xml", "<comments><comment ref=\"A1\"><text><t>注</t></text></comment></comments>")
        .read()
    }

    #[test]
    fn what_goes_in_comes_out() {
        let workbook = workbook();
        assert_eq!(workbook.sheets[0].cells.len(), 6);
        assert_eq!(decode(&encode(&Ok(workbook.clone()))), Some(Ok(workbook)));
        assert_eq!(decode(&encode(&Err(Unreadable::Password))), Some(Err(Unreadable::Password)));
    }

    #[test]
    fn eras_come_before_the_workbook() {
        let mut eras = Eras::default();
        eras.add(Era { name: "新元".to_owned(), letter: 'N', first: jiff::civil::date(2030, 4, 1) });
        let sent = [encode_eras(&eras), b"\xD0\xCF".to_vec()].concat();
        assert_eq!(decode_eras(&sent), Some((eras, &b"\xD0\xCF"[..])));
        assert_eq!(decode_eras(&sent[..20]), None);
    }

    #[test]
    fn half_an_answer_is_none() {
        let whole = encode(&Ok(workbook()));
        for length in 0..whole.len() {
            assert_eq!(decode(&whole[..length]), None, "{length} bytes");
        }
        assert_eq!(decode(b"running 0 tests"), None);
    }
}
