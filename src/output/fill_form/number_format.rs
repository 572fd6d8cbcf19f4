//! Whether a cell shows a number with exactly the digits that it has.

use rust_decimal::Decimal;

use super::xml::{What, attribute, name, tags};

/// The number formats of a workbook's cell styles.
#[derive(Debug, Default)]
pub(super) struct NumberFormats {
    /// Format id by style.
    styles: Vec<u32>,
    /// The workbook's own formats.
    codes: Vec<(u32, String)>,
}

impl NumberFormats {
    /// Reads xl/styles.xml; a workbook without readable styles shows everything as General.
    pub(super) fn read(styles: &str) -> Self {
        let mut formats = Self::default();
        let mut in_cell_styles = false;
        for met in tags(styles).unwrap_or_default() {
            match &met.what {
                What::Start(tag) | What::Empty(tag) => match name(tag) {
                    "cellXfs" => in_cell_styles = true,
                    "xf" if in_cell_styles => {
                        let id = attribute(tag, "numFmtId").and_then(|id| id.parse().ok());
                        formats.styles.push(id.unwrap_or(0));
                    }
                    "numFmt" => {
                        let id = attribute(tag, "numFmtId").and_then(|id| id.parse().ok());
                        formats.codes.extend(id.zip(attribute(tag, "formatCode")));
                    }
                    _ => {}
                },
                What::End(end) if end == "cellXfs" => in_cell_styles = false,
                What::End(_) => {}
            }
        }
        formats
    }

    /// Whether a cell of this style shows `number` with the digits it has. If
    /// not, the number is written as text, so that what the department sees,
    /// and what is read back, is the number itself.
    pub(super) fn shows_exactly(&self, style: Option<u32>, number: Decimal) -> bool {
        let style = style.and_then(|s| usize::try_from(s).ok()).unwrap_or(0);
        let id = self.styles.get(style).copied().unwrap_or(0);
        match id {
            0 => {
                let digits = number.mantissa().unsigned_abs().to_string().len();
                number.normalize().scale() == number.scale() && digits <= 10
            }
            1 | 3 => number.scale() == 0,
            2 | 4 => number.scale() == 2,
            id => {
                let own = self.codes.iter().find(|(known, _)| *known == id);
                own.and_then(|(_, code)| decimals(code)) == Some(number.scale())
            }
        }
    }
}

/// How many decimals a plain format (`0.0`, `#,##0`) shows; `None` for anything else.
fn decimals(code: &str) -> Option<u32> {
    let rest = code.strip_prefix("#,##").unwrap_or(code).strip_prefix('0')?;
    if rest.is_empty() {
        return Some(0);
    }
    let zeros = rest.strip_prefix('.')?;
    let plain = !zeros.is_empty() && zeros.bytes().all(|b| b == b'0');
    plain.then(|| u32::try_from(zeros.len()).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"#,##0.0\"/>\
        <numFmt numFmtId=\"165\" formatCode=\"0.0%\"/></numFmts>\
        <cellStyleXfs><xf numFmtId=\"3\"/></cellStyleXfs>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"3\"><alignment/></xf><xf numFmtId=\"164\"/>\
        <xf numFmtId=\"165\"/><xf numFmtId=\"49\"/></cellXfs></styleSheet>";

    fn exactly(style: u32, number: &str) -> bool {
        NumberFormats::read(STYLES).shows_exactly(Some(style), number.parse().expect("a number"))
    }

    #[test]
    fn a_number_whose_zeros_would_vanish_is_not_shown_exactly() {
        assert!(exactly(0, "87") && exactly(0, "87.5") && exactly(0, "-120"));
        assert!(!exactly(0, "87.0") && !exactly(0, "12345678901"));
        assert!(exactly(1, "1180") && !exactly(1, "21.4"));
        assert!(exactly(2, "87.0") && !exactly(2, "87") && !exactly(2, "87.25"));
        assert!(!exactly(3, "85.3"), "a percentage would be a hundred times as much");
        assert!(!exactly(4, "87"), "a text cell");
    }
}
