//! The table of alerts, and how far the journal was looked at.

use std::fmt::Write as _;

use kernel::{IdentifierNo, Position, Timestamp};
use store::{Error, Migration, Result, Row, Tx, Value};

use super::model::{Alert, AlertFilter, AlertState, Where, Within};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "alerts_1",
    "CREATE TABLE alerts (number {serial}, position BIGINT NOT NULL, rule TEXT NOT NULL, version BIGINT NOT NULL,
        identifier BIGINT NOT NULL, occurred_at BIGINT NOT NULL, made_at BIGINT NOT NULL, due_at BIGINT NOT NULL,
        touchpoint TEXT NOT NULL, channel TEXT NOT NULL, department TEXT, team TEXT, location TEXT,
        reasons TEXT NOT NULL, owner TEXT NOT NULL, state TEXT NOT NULL, note TEXT, changed_by TEXT, changed_at BIGINT,
        UNIQUE (position, rule));
     CREATE INDEX alerts_due ON alerts (due_at, number);
     CREATE INDEX alerts_of ON alerts (identifier);
     CREATE TABLE alerts_followed (id BIGINT PRIMARY KEY, xid BIGINT NOT NULL, frame BIGINT NOT NULL)",
)];

const COLUMNS: &str = "number, position, rule, version, identifier, occurred_at, made_at, due_at, touchpoint, channel,
    department, team, location, reasons, owner, state, note, changed_by, changed_at";

/// Opens an alert and returns its number; nothing where there is one of this rule and interaction already.
pub(super) fn insert(tx: &mut dyn Tx, one: &Alert) -> Result<Option<u64>> {
    let reasons = serde_json::to_string(&one.reasons).expect("reasons can be written as JSON");
    let sql = "INSERT INTO alerts (position, rule, version, identifier, occurred_at, made_at, due_at, touchpoint,
            channel, department, team, location, reasons, owner, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT (position, rule) DO NOTHING RETURNING number";
    let values = [
        one.position.0.into(),
        one.rule.as_str().into(),
        one.version.into(),
        one.identifier.into(),
        one.occurred_at.into(),
        one.made_at.into(),
        one.due_at.into(),
        one.at.touchpoint.as_str().into(),
        one.at.channel.as_str().into(),
        one.at.department.as_deref().into(),
        one.at.team.as_deref().into(),
        one.at.location.as_deref().into(),
        reasons.into(),
        one.owner.as_str().into(),
        one.state.as_str().into(),
    ];
    tx.query_one(sql, &values)?.map(|row| row.unsigned(0)).transpose()
}

pub(super) fn get(tx: &mut dyn Tx, number: u64) -> Result<Option<Alert>> {
    let row = tx.query_one(&format!("SELECT {COLUMNS} FROM alerts WHERE number = $1"), &[number.into()])?;
    row.as_ref().map(read).transpose()
}

/// Alerts that are wanted, those that are due first, behind a due time and number.
pub(super) fn page(
    tx: &mut dyn Tx,
    filter: &AlertFilter,
    after: Option<(Timestamp, u64)>,
    limit: usize,
) -> Result<Vec<Alert>> {
    let (mut wanted, mut values) = condition(filter);
    if let Some((due_at, number)) = after {
        let place = values.len();
        let (at, of) = (place + 1, place + 2);
        let _ = write!(wanted, " AND (due_at > ${at} OR (due_at = ${at} AND number > ${of}))");
        values.extend([due_at.into(), number.into()]);
    }
    values.push(limit.into());
    let sql = format!("SELECT {COLUMNS} FROM alerts WHERE {wanted} ORDER BY due_at, number LIMIT ${}", values.len());
    tx.query(&sql, &values)?.iter().map(read).collect()
}

/// How many alerts are wanted.
pub(super) fn count(tx: &mut dyn Tx, filter: &AlertFilter) -> Result<u64> {
    let (wanted, values) = condition(filter);
    Ok(tx.query_int(&format!("SELECT count(*) FROM alerts WHERE {wanted}"), &values)?.unsigned_abs())
}

/// The owners of alerts that are wanted, by name.
pub(super) fn owners(tx: &mut dyn Tx, filter: &AlertFilter) -> Result<Vec<String>> {
    let (wanted, values) = condition(filter);
    let rows = tx.query(&format!("SELECT DISTINCT owner FROM alerts WHERE {wanted}"), &values)?;
    let mut owners = rows.iter().map(|row| row.string(0)).collect::<Result<Vec<_>>>()?;
    owners.sort();
    Ok(owners)
}

/// What alerts must be, as SQL with its values.
fn condition(filter: &AlertFilter) -> (String, Vec<Value>) {
    let (mut parts, mut values): (Vec<String>, Vec<Value>) = (Vec::new(), Vec::new());
    let among = |column: &str, names: Vec<Value>, values: &mut Vec<Value>| {
        let places: Vec<String> = (0..names.len()).map(|place| format!("${}", values.len() + place + 1)).collect();
        values.extend(names);
        // Nothing is among no names.
        if places.is_empty() { "1 = 0".to_owned() } else { format!("{column} IN ({})", places.join(", ")) }
    };
    let within = match &filter.within {
        Within::All => None,
        Within::Departments(names) => Some(("department", names)),
        Within::Teams(names) => Some(("team", names)),
        Within::Locations(names) => Some(("location", names)),
    };
    if let Some((column, names)) = within {
        let names = names.iter().map(|name| name.as_str().into()).collect();
        parts.push(among(column, names, &mut values));
    }
    if !filter.states.is_empty() {
        let states = filter.states.iter().map(|state| state.as_str().into()).collect();
        parts.push(among("state", states, &mut values));
    }
    if let Some(at) = filter.late_at {
        values.extend([at.into(), AlertState::Done.as_str().into()]);
        parts.push(format!("due_at < ${} AND state <> ${}", values.len() - 1, values.len()));
    }
    let names = [
        ("owner", &filter.owner),
        ("rule", &filter.rule),
        ("touchpoint", &filter.touchpoint),
        ("department", &filter.department),
    ];
    for (column, name) in names {
        if let Some(name) = name {
            values.push(name.as_str().into());
            parts.push(format!("{column} = ${}", values.len()));
        }
    }
    if let Some(of) = &filter.of {
        let mut any = Vec::new();
        for part in of {
            values.extend([part.identifier.into(), part.from.into(), part.until.into()]);
            let last = values.len();
            any.push(format!(
                "(identifier = ${} AND occurred_at >= ${} AND occurred_at < ${last})",
                last - 2,
                last - 1
            ));
        }
        parts.push(if any.is_empty() { "1 = 0".to_owned() } else { format!("({})", any.join(" OR ")) });
    }
    if parts.is_empty() {
        parts.push("1 = 1".to_owned());
    }
    (parts.join(" AND "), values)
}

/// Writes what can be changed, unless somebody else was faster. Returns whether it was written.
pub(super) fn change(tx: &mut dyn Tx, before: &Alert, after: &Alert) -> Result<bool> {
    let sql = "UPDATE alerts SET state = $2, note = $3, owner = $4, changed_by = $5, changed_at = $6
         WHERE number = $1 AND state = $7 AND owner = $8";
    let values = [
        before.number.into(),
        after.state.as_str().into(),
        after.note.as_deref().into(),
        after.owner.as_str().into(),
        after.changed_by.as_deref().into(),
        after.changed_at.into(),
        before.state.as_str().into(),
        before.owner.as_str().into(),
    ];
    Ok(tx.execute(sql, &values)? > 0)
}

/// Writes the note and places of an alert.
pub(super) fn set_words(tx: &mut dyn Tx, one: &Alert) -> Result<()> {
    let sql = "UPDATE alerts SET note = $2, touchpoint = $3, channel = $4, department = $5, team = $6, location = $7
         WHERE number = $1";
    let values = [
        one.number.into(),
        one.note.as_deref().into(),
        one.at.touchpoint.as_str().into(),
        one.at.channel.as_str().into(),
        one.at.department.as_deref().into(),
        one.at.team.as_deref().into(),
        one.at.location.as_deref().into(),
    ];
    tx.execute(sql, &values).map(drop)
}

pub(super) fn remove(tx: &mut dyn Tx, numbers: &[u64]) -> Result<u64> {
    let mut removed = 0;
    for number in numbers {
        removed += tx.execute("DELETE FROM alerts WHERE number = $1", &[(*number).into()])?;
    }
    Ok(removed)
}

fn read(row: &Row) -> Result<Alert> {
    let damaged = |what: &str| Error::Damaged(format!("an alert's {what}"));
    let state = row.text(15)?;
    let state = AlertState::ALL.into_iter().find(|known| known.as_str() == state);
    let text = |column: usize| row.opt_text(column).map(str::to_owned);
    Ok(Alert {
        number: row.unsigned(0)?,
        position: Position(row.unsigned(1)?),
        rule: row.string(2)?,
        version: u32::try_from(row.int(3)?).map_err(|_| damaged("version"))?,
        identifier: IdentifierNo(row.unsigned(4)?),
        occurred_at: row.time(5)?,
        made_at: row.time(6)?,
        due_at: row.time(7)?,
        at: Where {
            touchpoint: row.string(8)?,
            channel: row.string(9)?,
            department: text(10),
            team: text(11),
            location: text(12),
        },
        reasons: serde_json::from_str(row.text(13)?).map_err(|_| damaged("reasons"))?,
        owner: row.string(14)?,
        state: state.ok_or_else(|| damaged("state"))?,
        note: text(16),
        changed_by: text(17),
        changed_at: row.opt_int(18).map(Timestamp),
    })
}
