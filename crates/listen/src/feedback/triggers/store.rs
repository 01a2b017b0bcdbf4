//! Who is to be asked because of what came in, and how far that was looked at.

use kernel::{IdentifierNo, Position, Timestamp};
use store::{Error, Migration, Result, Row, Tx};

use super::Triggered;

pub(in crate::feedback) const MIGRATIONS: &[Migration] = &[Migration::new(
    "feedback_triggered_1",
    "CREATE TABLE feedback_triggered (position BIGINT NOT NULL, survey TEXT NOT NULL, identifier BIGINT NOT NULL,
        about TEXT NOT NULL, days BIGINT NOT NULL, due_at BIGINT NOT NULL, PRIMARY KEY (position, survey));
     CREATE INDEX feedback_triggered_due ON feedback_triggered (due_at);
     CREATE INDEX feedback_triggered_of ON feedback_triggered (identifier);
     CREATE TABLE feedback_followed (id BIGINT PRIMARY KEY, xid BIGINT NOT NULL, frame BIGINT NOT NULL)",
)];

pub(super) fn insert(tx: &mut dyn Tx, one: &Triggered) -> Result<()> {
    let about = serde_json::to_string(&one.about).expect("texts can be written as JSON");
    let sql = "INSERT INTO feedback_triggered (position, survey, identifier, about, days, due_at)
         VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        one.position.0.into(),
        one.survey.as_str().into(),
        one.identifier.into(),
        about.into(),
        one.days.into(),
        one.due_at.into(),
    ];
    tx.execute(sql, &values).map(drop)
}

/// What is due, the oldest first.
pub(super) fn due(tx: &mut dyn Tx, now: Timestamp, limit: usize) -> Result<Vec<Triggered>> {
    let sql = "SELECT position, survey, identifier, about, days, due_at FROM feedback_triggered
         WHERE due_at <= $1 ORDER BY due_at, position LIMIT $2";
    tx.query(sql, &[now.into(), limit.into()])?.iter().map(read).collect()
}

pub(super) fn remove(tx: &mut dyn Tx, all: &[Triggered]) -> Result<()> {
    let sql = "DELETE FROM feedback_triggered WHERE position = $1 AND survey = $2";
    all.iter().try_for_each(|one| tx.execute(sql, &[one.position.0.into(), one.survey.as_str().into()]).map(drop))
}

/// Removes what identifiers were to be asked. Returns how much there was.
pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    let mut removed = 0;
    for identifier in identifiers {
        removed += tx.execute("DELETE FROM feedback_triggered WHERE identifier = $1", &[(*identifier).into()])?;
    }
    Ok(removed)
}

fn read(row: &Row) -> Result<Triggered> {
    let damaged = |what: String| Error::Damaged(format!("what is to be asked: {what}"));
    Ok(Triggered {
        position: Position(row.unsigned(0)?),
        survey: row.string(1)?,
        identifier: IdentifierNo(row.unsigned(2)?),
        about: serde_json::from_str(row.text(3)?).map_err(|error| damaged(error.to_string()))?,
        days: u32::try_from(row.int(4)?).map_err(|_| damaged("its days".to_owned()))?,
        due_at: row.time(5)?,
    })
}
