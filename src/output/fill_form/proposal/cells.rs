//! The sheet's cells: labels as they stand, placeholders, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::{Proposal, ProposedCell, ProposedKind};
use crate::model::CellRef;

use super::super::xml::{What, attribute, escape_text, name, tags};

/// The sheet with the proposal in its cells.
pub(super) struct Cells {
    pub(super) text: String,
    /// The shared strings that labels still use.
    pub(super) strings: BTreeSet<usize>,
}

/// A row as it is written again.
#[derive(Default)]
struct Row {
    /// Its attributes but for number and span.
    attributes: String,
    cells: BTreeMap<u32, String>,
}

/// Replaces all cells. `marked` gives, for a style, the one that shows a field as unsure.
pub(super) fn proposed_cells(
    sheet: &str,
    proposal: &Proposal,
    marked: &BTreeMap<usize, usize>,
) -> Option<Cells> {
    let proposed: BTreeMap<CellRef, &ProposedCell> =
        proposal.cells.iter().map(|cell| (cell.range.start, cell)).collect();
    let mut writer =
        Writer { sheet, proposed: &proposed, marked, prefix: String::new(), strings: BTreeSet::new() };
    let (rows, start, end) = writer.rows()?;
    let prefix = writer.prefix.clone();
    let mut text = String::with_capacity(sheet.len());
    text.push_str(&sheet[..start]);
    text.push_str(&format!("<{prefix}sheetData>"));
    for (number, row) in rows {
        text.push_str(&format!("<{prefix}row r=\"{}\"{}>", number + 1, row.attributes));
        row.cells.values().for_each(|cell| text.push_str(cell));
        text.push_str(&format!("</{prefix}row>"));
    }
    text.push_str(&format!("</{prefix}sheetData>"));
    text.push_str(&sheet[end..]);
    Some(Cells { text, strings: writer.strings })
}

struct Writer<'a> {
    sheet: &'a str,
    proposed: &'a BTreeMap<CellRef, &'a ProposedCell>,
    marked: &'a BTreeMap<usize, usize>,
    /// The prefix of the sheet's elements, `x:` or nothing.
    prefix: String,
    strings: BTreeSet<usize>,
}

/// A cell being read.
struct Open {
    at: CellRef,
    style: Option<usize>,
    kind: Option<String>,
    start: usize,
    formula: bool,
    value: Option<(usize, usize)>,
}

impl Writer<'_> {
    /// All rows, and where sheetData begins and ends.
    fn rows(&mut self) -> Option<(BTreeMap<u32, Row>, usize, usize)> {
        let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
        let (mut start, mut end) = (None, None);
        let mut next = CellRef::new(0, 0);
        let mut open: Option<Open> = None;
        for met in tags(self.sheet)? {
            match &met.what {
                What::Start(tag) | What::Empty(tag) if name(tag) == "sheetData" => {
                    let full = tag.name().0;
                    self.prefix = full.strip_suffix("sheetData").unwrap_or_default().to_owned();
                    start = Some(met.range.start);
                    if matches!(met.what, What::Empty(_)) {
                        end = Some(met.range.end);
                    }
                }
                What::End(tag) if tag == "sheetData" => end = Some(met.range.end),
                _ if start.is_none() || end.is_some() => {}
                What::Start(tag) | What::Empty(tag) if name(tag) == "row" => {
                    next = match attribute(tag, "r") {
                        Some(number) => CellRef::new(number.parse::<u32>().ok()?.checked_sub(1)?, 0),
                        None => CellRef::new(next.row, 0),
                    };
                    rows.entry(next.row).or_default().attributes = row_attributes(tag);
                    if matches!(met.what, What::Empty(_)) {
                        next = CellRef::new(next.row + 1, 0);
                    }
                }
                What::End(tag) if tag == "row" => next = CellRef::new(next.row + 1, 0),
                What::Start(tag) | What::Empty(tag) if name(tag) == "c" => {
                    let at = match attribute(tag, "r") {
                        Some(address) => CellRef::parse(&address)?,
                        None => next,
                    };
                    next = CellRef::new(at.row, at.column + 1);
                    let style = attribute(tag, "s").and_then(|s| s.parse().ok());
                    let cell = Open {
                        at,
                        style,
                        kind: attribute(tag, "t"),
                        start: met.range.end,
                        formula: false,
                        value: None,
                    };
                    if matches!(met.what, What::Empty(_)) {
                        let text = self.cell(&cell, "");
                        rows.entry(at.row).or_default().cells.insert(at.column, text);
                    } else {
                        open = Some(cell);
                    }
                }
                What::Start(tag) | What::Empty(tag) if name(tag) == "f" => {
                    if let Some(cell) = &mut open {
                        cell.formula = true;
                    }
                }
                What::Start(tag) if name(tag) == "v" => {
                    if let Some(cell) = &mut open {
                        cell.value = Some((met.range.end, met.range.end));
                    }
                }
                What::End(tag) if tag == "v" => {
                    if let Some((_, end)) = open.as_mut().and_then(|cell| cell.value.as_mut()) {
                        *end = met.range.start;
                    }
                }
                What::End(tag) if tag == "c" => {
                    if let Some(cell) = open.take() {
                        let inner = &self.sheet[cell.start..met.range.start];
                        let text = self.cell(&cell, inner);
                        rows.entry(cell.at.row).or_default().cells.insert(cell.at.column, text);
                    }
                }
                _ => {}
            }
        }
        self.add_missing(&mut rows);
        Some((rows, start?, end?))
    }

    /// Fields whose cells the sheet does not have.
    fn add_missing(&self, rows: &mut BTreeMap<u32, Row>) {
        for (at, cell) in self.proposed {
            let row = rows.entry(at.row).or_default();
            row.cells.entry(at.column).or_insert_with(|| self.inline(*at, None, cell));
        }
    }

    fn cell(&mut self, cell: &Open, inner: &str) -> String {
        let prefix = &self.prefix;
        let style = cell.style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
        let Some(proposed) = self.proposed.get(&cell.at) else {
            return format!("<{prefix}c r=\"{}\"{style}/>", cell.at);
        };
        if proposed.kind != ProposedKind::Label || cell.formula {
            return self.inline(cell.at, cell.style, proposed);
        }
        if cell.kind.as_deref() == Some("s") {
            let number = cell.value.and_then(|(from, to)| self.sheet[from..to].trim().parse().ok());
            self.strings.extend::<Option<usize>>(number);
        }
        let kind = cell.kind.as_deref().map(|kind| format!(" t=\"{kind}\"")).unwrap_or_default();
        format!("<{prefix}c r=\"{}\"{style}{kind}>{inner}</{prefix}c>", cell.at)
    }

    fn inline(&self, at: CellRef, style: Option<usize>, cell: &ProposedCell) -> String {
        let prefix = &self.prefix;
        let unsure = matches!(cell.kind, ProposedKind::Unsure(_));
        let style = match unsure {
            true => self.marked.get(&style.unwrap_or(0)).copied().or(style),
            false => style,
        };
        let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
        let text = escape_text(&cell.text);
        format!(
            "<{prefix}c r=\"{at}\"{style} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is></{prefix}c>"
        )
    }
}

/// A row keeps its height and format; its number and span are written anew.
fn row_attributes(tag: &quick_xml::events::BytesStart<'_>) -> String {
    let mut kept = String::new();
    for a in tag.attributes().with_checks(false).flatten() {
        if !matches!(a.key.as_ref(), "r" | "spans") {
            kept.push_str(&format!(" {}=\"{}\"", a.key.as_ref(), a.value));
        }
    }
    kept
}
