//! The rows of an import file, before they are written in a format.

use crate::event::text::Texts;
use crate::event::{contact, time, uuid};
use crate::population::{anonymous_id, email, user_id};
use crate::rng::Rng;

/// How far back the rows reach, in milliseconds: ninety days.
const REACH: u64 = 90 * 86_400_000;

/// One contact. What is empty was not recorded.
pub(super) struct Row<'a> {
    pub(super) id: String,
    pub(super) time: String,
    pub(super) customer: String,
    pub(super) browser: String,
    pub(super) email: String,
    pub(super) city: &'static str,
    pub(super) contact: contact::Contact,
    pub(super) price: u32,
    pub(super) quantity: u32,
    pub(super) session: u32,
    pub(super) note: &'a str,
    /// Longer texts that are kept, not searched.
    pub(super) kept: [&'a str; 3],
}

/// A supply of rows.
pub(super) struct Rows {
    rng: Rng,
    people: u32,
    texts: Texts,
    now: u64,
}

impl Rows {
    /// Rows about so many people.
    pub(super) fn new(people: u32, seed: u64) -> Rows {
        Rows { rng: Rng::seeded(seed), people, texts: Texts::new(), now: time::now() }
    }

    /// The next row. As in the load, 40 of a hundred carry both identifiers, 10 a note, and 5 an e-mail and a city.
    pub(super) fn next(&mut self) -> Row<'_> {
        let rng = &mut self.rng;
        let (mut id, mut at) = ([0; uuid::WIDTH], [0; time::WIDTH]);
        uuid::write(&mut id, rng.next(), rng.next());
        time::write(&mut at, self.now - rng.next() % REACH);
        let (person, carries, more) = (1 + rng.below(self.people), rng.below(100), rng.below(100));
        Row {
            id: String::from_utf8_lossy(&id).into_owned(),
            time: String::from_utf8_lossy(&at).into_owned(),
            customer: if carries < 70 { user_id(person) } else { String::new() },
            browser: if (40..70).contains(&carries) { String::new() } else { anonymous_id(person) },
            email: if more < 5 { email(person) } else { String::new() },
            city: if more < 5 { contact::city(rng) } else { "" },
            contact: contact::draw(rng),
            price: 100 + rng.below(900),
            quantity: 1 + rng.below(9),
            session: 10_000_000 + rng.below(90_000_000),
            note: if (5..15).contains(&more) { self.texts.pick(rng) } else { "" },
            kept: [self.texts.pick(rng), self.texts.pick(rng), self.texts.pick(rng)],
        }
    }
}
