//! Masking: card numbers, account numbers, e-mail addresses and phone numbers inside texts, for readers who need not
//! see them.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Thirteen to nineteen digits, alone or in groups.
static CARD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[0-9](?:[ .\u{a0}-]?[0-9]){12,18}\b"));
/// Two letters, two digits, and eleven to thirty letters and digits in groups (ISO 13616-1).
static IBAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b[a-z]{2}[0-9]{2}(?:[ \u{a0}-]?[a-z0-9]){11,30}\b"));
static E_MAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+"));
/// With a plus or a leading zero, and eight to fifteen digits in all.
static PHONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\+|\(0|\b0)(?:[ ./()-]{0,2}[0-9]){7,15}\b"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is written here, and a test uses it")
}

/// What is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masked {
    /// Numbers of payment cards and of bank accounts; the last four digits stay.
    pub cards: bool,
    /// E-mail addresses and phone numbers.
    pub contacts: bool,
}

/// A text without card numbers, account numbers, e-mail addresses and phone numbers.
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    mask_only(text, Masked { cards: true, contacts: true })
}

/// A text without what is to be masked.
#[must_use]
pub fn mask_only(text: &str, masked: Masked) -> Cow<'_, str> {
    let mut left = Cow::Borrowed(text);
    // Most texts have no digit and no address; a number of an account has two digits in a row.
    let digits = || text.bytes().any(|byte| byte.is_ascii_digit());
    if masked.cards && digits() {
        replace(&mut left, &IBAN, iban);
        replace(&mut left, &CARD, card);
    }
    if masked.contacts && text.contains('@') {
        replace(&mut left, &E_MAIL, |_| "[e-mail]".to_owned());
    }
    if masked.contacts && digits() {
        replace(&mut left, &PHONE, |_| "[phone]".to_owned());
    }
    left
}

fn replace(text: &mut Cow<'_, str>, pattern: &Regex, instead: fn(&Captures<'_>) -> String) {
    if pattern.is_match(text) {
        *text = Cow::Owned(pattern.replace_all(text, instead).into_owned());
    }
}

/// The number of a card as its last four digits; any other number as it is.
fn card(found: &Captures<'_>) -> String {
    let digits: Vec<u32> = found[0].chars().filter_map(|c| c.to_digit(10)).collect();
    if !is_card(&digits) {
        return found[0].to_owned();
    }
    let last: String = digits[digits.len() - 4..].iter().map(ToString::to_string).collect();
    format!("[card … {last}]")
}

/// Whether digits are those of a payment card: ISO/IEC 7812-1's check digit (Luhn), and not all the same.
fn is_card(digits: &[u32]) -> bool {
    let doubled = |(place, digit): (usize, &u32)| match (place % 2, digit * 2) {
        (0, _) => *digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != digits[0])
}

/// The number of an account as its last four characters; what has no valid check digits as it is. Words that follow a
/// number may have been taken for a part of it: the longest beginning that is valid counts.
fn iban(found: &Captures<'_>) -> String {
    let text = &found[0];
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|end| {
        let whole = !text[*end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        whole && text[..*end].ends_with(|c: char| c.is_ascii_alphanumeric())
    });
    let ends: Vec<usize> = ends.collect();
    let valid = ends.into_iter().rev().find(|end| is_iban(&text[..*end]));
    let Some(end) = valid else { return text.to_owned() };
    let signs: Vec<char> = text[..end].chars().filter(char::is_ascii_alphanumeric).collect();
    let last: String = signs[signs.len() - 4..].iter().collect();
    format!("[account … {last}]{}", &text[end..])
}

/// Whether it has fifteen to 34 characters of which the check digits are right: ISO 7064, modulus 97.
fn is_iban(text: &str) -> bool {
    let signs: Vec<u32> = text.chars().filter_map(|c| c.to_digit(36)).collect();
    let turned = signs.iter().cycle().skip(4).take(signs.len());
    let rest = turned.fold(0, |rest, sign| (rest * if *sign > 9 { 100 } else { 10 } + sign) % 97);
    (15..=34).contains(&signs.len()) && rest == 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cards_mails_and_phones_go_and_other_numbers_stay() {
        let said =
            "Card 4111 1111 1111 1111, mail ana.o'neill+x@mail.example.co.uk, call +44 20 7946 0018 or 020 7946 0018.";
        assert_eq!(mask(said), "Card [card … 1111], mail [e-mail], call [phone] or [phone].");
        let only_cards = |text| mask_only(text, Masked { cards: true, contacts: false });
        assert_eq!(only_cards("5500-0000-0000-0004 ana@example.com"), "[card … 0004] ana@example.com");
        for stays in
            ["order 1234567890123456", "on 2026-03-01 at 10:00", "12 of 100", "0000000000000000 zeros", "v1.2.3"]
        {
            assert_eq!(only_cards(stays), stays);
        }
        for stays in ["order 12345678", "on 2026-03-01 at 10:00:00", "paid 120.50", "a @ b"] {
            assert_eq!(mask(stays), stays);
        }
    }

    #[test]
    fn numbers_of_accounts_go_however_they_are_written() {
        for said in ["GB29NWBK60161331926819", "GB29 NWBK 6016 1331 9268 19", "gb29-nwbk-6016-1331-9268-19"] {
            assert_eq!(mask(&format!("to {said}, please")).to_lowercase(), "to [account … 6819], please");
        }
        assert_eq!(mask("IBAN DE89370400440532013000 is mine"), "IBAN [account … 3000] is mine");
        assert_eq!(mask("GB28 NWBK 6016 1331 9268 19"), "GB28 NWBK 6016 1331 9268 19", "the check digits are wrong");
    }

    /// The check digit that makes digits those of a card.
    fn with_check_digit(digits: &[u32]) -> Option<Vec<u32>> {
        (0..10).map(|last| [digits, &[last]].concat()).find(|digits| is_card(digits))
    }

    proptest! {
        #[test]
        fn of_a_card_only_the_last_four_digits_are_left(
            digits in prop::collection::vec(0_u32..10, 12..19),
            between in prop::sample::select(vec!["", " ", "-", ".", "\u{a0}"]),
            before in "[a-z ]{0,8}",
        ) {
            if let Some(card) = with_check_digit(&digits) {
                let written: Vec<String> = card.iter().map(ToString::to_string).collect();
                let masked = mask(&format!("{before} {} end", written.join(between))).into_owned();
                let left: String = masked.chars().filter(char::is_ascii_digit).collect();
                prop_assert_eq!(left, written[written.len() - 4..].concat());
            }
        }

        #[test]
        fn masking_twice_masks_no_more(text in any::<String>()) {
            let once = mask(&text).into_owned();
            prop_assert_eq!(mask(&once).into_owned(), once);
        }
    }
}
