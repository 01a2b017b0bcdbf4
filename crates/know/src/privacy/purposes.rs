//! Purposes: what data may be used for, and on what ground of law.
//! Tables: `privacy_purposes` (truth).

use std::collections::BTreeMap;

use kernel::{Purpose, Timestamp};
use store::{Error, Migration, Result, Tx};

use super::permits::LegalBasis;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "privacy_purposes_1",
    "CREATE TABLE privacy_purposes (name TEXT PRIMARY KEY, basis TEXT NOT NULL, changed_at BIGINT NOT NULL)",
)];

/// What purposes rest on unless somebody says otherwise. A purpose that is not among them rests on consent.
const USUAL: [(&str, LegalBasis); 7] = [
    ("analytics", LegalBasis::LegitimateInterest),
    ("law", LegalBasis::LegalObligation),
    ("marketing", LegalBasis::Consent),
    ("necessary", LegalBasis::Contract),
    ("service", LegalBasis::Contract),
    ("sharing", LegalBasis::Consent),
    ("verification", LegalBasis::Contract),
];

/// All purposes and what they rest on.
pub(super) fn all(tx: &mut dyn Tx) -> Result<BTreeMap<Purpose, LegalBasis>> {
    let mut purposes: BTreeMap<Purpose, LegalBasis> =
        USUAL.iter().map(|(name, basis)| (Purpose::new(name), *basis)).collect();
    for row in tx.query("SELECT name, basis FROM privacy_purposes", &[])? {
        let basis = LegalBasis::ALL.into_iter().find(|basis| row.text(1).is_ok_and(|text| text == basis.as_str()));
        let basis = basis.ok_or_else(|| Error::Damaged("the basis of a purpose".to_owned()))?;
        purposes.insert(Purpose::new(row.text(0)?), basis);
    }
    Ok(purposes)
}

/// Says on what a purpose rests.
pub(super) fn set(tx: &mut dyn Tx, purpose: &Purpose, basis: LegalBasis, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO privacy_purposes (name, basis, changed_at) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET basis = excluded.basis, changed_at = excluded.changed_at";
    tx.execute(sql, &[purpose.as_str().into(), basis.as_str().into(), now.into()]).map(drop)
}
