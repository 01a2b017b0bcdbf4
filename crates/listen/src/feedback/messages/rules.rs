//! What a message says, when it is tried again, and by which words somebody wants no more of them.

use kernel::Timestamp;
use serde_json::json;

use super::model::{Channel, MessageState};
use crate::feedback::responses::Asked;
use crate::mails::{MOST_ATTEMPTS, again_at};

/// Words by which people say that they want no more messages: those that carriers agree on (CTIA), and what people write
/// in other languages.
const STOP: [&str; 18] = [
    "stop",
    "stopall",
    "stop all",
    "unsubscribe",
    "cancel",
    "end",
    "quit",
    "revoke",
    "optout",
    "opt out",
    "opt-out",
    "stopp",
    "abmelden",
    "arret",
    "arrêt",
    "baja",
    "parar",
    "basta",
];

/// Whether a message says that they want no more: nothing else is in it.
pub(super) fn says_stop(text: &str) -> bool {
    let said = text.trim().trim_end_matches(['.', '!']).to_lowercase();
    STOP.contains(&said.as_str())
}

/// What becomes of a message whose attempt failed, and when.
pub(super) fn next_attempt(attempts: u32, now: Timestamp) -> (MessageState, Timestamp) {
    if attempts >= MOST_ATTEMPTS {
        (MessageState::GivenUp, now)
    } else {
        (MessageState::Waiting, again_at(attempts, now))
    }
}

/// What is handed over: to whom, what is said, and where they can answer.
pub(super) fn body(
    (channel, to): (Channel, &str),
    asked: &Asked,
    (survey, invited): (&str, &str),
    public_url: &str,
    now: Timestamp,
) -> String {
    let link = format!("{public_url}/s/{survey}/{invited}");
    let mut data = json!({
        "channel": channel.as_str(), "to": to, "survey": survey, "language": asked.language, "question": asked.text,
        "link": link, "text": format!("{} {link}", asked.text),
    });
    if channel == Channel::Voice {
        data["answer_url"] = format!("{public_url}/v1/messages/twilio/voice?i={invited}").into();
    }
    json!({"type": "survey.invitation", "timestamp": now.to_string(), "data": data}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_that_stands_alone_stops() {
        for text in ["STOP", " Stop. ", "unsubscribe", "STOPP", "Arrêt"] {
            assert!(says_stop(text), "{text}");
        }
        for text in ["9 stop calling me late", "please do not stop", "", "9"] {
            assert!(!says_stop(text), "{text}");
        }
    }
}
