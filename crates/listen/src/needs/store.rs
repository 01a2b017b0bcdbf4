//! The tables of needs and votes.

use store::{Error, Migration, Result, Row, Tx};

use super::model::{Need, NewNeed};
use crate::frontline::{Answer, Place, Status};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "needs_1",
    "CREATE TABLE needs_items (id {serial}, made_at BIGINT NOT NULL, title TEXT NOT NULL, detail TEXT, touchpoint TEXT,
        department TEXT, status TEXT NOT NULL, answer TEXT, answered_by TEXT, answered_at BIGINT, due TEXT);
     CREATE TABLE needs_votes (need BIGINT NOT NULL, voter {bytes} NOT NULL, PRIMARY KEY (need, voter))",
)];

const COLUMNS: &str =
    "id, made_at, title, detail, touchpoint, department, status, answer, answered_by, answered_at, due,
    (SELECT count(*) FROM needs_votes WHERE need = needs_items.id)";

/// Keeps a need.
pub(super) fn insert(tx: &mut dyn Tx, new: &NewNeed) -> Result<Need> {
    let sql = format!(
        "INSERT INTO needs_items (made_at, title, detail, touchpoint, department, status)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING {COLUMNS}"
    );
    let values = [
        new.made_at.into(),
        new.title.as_str().into(),
        new.detail.as_deref().into(),
        new.place.touchpoint.as_deref().into(),
        new.place.department.as_deref().into(),
        Status::Open.as_str().into(),
    ];
    read(&tx.query(&sql, &values)?[0])
}

/// How many needs there are.
pub(super) fn count(tx: &mut dyn Tx) -> Result<u64> {
    Ok(tx.query_int("SELECT count(*) FROM needs_items", &[])?.unsigned_abs())
}

/// All needs, those with the most votes first, of equal ones the oldest.
pub(super) fn all(tx: &mut dyn Tx) -> Result<Vec<Need>> {
    let rows = tx.query(&format!("SELECT {COLUMNS} FROM needs_items ORDER BY id"), &[])?;
    let mut needs: Vec<Need> = rows.iter().map(read).collect::<Result<_>>()?;
    needs.sort_by_key(|need| (std::cmp::Reverse(need.votes), need.id));
    Ok(needs)
}

pub(super) fn get(tx: &mut dyn Tx, id: i64) -> Result<Option<Need>> {
    let row = tx.query_one(&format!("SELECT {COLUMNS} FROM needs_items WHERE id = $1"), &[id.into()])?;
    row.as_ref().map(read).transpose()
}

/// Counts a vote, once.
pub(super) fn vote(tx: &mut dyn Tx, need: i64, voter: &[u8]) -> Result<()> {
    let sql = "INSERT INTO needs_votes (need, voter) VALUES ($1, $2) ON CONFLICT (need, voter) DO NOTHING";
    tx.execute(sql, &[need.into(), voter.into()]).map(drop)
}

/// Takes a vote back.
pub(super) fn unvote(tx: &mut dyn Tx, need: i64, voter: &[u8]) -> Result<()> {
    tx.execute("DELETE FROM needs_votes WHERE need = $1 AND voter = $2", &[need.into(), voter.into()]).map(drop)
}

/// Whether a vote is there.
pub(super) fn has_voted(tx: &mut dyn Tx, need: i64, voter: &[u8]) -> Result<bool> {
    let sql = "SELECT count(*) FROM needs_votes WHERE need = $1 AND voter = $2";
    Ok(tx.query_int(sql, &[need.into(), voter.into()])? > 0)
}

/// Writes an answer; returns the need as it is then.
pub(super) fn answer(tx: &mut dyn Tx, id: i64, answer: &Answer, due: Option<&str>) -> Result<Option<Need>> {
    let sql =
        "UPDATE needs_items SET status = $1, answer = $2, answered_by = $3, answered_at = $4, due = $5 WHERE id = $6";
    let values = [
        answer.status.as_str().into(),
        answer.said.as_deref().into(),
        answer.by.as_str().into(),
        answer.at.into(),
        due.into(),
        id.into(),
    ];
    tx.execute(sql, &values)?;
    get(tx, id)
}

/// Writes what is left of a need's texts.
pub(super) fn rewrite(tx: &mut dyn Tx, need: &Need) -> Result<()> {
    let sql = "UPDATE needs_items SET title = $1, detail = $2, answer = $3 WHERE id = $4";
    let values =
        [need.title.as_str().into(), need.detail.as_deref().into(), need.answer.as_deref().into(), need.id.into()];
    tx.execute(sql, &values).map(drop)
}

fn read(row: &Row) -> Result<Need> {
    let text = |column: usize| row.opt_text(column).map(str::to_owned);
    let status = row.text(6)?;
    Ok(Need {
        id: row.int(0)?,
        made_at: row.time(1)?,
        title: row.string(2)?,
        detail: text(3),
        place: Place { touchpoint: text(4), department: text(5) },
        status: Status::parse(status).ok_or_else(|| Error::Damaged(format!("the status {status:?} of a need")))?,
        answer: text(7),
        answered_by: text(8),
        answered_at: row.opt_int(9).map(kernel::Timestamp),
        due: text(10),
        votes: row.unsigned(11)?,
    })
}
