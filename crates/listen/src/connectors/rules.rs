//! What can be a connector, and when it looks.

use kernel::Timestamp;
use kernel::clock::MINUTE;
use web::address::Network;
use web::outgoing::check_public;

use super::model::{From, ImapTls};

/// The longest text of a setting, in bytes.
const LONGEST: usize = 500;
/// The most minutes between two looks: a week.
const MOST_MINUTES: u32 = 7 * 24 * 60;

/// Refuses what could not work, or would not be safe.
///
/// # Errors
/// What is wrong with it, and with which field.
pub(super) fn check((from, every_minutes): (&From, u32), has_secret: bool, networks: &[Network]) -> Result<(), String> {
    if !(1..=MOST_MINUTES).contains(&every_minutes) {
        return Err(format!("`every_minutes` is 1 to {MOST_MINUTES}"));
    }
    match from {
        From::Imap { host, tls, user, folder, .. } => {
            for (field, text) in [("host", host), ("user", user), ("folder", folder)] {
                if text.trim().is_empty() || text.len() > LONGEST || text.chars().any(char::is_control) {
                    return Err(format!("`from.{field}` has 1 to {LONGEST} characters"));
                }
            }
            let is_near = ["localhost", "127.0.0.1", "::1"].contains(&host.as_str());
            if *tls == ImapTls::None && !is_near {
                return Err(
                    "`from.tls`: \"none\" would send the password in the clear; take tls or starttls".to_owned()
                );
            }
            if has_secret { Ok(()) } else { Err("`secret`: a mailbox needs its password".to_owned()) }
        }
        From::Feed { url } => check_address("url", url, networks),
        From::Mastodon { server, hashtag } => {
            check_address("server", server, networks)?;
            match hashtag.as_deref() {
                Some(tag) if tag.is_empty() || tag.len() > LONGEST || !tag.chars().all(is_of_tag) => {
                    Err("`from.hashtag` has letters, digits and underscores only, without #".to_owned())
                }
                None if !has_secret => {
                    Err("`secret`: mentions need an account's access token; or give a `hashtag`".to_owned())
                }
                _ => Ok(()),
            }
        }
    }
}

fn is_of_tag(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn check_address(field: &str, url: &str, networks: &[Network]) -> Result<(), String> {
    let wrong = || format!("`from.{field}`: {url:?} is no address such as https://example.com/feed.xml");
    if url.len() > LONGEST {
        return Err(wrong());
    }
    let uri: axum::http::Uri = url.parse().map_err(|_| wrong())?;
    if uri.host().is_none() || !matches!(uri.scheme_str(), Some("https" | "http")) {
        return Err(wrong());
    }
    check_public(&uri, networks).map_err(|said| format!("`from.{field}`: {said}"))
}

/// Whether a secret that was given for the one may go where the other leads.
pub(super) fn leads_to_the_same(before: &From, after: &From) -> bool {
    match (before, after) {
        (
            From::Imap { host, port, tls, user, .. },
            From::Imap { host: new_host, port: new_port, tls: new_tls, user: new_user, .. },
        ) => (host, port, tls, user) == (new_host, new_port, new_tls, new_user),
        (From::Mastodon { server, .. }, From::Mastodon { server: new_server, .. }) => server == new_server,
        (From::Feed { .. }, From::Feed { .. }) => true,
        _ => false,
    }
}

/// When a connector looks again.
pub(super) fn next_at(every_minutes: u32, now: Timestamp) -> Timestamp {
    Timestamp(now.0 + i64::from(every_minutes) * MINUTE)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn checked(from: Value, has_secret: bool) -> Result<(), String> {
        check((&serde_json::from_value(from).expect("where to fetch from"), 5), has_secret, &[])
    }

    #[test]
    fn what_is_not_safe_is_refused() {
        let mailbox = |host: &str, tls: &str| json!({"kind": "imap", "host": host, "tls": tls, "user": "voice"});
        assert_eq!(checked(mailbox("imap.example.com", "tls"), true), Ok(()));
        assert!(checked(mailbox("imap.example.com", "none"), true).expect_err("in the clear").contains("in the clear"));
        assert!(checked(mailbox("imap.example.com", "tls"), false).expect_err("no password").contains("`secret`"));
        for url in ["http://example.com/feed", "https://127.0.0.1/feed", "file:///etc/passwd", "feed"] {
            assert!(checked(json!({"kind": "feed", "url": url}), false).is_err(), "{url}");
        }
        assert_eq!(checked(json!({"kind": "feed", "url": "https://example.com/feed"}), false), Ok(()));
        let tag = |tag: &str| json!({"kind": "mastodon", "server": "https://example.social", "hashtag": tag});
        assert_eq!(checked(tag("halden_2026"), false), Ok(()));
        assert!(checked(tag("a/../b"), false).is_err());
    }

    #[test]
    fn a_secret_goes_nowhere_else() {
        let mailbox = |host: &str, folder: &str| -> From {
            let settings = json!({"kind": "imap", "host": host, "user": "voice", "folder": folder});
            serde_json::from_value(settings).expect("where to fetch from")
        };
        assert!(leads_to_the_same(&mailbox("a", "INBOX"), &mailbox("a", "Voice")));
        assert!(!leads_to_the_same(&mailbox("a", "INBOX"), &mailbox("b", "INBOX")));
        assert!(!leads_to_the_same(&mailbox("a", "INBOX"), &From::Feed { url: "https://b".to_owned() }));
    }
}
