//! When sessions end, and how their tokens and cookies look.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::Timestamp;
use kernel::clock::{DAY, HOUR, MINUTE};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::Factor;
use super::store::Kept;
use crate::access::Role;
use crate::access::users::{Origin, User};

/// The cookie's name. Browsers take one with this prefix only from the host itself, over TLS, for all paths.
pub(crate) const COOKIE: &str = "__Host-throughline";
/// After how long without a request a session ends, in milliseconds.
const IDLE: i64 = 12 * HOUR;
/// How long a session lasts at most, in milliseconds.
const LONGEST: i64 = 7 * DAY;

/// Whether a session has not ended.
pub(super) fn lasts(session: &Kept, now: Timestamp) -> bool {
    now.0 - session.seen_at.0 < IDLE && now.0 - session.created_at.0 < LONGEST
}

/// Sessions last seen or made before these moments have ended.
pub(super) fn ended_before(now: Timestamp) -> (Timestamp, Timestamp) {
    (Timestamp(now.0 - IDLE), Timestamp(now.0 - LONGEST))
}

/// Whether it is time to write that a session was seen: at most once a minute.
pub(super) fn is_to_be_noted(session: &Kept, now: Timestamp) -> bool {
    now.0 - session.seen_at.0 >= MINUTE
}

/// Whether somebody has a second factor, or belongs to one of the roles that need one. Whoever signs in through a
/// provider has the provider's.
pub(super) fn factor(user: &User, needed: &[Role]) -> Factor {
    if user.second_factor {
        Factor::On
    } else if user.origin == Origin::Local && needed.contains(&user.role) {
        Factor::Needed
    } else {
        Factor::Off
    }
}

/// A token of 256 random bits.
pub(crate) fn fresh_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What unsafe requests with a session must carry. It follows from the token, which no script can read, so that a page
/// that is loaded again can ask for it again.
pub(crate) fn csrf_of(token: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(b"csrf\0");
    digest.update(token.as_bytes());
    URL_SAFE_NO_PAD.encode(digest.finalize())
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub(crate) fn fits(expected: &str, given: &str) -> bool {
    expected.as_bytes().ct_eq(given.as_bytes()).into()
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(named, value)| (named == name).then_some(value))
}

/// Of IPv6 addresses everybody has a whole network: its first 64 bits count.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_end_by_idleness_and_by_age() {
        let session =
            |created: i64, seen: i64| Kept { user: 1, created_at: Timestamp(created), seen_at: Timestamp(seen) };
        assert!(lasts(&session(0, 0), Timestamp(IDLE - 1)));
        assert!(!lasts(&session(0, 0), Timestamp(IDLE)));
        assert!(lasts(&session(0, LONGEST - HOUR), Timestamp(LONGEST - 1)));
        assert!(!lasts(&session(0, LONGEST - HOUR), Timestamp(LONGEST)));
        assert!(
            !is_to_be_noted(&session(0, 0), Timestamp(MINUTE - 1)) && is_to_be_noted(&session(0, 0), Timestamp(MINUTE))
        );
    }

    #[test]
    fn cookies_are_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "theme=dark; __Host-throughlinex=no".parse().expect("a value"));
        headers.append(header::COOKIE, "x; __Host-throughline=abc".parse().expect("a value"));
        assert_eq!(cookie(&headers, COOKIE), Some("abc"));
        assert_eq!(cookie(&HeaderMap::new(), COOKIE), None);
    }

    #[test]
    fn an_address_of_ipv6_counts_as_its_network() {
        let of = |text: &str| network(text.parse().expect("an address")).to_string();
        assert_eq!(of("2001:db8:1:2:3::9"), "2001:db8:1:2::");
        assert_eq!(of("203.0.113.7"), "203.0.113.7");
    }

    #[test]
    fn the_csrf_token_follows_from_the_session_and_does_not_tell_it() {
        let (one, other) = (fresh_token(), fresh_token());
        assert!(one.len() == 43 && one != other);
        assert_eq!(csrf_of(&one), csrf_of(&one));
        assert!(csrf_of(&one) != csrf_of(&other) && csrf_of(&one) != one);
        assert!(fits("a", "a") && !fits("a", "b") && !fits("a", ""));
    }
}
