//! Dropped events: kept with their reason, the newest so many, so that they can be read and replayed.
//!
//! What consent refused is never here.

use kernel::{DropReason, Erased, Expired, HolderError, HoldsPersonal, Mentions, Part, SourceNo, Timestamp, Trust};
use store::{ColumnType, Migration, Result, Row, Tx};

use super::arrival::{Dropped, Form};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "dropped_1",
    "CREATE TABLE dropped (id {serial}, source BIGINT NOT NULL, trusted BIGINT NOT NULL, received_at BIGINT NOT NULL, reason TEXT NOT NULL,
        detail TEXT NOT NULL, form TEXT NOT NULL, output TEXT, payload TEXT NOT NULL);
     CREATE INDEX dropped_source ON dropped (source, id);
     CREATE TABLE dropped_lost (id BIGINT PRIMARY KEY, events BIGINT NOT NULL);
     INSERT INTO dropped_lost (id, events) VALUES (1, 0)",
)];

/// A dropped event that is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its number.
    pub id: i64,
    /// The event.
    pub drop: Drop,
}

/// A dropped event as it came.
#[derive(Clone, Debug)]
pub struct Drop {
    /// Who sent it.
    pub source: SourceNo,
    /// How far they are believed.
    pub trust: Trust,
    /// When it came in.
    pub received_at: Timestamp,
    /// Why it was dropped, and what it was.
    pub dropped: Dropped,
}

/// Which dropped events are wanted.
#[derive(Clone, Debug, Default)]
pub struct DroppedFilter {
    /// Only of this source.
    pub source: Option<SourceNo>,
    /// Only for this reason.
    pub reason: Option<DropReason>,
    /// Only events before this number.
    pub before: Option<i64>,
    /// Only these.
    pub ids: Option<Vec<i64>>,
}

/// Keeps dropped events; beyond `most` the oldest go and are counted.
///
/// # Errors
/// What the database says.
pub fn keep(tx: &mut dyn Tx, events: Vec<Drop>, most: u64) -> Result<()> {
    // What a mapping left out on purpose, and what must not be kept, is only counted.
    let worth = |event: &Drop| event.dropped.reason != DropReason::Filtered && !event.dropped.payload.is_empty();
    let events: Vec<Drop> = events.into_iter().filter(worth).collect();
    if events.is_empty() {
        return Ok(());
    }
    let columns = [
        ("source", ColumnType::Int),
        ("trusted", ColumnType::Int),
        ("received_at", ColumnType::Int),
        ("reason", ColumnType::Text),
        ("detail", ColumnType::Text),
        ("form", ColumnType::Text),
        ("output", ColumnType::Text),
        ("payload", ColumnType::Text),
    ];
    let mut rows = events.into_iter().map(|Drop { source, trust, received_at, dropped }| {
        vec![
            source.into(),
            i64::from(trust == Trust::Secret).into(),
            received_at.into(),
            dropped.reason.as_str().into(),
            dropped.detail.into(),
            dropped.form.as_str().into(),
            dropped.output.into(),
            dropped.payload.into(),
        ]
    });
    tx.insert_many("dropped", &columns, &mut rows, "")?;
    let newest = tx.query_int("SELECT max(id) FROM dropped", &[])?;
    let oldest_kept = newest.saturating_sub(i64::try_from(most).unwrap_or(i64::MAX));
    let gone = tx.execute("DELETE FROM dropped WHERE id <= $1", &[oldest_kept.into()])?;
    if gone > 0 {
        tx.execute("UPDATE dropped_lost SET events = events + $1", &[gone.into()])?;
    }
    Ok(())
}

const COLUMNS: &str = "id, source, received_at, reason, detail, form, output, payload, trusted";

/// Dropped events, newest first, and how many there are in all.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut dyn Tx, filter: &DroppedFilter, limit: usize) -> Result<(Vec<Kept>, u64)> {
    if let Some(ids) = &filter.ids {
        return these(tx, ids);
    }
    let params = [filter.source.into(), filter.reason.map(DropReason::as_str).into()];
    let wanted = "($1 IS NULL OR source = $1) AND ($2 IS NULL OR reason = $2)";
    let total = tx.query_int(&format!("SELECT count(*) FROM dropped WHERE {wanted}"), &params)?;
    let mut all = params.to_vec();
    all.extend([filter.before.unwrap_or(i64::MAX).into(), limit.into()]);
    let sql = format!("SELECT {COLUMNS} FROM dropped WHERE {wanted} AND id < $3 ORDER BY id DESC LIMIT $4");
    let kept = tx.query(&sql, &all)?.iter().map(read).collect::<Result<_>>()?;
    Ok((kept, total.unsigned_abs()))
}

/// Those of these dropped events that are kept, and how many they are.
fn these(tx: &mut dyn Tx, ids: &[i64]) -> Result<(Vec<Kept>, u64)> {
    let mut kept = Vec::new();
    for id in ids {
        let row = tx.query_one(&format!("SELECT {COLUMNS} FROM dropped WHERE id = $1"), &[(*id).into()])?;
        kept.extend(row.as_ref().map(read).transpose()?);
    }
    let total = kept.len() as u64;
    Ok((kept, total))
}

/// How many went because there were too many.
///
/// # Errors
/// What the database says.
pub fn lost(tx: &mut dyn Tx) -> Result<u64> {
    Ok(tx.query_int("SELECT events FROM dropped_lost WHERE id = 1", &[])?.unsigned_abs())
}

/// Takes kept events out, to be replayed.
///
/// # Errors
/// What the database says.
pub fn remove(tx: &mut dyn Tx, ids: &[i64]) -> Result<()> {
    for id in ids {
        tx.execute("DELETE FROM dropped WHERE id = $1", &[(*id).into()])?;
    }
    Ok(())
}

/// The personal data in dropped events: what was sent, as it was sent.
pub struct DroppedEvents(pub store::Db);

/// Dropped events that are looked through at once.
const LOOKED_THROUGH: usize = 500;

/// Whether a kept event names somebody.
fn names(one: &Kept, mentions: &Mentions) -> bool {
    mentions.are_in_json("", &one.drop.dropped.payload) || mentions.are_in(&one.drop.dropped.detail)
}

impl DroppedEvents {
    /// The kept events that name somebody.
    fn naming(&self, mentions: &Mentions) -> Result<Vec<Kept>> {
        self.looked_through(&|one| names(one, mentions))
    }

    /// The kept events that are wanted.
    fn looked_through(&self, wanted: &dyn Fn(&Kept) -> bool) -> Result<Vec<Kept>> {
        let (mut found, mut filter) = (Vec::new(), DroppedFilter::default());
        loop {
            let (kept, _) = self.0.read_blocking(|tx| list(tx, &filter, LOOKED_THROUGH))?;
            let Some(last) = kept.last() else { return Ok(found) };
            filter.before = Some(last.id);
            found.extend(kept.into_iter().filter(|one| wanted(one)));
        }
    }
}

impl HoldsPersonal for DroppedEvents {
    fn name(&self) -> &'static str {
        "dropped events"
    }

    fn shows_hidden(&self) -> bool {
        true
    }

    fn export(&self, _: &[Part], mentions: &Mentions) -> std::result::Result<serde_json::Value, HolderError> {
        let sent = self.naming(mentions)?.into_iter().map(|one| {
            let payload = one.drop.dropped.payload;
            let sent = serde_json::from_str(&payload).unwrap_or(serde_json::Value::String(payload));
            serde_json::json!({"received_at": one.drop.received_at.to_string(), "sent": sent})
        });
        Ok(sent.collect())
    }

    fn erase(&self, erased: &Erased) -> std::result::Result<u64, HolderError> {
        let mut naming = self.naming(&erased.mentions)?;
        naming.retain(|one| {
            let is_held = names(one, erased.held.mentions());
            if is_held {
                erased.held.keep();
            }
            !is_held
        });
        let ids: Vec<i64> = naming.into_iter().map(|one| one.id).collect();
        let gone = ids.len() as u64;
        self.0.write_blocking(move |tx| remove(tx, &ids))?;
        Ok(gone)
    }

    fn expire(&self, expired: &Expired) -> std::result::Result<u64, HolderError> {
        let kept = self.looked_through(&|one| {
            let old = expired.before.get(&one.drop.source).is_some_and(|before| one.drop.received_at < *before);
            old && !names(one, &expired.held)
        })?;
        let ids: Vec<i64> = kept.into_iter().map(|one| one.id).collect();
        let gone = ids.len() as u64;
        self.0.write_blocking(move |tx| remove(tx, &ids))?;
        Ok(gone)
    }
}

fn read(row: &Row) -> Result<Kept> {
    let damaged = |what: &str| store::Error::Damaged(format!("a dropped event's {what}"));
    let reason = DropReason::parse(row.text(3)?).ok_or_else(|| damaged("reason"))?;
    let form = row.text(5)?;
    let form = Form::ALL.into_iter().find(|known| known.as_str() == form).ok_or_else(|| damaged("form"))?;
    let output = row.opt_text(6).map(str::to_owned);
    let dropped = Dropped { reason, detail: row.string(4)?, form, output, payload: row.string(7)?, named: Vec::new() };
    let trust = if row.int(8)? == 1 { Trust::Secret } else { Trust::Public };
    let drop = Drop { source: SourceNo(row.unsigned(1)?), trust, received_at: row.time(2)?, dropped };
    Ok(Kept { id: row.int(0)?, drop })
}
