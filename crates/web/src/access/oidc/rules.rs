//! What travels with a browser to the provider and back, and who the provider's accounts are here.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::Timestamp;
use kernel::clock::MINUTE;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::Sha256;

use super::config::{OidcConfig, RoleOf};
use crate::access::users::{Account, UserName};

/// For how long signing in may take at the provider, in milliseconds.
pub(super) const VALID: i64 = 10 * MINUTE;

/// What a browser has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Started {
    /// What the provider sends back with the browser.
    pub(super) state: String,
    /// What the provider writes into the token.
    pub(super) nonce: String,
    /// What proves to the provider that it is we who began.
    pub(super) verifier: String,
    /// Until when it may be ended, in milliseconds.
    pub(super) until: i64,
}

/// What was begun, for a cookie: signed, so that nobody else can have begun it.
pub(super) fn seal(key: &[u8; 32], started: &Started) -> String {
    let text = serde_json::to_vec(started).expect("texts and numbers can be written as JSON");
    let text = URL_SAFE_NO_PAD.encode(text);
    let tag = URL_SAFE_NO_PAD.encode(signed(key, &text).finalize().into_bytes());
    format!("{text}.{tag}")
}

/// What was begun, if we sealed it and it may still be ended.
pub(super) fn open(key: &[u8; 32], sealed: &str, now: Timestamp) -> Option<Started> {
    let (text, tag) = sealed.split_once('.')?;
    signed(key, text).verify_slice(&URL_SAFE_NO_PAD.decode(tag).ok()?).ok()?;
    let started: Started = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    (now.0 < started.until).then_some(started)
}

fn signed(key: &[u8; 32], text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac
}

/// Who an account of the provider is here.
///
/// # Errors
/// Why they have no access.
pub(super) fn account(claims: &Value, config: &OidcConfig) -> Result<Account, &'static str> {
    let text = |name: &str| claims[name].as_str().filter(|text| !text.is_empty());
    let (Some(issuer), Some(subject)) = (text("iss"), text("sub")) else { return Err("no subject") };
    // An address that the provider knows to be unverified says nothing; one of which it says nothing can be a name.
    let email = text("email").filter(|_| claims["email_verified"] != Value::Bool(false));
    if !config.allowed_domains.is_empty() {
        let verified = email.filter(|_| claims["email_verified"] == Value::Bool(true));
        let domain = verified.and_then(|email| email.rsplit_once('@')).map(|(_, domain)| domain);
        if !domain.is_some_and(|domain| config.allowed_domains.iter().any(|one| one.eq_ignore_ascii_case(domain))) {
            return Err("another domain");
        }
    }
    let role = role_of(claims, &config.role_claim, &config.roles).ok_or("no role")?;
    let name = email.or_else(|| text("preferred_username")).unwrap_or(subject);
    let name = UserName::parse(name).map_err(|_| "no name")?;
    let display_name: String = text("name").unwrap_or(name.as_str()).chars().filter(|c| !c.is_control()).collect();
    Ok(Account {
        subject: format!("{issuer} {subject}"),
        display_name: display_name.chars().take(100).collect(),
        name,
        role: role.role,
        scope: role.scope.clone(),
    })
}

/// What the role claim stands for: the first mapping whose value it is, or holds.
fn role_of<'a>(claims: &Value, path: &str, roles: &'a [RoleOf]) -> Option<&'a RoleOf> {
    let claim = claims.get(path).or_else(|| path.split('.').try_fold(claims, |value, part| value.get(part)))?;
    let has = |wanted: &str| match claim {
        Value::String(value) => value == wanted,
        Value::Array(values) => values.iter().any(|value| value == wanted),
        _ => false,
    };
    roles.iter().find(|role| has(&role.value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::access::{Role, Scope};

    fn started() -> Started {
        let text = str::to_owned;
        Started { state: text("s"), nonce: text("n"), verifier: text("v"), until: 1000 }
    }

    #[test]
    fn what_was_begun_is_opened_in_time_and_unchanged_only() {
        let sealed = seal(&[7; 32], &started());
        assert_eq!(open(&[7; 32], &sealed, Timestamp(999)), Some(started()));
        assert_eq!(open(&[7; 32], &sealed, Timestamp(1000)), None, "expired");
        assert_eq!(open(&[8; 32], &sealed, Timestamp(0)), None, "sealed by somebody else");
        let (text, tag) = sealed.split_once('.').expect("two parts");
        let later = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&Started { until: 9000, ..started() }).expect("JSON"));
        for changed in [format!("{later}.{tag}"), format!("{text}."), text.to_owned(), String::new(), ".".to_owned()] {
            assert_eq!(open(&[7; 32], &changed, Timestamp(0)), None, "{changed}");
        }
    }

    fn config(domains: &[&str], claim: &str) -> OidcConfig {
        OidcConfig {
            issuer: "https://login.example.org".to_owned(),
            client_id: "throughline".to_owned(),
            client_secret_file: None,
            public_url: "https://cx.example.org/".to_owned(),
            scopes: Vec::new(),
            role_claim: claim.to_owned(),
            allowed_domains: domains.iter().map(|one| (*one).to_owned()).collect(),
            roles: vec![
                RoleOf { value: "admins".to_owned(), role: Role::Admin, scope: Scope::All },
                RoleOf { value: "agents".to_owned(), role: Role::Agent, scope: Scope::All },
            ],
        }
    }

    fn claims(mut more: Value) -> Value {
        for (name, value) in [("iss", "https://login.example.org"), ("sub", "1"), ("email", "ana@example.org")] {
            if more.get(name).is_none() {
                more[name] = value.into();
            }
        }
        more
    }

    #[test]
    fn only_named_roles_have_access() {
        let role = |claim: &str, more: Value| account(&claims(more), &config(&[], claim)).map(|account| account.role);
        assert_eq!(role("role", json!({"role": "agents"})), Ok(Role::Agent));
        assert_eq!(role("groups", json!({"groups": ["x", "agents", "admins"]})), Ok(Role::Admin));
        assert_eq!(role("realm.roles", json!({"realm": {"roles": ["agents"]}})), Ok(Role::Agent));
        assert_eq!(role("https://x.org/role", json!({"https://x.org/role": "agents"})), Ok(Role::Agent));
        for nothing in [json!({}), json!({"role": "admin"}), json!({"role": {"admins": true}}), json!({"role": null})] {
            assert_eq!(role("role", nothing.clone()), Err("no role"), "{nothing}");
        }
    }

    #[test]
    fn domains_count_for_verified_addresses_only() {
        let of = |more: Value| account(&claims(more), &config(&["Example.org"], "role")).map(|account| account.name);
        let name = UserName::parse("ana@example.org");
        assert_eq!(of(json!({"role": "agents", "email_verified": true})), name);
        assert_eq!(of(json!({"role": "agents"})), Err("another domain"));
        assert_eq!(of(json!({"role": "agents", "email_verified": false})), Err("another domain"));
        let other = json!({"role": "agents", "email": "ana@example.org.evil.net", "email_verified": true});
        assert_eq!(of(other), Err("another domain"));
        let unverified = json!({"role": "agents", "email_verified": false, "preferred_username": "ana"});
        let account = account(&claims(unverified), &config(&[], "role")).expect("an account");
        assert_eq!((account.name.as_str(), &*account.subject), ("ana", "https://login.example.org 1"));
        assert_eq!(config(&[], "role").callback(), "https://cx.example.org/api/v1/session/oidc/callback");
    }
}
