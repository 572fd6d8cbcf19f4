//! A page's items → printpdf's drawing operations.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, DictItem, FontId, Greyscale, Line, LineDashPattern, LinePoint, Op, PaintMode,
    PdfFontHandle, Point as PdfPoint, Polygon, PolygonRing, Pt, Rgb, TextItem, TextMatrix, WindingOrder,
};

use super::fonts::{CLASS_STEP, Codes, Faces, Subset, advance_class, font_name};
use super::structure::{Artifact, Mark};
use crate::layout::{Face, Ink, Item, Page, Placed, Point, Size, Stroke, TextRun};

/// How far the handles of a quarter circle stand from its ends.
const ARC: f64 = 0.5523;

/// The operations that paint a page, enclosed in marks that say which part of
/// the structure each belongs to. `marks` has one entry an item.
pub(super) fn operations(page: &Page, marks: &[Mark], faces: &Faces) -> Vec<Op> {
    let mut pen =
        Pen { ops: Vec::new(), height_pt: page.size.height_pt, fill: None, stroke: None, font: None };
    let mut open = Mark::Nothing;
    for (placed, mark) in page.items.iter().zip(marks) {
        if *mark == Mark::Nothing {
            continue;
        }
        if *mark != open {
            pen.close_mark(&open);
            pen.open_mark(mark);
            open = mark.clone();
        }
        pen.paint(placed, faces);
    }
    pen.close_mark(&open);
    pen.ops
}

/// Operations in which every character of every face occurs once.
pub(super) fn every_character(faces: &[Subset]) -> Vec<Op> {
    let mut ops = Vec::new();
    for subset in faces {
        let item = |(c, class, code): (char, i8, u16)| match class {
            0 => TextItem::Text(c.to_string()),
            _ => TextItem::GlyphIds(vec![Codepoint::with_cid(code, 0.0, c.to_string())]),
        };
        let font = PdfFontHandle::External(FontId(subset.id.clone()));
        ops.push(Op::StartTextSection);
        ops.push(Op::SetFont { font, size: pt(1.0) });
        ops.push(Op::ShowText { items: subset.characters().map(item).collect() });
        ops.push(Op::EndTextSection);
    }
    ops
}

/// What kind of artifact it is, for programs that rearrange a page.
fn artifact_properties(artifact: Artifact) -> BTreeMap<String, DictItem> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let pagination = |subtype: &str, side: &str| {
        BTreeMap::from([
            ("Type".to_owned(), name("Pagination")),
            ("Subtype".to_owned(), name(subtype)),
            ("Attached".to_owned(), DictItem::Array(vec![name(side)])),
        ])
    };
    match artifact {
        Artifact::Layout => BTreeMap::from([("Type".to_owned(), name("Layout"))]),
        Artifact::Header => pagination("Header", "Top"),
        Artifact::Footer => pagination("Footer", "Bottom"),
    }
}

/// Two decimals are a hundredth of a dot on paper.
fn pt(length: f64) -> Pt {
    Pt(((length * 100.0).round() / 100.0) as f32)
}

/// Colours to four decimals.
fn share(value: f64) -> f32 {
    ((value * 10_000.0).round() / 10_000.0) as f32
}

struct Pen {
    ops: Vec<Op>,
    height_pt: f64,
    fill: Option<Ink>,
    stroke: Option<Stroke>,
    font: Option<(Face, usize, f64)>,
}

impl Pen {
    fn open_mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Content { tag, id } => self.ops.push(Op::BeginMarkedContentWithProperties {
                tag: (*tag).to_owned(),
                properties: DictItem::Dict { map: BTreeMap::from([("MCID".to_owned(), DictItem::Int(*id))]) },
            }),
            Mark::Artifact(artifact) => self.ops.push(Op::BeginMarkedContentWithProperties {
                tag: "Artifact".to_owned(),
                properties: DictItem::Dict { map: artifact_properties(*artifact) },
            }),
            Mark::Nothing => {}
        }
    }

    fn close_mark(&mut self, mark: &Mark) {
        if *mark != Mark::Nothing {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn paint(&mut self, placed: &Placed, faces: &Faces) {
        let at = placed.at;
        match &placed.item {
            Item::Text(run) => self.text(at, run, faces),
            Item::Line { to, stroke } => self.lines(&[(Point::default(), *to)], at, stroke),
            Item::Lines { segments, stroke } => self.lines(segments, at, stroke),
            Item::Rect { size, radius_pt, fill, stroke } => {
                self.area(rounded(at, *size, *radius_pt), *fill, *stroke);
            }
            Item::Polygon { points, closed: true, fill, stroke } => {
                let corners = points.iter().map(|point| (point.moved(at), false)).collect();
                self.area(corners, *fill, *stroke);
            }
            Item::Polygon { points, closed: false, stroke: Some(stroke), .. } => {
                self.set_stroke(stroke);
                let points = points.iter().map(|point| self.corner(point.moved(at), false)).collect();
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Item::Polygon { .. }
            | Item::Link { .. }
            | Item::Anchor(_)
            | Item::Mark
            | Item::PageNumber { .. } => {}
        }
    }

    fn text(&mut self, at: Point, run: &TextRun, faces: &Faces) {
        let parts = faces.parts(run.face);
        self.set_fill(run.ink);
        self.ops.push(Op::StartTextSection);
        let matrix = TextMatrix::Translate(pt(at.x_pt), pt(self.height_pt - at.y_pt));
        self.ops.push(Op::SetTextMatrix { matrix });
        let text: Vec<(char, i32)> = run.text.chars().zip(run.kerns.iter().copied()).collect();
        let part_of = |(c, kern): &(char, i32)| {
            let has = |codes: &Codes| codes.code(*c, advance_class(*kern)) != 0;
            if parts.len() == 1 { Some(0) } else { parts.iter().position(has) }
        };
        let mut rest = text.as_slice();
        while let Some(part) = rest.first().and_then(part_of) {
            let count = rest.iter().take_while(|character| part_of(character) == Some(part)).count();
            let (these, after) = rest.split_at(count);
            if self.font != Some((run.face, part, run.size_pt)) {
                self.font = Some((run.face, part, run.size_pt));
                let font = PdfFontHandle::External(FontId(font_name(run.face, part)));
                self.ops.push(Op::SetFont { font, size: pt(run.size_pt) });
            }
            self.ops.push(shown(these, after.is_empty(), &parts[part]));
            rest = after;
        }
        self.ops.push(Op::EndTextSection);
    }

    fn lines(&mut self, segments: &[(Point, Point)], at: Point, stroke: &Stroke) {
        self.set_stroke(stroke);
        for (from, to) in segments {
            let points = vec![self.corner(from.moved(at), false), self.corner(to.moved(at), false)];
            self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
        }
    }

    fn area(&mut self, corners: Vec<(Point, bool)>, fill: Option<Ink>, stroke: Option<Stroke>) {
        let mode = match (fill, stroke) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, Some(_)) => PaintMode::Stroke,
            (None, None) => return,
        };
        if let Some(ink) = fill {
            self.set_fill(ink);
        }
        if let Some(stroke) = stroke {
            self.set_stroke(&stroke);
        }
        let points = corners.into_iter().map(|(point, handle)| self.corner(point, handle)).collect();
        let polygon =
            Polygon { rings: vec![PolygonRing { points }], mode, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    fn corner(&self, point: Point, handle: bool) -> LinePoint {
        let p = PdfPoint { x: pt(point.x_pt), y: pt(self.height_pt - point.y_pt) };
        LinePoint { p, bezier: handle }
    }

    fn set_fill(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.fill = Some(ink);
            self.ops.push(Op::SetFillColor { col: colour(ink) });
        }
    }

    fn set_stroke(&mut self, stroke: &Stroke) {
        let before = self.stroke.replace(*stroke);
        if before.map(|s| s.ink) != Some(stroke.ink) {
            self.ops.push(Op::SetOutlineColor { col: colour(stroke.ink) });
        }
        if before.map(|s| s.width_pt) != Some(stroke.width_pt) {
            self.ops.push(Op::SetOutlineThickness { pt: pt(stroke.width_pt) });
        }
        if before.map(|s| s.dash_pt).unwrap_or_default() != stroke.dash_pt {
            let dash = match stroke.dash_pt {
                Some((dash, gap)) => LineDashPattern::new(0.0, &[pt(dash).0, pt(gap).0]),
                None => LineDashPattern::solid(),
            };
            self.ops.push(Op::SetLineDashPattern { dash });
        }
    }
}

fn colour(ink: Ink) -> Color {
    let [red, green, blue] = ink.rgb();
    if red == green && green == blue {
        return Color::Greyscale(Greyscale { percent: share(red), icc_profile: None });
    }
    Color::Rgb(Rgb { r: share(red), g: share(green), b: share(blue), icc_profile: None })
}

/// Text by its codes, in pieces with the changes of advance between them.
/// printpdf would look every character up in the whole font again.
fn shown(text: &[(char, i32)], ends: bool, codes: &Codes) -> Op {
    let (mut items, mut piece) = (Vec::new(), Vec::new());
    let last = if ends { text.len().saturating_sub(1) } else { text.len() };
    for (index, (c, kern)) in text.iter().copied().enumerate() {
        let class = advance_class(kern);
        let rest = kern - i32::from(class) * CLASS_STEP;
        piece.extend(codes.code(c, class).to_be_bytes());
        if rest != 0 && index < last {
            items.push(DictItem::String { data: std::mem::take(&mut piece), literal: true });
            items.push(DictItem::Int(-i64::from(rest)));
        }
    }
    items.push(DictItem::String { data: piece, literal: true });
    Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(items)] }
}

/// The outline of a rectangle; `true` marks the handles of a curve.
fn rounded(at: Point, size: Size, radius_pt: f64) -> Vec<(Point, bool)> {
    let (right, bottom) = (at.x_pt + size.width_pt, at.y_pt + size.height_pt);
    let r = radius_pt.min(size.width_pt / 2.0).min(size.height_pt / 2.0);
    let p = |x: f64, y: f64, handle: bool| (Point::new(x, y), handle);
    if r <= 0.0 {
        return vec![
            p(at.x_pt, at.y_pt, false),
            p(right, at.y_pt, false),
            p(right, bottom, false),
            p(at.x_pt, bottom, false),
        ];
    }
    let k = r * (1.0 - ARC);
    let (left, top) = (at.x_pt, at.y_pt);
    vec![
        p(left + r, top, false),
        p(right - r, top, false),
        p(right - k, top, true),
        p(right, top + k, true),
        p(right, top + r, false),
        p(right, bottom - r, false),
        p(right, bottom - k, true),
        p(right - k, bottom, true),
        p(right - r, bottom, false),
        p(left + r, bottom, false),
        p(left + k, bottom, true),
        p(left, bottom - k, true),
        p(left, bottom - r, false),
        p(left, top + r, false),
        p(left, top + k, true),
        p(left + k, top, true),
        p(left + r, top, false),
    ]
}
