//! The numbers that Halden's systems hand out: spread over their range, never twice, the same at every size.

use crate::rng::Rng;

/// How many numbers of one series a person may be given (bills, calls, orders, ...).
const SLOTS: u64 = 256;

/// The `n`-th number of a series below `range`, so that neighbours do not look like neighbours.
/// No number comes twice as long as `n` is below `range` and `step` shares no factor with it.
fn spread(n: u64, step: u64, range: u64) -> u64 {
    (n % range) * step % range
}

/// The customer number, which is also the user id of web and app: `H48213370`.
pub(crate) fn customer_no(customer: u32) -> String {
    format!("H{}", 10_000_000 + spread(u64::from(customer) + 12_345, 61_803_397, 90_000_000))
}

/// The account that is billed: `A730412985`.
pub(crate) fn account_no(customer: u32) -> String {
    format!("A{}", 100_000_000 + spread(u64::from(customer) + 777, 314_159_269, 900_000_000))
}

/// The number of a loyalty card: 16 digits, the last of them the check digit that card readers expect.
pub(crate) fn loyalty_card(person: u32) -> String {
    let digits = format!("98260{:010}", spread(u64::from(person) + 99, 2_718_281_829, 10_000_000_000));
    format!("{digits}{}", luhn(&digits))
}

/// The check digit of ISO/IEC 7812-1 (Luhn).
fn luhn(digits: &str) -> u32 {
    let doubled = |(place, digit): (usize, u32)| if place % 2 == 0 { digit / 5 + digit * 2 % 10 } else { digit };
    let sum: u32 = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum();
    (10 - sum % 10) % 10
}

/// Series of numbers of which a person may get several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Series {
    /// Orders.
    Order,
    /// Tickets: what the departments call a matter that they follow up.
    Ticket,
    /// Telephone calls.
    Call,
    /// Everything that is delivered: parcels.
    Parcel,
    /// Bills.
    Bill,
    /// Payments.
    Payment,
    /// Shop visits, e-mails, chats and posts, each in its own system.
    Contact,
    /// Engineers' jobs.
    Job,
    /// Marketing sends.
    Send,
    /// Survey invitations.
    Survey,
}

/// The `slot`-th number (below 256) that `person` gets of a series, as its system writes it.
pub(crate) fn numbered(series: Series, person: u32, slot: usize) -> String {
    // The first numbers were given away long ago.
    let person = u64::from(person) + 4_321;
    let n = person * SLOTS + u64::try_from(slot).expect("an index is below 64 bits") % SLOTS;
    let ten = |step| spread(n, step, 10_000_000_000);
    match series {
        Series::Order => format!("HO-{:010}", ten(1_618_033_981)),
        Series::Ticket => format!("T{:010}", ten(1_414_213_561)),
        Series::Call => format!("{:010}", ten(1_732_050_807)),
        Series::Parcel => format!("SP{:010}GB", ten(2_236_067_977)),
        Series::Bill => format!("90{:010}", ten(1_259_921_049)),
        Series::Payment => format!("PX{:010}", ten(1_442_249_571)),
        Series::Contact => format!("{:010}", ten(1_324_717_957)),
        Series::Job => format!("J-{:010}", ten(1_465_571_231)),
        Series::Send => format!("m{:010}", ten(1_205_569_031)),
        Series::Survey => format!("R_{:010}", ten(1_902_160_573)),
    }
}

/// A random identifier of the form that browsers and apps make for themselves (UUID, version 4).
pub(crate) fn uuid(rng: &mut Rng) -> String {
    let (high, low) = (rng.next(), rng.next());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 48 & 0x3fff | 0x8000,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Series::{Bill, Call, Contact, Job, Order, Parcel, Payment, Send, Survey, Ticket};
    use super::*;

    #[test]
    fn numbers_never_come_twice() {
        let customers: HashSet<_> = (0..50_000).map(customer_no).collect();
        let accounts: HashSet<_> = (0..50_000).map(account_no).collect();
        let cards: HashSet<_> = (0..50_000).map(loyalty_card).collect();
        assert_eq!([customers.len(), accounts.len(), cards.len()], [50_000; 3]);
        for series in [Order, Ticket, Call, Parcel, Bill, Payment, Contact, Job, Send, Survey] {
            let some: HashSet<_> = (0..40_000).map(|n| numbered(series, n / 40, n as usize % 40)).collect();
            assert_eq!(some.len(), 40_000, "{series:?}");
        }
    }

    #[test]
    fn a_card_ends_with_its_check_digit() {
        assert_eq!(luhn("7992739871"), 3, "the example of the standard's text books");
        assert_eq!(loyalty_card(5).len(), 16);
    }

    #[test]
    fn a_uuid_has_its_version_and_variant() {
        let id = uuid(&mut Rng::of(1, "uuid", 1));
        assert_eq!((id.len(), &id[14..15]), (36, "4"));
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"));
    }
}
