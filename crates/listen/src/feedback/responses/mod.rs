//! Responses: the pages on which people answer, and what becomes of it.
//!
//! Invariants: a response is one interaction, however often its form is sent; what was answered of one that nobody
//! finished counts after a day; once it is in the journal nothing of it is kept here but that it is over.
//! Tables: `feedback_responses` (truth).

mod draft;
mod erase;
mod flow;
mod hear;
pub mod http;
mod import;
mod model;
mod opening;
mod page;
pub mod pages;
mod piping;
pub mod preview;
mod read;
mod store;
mod turn;
mod words;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ::store::{Db, Store, blocking};
use kernel::clock::DAY;
use kernel::{Clock, Identifier, IdentifierNo, Kind, Purpose, Timestamp, Trust};
use know::profiles::{Fact, Profiles, Side, Sight};

pub use erase::ResponsesHolder;
pub(super) use hear::{Asked, Heard, Message};
pub use model::{About, Answers, Response};
pub(super) use opening::Opening;
pub(super) use read::checked;
pub(super) use words::is_right_to_left;

use super::invitations::Invitations;
use super::surveys::{AskedOf, FactAsked, Survey, Surveys};
use super::waves::Waves;
use crate::ingest::{Draft, Dropped, Form, Intake, Refusal};
use crate::sources::Sources;
use draft::From;
use piping::Known;

pub(super) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// The source of what is answered here.
const SOURCE: &str = "surveys";
/// The purpose of what somebody answers: they say it themselves, so nothing they refused elsewhere holds it back.
const PURPOSE: &str = "service";
/// The namespace of somebody of whom nothing is known but a response.
const RESPONSE: &str = "survey_response";
/// What a site may say of whom its visitor is, as its own pages do: it is claimed, not known.
const CLAIMED: [&str; 2] = ["user_id", "anonymous_id"];
/// For how long nobody has worked at a response that was left.
const LEFT_AFTER: i64 = DAY;
/// For how long it is known of a response that it is over, where nobody was invited to it.
const KNOWN_OVER: i64 = 30 * DAY;
/// Responses that are taken in at once.
const PORTION: usize = 100;

/// The responses of a store. Cheap to clone.
#[derive(Clone)]
pub struct Responses {
    truth: Db,
    surveys: Surveys,
    invitations: Invitations,
    waves: Waves,
    intake: Intake,
    sources: Sources,
    profiles: Profiles,
    ids: kernel::PublicIds,
    clock: Arc<dyn Clock>,
}

/// Why a response could not be taken in.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error(transparent)]
    Store(#[from] ::store::Error),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Responses {
    pub(super) fn new(
        store: &Store,
        (surveys, invitations, waves): (&Surveys, &Invitations, &Waves),
        (intake, sources): (&Intake, &Sources),
        profiles: &Profiles,
        clock: Arc<dyn Clock>,
    ) -> Responses {
        Responses {
            truth: store.truth.clone(),
            surveys: surveys.clone(),
            invitations: invitations.clone(),
            waves: waves.clone(),
            intake: intake.clone(),
            sources: sources.clone(),
            profiles: profiles.clone(),
            ids: store.secrets.ids.clone(),
            clock,
        }
    }

    /// Takes in what people left before its end a day ago, and forgets responses that are over for long. Says whether
    /// there was anything to take in. Blocks.
    pub(super) fn take_in_left(&self) -> ::store::Result<bool> {
        let now = self.clock.now();
        self.truth.write_blocking(move |tx| store::forget(tx, Timestamp(now.0 - KNOWN_OVER)))?;
        let left = self.truth.read_blocking(|tx| store::left(tx, Timestamp(now.0 - LEFT_AFTER), PORTION))?;
        let any = !left.is_empty();
        let runtime = tokio::runtime::Handle::current();
        for response in left {
            let at = response.changed_at;
            runtime.block_on(self.take_in(response, at)).map_err(|error| match error {
                Error::Store(error) | Error::Refused(Refusal::Store(error)) => error,
                Error::Refused(Refusal::Busy) => ::store::Error::Unexpected("intake is busy".to_owned()),
            })?;
        }
        Ok(any)
    }

    /// Makes a response an interaction, and forgets what was answered. However often that is done, it is there once.
    async fn take_in(&self, response: Response, at: Timestamp) -> Result<(), Error> {
        let versions = self.surveys.all(response.survey.clone()).await?;
        let version = versions.into_iter().find(|version| version.number == response.version);
        if let Some(survey) = version.and_then(|version| version.definition) {
            let answers = flow::counting(&survey, &response.answers);
            let from = self.from(&response).await?;
            // Who opened a page and said nothing has not answered.
            if let Some(from) = from.filter(|_| !answers.is_empty()) {
                let trust = from.trust;
                let draft = draft::draft(&response, &survey, &answers, from, at);
                self.hand_over(draft, trust, response.number).await?;
            }
        }
        let now = self.clock.now();
        self.truth.write(move |tx| store::finish(tx, &response, now)).await?;
        Ok(())
    }

    async fn hand_over(&self, draft: Draft, trust: Trust, number: u64) -> Result<(), Error> {
        let source = self.sources.ensure_for(SOURCE, &Purpose::new(PURPOSE)).await?;
        let edge = self.intake.edge(source, trust, Vec::new());
        let key = Some(edge.hasher.message(SOURCE, format!("response {number}").as_bytes()));
        let received = edge.finish(Draft { key, ..draft });
        let received = received.map_err(|(reason, detail)| Dropped::new(reason, detail, Form::Row, ""));
        self.intake.submit_patiently(&edge, vec![received]).await?;
        Ok(())
    }

    /// Who gives a response; nobody where whoever was invited is erased by now.
    async fn from(&self, response: &Response) -> Result<Option<From>, Error> {
        let Some(number) = response.identifier else {
            let own = Identifier::new(RESPONSE, self.ids.encode(Kind::Response, response.number));
            let claimed = CLAIMED.iter().filter_map(|namespace| {
                let value = response.hidden.get(*namespace)?;
                Some(Identifier::new(*namespace, value.as_str()))
            });
            let mut identifiers: Vec<Identifier> = claimed.collect();
            if identifiers.is_empty() {
                identifiers.push(own);
            }
            return Ok(Some(From { identifiers, channel: "web".to_owned(), trust: Trust::Public }));
        };
        let profiles = self.profiles.clone();
        let found = blocking(move || profiles.identifiers(&[number])).await?.remove(&number);
        let channel = self.invitations.channel_of(response.number).await?.unwrap_or_else(|| "web".to_owned());
        Ok(found.map(|identifier| From { identifiers: vec![identifier], channel, trust: Trust::Secret }))
    }

    /// What is known of somebody, and the questions of a survey that need not be asked of them. Of somebody who was not
    /// invited nothing is.
    async fn known(
        &self,
        survey: &Survey,
        identifier: Option<IdentifierNo>,
        about: &About,
    ) -> Result<(Known, BTreeSet<String>), Error> {
        let mut known = Known { facts: BTreeMap::new(), about: about.subjects.clone() };
        let mut spared = BTreeSet::new();
        let Some(identifier) = identifier else { return Ok((known, spared)) };
        let (profiles, now) = (self.profiles.clone(), self.clock.now());
        let side = if survey.asked_of == AskedOf::Employees { Side::Employee } else { Side::Customer };
        let facts = blocking(move || {
            let person = profiles.people().now().graph.person_at(identifier, now.0);
            profiles.facts(person, &Sight::whole(side))
        });
        let facts = facts.await?.unwrap_or_default();
        let holds =
            |fact: &Fact| fact.newest && fact.trust == Trust::Secret && fact.valid_until.is_none_or(|at| at > now);
        for fact in facts.into_iter().filter(holds) {
            let is_spared = |asked: &FactAsked| {
                let fresh = |days: u32| fact.learnt_at.0 >= now.0 - i64::from(days) * DAY;
                asked.name == fact.name && asked.fresh_days.is_none_or(fresh)
            };
            let of_it = survey.questions.iter().filter(|question| question.fact.as_ref().is_some_and(is_spared));
            spared.extend(of_it.map(|question| question.id.clone()));
            known.facts.insert(fact.name, fact.value);
        }
        Ok((known, spared))
    }
}

/// Whether an invitation was answered, or is being answered.
pub(super) fn is_answered(tx: &mut dyn ::store::Tx, invitation: u64) -> ::store::Result<bool> {
    Ok(store::get(tx, invitation)?.is_some())
}
