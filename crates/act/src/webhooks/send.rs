//! Sending what is due: taken first, so that nobody else sends it, and then what came of it is written down.

use ::store::Result;
use axum::body::Bytes;
use axum::http::Request;
use futures_util::future::join_all;
use kernel::{Kind, Timestamp};
use listen::mails::{Said, again_at};
use web::outgoing::OutgoingError;

use super::model::{Delivery, Webhook};
use super::{Webhooks, letter, rules, store};

/// Messages that are on their way at once: a receiver that hangs does not keep the others waiting for long.
const PORTION: usize = 16;
/// How many bytes of an answer are read. Nothing of them is kept.
const LONGEST: usize = 64 * 1024;

impl Webhooks {
    /// Sends what is due. Says whether there was anything. Blocks; must be called within a tokio runtime, not on its
    /// workers.
    ///
    /// # Errors
    /// What the database says.
    pub fn send_due(&self) -> Result<bool> {
        let now = self.clock.now();
        let due = self.truth.read_blocking(|tx| store::due(tx, now, PORTION))?;
        let any = !due.is_empty();
        let sent = join_all(due.into_iter().map(|delivery| self.send(delivery)));
        tokio::runtime::Handle::current().block_on(sent).into_iter().collect::<Result<()>>()?;
        Ok(any)
    }

    async fn send(&self, delivery: Delivery) -> Result<()> {
        let now = self.clock.now();
        let attempts = delivery.attempts + 1;
        // Should this server die before it knows what came of it, it is tried again later.
        let taken = Delivery { attempts, next_at: again_at(attempts, now), ..delivery.clone() };
        let change = |before: Delivery, after: Delivery| self.truth.write(move |tx| store::change(tx, &before, &after));
        if !change(delivery, taken.clone()).await? {
            return Ok(());
        }
        let said = match (&taken.webhook, &taken.email) {
            (Some(name), _) => match self.get(name).await? {
                Some(webhook) => self.request(&webhook, &taken, now).await?,
                None => Said::Never("there is no such webhook any more".to_owned()),
            },
            (None, Some(address)) => self.mail(address.clone(), &taken).await,
            (None, None) => Said::Never("nobody".to_owned()),
        };
        if let Said::NotNow(answer) = &said {
            tracing::warn!(%answer, attempts, event = taken.event, "a message could not be delivered; it is tried again");
        }
        change(taken.clone(), rules::after(&taken, said, now)).await.map(drop)
    }

    async fn request(&self, webhook: &Webhook, delivery: &Delivery, now: Timestamp) -> Result<Said> {
        let secret = self.sealing.open(webhook.name.as_bytes(), &webhook.secret)?;
        let id = self.ids.encode(Kind::Delivery, delivery.number);
        let seconds = now.0.div_euclid(1000);
        let request = Request::post(&webhook.url)
            .header("content-type", "application/json")
            .header("user-agent", concat!("throughline/", env!("CARGO_PKG_VERSION")))
            .header("webhook-signature", web::signed::signature(&secret, &id, seconds, &delivery.body))
            .header("webhook-timestamp", seconds)
            .header("webhook-id", id)
            .body(Bytes::from(delivery.body.clone()));
        let Ok(request) = request else { return Ok(Said::Never("its address cannot be read".to_owned())) };
        Ok(match self.out.ask(request, LONGEST).await {
            Ok(answer) => rules::of_status(answer.status().as_u16()),
            // It has been changed meanwhile to which networks requests may go.
            Err(OutgoingError::Refused(why)) => Said::Never(why.to_owned()),
            Err(OutgoingError::TooLong) => Said::NotNow("timeout".to_owned()),
            // The status does not matter where the rest of the answer does not come.
            Err(OutgoingError::Body(_)) => Said::NotNow("the answer broke off or is too long".to_owned()),
            Err(error @ OutgoingError::Client(_)) => Said::NotNow(no_connection(&error)),
            Err(OutgoingError::Roots(_)) => Said::NotNow("no certificates to trust".to_owned()),
        })
    }

    async fn mail(&self, address: String, delivery: &Delivery) -> Said {
        let Some(post) = self.post.clone() else { return Said::NotNow("no mail server is configured".to_owned()) };
        let id = self.ids.encode(Kind::Delivery, delivery.number);
        let message = match letter::message(&post, &address, &id, &delivery.body) {
            Ok(message) => message,
            Err(why) => return Said::Never(why),
        };
        let sent = tokio::task::spawn_blocking(move || post.send(&message)).await;
        sent.unwrap_or_else(|_| Said::NotNow("the server is stopping".to_owned()))
    }
}

/// Why there is no connection, in words: the last cause says it.
fn no_connection(error: &dyn std::error::Error) -> String {
    let mut last = error;
    while let Some(cause) = last.source() {
        last = cause;
    }
    format!("no connection: {last}")
}
