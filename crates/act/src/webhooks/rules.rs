//! How requests are signed, and what an answer means: Standard Webhooks 1.0.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::Timestamp;
use listen::mails::{MOST_ATTEMPTS, Said};
use sha2::Sha256;

use super::model::{Delivery, DeliveryState};

/// How many bytes a secret has; the specification asks for 24 to 64.
const SECRET: usize = 32;

/// A new secret.
pub(super) fn fresh_secret() -> [u8; SECRET] {
    rand::random()
}

/// A secret as receivers are given it.
pub(super) fn shown_secret(secret: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}

/// The signature of a message: HMAC-SHA256 over its id, the moment in seconds, and its body.
pub(super) fn signature(secret: &[u8], id: &str, seconds: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

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
    fn a_message_is_signed_as_the_specification_says() {
        // Computed with `standardwebhooks` 1.0.0 of PyPI, which the integration test runs too.
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        let signed = signature(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(shown_secret(&secret), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    #[test]
    fn only_what_was_taken_is_sent() {
        assert_eq!([200, 204, 299].map(of_status), [Said::Taken, Said::Taken, Said::Taken]);
        for status in [302, 400, 404, 429, 500, 503] {
            assert_eq!(of_status(status), Said::NotNow(status.to_string()));
        }
        assert_eq!(of_status(410), Said::Never("410".to_owned()));
    }
}
