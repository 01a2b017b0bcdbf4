//! The same events as the load's, for yardsticks that are handed rows instead of requests.

use std::rc::Rc;

use crate::event::text::Texts;
use crate::event::{Draw, People, Template, mixture, uuid};
use crate::rng::Rng;

/// A supply of events.
pub(super) struct Events {
    templates: Vec<Template>,
    draw: Draw,
    people: u32,
    buffer: Vec<u8>,
}

/// An event as a row. Its id and person are drawn apart from the body's: a writer that parses nothing cannot tell.
pub(super) struct Row<'a> {
    pub(super) id: [u8; 16],
    pub(super) person: u32,
    pub(super) body: &'a str,
}

impl Events {
    /// Events about so many people.
    pub(super) fn new(people: u32) -> Events {
        let draw = Draw::new(People::Uniform(people), Rc::new(Texts::new()));
        Events { templates: mixture(&mut Rng::seeded(3)), draw, people, buffer: Vec::new() }
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Row<'_> {
        let template = &self.templates[self.draw.rng.place(self.templates.len())];
        template.fill(&mut self.buffer, &mut self.draw);
        let rng = &mut self.draw.rng;
        let (id, person) = (uuid::bytes(rng.next(), rng.next()), 1 + rng.below(self.people));
        Row { id, person, body: std::str::from_utf8(&self.buffer).expect("templates are ASCII") }
    }
}
