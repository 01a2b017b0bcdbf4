//! Permits: whether somebody may be used or spoken to for a purpose now, and why. One answer for everybody who asks.
//!
//! Invariants: a denial of any identifier of a person stops every use that rests on consent or on our own interest from
//! the next question on; a hold stops what it is for, whatever was allowed.

use ::store::{Result, Tx};
use kernel::{ConsentDecision, IdentifierNo, Purpose, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::holds::{Hold, HoldKind};
use super::{combined, store};
use crate::identity::PersonNo;
use crate::people::{People, State};

/// On what ground of law a purpose rests (GDPR, article 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LegalBasis {
    /// Only who has said yes.
    Consent,
    /// Our own interest: whoever has not said no.
    LegitimateInterest,
    /// What the contract needs, whatever was said.
    Contract,
    /// What a law asks for, whatever was said.
    LegalObligation,
}

impl LegalBasis {
    /// All of them.
    pub const ALL: [LegalBasis; 4] =
        [LegalBasis::Consent, LegalBasis::LegitimateInterest, LegalBasis::Contract, LegalBasis::LegalObligation];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            LegalBasis::Consent => "consent",
            LegalBasis::LegitimateInterest => "legitimate_interest",
            LegalBasis::Contract => "contract",
            LegalBasis::LegalObligation => "legal_obligation",
        }
    }

    /// What follows from what was said.
    fn rule(self, said: Option<bool>) -> (bool, Because) {
        match (self, said) {
            (LegalBasis::Contract | LegalBasis::LegalObligation, _) | (LegalBasis::LegitimateInterest, None) => {
                (true, Because::Basis)
            }
            (_, Some(false)) => (false, Because::Denied),
            (_, Some(true)) => (true, Because::Granted),
            (LegalBasis::Consent, None) => (false, Because::NothingSaid),
        }
    }

    /// Whether a refusal counts: then nothing is used, and nothing taken in, of whoever refuses.
    #[must_use]
    pub fn heeds_refusals(self) -> bool {
        self.rule(Some(false)).1 == Because::Denied
    }
}

/// Why something is permitted or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// They said yes.
    Granted,
    /// They said no, under one of their identifiers.
    Denied,
    /// They have said nothing, and that is not enough.
    NothingSaid,
    /// It rests on another ground than consent.
    Basis,
    /// A hold stops it.
    Held,
    /// There is no such person.
    Unknown,
}

/// Whether a purpose is permitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    /// Whether it is.
    pub granted: bool,
    /// Why.
    pub because: Because,
    /// The decision that counts, where there is one.
    pub decision: Option<ConsentDecision>,
}

/// Whether a person may be used for a purpose now. `holds` are those placed on the person.
#[must_use]
pub fn permits(
    state: &State,
    person: PersonNo,
    (purpose, basis): (&Purpose, LegalBasis),
    holds: &[Hold],
    now: Timestamp,
) -> Permit {
    let Some(person) = state.graph.resolve(person) else {
        return Permit { granted: false, because: Because::Unknown, decision: None };
    };
    let parts = state.graph.parts(person);
    let decisions = parts.iter().flat_map(|part| state.consents.of(state.graph.key(part.identifier)));
    let decision = combined(decisions).into_iter().find(|decision| decision.purpose == *purpose);
    let (granted, because) = basis.rule(decision.as_ref().map(|decision| decision.granted));
    // Whoever must be written to by law or for their contract is written to all the same.
    let held = matches!(basis, LegalBasis::Consent | LegalBasis::LegitimateInterest)
        && holds.iter().any(|hold| hold.kind == HoldKind::Contact && hold.is_active(now));
    if held && granted {
        return Permit { granted: false, because: Because::Held, decision };
    }
    Permit { granted, because, decision }
}

/// Whether a person may be used for a purpose now, with the holds that lie on them just now: for whoever goes on to do it
/// in the same transaction.
///
/// # Errors
/// What the database says.
pub fn permits_now(
    tx: &mut dyn Tx,
    people: &People,
    person: PersonNo,
    purpose: (&Purpose, LegalBasis),
    now: Timestamp,
) -> Result<Permit> {
    let parts = people.now().graph.parts(person);
    let identifiers: Vec<IdentifierNo> = parts.into_iter().map(|part| part.identifier).collect();
    let holds = store::holds_of(tx, &identifiers)?;
    Ok(permits(&people.now(), person, purpose, &holds, now))
}
