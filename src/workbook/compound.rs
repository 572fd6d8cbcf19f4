//! Compound files (OLE): which streams they hold, found without trusting their
//! allocation tables.

/// What a compound file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CompoundKind {
    /// The stream `Workbook` or `Book`.
    Workbook,
    /// The stream `EncryptedPackage`: an .xlsx under a password.
    Encrypted,
    /// Another program's document.
    Other(&'static str),
    /// No directory that can be read.
    Broken,
}

/// Streams that tell what a compound file is, the more telling first.
const STREAMS: [(&str, CompoundKind); 8] = [
    ("EncryptedPackage", CompoundKind::Encrypted),
    ("Workbook", CompoundKind::Workbook),
    ("Book", CompoundKind::Workbook),
    ("WordDocument", CompoundKind::Other("Word文書（旧形式）")),
    ("PowerPoint Document", CompoundKind::Other("PowerPoint文書（旧形式）")),
    ("JSRV_SegmentInformation", CompoundKind::Other("一太郎文書")),
    ("__properties_version1.0", CompoundKind::Other("メール")),
    ("VisioDocument", CompoundKind::Other("Visio図面")),
];

/// Tells a compound file by its directory entries. Those are 128 bytes each,
/// aligned, and begin with the name in UTF-16; following the sector chains is
/// not needed to see them, and a hostile chain cannot mislead.
pub(super) fn kind(bytes: &[u8]) -> CompoundKind {
    let names: Vec<String> = bytes.chunks_exact(128).filter_map(entry_name).collect();
    STREAMS.iter().find(|(stream, _)| names.iter().any(|n| n == stream)).map_or(
        if names.iter().any(|n| n == "Root Entry") {
            CompoundKind::Other("その他の文書")
        } else {
            CompoundKind::Broken
        },
        |(_, kind)| *kind,
    )
}

/// The name in a directory entry, if these 128 bytes are one.
fn entry_name(entry: &[u8]) -> Option<String> {
    let length = usize::from(u16::from_le_bytes([entry[64], entry[65]]));
    let plausible =
        (4..=64).contains(&length) && length % 2 == 0 && matches!(entry[66], 1 | 2 | 5) && entry[67] <= 1;
    if !plausible {
        return None;
    }
    let units = entry[..length - 2].chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]]));
    String::from_utf16(&units.collect::<Vec<_>>()).ok()
}
