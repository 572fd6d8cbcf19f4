//! What a file is, by its first bytes and, for a zip, by its entries.

use std::io::{Read, Seek};

use super::archive;

/// The kind of a file, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// Nothing in it.
    Empty,
    /// A zip that holds an OOXML workbook with XML parts.
    Xlsx,
    /// A zip that holds an OOXML workbook with binary parts.
    Xlsb,
    /// A zip that holds an OpenDocument spreadsheet.
    Ods,
    /// A compound file: .xls, or a document under a password.
    Compound,
    /// A BIFF stream without a compound file around it: Excel 4 and before.
    OldBiff,
    /// A zip of files.
    Archive,
    /// A zip whose list of entries cannot be read.
    BrokenZip,
    /// A web page.
    Html,
    /// A workbook as one XML file, by its program.
    OneXml(&'static str),
    /// Other XML.
    Xml,
    /// Text that may be comma-separated.
    Text,
    /// Something with a name of its own: `PDF`, `Word文書`.
    Other(&'static str),
    /// Bytes that nothing here knows.
    Unknown,
}

/// First bytes of files that departments put beside their sheets.
const SIGNATURES: [(&[u8], &str); 14] = [
    (b"%PDF", "PDF"),
    (b"\x89PNG", "画像（PNG）"),
    (b"\xFF\xD8\xFF", "画像（JPEG）"),
    (b"GIF8", "画像（GIF）"),
    (b"II*\0", "画像（TIFF）"),
    (b"MM\0*", "画像（TIFF）"),
    (b"BM", "画像（BMP）"),
    (b"{\\rtf", "リッチテキスト文書"),
    (b"7z\xBC\xAF\x27\x1C", "圧縮ファイル（7z）"),
    (b"Rar!\x1A\x07", "圧縮ファイル（RAR）"),
    (b"\x1F\x8B", "圧縮ファイル（gzip）"),
    (b"MZ", "実行ファイル"),
    (b"\x4C\0\0\0\x01\x14\x02\0", "ショートカット"),
    (b"ITSF", "ヘルプファイル"),
];

/// Tells the kind of the file that starts with `head` (its first 4 KiB or all
/// of it). `reader` is asked only where a zip has to be looked into.
pub(super) fn sniff<R: Read + Seek>(head: &[u8], reader: R) -> FileKind {
    if head.is_empty() {
        return FileKind::Empty;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08") {
        return archive::kind_of_zip(reader);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return FileKind::Compound;
    }
    // BOF records of BIFF2, 3, 4 and of BIFF5 written without a container.
    if matches!(head, [0x09, 0x00 | 0x02 | 0x04 | 0x08, 0x04 | 0x06 | 0x08, 0x00, ..]) {
        return FileKind::OldBiff;
    }
    if head.len() > 7 && &head[2..5] == b"-lh" && head[6] == b'-' {
        return FileKind::Other("圧縮ファイル（LZH）");
    }
    if head.len() > 12 && &head[4..8] == b"ftyp" {
        return FileKind::Other("画像又は動画");
    }
    if let Some((_, name)) = SIGNATURES.iter().find(|(magic, _)| head.starts_with(magic)) {
        return FileKind::Other(name);
    }
    sniff_text(head)
}

/// Whether these are the first bytes of a text in UTF-8.
fn is_utf8(head: &[u8]) -> bool {
    // The last character may go on behind them.
    std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true)
}

/// Text or not: HTML, XML, comma- or tab-separated text, or unknown bytes.
fn sniff_text(head: &[u8]) -> FileKind {
    let (text, _, _) = match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, _)) => encoding.decode(head),
        None if is_utf8(head) => encoding_rs::UTF_8.decode(head),
        None => encoding_rs::WINDOWS_1252.decode(head),
    };
    let start: String = text.trim_start().chars().take(1000).collect::<String>().to_ascii_lowercase();
    // Some systems export "xls" as an HTML table with only <table> in it.
    if ["<html", "<!doctype html", "<table", "<head", "<body", "<meta"]
        .iter()
        .any(|tag| start.starts_with(tag))
        || (start.starts_with("<?xml") && start.contains("<html"))
        || (start.starts_with("<!--") && start.contains("<html"))
        || (start.starts_with("mime-version:") && start.contains("multipart/related"))
    {
        return FileKind::Html;
    }
    if start.starts_with("<?xml") || start.starts_with('<') {
        let has = |mark: &str| text.to_ascii_lowercase().contains(mark);
        return if has("urn:schemas-microsoft-com:office:spreadsheet") || has("progid=\"excel.sheet\"") {
            FileKind::OneXml("Excel 2003")
        } else if has("application/vnd.oasis.opendocument.spreadsheet") {
            FileKind::OneXml("OpenDocument")
        } else {
            FileKind::Xml
        };
    }
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n')).count();
    // CP932 seen as Windows-1252 has C1 controls, but never NUL or other C0 ones.
    let c0 = text.chars().filter(|&c| c < ' ' && !matches!(c, '\t' | '\r' | '\n' | '\x0C' | '\x1A')).count();
    if c0 == 0 && controls * 3 < text.chars().count().max(1) { FileKind::Text } else { FileKind::Unknown }
}
