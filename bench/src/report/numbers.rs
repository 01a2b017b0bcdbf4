//! How figures are written in the document.

/// A count with its thousands divided: `1,234,567`.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A rate to three figures: `98,700/s`.
pub(super) fn rate(number: f64) -> String {
    format!("{}/s", count(rounded(number)))
}

/// How many times one rate is another: `4.2x`.
pub(super) fn times(ours: f64, yardstick: f64) -> String {
    format!("{:.2}x", ours / yardstick.max(1e-9))
}

/// How much of one rate another is: `47 %`.
pub(super) fn percent(ours: f64, yardstick: f64) -> String {
    format!("{:.0} %", 100.0 * ours / yardstick.max(1e-9))
}

/// Milliseconds to a hundredth.
pub(super) fn millis(number: f64) -> String {
    format!("{number:.2} ms")
}

/// Bytes in units of 10^9.
pub(super) fn gigabytes(bytes: u64) -> String {
    format!("{:.2} GB", crate::marks::as_f64(bytes) / 1e9)
}

/// A number to three figures, so that the noise is not written down.
fn rounded(number: f64) -> u64 {
    let size = if number >= 1.0 { number.log10().floor() } else { 0.0 };
    let unit = 10_f64.powf((size - 2.0).max(0.0));
    whole((number / unit).round() * unit)
}

/// The whole number nearest to one that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rates are not negative and far below 2^52"
)]
fn whole(number: f64) -> u64 {
    number.max(0.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::{count, percent, rate, times};

    #[test]
    fn figures_are_readable() {
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(count(999), "999");
        assert_eq!(rate(98_765.4), "98,800/s");
        assert_eq!(rate(12.3), "12/s");
        assert_eq!((times(84.0, 20.0), percent(47.0, 100.0)), ("4.20x".to_owned(), "47 %".to_owned()));
    }
}
