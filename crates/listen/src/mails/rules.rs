//! When a mail is tried again, and when no more.

use kernel::Timestamp;
use kernel::clock::{HOUR, MINUTE};

/// How long it is until the next attempt, after so many; the last of them from then on.
const WAITS: [i64; 6] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR];
/// How often it is tried: for some three days.
pub const MOST_ATTEMPTS: u32 = 10;

/// What a mail server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It has the mail.
    Taken,
    /// It will never take it, with its code (RFC 5321, section 4.2).
    Never(String),
    /// It cannot take it now, or there is no answer.
    NotNow(String),
}

/// Codes by which a server refuses us, and nobody's address: signing in (RFC 4954, section 6), or whatever else we should
/// mend before anything goes out. These mails are tried again.
const OURS: [&str; 7] = ["500", "501", "502", "530", "534", "535", "538"];

impl Said {
    /// What an attempt came to.
    pub(super) fn of(outcome: Result<(), lettre::transport::smtp::Error>) -> Said {
        let Err(error) = outcome else { return Said::Taken };
        match error.status().map(|code| code.to_string()) {
            Some(code) if error.is_permanent() && !OURS.contains(&code.as_str()) => Said::Never(code),
            Some(code) => Said::NotNow(code),
            None if error.is_timeout() => Said::NotNow("timeout".to_owned()),
            None if error.is_tls() => Said::NotNow("tls".to_owned()),
            None => Said::NotNow("no connection".to_owned()),
        }
    }
}

/// When it is tried again after so many attempts, the last of which began at a moment.
#[must_use]
pub fn again_at(attempts: u32, at: Timestamp) -> Timestamp {
    let place = (attempts.max(1) as usize - 1).min(WAITS.len() - 1);
    Timestamp(at.0 + WAITS[place])
}

#[cfg(test)]
mod tests {
    use kernel::clock::DAY;

    use super::*;

    #[test]
    fn it_is_tried_for_some_days_and_ever_more_seldom() {
        let (mut at, mut last) = (Timestamp(0), 0);
        for attempts in 1..MOST_ATTEMPTS {
            let next = again_at(attempts, at);
            assert!(next.0 - at.0 >= last, "{attempts}");
            (last, at) = (next.0 - at.0, next);
        }
        assert!((2 * DAY..4 * DAY).contains(&at.0), "{at}");
    }
}
