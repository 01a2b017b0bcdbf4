//! The users' table.

use kernel::Timestamp;
use store::{Dialect, Error, Migration, Result, Row, Tx, Value};

use super::model::{NewUser, Origin, User, UserName};
use crate::access::Role;
use crate::access::store::{keep_scope, read_scope};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::new(
        "access_users_1",
        "CREATE TABLE access_users (id {serial}, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
        display_name TEXT NOT NULL, password TEXT, role TEXT NOT NULL, scope TEXT NOT NULL, origin TEXT NOT NULL,
        subject TEXT UNIQUE, disabled_at BIGINT, created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL)",
    ),
    Migration::new("access_users_2", "ALTER TABLE access_users ADD COLUMN second_factor_at BIGINT"),
];

const COLUMNS: &str =
    "id, name, display_name, role, scope, origin, disabled_at, created_at, changed_at, second_factor_at";

/// What is kept of a password, or of a provider's account.
pub(super) enum Proof {
    /// The hash of a password.
    Password(String),
    /// The subject of a provider's account.
    Account(String),
}

/// Adds a user, unless the name is taken.
pub(super) fn insert(tx: &mut dyn Tx, new: &NewUser, proof: &Proof, now: Timestamp) -> Result<Option<User>> {
    let (origin, password, subject) = match proof {
        Proof::Password(hash) => (Origin::Local, Some(hash.as_str()), None),
        Proof::Account(subject) => (Origin::Oidc, None, Some(subject.as_str())),
    };
    let sql = format!(
        "INSERT INTO access_users (name, name_key, display_name, password, role, scope, origin, created_at, changed_at,
            subject)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) ON CONFLICT DO NOTHING RETURNING {COLUMNS}"
    );
    let params: [Value; 9] = [
        new.name.as_str().into(),
        new.name.key().into(),
        new.display_name.as_str().into(),
        password.into(),
        new.role.as_str().into(),
        keep_scope(&new.scope).into(),
        origin.as_str().into(),
        now.into(),
        subject.into(),
    ];
    tx.query_one(&sql, &params)?.as_ref().map(read).transpose()
}

pub(crate) fn get(tx: &mut dyn Tx, id: i64) -> Result<Option<User>> {
    let row = tx.query_one(&format!("SELECT {COLUMNS} FROM access_users WHERE id = $1"), &[id.into()])?;
    row.as_ref().map(read).transpose()
}

/// The user of a provider's account.
pub(super) fn by_subject(tx: &mut dyn Tx, subject: &str) -> Result<Option<User>> {
    let row = tx.query_one(&format!("SELECT {COLUMNS} FROM access_users WHERE subject = $1"), &[subject.into()])?;
    row.as_ref().map(read).transpose()
}

/// A user with what is kept of their password.
pub(super) fn by_name(tx: &mut dyn Tx, key: &str) -> Result<Option<(User, Option<String>)>> {
    let sql = format!("SELECT {COLUMNS}, password FROM access_users WHERE name_key = $1");
    let row = tx.query_one(&sql, &[key.into()])?;
    row.map(|row| Ok((read(&row)?, row.opt_text(10).map(str::to_owned)))).transpose()
}

/// All users by name, or the one of this name.
pub(super) fn list(tx: &mut dyn Tx, key: Option<&str>) -> Result<Vec<User>> {
    let sql = format!("SELECT {COLUMNS} FROM access_users WHERE $1 IS NULL OR name_key = $1 ORDER BY name_key");
    tx.query(&sql, &[key.into()])?.iter().map(read).collect()
}

/// Lets no two transactions decide at once who is left. SQLite has one writer anyway.
pub(super) fn take_turns(tx: &mut dyn Tx) -> Result<()> {
    if tx.dialect() == Dialect::Postgres {
        tx.execute("LOCK TABLE access_users IN SHARE ROW EXCLUSIVE MODE", &[])?;
    }
    Ok(())
}

/// All users but this one.
pub(super) fn others(tx: &mut dyn Tx, id: i64) -> Result<Vec<User>> {
    let sql = format!("SELECT {COLUMNS} FROM access_users WHERE id <> $1 AND disabled_at IS NULL");
    tx.query(&sql, &[id.into()])?.iter().map(read).collect()
}

/// Writes what can be changed.
pub(super) fn update(tx: &mut dyn Tx, user: &User) -> Result<()> {
    let sql = "UPDATE access_users SET display_name = $1, role = $2, scope = $3, disabled_at = $4, changed_at = $5
               WHERE id = $6";
    let params: [Value; 6] = [
        user.display_name.as_str().into(),
        user.role.as_str().into(),
        keep_scope(&user.scope).into(),
        user.disabled_at.into(),
        user.changed_at.into(),
        user.id.into(),
    ];
    tx.execute(sql, &params)?;
    Ok(())
}

pub(super) fn set_password(tx: &mut dyn Tx, id: i64, password: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE access_users SET password = $1, changed_at = $2 WHERE id = $3";
    tx.execute(sql, &[password.into(), now.into(), id.into()])?;
    Ok(())
}

/// Notes since when a user has a second factor.
pub(crate) fn set_second_factor(tx: &mut dyn Tx, id: i64, since: Option<Timestamp>) -> Result<()> {
    let sql = "UPDATE access_users SET second_factor_at = $1 WHERE id = $2";
    tx.execute(sql, &[since.into(), id.into()])?;
    Ok(())
}

pub(super) fn remove(tx: &mut dyn Tx, id: i64) -> Result<()> {
    tx.execute("DELETE FROM access_users WHERE id = $1", &[id.into()])?;
    Ok(())
}

fn read(row: &Row) -> Result<User> {
    let damaged = |what: &str| Error::Damaged(format!("the {what} of a user"));
    let origin = match row.text(5)? {
        "local" => Origin::Local,
        "oidc" => Origin::Oidc,
        _ => return Err(damaged("origin")),
    };
    Ok(User {
        id: row.int(0)?,
        name: UserName::parse(row.text(1)?).map_err(|_| damaged("name"))?,
        display_name: row.string(2)?,
        role: Role::parse(row.text(3)?).ok_or_else(|| damaged("role"))?,
        scope: read_scope(row.text(4)?)?,
        origin,
        second_factor: row.opt_int(9).is_some(),
        disabled_at: row.opt_int(6).map(Timestamp),
        created_at: row.time(7)?,
        changed_at: row.time(8)?,
    })
}
