//! The provider: where it is, what it is asked, and what it says. Discovery, keys and signatures are the library's.

use std::sync::Arc;

use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::clock::MINUTE;
use kernel::{Clock, Timestamp};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse as _,
};
use serde_json::Value;
use tokio::sync::Mutex;

use super::config::OidcConfig;
use super::rules::{Started, VALID};
use crate::outgoing::{Outgoing, OutgoingError, causes};

/// For how long it is believed where everything is and with which keys the provider signs, in milliseconds.
const FRESH: i64 = 5 * MINUTE;
/// How many bytes an answer of the provider may have.
const LONGEST: usize = 1 << 20;
/// The variable that may hold the secret.
const SECRET: &str = "THROUGHLINE_OIDC_CLIENT_SECRET";

/// A client that knows where the provider lets sign in and gives tokens.
type Known =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Why the provider let nobody in. Said in the log; the browser is told less.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    /// It does not answer, or not as it should.
    #[error("the provider cannot be used: {0}")]
    Unusable(String),
    /// It does not take the code.
    #[error("the provider did not take the code: {0}")]
    Code(String),
    /// What it says of the account cannot be believed.
    #[error("the provider's token cannot be believed: {0}")]
    Token(String),
}

/// A provider.
pub(super) struct Provider {
    config: OidcConfig,
    clock: Arc<dyn Clock>,
    found: Mutex<Option<(Timestamp, CoreProviderMetadata)>>,
}

impl Provider {
    pub(super) fn new(config: OidcConfig, clock: Arc<dyn Clock>) -> Provider {
        Provider { config, clock, found: Mutex::new(None) }
    }

    pub(super) fn config(&self) -> &OidcConfig {
        &self.config
    }

    /// Where to send a browser, and what has to be known when it comes back.
    pub(super) async fn start(&self) -> Result<(String, Started), Refused> {
        let client = self.client().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        for scope in &self.config.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        let (url, state, nonce) = request.set_pkce_challenge(challenge).url();
        let started = Started {
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
            until: self.clock.now().0 + VALID,
        };
        Ok((url.to_string(), started))
    }

    /// What the provider says of whoever brought this code, once its signature, audience, time and nonce are checked.
    pub(super) async fn claims(&self, code: String, started: Started) -> Result<Value, Refused> {
        let client = self.client().await?;
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(unusable)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(started.verifier));
        let http = Outgoing::anywhere().map_err(unusable)?;
        let ask = |request| answer(http.clone(), request);
        let answer = request.request_async(&ask).await.map_err(|error| Refused::Code(causes(&error)))?;
        let token = answer.id_token().ok_or_else(|| Refused::Token("there is none".to_owned()))?;
        token
            .claims(&client.id_token_verifier(), &Nonce::new(started.nonce))
            .map_err(|error| Refused::Token(causes(&error)))?;
        payload(&token.to_string()).ok_or_else(|| Refused::Token("it cannot be read".to_owned()))
    }

    async fn client(&self) -> Result<Known, Refused> {
        let metadata = self.metadata().await?;
        let id = ClientId::new(self.config.client_id.clone());
        let secret = self.secret().await?.map(ClientSecret::new);
        let callback = RedirectUrl::new(self.config.callback()).map_err(unusable)?;
        Ok(CoreClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(callback))
    }

    async fn metadata(&self) -> Result<CoreProviderMetadata, Refused> {
        let mut found = self.found.lock().await;
        let now = self.clock.now();
        if let Some((at, metadata)) = &*found
            && now.0 - at.0 < FRESH
        {
            return Ok(metadata.clone());
        }
        let issuer = IssuerUrl::new(self.config.issuer.clone()).map_err(unusable)?;
        let http = Outgoing::anywhere().map_err(unusable)?;
        let ask = |request| answer(http.clone(), request);
        let metadata = CoreProviderMetadata::discover_async(issuer, &ask).await;
        let metadata = metadata.map_err(|error| Refused::Unusable(causes(&error)))?;
        *found = Some((now, metadata.clone()));
        Ok(metadata)
    }

    /// The secret by which the provider knows this server: read when it is needed, so that it can be renewed.
    async fn secret(&self) -> Result<Option<String>, Refused> {
        if let Some(file) = &self.config.client_secret_file {
            let text = tokio::fs::read_to_string(file).await;
            let text = text.map_err(|error| Refused::Unusable(format!("{}: {error}", file.display())))?;
            return Ok(Some(text.trim().to_owned()));
        }
        Ok(std::env::var(SECRET).ok())
    }
}

/// The payload of a signed token, which has been checked already.
fn payload(token: &str) -> Option<Value> {
    let payload = token.split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

/// Asks the provider. It is configured by who runs this server, so it may be anywhere.
async fn answer(http: Outgoing, request: HttpRequest) -> Result<HttpResponse, OutgoingError> {
    let response = http.ask(request.map(Bytes::from), LONGEST).await?;
    Ok(response.map(|body| body.to_vec()))
}

fn unusable(error: impl std::error::Error) -> Refused {
    Refused::Unusable(causes(&error))
}
