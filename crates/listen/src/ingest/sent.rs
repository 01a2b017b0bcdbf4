//! A request of intake as it was sent: its headers, and its body without its compression.

use std::error::Error as _;
use std::io::Read as _;
use std::net::IpAddr;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt as _;
use http_body_util::LengthLimitError;
use web::{Problem, RemoteAddress};

use super::http::IntakeState;

pub(super) struct Sent {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// How many bytes came over the wire.
    pub(super) length: usize,
    /// From which address; none over the socket.
    pub(super) address: Option<IpAddr>,
}

impl FromRequest<IntakeState> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &IntakeState) -> Result<Sent, Problem> {
        let most = state.intake.limits().request_bytes;
        let (head, body) = request.into_parts();
        let said = head.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        if said.is_some_and(|said: usize| said > most) {
            discard(body, most).await;
            return Err(over(most, ""));
        }
        let body = axum::body::to_bytes(body, most).await.map_err(|error| {
            let too_large = error.source().is_some_and(<dyn std::error::Error>::is::<LengthLimitError>);
            if too_large { over(most, "") } else { Problem::bad_request("the body broke off or came too slowly") }
        })?;
        let length = body.len();
        let body = decoded(&head.headers, body, most)?;
        let address = head.extensions.get::<RemoteAddress>().map(|address| address.0);
        Ok(Sent { headers: head.headers, body, length, address })
    }
}

/// How many times the limit is read and thrown away.
const DISCARDED: usize = 8;

/// Reads a body that is too large, within reason: a client that is cut off while it writes never sees why.
async fn discard(body: Body, most: usize) {
    let mut chunks = body.into_data_stream();
    let mut left = most.saturating_mul(DISCARDED);
    while let Some(Ok(chunk)) = chunks.next().await
        && chunk.len() < left
    {
        left -= chunk.len();
    }
}

fn over(most: usize, when: &str) -> Problem {
    let detail = format!("over {most} bytes{when}; send fewer events a request");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
}

/// The body without its compression, as long as it stays within the limit.
fn decoded(headers: &HeaderMap, body: Bytes, most: usize) -> Result<Bytes, Problem> {
    let Some(encoding) = headers.get(header::CONTENT_ENCODING) else { return Ok(body) };
    match encoding.to_str().unwrap_or_default() {
        "identity" | "" => Ok(body),
        "gzip" => {
            let mut plain = Vec::with_capacity(body.len() * 4);
            let mut reader = flate2::read::MultiGzDecoder::new(body.as_ref()).take(most as u64 + 1);
            reader.read_to_end(&mut plain).map_err(|_| Problem::bad_request("the gzip is damaged or cut off"))?;
            if plain.len() > most {
                return Err(over(most, " when decompressed"));
            }
            Ok(Bytes::from(plain))
        }
        other => {
            let other: String = other.chars().take(20).collect();
            Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("send gzip or no compression, not {other:?}")))
        }
    }
}
