//! The deterministic simulator of the sample company: Halden, a telecom with shops, and what its systems export.
//!
//! [`write`] makes two folders. `exports` holds what the systems would really hand over: twenty files, each with its
//! own columns, times and identifiers, and each with a mapping in [`MAPPINGS`]. `truth` holds what was planted. The
//! product never reads it; tests and benchmarks measure against it. [`ORGANISATION`] is who owns what there, and what it
//! costs.
//!
//! # Exports
//! | file | system | one row is |
//! |---|---|---|
//! | `crm_customers.csv` | customer master | a customer: signed up, record changed, perhaps left |
//! | `web.jsonl`, `app.jsonl` | front ends, in Segment's form | a call; anonymous until the login |
//! | `shop_visits.csv` | tablets in the shops | a visit, known by card, phone or e-mail |
//! | `calls.csv` | telephone system | one part of a call, often known by the caller's number only |
//! | `emails.csv`, `chats.jsonl`, `social.jsonl` | written contact | a letter, a chat, a post |
//! | `field_visits.csv`, `dispatch_log.csv` | engineers | a job; a call to a colleague from the site |
//! | `orders.csv`, `deliveries.csv` | sales, carrier | an order and its activation; a parcel with its times |
//! | `bills.csv`, `payments.csv` | billing, bank | a bill; a payment or top-up |
//! | `marketing_sends.csv`, `surveys.csv` | campaigns, surveys | a mailing; an invitation and its answer |
//! | `loyalty_signups.csv`, `leads.csv` | shops, fairs | a card handed out; a card filled in |
//! | `staff.csv`, `staff_notes.csv` | personnel office, intranet | an employee; a note or an answer to the pulse |
//!
//! # Truth
//! - `people.csv`: everybody: customers (`P`), prospects (`Q`), visitors (`V`), employees who are no customers
//!   (`S`); when they left and when they were first asked again; `islands`: into how many groups their
//!   identifiers fall if only rows tie them (1: rows alone show one person).
//! - `identifiers.csv`: whose every identifier in the exports is, in normal form, and when rows first and last
//!   had it. `own`; `shared` (tablet, landline: a line for each user); `reassigned` (a line for each holder, with
//!   `from` and `to`; one holder only if nobody got it in time); `typo`. Junk such as `guest` or `unknown` is
//!   nobody's and is not listed.
//! - `episodes.csv`: which rows are about the same matter, its kind and topic; `row` is the message id that the
//!   mapping makes, `time` when it was.
//! - `repeated_requests.csv`: every question for the purpose of service whose answer was a valid fact by then.
//! - `causes.json`: the planted causes with their sizes and how to measure them, the campaign, the confounder,
//!   the two touchpoints that ask everyone again.
//! - `campaign.csv`: who was in the campaign's audience, who was treated, who bought.
//! - `confounder.csv`: who compared tariffs, who left, and the kind of contract that is behind both.
//! - `fix.json`: what was mended at one touchpoint, when, and what that does to a score.
//! - `process.csv` and `process_change.json`: fibre orders by the process that they went through, and when it
//!   changed.
//! - `mood.csv`: the mood of each department by month, which its anonymous pulse ([`pulse_waves`]) shows and, in some,
//!   customers feel later; [`NOTES`] and [`NEEDS`] are what employees report and need.
//! - `odyssey.json`: the story that is told to the letter: six contacts, four departments, the same facts given
//!   four times.
//! - `totals.csv`: rows of each export, and how many interactions its mapping makes of them.
//!
//! # What it depends on
//! Every person has random numbers of their own, drawn from the seed and their number, so a bigger company has the same
//! people and more. Numbers change hands only where the plan is long enough for the silence between (eight months).
//! Sizes, rates and effects are constants at the head of the files that use them; planted ones are all in `causes`.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that fails may panic"))]

mod at;
mod causes;
mod diary;
mod exports;
mod facts;
mod frontline;
mod life;
mod mappings;
mod numbers;
mod office;
mod organisation;
mod people;
mod phone;
mod phrases;
mod place;
mod plan;
mod pulse;
mod rng;
mod scenes;
mod sheet;
mod tables;
mod trace;
mod truth;
mod voice;
mod world;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use kernel::Identifier;

pub use crate::frontline::{FrontlineNeed, FrontlineNote, NEEDS, NOTES};
pub use crate::mappings::MAPPINGS;
pub use crate::organisation::{ALERT_RULES, DESIGNS, IMPROVEMENT, ORGANISATION, ORGANISATION_SINCE, USERS};
pub use crate::plan::Plan;
pub use crate::pulse::{PULSE, PulseWave, pulse_waves};

use crate::office::Office;
use crate::people::staff::STAFF;
use crate::people::stranger::{Prospect, visitors};
use crate::scenes::{customers, employees, odyssey, strangers};
use crate::world::World;

/// A file that one of the company's systems exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Where it is, relative to `exports` in the directory that was written to.
    pub file: PathBuf,
    /// The name in [`MAPPINGS`] of the mapping that takes it in.
    pub mapping: &'static str,
    /// How many rows it has, without the heading.
    pub rows: u64,
}

/// A company that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its exports.
    pub exports: Vec<Export>,
    /// All identifiers of the customer whose story is told to the letter, in normal form.
    pub odyssey: Vec<Identifier>,
}

/// Writes the company to `dir/exports` and its ground truth to `dir/truth`. Files of an earlier run are replaced.
///
/// # Errors
/// If the plan is impossible (no customers, more than five years) or a file cannot be written.
pub fn write(plan: &Plan, dir: &Path) -> anyhow::Result<Company> {
    plan.check()?;
    let world = World::new(plan);
    let mut office = Office::open(&world, dir)?;
    for no in 0..plan.customers {
        customers::write(&world, &mut office, no)?;
    }
    for number in 0..Prospect::count(plan) {
        strangers::prospect(&world, &mut office, number)?;
    }
    for number in 0..visitors(plan) {
        strangers::visitor(&world, &mut office, number)?;
    }
    for no in 0..STAFF {
        employees::write(&world, &mut office, no)?;
    }
    odyssey::write_colleague(&world, &mut office)?;
    office.truth.document("causes.json", &causes::document(world.window))?;
    office.truth.moods(&pulse::moods(&world))?;
    office.truth.document("process_change.json", &causes::process_change(world.window))?;
    office.truth.document("fix.json", &causes::fix(world.window))?;
    Ok(Company { exports: office.finish()?, odyssey: odyssey::identifiers(&world) })
}
