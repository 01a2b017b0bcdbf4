//! Connectors: mailboxes, feeds and public timelines from which what people say is fetched, each into a source of its
//! own name.
//!
//! Invariants: what is fetched goes through intake under the id that its author's system gave it, and only then the place
//! up to which was read is moved: so a crash at any moment neither loses nor doubles anything. A secret is kept
//! encrypted, and is shown, logged and exported by nobody.
//! Tables: `connectors` (truth).

mod feed;
pub mod http;
mod imap;
mod mail;
mod mastodon;
mod model;
mod own_words;
mod rules;
mod store;

use std::sync::Arc;

use ::store::{Db, Result, Store};
use futures_util::future::join_all;
use kernel::clock::MINUTE;
use kernel::{Clock, DropReason, MessageKey, Purpose, Timestamp, Trust};
use web::address::Network;
use web::outgoing::{Outgoing, OutgoingError};
use web::sealed::Sealing;

pub use model::{Connector, Fetched, From, ImapTls, Position};

use crate::feedback::Feedback;
use crate::ingest::{Draft, Dropped, Edge, Form, Intake, Received};
use crate::sources::{Source, Sources};
use mail::{Letter, Nature};
use model::{Found, Item};
use rules::next_at;

pub(crate) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// For how long whoever fetches has a connector to themselves.
const LEASE: i64 = 5 * MINUTE;
/// How often one is asked again at once where it has more.
const MOST_ROUNDS: usize = 20;
/// What is fetched is written to the organisation, for it to do something: that is its service.
const PURPOSE: &str = "service";

/// The connectors of a store. Cheap to clone.
#[derive(Clone)]
pub struct Connectors {
    truth: Db,
    intake: Intake,
    sources: Sources,
    feedback: Arc<Feedback>,
    /// The networks besides the public internet in which something may be fetched.
    networks: Arc<[Network]>,
    outgoing: Outgoing,
    sealing: Sealing,
    clock: Arc<dyn Clock>,
}

/// Where fetching ended.
struct Ended {
    position: Position,
    stored: u64,
    /// Why it went no further.
    error: Option<String>,
}

impl Connectors {
    /// The connectors of a store; they fetch from the public internet, and from these networks.
    ///
    /// # Errors
    /// Where no certificates are found that can be trusted.
    pub fn new(
        store: &Store,
        (intake, sources): (&Intake, &Sources),
        feedback: Arc<Feedback>,
        networks: &[Network],
        clock: Arc<dyn Clock>,
    ) -> std::result::Result<Connectors, OutgoingError> {
        Ok(Connectors {
            truth: store.truth.clone(),
            intake: intake.clone(),
            sources: sources.clone(),
            feedback,
            networks: networks.into(),
            outgoing: Outgoing::public(networks)?,
            sealing: Sealing::new(store, "connectors"),
            clock,
        })
    }

    /// All of them, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self) -> Result<Vec<Connector>> {
        self.truth.read(store::list).await
    }

    /// One by its name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn get(&self, name: &str) -> Result<Option<Connector>> {
        let name = name.to_owned();
        self.truth.read(move |tx| store::get(tx, &name)).await
    }

    /// Keeps a connector, in place of one of the same name; its secret too where one is given, else the one before stays.
    /// Where it fetches from somewhere else than before it begins anew.
    async fn put(&self, connector: Connector, secret: Option<&str>) -> Result<()> {
        if self.sources.by_name(&connector.name).await?.is_none() {
            self.sources.ensure_for(&connector.name, &Purpose::new(PURPOSE)).await?;
        }
        let sealed =
            secret.map(|secret| self.sealing.seal(connector.name.as_bytes(), secret.as_bytes())).transpose()?;
        self.truth.write(move |tx| store::put(tx, &connector, sealed.as_deref())).await
    }

    /// Removes one; what it brought stays. Returns whether there was one.
    async fn remove(&self, name: &str) -> Result<bool> {
        let name = name.to_owned();
        self.truth.write(move |tx| store::remove(tx, &name)).await
    }

    /// Fetches from all that are due. Says whether any was. Blocks; must be called within a tokio runtime, not on its
    /// workers.
    ///
    /// # Errors
    /// What the database says.
    pub fn fetch_due(&self) -> Result<bool> {
        let now = self.clock.now();
        let due = self.truth.read_blocking(|tx| store::due(tx, now))?;
        let any = !due.is_empty();
        let all = join_all(due.iter().map(|connector| self.fetch(connector)));
        for outcome in tokio::runtime::Handle::current().block_on(all) {
            outcome?;
        }
        Ok(any)
    }

    /// Fetches what is new, unless somebody else is at it.
    async fn fetch(&self, connector: &Connector) -> Result<()> {
        let now = self.clock.now();
        let (name, before, until) = (connector.name.clone(), connector.next_at, Timestamp(now.0 + LEASE));
        if !self.truth.write(move |tx| store::take(tx, &name, before, until)).await? {
            return Ok(());
        }
        let ended = self.fetch_all(connector).await?;
        if let Some(error) = &ended.error {
            tracing::warn!(connector = connector.name, error, "a connector could not fetch; it is tried again");
        }
        let now = self.clock.now();
        let after = Connector {
            position: ended.position,
            next_at: next_at(connector.every_minutes, now),
            fetched_at: if ended.error.is_none() { Some(now) } else { connector.fetched_at },
            failing_since: ended.error.as_ref().map(|_| connector.failing_since.unwrap_or(now)),
            error: ended.error,
            ..connector.clone()
        };
        self.truth.write(move |tx| store::fetched(tx, &after, ended.stored)).await
    }

    async fn fetch_all(&self, connector: &Connector) -> Result<Ended> {
        let source = self.sources.ensure(&connector.name).await?;
        let name = connector.name.clone();
        let sealed = self.truth.read(move |tx| store::secret(tx, &name)).await?;
        let secret = sealed.map(|sealed| self.sealing.open(connector.name.as_bytes(), &sealed)).transpose()?;
        let secret = secret.map(|secret| String::from_utf8_lossy(&secret).into_owned());
        let mut ended = Ended { position: connector.position.clone(), stored: 0, error: None };
        for _ in 0..MOST_ROUNDS {
            let fetched = match self.ask(connector, secret.as_deref(), &ended.position).await {
                Ok(fetched) => fetched,
                Err(said) => return Ok(Ended { error: Some(said), ..ended }),
            };
            match self.take_in(&source, fetched.found).await? {
                Ok(stored) => ended.stored += stored,
                Err(said) => return Ok(Ended { error: Some(said), ..ended }),
            }
            ended.position = fetched.position;
            if !fetched.more {
                break;
            }
        }
        Ok(ended)
    }

    /// What is new behind a place, and up to where that reaches.
    async fn ask(
        &self,
        connector: &Connector,
        secret: Option<&str>,
        position: &Position,
    ) -> std::result::Result<Fetched, String> {
        match &connector.from {
            From::Imap { .. } => {
                let since = connector.made_at;
                imap::fetch(&connector.from, secret.unwrap_or_default(), (position, since), &self.networks).await
            }
            From::Feed { url } => feed::fetch(&self.outgoing, url, position).await,
            From::Mastodon { server, hashtag } => {
                mastodon::fetch(&self.outgoing, (server, hashtag.as_deref(), secret), position).await
            }
        }
    }

    /// Takes in what was fetched; answers to surveys become responses. Returns how much is new.
    async fn take_in(&self, source: &Arc<Source>, found: Vec<Found>) -> Result<std::result::Result<u64, String>> {
        // Anybody can write anything under any sender.
        let edge = self.intake.edge(source.clone(), Trust::Public, Vec::new());
        let mut items = Vec::with_capacity(found.len());
        for one in found {
            let key = edge.hasher.message(&source.name, &one.id);
            match one.item {
                Item::Post(draft) => items.push(finished(&edge, key, *draft)),
                Item::Mail { raw, at } => {
                    let letter = mail::read(&raw);
                    if !self.is_answer(&one.id, &letter).await? {
                        items.push(received(&edge, key, letter, at));
                    }
                }
            }
        }
        let receipt = self.intake.submit_patiently(&edge, items).await;
        Ok(receipt.map(|receipt| receipt.stored).map_err(|error| error.to_string()))
    }

    /// Whether a mail is about one of ours: an answer, which is taken, or that it could not be delivered, which is noted.
    async fn is_answer(&self, id: &[u8], letter: &Letter) -> Result<bool> {
        let replies = &self.feedback.replies;
        let Some(invitation) = letter.refers_to.iter().find_map(|id| replies.invitation_of(id)) else {
            return Ok(false);
        };
        match letter.nature {
            Nature::Undelivered => replies.bounced(invitation).await.map(|()| false),
            Nature::Automatic => Ok(false),
            Nature::Personal => replies.answer(invitation, id, &letter.text).await,
        }
    }
}

fn finished(edge: &Edge, key: MessageKey, draft: Draft) -> Received {
    let received = edge.finish(Draft { key: Some(key), ..draft });
    received.map_err(|(reason, detail)| Dropped::new(reason, detail, Form::Row, ""))
}

/// A mail as an interaction; what nobody wrote is none.
fn received(edge: &Edge, key: MessageKey, letter: Letter, at: Option<Timestamp>) -> Received {
    if letter.nature != Nature::Personal {
        let detail = "a mail that a machine wrote: an absence, a list or a report of a mail server";
        return Err(Dropped::new(DropReason::Filtered, detail, Form::Row, ""));
    }
    finished(edge, key, Draft { occurred_at: at, ..letter.draft() })
}
