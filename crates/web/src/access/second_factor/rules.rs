//! Codes: those of RFC 6238, as authenticator apps make them, and those to recover with.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::Timestamp;
use kernel::clock::SECOND;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::access::rules::random_letters;

/// Bytes of a secret: as many as SHA-1 gives, as RFC 4226 recommends.
pub(super) const SECRET: usize = 20;
/// How long a code lasts, in milliseconds.
const STEP: i64 = 30 * SECOND;
/// How many codes before and after the present one are taken, because clocks differ.
const AROUND: i64 = 1;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The code of a step: six digits (RFC 4226, 5.3).
fn code(secret: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(&step.to_be_bytes());
    let tag = mac.finalize().into_bytes();
    let offset = usize::from(tag[19] & 15);
    let word = u32::from_be_bytes([tag[offset] & 127, tag[offset + 1], tag[offset + 2], tag[offset + 3]]);
    format!("{:06}", word % 1_000_000)
}

/// The step of which this is the code, among those that are taken now.
pub(super) fn step_of(secret: &[u8], given: &str, now: Timestamp) -> Option<i64> {
    let given: String = given.chars().filter(|c| !c.is_whitespace()).collect();
    let present = now.0.div_euclid(STEP);
    (present - AROUND..=present + AROUND)
        .find(|step| bool::from(code(secret, *step).as_bytes().ct_eq(given.as_bytes())))
}

/// A secret as it is typed into an app (RFC 4648, without padding).
pub(super) fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(5) {
        let mut bits = [0_u8; 8];
        bits[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(bits);
        for letter in 0..(chunk.len() * 8).div_ceil(5) {
            let value = (bits >> (35 - 5 * letter)) & 31;
            text.push(char::from(BASE32[usize::try_from(value).unwrap_or(0)]));
        }
    }
    text
}

/// What an app reads from a picture.
pub(super) fn otpauth(name: &str, secret: &[u8]) -> String {
    let mut label = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            label.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(label, "%{byte:02X}");
        }
    }
    let secret = base32(secret);
    format!("otpauth://totp/Throughline:{label}?secret={secret}&issuer=Throughline&algorithm=SHA1&digits=6&period=30")
}

/// A recovery code of 80 random bits.
pub(super) fn fresh_recovery_code() -> String {
    std::array::from_fn::<String, 4, _>(|_| random_letters(4)).join("-")
}

/// What is kept of a recovery code; however it is typed, it is the same.
pub(super) fn recovery_hash(user: i64, code: &str) -> [u8; 32] {
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let mut digest = Sha256::new();
    digest.update(user.to_be_bytes());
    digest.update(letters.as_bytes());
    digest.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        for (second, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let now = Timestamp(second * SECOND);
            assert_eq!(code(RFC, second / 30), expected);
            assert_eq!(step_of(RFC, expected, now), Some(second / 30));
            assert_eq!(step_of(RFC, &expected.replace(' ', ""), Timestamp(now.0 + STEP)), Some(second / 30));
            assert_eq!(step_of(RFC, expected, Timestamp(now.0 - STEP)), Some(second / 30));
            assert_eq!(step_of(RFC, expected, Timestamp(now.0 + 2 * STEP)), None);
        }
        let now = Timestamp(59 * SECOND);
        assert_eq!(step_of(RFC, "287 082", now), Some(1));
        for wrong in ["", "28708", "2870820", "000000", "abcdef"] {
            assert_eq!(step_of(RFC, wrong, now), None, "{wrong}");
        }
    }

    #[test]
    fn secrets_are_written_as_apps_read_them() {
        // RFC 4648, 10.
        for (bytes, text) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
        assert!(otpauth("ana+x@example.org", RFC).starts_with(
            "otpauth://totp/Throughline:ana%2Bx%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer"
        ));
    }

    #[test]
    fn recovery_codes_are_the_same_however_they_are_typed() {
        let code = fresh_recovery_code();
        assert_eq!(code.len(), 19);
        assert_eq!(recovery_hash(1, &code), recovery_hash(1, &code.replace('-', " ").to_uppercase()));
        assert_ne!(recovery_hash(1, &code), recovery_hash(2, &code));
    }
}
