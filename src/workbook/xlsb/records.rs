//! The records of a binary part (MS-XLSB): number, length, data.

use crate::workbook::unreadable::Unreadable;

/// The records of a part, one after the other. A part that ends within a
/// record is damaged.
pub(super) struct Records<'a>(Data<'a>);

impl<'a> Records<'a> {
    /// Reads the bytes of a part.
    pub(super) fn new(part: &'a [u8]) -> Self {
        Self(Data::new(part))
    }

    /// The next record's number and data; `None` at the part's end.
    pub(super) fn next(&mut self) -> Result<Option<(u16, Data<'a>)>, Unreadable> {
        if self.0.rest.is_empty() {
            return Ok(None);
        }
        let kind = u16::try_from(self.number(2)?).map_err(|_| Unreadable::Damaged)?;
        let length = self.number(4)?;
        Ok(Some((kind, Data::new(self.0.bytes(length)?))))
    }

    /// A number of seven bits a byte, the lowest first.
    fn number(&mut self, most: u32) -> Result<usize, Unreadable> {
        let mut number = 0;
        for place in 0..most {
            let byte = usize::from(self.0.u8()?);
            number |= (byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(number)
    }
}

/// What is left of a record's data; taking more than that is damage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Data<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Data<'a> {
    fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    pub(super) fn bytes(&mut self, length: usize) -> Result<&'a [u8], Unreadable> {
        let (head, rest) = self.rest.split_at_checked(length).ok_or(Unreadable::Damaged)?;
        self.rest = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Unreadable> {
        self.bytes(N)?.try_into().map_err(|_| Unreadable::Damaged)
    }

    pub(super) fn u8(&mut self) -> Result<u8, Unreadable> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Result<u16, Unreadable> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, Unreadable> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Result<f64, Unreadable> {
        self.array().map(f64::from_le_bytes)
    }

    /// A number of 30 bits: an integer or the upper half of a float, either of
    /// them in hundredths where so marked.
    pub(super) fn rk(&mut self) -> Result<f64, Unreadable> {
        let bits = self.u32()?;
        let number = if bits & 2 == 0 {
            f64::from_bits(u64::from(bits & !3) << 32)
        } else {
            f64::from(bits.cast_signed() >> 2)
        };
        Ok(if bits & 1 == 0 { number } else { number / 100.0 })
    }

    /// The units of a text with its length before it; a length of all ones is
    /// a text that is not there.
    pub(super) fn units(&mut self) -> Result<Vec<u16>, Unreadable> {
        let length = match self.u32()? {
            u32::MAX => 0,
            length => usize::try_from(length).map_err(|_| Unreadable::Damaged)?,
        };
        let bytes = self.bytes(length.checked_mul(2).ok_or(Unreadable::Damaged)?)?;
        Ok(bytes.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect())
    }

    pub(super) fn text(&mut self) -> Result<String, Unreadable> {
        Ok(String::from_utf16_lossy(&self.units()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_as_many_bytes_as_they_need() {
        let mut part = vec![0x05, 0x00, 0x9C, 0x01, 0x80, 0x01];
        part.extend([7; 128]);
        let mut records = Records::new(&part);
        let (kind, data) = records.next().expect("whole").expect("a record");
        assert_eq!((kind, data.rest.len()), (5, 0));
        let (kind, data) = records.next().expect("whole").expect("a record");
        assert_eq!((kind, data.rest.len()), (156, 128));
        assert!(records.next().expect("the end").is_none());
    }

    #[test]
    fn a_part_that_breaks_off_is_damaged() {
        for part in [&[0x05][..], &[0x05, 0x02, 0x00], &[0x80], &[0x05, 0xFF, 0xFF, 0xFF, 0xFF]] {
            assert_eq!(Records::new(part).next().map(|r| r.is_some()), Err(Unreadable::Damaged), "{part:?}");
        }
    }

    #[test]
    fn short_numbers_are_integers_or_floats_in_hundredths_or_not() {
        let rk = |bits: u32| Data::new(&bits.to_le_bytes()).rk().expect("four bytes");
        assert_eq!(rk(45_392 << 2 | 2), 45_392.0);
        assert_eq!(rk((-150_i32 << 2).cast_unsigned() | 3), -1.5);
        assert_eq!(rk(0x3FF0_0000), 1.0);
        assert_eq!(rk(0x4059_0000 | 1), 1.0);
    }
}
