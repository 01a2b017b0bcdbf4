//! Random UUIDs (version 4, RFC 9562), written in place.

/// The bytes of a UUID as text.
pub(crate) const WIDTH: usize = 36;

const HEX: &[u8; 16] = b"0123456789abcdef";
/// Where the pairs of digits of the sixteen bytes begin.
const PAIRS: [usize; 16] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

/// The sixteen bytes of a version 4 UUID made of 128 random bits.
pub(crate) fn bytes(high: u64, low: u64) -> [u8; 16] {
    let mut bytes = ((u128::from(high) << 64) | u128::from(low)).to_be_bytes();
    bytes[6] = (bytes[6] & 0x0F) | 0x40;
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    bytes
}

/// Writes a UUID made of 128 random bits into the first [`WIDTH`] bytes.
pub(crate) fn write(out: &mut [u8], high: u64, low: u64) {
    for (at, byte) in PAIRS.into_iter().zip(bytes(high, low)) {
        out[at] = HEX[usize::from(byte >> 4)];
        out[at + 1] = HEX[usize::from(byte & 15)];
    }
    for dash in [8, 13, 18, 23] {
        out[dash] = b'-';
    }
}

/// Reads a UUID; `None` when the text is none.
pub(crate) fn parse(text: &str) -> Option<[u8; 16]> {
    let text = text.as_bytes();
    let mut bytes = [0; 16];
    if text.len() != WIDTH {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip(PAIRS) {
        let (high, low) = (char::from(text[at]).to_digit(16)?, char::from(text[at + 1]).to_digit(16)?);
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, bytes, parse, write};

    #[test]
    fn a_uuid_has_its_form() {
        let mut out = [0; WIDTH];
        write(&mut out, 0x0123_4567_89AB_CDEF, u64::MAX);
        assert_eq!(out.as_slice(), b"01234567-89ab-4def-bfff-ffffffffffff");
    }

    #[test]
    fn what_is_written_is_read() {
        let mut out = [0; WIDTH];
        write(&mut out, 42, 43);
        let text = std::str::from_utf8(&out).expect("ASCII");
        assert_eq!(parse(text), Some(bytes(42, 43)));
        assert_eq!(parse("not a uuid"), None);
    }
}
