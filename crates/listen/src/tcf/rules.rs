//! What a TC string decides about our own purposes.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::clock::DAY;
use kernel::{ConsentDecision, Purpose, Timestamp};
use know::privacy::{Bases, LegalBasis, Purposes};
use serde::{Deserialize, Serialize};

use super::string::{PURPOSES, TcString, Unreadable};

/// How TC strings are read: the table `[tcf]` of the configuration.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TcfSettings {
    /// The organisation's number in the vendor list, where it has one: then its own bits count too.
    pub vendor_id: Option<u16>,
    /// For each of our purposes the framework's purposes (1 to 24), all of which it needs.
    pub purposes: BTreeMap<String, Vec<u8>>,
}

impl Default for TcfSettings {
    fn default() -> TcfSettings {
        let purposes =
            [("marketing", [2, 3, 4, 7].as_slice()), ("analytics", &[8, 9, 10, 11]), ("personalisation", &[5, 6])];
        let purposes = purposes.into_iter().map(|(name, needs)| (name.to_owned(), needs.to_vec())).collect();
        TcfSettings { vendor_id: None, purposes }
    }
}

impl TcfSettings {
    /// Refuses settings that mean nothing.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn check(&self) -> Result<(), String> {
        if self.vendor_id == Some(0) {
            return Err("`tcf.vendor_id` must be at least 1".to_owned());
        }
        for (name, needs) in &self.purposes {
            if name.trim().is_empty() {
                return Err("`tcf.purposes` names a purpose without a name".to_owned());
            }
            if let Some(other) = needs.iter().find(|purpose| !(1..=PURPOSES).contains(*purpose)) {
                return Err(format!("`tcf.purposes.{name}`: {other} is no purpose of the framework: 1 to {PURPOSES}"));
            }
        }
        Ok(())
    }
}

/// Reads TC strings for a store: by its settings, and by what its purposes rest on. Cheap to clone.
#[derive(Clone)]
pub struct Tcf {
    settings: Arc<TcfSettings>,
    purposes: Purposes,
}

impl Tcf {
    /// By these settings.
    #[must_use]
    pub fn new(settings: TcfSettings, purposes: Purposes) -> Tcf {
        Tcf { settings: Arc::new(settings), purposes }
    }

    /// The rule as of now.
    #[must_use]
    pub fn now(&self) -> TcfRule {
        TcfRule { settings: self.settings.clone(), bases: self.purposes.now() }
    }
}

/// What TC strings decide.
#[derive(Clone, Debug, Default)]
pub struct TcfRule {
    settings: Arc<TcfSettings>,
    bases: Arc<Bases>,
}

impl TcfRule {
    /// By these settings, with purposes that rest on what they usually do.
    #[cfg(test)]
    pub(super) fn with(settings: TcfSettings) -> TcfRule {
        TcfRule { settings: Arc::new(settings), bases: Arc::default() }
    }

    /// What our purposes rest on.
    #[must_use]
    pub fn bases(&self) -> &Bases {
        &self.bases
    }

    /// What a TC string decides about each of our purposes; nothing where it is blank. `at` is when it was seen.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn decisions(&self, text: &str, at: Timestamp) -> Result<Vec<ConsentDecision>, Unreadable> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let string = TcString::parse(text)?;
        let needed = self.settings.purposes.iter().filter(|(_, needs)| !needs.is_empty());
        let decisions = needed.map(|(name, needs)| {
            let purpose = Purpose::new(name);
            let granted = grants(&string, needs, self.bases.of(&purpose), self.settings.vendor_id);
            let decided_at = decided_at(string.last_updated, granted, at);
            ConsentDecision { purpose, granted, decided_at, evidence: "tcf".to_owned() }
        });
        Ok(decisions.collect())
    }

    /// Whether a TC string refuses a purpose, or may: where it cannot be read nobody knows.
    #[must_use]
    pub fn may_refuse(&self, text: &str, purpose: &Purpose) -> bool {
        let is_mapped = |(name, needs): (&String, &Vec<u8>)| !needs.is_empty() && Purpose::new(name) == *purpose;
        match self.decisions(text, Timestamp::default()) {
            Ok(decisions) => decisions.iter().any(|decision| decision.purpose == *purpose && !decision.granted),
            Err(_) => self.settings.purposes.iter().any(is_mapped),
        }
    }
}

/// Whether a string allows all that one of our purposes needs: by consent, and, where ours rests on our own interest,
/// also by a legitimate interest that was not objected to.
fn grants(string: &TcString, needs: &[u8], basis: LegalBasis, vendor: Option<u16>) -> bool {
    let by_interest = basis == LegalBasis::LegitimateInterest;
    let allows = |purpose: &u8| {
        string.consents_to(*purpose, vendor) || by_interest && string.leaves_interest_in(*purpose, vendor)
    };
    needs.iter().all(allows)
}

/// When it was decided: never later than it was seen. Of most strings only the day is known, at whose beginning they
/// put it; then what is refused counts as of its end, so that it is never older than what was allowed before it.
fn decided_at(last_updated: Timestamp, granted: bool, seen: Timestamp) -> Timestamp {
    let is_day = last_updated.0 % DAY == 0;
    let latest = if is_day && !granted { last_updated.0 + DAY - 1 } else { last_updated.0 };
    Timestamp(latest).min(seen)
}
