//! The doctor: what must always be true of a store, checked while it is in use.

use std::time::{Duration, Instant};

use ::lake::Lake;
use kernel::Kind;
use learn::index::Compared;
use listen::ingest::ledger::{self, LedgerFilter};
use store::journal::{Cursor, fold_cursor, read_after};
use store::{Dialect, Location, Result, Tx};

use web::audit::{Misfit, hex};

use crate::app::App;
use crate::backup;
use crate::observe::{Check, Report};
use crate::restore;

/// Frames that are read at once.
const READ: usize = 200;
/// How long the folds may take to reach what was there when the doctor came.
const PATIENCE: Duration = Duration::from_secs(30);

/// Examines a store. Blocks.
pub(crate) fn examine(app: &App) -> Result<Report> {
    app.profiles.catch_up()?;
    let mut checks = vec![balance(app)?];
    let walked = walk(app)?;
    checks.push(stored(app, &walked)?);
    checks.push(Check {
        name: "every interaction names identifiers that are known",
        holds: walked.strangers == 0,
        said: format!("{} of {} interactions name others", walked.strangers, walked.interactions),
    });
    checks.push(identifiers(app)?);
    checks.push(folded(app, &walked)?);
    checks.push(journeys(app)?);
    checks.push(audit(app)?);
    checks.extend(files(app)?);
    checks.extend(app.lake.as_ref().map(lake));
    checks.extend(restores(app));
    let last_backup = app.store.truth.read_blocking(backup::latest)?;
    let privacy_requests = app.erasures.requests().waiting()?;
    Ok(Report { healthy: checks.iter().all(|check| check.holds), checks, last_backup, privacy_requests })
}

fn balance(app: &App) -> Result<Check> {
    let hours = app.store.truth.read_blocking(|tx| ledger::read(tx, &LedgerFilter::default()))?;
    let off = hours.iter().filter(|(_, _, sums)| !sums.balances()).count();
    let received: u64 = hours.iter().map(|(_, _, sums)| sums.received).sum();
    Ok(Check {
        name: "received = stored + duplicate + dropped, per source and hour",
        holds: off == 0,
        said: format!("{received} events in {} lines of the ledger, {off} of which do not balance", hours.len()),
    })
}

/// What a walk through the journal saw.
struct Walked {
    interactions: u64,
    /// How many of them were erased: they have a place and nothing else.
    erased: u64,
    strangers: u64,
    last: Cursor,
}

fn walk(app: &App) -> Result<Walked> {
    let mut walked = Walked { interactions: 0, erased: 0, strangers: 0, last: Cursor::default() };
    loop {
        let frames = app.store.truth.read_blocking(|tx| read_after(tx, walked.last, READ, &|_| None))?;
        let Some(last) = frames.last() else { return Ok(walked) };
        walked.last = last.cursor();
        let known = app.people.now().graph.len();
        for interaction in frames.iter().flat_map(|frame| &frame.interactions) {
            walked.interactions += 1;
            walked.erased += u64::from(interaction.is_erased());
            let strange = interaction.identifiers.iter().any(|one| one.0 >= known);
            walked.strangers += u64::from(strange);
        }
    }
}

fn stored(app: &App, walked: &Walked) -> Result<Check> {
    let (counted, in_journal) = app.store.truth.read_blocking(|tx| {
        let counted = tx.query_int("SELECT CAST(sum(events) AS BIGINT) FROM ledger WHERE outcome = 'stored'", &[])?;
        let in_journal = tx.query_int("SELECT CAST(sum(events) AS BIGINT) FROM journal", &[])?;
        Ok((counted.unsigned_abs(), in_journal.unsigned_abs()))
    })?;
    Ok(Check {
        name: "the journal holds what the ledger says is stored",
        // Intake goes on while the doctor looks: the walk may have seen less, never more.
        holds: counted == in_journal && walked.interactions <= in_journal,
        said: format!("{counted} by the ledger, {in_journal} in the journal, {} read and whole", walked.interactions),
    })
}

fn journeys(app: &App) -> Result<Check> {
    let Compared { rows, people, different } = app.index.compare()?;
    let found = match different {
        Some(different) => format!("{different} people are not as in the journal"),
        None => "not compared, because the history never rested".to_owned(),
    };
    Ok(Check {
        name: "the journey index is what the journal says",
        holds: different.is_none_or(|different| different == 0),
        said: format!("{rows} interactions of {people} people; {found}"),
    })
}

fn identifiers(app: &App) -> Result<Check> {
    let rows =
        app.store.truth.read_blocking(|tx| tx.query_int("SELECT count(*) FROM identifiers", &[]))?.unsigned_abs();
    let known = {
        let people = app.people.now();
        u64::from(people.graph.len() - people.graph.tombstones())
    };
    Ok(Check {
        name: "every identifier in memory has its row",
        holds: known <= rows,
        said: format!("{known} in memory, {rows} rows"),
    })
}

fn folded(app: &App, walked: &Walked) -> Result<Check> {
    let started = Instant::now();
    let mut reached = app.store.folds.read_blocking(fold_cursor)?;
    while reached < walked.last && started.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(50));
        reached = app.store.folds.read_blocking(fold_cursor)?;
    }
    let (entries, behind) =
        app.store.folds.read_blocking(|tx| Ok((app.profiles.timeline_size(tx)?, fold_cursor(tx)?)))?;
    let events = events_up_to(app, behind)?;
    Ok(Check {
        name: "the timeline holds every folded interaction",
        holds: reached >= walked.last && entries + walked.erased == events,
        said: format!("{entries} entries for {events} folded interactions, {} of them erased", walked.erased),
    })
}

fn events_up_to(app: &App, cursor: Cursor) -> Result<u64> {
    app.store.truth.read_blocking(|tx| {
        let sql = "SELECT CAST(sum(events) AS BIGINT) FROM journal WHERE (xid, frame) <= ($1, $2)";
        Ok(tx.query_int(sql, &[cursor.xid.into(), cursor.frame.into()])?.unsigned_abs())
    })
}

fn audit(app: &App) -> Result<Check> {
    let checked = app.audit.check()?;
    let row = |number: i64| app.store.secrets.ids.encode(Kind::AuditRow, number.unsigned_abs());
    let found = match checked.misfit {
        None => format!("the last one has the hash {}", hex(&checked.hash)),
        Some(Misfit::Altered(number)) => format!("then row {} ({number}) was altered or moved", row(number)),
        Some(Misfit::Missing(number)) => format!("then row {} ({number}) is missing", row(number)),
        Some(Misfit::Added(number)) => format!("row {} ({number}) was added past the chain", row(number)),
        Some(Misfit::Head) => "the seal of the last row is missing or not this store's".to_owned(),
    };
    Ok(Check {
        name: "every row of the audit hangs on the one before",
        holds: checked.misfit.is_none(),
        said: format!("{} rows checked and whole; {found}", checked.rows),
    })
}

fn lake(lake: &Lake) -> Check {
    let figures = lake.examine().and_then(|_| lake.figures());
    let said = match &figures {
        Ok(figures) if figures.damaged.is_empty() => format!(
            "{} segments with {} interactions; {} are in none yet",
            figures.segments, figures.rows, figures.waiting
        ),
        Ok(figures) => format!("set aside, and made anew from the journal shortly: {}", figures.damaged.join(", ")),
        Err(error) => error.to_string(),
    };
    Check {
        name: "every segment of the lake is as it was written",
        holds: figures.is_ok_and(|figures| figures.damaged.is_empty()),
        said,
    }
}

fn restores(app: &App) -> Option<Check> {
    let Location::Directory(data) = &app.location else { return None };
    let left = restore::left_over(data);
    let said = left.as_ref().map(|stage| {
        format!("{} is left, with a copy of all that was in the backup, erased people too: remove it", stage.display())
    });
    Some(Check {
        name: "no restore was broken off",
        holds: left.is_none(),
        said: said.unwrap_or_else(|| "nothing is left of one".to_owned()),
    })
}

fn files(app: &App) -> Result<Vec<Check>> {
    let check = |tx: &mut dyn Tx| match tx.dialect() {
        Dialect::Postgres => Ok(None),
        Dialect::Sqlite => Ok(Some(tx.query("PRAGMA quick_check(5)", &[])?[0].string(0)?)),
    };
    let mut checks = Vec::new();
    for (name, db) in [("the truth's file is whole", &app.store.truth), ("the folds' file is whole", &app.store.folds)]
    {
        if let Some(said) = db.read_blocking(check)? {
            checks.push(Check { name, holds: said == "ok", said });
        }
    }
    Ok(checks)
}
