//! Reading a server of Mastodon by its API: the public timeline of a hashtag, or what mentions an account
//! (docs.joinmastodon.org/methods/timelines and /methods/notifications).

use axum::body::Bytes;
use axum::http::{Request, StatusCode, header};
use kernel::Identifier;
use kernel::json::RawObject;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::outgoing::Outgoing;

use super::feed::{no_answer, plain, refused};
use super::model::{Fetched, Found, Item, Position};
use crate::ingest::{Draft, read_time};

/// Posts that are asked for at once: the most that a server gives.
const PORTION: usize = 40;
/// How many bytes an answer has at most.
const LONGEST: usize = 8 << 20;

/// A post, as far as it matters here.
#[derive(Deserialize)]
struct Status {
    id: String,
    uri: String,
    created_at: String,
    content: String,
    account: Account,
    url: Option<String>,
    language: Option<String>,
    in_reply_to_id: Option<String>,
}

#[derive(Deserialize)]
struct Account {
    acct: String,
}

#[derive(Deserialize)]
struct Notification {
    id: String,
    status: Option<Status>,
}

/// What was posted behind a place; where nothing was read yet, the newest.
pub(super) async fn fetch(
    outgoing: &Outgoing,
    (server, hashtag, token): (&str, Option<&str>, Option<&str>),
    position: &Position,
) -> Result<Fetched, String> {
    let server = server.trim_end_matches('/');
    let mut url = match hashtag {
        Some(tag) => {
            let tag: String = form_urlencoded::byte_serialize(tag.as_bytes()).collect();
            format!("{server}/api/v1/timelines/tag/{tag}?limit={PORTION}")
        }
        None => format!("{server}/api/v1/notifications?types[]=mention&limit={PORTION}"),
    };
    if let Some(newest) = &position.newest {
        // The next ones behind it, not the newest of all.
        url = format!("{url}&min_id={newest}");
    }
    let mut request = Request::get(url).header(header::USER_AGENT, "throughline");
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let request = request.body(Bytes::new()).map_err(|_| "its address or token is none".to_owned())?;
    let answer = outgoing.ask(request, LONGEST).await.map_err(|error| no_answer(&error))?;
    if answer.status() != StatusCode::OK {
        return Err(refused(answer.status(), answer.headers()));
    }
    let (ids, statuses) =
        read(hashtag.is_some(), answer.body()).map_err(|error| format!("it is no timeline: {error}"))?;
    let host = url::Url::parse(server).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    // Ids grow, and are numbers as texts.
    let newest = ids.iter().chain(&position.newest).max_by_key(|id| (id.len(), id.as_str())).cloned();
    let more = ids.len() >= PORTION && position.newest.is_some();
    let found = statuses.into_iter().rev().map(|status| post(status, &host)).collect();
    Ok(Fetched { found, position: Position { newest, ..Position::default() }, more })
}

/// The ids by which the list goes on, and the posts.
fn read(is_timeline: bool, body: &[u8]) -> serde_json::Result<(Vec<String>, Vec<Status>)> {
    if is_timeline {
        let statuses: Vec<Status> = serde_json::from_slice(body)?;
        return Ok((statuses.iter().map(|status| status.id.clone()).collect(), statuses));
    }
    let notifications: Vec<Notification> = serde_json::from_slice(body)?;
    let ids = notifications.iter().map(|one| one.id.clone()).collect();
    Ok((ids, notifications.into_iter().filter_map(|one| one.status).collect()))
}

fn post(status: Status, host: &str) -> Found {
    let Status { uri, created_at, content, account, url, language, in_reply_to_id, .. } = status;
    let handle = if account.acct.contains('@') { account.acct } else { format!("{}@{host}", account.acct) };
    let mut properties = Map::new();
    properties.extend(url.map(|url| ("link".to_owned(), Value::from(url))));
    properties.extend(language.map(|language| ("language".to_owned(), Value::from(language))));
    if in_reply_to_id.is_some() {
        properties.insert("reply".to_owned(), json!(true));
    }
    let draft = Draft {
        occurred_at: read_time(&created_at),
        channel: Some("social".to_owned()),
        name: "Post Published".to_owned(),
        identifiers: vec![Identifier::new("handle", handle)],
        text: Some(plain(&content, "html")),
        properties: RawObject::from_valid(Value::Object(properties).to_string()),
        ..Draft::default()
    };
    Found { id: format!("post {uri}").into_bytes(), item: Item::Post(Box::new(draft)) }
}
