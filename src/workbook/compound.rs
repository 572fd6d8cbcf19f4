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
    /// A directory that tells nothing: an unknown program's, or half a one.
    Unknown,
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
    STREAMS.iter().find(|(stream, _)| names.iter().any(|n| n.eq_ignore_ascii_case(stream))).map_or(
        if names.iter().any(|n| n == "Root Entry") { CompoundKind::Unknown } else { CompoundKind::Broken },
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

/// The stream of this name, its sectors put together. `None` where the file is
/// broken: a chain that leads out of the file or in circles, or no such stream.
pub(super) fn stream(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let file = Container::open(bytes)?;
    let directory = file.chain(u32_at(bytes, 48)?, file.sector_size)?;
    let entry = |wanted: &str| {
        directory.chunks_exact(128).find(|e| entry_name(e).is_some_and(|n| n.eq_ignore_ascii_case(wanted)))
    };
    let found = entry(name)?;
    let (start, length) = (u32_at(found, 116)?, usize::try_from(u32_at(found, 120)?).ok()?);
    let mut content = if length < SMALL_STREAM {
        let root = entry("Root Entry")?;
        let small = file.chain(u32_at(root, 116)?, file.sector_size)?;
        file.small_chain(start, &small)?
    } else {
        file.chain(start, file.sector_size)?
    };
    if content.len() < length {
        return None;
    }
    content.truncate(length);
    Some(content)
}

/// Streams below this length lie in sectors of 64 bytes.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;
/// Marks from here on are no sectors.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// A compound file's allocation tables.
struct Container<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    /// For each sector the one that follows it.
    table: Vec<u32>,
    small_table: Vec<u32>,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector_size = match bytes.get(30..32)? {
            [9, 0] => 512,
            [12, 0] => 4096,
            _ => return None,
        };
        let mut file = Self { bytes, sector_size, table: Vec::new(), small_table: Vec::new() };
        // The header names the first 109 sectors of the table; for larger
        // files a chain of sectors names the others.
        let mut sectors: Vec<u32> = (0..109).filter_map(|i| u32_at(bytes, 76 + 4 * i)).collect();
        let mut next = u32_at(bytes, 68)?;
        for _ in 0..bytes.len() / sector_size {
            if next >= LAST_SECTOR {
                break;
            }
            let mut names = numbers(file.sector(next)?);
            next = names.pop()?;
            sectors.extend(names);
        }
        for sector in sectors.into_iter().filter(|&s| s < LAST_SECTOR) {
            file.table.extend(numbers(file.sector(sector)?));
        }
        let small = u32_at(bytes, 60)?;
        if small < LAST_SECTOR {
            file.small_table = numbers(&file.chain(small, sector_size)?);
        }
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (usize::try_from(number).ok()? + 1).checked_mul(self.sector_size)?;
        // Some programs leave the last sector short.
        self.bytes.get(start..self.bytes.len().min(start.checked_add(self.sector_size)?))
    }

    fn chain(&self, first: u32, sector_size: usize) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut next = first;
        // A chain has no more sectors than the file.
        for _ in 0..=self.bytes.len() / sector_size {
            if next >= LAST_SECTOR {
                return Some(content);
            }
            content.extend_from_slice(self.sector(next)?);
            next = *self.table.get(usize::try_from(next).ok()?)?;
        }
        None
    }

    fn small_chain(&self, first: u32, small: &[u8]) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut next = first;
        for _ in 0..=small.len() / SMALL_SECTOR {
            if next >= LAST_SECTOR {
                return Some(content);
            }
            let index = usize::try_from(next).ok()?;
            content.extend_from_slice(small.get(index * SMALL_SECTOR..(index + 1) * SMALL_SECTOR)?);
            next = *self.small_table.get(index)?;
        }
        None
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|c| c.try_into().ok().map(u32::from_le_bytes)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::read::parse_workbook;
    use crate::workbook::unreadable::Unreadable;

    /// A compound file whose directory, in sector 0, has these streams.
    fn with_streams(names: &[&str]) -> Vec<u8> {
        let mut bytes = vec![0; 512];
        bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        bytes[30] = 9;
        for (i, name) in ["Root Entry"].iter().chain(names).enumerate() {
            let mut entry = [0; 128];
            for (at, unit) in name.encode_utf16().enumerate() {
                entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
            }
            entry[64] = u8::try_from(2 * name.len() + 2).expect("short names");
            entry[66] = if i == 0 { 5 } else { 2 };
            bytes.extend(entry);
        }
        bytes.resize(4096, 0);
        bytes
    }

    #[test]
    fn an_encrypted_workbook_is_under_a_password_whatever_its_name() {
        let bytes = with_streams(&["EncryptionInfo", "EncryptedPackage"]);
        for name in ["計画.xlsx", "計画.xls", "計画"] {
            assert_eq!(parse_workbook(name, &bytes), Err(Unreadable::Password), "{name}");
        }
        let other = Unreadable::OtherKind("パスワード付きの文書");
        assert_eq!(parse_workbook("送付状.docx", &bytes), Err(other));
    }

    #[test]
    fn documents_of_other_programs_are_named() {
        let kind = |streams: &[&str]| kind(&with_streams(streams));
        assert_eq!(kind(&["WordDocument", "1Table"]), CompoundKind::Other("Word文書（旧形式）"));
        assert_eq!(kind(&["Workbook"]), CompoundKind::Workbook);
        assert_eq!(kind(&["WORKBOOK"]), CompoundKind::Workbook);
        assert_eq!(kind(&["Foo"]), CompoundKind::Unknown);
        assert_eq!(super::kind(&[0xD0; 600]), CompoundKind::Broken);
    }

    #[test]
    fn chains_in_circles_end() {
        let mut bytes = with_streams(&["Workbook"]);
        // The table is sector 1, and every sector is followed by sector 0.
        bytes[76] = 1;
        bytes[80..512].fill(0xFF);
        bytes[48..52].fill(0);
        assert_eq!(stream(&bytes, "Workbook"), None);
        assert_eq!(parse_workbook("計画.xls", &bytes), Err(Unreadable::Damaged));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(flips in proptest::collection::vec((0_usize..4096, proptest::num::u8::ANY), 0..64)) {
            let mut bytes = with_streams(&["Workbook"]);
            for (at, value) in flips {
                bytes[at] = value;
            }
            kind(&bytes);
            stream(&bytes, "Workbook");
        }
    }
}
