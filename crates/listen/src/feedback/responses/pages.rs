//! The public addresses of surveys: `/s/{survey}` for everybody, `/s/{survey}/{invitation}` for who was invited.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response as Answer};
use axum::routing::get;
use kernel::Kind;
use web::{Problem, Result};

use super::page::{self, Notice, policy};
use super::turn::{Closed, Seen, Sent, Step};
use super::words::Words;
use super::{Error, Responses};
use crate::ingest::Refusal;

/// The most that a form sends, in bytes.
const FORM_BYTES: usize = 256 << 10;

/// By which the user interface allows the style of these pages in its policy, to show them within its own.
#[must_use]
pub fn style_source() -> String {
    page::style_source()
}

/// The pages. Whose answer it is follows from the address: nobody needs to be known.
pub fn pages(responses: Responses) -> Router {
    Router::new()
        .route("/s/{survey}", get(open).post(answer))
        .route("/s/{survey}/{invitation}", get(open_invited).post(answer_invited))
        .with_state(responses)
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        match error {
            Error::Store(error) | Error::Refused(Refusal::Store(error)) => error.into(),
            Error::Refused(Refusal::Busy) => Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "too many answer at the moment: send it again in a minute",
            ),
        }
    }
}

async fn open(
    State(responses): State<Responses>,
    Path(survey): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Answer> {
    let sent = sent(&survey, None, query.unwrap_or_default().as_bytes(), &headers);
    Ok(shown(&responses, &responses.open(sent).await?, &headers, &format!("/s/{survey}")))
}

async fn open_invited(
    State(responses): State<Responses>,
    Path((survey, invitation)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Answer> {
    let sent = sent(&survey, Some(&invitation), query.unwrap_or_default().as_bytes(), &headers);
    Ok(shown(&responses, &responses.open(sent).await?, &headers, &format!("/s/{survey}/{invitation}")))
}

async fn answer(
    State(responses): State<Responses>,
    Path(survey): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Answer> {
    let form = form(body).await?;
    let sent = sent(&survey, None, &form, &headers);
    Ok(shown(&responses, &responses.answer(sent).await?, &headers, &format!("/s/{survey}")))
}

async fn answer_invited(
    State(responses): State<Responses>,
    Path((survey, invitation)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Answer> {
    let form = form(body).await?;
    let sent = sent(&survey, Some(&invitation), &form, &headers);
    Ok(shown(&responses, &responses.answer(sent).await?, &headers, &format!("/s/{survey}/{invitation}")))
}

async fn form(body: Body) -> Result<axum::body::Bytes> {
    let body = to_bytes(body, FORM_BYTES).await;
    body.map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the form is too large: write less"))
}

fn sent<'a>(survey: &'a str, invitation: Option<&'a str>, fields: &[u8], headers: &HeaderMap) -> Sent<'a> {
    let fields = form_urlencoded::parse(fields).into_owned().collect();
    Sent { survey, invitation, fields, languages: languages(headers) }
}

/// The languages that a browser asks for, the best first (RFC 9110, section 12.5.4).
fn languages(headers: &HeaderMap) -> Vec<String> {
    let said = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let ranked = said.split(',').take(20).filter_map(|one| {
        let (tag, weight) = one.split_once(";q=").unwrap_or((one, "1"));
        let weight: f32 = weight.trim().parse().ok()?;
        (weight > 0.0).then(|| (tag.trim().to_owned(), weight))
    });
    let mut ranked: Vec<(String, f32)> = ranked.collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
    ranked.into_iter().map(|(tag, _)| tag).collect()
}

fn shown(responses: &Responses, seen: &Seen, headers: &HeaderMap, path: &str) -> Answer {
    let browser = languages(headers).into_iter().next().unwrap_or_default();
    let (status, html, embedded_on) = match seen {
        Seen::Talk(talk, Step::At(page, mistakes)) => {
            let open = talk.response.identifier.is_none();
            let id = open.then(|| responses.ids.encode(Kind::Response, talk.response.number));
            let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            (status, talk.page(*page, mistakes, id, path).html(), talk.survey.embedded_on.as_slice())
        }
        Seen::Talk(talk, Step::Done) => {
            let (title, text) = talk.thanks();
            let again = talk.kiosk.then(|| format!("{path}?kiosk=true"));
            let notice = Notice {
                language: &talk.response.language,
                title: &title,
                text: &text,
                tells: talk.embedded,
                again: again.as_deref(),
            };
            (StatusCode::OK, notice.html(), talk.survey.embedded_on.as_slice())
        }
        Seen::Closed(survey, why) => {
            let words = Words::of(&browser);
            let title = survey.as_ref().map_or("", |survey| survey.title.text(&browser, survey.fallback()));
            let (status, text) = match why {
                Closed::Missing => (StatusCode::NOT_FOUND, words.over),
                Closed::Over => (StatusCode::GONE, words.over),
                Closed::Answered => (StatusCode::OK, words.answered),
                Closed::InvitedOnly => (StatusCode::FORBIDDEN, words.invited_only),
            };
            let notice = Notice { language: words.tag(), title, text, tells: false, again: None };
            let sites = survey.as_ref().map_or(&[][..], |survey| survey.embedded_on.as_slice());
            (status, notice.html(), sites)
        }
    };
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let policy = HeaderValue::try_from(policy(embedded_on)).expect("sites are origins, in ASCII");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
