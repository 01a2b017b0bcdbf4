//! A prepared request whose changing places are patched: filling in an event costs well under a microsecond.

use std::cell::Cell;
use std::rc::Rc;

use super::text::Texts;
use super::{text, time, uuid};
use crate::population::{self, EMAIL_DOMAIN, USER_ID_WIDTH};
use crate::rng::Rng;

/// What is written at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Nothing: a new event begins and another person is drawn.
    Event,
    /// A random message id.
    MessageId,
    /// The person's user id, its closing quote and blanks up to the widest.
    UserId,
    /// The person's anonymous id.
    AnonymousId,
    /// The person's e-mail address, its closing quote and blanks up to the widest.
    Email,
    /// The event's time, a few seconds ago at most.
    Time,
    /// The time of sending.
    SentAt,
    /// Decimal digits, the first not zero.
    Digits(usize),
    /// A note.
    Text,
}

/// The bytes of a request, and where they change.
#[derive(Clone)]
pub(crate) struct Template {
    pub(super) bytes: Vec<u8>,
    pub(super) places: Vec<(usize, What)>,
}

/// Who is drawn for the next event.
#[derive(Clone)]
pub(crate) enum People {
    /// Any of this many, all equally likely.
    Uniform(u32),
    /// One after the other, up to this many and then from the first again.
    InOrder(u32, Rc<Cell<u32>>),
}

/// What the changing places are filled from.
pub(crate) struct Draw {
    pub(crate) rng: Rng,
    people: People,
    texts: Rc<Texts>,
    now: u64,
    person: u32,
}

impl Draw {
    /// A supply that draws from these people and notes.
    pub(crate) fn new(people: People, texts: Rc<Texts>) -> Draw {
        Draw { rng: Rng::fresh(), people, texts, now: 0, person: 1 }
    }

    fn next_person(&mut self) {
        self.person = match &self.people {
            People::Uniform(count) => 1 + self.rng.below(*count),
            People::InOrder(count, next) => next.replace(next.get() % count + 1) % count + 1,
        };
    }

    fn write(&mut self, what: What, out: &mut [u8]) {
        match what {
            What::Event => self.next_person(),
            What::MessageId => uuid::write(out, self.rng.next(), self.rng.next()),
            What::UserId => write_user_id(out, self.person, ""),
            What::Email => write_user_id(out, self.person, EMAIL_DOMAIN),
            What::AnonymousId => population::write_anonymous_id(out, self.person),
            What::Time => time::write(out, self.now - u64::from(self.rng.below(4_000))),
            What::SentAt => time::write(out, self.now),
            What::Digits(width) => {
                time::digits(&mut out[..width], self.rng.next());
                out[0] = out[0].max(b'1');
            }
            What::Text => out[..text::WIDTH].copy_from_slice(self.texts.pick(&mut self.rng).as_bytes()),
        }
    }
}

impl Template {
    /// Writes the request into `out` with everything that changes drawn anew.
    pub(crate) fn fill(&self, out: &mut Vec<u8>, draw: &mut Draw) {
        draw.now = time::now();
        out.clear();
        out.extend_from_slice(&self.bytes);
        for &(at, what) in &self.places {
            draw.write(what, &mut out[at..]);
        }
    }

    /// The bytes of a filled request.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The same request after fixed bytes, such as the head of an HTTP request.
    pub(crate) fn after(mut self, head: &[u8]) -> Template {
        self.bytes.splice(0..0, head.iter().copied());
        for (at, _) in &mut self.places {
            *at += head.len();
        }
        self
    }
}

/// Writes `u123`, the domain if any and the closing quote. The room for the widest number is filled up with blanks,
/// which JSON ignores.
fn write_user_id(out: &mut [u8], person: u32, domain: &str) {
    let number = 1 + person.max(1).ilog10() as usize;
    let (used, room) = (1 + number + domain.len(), USER_ID_WIDTH + domain.len());
    out[0] = b'u';
    time::digits(&mut out[1..=number], u64::from(person));
    out[1 + number..used].copy_from_slice(domain.as_bytes());
    out[used] = b'"';
    out[used + 1..=room].fill(b' ');
}
