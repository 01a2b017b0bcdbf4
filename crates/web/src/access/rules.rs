//! What each role may do, and how keys look.

use rand::RngExt as _;
use sha2::{Digest, Sha256};

use super::model::{KeyHolder, Right, Role, SourceKeyKind};

/// Whether a role holds a right.
#[must_use]
pub fn may(role: Role, right: Right) -> bool {
    match role {
        Role::Admin => true,
        Role::Analyst => matches!(right, Right::SeePeople | Right::SeeOrganisation),
        Role::Agent => {
            matches!(right, Right::SeePeople | Right::JoinPeople | Right::RecordConsent | Right::SeeOrganisation)
        }
        Role::ReadOnly => matches!(right, Right::SeeOrganisation),
    }
}

/// What is kept of a token. Tokens have 160 random bits, so a plain hash cannot be guessed back.
pub(super) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A new token; its beginning says what it is for, so that one found somewhere can be told.
pub(super) fn fresh_token(holder: &KeyHolder) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let kind = match holder {
        KeyHolder::Role { .. } => "role",
        KeyHolder::Source { kind: SourceKeyKind::Public, .. } => "pub",
        KeyHolder::Source { kind: SourceKeyKind::Secret, .. } => "sec",
    };
    let mut random = rand::rng();
    let secret: String = (0..32).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect();
    format!("tl_{kind}_{secret}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_administrator_manages_keys() {
        for role in Role::ALL {
            assert_eq!(may(role, Right::ManageKeys), role == Role::Admin, "{role:?}");
        }
        assert!(!may(Role::ReadOnly, Right::SeePeople));
    }
}
