//! Texts with runs of different fonts: shared strings, strings in cells, comments.

use crate::workbook::unreadable::Unreadable;
use crate::workbook::xml::{Node, Xml, attribute, flag, local_name};

/// A text and which of its runs are struck through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RichText {
    /// All of it.
    pub(super) text: String,
    /// Length of each run in bytes, and whether its own font strikes it
    /// through; `None` where the cell's font holds. Empty for a plain text.
    runs: Vec<(usize, Option<bool>)>,
}

impl RichText {
    /// A text in UTF-16 whose runs begin at these units, each struck through
    /// or not. What stands before the first has the cell's font.
    pub(super) fn of_runs(units: &[u16], runs: &[(usize, bool)]) -> Self {
        let mut rich = Self::default();
        let ends = runs.iter().map(|&(start, _)| start).chain([units.len()]);
        let mut from = 0;
        for (end, struck) in ends.zip([None].into_iter().chain(runs.iter().map(|&(_, struck)| Some(struck))))
        {
            let end = end.clamp(from, units.len());
            if end > from {
                rich.push(&String::from_utf16_lossy(&units[from..end]), struck, !runs.is_empty());
            }
            from = end;
        }
        rich
    }

    /// The struck-through part, in a cell whose font is struck through or not.
    pub(super) fn struck(&self, by_cell: bool) -> Option<String> {
        if self.runs.is_empty() {
            return (by_cell && !self.text.is_empty()).then(|| self.text.clone());
        }
        let mut struck = String::new();
        let mut start = 0;
        for &(length, by_run) in &self.runs {
            if by_run.unwrap_or(by_cell) {
                struck.push_str(&self.text[start..start + length]);
            }
            start += length;
        }
        (!struck.is_empty()).then_some(struck)
    }

    fn push(&mut self, piece: &str, struck: Option<bool>, is_run: bool) {
        self.text.push_str(piece);
        if is_run {
            self.runs.push((piece.len(), struck));
        } else if !self.runs.is_empty() {
            self.runs.push((piece.len(), None));
        }
    }
}

/// Reads the content of the element that was just entered (`<si>`, `<is>`,
/// `<text>`). Furigana (`<rPh>`) is left out.
pub(super) fn read(xml: &mut Xml<'_>) -> Result<RichText, Unreadable> {
    let outside = xml.depth() - 1;
    let mut rich = RichText::default();
    let mut in_run = false;
    let mut struck = None;
    loop {
        match xml.next()? {
            Node::Start(e) => match local_name(&e) {
                "rPh" => xml.skip()?,
                "r" => {
                    in_run = true;
                    struck = None;
                }
                // A run with a font of its own does not take the cell's.
                "rPr" => struck = Some(struck.unwrap_or(false)),
                "strike" => struck = Some(flag(&e, "val", true)?),
                "t" => {
                    let keep = attribute(&e, "space")?.is_some_and(|v| v == "preserve");
                    let text = xml.text()?;
                    let text = if keep { &text } else { text.trim_matches([' ', '\t', '\r', '\n']) };
                    rich.push(&unescape(text), struck, in_run);
                }
                _ => {}
            },
            Node::End if xml.depth() == outside => return Ok(rich),
            Node::Eof => return Err(Unreadable::Damaged),
            Node::End | Node::Text(_) => {}
        }
    }
}

/// Resolves `_x000D_`, by which Excel writes characters that XML cannot hold.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let code = code.filter(|c| c.bytes().all(|b| b.is_ascii_hexdigit()));
        match code.and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32) {
            Some(character) => {
                out.push(character);
                rest = &from[7..];
            }
            None => {
                out.push_str("_x");
                rest = &from[2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rich(xml: &str) -> RichText {
        let mut reader = Xml::new(xml);
        reader.next().expect("an element");
        read(&mut reader).expect("well-formed")
    }

    #[test]
    fn finds_struck_runs() {
        let rich = rich(
            "<si><r><t>目標</t></r><r><rPr><strike/></rPr><t>100人</t></r>\
             <r><rPr><strike val=\"0\"/></rPr><t>120人</t></r></si>",
        );
        assert_eq!(rich.text, "目標100人120人");
        assert_eq!(rich.struck(false).as_deref(), Some("100人"));
        // The first run has no font of its own and takes the cell's.
        assert_eq!(rich.struck(true).as_deref(), Some("目標100人"));
    }

    #[test]
    fn runs_by_position_strike_their_parts() {
        let units: Vec<u16> = "目標100人120人".encode_utf16().collect();
        let rich = RichText::of_runs(&units, &[(2, true), (6, false)]);
        assert_eq!((rich.text.as_str(), rich.struck(false).as_deref()), ("目標100人120人", Some("100人")));
        assert_eq!(rich.struck(true).as_deref(), Some("目標100人"));
        let out_of_order = RichText::of_runs(&units, &[(6, true), (2, false), (99, true)]);
        assert_eq!(out_of_order.text, "目標100人120人");
        assert_eq!(RichText::of_runs(&units, &[]).struck(true).as_deref(), Some("目標100人120人"));
    }

    #[test]
    fn leaves_furigana_out() {
        let rich = rich(
            "<si><t>企画課</t><rPh sb=\"0\" eb=\"3\"><t>キカクカ</t></rPh><phoneticPr fontId=\"1\"/></si>",
        );
        assert_eq!(rich.text, "企画課");
        assert_eq!(rich.struck(false), None);
        assert_eq!(rich.struck(true).as_deref(), Some("企画課"));
    }

    #[test]
    fn keeps_spaces_only_where_they_are_meant() {
        assert_eq!(rich("<si><t> a </t></si>").text, "a");
        assert_eq!(rich("<si><t xml:space=\"preserve\"> a </t></si>").text, " a ");
        assert_eq!(rich("<si><t>　字下げ</t></si>").text, "　字下げ");
    }

    #[test]
    fn resolves_escapes() {
        assert_eq!(unescape("一行目_x000D_\n二行目"), "一行目\r\n二行目");
        assert_eq!(unescape("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescape("file_x1_xyz_x00"), "file_x1_xyz_x00");
        assert_eq!(unescape("_x日本語"), "_x日本語");
    }
}
