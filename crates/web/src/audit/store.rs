//! The audit's tables: rows, and the head of their chain.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use store::{ColumnType, Dialect, Migration, Result, Row, Tx, Value};

use super::model::{AuditFilter, AuditRow, Hash, Head, Misfit};
use super::rules::{self, Walk};

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::new(
        "audit_1",
        "CREATE TABLE audit (id {serial}, at BIGINT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
            reason TEXT NOT NULL);
         CREATE INDEX audit_subject ON audit (subject, id)",
    ),
    // The chain begins after the rows that are there already.
    Migration::new(
        "audit_2",
        "ALTER TABLE audit ADD COLUMN address TEXT NOT NULL DEFAULT '';
         ALTER TABLE audit ADD COLUMN digest {bytes};
         ALTER TABLE audit ADD COLUMN hash {bytes};
         CREATE INDEX audit_who ON audit (who, id);
         CREATE INDEX audit_at ON audit (at, id);
         CREATE TABLE audit_head (one BIGINT PRIMARY KEY, first_row BIGINT NOT NULL, last_row BIGINT NOT NULL,
            hash {bytes}, seal {bytes});
         INSERT INTO audit_head (one, first_row, last_row) SELECT 1, coalesce(max(id), 0) + 1, coalesce(max(id), 0) FROM audit",
    ),
];

const COLUMNS: &str = "id, at, who, address, action, subject, reason, hash, digest";

/// Servers that share a PostgreSQL write one after the other, so that there is one order.
const TURN: &str = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7070010)) AS locked";

/// Chains rows to the audit, in their order.
pub(super) fn append(tx: &mut dyn Tx, key: &Hash, rows: Vec<AuditRow>) -> Result<()> {
    if tx.dialect() == Dialect::Postgres {
        tx.query(TURN, &[])?;
    }
    let there = tx.query_int("SELECT max(id) FROM audit", &[])?;
    let found = head(tx)?;
    // A seal that does not fit is never mended: what is wrong stays visible, and the audit goes on.
    let ours = found.as_ref().is_some_and(|head| rules::is_ours(key, head));
    let mut head = found.unwrap_or(Head { first: there + 1, last: there, hash: [0; 32], seal: None });
    // A row that somebody else added has taken its number.
    head.last = head.last.max(there);
    let rows: Vec<AuditRow> = rows.into_iter().map(|row| rules::append(key, &mut head, row)).collect();
    insert(tx, rows)?;
    head.seal = ours.then(|| rules::seal(key, &head));
    let sql = "INSERT INTO audit_head (one, first_row, last_row, hash, seal) VALUES (1, $1, $2, $3, $4)
         ON CONFLICT (one) DO UPDATE SET last_row = excluded.last_row, hash = excluded.hash, seal = excluded.seal";
    let seal = Value::Blob(head.seal);
    tx.execute(sql, &[head.first.into(), head.last.into(), Value::from(head.hash.as_slice()), seal])?;
    Ok(())
}

fn insert(tx: &mut dyn Tx, rows: Vec<AuditRow>) -> Result<()> {
    let columns = [
        ("id", ColumnType::Int),
        ("at", ColumnType::Int),
        ("who", ColumnType::Text),
        ("address", ColumnType::Text),
        ("action", ColumnType::Text),
        ("subject", ColumnType::Text),
        ("reason", ColumnType::Text),
        ("hash", ColumnType::Blob),
        ("digest", ColumnType::Blob),
    ];
    let values = |row: AuditRow| {
        vec![
            row.id.into(),
            row.at.into(),
            row.who.into(),
            row.address.into(),
            row.action.into(),
            row.subject.into(),
            row.reason.into(),
            Value::Blob(row.hash.map(Vec::from)),
            Value::Blob(row.digest.map(Vec::from)),
        ]
    };
    tx.insert_many("audit", &columns, &mut rows.into_iter().map(values), "")?;
    Ok(())
}

fn head(tx: &mut dyn Tx) -> Result<Option<Head>> {
    let row = tx.query_one("SELECT first_row, last_row, hash, seal FROM audit_head WHERE one = 1", &[])?;
    let Some(row) = row else { return Ok(None) };
    // A hash of another length is none of ours; the seal says so.
    let hash = row.opt_blob(2).and_then(|hash| hash.try_into().ok()).unwrap_or([0; 32]);
    let seal = row.opt_blob(3).map(<[u8]>::to_vec);
    Ok(Some(Head { first: row.int(0)?, last: row.int(1)?, hash, seal }))
}

/// The head of the chain, or what is wrong with it; rows past it are wrong too.
pub(super) fn sound_head(tx: &mut dyn Tx, key: &Hash) -> Result<Result<Head, Misfit>> {
    let Some(head) = head(tx)?.filter(|head| rules::is_ours(key, head)) else { return Ok(Err(Misfit::Head)) };
    let past = tx.query_one("SELECT min(id) FROM audit WHERE id > $1", &[head.last.into()])?;
    Ok(match past.and_then(|row| row.opt_int(0)) {
        Some(added) => Err(Misfit::Added(added)),
        None => Ok(head),
    })
}

/// Walks along at most `portion` rows of the chain up to `last`; returns how many.
pub(super) fn walk(tx: &mut dyn Tx, walk: &mut Walk, last: i64, portion: usize) -> Result<(u64, Option<Misfit>)> {
    let sql = format!("SELECT {COLUMNS} FROM audit WHERE id >= $1 AND id <= $2 ORDER BY id LIMIT $3");
    let mut fit = 0;
    for row in &tx.query(&sql, &[walk.next.into(), last.into(), portion.into()])? {
        if let Err(misfit) = walk.step(&read(row)?) {
            return Ok((fit, Some(misfit)));
        }
        fit += 1;
    }
    Ok((fit, None))
}

/// The action of rows that say of which row the reason was erased.
pub(super) const ERASED: &str = "audit.erase";

/// The rows whose reasons were erased, as later rows say.
pub(super) fn erased(tx: &mut dyn Tx) -> Result<BTreeSet<i64>> {
    let rows = tx.query("SELECT subject FROM audit WHERE action = $1", &[ERASED.into()])?;
    Ok(rows.iter().filter_map(|row| row.text(0).ok()?.parse().ok()).collect())
}

/// The reasons after a row, with the numbers of their rows.
pub(super) fn reasons(tx: &mut dyn Tx, after: i64, limit: usize) -> Result<Vec<(i64, String)>> {
    let sql = "SELECT id, reason FROM audit WHERE id > $1 AND reason <> '' ORDER BY id LIMIT $2";
    tx.query(sql, &[after.into(), limit.into()])?.iter().map(|row| Ok((row.int(0)?, row.string(1)?))).collect()
}

/// Writes what is left of a reason.
pub(super) fn rewrite_reason(tx: &mut dyn Tx, id: i64, left: &str) -> Result<()> {
    tx.execute("UPDATE audit SET reason = $1 WHERE id = $2", &[left.into(), id.into()]).map(drop)
}

/// The part of a statement that chooses rows, with its parameters.
fn wanted(filter: &AuditFilter) -> (String, Vec<Value>) {
    let (mut sql, mut params) = ("1 = 1".to_owned(), Vec::new());
    let texts = [
        ("who =", &filter.who),
        ("action =", &filter.action),
        ("subject =", &filter.subject),
        ("address =", &filter.address),
    ];
    let texts = texts.into_iter().map(|(test, value)| (test, value.as_deref().map(Value::from)));
    let times = [("at >=", filter.from), ("at <", filter.to)];
    let times = times.into_iter().map(|(test, value)| (test, value.map(Value::from)));
    for (test, value) in texts.chain(times) {
        if let Some(value) = value {
            params.push(value);
            // Writing to a string cannot fail.
            let _ = write!(sql, " AND {test} ${}", params.len());
        }
    }
    (sql, params)
}

/// How many rows are wanted in all.
pub(super) fn count(tx: &mut dyn Tx, filter: &AuditFilter) -> Result<u64> {
    let (wanted, params) = wanted(filter);
    Ok(tx.query_int(&format!("SELECT count(*) FROM audit WHERE {wanted}"), &params)?.unsigned_abs())
}

/// The number of the last row that there is.
pub(super) fn last(tx: &mut dyn Tx) -> Result<i64> {
    tx.query_int("SELECT max(id) FROM audit", &[])
}

/// Wanted rows before a number, newest first.
pub(super) fn before(tx: &mut dyn Tx, filter: &AuditFilter, before: i64, limit: usize) -> Result<Vec<AuditRow>> {
    let (wanted, mut params) = wanted(filter);
    params.extend([before.into(), limit.into()]);
    let (id, most) = (params.len() - 1, params.len());
    let sql = format!("SELECT {COLUMNS} FROM audit WHERE {wanted} AND id < ${id} ORDER BY id DESC LIMIT ${most}");
    tx.query(&sql, &params)?.iter().map(read).collect()
}

/// Wanted rows after a number up to another, oldest first.
pub(super) fn between(
    tx: &mut dyn Tx,
    filter: &AuditFilter,
    (after, last): (i64, i64),
    limit: usize,
) -> Result<Vec<AuditRow>> {
    let (wanted, mut params) = wanted(filter);
    params.extend([after.into(), last.into(), limit.into()]);
    let places = params.len();
    let sql = format!(
        "SELECT {COLUMNS} FROM audit WHERE {wanted} AND id > ${} AND id <= ${} ORDER BY id LIMIT ${places}",
        places - 2,
        places - 1
    );
    tx.query(&sql, &params)?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<AuditRow> {
    Ok(AuditRow {
        id: row.int(0)?,
        at: row.time(1)?,
        who: row.string(2)?,
        address: row.string(3)?,
        action: row.string(4)?,
        subject: row.string(5)?,
        reason: row.string(6)?,
        // A hash of another length fits nothing.
        hash: row.opt_blob(7).map(|hash| hash.try_into().unwrap_or([0; 32])),
        digest: row.opt_blob(8).map(|digest| digest.try_into().unwrap_or([0; 32])),
    })
}
