//! Mails: the one way in which anything leaves this server by SMTP, and when it is tried again.

mod rules;
mod settings;

use lettre::message::Mailbox;
use lettre::{Message, SmtpTransport, Transport as _};

pub use rules::{MOST_ATTEMPTS, Said, again_at};
pub use settings::{MailSettings, MailTls, public_host};

/// A mail server, who writes, and where people reach this server.
pub struct Post {
    transport: SmtpTransport,
    /// Who writes.
    pub from: Mailbox,
    /// The address at which people reach this server, without a slash at its end.
    pub public_url: String,
    /// The host in it.
    pub own_host: String,
}

impl Post {
    /// Over a mail server; nothing is connected yet.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub fn new(settings: &MailSettings, public_url: &str) -> Result<Post, String> {
        let own_host = public_host(public_url)?;
        Ok(Post {
            transport: settings.transport(&own_host)?,
            from: settings.sender()?,
            public_url: public_url.trim_end_matches('/').to_owned(),
            own_host,
        })
    }

    /// Hands a mail to the server, and says what it said. Blocks.
    #[must_use]
    pub fn send(&self, mail: &Message) -> Said {
        Said::of(self.transport.send(mail).map(drop))
    }
}
