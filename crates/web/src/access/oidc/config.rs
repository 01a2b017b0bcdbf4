//! What is configured of a provider.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::access::{Role, Scope};

/// A provider of OpenID Connect, and who of its accounts may do what.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OidcConfig {
    /// The provider's name, a URL below which it says where everything is.
    pub issuer: String,
    /// By what the provider knows this server.
    pub client_id: String,
    /// The file that holds the secret; the environment may hold it instead. Without either there is none.
    pub client_secret_file: Option<PathBuf>,
    /// Where browsers reach this server.
    pub public_url: String,
    /// What is asked for beside `openid`.
    #[serde(default = "usual_scopes")]
    pub scopes: Vec<String>,
    /// The claim that says the role; dots lead into objects.
    pub role_claim: String,
    /// The domains of e-mail addresses that are let in; all where there is none.
    #[serde(default)]
    pub allowed_domains: Vec<String>,
    /// Which values of the claim stand for which role. The first that fits counts.
    #[serde(default, rename = "role")]
    pub roles: Vec<RoleOf>,
}

/// What a value of the role claim stands for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleOf {
    /// The value, or one of several.
    pub value: String,
    /// What whoever has it may do.
    pub role: Role,
    /// Of which part of the organisation.
    #[serde(default)]
    pub scope: Scope,
}

fn usual_scopes() -> Vec<String> {
    ["email", "profile"].map(str::to_owned).into()
}

impl OidcConfig {
    /// Refuses what could not work, or would not be safe.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), String> {
        for (name, url) in [("issuer", &self.issuer), ("public_url", &self.public_url)] {
            let loopback = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
            if !url.starts_with("https://") && !loopback.iter().any(|start| url.starts_with(start)) {
                return Err(format!("`oidc.{name}` must begin with https:// (or be on the loopback address)"));
            }
        }
        if self.roles.is_empty() {
            return Err("`oidc` has no [[oidc.role]]: nobody would be let in".to_owned());
        }
        for role in &self.roles {
            role.scope.clone().check().map_err(|wrong| format!("`oidc.role` {:?}: {wrong}", role.value))?;
        }
        Ok(())
    }

    /// Where the provider sends browsers back to.
    pub(super) fn callback(&self) -> String {
        format!("{}{}", self.public_url.trim_end_matches('/'), super::http::CALLBACK)
    }
}
