//! How a city wants its papers to look: 報告書.toml and the fonts it names,
//! read and judged before any sheet is.

use std::path::Path;

use crate::error::Result;
use crate::fonts::{FontUse, Typefaces, read_face};
use crate::report::council::Wording;
use crate::settings::read_report_file;

/// Wording, order and sizes of the report, and the faces of all papers.
#[derive(Debug, Clone, PartialEq)]
pub struct Print {
    /// Of the council's report.
    pub wording: Wording,
    /// Of every paper.
    pub typefaces: Typefaces,
}

impl Print {
    /// Reads what lies in the plan folder.
    ///
    /// # Errors
    /// Every wrong line of 報告書.toml, or the line that names a font that is
    /// missing, damaged or of no use.
    pub fn read(plan_dir: &Path) -> Result<Self> {
        let file = read_report_file(plan_dir)?;
        let mut typefaces = Typefaces::default();
        for font in &file.fonts {
            let Some(font_use) = FontUse::parse(&font.key) else { continue };
            let face = read_face(&plan_dir.join(&font.name), font_use)
                .map_err(|why| file.error(font.line, &format!("フォント「{}」：{why}", font.name)))?;
            typefaces = typefaces.with(font_use, face);
        }
        let wording = Wording::of(file.table.clone()).map_err(|why| file.error(1, &why))?;
        Ok(Self { wording, typefaces })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Face;

    fn read(text: &str, fonts: &[(&str, &[u8])]) -> std::result::Result<Print, String> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(dir.path().join("報告書.toml"), text).expect("a written file");
        std::fs::create_dir(dir.path().join("フォント")).expect("a folder");
        for (name, bytes) in fonts {
            std::fs::write(dir.path().join("フォント").join(name), bytes).expect("a written font");
        }
        Print::read(dir.path()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_city_sets_its_papers_in_its_own_font() {
        let text = "[font]\nbody = \"フォント/市.ttf\"\n";
        let print = read(text, &[("市.ttf", Face::Fallback.bytes())]).expect("a font");
        let face = print.typefaces.face(FontUse::Body, '市').expect("a face");
        assert_eq!(face.name(), "NotoSansJP-Regular");
        assert_eq!(print.typefaces.face(FontUse::Table, '市'), None);
    }

    #[test]
    fn a_font_that_cannot_be_used_is_told_with_its_line() {
        let text = "[chapter]\nlist = \"一覧\"\n\n[font]\ntable = \"フォント/市.ttf\"\n";
        let missing = read(text, &[]).expect_err("refused");
        assert!(missing.contains("5行目：フォント「フォント/市.ttf」：ファイルがありません"), "{missing}");
        assert!(missing.contains("報告書.toml"), "{missing}");
        let damaged = read(text, &[("市.ttf", &Face::Gothic.bytes()[..9_000])]).expect_err("refused");
        assert!(damaged.contains("5行目：フォント「フォント/市.ttf」："), "{damaged}");
        let text = "[font]\ncover = \"市.ttf\"\n";
        let unknown = read(text, &[]).expect_err("refused");
        assert!(unknown.contains("2行目：「cover」という項目はありません"), "{unknown}");
    }

    #[test]
    fn without_the_file_everything_is_as_the_program_has_it() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let print = Print::read(dir.path()).expect("the template");
        assert_eq!(&print.wording, crate::report::council::wording());
        assert_eq!(print.typefaces, Typefaces::default());
    }
}
