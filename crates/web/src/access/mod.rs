//! Access: keys, users, sessions, roles, and the one place where it is decided whether an operation may be called.
//!
//! Invariants: a key is kept only as its SHA-256; an operation without a row of rights can be called by nobody; a
//! revoked key stops with the next request on this server and within a second on others.
//! Tables: `access_keys` (truth), and those of `users` and `sessions`.

mod authorise;
pub mod http;
mod model;
pub mod oidc;
mod rules;
mod scope;
pub mod second_factor;
pub mod sessions;
mod store;
pub mod users;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ::store::{Db, Store};
use axum::http::Method;
use kernel::{Clock, SourceNo};
use parking_lot::RwLock;

pub use authorise::{authorise, credentials};
pub use model::{Key, KeyHolder, NewKey, Operation, Principal, Right, Role, SourceKeyKind};
pub use rules::{Hidden, hidden, may};
pub use scope::Scope;
use sessions::Sessions;

use crate::pace::{Paces, PerMinute};
use crate::problem::{Problem, Result};

pub(crate) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// How long another server's revocation may take to be seen here.
const FRESH: Duration = Duration::from_secs(1);

/// The operations of the HTTP API.
pub struct Operations {
    /// What each asks for.
    pub rights: Vec<Operation>,
    /// Those that everybody may call, by method and path.
    pub open: &'static [(&'static str, &'static str)],
}

/// Who holds which key, and what each operation asks for.
#[derive(Clone)]
pub struct Access {
    truth: Db,
    clock: Arc<dyn Clock>,
    keys: Arc<RwLock<Cached>>,
    operations: Arc<HashMap<(String, String), Right>>,
    /// The operations that nobody needs to be known for.
    open: &'static [(&'static str, &'static str)],
    sessions: Sessions,
    paces: Arc<Paces>,
}

#[derive(Default)]
struct Cached {
    by_hash: HashMap<[u8; 32], KeyHolder>,
    read_at: Option<Instant>,
    /// How often this server has changed the keys.
    changes: u64,
}

impl Cached {
    fn changed(&mut self) {
        self.read_at = None;
        self.changes += 1;
    }
}

impl Access {
    /// Access over a store, for these operations, so many requests a minute.
    #[must_use]
    pub fn new(
        store: &Store,
        clock: Arc<dyn Clock>,
        sessions: Sessions,
        operations: &Operations,
        limits: PerMinute,
    ) -> Access {
        let rights = operations.rights.iter();
        let rights = rights.map(|one| ((one.method.to_owned(), one.path.to_owned()), one.right)).collect();
        Access {
            truth: store.truth.clone(),
            clock,
            keys: Arc::default(),
            operations: Arc::new(rights),
            open: operations.open,
            sessions,
            paces: Arc::new(Paces::new(limits)),
        }
    }

    /// How often anybody may call.
    #[must_use]
    pub fn paces(&self) -> &Paces {
        &self.paces
    }

    /// Who holds this key, unless it is unknown or revoked.
    ///
    /// # Errors
    /// What the database says.
    pub async fn holder(&self, token: &str) -> ::store::Result<Option<KeyHolder>> {
        let hash = rules::hash(token);
        {
            let cached = self.keys.read();
            let alone = matches!(self.truth, Db::Sqlite(_));
            let fresh = cached.read_at.is_some_and(|at| alone || at.elapsed() < FRESH);
            let known = cached.by_hash.get(&hash).cloned();
            // Another server may just have made a key that is unknown here.
            if fresh && (alone || known.is_some()) {
                return Ok(known);
            }
        }
        let before = self.keys.read().changes;
        let keys: HashMap<[u8; 32], KeyHolder> = self.truth.read(store::active).await?.into_iter().collect();
        let holder = keys.get(&hash).cloned();
        let mut cached = self.keys.write();
        // What was read before a change must not hide it.
        if cached.changes == before {
            cached.by_hash = keys;
            cached.read_at = Some(Instant::now());
        }
        Ok(holder)
    }

    /// Makes a key. The token is in the answer and nowhere else.
    ///
    /// # Errors
    /// What the database says.
    pub async fn create(&self, name: String, holder: KeyHolder) -> ::store::Result<NewKey> {
        let token = rules::fresh_token(&holder);
        let (hash, now) = (rules::hash(&token), self.clock.now());
        let kept = holder.clone();
        let key = self.truth.write(move |tx| store::insert(tx, &name, &kept, &hash, now)).await?;
        self.keys.write().changed();
        Ok(NewKey { key, token })
    }

    /// All keys, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self) -> ::store::Result<Vec<Key>> {
        self.truth.read(store::list).await
    }

    /// Revokes a key; returns whether there was such an active one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn revoke(&self, id: i64) -> ::store::Result<bool> {
        let now = self.clock.now();
        let revoked = self.truth.write(move |tx| store::revoke(tx, id, now)).await?;
        self.keys.write().changed();
        Ok(revoked)
    }

    /// The source and trust of a write key that was sent from an address. Systems may send much from one address;
    /// browsers, and whoever has no key, may not.
    ///
    /// # Errors
    /// 401 where it is none; 429 where it is used too often.
    pub async fn write_key(&self, token: &str, address: Option<IpAddr>) -> Result<(SourceNo, SourceKeyKind)> {
        let holder = self.holder(token).await?;
        if !matches!(holder, Some(KeyHolder::Source { kind: SourceKeyKind::Secret, .. })) {
            self.paces.address(address)?;
        }
        match holder {
            Some(KeyHolder::Source { source, kind }) => {
                self.paces.write_key(token)?;
                Ok((source, kind))
            }
            Some(KeyHolder::Role { .. }) => {
                Err(Problem::forbidden("this key has a role; interactions are sent with the write key of a source"))
            }
            None => Err(Problem::unauthorized("the write key is unknown or revoked")),
        }
    }

    /// Whether everybody may call an operation.
    fn is_open(&self, method: &Method, path: &str) -> bool {
        self.open.contains(&(method.as_str(), path))
    }

    /// What an operation asks for. One without a row is open to nobody.
    fn right(&self, method: &Method, path: &str) -> Option<Right> {
        // What may be read may be asked for without its body.
        let method = if *method == Method::HEAD { &Method::GET } else { method };
        self.operations.get(&(method.as_str().to_owned(), path.to_owned())).copied()
    }
}
