//! TC strings against an encoder of their own, against strings of the framework's reference implementation, and the rule.

use kernel::clock::DAY;
use kernel::{Purpose, Timestamp};
use proptest::prelude::*;

use super::*;

/// Made with `@iabtechlabtcf/core`. Consent to 1, 2, 3, 4, 7, 8, 9, 10, 11; legitimate interest in 7 and 9; vendors as
/// bits; of 2026-03-01.
const BITS: &str = "CQgYw8AQgYw8AAbADAENAyEgAPPgAAKAAAAAAOkigEqgAAAA.IAAA.YAAAAAAAAAAA";
/// Likewise. Consent to 8, 9, 10; legitimate interest in 2, 7, 11; vendors 3 and 700 to 800 as ranges; vendor 755 may
/// not do purpose 9; of 2026-03-01T10:20:30.4Z.
const RANGES: &str = "CQgYw8AQgaL1QAbADAENAyEgAAHAAEIgAAAAGQQAgABwK8AyAAAAAJIACAvM.IAAA.eAAAAAAAAAAA";

/// Writes a row of bits, most significant first.
#[derive(Default)]
struct Writer(Vec<bool>);

impl Writer {
    fn put(&mut self, number: u64, bits: u32) -> &mut Writer {
        self.0.extend((0..bits).rev().map(|bit| number >> bit & 1 == 1));
        self
    }

    fn entries(&mut self, ranges: &[(u16, u16)]) {
        self.put(ranges.len() as u64, 12);
        for (first, last) in ranges {
            self.put(u64::from(first != last), 1).put(u64::from(*first), 16);
            if first != last {
                self.put(u64::from(*last), 16);
            }
        }
    }

    fn vendors(&mut self, ranges: &[(u16, u16)], as_ranges: bool) {
        let highest = ranges.iter().map(|(_, last)| *last).max().unwrap_or(0);
        self.put(u64::from(highest), 16).put(u64::from(as_ranges), 1);
        if as_ranges {
            return self.entries(ranges);
        }
        for vendor in 1..=highest {
            self.put(u64::from(ranges.iter().any(|(first, last)| (*first..=*last).contains(&vendor))), 1);
        }
    }

    fn base64(&self) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let letter = |bits: &[bool]| {
            let number = (0..6).fold(0, |number, bit| number << 1 | usize::from(bits.get(bit) == Some(&true)));
            char::from(LETTERS[number])
        };
        self.0.chunks(6).map(letter).collect()
    }
}

/// A publisher's restriction: the purpose, its kind, the vendors.
type Restricted = (u8, u8, Vec<(u16, u16)>);

#[derive(Clone, Debug)]
struct Said {
    deciseconds: u64,
    consents: u32,
    interests: u32,
    consented: Vec<(u16, u16)>,
    interested: Vec<(u16, u16)>,
    as_ranges: (bool, bool),
    restrictions: Vec<Restricted>,
}

impl Said {
    fn encoded(&self) -> String {
        let mut bits = Writer::default();
        bits.put(2, 6).put(self.deciseconds, 36).put(self.deciseconds, 36);
        bits.put(27, 12).put(3, 12).put(1, 6).put(0b0001_0000_1101, 12).put(50, 12);
        bits.put(4, 6).put(1, 1).put(0, 1).put(0, 12);
        bits.put(u64::from(self.consents), 24).put(u64::from(self.interests), 24).put(0, 1).put(0, 12);
        bits.vendors(&self.consented, self.as_ranges.0);
        bits.vendors(&self.interested, self.as_ranges.1);
        bits.put(self.restrictions.len() as u64, 12);
        for (purpose, kind, vendors) in &self.restrictions {
            bits.put(u64::from(*purpose), 6).put(u64::from(*kind), 2).entries(vendors);
        }
        bits.base64()
    }
}

fn ranges() -> impl Strategy<Value = Vec<(u16, u16)>> {
    let range = (1..60_u16, 0..20_u16).prop_map(|(first, more)| (first, first + more));
    prop::collection::vec(range, 0..6)
}

prop_compose! {
    fn said()(
        deciseconds in 0..1_u64 << 36, consents in 0..1_u32 << 24, interests in 0..1_u32 << 24, consented in ranges(),
        interested in ranges(), as_ranges in any::<(bool, bool)>(),
        restrictions in prop::collection::vec((1..25_u8, 0..4_u8, ranges()), 0..4),
    ) -> Said {
        Said { deciseconds, consents, interests, consented, interested, as_ranges, restrictions }
    }
}

proptest! {
    #[test]
    fn what_was_written_is_read(said in said(), vendor in 1..90_u16, other in "(\\.[A-Za-z0-9_-]{0,20}){0,3}") {
        let text = said.encoded() + &other;
        let string = TcString::parse(&text).unwrap();
        prop_assert_eq!(string.last_updated.0, i64::try_from(said.deciseconds).unwrap() * 100);
        let among = |ranges: &[(u16, u16)]| ranges.iter().any(|(first, last)| (*first..=*last).contains(&vendor));
        for purpose in 1..=24_u8 {
            let bit = |bits: u32| bits >> (24 - purpose) & 1 == 1;
            let restricted = |free: u8| said.restrictions.iter().any(|(of, kind, to)| {
                *of == purpose && *kind != free && among(to)
            });
            prop_assert_eq!(string.consents_to(purpose, None), bit(said.consents));
            prop_assert_eq!(string.leaves_interest_in(purpose, None), bit(said.interests));
            let consents = bit(said.consents) && among(&said.consented) && !restricted(1);
            prop_assert_eq!(string.consents_to(purpose, Some(vendor)), consents);
            let interest = bit(said.interests) && among(&said.interested) && !restricted(2);
            prop_assert_eq!(string.leaves_interest_in(purpose, Some(vendor)), interest);
        }
        // A core that is cut off is refused, and says within what it ends.
        let core = said.encoded();
        let cut = TcString::parse(&core[..core.len() - 2]).unwrap_err();
        prop_assert!(matches!(cut, Unreadable::Ends(_)), "{:?}", cut);
    }

    #[test]
    fn no_text_makes_it_panic(text in "C?[A-Za-z0-9_.=-]{0,300}|.{0,60}", at in any::<i64>()) {
        let _ = TcString::parse(&text);
        let _ = TcfRule::default().decisions(&text, Timestamp(at));
    }
}

#[test]
fn strings_of_the_reference_implementation_are_read() {
    let bits = TcString::parse(BITS).unwrap();
    let of = |string: &TcString, vendor| (1..=24).filter(|p| string.consents_to(*p, vendor)).collect::<Vec<u8>>();
    let interests = |string: &TcString| (1..=24).filter(|p| string.leaves_interest_in(*p, None)).collect::<Vec<u8>>();
    assert_eq!(bits.last_updated.to_string(), "2026-03-01T00:00:00.000Z");
    assert_eq!((of(&bits, None), interests(&bits)), (vec![1, 2, 3, 4, 7, 8, 9, 10, 11], vec![7, 9]));
    assert_eq!(of(&bits, Some(29)), of(&bits, None));
    assert_eq!(of(&bits, Some(28)), Vec::<u8>::new());
    let ranges = TcString::parse(RANGES).unwrap();
    assert_eq!(ranges.last_updated.to_string(), "2026-03-01T10:20:30.400Z");
    assert_eq!((of(&ranges, None), interests(&ranges)), (vec![8, 9, 10], vec![2, 7, 11]));
    assert_eq!((of(&ranges, Some(755)), of(&ranges, Some(801))), (vec![8, 10], vec![]));
    assert_eq!((of(&ranges, Some(3)), of(&ranges, Some(4))), (vec![8, 9, 10], vec![]));
}

#[test]
fn what_is_none_is_refused_with_what_is_wrong() {
    let said = |text: &str| TcString::parse(text).unwrap_err().to_string();
    assert_eq!(said("BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA"), "it is of version 1; only version 2 is read");
    assert_eq!(said("CQgYw8A QgYw8"), "character 8 is none of base64url");
    assert_eq!(said(""), "it ends within the version");
    assert_eq!(said("CQgYw8AQgYw8AAbADAEN"), "it ends within the consent manager");
    let backwards = Said {
        deciseconds: 0,
        consents: 0,
        interests: 0,
        consented: vec![(9, 3)],
        interested: Vec::new(),
        as_ranges: (true, false),
        restrictions: Vec::new(),
    };
    assert_eq!(said(&backwards.encoded()), "a range of vendors runs from 9 to 3");
}

fn rule(settings: TcfSettings) -> TcfRule {
    TcfRule::with(settings)
}

fn decided(rule: &TcfRule, text: &str) -> Vec<(String, bool)> {
    let decisions = rule.decisions(text, Timestamp(i64::MAX)).unwrap();
    assert!(decisions.iter().all(|decision| decision.evidence == "tcf"));
    decisions.into_iter().map(|decision| (decision.purpose.as_str().to_owned(), decision.granted)).collect()
}

#[test]
fn each_purpose_needs_all_of_its_own() {
    let usual = rule(TcfSettings::default());
    let said = |marketing, analytics, personalisation| {
        let of = |name: &str, granted: bool| (name.to_owned(), granted);
        vec![of("analytics", analytics), of("marketing", marketing), of("personalisation", personalisation)]
    };
    assert_eq!(decided(&usual, BITS), said(true, true, false));
    // Analytics rests on our own interest: 11 is left to it. Marketing rests on consent: 2 and 7 are not enough.
    assert_eq!(decided(&usual, RANGES), said(false, true, false));
    assert_eq!(decided(&usual, "  "), Vec::new());
    let needs = |name: &str, numbers: &[u8]| {
        rule(TcfSettings { purposes: [(name.to_owned(), numbers.to_vec())].into(), ..TcfSettings::default() })
    };
    assert_eq!(decided(&needs("marketing", &[2, 7]), RANGES), vec![("marketing".to_owned(), false)]);
    assert_eq!(decided(&needs("analytics", &[2, 7]), RANGES), vec![("analytics".to_owned(), true)]);
    assert_eq!(decided(&needs("analytics", &[]), RANGES), Vec::new());
    let ours = |vendor| rule(TcfSettings { vendor_id: Some(vendor), ..TcfSettings::default() });
    assert_eq!(decided(&ours(29), BITS), said(true, true, false));
    assert_eq!(decided(&ours(28), BITS), said(false, false, false));
    assert_eq!(decided(&ours(700), RANGES), said(false, false, false), "nobody was shown its interest in 11");
    let analytics = Purpose::new("analytics");
    assert!(!usual.may_refuse(BITS, &analytics) && usual.may_refuse(BITS, &Purpose::new("personalisation")));
    assert!(usual.may_refuse("nonsense!", &analytics) && !usual.may_refuse("nonsense!", &Purpose::new("service")));
}

#[test]
fn a_refusal_of_a_day_counts_as_of_its_end_and_nothing_as_of_the_future() {
    let usual = rule(TcfSettings::default());
    let at = |text: &str, name: &str, seen: i64| {
        let decisions = usual.decisions(text, Timestamp(seen)).unwrap();
        decisions.into_iter().find(|decision| decision.purpose.as_str() == name).unwrap().decided_at.0
    };
    let day = Timestamp::parse("2026-03-01").unwrap().0;
    assert_eq!(at(BITS, "marketing", day + 9 * DAY), day);
    assert_eq!(at(BITS, "personalisation", day + 9 * DAY), day + DAY - 1);
    assert_eq!(at(BITS, "personalisation", day + 5), day + 5);
    assert_eq!(at(BITS, "marketing", day - 5), day - 5);
    // A string that knows the moment is taken at its word.
    let moment = Timestamp::parse("2026-03-01T10:20:30.400Z").unwrap().0;
    assert_eq!(at(RANGES, "marketing", day + 9 * DAY), moment);
}

#[test]
fn settings_that_mean_nothing_are_refused() {
    let check = |text: &str| toml::from_str::<TcfSettings>(text).unwrap().check();
    assert!(check("vendor_id = 755\n[purposes]\nmarketing = [2, 3]\nanalytics = []").is_ok());
    for (text, said) in [
        ("vendor_id = 0", "vendor_id"),
        ("[purposes]\nmarketing = [25]", "25 is no purpose"),
        ("[purposes]\nmarketing = [0]", "0 is no purpose"),
        ("[purposes]\n\" \" = [1]", "without a name"),
    ] {
        assert!(check(text).unwrap_err().contains(said), "{text}");
    }
    assert!(toml::from_str::<TcfSettings>("vendor = 1").is_err());
}
