//! .xlsx and .xlsm: calamine opens the workbook, lists its sheets and resolves
//! its styles; the sheets themselves are read in one pass over their XML,
//! because a cell's text needs what calamine does not tell: struck-through
//! runs, formats, formulas without a result, what lies over the cells.
//!
//! Enters: the bytes of a zip. Leaves: its sheets. Nothing is handed to
//! calamine that could take more memory than a form may.

mod cell;
mod controls;
pub(super) mod floating;
mod formula;
mod shared_strings;
mod sheet;
mod styles;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};

use super::cell::Workbook;
use super::limits::{Bounds, Limits, MAX_SHEETS, Opening};
use super::number_format::Calendar;
use super::package::{Package, Relation};
use super::raw::{RawWorkbook, WorkbookKind};
use super::rich_text::RichText;
use super::styles::Styles;
use super::unreadable::{SHARED_PART, Unreadable};
use super::xml::{Node, Xml, attribute, local_name};

/// Parts that calamine reads whole when it opens a workbook, beside the shared strings.
const MAX_PART: usize = 4 << 20;

/// Reads a workbook.
pub(super) fn parse(bytes: &[u8], opening: Opening<'_>) -> Result<RawWorkbook, Unreadable> {
    let mut package = Package::open(bytes, opening.bounds.parts)?;
    let main = main_part(&mut package)?;
    let relations = package.relations(&main)?;
    let strings = guarded_strings(&mut package, &relations, opening.bounds)?;
    guard_opening(&mut package, &main)?;
    let parts = sheet_parts(&mut package, &main, &relations)?;

    let mut opened = Xlsx::new(Cursor::new(bytes)).map_err(|e| match e {
        XlsxError::Password => Unreadable::Password,
        _ => Unreadable::Damaged,
    })?;
    let listed = opened.sheets_metadata().to_vec();
    if listed.len() > MAX_SHEETS {
        return Err(Unreadable::TooMany("シート"));
    }
    // calamine lists the sheets in the order of the same part.
    if listed.len() != parts.len() || has_twins(&listed) {
        return Err(Unreadable::Damaged);
    }
    let calendar = Calendar { is_1904: opened.has_1904_epoch(), eras: opening.eras };
    let mut styles = None;
    let mut limits = Limits::new(opening.bounds);
    let mut sheets = Vec::new();
    for (sheet, part) in listed.iter().zip(&parts).filter(|(s, _)| s.typ == SheetType::WorkSheet) {
        let text = package.text(part)?.ok_or(Unreadable::Damaged)?;
        if styles.is_none() {
            styles = Some(styles_of(&mut opened, &sheet.name, &text)?);
        }
        let styles = styles.as_ref().expect("set just above");
        let shared = Workbook { strings: &strings, styles, calendar };
        let grid = sheet::read(&text, &shared, &mut limits)?;
        drop(text);
        let relations = package.relations(part)?;
        let floating = floating::read(&mut package, &relations, floating::comments, &mut limits)?;
        sheets.push(grid.into_sheet(&sheet.name, sheet.visible != SheetVisible::Visible, floating));
    }
    Ok(RawWorkbook { kind: kind_of(&mut package)?, sheets })
}

/// The name of the workbook's main part, `xl/workbook.xml`.
pub(super) fn main_part(package: &mut Package<'_>) -> Result<String, Unreadable> {
    let relations = package.relations("")?;
    let main = relations.into_iter().rfind(|r| r.kind == "officeDocument").ok_or(Unreadable::Damaged)?;
    if package.has(&main.target) { Ok(main.target) } else { Err(Unreadable::Damaged) }
}

/// The shared strings. Every part that calamine might take for them is looked at.
fn guarded_strings(
    package: &mut Package<'_>,
    relations: &[Relation],
    bounds: Bounds,
) -> Result<Vec<RichText>, Unreadable> {
    let target = relations.iter().find(|r| r.kind == "sharedStrings").map(|r| r.target.to_lowercase());
    let like: Vec<String> =
        package.names().filter(|n| n.ends_with("sharedstrings.xml")).map(str::to_owned).collect();
    let mut strings = Vec::new();
    for name in target.iter().chain(like.iter().filter(|n| Some(*n) != target.as_ref())) {
        let Some(text) = package.text(name)? else { continue };
        let read = shared_strings::read(&text, bounds)?;
        if Some(name) == target.as_ref() {
            strings = read;
        }
    }
    Ok(strings)
}

/// Refuses what would take too much memory while calamine opens the workbook.
fn guard_opening(package: &mut Package<'_>, main: &str) -> Result<(), Unreadable> {
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    for name in names {
        if name.ends_with("styles.xml") {
            let text = package.text(&name)?.unwrap_or_default();
            look_through(&text)?;
            styles::guard(&text)?;
        } else if name.ends_with(".rels") || name.ends_with("theme1.xml") || name == main.to_lowercase() {
            let text = package.text(&name)?.unwrap_or_default();
            if text.len() > MAX_PART {
                return Err(Unreadable::TooLarge);
            }
            look_through(&text)?;
        }
    }
    Ok(())
}

/// Refuses XML that is nested too deep, not well-formed, or declares entities.
fn look_through(text: &str) -> Result<(), Unreadable> {
    let mut xml = Xml::new(text);
    while !matches!(xml.next()?, Node::Eof) {}
    Ok(())
}

/// The sheets' parts, in workbook order.
fn sheet_parts(
    package: &mut Package<'_>,
    main: &str,
    relations: &[Relation],
) -> Result<Vec<String>, Unreadable> {
    let text = package.text(main)?.ok_or(Unreadable::Damaged)?;
    let mut xml = Xml::new(&text);
    let mut parts = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(e) if local_name(&e) == "sheet" => {
                let id = attribute(&e, "id")?.ok_or(Unreadable::Damaged)?;
                let relation = relations.iter().find(|r| r.id == id).ok_or(Unreadable::Damaged)?;
                if parts.contains(&relation.target) {
                    return Err(SHARED_PART);
                }
                parts.push(relation.target.clone());
            }
            Node::Eof => return Ok(parts),
            _ => {}
        }
    }
}

/// Whether two sheets have one name, which Excel never writes.
fn has_twins(listed: &[Sheet]) -> bool {
    let mut names = BTreeSet::new();
    !listed.iter().all(|sheet| names.insert(sheet.name.to_lowercase()))
}

/// The cell styles, which calamine gives together with a sheet. It reads the
/// sheet up to its first row for that, so that much is looked at before.
fn styles_of(opened: &mut Xlsx<Cursor<&[u8]>>, name: &str, text: &str) -> Result<Styles, Unreadable> {
    let mut xml = Xml::new(text);
    loop {
        match xml.next()? {
            Node::Start(e) if local_name(&e) == "sheetData" => break,
            Node::Eof => return Err(Unreadable::Damaged),
            _ => {}
        }
    }
    let reader = opened.worksheet_cells_reader(name).map_err(|_| Unreadable::Damaged)?;
    Ok(styles::read(reader.styles()))
}

/// .xlsm where there are macros.
fn kind_of(package: &mut Package<'_>) -> Result<WorkbookKind, Unreadable> {
    let has_macros = package.names().any(|n| n.ends_with("vbaproject.bin"));
    let declared = package.text("[Content_Types].xml")?.is_some_and(|t| t.contains("macroEnabled.main"));
    Ok(if has_macros || declared { WorkbookKind::Xlsm } else { WorkbookKind::Xlsx })
}
