//! Users: people who sign in, what they may do, and what is kept of their passwords.
//!
//! Invariants: a password is kept only as its Argon2id hash; nobody changes their own role or scope; while there are
//! users who manage access, one of them stays.
//! Tables: `access_users` (truth).

pub mod http;
mod model;
pub(crate) mod passwords;
mod rules;
pub(crate) mod store;

use std::sync::Arc;

use ::store::{Db, Store};
use kernel::Clock;

pub use model::{Account, Change, NewUser, Origin, Refusal, User, UserName};
use passwords::Passwords;

use super::{second_factor, sessions};

/// The users of a store.
#[derive(Clone)]
pub struct Users {
    truth: Db,
    clock: Arc<dyn Clock>,
    pub(crate) passwords: Passwords,
    leaving: &'static [Leave],
}

/// What a slice does in the transaction that removes a user, who is named as in the audit.
pub type Leave = fn(&mut dyn ::store::Tx, &str) -> ::store::Result<()>;

/// What came of a change: what it gives, or why nothing was changed.
type Outcome<T> = ::store::Result<Result<T, Refusal>>;

impl Users {
    /// The users of a store.
    #[must_use]
    pub fn new(store: &Store, clock: Arc<dyn Clock>) -> Users {
        Users { truth: store.truth.clone(), clock, passwords: Passwords::default(), leaving: &[] }
    }

    /// The same, where slices that this one knows nothing of forget whoever is removed.
    #[must_use]
    pub fn with(self, leaving: &'static [Leave]) -> Users {
        Users { leaving, ..self }
    }

    /// Adds a user who signs in with a password.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add(&self, new: NewUser, password: String) -> Outcome<User> {
        let proof = store::Proof::Password(self.passwords.hash(password).await?);
        let now = self.clock.now();
        let added = self.truth.write(move |tx| store::insert(tx, &new, &proof, now)).await?;
        Ok(added.ok_or(Refusal::Taken))
    }

    /// The user of a provider's account: made where there is none yet, and given the role that the account has now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of_account(&self, account: Account) -> Outcome<User> {
        let now = self.clock.now();
        let work = move |tx: &mut dyn ::store::Tx| {
            let Some(user) = store::by_subject(tx, &account.subject)? else {
                let Account { subject, name, display_name, role, scope } = account;
                let new = NewUser { name, display_name, role, scope };
                let added = store::insert(tx, &new, &store::Proof::Account(subject), now)?;
                return Ok(added.ok_or(Refusal::Taken));
            };
            let change = Change {
                display_name: Some(account.display_name),
                role: Some(account.role),
                scope: Some(account.scope),
                disabled: None,
            };
            let after = rules::changed(&user, &change, now);
            if (&after.display_name, after.role, &after.scope) == (&user.display_name, user.role, &user.scope) {
                return Ok(Ok(user));
            }
            // Who administers is the provider's to say for its accounts, even of the last one.
            store::update(tx, &after)?;
            Ok(Ok(after))
        };
        self.truth.write(work).await
    }

    /// All users by name, or the one of this name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self, name: Option<UserName>) -> ::store::Result<Vec<User>> {
        self.truth.read(move |tx| store::list(tx, name.map(|name| name.key()).as_deref())).await
    }

    /// A user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn get(&self, id: i64) -> ::store::Result<Option<User>> {
        self.truth.read(move |tx| store::get(tx, id)).await
    }

    /// The user of this name, with what is kept of their password.
    pub(crate) async fn with_password(&self, name: UserName) -> ::store::Result<Option<(User, Option<String>)>> {
        self.truth.read(move |tx| store::by_name(tx, &name.key())).await
    }

    /// Changes a user, and returns them as they are then.
    ///
    /// # Errors
    /// What the database says.
    pub async fn change(&self, id: i64, change: Change) -> Outcome<User> {
        let now = self.clock.now();
        let work = move |tx: &mut dyn ::store::Tx| {
            store::take_turns(tx)?;
            let Some(user) = store::get(tx, id)? else { return Ok(Err(Refusal::Missing)) };
            let after = rules::changed(&user, &change, now);
            let others = store::others(tx, id)?.iter().filter(|other| rules::manages(other)).count();
            if let Err(refusal) = rules::keeps_an_admin(&user, Some(&after), others) {
                return Ok(Err(refusal));
            }
            store::update(tx, &after)?;
            if after.disabled_at.is_some() {
                // Whoever may sign in again later begins anew.
                sessions::store::end_of_user(tx, id, None)?;
            }
            Ok(Ok(after))
        };
        self.truth.write(work).await
    }

    /// Removes a user.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove(&self, id: i64) -> Outcome<()> {
        let leaving = self.leaving;
        let work = move |tx: &mut dyn ::store::Tx| {
            store::take_turns(tx)?;
            let Some(user) = store::get(tx, id)? else { return Ok(Err(Refusal::Missing)) };
            let others = store::others(tx, id)?.iter().filter(|other| rules::manages(other)).count();
            if let Err(refusal) = rules::keeps_an_admin(&user, None, others) {
                return Ok(Err(refusal));
            }
            store::remove(tx, id)?;
            second_factor::store::remove(tx, id)?;
            sessions::store::end_of_user(tx, id, None)?;
            crate::views::store::leave(tx, &user.actor())?;
            leaving.iter().try_for_each(|leave| leave(tx, &user.actor()))?;
            Ok(Ok(()))
        };
        self.truth.write(work).await
    }

    /// Takes a user's second factor away; returns whether there was one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove_second_factor(&self, id: i64) -> ::store::Result<bool> {
        let work = move |tx: &mut dyn ::store::Tx| {
            let had = store::get(tx, id)?.is_some_and(|user| user.second_factor);
            store::set_second_factor(tx, id, None)?;
            second_factor::store::remove(tx, id)?;
            Ok(had)
        };
        self.truth.write(work).await
    }

    /// Gives a user another password and ends their sessions but this one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_password(&self, id: i64, password: String, but: Option<[u8; 32]>) -> Outcome<()> {
        let hash = self.passwords.hash(password).await?;
        let now = self.clock.now();
        let work = move |tx: &mut dyn ::store::Tx| {
            match store::get(tx, id)? {
                None => return Ok(Err(Refusal::Missing)),
                Some(user) if user.origin != Origin::Local => return Ok(Err(Refusal::NoPassword)),
                Some(_) => {}
            }
            store::set_password(tx, id, &hash, now)?;
            sessions::store::end_of_user(tx, id, but)?;
            Ok(Ok(()))
        };
        self.truth.write(work).await
    }
}
