//! Patience with slow clients: how long a body may keep silent, and how slowly it may come.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

/// How long a client may keep silent within a body.
const SILENCE: Duration = Duration::from_secs(20);
/// How many bytes a second must come at least, on the whole; whoever sends one now and then does not hold a connection.
const PACE: u64 = 1024;

/// A body that ends with an error where its sender is too slow.
pub(crate) struct Patient {
    body: Incoming,
    /// When the body was first waited for, and how much has come since.
    since: Option<Instant>,
    received: u64,
    /// Until when to wait; only while there is something to wait for.
    until: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    /// The body of a request.
    pub(crate) fn body(body: Incoming) -> Body {
        Body::new(Patient { body, since: None, received: 0, until: None })
    }
}

/// The sender was too slow.
#[derive(Debug, thiserror::Error)]
#[error("the body came too slowly")]
pub(crate) struct TooSlow;

impl HttpBody for Patient {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            self.until = None;
            if let Some(Ok(frame)) = &frame {
                self.received += frame.data_ref().map_or(0, |data| data.len() as u64);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(axum::Error::new)));
        }
        let now = Instant::now();
        let since = *self.since.get_or_insert(now);
        let by_pace = since + SILENCE + Duration::from_secs(self.received / PACE);
        let until = self.until.get_or_insert_with(|| Box::pin(sleep_until(by_pace.min(now + SILENCE))));
        ready!(until.as_mut().poll(context));
        Poll::Ready(Some(Err(axum::Error::new(TooSlow))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
