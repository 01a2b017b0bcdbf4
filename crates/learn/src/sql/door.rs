//! The door of PostgreSQL's protocol: users come in with name and password, or with a key as password.

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Clock, Kind, PublicIds};
use lake::Viewer;
use lake::wire::{self, Ticket};
use tokio::runtime::Handle;
use web::access::KeyHolder;
use web::access::sessions::{Attempt, Denied, Factor, Sessions, SignedIn};
use web::{Access, Audit, Principal, Right};

use super::rules::viewer;
use super::running::{Queries, Turn};

/// Lets users and keys in.
#[derive(Clone)]
pub struct Door {
    /// Knows users.
    pub sessions: Sessions,
    /// Knows keys.
    pub access: Access,
    /// What runs.
    pub queries: Queries,
    /// The audit.
    pub audit: Audit,
    /// Makes public ids.
    pub ids: PublicIds,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where sessions are ended whose connection has.
    pub runtime: Handle,
}

/// What is told to whoever is not let in.
const WRONG: &str = "the user or the password is wrong, or the user may not sign in";
const NO_RIGHT: &str = "this role may not ask the history, or only over a part of the organisation";
const FAILED: &str = "the store failed: the server's log says more";

/// By what somebody has come in.
enum Proof {
    Key(String),
    Session(String, Box<SignedIn>),
}

/// Somebody who is in.
struct Guest {
    door: Door,
    proof: Proof,
    who: Principal,
}

#[async_trait]
impl wire::Door for Door {
    async fn admit(&self, name: &str, password: &str, address: Option<IpAddr>) -> Result<Arc<dyn wire::Guest>, String> {
        self.access.paces().address(address).map_err(|problem| problem.detail)?;
        let proof = if password.starts_with("tl_") {
            Proof::Key(password.to_owned())
        } else {
            self.sign_in(name, password, address).await?
        };
        let found = self.principal(&proof).await?;
        let Some(who) = found else {
            let refused = self.audit.attempt(address, "sql.refused", "", "key").await;
            return Err(refused.map_or(FAILED, |()| WRONG).to_owned());
        };
        let who = Principal { address, ..who };
        // The guest ends the session, also of somebody who may not ask.
        let guest = Guest { door: self.clone(), proof, who };
        if guest.who.may(Right::SeeLinks) { Ok(Arc::new(guest)) } else { Err(NO_RIGHT.to_owned()) }
    }
}

impl Door {
    async fn sign_in(&self, name: &str, password: &str, address: Option<IpAddr>) -> Result<Proof, String> {
        let attempt =
            Attempt { name: name.to_owned(), password: password.to_owned(), code: None, address, before: None };
        match self.sessions.sign_in(attempt).await.map_err(|error| failed(&error))? {
            Ok(begun) if begun.signed_in.factor == Factor::Needed => {
                let _ = self.sessions.end(&begun.signed_in).await;
                Err("set up a second factor first, on the server's pages".to_owned())
            }
            Ok(begun) => Ok(Proof::Session(begun.token, Box::new(begun.signed_in))),
            Err(Denied::TooSoon(seconds)) => Err(format!("too many tries have failed: try again in {seconds} seconds")),
            Err(Denied::CodeNeeded) => {
                Err("this user has a second factor: give a key of theirs as password".to_owned())
            }
            Err(Denied::Wrong { user, what }) => {
                let id = |user: web::access::users::User| self.ids.encode(Kind::User, user.id.cast_unsigned());
                let subject = user.map(id).unwrap_or_default();
                let noted = self.audit.attempt(address, "session.refused", &subject, what).await;
                Err(noted.map_or(FAILED, |()| WRONG).to_owned())
            }
        }
    }

    /// Who has come in, as long as they still may.
    async fn principal(&self, proof: &Proof) -> Result<Option<Principal>, String> {
        match proof {
            Proof::Key(token) => match self.access.holder(token).await.map_err(|error| failed(&error))? {
                Some(KeyHolder::Role { role, name, scope }) => {
                    Ok(Some(Principal { name: format!("key:{name}"), role, scope, address: None }))
                }
                Some(KeyHolder::Source { .. }) | None => Ok(None),
            },
            Proof::Session(token, _) => Ok(self
                .sessions
                .of_token(token)
                .await
                .map_err(|error| failed(&error))?
                .map(|signed_in| signed_in.principal())),
        }
    }
}

fn failed(error: &store::Error) -> String {
    tracing::error!(%error, "somebody could not be let in");
    FAILED.to_owned()
}

#[async_trait]
impl wire::Guest for Guest {
    fn viewer(&self) -> Viewer {
        viewer(&self.who)
    }

    async fn begin(&self, query: &str) -> Result<Box<dyn Ticket>, String> {
        let same = |now: &Principal| now.role == self.who.role && now.scope == self.who.scope;
        let now = self.door.principal(&self.proof).await?.filter(same);
        let Some(_) = now.filter(|now| now.may(Right::SeeLinks)) else {
            return Err("you may not ask any more: connect again".to_owned());
        };
        self.door.audit.change(&self.who, "sql.ask", "postgresql", query).await.map_err(|error| failed(&error))?;
        Ok(Box::new(self.door.queries.begin(&self.who.name, query, "postgresql", self.door.clock.now())))
    }
}

#[async_trait]
impl Ticket for Turn {
    async fn ended(&mut self) {
        Turn::ended(self).await;
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        if let Proof::Session(_, signed_in) = &self.proof {
            let (sessions, signed_in) = (self.door.sessions.clone(), signed_in.clone());
            self.door.runtime.spawn(async move {
                // One that cannot be ended ends by itself in time.
                let _ = sessions.end(&signed_in).await;
            });
        }
    }
}
