//! Reading a mail (RFC 5322, MIME): who wrote what, whether a person did, and to which mail of ours it answers.

use kernel::json::RawObject;
use kernel::{Direction, Identifier};
use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders as _, PartType};
use serde_json::json;

use super::own_words::own_words;
use crate::ingest::Draft;

/// The most characters of a subject, of a text, and of message ids that are looked at.
const LONGEST_SUBJECT: usize = 500;
const LONGEST_TEXT: usize = 20_000;
const MOST_REFERENCES: usize = 20;

/// A mail as far as it matters here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letter {
    /// Whose address is in `From`.
    pub(super) from: Option<String>,
    pub(super) subject: String,
    /// What they wrote themselves.
    pub(super) text: String,
    /// The ids of the mails that it answers, the last one first; of a report, that of the mail that it is about.
    pub(super) refers_to: Vec<String>,
    pub(super) nature: Nature,
}

/// Who wrote it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Nature {
    /// A person.
    #[default]
    Personal,
    /// A machine: that somebody is away (RFC 3834), a mailing list, a report.
    Automatic,
    /// A mail server: a mail will never reach its address (RFC 3464).
    Undelivered,
}

impl Letter {
    /// The mail as an interaction, but for when.
    pub(super) fn draft(self) -> Draft {
        let text = [self.subject.as_str(), &self.text].iter().any(|text| !text.is_empty()).then(|| self.text.clone());
        Draft {
            direction: Direction::Inbound,
            channel: Some("email".to_owned()),
            name: "Email Received".to_owned(),
            identifiers: self.from.into_iter().map(|from| Identifier::new("email", from)).collect(),
            // Of a mail without words the subject says it all.
            text: text.map(|text| if text.is_empty() { self.subject.clone() } else { text }),
            properties: RawObject::from_valid(json!({"subject": self.subject}).to_string()),
            ..Draft::default()
        }
    }
}

/// The id that its author's program gave a mail; where there is none, the mail itself.
pub(super) fn id_of(raw: &[u8]) -> Vec<u8> {
    let parsed = MessageParser::default().parse_headers(raw);
    let id = parsed.as_ref().and_then(Message::message_id).map(|id| format!("mail {id}").into_bytes());
    id.unwrap_or_else(|| raw.to_vec())
}

/// Reads a mail, which may be cut off.
pub(super) fn read(raw: &[u8]) -> Letter {
    let Some(mail) = MessageParser::default().parse(raw) else { return Letter::default() };
    let (nature, refers_to) = match undelivered(&mail) {
        Some(about) => (Nature::Undelivered, about),
        None => (if is_automatic(&mail) { Nature::Automatic } else { Nature::Personal }, references(&mail)),
    };
    let text = mail.body_text(0).unwrap_or_default();
    let own = own_words(&text).replace('\0', "\u{fffd}");
    Letter {
        from: mail.from().and_then(|from| from.first()?.address()).map(str::to_owned),
        subject: mail.subject().unwrap_or_default().chars().filter(|c| !c.is_control()).take(LONGEST_SUBJECT).collect(),
        text: own.chars().take(LONGEST_TEXT).collect(),
        refers_to,
        nature,
    }
}

fn references(mail: &Message<'_>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for said in [mail.references(), mail.in_reply_to()] {
        match said {
            HeaderValue::Text(one) => all.push(one.to_string()),
            HeaderValue::TextList(more) => all.extend(more.iter().map(ToString::to_string)),
            _ => {}
        }
    }
    all.reverse();
    all.truncate(MOST_REFERENCES);
    all
}

fn header<'a>(mail: &'a Message<'_>, name: &'static str) -> Option<&'a str> {
    mail.header_raw(name).map(str::trim)
}

/// Whether a machine wrote it.
fn is_automatic(mail: &Message<'_>) -> bool {
    let says = |name, what: &[&str]| {
        header(mail, name).is_some_and(|said| what.iter().any(|what| said.to_ascii_lowercase().starts_with(what)))
    };
    let is_submitted = header(mail, "Auto-Submitted").is_some_and(|said| !said.eq_ignore_ascii_case("no"));
    is_submitted
        || says("Precedence", &["bulk", "junk", "list", "auto_reply"])
        || header(mail, "List-Id").is_some()
        || header(mail, "X-Autoreply").is_some()
        || header(mail, "X-Autorespond").is_some()
        || header(mail, "Return-Path").is_some_and(|said| said == "<>")
        || mail.is_content_type("multipart", "report")
}

/// The ids of the mails that a report says will never reach their address; nothing where it is no such report.
fn undelivered(mail: &Message<'_>) -> Option<Vec<String>> {
    if !mail.is_content_type("multipart", "report") {
        return None;
    }
    let (mut is_final, mut about) = (false, Vec::new());
    for part in &mail.parts {
        if part.is_content_type("message", "delivery-status")
            || part.is_content_type("message", "global-delivery-status")
        {
            let said = String::from_utf8_lossy(part.contents()).to_ascii_lowercase();
            let has = |name: &str, value: &str| {
                said.lines().any(|line| line.strip_prefix(name).is_some_and(|rest| rest.trim().starts_with(value)))
            };
            // What failed for now, or because we should mend something (5.7), says nothing of the address.
            is_final |= has("action:", "failed") && has("status:", "5.") && !has("status:", "5.7");
        } else if let PartType::Message(returned) = &part.body {
            about.extend(returned.message_id().map(str::to_owned));
        } else if part.is_content_type("text", "rfc822-headers") {
            let headers = MessageParser::default().parse_headers(part.contents());
            about.extend(headers.as_ref().and_then(Message::message_id).map(str::to_owned));
        }
    }
    (is_final && !about.is_empty()).then_some(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_read_for_what_its_author_wrote() {
        let raw = "From: =?utf-8?q?Ana_Nov=C3=A1k?= <Ana@example.com>\r\nSubject: Re: Your visit\r\n\
            In-Reply-To: <c@x>\r\nReferences: <a@x> <b@x>\r\nMIME-Version: 1.0\r\n\
            Content-Type: text/html; charset=utf-8\r\n\r\n\
            <html><style>p{color:red}</style><p>Third&nbsp;time I ask.</p><script>x()</script></html>";
        let letter = read(raw.as_bytes());
        assert_eq!(letter.from.as_deref(), Some("Ana@example.com"));
        assert_eq!(
            (letter.text.replace('\u{a0}', " ").as_str(), letter.nature),
            ("Third time I ask.", Nature::Personal)
        );
        assert_eq!(letter.refers_to, ["c@x", "b@x", "a@x"]);
        assert_eq!(read(b"").nature, Nature::Personal);
    }

    #[test]
    fn what_machines_write_is_told_apart() {
        let away = "From: a@example.com\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\n9 days away";
        assert_eq!(read(away.as_bytes()).nature, Nature::Automatic);
        let report = |status: &str| {
            format!(
                "From: MAILER-DAEMON@x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; \
                 report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nno\r\n--b\r\n\
                 Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; q@x\r\n\
                 Action: failed\r\nStatus: {status}\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
                 Message-ID: <ours@x>\r\nSubject: s\r\n\r\nbody\r\n--b--\r\n"
            )
        };
        let letter = read(report("5.1.1").as_bytes());
        assert_eq!((letter.nature, letter.refers_to), (Nature::Undelivered, vec!["ours@x".to_owned()]));
        assert_eq!(read(report("4.2.2").as_bytes()).nature, Nature::Automatic);
    }
}
