//! The HTTP API of alert rules.

use axum::extract::State;
use axum::http::StatusCode;
use know::organisation::checked_name;
use lettre::Address;
use web::extract::{Json, Path, Query};
use web::paging::List;
use web::versions::http::{Shown, ShownOfMany, Which, Why};
use web::{Principal, Problem, Result};

use super::super::model::AlertRule;
use super::AlertsState;

/// The newest version of each alert rule that has not ended, by name.
#[utoipa::path(get, path = "/api/v1/alert-rules", responses((status = 200, body = List<Shown<AlertRule>>)))]
pub(super) async fn list_alert_rules(State(state): State<AlertsState>) -> Result<Json<List<Shown<AlertRule>>>> {
    let rules = state.alerts.rules.list().await?.into_iter();
    Ok(Json(List::whole(rules.filter_map(|(name, version)| Shown::of(name, version)).collect())))
}

/// An alert rule: its newest version, or the one that is asked for, with the list of all.
#[utoipa::path(get, path = "/api/v1/alert-rules/{name}", params(("name" = String, Path), Which),
    responses((status = 200, body = ShownOfMany<AlertRule>)))]
pub(super) async fn get_alert_rule(
    State(state): State<AlertsState>,
    Path(name): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<ShownOfMany<AlertRule>>> {
    let (all, place) = state.alerts.rules.wanted(&name, which.version).await?;
    Ok(Json(ShownOfMany::of(name, all, place)))
}

/// Makes the next version of an alert rule, or its first one. What came in before it opens nothing.
#[utoipa::path(put, path = "/api/v1/alert-rules/{name}", params(("name" = String, Path), Why),
    request_body = AlertRule, responses((status = 200, body = Shown<AlertRule>)))]
pub(super) async fn put_alert_rule(
    State(state): State<AlertsState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
    Json(rule): Json<AlertRule>,
) -> Result<Json<Shown<AlertRule>>> {
    let name = checked_name(&name).map_err(Problem::bad_request)?;
    let rule = rule.checked().map_err(Problem::bad_request)?;
    check_told(&state, &rule).await?;
    let by = (&who, &state.people.audit, &*state.people.clock);
    let version = state.alerts.rules.change_for(by, &name, Some(rule), &why).await?;
    Ok(Json(Shown::of(name, version).expect("a rule that was just put says something")))
}

/// Looks whether who is to be told can be.
async fn check_told(state: &AlertsState, rule: &AlertRule) -> Result<()> {
    if let Some(webhook) = &rule.webhook
        && state.webhooks.get(webhook).await?.is_none()
    {
        return Err(Problem::bad_request(format!(
            "`webhook`: there is no webhook {webhook:?}: make it first, with PUT /api/v1/webhooks/{{name}}"
        )));
    }
    let Some(email) = &rule.email else { return Ok(()) };
    if email.parse::<Address>().is_err() {
        return Err(Problem::bad_request(format!("`email`: {email:?} is no mail address")));
    }
    if !state.webhooks.sends_mails() {
        return Err(Problem::conflict("`email`: no mail server is configured: give [mail] (docs/operations.md)"));
    }
    Ok(())
}

/// Ends an alert rule. Its alerts stay, and its versions can still be read by their numbers.
#[utoipa::path(delete, path = "/api/v1/alert-rules/{name}", params(("name" = String, Path), Why),
    responses((status = 204)))]
pub(super) async fn end_alert_rule(
    State(state): State<AlertsState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
) -> Result<StatusCode> {
    let by = (&who, &state.people.audit, &*state.people.clock);
    state.alerts.rules.change_for(by, &name, None, &why).await?;
    Ok(StatusCode::NO_CONTENT)
}
