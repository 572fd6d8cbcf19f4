//! A font file of the city's, read and judged before a page is made with it.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::Mutex;

use sha2::{Digest, Sha256};
use skrifa::MetadataProvider;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::string::StringId;
use subsetter::{GlyphRemapper, subset};

use super::Face;
use super::face::Table;
use super::typefaces::{FontUse, has_even_digits};

/// A city's font; two are the same if their files are.
#[derive(Debug, Clone, Copy)]
pub struct OwnFace(&'static Own);

#[derive(Debug)]
struct Own {
    checksum: String,
    name: String,
    bold: bool,
    bytes: Vec<u8>,
    table: Table,
}

/// Every font that has been read stays: pages name their fonts by reference.
static READ: Mutex<Vec<&'static Own>> = Mutex::new(Vec::new());

/// Larger files are no fonts.
const LARGEST_BYTES: u64 = 100_000_000;

/// Kanji that every Japanese font has and every report prints.
const KANJI: &str = "行政改革大綱実施計画評価報告書年度目標達成中止継続終了審議会本部意見課題改善効果額円市町村区\
     推進分野番号実績値指標理由次前全体変更対応概要一二三四五六七八九十百千万人月日時間平均方向高低";

/// Reads a font file for a use.
///
/// # Errors
/// Why the file cannot be used, in Japanese: it is missing, no font, damaged,
/// not of TrueType outlines, must not be embedded, lacks Japanese characters,
/// or its digits are not of one width.
pub fn read_face(path: &Path, font_use: FontUse) -> Result<Face, String> {
    let meta = std::fs::metadata(path).map_err(|_| "ファイルがありません".to_owned())?;
    if meta.is_dir() {
        return Err("ファイルではなくフォルダーです".to_owned());
    }
    if meta.len() > LARGEST_BYTES {
        return Err("フォントとしては大きすぎます".to_owned());
    }
    let bytes = std::fs::read(path).map_err(|error| format!("ファイルを読めません（{error}）"))?;
    let face = face_of(bytes)?;
    if font_use.is_figures() {
        return match has_even_digits(face) {
            true => Ok(face),
            false => Err("数字の幅がそろっていません。数字が等幅のフォントを指定してください".to_owned()),
        };
    }
    match lacking(face) {
        (0, _) => Ok(face),
        (count, first) => Err(format!("日本語の文字が足りません（「{first}」など{count}字がありません）")),
    }
}

/// How many of the characters that a report cannot do without a font lacks, and the first of them.
fn lacking(face: Face) -> (usize, String) {
    let kana = ('ぁ'..='ん').chain('ァ'..='ヴ').chain("、。「」（）・ー".chars());
    let missing: Vec<char> = kana.chain(KANJI.chars()).filter(|c| face.glyph(*c).is_none()).collect();
    (missing.len(), missing.iter().take(3).collect())
}

/// The face of a font file's bytes; the first of a collection.
fn face_of(bytes: Vec<u8>) -> Result<Face, String> {
    let checksum: String = Sha256::digest(&bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let mut read = READ.lock().map_err(|_| "フォントを読めません".to_owned())?;
    if let Some(known) = read.iter().find(|own| own.checksum == checksum) {
        return Ok(Face::Own(OwnFace(known)));
    }
    let own = judged(bytes, checksum)?;
    let own: &'static Own = Box::leak(Box::new(own));
    read.push(own);
    Ok(Face::Own(OwnFace(own)))
}

fn judged(bytes: Vec<u8>, checksum: String) -> Result<Own, String> {
    let damaged = || "フォントとして読めません。壊れているか、フォントのファイルではありません".to_owned();
    let font = FontRef::from_index(&bytes, 0).map_err(|_| damaged())?;
    if font.glyf().is_err() || font.loca(None).is_err() {
        return Err("このフォントの形式（OpenType CFFなど）は印刷に使えません。TrueType形式のフォント（.ttf）を指定してください".to_owned());
    }
    // Bit 1 alone: the maker forbids embedding.
    let rights = font.os2().map_or(0, |os2| os2.fs_type()) & 0x000F;
    if rights == 0x0002 {
        return Err("フォントの使用許諾で、PDFへの埋め込みが禁じられています".to_owned());
    }
    if font.head().is_err() || font.hmtx().is_err() || font.maxp().is_err() {
        return Err(damaged());
    }
    let table = Table::of(&font);
    let mut remapper = GlyphRemapper::new();
    for glyph in table.glyphs() {
        remapper.remap(glyph);
    }
    if subset(&bytes, 0, &remapper).is_err() {
        return Err(damaged());
    }
    let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
    let name: String = name.map(|name| name.chars().collect()).unwrap_or_default();
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let bold = font.os2().is_ok_and(|os2| os2.us_weight_class() >= 600);
    let name = if name.is_empty() { format!("Font-{checksum}") } else { name };
    Ok(Own { checksum, name, bold, table, bytes: bytes.clone() })
}

impl OwnFace {
    pub(super) fn bytes(self) -> &'static [u8] {
        &self.0.bytes
    }

    pub(super) fn name(self) -> &'static str {
        &self.0.name
    }

    pub(super) fn is_bold(self) -> bool {
        self.0.bold
    }

    pub(super) fn checksum(self) -> &'static str {
        &self.0.checksum
    }

    pub(super) fn table(self) -> &'static Table {
        &self.0.table
    }
}

impl PartialEq for OwnFace {
    fn eq(&self, other: &Self) -> bool {
        self.0.checksum == other.0.checksum
    }
}

impl Eq for OwnFace {}

impl PartialOrd for OwnFace {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OwnFace {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.checksum.cmp(&other.0.checksum)
    }
}

impl Hash for OwnFace {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.checksum.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8], font_use: FontUse) -> String {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("font.ttf");
        std::fs::write(&path, bytes).expect("a written file");
        read_face(&path, font_use).expect_err("refused")
    }

    /// The gothic without a record of which characters it has.
    fn without_characters() -> Vec<u8> {
        let mut bytes = Face::Gothic.bytes().to_vec();
        let font = FontRef::new(&bytes).expect("a font");
        let record = font.table_directory.table_records().iter().find(|r| r.tag() == *b"cmap");
        let count = record.expect("cmap").offset() as usize + 2;
        bytes[count..count + 2].copy_from_slice(&0_u16.to_be_bytes());
        bytes
    }

    #[test]
    fn reads_a_font_once() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("市のフォント.ttf");
        std::fs::write(&path, Face::Fallback.bytes()).expect("a written file");
        let face = read_face(&path, FontUse::Body).expect("a face");
        assert_eq!(face.glyph('あ'), Face::Fallback.glyph('あ'));
        assert_eq!(face.name(), "NotoSansJP-Regular");
        assert_eq!(read_face(&path, FontUse::Heading), Ok(face));
    }

    #[test]
    fn says_why_a_file_cannot_be_used() {
        let missing = read_face(Path::new("no/such.ttf"), FontUse::Body).expect_err("refused");
        assert!(missing.contains("ファイルがありません"), "{missing}");
        for bytes in [&b""[..], b"PK\x03\x04", &Face::Gothic.bytes()[..5_000]] {
            let why = refused(bytes, FontUse::Body);
            assert!(why.contains("壊れているか") || why.contains("形式"), "{why}");
        }
        let why = refused(Face::Proportional.bytes(), FontUse::Figures);
        assert!(why.contains("数字の幅がそろっていません"), "{why}");
    }

    #[test]
    fn a_sound_font_without_japanese_is_told_from_a_damaged_one() {
        let why = refused(&without_characters(), FontUse::Body);
        assert!(why.contains("日本語の文字が足りません") && !why.contains("壊れているか"), "{why}");
    }

    #[test]
    fn a_font_that_must_not_be_embedded_is_refused() {
        let mut bytes = Face::Gothic.bytes().to_vec();
        let font = FontRef::new(&bytes).expect("a font");
        let record = font.table_directory.table_records().iter().find(|r| r.tag() == *b"OS/2");
        let at = record.expect("OS/2").offset() as usize + 8;
        bytes[at..at + 2].copy_from_slice(&2_u16.to_be_bytes());
        assert!(refused(&bytes, FontUse::Body).contains("埋め込みが禁じられています"));
    }
}
