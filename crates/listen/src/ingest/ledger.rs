//! The ledger: what became of everything that was received, by source and receipt hour.
//!
//! received = stored + duplicate + dropped, in the same transaction that makes it so. Beside the sum, it counts of how
//! many a consent string could not be read.

use std::collections::BTreeMap;

use kernel::{DropReason, SourceNo, Timestamp};
use store::{ColumnType, Migration, Result, Tx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "ledger_1",
    "CREATE TABLE ledger (source BIGINT NOT NULL, hour BIGINT NOT NULL, outcome TEXT NOT NULL, events BIGINT NOT NULL,
        PRIMARY KEY (source, hour, outcome));
     CREATE TABLE ledger_refused (hour BIGINT NOT NULL, status BIGINT NOT NULL, requests BIGINT NOT NULL,
        PRIMARY KEY (hour, status))",
)];

/// What became of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It came in. Counted of every one, before anything else is known of it.
    Received,
    /// It is in the journal.
    Stored,
    /// It was there already.
    Duplicate,
    /// It is not stored, for this reason.
    Dropped(DropReason),
    /// A consent string that came with it could not be read. It is counted as one of the others too.
    UnreadConsent,
}

const DROPPED: &str = "dropped:";
const UNREAD_CONSENT: &str = "unread_consent";

impl Outcome {
    fn name(self) -> String {
        match self {
            Outcome::Received => "received".to_owned(),
            Outcome::Stored => "stored".to_owned(),
            Outcome::Duplicate => "duplicate".to_owned(),
            Outcome::Dropped(reason) => format!("{DROPPED}{}", reason.as_str()),
            Outcome::UnreadConsent => UNREAD_CONSENT.to_owned(),
        }
    }

    fn parse(name: &str) -> Option<Outcome> {
        match name {
            "received" => Some(Outcome::Received),
            "stored" => Some(Outcome::Stored),
            "duplicate" => Some(Outcome::Duplicate),
            UNREAD_CONSENT => Some(Outcome::UnreadConsent),
            other => DropReason::parse(other.strip_prefix(DROPPED)?).map(Outcome::Dropped),
        }
    }
}

/// What a transaction adds to the ledger.
#[derive(Debug, Default)]
pub struct Counts(BTreeMap<(SourceNo, Timestamp, Outcome), u64>);

impl Counts {
    /// Counts events that were received in this hour.
    pub fn add(&mut self, source: SourceNo, received_at: Timestamp, outcome: Outcome, events: u64) {
        if events > 0 {
            *self.0.entry((source, received_at.hour(), outcome)).or_default() += events;
        }
    }

    /// Writes the counts.
    ///
    /// # Errors
    /// What the database says.
    pub fn write(self, tx: &mut dyn Tx) -> Result<()> {
        let columns = [
            ("source", ColumnType::Int),
            ("hour", ColumnType::Int),
            ("outcome", ColumnType::Text),
            ("events", ColumnType::Int),
        ];
        let mut rows: Vec<(SourceNo, Timestamp, String, u64)> = self
            .0
            .into_iter()
            .map(|((source, hour, outcome), events)| (source, hour, outcome.name(), events))
            .collect();
        // In the order of the key, so that servers that write at once do not wait for each other in a circle.
        rows.sort_unstable();
        let mut rows = rows
            .into_iter()
            .map(|(source, hour, outcome, events)| vec![source.into(), hour.into(), outcome.into(), events.into()]);
        let conflict = "ON CONFLICT (source, hour, outcome) DO UPDATE SET events = ledger.events + excluded.events";
        tx.insert_many("ledger", &columns, &mut rows, conflict)?;
        Ok(())
    }
}

/// The sums of an hour, or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many came in.
    pub received: u64,
    /// How many are stored.
    pub stored: u64,
    /// How many were there already.
    pub duplicate: u64,
    /// How many were dropped, by reason.
    pub dropped: BTreeMap<DropReason, u64>,
    /// Of how many a consent string could not be read.
    pub unread_consents: u64,
}

impl Sums {
    /// Whether every event that came in is accounted for.
    #[must_use]
    pub fn balances(&self) -> bool {
        self.received == self.stored + self.duplicate + self.dropped.values().sum::<u64>()
    }

    fn add(&mut self, outcome: Outcome, events: u64) {
        match outcome {
            Outcome::Received => self.received += events,
            Outcome::Stored => self.stored += events,
            Outcome::Duplicate => self.duplicate += events,
            Outcome::Dropped(reason) => *self.dropped.entry(reason).or_default() += events,
            Outcome::UnreadConsent => self.unread_consents += events,
        }
    }
}

/// Which part of the ledger is wanted.
#[derive(Clone, Debug, Default)]
pub struct LedgerFilter {
    /// Only this source.
    pub source: Option<SourceNo>,
    /// Only hours that begin at this moment or later.
    pub from: Option<Timestamp>,
    /// Only hours that begin before this moment.
    pub to: Option<Timestamp>,
}

/// The sums of each source and hour, oldest first.
///
/// # Errors
/// What the database says.
pub fn read(tx: &mut dyn Tx, filter: &LedgerFilter) -> Result<Vec<(SourceNo, Timestamp, Sums)>> {
    let rows = tx.query(
        "SELECT source, hour, outcome, events FROM ledger
         WHERE ($1 IS NULL OR source = $1) AND hour >= $2 AND hour < $3 ORDER BY hour, source, outcome",
        &[
            filter.source.into(),
            filter.from.map_or(Timestamp(i64::MIN), |from| from).into(),
            filter.to.map_or(Timestamp(i64::MAX), |to| to).into(),
        ],
    )?;
    let mut hours: BTreeMap<(Timestamp, SourceNo), Sums> = BTreeMap::new();
    for row in rows {
        let key = (row.time(1)?, SourceNo(row.unsigned(0)?));
        let outcome = row.text(2)?;
        let outcome = Outcome::parse(outcome)
            .ok_or_else(|| store::Error::Damaged(format!("the ledger's outcome {outcome:?}")))?;
        hours.entry(key).or_default().add(outcome, row.unsigned(3)?);
    }
    Ok(hours.into_iter().map(|((hour, source), sums)| (source, hour, sums)).collect())
}

/// Counts requests that were refused whole, by status: they are no part of the ledger's sum.
///
/// # Errors
/// What the database says.
pub fn count_refused(tx: &mut dyn Tx, refused: &[(Timestamp, u16, u64)]) -> Result<()> {
    for (hour, status, requests) in refused {
        tx.execute(
            "INSERT INTO ledger_refused (hour, status, requests) VALUES ($1, $2, $3)
             ON CONFLICT (hour, status) DO UPDATE SET requests = ledger_refused.requests + excluded.requests",
            &[(*hour).into(), u32::from(*status).into(), (*requests).into()],
        )?;
    }
    Ok(())
}

/// How many requests were refused whole, by status, in some hours.
///
/// # Errors
/// What the database says.
pub fn refused(tx: &mut dyn Tx, from: Option<Timestamp>, to: Option<Timestamp>) -> Result<Vec<(u16, u64)>> {
    let rows = tx.query(
        "SELECT status, CAST(sum(requests) AS BIGINT) FROM ledger_refused WHERE hour >= $1 AND hour < $2
         GROUP BY status ORDER BY status",
        &[from.unwrap_or(Timestamp(i64::MIN)).into(), to.unwrap_or(Timestamp(i64::MAX)).into()],
    )?;
    rows.iter().map(|row| Ok((row.unsigned(0)?, row.unsigned(1)?))).collect()
}
