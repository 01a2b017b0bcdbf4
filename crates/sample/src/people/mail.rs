//! E-mail addresses and handles that people choose for themselves.

use crate::rng::Rng;
use crate::voice::slip;

/// The `n`-th of the numbers that people put behind their names, so that no two addresses are the same.
fn tail(n: u32) -> u32 {
    n / 100_000 * 100_000 + n % 100_000 * 7_919 % 100_000
}

/// A name as it can stand in an address: lower case, without accents.
pub(crate) fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'á' => out.push('a'),
            'é' => out.push('e'),
            'í' => out.push('i'),
            'ó' => out.push('o'),
            'ú' => out.push('u'),
            'ñ' => out.push('n'),
            c if c.is_ascii_alphabetic() => out.push(c),
            _ => {}
        }
    }
    out
}

/// An address at `domain` that nobody else with another `n` has there.
pub(crate) fn address(rng: &mut Rng, first: &str, last: &str, n: u32, domain: &str) -> String {
    let (first, last, n) = (plain(first), plain(last), tail(n));
    let initial = &first[..1];
    let name = match rng.below(7) {
        0 | 1 => format!("{first}.{last}{n}"),
        2 => format!("{initial}.{last}.{n}"),
        3 => format!("{last}.{first}{n}"),
        4 => format!("{first}_{n}"),
        5 => format!("{initial}{last}{n}"),
        _ => format!("{first}{last}{n}"),
    };
    format!("{name}@{domain}")
}

/// A name on social networks that nobody else with another `n` has.
pub(crate) fn handle(rng: &mut Rng, first: &str, last: &str, n: u32) -> String {
    let (first, last, n) = (plain(first), plain(last), tail(n));
    match rng.below(5) {
        0 => format!("{first}_{last}_{n}"),
        1 => format!("the{last}{n}"),
        2 => format!("{first}{n}"),
        3 => format!("{last}sden{n}"),
        _ => format!("x{first}x{n}"),
    }
}

/// The address as somebody wrote it down in a hurry: a slip in the name or in the domain.
pub(crate) fn mistyped(rng: &mut Rng, address: &str) -> String {
    let (name, domain) = address.split_once('@').expect("addresses are made with an at sign");
    let slipped = slip(rng, name);
    if rng.chance(0.4) || slipped == name {
        format!("{name}@{}", slip(rng, domain))
    } else {
        format!("{slipped}@{domain}")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_people_share_an_address() {
        let mut rng = Rng::of(1, "mail", 0);
        let all: HashSet<_> = (0..30_000).map(|n| address(&mut rng, "Jürgen", "O'Neill", n, "inbox.example")).collect();
        assert_eq!(all.len(), 30_000);
        assert!(all.iter().all(|address| address.is_ascii()));
    }

    #[test]
    fn a_slip_makes_another_address() {
        let mut rng = Rng::of(1, "mail", 0);
        assert!((0..200).all(|_| mistyped(&mut rng, "ann.marsh12@inbox.example") != "ann.marsh12@inbox.example"));
    }
}
