//! What an answer to a message means: Standard Webhooks 1.0.

use kernel::Timestamp;
use listen::mails::{MOST_ATTEMPTS, Said};

use super::model::{Delivery, DeliveryState};

/// What a receiver said by its status.
pub(super) fn of_status(status: u16) -> Said {
    match status {
        200..=299 => Said::Taken,
        // The specification: whoever says that it is gone is asked no more.
        410 => Said::Never("410".to_owned()),
        _ => Said::NotNow(status.to_string()),
    }
}

/// A delivery after an attempt.
pub(super) fn after(delivery: &Delivery, said: Said, now: Timestamp) -> Delivery {
    let (state, answer) = match said {
        Said::Taken => (DeliveryState::Sent, None),
        Said::Never(answer) => (DeliveryState::GivenUp, Some(answer)),
        Said::NotNow(answer) if delivery.attempts >= MOST_ATTEMPTS => (DeliveryState::GivenUp, Some(answer)),
        Said::NotNow(answer) => (DeliveryState::Waiting, Some(answer)),
    };
    let next_at = if state == DeliveryState::Waiting { delivery.next_at } else { now };
    Delivery { state, next_at, answer, ..delivery.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_taken_is_sent() {
        assert_eq!([200, 204, 299].map(of_status), [Said::Taken, Said::Taken, Said::Taken]);
        for status in [302, 400, 404, 429, 500, 503] {
            assert_eq!(of_status(status), Said::NotNow(status.to_string()));
        }
        assert_eq!(of_status(410), Said::Never("410".to_owned()));
    }
}
