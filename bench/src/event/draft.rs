//! Builds a template: fixed text and changing places, one after the other.

use super::template::{Template, What};
use super::{text, time, uuid};
use crate::population::{EMAIL_DOMAIN, USER_ID_WIDTH};

/// A template in the making. Every method appends.
#[derive(Default)]
pub(crate) struct Draft {
    bytes: Vec<u8>,
    places: Vec<(usize, What)>,
}

impl Draft {
    /// The finished template.
    pub(crate) fn finish(self) -> Template {
        Template { bytes: self.bytes, places: self.places }
    }

    /// Fixed text.
    pub(crate) fn raw(&mut self, text: &str) -> &mut Draft {
        self.bytes.extend_from_slice(text.as_bytes());
        self
    }

    /// The beginning of an event: another person.
    pub(crate) fn event(&mut self) -> &mut Draft {
        self.place(What::Event, 0)
    }

    /// A member whose value is a random message id.
    pub(crate) fn message_id(&mut self) -> &mut Draft {
        self.raw("\"messageId\":\"").place(What::MessageId, uuid::WIDTH).raw("\"")
    }

    /// A member whose value is the person's user id.
    pub(crate) fn user_id(&mut self, name: &str) -> &mut Draft {
        self.name(name).raw("\"").place(What::UserId, USER_ID_WIDTH + 1)
    }

    /// A member whose value is the person's e-mail address.
    pub(crate) fn email(&mut self, name: &str) -> &mut Draft {
        self.name(name).raw("\"").place(What::Email, USER_ID_WIDTH + EMAIL_DOMAIN.len() + 1)
    }

    /// A member whose value is the person's anonymous id.
    pub(crate) fn anonymous_id(&mut self, name: &str) -> &mut Draft {
        self.name(name).raw("\"").place(What::AnonymousId, uuid::WIDTH).raw("\"")
    }

    /// A member whose value is the event's time.
    pub(crate) fn time(&mut self, name: &str) -> &mut Draft {
        self.name(name).raw("\"").place(What::Time, time::WIDTH).raw("\"")
    }

    /// A member whose value is the time of sending.
    pub(crate) fn sent_at(&mut self, name: &str) -> &mut Draft {
        self.name(name).raw("\"").place(What::SentAt, time::WIDTH).raw("\"")
    }

    /// A member whose value is a note.
    pub(crate) fn text(&mut self, name: &str) -> &mut Draft {
        self.name(name).raw("\"").place(What::Text, text::WIDTH).raw("\"")
    }

    /// Random decimal digits, the first not zero.
    pub(crate) fn digits(&mut self, width: usize) -> &mut Draft {
        self.place(What::Digits(width), width)
    }

    /// A member with a fixed text value. Neither may need escaping.
    pub(crate) fn member(&mut self, name: &str, value: &str) -> &mut Draft {
        debug_assert!(!value.contains(['"', '\\']), "{value} needs escaping");
        self.name(name).raw("\"").raw(value).raw("\"")
    }

    /// Another template.
    pub(crate) fn template(&mut self, other: &Template) -> &mut Draft {
        let shift = self.bytes.len();
        self.bytes.extend_from_slice(&other.bytes);
        self.places.extend(other.places.iter().map(|&(at, what)| (at + shift, what)));
        self
    }

    fn name(&mut self, name: &str) -> &mut Draft {
        self.raw("\"").raw(name).raw("\":")
    }

    fn place(&mut self, what: What, width: usize) -> &mut Draft {
        self.places.push((self.bytes.len(), what));
        self.bytes.resize(self.bytes.len() + width, b' ');
        self
    }
}
