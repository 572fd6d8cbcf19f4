//! The workbook's styles, and with them a coloured one for each style that an
//! unsure field has.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::CellRef;

use super::super::xml::{What, attribute, name, tags};

/// xl/styles.xml with the added styles.
pub(super) struct Styles {
    pub(super) text: String,
    /// Style → the same in colour.
    pub(super) marked: BTreeMap<usize, usize>,
    /// The style of the list of notes.
    pub(super) wrapped: usize,
}

/// Light yellow, visible in print as a light grey.
const COLOUR: &str = "FFFFF2CC";

/// Adds the styles; `None` where the part is not as expected.
pub(super) fn with_marks(styles: &str, unsure: &[CellRef], sheet: &str) -> Option<Styles> {
    let found = Found::read(styles)?;
    let used = styles_of(sheet, unsure)?;
    let prefix = &found.prefix;
    let fill = format!(
        "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"{COLOUR}\"/><{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>"
    );
    let mut marked = BTreeMap::new();
    let mut added = String::new();
    for style in used {
        let own = found.xfs.get(style)?;
        marked.insert(style, found.xfs.len() + marked.len());
        added.push_str(&in_colour(&styles[own.clone()], found.fills)?);
    }
    let wrapped = found.xfs.len() + marked.len();
    added.push_str(&format!(
        "<{prefix}xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\"><{prefix}alignment vertical=\"top\" wrapText=\"1\"/></{prefix}xf>"
    ));
    let mut edits = [
        (found.fills_end..found.fills_end, fill),
        (found.xfs_end..found.xfs_end, added),
        (found.fills_start.clone(), without_count(&styles[found.fills_start.clone()])),
        (found.xfs_start.clone(), without_count(&styles[found.xfs_start.clone()])),
    ];
    edits.sort_by_key(|(range, _)| range.start);
    let mut text = String::with_capacity(styles.len() + 4096);
    let mut copied = 0;
    for (range, new) in &edits {
        text.push_str(&styles[copied..range.start]);
        text.push_str(new);
        copied = range.end;
    }
    text.push_str(&styles[copied..]);
    Some(Styles { text, marked, wrapped })
}

/// Where things stand in xl/styles.xml.
struct Found {
    prefix: String,
    fills: usize,
    fills_start: Range<usize>,
    fills_end: usize,
    xfs: Vec<Range<usize>>,
    xfs_start: Range<usize>,
    xfs_end: usize,
}

impl Found {
    fn read(styles: &str) -> Option<Self> {
        let (mut fills, mut fills_start, mut fills_end) = (0, None, None);
        let (mut xfs, mut xfs_start, mut xfs_end) = (Vec::new(), None, None);
        let mut prefix = String::new();
        let mut open = None;
        for met in tags(styles)? {
            match &met.what {
                What::Start(tag) if name(tag) == "fills" => {
                    prefix = tag.name().0.strip_suffix("fills")?.to_owned();
                    fills_start = Some(met.range);
                }
                What::Start(tag) | What::Empty(tag)
                    if name(tag) == "fill" && fills_start.is_some() && fills_end.is_none() =>
                {
                    fills += 1;
                }
                What::End(tag) if tag == "fills" && fills_end.is_none() => fills_end = Some(met.range.start),
                What::Start(tag) if name(tag) == "cellXfs" => xfs_start = Some(met.range),
                What::End(tag) if tag == "cellXfs" => xfs_end = Some(met.range.start),
                _ if xfs_start.is_none() || xfs_end.is_some() => {}
                What::Empty(tag) if name(tag) == "xf" => xfs.push(met.range),
                What::Start(tag) if name(tag) == "xf" => open = Some(met.range.start),
                What::End(tag) if tag == "xf" => xfs.push(open.take()?..met.range.end),
                _ => {}
            }
        }
        Some(Self {
            prefix,
            fills,
            fills_start: fills_start?,
            fills_end: fills_end?,
            xfs,
            xfs_start: xfs_start?,
            xfs_end: xfs_end?,
        })
    }
}

/// The styles of cells; cells that the sheet does not have are of style 0.
fn styles_of(sheet: &str, cells: &[CellRef]) -> Option<BTreeSet<usize>> {
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut left: BTreeSet<CellRef> = cells.iter().copied().collect();
    for met in tags(sheet)? {
        if let What::Start(tag) | What::Empty(tag) = &met.what
            && name(tag) == "c"
            && let Some(at) = attribute(tag, "r").and_then(|address| CellRef::parse(&address))
            && left.remove(&at)
        {
            used.insert(attribute(tag, "s").and_then(|s| s.parse().ok()).unwrap_or(0));
        }
    }
    if !left.is_empty() {
        used.insert(0);
    }
    Some(used)
}

/// A style with the added fill.
fn in_colour(xf: &str, fill: usize) -> Option<String> {
    let first = tags(xf)?.into_iter().next()?;
    let (What::Start(tag) | What::Empty(tag)) = &first.what else { return None };
    let mut attributes = String::new();
    for a in tag.attributes().with_checks(false).flatten() {
        if !matches!(a.key.as_ref(), "fillId" | "applyFill") {
            attributes.push_str(&format!(" {}=\"{}\"", a.key.as_ref(), a.value));
        }
    }
    let end = if matches!(first.what, What::Empty(_)) { "/>" } else { ">" };
    let rest = &xf[first.range.end..];
    Some(format!("<{}{attributes} fillId=\"{fill}\" applyFill=\"1\"{end}{rest}", tag.name().0))
}

/// A tag without its count, which no longer holds and need not be there.
fn without_count(tag: &str) -> String {
    let Some(at) = tag.find(" count=") else { return tag.to_owned() };
    let quote = tag[at + 7..].chars().next().unwrap_or('"');
    let end = tag[at + 8..].find(quote).map_or(tag.len(), |end| at + 9 + end);
    format!("{}{}", &tag[..at], &tag[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsure_cells_get_their_own_style_in_colour() {
        let styles = "<styleSheet><fills count=\"1\"><fill><patternFill/></fill></fills><cellStyleXfs><xf/></cellStyleXfs>\
            <cellXfs count=\"2\"><xf fontId=\"0\" fillId=\"0\"/><xf fontId=\"1\" fillId=\"0\"><alignment wrapText=\"1\"/></xf></cellXfs></styleSheet>";
        let sheet = "<s><row><c r=\"A1\" s=\"1\"/></row></s>";
        let at = |text| CellRef::parse(text).expect("an address");
        let found = with_marks(styles, &[at("A1"), at("B1")], sheet).expect("styles");
        assert_eq!(found.marked, BTreeMap::from([(0, 2), (1, 3)]));
        assert_eq!(found.wrapped, 4);
        assert!(
            found
                .text
                .contains("<xf fontId=\"1\" fillId=\"1\" applyFill=\"1\"><alignment wrapText=\"1\"/></xf>")
        );
        assert!(
            found.text.contains("<fills><fill>") && found.text.contains("<cellXfs><xf"),
            "{}",
            found.text
        );
    }
}
