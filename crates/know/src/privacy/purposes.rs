//! Purposes: what data may be used for, and on what ground of law.
//! Tables: `privacy_purposes` (truth).

use std::collections::BTreeMap;

use ::store::{Result, Tx};
use kernel::Purpose;

use super::permits::LegalBasis;
use super::store;

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
    purposes.extend(store::purposes(tx)?);
    Ok(purposes)
}
