//! The keys' table.

use kernel::{SourceNo, Timestamp};
use store::{Error, Migration, Result, Row, Tx, Value};

use super::model::{Key, KeyHolder, Role, SourceKeyKind};
use super::scope::Scope;

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::new(
        "access_1",
        "CREATE TABLE access_keys (id {serial}, name TEXT NOT NULL, role TEXT, source BIGINT, kind TEXT,
            hash {bytes} NOT NULL UNIQUE, created_at BIGINT NOT NULL, revoked_at BIGINT)",
    ),
    Migration::new("access_2", "ALTER TABLE access_keys ADD COLUMN scope TEXT NOT NULL DEFAULT '\"all\"'"),
];

const COLUMNS: &str = "id, name, role, source, kind, created_at, revoked_at, scope";

pub(super) fn insert(tx: &mut dyn Tx, name: &str, holder: &KeyHolder, hash: &[u8; 32], now: Timestamp) -> Result<Key> {
    let (role, source, kind, scope) = match holder {
        KeyHolder::Role { role, scope, .. } => (Some(role.as_str()), None, None, scope.clone()),
        KeyHolder::Source { source, kind } => (None, Some(*source), Some(kind_name(*kind)), Scope::All),
    };
    let rows = tx.query(
        &format!(
            "INSERT INTO access_keys (name, role, source, kind, hash, created_at, scope)
             VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING {COLUMNS}"
        ),
        &[
            name.into(),
            role.into(),
            source.into(),
            kind.into(),
            Value::from(hash.as_slice()),
            now.into(),
            keep_scope(&scope).into(),
        ],
    )?;
    read(&rows[0])
}

pub(super) fn active(tx: &mut dyn Tx) -> Result<Vec<([u8; 32], KeyHolder)>> {
    tx.query(&format!("SELECT {COLUMNS}, hash FROM access_keys WHERE revoked_at IS NULL"), &[])?
        .iter()
        .map(|row| {
            let hash = row.blob(8)?.try_into().map_err(|_| Error::Damaged("the hash of a key".to_owned()))?;
            Ok((hash, read(row)?.holder))
        })
        .collect()
}

pub(super) fn list(tx: &mut dyn Tx) -> Result<Vec<Key>> {
    tx.query(&format!("SELECT {COLUMNS} FROM access_keys ORDER BY id DESC"), &[])?.iter().map(read).collect()
}

pub(super) fn revoke(tx: &mut dyn Tx, id: i64, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE access_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL";
    Ok(tx.execute(sql, &[now.into(), id.into()])? > 0)
}

fn kind_name(kind: SourceKeyKind) -> &'static str {
    match kind {
        SourceKeyKind::Public => "public",
        SourceKeyKind::Secret => "secret",
    }
}

/// A scope as it is kept.
pub(super) fn keep_scope(scope: &Scope) -> String {
    serde_json::to_string(scope).expect("names can be written as JSON")
}

/// A scope that was kept.
pub(super) fn read_scope(text: &str) -> Result<Scope> {
    serde_json::from_str(text).map_err(|_| Error::Damaged("a scope".to_owned()))
}

fn read(row: &Row) -> Result<Key> {
    let name = row.string(1)?;
    let holder = if let Some(role) = row.opt_text(2) {
        let role = Role::parse(role).ok_or_else(|| Error::Damaged(format!("the role {role:?} of a key")))?;
        KeyHolder::Role { role, name: name.clone(), scope: read_scope(row.text(7)?)? }
    } else {
        let kind = if row.text(4)? == "public" { SourceKeyKind::Public } else { SourceKeyKind::Secret };
        KeyHolder::Source { source: SourceNo(row.unsigned(3)?), kind }
    };
    Ok(Key { id: row.int(0)?, name, holder, created_at: row.time(5)?, revoked_at: row.opt_int(6).map(Timestamp) })
}
