//! One customer while their rows are written: what they told, what they were asked again, the trace that they leave.

use serde::Serialize;

use crate::at::At;
use crate::facts::{Fact, Question, Told};
use crate::life::matters::MatterKind;
use crate::office::{Office, System};
use crate::people::Customer;
use crate::phrases::Slot;
use crate::rng::Rng;
use crate::tables::{MOBILE, bill_items};
use crate::trace::{Mark, Trace};
use crate::truth::Episode;
use crate::world::World;

/// A customer whose rows are being written.
pub(crate) struct Diary<'a> {
    /// The world.
    pub(crate) world: &'a World,
    /// Where the rows go.
    pub(crate) office: &'a mut Office,
    /// Whose rows they are.
    pub(crate) customer: &'a Customer,
    /// How truth names them.
    pub(crate) person: String,
    /// The identifiers that they leave.
    pub(crate) trace: Trace,
    /// What they have told.
    pub(crate) told: Told,
    /// The times of their repeated requests, in the order of time.
    pub(crate) repeated: Vec<At>,
}

impl<'a> Diary<'a> {
    /// The diary of a customer of whom the master data knows name, address and date of birth since they signed up.
    pub(crate) fn open(world: &'a World, office: &'a mut Office, customer: &'a Customer) -> Diary<'a> {
        let mut told = Told::default();
        for fact in [Fact::FullName, Fact::Address, Fact::Postcode, Fact::DateOfBirth] {
            told.tell(fact, customer.signed_up);
        }
        let (person, trace) = (customer.person(), Trace::default());
        Diary { world, office, customer, person, trace, told, repeated: Vec::new() }
    }

    /// Adds a row to a system's export.
    pub(crate) fn put(
        &mut self,
        system: System,
        at: At,
        marks: &[Mark<'_>],
        row: &impl Serialize,
        interactions: u64,
    ) -> anyhow::Result<()> {
        self.office.put(system, &mut self.trace, at, marks, row, interactions)
    }

    /// Notes what was asked at a touchpoint and that it was answered. Returns how much of it was asked again.
    pub(crate) fn asked(&mut self, touchpoint: &str, questions: &[Question], at: At) -> anyhow::Result<usize> {
        let again = self.told.repeated(questions, at);
        for fact in &again {
            self.office.truth.repeated(touchpoint, &self.person, fact.name(), at)?;
            self.repeated.push(at);
        }
        for (fact, _) in questions {
            self.told.tell(*fact, at);
        }
        Ok(again.len())
    }

    /// Notes that a row belongs to an episode.
    pub(crate) fn episode(
        &mut self,
        name: &str,
        (kind, topic): (&str, &str),
        source: System,
        row: &str,
        at: At,
    ) -> anyhow::Result<()> {
        let episode = Episode { name, kind, topic, person: &self.person };
        self.office.truth.episode(&episode, source.mapping(), row, at)
    }
}

/// The words that phrases about a customer's matter are filled in with.
#[derive(Debug)]
pub(crate) struct Words {
    first: &'static str,
    last: &'static str,
    name: String,
    town: &'static str,
    street: String,
    tariff: &'static str,
    mobile: &'static str,
    device: String,
    amount: String,
    item: &'static str,
    day: String,
    shop: &'static str,
    agent: &'static str,
    reference: String,
    /// The section of the customer's own words.
    own: String,
    /// The section of the employees' words.
    note: String,
    /// The section of what people add in such a mood.
    mood: &'static str,
}

/// The topic of phrases that are about nothing in particular.
pub(crate) const SMALL_TALK: (MatterKind, &str) = (MatterKind::General, "app");

impl Words {
    /// The words about a matter of this kind and topic, with this device and under this reference.
    pub(crate) fn new(
        rng: &mut Rng,
        customer: &Customer,
        (kind, topic): (MatterKind, &str),
        device: &str,
        reference: &str,
        agent: &'static str,
    ) -> Words {
        let tariff = customer.tariff();
        let pence = tariff.1 + rng.below(4500) + 900;
        Words {
            first: customer.first,
            last: customer.last,
            name: customer.name(),
            town: customer.home.town.name,
            street: customer.home.street.trim_start_matches(|c: char| c.is_numeric() || c == ' ').to_owned(),
            tariff: tariff.0,
            mobile: customer.contract.mobile.unwrap_or(MOBILE[1]).0,
            device: device.to_owned(),
            amount: format!("£{}.{:02}", pence / 100, pence % 100),
            item: rng.pick(bill_items()),
            day: format!("{}th", rng.between(4, 20)),
            shop: customer.home.town.shop,
            agent,
            reference: reference.to_owned(),
            own: format!("{{p.{}.{topic}}}", kind.name()),
            note: format!("{{n.{}.{topic}}}", kind.name()),
            mood: match kind {
                MatterKind::Fibre | MatterKind::Mobile => "{mood.fault}",
                MatterKind::Bill | MatterKind::Delivery | MatterKind::Leave => "{mood}",
                MatterKind::Move | MatterKind::Sim | MatterKind::General | MatterKind::Upgrade => "{mood.ask}",
            },
        }
    }

    /// The words as the phrases take them.
    pub(crate) fn slots(&self) -> [Slot<'_>; 17] {
        [
            ("first", self.first),
            ("last", self.last),
            ("name", &self.name),
            ("town", self.town),
            ("street", &self.street),
            ("tariff", self.tariff),
            ("mobile", self.mobile),
            ("device", &self.device),
            ("amount", &self.amount),
            ("item", self.item),
            ("day", &self.day),
            ("shop", self.shop),
            ("agent", self.agent),
            ("ref", &self.reference),
            ("p", &self.own),
            ("n", &self.note),
            ("m", self.mood),
        ]
    }
}
