//! Identifiers that employees carry as employees: what is said of them is told apart from what customers carry.
//! Tables: `employee_identifiers` (folds).

use std::collections::BTreeSet;

use kernel::{IdentifierNo, Interaction};
use store::{ColumnType, Migration, Result, Tx};

use super::model::Side;
use crate::identity::Part;

pub(super) const MIGRATIONS: &[Migration] =
    &[Migration::new("employee_identifiers_1", "CREATE TABLE employee_identifiers (identifier {row_id})")];

/// Those that a batch brings.
#[derive(Default)]
pub(super) struct EmployeeIdentifiers(BTreeSet<IdentifierNo>);

impl EmployeeIdentifiers {
    pub(super) fn take(&mut self, interaction: &Interaction) {
        if Side::of(interaction) == Side::Employee {
            self.0.extend(&interaction.identifiers);
        }
    }

    pub(super) fn write(self, tx: &mut dyn Tx) -> Result<()> {
        let mut rows = self.0.into_iter().map(|identifier| vec![identifier.into()]);
        tx.insert_many(
            "employee_identifiers",
            &[("identifier", ColumnType::Int)],
            &mut rows,
            "ON CONFLICT DO NOTHING",
        )?;
        Ok(())
    }
}

/// Whether one of these parts is of an identifier that an employee carries.
pub(super) fn holds_any(tx: &mut dyn Tx, parts: &[Part]) -> Result<bool> {
    for part in parts {
        let sql = "SELECT identifier FROM employee_identifiers WHERE identifier = $1";
        if tx.query_one(sql, &[part.identifier.into()])?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// All of them.
pub(super) fn all(tx: &mut dyn Tx) -> Result<BTreeSet<IdentifierNo>> {
    let rows = tx.query("SELECT identifier FROM employee_identifiers", &[])?;
    rows.iter().map(|row| Ok(IdentifierNo(row.unsigned(0)?))).collect()
}
