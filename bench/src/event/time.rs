//! Times in RFC 3339 with milliseconds, written in place.

use std::time::{SystemTime, UNIX_EPOCH};

/// The bytes of a time such as `2026-11-21T18:52:21.123Z`.
pub(crate) const WIDTH: usize = 24;

const DAY: u64 = 86_400_000;

/// Milliseconds since 1970.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is set to a time after 1970");
    u64::try_from(since.as_millis()).expect("64 bits of milliseconds last half a billion years")
}

/// Writes a time into the first [`WIDTH`] bytes.
pub(crate) fn write(out: &mut [u8], millis: u64) {
    let (year, month, day) = date(millis / DAY);
    let of_day = millis % DAY;
    out[..WIDTH].copy_from_slice(b"0000-00-00T00:00:00.000Z");
    digits(&mut out[0..4], year);
    digits(&mut out[5..7], month);
    digits(&mut out[8..10], day);
    digits(&mut out[11..13], of_day / 3_600_000);
    digits(&mut out[14..16], of_day / 60_000 % 60);
    digits(&mut out[17..19], of_day / 1_000 % 60);
    digits(&mut out[20..23], of_day % 1_000);
}

/// Writes the last decimal digits of a number, as many as there is room for.
pub(crate) fn digits(out: &mut [u8], mut number: u64) {
    for byte in out.iter_mut().rev() {
        *byte = b'0' + u8::try_from(number % 10).expect("a digit is below 10");
        number /= 10;
    }
}

/// Year, month and day of a day since 1970, by Hinnant's `civil_from_days`.
fn date(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, write};

    #[test]
    fn times_are_those_of_the_calendar() {
        for millis in (0_u64..4_000_000_000_000).step_by(7_777_777_777) {
            let mut out = [0; WIDTH];
            write(&mut out, millis);
            let signed = i64::try_from(millis).expect("small");
            let expected =
                jiff::Timestamp::from_millisecond(signed).expect("in range").strftime("%Y-%m-%dT%H:%M:%S.%3fZ");
            assert_eq!(String::from_utf8_lossy(&out), expected.to_string());
        }
    }
}
