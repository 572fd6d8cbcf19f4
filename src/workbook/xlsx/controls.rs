//! Form controls: check boxes, option buttons, lists. Their state stands only
//! in the older kind of drawing (VML), which is not always well-formed XML and
//! is therefore searched as a text.

use crate::model::CellRef;
use crate::workbook::limits::MAX_FLOATING;
use crate::workbook::raw::{Floating, FloatingKind};

/// A control, and the number by which the newer drawing names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Control {
    pub(super) shape: String,
    pub(super) floating: Floating,
}

/// Reads the controls of a drawing; notes, which it holds as well, are read elsewhere.
pub(super) fn read(drawing: &str) -> Vec<Control> {
    let shapes = drawing.split("<v:shape ").skip(1);
    shapes.filter_map(control).take(MAX_FLOATING + 1).collect()
}

fn control(shape: &str) -> Option<Control> {
    let shape = shape.split("</v:shape>").next()?;
    let kind = between(shape, "ObjectType=\"", "\"")?;
    let (at, end) = between(shape, "<x:Anchor>", "</x:Anchor>").map_or((None, None), corners);
    let number = |name: &str| {
        let text = between(shape, &format!("<x:{name}>"), &format!("</x:{name}>"))?;
        text.trim().parse::<u32>().ok()
    };
    let label = between(shape, "<v:textbox", "</v:textbox>").map(plain).unwrap_or_default();
    let (kind, text) = match kind {
        "Note" => return None,
        "Checkbox" | "Radio" => {
            let marked = number("Checked").is_some_and(|state| state != 0);
            (FloatingKind::Shape, format!("{}{label}", if marked { '☑' } else { '□' }))
        }
        "Drop" | "List" => match number("Sel").filter(|&chosen| chosen > 0) {
            Some(chosen) => (FloatingKind::Shape, format!("選択リストの{chosen}番目")),
            None => return None,
        },
        "Pict" => (FloatingKind::Picture, String::new()),
        _ if label.is_empty() => return None,
        _ => (FloatingKind::Shape, label),
    };
    let name = between(shape, "id=\"", "\"").unwrap_or_default().to_owned();
    Some(Control { shape: name, floating: Floating { kind, at, end, text } })
}

fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    let from = &text[text.find(before)? + before.len()..];
    Some(&from[..from.find(behind)?])
}

/// Left column, top row, right column, bottom row, each followed by a part of a cell.
fn corners(anchor: &str) -> (Option<CellRef>, Option<CellRef>) {
    let numbers: Vec<u32> = anchor.split(',').filter_map(|number| number.trim().parse().ok()).collect();
    let corner = |column: usize, row: usize| {
        let (&column, &row) = (numbers.get(column)?, numbers.get(row)?);
        (row < CellRef::MAX_ROWS && column < CellRef::MAX_COLUMNS).then(|| CellRef::new(row, column))
    };
    if numbers.len() == 8 { (corner(0, 2), corner(4, 6)) } else { (None, None) }
}

/// The text of marked-up text, which begins within its first tag.
fn plain(marked_up: &str) -> String {
    let mut text = String::new();
    for piece in marked_up.split('>').skip(1) {
        text.push_str(piece.split('<').next().unwrap_or_default());
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    let text = entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_of_controls_are_read_from_markup_that_is_no_xml() {
        let drawing = "<xml><v:shape id=\"_x0000_s1025\" style='x'>\
            <v:textbox style='y'><div style='text-align:left'><font face=\"MS\">達成<br>した</font></div></v:textbox>\
            <x:ClientData ObjectType=\"Checkbox\"><x:Anchor>\n 1, 15, 3, 2, 2, 0, 4, 0</x:Anchor><x:Checked>1</x:Checked></x:ClientData></v:shape>\
            <v:shape id=\"n\"><v:textbox><div>注</div></v:textbox><x:ClientData ObjectType=\"Note\"></x:ClientData></v:shape>\
            <v:shape id=\"r\"><v:textbox><div>継続</div></v:textbox><x:ClientData ObjectType=\"Radio\"/></v:shape>\
            <v:shape id=\"d\"><x:ClientData ObjectType=\"Drop\"><x:Sel>2</x:Sel></x:ClientData></v:shape>";
        let found = read(drawing);
        let texts: Vec<_> = found.iter().map(|control| control.floating.text.as_str()).collect();
        assert_eq!(texts, ["☑達成した", "□継続", "選択リストの2番目"]);
        assert_eq!(found[0].shape, "_x0000_s1025");
        assert_eq!(found[0].floating.at, Some(CellRef::new(3, 1)));
        assert_eq!(found[0].floating.end, Some(CellRef::new(4, 2)));
    }
}
