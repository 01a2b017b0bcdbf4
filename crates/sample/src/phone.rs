//! Telephone numbers, and the many ways in which people and systems write them.

use crate::rng::Rng;

/// A British telephone number, without the leading 0 of the national form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Phone(u64);

/// The exchanges whose last three digits are kept for fiction, so that no reader's own number is in the data.
const FICTION: [u64; 15] = [
    1_134_960_000,
    1_144_960_000,
    1_154_960_000,
    1_164_960_000,
    1_174_960_000,
    1_184_960_000,
    1_214_960_000,
    1_314_960_000,
    1_414_960_000,
    1_514_960_000,
    1_614_960_000,
    1_914_980_000,
    2_079_460_000,
    2_896_496_000,
    2_920_180_000,
];

impl Phone {
    /// The `n`-th mobile number. Only 07700 900000 to 900999 are kept for fiction, and a company needs more:
    /// it takes the hundred thousand numbers that begin alike, and runs on behind them.
    pub(crate) fn mobile(n: u32) -> Phone {
        let (block, place) = (u64::from(n / 100_000), u64::from(n % 100_000));
        Phone(7_700_900_000 + block * 100_000 + place * 31_837 % 100_000)
    }

    /// The `n`-th landline number: a household's.
    pub(crate) fn landline(n: u32) -> Phone {
        let exchange = usize::try_from(n / 1000).ok().and_then(|exchange| FICTION.get(exchange));
        match exchange {
            Some(exchange) => Phone(exchange + u64::from(n % 1000) * 389 % 1000),
            None => Phone(1_632_900_000 + u64::from(n) - 15_000),
        }
    }

    /// Whether it is a mobile number.
    pub(crate) fn is_mobile(self) -> bool {
        self.0 >= 7_000_000_000
    }

    /// The normal form of E.164: `+447700900123`.
    pub(crate) fn e164(self) -> String {
        format!("+44{}", self.0)
    }

    /// The form in which Britons write it: `07700 900123`, `020 7946 0018`, `0113 496 0018`.
    pub(crate) fn national(self) -> String {
        let digits = self.0.to_string();
        match &digits[..2] {
            "20" | "28" | "29" => format!("0{} {} {}", &digits[..2], &digits[2..6], &digits[6..]),
            _ if self.is_mobile() || digits.starts_with("163") => format!("0{} {}", &digits[..4], &digits[4..]),
            _ => format!("0{} {} {}", &digits[..3], &digits[3..6], &digits[6..]),
        }
    }

    /// One of the forms that are found in systems into which people type.
    pub(crate) fn written(self, rng: &mut Rng) -> String {
        match rng.below(10) {
            0..=3 => self.national(),
            4..=5 => self.national().replace(' ', ""),
            6..=7 => self.e164(),
            8 => format!("0044{}", self.0),
            _ => format!("+44 {}", &self.national()[1..]),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn forms_are_as_people_write_them() {
        assert_eq!(Phone(7_700_900_123).national(), "07700 900123");
        assert_eq!(Phone(2_079_460_018).national(), "020 7946 0018");
        assert_eq!(Phone(1_614_960_018).national(), "0161 496 0018");
        assert_eq!(Phone(1_134_960_018).e164(), "+441134960018");
        assert!(Phone::mobile(0).is_mobile() && !Phone::landline(0).is_mobile());
    }

    #[test]
    fn no_number_comes_twice() {
        let mobiles: HashSet<_> = (0..250_000).map(|n| Phone::mobile(n).e164()).collect();
        let landlines: HashSet<_> = (0..20_000).map(|n| Phone::landline(n).e164()).collect();
        assert_eq!((mobiles.len(), landlines.len()), (250_000, 20_000));
    }
}
