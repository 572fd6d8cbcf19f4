//! .xlsb, streamed by this room itself: calamine tells of it neither number
//! formats nor struck-through fonts, merges, hidden lines or comments, leaves
//! out texts with several fonts, and reads it whole at once.
//!
//! Enters: the bytes of a zip whose parts are records (MS-XLSB). Leaves: its
//! sheets.

mod records;
mod sheet;
mod strings;
mod styles;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::cell::Workbook;
use super::formula_tokens::Links;
use super::limits::{Limits, MAX_SHEETS, Opening};
use super::number_format::Calendar;
use super::package::{Package, Relation};
use super::raw::{Floating, RawWorkbook, WorkbookKind};
use super::unreadable::{SHARED_PART, Unreadable};
use super::xlsx::{floating, main_part};
use records::{Data, Records};
use sheet::Shared;

/// Reads a workbook.
pub(super) fn parse(bytes: &[u8], opening: Opening<'_>) -> Result<RawWorkbook, Unreadable> {
    let mut package = Package::open(bytes, opening.bounds.parts)?;
    let main = main_part(&mut package)?;
    let relations = package.relations(&main)?;
    let contents = contents(&package.bytes(&main)?.ok_or(Unreadable::Damaged)?)?;
    let (styles, struck_fonts) = match part(&mut package, &relations, "styles")? {
        Some(part) => styles::read(&part)?,
        None => Default::default(),
    };
    let strings = match part(&mut package, &relations, "sharedStrings")? {
        Some(part) => strings::shared(&part, &struck_fonts, opening.bounds)?,
        None => Vec::new(),
    };
    let calendar = Calendar { is_1904: contents.is_1904, eras: opening.eras };
    let workbook = Workbook { strings: &strings, styles: &styles, calendar };
    let shared = Shared { workbook, struck_fonts: &struck_fonts, links: &contents.links };
    let mut limits = Limits::new(opening.bounds);
    let mut sheets = Vec::new();
    let mut taken = BTreeSet::new();
    for entry in &contents.sheets {
        let relation = relations.iter().find(|r| r.id == entry.relation).ok_or(Unreadable::Damaged)?;
        // Charts and macros have sheets of their own.
        if relation.kind != "worksheet" {
            continue;
        }
        if !taken.insert(&relation.target) {
            return Err(SHARED_PART);
        }
        let part = package.bytes(&relation.target)?.ok_or(Unreadable::Damaged)?;
        let grid = sheet::read(&part, &shared, &mut limits)?;
        drop(part);
        let relations = package.relations(&relation.target)?;
        let floating = floating::read(&mut package, &relations, comments, &mut limits)?;
        sheets.push(grid.into_sheet(&entry.name, entry.hidden, floating));
    }
    Ok(RawWorkbook { kind: WorkbookKind::Xlsb, sheets })
}

/// The part of a kind that the workbook leads to.
fn part(
    package: &mut Package<'_>,
    relations: &[Relation],
    kind: &str,
) -> Result<Option<Vec<u8>>, Unreadable> {
    match relations.iter().find(|r| r.kind == kind) {
        Some(relation) => package.bytes(&relation.target),
        None => Ok(None),
    }
}

/// What the workbook's main part says.
#[derive(Default)]
struct Contents {
    is_1904: bool,
    sheets: Vec<Entry>,
    links: Links,
}

/// A sheet as the workbook lists it.
struct Entry {
    name: String,
    relation: String,
    hidden: bool,
}

fn contents(part: &[u8]) -> Result<Contents, Unreadable> {
    let mut records = Records::new(part);
    let mut contents = Contents::default();
    let mut names = BTreeSet::new();
    while let Some((kind, mut data)) = records.next()? {
        match kind {
            153 => contents.is_1904 = data.u32()? & 1 != 0,
            156 => {
                let hidden = data.u32()? != 0;
                data.u32()?;
                let (relation, name) = (data.text()?, data.text()?);
                if contents.sheets.len() == MAX_SHEETS {
                    return Err(Unreadable::TooMany("シート"));
                }
                // Excel never writes two sheets of one name.
                if !names.insert(name.to_lowercase()) {
                    return Err(Unreadable::Damaged);
                }
                contents.sheets.push(Entry { name, relation, hidden });
            }
            // Books that formulas refer to: another file, then this one and
            // its like.
            355 => contents.links.add_book(true),
            357 | 358 | 667 => contents.links.add_book(false),
            362 => contents.links.add_sheets(books(&mut data)?),
            _ => {}
        }
    }
    Ok(contents)
}

/// For each sheet that formulas refer to, the number of its book.
fn books(data: &mut Data<'_>) -> Result<Vec<usize>, Unreadable> {
    let count = usize::try_from(data.u32()?).unwrap_or(usize::MAX);
    let entries = data.rest.chunks_exact(12).take(count);
    let book = |entry: &[u8]| u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
    Ok(entries.map(|entry| usize::try_from(book(entry)).unwrap_or(usize::MAX)).collect())
}

/// The comments in a part of this name.
fn comments(package: &mut Package<'_>, part: &str) -> Result<Vec<Floating>, Unreadable> {
    let Some(part) = package.bytes(part)? else { return Ok(Vec::new()) };
    let mut records = Records::new(&part);
    let mut found = Vec::new();
    let mut at = None;
    while let Some((kind, mut data)) = records.next()? {
        match kind {
            635 => {
                data.u32()?;
                at = Some(sheet::range(&mut data)?.start);
            }
            637 => found.extend(floating::comment(at, &strings::rich(&mut data, &[])?.text)),
            _ => {}
        }
    }
    Ok(found)
}
