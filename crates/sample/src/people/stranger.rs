//! People without a customer number: prospects who left an address, and visitors of whom only a browser is known.

use crate::numbers::uuid;
use crate::people::customer::Held;
use crate::people::household::Household;
use crate::people::mail;
use crate::people::staff::STAFF;
use crate::phone::Phone;
use crate::phrases::Language;
use crate::plan::Plan;
use crate::tables::{first_names, other_mail_domains, surnames};
use crate::world::World;

/// Somebody who is interested.
#[derive(Clone, Debug)]
pub(crate) struct Prospect {
    /// Their number in series that customers' numbers share.
    pub(crate) no: u32,
    /// First name.
    pub(crate) first: &'static str,
    /// Surname.
    pub(crate) last: &'static str,
    /// The address on their card.
    pub(crate) email: String,
    /// The address that they leave on the web site, where it is another one.
    pub(crate) other_email: Option<String>,
    /// A telephone number.
    pub(crate) phone: Option<Held>,
    /// The anonymous id of their browser.
    pub(crate) browser: String,
    /// The town where they met Halden.
    pub(crate) town: &'static str,
    /// Whether they get mailings.
    pub(crate) mailings: bool,
}

impl Prospect {
    /// How many prospects a company with so many customers has.
    pub(crate) fn count(plan: &Plan) -> u32 {
        plan.customers * 15 / 100 + 1
    }

    /// The prospect of this number.
    pub(crate) fn draw(world: &World, number: u32) -> Prospect {
        let mut rng = world.rng("prospect", number);
        let no = Plan::MOST_CUSTOMERS + number;
        let (first, last) = (rng.pick(first_names(Language::English)), rng.pick(surnames(Language::English)));
        let domains = other_mail_domains();
        let at = rng.index(domains.len());
        // The employees have the numbers before.
        let email = mail::address(&mut rng, first, last, STAFF + number, domains[at]);
        let other = mail::address(&mut rng, first, last, STAFF + number, domains[(at + 1) % domains.len()]);
        let held = Held { phone: Phone::mobile(no * 2), from: None, to: None, passed: false };
        Prospect {
            no,
            first,
            last,
            email,
            other_email: rng.chance(0.25).then_some(other),
            phone: rng.chance(0.4).then_some(held),
            browser: uuid(&mut rng),
            town: Household::town(&mut rng).name,
            mailings: rng.chance(0.7),
        }
    }

    /// How truth names this person.
    pub(crate) fn person(&self) -> String {
        format!("Q{:07}", self.no - Plan::MOST_CUSTOMERS)
    }
}

/// How many visitors come to the site of a company of this size who never say who they are.
pub(crate) fn visitors(plan: &Plan) -> u32 {
    plan.customers / 10 + 1
}
