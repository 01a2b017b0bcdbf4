//! Signing in through the organisation's provider, by OpenID Connect (authorization code with PKCE).
//!
//! Invariants: what one browser has begun no other can end, because state, nonce and proof travel in a sealed cookie of
//! it; what the provider says is believed only with its signature, for us, and with the nonce; whose role claim names
//! no role of ours has no access.
//! Tables: none; users are those of `users`.

mod config;
pub mod http;
mod provider;
mod rules;

use std::sync::Arc;

use ::store::Store;
use kernel::Clock;

pub use config::{OidcConfig, RoleOf};
use provider::{Provider, Refused};

use super::sessions::{Begun, Sessions};
use super::users::{Refusal, User};

/// Signing in through a provider.
#[derive(Clone)]
pub struct Oidc {
    provider: Arc<Provider>,
    sessions: Sessions,
    clock: Arc<dyn Clock>,
    /// Seals the cookie.
    key: [u8; 32],
}

/// Why nobody was let in.
enum Denied {
    /// What came does not belong to what this browser began a short while ago.
    NotBegun,
    /// The provider said no, or what it said cannot be believed.
    Refused(Refused),
    /// The provider's account has no role here, or is of another domain.
    NoAccess(&'static str),
    /// The user cannot be made.
    User(Refusal),
    /// The user may not sign in.
    Disabled(User),
}

impl Oidc {
    /// Signing in to a store's sessions through the provider of a configuration.
    #[must_use]
    pub fn new(store: &Store, clock: Arc<dyn Clock>, sessions: Sessions, config: OidcConfig) -> Oidc {
        let key = store.secrets.key("oidc cookie");
        Oidc { provider: Arc::new(Provider::new(config, clock.clone())), sessions, clock, key }
    }

    /// Where to send a browser, and the cookie that it gets for the way.
    async fn start(&self) -> Result<(String, String), Refused> {
        let (url, started) = self.provider.start().await?;
        Ok((url, rules::seal(&self.key, &started)))
    }

    /// Ends what a browser has begun: lets in whom the provider names.
    async fn finish(
        &self,
        cookie: Option<&str>,
        state: &str,
        code: String,
        before: Option<String>,
    ) -> ::store::Result<Result<Begun, Denied>> {
        let opened = cookie.and_then(|cookie| rules::open(&self.key, cookie, self.clock.now()));
        let Some(started) = opened.filter(|started| super::sessions::fits(&started.state, state)) else {
            return Ok(Err(Denied::NotBegun));
        };
        let claims = match self.provider.claims(code, started).await {
            Ok(claims) => claims,
            Err(refused) => return Ok(Err(Denied::Refused(refused))),
        };
        let account = match rules::account(&claims, self.provider.config()) {
            Ok(account) => account,
            Err(why) => return Ok(Err(Denied::NoAccess(why))),
        };
        let user = match self.sessions.users().of_account(account).await? {
            Ok(user) => user,
            Err(refusal) => return Ok(Err(Denied::User(refusal))),
        };
        if user.disabled_at.is_some() {
            return Ok(Err(Denied::Disabled(user)));
        }
        Ok(Ok(self.sessions.begin(user, before).await?))
    }
}
