//! What happens to a file on its way: it is broken off, changed, mixed up.

/// A small generator of numbers (SplitMix64), so that a failure can be repeated by its seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count.max(1) as u64).expect("a small number")
    }
}

/// The bytes of a file after something went wrong with it.
pub(crate) fn mutated(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    match dice.below(7) {
        // Broken off.
        0 => bytes.truncate(dice.below(bytes.len())),
        // Some bits turned.
        1 => {
            for _ in 0..=dice.below(20) {
                let at = dice.below(bytes.len());
                bytes[at] ^= 1 << dice.below(8);
            }
        }
        // A stretch of zeros, as a bad copy leaves.
        2 => {
            let from = dice.below(bytes.len());
            let to = (from + dice.below(2000)).min(bytes.len());
            bytes[from..to].fill(0);
        }
        // A piece is missing.
        3 => {
            let from = dice.below(bytes.len());
            let to = (from + dice.below(500)).min(bytes.len());
            bytes.drain(from..to);
        }
        // The end of another file.
        4 => {
            let from = dice.below(other.len());
            bytes.truncate(dice.below(bytes.len()));
            bytes.extend_from_slice(&other[from..]);
        }
        // Parts of the package with other contents, well packed.
        5 => return repacked(&bytes, dice).unwrap_or(bytes),
        // Something appended.
        _ => bytes.extend((0..dice.below(300)).map(|n| n as u8)),
    }
    bytes
}

/// The same package with one of its parts changed.
fn repacked(bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    use std::io::{Cursor, Read, Write};
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let victim = dice.below(from.len());
    for index in 0..from.len() {
        let mut part = from.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        if index == victim && !content.is_empty() {
            let at = dice.below(content.len());
            match dice.below(3) {
                0 => content.truncate(at),
                1 => content[at] = b"<>&\"0\x00"[dice.below(6)],
                _ => content.extend_from_within(at..),
            }
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        to.write_all(&content).ok()?;
    }
    Some(to.finish().ok()?.into_inner())
}
