//! By which server mails go out, and where people reach this one.

use std::path::PathBuf;
use std::time::Duration;

use lettre::SmtpTransport;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use serde::{Deserialize, Serialize};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that takes mails.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Its host.
    pub server: String,
    /// Its port: 587 with `starttls`, 465 with `tls`, 25 with `none` unless told.
    pub port: Option<u16>,
    /// How the way there is kept secret.
    #[serde(default)]
    pub tls: MailTls,
    /// By which name it knows us; without one we do not sign in.
    pub user: Option<String>,
    /// The password that goes with it.
    pub password: Option<String>,
    /// A file that holds the password.
    pub password_file: Option<PathBuf>,
    /// Who writes, as `Halden <hello@example.com>`.
    pub from: String,
}

/// How the way to a mail server is kept secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// It begins in the clear and must change to TLS.
    #[default]
    Starttls,
    /// It is TLS from the beginning.
    Tls,
    /// It is not: for a server on this machine.
    None,
}

impl MailSettings {
    /// Refuses what could not work, or would not be safe.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn check(&self) -> Result<(), String> {
        if self.server.is_empty() || self.server.chars().any(char::is_whitespace) {
            return Err("`mail.server` is the name of a host such as smtp.example.com".to_owned());
        }
        self.sender()?;
        if self.password.is_some() && self.password_file.is_some() {
            return Err("`mail.password` and `mail.password_file` exclude each other: give one of them".to_owned());
        }
        if self.user.is_some() != (self.password.is_some() || self.password_file.is_some()) {
            return Err("`mail.user` and a password go together: give both or neither".to_owned());
        }
        let is_near = ["localhost", "127.0.0.1", "::1"].contains(&self.server.as_str());
        if self.tls == MailTls::None && self.user.is_some() && !is_near {
            return Err("`mail.tls = \"none\"` would send the password in the clear: use starttls or tls".to_owned());
        }
        Ok(())
    }

    /// Who writes.
    pub(super) fn sender(&self) -> Result<Mailbox, String> {
        self.from.parse().map_err(|error| format!("`mail.from`: {:?} is no address: {error}", self.from))
    }

    /// The way to the server; nothing is connected yet. `own_host` is how this server names itself.
    pub(super) fn transport(&self, own_host: &str) -> Result<SmtpTransport, String> {
        let secret = || TlsParameters::new(self.server.clone()).map_err(|error| format!("`mail.tls`: {error}"));
        let (tls, port) = match self.tls {
            MailTls::Starttls => (Tls::Required(secret()?), 587),
            MailTls::Tls => (Tls::Wrapper(secret()?), 465),
            MailTls::None => (Tls::None, 25),
        };
        let mut builder = SmtpTransport::builder_dangerous(&self.server)
            .port(self.port.unwrap_or(port))
            .tls(tls)
            .timeout(Some(PATIENCE))
            .hello_name(ClientId::Domain(own_host.to_owned()));
        if let (Some(user), Some(password)) = (&self.user, &self.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(builder.build())
    }
}

/// The host of the address at which people reach this server.
///
/// # Errors
/// Where it is none.
pub fn public_host(url: &str) -> Result<String, String> {
    let wrong = || format!("`public_url`: {url:?} is no address such as https://feedback.example.com");
    let read = url::Url::parse(url).ok().filter(|read| {
        matches!(read.scheme(), "https" | "http") && read.query().is_none() && read.fragment().is_none()
    });
    let host = read.as_ref().and_then(|read| read.host_str()).ok_or_else(wrong)?;
    Ok(host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_safe_is_refused() {
        let read = |text: &str| serde_json::from_str::<MailSettings>(text).expect("settings").check();
        assert_eq!(read(r#"{"server": "smtp.example.com", "from": "Halden <hello@example.com>"}"#), Ok(()));
        for (text, said) in [
            (r#"{"server": "smtp.example.com", "from": "nobody"}"#, "no address"),
            (r#"{"server": "", "from": "a@example.com"}"#, "`mail.server`"),
            (r#"{"server": "s", "from": "a@example.com", "user": "u"}"#, "go together"),
            (
                r#"{"server": "s", "from": "a@example.com", "user": "u", "password": "p", "tls": "none"}"#,
                "in the clear",
            ),
        ] {
            assert!(read(text).expect_err(text).contains(said), "{text}");
        }
        assert_eq!(public_host("https://feedback.example.com/cx").as_deref(), Ok("feedback.example.com"));
        assert!(public_host("feedback.example.com").is_err() && public_host("https://a.example/?x=1").is_err());
    }
}
