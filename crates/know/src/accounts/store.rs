//! The accounts' tables: which there are, and by which words they are found.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Timestamp;
use store::{ColumnType, Dialect, Migration, Result, Tx};

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::new(
        "accounts_1",
        "CREATE TABLE accounts (number {row_id}, id TEXT NOT NULL, last_seen BIGINT NOT NULL);
         CREATE INDEX accounts_last_seen ON accounts (last_seen);
         CREATE TABLE accounts_words (word {bytes} NOT NULL, account BIGINT NOT NULL, PRIMARY KEY (word, account))",
    ),
    // What was folded before accounts were is folded again. On SQLite the folds' file is thrown away for that.
    Migration::only(
        Dialect::Postgres,
        "accounts_2",
        "TRUNCATE runs, run_blocks, registry, registry_parts, search_names, search_text, stand_ins, stood_in_for,
            employee_identifiers;
         UPDATE fold_cursor SET xid = 0, frame = 0",
    ),
    // What employees said was counted among accounts, and among the names that everybody sees.
    Migration::only(
        Dialect::Postgres,
        "accounts_3",
        "TRUNCATE runs, run_blocks, registry, registry_parts, search_names, search_text, stand_ins, stood_in_for,
            employee_identifiers, accounts, accounts_words;
         UPDATE fold_cursor SET xid = 0, frame = 0",
    ),
];

/// What a batch says of an account.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) id: String,
    /// When it was seen last.
    pub(super) at: Timestamp,
    /// By what it is found.
    pub(super) words: Vec<String>,
}

/// Keeps what a batch says of accounts, by number.
pub(super) fn keep(tx: &mut dyn Tx, seen: BTreeMap<u64, Seen>) -> Result<()> {
    let mut words: Vec<(Vec<u8>, i64)> = Vec::new();
    let mut rows = Vec::with_capacity(seen.len());
    for (key, one) in seen {
        let number = key.cast_signed();
        words.extend(one.words.into_iter().map(|word| (word.into_bytes(), number)));
        rows.push(vec![number.into(), one.id.into(), one.at.into()]);
    }
    let columns = [("number", ColumnType::Int), ("id", ColumnType::Text), ("last_seen", ColumnType::Int)];
    let later = "ON CONFLICT (number) DO UPDATE SET last_seen =
        CASE WHEN excluded.last_seen > accounts.last_seen THEN excluded.last_seen ELSE accounts.last_seen END";
    tx.insert_many("accounts", &columns, &mut rows.into_iter(), later)?;
    words.sort_unstable();
    words.dedup();
    let columns = [("word", ColumnType::Blob), ("account", ColumnType::Int)];
    let mut rows = words.into_iter().map(|(word, number)| vec![word.into(), number.into()]);
    tx.insert_many("accounts_words", &columns, &mut rows, "ON CONFLICT DO NOTHING")?;
    Ok(())
}

/// Forgets accounts; those that are still seen are kept again.
pub(super) fn forget(tx: &mut dyn Tx, numbers: &BTreeSet<u64>, seen: BTreeMap<u64, Seen>) -> Result<()> {
    for number in numbers {
        let number = number.cast_signed();
        tx.execute("DELETE FROM accounts_words WHERE account = $1", &[number.into()])?;
        tx.execute("DELETE FROM accounts WHERE number = $1", &[number.into()])?;
    }
    keep(tx, seen)
}

/// The id of an account.
pub(super) fn id_of(tx: &mut dyn Tx, key: u64) -> Result<Option<String>> {
    let row = tx.query_one("SELECT id FROM accounts WHERE number = $1", &[key.cast_signed().into()])?;
    row.map(|row| row.string(0)).transpose()
}

/// How many accounts there are.
pub(super) fn count(tx: &mut dyn Tx) -> Result<u64> {
    Ok(tx.query_int("SELECT count(*) FROM accounts", &[])?.unsigned_abs())
}

/// The accounts that were seen last.
pub(super) fn recent(tx: &mut dyn Tx, limit: usize) -> Result<Vec<u64>> {
    let rows = tx.query("SELECT number FROM accounts ORDER BY last_seen DESC, number LIMIT $1", &[limit.into()])?;
    rows.iter().map(|row| Ok(row.int(0)?.cast_unsigned())).collect()
}

/// The accounts that have a word with this beginning, those of just this word first; one may come again.
pub(super) fn with_word(tx: &mut dyn Tx, beginning: &str, limit: usize) -> Result<Vec<u64>> {
    let low = beginning.as_bytes().to_vec();
    // No byte of UTF-8 is as high.
    let high = [low.as_slice(), &[0xff]].concat();
    let sql = "SELECT account FROM accounts_words WHERE word >= $1 AND word < $2 ORDER BY word LIMIT $3";
    let rows = tx.query(sql, &[low.into(), high.into(), limit.into()])?;
    rows.iter().map(|row| Ok(row.int(0)?.cast_unsigned())).collect()
}
