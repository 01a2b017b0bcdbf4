//! Asking: who is invited to answer and who is not, by what they allow and by the rules, with a ledger of those who are
//! not.
//!
//! Invariants: who is asked is decided and noted in one transaction, one after the other, so that no two surveys ask the
//! same person at once; whoever is not asked has an entry with its reason, one a day.
//! Tables: `feedback_not_asked` (truth); the rules are in `versions`.

pub mod http;
mod model;
mod rules;
mod store;

use std::collections::BTreeMap;

use ::store::{Db, Result, Store, Tx};
use kernel::clock::DAY;
use kernel::{Identifier, IdentifierNo, KeyHasher, Part, Purpose, Timestamp};
use know::identity::PersonNo;
use know::log::read_identifiers;
use know::people::People;
use know::privacy::{Because, Purposes, permits_now};
use rand::RngExt as _;
use web::versions::{self, Versions};

pub use model::{AskingRules, AtMost, NotAsked, OfSurvey, QuietHours, Quota, QuotaGroup};

use super::invitations::{self, Invitation};
use super::mails::{self, State};
use super::messages::{self, Channel};
use super::replies::is_bounced;
use super::responses::About;
use rules::{Candidate, days_before, decide};
pub(super) use store::take_turn;

pub(super) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// What people are asked for: who refuses this is not asked.
pub const PURPOSE: &str = "surveys";
/// The name of the rules among versions: there is one set of them.
const ALL: &str = "all";
/// For how many days it is kept who was not asked.
const KEPT_DAYS: u32 = 400;

impl versions::Definition for AskingRules {
    const KIND: &'static str = "asking-rules";
    const ONE: &'static str = "set of rules";
}

/// Decides who is asked. Cheap to clone.
#[derive(Clone)]
pub struct Asking {
    truth: Db,
    rules: Versions<AskingRules>,
    people: People,
    purposes: Purposes,
    hasher: KeyHasher,
}

/// Why people are to be asked.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// The survey.
    pub survey: String,
    /// The channel over which they are reached.
    pub channel: String,
    /// Until when they can answer.
    pub until: Timestamp,
    /// Who asks, as the audit names them.
    pub made_by: String,
    /// Whether this server sends it to them.
    pub mailed: Option<Mailed>,
}

/// That whoever is asked is sent a mail or a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mailed {
    /// After how many days they are reminded, where they have not answered.
    pub remind_after_days: Option<u32>,
}

/// Somebody who is to be asked.
#[derive(Clone, Debug)]
pub struct Whom {
    /// Who.
    pub named: Named,
    /// What about.
    pub about: About,
    /// The language in which they are asked, where it is known.
    pub language: Option<String>,
}

/// By what somebody is named.
#[derive(Clone, Debug)]
pub enum Named {
    /// An identifier as people write it, such as `email:ana@example.com`.
    Text(String),
    /// The number of one.
    Number(IdentifierNo),
}

/// That somebody was not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day, as its first moment in UTC.
    pub day: Timestamp,
    /// The survey.
    pub survey: String,
    /// Why.
    pub why: NotAsked,
    /// Who; nothing where nobody has the identifier.
    pub identifier: Option<IdentifierNo>,
    /// The rule, where it was one.
    pub rule: String,
    /// How often on that day.
    pub times: u64,
}

/// What came of asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Invitations.
    pub invited: u64,
    /// Those of them that were answered, as a whole or in part.
    pub answered: u64,
    /// How often somebody was not asked, by why.
    pub not_asked: BTreeMap<NotAsked, u64>,
    /// Entries of the ledger.
    pub entries: u64,
    /// What became of mails.
    pub mails: BTreeMap<State, u64>,
}

/// What is the same for everybody who is asked in one transaction.
struct Ground<'a> {
    occasion: &'a Occasion,
    now: Timestamp,
    rules: AskingRules,
    of: OfSurvey,
    /// How many were invited within the days of the quota, by group.
    invited: BTreeMap<String, u64>,
}

impl Asking {
    /// Over what is known of people.
    #[must_use]
    pub fn new(store: &Store, people: &People, purposes: &Purposes) -> Asking {
        Asking {
            truth: store.truth.clone(),
            rules: Versions::new(store),
            people: people.clone(),
            purposes: purposes.clone(),
            hasher: store.secrets.hasher.clone(),
        }
    }

    /// The rules, in versions.
    #[must_use]
    pub fn rules(&self) -> &Versions<AskingRules> {
        &self.rules
    }

    /// Invites whoever may be asked, and notes of everybody else why not: one for each, in their order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ask(
        &self,
        occasion: Occasion,
        whom: Vec<Whom>,
        now: Timestamp,
    ) -> Result<Vec<std::result::Result<Invitation, NotAsked>>> {
        let own = self.clone();
        self.truth.write(move |tx| own.ask_in(tx, &occasion, whom, now)).await
    }

    /// The same within a transaction.
    pub(super) fn ask_in(
        &self,
        tx: &mut dyn Tx,
        occasion: &Occasion,
        whom: Vec<Whom>,
        now: Timestamp,
    ) -> Result<Vec<std::result::Result<Invitation, NotAsked>>> {
        take_turn(tx)?;
        // Who was joined on another server a moment ago is one person here too.
        self.people.catch_up(tx)?;
        let rules = rules_in(tx)?;
        let of = rules.of(&occasion.survey);
        let invited = match of.quota {
            Some(quota) => store::invited(tx, &occasion.survey, quota.each, days_before(now, quota.days))?,
            None => BTreeMap::new(),
        };
        let mut ground = Ground { occasion, now, rules, of, invited };
        whom.into_iter().map(|one| self.ask_one(tx, &mut ground, one)).collect()
    }

    fn ask_one(
        &self,
        tx: &mut dyn Tx,
        ground: &mut Ground<'_>,
        one: Whom,
    ) -> Result<std::result::Result<Invitation, NotAsked>> {
        let named = self.number_of(&one.named);
        let group = ground.group_of(&one.about);
        let decided = match named {
            Some(identifier) => self.decide(tx, ground, identifier, &group)?,
            None => Err(NotAsked::Unknown),
        };
        let identifier = match decided {
            Ok(identifier) => identifier,
            Err(why) => {
                store::note(tx, &ground.entry(why, named))?;
                return Ok(Err(why));
            }
        };
        let Occasion { survey, channel, until, made_by, mailed } = ground.occasion.clone();
        let (about, language, made_at) = (one.about, one.language, ground.now);
        let number = rand::rng().random::<u64>() >> 1;
        let invitation = Invitation { number, survey, identifier, about, language, channel, made_at, made_by, until };
        invitations::insert(tx, &invitation)?;
        match mailed {
            Some(_) if Channel::parse(&invitation.channel).is_some() => messages::queue(tx, &invitation)?,
            Some(mailed) => mails::queue(tx, &invitation, mailed.remind_after_days)?,
            None => {}
        }
        *ground.invited.entry(group).or_default() += 1;
        Ok(Ok(invitation))
    }

    /// The identifier under which somebody is asked, or why they are not.
    fn decide(
        &self,
        tx: &mut dyn Tx,
        ground: &Ground<'_>,
        identifier: IdentifierNo,
        group: &str,
    ) -> Result<std::result::Result<IdentifierNo, NotAsked>> {
        let (now, mailed) = (ground.now, ground.occasion.mailed.is_some());
        let (person, parts, lot) = {
            let people = self.people.now();
            let person = people.graph.person_at(identifier, now.0);
            let lot = self.hasher.lot(&ground.occasion.survey, people.graph.key(identifier));
            (person, people.graph.parts(person), lot)
        };
        let candidate = Candidate {
            permit: self.permit(tx, person, now)?,
            lot,
            asked_at: &store::asked_at(tx, &parts, ground.rules.looks_back_to(now))?,
            in_group: ground.invited.get(group).copied().unwrap_or_default(),
            can_wait: mailed,
        };
        if let Err(why) = decide(&ground.rules, &ground.of, &candidate, now) {
            return Ok(Err(why));
        }
        if ground.occasion.until <= now {
            return Ok(Err(NotAsked::Over));
        }
        let namespace = if Channel::parse(&ground.occasion.channel).is_some() { "phone" } else { "email" };
        let reached = if mailed { address_of(tx, namespace, (identifier, &parts), now)? } else { Some(identifier) };
        Ok(reached.ok_or(NotAsked::NoAddress))
    }

    /// Whose invitation it is, where they may still be asked. Where they may not and were `not_reached` yet, they
    /// are not asked: the invitation is gone, and the ledger says why.
    pub(super) fn may_still_be_asked(
        &self,
        tx: &mut dyn Tx,
        invitation: &Invitation,
        not_reached: bool,
        now: Timestamp,
    ) -> Result<Option<PersonNo>> {
        self.people.catch_up(tx)?;
        let (then, person) = {
            let people = self.people.now();
            let whose = |at: Timestamp| people.graph.person_at(invitation.identifier, at.0);
            (whose(invitation.made_at), whose(now))
        };
        let (granted, because) = self.permit(tx, person, now)?;
        // An address that was passed on meanwhile is somebody else's.
        if granted && then == person {
            return Ok(Some(person));
        }
        if not_reached {
            let why = if because == Because::Held { NotAsked::Held } else { NotAsked::NotPermitted };
            let (survey, identifier) = (invitation.survey.clone(), Some(invitation.identifier));
            let entry = Entry { day: day_of(now), survey, why, identifier, rule: String::new(), times: 1 };
            store::note(tx, &entry)?;
            invitations::remove(tx, invitation.number)?;
        }
        Ok(None)
    }

    fn permit(&self, tx: &mut dyn Tx, person: PersonNo, now: Timestamp) -> Result<(bool, Because)> {
        let purpose = Purpose::new(PURPOSE);
        let basis = self.purposes.now().of(&purpose);
        let permit = permits_now(tx, &self.people, person, (&purpose, basis), now)?;
        Ok((permit.granted, permit.because))
    }

    fn number_of(&self, named: &Named) -> Option<IdentifierNo> {
        match named {
            Named::Number(number) => Some(*number),
            Named::Text(text) => self.identifier_of(text),
        }
    }

    /// Whether the identifier of an invitation is whose it was: a number can be passed on.
    pub(super) fn is_still_theirs(&self, invitation: &Invitation, now: Timestamp) -> bool {
        let people = self.people.now();
        let whose = |at: Timestamp| people.graph.person_at(invitation.identifier, at.0);
        whose(invitation.made_at) == whose(now)
    }

    /// The identifier of a text, such as `phone:+447700900123`, where anybody has it.
    pub(super) fn identifier_of(&self, text: &str) -> Option<IdentifierNo> {
        let identifier = Identifier::parse(text)?;
        let people = self.people.now();
        let value = people.graph.namespaces().normal(&identifier.namespace, &identifier.value);
        people.graph.find(&self.hasher.identifier(&identifier.namespace, &value))
    }

    /// What came of asking to answer a survey between two days, and who was not asked: the entries before one.
    async fn asked(
        &self,
        survey: String,
        days: (Timestamp, Timestamp),
        before: i64,
        limit: usize,
    ) -> Result<(Counts, Vec<(i64, Entry)>)> {
        let read = move |tx: &mut dyn Tx| {
            let mails = mails::counts(tx, &survey, days)?;
            let counts = Counts { mails, ..store::counts(tx, &survey, days)? };
            Ok((counts, store::list(tx, &survey, days, before, limit)?))
        };
        self.truth.read(read).await
    }

    /// Forgets of long ago who was not asked. Blocks.
    pub(super) fn forget_old(&self, now: Timestamp) -> Result<u64> {
        self.truth.write_blocking(move |tx| store::forget(tx, days_before(now, KEPT_DAYS)))
    }
}

impl Ground<'_> {
    /// The group of an invitation, as far as the quota tells groups apart.
    fn group_of(&self, about: &About) -> String {
        let group = self.of.quota.and_then(|quota| quota.each);
        let name = group.and_then(|group| match group {
            QuotaGroup::Touchpoint => about.touchpoint.clone(),
            QuotaGroup::Department => about.department.clone(),
            QuotaGroup::Employee => about.employee.clone(),
            QuotaGroup::Location => about.location.clone(),
        });
        name.unwrap_or_default()
    }

    fn entry(&self, why: NotAsked, identifier: Option<IdentifierNo>) -> Entry {
        Entry {
            day: day_of(self.now),
            survey: self.occasion.survey.clone(),
            why,
            identifier,
            rule: self.rules.rule(why, &self.occasion.survey),
            times: 1,
        }
    }
}

/// Until when it is quiet, where it is now.
pub(super) fn quiet_until(tx: &mut dyn Tx, now: Timestamp) -> Result<Option<Timestamp>> {
    Ok(rules_in(tx)?.quiet_until(now))
}

/// The identifier under which somebody gets messages: the one by which they are named where it is an address, else the first
/// of theirs that is, and that messages reach.
fn address_of(
    tx: &mut dyn Tx,
    namespace: &str,
    (named, parts): (IdentifierNo, &[Part]),
    now: Timestamp,
) -> Result<Option<IdentifierNo>> {
    let theirs = parts.iter().filter(|part| (part.from..part.until).contains(&now.0)).map(|part| part.identifier);
    let all: Vec<IdentifierNo> = std::iter::once(named).chain(theirs).collect();
    for one in read_identifiers(tx, &all)?.into_iter().filter(|one| one.identifier.namespace == namespace) {
        if !is_bounced(tx, one.number)? {
            return Ok(Some(one.number));
        }
    }
    Ok(None)
}

/// The first moment of a day in UTC.
fn day_of(at: Timestamp) -> Timestamp {
    Timestamp(at.0.div_euclid(DAY) * DAY)
}

/// The rules in force; the usual ones where nobody has written any.
fn rules_in(tx: &mut dyn Tx) -> Result<AskingRules> {
    let newest = Versions::<AskingRules>::newest_in(tx, ALL)?;
    Ok(newest.and_then(|version| version.definition).unwrap_or_default())
}

/// The entries of identifiers.
pub(super) fn of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<Vec<Entry>> {
    store::of(tx, identifiers)
}

/// Removes the entries of identifiers. Returns how many there were.
pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    store::remove_of(tx, identifiers)
}
