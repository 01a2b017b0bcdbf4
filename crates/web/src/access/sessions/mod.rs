//! Sessions: signing in, what a browser then carries, and when it ends.
//!
//! Invariants: a session is kept only as the SHA-256 of its token; every sign-in makes a new one and ends the one that
//! the browser had; what a user may do is read at every request, so that a change counts from the next one on; nobody
//! learns by word or time whether a name, a password or a code was wrong.
//! Tables: `access_sessions` (truth).

pub mod http;
mod rules;
pub(crate) mod store;
mod throttle;

use std::net::IpAddr;
use std::sync::Arc;

use ::store::{Db, Store, Tx};
use kernel::Clock;

pub(crate) use rules::{COOKIE, cookie, csrf_of, fits};
use throttle::{Throttle, Ticket};

use super::Principal;
use super::users::{self, Refusal, User, UserName, Users};

/// The sessions of a store.
#[derive(Clone)]
pub struct Sessions {
    truth: Db,
    clock: Arc<dyn Clock>,
    users: Users,
    throttle: Arc<Throttle>,
}

/// Whoever calls with a session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The user as they are now.
    pub user: User,
    /// What their unsafe requests must carry in `X-CSRF-Token`.
    pub csrf: String,
    /// What is kept of the session's token.
    hash: [u8; 32],
}

impl SignedIn {
    /// Who it is that may do what.
    #[must_use]
    pub fn principal(&self) -> Principal {
        Principal { name: self.user.actor(), role: self.user.role, scope: self.user.scope.clone(), address: None }
    }
}

/// Somebody tries to sign in.
pub struct Attempt {
    /// The name as typed.
    pub name: String,
    /// The password as typed.
    pub password: String,
    /// From where, where that is known.
    pub address: Option<IpAddr>,
    /// The token of the session that the browser has had so far.
    pub before: Option<String>,
}

/// A session that has begun.
pub struct Begun {
    /// The token, for the cookie and nothing else.
    pub token: String,
    /// Who has signed in.
    pub signed_in: SignedIn,
}

/// Why nobody was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denied {
    /// Too many tries have failed: the next one is heard after so many seconds.
    TooSoon(u32),
    /// Something was wrong. What, and of whom, is for the audit alone.
    Wrong {
        /// The user of the name, if there is one.
        user: Option<User>,
        /// What was wrong.
        what: &'static str,
    },
}

impl Sessions {
    /// The sessions of a store.
    #[must_use]
    pub fn new(store: &Store, clock: Arc<dyn Clock>, users: Users) -> Sessions {
        let throttle = Arc::new(Throttle::new(clock.clone()));
        Sessions { truth: store.truth.clone(), clock, users, throttle }
    }

    /// Signs somebody in with name and password.
    ///
    /// # Errors
    /// What the database says.
    pub async fn sign_in(&self, attempt: Attempt) -> ::store::Result<Result<Begun, Denied>> {
        let name = UserName::parse(&attempt.name).ok();
        let ticket = match self.throttle.begin(name.as_ref(), attempt.address) {
            Ok(ticket) => ticket,
            Err(seconds) => return Ok(Err(Denied::TooSoon(seconds))),
        };
        let (user, kept) = match name {
            Some(name) => self.users.with_password(name).await?.map_or((None, None), |(user, kept)| (Some(user), kept)),
            None => (None, None),
        };
        let right = self.users.passwords.verify(kept, attempt.password).await?;
        let wrong = |user, what| Ok(Err(Denied::Wrong { user, what }));
        match user {
            Some(user) if right && user.disabled_at.is_none() => {
                self.throttle.succeeded(&ticket);
                Ok(Ok(self.begin(user, attempt.before).await?))
            }
            Some(user) if right => wrong(Some(user), "disabled"),
            user => wrong(user, "password"),
        }
    }

    /// Begins a session for a user who has proven to be one; the browser's session so far ends.
    async fn begin(&self, user: User, before: Option<String>) -> ::store::Result<Begun> {
        let token = rules::fresh_token();
        let hash = super::rules::hash(&token);
        let (now, id) = (self.clock.now(), user.id);
        let work = move |tx: &mut dyn Tx| {
            if let Some(before) = before {
                store::end(tx, &super::rules::hash(&before))?;
            }
            store::forget_ended(tx, rules::ended_before(now))?;
            store::insert(tx, &hash, id, now)
        };
        self.truth.write(work).await?;
        Ok(Begun { signed_in: SignedIn { user, csrf: csrf_of(&token), hash }, token })
    }

    /// Whose session this is, unless it has ended or its user may not sign in any more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of_token(&self, token: &str) -> ::store::Result<Option<SignedIn>> {
        let hash = super::rules::hash(token);
        let now = self.clock.now();
        let read = move |tx: &mut dyn Tx| {
            let Some(session) = store::find(tx, &hash)?.filter(|session| rules::lasts(session, now)) else {
                return Ok(None);
            };
            Ok(users::store::get(tx, session.user)?.map(|user| (session, user)))
        };
        let found = self.truth.read(read).await?;
        let Some((session, user)) = found.filter(|(_, user)| user.disabled_at.is_none()) else { return Ok(None) };
        if rules::is_to_be_noted(&session, now) {
            self.truth.write(move |tx| store::seen(tx, &hash, now)).await?;
        }
        Ok(Some(SignedIn { user, csrf: csrf_of(token), hash }))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end(&self, who: &SignedIn) -> ::store::Result<()> {
        let hash = who.hash;
        self.truth.write(move |tx| store::end(tx, &hash)).await
    }

    /// Gives somebody another password, where they know the old one, and ends all their other sessions.
    ///
    /// # Errors
    /// What the database says.
    pub async fn change_password(
        &self,
        who: &SignedIn,
        old: String,
        new: String,
        address: Option<IpAddr>,
    ) -> ::store::Result<Result<Result<(), Refusal>, Denied>> {
        match self.verify(who, old, address).await? {
            Ok(ticket) => self.throttle.succeeded(&ticket),
            Err(denied) => return Ok(Err(denied)),
        }
        Ok(Ok(self.users.set_password(who.user.id, new, Some(who.hash)).await?))
    }

    /// Whether somebody who is signed in knows their password; wrong ones slow down as those of signing in do.
    async fn verify(
        &self,
        who: &SignedIn,
        password: String,
        address: Option<IpAddr>,
    ) -> ::store::Result<Result<Ticket, Denied>> {
        let ticket = match self.throttle.begin(Some(&who.user.name), address) {
            Ok(ticket) => ticket,
            Err(seconds) => return Ok(Err(Denied::TooSoon(seconds))),
        };
        let kept = self.users.with_password(who.user.name.clone()).await?.and_then(|(_, kept)| kept);
        if self.users.passwords.verify(kept, password).await? {
            return Ok(Ok(ticket));
        }
        Ok(Err(Denied::Wrong { user: Some(who.user.clone()), what: "password" }))
    }
}
