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
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use rules::{COOKIE, cookie, csrf_of, fits};
use throttle::Throttle;

use super::second_factor::SecondFactor;
use super::users::{self, Refusal, User, UserName, Users};
use super::{Principal, Role};

/// How signing in is set up.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    /// Roles whose users need a second factor.
    pub second_factor: Vec<Role>,
}

/// The sessions of a store.
#[derive(Clone)]
pub struct Sessions {
    truth: Db,
    clock: Arc<dyn Clock>,
    users: Users,
    throttle: Arc<Throttle>,
    second_factor: SecondFactor,
    settings: Arc<SignIn>,
}

/// Whoever calls with a session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The user as they are now.
    pub user: User,
    /// What their unsafe requests must carry in `X-CSRF-Token`.
    pub csrf: String,
    /// Whether they have a second factor, or should.
    pub factor: Factor,
    /// What is kept of the session's token.
    pub(crate) hash: [u8; 32],
}

/// Whether somebody has a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// They have none, and need none.
    Off,
    /// They have one.
    On,
    /// Their role needs one: until it is set up, a session can do nothing else.
    Needed,
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
    /// A code of the second factor, or a recovery code.
    pub code: Option<String>,
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
    /// The password is right, and a code of the second factor is missing.
    CodeNeeded,
}

impl Sessions {
    /// The sessions of a store.
    #[must_use]
    pub fn new(store: &Store, clock: Arc<dyn Clock>, users: Users, settings: SignIn) -> Sessions {
        let second_factor = SecondFactor::new(store, clock.clone());
        let throttle = Arc::new(Throttle::new(clock.clone()));
        Sessions { truth: store.truth.clone(), clock, users, throttle, second_factor, settings: Arc::new(settings) }
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
        let user = match user {
            Some(user) if right && user.disabled_at.is_none() => user,
            Some(user) if right => return wrong(Some(user), "disabled"),
            user => return wrong(user, "password"),
        };
        if user.second_factor {
            let Some(code) = attempt.code else {
                self.throttle.taken_back(&ticket);
                return Ok(Err(Denied::CodeNeeded));
            };
            if !self.second_factor.accept(user.id, code).await? {
                return wrong(Some(user), "code");
            }
        }
        self.throttle.succeeded(&ticket);
        Ok(Ok(self.begin(user, attempt.before).await?))
    }

    /// Who has signed in, as requests see it.
    fn signed_in(&self, user: User, token: &str, hash: [u8; 32]) -> SignedIn {
        let factor = rules::factor(&user, &self.settings.second_factor);
        SignedIn { user, csrf: csrf_of(token), factor, hash }
    }

    pub(crate) fn second_factor(&self) -> &SecondFactor {
        &self.second_factor
    }

    pub(crate) fn users(&self) -> &Users {
        &self.users
    }

    /// Begins a session for a user who has proven to be one; the browser's session so far ends.
    pub(crate) async fn begin(&self, user: User, before: Option<String>) -> ::store::Result<Begun> {
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
        Ok(Begun { signed_in: self.signed_in(user, &token, hash), token })
    }

    /// Whose session this is, unless it has ended or its user may not sign in any more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of_token(&self, token: &str) -> ::store::Result<Option<SignedIn>> {
        let Some((session, signed_in)) = self.find(token).await? else { return Ok(None) };
        let (now, hash) = (self.clock.now(), signed_in.hash);
        if rules::is_to_be_noted(&session, now) {
            self.truth.write(move |tx| store::seen(tx, &hash, now)).await?;
        }
        Ok(Some(signed_in))
    }

    /// The same, without noting that the session was seen.
    pub(crate) async fn look(&self, token: &str) -> ::store::Result<Option<SignedIn>> {
        Ok(self.find(token).await?.map(|(_, signed_in)| signed_in))
    }

    async fn find(&self, token: &str) -> ::store::Result<Option<(store::Kept, SignedIn)>> {
        let hash = super::rules::hash(token);
        let now = self.clock.now();
        let read = move |tx: &mut dyn Tx| {
            let Some(session) = store::find(tx, &hash)?.filter(|session| rules::lasts(session, now)) else {
                return Ok(None);
            };
            Ok(users::store::get(tx, session.user)?.map(|user| (session, user)))
        };
        let found = self.truth.read(read).await?;
        let found = found.filter(|(_, user)| user.disabled_at.is_none());
        Ok(found.map(|(session, user)| (session, self.signed_in(user, token, hash))))
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
        if let Err(denied) = self.knows_password(who, old, address).await? {
            return Ok(Err(denied));
        }
        Ok(Ok(self.users.set_password(who.user.id, new, Some(who.hash)).await?))
    }

    /// Whether somebody who is signed in knows their password; wrong ones slow down as those of signing in do.
    ///
    /// # Errors
    /// What the database says.
    pub async fn knows_password(
        &self,
        who: &SignedIn,
        password: String,
        address: Option<IpAddr>,
    ) -> ::store::Result<Result<(), Denied>> {
        let ticket = match self.throttle.begin(Some(&who.user.name), address) {
            Ok(ticket) => ticket,
            Err(seconds) => return Ok(Err(Denied::TooSoon(seconds))),
        };
        let kept = self.users.with_password(who.user.name.clone()).await?.and_then(|(_, kept)| kept);
        if self.users.passwords.verify(kept, password).await? {
            self.throttle.succeeded(&ticket);
            return Ok(Ok(()));
        }
        Ok(Err(Denied::Wrong { user: Some(who.user.clone()), what: "password" }))
    }
}

#[cfg(test)]
mod tests {
    use kernel::{ManualClock, Timestamp};

    use super::*;
    use crate::access::Scope;
    use crate::access::users::{Change, NewUser};

    #[tokio::test]
    async fn whoever_is_wrong_a_password_is_verified_once() {
        let directory = tempfile::tempdir().expect("a directory");
        let location = ::store::Location::Directory(directory.path().to_owned());
        let open = move || Store::open(&location, crate::MIGRATIONS, &[], Timestamp(0));
        let store = ::store::blocking(open).await.expect("a store");
        let clock = Arc::new(ManualClock::at(Timestamp(0)));
        let users = Users::new(&store, clock.clone());
        let sessions = Sessions::new(&store, clock, users.clone(), SignIn::default());
        let password = "lamp otter seven quay";
        for name in ["ana", "off"] {
            let name = UserName::parse(name).expect("a name");
            let display_name = name.as_str().to_owned();
            let new = NewUser { name, display_name, role: Role::Agent, scope: Scope::All };
            let user = users.add(new, password.to_owned()).await.expect("a store").expect("a user");
            let disabled = Some(user.name.as_str() == "off");
            users.change(user.id, Change { disabled, ..Change::default() }).await.expect("a store").expect("a change");
        }
        let tries = [
            ("ana", password, None),
            ("ana", "wrong", Some("password")),
            ("off", password, Some("disabled")),
            ("nobody", password, Some("password")),
            ("no name", password, Some("password")),
        ];
        for (name, password, expected) in tries {
            let before = users.passwords.verified();
            let attempt = Attempt {
                name: name.to_owned(),
                password: password.to_owned(),
                code: None,
                address: None,
                before: None,
            };
            let denied = sessions.sign_in(attempt).await.expect("a store").err();
            let what = denied.map(|denied| match denied {
                Denied::Wrong { what, .. } => what,
                other => panic!("{other:?}"),
            });
            assert_eq!(what, expected, "{name}");
            assert_eq!(users.passwords.verified() - before, 1, "{name}");
        }
        store.close();
    }
}
