//! The tables of second factors and recovery codes.

use store::{ColumnType, Migration, Result, Tx, Value};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "access_second_factor_1",
    "CREATE TABLE access_second_factors (user_no BIGINT PRIMARY KEY, secret {bytes} NOT NULL, last_step BIGINT NOT NULL);
     CREATE TABLE access_recovery_codes (hash {bytes} PRIMARY KEY, user_no BIGINT NOT NULL);
     CREATE INDEX access_recovery_codes_user ON access_recovery_codes (user_no)",
)];

/// Keeps the encrypted secret of a factor that was begun, in place of any other.
pub(super) fn start(tx: &mut dyn Tx, user: i64, secret: &[u8]) -> Result<()> {
    remove(tx, user)?;
    let sql = "INSERT INTO access_second_factors (user_no, secret, last_step) VALUES ($1, $2, 0)";
    tx.execute(sql, &[user.into(), secret.into()])?;
    Ok(())
}

/// The encrypted secret.
pub(super) fn secret(tx: &mut dyn Tx, user: i64) -> Result<Option<Vec<u8>>> {
    let row = tx.query_one("SELECT secret FROM access_second_factors WHERE user_no = $1", &[user.into()])?;
    row.map(|row| Ok(row.blob(0)?.to_vec())).transpose()
}

/// Notes that the code of a step was taken; whether it is later than every one before.
pub(super) fn take_step(tx: &mut dyn Tx, user: i64, step: i64) -> Result<bool> {
    let sql = "UPDATE access_second_factors SET last_step = $1 WHERE user_no = $2 AND last_step < $1";
    Ok(tx.execute(sql, &[step.into(), user.into()])? > 0)
}

/// Puts recovery codes in place of those before.
pub(super) fn put_recovery_codes(tx: &mut dyn Tx, user: i64, hashes: &[[u8; 32]]) -> Result<()> {
    tx.execute("DELETE FROM access_recovery_codes WHERE user_no = $1", &[user.into()])?;
    let columns = [("hash", ColumnType::Blob), ("user_no", ColumnType::Int)];
    let mut rows = hashes.iter().map(|hash| vec![Value::from(hash.as_slice()), user.into()]);
    tx.insert_many("access_recovery_codes", &columns, &mut rows, "")?;
    Ok(())
}

/// Takes a recovery code; whether there was such an unused one.
pub(super) fn take_recovery_code(tx: &mut dyn Tx, user: i64, hash: &[u8; 32]) -> Result<bool> {
    let sql = "DELETE FROM access_recovery_codes WHERE hash = $1 AND user_no = $2";
    Ok(tx.execute(sql, &[Value::from(hash.as_slice()), user.into()])? > 0)
}

/// Removes a user's factor and recovery codes.
pub(crate) fn remove(tx: &mut dyn Tx, user: i64) -> Result<()> {
    tx.execute("DELETE FROM access_second_factors WHERE user_no = $1", &[user.into()])?;
    tx.execute("DELETE FROM access_recovery_codes WHERE user_no = $1", &[user.into()])?;
    Ok(())
}
