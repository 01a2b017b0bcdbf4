//! Users and what can be changed about them.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::{Role, Scope};

/// The name a user signs in with: an e-mail address or a short name. Two that differ in case only are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserName(String);

impl UserName {
    /// Reads a name.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<UserName, &'static str> {
        let text = text.trim();
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '@' | '\'');
        let named = text.chars().any(|c| c.is_ascii_alphanumeric());
        if (1..=254).contains(&text.len()) && text.chars().all(allowed) && named {
            Ok(UserName(text.to_owned()))
        } else {
            Err("a user's name is an e-mail address or a short name: 1 to 254 ASCII letters, digits and .-_+@'")
        }
    }

    /// As it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is compared.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

/// Where a user comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Added here; signs in with a password.
    Local,
    /// Made at the first sign-in through the organisation's provider; has no password here.
    Oidc,
}

impl Origin {
    /// As it is kept.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Local => "local",
            Origin::Oidc => "oidc",
        }
    }
}

/// A user, without what their password is kept as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Their number.
    pub id: i64,
    /// What they sign in with.
    pub name: UserName,
    /// What they are called.
    pub display_name: String,
    /// What they may do.
    pub role: Role,
    /// Of which part of the organisation.
    pub scope: Scope,
    /// Where they come from.
    pub origin: Origin,
    /// Whether they have set up a second factor.
    pub second_factor: bool,
    /// Since when they may not sign in.
    pub disabled_at: Option<Timestamp>,
    /// When they were added.
    pub created_at: Timestamp,
    /// When something about them was changed last.
    pub changed_at: Timestamp,
}

impl User {
    /// Their name in the audit.
    #[must_use]
    pub fn actor(&self) -> String {
        format!("user:{}", self.name.as_str())
    }
}

/// A user to be added.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// What they will sign in with.
    pub name: UserName,
    /// What they are called.
    pub display_name: String,
    /// What they may do.
    pub role: Role,
    /// Of which part of the organisation.
    pub scope: Scope,
}

/// An account of the organisation's provider, as its token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The provider and the account there: what never changes about it.
    pub subject: String,
    /// The name that a new user gets.
    pub name: UserName,
    /// What they are called.
    pub display_name: String,
    /// What they may do.
    pub role: Role,
    /// Of which part of the organisation.
    pub scope: Scope,
}

/// What is to be changed about a user; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What they are called.
    pub display_name: Option<String>,
    /// What they may do.
    pub role: Option<Role>,
    /// Of which part of the organisation.
    pub scope: Option<Scope>,
    /// Whether they may not sign in.
    pub disabled: Option<bool>,
}

/// Why users stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is nobody with this id.
    #[error("there is no such user")]
    Missing,
    /// Somebody has the name already.
    #[error("there is a user of this name already")]
    Taken,
    /// Nobody who manages access would be left.
    #[error("this is the last user who is administrator of the whole: make another one first")]
    LastAdmin,
    /// Whoever is signed in through a provider has no password here.
    #[error("this user signs in through the organisation's provider and has no password here")]
    NoPassword,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_compared() {
        assert_eq!(UserName::parse(" Ana@Example.org ").map(|name| name.key()), Ok("ana@example.org".to_owned()));
        for refused in ["", "  ", "a b", "аna", "a\nb", "a:b", "...", &"x".repeat(255)] {
            assert!(UserName::parse(refused).is_err(), "{refused:?}");
        }
    }
}
