//! The HTTP API of webhooks and of what goes out by them.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use kernel::Kind;
use know::organisation::checked_name;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::outgoing::check_public;
use web::paging::{List, Paging, number_cursor};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::model::{Delivery, DeliveryState};
use super::{Webhooks, store};

/// The most characters of an address.
const LONGEST: usize = 2000;

/// What the handlers work with.
#[derive(Clone)]
pub struct WebhooksState {
    /// The webhooks.
    pub webhooks: Webhooks,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/webhooks", right: Right::ManageAccess },
    Operation { method: "PUT", path: "/api/v1/webhooks/{name}", right: Right::ManageAccess },
    Operation { method: "DELETE", path: "/api/v1/webhooks/{name}", right: Right::ManageAccess },
    Operation { method: "POST", path: "/api/v1/webhooks/{name}/test", right: Right::ManageAccess },
    Operation { method: "GET", path: "/api/v1/deliveries", right: Right::ManageAccess },
    Operation { method: "POST", path: "/api/v1/deliveries/{id}/replay", right: Right::ManageAccess },
];

/// The routes.
pub fn routes(state: WebhooksState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_webhooks))
        .routes(routes!(put_webhook, remove_webhook))
        .routes(routes!(test_webhook))
        .routes(routes!(list_deliveries))
        .routes(routes!(replay_delivery))
        .with_state(state)
}

/// A webhook.
#[derive(Serialize, ToSchema)]
struct WireWebhook {
    name: String,
    url: String,
    made_at: String,
    changed_at: String,
    /// How many messages wait to be sent or to be tried again.
    waiting: u64,
    /// How many were given up in the last 30 days.
    given_up: u64,
}

/// The webhooks, by name. Their secrets are not shown.
#[utoipa::path(get, path = "/api/v1/webhooks", responses((status = 200, body = List<WireWebhook>)))]
async fn list_webhooks(State(state): State<WebhooksState>) -> Result<Json<List<WireWebhook>>> {
    let found = state.webhooks.truth.read(|tx| {
        let [waiting, given_up] =
            [store::counts(tx, DeliveryState::Waiting)?, store::counts(tx, DeliveryState::GivenUp)?];
        Ok((store::all(tx)?, waiting, given_up))
    });
    let (all, waiting, given_up) = found.await?;
    let of = |counts: &[(String, u64)], name: &str| {
        counts.iter().find(|(webhook, _)| webhook == name).map_or(0, |(_, count)| *count)
    };
    let wire = all.into_iter().map(|one| WireWebhook {
        waiting: of(&waiting, &one.name),
        given_up: of(&given_up, &one.name),
        name: one.name,
        url: one.url,
        made_at: one.made_at.to_string(),
        changed_at: one.changed_at.to_string(),
    });
    Ok(Json(List::whole(wire.collect())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PutWebhook {
    /// Where requests go, such as `https://hooks.example.com/throughline`.
    url: String,
    /// Whether it gets a new secret; the old one is worth nothing from then on.
    #[serde(default)]
    renew_secret: bool,
}

/// A webhook that was made or changed.
#[derive(Serialize, ToSchema)]
struct MadeWebhook {
    name: String,
    url: String,
    /// Its secret, `whsec_` and base64, with which receivers check signatures. It is shown this once; absent where the
    /// webhook keeps the one that it has.
    secret: Option<String>,
}

/// Makes a webhook, or changes where its requests go.
#[utoipa::path(put, path = "/api/v1/webhooks/{name}", params(("name" = String, Path)), request_body = PutWebhook,
    responses((status = 200, body = MadeWebhook)))]
async fn put_webhook(
    State(state): State<WebhooksState>,
    who: Principal,
    Path(name): Path<String>,
    Json(put): Json<PutWebhook>,
) -> Result<Json<MadeWebhook>> {
    let name = checked_name(&name).map_err(Problem::bad_request)?;
    check_url(&put.url, &state.webhooks).map_err(|said| Problem::bad_request(format!("`url`: {said}")))?;
    let secret = state.webhooks.put(name.clone(), put.url.clone(), put.renew_secret).await?;
    let said = if secret.is_some() { "with a new secret" } else { "" };
    state.audit.change(&who, "webhooks.put", &name, said).await?;
    Ok(Json(MadeWebhook { name, url: put.url, secret }))
}

fn check_url(url: &str, webhooks: &Webhooks) -> std::result::Result<(), String> {
    if url.len() > LONGEST {
        return Err(format!("an address has at most {LONGEST} characters"));
    }
    let read: Option<Uri> = url.parse().ok();
    let uri = read.filter(|uri| matches!(uri.scheme_str(), Some("https" | "http")) && uri.host().is_some());
    let uri = uri.ok_or("it must be an address such as https://hooks.example.com/throughline")?;
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(
            "an address with a password in it would be shown in lists: receivers check the signature".to_owned()
        );
    }
    Ok(check_public(&uri, &webhooks.networks)?)
}

/// Removes a webhook. What waits for it is given up.
#[utoipa::path(delete, path = "/api/v1/webhooks/{name}", params(("name" = String, Path)), responses((status = 204)))]
async fn remove_webhook(
    State(state): State<WebhooksState>,
    who: Principal,
    Path(name): Path<String>,
) -> Result<StatusCode> {
    if !state.webhooks.remove(name.clone()).await? {
        return Err(missing(&name));
    }
    state.audit.change(&who, "webhooks.remove", &name, "").await?;
    Ok(StatusCode::NO_CONTENT)
}

fn missing(name: &str) -> Problem {
    Problem::not_found(format!("there is no webhook {name:?}; GET /api/v1/webhooks lists them"))
}

/// A message on its way, or at its end.
#[derive(Serialize, ToSchema)]
struct WireDelivery {
    /// What receivers are sent as `webhook-id`.
    id: String,
    webhook: Option<String>,
    email: Option<String>,
    event: String,
    state: DeliveryState,
    attempts: u32,
    made_at: String,
    /// When it is sent or tried again; absent at its end.
    next_at: Option<String>,
    /// When it came to its end; absent while it waits.
    ended_at: Option<String>,
    /// What the last attempt came to where it failed: a status of HTTP, a code of SMTP, or words.
    answer: Option<String>,
    /// What is sent.
    #[schema(value_type = Object)]
    body: serde_json::Value,
}

impl WireDelivery {
    fn of(state: &WebhooksState, one: Delivery) -> WireDelivery {
        let waits = one.state == DeliveryState::Waiting;
        WireDelivery {
            id: state.webhooks.ids.encode(Kind::Delivery, one.number),
            webhook: one.webhook,
            email: one.email,
            event: one.event,
            state: one.state,
            attempts: one.attempts,
            made_at: one.made_at.to_string(),
            next_at: waits.then(|| one.next_at.to_string()),
            ended_at: (!waits).then(|| one.next_at.to_string()),
            answer: one.answer,
            body: serde_json::from_str(&one.body).unwrap_or_default(),
        }
    }
}

/// Sends a message of the type `test` to a webhook. Its delivery says what comes of it.
#[utoipa::path(post, path = "/api/v1/webhooks/{name}/test", params(("name" = String, Path)),
    responses((status = 202, body = WireDelivery)))]
async fn test_webhook(
    State(state): State<WebhooksState>,
    who: Principal,
    Path(name): Path<String>,
) -> Result<(StatusCode, Json<WireDelivery>)> {
    state.webhooks.get(&name).await?.ok_or_else(|| missing(&name))?;
    let delivery = state.webhooks.test(name.clone()).await?;
    state.audit.change(&who, "webhooks.test", &name, "").await?;
    Ok((StatusCode::ACCEPTED, Json(WireDelivery::of(&state, delivery))))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct DeliveriesQuery {
    /// Only those to this webhook.
    webhook: Option<String>,
    /// Only those in this state: `waiting`, `sent` or `given_up`.
    #[param(value_type = Option<String>)]
    state: Option<DeliveryState>,
    /// How many items, 1 to 500; 50 unless told.
    limit: Option<usize>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// What was sent, or is to be, to webhooks and by mail, newest first. What came to its end is kept for 30 days.
#[utoipa::path(get, path = "/api/v1/deliveries", params(DeliveriesQuery),
    responses((status = 200, body = List<WireDelivery>)))]
async fn list_deliveries(
    State(state): State<WebhooksState>,
    Query(query): Query<DeliveriesQuery>,
) -> Result<Json<List<WireDelivery>>> {
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    let before = paging.number(&state.webhooks.ids)?.unwrap_or(u64::MAX);
    let (limit, webhook, wanted) = (paging.limit(), query.webhook, query.state);
    let found = state.webhooks.truth.read(move |tx| store::list(tx, (webhook.as_deref(), wanted), (before, limit)));
    let (found, total) = found.await?;
    let next = found.last().filter(|_| found.len() == limit);
    let next = next.map(|one| number_cursor(&state.webhooks.ids, one.number));
    let items = found.into_iter().map(|one| WireDelivery::of(&state, one)).collect();
    Ok(Json(List { items, total, next }))
}

/// Sends a message once more, with the same id, and tries for three days again.
#[utoipa::path(post, path = "/api/v1/deliveries/{id}/replay", params(("id" = String, Path)),
    responses((status = 202, body = WireDelivery)))]
async fn replay_delivery(
    State(state): State<WebhooksState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<WireDelivery>)> {
    let number = web::ids::read(&state.webhooks.ids, Kind::Delivery, &id)?;
    let now = state.webhooks.clock.now();
    let replayed = state.webhooks.truth.write(move |tx| {
        let Some(before) = store::delivery(tx, number)? else { return Ok(None) };
        let again =
            Delivery { state: DeliveryState::Waiting, attempts: 0, next_at: now, answer: None, ..before.clone() };
        Ok(store::change(tx, &before, &again)?.then_some(again))
    });
    let gone = || Problem::not_found("there is no such delivery: they are kept for 30 days");
    let replayed = replayed.await?.ok_or_else(gone)?;
    state.audit.change(&who, "deliveries.replay", &id, "").await?;
    Ok((StatusCode::ACCEPTED, Json(WireDelivery::of(&state, replayed))))
}
