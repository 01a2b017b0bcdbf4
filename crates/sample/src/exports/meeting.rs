//! One contact about a matter as its department sees it: who serves, what is asked, answered and said.

use crate::diary::{Diary, Words};
use crate::facts::{Fact, Purpose, Question, questions_json};
use crate::life::matters::{Contact, Matter};
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::people::staff;
use crate::place::Place;
use crate::rng::Rng;

/// What is said and asked in a contact of the story that is told to the letter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Script {
    /// What the customer says.
    pub(crate) said: &'static str,
    /// What the employee notes.
    pub(crate) noted: &'static str,
    /// What is asked.
    pub(crate) asked: &'static [Fact],
    /// How the system closes it, where it says so.
    pub(crate) result: &'static str,
}

/// A contact that is about to be written.
pub(crate) struct Meeting<'a> {
    /// The matter that it is about.
    pub(crate) matter: &'a Matter,
    /// When and where.
    pub(crate) contact: Contact,
    /// What is asked.
    pub(crate) questions: Vec<Question>,
    /// The employee who serves.
    pub(crate) agent: u32,
    /// The ticket under which the departments could find each other's notes.
    pub(crate) ticket: String,
    /// Random numbers for what the system adds.
    pub(crate) rng: Rng,
    /// The script, where nothing is left to chance.
    pub(crate) script: Option<Script>,
    words: Words,
}

impl<'a> Meeting<'a> {
    /// Prepares a contact: looks up what has been told, and asks for the rest; at some places for everything.
    pub(crate) fn new(diary: &Diary<'_>, matter: &'a Matter, contact: Contact) -> Meeting<'a> {
        let customer = diary.customer;
        let mut rng = diary.world.rng("meeting", number(diary, contact.slot) * 2 + u32::from(contact.leg == 2));
        let agent = agent(diary, &contact);
        let ticket = numbered(Series::Ticket, customer.no, matter.slot);
        let (kind, device) = ((matter.kind, matter.topic), &matter.answers.device);
        let agent_name = staff::first_name(diary.world, agent);
        let words = Words::new(&mut rng, customer, kind, device, &ticket, agent_name);
        let questions = questions(diary, matter, &contact, &mut rng);
        Meeting { matter, contact, questions, agent, ticket, rng, script: None, words }
    }

    /// Prepares a contact that follows a script.
    pub(crate) fn scripted(diary: &Diary<'_>, matter: &'a Matter, contact: Contact, script: Script) -> Meeting<'a> {
        let questions = script.asked.iter().map(|fact| (*fact, Purpose::Service)).collect();
        Meeting { questions, script: Some(script), ..Meeting::new(diary, matter, contact) }
    }

    /// The questions in the form in which the systems keep them.
    pub(crate) fn questions_json(&self) -> String {
        questions_json(&self.questions)
    }

    /// What the customer answered, where this fact was asked for to serve them.
    pub(crate) fn answer(&self, diary: &Diary<'_>, fact: Fact) -> String {
        if !self.questions.contains(&(fact, Purpose::Service)) {
            return String::new();
        }
        let answers = &self.matter.answers;
        match fact {
            Fact::FullName => diary.customer.name(),
            Fact::Address => diary.customer.home.address(),
            Fact::Problem => answers.problem.clone(),
            Fact::DeviceModel => answers.device.clone(),
            Fact::ProblemSince => answers.since.clone(),
            Fact::NewAddress => answers.new_address.clone(),
            Fact::MovingDate => answers.moving_date.clone(),
            Fact::LeavingReason => answers.reason.clone(),
            Fact::Postcode | Fact::DateOfBirth | Fact::MarketingWish => String::new(),
        }
    }

    /// What the customer says or writes in a way of contact: `call`, `mail`, `chat`, `post`.
    pub(crate) fn says(&mut self, diary: &Diary<'_>, way: &str) -> String {
        if let Some(script) = self.script {
            return script.said.to_owned();
        }
        let turn = if self.contact.first { "first" } else { "again" };
        let language = diary.customer.language();
        diary.world.phrases.say(&mut self.rng, language, &format!("{way}.{turn}"), &self.words.slots())
    }

    /// What the customer types in a way of contact, as their fingers have it.
    pub(crate) fn types(&mut self, diary: &Diary<'_>, way: &str) -> String {
        let text = self.says(diary, way);
        diary.customer.voice.write(&mut self.rng, &text)
    }

    /// A phrase of the customer's language about the matter, such as a subject line or search words.
    pub(crate) fn about(&mut self, diary: &Diary<'_>, section: &str) -> String {
        let section = format!("{section}.{}", self.matter.kind.name());
        diary.world.phrases.raw(&mut self.rng, diary.customer.language(), &section, &self.words.slots())
    }

    /// What the employee notes.
    pub(crate) fn note(&mut self, diary: &Diary<'_>, section: &str) -> String {
        if let Some(script) = self.script {
            return script.noted.to_owned();
        }
        diary.world.note(&mut self.rng, section, &self.words.slots())
    }

    /// Settles in truth that the row with this key was the contact, and what was asked again in it.
    /// Returns how many facts that were.
    pub(crate) fn settle(&self, diary: &mut Diary<'_>, system: System, key: &str) -> anyhow::Result<usize> {
        let what = (self.matter.kind.name(), self.matter.topic);
        diary.episode(&self.ticket, what, system, key, self.contact.at)?;
        diary.asked(self.contact.place.touchpoint(), &self.questions, self.contact.at)
    }
}

/// The number of a contact among those of all customers.
fn number(diary: &Diary<'_>, slot: usize) -> u32 {
    diary.customer.no * 512 + u32::try_from(slot).expect("a customer has a few hundred slots")
}

/// Who serves. The engineer who rings a colleague is the one of the visit, which is the contact before.
fn agent(diary: &Diary<'_>, contact: &Contact) -> u32 {
    let slot = if contact.place == Place::Colleague { contact.slot - 1 } else { contact.slot };
    let mut rng = diary.world.rng("agent", number(diary, slot) * 2 + u32::from(contact.leg == 2));
    staff::anyone(&mut rng, contact.place.department())
}

/// What is asked in a contact.
fn questions(diary: &Diary<'_>, matter: &Matter, contact: &Contact, rng: &mut Rng) -> Vec<Question> {
    let service = |fact: &Fact| (*fact, Purpose::Service);
    let needs = matter.kind.needs();
    match contact.place {
        Place::Switchboard => {
            let faults = if matter.kind.is_fault() { needs } else { &needs[..1] };
            [Fact::FullName, Fact::Address].iter().chain(faults).map(service).collect()
        }
        Place::Visit => [Fact::Address].iter().chain(needs).map(service).collect(),
        Place::Email | Place::Social | Place::Search | Place::Colleague => Vec::new(),
        place => {
            let mut asked = Vec::new();
            if place.queue().is_some() {
                asked.extend([Fact::DateOfBirth, Fact::Postcode].map(|fact| (fact, Purpose::Verification)));
            }
            asked.extend(needs.iter().filter(|fact| !diary.told.holds(**fact, contact.at)).map(service));
            if place == Place::Shop && rng.chance(0.3) {
                asked.push((Fact::MarketingWish, Purpose::Marketing));
            }
            asked
        }
    }
}
