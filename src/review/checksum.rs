//! Checksums of submissions, outputs and closed years.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// Lower-case hexadecimal sha256.
pub fn checksum(bytes: &[u8]) -> String {
    let mut sum = Checksum::default();
    sum.0.update(bytes);
    sum.finish()
}

/// The same of bytes that come one after the other.
#[derive(Debug, Clone, Default)]
pub struct Checksum(Sha256);

impl Checksum {
    /// The checksum of all that was written.
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Write for Checksum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_sha256sum() {
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(checksum(b"abc"), sum);
        let mut parts = Checksum::default();
        parts.write_all(b"a").and_then(|()| parts.write_all(b"bc")).expect("memory");
        assert_eq!(parts.finish(), sum);
    }
}
