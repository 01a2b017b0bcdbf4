//! The TC string: what a consent manager writes down of somebody's choices, decoded.
//!
//! It is segments in base64url with dots between them, each a row of bits. Only the first segment is read: what people
//! chose is in it; the others say which vendors were shown, and what holds for the publisher alone.

use kernel::Timestamp;

/// Why a TC string cannot be read. Nothing of the string itself is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is not text in base64url.
    #[error("character {0} is none of base64url")]
    Character(usize),
    /// It is of another version.
    #[error("it is of version {0}; only version 2 is read")]
    Version(u64),
    /// It ends too early.
    #[error("it ends within {0}")]
    Ends(&'static str),
    /// A range of vendors is none.
    #[error("a range of vendors runs from {0} to {1}")]
    Range(u64, u64),
}

/// What somebody chose, as far as it is asked for here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TcString {
    /// When they chose last. Consent managers round it down to the day.
    pub last_updated: Timestamp,
    purposes: Chosen,
    vendors: (Vendors, Vendors),
    restrictions: Vec<(u64, Restriction, Vendors)>,
}

/// For which purposes there is consent, and in which a legitimate interest was shown and not objected to: a bit each,
/// the first purpose's leftmost of [`PURPOSES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Chosen {
    consents: u64,
    interests: u64,
}

/// How many purposes the string has room for.
pub(super) const PURPOSES: u8 = 24;

/// What the publisher restricts a vendor to, for a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Restriction {
    NotAllowed,
    OnlyConsent,
    OnlyInterest,
    /// Of a kind that there is not yet.
    Unknown,
}

/// Some vendors, as ranges of their numbers, both ends included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Vendors(Vec<(u64, u64)>);

impl Vendors {
    fn contain(&self, vendor: u16) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&u64::from(vendor)))
    }
}

impl TcString {
    /// Reads a TC string.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn parse(text: &str) -> Result<TcString, Unreadable> {
        let mut bits = Bits::of(text)?;
        let version = bits.take(6, "the version")?;
        if version != 2 {
            return Err(Unreadable::Version(version));
        }
        bits.take(36, "the time of its making")?;
        let deciseconds = bits.take(36, "the time of the last choice")?;
        let last_updated = Timestamp(i64::try_from(deciseconds).unwrap_or(i64::MAX / 100) * 100);
        // The consent manager with its version, screen and language; the vendor list; the policy.
        bits.take(12 + 12 + 6 + 12 + 12, "the consent manager")?;
        // Policy, whether it is of one site, whether its texts are its own, special features.
        bits.take(6 + 1 + 1 + 12, "the policy")?;
        let consents = bits.take(u32::from(PURPOSES), "the purposes")?;
        let interests = bits.take(u32::from(PURPOSES), "the purposes of legitimate interest")?;
        bits.take(1 + 12, "the publisher's country")?;
        let vendors =
            (bits.vendors("the vendors with consent")?, bits.vendors("the vendors with a legitimate interest")?);
        let restrictions = bits.restrictions()?;
        Ok(TcString { last_updated, purposes: Chosen { consents, interests }, vendors, restrictions })
    }

    /// Whether they consent to a purpose, and, where a vendor is given, to this vendor.
    #[must_use]
    pub fn consents_to(&self, purpose: u8, vendor: Option<u16>) -> bool {
        let allowed = |vendor| {
            let against = [Restriction::NotAllowed, Restriction::OnlyInterest, Restriction::Unknown];
            self.vendors.0.contain(vendor) && !self.restricts(purpose, vendor, &against)
        };
        holds(self.purposes.consents, purpose) && vendor.is_none_or(allowed)
    }

    /// Whether a legitimate interest in a purpose was shown to them and they have not objected, and, where a vendor is
    /// given, to this vendor's.
    #[must_use]
    pub fn leaves_interest_in(&self, purpose: u8, vendor: Option<u16>) -> bool {
        let allowed = |vendor| {
            let against = [Restriction::NotAllowed, Restriction::OnlyConsent, Restriction::Unknown];
            self.vendors.1.contain(vendor) && !self.restricts(purpose, vendor, &against)
        };
        holds(self.purposes.interests, purpose) && vendor.is_none_or(allowed)
    }

    fn restricts(&self, purpose: u8, vendor: u16, by: &[Restriction]) -> bool {
        self.restrictions.iter().any(|(of, restriction, vendors)| {
            *of == u64::from(purpose) && by.contains(restriction) && vendors.contain(vendor)
        })
    }
}

/// Whether the bit of a purpose is set.
fn holds(bits: u64, purpose: u8) -> bool {
    (1..=PURPOSES).contains(&purpose) && bits >> (PURPOSES - purpose) & 1 == 1
}

/// The bits of the first segment, read from the left.
struct Bits {
    sextets: Vec<u8>,
    at: usize,
}

impl Bits {
    /// The bits of a text of which every segment is base64url, filled up with `=` or not.
    fn of(text: &str) -> Result<Bits, Unreadable> {
        let (mut sextets, mut first) = (Vec::with_capacity(text.len()), true);
        for (place, byte) in text.bytes().enumerate() {
            let sextet = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'-' => 62,
                b'_' => 63,
                b'.' => {
                    first = false;
                    continue;
                }
                b'=' => continue,
                _ => return Err(Unreadable::Character(place + 1)),
            };
            if first {
                sextets.push(sextet);
            }
        }
        Ok(Bits { sextets, at: 0 })
    }

    /// The next bits, at most 64, as a number.
    fn take(&mut self, count: u32, within: &'static str) -> Result<u64, Unreadable> {
        (0..count).try_fold(0, |number, _| Ok(number << 1 | u64::from(self.bit(within)?)))
    }

    fn bit(&mut self, within: &'static str) -> Result<bool, Unreadable> {
        let sextet = self.sextets.get(self.at / 6).ok_or(Unreadable::Ends(within))?;
        let bit = sextet >> (5 - self.at % 6) & 1;
        self.at += 1;
        Ok(bit == 1)
    }

    /// Vendors: a bit for each up to the highest, or ranges.
    fn vendors(&mut self, within: &'static str) -> Result<Vendors, Unreadable> {
        let highest = self.take(16, within)?;
        if self.bit(within)? {
            return self.ranges(within);
        }
        let mut ranges: Vec<(u64, u64)> = Vec::new();
        for vendor in 1..=highest {
            if self.bit(within)? {
                match ranges.last_mut() {
                    Some((_, last)) if *last + 1 == vendor => *last = vendor,
                    _ => ranges.push((vendor, vendor)),
                }
            }
        }
        Ok(Vendors(ranges))
    }

    fn ranges(&mut self, within: &'static str) -> Result<Vendors, Unreadable> {
        let mut ranges = Vec::new();
        for _ in 0..self.take(12, within)? {
            let is_range = self.bit(within)?;
            let first = self.take(16, within)?;
            let last = if is_range { self.take(16, within)? } else { first };
            if first == 0 || last < first {
                return Err(Unreadable::Range(first, last));
            }
            ranges.push((first, last));
        }
        Ok(Vendors(ranges))
    }

    fn restrictions(&mut self) -> Result<Vec<(u64, Restriction, Vendors)>, Unreadable> {
        let within = "the publisher's restrictions";
        let mut restrictions = Vec::new();
        for _ in 0..self.take(12, within)? {
            let purpose = self.take(6, within)?;
            let restriction = match self.take(2, within)? {
                0 => Restriction::NotAllowed,
                1 => Restriction::OnlyConsent,
                2 => Restriction::OnlyInterest,
                _ => Restriction::Unknown,
            };
            restrictions.push((purpose, restriction, self.ranges(within)?));
        }
        Ok(restrictions)
    }
}
