//! Reading a feed: RSS, Atom (RFC 4287) or JSON Feed, by what changed of it.

use axum::body::Bytes;
use axum::http::{Request, StatusCode, header};
use feed_rs::model::Entry;
use kernel::json::RawObject;
use kernel::{Identifier, Timestamp};
use mail_parser::decoders::html::html_to_text;
use serde_json::{Map, Value};
use web::outgoing::Outgoing;

use super::model::{Fetched, Found, Item, Position};
use crate::ingest::Draft;

/// How many bytes a feed has at most.
const LONGEST: usize = 8 << 20;
/// The most characters of a text.
const LONGEST_TEXT: usize = 20_000;
/// The namespace of somebody of whom nothing is known but what they posted.
pub(super) const POST: &str = "post";

/// The entries of a feed, unless it is as it was.
pub(super) async fn fetch(outgoing: &Outgoing, url: &str, position: &Position) -> Result<Fetched, String> {
    let mut request = Request::get(url).header(header::USER_AGENT, "throughline").header(header::ACCEPT, "*/*");
    for (name, said) in [(header::IF_NONE_MATCH, &position.etag), (header::IF_MODIFIED_SINCE, &position.modified)] {
        if let Some(said) = said {
            request = request.header(name, said);
        }
    }
    let request = request.body(Bytes::new()).map_err(|_| "its address is none".to_owned())?;
    let answer = outgoing.ask(request, LONGEST).await.map_err(|error| no_answer(&error))?;
    match answer.status() {
        StatusCode::NOT_MODIFIED => return Ok(Fetched { found: Vec::new(), position: position.clone(), more: false }),
        StatusCode::OK => {}
        other => return Err(refused(other, answer.headers())),
    }
    let said = |name| Some(answer.headers().get(name)?.to_str().ok()?.to_owned());
    let position = Position { etag: said(header::ETAG), modified: said(header::LAST_MODIFIED), ..Position::default() };
    let feed = feed_rs::parser::parse(answer.body().as_ref()).map_err(|error| format!("it is no feed: {error}"))?;
    // The oldest first, as they were written.
    let mut found: Vec<Found> = feed.entries.iter().rev().map(entry).collect();
    found.sort_by_key(|found| match &found.item {
        Item::Post(draft) => draft.occurred_at,
        Item::Mail { at, .. } => *at,
    });
    Ok(Fetched { found, position, more: false })
}

/// Why there is no answer.
pub(super) fn no_answer(error: &web::outgoing::OutgoingError) -> String {
    format!("no answer: {}", web::outgoing::causes(error))
}

/// What a server said in place of what was asked for.
pub(super) fn refused(status: StatusCode, headers: &axum::http::HeaderMap) -> String {
    let moved = headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).filter(|_| status.is_redirection());
    match moved {
        Some(to) => format!("it has moved to {to}: give that address, if it is the one that you mean"),
        None => format!("the server answered {status}"),
    }
}

fn entry(entry: &Entry) -> Found {
    let title = entry.title.as_ref().map(|text| plain(&text.content, text.content_type.subty().as_str()));
    let body = entry
        .content
        .as_ref()
        .and_then(|content| Some(plain(content.body.as_deref()?, content.content_type.subty().as_str())));
    let body = body.or_else(|| entry.summary.as_ref().map(|text| plain(&text.content, "html")));
    let parts: Vec<String> = [title.clone(), body].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let link = entry.links.first().map(|link| link.href.clone());
    let author = entry.authors.first().and_then(|author| author.uri.clone());
    let who = author.map_or_else(|| Identifier::new(POST, &*entry.id), |uri| Identifier::new("handle", uri));
    let mut properties = Map::new();
    let name = entry.authors.first().and_then(|author| author.name.clone());
    for (field, value) in [("title", title), ("link", link), ("author", name)] {
        properties.extend(value.map(|value| (field.to_owned(), Value::from(value))));
    }
    let at = entry.published.or(entry.updated).map(|at| Timestamp(at.timestamp_millis()));
    let draft = Draft {
        occurred_at: at,
        channel: Some("social".to_owned()),
        name: "Post Published".to_owned(),
        identifiers: vec![who],
        text: Some(parts.join("\n\n").chars().take(LONGEST_TEXT).collect()),
        properties: RawObject::from_valid(Value::Object(properties).to_string()),
        ..Draft::default()
    };
    Found { id: format!("entry {}", entry.id).into_bytes(), item: Item::Post(Box::new(draft)) }
}

/// A text without the markup of HTML, where it is HTML: titles and summaries of RSS often are and do not say so.
pub(super) fn plain(text: &str, subtype: &str) -> String {
    let is_html = subtype.contains("html") || text.contains("</") || text.contains("<p>") || text.contains("<br");
    let text = if is_html { html_to_text(text) } else { text.to_owned() };
    text.replace('\0', "\u{fffd}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_as_posts() {
        let rss = r#"<rss version="2.0"><channel><title>t</title><link>https://x.example/</link><item>
            <title>Halden &amp; me</title><guid>g-1</guid><link>https://x.example/1</link>
            <description>&lt;p&gt;They came &lt;b&gt;twice&lt;/b&gt;.&lt;/p&gt;</description>
            <pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"#;
        let feed = feed_rs::parser::parse(rss.as_bytes()).expect("a feed");
        let found = entry(&feed.entries[0]);
        let Item::Post(draft) = found.item else { panic!("no post") };
        assert_eq!(found.id, b"entry g-1");
        assert_eq!(draft.text.as_deref(), Some("Halden & me\n\nThey came twice."));
        assert_eq!(draft.identifiers, [Identifier::new(POST, "g-1")]);
        assert!(draft.occurred_at.is_some() && draft.properties.as_str().contains("https://x.example/1"));
    }
}
