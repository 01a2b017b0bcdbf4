//! What each role may do, and how keys look.

use rand::RngExt as _;
use sha2::{Digest, Sha256};

use super::model::{KeyHolder, Right, Role, SourceKeyKind};
use super::scope::Scope;

/// Whether a role with this scope holds a right.
#[must_use]
pub fn may(role: Role, scope: &Scope, right: Right) -> bool {
    (scope.is_all() || right.can_be_scoped()) && holds(role, right)
}

/// Whether a role over the whole organisation holds a right.
fn holds(role: Role, right: Right) -> bool {
    use Right::{
        AskPeople, BeKnown, JoinPeople, OpenFigures, ProtectPeople, RecordConsent, SeeAudit, SeeEmployees, SeeIntake,
        SeeJourneys, SeeLinks, SeeOrganisation, SeePeople,
    };
    let figures = matches!(right, BeKnown | SeeOrganisation | SeeIntake | SeeJourneys);
    let people = figures || matches!(right, SeePeople | SeeLinks | OpenFigures);
    let desk = people || matches!(right, JoinPeople | RecordConsent);
    match role {
        Role::Admin => true,
        Role::PrivacyOfficer => desk || matches!(right, SeeEmployees | ProtectPeople | SeeAudit),
        Role::Agent | Role::TeamLead => desk,
        Role::Analyst | Role::Marketer => people || right == AskPeople,
        Role::TouchpointOwner | Role::Executive | Role::ReadOnly => figures,
        Role::Employee | Role::Partner => right == BeKnown,
    }
}

/// What of a text somebody does not see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Numbers of payment cards.
    pub cards: bool,
    /// E-mail addresses and phone numbers.
    pub contacts: bool,
}

/// What of texts a role does not see.
#[must_use]
pub fn hidden(role: Role) -> Hidden {
    let all = matches!(role, Role::Admin | Role::PrivacyOfficer);
    Hidden { cards: !all, contacts: !all && !matches!(role, Role::Agent | Role::TeamLead) }
}

/// What is kept of a token. Tokens have 160 random bits, so a plain hash cannot be guessed back.
pub(super) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A new token; its beginning says what it is for, so that one found somewhere can be told.
pub(super) fn fresh_token(holder: &KeyHolder) -> String {
    let kind = match holder {
        KeyHolder::Role { .. } => "role",
        KeyHolder::Source { kind: SourceKeyKind::Public, .. } => "pub",
        KeyHolder::Source { kind: SourceKeyKind::Secret, .. } => "sec",
    };
    format!("tl_{kind}_{}", random_letters(32))
}

/// Letters and digits that are not mistaken for each other, drawn at random: 5 bits each.
pub(super) fn random_letters(count: usize) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = rand::rng();
    (0..count).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_administrator_manages_access() {
        for role in Role::ALL {
            assert_eq!(may(role, &Scope::All, Right::ManageAccess), role == Role::Admin, "{role:?}");
        }
        assert!(!may(Role::ReadOnly, &Scope::All, Right::SeePeople));
    }

    #[test]
    fn a_scope_takes_rights_away_and_never_gives_one() {
        let scope = Scope::parse("department:Billing").expect("a scope");
        for role in Role::ALL {
            for right in Right::ALL {
                let scoped = may(role, &scope, right);
                assert_eq!(scoped, may(role, &Scope::All, right) && right.can_be_scoped(), "{role:?} {right:?}");
            }
        }
    }
}
