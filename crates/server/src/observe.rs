//! What an operator watches: Prometheus metrics, and the doctor that checks invariants on the live store.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use parking_lot::Mutex;
use serde::Serialize;
use store::blocking;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::Json;
use web::{Operation, Result, Right};

use crate::app::App;
use crate::doctor;

/// The rights that the operations ask for.
pub(crate) const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/metrics", right: Right::SeeOrganisation },
    Operation { method: "GET", path: "/api/v1/doctor", right: Right::SeeOrganisation },
];

/// The routes.
pub(crate) fn routes(app: App, requests: Requests) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(metrics)).routes(routes!(get_doctor)).with_state(ObserveState { app, requests })
}

/// What the handlers work with.
#[derive(Clone)]
pub(crate) struct ObserveState {
    app: App,
    requests: Requests,
}

/// Requests by method, route template and status, with the time they took. Never a path as it was sent: identifiers
/// may be in it.
#[derive(Clone, Default)]
pub(crate) struct Requests(Arc<Mutex<ByRoute>>);

/// By method, route template and status.
type ByRoute = BTreeMap<(String, String, u16), Arc<Taken>>;

#[derive(Default)]
struct Taken {
    requests: AtomicU64,
    microseconds: AtomicU64,
}

/// Counts requests.
pub(crate) async fn count(State(requests): State<Requests>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let method = request.method().as_str().to_owned();
    let started = std::time::Instant::now();
    let response = next.run(request).await;
    let taken = requests.0.lock().entry((method, route, response.status().as_u16())).or_default().clone();
    taken.requests.fetch_add(1, Ordering::Relaxed);
    let microseconds = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    taken.microseconds.fetch_add(microseconds, Ordering::Relaxed);
    response
}

/// Metrics in Prometheus's text format.
#[utoipa::path(get, path = "/metrics", responses((status = 200, content_type = "text/plain")))]
async fn metrics(State(state): State<ObserveState>) -> Result<Response> {
    let ObserveState { app, requests } = state;
    let ledger = app.store.truth.read(|tx| {
        let rows =
            tx.query("SELECT outcome, CAST(sum(events) AS BIGINT) FROM ledger GROUP BY outcome ORDER BY outcome", &[])?;
        rows.iter().map(|row| Ok((row.string(0)?, row.int(1)?))).collect::<store::Result<Vec<_>>>()
    });
    let ledger = ledger.await?;
    let mut page = Metrics::default();
    for (outcome, events) in ledger {
        page.line("throughline_intake_events_total", &[("outcome", &outcome)], events);
    }
    let tail = app.profiles.tail();
    page.line("throughline_folds_waiting_interactions", &[], tail.waiting());
    let lag = tail.oldest().map_or(0, |received| (app.clock.now().0 - received.0).max(0));
    page.line("throughline_folds_lag_seconds", &[], format!("{}.{:03}", lag / 1000, lag % 1000));
    let (identifiers, conflicts) = {
        let people = app.people.now();
        (people.graph.len(), people.graph.conflicts().len())
    };
    page.line("throughline_identifiers", &[], identifiers);
    page.line("throughline_identity_conflicts", &[], conflicts);
    for ((method, route, status), taken) in requests.0.lock().iter() {
        let status = status.to_string();
        let labels = [("method", method.as_str()), ("route", route.as_str()), ("status", status.as_str())];
        page.line("throughline_http_requests_total", &labels, taken.requests.load(Ordering::Relaxed));
        let microseconds = taken.microseconds.load(Ordering::Relaxed);
        let seconds = format!("{}.{:06}", microseconds / 1_000_000, microseconds % 1_000_000);
        page.line("throughline_http_request_seconds_total", &labels, seconds);
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], page.text).into_response())
}

#[derive(Default)]
struct Metrics {
    text: String,
    last: &'static str,
}

impl Metrics {
    fn line(&mut self, name: &'static str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        use std::fmt::Write as _;
        if self.last != name {
            let kind = if name.ends_with("_total") { "counter" } else { "gauge" };
            // Writing to a string cannot fail.
            let _ = writeln!(self.text, "# TYPE {name} {kind}");
            self.last = name;
        }
        let labels: Vec<String> = labels.iter().map(|(label, value)| format!("{label}={value:?}")).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.text, "{name}{labels} {value}");
    }
}

/// What the doctor found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Report {
    /// Whether everything holds.
    pub(crate) healthy: bool,
    /// What was checked.
    pub(crate) checks: Vec<Check>,
}

/// One thing that was checked.
#[derive(Serialize, ToSchema)]
pub(crate) struct Check {
    /// What should hold.
    pub(crate) name: &'static str,
    /// Whether it does.
    pub(crate) holds: bool,
    /// What was seen.
    pub(crate) said: String,
}

/// Checks every invariant that can be checked on the live store.
#[utoipa::path(get, path = "/api/v1/doctor", responses((status = 200, body = Report)))]
async fn get_doctor(State(state): State<ObserveState>) -> Result<Json<Report>> {
    let checks = blocking(move || doctor::examine(&state.app)).await?;
    Ok(Json(Report { healthy: checks.iter().all(|check| check.holds), checks }))
}
