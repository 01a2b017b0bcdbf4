//! The table of invitations.

use kernel::IdentifierNo;
use store::{Error, Migration, Result, Row, Tx};

use super::Invitation;

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "feedback_invitations_1",
    "CREATE TABLE feedback_invitations (number BIGINT PRIMARY KEY, survey TEXT NOT NULL, identifier BIGINT NOT NULL,
        about TEXT NOT NULL, language TEXT, channel TEXT NOT NULL, made_at BIGINT NOT NULL, made_by TEXT NOT NULL,
        until BIGINT NOT NULL);
     CREATE INDEX feedback_invitations_of ON feedback_invitations (identifier, made_at);
     CREATE INDEX feedback_invitations_survey ON feedback_invitations (survey, made_at)",
)];

const COLUMNS: &str = "number, survey, identifier, about, language, channel, made_at, made_by, until";

pub(super) fn get(tx: &mut dyn Tx, number: u64) -> Result<Option<Invitation>> {
    let sql = format!("SELECT {COLUMNS} FROM feedback_invitations WHERE number = $1");
    tx.query_one(&sql, &[number.into()])?.map(|row| read(&row)).transpose()
}

pub(super) fn insert(tx: &mut dyn Tx, one: &Invitation) -> Result<()> {
    let about = serde_json::to_string(&one.about).expect("texts can be written as JSON");
    let sql = format!("INSERT INTO feedback_invitations ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let values = [
        one.number.into(),
        one.survey.as_str().into(),
        i64::from(one.identifier.0).into(),
        about.into(),
        one.language.as_deref().into(),
        one.channel.as_str().into(),
        one.made_at.into(),
        one.made_by.as_str().into(),
        one.until.into(),
    ];
    tx.execute(&sql, &values).map(drop)
}

pub(super) fn remove(tx: &mut dyn Tx, number: u64) -> Result<()> {
    tx.execute("DELETE FROM feedback_invitations WHERE number = $1", &[number.into()]).map(drop)
}

pub(super) fn of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<Vec<Invitation>> {
    let sql = format!("SELECT {COLUMNS} FROM feedback_invitations WHERE identifier = $1 ORDER BY made_at");
    let mut found = Vec::new();
    for identifier in identifiers {
        for row in tx.query(&sql, &[i64::from(identifier.0).into()])? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    let mut removed = 0;
    for identifier in identifiers {
        let sql = "DELETE FROM feedback_invitations WHERE identifier = $1";
        removed += tx.execute(sql, &[i64::from(identifier.0).into()])?;
    }
    Ok(removed)
}

fn read(row: &Row) -> Result<Invitation> {
    let damaged = |what: String| Error::Damaged(format!("an invitation: {what}"));
    Ok(Invitation {
        number: row.unsigned(0)?,
        survey: row.string(1)?,
        identifier: IdentifierNo(row.unsigned(2)?),
        about: serde_json::from_str(row.text(3)?).map_err(|error| damaged(error.to_string()))?,
        language: row.opt_text(4).map(str::to_owned),
        channel: row.string(5)?,
        made_at: row.time(6)?,
        made_by: row.string(7)?,
        until: row.time(8)?,
    })
}
