//! Alerts: something that somebody said or gave is to be put right, by whom and by when.
//!
//! Invariants: the journal is followed behind a cursor of its own, and alerts are opened, and what is to be told of them
//! noted, in the transaction that moves the cursor: so there is one of each rule and interaction, whenever the process
//! dies. An alert belongs to the primary identifier of its interaction; whose that is is asked when it is shown. What was
//! said stays in the journal; an alert keeps its place.
//! Tables: `alerts`, `alerts_followed` (truth); rules are in `versions`.

mod holder;
pub mod http;
mod model;
mod rules;
mod store;

use std::sync::Arc;

use ::store::journal::Frame;
use ::store::journal::follow::Follower;
use ::store::{Db, Result, Store, Tx};
use kernel::{Clock, Kind, PublicIds, Timestamp};
use know::organisation::Organisation;
use know::profiles::Profiles;
use serde_json::json;
use text::Reader;
use web::versions::Version;

pub use model::{Alert, AlertFilter, AlertRule, AlertRules, AlertState, AlertWhen, Reason, Where, Within};

use crate::webhooks::{self, Told};

pub(crate) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// The alerts of a store, and what opens them. Cheap to clone.
#[derive(Clone)]
pub struct Alerts {
    truth: Db,
    follower: Follower,
    profiles: Profiles,
    organisation: Organisation,
    /// When alerts are opened.
    pub rules: AlertRules,
    reader: Reader,
    ids: PublicIds,
    clock: Arc<dyn Clock>,
}

/// Rules that have not ended, each with its name.
type Rules = Vec<(String, Version<AlertRule>)>;

impl Alerts {
    /// Those of a store. What was there before there were alerts alarms nobody. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn open(
        store: &Store,
        (profiles, organisation): (&Profiles, &Organisation),
        clock: Arc<dyn Clock>,
    ) -> Result<Alerts> {
        let follower = Follower::new(&store.truth, profiles.tail(), "alerts_followed");
        follower.begin()?;
        Ok(Alerts {
            truth: store.truth.clone(),
            follower,
            profiles: profiles.clone(),
            organisation: organisation.clone(),
            rules: AlertRules::new(store),
            reader: Reader::new(),
            ids: store.secrets.ids.clone(),
            clock,
        })
    }

    /// Opens what follows from what came in since the last look. Says whether anything came in. Blocks; must be called
    /// within a tokio runtime, not on its workers.
    ///
    /// # Errors
    /// What the database says.
    pub fn work(&self) -> Result<bool> {
        let rules = || {
            let rules: Rules = tokio::runtime::Handle::current().block_on(self.rules.list())?;
            // What came before there was a rule alarms nobody.
            Ok((!rules.is_empty()).then_some(rules))
        };
        let look = |rules: &Rules, frames: &[Arc<Frame>]| Ok(self.opened(rules, frames, self.clock.now()));
        let ids = self.ids.clone();
        self.follower.follow(rules, look, move |tx, opened| opened.iter().try_for_each(|one| open(tx, &ids, one)))
    }

    fn opened(&self, rules: &Rules, frames: &[Arc<Frame>], now: Timestamp) -> Vec<Opening> {
        let (record, mut opened) = (self.organisation.now(), Vec::new());
        let definitions = || rules.iter().filter_map(|(_, version)| version.definition.as_ref());
        for (position, one) in frames.iter().flat_map(|frame| frame.positioned()) {
            if one.is_erased() || self.profiles.is_erased(one) {
                continue;
            }
            let at = rules::place(one);
            for (place, reasons) in rules::opened(definitions(), (one, &at), &self.reader, now) {
                let (name, version) = &rules[place];
                let Some(rule) = &version.definition else { continue };
                let alert = Alert {
                    number: 0,
                    position,
                    rule: name.clone(),
                    version: version.number,
                    identifier: self.profiles.owner_of(one),
                    occurred_at: one.occurred_at,
                    made_at: now,
                    due_at: rules::due_at(rule, now),
                    at: at.clone(),
                    reasons,
                    owner: rules::owner(rule, &at, &record.units, now),
                    state: AlertState::Open,
                    note: None,
                    changed_by: None,
                    changed_at: None,
                };
                let person = self.profiles.person_of(one);
                let person = self.ids.encode(Kind::Person, person.0);
                opened.push(Opening { alert, person, webhook: rule.webhook.clone(), email: rule.email.clone() });
            }
        }
        opened
    }
}

/// An alert that is to be opened, and who is told.
struct Opening {
    alert: Alert,
    person: String,
    webhook: Option<String>,
    email: Option<String>,
}

fn open(tx: &mut dyn Tx, ids: &PublicIds, opening: &Opening) -> Result<()> {
    let Some(number) = store::insert(tx, &opening.alert)? else { return Ok(()) };
    let data = told(ids, number, opening);
    let to = [(opening.webhook.clone(), None), (None, opening.email.clone())];
    for (webhook, email) in to.into_iter().filter(|(webhook, email)| webhook.is_some() || email.is_some()) {
        let told = Told { webhook, email, event: "alert.opened", about: Some(number), data: data.clone() };
        webhooks::queue(tx, &told, opening.alert.made_at)?;
    }
    Ok(())
}

/// What is told of an alert: no words of anybody's, and nobody but by an id that only this server can read.
fn told(ids: &PublicIds, number: u64, opening: &Opening) -> serde_json::Value {
    let Alert { rule, occurred_at, due_at, at, reasons, owner, position, .. } = &opening.alert;
    let reasons: Vec<serde_json::Value> = reasons.iter().map(|why| json!({"said": rules::said(why, None)})).collect();
    json!({
        "id": ids.encode(Kind::Alert, number),
        "rule": rule,
        "person": opening.person,
        "interaction": ids.encode(Kind::Interaction, position.0),
        "occurred_at": occurred_at.to_string(),
        "due_at": due_at.to_string(),
        "touchpoint": at.touchpoint,
        "channel": at.channel,
        "department": at.department,
        "owner": owner,
        "reasons": reasons,
    })
}
