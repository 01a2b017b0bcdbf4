//! The requests' table.

use kernel::clock::DAY;
use kernel::{IdentifierNo, Purpose, Timestamp};
use store::{Error, Migration, Result, Row, Tx, Value};

use super::model::{Law, NewRequest, Request, RequestFilter, RequestKind, RequestState, Verified, Waiting};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "privacy_requests_1",
    "CREATE TABLE privacy_requests (id {serial}, kind TEXT NOT NULL, law TEXT NOT NULL, days BIGINT,
        identifiers TEXT NOT NULL, purposes TEXT NOT NULL, channel TEXT NOT NULL, note TEXT NOT NULL,
        received_at BIGINT NOT NULL, filed_by TEXT NOT NULL, due_at BIGINT NOT NULL, state TEXT NOT NULL,
        verified_at BIGINT, verified_how TEXT NOT NULL, extended_at BIGINT, extension TEXT NOT NULL,
        closed_at BIGINT, outcome TEXT NOT NULL, exported_at BIGINT, erasure BIGINT, holds TEXT NOT NULL);
     CREATE INDEX privacy_requests_due ON privacy_requests (due_at, id)",
)];

const COLUMNS: &str = "id, kind, law, days, identifiers, purposes, channel, note, received_at, filed_by, due_at, state,
    verified_at, verified_how, extended_at, extension, closed_at, outcome, exported_at, erasure, holds";

/// How long before its time a request is due soon.
const SOON: i64 = 7 * DAY;

fn json<T: serde::Serialize>(list: &[T]) -> Result<Value> {
    Ok(serde_json::to_string(list).map_err(|error| Error::Unexpected(error.to_string()))?.into())
}

/// Keeps a request; returns its number.
pub(super) fn insert(tx: &mut dyn Tx, asked: &NewRequest, due_at: Timestamp, holds: &[i64]) -> Result<i64> {
    let sql =
        "INSERT INTO privacy_requests (kind, law, days, identifiers, purposes, channel, note, received_at, filed_by,
            due_at, state, verified_how, extension, outcome, holds)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', '', '', '', $11) RETURNING id";
    let params = [
        asked.kind.as_str().into(),
        asked.law.as_str().into(),
        asked.days.map(i64::from).into(),
        json(&asked.identifiers)?,
        json(&asked.purposes)?,
        asked.channel.as_str().into(),
        asked.note.as_str().into(),
        asked.received_at.into(),
        asked.filed_by.as_str().into(),
        due_at.into(),
        json(holds)?,
    ];
    tx.query_int(sql, &params)
}

pub(super) fn get(tx: &mut dyn Tx, id: i64) -> Result<Option<Request>> {
    let sql = format!("SELECT {COLUMNS} FROM privacy_requests WHERE id = $1");
    tx.query_one(&sql, &[id.into()])?.as_ref().map(read).transpose()
}

/// Keeps what a step has changed, unless another step came first; returns whether it did not.
pub(super) fn update(tx: &mut dyn Tx, request: &Request, before: RequestState) -> Result<bool> {
    let sql =
        "UPDATE privacy_requests SET due_at = $1, state = $2, verified_at = $3, verified_how = $4, extended_at = $5,
            extension = $6, closed_at = $7, outcome = $8, exported_at = $9, erasure = $10
         WHERE id = $11 AND state = $12";
    let verified = request.verified.as_ref();
    let extended = request.extended.as_ref();
    let params = [
        request.due_at.into(),
        request.state.as_str().into(),
        verified.map(|verified| verified.at.0).into(),
        verified.map_or("", |verified| &verified.how).into(),
        extended.map(|(at, _)| at.0).into(),
        extended.map_or("", |(_, reason)| reason).into(),
        request.closed_at.map(|at| at.0).into(),
        request.outcome.as_str().into(),
        request.exported_at.map(|at| at.0).into(),
        request.erasure.into(),
        request.id.into(),
        before.as_str().into(),
    ];
    Ok(tx.execute(sql, &params)? > 0)
}

/// Keeps what an erasure leaves of a request's texts.
pub(super) fn keep_texts(tx: &mut dyn Tx, request: &Request) -> Result<()> {
    let sql = "UPDATE privacy_requests SET note = $1, verified_how = $2, extension = $3, outcome = $4 WHERE id = $5";
    let how = request.verified.as_ref().map_or("", |verified| &verified.how);
    let extension = request.extended.as_ref().map_or("", |(_, reason)| reason);
    let texts = [request.asked.note.as_str(), how, extension, &request.outcome];
    let mut params: Vec<Value> = texts.map(Value::from).into();
    params.push(request.id.into());
    tx.execute(sql, &params).map(drop)
}

/// The condition of a filter.
fn wanted(filter: &RequestFilter, now: Timestamp) -> (&'static str, Vec<Value>) {
    let condition = "($1 IS NULL OR state = $1) AND ($2 IS NULL OR kind = $2)
        AND (CAST($3 AS BIGINT) IS NULL
            OR (state IN ('open', 'extended') AND due_at < $4) = (CAST($3 AS BIGINT) = 1))
        AND (CAST($5 AS BIGINT) IS NULL OR (state IN ('open', 'extended')) = (CAST($5 AS BIGINT) = 1))";
    let params = vec![
        filter.state.map(RequestState::as_str).into(),
        filter.kind.map(RequestKind::as_str).into(),
        filter.overdue.map(i64::from).into(),
        now.into(),
        filter.pending.map(i64::from).into(),
    ];
    (condition, params)
}

/// Requests, soonest due first, and how many there are in all.
pub(super) fn list(
    tx: &mut dyn Tx,
    filter: &RequestFilter,
    now: Timestamp,
    limit: usize,
) -> Result<(Vec<Request>, u64)> {
    let (condition, mut params) = wanted(filter, now);
    let total = tx.query_int(&format!("SELECT count(*) FROM privacy_requests WHERE {condition}"), &params)?;
    let (due_at, id) = filter.after.unwrap_or((Timestamp(i64::MIN), i64::MIN));
    params.extend([due_at.into(), id.into(), limit.into()]);
    let sql = format!(
        "SELECT {COLUMNS} FROM privacy_requests WHERE {condition} AND (due_at, id) > ($6, $7)
         ORDER BY due_at, id LIMIT $8"
    );
    let requests = tx.query(&sql, &params)?.iter().map(read).collect::<Result<_>>()?;
    Ok((requests, total.unsigned_abs()))
}

/// How many wait.
pub(super) fn waiting(tx: &mut dyn Tx, now: Timestamp) -> Result<Waiting> {
    let sql = "SELECT count(*), CAST(coalesce(sum(CASE WHEN due_at < $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(coalesce(sum(CASE WHEN due_at >= $1 AND due_at < $2 THEN 1 ELSE 0 END), 0) AS BIGINT)
         FROM privacy_requests WHERE state IN ('open', 'extended')";
    let row = tx.query_one(sql, &[now.into(), (now.0 + SOON).into()])?;
    let count = |column| row.as_ref().and_then(|row| row.opt_int(column)).unwrap_or(0).unsigned_abs();
    Ok(Waiting { pending: count(0), overdue: count(1), due_soon: count(2) })
}

fn read(row: &Row) -> Result<Request> {
    let damaged = |what: &str| Error::Damaged(format!("the {what} of a privacy request"));
    let time = |column| row.opt_int(column).map(Timestamp);
    let purposes: Vec<Purpose> = serde_json::from_str(row.text(5)?).map_err(|_| damaged("purposes"))?;
    let identifiers: Vec<IdentifierNo> = serde_json::from_str(row.text(4)?).map_err(|_| damaged("identifiers"))?;
    let (how, extension) = (row.string(13)?, row.string(15)?);
    Ok(Request {
        id: row.int(0)?,
        asked: NewRequest {
            kind: RequestKind::parse(row.text(1)?).ok_or_else(|| damaged("kind"))?,
            law: Law::parse(row.text(2)?).ok_or_else(|| damaged("law"))?,
            days: row.opt_int(3).and_then(|days| u32::try_from(days).ok()),
            identifiers,
            purposes,
            channel: row.string(6)?,
            note: row.string(7)?,
            received_at: row.time(8)?,
            filed_by: row.string(9)?,
        },
        due_at: row.time(10)?,
        state: RequestState::parse(row.text(11)?).ok_or_else(|| damaged("state"))?,
        verified: time(12).map(|at| Verified { at, how }),
        extended: time(14).map(|at| (at, extension)),
        closed_at: time(16),
        outcome: row.string(17)?,
        exported_at: time(18),
        erasure: row.opt_int(19),
        holds: serde_json::from_str(row.text(20)?).map_err(|_| damaged("holds"))?,
    })
}
