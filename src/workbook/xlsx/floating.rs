//! What lies over the cells: shapes, text boxes, pictures, comments.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::controls;
use crate::model::CellRef;
use crate::workbook::limits::{Limits, MAX_FLOATING};
use crate::workbook::package::{Package, Relation};
use crate::workbook::raw::{Floating, FloatingKind};
use crate::workbook::rich_text;
use crate::workbook::unreadable::Unreadable;
use crate::workbook::xml::{Node, Xml, attribute, local_name};

/// Reads everything that a sheet's relations lead to, in the order of the
/// cells. `comments_of` reads a part of comments, which .xlsb stores otherwise.
pub(in crate::workbook) fn read(
    package: &mut Package<'_>,
    relations: &[Relation],
    comments_of: fn(&mut Package<'_>, &str) -> Result<Vec<Floating>, Unreadable>,
    limits: &mut Limits,
) -> Result<Vec<Floating>, Unreadable> {
    let mut all = Vec::new();
    let mut threaded = BTreeSet::new();
    for relation in of_kind(relations, "threadedComment") {
        let Some(text) = package.text(&relation.target)? else { continue };
        let comments = threaded_comments(&text)?;
        threaded.extend(comments.iter().filter_map(|c| c.at));
        all.extend(comments);
    }
    for relation in of_kind(relations, "comments") {
        let comments = comments_of(package, &relation.target)?;
        // For older programs Excel repeats threaded comments as plain ones.
        all.extend(comments.into_iter().filter(|c| c.at.is_none_or(|at| !threaded.contains(&at))));
    }
    let mut controls = Vec::new();
    for relation in of_kind(relations, "vmlDrawing") {
        let Some(text) = package.text(&relation.target)? else { continue };
        controls.extend(controls::read(&text));
    }
    for relation in of_kind(relations, "drawing") {
        let Some(text) = package.text(&relation.target)? else { continue };
        let diagrams = diagrams(package, &relation.target)?;
        // Excel draws its controls twice; only the older drawing tells their state.
        let told: BTreeSet<&str> = controls.iter().map(|control| control.shape.as_str()).collect();
        all.extend(drawing(&text, &diagrams, &told)?);
    }
    all.extend(controls.into_iter().map(|control| control.floating));
    for floating in &all {
        limits.floating(floating.text.len())?;
    }
    all.sort_by_key(|f| f.at);
    Ok(all)
}

/// Characters of a diagram that are kept; a drawing may show it many times.
const MAX_DIAGRAM: usize = 2_000;

/// The texts of the diagrams (SmartArt) that a drawing leads to, by its
/// identifiers for them.
fn diagrams(package: &mut Package<'_>, drawing: &str) -> Result<BTreeMap<String, String>, Unreadable> {
    let mut texts = BTreeMap::new();
    let mut read: BTreeMap<String, String> = BTreeMap::new();
    for relation in package.relations(drawing)?.into_iter().filter(|r| r.kind == "diagramData") {
        if let Some(known) = read.get(&relation.target) {
            texts.insert(relation.id, known.clone());
            continue;
        }
        let Some(text) = package.text(&relation.target)? else { continue };
        let mut xml = Xml::new(&text);
        let mut lines: Vec<String> = Vec::new();
        loop {
            match xml.next()? {
                Node::Start(e) if local_name(&e) == "p" => lines.push(String::new()),
                Node::Start(e) if local_name(&e) == "t" && !lines.is_empty() => {
                    let piece = xml.text()?;
                    lines.last_mut().into_iter().for_each(|line| line.push_str(&piece));
                }
                Node::Eof => break,
                _ => {}
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        let text: String = lines.join("\n").chars().take(MAX_DIAGRAM).collect();
        read.insert(relation.target, text.clone());
        texts.insert(relation.id, text);
    }
    Ok(texts)
}

/// The relations of a kind, each part once.
fn of_kind<'r>(relations: &'r [Relation], kind: &str) -> impl Iterator<Item = &'r Relation> {
    let mut targets = BTreeSet::new();
    relations.iter().filter(move |r| r.kind == kind && targets.insert(&r.target))
}

/// The comments in a part of this name.
pub(super) fn comments(package: &mut Package<'_>, part: &str) -> Result<Vec<Floating>, Unreadable> {
    let Some(text) = package.text(part)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&text);
    let mut found = Vec::new();
    let mut at = None;
    loop {
        match xml.next()? {
            Node::Start(e) if local_name(&e) == "comment" => at = place(&e)?,
            Node::Start(e) if local_name(&e) == "text" => {
                let text = rich_text::read(&mut xml)?.text;
                found.extend(comment(at, &text));
            }
            Node::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn threaded_comments(text: &str) -> Result<Vec<Floating>, Unreadable> {
    let mut xml = Xml::new(text);
    let mut found = Vec::new();
    let mut at = None;
    loop {
        match xml.next()? {
            Node::Start(e) if local_name(&e) == "threadedComment" => at = place(&e)?,
            Node::Start(e) if local_name(&e) == "text" => found.extend(comment(at, &xml.text()?)),
            Node::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn place(element: &quick_xml::events::BytesStart<'_>) -> Result<Option<CellRef>, Unreadable> {
    Ok(attribute(element, "ref")?.and_then(|r| CellRef::parse(&r)))
}

/// A comment, unless it says nothing.
pub(in crate::workbook) fn comment(at: Option<CellRef>, text: &str) -> Option<Floating> {
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(Floating { kind: FloatingKind::Comment, at, end: None, text })
}

/// What one anchor of a drawing holds.
#[derive(Default)]
struct Anchor {
    from: Corner,
    to: Corner,
    paragraphs: Vec<String>,
    has_picture: bool,
    has_outline: bool,
    /// The number of the shape in the older drawing, if it stands there too.
    older: Option<String>,
}

/// A corner of an anchor, as far as it is told.
#[derive(Default)]
struct Corner {
    column: Option<u32>,
    row: Option<u32>,
}

impl Corner {
    fn cell(&self) -> Option<CellRef> {
        let known = self.row.zip(self.column);
        let inside = known.filter(|&(r, c)| r < CellRef::MAX_ROWS && c < CellRef::MAX_COLUMNS);
        inside.map(|(row, column)| CellRef::new(row, column))
    }
}

impl Anchor {
    fn finish(self) -> Option<Floating> {
        let text = self.paragraphs.join("\n").trim().to_owned();
        let kind = match (text.is_empty(), self.has_picture, self.has_outline) {
            (false, _, _) => FloatingKind::Shape,
            (true, true, _) => FloatingKind::Picture,
            // A circle around a choice is as good as a word.
            (true, false, true) => FloatingKind::Shape,
            // Lines, arrows.
            (true, false, false) => return None,
        };
        Some(Floating { kind, at: self.from.cell(), end: self.to.cell(), text })
    }
}

/// Reads a drawing: one entry an anchor, the texts of a group together.
/// `told` tells shapes of the older drawing that were read there.
fn drawing(
    text: &str,
    diagrams: &BTreeMap<String, String>,
    told: &BTreeSet<&str>,
) -> Result<Vec<Floating>, Unreadable> {
    let mut xml = Xml::new(text);
    let mut found = Vec::new();
    let mut anchor: Option<(usize, Anchor)> = None;
    let mut in_corner: Option<(usize, bool)> = None;
    loop {
        match xml.next()? {
            Node::Start(e) => {
                let name = local_name(&e);
                let Some((_, anchor)) = &mut anchor else {
                    if matches!(name, "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor") {
                        anchor = Some((xml.depth(), Anchor::default()));
                    }
                    continue;
                };
                let is_column = name == "col";
                match name {
                    // What programs show that do not know the choice before it.
                    "Fallback" => xml.skip()?,
                    "from" => in_corner = Some((xml.depth(), true)),
                    "to" => in_corner = Some((xml.depth(), false)),
                    "col" | "row" if in_corner.is_some() => {
                        let number = xml.text()?.trim().parse().ok();
                        let first = in_corner.is_some_and(|(_, first)| first);
                        let corner = if first { &mut anchor.from } else { &mut anchor.to };
                        *(if is_column { &mut corner.column } else { &mut corner.row }) = number;
                    }
                    // Charts and embedded documents are as good as pictures.
                    "pic" | "chart" | "oleObj" => anchor.has_picture = true,
                    // What was drawn with a pen is no shape, but may be a circle.
                    "sp" | "contentPart" => anchor.has_outline = true,
                    "relIds" => {
                        let text = attribute(&e, "dm")?.and_then(|id| diagrams.get(&*id));
                        anchor.paragraphs.extend(text.cloned());
                        anchor.has_picture |= text.is_none_or(String::is_empty);
                    }
                    "compatExt" => anchor.older = attribute(&e, "spid")?.map(Cow::into_owned),
                    "prstGeom" if is_line(attribute(&e, "prst")?.as_deref()) => anchor.has_outline = false,
                    "p" => anchor.paragraphs.push(String::new()),
                    "br" => push(anchor, "\n"),
                    "t" => {
                        let text = xml.text()?;
                        push(anchor, &text);
                    }
                    _ => {}
                }
            }
            Node::End => {
                if in_corner.is_some_and(|(depth, _)| xml.depth() < depth) {
                    in_corner = None;
                }
                if let Some((_, done)) = anchor.take_if(|(depth, _)| xml.depth() < *depth) {
                    if !done.older.as_deref().is_some_and(|older| told.contains(older)) {
                        found.extend(done.finish());
                    }
                    if found.len() > MAX_FLOATING {
                        return Err(Unreadable::TooMany("図形"));
                    }
                }
            }
            Node::Text(_) => {}
            Node::Eof => return Ok(found),
        }
    }
}

/// Lines, arrows and brackets connect and frame; nobody marks a choice with them.
fn is_line(preset: Option<&str>) -> bool {
    preset.is_some_and(|p| {
        ["line", "Connector", "Arrow", "bracket", "Bracket", "brace", "Brace"]
            .iter()
            .any(|part| p.contains(part))
    })
}

fn push(anchor: &mut Anchor, text: &str) {
    match anchor.paragraphs.last_mut() {
        Some(paragraph) => paragraph.push_str(text),
        None => anchor.paragraphs.push(text.to_owned()),
    }
}
