//! The mail itself: plain text and HTML, with the first question in it and nothing that tells when it is read.

use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use maud::{DOCTYPE, Markup, html};

use super::words::MailWords;
use crate::feedback::responses::{Opening, is_right_to_left};

/// Why there is no mail to an address that is none, as it is kept: without the address.
const NO_ADDRESS: &str = "no address";

/// What a mail is made of.
pub(super) struct Letter<'a> {
    pub(super) from: Mailbox,
    /// The address of whoever gets it.
    pub(super) to: &'a str,
    pub(super) opening: &'a Opening,
    pub(super) is_reminder: bool,
    /// The address at which they answer.
    pub(super) link: &'a str,
    /// The address at which they say that they do not want to be asked.
    pub(super) unsubscribe: &'a str,
    /// The same however often it is sent, so that a server that gets it twice can tell.
    pub(super) message_id: String,
}

impl Letter<'_> {
    /// The mail.
    ///
    /// # Errors
    /// Where the address of whoever gets it is none.
    pub(super) fn message(self) -> Result<Message, String> {
        let words = MailWords::of(&self.opening.language);
        let to = self.to.parse().map_err(|_| NO_ADDRESS.to_owned())?;
        // A line end in a fact of theirs must not end the header.
        let title = self.opening.title.split_whitespace().collect::<Vec<&str>>().join(" ");
        let subject = if self.is_reminder { format!("{}: {title}", words.reminder) } else { title };
        let html = self.html(words).into_string();
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(self.message_id.clone()))
            // RFC 2369 and RFC 8058: the mail program has a button for it.
            .raw_header(header("List-Unsubscribe", format!("<{}>", self.unsubscribe)))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
            // RFC 3834: nobody's absence is announced to us.
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(self.text(words), html))
            .map_err(|error| format!("the mail cannot be written: {error}"))
    }

    /// The address at which an answer is given already.
    fn way(&self, field: &str) -> String {
        format!("{}?{field}&skipPrefilled=true", self.link)
    }

    fn text(&self, words: &MailWords) -> String {
        let opening = self.opening;
        let mut lines: Vec<String> = Vec::new();
        for part in [&opening.welcome, &opening.question].into_iter().filter(|part| !part.is_empty()) {
            lines.extend([part.clone(), String::new()]);
        }
        if opening.ways.is_empty() {
            lines.push(format!("{}: {}", words.answer, self.link));
        }
        lines.extend(opening.ways.iter().map(|way| format!("{}: {}", way.text, self.way(&way.field))));
        lines.extend([String::new(), "--".to_owned(), format!("{}: {}", words.unsubscribe, self.unsubscribe)]);
        lines.join("\n") + "\n"
    }

    /// Mail programs read styles on elements only.
    fn html(&self, words: &MailWords) -> Markup {
        const CELL: &str = "display:inline-block;min-width:40px;line-height:44px;margin:0 2px 6px;padding:0 8px;\
            text-align:center;border:1px solid #767f8c;border-radius:8px;color:#0b62c4;text-decoration:none";
        const BUTTON: &str = "display:inline-block;line-height:44px;padding:0 28px;border-radius:8px;color:#ffffff;\
            background:#0b62c4;text-decoration:none";
        let opening = self.opening;
        let direction = if is_right_to_left(&opening.language) { "rtl" } else { "ltr" };
        html! {
            (DOCTYPE)
            html lang=(opening.language) dir=(direction) {
                head { meta charset="utf-8"; title { (opening.title) } }
                body style="margin:0 auto;padding:24px 16px;max-width:640px;font:17px/1.5 system-ui,sans-serif" {
                    h1 style="font-size:22px;line-height:1.25" { (opening.title) }
                    @if !opening.welcome.is_empty() { p { (opening.welcome) } }
                    p style="font-weight:600" { (opening.question) }
                    @if opening.ways.is_empty() {
                        p { a href=(self.link) style=(BUTTON) { (words.answer) } }
                    } @else {
                        p { @for way in &opening.ways { a href=(self.way(&way.field)) style=(CELL) { (way.text) } " " } }
                        @if let Some([lowest, highest]) = opening.ends {
                            @let scale = (opening.ways.first(), opening.ways.last());
                            @if let (Some(first), Some(last)) = scale {
                                p style="font-size:14px" { (first.text) " = " (lowest) " · " (last.text) " = " (highest) }
                            }
                        }
                        p style="font-size:14px" { (words.one_click) }
                    }
                    p style="font-size:13px;margin-top:40px" { a href=(self.unsubscribe) { (words.unsubscribe) } }
                }
            }
        }
    }
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(title: &str, to: &str) -> Result<String, String> {
        let opening = Opening {
            language: "de".to_owned(),
            title: title.to_owned(),
            welcome: String::new(),
            question: "Wie war's <b>?".to_owned(),
            ways: Vec::new(),
            ends: None,
        };
        let letter = Letter {
            from: "Halden <hello@example.com>".parse().expect("an address"),
            to,
            opening: &opening,
            is_reminder: true,
            link: "https://feedback.example.com/s/visit/w_1",
            unsubscribe: "https://feedback.example.com/preferences/x?purpose=surveys",
            message_id: "<1@feedback.example.com>".to_owned(),
        };
        Ok(String::from_utf8(letter.message()?.formatted()).expect("mails are ASCII here"))
    }

    #[test]
    fn what_people_told_us_does_not_become_a_header() {
        let mail = formatted("Hello\r\nBcc: eve@example.com", "ana@example.com").expect("a mail");
        assert!(mail.contains("Subject: Erinnerung: Hello Bcc: eve@example.com\r\n"), "{mail}");
        let (headers, _) = mail.split_once("\r\n\r\n").expect("headers and what follows");
        assert!(!headers.contains("\nBcc"), "{mail}");
        assert!(mail.contains("Message-ID: <1@feedback.example.com>") && mail.contains("Antworten"), "{mail}");
        assert!(mail.contains("&lt;b&gt;"), "{mail}");
        for wrong in ["", "ana", "ana@example.com\r\nBcc: eve@example.com", "a@example.com, b@example.com"] {
            assert_eq!(formatted("x", wrong), Err(NO_ADDRESS.to_owned()), "{wrong}");
        }
    }
}
