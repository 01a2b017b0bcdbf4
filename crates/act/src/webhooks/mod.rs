//! Webhooks: what the organisation's own systems and people are told, by signed requests (Standard Webhooks 1.0,
//! <https://www.standardwebhooks.com>) and by mail, tried for three days, with a log of what became of it.
//!
//! Invariants: what is to be told is noted in the transaction that it follows from; whoever sends it takes it first, and
//! one that is sent again carries the same id, by which a receiver can tell; secrets are kept encrypted and shown once;
//! requests go to no address of our own networks that is not allowed.
//! Tables: `webhooks`, `webhooks_deliveries` (truth).

pub mod http;
mod letter;
mod model;
mod rules;
mod send;
mod store;

use std::sync::Arc;

use ::store::{Db, Result, Store, Tx};
use kernel::{Clock, Erased, Expired, HolderError, HoldsPersonal, Mentions, Part, PublicIds, Timestamp};
use listen::mails::Post;
use serde_json::Value;
use web::address::Network;
use web::outgoing::Outgoing;
use web::sealed::Sealing;

pub use model::{Delivery, DeliveryState, Told, Webhook};

pub(crate) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// For how long the log keeps what is at its end, in milliseconds.
const KEPT: i64 = 30 * kernel::clock::DAY;

/// The webhooks of a store, and what goes out by them and by mail. Cheap to clone.
#[derive(Clone)]
pub struct Webhooks {
    truth: Db,
    ids: PublicIds,
    sealing: Sealing,
    clock: Arc<dyn Clock>,
    post: Option<Arc<Post>>,
    networks: Arc<[Network]>,
    out: Outgoing,
}

impl Webhooks {
    /// Those of a store; mails go out where there is a mail server, requests to the public internet and `networks`.
    ///
    /// # Errors
    /// Where no certificates are found that can be trusted.
    pub fn new(
        store: &Store,
        (post, networks): (Option<Arc<Post>>, &[Network]),
        clock: Arc<dyn Clock>,
    ) -> std::result::Result<Webhooks, String> {
        Ok(Webhooks {
            truth: store.truth.clone(),
            ids: store.secrets.ids.clone(),
            sealing: Sealing::new(store, "webhooks"),
            clock,
            post,
            networks: networks.into(),
            out: Outgoing::public(networks).map_err(|error| error.to_string())?,
        })
    }

    /// Whether mails go out.
    #[must_use]
    pub fn sends_mails(&self) -> bool {
        self.post.is_some()
    }

    /// A webhook by its name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn get(&self, name: &str) -> Result<Option<Webhook>> {
        let name = name.to_owned();
        self.truth.read(move |tx| store::get(tx, &name)).await
    }

    /// Makes a webhook or changes where it goes. Returns its secret where that is new.
    async fn put(&self, name: String, url: String, renew: bool) -> Result<Option<String>> {
        let (secret, now) = (web::signed::fresh_secret(), self.clock.now());
        let sealed = self.sealing.seal(name.as_bytes(), &secret)?;
        let is_new = self.truth.write(move |tx| {
            let is_new = renew || store::get(tx, &name)?.is_none();
            store::put(tx, (&name, &url), is_new.then_some(&*sealed), now)?;
            Ok(is_new)
        });
        Ok(is_new.await?.then(|| web::signed::shown_secret(&secret)))
    }

    /// Removes a webhook; what waits for it is given up. Returns whether there was one.
    async fn remove(&self, name: String) -> Result<bool> {
        let now = self.clock.now();
        self.truth.write(move |tx| store::remove(tx, &name, now)).await
    }

    /// Notes a message that says nothing, to try a webhook.
    async fn test(&self, name: String) -> Result<Delivery> {
        let now = self.clock.now();
        let data = serde_json::json!({"webhook": name});
        let told = Told { webhook: Some(name), email: None, event: "test", about: None, data };
        let number = self.truth.write(move |tx| queue(tx, &told, now)).await?;
        let found = self.truth.read(move |tx| store::delivery(tx, number)).await?;
        found.ok_or_else(|| ::store::Error::Unexpected("a delivery that was just made".to_owned()))
    }
}

/// Notes something to be told, in the transaction that it follows from. Returns the number of its delivery.
///
/// # Errors
/// What the database says.
pub(crate) fn queue(tx: &mut dyn Tx, told: &Told, now: Timestamp) -> Result<u64> {
    let body = serde_json::json!({"type": told.event, "timestamp": now.to_string(), "data": told.data});
    store::insert(tx, told, &body.to_string(), now)
}

/// Removes what was told, or is to be, about these. Returns how much there was.
///
/// # Errors
/// What the database says.
pub(crate) fn remove_about(tx: &mut dyn Tx, about: &[u64]) -> Result<u64> {
    store::remove_about(tx, about)
}

impl HoldsPersonal for Webhooks {
    fn name(&self) -> &'static str {
        "deliveries"
    }

    /// What they say of somebody is what alerts say.
    fn export(&self, _: &[Part], _: &Mentions) -> std::result::Result<Value, HolderError> {
        Ok(Value::Null)
    }

    /// Those of somebody's alerts go with the alerts.
    fn erase(&self, _: &Erased) -> std::result::Result<u64, HolderError> {
        Ok(0)
    }

    fn expire(&self, _: &Expired) -> std::result::Result<u64, HolderError> {
        let before = Timestamp(self.clock.now().0 - KEPT);
        Ok(self.truth.write_blocking(move |tx| store::forget(tx, before))?)
    }
}
