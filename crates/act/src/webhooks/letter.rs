//! An alert as a mail: what happened, by when, and where to look. It says nothing of what somebody wrote.

use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use listen::mails::Post;
use serde_json::Value;

/// The mail that a message is. `id` is the same however often it is sent, so that a server that gets it twice can tell.
///
/// # Errors
/// Where there can be none, in words of ours.
pub(super) fn message(post: &Post, to: &str, id: &str, body: &str) -> Result<Message, String> {
    let told: Value = serde_json::from_str(body).map_err(|_| "the message cannot be read".to_owned())?;
    let to: Mailbox = to.parse().map_err(|_| "no address".to_owned())?;
    let data = &told["data"];
    let word = |field: &str| data[field].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let at = if word("touchpoint").is_empty() { String::new() } else { format!(" at {}", word("touchpoint")) };
    // RFC 3834: nobody's absence is announced to us.
    let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
    Message::builder()
        .from(post.from.clone())
        .to(to)
        .subject(format!("Alert: {}{at}", word("rule")))
        .message_id(Some(format!("<{id}@{}>", post.own_host)))
        .raw_header(automatic)
        .header(ContentType::TEXT_PLAIN)
        .body(text(data, &post.public_url))
        .map_err(|error| format!("the mail cannot be written: {error}"))
}

fn text(data: &Value, public_url: &str) -> String {
    let word = |field: &str| data[field].as_str().unwrap_or_default();
    let mut lines = vec![format!("The rule {:?} has opened an alert.", word("rule")), String::new()];
    let reasons = data["reasons"].as_array().into_iter().flatten().filter_map(|one| one["said"].as_str());
    lines.extend(reasons.map(|said| format!("- {said}")));
    lines.push(String::new());
    for (name, field) in [("Touchpoint", "touchpoint"), ("Department", "department"), ("Owner", "owner")] {
        if !word(field).is_empty() {
            lines.push(format!("{name}: {}", word(field)));
        }
    }
    lines.extend([
        format!("Due: {}", word("due_at")),
        String::new(),
        format!("{public_url}/voice/alerts?alert={}", word("id")),
    ]);
    lines.join("\n") + "\n"
}
